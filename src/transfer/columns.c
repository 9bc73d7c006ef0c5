#include "transfer/columns.h"
#include "base/str.h"
#include <stddef.h>
#include <string.h>

static const char json_mark[] = "json:";
enum { MARK = sizeof json_mark - 1, TEXTS_MAX = 1000, LISTED = 12, CELL_MOST = 1 << 20 };

const struct column columns_head[] = {
	{ "item_code", "目录编码", NULL, offsetof(struct row_head, item_code) },
	{ "department", "实施部门", NULL, offsetof(struct row_head, department) },
	{ "department_code", "部门编码", NULL, offsetof(struct row_head, department_code) },
	{ "area_code", "区划代码", NULL, offsetof(struct row_head, area_code) },
	{ "state", "事项状态", NULL, offsetof(struct row_head, state) },
	{ 0 },
};

/* As departments' own lists call them. */
static const struct { const char *heading, *key; } old_names[] = { { "item_name", "name" }, { "item_type", "type" } };

static const struct { const char *word, *name; } states[] = { { "in_use", "在用" }, { "suspended", "暂停" }, { "cancelled", "取消" } };
enum { STATES = sizeof states / sizeof *states };

const char *columns_state(const char *typed)
{
	for (size_t i = 0; i < STATES; i++)
		if (str_eq(typed, states[i].word) || str_eq(typed, states[i].name))
			return states[i].word;
	return NULL;
}

const char *columns_state_name(const char *word)
{
	for (size_t i = 0; i < STATES; i++)
		if (str_eq(word, states[i].word))
			return states[i].name;
	return word;
}

static bool of_element(const struct element *e, struct column *out)
{
	*out = (struct column){ e->key, *e->label ? e->label : e->key, e, 0 };
	return true;
}

bool columns_find(const char *heading, struct column *out)
{
	for (size_t i = 0; i < sizeof old_names / sizeof *old_names; i++)
		if (strcasecmp(old_names[i].heading, heading) == 0)
			return of_element(element_find(old_names[i].key), out);
	for (const struct column *c = columns_head; c->key; c++)
		if (strcasecmp(c->key, heading) == 0 || str_eq(c->label, heading)) {
			*out = *c;
			return true;
		}
	for (const struct element *e = elements; e->key; e++)
		if (strcasecmp(e->key, heading) == 0 || (*e->label && str_eq(e->label, heading)))
			return of_element(e, out);
	return false;
}

/* The code of what is a code already, or a name in the table; else the text as it is. */
static const char *code_of(struct tx *t, const char *table, const char *text)
{
	if (*codes_name(t, table, text))
		return text;
	for (const struct choice *c = codes_of(t, table); c->word; c++)
		if (str_eq(c->name, text))
			return c->word;
	return text;
}

/* A code stands by its name where the name leads back to it. */
static const char *name_of(struct tx *t, const char *table, const char *code)
{
	const char *name = codes_name(t, table, code);
	return *name && !strpbrk(name, "\r\n") && str_eq(code_of(t, table, name), code) ? name : code;
}

static const char *read_json(struct tx *t, const char *text, json_t **out)
{
	json_error_t e;
	json_t *v = json_loads(text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &e);
	if (!v)
		return arena_printf(t->mem, "不是完整的 JSON（第 %d 行第 %d 个字附近）", e.line, e.column);
	*out = v;
	return NULL;
}

static const char *read_flag(const char *text, json_t **out)
{
	static const struct { const char *text; bool on; } words[] = {
		{ "是", true }, { "否", false }, { "true", true }, { "false", false }, { "1", true }, { "0", false }, { "有", true }, { "无", false },
		{ "Y", true }, { "N", false }, { "TRUE", true }, { "FALSE", false },
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(text, words[i].text)) {
			*out = json_boolean(words[i].on);
			return NULL;
		}
	return "应当填“是”或“否”";
}

static const char *read_number(const char *text, json_t **out)
{
	int64_t v;
	if (!num_parse(text, 0, INT32_MAX, &v))
		return "应当是不小于 0 的整数";
	*out = json_integer(v);
	return NULL;
}

static const char *read_list(struct tx *t, const struct element *e, const char *text, json_t **out)
{
	if (*text == '[')
		return read_json(t, text, out);
	json_t *list = json_array();
	char *rest = arena_strdup(t->mem, text);
	for (char *line; (line = strsep(&rest, "\n")) && json_array_size(list) < TEXTS_MAX;) {
		const char *one = str_trim(t->mem, line);
		if (*one)
			json_array_append_new(list, json_string(e->codes ? code_of(t, e->codes, one) : one));
	}
	*out = list;
	return NULL;
}

