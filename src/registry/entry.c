#include "registry/entry.h"
#include "registry/registry_private.h"
#include "base/str.h"
#include <string.h>

enum { LONG_TEXT = 200, AMOUNT_MOST = 9999 }; /* characters from which a text takes the whole line */

static const struct element limit_parts[] = {
	{ "amount", "多久", NULL, ELEMENT_NUMBER, NULL, NULL, 0, AMOUNT_MOST, NULL },
	{ "unit", "单位", NULL, ELEMENT_CODE, "time_unit", NULL, 0, 0, NULL },
	{ "note", "说明", NULL, ELEMENT_TEXT, NULL, NULL, 0, LONG_TEXT, NULL },
	{ 0 },
};

/* How each kind looks; the rest of an entry follows from the value. */
static const struct { const char *look, *type, *inputmode, *width, *unit; bool wide; } looks[] = {
	[ELEMENT_TEXT] = { "text", "text", "", "", "", false },
	[ELEMENT_LONG] = { "long", "", "", "", "", true },
	[ELEMENT_TEXTS] = { "long", "", "", "", "", true },
	[ELEMENT_CODE] = { "select", "", "", "", "", false },
	[ELEMENT_CODES] = { "ticks", "", "", "", "", true },
	[ELEMENT_FLAG] = { "tick", "", "", "", "", false },
	[ELEMENT_NUMBER] = { "text", "text", "numeric", "w-short", "", false },
	[ELEMENT_DAYS] = { "text", "text", "numeric", "w-short", "个工作日", false },
	[ELEMENT_DAY] = { "text", "date", "", "w-mid", "", false },
	[ELEMENT_URL] = { "text", "url", "url", "", "", true },
	[ELEMENT_FILE] = { "file", "", "", "", "", true },
	[ELEMENT_LIMIT] = { "parts", "", "", "", "", true },
	[ELEMENT_EXPR] = { "text", "text", "", "", "", true },
	[ELEMENT_RECORD] = { "parts", "", "", "", "", true },
	[ELEMENT_INNER] = { 0 },
};

bool entry_is_field(const struct element *e)
{
	return looks[e->kind].look != NULL;
}

static bool in_group(const struct element *e, const char *group)
{
	return entry_is_field(e) && (!group || str_eq(e->group, group));
}

static const struct element *parts_of(const struct element *e)
{
	return e->kind == ELEMENT_LIMIT ? limit_parts : e->kind == ELEMENT_RECORD ? e->columns : NULL;
}

/* ---- drawing ---- */

static const char *lines_of(struct arena *a, const json_t *list)
{
	struct out o;
	size_t i;
	json_t *v;
	out_init(&o, a, KB(256));
	json_array_foreach(list, i, v) {
		out_bytes(&o, "\n", i > 0);
		out_raw(&o, str_or_empty(json_string_value(v)));
	}
	const char *s = arena_strdup(a, out_str(&o));
	out_release(&o);
	return s;
}

static const char *value_text(struct arena *a, const struct element *e, const json_t *v)
{
	if (e->kind == ELEMENT_TEXTS && json_is_array(v))
		return lines_of(a, v);
	if (e->kind == ELEMENT_FLAG)
		return json_is_true(v) ? "1" : "";
	return json_is_integer(v) ? arena_printf(a, "%lld", (long long)json_integer_value(v)) : str_or_empty(json_string_value(v));
}

/* The codes in use, and the one that stands there although it is no longer in use. */
static const struct choice *choices_with(struct tx *t, const struct element *e, const char *present)
{
	const struct choice *in_use = codes_of(t, e->codes);
	if (!*present || *choice_name(in_use, present))
		return in_use;
	size_t n = choice_count(in_use);
	struct choice *all = arena_array(t->mem, struct choice, n + 2);
	if (n)
		memcpy(all, in_use, n * sizeof *all);
	all[n] = (struct choice){ present, arena_printf(t->mem, "%s（已停用）", codes_words(t, e->codes, present)) };
	return all;
}

static const char *part_name(struct arena *a, const char *prefix, const char *key)
{
	return *prefix ? arena_printf(a, "%s.%s", prefix, key) : key;
}

