/* A search from its words to its hits: the ways in which words can be understood are tried from the strictest to the loosest,
 * until one finds something. */
#include "search/lexicon.h"
#include "search/match.h"
#include "search/mend.h"
#include "base/str.h"
#include <string.h>

enum { PATTERNS_MAX = 48, SYNONYMS_TRIED = 12, SENTENCE_MIN = 3 };

struct run {
	struct arena *mem;
	struct match *parts;
	size_t n_parts;
	const struct search_synonyms *synonyms;
	const struct search_want *want;
	struct search_result *out;
	struct pattern *patterns; size_t n;
};

static uint8_t reached(const struct run *r)
{
	uint8_t best = SEARCH_NONE;
	for (size_t i = 0; i < r->n_parts; i++)
		best = r->parts[i].reached < best ? r->parts[i].reached : best;
	return best;
}

static bool satisfied(const struct run *r)
{
	return reached(r) < SEARCH_SCATTERED;
}

static void try_pattern(struct run *r, struct pattern p)
{
	if (r->n == PATTERNS_MAX || p.n_needs == 0)
		return;
	for (size_t i = 0; i < r->n_parts; i++)
		match_pattern(&r->parts[i], &p);
	r->patterns[r->n++] = p;
}

static void try_words(struct run *r, const char *words, enum pattern_kind kind)
{
	struct asked q = pattern_ask(r->mem, words);
	try_pattern(r, pattern_plain(r->mem, &q, kind));
}

/* A word of the table that stands in the query, but for those that are parts of one that was taken before: 社保 in 社保卡. */
static size_t next_word(const struct run *r, const struct asked *q, size_t from, const struct lexicon_word **taken, size_t n_taken)
{
	for (size_t i = from; i < r->synonyms->n; i++) {
		const struct lexicon_word *w = &r->synonyms->all[i];
		size_t k = 0;
		if (lexicon_within(w->c, w->n, q->flat.c, q->flat.n) == SIZE_MAX)
			continue;
		while (k < n_taken && (taken[k]->n == w->n || lexicon_within(w->c, w->n, taken[k]->c, taken[k]->n) == SIZE_MAX))
			k++;
		if (k == n_taken)
			return i;
	}
	return r->synonyms->n;
}

/* What the words mean by the table: the whole of them, or a part with the rest beside it. Where the rest says more than can be
 * found (`related`), the part alone. */
static void try_synonyms(struct run *r, const struct asked *q, bool related)
{
	const struct lexicon_word *taken[SYNONYMS_TRIED];
	size_t n = 0;
	for (size_t i = 0; n < SYNONYMS_TRIED && (i = next_word(r, q, i, taken, n)) < r->synonyms->n; i++) {
		const struct lexicon_word *w = taken[n++] = &r->synonyms->all[i];
		size_t at = lexicon_within(w->c, w->n, q->flat.c, q->flat.n), behind = at + w->n;
		if (related) {
			if (w->n >= 2 && w->n * SENTENCE_MIN >= q->flat.n)
				try_words(r, w->means, PATTERN_RELATED);
			continue;
		}
		const char *before = lexicon_strip(r->mem, fold_print(r->mem, q->flat.c, at));
		const char *rest = lexicon_strip(r->mem, fold_print(r->mem, q->flat.c + behind, q->flat.n - behind));
		try_words(r, arena_printf(r->mem, "%s %s %s", before, w->means, rest), PATTERN_SYNONYM);
	}
}

static void try_pinyin(struct run *r, const struct asked *q)
{
	struct pattern readings[PATTERN_READINGS];
	size_t n = pattern_pinyin(r->mem, q, readings);
	for (size_t i = 0; i < n; i++)
		try_pattern(r, readings[i]);
}

static void try_all(struct run *r, const struct asked *q)
{
	try_pattern(r, pattern_plain(r->mem, q, PATTERN_PLAIN));
	try_synonyms(r, q, false);
	try_pinyin(r, q);
}

static void look(struct run *r)
{
	struct asked q = pattern_ask(r->mem, r->want->words);
	if (q.n == 0)
		return;
	try_all(r, &q);
	if (satisfied(r))
		return;
	struct asked core = pattern_ask(r->mem, lexicon_strip(r->mem, q.words));
	bool shorter = core.flat.n > 0 && core.flat.n < q.flat.n;
	if (shorter)
		try_all(r, &core);
	if (satisfied(r))
		return;
	const char *meant = mend_words(r->mem, r->parts, r->n_parts, r->synonyms, &q);
	if (!meant && shorter)
		meant = mend_words(r->mem, r->parts, r->n_parts, r->synonyms, &core);
	if (meant) {
		struct asked mended = pattern_ask(r->mem, meant);
		try_all(r, &mended);
		r->out->corrected = satisfied(r) ? meant : NULL;
	}
	if (!satisfied(r))
		try_synonyms(r, &q, true);
	if (reached(r) != SEARCH_NONE)
		return;
	struct pattern p = pattern_plain(r->mem, shorter ? &core : &q, PATTERN_PLAIN);
	for (size_t i = 0; i < r->n_parts; i++)
		match_near(&r->parts[i], &p);
	r->out->near = reached(r) != SEARCH_NONE;
}

