/* Jobs: run when due, tried again later and later, put aside in the end, held by one at a time. */
#include "small_world.h"

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

static int setup(void **state)
{
	ran = to_fail = 0;
	*state = world_open(&test_room);
	return 0;
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
	};
	return cmocka_run_group_tests_name("jobs", tests, NULL, NULL);
}
