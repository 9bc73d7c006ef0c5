/* Working days and periods: worked examples, rules one by one, and random cases against a count day by day. */
#include "base/day.h"
#include "base/str.h"
#include "calendar/clock.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define HOLIDAYS SOURCE_DIR "/assets/calendar/holidays.csv"

struct world {
	struct arena *a;
	struct calendar_row *rows;
	size_t n;
	struct calendar *cal;
};

static int64_t day_at(const char *iso)
{
	int64_t day;
	if (!day_parse(iso, &day))
		fail_msg("%s should be a day", iso);
	return day;
}

static const char *read_text(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return NULL;
	char *text = arena_alloc(a, 1 << 20);
	size_t n = fread(text, 1, (1 << 20) - 1, f);
	fclose(f);
	text[n] = '\0';
	return text;
}

static struct calendar *calendar_from(struct world *w, const char *path)
{
	struct fault fault = { 0 };
	const char *csv = read_text(w->a, path);
	if (!csv)
		fail_msg("%s cannot be read", path);
	if (calendar_parse(w->a, csv, &fault, &w->rows, &w->n) != OK)
		fail_msg("%s: %s", path, fault.words);
	return calendar_new(w->rows, w->n);
}

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	w->a = arena_new(64 << 20);
	w->cal = calendar_from(w, HOLIDAYS);
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;
	calendar_free(w->cal);
	arena_free(w->a);
	free(w);
	return 0;
}

static void expect_due(struct world *w, const char *start, int64_t amount, enum clock_unit unit, const struct pause *pauses,
		       size_t n, const char *want)
{
	struct clock_due due = clock_due(w->cal, day_at(start), amount, unit, pauses, n);
	if (due.paused || due.due_day != day_at(want))
		fail_msg("%s + %lld%s should end on %s, not %s", start, (long long)amount, clock_unit_name(unit), want,
			 due.paused ? "(paused)" : day_iso(w->a, due.due_day));
}

static void make_up_days_work(void **state)
{
	struct world *w = *state;
	static const char *const days[] = {
		"2015-01-04", "2015-02-15", "2015-02-28", "2015-09-06", "2015-10-10", "2016-02-06", "2016-02-14", "2016-06-12", "2016-09-18", "2016-10-08", "2016-10-09", "2017-01-22", "2017-02-04",
		"2017-04-01", "2017-05-27", "2017-09-30", "2018-02-11", "2018-02-24", "2018-04-08", "2018-04-28", "2018-09-29",
		"2018-09-30", "2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29",
		"2024-10-12", "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
	};
	size_t n = sizeof days / sizeof *days;
	for (size_t i = 0; i < n; i++)
		if (!calendar_is_working(w->cal, day_at(days[i])) || day_weekday(day_at(days[i])) < 6)
			fail_msg("%s should be a make-up working day", days[i]);
}

static void holidays_of_2016_are_off(void **state)
{
	struct world *w = *state;
	static const char *const spans[][2] = {
		{ "2016-01-01", "2016-01-01" }, { "2016-02-07", "2016-02-13" }, { "2016-04-04", "2016-04-04" },
		{ "2016-05-01", "2016-05-02" }, { "2016-06-09", "2016-06-11" }, { "2016-09-15", "2016-09-17" },
		{ "2016-10-01", "2016-10-07" },
	};
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		for (int64_t day = day_at(spans[i][0]); day <= day_at(spans[i][1]); day++)
			if (calendar_is_working(w->cal, day) || !calendar_day_name(w->cal, day))
				fail_msg("%s should be a holiday with a name", day_iso(w->a, day));
	assert_string_equal(calendar_day_name(w->cal, day_at("2016-10-08")), "国庆节");
	assert_null(calendar_day_name(w->cal, day_at("2016-10-10")));
}

static void years_have_their_working_days(void **state)
{
	struct world *w = *state;
	assert_int_equal(calendar_working_between(w->cal, day_at("2015-12-31"), day_at("2016-12-31")), 250);
	assert_int_equal(calendar_working_between(w->cal, day_at("2016-12-31"), day_at("2017-12-31")), 249);
	assert_int_equal(calendar_working_between(w->cal, day_at("2017-12-31"), day_at("2018-12-31")), 250);
	assert_int_equal(calendar_working_between(w->cal, day_at("2016-12-31"), day_at("2015-12-31")), -250);
}

