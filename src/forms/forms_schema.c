/* A definition as JSON Schema and back. What a standard keyword says is said by it, everything else by x-members of the same name
 * as in the definition; "x-layout" keeps the order, the headings and what has no answer. */
#include "forms/forms_private.h"
#include "base/str.h"
#include <string.h>

#define DRAFT "https://json-schema.org/draft/2020-12/schema"

/* Members of an entry, each with its type: s text, b boolean, n number, a list of texts; and with its name in a schema, NULL
 * where a standard keyword says it. */
static const struct said { const char *name; char type; const char *key; } members[] = {
	{ "kind", 's', "x-kind" }, { "name", 's', NULL }, { "group", 's', NULL }, { "label", 's', NULL }, { "required", 'b', NULL },
	{ "hint", 's', NULL }, { "min", 'n', NULL }, { "max", 'n', NULL }, { "choices", 'a', NULL }, { "choices_from", 's', "x-choices-from" },
	{ "when", 's', "x-when" }, { "required_when", 's', "x-required-when" }, { "computed", 's', "x-computed" }, { "check", 's', "x-check" },
	{ "check_words", 's', "x-check-words" }, { "prefill", 's', "x-prefill" }, { "fixed", 'b', "x-fixed" }, { "material", 's', "x-material" },
};
enum { N_MEMBERS = sizeof members / sizeof *members };

static void release(void *v)
{
	json_decref(v);
}

static bool fits(const json_t *v, char type)
{
	return type == 's' ? json_is_string(v) : type == 'b' ? json_is_boolean(v) : type == 'n' ? json_is_number(v) : json_is_array(v);
}

static void set(json_t *to, const char *key, const json_t *v)
{
	if (v)
		json_object_set_new(to, key, json_deep_copy(v));
}

/* Only what a definition may say. */
static json_t *clean(const json_t *entry)
{
	json_t *out = json_object();
	for (size_t i = 0; i < N_MEMBERS; i++) {
		const json_t *v = json_object_get(entry, members[i].name);
		if (fits(v, members[i].type))
			set(out, members[i].name, v);
	}
	return out;
}

/* ---- to schema ---- */

/* Which keywords say the bounds: of texts, of lists; those of numbers are not kept as numbers, so that no keyword does. */
struct bounds { const char *min, *max; };
static struct bounds bounds_of(const struct form_field *f, bool always)
{
	bool text = f->kind->shape == SHAPE_TEXT && (f->field.kind == FIELD_TEXT || f->field.kind == FIELD_LONG || f->field.kind == FIELD_ADDRESS);
	if (f->kind->shape == SHAPE_LIST)
		return (struct bounds){ always ? "minItems" : "x-min", "maxItems" };
	return (struct bounds){ text && always ? "minLength" : "x-min", text ? "maxLength" : "x-max" };
}

/* Where an answer may be missing, an empty text is one. */
static json_t *choices_json(const json_t *choices, bool always)
{
	json_t *all = json_array_size(choices) ? json_deep_copy(choices) : NULL;
	if (all && !always)
		json_array_append_new(all, json_string(""));
	return all;
}

static void set_type(json_t *p, const struct form_field *f, const json_t *choices, bool always)
{
	static const struct { const char *kind, *format; } formats[] = { { "date", "date" }, { "email", "email" }, { "url", "uri" } };
	if (f->kind->shape == SHAPE_LIST) {
		json_t *items = json_pack("{ss}", "type", "string");
		json_t *all = choices_json(choices, true);
		if (all)
			json_object_set_new(items, "enum", all);
		json_object_set_new(p, "type", json_string("array"));
		json_object_set_new(p, "items", items);
		json_object_set_new(p, "uniqueItems", json_true());
		return;
	}
	if (f->kind->shape == SHAPE_PARTS) {
		json_t *parts = json_object();
		for (const char *const *part = f->kind->parts; *part; part++)
			json_object_set_new(parts, *part, json_pack("{ss}", "type", "string"));
		json_object_set_new(p, "type", json_string("object"));
		json_object_set_new(p, "properties", parts);
		return;
	}
	json_object_set_new(p, "type", json_string("string"));
	json_t *all = choices_json(choices, always);
	if (all)
		json_object_set_new(p, "enum", all);
	for (size_t i = 0; i < sizeof formats / sizeof *formats && always; i++)
		if (str_eq(formats[i].kind, f->kind->word))
			json_object_set_new(p, "format", json_string(formats[i].format));
}

