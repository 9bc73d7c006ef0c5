/* Inside the publish check: the tables of rules, which rules.c runs, and what the rules of items know beside struct checks. */
#pragma once
#include "catalogue/body.h"
#include "catalogue/checks.h"
#include "catalogue/elements.h"
#include "catalogue/rules.h"

/* Each ends with word NULL. */
extern const struct check_rule rules_elements[], rules_codes[], rules_limits[], rules_online[], rules_materials[], rules_conditions[],
	rules_service[];
extern const struct check_rule *const rules_all[]; /* ends with NULL */

/* The body, read. */
const struct body *rules_body(const struct checks *c);
/* Whose item it is; all "" for nobody. */
const struct organisation *rules_agency(const struct checks *c);
