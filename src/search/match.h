/* Looking a pattern up in one part of the index. */
#pragma once
#include "search/pattern.h"

/* One part, and what the search has found out about its documents so far. */
struct match {
	const struct search_part *part;
	const struct search_segment *s;
	struct arena *mem;
	uint8_t *best;    /* rank of each document, SEARCH_NONE where nothing fits */
	uint8_t reached;  /* the best of them */
	/* of the pattern at hand: */
	uint16_t *step, base;
	uint8_t *before, *fields;
	uint32_t *found; size_t n_found;
};
struct match match_new(struct arena *a, const struct search_part *part);

/* Documents in which all needs of the pattern are met get their rank, where it is better than the one they have. */
void match_pattern(struct match *m, const struct pattern *p);
void match_everything(struct match *m);
/* Documents that meet the greater part of what the pattern is made of, as SEARCH_NEAR and worse. */
void match_near(struct match *m, const struct pattern *p);
/* How many of the single symbols each document has in its name and keywords; into `out` one number a document. */
void match_count(struct match *m, const uint16_t *symbols, size_t n, uint8_t *out);

static inline bool match_is_dead(const struct match *m, uint32_t doc)
{
	return m->part->dead && m->part->dead[doc / 8] >> doc % 8 & 1;
}
