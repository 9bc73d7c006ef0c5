/* The elements (要素) of a service item: GB/T 39554.2 and the fields that the provincial hall asks for. One table of what an item
 * may say about itself. The editor's pages, the guide, the difference of two versions, the publish check's links, imports and
 * exports are all made from it: an element that is not in it does not exist.
 *
 * Other kinds of records (power list, intermediary services, journeys …) have tables of the same shape in registry/. */
#pragma once
#include "base/json.h"
#include "codes/codes.h"

enum element_kind {
	ELEMENT_TEXT,    /* one line */
	ELEMENT_LONG,    /* several lines */
	ELEMENT_TEXTS,   /* a list of texts */
	ELEMENT_CODE,    /* one code of a table (codes/) */
	ELEMENT_CODES,   /* several */
	ELEMENT_FLAG,    /* true or false */
	ELEMENT_NUMBER,  /* an integer, not negative */
	ELEMENT_DAYS,    /* so many working days */
	ELEMENT_DAY,     /* yyyy-mm-dd */
	ELEMENT_URL,     /* https://… or http://… */
	ELEMENT_FILE,    /* {"hash", "name", "bytes"}: the content is kept by store/files.h */
	ELEMENT_LIMIT,   /* {"amount", "unit", "note"}: unit of table time_unit */
	ELEMENT_EXPR,    /* a condition over the answers to the circumstances and the form (forms/expr.h) */
	ELEMENT_RECORD,  /* one object with columns */
	ELEMENT_ROWS,    /* a list of objects with columns */
	ELEMENT_FORM,    /* the item's own form (forms/forms.h), edited by its designer */
	ELEMENT_INNER,   /* for the program: neither shown nor edited */
};

struct element {
	const char *key, *label;
	const char *group;             /* the editor's page; of columns: NULL */
	enum element_kind kind;
	const char *codes;             /* CODE, CODES: the table */
	const struct element *columns; /* RECORD, ROWS; ends with key NULL */
	unsigned flags;
	int64_t max;                   /* texts: characters, 0: 200 (LONG 4000); NUMBER, DAYS: the most, 0: no bound */
	const char *hint;
};

enum {
	ELEMENT_OWN_PLACE = 1, /* the guide shows it in a section of its own, not in the list of details */
	ELEMENT_STANDARD = 2,  /* what a template fixes for all who follow it (五个规范: name, materials, steps, limits, fees) */
	ELEMENT_NEEDED = 4,    /* a record cannot be saved without it; of a column: a row */
};

extern const struct element elements[]; /* of items; ends with key NULL */
extern const struct element elements_basis[]; /* columns of a legal basis, the same for all kinds of records */

const struct element *element_find(const char *key); /* NULL when there is none */
const struct element *element_in(const struct element *all, const char *key);

/* One value as people read it, in a line; "" when nothing is said. RECORD and ROWS: the number of rows or the first text. */
const char *element_words(struct tx *t, const struct element *e, const json_t *v);

/* The elements of one body that have no section of their own, as people read them. */
struct element_view {
	const char *group;  /* "" when the same as before */
	const char *label, *words;
};
size_t elements_shown(struct tx *t, const struct element *all, const json_t *body, struct element_view **out);
