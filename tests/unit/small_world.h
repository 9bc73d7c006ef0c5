/* A database of its own with the rooms that everything stands on, and a clock that the test moves. */
#pragma once
#include "codes/codes.h"
#include "identity/identity_private.h"
#include "jobs/jobs_private.h"
#include "schema.h"
#include "search/search.h"
#include "store/store.sql.h"
#include "web/frame.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { WORLD_AREA = 350205, WORLD_MEMORY = 512 << 20, SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS, HOUR_MS = 60 * MINUTE_MS };

struct world {
	char folder[64];
	struct arena *mem;
	struct fault fault;
	struct site site;
	struct room rooms[8];
};

static int64_t world_clock; /* the store asks by a plain function */

static int64_t world_now(void)
{
	return world_clock;
}

/* Extra: the room of the test itself, or NULL. */
static struct world *world_open(const struct room *extra)
{
	static const struct room store_room = { .name = "store", .statements = { &store_sql } };
	const struct room *const all[] = { &store_room, &web_room, &identity_room, &jobs_room, &codes_room, &search_room, extra };
	struct world *w = calloc(1, sizeof *w);
	const struct sql_set *sets[32] = { 0 };
	size_t n = 0;
	int applied = 0;
	for (size_t i = 0; i < sizeof all / sizeof *all && all[i]; i++) {
		w->rooms[i] = *all[i];
		for (size_t k = 0; k < 4 && all[i]->statements[k]; k++)
			sets[n++] = all[i]->statements[k];
	}
	world_clock = INT64_C(1795327385000); /* 2026-11-22 14:03:05 in China */
	snprintf(w->folder, sizeof w->folder, "/tmp/tongban_test_XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	w->mem = arena_new(WORLD_MEMORY);
	w->site.rooms = w->rooms;
	w->site.load_who = identity_load_who;
	assert_int_equal(secret_open(arena_printf(w->mem, "%s/key", w->folder), true, &w->fault, &w->site.secret), OK);
	struct store_options opt = {
		.url = arena_printf(w->mem, "sqlite:%s/t.db", w->folder), .files_dir = arena_printf(w->mem, "%s/files", w->folder),
		.sets = sets, .secret = w->site.secret, .now = world_now, .area = WORLD_AREA,
	};
	assert_int_equal(store_open(&opt, true, &w->fault, &w->site.store), OK);
	assert_int_equal(store_migrate(w->site.store, schema_files, &w->fault, &applied), OK);
	return w;
}

static void world_close(struct world *w)
{
	char line[100];
	store_close(w->site.store);
	secret_close(w->site.secret);
	snprintf(line, sizeof line, "rm -rf %s", w->folder);
	assert_int_equal(system(line), 0);
	arena_free(w->mem);
	free(w);
}

/* Runs fn on the writer and says what came instead when it is not what was expected. */
static inline void world_write(struct world *w, store_fn *fn, void *arg, enum err expected)
{
	enum err e = store_write(w->site.store, w->mem, &w->fault, fn, arg);
	if (e != expected)
		fail_msg("expected %s, got %s: %s", err_word(expected), err_word(e), w->fault.words);
}
