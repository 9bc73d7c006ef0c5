/* Power list, intermediary services, convenience sites. */
#pragma once
#include "web/site.h"

extern const struct room powers_room;
