#include "base/csv.h"
#include <string.h>

struct csv_out csv_begin(struct out *o)
{
	out_raw(o, "\xEF\xBB\xBF");
	return (struct csv_out){ o, false };
}

static void next(struct csv_out *c)
{
	out_bytes(c->o, ",", c->started);
	c->started = true;
}

static bool is_formula(const char *text)
{
	return *text && strchr("=+-@\t\r", *text);
}

void csv_cell(struct csv_out *c, const char *text)
{
	next(c);
	if (!text || !*text)
		return;
	const char *guard = is_formula(text) ? "'" : "";
	if (!text[strcspn(text, ",\"\r\n")]) {
		out_raw(c->o, guard);
		out_raw(c->o, text);
		return;
	}
	out_raw(c->o, "\"");
	out_raw(c->o, guard);
	for (const char *end; (end = strchr(text, '"')); text = end + 1) {
		out_bytes(c->o, text, (size_t)(end - text));
		out_raw(c->o, "\"\"");
	}
	out_raw(c->o, text);
	out_raw(c->o, "\"");
}

void csv_int(struct csv_out *c, int64_t v)
{
	next(c);
	out_int(c->o, v);
}

void csv_end(struct csv_out *c)
{
	out_raw(c->o, "\r\n");
	c->started = false;
}
