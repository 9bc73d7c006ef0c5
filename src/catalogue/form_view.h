/* What form.html draws. */
#pragma once
#include "web/form.h"

struct form_question {
	const char *group; /* a heading before it; "" when the same as before */
	struct field_view view;
};
