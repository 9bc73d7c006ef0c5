/* One case of the applicant: the task list while something can be filled in, otherwise the progress and what can be done. */
#include "cases/hall.h"
#include "cases/hall_clock.html.h"
#include "cases/hall_progress.html.h"
#include "cases/hall_tasks.html.h"

static const struct field withdraw_field = {
	.name = "reason", .label = "撤件原因", .kind = FIELD_LONG, .required = true, .max = 500, .hint = "办理部门会看到这段话。",
};

static bool may(struct req *r, const struct case_row *c, enum case_action action)
{
	const struct flow_row **rows;
	size_t n = case_actions(req_tx(r), c, &r->who, &rows);
	for (size_t i = 0; i < n; i++)
		if (rows[i]->action == action)
			return true;
	return false;
}

bool hall_may_rate(const struct state_row *state, int64_t submitted_at, int64_t rating)
{
	return state->end && state != &states[STATE_WITHDRAWN] && submitted_at && !rating;
}

static size_t to_bring(struct req *r, const struct hall_case *c, struct hall_material **out)
{
	struct hall_material *all;
	size_t n = hall_materials(r, c, &all), kept = 0;
	for (size_t i = 0; i < n; i++)
		if (all[i].to_bring)
			all[kept++] = all[i];
	*out = all;
	return kept;
}

/* Whoever is not signed in finds the days on the page itself. */
static void fill_days(struct req *r, const struct case_row *c, struct hall_progress *out)
{
	out->days = arena_array(r->mem, struct clock_days, out->n_clocks + 1);
	for (size_t i = 0; i < out->n_clocks; i++) {
		const struct clock_view *k = &out->clocks[i];
		if (k->running && case_clock_days(req_tx(r), c, k->kind, k->run, r->today, &out->days[out->n_days]))
			out->n_days++;
	}
}

void hall_progress_fill(struct req *r, struct hall_case *c, bool own, struct hall_progress *out)
{
	struct tx *t = req_tx(r);
	const struct case_row *row = &c->row;
	bool company = str_eq(row->applicant_kind, "company");
	*out = (struct hall_progress){
		.c = c, .own = own, .rated = row->rating > 0, .path = own ? arena_printf(r->mem, "/my/cases/%lld", (long long)row->id) : "",
		.applicant = own ? row->applicant : str_masked(r->mem, row->applicant, company ? 2 : 1, company ? 2 : 0),
		.may_rate = own && hall_may_rate(c->state, row->submitted_at, row->rating),
	};
	out->n_clocks = case_clocks(t, row, r->today, &out->clocks);
	out->n_facts = hall_facts(r, row, out->clocks, out->n_clocks, &out->facts);
	out->n_line = case_timeline(t, row, false, &out->line);
	if (!own) {
		fill_days(r, row, out);
		return;
	}
	out->may_withdraw = may(r, row, ACT_WITHDRAW);
	out->has_licence = licence_of_case(t, row->id, &out->licence);
	if (c->state == &states[STATE_AWAITING_PAPERS])
		out->n_bring = to_bring(r, c, &out->bring);
}

enum err hall_progress_draw(struct req *r, struct hall_case *c)
{
	struct hall_progress v;
	hall_progress_fill(r, c, true, &v);
	struct field_view reason = form_view(r, &withdraw_field, "");
	cases_hall_progress(r->out, r, &v, &reason);
	return OK;
}

/* The reviewer's words that sent the case back, "" when there are none. */
static const char *asked_words(struct req *r, const struct hall_case *c)
{
	enum case_action action = c->state == &states[STATE_SUPPLEMENT] ? ACT_REQUIRE_SUPPLEMENT
				  : c->state == &states[STATE_REVIEW_SUPPLEMENT] ? ACT_REQUIRE_REVIEW_SUPPLEMENT : ACT_RETURN;
	struct event_row e;
	return event_last(req_tx(r), c->row.id, actions[action].word, &e) ? e.reason : "";
}

