#include "codes/codes.h"
#include "codes/codes.sql.h"

static const struct route routes[] = {
	{ 0 },
};

const struct room codes_room = { .name = "codes", .routes = routes, .statements = { &codes_sql } };
