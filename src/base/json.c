#include "base/json.h"
#include <stdlib.h>

struct json_out json_begin(struct out *o)
{
	return (struct json_out){ .o = o };
}

static void before_value(struct json_out *j)
{
	if (!j->after_key && (j->started & (1u << j->level)))
		out_raw(j->o, ",");
	j->started |= 1u << j->level;
	j->after_key = false;
}

void json_open(struct json_out *j, char bracket)
{
	before_value(j);
	out_bytes(j->o, &bracket, 1);
	must(++j->level < 32);
	j->started &= ~(1u << j->level);
}

void json_close(struct json_out *j, char bracket)
{
	must(j->level-- > 0);
	out_bytes(j->o, &bracket, 1);
}

void json_key(struct json_out *j, const char *key)
{
	before_value(j);
	out_json_str(j->o, key);
	out_raw(j->o, ":");
	j->after_key = true;
}

void json_text(struct json_out *j, const char *v)
{
	before_value(j);
	out_json_str(j->o, v);
}

void json_int(struct json_out *j, int64_t v)
{
	before_value(j);
	out_int(j->o, v);
}

void json_id(struct json_out *j, int64_t v)
{
	before_value(j);
	out_printf(j->o, "\"%lld\"", (long long)v);
}

void json_bool(struct json_out *j, bool v)
{
	before_value(j);
	out_raw(j->o, v ? "true" : "false");
}

static int dump(const char *data, size_t n, void *o)
{
	out_bytes(o, data, n);
	return 0;
}

void json_value(struct json_out *j, const json_t *v)
{
	before_value(j);
	if (json_dump_callback(v, dump, j->o, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS) != 0)
		out_raw(j->o, "null");
}

void json_member_text(struct json_out *j, const char *key, const char *v)
{
	json_key(j, key);
	json_text(j, v);
}

void json_member_int(struct json_out *j, const char *key, int64_t v)
{
	json_key(j, key);
	json_int(j, v);
}

void json_member_bool(struct json_out *j, const char *key, bool v)
{
	json_key(j, key);
	json_bool(j, v);
}

static void release(void *v)
{
	json_decref(v);
}

json_t *json_parse(struct arena *a, const char *text)
{
	json_t *v = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
	if (v)
		arena_defer(a, release, v);
	return v;
}

const char *json_get_text(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));
	return s ? s : "";
}

int64_t json_get_int(const json_t *object, const char *key, int64_t otherwise)
{
	const json_t *v = json_object_get(object, key);
	return json_is_integer(v) ? json_integer_value(v) : otherwise;
}

bool json_get_bool(const json_t *object, const char *key)
{
	return json_is_true(json_object_get(object, key));
}

size_t json_get_array(const json_t *object, const char *key, json_t **out_array)
{
	json_t *v = json_object_get(object, key);
	*out_array = json_is_array(v) ? v : NULL;
	return json_array_size(v);
}

struct json_list json_get_list(struct arena *a, const json_t *object, const char *key)
{
	json_t *list;
	struct json_list l = { NULL, json_get_array(object, key, &list) };
	l.all = arena_array(a, json_t *, l.n + 1);
	for (size_t i = 0; i < l.n; i++)
		l.all[i] = json_array_get(list, i);
	return l;
}

const char *json_print(struct arena *a, const json_t *v)
{
	char *s = json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
	must(s);
	arena_defer(a, free, s);
	return s;
}