static void years_without_a_notice_are_provisional(void **state)
{
	struct world *w = *state;
	assert_true(calendar_is_published(w->cal, 2016));
	assert_true(calendar_is_published(w->cal, 2026));
	assert_false(calendar_is_published(w->cal, 2027));
	assert_false(calendar_is_published(w->cal, 0));
	assert_false(clock_due(w->cal, day_at("2026-11-20"), 20, CLOCK_WORKING_DAY, NULL, 0).provisional);
	assert_true(clock_due(w->cal, day_at("2026-12-20"), 20, CLOCK_WORKING_DAY, NULL, 0).provisional);
}

/* Of the years that the file has. */
static void the_file_agrees_with_the_published_list(void **state)
{
	struct world *w = *state;
	const char *shared = getenv("TONGBAN_SHARED");
	const char *path = arena_printf(w->a, "%s/data/holidays-2010-2026.csv", str_or_empty(shared));
	if (!shared || !read_text(w->a, path)) {
		print_message("passed over: TONGBAN_SHARED names no folder with data/holidays-2010-2026.csv\n");
		skip();
	}
	struct world all = { .a = w->a };
	calendar_free(calendar_from(&all, path));
	size_t n = 0;
	for (size_t i = 0; i < all.n; i++)
		if (calendar_is_published(w->cal, all.rows[i].notice_year))
			all.rows[n++] = all.rows[i];
	struct calendar *published = calendar_new(all.rows, n);
	for (int64_t day = day_at("2015-01-01"); day <= day_at("2026-12-31"); day++)
		if (calendar_is_working(w->cal, day) != calendar_is_working(published, day) ||
		    !str_eq(calendar_day_name(w->cal, day), calendar_day_name(published, day)))
			fail_msg("%s differs from the published list", day_iso(w->a, day));
	calendar_free(published);
}

static void worked_examples_in_working_days(void **state)
{
	struct world *w = *state;
	static const struct {
		const char *start;
		int64_t amount;
		const char *due;
	} examples[] = {
		{ "2016-09-28", 5, "2016-10-10" },  { "2016-09-28", 20, "2016-10-31" }, { "2016-10-24", 20, "2016-11-21" },
		{ "2017-01-20", 5, "2017-01-26" },  { "2017-01-20", 10, "2017-02-08" }, { "2016-12-29", 3, "2017-01-04" },
		{ "2016-09-14", 2, "2016-09-19" },  { "2016-10-24", 0, "2016-10-24" },	{ "2016-10-22", 1, "2016-10-24" },
	};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
		expect_due(w, examples[i].start, examples[i].amount, CLOCK_WORKING_DAY, NULL, 0, examples[i].due);
}

static void pauses_push_the_due_day(void **state)
{
	struct world *w = *state;
	struct pause one = { day_at("2016-10-31"), day_at("2016-11-07") };
	expect_due(w, "2016-10-24", 20, CLOCK_WORKING_DAY, &one, 1, "2016-11-28");
	expect_due(w, "2016-10-24", 14, CLOCK_NATURAL_DAY, &one, 1, "2016-11-14");
	const struct pause overlapping[] = {
		{ day_at("2016-11-03"), day_at("2016-11-07") }, { day_at("2016-10-31"), day_at("2016-11-04") },
		{ day_at("2016-11-01"), day_at("2016-11-02") }, { day_at("2016-11-05"), day_at("2016-11-05") },
		{ day_at("2016-10-01"), day_at("2016-10-09") }, { day_at("2016-12-01"), day_at("2016-12-09") },
	};
	expect_due(w, "2016-10-24", 20, CLOCK_WORKING_DAY, overlapping, 6, "2016-11-28");
}

static void a_pause_that_begins_on_the_due_day_changes_nothing(void **state)
{
	struct world *w = *state;
	const struct pause late = { day_at("2016-11-21"), CLOCK_OPEN };
	expect_due(w, "2016-10-24", 20, CLOCK_WORKING_DAY, &late, 1, "2016-11-21");
}

static void an_open_pause_keeps_what_is_left(void **state)
{
	struct world *w = *state;
	const struct pause open = { day_at("2016-10-31"), CLOCK_OPEN };
	struct clock_due due = clock_due(w->cal, day_at("2016-10-24"), 20, CLOCK_WORKING_DAY, &open, 1);
	assert_true(due.paused);
	assert_int_equal(due.remaining, 15);
	const struct pause two[] = { open, { day_at("2016-10-26"), day_at("2016-10-28") } };
	assert_int_equal(clock_due(w->cal, day_at("2016-10-24"), 20, CLOCK_WORKING_DAY, two, 2).remaining, 17);
}

