/* What is looked for: a query understood in one way. Its cells stand for symbols one after the other; its needs are what a
 * document must have somewhere, each found in the segment's lists. */
#pragma once
#include "search/fold.h"
#include "search/segment.h"

/* A symbol, or any character that may be read as one of some syllables (ranges by the alphabet). */
struct cell {
	bool sound;
	uint8_t n;
	uint16_t lo[PINYIN_READINGS], hi[PINYIN_READINGS]; /* a symbol is lo[0] */
};

struct need {
	enum need_kind { NEED_ONE, NEED_PAIR, NEED_TOKEN } kind;
	size_t cell;       /* the first of its cells */
	const char *token; /* what a Latin word begins with */
};

enum pattern_kind { PATTERN_PLAIN, PATTERN_SYNONYM, PATTERN_SOUND, PATTERN_RELATED };

struct pattern {
	enum pattern_kind kind;
	struct cell *cells; size_t n_cells;
	struct need *needs; size_t n_needs;
	size_t n_words;    /* parted by white space or signs */
	bool by_sound;     /* some cell is one */
	const char *words; /* as people read it */
};

/* A run of Latin letters and digits, or of other symbols. */
struct piece { const uint16_t *c; size_t n, word; bool latin; };

/* A query, cut. */
struct asked {
	struct fold flat;                 /* without gaps */
	struct piece *pieces; size_t n;
	size_t n_words;
	const char *words;
};
struct asked pattern_ask(struct arena *a, const char *words);

struct pattern pattern_plain(struct arena *a, const struct asked *q, enum pattern_kind kind);
/* Every character by its sound: finds what was typed with the wrong one. */
struct pattern pattern_by_sound(struct arena *a, const struct asked *q);
/* Its Latin letters read as pinyin, whole or as initials: up to PATTERN_READINGS ways; 0 when they cannot be. */
enum { PATTERN_READINGS = 4 };
size_t pattern_pinyin(struct arena *a, const struct asked *q, struct pattern out[PATTERN_READINGS]);

bool pattern_cell_fits(const struct cell *c, uint16_t symbol);
/* Where all cells stand one after the other in these symbols; SIZE_MAX when nowhere. */
size_t pattern_find(const struct pattern *p, const uint16_t *text, size_t n);
