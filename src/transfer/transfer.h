/* Catalogue data in and out. */
#pragma once
#include "web/site.h"

extern const struct room transfer_room;
