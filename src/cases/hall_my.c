/* 我的办件: what waits for an answer first, then what is under way, then what has ended. */
#include "cases/hall.h"
#include "cases/hall_discard.html.h"
#include "cases/hall_my.html.h"

enum { ENDED_A_PAGE = 20 };

/* States in which the next step is the applicant's: what to do, and the button that leads there. */
static const struct waiting {
	enum case_state state;
	const char *todo, *button;
} waiting[] = {
	{ STATE_DRAFT, "还没有提交，可以接着填", "接着填" },
	{ STATE_PREREVIEW_FIX, "预审退回，需要修改后重新提交", "去修改" },
	{ STATE_SUPPLEMENT, "需要补正材料", "去补正" },
	{ STATE_REVIEW_SUPPLEMENT, "审查中需要补正材料", "去补正" },
	{ STATE_AWAITING_PAPERS, "预审已通过，请把纸质材料带到窗口", "看要带什么" },
	{ STATE_IN_REVIEW, "您可以要求听证", "去答复" },
};

struct case_row hall_case_of(const struct my_case_row *c)
{
	return (struct case_row){
		.id = c->id, .number = c->number, .item = c->item, .item_name = c->item_name, .state = c->state, .due_day = c->due_day,
		.opened_at = c->opened_at, .submitted_at = c->submitted_at, .concluded_at = c->concluded_at, .rating = c->rating,
		.withdrawal = c->withdrawal, .extension = c->extension, .hearing = c->hearing, .asking = c->asking, .term_over = c->term_over,
	};
}

static const struct waiting *waiting_for(const struct case_row *c)
{
	enum case_state s = state_by_word(c->state);
	for (size_t i = 0; i < sizeof waiting / sizeof *waiting; i++)
		if (waiting[i].state == s && (s != STATE_IN_REVIEW || hall_may_be_heard(c)))
			return &waiting[i];
	return NULL;
}

static const char *todo_words(struct req *r, const struct waiting *w, const struct my_case_row *c, const struct case_next *next)
{
	const char *place = "";
	if (w->state == STATE_AWAITING_PAPERS)
		place = arena_printf(r->mem, "地点：%s%s%s。", c->agency, *c->agency_windows ? "，" : "", c->agency_windows);
	const char *until = next->day ? arena_printf(r->mem, "最晚 %s。", day_short(r->mem, next->day, r->today)) : "";
	return arena_printf(r->mem, "%s。%s%s", c->term_over ? next->words : w->todo, until, place);
}

static struct hall_row row_of(struct req *r, const struct my_case_row *c)
{
	enum case_state s = state_by_word(c->state);
	const struct case_row row = hall_case_of(c);
	const struct case_next next = case_next(req_tx(r), &row);
	const struct waiting *w = waiting_for(&row);
	const char *time = c->concluded_at ? arena_printf(r->mem, "%s %s", hall_time(r->mem, c->concluded_at), s == STATE_CONCLUDED ? "办结" : "结束")
		: c->submitted_at ? arena_printf(r->mem, "%s 提交", hall_time(r->mem, c->submitted_at))
				  : arena_printf(r->mem, "%s 开始填写", hall_time(r->mem, c->opened_at));
	return (struct hall_row){
		.is = c, .state = &states[s], .next = next.words, .lamp = case_lamp(req_tx(r), s, c->due_day, c->term_over, r->today), .time = time,
		.todo = w ? todo_words(r, w, c, &next) : "", .button = w ? w->button : "",
		.path = arena_printf(r->mem, "/my/cases/%lld", (long long)c->id),
		.may_rate = hall_may_rate(&states[s], c->submitted_at, c->rating),
	};
}

static void fill_open(struct req *r, struct hall_my *v)
{
	struct my_case_row *rows;
	size_t n = my_open_cases(req_tx(r), r->who.id, &rows);
	v->waiting = arena_array(r->mem, struct hall_row, n + 1);
	v->running = arena_array(r->mem, struct hall_row, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct hall_row row = row_of(r, &rows[i]);
		if (*row.button)
			v->waiting[v->n_waiting++] = row;
		else
			v->running[v->n_running++] = row;
	}
}

static void fill_ended(struct req *r, struct hall_my *v)
{
	struct my_case_row *rows;
	int64_t before = req_query_int(r, "before", 1, INT64_MAX, INT64_MAX);
	size_t n = my_ended_cases(req_tx(r), r->who.id, before, ENDED_A_PAGE + 1, &rows);
	v->later = before != INT64_MAX;
	if (n > ENDED_A_PAGE) {
		n = ENDED_A_PAGE;
		v->more = rows[n - 1].id;
	}
	v->ended = arena_array(r->mem, struct hall_row, n + 1);
	v->n_ended = n;
	for (size_t i = 0; i < n; i++)
		v->ended[i] = row_of(r, &rows[i]);
}

enum err hall_my(struct req *r)
{
	struct hall_my v = { 0 };
	fill_open(r, &v);
	fill_ended(r, &v);
	cases_hall_my(r->out, r, &v);
	return OK;
}

static enum err load_draft(struct req *r, struct hall_case *out)
{
	struct hall_case c;
	enum err e = hall_load(r, &c);
	if (e)
		return e;
	if (c.state != &states[STATE_DRAFT] || *c.number)
		return fail(r, ERR_CONFLICT, "已经提交过的申请不能删除，可以在办件页面申请撤件。");
	*out = c;
	return OK;
}

enum err hall_discard(struct req *r)
{
	struct hall_case c;
	enum err e = load_draft(r, &c);
	if (e)
		return e;
	cases_hall_discard(r->out, r, &c);
	return OK;
}

static enum err drop(struct tx *t, void *arg)
{
	const int64_t *id = arg;
	if (case_drop(t, *id) == 0 && !t->failed)
		return fail(t, ERR_CONFLICT, "这份申请已经提交或已经删除，没有改动。");
	case_drop_materials(t, *id);
	case_drop_files(t, *id);
	return t->failed;
}

enum err hall_discard_now(struct req *r)
{
	struct hall_case c;
	enum err e = load_draft(r, &c);
	if (!e)
		e = req_write(r, drop, &c.row.id);
	if (e)
		return e;
	reply_say(r, "「%s」的草稿已删除。", c.row.item_name);
	return reply_redirect(r, "/my");
}
