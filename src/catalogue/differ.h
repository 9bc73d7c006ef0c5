/* Differences (差异): what has changed between two bodies that one table of elements describes, in words and side by side. */
#pragma once
#include "catalogue/elements.h"

struct difference {
	const char *key;       /* of the element or of its part: "fees", "materials.2.necessity" (rows of the newer body from 0; of what was taken out, of the older) */
	const char *label;     /* 申请材料“营业执照”：必要性 */
	const char *was, *now; /* as people read them; "" where there was nothing */
	const char *words;     /* the whole in one sentence without its full stop: 承诺办结时限由 10 个工作日改为 7 个工作日 */
};

/* All differences in the order of the table; NULL and 0 when there are none. A missing body counts as an empty one. Rows are
 * known again by their names, texts of a list by themselves. Members that the table does not know make no difference, nor do
 * ELEMENT_INNER ones. In t->mem. */
size_t differ(struct tx *t, const struct element *table, const json_t *was, const json_t *now, struct difference **out);
/* The same for those elements only that have this flag (ELEMENT_STANDARD). */
size_t differ_in(struct tx *t, const struct element *table, unsigned flag, const json_t *was, const json_t *now, struct difference **out);
