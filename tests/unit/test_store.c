/* The store: migrations, statements, the writer and its batches, snapshots, kept values, ids. */
#include "store_world.h"
#include <sched.h>

enum { THREADS = 8 };

/* --- migrations and statements --- */

static void migrations_run_once(void **state)
{
	struct world *w = *state;
	int applied = -1, all = 0;
	while (schema_files[all].path)
		all++;
	assert_int_equal(store_migrate(w->s, schema_files, &w->f, &applied), OK);
	assert_int_equal(applied, all);
	assert_int_equal(store_migrate(w->s, schema_files, &w->f, &applied), OK);
	assert_int_equal(applied, 0);
	assert_int_equal(store_check_schema(w->s, schema_files, &w->f), OK);
}

static void a_changed_migration_is_refused(void **state)
{
	struct world *w = *state;
	int applied = -1;
	static const char other[] = "CREATE TABLE note (no INTEGER NOT NULL PRIMARY KEY) STRICT;";
	const struct embedded changed[] = {
		{ .path = "0001-note.sql", .data = (const unsigned char *)other, .size = sizeof other - 1 }, { 0 },
	};
	assert_int_equal(store_migrate(w->s, changed, &w->f, &applied), ERR_CONFLICT);
	assert_non_null(strstr(w->f.words, "0001-note.sql"));
	assert_int_equal(applied, -1);
	assert_int_equal(store_check_schema(w->s, changed, &w->f), ERR_CONFLICT);
	assert_non_null(strstr(w->f.words, "0001-note.sql"));
}

static void a_database_that_is_behind_or_ahead_is_refused(void **state)
{
	struct world *w = *state;
	static const char text[] = "CREATE TABLE later (no INTEGER NOT NULL PRIMARY KEY) STRICT;";
	const struct embedded more[] = {
		notes[0], { .path = "0002-later.sql", .data = (const unsigned char *)text, .size = sizeof text - 1 }, { 0 },
	};
	assert_int_equal(store_check_schema(w->s, more, &w->f), ERR_CONFLICT);
	assert_non_null(strstr(w->f.words, "0002-later.sql"));
	assert_int_equal(store_check_schema(w->s, &more[2], &w->f), ERR_CONFLICT);
	assert_non_null(strstr(w->f.words, "newer"));
}

static void a_migration_that_breaks_leaves_nothing(void **state)
{
	struct world *w = *state;
	int applied = -1;
	static const char bad[] = "CREATE TABLE half (no INTEGER); INSERT INTO nowhere VALUES (1);";
	static const char good[] = "CREATE TABLE half (no INTEGER);";
	const struct embedded first[] = {
		{ .path = "0002-half.sql", .data = (const unsigned char *)bad, .size = sizeof bad - 1 }, { 0 },
	};
	const struct embedded mended[] = {
		{ .path = "0002-half.sql", .data = (const unsigned char *)good, .size = sizeof good - 1 }, { 0 },
	};
	assert_int_not_equal(store_migrate(w->s, first, &w->f, &applied), OK);
	assert_non_null(strstr(w->f.words, "nowhere"));
	assert_int_equal(store_migrate(w->s, mended, &w->f, &applied), OK);
	assert_int_equal(applied, 1);
}

static void every_statement_fits_the_schema(void **state)
{
	struct world *w = *state;
	const struct sql_set *const *sets = rooms_statements(w->a, rooms_all(NULL));
	struct tx *t = store_read(w->s, w->a, &w->f);
	size_t checked = 0;
	for (; *sets; sets++)
		for (size_t i = 0; i < (*sets)->n; i++) {
			struct sql *s = &(*sets)->all[i];
			int columns = -1, params = -1;
			if (sqlite_check(t->conn, s, &w->f, &columns, &params) != OK)
				fail_msg("%s:%d %s: %s", s->file, s->line, s->name, w->f.words);
			if (s->columns && columns != s->columns)
				fail_msg("%s:%d %s reads %d columns, the statement gives %d", s->file, s->line, s->name, s->columns, columns);
			if (params != s->params)
				fail_msg("%s:%d %s binds %d parameters, the statement has %d", s->file, s->line, s->name, s->params, params);
			checked++;
		}
	store_read_done(t);
	assert_true(checked > 100);
}

