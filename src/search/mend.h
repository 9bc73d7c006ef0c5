/* Slips of the pen: the words of names, keywords and synonyms that come nearest to what was typed. */
#pragma once
#include "search/lexicon.h"
#include "search/match.h"

/* What was probably meant, folded; NULL when nothing is near. Two characters: only what sounds the same. */
const char *mend_words(struct arena *a, struct match *parts, size_t n_parts, const struct search_synonyms *synonyms,
		       const struct asked *q);
