/* The routes of the hall's side of cases, and what its pages share. */
#include "cases/hall.h"

const struct route cases_hall_routes[] = {
	{ GET, "/items/:code/apply", hall_apply, APPLICANT, .help = "what is needed, who applies, drafts to continue" },
	{ POST, "/items/:code/apply", hall_apply_start, APPLICANT, KB(4), .help = "begins a draft" },
	{ GET, "/my", hall_my, APPLICANT, .help = "own cases: waiting for an answer, under way, ended" },
	{ GET, "/my/cases/:id", hall_case_page, APPLICANT, .help = "task list of what can be filled in, else the progress" },
	{ GET, "/my/cases/:id/discard", hall_discard, APPLICANT, .help = "asks before a draft is thrown away" },
	{ POST, "/my/cases/:id/discard", hall_discard_now, APPLICANT, KB(4), .help = "throws a draft away" },
	{ GET, "/my/cases/:id/form", hall_form, APPLICANT, .help = "the item's own form" },
	{ POST, "/my/cases/:id/form", hall_form_save, APPLICANT, KB(256), .help = "saves every answer, right or wrong" },
	{ GET, "/my/cases/:id/materials", hall_material_list, APPLICANT, .help = "all materials and how they stand" },
	{ GET, "/my/cases/:id/materials/:no", hall_material_page, APPLICANT, .help = "one material with its files" },
	{ POST, "/my/cases/:id/materials/:no", hall_material_add, APPLICANT, MB(21), ROUTE_UPLOAD,
	  "adds one file to a material" },
	{ POST, "/my/cases/:id/files/:file/remove", hall_file_remove, APPLICANT, KB(4), .help = "takes one file back" },
	{ GET, "/my/files/:case/:file", hall_file_get, APPLICANT, .help = "an own file" },
	{ GET, "/my/cases/:id/delivery", hall_delivery, APPLICANT, .help = "how the result is handed over" },
	{ POST, "/my/cases/:id/delivery", hall_delivery_save, APPLICANT, KB(8), .help = "saves how the result is handed over" },
	{ GET, "/my/cases/:id/check", hall_check, APPLICANT, .help = "answers and files to check before submitting" },
	{ POST, "/my/cases/:id/submit", hall_submit, APPLICANT, KB(4), .help = "submits a draft" },
	{ POST, "/my/cases/:id/resubmit", hall_resubmit, APPLICANT, KB(4), .help = "submits again after the pre-review" },
	{ POST, "/my/cases/:id/supply", hall_supply, APPLICANT, KB(4), .help = "hands in what the one-time notice asks for" },
	{ GET, "/my/cases/:id/receipt", hall_receipt, APPLICANT, .help = "number, query code and what comes next" },
	{ GET, "/my/cases/:id/code.svg", hall_code, APPLICANT, .help = "QR code that opens the progress" },
	{ POST, "/my/cases/:id/withdraw", hall_withdraw, APPLICANT, KB(16), .help = "withdraws, or asks for it after acceptance" },
	{ GET, "/my/cases/:id/clocks/:kind/:run", hall_clock, APPLICANT, .help = "day by day why a period ends when it does" },
	{ GET, "/my/cases/:id/hearing", hall_hearing, APPLICANT, .help = "asks whether the applicant wants to be heard" },
	{ POST, "/my/cases/:id/hearing", hall_hearing_answer, APPLICANT, KB(4), .help = "asks for a hearing or does without it" },
	{ GET, "/my/cases/:id/rate", hall_rate, APPLICANT, .help = "five levels of satisfaction" },
	{ POST, "/my/cases/:id/rate", hall_rate_save, APPLICANT, KB(16), .help = "rates a case, once" },
	{ GET, "/progress", hall_track, ANYONE, .help = "progress by number and query code, without signing in" },
	{ POST, "/progress", hall_track_find, ANYONE, KB(4), .help = "the same, as a form" },
	{ GET, "/notices", hall_notices, ANYONE, .flags = ROUTE_SHARED, .help = "concluded cases, made public" },
	{ GET, "/api/v1/my/cases", api_my_cases, APPLICANT, .flags = ROUTE_JSON, .help = "own cases, newest first",
	  .answer = &api_cases_shape },
	{ GET, "/api/v1/my/cases/:id", api_my_case, APPLICANT, .flags = ROUTE_JSON,
	  .help = "one own case with its timeline and letters", .answer = &api_case_shape },
	{ 0 },
};
const size_t n_cases_hall_routes = sizeof cases_hall_routes / sizeof *cases_hall_routes - 1;

const char *hall_time(struct arena *a, int64_t ms)
{
	return ms ? day_time_short(a, ms, DAY_ZONE_CHINA) : "";
}

bool hall_may_be_heard(const struct case_row *c)
{
	return str_eq(c->state, states[STATE_IN_REVIEW].word) && str_eq(c->hearing, "told");
}

static const char *until_words(struct req *r, int64_t due_day)
{
	if (!due_day)
		return "";
	const char *day = day_short(r->mem, due_day, r->today);
	return due_day < r->today ? arena_printf(r->mem, "原定 %s，已超期", day) : arena_printf(r->mem, "最晚 %s", day);
}

void hall_fill(struct req *r, const struct case_row *c, struct hall_case *out)
{
	struct tx *t = req_tx(r);
	*out = (struct hall_case){ .row = *c, .number = c->number, .state = &states[state_by_word(c->state)] };
	out->body = item_body(t, c->item, c->item_version);
	must(out->body && organisation_load(t, c->organisation, &out->agency));
	out->lamp = case_lamp(t, state_by_word(c->state), c->due_day, c->term_over, r->today);
	struct case_next next = case_next(t, c);
	out->next = next.words;
	out->until = until_words(r, next.day);
	out->editable = case_editable(c, &r->who);
	bool own = r->who.kind == WHO_ACCOUNT && r->who.id == c->account;
	if (out->editable || (own && (out->state == &states[STATE_AWAITING_PAPERS] || hall_may_be_heard(c))))
		out->lamp.words = c->term_over ? "期限已过，等您处理" : "等您处理";
}

enum err hall_load(struct req *r, struct hall_case *out)
{
	struct case_row c;
	enum err e = case_for(r, req_param_id(r, "id"), &c);
	if (e)
		return e;
	hall_fill(r, &c, out);
	return OK;
}

enum err hall_load_editable(struct req *r, struct hall_case *out)
{
	struct hall_case c;
	enum err e = hall_load(r, &c);
	if (e)
		return e;
	if (!c.editable)
		return fail(r, ERR_CONFLICT, "这个办件现在是「%s」，内容不能修改。", c.state->public_name);
	*out = c;
	return OK;
}

enum err hall_check_editable(struct tx *t, const struct who *who, int64_t case_id)
{
	struct case_row c;
	if (!case_by_id(t, case_id, &c) || !case_visible(&c, who))
		return fail(t, ERR_NOT_FOUND, "没有这个办件。");
	if (!case_editable(&c, who))
		return fail(t, ERR_CONFLICT, "这个办件现在是「%s」，内容不能修改。", states[state_by_word(c.state)].public_name);
	return OK;
}
