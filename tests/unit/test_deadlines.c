/* What time does by itself: periods that end at midnight, silence, reminders in the morning; with a clock that the test sets. */
#include "flow_travel.h"
#include "cases/jobs.h"
#include "jobs/jobs.h"

enum { MORNING_MS = 8 * 3600 * 1000 + 30 * 60 * 1000 };

/* The first moment of this day in China. */
static void set_midnight(const char *day)
{
	world_clock = ms_of_day(day_at(day), DAY_ZONE_CHINA);
}

static void run_deadlines(struct world *w)
{
	expect_ok(w, deadlines_run(&w->site, w->a, &w->f, ""));
}

static void remind_on(struct world *w, const char *day)
{
	world_clock = ms_of_day(day_at(day), DAY_ZONE_CHINA) + MORNING_MS;
	expect_ok(w, reminders_run(&w->site, w->a, &w->f, ""));
}

/* --- periods that end --- */

/* A case that is led along these steps, and what it is at the first moment after its period and not a millisecond before. */
static const struct ending {
	const char *name;
	enum item_kind item;
	bool counter;
	struct leg legs[6];
	const char *next_day;      /* the one behind the last */
	const char *action, *state, *clocks, *tasks;
} endings[] = {
	{ "acceptance", THREE, true, { { "2016-10-24", "register:C", "ACCEPT 2016-10-31" } }, "2016-11-01", "deem-accepted", "in_review",
	  "PROMISED 2016-11-07, STATUTORY 2016-11-21", "handle" },
	{ "acceptance over the National Day", THREE, true, { { "2016-09-29", "register:C", "ACCEPT 2016-10-11" } }, "2016-10-12",
	  "deem-accepted", "in_review", "PROMISED 2016-10-18, STATUTORY 2016-11-01", "handle" },
	{ "acceptance of what was supplied", THREE, true,
	  { { "2016-10-24", "register:C" }, { "2016-10-25", "require-supplement:H" }, { "2016-11-01", "supply:A", "ACCEPT 2016-11-08" } },
	  "2016-11-09", "deem-accepted", "in_review", "PROMISED 2016-11-15, STATUTORY 2016-11-29", "handle" },
	{ "acceptance of papers that came later", THREE, false,
	  { { "2016-10-18", "submit:A" }, { "2016-10-19", "pass:P" }, { "2016-10-24", "receive:C", "ACCEPT 2016-10-31" } },
	  "2016-11-01", "deem-accepted", "in_review", "PROMISED 2016-11-07, STATUTORY 2016-11-21", "handle" },
	{ "papers", THREE, false, { { "2016-10-24", "submit:A" }, { "2016-10-24", "pass:P", "PAPERS 2016-11-14" } }, "2016-11-15", "fall-due",
	  "awaiting_papers", "", "counter handle" },
	{ "supplement", THREE, true, { { "2016-10-24", "register:C" }, { "2016-10-25", "require-supplement:H", "SUPPLEMENT 2016-11-24" } },
	  "2016-11-25", "fall-due", "supplement", "", "handle" },
	{ "review supplement", PAUSING, true,
	  { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H" },
	    { "2016-10-24", "require-review-supplement:H", "SUPPLEMENT 2016-11-21, PROMISED paused, STATUTORY 2016-11-21" } },
	  "2016-11-22", "fall-due", "review_supplement", "PROMISED 2016-12-06, STATUTORY 2016-11-21", "handle" },
	{ "hearing", HEARD, true,
	  { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H" },
	    { "2016-11-01", "tell-hearing:H", "PROMISED 2016-11-07, STATUTORY 2016-11-21, HEARING 2016-11-08" } },
	  "2016-11-09", "fall-due", "in_review", "PROMISED 2016-11-07, STATUTORY 2016-11-21", "handle" },
	{ "silence", JOINT, true,
	  { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H" }, { "2016-10-24", "ask:H,limit=3", NULL, "ask", "handle@asked" } },
	  "2016-10-28", "silence", "in_review", "PROMISED 2016-11-21, STATUTORY 2016-12-26", "handle" },
};
enum { ENDINGS = sizeof endings / sizeof *endings };

static int64_t begin(struct world *w, const struct ending *e)
{
	size_t n = 0;
	while (n < sizeof e->legs / sizeof *e->legs && e->legs[n].day)
		n++;
	return travel(w, e->item, e->counter, e->legs, n);
}

static void expect_over(struct world *w, int64_t id, const struct ending *e)
{
	struct event_row *events;
	size_t n = events_of(w, id, &events);
	if (!str_eq(events[n - 1].action, e->action) || !str_eq(events[n - 1].actor_kind, "system"))
		fail_msg("%s: the last event should be the system's %s, not %s's %s", e->name, e->action, events[n - 1].actor_kind,
			 events[n - 1].action);
	expect_words(e->name, "state", e->state, load_case(w, id).state);
	expect_words(e->name, "clocks", e->clocks, clocks_of(w, id));
	expect_words(e->name, "to-do lists", e->tasks, tasks_open_of(w, id));
}

static void a_period_ends_at_midnight_and_not_before(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < ENDINGS; i++) {
		int64_t id = begin(w, &endings[i]);
		enum case_action action;
		int64_t events = load_case(w, id).events;
		set_midnight(endings[i].next_day);
		world_clock -= 1;
		run_deadlines(w);
		if (load_case(w, id).events != events)
			fail_msg("%s: ended on its last day", endings[i].name);
		assert_true(action_by_word(endings[i].action, &action));
		expect_not(w, whole_act(w, id, action, SYSTEM), ERR_CONFLICT);
		world_clock += 1;
		run_deadlines(w);
		expect_over(w, id, &endings[i]);
	}
}

