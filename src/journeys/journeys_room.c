#include "journeys/journeys.h"
#include "journeys/journeys.sql.h"
#include "journeys/pages.h"

static const struct route routes[] = {
	{ GET, "/journeys", journeys_list, ANYONE, .flags = ROUTE_SHARED, .help = "guided paths, by what people want to do" },
	{ GET, "/journeys/:code", journeys_walk, ANYONE, .flags = ROUTE_SHARED,
	  .help = "one question after the other, then the plan; the answers stand in the address" },
	{ 0 },
};

const struct room journeys_room = { .name = "journeys", .routes = routes, .statements = { &journeys_sql } };
