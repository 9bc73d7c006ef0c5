/* Which records use a code (site.code_uses): asked before a code is taken out of use. */
#pragma once
#include "registry/registry.h"

/* Items in any state and records in use whose present version says the code where its table of elements names that table of
 * codes. Walks all of them: not for a page that many see. names: of the first few, at most `most`, in t->mem. */
int64_t uses_of_code(struct tx *t, const char *table, const char *code, const char **names, size_t most);
