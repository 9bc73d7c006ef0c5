/* Lists of adjustments: what waits for this person first, then by state, page by page. */
#include "registry/edit.h"
#include "registry/adjustments.html.h"
#include "base/str.h"
#include <stdio.h>
#include <stdlib.h>

enum { PAGE = 50, COUNT_MOST = 100, MOST_ORGANISATIONS = 64, TABS = 7 };

/* Where a person may look: everywhere, or in the organisations whose catalogue they keep. */
struct scope {
	bool all;
	int64_t organisations[MOST_ORGANISATIONS];
	size_t n;
};

static struct scope scope_of(const struct who *who)
{
	struct scope s = { .all = who->roles & (ROLE_REFORM | ROLE_ADMIN) };
	for (size_t i = 0; i < who->n_grants && s.n < MOST_ORGANISATIONS; i++) {
		bool known = !(who->grants[i].role & ROLE_CATALOGUE);
		for (size_t k = 0; k < s.n && !known; k++)
			known = s.organisations[k] == who->grants[i].organisation;
		if (!known)
			s.organisations[s.n++] = who->grants[i].organisation;
	}
	return s;
}

static int newer_first(const void *a, const void *b)
{
	const struct adjustment_line_row *x = a, *y = b;
	if (x->changed_at != y->changed_at)
		return x->changed_at < y->changed_at ? 1 : -1;
	return (x->id > y->id) - (x->id < y->id);
}

struct page_key { int64_t at, id; };

/* Up to PAGE + 1 of one state behind the key, the newest change first. */
static size_t lines_in(struct tx *t, const struct scope *s, const char *state, const char *kind, struct page_key after,
		       struct adjustment_line_row **out)
{
	if (s->all)
		return adjustments_anywhere(t, state, kind, after.at, after.id, PAGE + 1, out);
	struct adjustment_line_row *all = arena_array(t->mem, struct adjustment_line_row, s->n * (PAGE + 1) + 1), *some;
	size_t n = 0;
	for (size_t i = 0; i < s->n; i++) {
		size_t found = adjustments_in(t, s->organisations[i], state, kind, after.at, after.id, PAGE + 1, &some);
		for (size_t k = 0; k < found; k++)
			all[n++] = some[k];
	}
	qsort(all, n, sizeof *all, newer_first);
	*out = all;
	return n > PAGE + 1 ? PAGE + 1 : n;
}

static int64_t count_in(struct tx *t, const struct scope *s, const char *state)
{
	int64_t n = 0;
	if (s->all)
		return adjustments_counted(t, state, COUNT_MOST);
	for (size_t i = 0; i < s->n; i++)
		n += adjustments_counted_in(t, s->organisations[i], state, COUNT_MOST);
	return n < COUNT_MOST ? n : COUNT_MOST;
}

/* ---- what waits for somebody ---- */

static const struct { const char *state; unsigned roles; } waiting[] = {
	{ "submitted", ROLE_REFORM }, { "returned", ROLE_CATALOGUE }, { "draft", ROLE_CATALOGUE },
};

int64_t registry_waiting(struct req *r)
{
	struct scope s = scope_of(&r->who);
	int64_t n = 0;
	for (size_t i = 0; i < sizeof waiting / sizeof *waiting; i++)
		if (r->who.roles & waiting[i].roles)
			n += count_in(req_tx(r), &s, waiting[i].state);
	return n;
}

static size_t waiting_lines(struct tx *t, const struct who *who, const struct scope *s, const char *kind, struct adjustment_line_row **out)
{
	enum { STATES = sizeof waiting / sizeof *waiting };
	struct adjustment_line_row *all = arena_array(t->mem, struct adjustment_line_row, STATES * (PAGE + 1)), *some;
	size_t n = 0;
	for (size_t i = 0; i < STATES; i++) {
		size_t found = who->roles & waiting[i].roles ? lines_in(t, s, waiting[i].state, kind, (struct page_key){ INT64_MAX, 0 }, &some) : 0;
		for (size_t k = 0; k < found; k++)
			all[n++] = some[k];
	}
	*out = all;
	return n;
}

/* ---- the page ---- */

static const char *href(struct arena *a, const char *tab, const char *kind, const char *after)
{
	return arena_printf(a, "/admin/adjustments?state=%s&kind=%s%s%s", tab, kind, *after ? "&after=" : "", after);
}

static void fill_tabs(struct req *r, const struct scope *s, struct list_view *v)
{
	v->tabs = arena_array(r->mem, struct list_tab, TABS);
	v->tabs[v->n_tabs++] = (struct list_tab){ "waiting", "等我处理", href(r->mem, "waiting", v->kind, ""), registry_waiting(r) };
	for (const struct choice *c = registry_states; c->word; c++) {
		bool open = !str_eq(c->word, "in_force") && !str_eq(c->word, "dropped");
		v->tabs[v->n_tabs++] = (struct list_tab){ c->word, c->name, href(r->mem, c->word, v->kind, ""),
							  open ? count_in(req_tx(r), s, c->word) : -1 };
	}
}

static void fill_lines(struct req *r, struct list_view *v, const struct adjustment_line_row *rows, size_t n)
{
	v->lines = arena_array(r->mem, struct list_line, n + 1);
	for (size_t i = 0; i < n; i++)
		v->lines[v->n++] = (struct list_line){
			.is = &rows[i], .kind = registry_kind_by_word(rows[i].kind)->name, .change = choice_name(registry_changes, rows[i].change),
			.state = choice_name(registry_states, rows[i].state), .tone = edit_tone(rows[i].state),
			.moment = day_time_short(r->mem, rows[i].changed_at, DAY_ZONE_CHINA),
			.from = rows[i].from_day ? day_iso(r->mem, rows[i].from_day) : "",
		};
}

enum err edit_list_show(struct req *r)
{
	struct tx *t = req_tx(r);
	struct scope s = scope_of(&r->who);
	const char *tab = req_query(r, "state"), *kind = req_query(r, "kind");
	long long at = INT64_MAX, id = 0;
	if (sscanf(req_query(r, "after"), "%19lld-%19lld", &at, &id) != 2)
		at = INT64_MAX, id = 0;
	struct list_view v = {
		.tab = *choice_name(registry_states, tab) ? tab : "waiting", .kind = registry_kind_by_word(kind) ? kind : "",
		.central = r->who.roles & (ROLE_REFORM | ROLE_ADMIN),
	};
	bool waits = str_eq(v.tab, "waiting");
	struct adjustment_line_row *rows;
	size_t n = waits ? waiting_lines(t, &r->who, &s, v.kind, &rows) : lines_in(t, &s, v.tab, v.kind, (struct page_key){ at, id }, &rows);
	if (!waits && n > PAGE) {
		n = PAGE;
		const struct adjustment_line_row *last = &rows[n - 1];
		v.next_href = href(r->mem, v.tab, v.kind, arena_printf(r->mem, "%lld-%lld", (long long)last->changed_at, (long long)last->id));
	}
	fill_tabs(r, &s, &v);
	fill_lines(r, &v, rows, n);
	registry_adjustments(r->out, r, &v);
	return t->failed;
}
