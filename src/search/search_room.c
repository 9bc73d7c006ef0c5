#include "search/synonyms.h"

enum { LINES_FORM = 128 * 1024 };

static const struct route routes[] = {
	{ GET, "/admin/synonyms", synonyms_page, STAFF(ROLE_REFORM | ROLE_ADMIN), .help = "what people say and what items call it" },
	{ POST, "/admin/synonyms", synonyms_take, STAFF(ROLE_REFORM | ROLE_ADMIN), .body = LINES_FORM,
	  .help = "adds, imports or removes synonyms" },
	{ 0 },
};

const struct room search_room = { .name = "search", .routes = routes, .statements = { &search_synonyms_sql } };
