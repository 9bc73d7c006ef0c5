#include "rates/rates.h"

static const struct route routes[] = {
	{ 0 },
};

const struct room rates_room = { .name = "rates", .routes = routes };
