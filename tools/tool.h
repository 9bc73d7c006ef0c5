/* What html2c, sql2c and embed share: reading a source, stopping at a mistake, writing C.
 *
 * The compilers run once for each file and stop at the first mistake with `file:line: words` and exit status 1, the form
 * that editors and build logs jump to. Everything lives in one arena until the process ends. */
#pragma once
#include "base/out.h"
#include "base/str.h"
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOOL_MAX_BYTES = 64 << 20 };

struct source {
	struct arena *mem;
	const char *path; /* as given on the command line */
	const char *text; /* valid UTF-8, NUL-terminated */
	const char *room; /* name of the folder: "cases" */
	const char *stem; /* name of the file without its ending: "hall_apply" */
};

_Noreturn static inline void tool_stop(const char *path, int line, const char *fmt, ...) PRINTF(3, 4);
_Noreturn static inline void tool_stop(const char *path, int line, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	fprintf(stderr, "%s:%d: ", path, line);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	exit(1);
}

static inline const char *tool_base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static inline char *tool_read(struct arena *mem, const char *path, size_t *out_size)
{
	FILE *f = fopen(path, "rb");
	if (!f || fseek(f, 0, SEEK_END))
		tool_stop(path, 1, "%s", strerror(errno));
	size_t size = (size_t)ftell(f);
	rewind(f);
	char *text = arena_alloc(mem, size + 1);
	if (fread(text, 1, size, f) != size)
		tool_stop(path, 1, "cannot be read to its end");
	fclose(f);
	*out_size = size;
	return text;
}

static inline void tool_write(const char *path, struct out *o)
{
	FILE *f = fopen(path, "wb");
	if (!f || fwrite(out_str(o), 1, o->len, f) != o->len || fclose(f) || o->failed)
		tool_stop(path, 1, "cannot be written");
}

static inline bool tool_is_name(const char *s)
{
	return *s && !isdigit((unsigned char)*s) && s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

/* Reads ROOM/STEM.ending; both names become parts of C names. */
static inline struct source source_open(struct arena *mem, const char *path)
{
	size_t size;
	struct source s = { .mem = mem, .path = path, .text = tool_read(mem, path, &size) };
	if (!str_valid_utf8(s.text, size))
		tool_stop(path, 1, "is not UTF-8");
	const char *base = tool_base_name(path);
	s.stem = arena_strndup(mem, base, strcspn(base, "."));
	s.room = base == path ? "" : tool_base_name(arena_strndup(mem, path, (size_t)(base - path) - 1));
	if (!tool_is_name(s.stem) || !tool_is_name(s.room))
		tool_stop(path, 1, "must lie in a room's folder; both names in a-z, 0-9 and _");
	return s;
}

static inline int source_line(const struct source *s, const char *at)
{
	int line = 1;
	for (const char *p = s->text; p < at; p++)
		line += *p == '\n';
	return line;
}

#define source_stop(s, at, ...) tool_stop((s)->path, source_line((s), (at)), __VA_ARGS__)

/* A C string literal of n bytes, broken over lines where it is long; what is not UTF-8 is written as octal escapes. The
 * second of two question marks is escaped, because -std=c17 still reads trigraphs. */
static inline void tool_literal(struct out *o, const char *s, size_t n)
{
	enum { LINE = 96 };
	size_t column = 0;
	bool utf8 = str_valid_utf8(s, n);
	out_raw(o, "\"");
	for (size_t i = 0; i < n; i++, column++) {
		unsigned char c = (unsigned char)s[i];
		bool begins_character = (c & 0xC0) != 0x80 || !utf8;
		if (column >= LINE && begins_character) {
			out_raw(o, "\"\n\t\t\"");
			column = 0;
		}
		if (c == '"' || c == '\\' || (c == '?' && i && s[i - 1] == '?'))
			out_printf(o, "\\%c", c);
		else if (c == '\n')
			out_raw(o, "\\n");
		else if (c == '\t')
			out_raw(o, "\\t");
		else if (c < ' ' || c == 0x7F || (c > 0x7F && !utf8))
			out_printf(o, "\\%03o", c);
		else
			out_bytes(o, &s[i], 1);
	}
	out_raw(o, "\"");
}

static inline bool is_space(char c)
{
	return c && strchr(" \t\r\n", c);
}

static inline const char *skip_space(const char *at)
{
	return at + strspn(at, " \t\r\n");
}

/* Bytes of the C name at `at`; 0 if there is none. */
static inline size_t name_length(const char *at)
{
	size_t n = 0;
	while (isalnum((unsigned char)at[n]) || at[n] == '_')
		n++;
	return n;
}

/* At a quote in C: the place of the one that ends it, or of the last character before the end. */
static inline const char *quote_end(const char *at)
{
	char quote = *at;
	while (at[1] && *++at != quote)
		at += *at == '\\' && at[1];
	return at;
}

/* The last comma outside brackets and quotes, NULL if there is none. */
static inline const char *last_comma(const char *at)
{
	const char *found = NULL;
	for (int depth = 0; *at; at++) {
		if (*at == '"' || *at == '\'')
			at = quote_end(at);
		depth += strchr("([{", *at) != NULL;
		depth -= strchr(")]}", *at) != NULL;
		found = *at == ',' && !depth ? at : found;
	}
	return found;
}