/* --- filters, counts, and the hits of one page --- */

struct search_counts {
	size_t n_parts;
	struct counted {
		const struct search_segment *s;
		uint32_t *facets[SEARCH_FACETS], *tags;
	} parts[];
};

struct limits { uint16_t lo[SEARCH_FACETS], hi[SEARCH_FACETS]; size_t tag; };

/* Numbers of the values within a range: [lo, hi). */
static void limit(const struct segment_facet *f, struct search_range range, uint16_t *lo, uint16_t *hi)
{
	*lo = *hi = 0;
	for (size_t i = 0; i < f->n && f->values[i] <= range.max; i++) {
		*lo = (uint16_t)(f->values[i] < range.min ? i + 1 : *lo);
		*hi = (uint16_t)(i + 1);
	}
}

static struct limits limits_of(const struct search_segment *s, const struct search_want *want)
{
	struct limits l;
	for (unsigned f = 0; f < SEARCH_FACETS; f++)
		limit(&s->facets[f], want->facets[f], &l.lo[f], &l.hi[f]);
	l.tag = segment_tag(s, want->tag);
	return l;
}

static bool has_tag(const struct search_segment *s, uint32_t doc, size_t tag)
{
	for (uint32_t i = s->tags_at[doc]; i < s->tags_at[doc + 1]; i++)
		if (s->tags_of[i] == tag)
			return true;
	return false;
}

/* Documents that fit the words, each with the number of filters that it does not pass and the last of them; SEARCH_FACETS is the
 * tag. Columns are walked one after the other: a province's list is long. */
struct sieve {
	uint32_t *docs; size_t n;
	uint8_t *misses, *which;
};

static void sift_facet(struct sieve *v, const struct segment_facet *f, unsigned no, const struct limits *l)
{
	uint16_t lo = l->lo[no], hi = l->hi[no];
	if (lo == 0 && hi == f->n)
		return;
	for (size_t i = 0; i < v->n; i++) {
		uint16_t value = f->of[v->docs[i]];
		if (value < lo || value >= hi) {
			v->misses[i]++;
			v->which[i] = (uint8_t)no;
		}
	}
}

static struct sieve sift(struct arena *a, const struct match *m, const struct search_want *want)
{
	const struct search_segment *s = m->s;
	struct limits l = limits_of(s, want);
	struct sieve v = { .docs = m->found, .misses = arena_alloc(a, s->n + 1), .which = arena_alloc(a, s->n + 1) };
	for (uint32_t d = 0; m->reached != SEARCH_NONE && d < s->n; d++)
		if (m->best[d] != SEARCH_NONE)
			v.docs[v.n++] = d;
	for (unsigned f = 0; f < SEARCH_FACETS; f++)
		sift_facet(&v, &s->facets[f], f, &l);
	for (size_t i = 0; *want->tag && i < v.n; i++)
		if (!has_tag(s, v.docs[i], l.tag)) {
			v.misses[i]++;
			v.which[i] = SEARCH_FACETS;
		}
	return v;
}

/* Whether a document counts for this filter: it passes all others. */
static inline bool counts_for(const struct sieve *v, size_t i, unsigned facet)
{
	return v->misses[i] == 0 || (v->misses[i] == 1 && v->which[i] == facet);
}

static void count_all(const struct sieve *v, struct counted *c)
{
	const struct search_segment *s = c->s;
	for (unsigned f = 0; f < SEARCH_FACETS; f++) {
		const uint16_t *of = s->facets[f].of;
		uint32_t *counts = c->facets[f];
		for (size_t i = 0; i < v->n; i++)
			counts[of[v->docs[i]]] += counts_for(v, i, f);
	}
	for (size_t i = 0; i < v->n; i++)
		if (counts_for(v, i, SEARCH_FACETS))
			for (uint32_t k = s->tags_at[v->docs[i]]; k < s->tags_at[v->docs[i] + 1]; k++)
				c->tags[s->tags_of[k]]++;
}

static bool is_before(const struct search_place *a, const struct search_place *b)
{
	if (a->rank != b->rank)
		return a->rank < b->rank;
	if (a->weight != b->weight)
		return a->weight > b->weight;
	return a->id < b->id;
}

/* Into its place among the best so far, of which `most` are kept. */
static void keep(struct run *r, struct search_place place)
{
	struct search_result *out = r->out;
	size_t most = r->want->most, at = out->n;
	if ((r->want->after.rank >= 0 && !is_before(&r->want->after, &place)) || most == 0)
		return;
	if (at == most) {
		if (!is_before(&place, &out->hits[most - 1]))
			return;
		at--;
	}
	for (; at > 0 && is_before(&place, &out->hits[at - 1]); at--)
		out->hits[at] = out->hits[at - 1];
	out->hits[at] = place;
	out->n += out->n < most;
}

