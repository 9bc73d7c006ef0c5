/* Finding by words: an engine that knows nothing of items. Documents become a segment that never changes; a search over one or
 * more segments gives ids in order, the total, and how many there would be behind every filter.
 *
 * What people type is forgiven: full-width and half-width, capitals, gaps and brackets are all the same; Chinese is compared by
 * single characters and by pairs; Latin letters may be the beginning of a code or a word, pinyin (shipin) or its initials
 * (spjy); what people say instead comes from a table of synonyms; where nothing fits, words that sound the same and those with
 * one slip of the pen (two in eight characters and more) are tried, and at the end what comes nearest.
 *
 * No locks: a segment may be searched by many threads. Memory: a segment has its own; what a search returns lives in the arena
 * given, which needs some 12 bytes for each document. */
#pragma once
#include "base/arena.h"
#include "web/site.h"

enum { SEARCH_FACETS = 8, SEARCH_WORDS_MAX = 96 /* symbols of a query that count */ };

/* Where words stand; a name's own are always SEARCH_NAME. */
enum search_field { SEARCH_NAME = 1, SEARCH_KEYWORD = 2, SEARCH_AGENCY = 4, SEARCH_TOPIC = 8, SEARCH_CODE = 16 };
struct search_text { enum search_field field; const char *words; };

struct search_doc {
	int64_t id, weight;            /* weight: among equals the heavier first */
	const char *name;
	const struct search_text *texts; size_t n_texts;
	int64_t facets[SEARCH_FACETS]; /* numbers to filter by, of the caller's meaning */
	const char **tags; size_t n_tags;
};

struct search_segment;
struct search_segment *search_build(const struct search_doc *docs, size_t n); /* ids must differ; copies what it needs */
void search_free(struct search_segment *s);                                   /* NULL is allowed */
size_t search_size(const struct search_segment *s);                           /* documents */

/* A segment without the documents whose bit is set (they are gone, or a later segment has them): NULL for none. */
struct search_part { const struct search_segment *segment; unsigned char *dead; };
/* Sets the bit of this document in search_size() / 8 + 1 bytes; false when the segment does not have it. */
bool search_bury(const struct search_segment *s, unsigned char *dead, int64_t id);

/* What people say and what it is called; all strings are the caller's. */
struct search_synonym { const char *word, *means; };
struct search_synonyms;
struct search_synonyms *search_synonyms_new(const struct search_synonym *all, size_t n);
void search_synonyms_free(struct search_synonyms *s);

/* How a document fits, the best first. Among equals the weight decides, then the id. */
enum search_rank {
	SEARCH_EXACT, SEARCH_BEGINS, SEARCH_SYNONYM_BEGINS, SEARCH_CONTAINS, SEARCH_ALL_IN_NAME, SEARCH_IS_KEYWORD, SEARCH_SYNONYM,
	SEARCH_IN_KEYWORD, SEARCH_SOUND_BEGINS, SEARCH_SOUND_IN_NAME, SEARCH_SOUND_KEYWORD, SEARCH_ELSEWHERE, SEARCH_RELATED,
	SEARCH_SCATTERED, SEARCH_NEAR, SEARCH_NONE = 255,
};
const char *search_why(int64_t rank); /* 名称以它开头 */

struct search_range { int64_t min, max; };
static inline struct search_range search_any(void)
{
	return (struct search_range){ INT64_MIN, INT64_MAX };
}

struct search_place { int64_t rank, weight, id; };
struct search_want {
	const char *words;                      /* white space at most: everything */
	struct search_range facets[SEARCH_FACETS];
	const char *tag;                        /* "" for any */
	struct search_place after;              /* begins behind this hit; rank -1: at the beginning */
	size_t most;
};

struct search_counts;
struct pattern;
struct search_result {
	struct search_place *hits; size_t n;
	int64_t total;
	bool near;                              /* nothing fits: these come near */
	const char *corrected;                  /* nothing fits what was typed: this is what was looked for; else NULL */
	const char **tried; size_t n_tried;     /* every way in which the words were understood */
	struct search_counts *counts;
	const struct pattern *patterns; size_t n_patterns;
};

void search_run(struct arena *a, const struct search_part *parts, size_t n_parts, const struct search_synonyms *synonyms,
		const struct search_want *want, struct search_result *out);
/* How many hits there would be with this filter in place of the one that was asked for, all others as they are. */
int64_t search_counted(const struct search_result *r, unsigned facet, struct search_range range);
int64_t search_counted_tag(const struct search_result *r, const char *tag);

/* Bytes of a name that the search was for, in order, [from, to). */
struct search_mark { size_t from, to; };
size_t search_marks(struct arena *a, const struct search_result *r, const char *name, struct search_mark **out);

extern const struct room search_room;
