/* The civil calendar, instants and their words. */
#include "base/day.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>
#include <cmocka.h>

static int64_t day_at(const char *iso)
{
	int64_t day;
	if (!day_parse(iso, &day))
		fail_msg("%s should be a day", iso);
	return day;
}

static void counts_days_from_1970(void **state)
{
	(void)state;
	assert_int_equal(day_at("1970-01-01"), 0);
	assert_int_equal(day_at("1969-12-31"), -1);
	assert_int_equal(day_at("2000-02-29"), 11016);
	assert_int_equal(day_at("2016-10-24"), 17098);
	assert_int_equal(day_at("0001-01-01"), -719162);
	assert_int_equal(day_at("9999-12-31"), 2932896);
}

/* Walks through 800 years by the rule of the calendar alone and expects the same numbers, and the way back. */
static void every_day_of_800_years_is_in_its_place(void **state)
{
	(void)state;
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int64_t want = day_at("1600-01-01"), got;
	for (int y = 1600; y < 2400; y++)
		for (int m = 1; m <= 12; m++) {
			bool leap = y % 4 == 0 && (y % 100 || y % 400 == 0);
			int last = m == 2 && leap ? 29 : lengths[m - 1];
			for (int d = 1; d <= last; d++, want++) {
				assert_true(day_from_ymd(y, m, d, &got));
				assert_int_equal(got, want);
				struct ymd back = day_to_ymd(want);
				assert_true(back.year == y && back.month == m && back.day == d);
			}
			assert_false(day_from_ymd(y, m, last + 1, &got));
		}
}

static void refuses_what_is_no_day(void **state)
{
	(void)state;
	static const char *const bad[] = { "2015-02-29", "1900-02-29", "2016-13-01", "2016-00-01", "2016-01-00", "2016-04-31",
					   "0000-01-01", "2016-1-1",   "20160101",   "2016/01/01", "2016-01-01 ", " 2016-01-01",
					   "2016-01-0a", "+016-01-01", "",	     "二〇一六年" };
	int64_t day = 77;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (day_parse(bad[i], &day))
			fail_msg("“%s” should be refused", bad[i]);
	assert_false(day_parse(NULL, &day));
	assert_int_equal(day, 77);
}

static void knows_weekdays(void **state)
{
	(void)state;
	assert_int_equal(day_weekday(day_at("1970-01-01")), 4);
	assert_int_equal(day_weekday(day_at("2016-10-24")), 1);
	assert_int_equal(day_weekday(day_at("2026-11-22")), 7);
	assert_int_equal(day_weekday(day_at("1949-10-01")), 6);
	assert_int_equal(day_weekday(day_at("1899-12-31")), 7);
}

static void adds_months_to_the_same_day_or_the_last(void **state)
{
	(void)state;
	assert_int_equal(day_add_months(day_at("2016-01-31"), 1), day_at("2016-02-29"));
	assert_int_equal(day_add_months(day_at("2017-01-31"), 1), day_at("2017-02-28"));
	assert_int_equal(day_add_months(day_at("2016-10-24"), 3), day_at("2017-01-24"));
	assert_int_equal(day_add_months(day_at("2016-12-15"), 0), day_at("2016-12-15"));
	assert_int_equal(day_add_months(day_at("2016-03-31"), -1), day_at("2016-02-29"));
	assert_int_equal(day_add_months(day_at("2016-01-15"), -13), day_at("2014-12-15"));
}

static void the_day_begins_at_midnight_of_the_zone(void **state)
{
	(void)state;
	int64_t day = day_at("2026-11-22"), midnight = ms_of_day(day, DAY_ZONE_CHINA);
	assert_int_equal(midnight, day * DAY_MS - 8 * 3600000);
	assert_int_equal(day_of_ms(midnight, DAY_ZONE_CHINA), day);
	assert_int_equal(day_of_ms(midnight - 1, DAY_ZONE_CHINA), day - 1);
	assert_int_equal(day_of_ms(midnight, 0), day - 1);
	assert_int_equal(day_of_ms(-1, 0), -1);
	assert_int_equal(ms_of_day(day, -300) - ms_of_day(day, 0), 5 * 3600000);
}

static void writes_days_and_times(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	int64_t day = day_at("2026-11-27"), midnight = ms_of_day(day_at("2026-11-22"), DAY_ZONE_CHINA);
	int64_t ms = midnight + (14 * 3600 + 3 * 60 + 5) * 1000LL;
	assert_string_equal(day_iso(a, day), "2026-11-27");
	assert_string_equal(day_iso(a, day_at("0099-01-02")), "0099-01-02");
	assert_string_equal(day_words(a, day), "2026年11月27日");
	assert_string_equal(day_words(a, day_at("2026-01-02")), "2026年1月2日");
	assert_string_equal(day_short(a, day, day_at("2026-01-01")), "11月27日(周五)");
	assert_string_equal(day_short(a, day_at("2027-01-04"), day), "2027年1月4日(周一)");
	assert_string_equal(day_time_short(a, ms, DAY_ZONE_CHINA), "11月22日 14:03");
	assert_string_equal(day_time(a, ms + 999, DAY_ZONE_CHINA), "2026-11-22 14:03:05");
	assert_string_equal(day_instant(a, ms), "2026-11-22T06:03:05Z");
	assert_string_equal(day_instant(a, -1), "1969-12-31T23:59:59Z");
	arena_free(a);
}

static void now_is_the_wall_clock(void **state)
{
	(void)state;
	int64_t before = (int64_t)time(NULL) * 1000 - 1000, now = now_ms(), after = (int64_t)time(NULL) * 1000 + 1000;
	assert_true(before <= now && now <= after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_days_from_1970),
		cmocka_unit_test(every_day_of_800_years_is_in_its_place),
		cmocka_unit_test(refuses_what_is_no_day),
		cmocka_unit_test(knows_weekdays),
		cmocka_unit_test(adds_months_to_the_same_day_or_the_last),
		cmocka_unit_test(the_day_begins_at_midnight_of_the_zone),
		cmocka_unit_test(writes_days_and_times),
		cmocka_unit_test(now_is_the_wall_clock),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
