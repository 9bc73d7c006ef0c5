#include "catalogue/item.h"
#include "base/day.h"
#include "base/str.h"
#include "catalogue/bodies.h"
#include "catalogue/elements.h"
#include "catalogue/stars.h"
#include "jobs/jobs.h"
#include <ctype.h>
#include <string.h>

enum { SEARCH_WORDS_MAX = 16 * 1024, NAME_MAX = 200, CODE_MAX = 100 };

struct item item_of(const struct item_row *row)
{
	return (struct item){
		.id = row->id, .organisation = row->organisation, .version = row->version, .star = row->star, .visits = row->visits,
		.popularity = row->popularity, .code = row->code, .name = row->name, .type = row->type, .state = row->state,
		.promised = row->promised, .agency = row->agency, .agency_short = row->agency_short, .for_person = row->for_person,
		.for_company = row->for_company, .instant = row->instant, .online = row->online,
		.secret = row->secret,
	};
}

bool item_by_code(struct tx *t, const char *code, struct item *out)
{
	struct item_row row;
	if (!item_find(t, code, &row))
		return false;
	*out = item_of(&row);
	return true;
}

bool item_by_id(struct tx *t, int64_t id, struct item *out)
{
	struct item_row row;
	if (!item_load(t, id, &row))
		return false;
	*out = item_of(&row);
	return true;
}

bool item_visible(const struct who *who, const struct item *item)
{
	return !item->secret || (who->kind == WHO_STAFF && (who->roles & (ROLE_CATALOGUE | ROLE_REFORM | ROLE_ADMIN)));
}

bool item_stop_of(struct tx *t, int64_t item, struct item_stop *out)
{
	struct stopped_row row;
	if (!item_stopped(t, item, &row))
		return false;
	const char *reason = codes_words(t, "adjustment_reason", row.reason);
	*out = (struct item_stop){ row.from_day, *row.words ? arena_printf(t->mem, "%s：%s", reason, row.words) : reason };
	return true;
}

struct body *item_body(struct tx *t, int64_t item, int64_t version)
{
	struct version_row row;
	struct body *kept = bodies_find(t, item, version);
	if (kept)
		return kept;
	if (!version_load(t, item, version, &row))
		return NULL;
	if (!t->writable)
		return bodies_keep(t, item, version, row.body);
	json_t *json = json_parse(t->mem, row.body);
	return json ? body_parse(t->mem, json) : NULL;
}

char *item_search_words(struct arena *a, const char *text)
{
	char *s = str_trim(a, text);
	for (char *p = s; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return s;
}

/* Where an item's topics stand in its body, and the kind under which they are kept. */
static const struct { const char *key, *kind; } topic_lists[] = {
	{ "personal_topics", "personal" }, { "company_topics", "company" }, { "life_events", "life" }, { "stages", "stage" },
};
enum { TOPIC_LISTS = sizeof topic_lists / sizeof *topic_lists };

static void add_texts(struct out *o, const json_t *list, char between)
{
	size_t i;
	json_t *v;
	json_array_foreach(list, i, v) {
		if (!json_is_string(v))
			continue;
		out_bytes(o, &between, o->len > 0);
		out_raw(o, json_string_value(v));
	}
}

static const char *topic_words(struct arena *a, const json_t *json)
{
	struct out o;
	out_init(&o, a, SEARCH_WORDS_MAX);
	for (size_t i = 0; i < TOPIC_LISTS; i++)
		add_texts(&o, json_object_get(json, topic_lists[i].key), ' ');
	const char *words = arena_strdup(a, out_str(&o));
	out_release(&o);
	return words;
}

/* One word a line, the name first: a search can tell a beginning from a part. */
static const char *search_words(struct tx *t, const json_t *json, const char *name, const char *topics, int64_t organisation)
{
	static const char *const codes[] = { "local_code", "implementation_code", "base_code" };
	struct organisation agency = { .name = "", .short_name = "" };
	organisation_load(t, organisation, &agency);
	struct out o;
	out_init(&o, t->mem, SEARCH_WORDS_MAX);
	out_raw(&o, name);
	add_texts(&o, json_object_get(json, "keywords"), '\n');
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		out_raw(&o, "\n");
		out_raw(&o, json_get_text(json, codes[i]));
	}
	out_raw(&o, "\n");
	out_raw(&o, agency.name);
	out_raw(&o, "\n");
	out_raw(&o, agency.short_name);
	out_raw(&o, "\n");
	out_raw(&o, topics);
	const char *words = item_search_words(t->mem, out_str(&o));
	out_release(&o);
	return words;
}

