/* Stars and online rates. */
#pragma once
#include "web/site.h"

extern const struct room rates_room;
