/* Where the power list and the items do not lead to each other. */
#include "powers/powers_private.h"
#include "base/str.h"
#include "powers/unlinked.html.h"
#include <stdlib.h>
#include <string.h>

enum { PAGE = 200, PAGE_MEMORY = 32 * 1024 * 1024, MOST_LINES = 100, MOST_ITEMS = 200000 };
enum { NO_POWER, NO_ITEM, GONE_ITEM, NOT_NAMED };

struct gathered {
	struct tx *t;
	struct unlinked_view *v;
	struct item_power_row *items; /* by code */
	size_t n;
	bool *linked;                 /* for each of them: a power names it */
	int64_t organisation;
};

static int by_code(const void *a, const void *b)
{
	return strcmp(((const struct item_power_row *)a)->code, ((const struct item_power_row *)b)->code);
}

static void add(struct gathered *g, int part, const char *name, const char *path, const char *agency, const char *words)
{
	struct unlinked_part *p = &g->v->parts[part];
	struct arena *a = g->t->mem;
	g->v->total++;
	if (p->total++ < MOST_LINES)
		p->lines[p->n++] = (struct unlinked_line){ .name = arena_strdup(a, name), .path = path, .agency = arena_strdup(a, agency), .words = words };
}

static void read_items(struct gathered *g)
{
	g->n = items_with_power(g->t, g->organisation, 0, MOST_ITEMS, &g->items);
	if (g->n)
		qsort(g->items, g->n, sizeof *g->items, by_code);
	g->linked = arena_array(g->t->mem, bool, g->n + 1);
}

/* Punishing, coercing, levying and inspecting are done by the agency's own motion: nobody applies for them. */
static bool is_applied_for(const char *type)
{
	static const char *const own_motion[] = { "02", "03", "04", "06" };
	for (size_t i = 0; i < sizeof own_motion / sizeof *own_motion; i++)
		if (str_eq(type, own_motion[i]))
			return false;
	return true;
}

static void look_at_power(struct gathered *g, const struct power_body_row *row)
{
	json_t *body = json_loads(row->body, 0, NULL), *list;
	const char *name = json_get_text(body, "name"), *path = arena_printf(g->t->mem, "/admin/records/power/%s", json_get_text(body, "code"));
	size_t n = json_get_array(body, "items", &list);
	if (n == 0 && is_applied_for(json_get_text(body, "type")))
		add(g, NO_ITEM, name, path, row->agency, "");
	for (size_t i = 0; i < n; i++) {
		const struct item_power_row key = { .code = str_or_empty(json_string_value(json_array_get(list, i))) };
		struct item_power_row *found = g->n ? bsearch(&key, g->items, g->n, sizeof *g->items, by_code) : NULL;
		if (found)
			g->linked[found - g->items] = true;
		else
			add(g, GONE_ITEM, name, path, row->agency, arena_strdup(g->t->mem, key.code));
	}
	json_decref(body);
}

/* A page at a time in memory of its own. */
static void read_powers(struct gathered *g)
{
	struct arena *page = arena_new(PAGE_MEMORY);
	size_t n = PAGE;
	for (int64_t organisation = 0, id = 0; n == PAGE && !g->t->failed; arena_reset(page)) {
		struct power_body_row *rows;
		struct fault f = { 0 };
		struct tx *now = store_read(g->t->store, page, &f);
		n = powers_bodies(now, g->organisation, "", "", "%", organisation, id, PAGE, &rows);
		for (size_t i = 0; i < n; i++)
			look_at_power(g, &rows[i]);
		if (n) {
			organisation = rows[n - 1].organisation;
			id = rows[n - 1].id;
		}
		if (now->failed)
			g->t->failed = fail(g->t, now->failed, "%s", f.words);
		store_read_done(now);
	}
	arena_free(page);
}

static void judge_items(struct gathered *g)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct item_power_row *x = &g->items[i];
		if (x->secret || !str_eq(x->state, "in_use") || (g->linked[i] && x->named))
			continue;
		add(g, g->linked[i] ? NOT_NAMED : NO_POWER, x->name, arena_printf(g->t->mem, "/admin/records/item/%s", x->code), x->agency_short, "");
	}
}

static const struct unlinked_part parts[] = {
	[NO_POWER] = { .title = "没有权责清单条目的事项", .why = "办这件事凭的是哪一项权力，清单里查不到。请新增权责，或者在已有的权责里写上事项编码。" },
	[NO_ITEM] = { .title = "没有办事事项的权责", .why = "这是依申请行使的权力，但群众找不到在哪里办。" },
	[GONE_ITEM] = { .title = "还连着已取消事项的权责", .why = "请去掉这些事项编码，或者同时调整权责。" },
	[NOT_NAMED] = { .title = "没有写权责清单编码的事项", .why = "权责清单能查到事项，事项的指南却查不到权责。" },
};
enum { PARTS = sizeof parts / sizeof *parts };

enum err powers_get_unlinked(struct req *r)
{
	struct tx *t = req_tx(r);
	bool all = r->who.roles & (ROLE_REFORM | ROLE_ADMIN);
	struct unlinked_view v = { .n_parts = PARTS };
	v.organisation = all ? req_query_int(r, "org", 1, INT64_MAX, 0) : r->who.organisation;
	if (all)
		v.n_agencies = organisation_list(t, &v.agencies);
	for (size_t i = 0; i < PARTS; i++) {
		v.parts[i] = parts[i];
		v.parts[i].lines = arena_array(r->mem, struct unlinked_line, MOST_LINES);
	}
	struct gathered g = { .t = t, .v = &v, .organisation = v.organisation };
	read_items(&g);
	read_powers(&g);
	judge_items(&g);
	powers_unlinked(r->out, r, &v);
	return t->failed;
}