static void natural_days_and_months_roll_to_a_working_day(void **state)
{
	struct world *w = *state;
	expect_due(w, "2016-09-28", 5, CLOCK_NATURAL_DAY, NULL, 0, "2016-10-08"); /* 3 October is off, Saturday the 8th works */
	expect_due(w, "2016-10-24", 7, CLOCK_NATURAL_DAY, NULL, 0, "2016-10-31");
	expect_due(w, "2016-10-24", 5, CLOCK_NATURAL_DAY, NULL, 0, "2016-10-31");
	expect_due(w, "2016-08-24", 3, CLOCK_MONTH, NULL, 0, "2016-11-24");
	expect_due(w, "2016-01-31", 1, CLOCK_MONTH, NULL, 0, "2016-02-29");
	expect_due(w, "2016-08-31", 1, CLOCK_MONTH, NULL, 0, "2016-09-30");
	expect_due(w, "2016-09-03", 1, CLOCK_MONTH, NULL, 0, "2016-10-08");
	const struct pause week = { day_at("2016-09-01"), day_at("2016-09-08") };
	expect_due(w, "2016-08-24", 3, CLOCK_MONTH, &week, 1, "2016-12-01");
}

static void hours_are_plain_hours(void **state)
{
	(void)state;
	assert_int_equal(clock_due_ms(1000, 12), 1000 + 12 * 3600000);
}

static void units_have_words(void **state)
{
	(void)state;
	static const char *const words[] = { "wd", "nd", "mo", "h" };
	enum clock_unit unit = CLOCK_UNIT__MAX;
	for (size_t i = 0; i < CLOCK_UNIT__MAX; i++) {
		assert_true(clock_unit_find(words[i], &unit));
		assert_int_equal(unit, i);
		assert_string_equal(clock_unit_word(unit), words[i]);
	}
	assert_false(clock_unit_find("week", &unit));
	assert_string_equal(clock_unit_name(CLOCK_WORKING_DAY), "个工作日");
	assert_string_equal(clock_unit_name(CLOCK_HOUR), "小时");
}

