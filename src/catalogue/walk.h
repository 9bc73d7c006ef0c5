/* Every item with what it says at present, in the order of ids, a page at a time: memory is given back in between, so that a
 * province's catalogue can be walked within one snapshot. */
#pragma once
#include "catalogue/body.h"

struct walked {
	int64_t id, organisation, version, star;
	const char *code, *name, *state, *agency_short;
	bool secret;
	const struct body *body;
};

/* Calls each() for all items, or for those of one organisation and of what was merged into it. What w shows, and page, lives as
 * long as the call: what is kept of it is copied. Stops at the first failure and returns it, words in t->fault. */
typedef enum err walk_fn(void *arg, struct arena *page, const struct walked *w);
MUST_CHECK enum err walk_items(struct tx *t, int64_t organisation, walk_fn *each, void *arg);
