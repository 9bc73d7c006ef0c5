/* Working days: the published list, a district's own days, and counting over spans. */
#include "calendar_world.h"

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

static void years_without_a_notice_are_known(void **state)
{
	struct world *w = *state;
	assert_true(calendar_is_published(w->cal, 2016));
	assert_true(calendar_is_published(w->cal, 2026));
	assert_false(calendar_is_published(w->cal, 2027));
	assert_false(calendar_is_published(w->cal, 0));
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
		cmocka_unit_test(years_without_a_notice_are_known),
		cmocka_unit_test(the_file_agrees_with_the_published_list),
		cmocka_unit_test(a_district_lays_its_days_over_the_published_ones),
		cmocka_unit_test(the_version_follows_the_rows_and_not_their_order),
		cmocka_unit_test(no_rows_leave_the_weekdays),
		cmocka_unit_test(spans_agree_with_a_walk),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
