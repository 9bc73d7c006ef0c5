#include "search/segment.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

uint32_t segment_slot(const struct search_segment *s, uint32_t key)
{
	uint32_t at = (key * 0x9E3779B1u) >> 7 & (s->n_slots - 1);
	while (s->slots[at] && s->terms[s->slots[at] - 1].key != key)
		at = (at + 1) & (s->n_slots - 1);
	return at;
}

struct segment_list segment_term(const struct search_segment *s, uint32_t key)
{
	uint32_t no = s->slots[segment_slot(s, key)];
	return no ? (struct segment_list){ s->postings + s->terms[no - 1].at, s->terms[no - 1].n } : (struct segment_list){ NULL, 0 };
}

size_t segment_sound(const struct search_segment *s, uint32_t key)
{
	size_t from = 0, to = s->n_sounds;
	while (from < to) {
		size_t at = from + (to - from) / 2;
		if (s->sounds[at].key < key)
			from = at + 1;
		else
			to = at;
	}
	return from;
}

size_t segment_token(const struct search_segment *s, const char *word)
{
	size_t from = 0, to = s->n_tokens;
	while (from < to) {
		size_t at = from + (to - from) / 2;
		if (strcmp(s->tokens[at].word, word) < 0)
			from = at + 1;
		else
			to = at;
	}
	return from;
}

static int by_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t segment_tag(const struct search_segment *s, const char *tag)
{
	const char **found = bsearch(&tag, s->tags, s->n_tags, sizeof *s->tags, by_words);
	return found ? (size_t)(found - s->tags) : s->n_tags;
}

size_t search_size(const struct search_segment *s)
{
	return s->n;
}

bool search_bury(const struct search_segment *s, unsigned char *dead, int64_t id)
{
	size_t from = 0, to = s->n;
	while (from < to) {
		size_t at = from + (to - from) / 2;
		if (s->by_id[at].id < id)
			from = at + 1;
		else
			to = at;
	}
	if (from == s->n || s->by_id[from].id != id)
		return false;
	dead[s->by_id[from].doc / 8] |= (unsigned char)(1u << s->by_id[from].doc % 8);
	return true;
}

void search_free(struct search_segment *s)
{
	if (s)
		arena_free(s->mem);
}
