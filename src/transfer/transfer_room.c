#include "transfer/transfer.h"

static const struct route routes[] = {
	{ 0 },
};

const struct room transfer_room = { .name = "transfer", .routes = routes };
