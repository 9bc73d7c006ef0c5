/* Guided question paths. */
#pragma once
#include "web/site.h"

extern const struct room journeys_room;
