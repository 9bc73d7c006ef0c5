/* Same standard (同标准受理、无差别审批; plan 厦海政办〔2016〕76号 二(四)): a template (标准模板) is a record of the kind "standard" that says
 * what an item says; items follow it by their element standard_code. What the template fixes are the elements with the flag
 * ELEMENT_STANDARD, in the plan's five norms (五个规范): name, materials, steps, limits, fees. All else is local. */
#pragma once
#include "catalogue/differ.h"
#include "registry/registry.h"

enum standard_norm { NORM_NAME, NORM_MATERIALS, NORM_STEPS, NORM_LIMITS, NORM_FEES, NORM__MAX };
extern const char *const standards_norms[NORM__MAX]; /* 名称 材料 流程 时限 收费 */
/* The norm of an element or of a part of it ("materials.2.name"); every element with the flag has one. */
enum standard_norm standards_norm_of(const char *key);

/* How an item departs from its template: was is what the template says, now what the item says. In t->mem. */
size_t standards_deviations(struct tx *t, const json_t *standard, const json_t *item, struct difference **out);
/* The item's body with all that the template fixes, following it. Its own code never changes: where the implementation code is
 * made of another base code, it is made anew, with those of its handling items, unless the item is known by it. In the arena. */
json_t *standards_aligned(struct arena *a, const json_t *standard, const json_t *item);
/* A template that says what an item says, under this code. In the arena. */
json_t *standards_template(struct arena *a, const json_t *item, const char *code);
/* The same at once and in force, of an organisation, without an adjustment: for the demonstration. */
MUST_CHECK enum err standards_from_item(struct tx *t, int64_t item, const char *code, int64_t organisation, const char *by, int64_t *out_id);
/* struct registry_kind.check: what the publish check says about the elements that the template fixes. */
size_t standards_check(struct tx *t, const json_t *body, int64_t organisation, struct finding **out);

enum err standards_list(struct req *r);   /* GET /admin/standards */
enum err standards_new(struct req *r);    /* POST /admin/standards: begins a template made of an item */
enum err standards_show(struct req *r);   /* GET /admin/standards/:code */
enum err standards_align(struct req *r);  /* POST /admin/standards/:code/align: item=ID …, or all=1 */
