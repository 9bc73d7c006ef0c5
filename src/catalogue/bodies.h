/* Parsed bodies of item versions, kept while the store is open: every look at a case needs its item's body, and a version
 * never changes once it is published. */
#pragma once
#include "catalogue/catalogue.h"

/* The body if it is kept; it stays valid as long as t->mem, whatever happens to the cache. */
struct body *bodies_find(struct tx *t, int64_t item, int64_t version);
/* Parses the text, keeps it and returns it likewise; NULL when it is not JSON. Only for what a reader's snapshot has shown:
 * what a writer sees may still be undone, and another text come under the same version. */
struct body *bodies_keep(struct tx *t, int64_t item, int64_t version, const char *text);
