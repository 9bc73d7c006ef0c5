/* The lists of the desk: to do, in progress, done, to be delivered, found. */
#include "cases/desk.h"
#include "cases/desk_list.html.h"
#include "base/str.h"
#include <string.h>

enum { FOUND_MOST = 50, MIN_DIGITS = 3, NEXT_MOST = 8 };

const char *desk_list_pattern(struct arena *mem, const char *words)
{
	char *out = arena_alloc(mem, strlen(words) * 2 + 1), *to = out;
	for (const char *c = words; *c; c++) {
		if (strchr("%_\\", *c))
			*to++ = '\\';
		*to++ = *c;
	}
	return out;
}

static const char *due_words(struct req *r, enum case_state state, int64_t due_day, bool term_over)
{
	if (due_day)
		return day_short(r->mem, due_day, r->today);
	return term_over ? "期限已过" : state == STATE_PREREVIEW_FIX ? "没有期限" : "恢复后算";
}

static struct desk_line line_of(struct req *r, const struct desk_row *row)
{
	enum case_state state = state_by_word(row->state);
	return (struct desk_line){
		.case_id = row->case_id, .number = row->number, .item = row->item_name, .applicant = row->applicant,
		.where = states[state].name,
		.due = due_words(r, state, row->due_day, row->term_over), .note = "",
		.lamp = case_lamp(req_tx(r), state, row->due_day, row->term_over, r->today), .unread = !row->seen_at,
	};
}

void desk_list_show(struct req *r, struct desk_list *v, const struct desk_row *rows, size_t n)
{
	size_t shown = n > DESK_PAGE ? DESK_PAGE : n;
	struct desk_line *lines = arena_array(r->mem, struct desk_line, shown + 1);
	for (size_t i = 0; i < shown; i++)
		lines[i] = line_of(r, &rows[i]);
	v->lines = lines;
	v->n = shown;
	v->paged = *req_query(r, "after") != '\0';
	if (n > DESK_PAGE)
		v->next = desk_gather_key(r->mem, rows[DESK_PAGE - 1].due_day, rows[DESK_PAGE - 1].id);
}

enum err desk_list_draw(struct req *r, struct desk_list *v)
{
	if (!v->where_title)
		v->where_title = "环节";
	if (!v->due_title)
		v->due_title = "到期";
	v->item = str_or_empty(v->item);
	v->lamp = str_or_empty(v->lamp);
	cases_desk_list(r->out, r, v);
	return OK;
}

static const struct desk_lamp_choice lamps[] = {
	{ "", "全部" }, { "stop", "已超期" }, { "soon", "今天或下一个工作日到期" }, { "good", "更晚到期" },
};

bool desk_list_is_asked(struct arena *mem, const struct desk_row *row)
{
	return strstr(row->members, arena_printf(mem, "?%lld/%s/%lld", (long long)row->organisation, row->role, (long long)row->staff));
}

const char *desk_list_note(struct req *r, const struct desk_row *row)
{
	struct desk_piece *pieces;
	struct staff absent;
	size_t n = desk_gather_pieces(r, &pieces);
	for (size_t i = 0; i < n; i++) {
		const struct desk_piece *p = &pieces[i];
		if (p->organisation != row->organisation || p->staff != row->staff || !str_eq(role_by_bit(p->role)->word, row->role))
			continue;
		if (p->instead_of)
			return staff_load(req_tx(r), p->instead_of, &absent) ? arena_printf(r->mem, "代 %s", absent.name) : "";
		return desk_list_is_asked(r->mem, row) ? "征求您的意见" : row->staff ? "转交给您" : "";
	}
	return "";
}

enum err desk_list_todo(struct req *r)
{
	struct desk_list v = {
		.title = "待办", .here = "/desk/todo", .about = "现在该您办的，最急的在最前面。", .empty = "没有等您办的件。",
		.item = str_trim(r->mem, req_query(r, "item")), .lamp = req_query(r, "lamp"), .has_filter = true, .by_item = true,
		.lamps = lamps, .n_lamps = sizeof lamps / sizeof *lamps,
	};
	struct desk_gather g = desk_gather_from(r, DESK_PAGE);
	desk_gather_narrow(r, &g, v.lamp);
	g.item = v.item;
	desk_gather_all(r, &g, desk_gather_tasks);
	v.filtered = *v.item || *v.lamp;
	if (v.filtered)
		v.empty = "没有符合条件的待办。";
	desk_list_show(r, &v, g.rows, g.n);
	for (size_t i = 0; i < v.n; i++) {
		const struct role *role = role_by_word(g.rows[i].role);
		v.lines[i].where = arena_printf(r->mem, "%s · %s", v.lines[i].where, role ? role->name : "");
		v.lines[i].note = desk_list_note(r, &g.rows[i]);
	}
	return desk_list_draw(r, &v);
}

