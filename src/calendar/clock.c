#include "calendar/clock.h"
#include "base/day.h"
#include "base/str.h"

static const struct {
	const char *word, *name;
} units[CLOCK_UNIT__MAX] = {
	[CLOCK_WORKING_DAY] = { "wd", "个工作日" },
	[CLOCK_NATURAL_DAY] = { "nd", "日" },
	[CLOCK_MONTH] = { "mo", "个月" },
	[CLOCK_HOUR] = { "h", "小时" },
};

const char *clock_unit_word(enum clock_unit unit)
{
	must(unit < CLOCK_UNIT__MAX);
	return units[unit].word;
}

const char *clock_unit_name(enum clock_unit unit)
{
	must(unit < CLOCK_UNIT__MAX);
	return units[unit].name;
}

bool clock_unit_find(const char *word, enum clock_unit *out_unit)
{
	for (size_t i = 0; i < CLOCK_UNIT__MAX; i++)
		if (str_eq(units[i].word, word)) {
			*out_unit = (enum clock_unit)i;
			return true;
		}
	return false;
}

/* Of the pauses that still take days away after `day`, the one that begins first; NULL when none does. Taking them one
 * after the other in this way merges those that overlap, with no memory and in no need of order. */
static const struct pause *next_pause(const struct pause *pauses, size_t n, int64_t day)
{
	const struct pause *first = NULL;
	for (size_t i = 0; i < n; i++)
		if (pauses[i].to > day && pauses[i].to > pauses[i].from && (!first || pauses[i].from < first->from))
			first = &pauses[i];
	return first;
}

/* Where a count arrives: at the end of its length, or at the beginning of an open pause with something left. */
struct arrival {
	int64_t day, left, extended;
	bool paused;
};

/* cal: only its working days count; NULL: every day (or ms) does. */
static struct arrival run(const struct calendar *cal, int64_t day, int64_t length, const struct pause *pauses, size_t n)
{
	for (const struct pause *p; (p = next_pause(pauses, n, day)); day = p->to) {
		int64_t from = p->from > day ? p->from : day;
		int64_t running = cal ? calendar_working_between(cal, day, from) : from - day;
		if (length <= running)
			break;
		length -= running;
		if (p->to == CLOCK_OPEN)
			return (struct arrival){ .day = from, .left = length, .paused = true };
	}
	return (struct arrival){ .day = cal ? calendar_add_working(cal, day, length) : day + length };
}

static int64_t rolled(const struct calendar *cal, int64_t day)
{
	return calendar_is_working(cal, day) ? day : calendar_next_working(cal, day);
}

/* What has to run before the extension: for months, the natural days from the start to the same day number. */
static int64_t length_of(const struct clock_term *t)
{
	return t->unit == CLOCK_MONTH ? day_add_months(t->start_day, t->amount) - t->start_day : t->amount;
}

static bool is_provisional(const struct calendar *cal, int64_t from, int64_t to)
{
	for (int year = day_to_ymd(from).year, last = day_to_ymd(to).year; year <= last; year++)
		if (!calendar_is_published(cal, year))
			return true;
	return false;
}

/* The whole term. A period in days or months rolls to a working day, and its extension begins there. */
static struct arrival run_term(const struct calendar *cal, const struct clock_term *t, const struct pause *pauses, size_t n)
{
	must(t->amount >= 0 && t->extended >= 0 && t->unit < CLOCK_HOUR);
	if (t->unit == CLOCK_WORKING_DAY)
		return run(cal, t->start_day, t->amount + t->extended, pauses, n);
	struct arrival at = run(NULL, t->start_day, length_of(t), pauses, n);
	at.extended = t->extended;
	if (at.paused)
		return at;
	at = run(cal, rolled(cal, at.day), t->extended, pauses, n);
	at.extended = at.left;
	at.left = 0;
	return at;
}

