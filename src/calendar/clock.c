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
		if (pauses[i].to_day > day && pauses[i].to_day > pauses[i].from_day &&
		    (!first || pauses[i].from_day < first->from_day))
			first = &pauses[i];
	return first;
}

/* What has to run: for months, the natural days from the start to the same day number. */
static int64_t length_of(int64_t start_day, int64_t amount, enum clock_unit unit)
{
	return unit == CLOCK_MONTH ? day_add_months(start_day, amount) - start_day : amount;
}

static int64_t days_between(const struct calendar *cal, enum clock_unit unit, int64_t a, int64_t b)
{
	return unit == CLOCK_WORKING_DAY ? calendar_working_between(cal, a, b) : b - a;
}

static int64_t add_days(const struct calendar *cal, enum clock_unit unit, int64_t day, int64_t n)
{
	if (unit == CLOCK_WORKING_DAY)
		return calendar_add_working(cal, day, n);
	day += n;
	return calendar_is_working(cal, day) ? day : calendar_next_working(cal, day);
}

static bool is_provisional(const struct calendar *cal, int64_t from, int64_t to)
{
	for (int year = day_to_ymd(from).year, last = day_to_ymd(to).year; year <= last; year++)
		if (!calendar_is_published(cal, year))
			return true;
	return false;
}

struct clock_due clock_due(const struct calendar *cal, int64_t start_day, int64_t amount, enum clock_unit unit,
			   const struct pause *pauses, size_t n)
{
	must(amount >= 0 && unit < CLOCK_HOUR);
	int64_t day = start_day, left = length_of(start_day, amount, unit);
	for (const struct pause *p; (p = next_pause(pauses, n, day)); day = p->to_day) {
		int64_t running = p->from_day > day ? days_between(cal, unit, day, p->from_day) : 0;
		if (left <= running)
			break;
		left -= running;
		if (p->to_day == CLOCK_OPEN)
			return (struct clock_due){ .paused = true, .remaining = left };
	}
	int64_t due_day = add_days(cal, unit, day, left);
	return (struct clock_due){ .due_day = due_day, .provisional = is_provisional(cal, start_day, due_day) };
}

int64_t clock_due_ms(int64_t start_ms, int64_t hours)
{
	return start_ms + hours * 3600000;
}

int64_t clock_left(const struct calendar *cal, int64_t today, int64_t due_day)
{
	int64_t left = calendar_working_between(cal, today, due_day);
	return left ? left : (due_day > today) - (due_day < today);
}

static bool is_paused(const struct pause *pauses, size_t n, int64_t day)
{
	for (size_t i = 0; i < n; i++)
		if (day > pauses[i].from_day && day <= pauses[i].to_day)
			return true;
	return false;
}

static const char *why_off_or_on(struct arena *a, const struct calendar *cal, int64_t day)
{
	const char *name = calendar_day_name(cal, day);
	if (calendar_is_working(cal, day))
		return name ? arena_printf(a, "工作日（%s调休上班）", name) : "工作日";
	return name ? arena_printf(a, "放假（%s）", name) : "周末";
}

/* The last day on which a clock with an open pause still ran. */
static int64_t stopped_on(const struct pause *pauses, size_t n, int64_t day)
{
	const struct pause *p;
	while ((p = next_pause(pauses, n, day)) && p->to_day != CLOCK_OPEN)
		day = p->to_day;
	return p && p->from_day > day ? p->from_day : day;
}

static struct clock_step step_of(struct arena *a, const struct calendar *cal, enum clock_unit unit, int64_t day,
				 int64_t left)
{
	if (unit == CLOCK_WORKING_DAY)
		return (struct clock_step){ day, calendar_is_working(cal, day), why_off_or_on(a, cal, day) };
	if (left > 0)
		return (struct clock_step){ day, true, "计入" };
	return (struct clock_step){ day, false, arena_printf(a, "期满日休息，顺延：%s", why_off_or_on(a, cal, day)) };
}

struct clock_step *clock_explain(struct arena *a, const struct calendar *cal, int64_t start_day, int64_t amount,
				 enum clock_unit unit, const struct pause *pauses, size_t n, size_t *out_n)
{
	struct clock_due due = clock_due(cal, start_day, amount, unit, pauses, n);
	int64_t last = due.paused ? stopped_on(pauses, n, start_day) : due.due_day;
	int64_t left = length_of(start_day, amount, unit);
	struct clock_step *steps = arena_array(a, struct clock_step, (size_t)(last - start_day + 1));
	size_t filled = 0;
	steps[filled++] = (struct clock_step){ start_day, false, "当日不计，次日起算" };
	for (int64_t day = start_day + 1; day <= last; day++) {
		struct clock_step s = is_paused(pauses, n, day) ? (struct clock_step){ day, false, "暂停计时" } :
								  step_of(a, cal, unit, day, left);
		left -= s.counted;
		steps[filled++] = s;
	}
	*out_n = filled;
	return steps;
}
