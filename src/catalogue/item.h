/* Publishing items, as the importer and the registry do it: catalogue.h's item_publish() with the source and what came of it. */
#pragma once
#include "catalogue/body.h"
#include "catalogue/catalogue.sql.h"

enum item_change { ITEM_UNCHANGED, ITEM_NEW, ITEM_CHANGED };

/* source: own | import. Words of a fault name what is wrong with the body. */
MUST_CHECK enum err item_put(struct tx *t, const char *body, int64_t organisation, const char *by, const char *source,
			     int64_t *out_id, enum item_change *out_change);

/* The same, with where the version comes from. */
struct item_put {
	const char *body, *by, *source;
	const char *reason;   /* why there is this version, for people; "" for imports */
	int64_t organisation, adjustment;
	int64_t item;         /* the one to renew; 0: the one that has its code, else a new one; ITEM_FRESH */
};
enum { ITEM_FRESH = -1 }; /* a new one: its code must be free */
MUST_CHECK enum err item_put_as(struct tx *t, const struct item_put *p, int64_t *out_id, enum item_change *out_change);

/* Makes it in_use, suspended or cancelled; its version stays. ERR_NOT_FOUND. */
MUST_CHECK enum err item_to_state(struct tx *t, int64_t id, const char *state);

/* Runs on the day that a version plans as the item's last (planned_until); the payload is the item's id. The registry cancels
 * it, because that is an adjustment as any other. */
#define ITEM_END_JOB "item-end"

const char *item_code(const json_t *body); /* the code by which it is known: local, implementation, other; "" for none */
struct item item_of(const struct item_row *row);
/* Lower-case, without white space at the ends: how names and what people type are compared. */
char *item_search_words(struct arena *a, const char *text);
