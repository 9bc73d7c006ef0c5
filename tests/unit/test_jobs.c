/* Jobs: run when due, tried again later and later, put aside in the end, held by one at a time; and those that repeat. */
#include "small_world.h"
#include "base/str.h"

static int ran, to_fail;

static enum err work(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	(void)site, (void)mem;
	assert_string_equal(payload, "42");
	ran++;
	return to_fail ? fault_set(f, ERR_INTERNAL, "", "printer on fire") : OK;
}

static const struct job_kind kinds[] = { { "work", work }, { 0 } };
static const struct room test_room = { .name = "test", .jobs = kinds };

static int swept, reminded;

static enum err sweep(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	(void)site, (void)mem;
	assert_string_equal(payload, "");
	swept++;
	return to_fail ? fault_set(f, ERR_INTERNAL, "", "broom lost") : OK;
}

static enum err remind(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	(void)site, (void)mem, (void)f, (void)payload;
	reminded++;
	return OK;
}

static const struct job_kind repeating_kinds[] = {
	{ "sweep", sweep, jobs_at_midnight }, { "work", work }, { "remind", remind, jobs_at_morning }, { 0 },
};
static const struct room repeating_room = { .name = "test", .jobs = repeating_kinds };

static int open_with(void **state, const struct room *room)
{
	ran = to_fail = swept = reminded = 0;
	*state = world_open(room);
	return 0;
}

static int setup(void **state)
{
	return open_with(state, &test_room);
}

static int setup_repeating(void **state)
{
	return open_with(state, &repeating_room);
}

static int teardown(void **state)
{
	world_close(*state);
	return 0;
}

struct order {
	const char *kind;
	int64_t in_ms;
};

static enum err put(struct tx *t, void *arg)
{
	const struct order *o = arg;
	job_add(t, o->kind, "42", t->now + o->in_ms);
	return t->failed;
}

static void add(struct world *w, const char *kind, int64_t in_ms)
{
	world_write(w, put, &(struct order){ kind, in_ms }, OK);
}

static size_t run_due(struct world *w)
{
	return jobs_run_due(&w->site, w->mem);
}

/* The jobs as they stand; at most a few in these tests. */
static size_t jobs_now(struct world *w, struct job_row **out)
{
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	size_t n = job_list(t, 10, out);
	store_read_done(t);
	return n;
}

static struct job_row only_job(struct world *w)
{
	struct job_row *rows;
	assert_int_equal(jobs_now(w, &rows), 1);
	return rows[0];
}

static void runs_once_and_is_gone(void **state)
{
	struct world *w = *state;
	struct job_row *rows;
	add(w, "work", 0);
	assert_int_equal(run_due(w), 1);
	assert_int_equal(run_due(w), 0);
	assert_int_equal(ran, 1);
	assert_int_equal(jobs_now(w, &rows), 0);
}

static void waits_until_it_is_due(void **state)
{
	struct world *w = *state;
	add(w, "work", MINUTE_MS);
	assert_int_equal(run_due(w), 0);
	world_clock += MINUTE_MS - 1;
	assert_int_equal(run_due(w), 0);
	world_clock += 1;
	assert_int_equal(run_due(w), 1);
}

static void failures_wait_twice_as_long_each_time_and_end_dead(void **state)
{
	struct world *w = *state;
	to_fail = 1;
	add(w, "work", 0);
	int64_t pause = 10 * SECOND_MS;
	for (int attempt = 1; attempt < 8; attempt++, pause *= 2) {
		assert_int_equal(run_due(w), 1);
		struct job_row j = only_job(w);
		assert_int_equal(j.attempts, attempt);
		assert_int_equal(j.dead, 0);
		assert_int_equal(j.lease_until, 0);
		assert_string_equal(j.last_error, "printer on fire");
		assert_int_equal(j.run_at, world_clock + pause);
		world_clock += pause - 1;
		assert_int_equal(run_due(w), 0);
		world_clock += 1;
	}
	assert_int_equal(run_due(w), 1);
	assert_int_equal(only_job(w).dead, 1);
	world_clock += 48 * (int64_t)HOUR_MS;
	assert_int_equal(run_due(w), 0);
	assert_int_equal(ran, 8);
}

