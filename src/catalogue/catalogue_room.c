#include "catalogue/catalogue.h"
#include "catalogue/catalogue.sql.h"
#include "catalogue/guide.h"
#include "catalogue/list.h"

static const struct route routes[] = {
	{ GET, "/", list_home, ANYONE, .flags = ROUTE_SHARED, .help = "home: search, topics, departments, figures of the day" },
	{ GET, "/items", list_items, ANYONE, .flags = ROUTE_SHARED, .help = "items, with filters" },
	{ GET, "/items/:code", guide_get, ANYONE, .flags = ROUTE_SHARED, .help = "the guide of an item" },
	{ GET, "/departments", list_departments, ANYONE, .flags = ROUTE_SHARED, .help = "departments with their addresses and items" },
	{ GET, "/help", guide_help, ANYONE, .flags = ROUTE_SHARED, .help = "how to apply, levels of accounts, what the lamps mean" },
	{ 0 },
};

const struct room catalogue_room = { .name = "catalogue", .routes = routes, .statements = { &catalogue_sql, &catalogue_find_sql } };
