/* Inside cases/: reading the table. */
#pragma once
#include "cases/cases.h"

/* Whether all conditions of a row are true of the case. */
bool flow_holds(unsigned when, const struct case_row *c, const struct body *b);
/* Whether this person is one of the row's actors for this case. */
bool flow_permits(const struct flow_row *row, const struct case_row *c, const struct body *b, const struct who *who);
/* The roles of the case's organisation for which the row stands: its own, and those of the step or of duty. */
unsigned flow_roles(const struct flow_row *row, const struct case_row *c, const struct body *b);
/* The first row for the case's state and this action that holds and that this person may take; when there are rows but none
 * for this person, the first of those; NULL when the state does not know the action. */
const struct flow_row *flow_find(const struct case_row *c, const struct body *b, enum case_action action, const struct who *who);
/* The role of the review step where the case is. */
unsigned flow_step_role(const struct case_row *c, const struct body *b);
/* ask.c: whether this person was asked and has not answered yet; whether they were asked at all. */
bool ask_waits_for(const struct case_row *c, const struct who *who);
bool ask_involves(const struct case_row *c, const struct who *who);
