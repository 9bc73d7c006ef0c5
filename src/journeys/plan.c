#include "journeys/plan.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "catalogue/list.h"

static const char *listed(struct arena *a, const char *all, const char *between, const char *more)
{
	return *all && *more ? arena_printf(a, "%s%s%s", all, between, more) : *all ? all : more;
}

static const char *address_of(struct arena *a, const char *code, json_t *circumstances)
{
	struct out o;
	const char *name, *sign = "?";
	json_t *v;
	out_init(&o, a, KB(8));
	out_raw(&o, "/items/");
	out_part_str(&o, code);
	json_object_foreach(circumstances, name, v) {
		out_raw(&o, sign);
		out_part_str(&o, name);
		out_raw(&o, "=");
		out_part_str(&o, json_string_value(v));
		sign = "&";
	}
	const char *address = arena_strdup(a, out_str(&o));
	out_release(&o);
	return address;
}

static const char *fee_of(struct tx *t, const struct body *b)
{
	const json_t *fees = json_object_get(b->json, "fees");
	const char *all = "";
	size_t i;
	json_t *f;
	json_array_foreach(fees, i, f)
		all = listed(t->mem, all, "；", arena_printf(t->mem, "%s：%s", json_get_text(f, "name"), json_get_text(f, "standard")));
	return *all ? all : fees ? "不收费" : "请问窗口";
}

/* The item's circumstances that this path settles; those that are not asked then count as answered too. */
static json_t *settled(struct req *r, const struct body *b, const json_t *given)
{
	struct question *asked;
	json_t *known;
	size_t n = questions_read(r->mem, json_object_get(b->json, "circumstances"), &asked);
	questions_settle(r->mem, asked, n, given, r->today, &known);
	return known;
}

static void choose_items(struct req *r, struct plan *p, const struct journey *j, const json_t *known)
{
	struct tx *t = req_tx(r);
	p->items = arena_array(r->mem, struct plan_item, j->n_items + 1);
	p->missing = arena_array(r->mem, const char *, j->n_items + 1);
	for (size_t i = 0; i < j->n_items; i++) {
		const struct journey_item *row = &j->items[i];
		struct plan_item x = { .why = row->why, .row = i, .step = 1, .after = "" };
		if (expr_truth(r->mem, row->when, known, r->today) == EXPR_NO)
			continue;
		if (!item_by_code(t, row->code, &x.item) || !item_visible(&r->who, &x.item) || !str_eq(x.item.state, "in_use") ||
		    !(x.body = item_body(t, x.item.id, x.item.version))) {
			p->missing[p->n_missing++] = row->code;
			continue;
		}
		x.promised = body_promised(r->mem, x.body);
		x.visits = list_visits(r->mem, x.item.visits);
		x.fee = fee_of(t, x.body);
		x.guide = address_of(r->mem, x.item.code, row->circumstances);
		x.circumstances = settled(r, x.body, row->circumstances);
		p->items[p->n_items++] = x;
	}
}

/* Steps: one after all that must come before. A circle, which the check of a journey refuses, counts as no order. */
static void order_items(struct arena *a, struct plan *p, const struct journey *j)
{
	for (size_t round = 0; round < p->n_items; round++)
		for (size_t i = 0; i < p->n_items; i++)
			for (size_t k = 0; k < p->n_items; k++) {
				size_t then = p->items[i].row, first = p->items[k].row;
				if (j->before[first][then] && !j->before[then][first] && p->items[i].step <= p->items[k].step)
					p->items[i].step = p->items[k].step + 1;
			}
	struct plan_item *sorted = arena_array(a, struct plan_item, p->n_items + 1);
	p->steps = arena_array(a, struct plan_step, p->n_items + 1);
	for (size_t n = 0; n < p->n_items;) {
		struct plan_step *step = &p->steps[p->n_steps++];
		*step = (struct plan_step){ (int64_t)p->n_steps, &sorted[n], 0 };
		for (size_t i = 0; i < p->n_items; i++)
			if (p->items[i].step == step->no) {
				sorted[n++] = p->items[i];
				step->n++;
			}
	}
	p->items = sorted;
}

/* Only what must be done directly before it, and is in this plan, is said beside an item. */
static void name_before(struct arena *a, struct plan *p, const struct journey *j)
{
	for (size_t i = 0; i < p->n_items; i++)
		for (size_t k = 0; k < i; k++) {
			bool direct = j->before[p->items[k].row][p->items[i].row];
			for (size_t via = 0; via < i && direct; via++)
				direct = !(j->before[p->items[k].row][p->items[via].row] && j->before[p->items[via].row][p->items[i].row]);
			if (direct)
				p->items[i].after = listed(a, p->items[i].after, "、", p->items[k].item.name);
		}
}

