/* All rooms of the program, in the order in which their routes are tried. */
#pragma once
#include "web/site.h"

const struct room *rooms_all(const struct room *first); /* first: the commands of main.c, or NULL; ends with name NULL */
/* The statements of all rooms, NULL at the end; in the arena. */
const struct sql_set *const *rooms_statements(struct arena *a, const struct room *rooms);
