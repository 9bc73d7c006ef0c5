/* The lists of the desk: to do, in progress, standing still, done, to be delivered, found. Each is read in short pieces, one
 * for each role and organisation (or organisation and state), and merged here: the cost depends on the page, not on how
 * much there is. */
#include "cases/desk.h"
#include "cases/desk_list.html.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include <stdlib.h>
#include <string.h>

enum { PAGE = 50, FOUND_MOST = 50, MIN_DIGITS = 3, NEXT_MOST = 8 };
#define NO_END INT64_MAX

/* What is asked for, and what has been read so far: in order, never more than one row over a page. Rows whose clock stands
 * still have no due day; they come behind all others. */
struct gather {
	struct desk_row *rows;
	size_t n;
	int64_t after_day, after_id, until_day;
	bool only_dated;
	size_t most;
	const char *item;          /* tasks: part of the item's name */
	struct desk_states wanted; /* cases */
};

static int64_t rank(const struct desk_row *row)
{
	return row->due_day ? row->due_day : NO_END;
}

static int by_due(const void *a, const void *b)
{
	const struct desk_row *x = a, *y = b;
	if (rank(x) != rank(y))
		return rank(x) < rank(y) ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* Merges; a full page lowers the bound for what is read next. */
static void gather_add(struct arena *mem, struct gather *g, const struct desk_row *more, size_t n)
{
	if (!n)
		return;
	struct desk_row *all = arena_array(mem, struct desk_row, g->n + n);
	if (g->n)
		memcpy(all, g->rows, g->n * sizeof *all);
	memcpy(all + g->n, more, n * sizeof *all);
	qsort(all, g->n + n, sizeof *all, by_due);
	g->rows = all;
	g->n += n;
	if (g->n > g->most) {
		g->n = g->most;
		g->until_day = all[g->most - 1].due_day;
	}
}

/* The key of the row behind which this page begins. */
static bool read_key(struct req *r, int64_t *day, int64_t *id)
{
	const char *after = req_query(r, "after"), *dot = strchr(after, '.');
	return dot && num_parse(arena_strndup(r->mem, after, (size_t)(dot - after)), 0, NO_END, day) &&
	       num_parse(dot + 1, 0, NO_END, id);
}

static struct gather gather_from(struct req *r)
{
	struct gather g = { .after_day = 0, .after_id = NO_END, .until_day = NO_END, .most = PAGE + 1, .item = "" };
	read_key(r, &g.after_day, &g.after_id);
	return g;
}

/* First the rows with a due day, unless the page begins behind them, then those without. */
static void gather_all(struct req *r, struct gather *g, void (*read)(struct req *r, struct gather *g))
{
	int64_t undated_after = g->after_day == 0 && g->after_id != NO_END ? g->after_id : 0;
	if (!undated_after)
		read(r, g);
	if (g->n >= g->most || g->only_dated)
		return;
	g->after_day = 0;
	g->after_id = undated_after;
	g->until_day = 0;
	read(r, g);
}

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

/* Organisations in which this official holds a role; all of them for an administrator. */
static size_t own_organisations(struct req *r, const int64_t **out)
{
	const struct who *w = &r->who;
	struct organisation *all;
	size_t n_all = w->roles & ROLE_ADMIN ? organisation_list(req_tx(r), &all) : 0, n = 0;
	int64_t *own = arena_array(r->mem, int64_t, w->n_grants + n_all + 1);
	for (; n < n_all; n++)
		own[n] = all[n].id;
	for (size_t i = 0; i < w->n_grants; i++) {
		size_t k = 0;
		while (k < n && own[k] != w->grants[i].organisation)
			k++;
		if (k == n)
			own[n++] = w->grants[i].organisation;
	}
	*out = own;
	return n;
}

static void read_tasks(struct req *r, struct gather *g)
{
	for (size_t i = 0; i < r->who.n_grants; i++) {
		const struct grant *grant = &r->who.grants[i];
		struct desk_row *more;
		size_t n = desk_tasks(req_tx(r), grant->organisation, role_by_bit(grant->role)->word, g->after_day, g->after_id,
				      g->until_day, desk_list_pattern(r->mem, g->item), (int64_t)g->most, &more);
		gather_add(r->mem, g, more, n);
	}
}

static void read_cases(struct req *r, struct gather *g)
{
	const int64_t *own;
	size_t n_own = own_organisations(r, &own);
	for (size_t i = 0; i < n_own; i++)
		for (size_t k = 0; k < g->wanted.n; k++) {
			struct desk_row *more;
			size_t n = desk_cases(req_tx(r), own[i], states[g->wanted.all[k]].word, g->after_day, g->after_id, g->until_day,
					      (int64_t)g->most, &more);
			gather_add(r->mem, g, more, n);
		}
}

static struct desk_line line_of(struct req *r, const struct desk_row *row)
{
	enum case_state state = state_by_word(row->state);
	return (struct desk_line){
		.case_id = row->case_id, .number = row->number, .item = row->item_name, .applicant = row->applicant,
		.where = states[state].name,
		.due = row->due_day ? day_short(r->mem, row->due_day, r->today) : "恢复后算",
		.lamp = case_lamp(req_tx(r), state, row->due_day, r->today), .unread = !row->seen_at,
	};
}

/* The first page's worth of rows, and the key of the next page when there is more. */
static void show_rows(struct req *r, struct desk_list *v, const struct desk_row *rows, size_t n)
{
	size_t shown = n > PAGE ? PAGE : n;
	struct desk_line *lines = arena_array(r->mem, struct desk_line, shown + 1);
	for (size_t i = 0; i < shown; i++)
		lines[i] = line_of(r, &rows[i]);
	v->lines = lines;
	v->n = shown;
	v->paged = *req_query(r, "after") != '\0';
	if (n > PAGE)
		v->next = arena_printf(r->mem, "%lld.%lld", (long long)rows[PAGE - 1].due_day, (long long)rows[PAGE - 1].id);
}

static enum err draw(struct req *r, struct desk_list *v)
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

/* A lamp is a range of due days, so it narrows the walk over the index. */
static void narrow(struct req *r, struct gather *g, const char *lamp)
{
	int64_t soon = calendar_next_working(calendar_of(req_tx(r)), r->today);
	int64_t from = str_eq(lamp, "soon") ? r->today : str_eq(lamp, "good") ? soon + 1 : 1;
	g->only_dated = *lamp != '\0';
	g->until_day = str_eq(lamp, "stop") ? r->today - 1 : str_eq(lamp, "soon") ? soon : NO_END;
	if (g->only_dated && from > g->after_day) {
		g->after_day = from - 1;
		g->after_id = NO_END;
	}
}

enum err desk_list_todo(struct req *r)
{
	struct desk_list v = {
		.title = "待办", .here = "/desk/todo", .about = "现在该您办的，最急的在最前面。", .empty = "没有等您办的件。",
		.item = str_trim(r->mem, req_query(r, "item")), .lamp = req_query(r, "lamp"), .has_filter = true,
		.lamps = lamps, .n_lamps = sizeof lamps / sizeof *lamps,
	};
	struct gather g = gather_from(r);
	narrow(r, &g, v.lamp);
	g.item = v.item;
	gather_all(r, &g, read_tasks);
	v.filtered = *v.item || *v.lamp;
	if (v.filtered)
		v.empty = "没有符合条件的待办。";
	show_rows(r, &v, g.rows, g.n);
	for (size_t i = 0; i < v.n; i++) {
		const char *role = role_by_word(g.rows[i].role) ? role_by_word(g.rows[i].role)->name : "";
		v.lines[i].where = arena_printf(r->mem, "%s · %s", v.lines[i].where, role);
	}
	return draw(r, &v);
}

bool desk_list_next(struct req *r, int64_t not_case, struct desk_row *out)
{
	struct gather g = { .after_id = NO_END, .until_day = NO_END, .most = NEXT_MOST, .item = "" };
	gather_all(r, &g, read_tasks);
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
static const enum case_state standing[] = {
	STATE_PREREVIEW_FIX, STATE_AWAITING_PAPERS, STATE_SUPPLEMENT, STATE_SPECIAL, STATE_REVIEW_SUPPLEMENT,
};
static const enum case_state with_result[] = { STATE_GRANTED, STATE_READY, STATE_DENIED };
const struct desk_states desk_list_running = { running, sizeof running / sizeof *running };
const struct desk_states desk_list_standing = { standing, sizeof standing / sizeof *standing };
const struct desk_states desk_list_with_result = { with_result, sizeof with_result / sizeof *with_result };

static enum err draw_cases(struct req *r, struct desk_list *v, struct desk_states wanted)
{
	struct gather g = gather_from(r);
	g.wanted = wanted;
	gather_all(r, &g, read_cases);
	show_rows(r, v, g.rows, g.n);
	return draw(r, v);
}

enum err desk_list_doing(struct req *r)
{
	struct desk_list v = { .title = "在办", .here = "/desk/doing", .about = "您所在机构还没有办结的件，按到期日排列。",
			       .empty = "没有在办的件。" };
	return draw_cases(r, &v, desk_list_running);
}

enum err desk_list_held(struct req *r)
{
	struct desk_list v = { .title = "挂起", .here = "/desk/held", .about = "在等申请人修改、补正或交材料，我们这边停着。",
			       .empty = "没有挂起的件。" };
	return draw_cases(r, &v, desk_list_standing);
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
	int64_t before_at = NO_END, before_id = NO_END;
	struct desk_row *rows;
	read_key(r, &before_at, &before_id);
	size_t n = desk_done(req_tx(r), r->who.id, before_at, before_id, PAGE + 1, &rows);
	show_rows(r, &v, rows, n);
	for (size_t i = 0; i < v.n; i++)
		v.lines[i].due = day_time_short(r->mem, rows[i].done_at, DAY_ZONE_CHINA);
	if (n > PAGE)
		v.next = arena_printf(r->mem, "%lld.%lld", (long long)rows[PAGE - 1].done_at, (long long)rows[PAGE - 1].id);
	return draw(r, &v);
}

static size_t search(struct req *r, const char *words, struct desk_row **out)
{
	const int64_t *own;
	size_t n_own = own_organisations(r, &own), n = 0;
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
	show_rows(r, &v, rows, n);
	return draw(r, &v);
}