static void running_twice_or_with_a_clock_set_back_changes_nothing(void **state)
{
	static const char *const days[] = { "2016-12-01", "2016-10-26", "2016-09-01", "2016-12-01" };
	struct world *w = *state;
	int64_t ids[ENDINGS];
	for (int i = 0; i < ENDINGS; i++)
		ids[i] = begin(w, &endings[i]);
	set_midnight("2016-12-01");
	run_deadlines(w);
	int64_t rows = rows_written(w);
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		set_midnight(days[i]);
		run_deadlines(w);
		if (rows_written(w) != rows)
			fail_msg("run again with the clock at %s it wrote %lld rows", days[i], (long long)(rows_written(w) - rows));
	}
	for (int i = 0; i < ENDINGS; i++)
		assert_string_equal(load_case(w, ids[i]).state, endings[i].state);
	assert_int_equal(cases_verify(&w->site, w->a), 0);
}

/* --- art. 32(4): deemed accepted, from the day of receipt --- */

static void expect_accepted_on(struct world *w, int64_t id, const char *day, const char *clocks)
{
	struct case_row c = load_case(w, id);
	assert_string_equal(c.state, "in_review");
	expect_words("deemed acceptance", "day of acceptance", day, day_iso(w->a, day_of_ms(c.accepted_at, DAY_ZONE_CHINA)));
	expect_words("deemed acceptance", "clocks", clocks, clocks_of(w, id));
}

static void ten_days_of_standstill_take_nothing_from_the_applicant(void **state)
{
	struct world *w = *state;
	struct event_row *e;
	const struct leg legs[] = { { "2016-10-24", "register:C", "ACCEPT 2016-10-31" } };
	int64_t id = TRAVEL(w, THREE, true, legs);
	set_midnight("2016-11-11");
	world_clock += 5 * MINUTE_MS;
	jobs_ensure(&w->site, w->a);
	jobs_run_due(&w->site, w->a);
	expect_accepted_on(w, id, "2016-10-24", "PROMISED 2016-11-07, STATUTORY 2016-11-21");
	assert_int_equal(load_case(w, id).due_day, day_at("2016-11-07"));
	assert_string_equal(fact(w, id, "acceptance", "deemed"), "true");
	assert_string_equal(fact(w, id, "acceptance", "accepted_on"), "2016年10月24日");
	assert_string_equal(fact(w, id, "acceptance", "received_on"), "2016年10月24日");
	assert_string_equal(fact(w, id, "acceptance", "due_on"), "2016年11月7日");
	size_t n = events_of(w, id, &e);
	assert_int_equal(n, 2);
	assert_int_equal(e[1].at, world_clock); /* it is said when it was done, not when it should have been */
	assert_string_equal(e[1].actor_name, "系统");
}

static void after_a_supplement_the_new_receipt_counts(void **state)
{
	struct world *w = *state;
	int64_t id = begin(w, &endings[2]);
	set_midnight("2016-11-20");
	run_deadlines(w);
	expect_accepted_on(w, id, "2016-11-01", "PROMISED 2016-11-15, STATUTORY 2016-11-29");
}

static enum err from_submission(struct tx *t, void *arg)
{
	return setting_set(t, "accept_from_submission", arg);
}

