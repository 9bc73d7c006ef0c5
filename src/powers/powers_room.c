#include "powers/powers_private.h"

#define KEEPERS STAFF(ROLE_CATALOGUE | ROLE_REFORM | ROLE_ADMIN)

static const struct route routes[] = {
	{ GET, "/powers", powers_get_list, ANYONE, .flags = ROUTE_SHARED, .help = "the power list, with filters" },
	{ GET, "/powers.csv", powers_get_csv, ANYONE, .help = "the same as a table: up to 5,000 powers" },
	{ GET, "/powers/:code", powers_get_one, ANYONE, .flags = ROUTE_SHARED,
	  .help = "one power: basis, responsibilities, accountability, its items and versions" },
	{ GET, "/intermediaries", powers_get_intermediaries, ANYONE, .flags = ROUTE_SHARED, .help = "intermediary services" },
	{ GET, "/intermediaries/:code", powers_get_intermediary, ANYONE, .flags = ROUTE_SHARED,
	  .help = "one of them, with those who offer it, by rating, price or time" },
	{ GET, "/sites", powers_get_sites, ANYONE, .flags = ROUTE_SHARED, .help = "the departments' own sites" },
	{ GET, "/admin/powers", powers_get_unlinked, KEEPERS, .help = "items without a power, powers without an item, links to cancelled items" },
	{ GET, "/admin/links", links_get, KEEPERS, .help = "addresses of other sites that do not answer" },
	{ POST, "/admin/links/check", links_check_now, STAFF(ROLE_REFORM | ROLE_ADMIN), .body = KB(4), .help = "tries all addresses now" },
	{ 0 },
};

const struct room powers_room = {
	.name = "powers", .routes = routes, .jobs = links_jobs, .statements = { &powers_sql, &powers_links_sql },
};
