#include "catalogue/suggest.h"
#include "base/str.h"
#include "catalogue/suggest.html.h"

enum { OFFERED = 8, TRIED = 30 };

static const struct shape suggestion = { "Suggestion", {
	{ "name", 's' }, { "href", 's', .help = "the guide of the item" }, { "agency", 's' },
} };
const struct shape suggest_shape = { "Suggestions", {
	{ "suggestions", 'a', &suggestion }, { "total", 'i', .help = "items that the whole search would find" },
	{ "corrected", 's', .optional = true, .help = "what was looked for instead, where nothing fits what was typed" },
} };
const struct shape suggest_query = { "SuggestQuery", { { "q", 's', .help = "what has been typed so far" } } };

static void write_row(struct json_out *j, struct arena *a, const struct found_row *i)
{
	struct out path;
	out_init(&path, a, KB(1));
	out_part_str(&path, i->code);
	json_open(j, '{');
	json_member_text(j, "name", i->name);
	json_member_text(j, "href", arena_printf(a, "/items/%s", out_str(&path)));
	json_member_text(j, "agency", i->agency_short);
	json_close(j, '}');
	out_release(&path);
}

enum err suggest_get(struct req *r)
{
	struct tx *t = req_tx(r);
	struct item_query q = list_query(r);
	struct item_page page = { .n = 0 };
	if (*q.q)
		page = list_page(t, &q, OFFERED);
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	json_key(&j, "suggestions");
	json_open(&j, '[');
	for (size_t i = 0; i < page.n; i++)
		write_row(&j, r->mem, &page.rows[i]);
	json_close(&j, ']');
	json_member_int(&j, "total", page.total);
	json_member_text(&j, "corrected", page.found.corrected);
	json_close(&j, '}');
	return t->failed ? t->failed : reply_json(r);
}

enum err suggest_try(struct req *r)
{
	struct tx *t = req_tx(r);
	struct item_query q = list_query(r);
	struct suggest_view v = { .q = q.q };
	if (*q.q)
		v.page = list_page(t, &q, TRIED);
	v.lines = arena_array(r->mem, struct suggest_line, v.page.n + 1);
	for (size_t i = 0; i < v.page.found.n && v.n < v.page.n; i++) {
		const struct found_row *row = &v.page.rows[v.n];
		if (row->id == v.page.found.hits[i].id)
			v.lines[v.n++] = (struct suggest_line){ row->code, row->name, row->agency_short, search_why(v.page.found.hits[i].rank) };
	}
	catalogue_suggest(r->out, r, &v);
	return t->failed;
}
