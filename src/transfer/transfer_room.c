#include "transfer/transfer.h"
#include "transfer/command.h"
#include "transfer/feed.h"
#include "transfer/pages.h"
#include "transfer/transfer.sql.h"

enum { FORM_BYTES = 4096 };
#define KEEPERS STAFF(ROLE_CATALOGUE | ROLE_REFORM | ROLE_ADMIN)

static const struct route routes[] = {
	{ GET, "/admin/transfer", pages_show, KEEPERS, .help = "items out of and into files" },
	{ POST, "/admin/transfer", pages_look, KEEPERS, .body = PAGES_FILE_MAX + KB(64), .flags = ROUTE_UPLOAD,
	  .help = "looks at a file and says what would come of it" },
	{ POST, "/admin/transfer/take", pages_take, KEEPERS, .body = FORM_BYTES, .help = "takes over the file that was looked at" },
	{ POST, "/admin/transfer/export", pages_give, KEEPERS, .body = FORM_BYTES, .help = "a file of items, of one department or of all" },
	{ GET, "/api/v1/changes", feed_changes, ANYONE, .flags = ROUTE_JSON, .help = "items that were added, changed or withdrawn, to follow",
	  .answer = &feed_changes_shape, .query = &feed_changes_query },
	{ GET, "/api/v1/codes", feed_tables, ANYONE, .flags = ROUTE_JSON, .help = "the tables of codes", .answer = &feed_tables_shape },
	{ GET, "/api/v1/codes/:table", feed_codes, ANYONE, .flags = ROUTE_JSON, .help = "the codes of a table", .answer = &feed_codes_shape },
	{ 0 },
};

static const struct command commands[] = {
	{ "import", "catalogue|province FILE [--dry-run] [--draft] [--partial] [--organisation CODE]",
	  "take over items: CSV (UTF-8 or GB18030) or JSON, all rows or none but with --partial; a departments' list of six columns is always "
	  "taken as far as it is good; province: the provincial hall's XML or JSON, into drafts",
	  COMMAND_SITE, command_import },
	{ "export", "catalogue FILE.{csv,xlsx,json} [--since DAY] [--organisation CODE]", "all items, or those changed since a day", COMMAND_SITE,
	  command_export },
	{ 0 },
};

const struct room transfer_room = { .name = "transfer", .routes = routes, .commands = commands, .statements = { &transfer_sql } };