const char *item_code(const json_t *json)
{
	static const char *const keys[] = { "local_code", "implementation_code", "code" };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (*json_get_text(json, keys[i]))
			return json_get_text(json, keys[i]);
	return "";
}

/* GB/T 39554.2: 1 is a natural person; 2 to 6 and 9 are organisations of all kinds. */
static bool serves(const json_t *json, const char *from, const char *to)
{
	size_t i;
	json_t *v;
	json_array_foreach(json_object_get(json, "objects"), i, v) {
		const char *code = json_string_value(v);
		if (code && strcmp(code, from) >= 0 && strcmp(code, to) <= 0)
			return true;
	}
	return false;
}

static enum err check_body(struct tx *t, const struct body *b)
{
	const char *name = json_get_text(b->json, "name"), *type = json_get_text(b->json, "type"), *code = item_code(b->json);
	if (str_blank(name) || str_length(name) > NAME_MAX)
		return fail(t, ERR_BAD_INPUT, "事项名称应为 1 到 %d 个字", NAME_MAX);
	if (str_blank(code) || strlen(code) > CODE_MAX || strpbrk(code, "/?#% "))
		return fail(t, ERR_BAD_INPUT, "事项“%s”的编码缺失或含有不能用的字符", name);
	if (!codes_known(t, "item_type", type))
		return fail(t, ERR_BAD_INPUT, "事项“%s”的类型代码“%s”不在 GB/T 39046 的事项类型表里", name, type);
	for (size_t i = 0; i < b->n_delivery; i++)
		if (!*codes_name(t, "delivery", b->delivery[i]))
			return fail(t, ERR_BAD_INPUT, "事项“%s”：送达方式“%s”不在代码表里", name, b->delivery[i]);
	const char *why = body_fault(t->mem, b);
	return why ? fail(t, ERR_BAD_INPUT, "事项“%s”：%s", name, why) : OK;
}

static struct item_row row_of(struct tx *t, const struct body *b, int64_t organisation, const char *source)
{
	const json_t *json = b->json;
	const char *name = json_get_text(json, "name"), *topics = topic_words(t->mem, json);
	return (struct item_row){
		.code = item_code(json), .name = name, .organisation = organisation, .type = json_get_text(json, "type"),
		.state = "in_use", .version = 1, .star = stars_of(t, b), .for_person = serves(json, "1", "1"),
		.for_company = serves(json, "2", "9"), .instant = b->instant, .online = item_online_mode(b) != NULL,
		.visits = body_visits(b), .promised = body_promised(t->mem, b), .popularity = json_get_int(json, "popularity", 0),
		.words = search_words(t, json, name, topics, organisation), .topics = topics, .source = source,
		.secret = json_get_bool(json, "secret"), .level = json_get_text(json, "level"),
		.standard = json_get_text(json, "standard_code"), .base_code = json_get_text(json, "base_code"),
	};
}

static void put_topics(struct tx *t, int64_t item, const json_t *json)
{
	topics_drop(t, item);
	for (size_t i = 0; i < TOPIC_LISTS; i++) {
		size_t at;
		json_t *v;
		json_array_foreach(json_object_get(json, topic_lists[i].key), at, v)
			if (json_is_string(v))
				topic_add(t, topic_lists[i].kind, json_string_value(v), item);
	}
}

