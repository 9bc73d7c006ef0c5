/* Forms that an item describes as data. */
#pragma once
#include "web/site.h"

extern const struct room forms_room;
