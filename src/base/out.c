#include "base/out.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void out_init(struct out *o, struct arena *mem, size_t max_bytes)
{
	*o = (struct out){ .max = max_bytes, .mem = mem };
}

void out_release(struct out *o)
{
	free(o->data);
	*o = (struct out){ 0 };
}

void out_clear(struct out *o)
{
	o->len = 0;
	o->failed = false;
}

static bool room(struct out *o, size_t n)
{
	if (o->failed || n > o->max - o->len) {
		o->failed = true;
		return false;
	}
	if (o->cap - o->len > n)
		return true;
	size_t cap = o->cap ? o->cap : 4096;
	while (cap - o->len <= n)
		cap *= 2;
	char *p = realloc(o->data, cap);
	must(p);
	o->data = p;
	o->cap = cap;
	return true;
}

void out_bytes(struct out *o, const char *data, size_t n)
{
	if (!room(o, n))
		return;
	memcpy(o->data + o->len, data, n);
	o->len += n;
}

const char *out_str(struct out *o)
{
	if (!room(o, 0))
		return "";
	o->data[o->len] = '\0';
	return o->data;
}

void out_raw(struct out *o, const char *s)
{
	out_bytes(o, s, strlen(s));
}

void out_printf(struct out *o, const char *fmt, ...)
{
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n >= 0 && room(o, (size_t)n)) {
		vsnprintf(o->data + o->len, (size_t)n + 1, fmt, again);
		o->len += (size_t)n;
	}
	va_end(again);
}

void out_int(struct out *o, int64_t v)
{
	out_printf(o, "%lld", (long long)v);
}

/* Writes s with each byte found in `special` replaced by what `replace` gives for it. */
static void escaped(struct out *o, const char *s, const char *special, const char *(*replace)(char))
{
	if (!s)
		return;
	for (;;) {
		size_t plain = strcspn(s, special);
		out_bytes(o, s, plain);
		s += plain;
		if (!*s)
			return;
		out_raw(o, replace(*s++));
	}
}

static const char *html_entity(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	default: return "&#39;";
	}
}

void out_text_str(struct out *o, const char *s)
{
	escaped(o, s, "&<>", html_entity);
}

void out_attr_str(struct out *o, const char *s)
{
	escaped(o, s, "&<>\"'", html_entity);
}

void out_part_str(struct out *o, const char *s)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
	while (s && *s) {
		size_t n = strspn(s, plain);
		out_bytes(o, s, n);
		s += n;
		if (*s)
			out_printf(o, "%%%02X", (unsigned char)*s++);
	}
}

void out_url_str(struct out *o, const char *s)
{
	static const char *const schemes[] = { "https://", "http://", "tel:", "mailto:" };
	bool safe = s && (s[0] == '#' || s[0] == '?' || (s[0] == '/' && s[1] != '/' && s[1] != '\\'));
	for (size_t i = 0; s && !safe && i < sizeof schemes / sizeof *schemes; i++)
		safe = strncmp(s, schemes[i], strlen(schemes[i])) == 0;
	out_attr_str(o, safe ? s : "#");
}

static const char *json_escape(char c)
{
	static const char *const control[] = {
		"\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007", "\\b", "\\t", "\\n", "\\u000b",
		"\\f", "\\r", "\\u000e", "\\u000f", "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014", "\\u0015", "\\u0016",
		"\\u0017", "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f",
	};
	return c == '"' ? "\\\"" : c == '\\' ? "\\\\" : control[(unsigned char)c - 1];
}

void out_json_str(struct out *o, const char *s)
{
	static const char special[] = "\"\\\x01\x02\x03\x04\x05\x06\x07\b\t\n\x0b\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19"
				      "\x1a\x1b\x1c\x1d\x1e\x1f";
	if (!s) {
		out_raw(o, "null");
		return;
	}
	out_raw(o, "\"");
	escaped(o, s, special, json_escape);
	out_raw(o, "\"");
}

void out_safe(struct out *o, struct safe_html h)
{
	out_raw(o, h.html);
}
