#include "codes/codes_page.h"

#define MAY_KEEP STAFF(ROLE_REFORM | ROLE_ADMIN)

static const struct route routes[] = {
	{ GET, "/admin/codes", codes_page_list, MAY_KEEP, .help = "tables of codes" },
	{ GET, "/admin/codes/:table", codes_page_show, MAY_KEEP, .help = "one table, entry by entry" },
	{ GET, "/admin/codes/:table/entries.csv", codes_page_csv, MAY_KEEP, .help = "one table as CSV" },
	{ POST, "/admin/codes/:table", codes_page_take, MAY_KEEP, .body = KB(512),
	  .help = "adds, renames, moves, takes out of use or away; or a whole table from text" },
	{ 0 },
};

const struct room codes_room = { .name = "codes", .routes = routes, .statements = { &codes_sql } };
