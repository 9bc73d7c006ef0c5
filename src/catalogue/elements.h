/* The elements (要素) of a service item, GB/T 39554.2: one table of what an item may say about itself, with its Chinese
 * label, its shape and the codes it takes from GB/T 39046 and GB/T 39554. The guide shows every one that an item has. */
#pragma once
#include "base/json.h"
#include "web/form.h"

enum element_kind {
	ELEMENT_TEXT,    /* one text */
	ELEMENT_TEXTS,   /* a list of texts */
	ELEMENT_CODE,    /* one code of a list */
	ELEMENT_CODES,   /* several */
	ELEMENT_FLAG,    /* 是 or 否 */
	ELEMENT_DAYS,    /* so many working days */
	ELEMENT_DAY,     /* yyyy-mm-dd */
	ELEMENT_NUMBER,
	ELEMENT_SECTION, /* shown by the guide in a place of its own */
	ELEMENT_INNER,   /* for the program: not shown */
};

struct element {
	const char *key, *label, *group;
	enum element_kind kind;
	const struct choice *codes;
};
extern const struct element elements[]; /* ends with key NULL */

extern const struct choice item_types[], item_objects[], material_types[], material_necessities[], material_media[],
	material_sources[], result_kinds[];

/* The name of a code; "" when the list has no such code. */
const char *element_code_name(const struct choice *codes, const char *code);
/* The name of a code, or the code itself where the list does not know it. */
const char *element_code_words(const struct choice *codes, const char *code);
const struct element *element_find(const char *key); /* NULL when there is none */

/* The elements of one body that have no section of their own, as people read them. */
struct element_view {
	const char *group;  /* "" when the same as before */
	const char *label, *words;
};
size_t elements_shown(struct arena *a, const json_t *body, struct element_view **out);
