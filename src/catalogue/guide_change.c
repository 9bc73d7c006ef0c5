#include "catalogue/guide_change.h"
#include "base/day.h"
#include "catalogue/catalogue.sql.h"

enum { SHOWN = 5 };

struct guide_change guide_change_of(struct tx *t, const struct item *item, int64_t version, const struct version_row *row, const json_t *body)
{
	struct guide_change c = { .version = version, .current = item->version, .from = day_words(t->mem, row->from_day), .reason = row->reason };
	const struct body *before = version > 1 ? item_body(t, item->id, version - 1) : NULL;
	struct difference *all;
	size_t n = before ? differ(t, elements, before->json, body, &all) : 0;
	c.n_differences = n < SHOWN ? n : SHOWN;
	c.differences = n ? all : NULL;
	c.n_more = n - c.n_differences;
	return c;
}
