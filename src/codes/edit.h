/* Keeping a table of codes: what an administrator may do with it, the same for the page and for tests. All of these run on the
 * writer and touch TOPIC_CODES and TOPIC_CATALOGUE: pages show names of codes.
 *
 * A code is 1 to 40 letters, digits, dots, hyphens or underscores; it never changes, because records hold it. A name is one
 * line of 1 to 60 characters, and no two entries of a table have the same. Of a fixed table (program rules stand on its
 * codes) nothing is removed; elsewhere only what no record uses, which the caller finds out (site.code_uses). */
#pragma once
#include "codes/codes.h"
#include "codes/codes.sql.h"

enum { EDIT_CODE_BYTES = 40, EDIT_NAME_CHARACTERS = 60, EDIT_ENTRIES_MAX = 5000 };

/* NULL, or what is wrong, in words. */
const char *edit_code_fault(const char *code);
const char *edit_name_fault(const char *name);

/* ERR_NOT_FOUND where there is no such table or entry; faults of fields name "code" or "name". */
MUST_CHECK enum err edit_add(struct tx *t, const char *table, const char *code, const char *name);
MUST_CHECK enum err edit_rename(struct tx *t, const char *table, const char *code, const char *name);
MUST_CHECK enum err edit_move(struct tx *t, const char *table, const char *code, bool up); /* one place; at the end nothing happens */
MUST_CHECK enum err edit_use(struct tx *t, const char *table, const char *code, bool in_use);
MUST_CHECK enum err edit_remove(struct tx *t, const char *table, const char *code); /* ERR_CONFLICT in a fixed table */

/* A whole table from text: a line each, code, name and, if wanted, 1 or 0 (是 or 否) for in use; commas or, as spreadsheets copy
 * it, tabs; a first line 代码,名称 is skipped. What the text does not name goes out of use, behind the others. */
struct edit_row { const char *code, *name; bool in_use; int64_t line; };
struct edit_plan {
	const char *table;
	struct edit_row *rows; size_t n;
	int64_t added, renamed, used, dropped; /* dropped: out of use, because they are not named or say so */
};
/* ERR_BAD_INPUT with the first line that cannot be taken; nothing is half done. */
MUST_CHECK enum err edit_read(struct tx *t, const char *table, const char *text, struct edit_plan *out);
MUST_CHECK enum err edit_replace(struct tx *t, const struct edit_plan *plan);
