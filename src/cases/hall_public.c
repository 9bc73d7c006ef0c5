/* What everybody may see: progress by number and query code, notices of concluded cases, figures of the day. */
#include "cases/hall.h"
#include "cases/hall_home.html.h"
#include "cases/hall_notices.html.h"
#include "cases/hall_public.html.h"
#include "cases/hall_track.html.h"
#include <stddef.h>

enum { NOTICES_A_PAGE = 30, NOTICES_AT_HOME = 5, AVERAGE_DAYS = 30 };

struct pair_form { const char *number, *code; };

static const struct field track_fields[] = {
	{ .name = "n", .label = "办件编号", .kind = FIELD_TEXT, .offset = offsetof(struct pair_form, number), .required = true,
	  .max = 40, .hint = "在回执和受理通知书上，例如 HC2611220000017。" },
	{ .name = "c", .label = "查询密码", .kind = FIELD_TEXT, .offset = offsetof(struct pair_form, code), .required = true,
	  .max = 20, .hint = "回执上的 6 位数字。" },
};
enum { TRACK_FIELDS = sizeof track_fields / sizeof *track_fields };

static void draw_form(struct req *r, const char *number)
{
	struct field_view views[TRACK_FIELDS];
	for (size_t i = 0; i < TRACK_FIELDS; i++) {
		views[i] = form_view(r, &track_fields[i], i == 0 ? number : "");
		views[i].width = "w-mid";
	}
	cases_hall_track(r->out, r, views, TRACK_FIELDS);
}

/* A wrong pair always gets the same words, whichever half was wrong. */
static enum err show(struct req *r, const struct pair_form *f)
{
	struct case_row row;
	enum err e = case_by_query(r, str_code(r->mem, f->number), str_code(r->mem, f->code), &row);
	if (e == ERR_NOT_FOUND || e == ERR_BAD_INPUT) {
		*r->fault = (struct fault){ 0 };
		form_add_error(r, "n", "", "办件编号和查询密码对不上，请对照回执再核对一遍");
		draw_form(r, f->number);
		return reply_again(r);
	}
	if (e)
		return e;
	struct hall_case c;
	struct hall_progress v;
	hall_fill(r, &row, &c);
	hall_progress_fill(r, &c, false, &v);
	cases_hall_public(r->out, r, &v);
	return OK;
}

enum err hall_track(struct req *r)
{
	struct pair_form f = { req_query(r, "n"), req_query(r, "c") };
	if (*f.number && *f.code)
		return show(r, &f);
	draw_form(r, f.number);
	return OK;
}

enum err hall_track_find(struct req *r)
{
	struct pair_form f;
	if (form_read(r, track_fields, TRACK_FIELDS, &f))
		return show(r, &f);
	draw_form(r, "");
	return reply_again(r);
}

/* Results as codes of the exchange know them. */
static const struct { const char *words, *tone; } results[] = {
	{ "准予", "good" }, { "不予", "stop" }, { "作废", "held" }, { "删除", "held" }, { "转报", "" }, { "未补正", "held" },
	{ "已办结", "good" },
};

static struct hall_notices notices_before(struct req *r, int64_t at, int64_t id, size_t most)
{
	struct concluded_row *rows;
	size_t n = concluded_before(req_tx(r), at, id, (int64_t)most + 1, &rows);
	bool more = n > most;
	struct hall_notices v = { arena_array(r->mem, struct hall_notice, n + 1), more ? most : n, "" };
	for (size_t i = 0; i < v.n; i++) {
		const struct concluded_row *c = &rows[i];
		size_t result = (size_t)c->result < sizeof results / sizeof *results ? (size_t)c->result : 6;
		v.all[i] = (struct hall_notice){
			str_masked(r->mem, c->number, 8, 3), c->item_name, c->agency, results[result].words, results[result].tone,
			day_short(r->mem, day_of_ms(c->concluded_at, DAY_ZONE_CHINA), r->today),
		};
	}
	if (more)
		v.more = arena_printf(r->mem, "/notices?at=%lld&id=%lld", (long long)rows[most - 1].concluded_at,
				      (long long)rows[most - 1].id);
	return v;
}

enum err hall_notices(struct req *r)
{
	int64_t at = req_query_int(r, "at", 1, INT64_MAX, INT64_MAX);
	struct hall_notices v = notices_before(r, at, req_query_int(r, "id", 1, INT64_MAX, INT64_MAX), NOTICES_A_PAGE);
	cases_hall_notices(r->out, r, &v, at != INT64_MAX);
	return OK;
}

void cases_home(struct out *o, struct req *r)
{
	struct tx *t = req_tx(r);
	struct day_figures_row today = { 0 };
	struct figures_row month = { 0 };
	day_figures(t, r->today, &today);
	figures_between(t, r->today - AVERAGE_DAYS, r->today, &month);
	struct hall_figures f = {
		today.submitted, today.concluded,
		month.concluded ? arena_printf(r->mem, "%.1f", (double)month.working_days / (double)month.concluded) : NULL,
	};
	struct hall_notices v = notices_before(r, INT64_MAX, INT64_MAX, NOTICES_AT_HOME);
	cases_hall_home(o, &f, &v, day_short(r->mem, r->today, r->today));
}
