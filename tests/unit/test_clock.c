/* Periods: worked examples, the rules one by one, and random cases against a count day by day. */
#include "calendar_world.h"
#include "calendar/pauses.h"

static void expect_due(struct world *w, const char *start, int64_t amount, enum clock_unit unit, const struct pause *pauses,
		       size_t n, const char *want)
{
	const struct clock_term term = { day_at(start), amount, unit, 0 };
	struct clock_due due = clock_due(w->cal, &term, pauses, n);
	if (due.paused || due.due_day != day_at(want))
		fail_msg("%s + %lld%s should end on %s, not %s", start, (long long)amount, clock_unit_name(unit), want,
			 due.paused ? "(paused)" : day_iso(w->a, due.due_day));
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
	const struct clock_term term = { day_at("2016-10-24"), 20, CLOCK_WORKING_DAY, 0 };
	struct clock_due due = clock_due(w->cal, &term, &open, 1);
	assert_true(due.paused);
	assert_int_equal(due.remaining, 15);
	const struct pause two[] = { open, { day_at("2016-10-26"), day_at("2016-10-28") } };
	assert_int_equal(clock_due(w->cal, &term, two, 2).remaining, 17);
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

static void an_extension_adds_working_days(void **state)
{
	struct world *w = *state;
	struct clock_term t = { day_at("2016-10-24"), 20, CLOCK_WORKING_DAY, 10 };
	assert_int_equal(clock_due(w->cal, &t, NULL, 0).due_day, day_at("2016-12-05"));
	/* 5 days would end on Saturday the 29th, so they end on the 31st; two working days more */
	t = (struct clock_term){ day_at("2016-10-24"), 5, CLOCK_NATURAL_DAY, 2 };
	assert_int_equal(clock_due(w->cal, &t, NULL, 0).due_day, day_at("2016-11-02"));
	const struct pause week = { day_at("2016-10-31"), day_at("2016-11-07") };
	assert_int_equal(clock_due(w->cal, &t, &week, 1).due_day, day_at("2016-11-09"));
	t = (struct clock_term){ day_at("2016-08-24"), 3, CLOCK_MONTH, 2 };
	assert_int_equal(clock_due(w->cal, &t, NULL, 0).due_day, day_at("2016-11-28"));
}

static void a_pause_may_stop_the_period_or_its_extension(void **state)
{
	struct world *w = *state;
	const struct clock_term t = { day_at("2016-10-24"), 5, CLOCK_NATURAL_DAY, 10 };
	const struct pause early = { day_at("2016-10-26"), CLOCK_OPEN }, late = { day_at("2016-11-02"), CLOCK_OPEN };
	struct clock_due due = clock_due(w->cal, &t, &early, 1);
	assert_true(due.paused);
	assert_int_equal(due.remaining, 3);
	assert_int_equal(due.remaining_extended, 10);
	due = clock_due(w->cal, &t, &late, 1);
	assert_true(due.paused);
	assert_int_equal(due.remaining, 0);
	assert_int_equal(due.remaining_extended, 8);
}

static void a_day_beyond_the_published_years_is_provisional(void **state)
{
	struct world *w = *state;
	struct clock_term t = { day_at("2026-11-20"), 20, CLOCK_WORKING_DAY, 0 };
	assert_false(clock_due(w->cal, &t, NULL, 0).provisional);
	t.start_day = day_at("2026-12-20");
	assert_true(clock_due(w->cal, &t, NULL, 0).provisional);
	t.start_day = day_at("2014-12-30"); /* before the first notice */
	assert_true(clock_due(w->cal, &t, NULL, 0).provisional);
}

static void hours_are_plain_hours(void **state)
{
	(void)state;
	enum { HOUR_MS = 3600000 };
	const struct pause two_hours = { 3 * HOUR_MS, 5 * HOUR_MS }, open = { 3 * HOUR_MS, CLOCK_OPEN };
	assert_int_equal(clock_due_hours(1000, 12, NULL, 0).due_at, 1000 + 12 * HOUR_MS);
	assert_int_equal(clock_due_hours(0, 12, &two_hours, 1).due_at, 14 * HOUR_MS);
	assert_int_equal(clock_due_hours(0, 3, &open, 1).due_at, 3 * HOUR_MS);
	struct clock_hours due = clock_due_hours(HOUR_MS, 12, &open, 1);
	assert_true(due.paused);
	assert_int_equal(due.remaining_ms, 10 * HOUR_MS);
}

static void pauses_as_text_and_back(void **state)
{
	struct world *w = *state;
	const struct pause two[] = { { 17104, 17111 }, { 17120, CLOCK_OPEN } };
	assert_string_equal(pauses_write(w->a, two, 2), "[[17104,17111],[17120]]");
	assert_string_equal(pauses_write(w->a, NULL, 0), "[]");
	struct pause *read;
	assert_int_equal(pauses_read(w->a, "[[17104,17111],[17120]]", &read), 2);
	assert_int_equal(read[0].from, 17104);
	assert_int_equal(read[0].to, 17111);
	assert_int_equal(read[1].from, 17120);
	assert_true(read[1].to == CLOCK_OPEN);
	assert_int_equal(pauses_read(w->a, "[]", &read), 0);
	assert_int_equal(pauses_read(w->a, "", &read), 0);
}

static void explains_each_day(void **state)
{
	struct world *w = *state;
	const struct pause week = { day_at("2016-10-08"), day_at("2016-10-10") };
	struct clock_term t = { day_at("2016-09-30"), 2, CLOCK_WORKING_DAY, 0 };
	size_t n;
	struct clock_step *s = clock_explain(w->a, w->cal, &t, &week, 1, 100, &n);
	assert_int_equal(n, 12);
	assert_string_equal(s[0].why, "当日不计，次日起算");
	assert_string_equal(s[1].why, "放假（国庆节）");
	assert_string_equal(s[8].why, "工作日（国庆节调休上班）");
	assert_string_equal(s[9].why, "暂停计时");
	assert_true(s[8].counted == 1 && s[9].counted == 0 && s[11].counted == 2);
	clock_explain(w->a, w->cal, &t, &week, 1, 4, &n);
	assert_int_equal(n, 4);
}

static void explains_how_a_day_rolls(void **state)
{
	struct world *w = *state;
	struct clock_term t = { day_at("2016-10-24"), 5, CLOCK_NATURAL_DAY, 1 };
	size_t n;
	struct clock_step *s = clock_explain(w->a, w->cal, &t, NULL, 0, 100, &n);
	assert_int_equal(n, 9);
	assert_true(s[5].counted == 5 && s[6].counted == 0 && s[7].counted == 0 && s[8].counted == 6);
	assert_string_equal(s[6].why, "期满日休息，顺延：周末");
	assert_string_equal(s[7].why, "顺延至此：工作日");
	assert_string_equal(s[8].why, "延期：工作日");
}

static void explains_up_to_an_open_pause(void **state)
{
	struct world *w = *state;
	const struct pause open = { day_at("2016-10-26"), CLOCK_OPEN };
	const struct clock_term t = { day_at("2016-10-24"), 5, CLOCK_WORKING_DAY, 0 };
	size_t n;
	struct clock_step *s = clock_explain(w->a, w->cal, &t, &open, 1, 100, &n);
	assert_int_equal(n, 3);
	assert_int_equal(s[2].day, day_at("2016-10-26"));
}

static void says_when_a_day_is_provisional(void **state)
{
	struct world *w = *state;
	const struct clock_term t = { day_at("2026-12-31"), 1, CLOCK_WORKING_DAY, 0 };
	size_t n;
	struct clock_step *s = clock_explain(w->a, w->cal, &t, NULL, 0, 100, &n);
	assert_int_equal(n, 2);
	assert_string_equal(s[1].why, "工作日（暂定）");
}

/* The count that the program's is compared with: its own table of days, and one step a day. */
enum { FIRST_YEAR = 2013, TABLE_DAYS = 12000, ROUNDS = 100000, PAUSES = 4, EXPLAINED = 5 /* one of so many */ };

struct table {
	int64_t first;
	bool working[TABLE_DAYS];
};

static struct table *table_of(struct world *w)
{
	struct table *t = arena_new_of(w->a, struct table);
	assert_true(day_from_ymd(FIRST_YEAR, 1, 1, &t->first));
	for (int64_t i = 0; i < TABLE_DAYS; i++)
		t->working[i] = (i + 1) % 7 != 5 && (i + 1) % 7 != 6; /* 1 January 2013 was a Tuesday */
	for (size_t i = 0; i < w->n; i++)
		t->working[w->rows[i].day - t->first] = w->rows[i].kind == CALENDAR_WORK;
	return t;
}

struct walk {
	int64_t day, counted, left, left_extended;
};

static bool stands_still(const struct pause *pauses, size_t n, int64_t day)
{
	for (size_t i = 0; i < n; i++)
		if (pauses[i].from < day && day <= pauses[i].to)
			return true;
	return false;
}

static bool for_ever(const struct pause *pauses, size_t n, int64_t day)
{
	for (size_t i = 0; i < n; i++)
		if (pauses[i].to == CLOCK_OPEN && pauses[i].from < day)
			return true;
	return false;
}

/* Goes on until nothing is left or nothing will ever count again. */
static int64_t step_down(const struct table *t, struct walk *w, bool only_working, int64_t left, const struct pause *pauses, size_t n)
{
	while (left > 0 && !for_ever(pauses, n, w->day + 1)) {
		w->day++;
		if (!stands_still(pauses, n, w->day) && (!only_working || t->working[w->day - t->first])) {
			left--;
			w->counted++;
		}
	}
	return left;
}

static int64_t natural_length(const struct clock_term *t)
{
	if (t->unit != CLOCK_MONTH)
		return t->amount;
	struct ymd d = day_to_ymd(t->start_day);
	int64_t end, months = d.month - 1 + t->amount;
	while (!day_from_ymd(d.year + (int)(months / 12), (int)(months % 12) + 1, d.day, &end))
		d.day--;
	return end - t->start_day;
}

static struct walk walk(const struct table *t, const struct clock_term *term, const struct pause *pauses, size_t n)
{
	struct walk w = { .day = term->start_day };
	if (term->unit == CLOCK_WORKING_DAY) {
		w.left = step_down(t, &w, true, term->amount + term->extended, pauses, n);
		return w;
	}
	w.left = step_down(t, &w, false, natural_length(term), pauses, n);
	w.left_extended = term->extended;
	if (w.left)
		return w;
	while (!t->working[w.day - t->first])
		w.day++;
	w.left_extended = step_down(t, &w, true, term->extended, pauses, n);
	return w;
}

static int random_below(unsigned *seed, int n)
{
	return rand_r(seed) % n;
}

static size_t random_case(unsigned *seed, int64_t first, struct clock_term *term, struct pause pauses[PAUSES])
{
	static const enum clock_unit units[] = { CLOCK_WORKING_DAY, CLOCK_WORKING_DAY, CLOCK_NATURAL_DAY, CLOCK_MONTH };
	term->unit = units[random_below(seed, 4)];
	term->start_day = first + 400 + random_below(seed, 5500);
	term->amount = random_below(seed, term->unit == CLOCK_MONTH ? 7 : 90);
	term->extended = random_below(seed, 3) ? 0 : random_below(seed, 20);
	size_t n = (size_t)random_below(seed, PAUSES + 1);
	for (size_t i = 0; i < n; i++) {
		pauses[i].from = term->start_day + random_below(seed, 140) - 20;
		pauses[i].to = random_below(seed, 20) ? pauses[i].from + random_below(seed, 40) - 3 : CLOCK_OPEN;
	}
	return n;
}

static const char *case_words(struct arena *a, const struct clock_term *t, const struct pause *pauses, size_t n)
{
	const char *words = arena_printf(a, "%s,%lld+%lld,%s", day_iso(a, t->start_day), (long long)t->amount, (long long)t->extended,
					 clock_unit_word(t->unit));
	for (size_t i = 0; i < n; i++)
		words = arena_printf(a, "%s,%s/%s", words, day_iso(a, pauses[i].from),
				     pauses[i].to == CLOCK_OPEN ? "" : day_iso(a, pauses[i].to));
	return words;
}

static void random_cases_agree_with_a_walk(void **state)
{
	struct world *w = *state;
	const struct table *table = table_of(w);
	struct arena *a = arena_new(16 << 20);
	unsigned seed = 20161024;
	size_t n_paused = 0;
	for (int round = 0; round < ROUNDS; round++, arena_reset(a)) {
		struct clock_term term;
		struct pause pauses[PAUSES];
		size_t n = random_case(&seed, table->first, &term, pauses), steps, counted = 0;
		struct walk want = walk(table, &term, pauses, n);
		bool paused = want.left || want.left_extended;
		struct clock_due due = clock_due(w->cal, &term, pauses, n);
		n_paused += paused;
		if (due.paused != paused || (paused && (due.remaining != want.left || due.remaining_extended != want.left_extended)) ||
		    (!paused && due.due_day != want.day))
			fail_msg("%s should end on %s (left %lld+%lld), not on %s (left %lld+%lld)", case_words(a, &term, pauses, n),
				 day_iso(a, want.day), (long long)want.left, (long long)want.left_extended, day_iso(a, due.due_day),
				 (long long)due.remaining, (long long)due.remaining_extended);
		if (round % EXPLAINED)
			continue;
		const struct clock_step *s = clock_explain(a, w->cal, &term, pauses, n, 100000, &steps);
		for (size_t i = 0; i < steps; i++)
			counted += s[i].counted != 0;
		if ((int64_t)counted != want.counted || (!paused && s[steps - 1].day != want.day))
			fail_msg("%s: the explanation counts %zu days up to %s, not %lld", case_words(a, &term, pauses, n), counted,
				 day_iso(a, s[steps - 1].day), (long long)want.counted);
	}
	arena_free(a);
	if (n_paused < ROUNDS / 50 || n_paused > ROUNDS / 2)
		fail_msg("%zu of %d random cases stand still: too one-sided to prove anything", n_paused, ROUNDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(worked_examples_in_working_days),
		cmocka_unit_test(pauses_push_the_due_day),
		cmocka_unit_test(a_pause_that_begins_on_the_due_day_changes_nothing),
		cmocka_unit_test(an_open_pause_keeps_what_is_left),
		cmocka_unit_test(natural_days_and_months_roll_to_a_working_day),
		cmocka_unit_test(an_extension_adds_working_days),
		cmocka_unit_test(a_pause_may_stop_the_period_or_its_extension),
		cmocka_unit_test(a_day_beyond_the_published_years_is_provisional),
		cmocka_unit_test(hours_are_plain_hours),
		cmocka_unit_test(units_have_words),
		cmocka_unit_test(zero_is_left_only_on_the_last_day),
		cmocka_unit_test(pauses_as_text_and_back),
		cmocka_unit_test(explains_each_day),
		cmocka_unit_test(explains_how_a_day_rolls),
		cmocka_unit_test(explains_up_to_an_open_pause),
		cmocka_unit_test(says_when_a_day_is_provisional),
		cmocka_unit_test(random_cases_agree_with_a_walk),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
