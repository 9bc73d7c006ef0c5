/* Administration of items: what is in the catalogue, and whether it can be applied for. */
#pragma once
#include "catalogue/find.sql.h"
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

enum err admin_items(struct req *r);
enum err admin_item_state(struct req *r);
