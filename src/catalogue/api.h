/* The catalogue as JSON, for other systems; described by /api/v1/openapi.json. */
#pragma once
#include "web/req.h"

extern const struct shape api_items_shape, api_items_query, api_item_shape, api_departments_shape;

enum err api_items(struct req *r);
enum err api_item(struct req *r);
enum err api_departments(struct req *r);
