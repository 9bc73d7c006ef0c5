/* Catalogue data in and out: import.h, province.h, export.h, feed.h. */
#pragma once
#include "web/site.h"

extern const struct room transfer_room;