static void acceptance_runs_from_the_pre_review_or_from_the_submission(void **state)
{
	struct world *w = *state;
	const struct leg passed[] = { { "2016-10-20", "submit:A" }, { "2016-10-24", "pass:P", "ACCEPT 2016-10-31" } };
	const struct leg submitted[] = { { "2016-10-20", "submit:A" }, { "2016-10-24", "pass:P", "ACCEPT 2016-10-27" } };
	const struct leg papers[] = { { "2016-10-20", "submit:A" }, { "2016-10-21", "pass:P" }, { "2016-10-24", "receive:C", "ACCEPT 2016-10-31" } };
	int64_t first = TRAVEL(w, FOUR, false, passed);
	expect_ok(w, store_write(w->site.store, w->a, &w->f, from_submission, "1"));
	int64_t second = TRAVEL(w, FOUR, false, submitted), third = TRAVEL(w, THREE, false, papers);
	set_midnight("2016-10-28");
	run_deadlines(w);
	assert_string_equal(load_case(w, first).state, "received");
	expect_accepted_on(w, second, "2016-10-20", "PROMISED 2016-11-03, STATUTORY 2016-11-17");
	set_midnight("2016-11-01");
	run_deadlines(w);
	expect_accepted_on(w, first, "2016-10-24", "PROMISED 2016-11-07, STATUTORY 2016-11-21");
	expect_accepted_on(w, third, "2016-10-24", "PROMISED 2016-11-07, STATUTORY 2016-11-21");
}

static void who_answered_in_time_is_not_touched(void **state)
{
	struct world *w = *state;
	const struct leg legs[] = { { "2016-10-24", "register:C" }, { "2016-10-31", "refuse:H" } };
	int64_t id = TRAVEL(w, THREE, true, legs);
	set_midnight("2016-11-01");
	run_deadlines(w);
	assert_string_equal(load_case(w, id).state, "acceptance_refused");
}

/* More than a page of them, in one run. */
static void all_that_are_due_are_found(void **state)
{
	enum { MANY = 450 };
	struct world *w = *state;
	int64_t ids[MANY];
	set_day("2016-10-24");
	for (int i = 0; i < MANY; i++) {
		ids[i] = new_draft(w, THREE, true);
		go(w, ids[i], "register:C");
	}
	set_midnight("2016-11-01");
	run_deadlines(w);
	for (int i = 0; i < MANY; i++)
		assert_string_equal(load_case(w, ids[i]).state, "in_review");
}

/* --- reminders --- */

static void expect_told(struct world *w, const char *day, enum actor_kind who, const char *words, size_t times)
{
	size_t n = count_of(notices_of(w, who), words);
	if (n != times)
		fail_msg("on %s %s should have heard \"%s\" %zu times, not %zu; all: %s", day, actor_names[who], words, times, n,
			 notices_of(w, who));
}

static void officials_hear_of_their_own_cases_once_each_time(void **state)
{
	static const struct { const char *day; size_t tomorrow, today, over; } mornings[] = {
		{ "2016-10-27", 0, 0, 0 }, { "2016-10-28", 1, 0, 0 }, { "2016-10-28", 1, 0, 0 }, { "2016-10-29", 1, 0, 0 },
		{ "2016-10-31", 1, 1, 0 }, { "2016-10-31", 1, 1, 0 }, { "2016-11-01", 1, 1, 1 }, { "2016-11-02", 1, 1, 1 },
	};
	static const enum actor_kind others[] = { C, P, K, V, D, ADMIN, ELSEWHERE, MEMBER };
	struct world *w = *state;
	const struct leg legs[] = { { "2016-10-24", "register:C", "ACCEPT 2016-10-31" } };
	TRAVEL(w, THREE, true, legs);
	for (size_t i = 0; i < sizeof mornings / sizeof *mornings; i++) {
		remind_on(w, mornings[i].day);
		expect_told(w, mornings[i].day, H, "受理下一个工作日到期", mornings[i].tomorrow);
		expect_told(w, mornings[i].day, H, "受理今天到期", mornings[i].today);
		expect_told(w, mornings[i].day, H, "受理已超期", mornings[i].over);
		for (size_t k = 0; k < sizeof others / sizeof *others; k++)
			expect_told(w, mornings[i].day, others[k], "due ", 0);
	}
}

static void only_the_holder_hears_of_what_was_handed_over(void **state)
{
	struct world *w = *state;
	const struct leg legs[] = { { "2016-10-24", "register:C", "ACCEPT 2016-10-31" } };
	hire(w, STRANGER, ROLE_HANDLE);
	TRAVEL(w, THREE, true, legs);
	int64_t handed = TRAVEL(w, THREE, true, legs);
	struct case_act a = whole_act(w, handed, ACT_HAND_OVER, H);
	a.staff = w->who[STRANGER].id;
	act_as(w, a);
	remind_on(w, "2016-10-31");
	expect_told(w, "2016-10-31", H, "受理今天到期", 1);
	expect_told(w, "2016-10-31", STRANGER, "受理今天到期", 2); /* both hold the role of the first */
}