static json_t *property(const struct form_field *f, const json_t *entry, bool always)
{
	json_t *p = json_object();
	struct bounds b = bounds_of(f, always);
	set(p, "title", json_object_get(entry, "label"));
	set(p, "description", json_object_get(entry, "hint"));
	set_type(p, f, json_object_get(entry, "choices"), always);
	set(p, b.min, json_object_get(entry, "min"));
	set(p, b.max, json_object_get(entry, "max"));
	for (size_t i = 0; i < N_MEMBERS; i++)
		if (members[i].key)
			set(p, members[i].key, json_object_get(entry, members[i].name));
	if (!always)
		set(p, "x-required", json_object_get(entry, "required"));
	return p;
}

/* Properties of one object: those of a group. Adds to the layout what stands there, in order. */
static void put_fields(const struct form *f, const struct form_group *g, json_t *properties, json_t *required, json_t *layout)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct form_field *field = &f->fields[g->first + i];
		const json_t *entry = json_array_get(f->json, field->entry);
		bool always = field->field.required && !field->when && !g->when;
		if (field->kind->shape == SHAPE_NONE) {
			json_t *own = clean(entry);
			json_object_del(own, "group");
			json_array_append_new(layout, own);
			continue;
		}
		json_object_set_new(properties, field->field.name, property(field, entry, always));
		json_array_append_new(layout, json_string(field->field.name));
		if (always)
			json_array_append_new(required, json_string(field->field.name));
	}
}

static json_t *rows_property(const struct form_group *g, const json_t *entry, json_t *properties, json_t *required)
{
	json_t *p = json_pack("{sss{sssoso}}", "type", "array", "items", "type", "object", "properties", properties, "required", required);
	set(p, "title", json_object_get(entry, "label"));
	set(p, "description", json_object_get(entry, "hint"));
	set(p, g->when ? "x-min" : "minItems", json_object_get(entry, "min"));
	set(p, "maxItems", json_object_get(entry, "max"));
	set(p, "x-when", json_object_get(entry, "when"));
	return p;
}

/* One part of the layout: {"heading"} of fields that name their heading, {"title", "hint", "when"} of a group, {"rows"} of one
 * that repeats; each with its "fields". */
static json_t *layout_of(const struct form_group *g, const json_t *entry)
{
	json_t *part = json_object();
	if (!str_eq(json_get_text(entry, "kind"), "group")) {
		json_object_set_new(part, "heading", json_string(g->title));
	} else if (*g->name) {
		json_object_set_new(part, "rows", json_string(g->name));
	} else {
		set(part, "title", json_object_get(entry, "label"));
		set(part, "hint", json_object_get(entry, "hint"));
		set(part, "when", json_object_get(entry, "when"));
	}
	return part;
}

json_t *forms_schema(struct arena *a, const json_t *definition, const char *id, const char *title)
{
	const struct form *f = forms_parse(a, NULL, definition);
	json_t *properties = json_object(), *required = json_array(), *layout = json_array();
	for (size_t i = 0; i < f->n_groups; i++) {
		const struct form_group *g = &f->groups[i];
		const json_t *entry = json_array_get(definition, g->entry);
		json_t *part = layout_of(g, entry), *fields = json_array();
		json_t *own = *g->name ? json_object() : properties, *own_required = *g->name ? json_array() : required;
		put_fields(f, g, own, own_required, fields);
		if (*g->name)
			json_object_set_new(properties, g->name, rows_property(g, entry, own, own_required));
		json_object_set_new(part, "fields", fields);
		json_array_append_new(layout, part);
	}
	json_t *schema = json_pack("{sssssssssososo}", "$schema", DRAFT, "$id", id, "title", title, "type", "object", "properties", properties,
				   "required", required, "x-layout", layout);
	must(schema);
	arena_defer(a, release, schema);
	return schema;
}

/* ---- and back ---- */

static bool contains(const json_t *list, const char *text)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (str_eq(json_string_value(json_array_get(list, i)), text))
			return true;
	return false;
}

static const json_t *first_of(const json_t *p, const char *const *keys)
{
	const json_t *v = NULL;
	for (; *keys && !v; keys++)
		v = json_object_get(p, *keys);
	return v;
}

static json_t *choices_back(const json_t *list)
{
	json_t *all = json_array_size(list) ? json_array() : NULL;
	for (size_t i = 0; i < json_array_size(list); i++)
		if (!str_blank(json_string_value(json_array_get(list, i))))
			json_array_append(all, json_array_get(list, i));
	return all;
}

