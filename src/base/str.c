#include "base/str.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool str_eq(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

const char *str_or_empty(const char *s)
{
	return s ? s : "";
}

bool str_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), k = strlen(suffix);
	return n >= k && strcmp(s + n - k, suffix) == 0;
}

bool str_is_digits(const char *s)
{
	return *s && s[strspn(s, "0123456789")] == '\0';
}

/* Bytes of the well-formed sequence at s, 0 if it is not one. Ranges: RFC 3629 §4. */
static size_t sequence(const unsigned char *s, size_t left)
{
	unsigned char c = s[0], lo = 0x80, hi = 0xBF;
	size_t n = c < 0x80 ? 1 : c >= 0xC2 && c <= 0xDF ? 2 : c >= 0xE0 && c <= 0xEF ? 3 : c >= 0xF0 && c <= 0xF4 ? 4 : 0;
	if (!n || n > left || c == 0)
		return 0;
	if (c == 0xE0) lo = 0xA0;
	if (c == 0xED) hi = 0x9F;
	if (c == 0xF0) lo = 0x90;
	if (c == 0xF4) hi = 0x8F;
	for (size_t i = 1; i < n; i++, lo = 0x80, hi = 0xBF)
		if (s[i] < lo || s[i] > hi)
			return 0;
	return n;
}

bool str_valid_utf8(const char *s, size_t bytes)
{
	const unsigned char *p = (const unsigned char *)s, *end = p + bytes;
	while (p < end) {
		size_t n = sequence(p, (size_t)(end - p));
		if (!n)
			return false;
		p += n;
	}
	return true;
}

uint32_t str_next(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;
	if (!*p)
		return 0;
	size_t n = sequence(p, strnlen(*s, 4));
	*s += n ? n : 1;
	switch (n) {
	case 1: return p[0];
	case 2: return (uint32_t)(p[0] & 31) << 6 | (p[1] & 63);
	case 3: return (uint32_t)(p[0] & 15) << 12 | (uint32_t)(p[1] & 63) << 6 | (p[2] & 63);
	case 4: return (uint32_t)(p[0] & 7) << 18 | (uint32_t)(p[1] & 63) << 12 | (uint32_t)(p[2] & 63) << 6 | (p[3] & 63);
	default: return 0xFFFD;
	}
}

size_t str_length(const char *s)
{
	size_t n = 0;
	while (str_next(&s))
		n++;
	return n;
}

enum { IDEOGRAPHIC_SPACE = 0x3000, FULL_WIDTH_FIRST = 0xFF01, FULL_WIDTH_LAST = 0xFF5E, FULL_TO_HALF = 0xFEE0 };

static bool is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == IDEOGRAPHIC_SPACE || c == 0xA0;
}

bool str_blank(const char *s)
{
	if (s)
		for (uint32_t c; (c = str_next(&s));)
			if (!is_space(c))
				return false;
	return true;
}

char *str_trim(struct arena *a, const char *s)
{
	const char *from = NULL, *to = s, *at = s;
	for (uint32_t c; (c = str_next(&at));) {
		if (is_space(c))
			continue;
		if (!from)
			from = at - (c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
		to = at;
	}
	return from ? arena_strndup(a, from, (size_t)(to - from)) : arena_strdup(a, "");
}

char *str_shorten(struct arena *a, const char *s, size_t n)
{
	const char *at = s;
	while (n-- && str_next(&at))
		;
	return *at ? arena_printf(a, "%.*s…", (int)(at - s), s) : arena_strdup(a, s);
}

char *str_code(struct arena *a, const char *s)
{
	char *out = arena_alloc(a, strlen(s) + 1), *w = out;
	for (;;) {
		const char *from = s;
		uint32_t c = str_next(&s);
		if (!c)
			return out;
		if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
			c -= FULL_TO_HALF;
		if (is_space(c) || c == '-')
			continue;
		if (c < 0x80)
			*w++ = (char)toupper((int)c);
		else
			while (from < s)
				*w++ = *from++;
	}
}

char *str_masked(struct arena *a, const char *s, size_t head, size_t tail)
{
	size_t n = str_length(s), i = 0;
	char *out = arena_alloc(a, strlen(s) + n + 1), *w = out;
	for (const char *from = s; str_next(&s); from = s, i++) {
		if (i >= head && i + tail < n) {
			*w++ = '*';
			continue;
		}
		memcpy(w, from, (size_t)(s - from));
		w += s - from;
	}
	return out;
}

bool num_parse(const char *s, int64_t min, int64_t max, int64_t *out)
{
	if (!s || !*s || isspace((unsigned char)*s) || *s == '+')
		return false;
	char *end;
	errno = 0;
	long long v = strtoll(s, &end, 10);
	if (errno || *end || v < min || v > max)
		return false;
	*out = v;
	return true;
}
