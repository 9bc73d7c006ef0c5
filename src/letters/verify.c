#include "letters/letters_private.h"
#include "base/str.h"
#include "store/files.h"
#include "store/store.sql.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { PAGE_BYTES = 256 * 1024 * 1024 };

/* One series of numbers and which of them were met. */
struct tally {
	struct numbering_row of;
	unsigned char *met; /* bit per number */
};

struct proof {
	struct tx *t;
	struct arena *mem;
	struct tally *series;
	size_t n_series, wrong;
};

static void complain(struct proof *p, int64_t letter, const char *words)
{
	printf("letter %lld: %s\n", (long long)letter, words);
	p->wrong++;
}

static bool is_letters_series(const char *kind)
{
	for (int i = LETTER_NONE + 1; i < LETTER__MAX; i++)
		if (str_eq(letter_kinds[i].series, kind))
			return true;
	return false;
}

static void list_series(struct proof *p)
{
	struct numbering_row *rows;
	size_t n = numbering_all(p->t, &rows);
	p->series = arena_array(p->mem, struct tally, n);
	for (size_t i = 0; i < n; i++)
		if (is_letters_series(rows[i].kind))
			p->series[p->n_series++] = (struct tally){ rows[i], arena_alloc(p->mem, (size_t)rows[i].next / CHAR_BIT + 1) };
}

/* "海市监受〔2026〕第000123号" into its year and its number. */
static bool cut_number(struct arena *a, const char *number, int64_t *out_year, int64_t *out_n)
{
	static const char year_from[] = "〔", year_to[] = "〕第", end[] = "号";
	const char *year = strstr(number, year_from), *n = strstr(number, year_to);
	if (!year || !n || n < year || !str_ends(n, end))
		return false;
	year += strlen(year_from);
	const char *digits = n + strlen(year_to);
	return num_parse(arena_strndup(a, year, (size_t)(n - year)), 1, 9999, out_year) &&
	       num_parse(arena_strndup(a, digits, strlen(digits) - strlen(end)), 1, INT64_MAX, out_n);
}

static struct tally *series_of(struct proof *p, int64_t organisation, int64_t year, const char *kind)
{
	for (size_t i = 0; i < p->n_series; i++) {
		const struct numbering_row *row = &p->series[i].of;
		if (row->organisation == organisation && row->year == year && str_eq(row->kind, kind))
			return &p->series[i];
	}
	return NULL;
}

static void check_number(struct proof *p, const struct letter_kept_row *l)
{
	const char *kind = letter_kinds[letters_kind_by_word(l->kind)].series;
	int64_t year, n;
	if (!kind && !l->number)
		return;
	if (!kind || !l->number || !cut_number(p->t->mem, l->number, &year, &n)) {
		complain(p, l->id, "its number is missing or has a wrong shape");
		return;
	}
	struct tally *s = series_of(p, l->organisation, year, kind);
	if (!s || n >= s->of.next) {
		complain(p, l->id, "its number was never given out");
		return;
	}
	unsigned char bit = (unsigned char)(1u << n % CHAR_BIT), *met = &s->met[n / CHAR_BIT];
	if (*met & bit)
		complain(p, l->id, "its number was given out twice");
	*met |= bit;
}

static void check_file(struct proof *p, const struct letter_kept_row *l)
{
	struct file_row file;
	if (!l->file)
		return;
	if (!file_find(p->t, l->file, &file))
		complain(p, l->id, "its file is not recorded");
	else if (!file_is_whole(p->t->store, l->file))
		complain(p, l->id, "its file is missing or has changed");
}

static void find_gaps(struct proof *p)
{
	for (size_t i = 0; i < p->n_series; i++)
		for (int64_t n = 1; n < p->series[i].of.next; n++)
			if (!(p->series[i].met[n / CHAR_BIT] & 1u << n % CHAR_BIT)) {
				const struct numbering_row *row = &p->series[i].of;
				printf("organisation %lld: no letter has number %s〔%lld〕%lld\n", (long long)row->organisation,
				       row->kind, (long long)row->year, (long long)n);
				p->wrong++;
			}
}

/* p->t reads into the page's arena here. */
static bool has_paper(struct proof *p, const struct letter_kept_row *l)
{
	const struct letter_row letter = {
		.id = l->id, .case_id = l->case_id, .event = l->event, .kind = l->kind, .organisation = l->organisation,
		.account = l->account, .number = l->number, .late = l->late, .file = l->file,
		.facts = secret_unseal(store_secret(p->t->store), p->t->mem, l->facts),
		.issued_at = l->issued_at, .template = l->template,
	};
	return letter.facts && letters_paper(p->t, &letter);
}

/* One snapshot, so that letters issued meanwhile do not matter; its rows go to an arena that is emptied page by page. */
static void walk(struct proof *p)
{
	struct arena *page = arena_new(PAGE_BYTES);
	struct letter_kept_row *rows;
	int64_t last = 0;
	p->t->mem = page;
	for (size_t n; (n = letter_after(p->t, last, &rows)) > 0; arena_reset(page)) {
		for (size_t i = 0; i < n; i++) {
			if (!has_paper(p, &rows[i]))
				complain(p, rows[i].id, "its facts or its wording cannot be read");
			check_number(p, &rows[i]);
			check_file(p, &rows[i]);
		}
		last = rows[n - 1].id;
	}
	p->t->mem = p->mem;
	arena_free(page);
}

static void check_prints(struct proof *p)
{
	struct print_odd_row *rows;
	size_t n = print_odd(p->t, &rows);
	for (size_t i = 0; i < n; i++)
		complain(p, rows[i].letter, "its prints are not numbered 1, 2, 3, or it is not there");
}

size_t letters_verify(struct site *site, struct arena *mem)
{
	struct fault f = { 0 };
	struct proof p = { .mem = mem, .t = store_read(site->store, mem, &f) };
	list_series(&p);
	walk(&p);
	find_gaps(&p);
	check_prints(&p);
	if (p.t->failed) {
		printf("letters: %s\n", f.words);
		p.wrong++;
	}
	store_read_done(p.t);
	return p.wrong;
}
