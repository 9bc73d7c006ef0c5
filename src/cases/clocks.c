/* Clocks of cases: which periods there are, how long they run, and how people read them. The arithmetic is calendar/'s. */
#include "cases/act.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include <string.h>

const struct clock_kind clock_kinds[] = {
	{ "PREREVIEW", "预审" },     /* 2 working days: the plan, 二(三)4 */
	{ "PAPERS", "到窗口交件" },  /* the item's; 15 working days */
	{ "ACCEPT", "受理" },        /* 5 working days: art. 32(4) */
	{ "SUPPLEMENT", "补正" },    /* the applicant's: the item's; 30 natural days */
	{ "PROMISED", "承诺办结" },  /* the item's */
	{ "STATUTORY", "法定办结" }, /* the item's, else 20 working days: art. 42 */
	{ "DELIVER", "送达" },       /* 10 working days: art. 44 */
	{ NULL, NULL },
};

enum { DELIVER_DAYS = 10 };

static const char *name_of(const char *kind)
{
	const struct clock_kind *k = clock_kinds;
	while (k->word && !str_eq(k->word, kind))
		k++;
	must(k->word);
	return k->name;
}

/* How long a clock of this kind runs for this item; not set: it does not run at all. */
static struct limit limit_of(const struct body *b, const char *kind)
{
	if (str_eq(kind, "PREREVIEW"))
		return (struct limit){ true, ITEM_PREREVIEW_DAYS, CLOCK_WORKING_DAY, "" };
	if (str_eq(kind, "PAPERS"))
		return (struct limit){ true, b->papers_days, CLOCK_WORKING_DAY, "" };
	if (str_eq(kind, "ACCEPT"))
		return (struct limit){ true, b->acceptance_days, CLOCK_WORKING_DAY, "" };
	if (str_eq(kind, "SUPPLEMENT"))
		return (struct limit){ true, b->supplement_days, CLOCK_NATURAL_DAY, "" };
	if (str_eq(kind, "DELIVER"))
		return (struct limit){ true, DELIVER_DAYS, CLOCK_WORKING_DAY, "" };
	return str_eq(kind, "PROMISED") ? b->promised : b->statutory;
}

/* Day 0. Where the place says so, the five days of acceptance run from an online submission. */
static int64_t start_of(struct acting *x, const char *kind)
{
	bool from_submission = str_eq(kind, "ACCEPT") && x->a->action == ACT_PASS && setting_bool(x->t, SETTING_ACCEPT_FROM_SUBMISSION);
	return from_submission ? day_of_ms(x->now.submitted_at, DAY_ZONE_CHINA) : x->today;
}

static void start(struct acting *x, const char *kind)
{
	struct limit l = limit_of(x->body, kind);
	if (!l.set)
		return;
	int64_t from = start_of(x, kind);
	struct clock_due due = clock_due(x->calendar, from, l.amount, l.unit, NULL, 0);
	clock_start(x->t, x->now.id, kind, clock_runs(x->t, x->now.id, kind) + 1, clock_unit_word(l.unit), l.amount, from, due.due_day,
		    calendar_version(x->calendar));
}

/* The earliest due day of what runs; 0 when nothing does. */
static int64_t next_due(const struct acting *x)
{
	int64_t first = 0;
	for (size_t i = 0; i < x->n_clocks; i++) {
		const struct clock_row *c = &x->clocks[i];
		if (!c->stopped_at && !c->paused && (!first || c->due_day < first))
			first = c->due_day;
	}
	return first;
}

void clocks_apply(struct acting *x)
{
	const char *p = x->row->clocks;
	while (*p) {
		size_t n = strcspn(p, " ");
		const char *kind = arena_strndup(x->t->mem, p + 1, n - 1);
		if (str_eq(kind, "*"))
			clock_stop_all(x->t, x->now.id);
		else if (*p == '-')
			clock_stop(x->t, x->now.id, kind);
		else
			start(x, kind);
		p += n;
		p += strspn(p, " ");
	}
	x->n_clocks = clock_list(x->t, x->now.id, &x->clocks);
	x->now.due_day = next_due(x);
}

/* The lamps' rule: over, last working day, fine; the applicant has it or the clock stands still. */
struct lamp case_lamp(struct tx *t, enum case_state state, int64_t due_day, int64_t today)
{
	struct arena *a = t->mem;
	if (states[state].end)
		return (struct lamp){ state == STATE_CONCLUDED ? "good" : "held", states[state].name };
	if (state == STATE_DRAFT || state == STATE_PREREVIEW_FIX || state == STATE_SUPPLEMENT || state == STATE_AWAITING_PAPERS)
		return (struct lamp){ "held", "等申请人" };
	if (!due_day)
		return (struct lamp){ "held", "停表" };
	int64_t left = clock_left(calendar_of(t), today, due_day);
	if (left < 0)
		return (struct lamp){ "stop", arena_printf(a, "超期 %lld 天", (long long)-left) };
	if (left == 0)
		return (struct lamp){ "soon", "今天到期" };
	return (struct lamp){ left == 1 ? "soon" : "good", arena_printf(a, "还剩 %lld 个工作日", (long long)left) };
}

static const char *due_words(struct arena *a, const struct clock_row *r, int64_t today)
{
	return r->paused ? "停表" : day_short(a, r->due_day, today);
}

static const char *why_words(struct arena *a, const struct clock_row *r, enum clock_unit unit, int64_t today)
{
	return arena_printf(a, "%s 为第 0 天，从下一天起数 %lld %s%s", day_short(a, r->start_day, today), (long long)r->amount,
			    clock_unit_name(unit), unit == CLOCK_WORKING_DAY ? "，节假日不算，调休上班的周末算" : "，最后一天遇休息日顺延");
}

static int64_t percent_used(const struct calendar *cal, const struct clock_row *r, int64_t today)
{
	int64_t all = calendar_working_between(cal, r->start_day, r->due_day);
	int64_t used = calendar_working_between(cal, r->start_day, today);
	return all <= 0 || used >= all ? 100 : used < 0 ? 0 : used * 100 / all;
}

static struct lamp clock_lamp(struct tx *t, const struct clock_row *r, int64_t today)
{
	if (r->stopped_at)
		return (struct lamp){ "held", "已停止" };
	if (r->paused)
		return (struct lamp){ "held", "停表" };
	return case_lamp(t, STATE_IN_REVIEW, r->due_day, today);
}

size_t case_clocks(struct tx *t, const struct case_row *c, int64_t today, struct clock_view **out)
{
	struct clock_row *rows;
	struct arena *a = t->mem;
	const struct calendar *cal = calendar_of(t);
	size_t n = clock_list(t, c->id, &rows);
	struct clock_view *all = arena_array(a, struct clock_view, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct clock_row *r = &rows[i];
		enum clock_unit unit;
		must(clock_unit_find(r->unit, &unit));
		all[i] = (struct clock_view){
			.name = arena_printf(a, "%s（%lld %s）", name_of(r->kind), (long long)r->amount, clock_unit_name(unit)),
			.due = due_words(a, r, today), .why = why_words(a, r, unit, today), .lamp = clock_lamp(t, r, today),
			.used_percent = percent_used(cal, r, today), .running = !r->stopped_at, .paused = r->paused,
		};
	}
	*out = all;
	return n;
}
