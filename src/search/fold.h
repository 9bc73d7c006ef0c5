/* Text as the search compares it: half-width, small letters, one 16-bit symbol a character, without punctuation. Characters
 * beyond the basic plane share symbols of the private area: they are rare, and two that share one do no harm. */
#pragma once
#include "base/arena.h"
#include <stdint.h>

enum { FOLD_GAP = ' ', FOLD_LINE = '\n' };

/* Symbols of s with one FOLD_GAP for white space and punctuation between them, none at the ends; from and to: the bytes of s
 * that each stands for. At most `most` symbols. */
struct fold {
	uint16_t *c;
	uint32_t *from, *to;
	size_t n;
};
struct fold fold_text(struct arena *a, const char *s, size_t most);

/* The same without gaps, but for those between two Latin words, into room for strlen(s) symbols; returns how many. */
size_t fold_flat(const char *s, uint16_t *out);
/* Without its gaps, likewise; the bytes move along. */
void fold_close(struct fold *f);

static inline bool fold_is_latin(uint16_t c)
{
	return c < 128 && c != FOLD_GAP && c != FOLD_LINE;
}
char *fold_print(struct arena *a, const uint16_t *c, size_t n); /* as UTF-8 */
