/* GET /api/v1/openapi.json: the OpenAPI 3.1 document of all JSON routes, made from the route tables of the rooms, so that it
 * cannot say anything else than the program does. Failures are problem documents (RFC 9457). */
#pragma once
#include "web/req.h"

enum err openapi_get(struct req *r);
