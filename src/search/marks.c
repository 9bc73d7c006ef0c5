#include "search/match.h"

static bool cover_whole(const struct pattern *p, const struct fold *name, bool *covered)
{
	size_t at = pattern_find(p, name->c, name->n);
	if (p->by_sound && p->n_cells == 1 && at > 0)
		return false; /* one letter counts at the beginning only */
	for (size_t i = 0; at != SIZE_MAX && i < p->n_cells; i++)
		covered[at + i] = true;
	return at != SIZE_MAX;
}

/* Neighbouring symbols that fit neighbouring cells. */
static bool cover_parts(const struct pattern *p, const struct fold *name, bool *covered)
{
	bool any = false;
	for (size_t at = 0; at + 1 < name->n; at++)
		for (size_t i = 0; i + 1 < p->n_cells; i++)
			if (pattern_cell_fits(&p->cells[i], name->c[at]) && pattern_cell_fits(&p->cells[i + 1], name->c[at + 1]))
				covered[at] = covered[at + 1] = any = true;
	return any;
}

/* The first way of understanding the words that is in the name as a whole, else the first that is there in part. */
static void cover(const struct search_result *r, const struct fold *name, bool *covered)
{
	for (size_t i = 0; i < r->n_patterns; i++)
		if (cover_whole(&r->patterns[i], name, covered))
			return;
	for (size_t i = 0; i < r->n_patterns; i++)
		if (cover_parts(&r->patterns[i], name, covered))
			return;
}

size_t search_marks(struct arena *a, const struct search_result *r, const char *name, struct search_mark **out)
{
	struct fold f = fold_text(a, name, SIZE_MAX);
	fold_close(&f);
	bool *covered = arena_array(a, bool, f.n + 1);
	struct search_mark *all = arena_array(a, struct search_mark, f.n + 1);
	size_t n = 0;
	cover(r, &f, covered);
	for (size_t i = 0; i < f.n; i++) {
		if (!covered[i])
			continue;
		if (n > 0 && all[n - 1].to == f.from[i])
			all[n - 1].to = f.to[i];
		else
			all[n++] = (struct search_mark){ f.from[i], f.to[i] };
	}
	*out = all;
	return n;
}
