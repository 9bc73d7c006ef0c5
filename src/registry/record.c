/* Records of the kinds that are kept here, and what an adjustment of any kind is about. */
#include "registry/registry_private.h"
#include "base/day.h"
#include "base/str.h"
#include "catalogue/item.h"
#include "catalogue/catalogue.sql.h"
#include <string.h>

enum { WORDS_MAX = 16 * 1024 };

static bool is_item(const struct registry_kind *kind)
{
	return kind == &registry_kinds[0];
}

const char *registry_code(const struct registry_kind *kind, const json_t *body)
{
	return is_item(kind) ? item_code(body) : json_get_text(body, "code");
}

static struct record record_of(const struct record_row *row)
{
	return (struct record){ row->id, row->organisation, row->version, row->changed_at, row->kind, row->code, row->name, row->state,
				row->agency_short };
}

bool record_by_code(struct tx *t, const char *kind, const char *code, struct record *out)
{
	struct record_row row;
	if (!record_find(t, kind, code, &row))
		return false;
	*out = record_of(&row);
	return true;
}

bool record_by_id(struct tx *t, int64_t id, struct record *out)
{
	struct record_row row;
	if (!record_load(t, id, &row))
		return false;
	*out = record_of(&row);
	return true;
}

json_t *record_body(struct tx *t, int64_t id, int64_t version)
{
	const char *text = record_version_body(t, id, version);
	return text ? json_parse(t->mem, text) : NULL;
}

const char *record_pattern(struct arena *a, const char *typed)
{
	struct out o;
	out_init(&o, a, WORDS_MAX);
	out_raw(&o, "%");
	for (const char *p = item_search_words(a, typed); *p; p++) {
		if (strchr("%_\\", *p))
			out_raw(&o, "\\");
		out_bytes(&o, *p == ' ' ? "%" : p, 1);
	}
	out_raw(&o, "%");
	const char *s = o.failed ? "%" : arena_strdup(a, out_str(&o));
	out_release(&o);
	return s;
}

size_t record_kept(struct tx *t, const char *kind, int64_t organisation, const char *state, const char *part, int64_t after_id,
		   size_t most, struct kept_record_row **out)
{
	return records_kept(t, kind, organisation, state, record_pattern(t->mem, part), after_id, (int64_t)most, out);
}

size_t record_list(struct tx *t, const char *kind, int64_t organisation, const char *part, int64_t after_id, size_t most,
		   struct record **out, int64_t *out_total)
{
	struct kept_record_row *rows;
	size_t n = record_kept(t, kind, organisation, "in_use", part, after_id, most, &rows);
	struct record *all = arena_array(t->mem, struct record, n + 1);
	for (size_t i = 0; i < n; i++)
		all[i] = (struct record){ rows[i].id, rows[i].organisation, rows[i].version, rows[i].changed_at, kind, rows[i].code,
					  rows[i].name, rows[i].state, rows[i].agency_short };
	*out = all;
	*out_total = n ? rows[0].total : 0;
	return n;
}

/* ---- putting one into force ---- */

static void add_word(struct out *o, const char *word)
{
	if (o->len + strlen(word) + 2 > WORDS_MAX)
		return;
	out_bytes(o, "\n", o->len > 0);
	out_raw(o, word);
}

/* Name and code first, then every line of text that the record has by itself, and whose it is. */
static const char *words_of(struct tx *t, const struct registry_kind *kind, const json_t *body, int64_t organisation)
{
	struct organisation agency = { .name = "", .short_name = "" };
	struct out o;
	size_t i;
	json_t *text;
	out_init(&o, t->mem, WORDS_MAX);
	add_word(&o, json_get_text(body, "name"));
	add_word(&o, registry_code(kind, body));
	for (const struct element *e = kind->elements; e->key; e++) {
		if (e->kind == ELEMENT_TEXT)
			add_word(&o, json_get_text(body, e->key));
		if (e->kind == ELEMENT_TEXTS)
			json_array_foreach(json_object_get(body, e->key), i, text)
				add_word(&o, str_or_empty(json_string_value(text)));
	}
	if (organisation_load(t, organisation, &agency)) {
		add_word(&o, agency.name);
		add_word(&o, agency.short_name);
	}
	const char *words = item_search_words(t->mem, out_str(&o));
	out_release(&o);
	return words;
}