static void a_kind_that_nobody_knows_fails_with_words(void **state)
{
	struct world *w = *state;
	add(w, "unheard of", 0);
	assert_int_equal(run_due(w), 1);
	assert_string_equal(only_job(w).last_error, "no such kind of job");
}

static enum err claim(struct tx *t, void *arg)
{
	(void)arg;
	struct job_row j;
	assert_true(job_due(t, &j));
	assert_int_equal(job_claim(t, j.id, t->now + 5 * MINUTE_MS), 1);
	assert_int_equal(job_claim(t, j.id, t->now + 5 * MINUTE_MS), 0);
	return t->failed;
}

static void a_job_that_somebody_holds_runs_only_after_the_lease(void **state)
{
	struct world *w = *state;
	add(w, "work", 0);
	world_write(w, claim, NULL, OK);
	world_clock += 5 * MINUTE_MS - 1;
	assert_int_equal(run_due(w), 0);
	world_clock += 1;
	assert_int_equal(run_due(w), 1);
	assert_int_equal(ran, 1);
}

static void a_job_that_stops_the_program_each_time_is_put_aside(void **state)
{
	struct world *w = *state;
	add(w, "work", 0);
	for (int i = 0; i < 8; i++) {
		world_write(w, claim, NULL, OK);
		world_clock += 5 * MINUTE_MS;
	}
	assert_int_equal(run_due(w), 0);
	assert_int_equal(ran, 0);
	assert_int_equal(only_job(w).dead, 1);
}

static enum err revive(struct tx *t, void *arg)
{
	assert_int_equal(job_revive(t, *(const int64_t *)arg), 1);
	return t->failed;
}

static void a_dead_job_can_be_revived(void **state)
{
	struct world *w = *state;
	to_fail = 1;
	add(w, "work", 0);
	for (int i = 0; i < 8; i++, world_clock += HOUR_MS)
		assert_int_equal(run_due(w), 1);
	struct job_row j = only_job(w);
	world_write(w, revive, &j.id, OK);
	to_fail = 0;
	assert_int_equal(run_due(w), 1);
	assert_int_equal(ran, 9);
}

static enum err undone(struct tx *t, void *arg)
{
	put(t, arg);
	return fault_set(t->fault, ERR_CONFLICT, "", "changed my mind");
}

static void a_job_of_an_undone_transaction_never_was(void **state)
{
	struct world *w = *state;
	world_write(w, undone, &(struct order){ "work", 0 }, ERR_CONFLICT);
	assert_int_equal(run_due(w), 0);
}

static void the_thread_runs_what_is_added_and_stops(void **state)
{
	struct world *w = *state;
	struct job_row *rows;
	add(w, "work", 0);
	struct jobs *j = jobs_start(&w->site);
	add(w, "work", 0);
	for (int i = 0; i < 500 && jobs_now(w, &rows) > 0; i++)
		store_wait(w->site.store, TOPIC_JOBS, store_generation(w->site.store, TOPIC_JOBS), 10);
	jobs_stop(j);
	assert_int_equal(ran, 2);
	jobs_stop(NULL);
}

/* ---- those that repeat; the clock of the world begins at 14:03:05 in China ---- */

static const int64_t day_began = INT64_C(1795276800000); /* 2026-11-22 00:00 in China */

static struct job_row job_named(struct world *w, const char *kind)
{
	struct job_row *rows;
	size_t n = jobs_now(w, &rows), i = 0;
	while (i < n && !str_eq(rows[i].kind, kind))
		i++;
	if (i == n)
		fail_msg("no job of kind %s among %zu", kind, n);
	return rows[i];
}

