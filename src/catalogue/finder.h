/* The index of the items that can be found: in use and not secret. It is made at the first search and follows the catalogue: a
 * search whose snapshot shows a later catalogue first adds what has changed since (item.changed_at) as a small segment; the
 * others meanwhile use what is there. When much has changed, everything is made anew: at once in a small place, otherwise by a
 * thread of its own, until which searches go on with the old one. */
#pragma once
#include "catalogue/catalogue.h"
#include "catalogue/find.sql.h"
#include "search/search.h"

enum finder_facet {
	FINDER_ORGANISATION, FINDER_STAR, FINDER_VISITS, /* -1: no number is promised */
	FINDER_WHOM, FINDER_INSTANT, FINDER_ONLINE, FINDER_FULL /* five stars: wholly online */, FINDER_STREET,
	FINDER__MAX,
};
/* Whom an item serves: a range of them is for persons, another for enterprises and organisations. */
enum finder_whom { FINDER_NOBODY, FINDER_PERSONS, FINDER_BOTH, FINDER_COMPANIES };

/* Searches; the result, segments and all, is valid as long as t->mem. False when the index could not be made (t->failed). */
MUST_CHECK bool finder_run(struct tx *t, const struct search_want *want, struct search_result *out);
/* Everything, without a filter: to be narrowed. */
struct search_want finder_want(const char *words, size_t most);
/* Topics of all kinds, by kind; valid as long as t->mem. */
size_t finder_topics(struct tx *t, const struct topic_name_row **out);
