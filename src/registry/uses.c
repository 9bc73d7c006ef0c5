#include "registry/uses.h"
#include "base/str.h"
#include "catalogue/walk.h"

enum { PAGE_RECORDS = 200 };

struct search {
	struct tx *t;
	const char *table, *code, **names;
	size_t most;
	int64_t found;
};

static bool is_code(const json_t *v, const char *code)
{
	int64_t n;
	if (json_is_integer(v))
		return num_parse(code, 0, INT64_MAX, &n) && n == json_integer_value(v);
	return json_is_string(v) && str_eq(json_string_value(v), code);
}

static bool says(const struct element *all, const json_t *body, const char *table, const char *code);

static bool one_says(const struct element *e, const json_t *v, const char *table, const char *code)
{
	size_t i;
	json_t *part;
	bool here = e->codes && str_eq(e->codes, table);
	switch (e->kind) {
	case ELEMENT_CODE: return here && is_code(v, code);
	case ELEMENT_CODES:
		json_array_foreach(v, i, part)
			if (here && is_code(part, code))
				return true;
		return false;
	case ELEMENT_LIMIT: return str_eq(table, "time_unit") && is_code(json_object_get(v, "unit"), code);
	case ELEMENT_RECORD: return says(e->columns, v, table, code);
	case ELEMENT_ROWS:
		json_array_foreach(v, i, part)
			if (says(e->columns, part, table, code))
				return true;
		return false;
	default: return false;
	}
}

static bool says(const struct element *all, const json_t *body, const char *table, const char *code)
{
	for (const struct element *e = all; e->key; e++)
		if (one_says(e, json_object_get(body, e->key), table, code))
			return true;
	return false;
}

static void found(struct search *s, const char *name)
{
	if ((size_t)s->found < s->most)
		s->names[s->found] = arena_strdup(s->t->mem, name);
	s->found++;
}

static enum err look_at_item(void *arg, struct arena *page, const struct walked *w)
{
	struct search *s = arg;
	(void)page;
	if (says(elements, w->body->json, s->table, s->code))
		found(s, w->name);
	return OK;
}

static void look_at_records(struct search *s, const struct registry_kind *kind)
{
	struct record *all;
	int64_t after_id = 0, total;
	size_t n = PAGE_RECORDS;
	while (n == PAGE_RECORDS) {
		n = record_list(s->t, kind->word, 0, "", after_id, PAGE_RECORDS, &all, &total);
		for (size_t i = 0; i < n; i++)
			if (says(kind->elements, record_body(s->t, all[i].id, all[i].version), s->table, s->code))
				found(s, all[i].name);
		after_id = n ? all[n - 1].id : after_id;
	}
}

int64_t uses_of_code(struct tx *t, const char *table, const char *code, const char **names, size_t most)
{
	struct search s = { t, table, code, names, most, 0 };
	if (walk_items(t, 0, look_at_item, &s))
		return 0;
	for (const struct registry_kind *kind = registry_kinds + 1; kind->word; kind++)
		look_at_records(&s, kind);
	return s.found;
}
