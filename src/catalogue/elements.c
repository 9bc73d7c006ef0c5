#include "catalogue/elements.h"
#include "base/day.h"
#include "base/str.h"
#include "calendar/clock.h"

const struct element *element_in(const struct element *all, const char *key)
{
	for (const struct element *e = all; e->key; e++)
		if (str_eq(e->key, key))
			return e;
	return NULL;
}

const struct element *element_find(const char *key)
{
	return element_in(elements, key);
}

static const char *joined(struct tx *t, const struct element *e, const json_t *list)
{
	const char *all = "";
	size_t i;
	json_t *v;
	json_array_foreach(list, i, v) {
		const char *text = json_string_value(v);
		if (!text || !*text)
			continue;
		const char *words = e->codes ? codes_words(t, e->codes, text) : text;
		all = *all ? arena_printf(t->mem, "%s、%s", all, words) : words;
	}
	return all;
}

static const char *day_or_text(struct arena *a, const char *text)
{
	int64_t day;
	return day_parse(text, &day) ? day_words(a, day) : text;
}

static const char *limit_text(struct tx *t, const json_t *v)
{
	int64_t amount = json_get_int(v, "amount", -1);
	if (amount < 0)
		return "";
	const char *word = json_get_text(v, "unit"), *note = json_get_text(v, "note");
	enum clock_unit unit = CLOCK_WORKING_DAY;
	const char *name = !*word || clock_unit_find(word, &unit) ? clock_unit_name(unit) : codes_words(t, "time_unit", word);
	return arena_printf(t->mem, "%lld %s%s%s", (long long)amount, name, *note ? "，" : "", note);
}

const char *element_words(struct tx *t, const struct element *e, const json_t *v)
{
	const char *text = json_is_integer(v) ? arena_printf(t->mem, "%lld", (long long)json_integer_value(v)) : str_or_empty(json_string_value(v));
	switch (e->kind) {
	case ELEMENT_TEXT: case ELEMENT_LONG: case ELEMENT_URL: case ELEMENT_EXPR: return text;
	case ELEMENT_CODE: return *text ? codes_words(t, e->codes, text) : "";
	case ELEMENT_TEXTS: case ELEMENT_CODES: return joined(t, e, v);
	case ELEMENT_FLAG: return json_is_boolean(v) ? json_is_true(v) ? "是" : "否" : "";
	case ELEMENT_DAYS: return *text ? arena_printf(t->mem, "%s 个工作日", text) : "";
	case ELEMENT_NUMBER: return text;
	case ELEMENT_DAY: return day_or_text(t->mem, text);
	case ELEMENT_FILE: return json_get_text(v, "name");
	case ELEMENT_LIMIT: return limit_text(t, v);
	case ELEMENT_RECORD: return json_is_object(v) ? json_get_text(v, e->columns[0].key) : "";
	case ELEMENT_ROWS: case ELEMENT_FORM:
		return json_array_size(v) ? arena_printf(t->mem, "%zu 项", json_array_size(v)) : "";
	default: return "";
	}
}

size_t elements_shown(struct tx *t, const struct element *table, const json_t *body, struct element_view **out)
{
	size_t most = 0;
	while (table[most].key)
		most++;
	struct element_view *all = arena_array(t->mem, struct element_view, most + 1);
	size_t n = 0;
	const char *group = "";
	for (const struct element *e = table; e->key; e++) {
		if (e->flags & ELEMENT_OWN_PLACE || e->kind == ELEMENT_INNER)
			continue;
		const char *words = element_words(t, e, json_object_get(body, e->key));
		if (!*words)
			continue;
		all[n++] = (struct element_view){ str_eq(group, e->group) ? "" : e->group, e->label, words };
		group = e->group;
	}
	*out = all;
	return n;
}
