/* The body of an item version, read into what rules depend on.
 *
 * Tolerant on purpose: an imported item may have nothing but a name, a type and a code. What is missing becomes what the law
 * says (20 working days for a licence, 行政许可法 art. 42; acceptance within 5, art. 32), else the smallest promise: counter
 * only, three steps, collected at the window. */
#pragma once
#include "catalogue/catalogue.h"

struct body *body_parse(struct arena *a, json_t *json);

/* Whether the program can work with it: known modes, roles and ways of delivery, periods that end. NULL, or what is wrong, in
 * words. What an item should say beyond that is asked by the publish check (rules.h). */
const char *body_fault(struct arena *a, const struct body *b);

/* Visits to a counter that the best mode promises, collecting the result included; -1: none is promised. */
int64_t body_visits(const struct body *b);
const struct mode *body_mode(const struct body *b, const char *kind); /* NULL when it is not offered */
const char *body_promised(struct arena *a, const struct body *b); /* 10 个工作日; 当场办结 */
