/* The people of an organisation, for its heads: who has how much to do, and handing it over to others. */
#include "cases/desk.h"
#include "cases/desk_queue.html.h"
#include "cases/desk_team.html.h"
#include "base/str.h"

enum { COUNT_MOST = 100 };

/* --- who has how much --- */

static bool heads(const struct req *r, int64_t organisation)
{
	for (size_t i = 0; i < r->who.n_grants; i++)
		if (r->who.grants[i].role == ROLE_HEAD && r->who.grants[i].organisation == organisation)
			return true;
	return false;
}

static const char *count_words(struct arena *a, int64_t n)
{
	return n < COUNT_MOST ? arena_printf(a, "%lld", (long long)n) : "99+";
}

static struct desk_share share_of(struct req *r, int64_t organisation, const struct role *role, int64_t staff, const char *name)
{
	struct tx *t = req_tx(r);
	int64_t open = desk_count_tasks(t, organisation, role->word, staff, 0, DESK_NO_END, COUNT_MOST);
	int64_t today = desk_count_tasks(t, organisation, role->word, staff, r->today, r->today, COUNT_MOST);
	int64_t over = desk_count_tasks(t, organisation, role->word, staff, 1, r->today - 1, COUNT_MOST);
	return (struct desk_share){
		.organisation = organisation, .staff = staff, .role_word = role->word, .role = role->name, .name = name, .away = "",
		.open = count_words(r->mem, open), .today = count_words(r->mem, today), .over = count_words(r->mem, over), .any_over = over > 0,
	};
}

static const char *away_words(struct req *r, const struct delegation *all, size_t n, int64_t staff)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].staff == staff && all[i].from_day <= r->today && all[i].until_day >= r->today)
			return arena_printf(r->mem, "今天不在，由 %s 代办", all[i].to_name);
	return "";
}

static struct desk_team_part part_of(struct req *r, int64_t organisation)
{
	enum { ROLES_MOST = 8 };
	struct organisation o;
	struct delegation *away;
	struct staff *everybody;
	size_t n_away = delegation_in(req_tx(r), organisation, &away), n_all = staff_of(req_tx(r), organisation, &everybody);
	struct desk_team_part part = { .agency = organisation_load(req_tx(r), organisation, &o) ? o.name : "",
				       .shares = arena_array(r->mem, struct desk_share, (n_all + 1) * ROLES_MOST) };
	for (const struct role *role = roles; role->bit; role++) {
		struct staff *people;
		size_t n = role->bit == ROLE_ADMIN ? 0 : staff_with_role(req_tx(r), organisation, role->bit, &people);
		if (n)
			part.shares[part.n++] = share_of(r, organisation, role, 0, "大家共有");
		for (size_t i = 0; i < n; i++) {
			struct desk_share *s = &part.shares[part.n++];
			*s = share_of(r, organisation, role, people[i].id, people[i].name);
			s->away = away_words(r, away, n_away, people[i].id);
		}
	}
	return part;
}

enum err desk_team_show(struct req *r)
{
	struct desk_team v = { .parts = arena_array(r->mem, struct desk_team_part, r->who.n_grants + 1) };
	const int64_t *own;
	size_t n = desk_gather_organisations(r, &own);
	for (size_t i = 0; i < n; i++)
		if (heads(r, own[i]))
			v.parts[v.n++] = part_of(r, own[i]);
	cases_desk_team(r->out, r, &v);
	return OK;
}

/* --- one queue --- */

struct queue {
	int64_t organisation, staff;
	const struct role *role;
	const char *owner;
};

static enum err load(struct req *r, struct queue *q)
{
	struct staff s;
	*q = (struct queue){ .organisation = req_param_id(r, "organisation"), .role = role_by_word(req_param(r, "role")), .owner = "大家共有" };
	bool known = q->role && heads(r, q->organisation) && num_parse(req_param(r, "staff"), 0, INT64_MAX, &q->staff);
	if (known && q->staff) {
		known = staff_load(req_tx(r), q->staff, &s);
		q->owner = known ? arena_strdup(r->mem, s.name) : "";
	}
	return known ? OK : fail(r, ERR_NOT_FOUND, "没有这个待办清单。");
}

static void read_queue(struct req *r, struct desk_gather *g)
{
	int64_t staff = 0;
	struct desk_row *more;
	must(num_parse(req_param(r, "staff"), 0, INT64_MAX, &staff));
	size_t n = desk_tasks(req_tx(r), req_param_id(r, "organisation"), req_param(r, "role"), staff, g->after_day, g->after_id,
			      g->until_day, "", (int64_t)g->most, &more);
	desk_gather_add(r->mem, g, more, n);
}