static void an_unknown_database_is_named(void **state)
{
	struct world *w = *state;
	struct store *s = NULL;
	char url[160];
	snprintf(url, sizeof url, "sqlite:%s/none.db", w->dir);
	struct store_options o = { .url = url, .files_dir = w->files, .sets = note_sets, .area = AREA };
	assert_int_equal(store_open(&o, false, &w->f, &s), ERR_NOT_FOUND);
	assert_non_null(strstr(w->f.words, "none.db"));
	o.url = "mysql:x";
	assert_int_equal(store_open(&o, true, &w->f, &s), ERR_BAD_INPUT);
	assert_non_null(strstr(w->f.words, "mysql:x"));
	assert_null(s);
}

/* --- the writer --- */

static enum err add_one(struct tx *t, void *arg)
{
	note_add(t, *(int64_t *)arg, arena_printf(t->mem, "note %lld", (long long)*(int64_t *)arg));
	return t->failed;
}

static enum err add_then_fail(struct tx *t, void *arg)
{
	add_one(t, arg);
	return fault_set(t->fault, ERR_BAD_INPUT, "", "不行：%lld", (long long)*(int64_t *)arg);
}

struct hold {
	int others;
	_Atomic bool holds;
};

/* Holds the writer until so many others wait behind it, so that they must share a commit. */
static enum err wait_for_queue(struct tx *t, void *arg)
{
	struct hold *h = arg;
	struct store *s = t->store;
	atomic_store(&h->holds, true);
	for (int n = 0; n < h->others; sched_yield()) {
		n = 0;
		pthread_mutex_lock(&s->writer_lock);
		for (struct write_job *j = s->first; j; j = j->next)
			n++;
		pthread_mutex_unlock(&s->writer_lock);
	}
	return OK;
}

struct writer {
	struct world *w;
	int64_t no;
	store_fn *fn;
	void *arg;
	enum err result;
	struct fault f;
};

static void *write_in_thread(void *arg)
{
	struct writer *x = arg;
	struct arena *a = arena_new(1 << 20);
	x->result = store_write(x->w->s, a, &x->f, x->fn, x->arg ? x->arg : &x->no);
	arena_free(a);
	return NULL;
}

static void write_together(struct writer *all, size_t n)
{
	pthread_t threads[THREADS];
	for (size_t i = 0; i < n; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_in_thread, &all[i]), 0);
	for (size_t i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
}

static void one_that_fails_harms_no_other(void **state)
{
	struct world *w = *state;
	struct hold hold = { .others = THREADS };
	struct writer first = { .w = w, .fn = wait_for_queue, .arg = &hold }, all[THREADS + 1] = { 0 };
	pthread_t holder;
	for (int i = 1; i <= THREADS; i++)
		all[i] = (struct writer){ .w = w, .no = i, .fn = i % 4 == 0 ? add_then_fail : add_one };
	struct store_counts before = store_count(w->s);
	assert_int_equal(pthread_create(&holder, NULL, write_in_thread, &first), 0);
	while (!atomic_load(&hold.holds))
		sched_yield();
	write_together(all + 1, THREADS);
	pthread_join(holder, NULL);
	struct store_counts after = store_count(w->s);
	struct tx *t = store_read(w->s, w->a, &w->f);
	for (int i = 1; i <= THREADS; i++) {
		const char *words = note_words(t, i);
		if (i % 4 == 0) {
			assert_int_equal(all[i].result, ERR_BAD_INPUT);
			assert_string_equal(all[i].f.words, arena_printf(w->a, "不行：%d", i));
			assert_null(words);
		} else {
			assert_int_equal(all[i].result, OK);
			assert_string_equal(words, arena_printf(w->a, "note %d", i));
		}
	}
	store_read_done(t);
	assert_int_equal(after.failed - before.failed, 2);
	assert_int_equal(after.writes - before.writes, THREADS + 1 - 2);
	assert_int_equal(after.commits - before.commits, 1); /* they waited for one another: one fsync for all */
}

static void many_threads_lose_nothing(void **state)
{
	struct world *w = *state;
	enum { ROUNDS = 40 };
	struct writer all[THREADS];
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < THREADS; i++)
			all[i] = (struct writer){ .w = w, .no = round * THREADS + i, .fn = i == round % THREADS ? add_then_fail : add_one };
		write_together(all, THREADS);
		for (int i = 0; i < THREADS; i++)
			assert_int_equal(all[i].result, i == round % THREADS ? ERR_BAD_INPUT : OK);
	}
	assert_int_equal(count_notes(w), ROUNDS * (THREADS - 1));
}

