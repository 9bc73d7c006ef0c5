#include "catalogue/api.h"
#include "catalogue/catalogue.sql.h"
#include "catalogue/elements.h"
#include "catalogue/list.h"

enum { PAGE_ITEMS = 20, PAGE_MAX = 100 };

static const struct shape item_in_list = { "ItemInList", {
	{ "id", 'd' }, { "code", 's' }, { "name", 's' }, { "type", 's', .help = "GB/T 39046 A.1" }, { "type_name", 's' },
	{ "organisation", 'd' }, { "agency", 's' }, { "star", 'i', .help = "1 to 5, by the hall's star standard" },
	{ "instant", 'b' }, { "online", 'b' }, { "visits", 'i', .help = "-1: no number is promised" }, { "promised", 's' },
	{ "version", 'i' },
} };
const struct shape api_items_shape = { "Items", {
	{ "items", 'a', &item_in_list }, { "total", 'i', .help = "of all pages" },
	{ "near", 'b', .help = "nothing fits the words: these come near" },
	{ "corrected", 's', .optional = true, .help = "what was looked for in place of mistyped words" },
	{ "next", 's', .optional = true, .help = "`after` of the next page; null on the last one" },
} };
const struct shape api_items_query = { "ItemsQuery", {
	{ "q", 's', .help = "words to look for" }, { "org", 'd', .help = "items of this organisation" },
	{ "for", 's', .help = "person or company" }, { "topic", 's' }, { "star", 'i', .help = "this many stars or more" },
	{ "visits", 'i', .help = "at most so many visits are promised" }, { "online", 'i', .help = "1: can be applied for online" },
	{ "full", 'i', .help = "1: wholly online" }, { "street", 'i', .help = "1: done in the streets" },
	{ "instant", 'i', .help = "1: decided at once" },
	{ "after", 's', .help = "`next` of the page before" }, { "limit", 'i', .help = "1 to 100, otherwise 20" },
} };
static const struct shape agency_shape = { "Agency", {
	{ "id", 'd' }, { "kind", 's', .help = "department, branch, street or office" }, { "name", 's' }, { "short", 's' },
	{ "uscc", 's' }, { "address", 's' }, { "hours", 's' }, { "windows", 's' }, { "phone", 's' }, { "complain_phone", 's' },
	{ "review_body", 's' }, { "court", 's' },
} };
const struct shape api_item_shape = { "Item", {
	{ "id", 'd' }, { "code", 's' }, { "name", 's' }, { "type", 's' }, { "type_name", 's' },
	{ "state", 's', .help = "in_use, suspended or cancelled" }, { "changed_at", 's', .help = "RFC 3339, UTC" },
	{ "version", 'i', .help = "the present one; 1 to this number can be asked for" }, { "star", 'i' }, { "instant", 'b' },
	{ "online", 'b' }, { "visits", 'i' }, { "promised", 's' }, { "for_person", 'b' }, { "for_company", 'b' },
	{ "agency", 'o', &agency_shape }, { "elements", 'j', .help = "everything else that the item says, GB/T 39554.2" },
} };
const struct shape api_version_shape = { "ItemVersion", {
	{ "id", 'd' }, { "code", 's' }, { "version", 'i' }, { "from", 's', .help = "yyyy-mm-dd, the day from which it is in force" },
	{ "published_at", 's', .help = "RFC 3339, UTC" }, { "reason", 's', .help = "why there is this version; may be empty" },
	{ "elements", 'j' },
} };
static const struct shape department_shape = { "Department", {
	{ "id", 'd' }, { "kind", 's' }, { "name", 's' }, { "short", 's' }, { "address", 's' }, { "windows", 's' }, { "phone", 's' },
	{ "items", 'i', .help = "items in use" },
} };
const struct shape api_departments_shape = { "Departments", { { "departments", 'a', &department_shape } } };

static void member_id(struct json_out *j, const char *key, int64_t id)
{
	json_key(j, key);
	json_id(j, id);
}

static void write_row(struct json_out *j, struct tx *t, const struct found_row *i)
{
	json_open(j, '{');
	member_id(j, "id", i->id);
	json_member_text(j, "code", i->code);
	json_member_text(j, "name", i->name);
	json_member_text(j, "type", i->type);
	json_member_text(j, "type_name", codes_words(t, "item_type", i->type));
	member_id(j, "organisation", i->organisation);
	json_member_text(j, "agency", i->agency);
	json_member_int(j, "star", i->star);
	json_member_bool(j, "instant", i->instant);
	json_member_bool(j, "online", i->online);
	json_member_int(j, "visits", i->visits);
	json_member_text(j, "promised", i->promised);
	json_member_int(j, "version", i->version);
	json_close(j, '}');
}

