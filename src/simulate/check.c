/* The place as a whole. */
#include "simulate/simulate_private.h"
#include "base/str.h"
#include "letters/letters.sql.h"
#include <stdio.h>
#include <string.h>

enum { PAGE_MEMORY = 512 * 1024 * 1024 };

static size_t wrong(const char *told, const char *what, int64_t found, int64_t expected)
{
	printf("%s%s: %lld, and there should be %lld\n", told, what, (long long)found, (long long)expected);
	return 1;
}

void check_terms(struct world *w)
{
	/* a term in which a hearing may be asked for, and that was over when it stopped, ends when it goes on */
	static const struct { const char *kind; enum case_state state; } ends[] = {
		{ "ACCEPT", STATE_RECEIVED }, { "PAPERS", STATE_AWAITING_PAPERS }, { "SUPPLEMENT", STATE_SUPPLEMENT },
		{ "SUPPLEMENT", STATE_REVIEW_SUPPLEMENT }, { "HEARING", STATE_IN_REVIEW },
	};
	struct arena *a = w->day_mem;
	struct tx *t = store_read(w->site.store, a, w->fault);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		int64_t n = terms_over(t, ends[i].kind, states[ends[i].state].word, w->today);
		if (n)
			w->out->wrong += wrong(w->told, arena_printf(a, "clocks %s over after the midnight of %s", ends[i].kind,
								     day_iso(a, w->today)), n, 0);
	}
	int64_t silent = silences_over(t, w->today);
	if (silent)
		w->out->wrong += wrong(w->told, "people asked who have been silent too long", silent, 0);
	store_read_done(t);
}

void check_under_way(struct world *w)
{
	struct tx *t = store_read(w->site.store, w->day_mem, w->fault);
	t->mem = w->step_mem;
	for (size_t i = 0; i < w->n_under_way; i++, arena_reset(w->step_mem)) {
		struct invariants k = { .t = t, .recounted = w->recounted, .told = w->told };
		struct case_row c;
		must(case_by_id(t, w->under_way[i].id, &c));
		invariants_of(&k, &c);
		w->out->wrong += k.wrong + case_verify(t, &c);
	}
	store_read_done(t);
}

/* A series goes on without a gap when as many letters carry its numbers as were given out: no number comes twice. */
static size_t check_numbers(struct site *site, const char *told)
{
	struct arena *mem = arena_new(PAGE_MEMORY);
	struct fault f = { 0 };
	struct numbering_row *given;
	struct counted_row *letters;
	struct tx *t = store_read(site->store, mem, &f);
	size_t n = numbering_all(t, &given), n_letters = letters_counted(t, &letters), bad = 0;
	for (size_t i = 0; i < n; i++) {
		int64_t numbers = 0, sent = 0, is_series = 0;
		for (size_t k = 0; k < n; k++)
			if (given[k].organisation == given[i].organisation && str_eq(given[k].kind, given[i].kind))
				numbers += given[k].next - 1;
		for (enum letter_kind kind = LETTER_NONE + 1; kind < LETTER__MAX; kind++) {
			is_series |= str_eq(letter_kinds[kind].series, given[i].kind);
			for (size_t k = 0; k < n_letters && str_eq(letter_kinds[kind].series, given[i].kind); k++)
				if (letters[k].organisation == given[i].organisation && str_eq(letters[k].kind, letter_kinds[kind].word))
					sent += letters[k].n;
		}
		if (is_series && sent != numbers)
			bad += wrong(told, arena_printf(mem, "letters of the series %s", given[i].kind), sent, numbers);
	}
	store_read_done(t);
	arena_free(mem);
	return bad;
}

static void count_case(struct simulated *out, struct digest *d, const struct case_row *c)
{
	if (!out)
		return;
	out->cases++;
	out->events += (size_t)c->events;
	out->states[state_by_word(c->state)]++;
	digest_add(d, c->number, strlen(c->number) + 1);
	digest_add(d, c->head, strlen(c->head) + 1);
}

size_t check_place(struct site *site, const char *told, struct simulated *out)
{
	struct arena *mem = arena_new(PAGE_MEMORY);
	struct fault f = { 0 };
	struct digest *d = digest_new();
	char digest[DIGEST_HEX];
	size_t bad = check_numbers(site, told), n = 1;
	for (int64_t last = 0; n; arena_reset(mem)) {
		struct case_row *rows;
		struct tx *t = store_read(site->store, mem, &f);
		n = cases_after(t, last, &rows);
		for (size_t i = 0; i < n; i++) {
			struct invariants k = { .t = t, .recounted = true, .told = told };
			invariants_of(&k, &rows[i]);
			bad += k.wrong + case_verify(t, &rows[i]);
			count_case(out, d, &rows[i]);
		}
		last = n ? rows[n - 1].id : last;
		bad += t->failed ? wrong(told, f.words, 1, 0) : 0;
		store_read_done(t);
	}
	arena_free(mem);
	digest_end(d, digest);
	if (out)
		memcpy(out->digest, digest, sizeof digest);
	return bad;
}

size_t simulate_check(struct site *site)
{
	return check_place(site, "", NULL);
}
