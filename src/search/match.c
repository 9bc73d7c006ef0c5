#include "search/match.h"
#include "base/str.h"
#include <string.h>

enum {
	LISTS_FIRST = 64, CODE_PART_MIN = 3, STEPS_MAX = UINT16_MAX / 2,
	TEXTS = SEARCH_NAME | SEARCH_KEYWORD,
	NEAR_PERCENT = 45, NEAR_OF_BEST = 80, PERCENT_A_RANK = 5, WEIGHT_UNKNOWN = 6,
};

struct lists { struct segment_list *all; size_t n, cap; };

struct match match_new(struct arena *a, const struct search_part *part)
{
	size_t n = part->segment->n;
	struct match m = { .part = part, .s = part->segment, .mem = a, .best = arena_alloc(a, n + 1), .reached = SEARCH_NONE,
			   .step = arena_array(a, uint16_t, n + 1), .before = arena_alloc(a, n + 1), .fields = arena_alloc(a, n + 1),
			   .found = arena_array(a, uint32_t, n + 1) };
	memset(m.best, SEARCH_NONE, n);
	return m;
}

static void add_list(struct match *m, struct lists *l, struct segment_list list)
{
	if (list.n == 0)
		return;
	if (l->n == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : LISTS_FIRST;
		l->all = arena_grow(m->mem, l->all, l->cap * sizeof *l->all, cap * sizeof *l->all);
		l->cap = cap;
	}
	l->all[l->n++] = list;
}

static void add_sounds(struct match *m, struct lists *l, uint32_t from, uint32_t to)
{
	const struct search_segment *s = m->s;
	for (size_t i = segment_sound(s, from); i < s->n_sounds && s->sounds[i].key <= to; i++) {
		const struct segment_term *t = &s->terms[s->sounds[i].term];
		add_list(m, l, (struct segment_list){ s->postings + t->at, t->n });
	}
}

static void add_by_sound(struct match *m, struct lists *l, const struct cell *a, const struct cell *b)
{
	for (int i = 0; i < a->n; i++)
		for (uint16_t first = a->lo[i]; first <= a->hi[i]; first++) {
			if (!b)
				add_sounds(m, l, segment_key(first, 0), segment_key(first, 0));
			for (int k = 0; b && k < b->n; k++)
				add_sounds(m, l, segment_key(first, b->lo[k]), segment_key(first, b->hi[k]));
		}
}

static void add_token_list(struct match *m, struct lists *l, const struct segment_token *t)
{
	add_list(m, l, (struct segment_list){ m->s->token_postings + t->at, t->n });
}

/* Words that begin with it; where there are none and it has a digit, codes of which it is a part. */
static void add_tokens(struct match *m, struct lists *l, const char *word)
{
	const struct search_segment *s = m->s;
	for (size_t i = segment_token(s, word); i < s->n_tokens && str_starts(s->tokens[i].word, word); i++)
		add_token_list(m, l, &s->tokens[i]);
	if (l->n > 0 || strlen(word) < CODE_PART_MIN || !strpbrk(word, "0123456789"))
		return;
	for (size_t i = 0; i < s->n_tokens; i++)
		if (strstr(s->tokens[i].word, word))
			add_token_list(m, l, &s->tokens[i]);
}

static struct lists lists_of(struct match *m, const struct pattern *p, const struct need *need)
{
	struct lists l = { NULL, 0, 0 };
	const struct cell *a = &p->cells[need->cell], *b = need->kind == NEED_PAIR ? a + 1 : NULL;
	if (need->kind == NEED_TOKEN)
		add_tokens(m, &l, need->token);
	else if (a->sound)
		add_by_sound(m, &l, a, b);
	else
		add_list(m, &l, segment_term(m->s, segment_key(a->lo[0], b ? b->lo[0] : 0)));
	return l;
}

/* A document that has met all needs before this one meets it now, or meets it once more in other fields. */
static void meet(struct match *m, const struct lists *l, size_t no)
{
	uint16_t step = (uint16_t)(m->base + no + 1);
	m->n_found = 0;
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->all[i].n; k++) {
			uint32_t doc = l->all[i].all[k] >> SEGMENT_SHIFT;
			uint8_t fields = l->all[i].all[k] & SEGMENT_FIELDS;
			if (m->step[doc] == step) {
				m->fields[doc] |= fields;
			} else if (no == 0 || m->step[doc] == step - 1) {
				m->before[doc] = no == 0 ? SEGMENT_FIELDS : m->before[doc] & m->fields[doc];
				m->fields[doc] = fields;
				m->step[doc] = step;
				m->found[m->n_found++] = doc;
			}
		}
}

