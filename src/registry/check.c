/* What the table of elements says about a body, before any rule of its kind. */
#include "registry/registry_private.h"
#include "base/day.h"
#include "base/str.h"
#include <string.h>

enum { TEXT_MAX = 200, LONG_MAX = 4000, MOST = 200, ROWS_MOST = 200, CODE_MAX = 100, AMOUNT_MAX = 9999 };

static const char *text_fault(struct tx *t, const struct element *e, const char *text)
{
	size_t max = e->max ? (size_t)e->max : e->kind == ELEMENT_LONG ? LONG_MAX : TEXT_MAX, n = str_length(text);
	return n > max ? arena_printf(t->mem, "最多 %zu 个字，现在是 %zu 个", max, n) : NULL;
}

static const char *texts_fault(struct tx *t, const struct element *e, const json_t *v)
{
	size_t i;
	json_t *text;
	if (json_array_size(v) > MOST)
		return arena_printf(t->mem, "最多 %d 行", MOST);
	json_array_foreach(v, i, text) {
		const char *why = json_is_string(text) ? text_fault(t, e, json_string_value(text)) : "应是一行一条的文字";
		if (why)
			return arena_printf(t->mem, "第 %zu 行：%s", i + 1, why);
	}
	return NULL;
}

static const char *code_fault(struct tx *t, const struct element *e, const json_t *v)
{
	const char *code = json_is_integer(v) ? arena_printf(t->mem, "%lld", (long long)json_integer_value(v)) : json_string_value(v);
	return code && *codes_name(t, e->codes, code) ? NULL : "请选择其中一项";
}

static const char *codes_fault(struct tx *t, const struct element *e, const json_t *v)
{
	size_t i;
	json_t *code;
	json_array_foreach(v, i, code)
		if (code_fault(t, e, code))
			return arena_printf(t->mem, "“%s”不是可以选的", str_or_empty(json_string_value(code)));
	return NULL;
}

static const char *number_fault(struct tx *t, const struct element *e, const json_t *v)
{
	if (!json_is_integer(v))
		return "请填写整数，例如 12";
	json_int_t n = json_integer_value(v);
	if (n < 0)
		return "不能小于 0";
	return e->max && n > e->max ? arena_printf(t->mem, "应在 0 到 %lld 之间", (long long)e->max) : NULL;
}

static const char *day_fault(const json_t *v)
{
	int64_t day;
	return json_is_string(v) && day_parse(json_string_value(v), &day) ? NULL : "请按 2026-11-27 这样的格式填写日期";
}

static const char *url_fault(struct tx *t, const struct element *e, const json_t *v)
{
	const char *url = str_or_empty(json_string_value(v));
	if (!str_starts(url, "https://") && !str_starts(url, "http://"))
		return "网址应以 https:// 或 http:// 开头";
	const char *host = strstr(url, "://") + 3;
	return !*host || *host == '/' || strpbrk(url, " \"<>\\") ? "网址不完整，或含有空格、引号" : text_fault(t, e, url);
}

static const char *limit_fault(struct tx *t, const json_t *v)
{
	const json_t *amount = json_object_get(v, "amount");
	if (!json_is_integer(amount) || json_integer_value(amount) < 0 || json_integer_value(amount) > AMOUNT_MAX)
		return "时限要填整数，例如 20";
	const char *unit = json_get_text(v, "unit");
	if (*unit && !*codes_name(t, "time_unit", unit))
		return "请选择时限的单位";
	return str_length(json_get_text(v, "note")) > TEXT_MAX ? "时限的说明太长" : NULL;
}

static const char *file_fault(const json_t *v)
{
	return *json_get_text(v, "hash") && *json_get_text(v, "name") ? NULL : "文件不完整，请重新上传";
}

/* Nothing was said. */
static bool is_empty(const json_t *v)
{
	return !v || json_is_null(v) || (json_is_string(v) && str_blank(json_string_value(v))) ||
	       (json_is_array(v) && json_array_size(v) == 0) || (json_is_object(v) && json_object_size(v) == 0);
}

/* Imports forgive: a code or a text may have been a number. */
static bool fits_shape(enum element_kind kind, const json_t *v)
{
	switch (kind) {
	case ELEMENT_TEXTS: case ELEMENT_CODES: case ELEMENT_ROWS: return json_is_array(v);
	case ELEMENT_LIMIT: case ELEMENT_FILE: case ELEMENT_RECORD: return json_is_object(v);
	case ELEMENT_FLAG: return json_is_boolean(v);
	case ELEMENT_TEXT: case ELEMENT_LONG: case ELEMENT_EXPR: return json_is_string(v);
	default: return true;
	}
}

