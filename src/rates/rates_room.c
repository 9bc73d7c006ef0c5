#include "jobs/jobs.h"
#include "rates/rates_private.h"

enum { TARGETS_FORM = 4096 };

#define MAY_SEE STAFF(ROLE_CATALOGUE | ROLE_REFORM | ROLE_ADMIN | ROLE_HEAD)
#define MAY_CHANGE STAFF(ROLE_REFORM | ROLE_ADMIN)

static const struct route routes[] = {
	{ GET, "/rates", rates_page_public, ANYONE, .flags = ROUTE_SHARED, .help = "stars and online rates, by department and by day" },
	{ GET, "/admin/rates", rates_page_admin, MAY_SEE, .help = "rates against their targets, by department, street and level" },
	{ POST, "/admin/rates/targets", rates_page_targets, MAY_CHANGE, .body = TARGETS_FORM, .help = "targets, by kind of organisation" },
	{ GET, "/admin/rates/:organisation", rates_page_organisation, MAY_SEE,
	  .help = "one department's rates and the items between it and its targets, cheapest first" },
	{ GET, "/admin/rates/:organisation/days.csv", rates_csv_days, MAY_SEE, .help = "the rates of all days; organisation 0: the whole place" },
	{ GET, "/admin/rates/:organisation/gaps.csv", rates_csv_gaps, MAY_SEE, .help = "those items as a table" },
	{ GET, "/admin/items/:id/star", stars_page_item, STAFF(ROLE_CATALOGUE | ROLE_REFORM | ROLE_ADMIN),
	  .help = "what lifts an item to its next stars" },
	{ GET, "/admin/stars", star_form_show, MAY_CHANGE, .help = "the star standard" },
	{ POST, "/admin/stars", star_form_take, MAY_CHANGE, .body = KB(64), .help = "what a change of the star standard would do, and the change" },
	{ 0 },
};

static const struct job_kind jobs[] = {
	{ "rates_day", rate_days_run, rate_days_next },
	{ 0 },
};

const struct room rates_room = { .name = "rates", .routes = routes, .jobs = jobs, .statements = { &rates_sql } };
