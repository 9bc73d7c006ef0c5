/* What lifts one item to its next stars. */
#include "rates/rates_private.h"
#include "base/str.h"
#include "rates/item_star.html.h"
#include "registry/registry.h"

static void fill(struct tx *t, const struct body *b, struct item_star_view *v)
{
	struct star_step *steps;
	size_t n = stars_missing(t, b, 5, &steps);
	for (int64_t s = 1; s <= 5; s++) {
		struct star_line *l = &v->lines[s - 1];
		*l = (struct star_line){ .star = s };
		l->steps = arena_array(t->mem, struct star_step, n + 1);
		for (size_t i = 0; i < n; i++)
			if (steps[i].star == s)
				l->steps[l->n++] = steps[i];
		l->effort = stars_effort(l->steps, l->n);
	}
}

enum err stars_page_item(struct req *r)
{
	struct tx *t = req_tx(r);
	struct item_star_view v = { 0 };
	if (!item_by_id(t, req_param_id(r, "id"), &v.item) || !adjustment_may(&r->who, v.item.organisation))
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这个事项，或者不是您管的。");
	const struct body *b = item_body(t, v.item.id, v.item.version);
	if (!b)
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "这个事项没有内容。");
	fill(t, b, &v);
	v.adjust = arena_printf(r->mem, "/admin/adjustments/new?kind=item&subject=%lld", (long long)v.item.id);
	rates_item_star(r->out, r, &v);
	return OK;
}
