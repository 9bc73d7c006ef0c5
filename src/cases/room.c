#include "cases/cases.h"
#include "cases/desk.h"
#include "cases/desk.sql.h"
#include "cases/hall.h"
#include "cases/hall.sql.h"
#include "cases/jobs.h"
#include "cases/recount.h"
#include "jobs/jobs.h"
#include "web/command.h"

const struct room cases_room = {
	.name = "cases", .routes = cases_hall_routes, .statements = { &cases_sql, &cases_hall_sql },
};
const struct room cases_desk_room = { .name = "desk", .routes = cases_desk_routes, .statements = { &cases_desk_sql } };

static const struct job_kind jobs[] = {
	{ "deadlines", deadlines_run, jobs_at_midnight },
	{ "reminders", reminders_run, jobs_at_morning },
	{ "recount", recount_run, NULL },
	{ 0 },
};

static const struct command commands[] = {
	{ "calendar", "import FILE [--district] [--preview] | recount [--preview] | list YEAR",
	  "published or district days from JSON or CSV; which running clocks would move, and counting them anew", COMMAND_SITE, recount_command },
	{ 0 },
};

const struct room cases_time_room = { .name = "time", .routes = recount_routes, .jobs = jobs, .commands = commands };