/* left: what is said while it is not done. */
static struct hall_task task(struct req *r, const struct hall_tasks *v, const char *end, const char *name, bool done,
			     const char *left)
{
	return (struct hall_task){ arena_printf(r->mem, "/my/cases/%lld/%s", (long long)v->c->row.id, end), name,
				   done ? "已完成" : left, "", true, done };
}

static void fill_tasks(struct req *r, struct hall_tasks *v)
{
	const struct hall_case *c = v->c;
	struct draft_check k = case_draft_check(req_tx(r), &c->row, c->body);
	struct hall_material *all;
	size_t n = hall_materials(r, c, &all), ready = 0;
	v->mend = arena_array(r->mem, struct hall_material, n + 1);
	for (size_t i = 0; i < n; i++) {
		ready += all[i].done;
		if (*all[i].opinion)
			v->mend[v->n_mend++] = all[i];
	}
	k.materials = k.materials && !v->n_mend;
	v->task[v->n_task++] = task(r, v, "check#applicant", "确认申请人信息", true, "");
	if (forms_of_item(r->mem, req_tx(r), c->body->json)->n_fields)
		v->task[v->n_task++] = task(r, v, "form", "填写申请表", k.form,
					    arena_printf(r->mem, "还有 %zu 处要填", k.form_missing));
	if (n)
		v->task[v->n_task++] = task(r, v, "materials", arena_printf(r->mem, "准备材料（%zu/%zu）", ready, n), k.materials,
					    v->n_mend ? arena_printf(r->mem, "%zu 份要修改", v->n_mend)
						      : arena_printf(r->mem, "还缺 %zu 份", k.materials_missing));
	v->task[v->n_task++] = task(r, v, "delivery", "选择领取方式", k.delivery, "待完成");
	struct hall_task last = task(r, v, "check", v->first ? "核对并提交" : "核对并重新提交", false, "可以提交");
	last.open = k.form && k.materials && k.delivery;
	if (!last.open) {
		last.status = "完成上面各项后可以提交";
		last.tone = " held";
	}
	v->task[v->n_task++] = last;
}

enum err hall_case_page(struct req *r)
{
	struct hall_case c;
	enum err e = hall_load(r, &c);
	if (e)
		return e;
	if (!c.editable)
		return hall_progress_draw(r, &c);
	struct hall_tasks v = { .c = &c, .first = !*c.number, .asked = asked_words(r, &c),
				.saved = hall_time(r->mem, hall_saved_at(r, &c.row)) };
	fill_tasks(r, &v);
	struct hall_progress p;
	hall_progress_fill(r, &c, true, &p);
	struct field_view reason = form_view(r, &withdraw_field, "");
	cases_hall_tasks(r->out, r, &v, &p, &reason);
	return OK;
}

enum err hall_withdraw(struct req *r)
{
	struct hall_case c;
	struct { const char *reason; } form;
	int64_t seen = -1;
	enum err e = hall_load(r, &c);
	if (e)
		return e;
	if (form_read(r, &withdraw_field, 1, &form)) {
		if (!num_parse(req_field(r, "seen"), 0, INT64_MAX, &seen))
			return fail(r, ERR_BAD_INPUT, "页面不完整，请返回刷新后再提交。");
		e = hall_act(r, c.row.id, ACT_WITHDRAW, seen, form.reason);
		if (!e) {
			reply_say(r, "%s", actions[ACT_WITHDRAW].say);
			return reply_redirect(r, "/my/cases/%lld", (long long)c.row.id);
		}
		if (!form_take_fault(r))
			return e;
	}
	reply_again(r);
	return hall_progress_draw(r, &c);
}

enum err hall_clock(struct req *r)
{
	struct hall_case c;
	struct clock_days d;
	enum err e = hall_load(r, &c);
	if (e)
		return e;
	if (!case_clock_days(req_tx(r), &c.row, req_param(r, "kind"), req_param_id(r, "run"), r->today, &d))
		return fail(r, ERR_NOT_FOUND, "这个办件没有这个时限。");
	cases_hall_clock(r->out, r, &c, &d);
	return OK;
}
