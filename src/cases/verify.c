/* Proofs over the whole place, for `tongban verify`: timelines unbroken, present states as the last event says, files whole,
 * letters numbered without gaps. */
#include "cases/act.h"
#include "base/str.h"
#include "store/files.h"
#include "store/store.sql.h"
#include <stdio.h>

static size_t wrong(const struct case_row *c, const char *what, int64_t no)
{
	printf("case %s (%lld): %s at event %lld\n", *c->number ? c->number : "draft", (long long)c->id, what, (long long)no);
	return 1;
}

size_t case_verify(struct tx *t, const struct case_row *c)
{
	struct event_row *e;
	size_t n = event_list(t, c->id, &e), bad = 0;
	const char *prev = "", *state = states[STATE_DRAFT].word;
	int64_t at = 0;
	for (size_t i = 0; i < n; i++) {
		char hash[DIGEST_HEX];
		chain_hash(t->mem, t->area, c->id, &e[i], hash);
		if (e[i].no != (int64_t)i + 1)
			bad += wrong(c, "a number is missing", e[i].no);
		if (!str_eq(e[i].prev_hash, prev) || !str_eq(e[i].hash, hash))
			bad += wrong(c, "the hash does not fit", e[i].no);
		if (!str_eq(e[i].from_state, state))
			bad += wrong(c, "the state before does not fit", e[i].no);
		if (e[i].at < at)
			bad += wrong(c, "time runs backwards", e[i].no);
		prev = e[i].hash;
		state = e[i].to_state;
		at = e[i].at;
	}
	if (c->events != (int64_t)n || !str_eq(c->head, prev) || !str_eq(c->state, state))
		bad += wrong(c, "the case does not follow from its events", (int64_t)n);
	return bad;
}

static size_t verify_cases(struct site *site)
{
	size_t bad = 0;
	struct fault f = { 0 };
	for (int64_t last = 0;;) {
		struct arena *a = arena_new(1u << 30);
		struct case_row *rows;
		struct tx *t = store_read(site->store, a, &f);
		size_t n = cases_after(t, last, &rows);
		for (size_t i = 0; i < n; i++)
			bad += case_verify(t, &rows[i]);
		last = n ? rows[n - 1].id : last;
		if (t->failed)
			bad += (size_t)printf("database: %s\n", f.words) > 0;
		store_read_done(t);
		arena_free(a);
		if (n == 0)
			return bad;
	}
}

static size_t verify_files(struct site *site)
{
	size_t bad = 0;
	struct fault f = { 0 };
	char last[DIGEST_HEX] = "";
	for (;;) {
		struct arena *a = arena_new(1 << 24);
		struct file_row *rows;
		struct tx *t = store_read(site->store, a, &f);
		size_t n = file_after(t, last, &rows);
		store_read_done(t);
		for (size_t i = 0; i < n; i++)
			if (!file_is_whole(site->store, rows[i].hash))
				bad += (size_t)printf("file %s: missing or changed\n", rows[i].hash) > 0;
		if (n)
			snprintf(last, sizeof last, "%s", rows[n - 1].hash);
		arena_free(a);
		if (n == 0)
			return bad;
	}
}

size_t cases_verify(struct site *site, struct arena *mem)
{
	return verify_cases(site) + verify_files(site) + letters_verify(site, mem);
}
