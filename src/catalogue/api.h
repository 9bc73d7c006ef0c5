/* The catalogue as JSON, for other systems; described by /api/v1/openapi.json. Every answer carries an ETag. Secret items never
 * leave, whoever asks; what follows changes stands in transfer/feed.h. */
#pragma once
#include "web/req.h"

extern const struct shape api_items_shape, api_items_query, api_item_shape, api_version_shape, api_departments_shape;

enum err api_items(struct req *r);
enum err api_item(struct req *r);
enum err api_version(struct req *r);
enum err api_departments(struct req *r);
