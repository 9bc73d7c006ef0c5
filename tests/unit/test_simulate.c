/* The simulator: what it finds right over several seeds, that it can be repeated, and that it sees what is wrong. */
#include "simulate/simulate.h"
#include "base/secret.h"
#include "base/str.h"
#include "rooms.h"
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { AREA = 350205, MEMORY = 512 * 1024 * 1024, PATH_BYTES = 128 };

static void new_folder(char out[PATH_BYTES])
{
	snprintf(out, PATH_BYTES, "/tmp/tongban-test-simulate-XXXXXX");
	assert_non_null(mkdtemp(out));
}

static void run_shell(const char *fmt, const char *a, const char *b)
{
	char line[3 * PATH_BYTES];
	snprintf(line, sizeof line, fmt, a, b);
	assert_int_equal(system(line), 0);
}

static struct simulated run_in(const char *dir, int64_t seed, int64_t cases, int64_t days)
{
	const struct simulation s = { .dir = dir, .rooms = rooms_all(NULL), .seed = seed, .cases = cases, .days = days };
	struct fault f = { 0 };
	struct simulated out;
	if (simulate_run(&s, &f, &out))
		fail_msg("seed %lld should run, but: %s", (long long)seed, f.words);
	return out;
}

static struct simulated run(int64_t seed, int64_t cases, int64_t days)
{
	char dir[PATH_BYTES];
	new_folder(dir);
	struct simulated out = run_in(dir, seed, cases, days);
	run_shell("rm -r %s%s", dir, "");
	return out;
}

static void every_row_of_the_table_is_taken_and_nothing_is_wrong(void **state)
{
	enum { SEEDS = 3, CASES = 200, DAYS = 240 };
	size_t rows[SIMULATE_ROWS] = { 0 };
	(void)state;
	for (int64_t seed = 1; seed <= SEEDS; seed++) {
		struct simulated s = run(seed, CASES, DAYS);
		assert_int_equal(s.wrong, 0);
		assert_int_equal(s.cases, CASES);
		assert_true(s.refused > 0);
		for (size_t i = 0; i < n_flow; i++)
			rows[i] += s.rows[i];
	}
	for (size_t i = 0; i < n_flow; i++)
		if (!rows[i])
			fail_msg("row %zu of the table (%s) should have been taken", i + 1, actions[flow[i].action].word);
}

static void a_seed_gives_the_same_run_again(void **state)
{
	(void)state;
	struct simulated one = run(7, 40, 90), again = run(7, 40, 90), other = run(8, 40, 90);
	assert_string_equal(one.digest, again.digest);
	assert_int_equal(one.events, again.events);
	assert_string_not_equal(one.digest, other.digest);
}

/* --- what is wrong is seen --- */

static size_t wrong_in(const char *dir)
{
	struct arena *mem = arena_new(MEMORY);
	struct fault f = { 0 };
	struct site site = { .rooms = rooms_all(NULL) };
	assert_int_equal(secret_open(arena_printf(mem, "%s/simulated.db.key", dir), false, &f, &site.secret), OK);
	const struct store_options o = {
		.url = arena_printf(mem, "sqlite:%s/simulated.db", dir), .files_dir = arena_printf(mem, "%s/simulated.db.files", dir),
		.sets = rooms_statements(mem, site.rooms), .secret = site.secret, .area = AREA,
	};
	assert_int_equal(store_open(&o, false, &f, &site.store), OK);
	size_t wrong = simulate_check(&site);
	store_close(site.store);
	secret_close(site.secret);
	arena_free(mem);
	return wrong;
}

static const struct { const char *what, *text; } forgeries[] = {
	{ "an event of another action", "UPDATE case_event SET action = 'deny' WHERE no = 2 AND action = 'pass'" },
	{ "an event that is missing", "DELETE FROM case_event WHERE no = 2" },
	{ "another reason than was given", "UPDATE case_event SET reason = '改过' WHERE no = 1" },
	{ "an event before the one before it", "UPDATE case_event SET at = at - 86400000000 WHERE no = 3" },
	{ "a state without an event", "UPDATE cases SET state = 'granted' WHERE state = 'concluded'" },
	{ "a clock that ends a day later", "UPDATE case_clock SET due_day = due_day + 1 WHERE stopped_at = 0" },
	{ "a clock that was stopped by nobody", "UPDATE case_clock SET stopped_at = 1 WHERE stopped_at = 0" },
	{ "a clock that runs after the end", "UPDATE case_clock SET stopped_at = 0 WHERE kind = 'DELIVER'" },
	{ "a clock with more days than were granted", "UPDATE case_clock SET extended = 99 WHERE kind = 'STATUTORY'" },
	{ "a pause that nobody began", "UPDATE case_clock SET pauses = '[[19800]]', due_day = NULL WHERE stopped_at = 0" },
	{ "a letter that was never sent", "DELETE FROM letter WHERE kind = 'acceptance'" },
	{ "a letter that nobody asked for", "UPDATE letter SET kind = 'denial' WHERE kind = 'acceptance'" },
	{ "a number that was left out", "UPDATE numbering SET next = next + 1 WHERE kind = '收'" },
	{ "a licence that was not made", "DELETE FROM licence" },
	{ "a case on nobody's list", "DELETE FROM case_task WHERE done_at = 0" },
	{ "an ended case on a list", "UPDATE case_task SET done_at = 0" },
	{ "acceptance from another day", "UPDATE cases SET accepted_at = accepted_at + 864000000 WHERE accepted_at > 0" },
	{ "a case due on another day", "UPDATE cases SET due_day = due_day + 1 WHERE due_day > 0" },
	{ "a second extension", "UPDATE cases SET extension = ''" },
};

static void forge(const char *dir, const char *text)
{
	char path[2 * PATH_BYTES];
	sqlite3 *db;
	snprintf(path, sizeof path, "%s/simulated.db", dir);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", text, sqlite3_errmsg(db));
	if (sqlite3_changes(db) == 0)
		fail_msg("the run should have something to change for: %s", text);
	sqlite3_close(db);
}

static void what_is_forged_is_seen(void **state)
{
	char dir[PATH_BYTES], copy[PATH_BYTES];
	(void)state;
	new_folder(dir);
	assert_int_equal(run_in(dir, 11, 80, 90).wrong, 0);
	assert_int_equal(wrong_in(dir), 0);
	for (size_t i = 0; i < sizeof forgeries / sizeof *forgeries; i++) {
		new_folder(copy);
		run_shell("cp -r %s/. %s", dir, copy);
		forge(copy, forgeries[i].text);
		if (wrong_in(copy) == 0)
			fail_msg("%s should be seen", forgeries[i].what);
		run_shell("rm -r %s%s", copy, "");
	}
	run_shell("rm -r %s%s", dir, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_of_the_table_is_taken_and_nothing_is_wrong),
		cmocka_unit_test(a_seed_gives_the_same_run_again),
		cmocka_unit_test(what_is_forged_is_seen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
