/* The store: migrations, statements, the writer and its batches, snapshots, kept values, ids, files, a full disk. */
#include "base/str.h"
#include "rooms.h"
#include "schema.h"
#include "store/files.h"
#include "store/store.sql.h"
#include "store/store_private.h"
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { AREA = 350205, THREADS = 8 };

static const char note_schema[] = "CREATE TABLE note (no INTEGER NOT NULL PRIMARY KEY, words TEXT NOT NULL UNIQUE) STRICT;";
static const struct embedded notes[] = {
	{ .path = "0001-note.sql", .data = (const unsigned char *)note_schema, .size = sizeof note_schema - 1 }, { 0 },
};

static struct sql note_statements[] = {
	{ .name = "note_add", .writes = true, .params = 2, .id = -1, .text = "INSERT INTO note (no, words) VALUES ($1, $2)" },
	{ .name = "note_count", .columns = 1, .id = -1, .text = "SELECT count(*) FROM note" },
	{ .name = "note_words", .columns = 1, .params = 1, .id = -1, .text = "SELECT words FROM note WHERE no = $1" },
};
static const struct sql_set note_sql = { "note", note_statements, sizeof note_statements / sizeof *note_statements };
static const struct sql_set *const note_sets[] = { &store_sql, &note_sql, NULL };

struct world {
	char dir[64], url[128], files[128];
	struct arena *a;
	struct fault f;
	struct store *s;
};

static void note_add(struct tx *t, int64_t no, const char *words)
{
	struct cursor c;
	sql_start(t, &note_statements[0], &c);
	sql_bind_i64(&c, no);
	sql_bind_text(&c, words);
	sql_row(&c);
	sql_end(&c);
}

static int64_t note_count(struct tx *t)
{
	struct cursor c;
	sql_start(t, &note_statements[1], &c);
	int64_t n = sql_row(&c) ? sql_col_i64(&c, 0) : -1;
	sql_end(&c);
	return n;
}

static const char *note_words(struct tx *t, int64_t no)
{
	struct cursor c;
	sql_start(t, &note_statements[2], &c);
	sql_bind_i64(&c, no);
	const char *words = sql_row(&c) ? sql_col_text(&c, 0) : NULL;
	sql_end(&c);
	return words;
}

static int64_t count_notes(struct world *w)
{
	struct tx *t = store_read(w->s, w->a, &w->f);
	int64_t n = note_count(t);
	store_read_done(t);
	return n;
}

static void make_folder(struct world *w)
{
	snprintf(w->dir, sizeof w->dir, "/tmp/tongban-test-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->url, sizeof w->url, "sqlite:%s/t.db", w->dir);
	snprintf(w->files, sizeof w->files, "%s/files", w->dir);
	w->a = arena_new(256 << 20);
}

static void open_store(struct world *w, const struct sql_set *const *sets, const struct embedded *schema)
{
	int applied;
	const struct store_options o = { .url = w->url, .files_dir = w->files, .sets = sets, .area = AREA };
	if (store_open(&o, true, &w->f, &w->s) != OK || (schema && store_migrate(w->s, schema, &w->f, &applied) != OK))
		fail_msg("the store should open: %s", w->f.words);
}

static int open_notes(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	make_folder(w);
	open_store(w, note_sets, notes);
	*state = w;
	return 0;
}

static int open_platform(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	make_folder(w);
	open_store(w, rooms_statements(w->a, rooms_all(NULL)), schema_files);
	*state = w;
	return 0;
}

static int open_empty(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	make_folder(w);
	open_store(w, note_sets, NULL);
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;
	char command[128];
	store_close(w->s);
	snprintf(command, sizeof command, "rm -r %s", w->dir);
	assert_int_equal(system(command), 0);
	arena_free(w->a);
	free(w);
	return 0;
}

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
	const struct embedded changed[] = { { .path = "0001-note.sql", .data = (const unsigned char *)other, .size = sizeof other - 1 }, { 0 } };
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
	const struct embedded more[] = { notes[0], { .path = "0002-later.sql", .data = (const unsigned char *)text, .size = sizeof text - 1 }, { 0 } };
	assert_int_equal(store_check_schema(w->s, more, &w->f), ERR_CONFLICT);
	assert_non_null(strstr(w->f.words, "0002-later.sql"));
	assert_int_equal(store_check_schema(w->s, &more[2], &w->f), ERR_CONFLICT);
	assert_non_null(strstr(w->f.words, "newer"));
}

