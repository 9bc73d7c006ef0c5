#include "catalogue/catalogue.h"
#include "catalogue/catalogue.sql.h"

const struct room catalogue_room = { .name = "catalogue", .statements = { &catalogue_sql } };
