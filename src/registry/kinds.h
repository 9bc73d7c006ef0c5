/* What the kinds of records other than items say about themselves (tables as in catalogue/elements.h; each has the elements
 * "code" and "name"), and what is wrong with one beyond what its table says: struct registry_kind.check. */
#pragma once
#include "registry/registry.h"

extern const struct element power_elements[], intermediary_elements[], site_elements[]; /* power_elements.c; end with key NULL */
extern const struct element journey_elements[];                                         /* journey_elements.c */

size_t power_check(struct tx *t, const json_t *body, int64_t organisation, struct finding **out);
size_t intermediary_check(struct tx *t, const json_t *body, int64_t organisation, struct finding **out);
size_t site_check(struct tx *t, const json_t *body, int64_t organisation, struct finding **out);
size_t journey_check(struct tx *t, const json_t *body, int64_t organisation, struct finding **out);