const char *registry_value_fault(struct tx *t, const struct element *e, const json_t *v)
{
	if (is_empty(v))
		return !(e->flags & ELEMENT_NEEDED) ? NULL : e->kind == ELEMENT_CODE || e->kind == ELEMENT_CODES ? "请选择" : "请填写";
	if (!fits_shape(e->kind, v))
		return "内容的形式不对，请重新填写";
	switch (e->kind) {
	case ELEMENT_TEXT: case ELEMENT_LONG: case ELEMENT_EXPR: return text_fault(t, e, json_string_value(v));
	case ELEMENT_TEXTS: return texts_fault(t, e, v);
	case ELEMENT_CODE: return code_fault(t, e, v);
	case ELEMENT_CODES: return codes_fault(t, e, v);
	case ELEMENT_NUMBER: case ELEMENT_DAYS: return number_fault(t, e, v);
	case ELEMENT_DAY: return day_fault(v);
	case ELEMENT_URL: return url_fault(t, e, v);
	case ELEMENT_LIMIT: return limit_fault(t, v);
	case ELEMENT_FILE: return file_fault(v);
	case ELEMENT_ROWS: return json_array_size(v) > ROWS_MOST ? arena_printf(t->mem, "最多 %d 行", ROWS_MOST) : NULL;
	default: return NULL;
	}
}

/* ---- the whole body ---- */

/* key: the path so far with its point behind, words the same for people. */
static void check_object(struct tx *t, struct findings *all, const struct element *table, const json_t *o, const char *key, const char *words)
{
	struct arena *a = t->mem;
	for (const struct element *e = table; e->key; e++) {
		if (e->kind == ELEMENT_INNER || e->kind == ELEMENT_FORM)
			continue;
		const json_t *v = json_object_get(o, e->key);
		const char *why = registry_value_fault(t, e, v), *here = arena_printf(a, "%s%s", key, e->key);
		if (why) {
			findings_add(all, "element", here, true, arena_printf(a, "%s%s：%s", words, e->label, why), "");
			continue;
		}
		if (e->kind == ELEMENT_RECORD && json_is_object(v))
			check_object(t, all, e->columns, v, arena_printf(a, "%s.", here), arena_printf(a, "%s%s，", words, e->label));
		for (size_t i = 0; e->kind == ELEMENT_ROWS && i < json_array_size(v); i++)
			check_object(t, all, e->columns, json_array_get(v, i), arena_printf(a, "%s.%zu.", here, i),
				     arena_printf(a, "%s%s第 %zu 行，", words, e->label, i + 1));
	}
}

static bool is_said(const struct findings *all, const char *key)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->list[i].stops && str_eq(all->list[i].key, key))
			return true;
	return false;
}

static const char *code_fault_of(struct arena *a, const char *code)
{
	return strlen(code) > CODE_MAX || strpbrk(code, "/?#% ")
	       ? arena_printf(a, "编码“%s”太长，或含有不能用的字符（空格、/、?、#、%%）", code) : NULL;
}

/* What the table says, and the code by which the record is known. */
static struct findings own_faults(struct tx *t, const struct registry_kind *kind, const json_t *body)
{
	struct findings own = { .mem = t->mem };
	const char *why = code_fault_of(t->mem, registry_code(kind, body));
	if (why)
		findings_add(&own, "code", "code", true, why, "");
	check_object(t, &own, kind->elements, body, "", "");
	return own;
}

size_t registry_check(struct tx *t, const struct registry_kind *kind, const json_t *body, int64_t organisation, struct finding **out)
{
	struct finding *more = NULL;
	struct findings all = { .mem = t->mem }, own = own_faults(t, kind, body);
	size_t n = kind->check ? kind->check(t, body, organisation, &more) : 0;
	for (size_t i = 0; i < n; i++)
		findings_add(&all, more[i].rule, more[i].key, more[i].stops, more[i].words, more[i].why);
	for (size_t i = 0; i < own.n; i++) {
		const struct finding *f = &own.list[i];
		if (!is_said(&all, f->key))
			findings_add(&all, f->rule, f->key, f->stops, f->words, f->why);
	}
	*out = all.list;
	return all.n;
}

const char *registry_whole_fault(struct tx *t, const struct registry_kind *kind, const json_t *body)
{
	if (str_blank(json_get_text(body, "name")))
		return "名称没有填写";
	if (str_blank(registry_code(kind, body)))
		return "编码没有填写";
	struct findings own = own_faults(t, kind, body);
	return own.n ? own.list[0].words : NULL;
}
