/* What people say, and what items call it: a list that comes with the program (assets/search/synonyms.csv) and the place's own,
 * kept at /admin/synonyms. A word may mean several things. */
#pragma once
#include "search/search.h"
#include "search/synonyms.sql.h"
#include "web/form.h"

/* Both lists, for search_synonyms_new(). */
size_t synonyms_all(struct tx *t, const struct search_synonym **out);

/* The page. */
enum { SYNONYMS_EXAMPLES = 3 };
struct synonyms_view {
	const char *const *examples;             /* of searches to try */
	struct synonym_row *rows; size_t n;      /* the place's own */
	const struct search_synonym *start; size_t n_start;
	struct field_view word, means, lines;
};
enum err synonyms_page(struct req *r);
enum err synonyms_take(struct req *r);

/* Lines "word,means" (a tab or full-width comma will do); NULL when all are right, else what is wrong with which line. */
const char *synonyms_read(struct arena *a, const char *text, struct search_synonym **out, size_t *out_n);
