/* Tables of codes (代码表): what the codes in records, forms and messages mean. They are data (schema/0007-codes.sql has the first
 * ones, from GB/T 39046, GB/T 39554.2 and the provincial hall): sources disagree, and an administrator keeps them at
 * /admin/codes. Reading costs no query: the tables are kept until somebody changes one. */
#pragma once
#include "web/form.h"
#include "web/site.h"

/* The entries in use, in order, as a form's choices: word is the code. Never NULL; empty when there is no such table. Lives
 * until the store closes. */
const struct choice *codes_of(struct tx *t, const char *table);
/* The name of a code, also of one that is no longer in use; "" when the table has no such code. */
const char *codes_name(struct tx *t, const char *table, const char *code);
/* The name of a code, or the code itself where the table does not know it. */
const char *codes_words(struct tx *t, const char *table, const char *code);
bool codes_known(struct tx *t, const char *table, const char *code); /* and in use */

extern const struct room codes_room;
