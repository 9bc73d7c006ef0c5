/* Output buffer: where pages, JSON and letters' text are written. Grows up to the maximum it was born with; running over
 * sets `failed` (checked once, at the end) and drops the rest. Escapers are named by where the text will stand;
 * html2c chooses among them, so pages never do. */
#pragma once
#include "base/arena.h"
#include <stdint.h>

struct out {
	char *data;       /* owned; NUL-terminated after out_str() */
	size_t len, cap, max;
	bool failed;
	struct arena *mem; /* for formatters that need memory while a page is drawn */
};

void out_init(struct out *o, struct arena *mem, size_t max_bytes);
void out_release(struct out *o);
void out_clear(struct out *o);
const char *out_str(struct out *o); /* NUL-terminated view, valid until the next write */

void out_bytes(struct out *o, const char *data, size_t n); /* as it is */
void out_raw(struct out *o, const char *s);                /* as it is; for literals and safe_html only */
void out_printf(struct out *o, const char *fmt, ...) PRINTF(2, 3); /* as it is; numbers and literals only */

void out_text_str(struct out *o, const char *s); /* HTML text; NULL writes nothing */
void out_attr_str(struct out *o, const char *s); /* inside "…" of an attribute */
void out_part_str(struct out *o, const char *s); /* one component of a URL: percent-encoded */
void out_url_str(struct out *o, const char *s);  /* a whole URL at the start of href/src/action: only https:, http:, tel:, mailto: or a path; else "#" */
void out_json_str(struct out *o, const char *s); /* a JSON string with its quotes; NULL writes null */
void out_int(struct out *o, int64_t v);

/* What {{expr}} becomes: by the type of the expression. */
#define OUT_BY_TYPE(o, x, str) _Generic((x), char *: str, const char *: str, default: out_int)(o, x)
#define out_text(o, x) OUT_BY_TYPE(o, x, out_text_str)
#define out_attr(o, x) OUT_BY_TYPE(o, x, out_attr_str)
#define out_part(o, x) OUT_BY_TYPE(o, x, out_part_str)
#define out_url(o, x) out_url_str(o, x)

/* HTML that was made safe on purpose by the function that returns it; the only thing {{raw}} takes. */
struct safe_html {
	const char *html;
};
void out_safe(struct out *o, struct safe_html h);