static enum search_rank rank_in_name(const struct match *m, uint32_t doc, const struct pattern *p, uint8_t fields)
{
	const struct segment_doc *d = &m->s->docs[doc];
	if (p->n_needs == 1 && p->n_cells <= 2 && !(fields & SEGMENT_START))
		return SEARCH_CONTAINS; /* the list has said it: most names that have a common word end here */
	size_t at = pattern_find(p, m->s->text + d->text, d->name);
	if (at == SIZE_MAX)
		return SEARCH_ALL_IN_NAME;
	if (at > 0)
		return SEARCH_CONTAINS;
	return p->n_cells == d->name || p->n_cells == d->base ? SEARCH_EXACT : SEARCH_BEGINS;
}

static enum search_rank rank_in_keywords(const struct match *m, uint32_t doc, const struct pattern *p)
{
	const struct segment_doc *d = &m->s->docs[doc];
	const uint16_t *text = m->s->text + d->text;
	enum search_rank best = SEARCH_ELSEWHERE;
	for (size_t from = d->name; from < d->size;) {
		size_t to = ++from;
		while (to < d->size && text[to] != FOLD_LINE)
			to++;
		size_t at = pattern_find(p, text + from, to - from);
		if (at == 0 && to - from == p->n_cells)
			return SEARCH_IS_KEYWORD;
		if (at != SIZE_MAX)
			best = SEARCH_IN_KEYWORD;
		from = to;
	}
	return best;
}

static enum search_rank rank_plain(const struct match *m, uint32_t doc, const struct pattern *p, uint8_t fields)
{
	enum search_rank best = fields & SEARCH_NAME ? rank_in_name(m, doc, p, fields) : SEARCH_NONE;
	if (best > SEARCH_IS_KEYWORD && fields & SEARCH_KEYWORD) {
		enum search_rank other = rank_in_keywords(m, doc, p);
		best = other < best ? other : best;
	}
	if (best == SEARCH_NONE && fields & SEARCH_CODE)
		return SEARCH_BEGINS;
	return best != SEARCH_NONE ? best : fields & ~SEGMENT_START || p->n_words > 1 ? SEARCH_ELSEWHERE : SEARCH_SCATTERED;
}

/* What a rank found in this way counts for. */
static enum search_rank rank_of(const struct match *m, uint32_t doc, const struct pattern *p)
{
	uint8_t fields = m->before[doc] & m->fields[doc];
	enum search_rank r = rank_plain(m, doc, p, fields);
	bool whole = r <= SEARCH_CONTAINS || r == SEARCH_IS_KEYWORD || r == SEARCH_IN_KEYWORD;
	switch (p->kind) {
	case PATTERN_SYNONYM:
		return r <= SEARCH_BEGINS ? SEARCH_SYNONYM_BEGINS : r <= SEARCH_IS_KEYWORD ? SEARCH_SYNONYM :
		       r < SEARCH_SCATTERED ? SEARCH_ELSEWHERE : SEARCH_NONE;
	case PATTERN_RELATED:
		return r <= SEARCH_IS_KEYWORD ? SEARCH_RELATED : SEARCH_NONE;
	case PATTERN_SOUND:
		if (p->n_cells == 1 && r > SEARCH_BEGINS)
			return SEARCH_NONE;
		if (!whole)
			return r == SEARCH_ELSEWHERE && !(fields & TEXTS) && fields ? SEARCH_ELSEWHERE : SEARCH_NONE;
		return r <= SEARCH_BEGINS ? SEARCH_SOUND_BEGINS : r == SEARCH_CONTAINS ? SEARCH_SOUND_IN_NAME : SEARCH_SOUND_KEYWORD;
	case PATTERN_PLAIN:
		break;
	}
	return r;
}

static void mark(struct match *m, uint32_t doc, enum search_rank rank)
{
	if (rank >= m->best[doc] || match_is_dead(m, doc))
		return;
	m->best[doc] = (uint8_t)rank;
	m->reached = m->reached < rank ? m->reached : (uint8_t)rank;
}

