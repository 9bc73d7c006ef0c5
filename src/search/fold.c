#include "search/fold.h"
#include "base/str.h"
#include <string.h>

enum { WIDE_FIRST = 0xFF01, WIDE_LAST = 0xFF5E, WIDE_SHIFT = 0xFEE0, PLANE = 0xFFFF, PRIVATE = 0xE000, PRIVATE_SIZE = 0x1900 };

/* Blocks of signs that part words. 々 and 〇 stand among them and are letters. */
static const struct { uint32_t first, last; } signs[] = {
	{ 0, '0' - 1 }, { '9' + 1, 'a' - 1 }, { 'z' + 1, 0xBF }, { 0xD7, 0xD7 }, { 0xF7, 0xF7 }, { 0x2000, 0x214F }, { 0x2190, 0x245F },
	{ 0x2500, 0x2BFF }, { 0x2E00, 0x2E7F }, { 0x3000, 0x3004 }, { 0x3008, 0x3020 }, { 0x3030, 0x303F }, { 0xFE30, 0xFE6F },
	{ 0xFF5F, 0xFF65 }, { 0xFFE0, 0xFFFF },
};

/* The next character's symbol, FOLD_GAP for a sign; 0 at the end. */
static uint16_t next_symbol(const char **s)
{
	uint32_t c = str_next(s);
	if (c == 0)
		return 0;
	if (c >= WIDE_FIRST && c <= WIDE_LAST)
		c -= WIDE_SHIFT;
	if (c >= 'A' && c <= 'Z')
		c += 'a' - 'A';
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (c <= signs[i].last) {
			if (c >= signs[i].first)
				return FOLD_GAP;
			break;
		}
	return (uint16_t)(c > PLANE ? PRIVATE + c % PRIVATE_SIZE : c);
}

struct fold fold_text(struct arena *a, const char *s, size_t most)
{
	size_t room = strlen(s) < most ? strlen(s) : most;
	struct fold f = { arena_array(a, uint16_t, room + 1), arena_array(a, uint32_t, room + 1), arena_array(a, uint32_t, room + 1), 0 };
	const char *at = s, *before = s;
	for (uint16_t c; f.n < room && (c = next_symbol(&at)); before = at) {
		if (c == FOLD_GAP && (f.n == 0 || f.c[f.n - 1] == FOLD_GAP))
			continue;
		f.c[f.n] = c;
		f.from[f.n] = (uint32_t)(before - s);
		f.to[f.n++] = (uint32_t)(at - s);
	}
	if (f.n > 0 && f.c[f.n - 1] == FOLD_GAP)
		f.n--;
	return f;
}

/* Whether a gap may go: not where two Latin words would become one. */
static bool is_idle(uint16_t before, uint16_t after)
{
	return !fold_is_latin(before) || !fold_is_latin(after);
}

void fold_close(struct fold *f)
{
	size_t n = 0;
	for (size_t i = 0; i < f->n; i++) {
		if (f->c[i] == FOLD_GAP && is_idle(f->c[i - 1], f->c[i + 1]))
			continue;
		f->c[n] = f->c[i];
		f->from[n] = f->from[i];
		f->to[n++] = f->to[i];
	}
	f->n = n;
}

size_t fold_flat(const char *s, uint16_t *out)
{
	size_t n = 0;
	bool gap = false;
	for (uint16_t c; (c = next_symbol(&s));) {
		if (c == FOLD_GAP) {
			gap = n > 0;
			continue;
		}
		if (gap && !is_idle(out[n - 1], c))
			out[n++] = FOLD_GAP;
		gap = false;
		out[n++] = c;
	}
	return n;
}

char *fold_print(struct arena *a, const uint16_t *c, size_t n)
{
	char *s = arena_alloc(a, n * 3 + 1), *to = s;
	for (size_t i = 0; i < n; i++) {
		if (c[i] < 0x80) {
			*to++ = (char)c[i];
		} else if (c[i] < 0x800) {
			*to++ = (char)(0xC0 | c[i] >> 6);
			*to++ = (char)(0x80 | (c[i] & 0x3F));
		} else {
			*to++ = (char)(0xE0 | c[i] >> 12);
			*to++ = (char)(0x80 | (c[i] >> 6 & 0x3F));
			*to++ = (char)(0x80 | (c[i] & 0x3F));
		}
	}
	return s;
}
