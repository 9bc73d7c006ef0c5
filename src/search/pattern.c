#include "search/pattern.h"
#include "base/str.h"
#include <string.h>

enum { SYLLABLE_MAX = 6, LETTERS_MAX = 32 };

struct asked pattern_ask(struct arena *a, const char *words)
{
	struct fold spaced = fold_text(a, words, SEARCH_WORDS_MAX);
	struct asked q = { .flat = spaced, .pieces = arena_array(a, struct piece, spaced.n + 1) };
	for (size_t i = 0; i < spaced.n; i++) {
		uint16_t c = spaced.c[i];
		if (c == FOLD_GAP) {
			q.n_words++;
			continue;
		}
		struct piece *last = q.n ? &q.pieces[q.n - 1] : NULL;
		if (last && last->word == q.n_words && last->latin == fold_is_latin(c))
			last->n++;
		else
			q.pieces[q.n++] = (struct piece){ spaced.c + i, 1, q.n_words, fold_is_latin(c) };
	}
	q.n_words += q.n > 0;
	q.words = fold_print(a, spaced.c, spaced.n);
	size_t bytes = (spaced.n + 1) * sizeof *spaced.c;
	q.flat.c = memcpy(arena_alloc(a, bytes), spaced.c, bytes); /* pieces point into the other */
	fold_close(&q.flat);
	return q;
}

static struct pattern begin(struct arena *a, const struct asked *q, enum pattern_kind kind)
{
	enum { NEEDS_A_CELL = 2 };
	size_t room = q->flat.n + LETTERS_MAX + 1;
	return (struct pattern){ .kind = kind, .cells = arena_array(a, struct cell, room),
				 .needs = arena_array(a, struct need, room * NEEDS_A_CELL), .n_words = q->n_words, .words = q->words };
}

static void add_symbol(struct pattern *p, uint16_t c)
{
	p->cells[p->n_cells++] = (struct cell){ .n = 1, .lo = { c }, .hi = { c } };
}

static void add_range(struct pattern *p, uint16_t lo, uint16_t hi)
{
	p->cells[p->n_cells++] = (struct cell){ .sound = true, .n = 1, .lo = { lo }, .hi = { hi } };
	p->by_sound = true;
}

/* The sound of a character; the character itself when it has none. */
static void add_sound(struct pattern *p, uint16_t c)
{
	const uint16_t *readings = segment_readings(c);
	if (!readings) {
		add_symbol(p, c);
		return;
	}
	struct cell cell = { .sound = true };
	for (; cell.n < PINYIN_READINGS && readings[cell.n]; cell.n++)
		cell.lo[cell.n] = cell.hi[cell.n] = readings[cell.n];
	p->cells[p->n_cells++] = cell;
	p->by_sound = true;
}

/* Pairs of neighbours among the cells from `first` on; single ones where there is no pair of one kind. */
static void need_cells(struct pattern *p, size_t first)
{
	bool paired = false;
	for (size_t i = first; i < p->n_cells; i++) {
		bool pair = i + 1 < p->n_cells && p->cells[i].sound == p->cells[i + 1].sound;
		if (pair || !paired)
			p->needs[p->n_needs++] = (struct need){ pair ? NEED_PAIR : NEED_ONE, i, NULL };
		paired = pair;
	}
}

static void add_token(struct arena *a, struct pattern *p, const struct piece *piece)
{
	p->needs[p->n_needs++] = (struct need){ NEED_TOKEN, p->n_cells, fold_print(a, piece->c, piece->n) };
	for (size_t i = 0; i < piece->n; i++)
		add_symbol(p, piece->c[i]);
}

static void add_piece(struct arena *a, struct pattern *p, const struct piece *piece, bool by_sound)
{
	size_t first = p->n_cells;
	if (piece->latin) {
		add_token(a, p, piece);
		return;
	}
	for (size_t i = 0; i < piece->n; i++) {
		if (by_sound)
			add_sound(p, piece->c[i]);
		else
			add_symbol(p, piece->c[i]);
	}
	need_cells(p, first);
}

static struct pattern all_pieces(struct arena *a, const struct asked *q, enum pattern_kind kind, bool by_sound)
{
	struct pattern p = begin(a, q, kind);
	for (size_t i = 0; i < q->n; i++) {
		/* a gap that was kept between two Latin words */
		if (i > 0 && q->pieces[i].latin && q->pieces[i - 1].latin)
			add_symbol(&p, FOLD_GAP);
		add_piece(a, &p, &q->pieces[i], by_sound);
	}
	return p;
}

struct pattern pattern_plain(struct arena *a, const struct asked *q, enum pattern_kind kind)
{
	return all_pieces(a, q, kind, false);
}

struct pattern pattern_by_sound(struct arena *a, const struct asked *q)
{
	return all_pieces(a, q, PATTERN_SOUND, true);
}

/* The first syllable that is not before these letters. */
static uint16_t syllable_from(const char *letters)
{
	uint16_t from = 1, to = PINYIN_SYLLABLES + 1;
	while (from < to) {
		uint16_t at = (uint16_t)(from + (to - from) / 2);
		if (strcmp(pinyin_syllables[at], letters) < 0)
			from = (uint16_t)(at + 1);
		else
			to = at;
	}
	return from;
}

/* Syllables that begin with n letters; an empty range (lo > hi) when there are none. */
static void syllables_of(const char *letters, size_t n, uint16_t *lo, uint16_t *hi)
{
	char word[SYLLABLE_MAX + 2] = "";
	memcpy(word, letters, n);
	*lo = syllable_from(word);
	word[n] = '{'; /* behind z */
	word[n + 1] = '\0';
	*hi = (uint16_t)(syllable_from(word) - 1);
}

