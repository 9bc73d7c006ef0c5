/* JSON: a streaming writer on the output buffer, and short ways to read what jansson has parsed.
 * Reading is tolerant: a missing or wrong-typed member gives "", 0, false or NULL; callers that must insist, check. */
#pragma once
#include "base/out.h"
#include <jansson.h>

/* Writes one value after another; commas come by themselves. Nesting up to 32. */
struct json_out {
	struct out *o;
	uint32_t started; /* bit per level: something was written there */
	int level;
	bool after_key;
};

struct json_out json_begin(struct out *o);
void json_open(struct json_out *j, char bracket); /* '{' or '[' */
void json_close(struct json_out *j, char bracket); /* '}' or ']' */
void json_key(struct json_out *j, const char *key);
void json_text(struct json_out *j, const char *v); /* NULL writes null */
void json_int(struct json_out *j, int64_t v);
void json_id(struct json_out *j, int64_t v);       /* 64-bit ids travel as strings */
void json_bool(struct json_out *j, bool v);
void json_value(struct json_out *j, const json_t *v); /* a parsed value, written again */
/* key and value at once */
void json_member_text(struct json_out *j, const char *key, const char *v);
void json_member_int(struct json_out *j, const char *key, int64_t v);
void json_member_bool(struct json_out *j, const char *key, bool v);

/* Parsed text that is released with the arena; NULL when it is not JSON. */
json_t *json_parse(struct arena *a, const char *text);
const char *json_get_text(const json_t *object, const char *key);   /* "" when there is none */
int64_t json_get_int(const json_t *object, const char *key, int64_t otherwise);
bool json_get_bool(const json_t *object, const char *key);
size_t json_get_array(const json_t *object, const char *key, json_t **out_array); /* its length; 0 and NULL when none */
/* An array as pages walk through it; empty when there is none. In the arena. */
struct json_list { json_t **all; size_t n; };
struct json_list json_get_list(struct arena *a, const json_t *object, const char *key);
/* A value as text in the arena. */
const char *json_print(struct arena *a, const json_t *v);