/* Each begins when the last one before it is done. */
static void count_days(struct req *r, struct plan *p, const struct journey *j)
{
	struct tx *t = req_tx(r);
	const struct calendar *cal = calendar_of(t);
	bool from_submission = setting_bool(t, SETTING_ACCEPT_FROM_SUBMISSION);
	p->done_day = r->today;
	for (size_t i = 0; i < p->n_items; i++) {
		int64_t begin = r->today;
		for (size_t k = 0; k < i; k++)
			if (j->before[p->items[k].row][p->items[i].row] && p->items[k].done_day > begin)
				begin = p->items[k].done_day;
		struct guide_due due = guide_due(r->mem, cal, p->items[i].body, begin, from_submission);
		p->items[i].done_day = due.known ? due.day : begin;
		p->n_no_limit += !due.known;
		p->provisional |= due.provisional;
		if (p->items[i].done_day > p->done_day)
			p->done_day = p->items[i].done_day;
		p->n_no_visits += p->items[i].item.visits < 0;
		p->visits += p->items[i].item.visits > 0 ? p->items[i].item.visits : 0;
	}
	p->days = calendar_working_between(cal, r->today, p->done_day);
}

/* ---- one list of materials ---- */

/* The item of the plan that comes first and produces it. */
static const struct plan_item *maker_of(const struct plan *p, const struct journey *j, const struct plan_item *user, const struct guide_material *m)
{
	for (size_t i = 0; i < p->n_items; i++) {
		const struct plan_item *x = &p->items[i];
		bool same = str_eq(x->body->result_name, m->name) || str_eq(x->body->result_name, m->licence);
		if (same && j->before[x->row][user->row])
			return x;
	}
	return NULL;
}

static const char *free_words(struct arena *a, const struct plan_item *maker, const struct guide_material *m)
{
	if (maker)
		return arena_printf(a, "由前面的“%s”产生，不用另外准备", maker->item.name);
	return m->free ? "从电子证照库取得，不用交" : m->by_form ? "网上填写后自动生成" : "";
}

/* A sheet that each item's own form makes is a paper of that item alone, whatever it is called. */
static struct plan_material *same_material(struct plan *p, const struct guide_material *m, const char *free)
{
	for (size_t i = 0; i < p->n_materials; i++) {
		struct plan_material *x = &p->materials[i];
		if (!m->by_form && str_eq(x->name, m->name) && (*x->free != '\0') == (*free != '\0'))
			return x;
	}
	return NULL;
}

static void add_material(struct req *r, struct plan *p, const struct journey *j, const struct plan_item *user, const struct guide_material *m)
{
	const char *free = free_words(r->mem, maker_of(p, j, user, m), m);
	struct plan_material *x = same_material(p, m, free);
	if (!x) {
		x = &p->materials[p->n_materials++];
		*x = (struct plan_material){ .name = m->name, .how = m->how, .needs = m->needs, .used = "", .only = m->only, .free = free,
					     .code = user->item.code, .blank = m->blank, .sample = m->sample };
	}
	if (!*m->only)
		x->only = "";
	x->must |= m->must && !*free;
	x->n_items++;
	x->used = listed(r->mem, x->used, "、", user->item.name);
}

/* What everybody must bring, what some must, what nobody needs to. */
static int rank_of(const struct plan_material *m)
{
	return *m->free ? 2 : m->must ? 0 : 1;
}

static void sort_materials(struct arena *a, struct plan *p)
{
	struct plan_material *sorted = arena_array(a, struct plan_material, p->n_materials + 1);
	size_t n = 0;
	for (int rank = 0; rank <= 2; rank++)
		for (size_t i = 0; i < p->n_materials; i++)
			if (rank_of(&p->materials[i]) == rank)
				sorted[n++] = p->materials[i];
	for (size_t i = 0; i < n; i++) {
		p->n_must += rank_of(&sorted[i]) == 0;
		p->n_may += rank_of(&sorted[i]) == 1;
	}
	p->materials = sorted;
}

static void collect_materials(struct req *r, struct plan *p, const struct journey *j)
{
	size_t most = 0;
	for (size_t i = 0; i < p->n_items; i++)
		most += p->items[i].body->n_materials;
	p->materials = arena_array(r->mem, struct plan_material, most + 1);
	for (size_t i = 0; i < p->n_items; i++) {
		struct guide_material *all;
		size_t n = guide_materials_of(req_tx(r), p->items[i].body, p->items[i].circumstances, r->today, &all);
		for (size_t k = 0; k < n; k++)
			add_material(r, p, j, &p->items[i], &all[k]);
	}
	sort_materials(r->mem, p);
}

struct plan plan_make(struct req *r, const struct journey *j, const json_t *known)
{
	struct plan p = { .notes = arena_array(r->mem, const char *, j->n_notes + 1) };
	for (size_t i = 0; i < j->n_notes; i++)
		if (expr_truth(r->mem, j->notes[i].when, known, r->today) != EXPR_NO)
			p.notes[p.n_notes++] = j->notes[i].words;
	choose_items(r, &p, j, known);
	order_items(r->mem, &p, j);
	name_before(r->mem, &p, j);
	count_days(r, &p, j);
	collect_materials(r, &p, j);
	return p;
}