static enum err find_target(struct tx *t, const struct registry_kind *kind, const struct record_put *p, const char *code,
			    struct record_row *was, bool *out_known)
{
	struct record_row same;
	bool taken = record_find(t, kind->word, code, &same);
	if (taken && p->record != 0 && same.id != p->record)
		return fail(t, ERR_BAD_INPUT, "编码“%s”已经属于%s“%s”", code, kind->name, same.name);
	if (p->record > 0 && !record_load(t, p->record, was))
		return fail(t, ERR_NOT_FOUND, "没有这条记录。");
	*out_known = p->record > 0 || (taken && p->record == 0);
	if (taken && p->record == 0)
		*was = same;
	return t->failed;
}

static bool is_unchanged(struct tx *t, const struct record_row *was, int64_t organisation, const char *text)
{
	return was->organisation == organisation && str_eq(record_version_body(t, was->id, was->version), text);
}

enum err record_put_as(struct tx *t, const struct registry_kind *kind, const struct record_put *p, int64_t *out_id)
{
	json_t *body = json_parse(t->mem, p->body);
	if (!json_is_object(body))
		return fail(t, ERR_BAD_INPUT, "%s的内容不是一个 JSON 对象", kind->name);
	const char *why = registry_whole_fault(t, kind, body), *code = registry_code(kind, body), *name = json_get_text(body, "name");
	if (why)
		return fail(t, ERR_BAD_INPUT, "%s“%s”：%s", kind->name, name, why);
	struct record_row was;
	bool known = false;
	enum err e = find_target(t, kind, p, code, &was, &known);
	if (e)
		return e;
	const char *text = json_print(t->mem, body);
	*out_id = known ? was.id : store_new_id(t->store);
	if (known && is_unchanged(t, &was, p->organisation, text))
		return t->failed;
	const struct record_row row = {
		.id = *out_id, .kind = kind->word, .code = code, .name = name, .organisation = p->organisation, .state = "in_use",
		.version = known ? was.version + 1 : 1, .words = words_of(t, kind, body, p->organisation),
	};
	if (known)
		record_renew(t, &row);
	else
		record_new(t, &row);
	record_version_add(t, row.id, row.version, day_of_ms(t->now, DAY_ZONE_CHINA), text, p->by, p->adjustment, p->reason);
	tx_touch(t, TOPIC_CATALOGUE);
	return t->failed;
}

enum err record_put(struct tx *t, const char *kind, const char *body, int64_t organisation, const char *by, int64_t *out_id)
{
	const struct registry_kind *k = registry_kind_by_word(kind);
	if (!k || is_item(k))
		return fail(t, ERR_BAD_INPUT, "没有“%s”这种记录", kind);
	const struct record_put p = { .body = body, .by = by, .reason = "", .organisation = organisation };
	return record_put_as(t, k, &p, out_id);
}

/* ---- of any kind ---- */

bool subject_load(struct tx *t, const struct registry_kind *kind, int64_t id, struct subject *out)
{
	struct item item;
	struct record record;
	if (is_item(kind)) {
		if (!item_by_id(t, id, &item))
			return false;
		*out = (struct subject){ item.id, item.organisation, item.version, item.code, item.name, item.state };
		return true;
	}
	if (!record_by_id(t, id, &record) || !str_eq(record.kind, kind->word))
		return false;
	*out = (struct subject){ record.id, record.organisation, record.version, record.code, record.name, record.state };
	return true;
}

bool subject_by_code(struct tx *t, const struct registry_kind *kind, const char *code, struct subject *out)
{
	struct item item;
	struct record record;
	if (is_item(kind))
		return item_by_code(t, code, &item) && subject_load(t, kind, item.id, out);
	return record_by_code(t, kind->word, code, &record) && subject_load(t, kind, record.id, out);
}

size_t registry_versions(struct tx *t, const struct registry_kind *kind, int64_t id, struct registry_version **out)
{
	struct item_version_row *of_item = NULL;
	struct record_version_row *of_record = NULL;
	size_t n = is_item(kind) ? item_versions(t, id, &of_item) : record_versions(t, id, &of_record);
	struct registry_version *all = arena_array(t->mem, struct registry_version, n + 1);
	for (size_t i = 0; i < n; i++)
		all[i] = of_item ? (struct registry_version){ of_item[i].version, of_item[i].from_day, of_item[i].created_at,
							      of_item[i].adjustment, of_item[i].created_by, of_item[i].reason }
				 : (struct registry_version){ of_record[i].version, of_record[i].from_day, of_record[i].created_at,
							      of_record[i].adjustment, of_record[i].created_by, of_record[i].reason };
	*out = all;
	return n;
}

json_t *registry_body(struct tx *t, const struct registry_kind *kind, int64_t id, int64_t version)
{
	if (!is_item(kind))
		return record_body(t, id, version);
	struct body *b = item_body(t, id, version);
	return b ? b->json : NULL;
}
