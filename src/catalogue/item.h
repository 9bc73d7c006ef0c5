/* Publishing items, as the importer does it: catalogue.h's item_publish() with the source and what came of it. */
#pragma once
#include "catalogue/body.h"
#include "catalogue/catalogue.sql.h"

enum item_change { ITEM_UNCHANGED, ITEM_NEW, ITEM_CHANGED };

/* source: own | import. Words of a fault name what is wrong with the body. */
MUST_CHECK enum err item_put(struct tx *t, const char *body, int64_t organisation, const char *by, const char *source,
			     int64_t *out_id, enum item_change *out_change);

struct item item_of(const struct item_row *row);
/* Lower-case, without white space at the ends: how names and what people type are compared. */
char *item_search_words(struct arena *a, const char *text);
