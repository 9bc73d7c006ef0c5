/* What a head looks at: cases that stand still, with why and since when (挂起), and cases that press: over, due by the next
 * working day, or waiting for somebody who is late (督办). */
#include "cases/desk.h"
#include "base/str.h"
#include "calendar/calendar_room.h"

enum { LATE_MOST = 100 };

static const enum case_state standing[] = {
	STATE_PREREVIEW_FIX, STATE_AWAITING_PAPERS, STATE_SUPPLEMENT, STATE_SPECIAL, STATE_REVIEW_SUPPLEMENT,
};
static const enum case_state ours[] = {
	STATE_PREREVIEW, STATE_RECEIVED, STATE_IN_REVIEW, STATE_SPECIAL, STATE_GRANTED, STATE_DENIED, STATE_READY,
};
/* In these the applicant has a period of their own; when it is over they have no due day any more, but for those in review. */
static const enum case_state theirs[] = { STATE_AWAITING_PAPERS, STATE_SUPPLEMENT, STATE_REVIEW_SUPPLEMENT };
#define ALL_OF(list) ((struct desk_states){ list, sizeof list / sizeof *list })

/* --- standing still --- */

static void read_standing(struct req *r, struct desk_gather *g)
{
	g->wanted = ALL_OF(standing);
	desk_gather_cases(r, g);
	desk_gather_asking(r, g);
}

static const char *special_words(struct req *r, const struct desk_row *row, const char *since)
{
	struct event_row begun;
	const char *word = event_last(req_tx(r), row->case_id, actions[ACT_BEGIN_SPECIAL].word, &begun)
		? json_get_text(json_parse(r->mem, begun.payload), "special") : "";
	return arena_printf(r->mem, "特别程序：%s，%s起，预计 %s结束", special_name(word), since, day_short(r->mem, row->due_day, r->today));
}

/* A department by its name, a colleague by the role. */
static const char *asked_name(struct req *r, const struct desk_row *row, const struct member_row *m)
{
	struct organisation o;
	const struct role *role = role_by_word(m->role);
	if (m->organisation == row->organisation)
		return arena_printf(r->mem, "本单位%s", role ? role->name : "");
	return organisation_load(req_tx(r), m->organisation, &o) ? arena_strdup(r->mem, o.short_name) : "";
}

/* Who has not answered yet, and until when they all should. */
static const char *asking_words(struct req *r, const struct desk_row *row)
{
	struct member_row *m;
	const char *names = "";
	int64_t asked_day = 0, due_day = 0;
	size_t n = member_list(req_tx(r), row->case_id, &m);
	for (size_t i = 0; i < n; i++) {
		if (m[i].closed || *m[i].answer)
			continue;
		names = arena_printf(r->mem, "%s%s%s", names, *names ? "、" : "", asked_name(r, row, &m[i]));
		asked_day = m[i].asked_day;
		due_day = m[i].due_day > due_day ? m[i].due_day : due_day;
	}
	return arena_printf(r->mem, "等%s答复，%s起，最晚 %s", names, day_short(r->mem, asked_day, r->today), day_short(r->mem, due_day, r->today));
}

static const char *standing_words(struct req *r, const struct desk_row *row)
{
	static const char *const waits[STATE__MAX] = {
		[STATE_PREREVIEW_FIX] = "等申请人修改", [STATE_AWAITING_PAPERS] = "等申请人到窗口交件", [STATE_SUPPLEMENT] = "等申请人补正",
		[STATE_REVIEW_SUPPLEMENT] = "等申请人补正（审查中）",
	};
	enum case_state state = state_by_word(row->state);
	int64_t at = desk_since(req_tx(r), row->case_id, row->state);
	const char *since = day_short(r->mem, day_of_ms(at, DAY_ZONE_CHINA), r->today);
	if (state == STATE_SPECIAL)
		return special_words(r, row, since);
	return waits[state] ? arena_printf(r->mem, "%s，%s起", waits[state], since) : asking_words(r, row);
}

/* What is left for us: of the clock to decide by, if it has begun; otherwise until when the applicant has it. */
static const char *left_words(struct req *r, const struct desk_row *row, const char *theirs_words)
{
	struct clock_view *k;
	const struct case_row c = { .id = row->case_id };
	size_t n = case_clocks(req_tx(r), &c, r->today, &k);
	for (size_t i = 0; i < n; i++)
		if (k[i].running && (str_eq(k[i].kind, "PROMISED") || str_eq(k[i].kind, "STATUTORY")))
			return k[i].paused ? k[i].left : arena_printf(r->mem, "最晚 %s办结", k[i].due);
	return row->due_day ? arena_printf(r->mem, "申请人最晚 %s", theirs_words) : theirs_words;
}

