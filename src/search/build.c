/* Making a segment: texts are folded three times (to measure, to count, to fill), which costs less than keeping what was found
 * in between. */
#include "search/fold.h"
#include "search/segment.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 4096, TEXT_MAX = 60000, SEGMENTS_MEMORY = 1 << 30, FOLDED_MAX = 1 << 15 };

struct found { const char *word; uint32_t posting; };

struct build {
	struct search_segment *s;
	const struct search_doc **docs; /* the heaviest first */
	struct arena *work;
	uint16_t *folded;               /* one text */
	uint32_t *last;                 /* by term: number + 1 of the last document that had it */
	size_t cap_terms, cap_last;
	struct found *found;            /* Latin words */
	size_t n_found, cap_found;
	bool filling;
};

static int by_weight(const void *a, const void *b)
{
	const struct search_doc *x = *(const struct search_doc *const *)a, *y = *(const struct search_doc *const *)b;
	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static size_t fold(struct build *b, const char *words)
{
	size_t bytes = strlen(words);
	if (bytes >= FOLDED_MAX)
		words = arena_strndup(b->work, words, FOLDED_MAX - 1);
	return fold_flat(words, b->folded);
}

static void grow_slots(struct search_segment *s)
{
	s->n_slots *= 2;
	s->slots = arena_array(s->mem, uint32_t, s->n_slots);
	for (size_t i = 0; i < s->n_terms; i++)
		s->slots[segment_slot(s, s->terms[i].key)] = (uint32_t)i + 1;
}

static struct segment_term *term_of(struct build *b, uint32_t key)
{
	struct search_segment *s = b->s;
	uint32_t slot = segment_slot(s, key);
	if (s->slots[slot])
		return &s->terms[s->slots[slot] - 1];
	if (s->n_terms * 2 >= s->n_slots) {
		grow_slots(s);
		slot = segment_slot(s, key);
	}
	if (s->n_terms == b->cap_terms) {
		size_t cap = b->cap_terms * 2;
		s->terms = arena_grow(s->mem, s->terms, b->cap_terms * sizeof *s->terms, cap * sizeof *s->terms);
		b->last = arena_grow(b->work, b->last, b->cap_terms * sizeof *b->last, cap * sizeof *b->last);
		b->cap_terms = cap;
	}
	s->terms[s->n_terms] = (struct segment_term){ .key = key };
	s->slots[slot] = (uint32_t)++s->n_terms;
	return &s->terms[s->n_terms - 1];
}

/* Counts a term once for each document; when filling, terms[].n grows again from 0 and fields of the same document come together. */
static void take_term(struct build *b, uint32_t key, uint32_t doc, uint32_t fields)
{
	struct search_segment *s = b->s;
	struct segment_term *t = term_of(b, key);
	uint32_t *last = &b->last[t - s->terms];
	if (*last == doc + 1) {
		if (b->filling)
			s->postings[t->at + t->n - 1] |= fields;
		return;
	}
	*last = doc + 1;
	if (b->filling)
		s->postings[t->at + t->n] = doc << SEGMENT_SHIFT | fields;
	t->n++;
}

static void take_token(struct build *b, const uint16_t *c, size_t n, uint32_t doc, uint32_t fields)
{
	if (b->n_found == b->cap_found) {
		size_t cap = b->cap_found ? b->cap_found * 2 : FIRST_SLOTS;
		b->found = arena_grow(b->work, b->found, b->cap_found * sizeof *b->found, cap * sizeof *b->found);
		b->cap_found = cap;
	}
	b->found[b->n_found++] = (struct found){ fold_print(b->s->mem, c, n), doc << SEGMENT_SHIFT | fields };
}

static void take_words(struct build *b, const char *words, uint32_t doc, uint32_t field)
{
	size_t n = fold(b, words);
	const uint16_t *c = b->folded;
	for (size_t i = 0; i < n; i++) {
		uint32_t fields = field | (i == 0 && field == SEARCH_NAME ? SEGMENT_START : 0);
		if (fold_is_latin(c[i])) {
			size_t from = i;
			while (i + 1 < n && fold_is_latin(c[i + 1]))
				i++;
			if (!b->filling)
				take_token(b, c + from, i - from + 1, doc, fields);
		} else if (c[i] != FOLD_GAP) {
			take_term(b, segment_key(c[i], 0), doc, fields);
			if (i + 1 < n && c[i + 1] >= 128)
				take_term(b, segment_key(c[i], c[i + 1]), doc, fields);
		}
	}
}

static void take_all(struct build *b)
{
	for (uint32_t d = 0; d < b->s->n; d++) {
		const struct search_doc *doc = b->docs[d];
		take_words(b, doc->name, d, SEARCH_NAME);
		for (size_t i = 0; i < doc->n_texts; i++)
			take_words(b, doc->texts[i].words, d, doc->texts[i].field);
	}
}

static void make_postings(struct build *b)
{
	struct search_segment *s = b->s;
	size_t total = 0;
	b->cap_terms = FIRST_SLOTS;
	s->n_slots = FIRST_SLOTS;
	s->slots = arena_array(s->mem, uint32_t, s->n_slots);
	s->terms = arena_array(s->mem, struct segment_term, b->cap_terms);
	b->last = arena_array(b->work, uint32_t, b->cap_terms);
	take_all(b);
	for (size_t i = 0; i < s->n_terms; i++) {
		s->terms[i].at = (uint32_t)total;
		total += s->terms[i].n;
		s->terms[i].n = 0;
	}
	s->postings = arena_array(s->mem, uint32_t, total + 1);
	memset(b->last, 0, b->cap_terms * sizeof *b->last);
	b->filling = true;
	take_all(b);
}

static int by_token(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order = strcmp(x->word, y->word);
	return order ? order : x->posting < y->posting ? -1 : x->posting > y->posting;
}

static void make_tokens(struct build *b)
{
	struct search_segment *s = b->s;
	if (b->n_found > 1)
		qsort(b->found, b->n_found, sizeof *b->found, by_token);
	s->tokens = arena_array(s->mem, struct segment_token, b->n_found + 1);
	s->token_postings = arena_array(s->mem, uint32_t, b->n_found + 1);
	for (size_t i = 0; i < b->n_found; i++) {
		struct segment_token *last = &s->tokens[s->n_tokens ? s->n_tokens - 1 : 0];
		if (s->n_tokens == 0 || !str_eq(last->word, b->found[i].word)) {
			last = &s->tokens[s->n_tokens++];
			*last = (struct segment_token){ b->found[i].word, (uint32_t)i, 0 };
		}
		s->token_postings[i] = b->found[i].posting;
		last->n++;
	}
}

static int by_sound(const void *a, const void *b)
{
	const struct segment_sound *x = a, *y = b;
	return x->key < y->key ? -1 : x->key > y->key ? 1 : x->term < y->term ? -1 : x->term > y->term;
}

/* The ways in which a term may be read; out NULL: only counts them. */
static size_t read_term(uint32_t key, uint32_t term, struct segment_sound *out)
{
	static const uint16_t none[PINYIN_READINGS] = { 0 };
	const uint16_t *first = segment_readings((uint16_t)(key >> 16)), *second = segment_readings((uint16_t)key);
	size_t n = 0;
	bool pair = key & 0xFFFF;
	if (!first || (pair && !second))
		return 0;
	second = pair ? second : none;
	for (int i = 0; i < PINYIN_READINGS && first[i]; i++)
		for (int k = 0; k < PINYIN_READINGS && (k == 0 || second[k]); k++, n++)
			if (out)
				out[n] = (struct segment_sound){ segment_key(first[i], second[k]), term };
	return n;
}

static void make_sounds(struct search_segment *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->n_terms; i++)
		n += read_term(s->terms[i].key, (uint32_t)i, NULL);
	s->sounds = arena_array(s->mem, struct segment_sound, n + 1);
	for (size_t i = 0; i < s->n_terms; i++)
		s->n_sounds += read_term(s->terms[i].key, (uint32_t)i, s->sounds + s->n_sounds);
	qsort(s->sounds, n, sizeof *s->sounds, by_sound);
}