/* 20 工作日, 20 个工作日, 20 wd */
static const char *read_limit(struct tx *t, const char *text, json_t **out)
{
	if (*text == '{')
		return read_json(t, text, out);
	size_t digits = strspn(text, "0123456789");
	int64_t amount;
	const char *unit = str_trim(t->mem, text + digits);
	const char *code = code_of(t, "time_unit", unit);
	if (!codes_known(t, "time_unit", code) && str_starts(unit, "个"))
		code = code_of(t, "time_unit", unit + strlen("个"));
	if (!num_parse(arena_strndup(t->mem, text, digits), 0, INT32_MAX, &amount) || !codes_known(t, "time_unit", code))
		return "应当写成“20 工作日”这样：数和单位";
	*out = json_pack("{s:I, s:s}", "amount", (json_int_t)amount, "unit", code);
	return NULL;
}

const char *columns_read(struct tx *t, const struct element *e, const char *cell, json_t **out)
{
	if (!*cell) {
		*out = json_null();
		return NULL;
	}
	if (str_starts(cell, json_mark))
		return read_json(t, cell + MARK, out);
	switch (e->kind) {
	case ELEMENT_CODE: *out = json_string(code_of(t, e->codes, cell)); return NULL;
	case ELEMENT_TEXTS: case ELEMENT_CODES: return read_list(t, e, cell, out);
	case ELEMENT_FLAG: return read_flag(cell, out);
	case ELEMENT_NUMBER: case ELEMENT_DAYS: return read_number(cell, out);
	case ELEMENT_LIMIT: return read_limit(t, cell, out);
	case ELEMENT_FILE: case ELEMENT_RECORD: case ELEMENT_ROWS: case ELEMENT_FORM: return read_json(t, cell, out);
	default: *out = json_string(cell); return NULL;
	}
}

static const char *lines_of(struct tx *t, const struct element *e, const json_t *list)
{
	struct out o;
	size_t i;
	json_t *v;
	out_init(&o, t->mem, CELL_MOST);
	json_array_foreach(list, i, v) {
		const char *text = str_or_empty(json_string_value(v));
		out_raw(&o, i ? "\n" : "");
		out_raw(&o, e->codes ? name_of(t, e->codes, text) : text);
	}
	const char *all = arena_strdup(t->mem, out_str(&o));
	out_release(&o);
	return all;
}

/* How people would write it; where that loses something, columns_write() finds out. */
static const char *plain_of(struct tx *t, const struct element *e, const json_t *v)
{
	switch (e->kind) {
	case ELEMENT_CODE: return name_of(t, e->codes, str_or_empty(json_string_value(v)));
	case ELEMENT_TEXTS: case ELEMENT_CODES: return lines_of(t, e, v);
	case ELEMENT_FLAG: return json_is_true(v) ? "是" : "否";
	case ELEMENT_NUMBER: case ELEMENT_DAYS: return arena_printf(t->mem, "%lld", (long long)json_integer_value(v));
	case ELEMENT_LIMIT:
		return arena_printf(t->mem, "%lld %s", (long long)json_get_int(v, "amount", -1), name_of(t, "time_unit", json_get_text(v, "unit")));
	case ELEMENT_FILE: case ELEMENT_RECORD: case ELEMENT_ROWS: case ELEMENT_FORM: return json_print(t->mem, v);
	default: return str_or_empty(json_string_value(v));
	}
}

const char *columns_write(struct tx *t, const struct element *e, const json_t *v)
{
	json_t *again = NULL;
	if (!v)
		return "";
	const char *plain = plain_of(t, e, v);
	bool same = *plain && str_eq(str_trim(t->mem, plain), plain) && !columns_read(t, e, plain, &again) && json_equal(again, v);
	json_decref(again);
	return same ? plain : arena_printf(t->mem, "%s%s", json_mark, json_print(t->mem, v));
}

const char *columns_how(struct tx *t, const struct element *e)
{
	if (e->kind != ELEMENT_CODE && e->kind != ELEMENT_CODES)
		return e->kind == ELEMENT_FORM || e->kind == ELEMENT_ROWS ? "导出一份作为样子，照着改" : "改正这一格";
	const char *some = "";
	const struct choice *c = codes_of(t, e->codes);
	for (int n = 0; c->word && n < LISTED; c++, n++)
		some = arena_printf(t->mem, "%s%s%s %s", some, *some ? "、" : "", c->word, c->name);
	return arena_printf(t->mem, "可以填：%s%s", some, c->word ? "等" : "");
}