static struct field_view target_view(struct req *r, const struct queue *q)
{
	struct staff *people;
	size_t n = staff_with_role(req_tx(r), q->organisation, q->role->bit, &people);
	struct choice *choices = arena_array(r->mem, struct choice, n + 1);
	size_t n_choices = 0;
	for (size_t i = 0; i < n; i++)
		if (people[i].id != q->staff)
			choices[n_choices++] = (struct choice){ arena_printf(r->mem, "%lld", (long long)people[i].id), arena_strdup(r->mem, people[i].name) };
	struct field *f = arena_new_of(r->mem, struct field);
	*f = (struct field){ "to", "转交给", FIELD_CHOICE, .required = true, .choices = choices };
	return form_view(r, f, "");
}

static bool is_chosen(struct req *r, const char *mark)
{
	const char **all;
	size_t n = req_fields(r, "case", &all);
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i], mark))
			return true;
	return false;
}

static void load_lines(struct req *r, struct desk_queue *v)
{
	struct desk_gather g = desk_gather_from(r, DESK_PAGE);
	struct desk_list list = { 0 };
	desk_gather_all(r, &g, read_queue);
	desk_list_show(r, &list, g.rows, g.n);
	v->lines = arena_array(r->mem, struct desk_queue_line, list.n + 1);
	v->n = list.n;
	v->next = list.next;
	v->paged = list.paged;
	for (size_t i = 0; i < list.n; i++) {
		const char *mark = arena_printf(r->mem, "%lld.%lld", (long long)g.rows[i].case_id, (long long)g.rows[i].events);
		bool asked = desk_list_is_asked(r->mem, &g.rows[i]);
		v->lines[i] = (struct desk_queue_line){ list.lines[i], mark, is_chosen(r, mark), asked };
		v->lines[i].line.note = asked ? "征求意见" : "";
	}
}

static enum err draw(struct req *r, const struct queue *q, struct desk_queue *v)
{
	static const struct field reason = { "reason", "说明", FIELD_TEXT };
	v->here = arena_printf(r->mem, "/desk/team/%lld/%s/%lld", (long long)q->organisation, q->role->word, (long long)q->staff);
	v->title = arena_printf(r->mem, "%s岗的待办：%s", q->role->name, q->owner);
	v->to = target_view(r, q);
	v->reason = form_view(r, &reason, "");
	v->error = form_error_of(r, "case");
	load_lines(r, v);
	cases_desk_queue(r->out, r, v);
	return r->n_errors ? reply_again(r) : OK;
}

enum err desk_team_queue(struct req *r)
{
	struct queue q;
	struct desk_queue v = { 0 };
	enum err e = load(r, &q);
	return e ? e : draw(r, &q, &v);
}

/* --- handing over --- */

struct handing {
	struct site *site;
	struct case_act act;
};

static enum err hand_over(struct tx *t, void *arg)
{
	struct handing *h = arg;
	struct case_row now;
	return case_act(t, h->site, &h->act, &now);
}

/* A box says which case, and as of which event it was seen. */
static bool read_mark(struct arena *a, const char *mark, struct case_act *out)
{
	const char *dot = mark;
	while (*dot && *dot != '.')
		dot++;
	return *dot && num_parse(arena_strndup(a, mark, (size_t)(dot - mark)), 1, INT64_MAX, &out->case_id) &&
	       num_parse(dot + 1, 0, INT64_MAX, &out->seen);
}

/* Each in a transaction of its own: one that has moved on keeps no other back. */
static void hand_over_all(struct req *r, int64_t to, struct desk_queue *v)
{
	const char **marks;
	size_t n = req_fields(r, "case", &marks);
	v->refused = arena_array(r->mem, const char *, n + 1);
	for (size_t i = 0; i < n && i < DESK_PAGE; i++) {
		struct handing h = { r->site, { .action = ACT_HAND_OVER, .who = &r->who, .staff = to, .reason = str_trim(r->mem, req_field(r, "reason")) } };
		struct case_row c;
		if (!read_mark(r->mem, marks[i], &h.act))
			continue;
		bool found = case_by_id(req_tx(r), h.act.case_id, &c) && case_visible(&c, &r->who);
		const char *number = found ? arena_strdup(r->mem, c.number) : "";
		if (!req_write(r, hand_over, &h)) {
			v->done++;
			continue;
		}
		v->refused[v->n_refused++] = arena_printf(r->mem, "%s：%s", number, r->fault->words);
		*r->fault = (struct fault){ 0 };
	}
}

enum err desk_team_hand_over(struct req *r)
{
	struct queue q;
	struct desk_queue v = { 0 };
	int64_t to = 0;
	const char **marks;
	enum err e = load(r, &q);
	if (e)
		return e;
	if (!req_fields(r, "case", &marks))
		form_add_error(r, "case", "办件", "请至少选一件");
	if (!num_parse(req_field(r, "to"), 1, INT64_MAX, &to))
		form_add_error(r, "to", "转交给", "请选择转交给谁");
	if (r->n_errors)
		return draw(r, &q, &v);
	hand_over_all(r, to, &v);
	if (v.n_refused)
		return draw(r, &q, &v);
	reply_say(r, "已转交 %lld 件。", (long long)v.done);
	return reply_redirect(r, "/desk/team/%lld/%s/%lld", (long long)q.organisation, q.role->word, (long long)q.staff);
}