enum err desk_watch_held(struct req *r)
{
	struct desk_list v = { .title = "挂起", .here = "/desk/held", .about = "在等申请人、特别程序或有关方面的答复，我们这边停着。",
			       .empty = "没有挂起的件。", .where_title = "为什么停着", .due_title = "还剩" };
	struct desk_gather g = desk_gather_from(r, DESK_PAGE);
	desk_gather_all(r, &g, read_standing);
	desk_list_show(r, &v, g.rows, g.n);
	for (size_t i = 0; i < v.n; i++) {
		v.lines[i].where = standing_words(r, &g.rows[i]);
		v.lines[i].due = left_words(r, &g.rows[i], v.lines[i].due);
	}
	return desk_list_draw(r, &v);
}

/* --- pressing --- */

static const struct desk_lamp_choice choices[] = {
	{ "", "全部" }, { "stop", "已超期" }, { "soon", "今天或下一个工作日到期" }, { "applicant", "申请人逾期" },
	{ "asked", "有关方面逾期未答复" },
};

static void read_ours(struct req *r, struct desk_gather *g)
{
	g->wanted = ALL_OF(ours);
	desk_gather_cases(r, g);
}

static void read_term_over(struct req *r, struct desk_gather *g)
{
	const struct desk_states all = ALL_OF(theirs);
	const int64_t *own;
	size_t n_own = desk_gather_organisations(r, &own);
	for (size_t i = 0; i < n_own * all.n; i++) {
		struct desk_row *more;
		size_t n = desk_term_over(req_tx(r), own[i / all.n], states[all.all[i % all.n]].word, g->after_day, g->after_id, g->until_day,
					  (int64_t)g->most, &more);
		desk_gather_add(r->mem, g, more, n);
	}
}

/* Ours as far as the bound goes; where the applicant is late, whatever our own day is. */
static void read_pressing(struct req *r, struct desk_gather *g)
{
	int64_t soon = g->until_day;
	if (soon)
		g->until_day = DESK_NO_END;
	read_term_over(r, g);
	if (!soon)
		return;
	g->until_day = g->until_day < soon ? g->until_day : soon;
	read_ours(r, g);
}

/* Cases in which somebody who was asked is late. */
static int64_t count_late(struct req *r)
{
	struct desk_gather g = { .after_id = DESK_NO_END, .until_day = DESK_NO_END, .most = LATE_MOST, .late_before = r->today };
	desk_gather_asking(r, &g);
	return (int64_t)g.n;
}

static void gather_pressing(struct req *r, struct desk_gather *g, const char *lamp)
{
	int64_t soon = calendar_next_working(calendar_of(req_tx(r)), r->today);
	if (str_eq(lamp, "asked")) {
		g->late_before = r->today;
		desk_gather_all(r, g, desk_gather_asking);
		return;
	}
	if (str_eq(lamp, "applicant")) {
		desk_gather_all(r, g, read_term_over);
		return;
	}
	desk_gather_narrow(r, g, lamp);
	if (!*lamp)
		g->until_day = soon;
	desk_gather_all(r, g, *lamp ? read_ours : read_pressing);
}

enum err desk_watch_pressing(struct req *r)
{
	struct desk_list v = {
		.title = "督办", .here = "/desk/pressing", .about = "本单位已经超期、马上到期，或者申请人和有关方面逾期的件。", .empty = "没有要督办的件。",
		.lamp = req_query(r, "lamp"), .has_filter = true, .lamps = choices, .n_lamps = sizeof choices / sizeof *choices,
	};
	struct desk_gather g = desk_gather_from(r, DESK_PAGE);
	gather_pressing(r, &g, v.lamp);
	v.filtered = *v.lamp;
	v.late = v.filtered ? 0 : count_late(r);
	desk_list_show(r, &v, g.rows, g.n);
	for (size_t i = 0; i < v.n; i++) {
		struct case_row c;
		struct body *b = case_by_id(req_tx(r), g.rows[i].case_id, &c) ? item_body(req_tx(r), c.item, c.item_version) : NULL;
		bool asked = str_eq(v.lamp, "asked");
		v.lines[i].where = asked ? asking_words(r, &g.rows[i]) : b ? desk_flags_where(r, &c, b) : v.lines[i].where;
	}
	return desk_list_draw(r, &v);
}

/* --- counts --- */

int64_t desk_watch_count_states(struct req *r, struct desk_states wanted, int64_t from_day, int64_t until_day, int64_t most)
{
	int64_t sum = 0;
	for (size_t i = 0; i < wanted.n && sum < most; i++)
		sum += desk_count_cases(req_tx(r), r->who.id, states[wanted.all[i]].word, from_day, until_day, most - sum);
	return sum;
}

int64_t desk_watch_count(struct req *r, int64_t most)
{
	int64_t soon = calendar_next_working(calendar_of(req_tx(r)), r->today);
	return desk_watch_count_states(r, ALL_OF(ours), 1, soon, most);
}

int64_t desk_watch_count_held(struct req *r, int64_t most)
{
	int64_t sum = desk_watch_count_states(r, ALL_OF(standing), 0, DESK_NO_END, most) + desk_count_asking(req_tx(r), r->who.id, most);
	return sum < most ? sum : most;
}
