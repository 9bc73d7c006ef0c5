/* Which items stand between a department and its targets, and with how little work. */
#include "rates/rates_private.h"
#include "base/str.h"
#include "catalogue/walk.h"
#include <stdlib.h>
#include <string.h>

enum { CAUSES_SHOWN = 5 };

struct gathering {
	struct arena *mem;
	const struct star_rules *rules;
	struct gaps *wanted[2];
	size_t cap[2];
};

static void count_cause(struct arena *mem, struct gaps *g, const char *lift)
{
	for (size_t i = 0; i < g->n_causes; i++)
		if (str_eq(g->causes[i].lift, lift)) {
			g->causes[i].n++;
			return;
		}
	if (!g->causes)
		g->causes = arena_array(mem, struct gap_cause, STAR_RULES_MAX + 1);
	g->causes[g->n_causes++] = (struct gap_cause){ arena_strdup(mem, lift), 1 };
}

static void add_gap(struct gathering *c, size_t which, struct arena *page, const struct walked *w)
{
	struct gaps *g = c->wanted[which];
	struct star_step *steps;
	size_t n = stars_missing_by(c->rules, page, w->body, g->star, &steps);
	const char *todo = "";
	for (size_t i = 0; i < n; i++) {
		count_cause(c->mem, g, steps[i].lift);
		todo = arena_printf(page, "%s%s%s", todo, *todo ? "；" : "", steps[i].lift);
	}
	if (g->n == c->cap[which]) {
		size_t cap = c->cap[which] ? c->cap[which] * 2 : 64;
		g->items = arena_grow(c->mem, g->items, g->n * sizeof *g->items, cap * sizeof *g->items);
		c->cap[which] = cap;
	}
	g->items[g->n++] = (struct gap){
		.id = w->id, .star = w->star, .effort = stars_effort(steps, n), .name = arena_strdup(c->mem, w->name),
		.code = arena_strdup(c->mem, w->code), .todo = arena_strdup(c->mem, todo),
	};
}

static enum err gather(void *arg, struct arena *page, const struct walked *w)
{
	struct gathering *c = arg;
	if (w->secret || !str_eq(w->state, "in_use"))
		return OK;
	for (size_t i = 0; i < 2; i++)
		if (w->star < c->wanted[i]->star)
			add_gap(c, i, page, w);
	return OK;
}

static int by_effort(const void *a, const void *b)
{
	const struct gap *x = a, *y = b;
	if (x->effort != y->effort)
		return x->effort < y->effort ? -1 : 1;
	int alike = strcmp(x->todo, y->todo); /* what takes the same work stands together */
	if (alike)
		return alike;
	return x->id < y->id ? -1 : x->id > y->id;
}

static int by_count(const void *a, const void *b)
{
	const struct gap_cause *x = a, *y = b;
	return x->n < y->n ? 1 : x->n > y->n ? -1 : 0;
}

static void sort(struct gaps *g)
{
	if (g->n)
		qsort(g->items, g->n, sizeof *g->items, by_effort);
	if (g->n_causes)
		qsort(g->causes, g->n_causes, sizeof *g->causes, by_count);
	if (g->n_causes > CAUSES_SHOWN)
		g->n_causes = CAUSES_SHOWN;
}

enum err gaps_of(struct tx *t, const struct rates_line *line, struct gaps *out_online, struct gaps *out_full)
{
	struct gaps online = { .star = ONLINE_STAR, .needed = line->online_needed }, full = { .star = FULL_STAR, .needed = line->full_needed };
	struct gathering c = { t->mem, stars_rules(t), { &online, &full }, { 0 } };
	enum err e = walk_items(t, line->organisation, gather, &c);
	if (e)
		return e;
	sort(&online);
	sort(&full);
	*out_online = online;
	*out_full = full;
	return OK;
}
