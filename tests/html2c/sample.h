/* What the sample pages draw; print_pages.c fills it with text that would do harm if it were not escaped. */
#pragma once
#include "base/out.h"

struct material {
	const char *name;
	bool required;
};

struct item {
	const char *name, *code, *url;
	int64_t days;
	const struct material *materials;
	size_t n_materials;
};

struct safe_html bold(struct out *o, const char *text);