static size_t list(struct req *r, const struct element *table, const char *group, const json_t *object, const char *prefix,
		   const char *file_path, struct entry **out);

static struct entry entry_of(struct req *r, const struct element *e, const json_t *v, const char *name, const char *file_path)
{
	struct entry x = {
		.name = name, .label = e->label, .hint = str_or_empty(e->hint), .error = form_error_of(r, name),
		.look = looks[e->kind].look, .value = value_text(r->mem, e, v), .type = looks[e->kind].type,
		.inputmode = looks[e->kind].inputmode, .width = looks[e->kind].width, .unit = looks[e->kind].unit, .json = v,
		.needed = e->flags & ELEMENT_NEEDED, .file_path = file_path,
		.wide = looks[e->kind].wide || (e->kind == ELEMENT_TEXT && !strchr(name, '.') && (!e->max || e->max >= LONG_TEXT)),
	};
	if (e->kind == ELEMENT_TEXTS && !*x.hint)
		x.hint = "一行写一条";
	if (e->codes)
		x.choices = choices_with(req_tx(r), e, e->kind == ELEMENT_CODE ? x.value : "");
	if (parts_of(e)) {
		struct entry *parts;
		x.n_parts = list(r, parts_of(e), NULL, v, name, file_path, &parts);
		x.parts = parts;
	}
	return x;
}

static size_t list(struct req *r, const struct element *table, const char *group, const json_t *object, const char *prefix,
		   const char *file_path, struct entry **out)
{
	size_t most = 0, n = 0;
	while (table[most].key)
		most++;
	struct entry *all = arena_array(r->mem, struct entry, most + 1);
	for (const struct element *e = table; e->key; e++)
		if (in_group(e, group))
			all[n++] = entry_of(r, e, json_object_get(object, e->key), part_name(r->mem, prefix, e->key), file_path);
	*out = all;
	return n;
}

size_t entry_list(struct req *r, const struct element *table, const char *group, const json_t *object, const char *file_path,
		  struct entry **out)
{
	return list(r, table, group, object, "", file_path, out);
}

bool entry_ticked(const struct entry *e, const char *code)
{
	size_t i;
	json_t *v;
	json_array_foreach(e->json, i, v)
		if (str_eq(json_string_value(v), code))
			return true;
	return false;
}

/* ---- reading ---- */

/* Without the carriage returns that browsers send, and without what surrounds it. */
static char *typed(struct req *r, const char *name)
{
	char *text = arena_strdup(r->mem, req_field(r, name)), *to = text;
	for (const char *from = text; *from; from++)
		if (*from != '\r')
			*to++ = *from;
	*to = '\0';
	return str_trim(r->mem, text);
}

static json_t *read_lines(struct req *r, const char *name)
{
	json_t *list = json_array();
	char *rest = typed(r, name);
	while (rest) {
		char *end = strchr(rest, '\n');
		if (end)
			*end++ = '\0';
		const char *line = str_trim(r->mem, rest);
		if (*line)
			json_array_append_new(list, json_string(line));
		rest = end;
	}
	return list;
}

static json_t *read_ticks(struct req *r, const char *name)
{
	json_t *list = json_array();
	const char **all;
	size_t n = req_fields(r, name, &all);
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_string(all[i]));
	return list;
}

/* A number that is none stays as it was typed: it is wrong, and stands in the field again. */
static json_t *read_number(struct req *r, const char *name)
{
	int64_t n;
	const char *text = typed(r, name);
	return num_parse(text, INT64_MIN, INT64_MAX, &n) ? json_integer(n) : json_string(text);
}

/* By content, as libmagic sees it. */
static bool is_accepted(const char *type)
{
	static const char *const types[] = {
		"application/pdf", "image/jpeg", "image/png", "application/msword", "application/vnd.ms-excel", "application/CDFV2",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_eq(types[i], type))
			return true;
	return false;
}

