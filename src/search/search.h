/* Finding by words. */
#pragma once
#include "web/site.h"

extern const struct room search_room;
