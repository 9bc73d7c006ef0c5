#include "transfer/feed.h"
#include "transfer/transfer.sql.h"
#include "base/str.h"
#include "catalogue/catalogue.h"
#include "codes/codes.h"
#include <stdio.h>

enum { CHANGES = 100, CHANGES_MAX = 1000, SETTLED_MS = 1000 };

static const struct shape change_shape = { "Change", {
	{ "id", 'd' }, { "code", 's' }, { "change", 's', .help = "added, changed, suspended, cancelled or removed" },
	{ "changed_at", 's', .help = "RFC 3339, UTC" }, { "version", 'i', .optional = true, .help = "null when it was removed" },
	{ "name", 's', .optional = true }, { "type", 's', .optional = true }, { "organisation", 'd', .optional = true },
	{ "star", 'i', .optional = true },
} };
const struct shape feed_changes_shape = { "Changes", {
	{ "changes", 'a', &change_shape, .help = "oldest first; each item once, at its last change" },
	{ "next", 's', .help = "`since` of the next request, also when there was nothing" },
	{ "more", 'b', .help = "true: there is more at once" },
} };
const struct shape feed_changes_query = { "ChangesQuery", {
	{ "since", 's', .help = "`next` of the answer before; nothing: from the beginning" },
	{ "limit", 'i', .help = "1 to 1000, otherwise 100" },
} };
static const struct shape table_shape = { "CodeTable", {
	{ "word", 's' }, { "name", 's' }, { "entries", 'i' },
} };
const struct shape feed_tables_shape = { "CodeTables", { { "tables", 'a', &table_shape } } };
static const struct shape code_shape = { "Code", {
	{ "code", 's' }, { "name", 's' }, { "in_use", 'b', .help = "false: may still stand in older items" },
} };
const struct shape feed_codes_shape = { "Codes", { { "word", 's' }, { "name", 's' }, { "codes", 'a', &code_shape } } };

static bool read_cursor(const char *since, int64_t *at, int64_t *id)
{
	long long a = -1, i = 0;
	int end = 0;
	bool ok = !*since || (sscanf(since, "%19lld-%19lld%n", &a, &i, &end) == 2 && since[end] == '\0');
	*at = a;
	*id = i;
	return ok;
}

/* Whether any version before the present one could be read by everyone. */
static bool was_public(struct tx *t, const struct change_row *c)
{
	for (int64_t version = c->version - 1; version > 0; version--) {
		const struct body *b = item_body(t, c->id, version);
		if (b && !json_get_bool(b->json, "secret"))
			return true;
	}
	return false;
}

static const char *change_of(const struct change_row *c)
{
	static const struct { const char *state, *change; } changes[] = { { "suspended", "suspended" }, { "cancelled", "cancelled" } };
	if (c->secret)
		return "removed";
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		if (str_eq(changes[i].state, c->state))
			return changes[i].change;
	return c->version == 1 ? "added" : "changed";
}

static void write_change(struct json_out *j, struct tx *t, const struct change_row *c)
{
	json_open(j, '{');
	json_key(j, "id");
	json_id(j, c->id);
	json_member_text(j, "code", c->code);
	json_member_text(j, "change", change_of(c));
	json_member_text(j, "changed_at", day_instant(t->mem, c->changed_at));
	if (!c->secret) {
		json_member_int(j, "version", c->version);
		json_member_text(j, "name", c->name);
		json_member_text(j, "type", c->type);
		json_key(j, "organisation");
		json_id(j, c->organisation);
		json_member_int(j, "star", c->star);
	}
	json_close(j, '}');
}

enum err feed_changes(struct req *r)
{
	struct tx *t = req_tx(r);
	struct change_row *rows;
	int64_t at, id, most = req_query_int(r, "limit", 1, CHANGES_MAX, CHANGES);
	if (!read_cursor(req_query(r, "since"), &at, &id))
		return fail(r, ERR_BAD_INPUT, "since 应当是上一次回答里的 next。");
	size_t n = transfer_changes(t, at, id, t->now - SETTLED_MS, most + 1, &rows);
	bool more = n > (size_t)most;
	n -= more;
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	json_key(&j, "changes");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		if (!rows[i].secret || was_public(t, &rows[i]))
			write_change(&j, t, &rows[i]);
	json_close(&j, ']');
	if (n)
		at = rows[n - 1].changed_at, id = rows[n - 1].id;
	json_member_text(&j, "next", at < 0 ? "" : arena_printf(r->mem, "%lld-%lld", (long long)at, (long long)id));
	json_member_bool(&j, "more", more);
	json_close(&j, '}');
	return t->failed ? t->failed : reply_json(r);
}

enum err feed_tables(struct req *r)
{
	struct tx *t = req_tx(r);
	struct code_table_row *rows;
	size_t n = transfer_code_tables(t, &rows);
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	json_key(&j, "tables");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&j, '{');
		json_member_text(&j, "word", rows[i].word);
		json_member_text(&j, "name", rows[i].name);
		json_member_int(&j, "entries", rows[i].entries);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	return t->failed ? t->failed : reply_json(r);
}

static const char *name_of(struct tx *t, const char *word)
{
	struct code_table_row *rows;
	size_t n = transfer_code_tables(t, &rows);
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].word, word))
			return rows[i].name;
	return NULL;
}

enum err feed_codes(struct req *r)
{
	struct tx *t = req_tx(r);
	struct code_row *rows;
	const char *word = req_param(r, "table"), *name = name_of(t, word);
	if (!name)
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这个代码表。");
	size_t n = transfer_codes(t, word, &rows);
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	json_member_text(&j, "word", word);
	json_member_text(&j, "name", name);
	json_key(&j, "codes");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&j, '{');
		json_member_text(&j, "code", rows[i].code);
		json_member_text(&j, "name", rows[i].name);
		json_member_bool(&j, "in_use", rows[i].in_use);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	return t->failed ? t->failed : reply_json(r);
}
