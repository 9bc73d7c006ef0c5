/* Inside cases/: work in the background. */
#pragma once
#include "cases/cases.h"

/* At midnight: deemed acceptance, periods of applicants that are over, silence that counts as consent. */
MUST_CHECK enum err deadlines_run(struct site *site, struct arena *mem, struct fault *f, const char *payload);
/* One action of the system on one case, in a transaction of its own. A case that has moved on meanwhile is no fault: then time
 * has nothing to do there. */
MUST_CHECK enum err deadlines_act(struct site *site, struct fault *f, int64_t case_id, enum case_action action);
/* In the morning: who has something due tomorrow, today, or over; whose licence ends soon. */
MUST_CHECK enum err reminders_run(struct site *site, struct arena *mem, struct fault *f, const char *payload);
/* Once: counts the running clocks anew after the calendar has changed. */
MUST_CHECK enum err recount_run(struct site *site, struct arena *mem, struct fault *f, const char *payload);