bool desk_list_next(struct req *r, int64_t not_case, struct desk_row *out)
{
	struct desk_gather g = { .after_id = DESK_NO_END, .until_day = DESK_NO_END, .most = NEXT_MOST, .item = "" };
	desk_gather_all(r, &g, desk_gather_tasks);
	for (size_t i = 0; i < g.n; i++)
		if (g.rows[i].case_id != not_case) {
			*out = g.rows[i];
			return true;
		}
	return false;
}

static const enum case_state running[] = {
	STATE_PREREVIEW, STATE_PREREVIEW_FIX, STATE_AWAITING_PAPERS, STATE_RECEIVED, STATE_SUPPLEMENT, STATE_IN_REVIEW,
	STATE_SPECIAL, STATE_REVIEW_SUPPLEMENT, STATE_GRANTED, STATE_DENIED, STATE_READY,
};
static const enum case_state with_result[] = { STATE_GRANTED, STATE_READY, STATE_DENIED };
const struct desk_states desk_list_running = { running, sizeof running / sizeof *running };
const struct desk_states desk_list_with_result = { with_result, sizeof with_result / sizeof *with_result };

static enum err draw_cases(struct req *r, struct desk_list *v, struct desk_states wanted)
{
	struct desk_gather g = desk_gather_from(r, DESK_PAGE);
	g.wanted = wanted;
	desk_gather_all(r, &g, desk_gather_cases);
	desk_list_show(r, v, g.rows, g.n);
	return desk_list_draw(r, v);
}

enum err desk_list_doing(struct req *r)
{
	struct desk_list v = { .title = "在办", .here = "/desk/doing", .about = "您所在机构还没有办结的件，按到期日排列。",
			       .empty = "没有在办的件。" };
	return draw_cases(r, &v, desk_list_running);
}

enum err desk_list_delivery(struct req *r)
{
	struct desk_list v = { .title = "取证送达", .here = "/desk/delivery", .about = "已经有了结果，等着制证、领取或寄送。",
			       .empty = "没有等着送达的件。", .due_title = "最晚送达" };
	return draw_cases(r, &v, desk_list_with_result);
}

enum err desk_list_done(struct req *r)
{
	struct desk_list v = { .title = "已办", .here = "/desk/done", .about = "您办过的每一步，最近的在最前面。",
			       .empty = "您还没有办过件。", .where_title = "现在", .due_title = "我办的时间" };
	int64_t before_at = DESK_NO_END, before_id = DESK_NO_END;
	struct desk_row *rows;
	desk_gather_read_key(r, &before_at, &before_id);
	size_t n = desk_done(req_tx(r), r->who.id, before_at, before_id, DESK_PAGE + 1, &rows);
	desk_list_show(r, &v, rows, n);
	for (size_t i = 0; i < v.n; i++)
		v.lines[i].due = day_time_short(r->mem, rows[i].done_at, DAY_ZONE_CHINA);
	if (n > DESK_PAGE)
		v.next = desk_gather_key(r->mem, rows[DESK_PAGE - 1].done_at, rows[DESK_PAGE - 1].id);
	return desk_list_draw(r, &v);
}

static size_t search(struct req *r, const char *words, struct desk_row **out)
{
	const int64_t *own;
	size_t n_own = desk_gather_organisations(r, &own), n = 0;
	struct desk_row *all = arena_array(r->mem, struct desk_row, FOUND_MOST + 1);
	size_t n_states = desk_list_running.n;
	for (size_t i = 0; i < n_own * n_states && n < FOUND_MOST; i++) {
		struct desk_row *more;
		size_t came = desk_search(req_tx(r), own[i / n_states], states[running[i % n_states]].word,
					  desk_list_pattern(r->mem, words), (int64_t)(FOUND_MOST - n), &more);
		if (came)
			memcpy(all + n, more, came * sizeof *all);
		n += came;
	}
	*out = all;
	return n;
}

enum err desk_list_find(struct req *r)
{
	const char *words = str_trim(r->mem, req_query(r, "q"));
	struct case_row c;
	if (case_by_number(req_tx(r), str_code(r->mem, words), &c) && case_visible(&c, &r->who))
		return reply_redirect(r, "/desk/cases/%lld", (long long)c.id);
	bool short_number = str_is_digits(words) && strlen(words) < MIN_DIGITS;
	struct desk_row *rows = NULL;
	size_t n = *words && !short_number ? search(r, words, &rows) : 0;
	if (n == 1)
		return reply_redirect(r, "/desk/cases/%lld", (long long)rows[0].case_id);
	struct desk_list v = {
		.title = *words ? arena_printf(r->mem, "查找“%s”", words) : "查找办件", .here = "",
		.about = "按办件编号（完整，或最后几位）、事项或申请人，在您所在机构还没有办结的件里查找，最多列出 50 件。",
		.empty = !*words ? "请在上面输入办件编号。" : short_number ? "请至少输入编号的最后三位。"
			: "没有找到。已经办结的件，请输入完整的办件编号。",
	};
	desk_list_show(r, &v, rows, n);
	return desk_list_draw(r, &v);
}