static void a_migration_that_breaks_leaves_nothing(void **state)
{
	struct world *w = *state;
	int applied = -1;
	static const char bad[] = "CREATE TABLE half (no INTEGER); INSERT INTO nowhere VALUES (1);", good[] = "CREATE TABLE half (no INTEGER);";
	const struct embedded first[] = { { .path = "0002-half.sql", .data = (const unsigned char *)bad, .size = sizeof bad - 1 }, { 0 } };
	const struct embedded mended[] = { { .path = "0002-half.sql", .data = (const unsigned char *)good, .size = sizeof good - 1 }, { 0 } };
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

/* Holds the writer until so many others wait behind it, so that they must share a commit. */
static enum err wait_for_queue(struct tx *t, void *arg)
{
	struct store *s = t->store;
	for (int n = 0; n < *(int *)arg; sched_yield()) {
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
	pthread_t threads[THREADS + 1];
	for (size_t i = 0; i < n; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_in_thread, &all[i]), 0);
	for (size_t i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
}

static void one_that_fails_harms_no_other(void **state)
{
	struct world *w = *state;
	int others = THREADS;
	struct writer all[THREADS + 1] = { { .w = w, .fn = wait_for_queue, .arg = &others } };
	for (int i = 1; i <= THREADS; i++)
		all[i] = (struct writer){ .w = w, .no = i, .fn = i % 4 == 0 ? add_then_fail : add_one };
	struct store_counts before = store_count(w->s);
	write_together(all, THREADS + 1);
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

/* --- files --- */

static const char pdf[] = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

static enum err record_file(struct tx *t, void *arg)
{
	file_add(t, arg, sizeof pdf, "application/pdf");
	return t->failed;
}

static size_t drafts_left(struct world *w)
{
	const char *command = arena_printf(w->a, "find %s/tmp -type f | wc -l", w->files);
	FILE *f = popen(command, "r");
	size_t n = SIZE_MAX;
	assert_int_equal(fscanf(f, "%zu", &n), 1);
	pclose(f);
	return n;
}

static void a_file_is_kept_by_its_content(void **state)
{
	struct world *w = *state;
	char hash[DIGEST_HEX], again[DIGEST_HEX], expected[DIGEST_HEX], content[sizeof pdf];
	assert_int_equal(file_put(w->s, w->a, &w->f, pdf, sizeof pdf, hash), OK);
	digest_hex(pdf, sizeof pdf, expected);
	assert_string_equal(hash, expected);
	assert_int_equal(file_put(w->s, w->a, &w->f, pdf, sizeof pdf, again), OK);
	assert_string_equal(again, hash);
	int fd = file_open(w->s, hash);
	assert_true(fd >= 0);
	assert_int_equal(read(fd, content, sizeof content), sizeof pdf);
	close(fd);
	assert_memory_equal(content, pdf, sizeof pdf);
	assert_true(file_is_whole(w->s, hash));
	assert_int_equal(drafts_left(w), 0);
}

static void a_changed_or_missing_file_is_found_out(void **state)
{
	struct world *w = *state;
	char hash[DIGEST_HEX];
	assert_int_equal(file_put(w->s, w->a, &w->f, pdf, sizeof pdf, hash), OK);
	const char *path = arena_printf(w->a, "%s/%.2s/%s", w->files, hash, hash);
	FILE *f = fopen(path, "r+b");
	fputc('X', f);
	fclose(f);
	assert_false(file_is_whole(w->s, hash));
	assert_int_equal(unlink(path), 0);
	assert_false(file_is_whole(w->s, hash));
	assert_true(file_open(w->s, hash) < 0);
}

static void a_file_in_pieces_has_its_type_by_content(void **state)
{
	struct world *w = *state;
	struct file_draft *d;
	char hash[DIGEST_HEX];
	const char *type = NULL;
	assert_int_equal(file_begin(w->s, &w->f, &d), OK);
	for (size_t i = 0; i < sizeof pdf; i++)
		assert_int_equal(file_append(d, pdf + i, 1, &w->f), OK);
	assert_int_equal(file_draft_size(d), sizeof pdf);
	assert_int_equal(file_finish(d, w->a, &w->f, hash, &type), OK);
	assert_string_equal(type, "application/pdf");
	assert_true(file_is_whole(w->s, hash));
}

static void a_dropped_draft_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct file_draft *d;
	assert_int_equal(file_begin(w->s, &w->f, &d), OK);
	assert_int_equal(file_append(d, pdf, sizeof pdf, &w->f), OK);
	assert_int_equal(drafts_left(w), 1);
	file_drop(d);
	assert_int_equal(drafts_left(w), 0);
	file_drop(NULL);
}

static void sweeping_takes_only_old_orphans(void **state)
{
	struct world *w = *state;
	enum { HOUR_MS = 3600 * 1000 };
	struct file_draft *d;
	char kept[DIGEST_HEX], orphan[DIGEST_HEX];
	assert_int_equal(file_put(w->s, w->a, &w->f, pdf, sizeof pdf, kept), OK);
	assert_int_equal(store_write(w->s, w->a, &w->f, record_file, kept), OK);
	assert_int_equal(file_put(w->s, w->a, &w->f, "orphan", 6, orphan), OK);
	assert_int_equal(file_begin(w->s, &w->f, &d), OK);
	assert_int_equal(file_sweep(w->s, HOUR_MS), 0); /* somebody may be about to record it */
	assert_true(file_is_whole(w->s, orphan));
	assert_int_equal(file_sweep(w->s, -HOUR_MS), 2); /* as if an hour had gone: the orphan and the draft */
	assert_false(file_is_whole(w->s, orphan));
	assert_true(file_is_whole(w->s, kept));
	assert_int_equal(drafts_left(w), 0);
	file_drop(d);
}

/* --- a full disk --- */

static enum err add_large(struct tx *t, void *arg)
{
	enum { BYTES = 64 * 1024 };
	char *words = arena_alloc(t->mem, BYTES + 1);
	memset(words, 'x', BYTES);
	snprintf(words, 24, "%lld", (long long)*(int64_t *)arg);
	words[strlen(words)] = 'x';
	note_add(t, *(int64_t *)arg, words);
	return t->failed;
}

static void limit_files(rlim_t bytes)
{
	const struct rlimit l = { bytes, RLIM_INFINITY };
	must(setrlimit(RLIMIT_FSIZE, &l) == 0);
}

/* In a process of its own, because limits hold for a whole process. Returns what went wrong, 0 when nothing did. */
static int fill_up(struct world *w)
{
	enum { ROOM = 2 << 20, MOST = 200 };
	int64_t no = 0, kept = 0;
	char hash[DIGEST_HEX];
	enum err e = OK;
	char *large = arena_alloc(w->a, 2 * ROOM);
	signal(SIGXFSZ, SIG_IGN);
	open_store(w, note_sets, notes);
	limit_files(ROOM);
	for (; no < MOST && (e = store_write(w->s, w->a, &w->f, add_large, &no)) == OK; no++)
		kept++;
	if (e != ERR_FULL || w->f.code != ERR_FULL || !*w->f.words)
		return fprintf(stderr, "a full disk gave %s: %s\n", err_word(e), w->f.words);
	if (file_put(w->s, w->a, &w->f, large, 2 * ROOM, hash) != ERR_FULL)
		return fprintf(stderr, "a file that does not fit gave %s\n", err_word(w->f.code));
	if (drafts_left(w) != 0)
		return fprintf(stderr, "a draft that did not fit was left behind\n");
	if (count_notes(w) != kept)
		return fprintf(stderr, "%lld notes were acknowledged, %lld are there\n", (long long)kept, (long long)count_notes(w));
	limit_files(RLIM_INFINITY);
	if (store_write(w->s, w->a, &w->f, add_large, &no) != OK || count_notes(w) != kept + 1)
		return fprintf(stderr, "with room again: %s\n", w->f.words);
	store_close(w->s);
	open_store(w, note_sets, notes);
	if (count_notes(w) != kept + 1)
		return fprintf(stderr, "after opening again notes are missing\n");
	store_close(w->s);
	return 0;
}

static void a_full_disk_loses_nothing_acknowledged(void **state)
{
	(void)state;
	struct world *w = calloc(1, sizeof *w);
	make_folder(w);
	int status = 0;
	pid_t child = fork();
	if (child == 0)
		_exit(fill_up(w) ? 1 : 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(system(arena_printf(w->a, "rm -r %s", w->dir)), 0);
	arena_free(w->a);
	free(w);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

#define ON(open, test) cmocka_unit_test_setup_teardown(test, open, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_disk_loses_nothing_acknowledged), /* first: it forks, and no thread runs yet */
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
		ON(open_platform, a_file_is_kept_by_its_content),
		ON(open_platform, a_changed_or_missing_file_is_found_out),
		ON(open_platform, a_file_in_pieces_has_its_type_by_content),
		ON(open_platform, a_dropped_draft_leaves_nothing),
		ON(open_platform, sweeping_takes_only_old_orphans),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
