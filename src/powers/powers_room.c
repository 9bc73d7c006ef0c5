#include "powers/powers.h"

static const struct route routes[] = {
	{ 0 },
};

const struct room powers_room = { .name = "powers", .routes = routes };
