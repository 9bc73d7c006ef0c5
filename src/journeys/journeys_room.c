#include "journeys/journeys.h"

static const struct route routes[] = {
	{ 0 },
};

const struct room journeys_room = { .name = "journeys", .routes = routes };