/* Symbols before the brackets that a name ends with: 食品经营许可（新办）（县级）. */
static size_t base_of(struct build *b, const char *name)
{
	static const struct { const char *open, *close; } brackets[] = { { "（", "）" }, { "(", ")" } };
	char *base = arena_strdup(b->work, name);
	for (bool cut = true; cut;) {
		cut = false;
		for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
			char *last = NULL;
			for (char *at = base; (at = strstr(at, brackets[i].open)); at++)
				last = at;
			if (!last || last == base || !str_ends(base, brackets[i].close))
				continue;
			*last = '\0';
			cut = true;
		}
	}
	return fold(b, base);
}

/* The symbols of a document's name and keywords; out NULL: only counts. */
static struct segment_doc write_text(struct build *b, const struct search_doc *doc, uint16_t *out)
{
	size_t n = fold(b, doc->name), name = n;
	if (out)
		memcpy(out, b->folded, n * sizeof *out);
	for (size_t i = 0; i < doc->n_texts; i++) {
		if (doc->texts[i].field != SEARCH_KEYWORD)
			continue;
		size_t more = fold(b, doc->texts[i].words);
		if (n + more + 1 > TEXT_MAX)
			break;
		if (out) {
			out[n] = FOLD_LINE;
			memcpy(out + n + 1, b->folded, more * sizeof *out);
		}
		n += more + 1;
	}
	return (struct segment_doc){ .name = (uint16_t)name, .base = out ? (uint16_t)base_of(b, doc->name) : 0, .size = (uint16_t)n };
}