/* Cuts letters into syllables, long ones first; the last one may be the beginning of one. */
struct cutting {
	const char *letters;
	size_t n;
	size_t cuts[LETTERS_MAX + 1], n_cuts;
	bool partial;                  /* only ways that end with a beginning, or only those that do not */
	bool dead[LETTERS_MAX + 1];    /* nothing can be made of what stands behind */
	size_t found, most;
	void (*take)(void *arg, const struct cutting *c);
	void *arg;
};

static bool cut(struct cutting *c, size_t at)
{
	bool any = false;
	c->cuts[c->n_cuts] = at;
	if (at == c->n) {
		c->found++;
		c->take(c->arg, c);
		return true;
	}
	for (size_t n = c->n - at < SYLLABLE_MAX ? c->n - at : SYLLABLE_MAX; n > 0 && c->found < c->most; n--) {
		uint16_t lo, hi;
		syllables_of(c->letters + at, n, &lo, &hi);
		bool whole = lo <= hi && strlen(pinyin_syllables[lo]) == n, last = at + n == c->n;
		if (lo > hi || c->dead[at + n] || (last && c->partial ? whole : !whole))
			continue;
		c->n_cuts++;
		any |= cut(c, at + n);
		c->n_cuts--;
	}
	c->dead[at] = !any && c->found < c->most;
	return any;
}

struct readings {
	struct arena *mem;
	const struct asked *q;
	size_t first, last;  /* the pieces that are letters */
	const char *letters;
	struct pattern *out;
	size_t n;
};

static struct pattern *begin_reading(struct readings *r)
{
	struct pattern *p = &r->out[r->n++];
	*p = begin(r->mem, r->q, PATTERN_SOUND);
	p->n_words = 1;
	for (size_t i = 0; i < r->first; i++)
		add_piece(r->mem, p, &r->q->pieces[i], false);
	return p;
}

static void end_reading(struct readings *r, struct pattern *p, size_t first_cell)
{
	need_cells(p, first_cell);
	for (size_t i = r->last + 1; i < r->q->n; i++)
		add_piece(r->mem, p, &r->q->pieces[i], false);
}

static void take_cuts(void *arg, const struct cutting *c)
{
	struct readings *r = arg;
	struct pattern *p = begin_reading(r);
	size_t first = p->n_cells;
	for (size_t i = 0; i < c->n_cuts; i++) {
		uint16_t lo, hi;
		syllables_of(c->letters + c->cuts[i], c->cuts[i + 1] - c->cuts[i], &lo, &hi);
		add_range(p, lo, i + 1 < c->n_cuts ? lo : hi);
	}
	end_reading(r, p, first);
}

static void take_initials(struct readings *r, size_t n)
{
	struct pattern *p = begin_reading(r);
	size_t first = p->n_cells;
	for (size_t i = 0; i < n; i++) {
		uint16_t lo, hi;
		syllables_of(r->letters + i, 1, &lo, &hi);
		if (lo > hi) { /* no syllable begins with i, u or v */
			r->n--;
			return;
		}
		add_range(p, lo, hi);
	}
	end_reading(r, p, first);
}

/* The first letters, joined over gaps: "shi pin". 0 when there are none, too many, or digits among them. */
static size_t join_letters(const struct asked *q, struct readings *r, char *out)
{
	size_t n = 0;
	while (r->first < q->n && !q->pieces[r->first].latin)
		r->first++;
	for (r->last = r->first; r->last < q->n && q->pieces[r->last].latin; r->last++) {
		const struct piece *p = &q->pieces[r->last];
		if (n + p->n > LETTERS_MAX)
			return 0;
		for (size_t i = 0; i < p->n; i++) {
			if (p->c[i] < 'a')
				return 0;
			out[n++] = (char)p->c[i];
		}
	}
	r->last--;
	return n;
}

size_t pattern_pinyin(struct arena *a, const struct asked *q, struct pattern out[PATTERN_READINGS])
{
	char *letters = arena_alloc(a, LETTERS_MAX + 1);
	struct readings r = { .mem = a, .q = q, .letters = letters, .out = out };
	size_t n = join_letters(q, &r, letters);
	if (n == 0)
		return 0;
	struct cutting c = { .letters = letters, .n = n, .most = PATTERN_READINGS - 1, .take = take_cuts, .arg = &r };
	cut(&c, 0);
	if (c.found == 0) {
		memset(c.dead, 0, sizeof c.dead);
		c.partial = true;
		cut(&c, 0);
	}
	take_initials(&r, n);
	return r.n;
}

bool pattern_cell_fits(const struct cell *c, uint16_t symbol)
{
	if (!c->sound)
		return c->lo[0] == symbol;
	const uint16_t *readings = segment_readings(symbol);
	for (int i = 0; readings && i < PINYIN_READINGS && readings[i]; i++)
		for (int k = 0; k < c->n; k++)
			if (readings[i] >= c->lo[k] && readings[i] <= c->hi[k])
				return true;
	return false;
}

size_t pattern_find(const struct pattern *p, const uint16_t *text, size_t n)
{
	for (size_t at = 0; at + p->n_cells <= n; at++) {
		size_t i = 0;
		while (i < p->n_cells && pattern_cell_fits(&p->cells[i], text[at + i]))
			i++;
		if (i == p->n_cells)
			return at;
	}
	return SIZE_MAX;
}
