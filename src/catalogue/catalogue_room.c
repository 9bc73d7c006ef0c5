#include "catalogue/admin.h"
#include "catalogue/api.h"
#include "catalogue/catalogue.h"
#include "catalogue/catalogue.sql.h"
#include "catalogue/guide.h"
#include "catalogue/import.h"
#include "catalogue/list.h"
#include "catalogue/renewal.h"
#include "web/command.h"

enum { ADMIN_FORM = 4096 };

static const struct route routes[] = {
	{ GET, "/", list_home, ANYONE, .flags = ROUTE_SHARED, .help = "home: search, topics, departments, figures of the day" },
	{ GET, "/items", list_items, ANYONE, .flags = ROUTE_SHARED, .help = "items, with filters" },
	{ GET, "/items/:code", guide_get, ANYONE, .flags = ROUTE_SHARED, .help = "the guide of an item" },
	{ GET, "/my/licences", renewal_my_licences, APPLICANT, .help = "the licences of the account, and which of them end soon" },
	{ GET, "/departments", list_departments, ANYONE, .flags = ROUTE_SHARED, .help = "departments with their addresses and items" },
	{ GET, "/help", guide_help, ANYONE, .flags = ROUTE_SHARED, .help = "how to apply, levels of accounts, what the lamps mean" },
	{ GET, "/api/v1/items", api_items, ANYONE, .flags = ROUTE_JSON, .help = "items in use, with filters, page by page",
	  .answer = &api_items_shape, .query = &api_items_query },
	{ GET, "/api/v1/items/:code", api_item, ANYONE, .flags = ROUTE_JSON, .help = "everything about one item",
	  .answer = &api_item_shape },
	{ GET, "/api/v1/departments", api_departments, ANYONE, .flags = ROUTE_JSON, .help = "departments and how many items they have",
	  .answer = &api_departments_shape },
	{ GET, "/admin/items", admin_items, STAFF(ROLE_ADMIN), .help = "items in any state, with filters" },
	{ POST, "/admin/items/:id/state", admin_item_state, STAFF(ROLE_ADMIN), .body = ADMIN_FORM,
	  .help = "puts an item into use, suspends or cancels it" },
	{ 0 },
};

static const struct command commands[] = {
	{ "import", "catalogue FILE.csv", "take over a catalogue of items: UTF-8 or GB18030, columns by name; says what is suspicious",
	  COMMAND_SITE, import_command },
	{ 0 },
};

const struct room catalogue_room = {
	.name = "catalogue", .routes = routes, .commands = commands, .statements = { &catalogue_sql, &catalogue_find_sql },
};
