/* Synonyms, folded, as searches look them up. */
#pragma once
#include "search/fold.h"
#include "search/search.h"

struct lexicon_word { uint16_t *c; size_t n; const char *word, *means; };
struct search_synonyms {
	struct arena *mem;
	struct lexicon_word *all; /* long words first */
	size_t n;
};

/* Where these symbols stand in others; SIZE_MAX when nowhere. */
size_t lexicon_within(const uint16_t *c, size_t n, const uint16_t *text, size_t size);
/* What people say around what they look for (我要办…怎么办理); each found is replaced by a gap. */
char *lexicon_strip(struct arena *a, const char *words);