static void collect(struct run *r, const struct match *m, struct counted *c)
{
	const struct search_segment *s = m->s;
	struct sieve v = sift(r->mem, m, r->want);
	count_all(&v, c);
	for (size_t i = 0; i < v.n; i++) {
		uint32_t d = v.docs[i];
		if (v.misses[i] > 0)
			continue;
		r->out->total++;
		keep(r, (struct search_place){ m->best[d], s->weights[d], s->ids[d] });
	}
}

static struct counted counted_new(struct arena *a, const struct search_segment *s)
{
	struct counted c = { .s = s, .tags = arena_array(a, uint32_t, s->n_tags + 1) };
	for (unsigned f = 0; f < SEARCH_FACETS; f++)
		c.facets[f] = arena_array(a, uint32_t, s->facets[f].n + 1);
	return c;
}

static void tell_tried(struct run *r)
{
	r->out->tried = arena_array(r->mem, const char *, r->n + 1);
	for (size_t i = 0; i < r->n; i++) {
		size_t k = 0;
		while (k < r->out->n_tried && !str_eq(r->out->tried[k], r->patterns[i].words))
			k++;
		if (k == r->out->n_tried)
			r->out->tried[r->out->n_tried++] = r->patterns[i].words;
	}
}

void search_run(struct arena *a, const struct search_part *parts, size_t n_parts, const struct search_synonyms *synonyms,
		const struct search_want *want, struct search_result *out)
{
	struct run r = { .mem = a, .parts = arena_array(a, struct match, n_parts + 1), .n_parts = n_parts, .synonyms = synonyms,
			 .want = want, .out = out, .patterns = arena_array(a, struct pattern, PATTERNS_MAX) };
	*out = (struct search_result){ .hits = arena_array(a, struct search_place, want->most + 1) };
	out->counts = arena_alloc(a, sizeof *out->counts + n_parts * sizeof *out->counts->parts);
	out->counts->n_parts = n_parts;
	for (size_t i = 0; i < n_parts; i++) {
		r.parts[i] = match_new(a, &parts[i]);
		out->counts->parts[i] = counted_new(a, parts[i].segment);
	}
	if (str_blank(want->words)) {
		for (size_t i = 0; i < n_parts; i++)
			match_everything(&r.parts[i]);
	} else {
		look(&r);
	}
	for (size_t i = 0; i < n_parts; i++)
		collect(&r, &r.parts[i], &out->counts->parts[i]);
	out->patterns = r.patterns;
	out->n_patterns = r.n;
	tell_tried(&r);
}

int64_t search_counted(const struct search_result *r, unsigned facet, struct search_range range)
{
	int64_t n = 0;
	must(facet < SEARCH_FACETS);
	for (size_t i = 0; i < r->counts->n_parts; i++) {
		const struct counted *c = &r->counts->parts[i];
		uint16_t lo, hi;
		limit(&c->s->facets[facet], range, &lo, &hi);
		for (uint16_t v = lo; v < hi; v++)
			n += c->facets[facet][v];
	}
	return n;
}

int64_t search_counted_tag(const struct search_result *r, const char *tag)
{
	int64_t n = 0;
	for (size_t i = 0; i < r->counts->n_parts; i++) {
		const struct counted *c = &r->counts->parts[i];
		size_t no = segment_tag(c->s, tag);
		n += no < c->s->n_tags ? c->tags[no] : 0;
	}
	return n;
}

const char *search_why(int64_t rank)
{
	static const char *const words[] = {
		[SEARCH_EXACT] = "就是这个名称", [SEARCH_BEGINS] = "名称或者编码以它开头", [SEARCH_CONTAINS] = "名称里有",
		[SEARCH_ALL_IN_NAME] = "名称里有全部词语", [SEARCH_IS_KEYWORD] = "群众的叫法", [SEARCH_SYNONYM_BEGINS] = "同义词，名称以它开头",
		[SEARCH_SYNONYM] = "同义词", [SEARCH_IN_KEYWORD] = "群众的叫法里有", [SEARCH_SOUND_BEGINS] = "拼音，名称以它开头",
		[SEARCH_SOUND_IN_NAME] = "拼音", [SEARCH_SOUND_KEYWORD] = "拼音，群众的叫法里有", [SEARCH_ELSEWHERE] = "部门、主题等别处有",
		[SEARCH_RELATED] = "话里的一部分，按同义词", [SEARCH_SCATTERED] = "字都有，但不连着",
	};
	return rank >= 0 && rank < SEARCH_NEAR ? words[rank] : "比较接近";
}
