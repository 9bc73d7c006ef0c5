#include "registry/edit.h"
#include "registry/standards.h"
#include "registry/standards.sql.h"

#define KEEPERS STAFF(ROLE_CATALOGUE | ROLE_REFORM | ROLE_ADMIN)

static const struct route routes[] = {
	{ GET, "/admin/adjustments", edit_list_show, KEEPERS, .help = "adjustments: those that wait for this person, or by state" },
	{ GET, "/admin/adjustments/new", edit_begin_show, KEEPERS, .help = "what is to be adjusted, how and why" },
	{ POST, "/admin/adjustments/new", edit_begin_do, KEEPERS, .body = KB(32), .help = "begins an adjustment" },
	{ GET, "/admin/adjustments/:id", edit_page_show, KEEPERS, .help = "one adjustment: contents, findings, differences, log" },
	{ POST, "/admin/adjustments/:id/act/:action", edit_page_act, KEEPERS, .body = KB(32), .help = "moves it: submit, approve, return …" },
	{ POST, "/admin/adjustments/:id/reason", edit_page_reason, KEEPERS, .body = KB(32), .help = "changes why it is made" },
	{ GET, "/admin/adjustments/:id/groups/:no", edit_group_show, KEEPERS, .help = "one group of its elements" },
	{ POST, "/admin/adjustments/:id/groups/:no", edit_group_save, KEEPERS, .body = MB(45), .flags = ROUTE_UPLOAD,
	  .help = "keeps the fields of the group and the files that came" },
	{ GET, "/admin/adjustments/:id/rows/:key/:no", edit_row_show, KEEPERS, .help = "one row of a list; no: from 1, or new" },
	{ POST, "/admin/adjustments/:id/rows/:key/:no", edit_row_save, KEEPERS, .body = MB(45), .flags = ROUTE_UPLOAD, .help = "keeps it" },
	{ POST, "/admin/adjustments/:id/rows/:key", edit_rows_change, KEEPERS, .body = KB(8), .help = "moves, copies or removes a row" },
	{ GET, "/admin/adjustments/:id/files/:hash", edit_page_file, KEEPERS, .help = "a file that the draft names" },
	{ GET, "/admin/records/:kind", edit_records_show, KEEPERS, .help = "records of one kind in any state" },
	{ GET, "/admin/records/:kind/:code", versions_desk, KEEPERS, .help = "versions of a record, and any two side by side" },
	{ GET, "/admin/standards", standards_list, KEEPERS, .help = "templates, how far their followers depart, and codes and names that do not agree" },
	{ POST, "/admin/standards", standards_new, STAFF(ROLE_REFORM | ROLE_ADMIN), .body = KB(8), .help = "begins a template made of an item" },
	{ GET, "/admin/standards/:code", standards_show, KEEPERS, .help = "the items that follow a template, by the five norms" },
	{ POST, "/admin/standards/:code/align", standards_align, KEEPERS, .body = KB(32), .help = "begins adjustments that bring followers back" },
	{ GET, "/items/:code/versions", versions_hall, ANYONE, .flags = ROUTE_SHARED, .help = "versions of a guide and what changed" },
	{ 0 },
};

const struct room registry_room = {
	.name = "registry", .routes = routes, .jobs = force_jobs, .statements = { &registry_adjust_sql, &registry_record_sql, &registry_standards_sql },
};
