/* Rules about what must be said at all, and in codes that are in use. What the table of elements says by itself (shape, length,
 * bounds, columns that a row needs) is checked for all kinds of records alike, in registry/check.c. */
#include "base/str.h"
#include "catalogue/rules_private.h"
#include <string.h>

enum { ROWS_MOST = 200 };

static bool empty(struct checks *c, const char *key)
{
	const json_t *v = json_object_get(c->body, key);
	return !v || json_is_null(v) || (json_is_string(v) && str_blank(json_string_value(v))) || (json_is_array(v) && json_array_size(v) == 0);
}

static void need_all(struct checks *c, const char *const *keys)
{
	for (; *keys; keys++)
		if (empty(c, *keys))
			checks_say(c, *keys, "还没有填%s", element_find(*keys)->label);
}

static void needed(struct checks *c)
{
	static const char *const keys[] = { "objects", "presence", "modes", "conditions", "steps", "result", "delivery", NULL };
	need_all(c, keys);
}

static void advised(struct checks *c)
{
	static const char *const keys[] = { "base_code", "implementation_code", "level", "power_source", "subject_kind", "case_kind", "channels",
					    "scope", "online_depth", "quantity_limit", NULL };
	need_all(c, keys);
}

static void promise_needed(struct checks *c)
{
	const struct body *b = rules_body(c);
	if (!b->instant && json_get_int(json_object_get(c->body, "promised"), "amount", -1) < 0)
		checks_say(c, NULL, NULL);
}

/* Services that are no exercise of power (20 and 21) may rest on less than a law. */
static void basis_needed(struct checks *c)
{
	if (strcmp(json_get_text(c->body, "type"), "20") < 0 && empty(c, "basis"))
		checks_say(c, NULL, NULL);
}

/* ---- codes that were taken out of use ---- */

static void check_code(struct checks *c, const char *key, const char *label, const char *table, const char *code)
{
	if (*codes_name(c->t, table, code) && !codes_known(c->t, table, code))
		checks_say(c, key, "%s用的“%s”已经停用，请换一个", label, codes_name(c->t, table, code));
}

static void retired_in(struct checks *c, const char *path, const struct element *table, const json_t *object)
{
	for (const struct element *e = table; e->key; e++) {
		const json_t *v = json_object_get(object, e->key);
		const char *key = *path ? arena_printf(c->t->mem, "%s.%s", path, e->key) : e->key;
		size_t i;
		json_t *one;
		if (e->kind == ELEMENT_CODE)
			check_code(c, key, e->label, e->codes, checks_text(c, object, e->key));
		if (e->kind == ELEMENT_LIMIT)
			check_code(c, key, e->label, "time_unit", json_get_text(v, "unit"));
		if (e->kind == ELEMENT_RECORD)
			retired_in(c, key, e->columns, v);
		json_array_foreach(v, i, one) {
			if (e->kind == ELEMENT_CODES)
				check_code(c, key, e->label, e->codes, str_or_empty(json_string_value(one)));
			if (e->kind == ELEMENT_ROWS && i < ROWS_MOST)
				retired_in(c, checks_key(c, key, i, NULL), e->columns, one);
		}
	}
}

static void retired(struct checks *c)
{
	retired_in(c, "", elements, c->body);
}

static void unknown_members(struct checks *c)
{
	const char *key;
	json_t *v;
	json_object_foreach((json_t *)c->body, key, v)
		if (!element_find(key))
			checks_say(c, key, "“%s”不是事项的要素，指南里不会显示", key);
}

const struct check_rule rules_elements[] = {
	{ "needed", NULL, true, "必填的要素都要填", "GB/T 39554.2 实施清单要素", needed },
	{ "promise-needed", "promised", true, "请承诺一个办结时限；当场能办的，勾选即办件", "GB/T 39554.2 承诺办结时限", promise_needed },
	{ "basis-needed", "basis", true, "行政权力事项要写明设定依据", "行政许可法第四条；GB/T 39554.2 设定依据", basis_needed },
	{ "advised", NULL, false, "建议填全的要素", "GB/T 39554.2 实施清单要素", advised },
	{ "code-retired", NULL, false, "停用的代码要更换", "GB/T 39046 代码集", retired },
	{ "unknown-member", NULL, false, "内容里只放事项的要素", "GB/T 39554.2 实施清单要素", unknown_members },
	{ 0 }
};
