/* Strings: UTF-8, NUL-terminated, never NULL inside our structs unless the header says so. */
#pragma once
#include "base/arena.h"
#include <stdint.h>

bool str_eq(const char *a, const char *b);         /* NULL equals only NULL */
bool str_blank(const char *s);                     /* NULL, empty, or only white space */
bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);
bool str_is_digits(const char *s);                 /* at least one character, all 0–9 */
size_t str_length(const char *s);                  /* characters, not bytes */
bool str_valid_utf8(const char *s, size_t bytes);  /* well formed (RFC 3629), and no NUL */
/* At most n characters, with "…" behind when something was cut. */
char *str_shorten(struct arena *a, const char *s, size_t n);
/* Without white space (ASCII and U+3000) at both ends. */
char *str_trim(struct arena *a, const char *s);
/* Without spaces and hyphens, full-width letters and digits made half-width, letters upper-case: how people's typing of
 * numbers and codes is forgiven before it is checked. */
char *str_code(struct arena *a, const char *s);
/* The middle hidden: "350205********0017"; keeps `head` and `tail` characters. */
char *str_masked(struct arena *a, const char *s, size_t head, size_t tail);
/* "" for NULL. */
const char *str_or_empty(const char *s);
/* Decodes one character, moves *s behind it; 0 at the end; U+FFFD for a bad byte. */
uint32_t str_next(const char **s);

/* Integers from text: whole text, decimal, within [min, max]; false otherwise (then *out is untouched). */
MUST_CHECK bool num_parse(const char *s, int64_t min, int64_t max, int64_t *out);
