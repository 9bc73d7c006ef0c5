#include "calendar/ask.h"
#include "base/day.h"
#include "base/str.h"
#include <string.h>

enum { AMOUNT_MAX = 100000, YEAR_LAST = 9999, MONTHS = 12, MINUTE_MS = 60 * 1000, HOUR_MS = 3600 * 1000 };

static const char too_late[] = "算出来超过了 9999 年";

/* Reading: what was found so far. */
struct asking {
	struct arena *a;
	struct ask_error *errors;
	size_t n;
};

static void complain(struct asking *x, const char *field, const char *words)
{
	x->errors[x->n++] = (struct ask_error){ field, words };
}

/* yyyy-mm-ddThh:mm, or only the day: its midnight. */
static bool parse_instant(struct arena *a, const char *text, int64_t *out_at)
{
	static const char shape[] = "T00:00";
	const char *time = strchr(text, 'T');
	int64_t day, hour = 0, minute = 0;
	if (!day_parse(time ? arena_strndup(a, text, (size_t)(time - text)) : text, &day))
		return false;
	if (time && (strlen(time) != sizeof shape - 1 || time[3] != ':' || !num_parse(arena_strndup(a, time + 1, 2), 0, 23, &hour) ||
		     !num_parse(time + 4, 0, 59, &minute)))
		return false;
	*out_at = ms_of_day(day, 0) + hour * HOUR_MS + minute * MINUTE_MS;
	return true;
}

/* A day number, or for hours ms. */
static bool read_point(struct asking *x, const char *field, const char *text, bool hours, int64_t *out)
{
	if (hours ? parse_instant(x->a, text, out) : day_parse(text, out))
		return true;
	bool has_time = !hours && strchr(text, 'T') && parse_instant(x->a, text, out);
	complain(x, field, !*text ? "没有填日期" : has_time ? "按日或者按月算的只要日期，不要时刻" :
		 arena_printf(x->a, "“%s”不是存在的日子，写作 2026-11-22%s", str_shorten(x->a, text, 20),
			      hours ? "，或者 2026-11-22T09:30" : ""));
	return false;
}

/* Months since January of the year 0. */
static int64_t month_of(int64_t day)
{
	struct ymd d = day_to_ymd(day);
	return (int64_t)d.year * MONTHS + d.month - 1;
}

static void read_amount(struct asking *x, const char *text, struct clock_term *term)
{
	const char *plus = strchr(text, '+');
	const char *amount = plus ? arena_strndup(x->a, text, (size_t)(plus - text)) : text;
	if (!num_parse(amount, 0, AMOUNT_MAX, &term->amount) || (plus && !num_parse(plus + 1, 0, AMOUNT_MAX, &term->extended)))
		complain(x, "amount", arena_printf(x->a, "数量应为 0 到 %d 的整数", AMOUNT_MAX));
	else if (plus && term->unit == CLOCK_HOUR)
		complain(x, "amount", "按小时算的没有延期");
	else if (term->unit == CLOCK_MONTH && month_of(term->start_day) + term->amount > YEAR_LAST * MONTHS + MONTHS - 1)
		complain(x, "amount", too_late);
}

const char *ask_pause_cut(struct arena *a, const char *text, struct ask_pause *out)
{
	const char *slash = strchr(text, '/');
	if (!slash)
		return arena_printf(a, "暂停写作 开始/恢复，还没有恢复的写作 开始/，而不是“%s”", str_shorten(a, text, 30));
	*out = (struct ask_pause){ str_trim(a, arena_strndup(a, text, (size_t)(slash - text))), str_trim(a, slash + 1) };
	return NULL;
}

static void read_pause(struct asking *x, const struct ask_pause *p, size_t number, bool hours, struct pause *out)
{
	const char *from = arena_printf(x->a, "from%zu", number), *to = arena_printf(x->a, "to%zu", number);
	*out = (struct pause){ 0, CLOCK_OPEN };
	bool began = read_point(x, from, p->from, hours, &out->from);
	bool ended = !*p->to || read_point(x, to, p->to, hours, &out->to);
	if (began && ended && out->to < out->from)
		complain(x, to, arena_printf(x->a, "恢复（%s）早于暂停（%s）", p->to, p->from));
}

size_t ask_read(struct arena *a, const struct ask_words *words, struct ask *out, struct ask_error **out_errors)
{
	struct asking x = { a, arena_array(a, struct ask_error, 3 + 2 * words->n), 0 };
	struct ask k = { .n = words->n, .pauses = arena_array(a, struct pause, words->n + 1) };
	bool has_unit = clock_unit_find(words->unit, &k.term.unit);
	bool hours = k.term.unit == CLOCK_HOUR;
	if (read_point(&x, "start", words->start, hours, hours ? &k.start_at : &k.term.start_day) && hours)
		k.term.start_day = day_of_ms(k.start_at, 0);
	read_amount(&x, words->amount, &k.term);
	if (!has_unit)
		complain(&x, "unit", "单位应为 wd（工作日）、nd（日）、mo（月）或 h（小时）");
	for (size_t i = 0; i < words->n; i++)
		read_pause(&x, &words->pauses[i], i + 1, hours, &k.pauses[i]);
	*out_errors = x.errors;
	if (!x.n)
		*out = k;
	return x.n;
}

/* 3, or with up to two decimals 3.5 */
static const char *hours_words(struct arena *a, int64_t ms)
{
	int64_t hundredths = ms * 100 / HOUR_MS, whole = hundredths / 100, rest = hundredths % 100;
	if (!rest)
		return arena_printf(a, "%lld", (long long)whole);
	return rest % 10 ? arena_printf(a, "%lld.%02lld", (long long)whole, (long long)rest) :
			   arena_printf(a, "%lld.%lld", (long long)whole, (long long)rest / 10);
}

static const char *left_words(struct arena *a, const struct clock_due *due)
{
	return due->remaining_extended ? arena_printf(a, "%lld+%lld", (long long)due->remaining, (long long)due->remaining_extended) :
					 arena_printf(a, "%lld", (long long)due->remaining);
}

static struct ask_answer dated(struct arena *a, int64_t day, const char *due)
{
	if (day_to_ymd(day).year > YEAR_LAST)
		return (struct ask_answer){ .wrong = too_late, .due = "", .left = "" };
	return (struct ask_answer){ .due_day = day, .due = *due ? due : day_iso(a, day), .left = "" };
}

static struct ask_answer answer_hours(struct arena *a, const struct ask *k)
{
	struct clock_hours due = clock_due_hours(k->start_at, k->term.amount, k->pauses, k->n);
	if (due.paused)
		return (struct ask_answer){ .paused = true, .due = "", .left = hours_words(a, due.remaining_ms) };
	int64_t day = day_of_ms(due.due_at, 0), minute = (due.due_at - ms_of_day(day, 0)) / MINUTE_MS;
	return dated(a, day, arena_printf(a, "%sT%02d:%02d", day_iso(a, day), (int)(minute / 60), (int)(minute % 60)));
}

struct ask_answer ask_answer(struct arena *a, const struct calendar *cal, const struct ask *k)
{
	if (k->term.unit == CLOCK_HOUR)
		return answer_hours(a, k);
	struct clock_due due = clock_due(cal, &k->term, k->pauses, k->n);
	if (due.paused)
		return (struct ask_answer){ .paused = true, .due = "", .left = left_words(a, &due) };
	struct ask_answer answer = dated(a, due.due_day, "");
	answer.provisional = due.provisional;
	return answer;
}