struct clock_due clock_due(const struct calendar *cal, const struct clock_term *t, const struct pause *pauses, size_t n)
{
	struct arrival at = run_term(cal, t, pauses, n);
	if (at.paused)
		return (struct clock_due){ .paused = true, .remaining = at.left, .remaining_extended = at.extended };
	return (struct clock_due){ .due_day = at.day, .provisional = is_provisional(cal, t->start_day, at.day) };
}

struct clock_hours clock_due_hours(int64_t start_at, int64_t hours, const struct pause *pauses, size_t n)
{
	enum { HOUR_MS = 3600 * 1000 };
	struct arrival at = run(NULL, start_at, hours * HOUR_MS, pauses, n);
	return at.paused ? (struct clock_hours){ .paused = true, .remaining_ms = at.left } : (struct clock_hours){ .due_at = at.day };
}

int64_t clock_left(const struct calendar *cal, int64_t today, int64_t due_day)
{
	int64_t left = calendar_working_between(cal, today, due_day);
	return left ? left : (due_day > today) - (due_day < today);
}

static bool is_paused(const struct pause *pauses, size_t n, int64_t day)
{
	for (size_t i = 0; i < n; i++)
		if (day > pauses[i].from && day <= pauses[i].to)
			return true;
	return false;
}

/* Without a notice a day is what its weekday says, until the notice comes. */
static const char *why_off_or_on(struct arena *a, const struct calendar *cal, int64_t day)
{
	const char *name = calendar_day_name(cal, day);
	bool working = calendar_is_working(cal, day);
	if (name && working)
		return arena_printf(a, "工作日（%s%s）", name, day_weekday(day) > 5 ? "调休上班" : "");
	if (name)
		return arena_printf(a, "放假（%s）", name);
	bool published = calendar_is_published(cal, day_to_ymd(day).year);
	return working ? published ? "工作日" : "工作日（暂定）" : published ? "周末" : "周末（暂定）";
}

/* A count day by day; whole: what is left are working days, of the period itself or of its extension. */
struct count {
	struct arena *a;
	const struct calendar *cal;
	const struct pause *pauses;
	size_t n;
	int64_t left, counted;
	bool whole;
	const char *before; /* words before those about the day */
};

static const char *count_words(const struct count *c, int64_t day, const char *before)
{
	const char *why = why_off_or_on(c->a, c->cal, day);
	return *before ? arena_printf(c->a, "%s：%s", before, why) : why;
}

static struct clock_step next_step(struct count *c, int64_t day)
{
	bool working = calendar_is_working(c->cal, day);
	if (!c->whole && c->left == 0) {
		c->whole = working;
		return (struct clock_step){ day, 0, count_words(c, day, working ? "顺延至此" : "期满日休息，顺延") };
	}
	if (is_paused(c->pauses, c->n, day))
		return (struct clock_step){ day, 0, "暂停计时" };
	if (c->whole)
		return (struct clock_step){ day, working ? ++c->counted : 0, count_words(c, day, c->before) };
	c->whole = --c->left == 0 && working;
	return (struct clock_step){ day, ++c->counted, "计入" };
}

struct clock_step *clock_explain(struct arena *a, const struct calendar *cal, const struct clock_term *t,
				 const struct pause *pauses, size_t n, size_t most, size_t *out_n)
{
	bool working = t->unit == CLOCK_WORKING_DAY;
	struct count c = { .a = a, .cal = cal, .pauses = pauses, .n = n, .before = working ? "" : "延期" };
	c.left = working ? 0 : length_of(t);
	c.whole = working || (c.left == 0 && calendar_is_working(cal, t->start_day));
	size_t length = (size_t)(run_term(cal, t, pauses, n).day - t->start_day) + 1;
	*out_n = length < most ? length : most;
	struct clock_step *steps = arena_array(a, struct clock_step, *out_n);
	steps[0] = (struct clock_step){ t->start_day, 0, "当日不计，次日起算" };
	for (size_t i = 1; i < *out_n; i++)
		steps[i] = next_step(&c, t->start_day + (int64_t)i);
	return steps;
}
