/* A database of its own for the tests of letters and licences: one place, two organisations, a clock that stands still. */
#pragma once
#include "identity/identity.h"
#include "jobs/jobs.h"
#include "letters/letters.h"
#include "licences/licences.h"
#include "rooms.h"
#include "schema.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { AREA = 350205, WORLD_MEMORY = 512 << 20, PATH_BYTES = 200 };

/* 2026-11-22 14:03:05 in China. */
#define NOW_MS INT64_C(1795327385000)

struct world {
	char folder[PATH_BYTES], db[PATH_BYTES];
	struct arena *mem;
	struct fault fault;
	struct site site;
	int64_t market, health; /* organisations */
};

static inline int64_t world_now(void)
{
	return NOW_MS;
}

static const struct organisation world_organisations[] = {
	{ .kind = "department", .name = "鹭湖区市场监督管理局", .short_name = "区市场监管局", .uscc = "113502050000000194", .mark = "鹭市监" },
	{ .kind = "department", .name = "鹭湖区卫生健康局", .short_name = "区卫健局", .uscc = "11350205000000027Y", .mark = "鹭卫健" },
};

static inline enum err world_found(struct tx *t, void *arg)
{
	struct world *w = arg;
	w->market = organisation_add(t, &world_organisations[0], NULL, NULL, 1);
	w->health = organisation_add(t, &world_organisations[1], NULL, NULL, 2);
	return t->failed;
}

#define must_be_ok(w, call) \
	do { \
		enum err world_e = (call); \
		if (world_e) \
			fail_msg("%s: expected OK, got %s: %s", #call, err_word(world_e), (w)->fault.words); \
	} while (0)

static inline int world_open(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	int applied = 0;
	strcpy(w->folder, "/tmp/test_letters_XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	snprintf(w->db, sizeof w->db, "%.100s/t.db", w->folder);
	w->mem = arena_new(WORLD_MEMORY);
	w->site.rooms = rooms_all(NULL);
	must_be_ok(w, secret_open(arena_printf(w->mem, "%s/key", w->folder), true, &w->fault, &w->site.secret));
	struct store_options opt = {
		.url = arena_printf(w->mem, "sqlite:%s", w->db), .files_dir = arena_printf(w->mem, "%s/files", w->folder),
		.sets = rooms_statements(w->mem, w->site.rooms), .secret = w->site.secret, .now = world_now, .area = AREA,
	};
	must_be_ok(w, store_open(&opt, true, &w->fault, &w->site.store));
	must_be_ok(w, store_migrate(w->site.store, schema_files, &w->fault, &applied));
	must_be_ok(w, store_write(w->site.store, w->mem, &w->fault, world_found, w));
	*state = w;
	return 0;
}

static inline int world_close(void **state)
{
	struct world *w = *state;
	char line[PATH_BYTES + 20];
	store_close(w->site.store);
	secret_close(w->site.secret);
	snprintf(line, sizeof line, "rm -rf %s", w->folder);
	assert_int_equal(system(line), 0);
	arena_free(w->mem);
	free(w);
	return 0;
}

/* What pdftotext reads in a file, without white space. */
static inline char *world_pdf_words(struct arena *a, const char *path)
{
	enum { MOST = 1 << 20 };
	FILE *tool = popen(arena_printf(a, "pdftotext -enc UTF-8 %s -", path), "r");
	assert_non_null(tool);
	char *text = arena_alloc(a, MOST), *to = text;
	size_t n = fread(text, 1, MOST - 1, tool);
	assert_int_equal(pclose(tool), 0);
	for (size_t i = 0; i < n; i++)
		if (!strchr(" \n\f\r", text[i]))
			*to++ = text[i];
	*to = '\0';
	return text;
}

/* Where the store keeps a content. */
static inline const char *world_file_path(struct world *w, const char *hash)
{
	return arena_printf(w->mem, "%s/%.2s/%s", store_files_dir(w->site.store), hash, hash);
}

static inline void expect_words(const char *text, const char *wanted)
{
	if (!strstr(text, wanted))
		fail_msg("expected \"%s\" in: %.1500s", wanted, text);
}

static inline void expect_no_words(const char *text, const char *unwanted)
{
	if (strstr(text, unwanted))
		fail_msg("did not expect \"%s\" in: %.1500s", unwanted, text);
}