static const char *refusal(struct req *r, const struct upload *u)
{
	int64_t most = setting_int(req_tx(r), SETTING_UPLOAD_MB);
	if (u->size_bytes == 0)
		return arena_printf(r->mem, "「%s」是空文件，请检查后重新选择", u->name);
	if (u->size_bytes > MB(most))
		return arena_printf(r->mem, "「%s」超过了 %lld MB", u->name, (long long)most);
	return is_accepted(u->type) ? NULL : arena_printf(r->mem, "「%s」的内容不是 PDF、照片（JPG、PNG）、Word 或 Excel，请换一个", u->name);
}

/* What came now, else what there was unless it was to be removed. */
static json_t *read_file(struct req *r, const struct element *e, const char *name, json_t *was, struct entry_uploads *uploads)
{
	const struct upload *u = req_upload(r, name);
	const char *why = u ? refusal(r, u) : NULL;
	if (why)
		form_add_error(r, name, e->label, why);
	if (!u || why)
		return *req_field(r, arena_printf(r->mem, "%s.drop", name)) ? NULL : json_incref(was);
	must(uploads->n < sizeof uploads->all / sizeof *uploads->all);
	uploads->all[uploads->n++] = u;
	json_t *file = json_object();
	json_object_set_new(file, "hash", json_string(u->hash));
	json_object_set_new(file, "name", json_string(u->name));
	json_object_set_new(file, "bytes", json_integer((json_int_t)u->size_bytes));
	return file;
}

static void read_into(struct req *r, const struct element *table, const char *group, const char *prefix, json_t *object,
		      struct entry_uploads *uploads);

/* Parts are read over what there was, so that members with pages of their own stay. */
static json_t *read_parts(struct req *r, const struct element *e, const char *name, const json_t *was, struct entry_uploads *uploads)
{
	json_t *object = json_is_object(was) ? json_deep_copy(was) : json_object();
	size_t errors = r->n_errors;
	read_into(r, parts_of(e), NULL, name, object, uploads);
	if (e->kind == ELEMENT_LIMIT && r->n_errors == errors && !json_object_get(object, "amount") && json_object_get(object, "note"))
		form_add_error(r, part_name(r->mem, name, "amount"), e->label, "请填写多久，或者把说明也删去");
	if (e->kind == ELEMENT_LIMIT && !json_object_get(object, "amount") && !json_object_get(object, "note"))
		json_object_clear(object);
	return object;
}

static json_t *read_value(struct req *r, const struct element *e, const char *name, json_t *was, struct entry_uploads *uploads)
{
	switch (e->kind) {
	case ELEMENT_TEXTS: return read_lines(r, name);
	case ELEMENT_CODES: return read_ticks(r, name);
	case ELEMENT_FLAG: return *req_field(r, name) ? json_true() : was ? json_false() : NULL;
	case ELEMENT_NUMBER: case ELEMENT_DAYS: return read_number(r, name);
	case ELEMENT_FILE: return read_file(r, e, name, was, uploads);
	case ELEMENT_LIMIT: case ELEMENT_RECORD: return read_parts(r, e, name, was, uploads);
	default: return json_string(typed(r, name));
	}
}

static bool says_nothing(const json_t *v)
{
	return (json_is_string(v) && !*json_string_value(v)) || (json_is_array(v) && json_array_size(v) == 0) ||
	       (json_is_object(v) && json_object_size(v) == 0);
}

static void read_into(struct req *r, const struct element *table, const char *group, const char *prefix, json_t *object,
		      struct entry_uploads *uploads)
{
	for (const struct element *e = table; e->key; e++) {
		if (!in_group(e, group))
			continue;
		const char *name = part_name(r->mem, prefix, e->key);
		json_t *v = read_value(r, e, name, json_object_get(object, e->key), uploads);
		bool later = group && (!v || says_nothing(v)); /* a draft may be incomplete until it is submitted */
		const char *why = later ? NULL : registry_value_fault(req_tx(r), e, v);
		if (why && !parts_of(e) && !form_error_of(r, name))
			form_add_error(r, name, e->label, why);
		if (!v || says_nothing(v)) {
			json_object_del(object, e->key);
			json_decref(v);
		} else {
			json_object_set_new(object, e->key, v);
		}
	}
}

void entry_read(struct req *r, const struct element *table, const char *group, json_t *object, struct entry_uploads *out_uploads)
{
	read_into(r, table, group, "", object, out_uploads);
}
