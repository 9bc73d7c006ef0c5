/* The designer of an item's form: its groups and questions as a list, each on a page of its own, tried out as an applicant sees
 * it. The form is a part of the draft's body (forms/forms.h) and is kept with it, right or wrong: what is wrong is said at once
 * and stops the adjustment from being submitted. */
#pragma once
#include "web/site.h"

extern const struct room designer_room;
