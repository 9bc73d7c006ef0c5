/* An empty database of its own in /tmp, with one small table, or with the schema and statements of all rooms. */
#pragma once
#include "base/str.h"
#include "rooms.h"
#include "schema.h"
#include "store/store.sql.h"
#include "store/store_private.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { AREA = 350205 };

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

static inline void note_add(struct tx *t, int64_t no, const char *words)
{
	struct cursor c;
	sql_start(t, &note_statements[0], &c);
	sql_bind_i64(&c, no);
	sql_bind_text(&c, words);
	sql_row(&c);
	sql_end(&c);
}

static inline int64_t note_count(struct tx *t)
{
	struct cursor c;
	sql_start(t, &note_statements[1], &c);
	int64_t n = sql_row(&c) ? sql_col_i64(&c, 0) : -1;
	sql_end(&c);
	return n;
}

static inline const char *note_words(struct tx *t, int64_t no)
{
	struct cursor c;
	sql_start(t, &note_statements[2], &c);
	sql_bind_i64(&c, no);
	const char *words = sql_row(&c) ? sql_col_text(&c, 0) : NULL;
	sql_end(&c);
	return words;
}

static inline int64_t count_notes(struct world *w)
{
	struct tx *t = store_read(w->s, w->a, &w->f);
	int64_t n = note_count(t);
	store_read_done(t);
	return n;
}

static inline void make_folder(struct world *w)
{
	snprintf(w->dir, sizeof w->dir, "/tmp/tongban-test-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->url, sizeof w->url, "sqlite:%s/t.db", w->dir);
	snprintf(w->files, sizeof w->files, "%s/files", w->dir);
	w->a = arena_new(256 << 20);
}

static inline void open_store(struct world *w, const struct sql_set *const *sets, const struct embedded *schema)
{
	int applied;
	const struct store_options o = { .url = w->url, .files_dir = w->files, .sets = sets, .area = AREA };
	if (store_open(&o, true, &w->f, &w->s) != OK || (schema && store_migrate(w->s, schema, &w->f, &applied) != OK))
		fail_msg("the store should open: %s", w->f.words);
}

static inline int open_notes(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	make_folder(w);
	open_store(w, note_sets, notes);
	*state = w;
	return 0;
}

static inline int open_platform(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	make_folder(w);
	open_store(w, rooms_statements(w->a, rooms_all(NULL)), schema_files);
	*state = w;
	return 0;
}

static inline int open_empty(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	make_folder(w);
	open_store(w, note_sets, NULL);
	*state = w;
	return 0;
}

static inline int close_world(void **state)
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

#define ON(open, test) cmocka_unit_test_setup_teardown(test, open, close_world)
