/* Reading lists: pieces by key over an index, merged in order of due days. */
#include "cases/desk.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include <stdlib.h>
#include <string.h>

static int64_t rank(const struct desk_row *row)
{
	return row->due_day ? row->due_day : DESK_NO_END;
}

static int by_due(const void *a, const void *b)
{
	const struct desk_row *x = a, *y = b;
	if (rank(x) != rank(y))
		return rank(x) < rank(y) ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

void desk_gather_add(struct arena *mem, struct desk_gather *g, const struct desk_row *more, size_t n)
{
	if (!n)
		return;
	struct desk_row *all = arena_array(mem, struct desk_row, g->n + n);
	if (g->n)
		memcpy(all, g->rows, g->n * sizeof *all);
	memcpy(all + g->n, more, n * sizeof *all);
	qsort(all, g->n + n, sizeof *all, by_due);
	g->rows = all;
	g->n += n;
	if (g->n > g->most) {
		g->n = g->most;
		g->until_day = all[g->most - 1].due_day;
	}
}

const char *desk_gather_key(struct arena *mem, int64_t day, int64_t id)
{
	return arena_printf(mem, "%lld.%lld", (long long)day, (long long)id);
}

bool desk_gather_read_key(struct req *r, int64_t *day, int64_t *id)
{
	const char *after = req_query(r, "after"), *dot = strchr(after, '.');
	return dot && num_parse(arena_strndup(r->mem, after, (size_t)(dot - after)), 0, DESK_NO_END, day) &&
	       num_parse(dot + 1, 0, DESK_NO_END, id);
}

struct desk_gather desk_gather_from(struct req *r, size_t most)
{
	struct desk_gather g = { .after_day = 0, .after_id = DESK_NO_END, .until_day = DESK_NO_END, .most = most + 1, .item = "",
				 .late_before = DESK_NO_END };
	desk_gather_read_key(r, &g.after_day, &g.after_id);
	return g;
}

void desk_gather_narrow(struct req *r, struct desk_gather *g, const char *lamp)
{
	int64_t soon = calendar_next_working(calendar_of(req_tx(r)), r->today);
	int64_t from = str_eq(lamp, "soon") ? r->today : str_eq(lamp, "good") ? soon + 1 : 1;
	g->only_dated = *lamp != '\0';
	g->until_day = str_eq(lamp, "stop") ? r->today - 1 : str_eq(lamp, "soon") ? soon : DESK_NO_END;
	if (g->only_dated && from > g->after_day) {
		g->after_day = from - 1;
		g->after_id = DESK_NO_END;
	}
}

void desk_gather_all(struct req *r, struct desk_gather *g, void (*read)(struct req *r, struct desk_gather *g))
{
	int64_t undated_after = g->after_day == 0 && g->after_id != DESK_NO_END ? g->after_id : 0;
	if (!undated_after)
		read(r, g);
	if (g->n >= g->most || g->only_dated)
		return;
	g->after_day = 0;
	g->after_id = undated_after;
	g->until_day = 0;
	read(r, g);
}

size_t desk_gather_organisations(struct req *r, const int64_t **out)
{
	const struct who *w = &r->who;
	struct organisation *all;
	size_t n_all = w->roles & ROLE_ADMIN ? organisation_list(req_tx(r), &all) : 0, n = 0;
	int64_t *own = arena_array(r->mem, int64_t, w->n_grants + n_all + 1);
	for (; n < n_all; n++)
		own[n] = all[n].id;
	for (size_t i = 0; i < w->n_grants; i++) {
		size_t k = 0;
		while (k < n && own[k] != w->grants[i].organisation)
			k++;
		if (k == n)
			own[n++] = w->grants[i].organisation;
	}
	*out = own;
	return n;
}

static size_t add_piece(struct desk_piece *all, size_t n, const struct desk_piece *p)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].organisation == p->organisation && all[i].role == p->role && all[i].staff == p->staff)
			return n; /* one's own grants come first */
	all[n] = *p;
	return n + 1;
}

size_t desk_gather_pieces(struct req *r, struct desk_piece **out)
{
	const struct who *w = &r->who;
	size_t n = 0;
	*out = arena_array(r->mem, struct desk_piece, w->n_grants * 2 + 1);
	for (size_t i = 0; i < w->n_grants; i++) {
		const struct grant *g = &w->grants[i];
		const struct desk_piece shared = { g->organisation, 0, g->instead_of, g->role };
		const struct desk_piece named = { g->organisation, g->instead_of ? g->instead_of : w->id, g->instead_of, g->role };
		n = add_piece(*out, n, &shared);
		n = add_piece(*out, n, &named);
	}
	return n;
}

void desk_gather_tasks(struct req *r, struct desk_gather *g)
{
	struct desk_piece *pieces;
	size_t n_pieces = desk_gather_pieces(r, &pieces);
	const char *pattern = desk_list_pattern(r->mem, g->item);
	for (size_t i = 0; i < n_pieces; i++) {
		const struct desk_piece *p = &pieces[i];
		struct desk_row *more;
		size_t n = desk_tasks(req_tx(r), p->organisation, role_by_bit(p->role)->word, p->staff, g->after_day, g->after_id,
				      g->until_day, pattern, (int64_t)g->most, &more);
		desk_gather_add(r->mem, g, more, n);
	}
}

void desk_gather_cases(struct req *r, struct desk_gather *g)
{
	const int64_t *own;
	size_t n_own = desk_gather_organisations(r, &own);
	for (size_t i = 0; i < n_own; i++)
		for (size_t k = 0; k < g->wanted.n; k++) {
			struct desk_row *more;
			size_t n = desk_cases(req_tx(r), own[i], states[g->wanted.all[k]].word, g->after_day, g->after_id, g->until_day,
					      (int64_t)g->most, &more);
			desk_gather_add(r->mem, g, more, n);
		}
}

void desk_gather_asking(struct req *r, struct desk_gather *g)
{
	const int64_t *own;
	size_t n_own = desk_gather_organisations(r, &own);
	for (size_t i = 0; i < n_own; i++) {
		struct desk_row *more;
		size_t n = desk_asking(req_tx(r), own[i], g->after_day, g->after_id, g->until_day, g->late_before, (int64_t)g->most, &more);
		desk_gather_add(r->mem, g, more, n);
	}
}
