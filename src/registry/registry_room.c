#include "registry/registry.h"

static const struct route routes[] = {
	{ 0 },
};

const struct room registry_room = { .name = "registry", .routes = routes };
