#include "catalogue/admin.h"
#include "catalogue/api.h"
#include "catalogue/catalogue.h"
#include "catalogue/catalogue.sql.h"
#include "catalogue/form.h"
#include "catalogue/guide.h"
#include "catalogue/list.h"
#include "catalogue/renewal.h"
#include "catalogue/rules.sql.h"
#include "catalogue/stars.sql.h"
#include "catalogue/suggest.h"

static const struct route routes[] = {
	{ GET, "/", list_home, ANYONE, .flags = ROUTE_SHARED, .help = "home: search, topics, departments, figures of the day" },
	{ GET, "/items", list_items, ANYONE, .flags = ROUTE_SHARED, .help = "items, with filters" },
	{ GET, "/search/suggest", suggest_get, ANYONE, .flags = ROUTE_JSON, .help = "items that fit what has been typed so far, a few",
	  .answer = &suggest_shape, .query = &suggest_query },
	{ GET, "/admin/search", suggest_try, STAFF(ROLE_REFORM | ROLE_ADMIN), .help = "what a search finds, and why" },
	{ GET, "/items/:code", guide_get, ANYONE, .flags = ROUTE_SHARED, .help = "the guide of an item" },
	{ GET, "/items/:code/files/:hash", guide_file, ANYONE, .help = "a blank form, a sample or a flow chart that the item names" },
	{ GET, "/items/:code/form.json", form_json, ANYONE, .flags = ROUTE_JSON,
	  .help = "the form of an item as JSON Schema of its answers, with its layout", .answer = &form_shape },
	{ GET, "/items/:code/form.pdf", form_pdf, ANYONE, .help = "the blank form of an item, to be filled in by hand" },
	{ GET, "/my/licences", renewal_my_licences, APPLICANT, .help = "the licences of the account, and which of them end soon" },
	{ GET, "/departments", list_departments, ANYONE, .flags = ROUTE_SHARED, .help = "departments with their addresses and items" },
	{ GET, "/help", guide_help, ANYONE, .flags = ROUTE_SHARED, .help = "how to apply, levels of accounts, what the lamps mean" },
	{ GET, "/api/v1/items", api_items, ANYONE, .flags = ROUTE_JSON, .help = "items in use, with filters, page by page",
	  .answer = &api_items_shape, .query = &api_items_query },
	{ GET, "/api/v1/items/:code", api_item, ANYONE, .flags = ROUTE_JSON, .help = "everything about one item",
	  .answer = &api_item_shape },
	{ GET, "/api/v1/items/:code/versions/:version", api_version, ANYONE, .flags = ROUTE_JSON,
	  .help = "what one version of an item says or said", .answer = &api_version_shape },
	{ GET, "/api/v1/departments", api_departments, ANYONE, .flags = ROUTE_JSON, .help = "departments and how many items they have",
	  .answer = &api_departments_shape },
	{ GET, "/admin/items", admin_items, STAFF(ROLE_ADMIN | ROLE_CATALOGUE | ROLE_REFORM), .help = "items in any state, with filters" },
	{ 0 },
};

const struct room catalogue_room = {
	.name = "catalogue", .routes = routes,
	.statements = { &catalogue_sql, &catalogue_find_sql, &catalogue_stars_sql, &catalogue_rules_sql },
};