static bool is_unchanged(struct tx *t, const struct item_row *was, const struct item_row *now, const char *text)
{
	struct version_row version;
	return was->organisation == now->organisation && version_load(t, was->id, was->version, &version) &&
	       str_eq(version.body, text);
}

/* The item that the body is for; false: a new one. */
static enum err find_target(struct tx *t, const struct item_put *p, const struct item_row *now, struct item_row *was, bool *out_known)
{
	struct item_row same;
	bool taken = item_find(t, now->code, &same);
	if (taken && p->item != 0 && same.id != p->item)
		return fail(t, ERR_BAD_INPUT, "编码“%s”已经属于事项“%s”", now->code, same.name);
	if (p->item > 0 && !item_load(t, p->item, was))
		return fail(t, ERR_NOT_FOUND, "没有这个事项。");
	*out_known = p->item > 0 || (taken && p->item == 0);
	if (taken && p->item == 0)
		*was = same;
	return t->failed;
}

static void plan_end(struct tx *t, int64_t item, const json_t *json)
{
	int64_t day;
	if (day_parse(json_get_text(json, "planned_until"), &day))
		job_add(t, ITEM_END_JOB, arena_printf(t->mem, "%lld", (long long)item), ms_of_day(day, DAY_ZONE_CHINA));
}

static void write_version(struct tx *t, const struct item_put *p, const struct item_row *row, const json_t *json, const char *text)
{
	if (row->version > 1)
		item_renew(t, row);
	else
		item_new(t, row);
	version_add(t, row->id, row->version, day_of_ms(t->now, DAY_ZONE_CHINA), text, p->by, p->adjustment, p->reason);
	put_topics(t, row->id, json);
	plan_end(t, row->id, json);
	tx_touch(t, TOPIC_CATALOGUE);
}

enum err item_put_as(struct tx *t, const struct item_put *p, int64_t *out_id, enum item_change *out_change)
{
	json_t *json = json_parse(t->mem, p->body);
	if (!json_is_object(json))
		return fail(t, ERR_BAD_INPUT, "事项的内容不是一个 JSON 对象");
	struct body *b = body_parse(t->mem, json);
	enum err e = check_body(t, b);
	if (e)
		return e;
	struct item_row row = row_of(t, b, p->organisation, p->source), was;
	bool known = false;
	e = find_target(t, p, &row, &was, &known);
	if (e)
		return e;
	const char *text = json_print(t->mem, json);
	*out_change = !known ? ITEM_NEW : is_unchanged(t, &was, &row, text) ? ITEM_UNCHANGED : ITEM_CHANGED;
	row.id = *out_id = known ? was.id : store_new_id(t->store);
	row.version = known ? was.version + 1 : 1;
	if (*out_change != ITEM_UNCHANGED)
		write_version(t, p, &row, json, text);
	return t->failed;
}

enum err item_put(struct tx *t, const char *body, int64_t organisation, const char *by, const char *source, int64_t *out_id,
		  enum item_change *out_change)
{
	const struct item_put p = { .body = body, .by = by, .source = source, .reason = "", .organisation = organisation };
	return item_put_as(t, &p, out_id, out_change);
}

enum err item_to_state(struct tx *t, int64_t id, const char *state)
{
	struct item_row row;
	if (!item_load(t, id, &row))
		return t->failed ? t->failed : fail(t, ERR_NOT_FOUND, "没有这个事项。");
	if (item_set_state(t, id, state))
		tx_touch(t, TOPIC_CATALOGUE);
	return t->failed;
}

enum err item_publish(struct tx *t, const char *body, int64_t organisation, const char *by, int64_t *out_id)
{
	enum item_change change;
	int64_t id;
	enum err e = item_put(t, body, organisation, by, "own", &id, &change);
	if (!e)
		*out_id = id;
	return e;
}
