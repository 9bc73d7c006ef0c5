#include "cases/cases.h"
#include "cases/desk.h"
#include "cases/desk.sql.h"
#include "cases/hall.h"
#include "cases/hall.sql.h"

const struct room cases_room = {
	.name = "cases", .routes = cases_hall_routes, .statements = { &cases_sql, &cases_hall_sql },
};
const struct room cases_desk_room = { .name = "desk", .routes = cases_desk_routes, .statements = { &cases_desk_sql } };
