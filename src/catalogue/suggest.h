/* What the search field offers while somebody types, and the page on which staff see why a search finds what it finds. */
#pragma once
#include "catalogue/list.h"
#include "web/route.h"

extern const struct shape suggest_shape, suggest_query;
enum err suggest_get(struct req *r);

struct suggest_line { const char *code, *name, *agency, *why; };
struct suggest_view {
	const char *q;
	struct item_page page;
	struct suggest_line *lines; size_t n;
};
enum err suggest_try(struct req *r);
