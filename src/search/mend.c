#include "search/mend.h"
#include <string.h>

/* Costs of one slip; a wrong character that sounds the same is the likeliest of all. What is too much at an end costs as much as
 * a wrong character, so that the longer of two readings wins. */
enum {
	COST_SOUND = 2, COST_SWAP = 3, COST_MISSING = 3, COST_WRONG = 4, COST_EXTRA = 4, SLIP_MAX = COST_WRONG,
	COST_NEVER = 64, /* a number means what it says */
	WHOLE_MIN = 3, TWO_SLIPS_FROM = 8, SIZE_TO = 32, TEXT_TO = 256, CANDIDATES = 2000,
};

struct mending {
	struct arena *mem;
	const uint16_t *c; /* what was typed */
	size_t n, most;    /* most: what its slips may cost */
	size_t cost;       /* of the best so far */
	const uint16_t *best; size_t size;
};

static bool sound_alike(uint16_t a, uint16_t b)
{
	const uint16_t *x = segment_readings(a), *y = segment_readings(b);
	for (int i = 0; x && y && i < PINYIN_READINGS && x[i]; i++)
		for (int k = 0; k < PINYIN_READINGS && y[k]; k++)
			if (x[i] == y[k])
				return true;
	return false;
}

struct step { uint8_t cost, start; };

static uint8_t dear(size_t cost)
{
	return (uint8_t)(cost < UINT8_MAX ? cost : UINT8_MAX);
}

static struct step cheaper(struct step a, struct step b, size_t more)
{
	struct step c = { dear(b.cost + more), b.start };
	return c.cost < a.cost ? c : a;
}

static bool is_digit(uint16_t c)
{
	return c >= '0' && c <= '9';
}

static size_t cost_of(uint16_t typed, uint16_t meant)
{
	if (typed == meant)
		return 0;
	return is_digit(typed) || is_digit(meant) ? COST_NEVER : sound_alike(typed, meant) ? COST_SOUND : COST_WRONG;
}

/* The cheapest way from what was typed to any part of this text; each row of the table is one typed symbol further. */
static void try_text(struct mending *m, const uint16_t *text, size_t n)
{
	struct step rows[3][TEXT_TO + 1], *now = rows[0], *last = rows[1], *before = rows[2];
	n = n < TEXT_TO ? n : TEXT_TO - 1;
	for (size_t j = 0; j <= n; j++)
		now[j] = (struct step){ 0, (uint8_t)j };
	for (size_t i = 1; i <= m->n; i++) {
		struct step *free_row = before;
		before = last, last = now, now = free_row;
		size_t extra = is_digit(m->c[i - 1]) ? COST_NEVER : COST_EXTRA;
		now[0] = (struct step){ dear(last[0].cost + extra), 0 };
		for (size_t j = 1; j <= n; j++) {
			struct step best = { dear(last[j].cost + extra), last[j].start };
			best = cheaper(best, last[j - 1], cost_of(m->c[i - 1], text[j - 1]));
			best = cheaper(best, now[j - 1], is_digit(text[j - 1]) ? COST_NEVER : COST_MISSING);
			if (i > 1 && j > 1 && m->c[i - 1] == text[j - 2] && m->c[i - 2] == text[j - 1])
				best = cheaper(best, before[j - 2], COST_SWAP);
			now[j] = best;
		}
	}
	for (size_t j = 1; j <= n; j++) {
		size_t size = j - now[j].start;
		if (size < 2 || now[j].cost > m->most || now[j].cost > m->cost || (now[j].cost == m->cost && size <= m->size))
			continue;
		m->cost = now[j].cost;
		m->best = text + now[j].start;
		m->size = size;
	}
}

static void try_document(struct mending *m, const struct search_segment *s, uint32_t doc)
{
	const struct segment_doc *d = &s->docs[doc];
	const uint16_t *text = s->text + d->text;
	for (size_t from = 0; from < d->size;) {
		size_t to = from;
		while (to < d->size && text[to] != FOLD_LINE)
			to++;
		try_text(m, text + from, to - from);
		from = to + 1;
	}
}

static bool has(const uint16_t *all, size_t n, uint16_t c)
{
	for (size_t i = 0; i < n; i++)
		if (all[i] == c)
			return true;
	return false;
}

/* Symbols of what was typed, each once; Latin ones are not in the lists of single symbols. */
static size_t different(const struct asked *q, uint16_t *out)
{
	size_t n = 0;
	for (size_t i = 0; i < q->flat.n; i++)
		if (!fold_is_latin(q->flat.c[i]) && q->flat.c[i] != FOLD_GAP && !has(out, n, q->flat.c[i]))
			out[n++] = q->flat.c[i];
	return n;
}

/* Documents that have nearly all of the characters, the heaviest first. */
static void try_part(struct mending *m, struct match *part, const struct asked *q, size_t may_miss)
{
	uint16_t *symbols = arena_array(m->mem, uint16_t, q->flat.n + 1);
	uint8_t *counts = arena_alloc(m->mem, part->s->n + 1);
	size_t n = different(q, symbols), tried = 0;
	if (n <= may_miss)
		return;
	match_count(part, symbols, n, counts);
	for (uint32_t d = 0; d < part->s->n && tried < CANDIDATES; d++)
		if (counts[d] + may_miss >= n && !match_is_dead(part, d)) {
			try_document(m, part->s, d);
			tried++;
		}
}

/* Whether the pattern stands in this text; then that is what was meant. */
static bool take_sound(struct mending *m, const struct pattern *p, const uint16_t *text, size_t n)
{
	size_t at = pattern_find(p, text, n);
	if (at == SIZE_MAX)
		return false;
	m->cost = 0;
	m->best = text + at;
	m->size = p->n_cells;
	return true;
}

static void try_sounds(struct mending *m, const struct search_part *part, const struct pattern *p)
{
	struct match found = match_new(m->mem, part);
	match_pattern(&found, p);
	for (uint32_t d = 0; found.reached != SEARCH_NONE && d < found.s->n; d++) {
		const struct segment_doc *doc = &found.s->docs[d];
		if (found.best[d] == found.reached && take_sound(m, p, found.s->text + doc->text, doc->size))
			return;
	}
}

const char *mend_words(struct arena *a, struct match *parts, size_t n_parts, const struct search_synonyms *synonyms,
		       const struct asked *q)
{
	struct mending m = { .mem = a, .c = q->flat.c, .n = q->flat.n, .cost = SIZE_MAX };
	struct pattern sound = pattern_by_sound(a, q);
	if (q->flat.n < 2 || q->flat.n > SIZE_TO)
		return NULL;
	for (size_t i = 0; sound.by_sound && i < n_parts && !m.best; i++)
		try_sounds(&m, parts[i].part, &sound);
	for (size_t i = 0; sound.by_sound && i < synonyms->n && !m.best; i++)
		if (synonyms->all[i].n == sound.n_cells)
			take_sound(&m, &sound, synonyms->all[i].c, synonyms->all[i].n);
	if (m.best || q->flat.n < WHOLE_MIN)
		return m.best ? fold_print(a, m.best, m.size) : NULL;
	size_t slips = q->flat.n < TWO_SLIPS_FROM ? 1 : 2;
	m.most = slips * SLIP_MAX;
	for (size_t i = 0; i < n_parts; i++)
		try_part(&m, &parts[i], q, slips);
	for (size_t i = 0; i < synonyms->n; i++)
		try_text(&m, synonyms->all[i].c, synonyms->all[i].n);
	return m.best ? fold_print(a, m.best, m.size) : NULL;
}