static void make_texts(struct build *b)
{
	struct search_segment *s = b->s;
	size_t total = 0;
	for (size_t d = 0; d < s->n; d++)
		total += write_text(b, b->docs[d], NULL).size;
	s->text = arena_array(s->mem, uint16_t, total + 1);
	s->docs = arena_array(s->mem, struct segment_doc, s->n + 1);
	total = 0;
	for (size_t d = 0; d < s->n; d++) {
		s->docs[d] = write_text(b, b->docs[d], s->text + total);
		s->docs[d].text = (uint32_t)total;
		total += s->docs[d].size;
	}
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static int by_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void make_facet(struct build *b, unsigned f)
{
	struct search_segment *s = b->s;
	struct segment_facet *facet = &s->facets[f];
	int64_t *all = arena_array(b->work, int64_t, s->n + 1);
	for (size_t d = 0; d < s->n; d++)
		all[d] = b->docs[d]->facets[f];
	qsort(all, s->n, sizeof *all, by_number);
	for (size_t i = 0; i < s->n; i++)
		if (i == 0 || all[i] != all[i - 1])
			all[facet->n++] = all[i];
	must(facet->n <= UINT16_MAX);
	facet->values = arena_array(s->mem, int64_t, facet->n + 1);
	facet->of = arena_array(s->mem, uint16_t, s->n + 1);
	memcpy(facet->values, all, facet->n * sizeof *all);
	for (size_t d = 0; d < s->n; d++) {
		const int64_t *at = bsearch(&b->docs[d]->facets[f], facet->values, facet->n, sizeof *facet->values, by_number);
		facet->of[d] = (uint16_t)(at - facet->values);
	}
}

static void make_tags(struct build *b)
{
	struct search_segment *s = b->s;
	size_t total = 0;
	for (size_t d = 0; d < s->n; d++)
		total += b->docs[d]->n_tags;
	const char **all = arena_array(b->work, const char *, total + 1);
	s->tags_at = arena_array(s->mem, uint32_t, s->n + 1);
	s->tags_of = arena_array(s->mem, uint16_t, total + 1);
	total = 0;
	for (size_t d = 0; d < s->n; d++)
		for (size_t i = 0; i < b->docs[d]->n_tags; i++)
			all[total++] = b->docs[d]->tags[i];
	qsort(all, total, sizeof *all, by_words);
	size_t n = 0;
	for (size_t i = 0; i < total; i++)
		if (i == 0 || !str_eq(all[i], all[n - 1]))
			all[n++] = all[i];
	must(n <= UINT16_MAX);
	s->tags = arena_array(s->mem, const char *, n + 1);
	for (; s->n_tags < n; s->n_tags++)
		s->tags[s->n_tags] = arena_strdup(s->mem, all[s->n_tags]);
	total = 0;
	for (size_t d = 0; d < s->n; d++) {
		s->tags_at[d] = (uint32_t)total;
		for (size_t i = 0; i < b->docs[d]->n_tags; i++)
			s->tags_of[total++] = (uint16_t)segment_tag(s, b->docs[d]->tags[i]);
	}
	s->tags_at[s->n] = (uint32_t)total;
}

static void make_ids(struct build *b)
{
	struct search_segment *s = b->s;
	s->ids = arena_array(s->mem, int64_t, s->n + 1);
	s->weights = arena_array(s->mem, int64_t, s->n + 1);
	s->by_id = arena_alloc(s->mem, (s->n + 1) * sizeof *s->by_id);
	for (size_t d = 0; d < s->n; d++) {
		s->ids[d] = s->by_id[d].id = b->docs[d]->id;
		s->weights[d] = b->docs[d]->weight;
		s->by_id[d].doc = (uint32_t)d;
	}
	qsort(s->by_id, s->n, sizeof *s->by_id, by_number); /* the id stands first */
}

struct search_segment *search_build(const struct search_doc *docs, size_t n)
{
	struct arena *mem = arena_new(SEGMENTS_MEMORY), *work = arena_new(SEGMENTS_MEMORY);
	struct search_segment *s = arena_new_of(mem, struct search_segment);
	*s = (struct search_segment){ .mem = mem, .n = n };
	struct build b = { .s = s, .work = work, .docs = arena_array(work, const struct search_doc *, n + 1),
			   .folded = arena_array(work, uint16_t, FOLDED_MAX) };
	must(n < UINT32_MAX >> SEGMENT_SHIFT);
	for (size_t i = 0; i < n; i++)
		b.docs[i] = &docs[i];
	qsort(b.docs, n, sizeof *b.docs, by_weight);
	make_ids(&b);
	make_texts(&b);
	make_postings(&b);
	make_tokens(&b);
	make_sounds(s);
	for (unsigned f = 0; f < SEARCH_FACETS; f++)
		make_facet(&b, f);
	make_tags(&b);
	arena_free(work);
	return s;
}