void match_pattern(struct match *m, const struct pattern *p)
{
	must(m->base < STEPS_MAX);
	for (size_t i = 0; i < p->n_needs; i++) {
		struct lists l = lists_of(m, p, &p->needs[i]);
		meet(m, &l, i);
		if (m->n_found == 0)
			break;
	}
	m->base = (uint16_t)(m->base + p->n_needs + 1);
	if (p->n_needs == 0)
		return;
	for (size_t i = 0; i < m->n_found; i++)
		mark(m, m->found[i], rank_of(m, m->found[i], p));
}

void match_everything(struct match *m)
{
	for (uint32_t d = 0; d < m->s->n; d++)
		mark(m, d, SEARCH_EXACT);
}

/* How much it says that a document has this: the rarer the more. */
static unsigned weight_of(const struct match *m, const struct lists *l)
{
	size_t n = 0;
	unsigned weight = 1;
	for (size_t i = 0; i < l->n; i++)
		n += l->all[i].n;
	if (n == 0)
		return WEIGHT_UNKNOWN;
	for (size_t all = m->s->n / n; all > 1; all /= 2)
		weight++;
	return weight;
}

static bool needs_one(const struct pattern *p, size_t cell)
{
	for (size_t i = 0; i < p->n_needs; i++)
		if (p->needs[i].kind == NEED_ONE && p->needs[i].cell == cell)
			return true;
	return false;
}

/* The pattern's needs, and every symbol by itself as well: words with others between them are not lost. */
static struct pattern in_parts(struct arena *a, const struct pattern *p)
{
	struct pattern parts = *p;
	parts.needs = arena_array(a, struct need, p->n_needs + p->n_cells + 1);
	memcpy(parts.needs, p->needs, p->n_needs * sizeof *p->needs);
	for (size_t i = 0; i < p->n_cells; i++)
		if (!fold_is_latin(p->cells[i].lo[0]) && p->cells[i].lo[0] != FOLD_GAP && !needs_one(p, i))
			parts.needs[parts.n_needs++] = (struct need){ NEED_ONE, i, NULL };
	return parts;
}

static void add_weights(const struct lists *l, unsigned weight, uint16_t *sums)
{
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->all[i].n; k++)
			if (l->all[i].all[k] & TEXTS)
				sums[l->all[i].all[k] >> SEGMENT_SHIFT] += (uint16_t)weight;
}

static bool has_pairs(const struct pattern *p)
{
	for (size_t i = 0; i < p->n_needs; i++)
		if (p->needs[i].kind == NEED_PAIR)
			return true;
	return false;
}

void match_near(struct match *m, const struct pattern *p)
{
	struct pattern parts = in_parts(m->mem, p);
	uint16_t *sums = arena_array(m->mem, uint16_t, m->s->n + 1), *paired = arena_array(m->mem, uint16_t, m->s->n + 1);
	bool pairs = has_pairs(p); /* single characters alone say too little */
	uint32_t all = 0, best = 0;
	for (size_t i = 0; i < parts.n_needs; i++) {
		struct lists l = lists_of(m, &parts, &parts.needs[i]);
		unsigned weight = weight_of(m, &l);
		add_weights(&l, weight, sums);
		if (parts.needs[i].kind == NEED_PAIR)
			add_weights(&l, 1, paired);
		all += weight;
	}
	for (size_t d = 0; d < m->s->n; d++)
		best = sums[d] > best ? sums[d] : best;
	for (uint32_t d = 0; d < m->s->n; d++) {
		uint32_t part = sums[d] < all ? sums[d] : all; /* a word may stand there more than once */
		if (part > 0 && (!pairs || paired[d]) && part * 100 >= all * NEAR_PERCENT && sums[d] * 100u >= best * NEAR_OF_BEST)
			mark(m, d, SEARCH_NEAR + (100 - part * 100 / all) / PERCENT_A_RANK);
	}
}

void match_count(struct match *m, const uint16_t *symbols, size_t n, uint8_t *out)
{
	for (size_t i = 0; i < n; i++) {
		struct segment_list l = segment_term(m->s, segment_key(symbols[i], 0));
		for (size_t k = 0; k < l.n; k++)
			if (l.all[k] & TEXTS)
				out[l.all[k] >> SEGMENT_SHIFT]++;
	}
}
