/* What other systems follow: the changes of the catalogue (GET /api/v1/changes), and the tables of codes (GET /api/v1/codes).
 *
 * A cursor is the time and id of the last change that was given. Each item stands where it last changed, once. A change is shown
 * a second after it was made, so that none slips in behind a cursor that has passed. Secret items never leave: one that was
 * public before is shown as removed, by its id and code only. */
#pragma once
#include "web/req.h"

extern const struct shape feed_changes_shape, feed_changes_query, feed_tables_shape, feed_codes_shape;

enum err feed_changes(struct req *r);
enum err feed_tables(struct req *r);
enum err feed_codes(struct req *r);
