/* Administration of items: what is in the catalogue, in any state; they change by adjustments (registry/). */
#pragma once
#include "catalogue/catalogue.sql.h"
#include "identity/identity.h"
#include "web/form.h"

extern const struct choice admin_states[], admin_sources[]; /* end with word NULL */

struct admin_view {
	struct kept_row *rows;
	size_t n;
	struct organisation *agencies;
	size_t n_agencies;
	const char *q, *state, *source, *next_href, *first_href;
	int64_t organisation, total;
};

bool admin_may(struct req *r, int64_t organisation); /* begin an adjustment of its items */
enum err admin_items(struct req *r);
