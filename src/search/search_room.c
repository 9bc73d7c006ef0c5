#include "search/search.h"

static const struct route routes[] = {
	{ 0 },
};

const struct room search_room = { .name = "search", .routes = routes };