enum err api_items(struct req *r)
{
	struct tx *t = req_tx(r);
	struct item_query q = list_query(r);
	struct item_page page = list_page(t, &q, (size_t)req_query_int(r, "limit", 1, PAGE_MAX, PAGE_ITEMS));
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	json_key(&j, "items");
	json_open(&j, '[');
	for (size_t i = 0; i < page.n; i++)
		write_row(&j, t, &page.rows[i]);
	json_close(&j, ']');
	json_member_int(&j, "total", page.total);
	json_member_bool(&j, "near", page.found.near);
	json_member_text(&j, "corrected", page.found.corrected);
	json_member_text(&j, "next", page.next);
	json_close(&j, '}');
	return t->failed ? t->failed : reply_json(r);
}

static void write_agency(struct json_out *j, struct tx *t, int64_t id)
{
	struct organisation o = { .id = id };
	organisation_load(t, id, &o);
	json_open(j, '{');
	member_id(j, "id", o.id);
	json_member_text(j, "kind", o.kind);
	json_member_text(j, "name", o.name);
	json_member_text(j, "short", o.short_name);
	json_member_text(j, "uscc", o.uscc);
	json_member_text(j, "address", o.address);
	json_member_text(j, "hours", o.hours);
	json_member_text(j, "windows", o.windows);
	json_member_text(j, "phone", o.phone);
	json_member_text(j, "complain_phone", o.complain_phone);
	json_member_text(j, "review_body", o.review_body);
	json_member_text(j, "court", o.court);
	json_close(j, '}');
}

/* The body without what is the program's own. */
static void write_elements(struct json_out *j, json_t *body)
{
	const char *key;
	json_t *v;
	json_open(j, '{');
	json_object_foreach(body, key, v) {
		const struct element *e = element_find(key);
		if (e && e->kind == ELEMENT_INNER)
			continue;
		json_key(j, key);
		json_value(j, v);
	}
	json_close(j, '}');
}

static bool find_public(struct tx *t, const char *code, struct item_row *out)
{
	return item_find(t, code, out) && !out->secret;
}

enum err api_item(struct req *r)
{
	struct tx *t = req_tx(r);
	struct item_row item;
	struct body *b;
	if (!find_public(t, req_param(r, "code"), &item) || !(b = item_body(t, item.id, item.version)))
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这个事项。");
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	member_id(&j, "id", item.id);
	json_member_text(&j, "code", item.code);
	json_member_text(&j, "name", item.name);
	json_member_text(&j, "type", item.type);
	json_member_text(&j, "type_name", codes_words(t, "item_type", item.type));
	json_member_text(&j, "state", item.state);
	json_member_text(&j, "changed_at", day_instant(t->mem, item.changed_at));
	json_member_int(&j, "version", item.version);
	json_member_int(&j, "star", item.star);
	json_member_bool(&j, "instant", item.instant);
	json_member_bool(&j, "online", item.online);
	json_member_int(&j, "visits", item.visits);
	json_member_text(&j, "promised", item.promised);
	json_member_bool(&j, "for_person", item.for_person);
	json_member_bool(&j, "for_company", item.for_company);
	json_key(&j, "agency");
	write_agency(&j, t, item.organisation);
	json_key(&j, "elements");
	write_elements(&j, b->json);
	json_close(&j, '}');
	return t->failed ? t->failed : reply_json(r);
}

/* A version that was secret stays so when the item is no longer. */
enum err api_version(struct req *r)
{
	struct tx *t = req_tx(r);
	struct item_row item;
	struct version_row version;
	struct body *b;
	int64_t n = req_param_id(r, "version");
	if (!find_public(t, req_param(r, "code"), &item) || !version_load(t, item.id, n, &version) || !(b = item_body(t, item.id, n)) ||
	    json_get_bool(b->json, "secret"))
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这个版本。");
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	member_id(&j, "id", item.id);
	json_member_text(&j, "code", item.code);
	json_member_int(&j, "version", n);
	json_member_text(&j, "from", day_iso(t->mem, version.from_day));
	json_member_text(&j, "published_at", day_instant(t->mem, version.created_at));
	json_member_text(&j, "reason", version.reason);
	json_key(&j, "elements");
	write_elements(&j, b->json);
	json_close(&j, '}');
	return t->failed ? t->failed : reply_json(r);
}

enum err api_departments(struct req *r)
{
	struct tx *t = req_tx(r);
	struct agency_row *rows;
	size_t n = agencies_counted(t, &rows);
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	json_key(&j, "departments");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&j, '{');
		member_id(&j, "id", rows[i].id);
		json_member_text(&j, "kind", rows[i].kind);
		json_member_text(&j, "name", rows[i].name);
		json_member_text(&j, "short", rows[i].short_name);
		json_member_text(&j, "address", rows[i].address);
		json_member_text(&j, "windows", rows[i].windows);
		json_member_text(&j, "phone", rows[i].phone);
		json_member_int(&j, "items", rows[i].n);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	return t->failed ? t->failed : reply_json(r);
}
