/* Clocks as people read them: lamps, bars, pauses, and why a day is what it is. */
#include "cases/act.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "calendar/pauses.h"

enum { DAYS_SHOWN = 400, DAYS_COUNTED = 2000 };

/* The lamps' rule: over, last working day, fine; the applicant has it or the clock stands still. */
struct lamp case_lamp(struct tx *t, enum case_state state, int64_t due_day, bool term_over, int64_t today)
{
	struct arena *a = t->mem;
	if (states[state].end)
		return (struct lamp){ state == STATE_CONCLUDED ? "good" : "held", states[state].name };
	if (states[state].turn == TURN_APPLICANT)
		return term_over ? (struct lamp){ "soon", "申请人逾期" } : (struct lamp){ "held", "等申请人" };
	if (states[state].turn == TURN_PROCEDURE)
		return due_day && due_day < today ? (struct lamp){ "stop", "特别程序超期" } : (struct lamp){ "held", "停表" };
	if (!due_day)
		return (struct lamp){ "held", "停表" };
	int64_t left = clock_left(calendar_of(t), today, due_day);
	if (left < 0)
		return (struct lamp){ "stop", arena_printf(a, "超期 %lld 天", (long long)-left) };
	if (left == 0)
		return (struct lamp){ "soon", "今天到期" };
	return (struct lamp){ left == 1 ? "soon" : "good", arena_printf(a, "还剩 %lld 个工作日", (long long)left) };
}

/* A clock with what its columns say. */
struct reading {
	const struct clock_row *row;
	const struct calendar *cal;
	enum clock_unit unit;
	struct clock_term term;
	struct pause *pauses;
	size_t n_pauses;
};

static struct reading reading_of(struct tx *t, const struct clock_row *row)
{
	struct reading r = { .row = row, .cal = calendar_of(t) };
	must(clock_unit_find(row->unit, &r.unit));
	r.term = (struct clock_term){ row->start_day, row->amount, r.unit, row->extended };
	r.n_pauses = pauses_read(t->mem, row->pauses, &r.pauses);
	return r;
}

static const char *why_words(struct arena *a, const struct reading *r, int64_t today)
{
	return arena_printf(a, "%s 为第 0 天，从下一天起数 %lld %s%s", day_short(a, r->row->start_day, today), (long long)r->row->amount,
			    clock_unit_name(r->unit), r->unit == CLOCK_WORKING_DAY ? "，节假日不算，调休上班的周末算" : "，最后一天遇休息日顺延");
}

/* Days are counted in days, even those of a period in months. */
static const char *day_unit(const struct reading *r)
{
	return clock_unit_name(r->unit == CLOCK_MONTH ? CLOCK_NATURAL_DAY : r->unit);
}

static const char *left_words(struct arena *a, const struct reading *r, const struct clock_due *due)
{
	const char *more = due->remaining_extended ? arena_printf(a, "，再加延长的 %lld 个工作日", (long long)due->remaining_extended) : "";
	return arena_printf(a, "恢复后还剩 %lld %s%s", (long long)due->remaining, day_unit(r), more);
}

static const char **pause_words(struct arena *a, const struct reading *r, int64_t today)
{
	const char **all = arena_array(a, const char *, r->n_pauses + 1);
	for (size_t i = 0; i < r->n_pauses; i++) {
		const char *from = day_short(a, r->pauses[i].from, today);
		all[i] = r->pauses[i].to == CLOCK_OPEN ? arena_printf(a, "%s起停表", from)
						       : arena_printf(a, "%s起停表，%s恢复", from, day_short(a, r->pauses[i].to, today));
	}
	return all;
}