static void a_repeating_kind_runs_at_once_when_it_is_new_and_then_at_its_hour(void **state)
{
	struct world *w = *state;
	struct job_row *rows;
	jobs_ensure(&w->site, w->mem);
	jobs_ensure(&w->site, w->mem);
	assert_int_equal(jobs_now(w, &rows), 2);
	assert_int_equal(run_due(w), 2);
	assert_int_equal(run_due(w), 0);
	assert_int_equal(swept, 1);
	assert_int_equal(reminded, 1);
	assert_int_equal(job_named(w, "sweep").run_at, day_began + DAY_MS);
	assert_int_equal(job_named(w, "remind").run_at, day_began + DAY_MS + 8 * HOUR_MS + 30 * MINUTE_MS);
}

static void it_runs_once_a_period(void **state)
{
	struct world *w = *state;
	jobs_ensure(&w->site, w->mem);
	run_due(w);
	for (int day = 1; day <= 3; day++) {
		world_clock = day_began + day * (int64_t)DAY_MS - 1;
		assert_int_equal(run_due(w), 0);
		world_clock += 1;
		jobs_ensure(&w->site, w->mem); /* as a restart would */
		assert_int_equal(run_due(w), 1);
		assert_int_equal(swept, 1 + day);
		world_clock += 8 * HOUR_MS + 30 * MINUTE_MS;
		assert_int_equal(run_due(w), 1);
		assert_int_equal(reminded, 1 + day);
	}
}

static void after_a_stop_of_three_days_it_catches_up_once(void **state)
{
	struct world *w = *state;
	jobs_ensure(&w->site, w->mem);
	run_due(w);
	world_clock += 3 * (int64_t)DAY_MS;
	jobs_ensure(&w->site, w->mem);
	assert_int_equal(run_due(w), 2);
	assert_int_equal(swept, 2);
	assert_int_equal(job_named(w, "sweep").run_at, day_began + 4 * (int64_t)DAY_MS);
}

static void its_failures_wait_at_most_an_hour_and_it_is_never_dead(void **state)
{
	struct world *w = *state;
	static const int seconds[] = { 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600 };
	to_fail = 1;
	jobs_ensure(&w->site, w->mem);
	assert_int_equal(run_due(w), 2);
	for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
		struct job_row j = job_named(w, "sweep");
		assert_int_equal(j.attempts, i + 1);
		assert_int_equal(j.dead, 0);
		assert_string_equal(j.last_error, "broom lost");
		assert_int_equal(j.run_at, world_clock + seconds[i] * (int64_t)SECOND_MS);
		world_clock = j.run_at;
		assert_int_equal(run_due(w), 1);
	}
	to_fail = 0;
	world_clock += HOUR_MS;
	assert_int_equal(run_due(w), 1);
	struct job_row j = job_named(w, "sweep");
	assert_int_equal(j.attempts, 0);
	assert_string_equal(j.last_error, "");
	assert_int_equal(j.run_at, day_began + DAY_MS);
}

static void one_that_stops_the_program_each_time_is_tried_on(void **state)
{
	struct world *w = *state;
	jobs_ensure(&w->site, w->mem);
	for (int i = 0; i < 20; i++) {
		world_write(w, claim, NULL, OK);
		world_write(w, claim, NULL, OK);
		world_clock += 5 * MINUTE_MS;
	}
	assert_int_equal(run_due(w), 2);
	assert_int_equal(swept, 1);
}

static void a_kind_that_repeats_no_longer_is_removed(void **state)
{
	struct world *w = *state;
	static const struct job_kind fewer[] = { { "sweep", sweep, jobs_at_midnight }, { "remind", remind }, { 0 } };
	struct room rooms[] = { { .name = "test", .jobs = fewer }, { 0 } };
	jobs_ensure(&w->site, w->mem);
	add(w, "remind", 0);
	w->site.rooms = rooms;
	jobs_ensure(&w->site, w->mem);
	assert_int_equal(run_due(w), 2); /* what was asked for once is still done */
	assert_string_equal(only_job(w).kind, "sweep");
}