static void zero_is_left_only_on_the_last_day(void **state)
{
	struct world *w = *state;
	static const struct {
		const char *today, *due;
		int64_t left;
	} cases[] = {
		{ "2016-11-21", "2016-11-21", 0 },  { "2016-11-18", "2016-11-21", 1 },	{ "2016-11-19", "2016-11-21", 1 },
		{ "2016-09-30", "2016-10-08", 1 },  { "2016-11-22", "2016-11-21", -1 }, { "2016-11-19", "2016-11-18", -1 },
		{ "2016-11-21", "2016-11-18", -1 }, { "2016-11-22", "2016-11-18", -2 }, { "2016-10-03", "2016-10-04", 1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t left = clock_left(w->cal, day_at(cases[i].today), day_at(cases[i].due));
		if (left != cases[i].left)
			fail_msg("on %s, due %s: %lld should be left, not %lld", cases[i].today, cases[i].due,
				 (long long)cases[i].left, (long long)left);
	}
}

static void explains_each_day(void **state)
{
	struct world *w = *state;
	const struct pause week = { day_at("2016-10-08"), day_at("2016-10-10") };
	size_t n;
	struct clock_step *s = clock_explain(w->a, w->cal, day_at("2016-09-30"), 2, CLOCK_WORKING_DAY, &week, 1, &n);
	assert_int_equal(n, 12);
	assert_string_equal(s[0].why, "当日不计，次日起算");
	assert_string_equal(s[1].why, "放假（国庆节）");
	assert_string_equal(s[8].why, "工作日（国庆节调休上班）");
	assert_string_equal(s[9].why, "暂停计时");
	assert_true(s[8].counted && !s[9].counted && s[11].counted);
	s = clock_explain(w->a, w->cal, day_at("2016-10-24"), 5, CLOCK_NATURAL_DAY, NULL, 0, &n);
	assert_int_equal(n, 8);
	assert_true(s[5].counted && !s[6].counted && !s[7].counted);
	assert_string_equal(s[6].why, "期满日休息，顺延：周末");
	const struct pause open = { day_at("2016-10-26"), CLOCK_OPEN };
	s = clock_explain(w->a, w->cal, day_at("2016-10-24"), 5, CLOCK_WORKING_DAY, &open, 1, &n);
	assert_int_equal(n, 3);
	assert_int_equal(s[2].day, day_at("2016-10-26"));
}

static void a_district_lays_its_days_over_the_published_ones(void **state)
{
	struct world *w = *state;
	struct calendar_row *rows = arena_grow(w->a, w->rows, w->n * sizeof *rows, (w->n + 2) * sizeof *rows);
	rows[w->n] = (struct calendar_row){ day_at("2016-09-15"), CALENDAR_WORK, "防台风值守", 0 };
	rows[w->n + 1] = (struct calendar_row){ day_at("2016-09-14"), CALENDAR_OFF, "台风停工", 0 };
	struct calendar *cal = calendar_new(rows, w->n + 2);
	assert_true(calendar_is_working(cal, day_at("2016-09-15")));
	assert_string_equal(calendar_day_name(cal, day_at("2016-09-15")), "防台风值守");
	assert_false(calendar_is_working(cal, day_at("2016-09-14")));
	assert_int_equal(calendar_next_working(cal, day_at("2016-09-13")), day_at("2016-09-15"));
	assert_int_equal(calendar_next_working(w->cal, day_at("2016-09-13")), day_at("2016-09-14"));
	assert_int_equal(calendar_working_between(cal, day_at("2015-12-31"), day_at("2016-12-31")), 250);
	assert_true(calendar_is_published(cal, 2016));
	assert_string_not_equal(calendar_version(cal), calendar_version(w->cal));
	calendar_free(cal);
}

static void the_version_follows_the_rows_and_not_their_order(void **state)
{
	struct world *w = *state;
	struct calendar_row *rows = arena_array(w->a, struct calendar_row, w->n);
	for (size_t i = 0; i < w->n; i++)
		rows[i] = w->rows[w->n - 1 - i];
	struct calendar *backwards = calendar_new(rows, w->n);
	assert_string_equal(calendar_version(backwards), calendar_version(w->cal));
	assert_int_equal(strlen(calendar_version(backwards)), 16);
	calendar_free(backwards);
	rows[0].name = "另一个名字";
	struct calendar *renamed = calendar_new(rows, w->n);
	assert_string_not_equal(calendar_version(renamed), calendar_version(w->cal));
	calendar_free(renamed);
}

static void no_rows_leave_the_weekdays(void **state)
{
	(void)state;
	struct calendar *cal = calendar_new(NULL, 0);
	assert_int_equal(calendar_add_working(cal, day_at("2016-10-21"), 1), day_at("2016-10-24"));
	assert_int_equal(calendar_working_between(cal, day_at("1960-01-03"), day_at("1960-01-10")), 5);
	calendar_free(cal);
	calendar_free(NULL);
}

static void reads_rows_and_names_the_bad_line(void **state)
{
	struct world *w = *state;
	struct calendar_row *rows = NULL;
	size_t n = 0;
	struct fault fault = { 0 };
	const char *good = "\xEF\xBB\xBF# note\r\n\r\ndate,kind,name,notice_year\r\n2016-09-15, off ,台风停工,\r\n";
	assert_int_equal(calendar_parse(w->a, good, &fault, &rows, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].day, day_at("2016-09-15"));
	assert_int_equal(rows[0].notice_year, 0);
	assert_string_equal(rows[0].name, "台风停工");
	static const char *const bad[] = { "2016-02-30,off,元旦,2016", "2016-01-01,free,元旦,2016", "2016-01-01,off,,2016",
					   "2016-01-01,off,元旦",      "2016-01-01,off,元旦,x",	    "2016-01-01,off,元旦,2016,1" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const char *csv = arena_printf(w->a, "# note\n2016-01-02,off,元旦,2016\n%s\n", bad[i]);
		if (calendar_parse(w->a, csv, &fault, &rows, &n) != ERR_BAD_INPUT || !str_starts(fault.words, "第 3 行："))
			fail_msg("“%s” should be refused as line 3, got: %s", bad[i], fault.words);
	}
	assert_int_equal(n, 1);
}

static bool left_out(const struct pause *pauses, size_t n, int64_t day)
{
	for (size_t i = 0; i < n; i++)
		if (pauses[i].from_day < day && day <= pauses[i].to_day)
			return true;
	return false;
}

enum { NEVER = 40000 };

/* The due day by walking; start + NEVER when the clock never gets there. *out_left is what was not counted. */
static int64_t walk(const struct calendar *cal, int64_t start, int64_t amount, enum clock_unit unit, const struct pause *pauses,
		    size_t n, int64_t *out_left)
{
	int64_t day = start, left = amount;
	while (left > 0 && day < start + NEVER) {
		day++;
		if (!left_out(pauses, n, day) && (unit == CLOCK_NATURAL_DAY || calendar_is_working(cal, day)))
			left--;
	}
	while (unit == CLOCK_NATURAL_DAY && left == 0 && !calendar_is_working(cal, day))
		day++;
	*out_left = left;
	return day;
}

static void random_cases_agree_with_a_walk(void **state)
{
	struct world *w = *state;
	unsigned seed = 20161024;
	int64_t first = day_at("2014-06-01");
	for (int round = 0; round < 20000; round++) {
		int64_t start = first + rand_r(&seed) % 5500, amount = rand_r(&seed) % 90, left;
		enum clock_unit unit = rand_r(&seed) % 3 ? CLOCK_WORKING_DAY : CLOCK_NATURAL_DAY;
		struct pause pauses[5];
		size_t n = (size_t)(rand_r(&seed) % 6);
		for (size_t i = 0; i < n; i++) {
			pauses[i].from_day = start + rand_r(&seed) % 120 - 20;
			pauses[i].to_day = rand_r(&seed) % 40 ? pauses[i].from_day + rand_r(&seed) % 40 - 3 : CLOCK_OPEN;
		}
		int64_t want = walk(w->cal, start, amount, unit, pauses, n, &left);
		struct clock_due due = clock_due(w->cal, start, amount, unit, pauses, n);
		if (due.paused != (left > 0) || (due.paused ? due.remaining != left : due.due_day != want))
			fail_msg("round %d: %s + %lld%s with %zu pauses should be %s (left %lld), not %s (left %lld)", round,
				 day_iso(w->a, start), (long long)amount, clock_unit_name(unit), n, day_iso(w->a, want),
				 (long long)left, day_iso(w->a, due.due_day), (long long)due.remaining);
		size_t steps, counted = 0;
		struct arena *a = arena_new(4 << 20);
		struct clock_step *s = clock_explain(a, w->cal, start, amount, unit, pauses, n, &steps);
		for (size_t i = 0; i < steps; i++)
			counted += s[i].counted;
		int64_t last = s[steps - 1].day;
		arena_free(a);
		if ((int64_t)counted != amount - left || (!due.paused && last != want))
			fail_msg("round %d: the explanation counts %zu days of %lld", round, counted, (long long)(amount - left));
	}
}

static void spans_agree_with_a_walk(void **state)
{
	struct world *w = *state;
	int64_t first = day_at("2013-01-01"), last = day_at("2030-12-31"), want = 0;
	for (int64_t day = first + 1; day <= last; day++) {
		bool working = calendar_is_working(w->cal, day);
		want += working;
		assert_int_equal(calendar_working_between(w->cal, first, day), want);
		if (working)
			assert_int_equal(calendar_add_working(w->cal, first, want), day);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(make_up_days_work),
		cmocka_unit_test(holidays_of_2016_are_off),
		cmocka_unit_test(years_have_their_working_days),
		cmocka_unit_test(years_without_a_notice_are_provisional),
		cmocka_unit_test(the_file_agrees_with_the_published_list),
		cmocka_unit_test(worked_examples_in_working_days),
		cmocka_unit_test(pauses_push_the_due_day),
		cmocka_unit_test(a_pause_that_begins_on_the_due_day_changes_nothing),
		cmocka_unit_test(an_open_pause_keeps_what_is_left),
		cmocka_unit_test(natural_days_and_months_roll_to_a_working_day),
		cmocka_unit_test(hours_are_plain_hours),
		cmocka_unit_test(units_have_words),
		cmocka_unit_test(zero_is_left_only_on_the_last_day),
		cmocka_unit_test(explains_each_day),
		cmocka_unit_test(a_district_lays_its_days_over_the_published_ones),
		cmocka_unit_test(the_version_follows_the_rows_and_not_their_order),
		cmocka_unit_test(no_rows_leave_the_weekdays),
		cmocka_unit_test(reads_rows_and_names_the_bad_line),
		cmocka_unit_test(random_cases_agree_with_a_walk),
		cmocka_unit_test(spans_agree_with_a_walk),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