static enum err add_twice(struct tx *t, void *arg)
{
	int64_t no = *(int64_t *)arg;
	note_add(t, no, "the first");
	note_add(t, no + 1, "the first");
	note_add(t, no + 2, "after the failure nothing is done");
	assert_int_equal(note_count(t), -1);
	return OK; /* forgetting to look must not commit */
}

static void a_broken_unique_is_a_conflict_and_leaves_nothing(void **state)
{
	struct world *w = *state;
	int64_t no = 7;
	assert_int_equal(store_write(w->s, w->a, &w->f, add_twice, &no), ERR_CONFLICT);
	assert_int_equal(w->f.code, ERR_CONFLICT);
	assert_true(*w->f.words != '\0');
	assert_int_equal(count_notes(w), 0);
	assert_int_equal(store_write(w->s, w->a, &w->f, add_one, &no), OK);
	assert_int_equal(count_notes(w), 1);
}

static enum err fail_silently(struct tx *t, void *arg)
{
	add_one(t, arg);
	return ERR_CONFLICT;
}

static void a_failure_without_words_still_has_its_code(void **state)
{
	struct world *w = *state;
	int64_t no = 1;
	assert_int_equal(store_write(w->s, w->a, &w->f, fail_silently, &no), ERR_CONFLICT);
	assert_int_equal(w->f.code, ERR_CONFLICT);
	assert_int_equal(count_notes(w), 0);
}

/* --- snapshots, kept values, waiting --- */

static void a_snapshot_does_not_see_later_commits(void **state)
{
	struct world *w = *state;
	int64_t no = 1;
	struct fault f = { 0 };
	struct tx *t = store_read(w->s, w->a, &w->f);
	assert_int_equal(note_count(t), 0);
	assert_int_equal(store_write(w->s, w->a, &f, add_one, &no), OK);
	assert_int_equal(note_count(t), 0);
	store_read_done(t);
	assert_int_equal(count_notes(w), 1);
}

static void a_snapshot_given_back_reads_nothing(void **state)
{
	struct world *w = *state;
	struct tx *t = store_read(w->s, w->a, &w->f);
	store_read_done(t);
	assert_int_equal(note_count(t), -1);
}

static void *build_count(struct tx *t)
{
	int64_t *n = malloc(sizeof *n);
	*n = note_count(t);
	return n;
}

static int64_t cached_count(struct tx *t)
{
	return *(const int64_t *)store_cached(t, TOPIC_SETTINGS, build_count, free);
}

static int64_t read_cached(struct world *w)
{
	struct tx *t = store_read(w->s, w->a, &w->f);
	int64_t n = cached_count(t);
	store_read_done(t);
	return n;
}

struct touch {
	int64_t no, seen;
	bool touch, fails;
};

static enum err add_and_look(struct tx *t, void *arg)
{
	struct touch *x = arg;
	add_one(t, &x->no);
	if (x->touch)
		tx_touch(t, TOPIC_SETTINGS);
	x->seen = cached_count(t);
	return x->fails ? fault_set(t->fault, ERR_BAD_INPUT, "", "undone") : t->failed;
}

static void kept_values_follow_their_topic(void **state)
{
	struct world *w = *state;
	struct touch quiet = { .no = 1 }, loud = { .no = 2, .touch = true };
	assert_int_equal(read_cached(w), 0);
	assert_int_equal(store_write(w->s, w->a, &w->f, add_and_look, &quiet), OK);
	assert_int_equal(read_cached(w), 0); /* nobody said that it had changed */
	assert_int_equal(store_write(w->s, w->a, &w->f, add_and_look, &loud), OK);
	assert_int_equal(loud.seen, 2);      /* one's own changes count at once */
	assert_int_equal(read_cached(w), 2);
}

static void what_was_undone_is_not_kept(void **state)
{
	struct world *w = *state;
	struct touch undone = { .no = 1, .touch = true, .fails = true };
	assert_int_equal(store_write(w->s, w->a, &w->f, add_and_look, &undone), ERR_BAD_INPUT);
	assert_int_equal(undone.seen, 1);
	assert_int_equal(read_cached(w), 0);
}

