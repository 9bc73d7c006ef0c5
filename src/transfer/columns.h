/* The columns of a catalogue file, and how a value stands in a cell. A heading is the key or the Chinese label of an element
 * (catalogue/elements_table.c), one of the columns about the row itself (below), or an old name of either.
 *
 * In a cell: texts as they are; codes by name or code; 是 or 否; numbers in digits; a limit as “20 工作日”; lists of texts and of codes
 * one a line; records, rows and forms as JSON. What these cannot say without loss stands as JSON behind “json:”. So every body
 * comes back byte for byte. An empty cell: the item says nothing about it. docs/transfer.md tells it to people. */
#pragma once
#include "catalogue/elements.h"

/* What a row says beside the elements of its item. */
struct row_head {
	const char *item_code;       /* by which the catalogue knows the item */
	const char *department, *department_code, *area_code;
	const char *state;           /* in_use, suspended, cancelled; as typed */
};

struct column {
	const char *key, *label;
	const struct element *element; /* NULL: one of struct row_head */
	size_t at;                     /* its offset there */
};

extern const struct column columns_head[]; /* ends with key NULL */
bool columns_find(const char *heading, struct column *out);

/* A cell as the element's value, a new reference; NULL or words. The empty cell gives JSON null: nothing is said. */
const char *columns_read(struct tx *t, const struct element *e, const char *cell, json_t **out);
/* A value as its cell, in t->mem; NULL and JSON without a value give "". */
const char *columns_write(struct tx *t, const struct element *e, const json_t *v);
/* What may stand there, for somebody who has to mend a cell. */
const char *columns_how(struct tx *t, const struct element *e);
/* A state's word from what was typed (在用, in_use); NULL when it is none. */
const char *columns_state(const char *typed);
const char *columns_state_name(const char *word);
