/* The publish check (发布检查): what is wrong with what an item says, as a list of findings, each with the field where it is mended
 * and the law, the standard or the plan that asks for it. A finding that stops keeps an adjustment from being submitted; the
 * others are warnings that a department may answer for.
 *
 * Rules come from GB/T 39554.2 (elements), GB/T 39046 (codes), 行政许可法, the provincial hall's star standard, and the plan
 * 厦海政办〔2016〕76号. body_fault() (body.h) refuses only what the program cannot hold. */
#pragma once
#include "catalogue/findings.h"
#include "identity/identity.h"
#include "base/json.h"

/* Everything there is to say about the body of an item of this organisation (0: of nobody yet), those that stop first, each
 * of them in the order of the elements. In t->mem; 0 and NULL when nothing is wrong. */
size_t rules_check(struct tx *t, const json_t *body, int64_t organisation, struct finding **out);