static void only_a_commit_moves_a_generation(void **state)
{
	struct world *w = *state;
	struct touch good = { .no = 1, .touch = true }, bad = { .no = 2, .touch = true, .fails = true };
	uint64_t before = store_generation(w->s, TOPIC_SETTINGS), other = store_generation(w->s, TOPIC_JOBS);
	assert_int_equal(store_write(w->s, w->a, &w->f, add_and_look, &bad), ERR_BAD_INPUT);
	assert_int_equal(store_generation(w->s, TOPIC_SETTINGS), before);
	assert_int_equal(store_write(w->s, w->a, &w->f, add_and_look, &good), OK);
	assert_true(store_generation(w->s, TOPIC_SETTINGS) > before);
	assert_int_equal(store_generation(w->s, TOPIC_JOBS), other);
}

static void waiting_ends_when_the_topic_moves(void **state)
{
	struct world *w = *state;
	enum { HOUR_MS = 3600 * 1000 };
	struct touch x = { .no = 1, .touch = true };
	struct writer touch = { .w = w, .fn = add_and_look, .arg = &x };
	uint64_t seen = store_generation(w->s, TOPIC_SETTINGS);
	pthread_t thread;
	store_wait(w->s, TOPIC_SETTINGS, seen, 0); /* no longer than asked */
	assert_int_equal(store_generation(w->s, TOPIC_SETTINGS), seen);
	assert_int_equal(pthread_create(&thread, NULL, write_in_thread, &touch), 0);
	store_wait(w->s, TOPIC_SETTINGS, seen, HOUR_MS); /* the runner's time limit fails it if nobody wakes it */
	assert_true(store_generation(w->s, TOPIC_SETTINGS) != seen);
	pthread_join(thread, NULL);
}

/* --- ids --- */

enum { IDS = 20000 };
struct id_maker {
	struct store *s;
	int64_t ids[IDS];
};

static void *make_ids(void *arg)
{
	struct id_maker *m = arg;
	for (int i = 0; i < IDS; i++)
		m->ids[i] = store_new_id(m->s);
	return NULL;
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static void ids_ascend_and_never_meet(void **state)
{
	struct world *w = *state;
	enum { MAKERS = 4 };
	struct id_maker *m = calloc(MAKERS, sizeof *m);
	int64_t *all = malloc(sizeof *all * MAKERS * IDS);
	pthread_t threads[MAKERS];
	for (int i = 0; i < MAKERS; i++) {
		m[i].s = w->s;
		pthread_create(&threads[i], NULL, make_ids, &m[i]);
	}
	for (int i = 0; i < MAKERS; i++) {
		pthread_join(threads[i], NULL);
		for (int k = 1; k < IDS; k++)
			assert_true(m[i].ids[k] > m[i].ids[k - 1]);
		memcpy(all + (size_t)i * IDS, m[i].ids, sizeof m[i].ids);
	}
	qsort(all, MAKERS * IDS, sizeof *all, by_value);
	for (int k = 1; k < MAKERS * IDS; k++)
		assert_true(all[k] != all[k - 1]);
	assert_true(all[0] > 0);
	free(all);
	free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON(open_empty, migrations_run_once),
		ON(open_notes, a_changed_migration_is_refused),
		ON(open_notes, a_database_that_is_behind_or_ahead_is_refused),
		ON(open_notes, a_migration_that_breaks_leaves_nothing),
		ON(open_platform, every_statement_fits_the_schema),
		ON(open_notes, an_unknown_database_is_named),
		ON(open_notes, one_that_fails_harms_no_other),
		ON(open_notes, many_threads_lose_nothing),
		ON(open_notes, a_broken_unique_is_a_conflict_and_leaves_nothing),
		ON(open_notes, a_failure_without_words_still_has_its_code),
		ON(open_notes, a_snapshot_does_not_see_later_commits),
		ON(open_notes, a_snapshot_given_back_reads_nothing),
		ON(open_notes, kept_values_follow_their_topic),
		ON(open_notes, what_was_undone_is_not_kept),
		ON(open_notes, only_a_commit_moves_a_generation),
		ON(open_notes, waiting_ends_when_the_topic_moves),
		ON(open_notes, ids_ascend_and_never_meet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