static void it_can_be_run_at_once(void **state)
{
	struct world *w = *state;
	jobs_ensure(&w->site, w->mem);
	run_due(w);
	struct job_row j = job_named(w, "sweep");
	world_write(w, revive, &j.id, OK);
	assert_int_equal(run_due(w), 1);
	assert_int_equal(swept, 2);
	assert_int_equal(job_named(w, "sweep").run_at, day_began + DAY_MS);
}

static enum err all_of_work(struct tx *t, void *arg)
{
	*(int64_t *)arg = job_revive_dead(t, "work");
	return t->failed;
}

static void all_dead_ones_of_a_kind_can_be_revived(void **state)
{
	struct world *w = *state;
	struct job_dead_row *dead;
	int64_t revived = 0;
	to_fail = 1;
	add(w, "work", 0);
	add(w, "work", 0);
	add(w, "unheard of", 0);
	for (int i = 0; i < 8; i++, world_clock += HOUR_MS)
		run_due(w);
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	assert_int_equal(job_dead_kinds(t, &dead), 2);
	store_read_done(t);
	assert_string_equal(dead[1].kind, "work");
	assert_int_equal(dead[1].n, 2);
	to_fail = 0;
	world_write(w, all_of_work, &revived, OK);
	assert_int_equal(revived, 2);
	assert_int_equal(run_due(w), 2);
	assert_string_equal(only_job(w).kind, "unheard of");
}

static void the_server_sees_to_the_repeating_ones_itself(void **state)
{
	struct world *w = *state;
	struct jobs *j = jobs_start(&w->site);
	for (int i = 0; i < 500 && job_named(w, "sweep").run_at <= world_clock; i++)
		store_wait(w->site.store, TOPIC_JOBS, store_generation(w->site.store, TOPIC_JOBS), 10);
	jobs_stop(j);
	assert_int_equal(swept, 1);
}

#define REPEATING(name) cmocka_unit_test_setup_teardown(name, setup_repeating, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(runs_once_and_is_gone, setup, teardown),
		cmocka_unit_test_setup_teardown(waits_until_it_is_due, setup, teardown),
		cmocka_unit_test_setup_teardown(failures_wait_twice_as_long_each_time_and_end_dead, setup, teardown),
		cmocka_unit_test_setup_teardown(a_kind_that_nobody_knows_fails_with_words, setup, teardown),
		cmocka_unit_test_setup_teardown(a_job_that_somebody_holds_runs_only_after_the_lease, setup, teardown),
		cmocka_unit_test_setup_teardown(a_job_that_stops_the_program_each_time_is_put_aside, setup, teardown),
		cmocka_unit_test_setup_teardown(a_dead_job_can_be_revived, setup, teardown),
		cmocka_unit_test_setup_teardown(a_job_of_an_undone_transaction_never_was, setup, teardown),
		cmocka_unit_test_setup_teardown(the_thread_runs_what_is_added_and_stops, setup, teardown),
		cmocka_unit_test_setup_teardown(all_dead_ones_of_a_kind_can_be_revived, setup, teardown),
		REPEATING(a_repeating_kind_runs_at_once_when_it_is_new_and_then_at_its_hour),
		REPEATING(it_runs_once_a_period),
		REPEATING(after_a_stop_of_three_days_it_catches_up_once),
		REPEATING(its_failures_wait_at_most_an_hour_and_it_is_never_dead),
		REPEATING(one_that_stops_the_program_each_time_is_tried_on),
		REPEATING(a_kind_that_repeats_no_longer_is_removed),
		REPEATING(it_can_be_run_at_once),
		REPEATING(the_server_sees_to_the_repeating_ones_itself),
	};
	return cmocka_run_group_tests_name("jobs", tests, NULL, NULL);
}