static void those_asked_hear_of_their_own_limit_until_they_answer(void **state)
{
	struct world *w = *state;
	const struct leg legs[] = { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H" }, { "2016-10-24", "ask:H,limit=3,silence=0" } };
	int64_t id = TRAVEL(w, JOINT, true, legs); /* three working days: until 27 October */
	remind_on(w, "2016-10-25");
	expect_told(w, "2016-10-25", MEMBER, "due ", 0);
	remind_on(w, "2016-10-26");
	expect_told(w, "2016-10-26", MEMBER, "答复意见下一个工作日到期", 1);
	remind_on(w, "2016-10-27");
	expect_told(w, "2016-10-27", MEMBER, "答复意见今天到期", 1);
	go(w, id, "answer:M,answer=agree");
	remind_on(w, "2016-10-28");
	expect_told(w, "2016-10-28", MEMBER, "答复意见已超期", 0);
	expect_told(w, "2016-10-28", H, "答复意见", 0);
}

static void applicants_hear_how_long_they_have(void **state)
{
	static const struct { const char *day; size_t soon, tomorrow, today; } mornings[] = {
		{ "2016-11-18", 0, 0, 0 }, { "2016-11-21", 1, 0, 0 }, { "2016-11-22", 1, 0, 0 }, { "2016-11-23", 1, 1, 0 }, { "2016-11-24", 1, 1, 1 },
		{ "2016-11-25", 1, 1, 1 },
	};
	struct world *w = *state;
	const struct leg legs[] = { { "2016-10-24", "register:C" }, { "2016-10-25", "require-supplement:H", "SUPPLEMENT 2016-11-24" } };
	TRAVEL(w, THREE, true, legs);
	for (size_t i = 0; i < sizeof mornings / sizeof *mornings; i++) {
		remind_on(w, mornings[i].day);
		expect_told(w, mornings[i].day, OWNER, "补正期限快到了", mornings[i].soon);
		expect_told(w, mornings[i].day, OWNER, "补正期限下一个工作日到", mornings[i].tomorrow);
		expect_told(w, mornings[i].day, OWNER, "补正期限今天到", mornings[i].today);
		assert_string_equal(notices_of(w, OTHER_ACCOUNT), "");
		expect_told(w, mornings[i].day, H, "due ", 0);
	}
}

static void nobody_is_reminded_of_what_stands_still_or_is_over(void **state)
{
	struct world *w = *state;
	const struct leg paused[] = { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H" }, { "2016-10-25", "begin-special:H,amount=60" } };
	const struct leg over[] = { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H" }, { "2016-10-25", "void:Z" } };
	TRAVEL(w, THREE, true, paused);
	TRAVEL(w, THREE, true, over);
	for (int64_t day = day_at("2016-10-25"); day < day_at("2016-12-01"); day++)
		remind_on(w, day_iso(w->a, day));
	expect_told(w, "2016-12-01", H, "due ", 0);
}

/* Art. 50: renewal is asked for 30 days before the end; said two weeks before that. */
static void a_holder_hears_once_that_a_licence_ends(void **state)
{
	struct world *w = *state;
	const struct leg legs[] = {
		{ "2016-10-24", "submit:A" }, { "2016-10-24", "decide-now:H" }, { "2016-10-25", "deliver:C" },
	};
	TRAVEL(w, INSTANT_LICENCE, false, legs); /* five years: to 23 October 2021, to be renewed by 23 September */
	remind_on(w, "2021-09-08");
	expect_told(w, "2021-09-08", OWNER, "licence ", 0);
	for (int64_t day = day_at("2021-09-09"); day <= day_at("2021-10-24"); day++)
		remind_on(w, day_iso(w->a, day));
	expect_told(w, "2021-10-24", OWNER, "licence 您的试验许可证将于 2021年10月23日 到期", 1);
	expect_told(w, "2021-10-24", OTHER_ACCOUNT, "licence ", 0);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(a_period_ends_at_midnight_and_not_before),
		IN_WORLD(running_twice_or_with_a_clock_set_back_changes_nothing),
		IN_WORLD(ten_days_of_standstill_take_nothing_from_the_applicant),
		IN_WORLD(after_a_supplement_the_new_receipt_counts),
		IN_WORLD(acceptance_runs_from_the_pre_review_or_from_the_submission),
		IN_WORLD(who_answered_in_time_is_not_touched),
		IN_WORLD(all_that_are_due_are_found),
		IN_WORLD(officials_hear_of_their_own_cases_once_each_time),
		IN_WORLD(only_the_holder_hears_of_what_was_handed_over),
		IN_WORLD(those_asked_hear_of_their_own_limit_until_they_answer),
		IN_WORLD(applicants_hear_how_long_they_have),
		IN_WORLD(nobody_is_reminded_of_what_stands_still_or_is_over),
		IN_WORLD(a_holder_hears_once_that_a_licence_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
