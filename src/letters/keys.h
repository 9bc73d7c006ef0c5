/* Keys: the facts that a letter can name, as one table. letters.h says who gives them; this says what they mean to the
 * administrator who words a letter, and which columns a list of them has. The words of a key are for good: letters that were
 * issued with an older wording are read with it. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

enum key_kind {
	KEY_TEXT,   /* {key}: a text or a number */
	KEY_FLAG,   /* in conditions only */
	KEY_TABLE,  /* |key|: an array of objects, drawn as a table */
	KEY_FIELDS, /* |key|: an array of {label, value}, drawn as fields */
};

enum { KEY_COLUMNS = 4 };

struct key {
	const char *key, *name; /* name: what it means, in Chinese */
	enum key_kind kind;
	struct { const char *title, *key; } columns[KEY_COLUMNS]; /* of lists; ends with key NULL or when full */
};
extern const struct key keys_all[]; /* ends with key NULL */

/* The key of these n bytes; NULL when there is none. */
const struct key *keys_find(const char *word, size_t n);
