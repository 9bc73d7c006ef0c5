/* A segment as the files of this room see it: documents from the heaviest to the lightest, and for every character, pair of
 * characters and Latin word the documents that have it. */
#pragma once
#include "search/search.h"
#include "pinyin_table.h"

/* A posting: the document's number and the fields in which it stands. */
enum { SEGMENT_START = 32 /* a name begins with it */, SEGMENT_FIELDS = 63, SEGMENT_SHIFT = 6 };

struct segment_list { const uint32_t *all; size_t n; };

struct segment_doc {
	uint32_t text;             /* in search_segment.text: the name, then every keyword behind a FOLD_LINE */
	uint16_t name, base, size; /* symbols: of the name, of the name before its bracket, of all */
};

struct segment_term { uint32_t key, at, n; };
struct segment_token { const char *word; uint32_t at, n; };
struct segment_sound { uint32_t key, term; };
struct segment_facet { int64_t *values; size_t n; uint16_t *of; };

struct search_segment {
	struct arena *mem;
	size_t n;
	int64_t *ids, *weights;
	struct segment_doc *docs;
	uint16_t *text;
	uint32_t *slots, n_slots;                     /* number of a term + 1, by its key */
	struct segment_term *terms; size_t n_terms;
	uint32_t *postings;                           /* of terms */
	struct segment_token *tokens; size_t n_tokens; /* by the alphabet */
	uint32_t *token_postings;
	struct segment_sound *sounds; size_t n_sounds; /* readings of terms, by key */
	struct { int64_t id; uint32_t doc; } *by_id;
	struct segment_facet facets[SEARCH_FACETS];
	const char **tags; size_t n_tags;             /* by strcmp */
	uint32_t *tags_at;                            /* tags of a document: tags_of[tags_at[d]] up to tags_at[d + 1] */
	uint16_t *tags_of;
};

/* The key of a pair of symbols or of syllables; b 0: of a single one. */
static inline uint32_t segment_key(uint16_t a, uint16_t b)
{
	return (uint32_t)a << 16 | b;
}

struct segment_list segment_term(const struct search_segment *s, uint32_t key);
/* Readings of a symbol; NULL when it has none. */
static inline const uint16_t *segment_readings(uint16_t c)
{
	return c >= PINYIN_FIRST && c <= PINYIN_LAST && pinyin_readings[c - PINYIN_FIRST][0] ? pinyin_readings[c - PINYIN_FIRST] : NULL;
}
/* Where keys of at least `key` begin in sounds. */
size_t segment_sound(const struct search_segment *s, uint32_t key);
/* Where words of at least `word` begin in tokens. */
size_t segment_token(const struct search_segment *s, const char *word);
/* Number of a tag; n_tags when no document has it. */
size_t segment_tag(const struct search_segment *s, const char *tag);
/* Slot for a key: that of its term, or the free one where it would stand. */
uint32_t segment_slot(const struct search_segment *s, uint32_t key);
