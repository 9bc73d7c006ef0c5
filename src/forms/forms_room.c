#include "forms/forms.h"

static const struct route routes[] = {
	{ 0 },
};

const struct room forms_room = { .name = "forms", .routes = routes };