/* Days that have counted until today, or until it was stopped; and all that will. */
static void count_days(struct arena *a, const struct reading *r, int64_t today, int64_t *out_used, int64_t *out_all)
{
	size_t n;
	const struct clock_step *steps = clock_explain(a, r->cal, &r->term, r->pauses, r->n_pauses, DAYS_COUNTED, &n);
	int64_t until = r->row->stopped_at ? day_of_ms(r->row->stopped_at, DAY_ZONE_CHINA) : today, used = 0, all = 0;
	for (size_t i = 0; i < n; i++) {
		/* an extension in working days begins its own count behind days or months */
		used += steps[i].counted > 0 && steps[i].day <= until;
		all += steps[i].counted > 0;
	}
	*out_used = used;
	*out_all = all;
}

static struct lamp clock_lamp(struct tx *t, const struct clock_row *r, int64_t today)
{
	if (r->stopped_at)
		return (struct lamp){ "held", "已停止" };
	if (r->paused)
		return (struct lamp){ "held", "停表" };
	return case_lamp(t, STATE_IN_REVIEW, r->due_day, false, today);
}

static struct clock_view view_of(struct tx *t, const struct reading *r, int64_t today)
{
	struct arena *a = t->mem;
	const struct clock_row *row = r->row;
	struct clock_due due = clock_due(r->cal, &r->term, r->pauses, r->n_pauses);
	int64_t used, all;
	count_days(a, r, today, &used, &all);
	if (due.paused)
		all = used + due.remaining + due.remaining_extended;
	return (struct clock_view){
		.kind = row->kind, .run = row->run,
		.name = arena_printf(a, "%s（%lld %s）", clocks_name(row->kind), (long long)row->amount, clock_unit_name(r->unit)),
		.due = row->paused ? "停表" : day_short(a, row->due_day, today), .why = why_words(a, r, today),
		.used = arena_printf(a, "已用 %lld %s", (long long)used, day_unit(r)),
		.extended = row->extended ? arena_printf(a, "已延长 %lld 个工作日", (long long)row->extended) : "",
		.left = row->paused && !row->stopped_at ? left_words(a, r, &due) : "",
		.pauses = pause_words(a, r, today), .n_pauses = r->n_pauses, .lamp = clock_lamp(t, row, today),
		.used_percent = all > 0 ? used * 100 / all : 100, .running = !row->stopped_at, .paused = row->paused,
	};
}

size_t case_clocks(struct tx *t, const struct case_row *c, int64_t today, struct clock_view **out)
{
	struct clock_row *rows;
	size_t n = clock_list(t, c->id, &rows);
	*out = arena_array(t->mem, struct clock_view, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct reading r = reading_of(t, &rows[i]);
		(*out)[i] = view_of(t, &r, today);
	}
	return n;
}

size_t case_clocks_stopped(const struct clock_view *clocks, size_t n)
{
	size_t stopped = 0;
	for (size_t i = 0; i < n; i++)
		stopped += !clocks[i].running;
	return stopped;
}

static struct clock_days days_of(struct tx *t, const struct clock_row *row, int64_t today)
{
	const struct reading r = reading_of(t, row);
	struct clock_days d = { .clock = view_of(t, &r, today), .moved = "" };
	struct clock_due due = clock_due(r.cal, &r.term, r.pauses, r.n_pauses);
	d.steps = clock_explain(t->mem, r.cal, &r.term, r.pauses, r.n_pauses, DAYS_SHOWN, &d.n);
	d.cut = d.n == DAYS_SHOWN && (due.paused || d.steps[d.n - 1].day < due.due_day);
	d.provisional = due.provisional;
	if (!row->stopped_at && !row->paused && due.due_day != row->due_day)
		d.moved = day_short(t->mem, due.due_day, today);
	return d;
}

bool case_clock_days(struct tx *t, const struct case_row *c, const char *kind, int64_t run, int64_t today, struct clock_days *out)
{
	struct clock_row *rows;
	size_t n = clock_list(t, c->id, &rows);
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].kind, kind) && rows[i].run == run) {
			*out = days_of(t, &rows[i], today);
			return true;
		}
	return false;
}