static void set_bounds(json_t *entry, const json_t *p)
{
	set(entry, "min", first_of(p, (const char *const[]){ "minLength", "minItems", "x-min", NULL }));
	set(entry, "max", first_of(p, (const char *const[]){ "maxLength", "maxItems", "x-max", NULL }));
}

static json_t *entry_of(const char *name, const json_t *p, bool required)
{
	json_t *entry = json_object();
	const json_t *items = json_object_get(json_object_get(p, "items"), "enum"), *own = json_object_get(p, "enum");
	json_object_set_new(entry, "name", json_string(name));
	set(entry, "label", json_object_get(p, "title"));
	set(entry, "hint", json_object_get(p, "description"));
	for (size_t i = 0; i < N_MEMBERS; i++)
		if (members[i].key)
			set(entry, members[i].name, json_object_get(p, members[i].key));
	json_t *choices = choices_back(items ? items : own);
	if (choices)
		json_object_set_new(entry, "choices", choices);
	set_bounds(entry, p);
	if (required)
		json_object_set_new(entry, "required", json_true());
	else
		set(entry, "required", json_object_get(p, "x-required"));
	if (!json_object_get(entry, "kind"))
		json_object_set_new(entry, "kind", json_string(choices ? items ? "choices" : "choice" : "text"));
	return entry;
}

static json_t *group_of(const json_t *part, const char *rows, const json_t *p)
{
	json_t *entry = json_pack("{ss}", "kind", "group");
	set(entry, "label", *rows ? json_object_get(p, "title") : json_object_get(part, "title"));
	set(entry, "hint", *rows ? json_object_get(p, "description") : json_object_get(part, "hint"));
	set(entry, "when", *rows ? json_object_get(p, "x-when") : json_object_get(part, "when"));
	if (*rows) {
		json_object_set_new(entry, "name", json_string(rows));
		set_bounds(entry, p);
	}
	return entry;
}

/* Fields of one part of the layout, behind those that stand there already. */
static void take_fields(json_t *out, const json_t *schema, const json_t *part)
{
	json_t *names;
	const char *rows = json_get_text(part, "rows"), *heading = json_get_text(part, "heading");
	const json_t *list = *rows ? json_object_get(json_object_get(schema, "properties"), rows) : NULL;
	const json_t *from = *rows ? json_object_get(list, "items") : schema;
	size_t n = json_get_array(part, "fields", &names);
	if (!*heading)
		json_array_append_new(out, group_of(part, rows, list));
	for (size_t i = 0; i < n; i++) {
		const json_t *v = json_array_get(names, i);
		const char *name = str_or_empty(json_string_value(v));
		json_t *entry = json_is_object(v) ? clean(v) : entry_of(name, json_object_get(json_object_get(from, "properties"), name),
									contains(json_object_get(from, "required"), name));
		if (*heading)
			json_object_set_new(entry, "group", json_string(heading));
		json_array_append_new(out, entry);
	}
}

/* A schema from elsewhere has no layout: its properties in their order. */
static void take_properties(json_t *out, const json_t *schema)
{
	const char *name;
	json_t *p;
	json_object_foreach(json_object_get(schema, "properties"), name, p)
		json_array_append_new(out, entry_of(name, p, contains(json_object_get(schema, "required"), name)));
}

static json_t *cleaned(const json_t *list)
{
	json_t *all = json_array();
	for (size_t i = 0; i < json_array_size(list); i++)
		json_array_append_new(all, clean(json_array_get(list, i)));
	return all;
}

json_t *forms_of_schema(struct arena *a, const json_t *schema, const char **out_words)
{
	json_t *layout, *raw = json_array();
	arena_defer(a, release, raw);
	size_t n = json_get_array(schema, "x-layout", &layout);
	*out_words = "";
	for (size_t i = 0; i < n; i++)
		take_fields(raw, schema, json_array_get(layout, i));
	if (!n && json_is_object(json_object_get(schema, "properties")))
		take_properties(raw, schema);
	const json_t *plain = json_is_array(schema) ? schema : json_object_get(schema, "form");
	json_t *all = cleaned(json_array_size(raw) ? raw : plain);
	arena_defer(a, release, all);
	if (json_array_size(all) > FORM_ENTRIES)
		*out_words = arena_printf(a, "申请表最多 %d 项，这里有 %zu 项", FORM_ENTRIES, json_array_size(all));
	else if (!json_array_size(all))
		*out_words = "这不是申请表的定义：应是从这里导出的 JSON，或者一列问题";
	return **out_words ? NULL : all;
}
