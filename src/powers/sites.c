#include "powers/powers_private.h"
#include "base/str.h"
#include "powers/sites.html.h"

enum { MOST_SITES = 1000, WORDS_BYTES = 8 * 1024 };

static const char *list_words(struct arena *a, const json_t *list)
{
	struct out o;
	size_t i;
	json_t *v;
	out_init(&o, a, WORDS_BYTES);
	json_array_foreach(list, i, v) {
		out_raw(&o, i ? "、" : "");
		out_raw(&o, str_or_empty(json_string_value(v)));
	}
	const char *s = arena_strdup(a, out_str(&o));
	out_release(&o);
	return s;
}

static struct site_line line_of(struct tx *t, const struct directory_row *row)
{
	const json_t *body = json_parse(t->mem, row->body);
	const char *url = json_get_text(body, "url"), *sign_in = json_get_text(body, "sign_in"), *hours = json_get_text(body, "hours");
	return (struct site_line){
		.name = row->name, .url = url, .mobile_url = json_get_text(body, "mobile_url"), .phone = json_get_text(body, "phone"),
		.terms = arena_printf(t->mem, "%s%s%s", sign_in, *sign_in && *hours ? "，" : "", hours),
		.actions = list_words(t->mem, json_object_get(body, "actions")), .broken = links_words(t, url),
	};
}

enum err powers_get_sites(struct req *r)
{
	struct tx *t = req_tx(r);
	struct directory_row *rows;
	size_t n = directory_all(t, "site", MOST_SITES, &rows);
	struct sites_view v = { .groups = arena_array(r->mem, struct site_group, n + 1), .checked = !str_eq(setting_text(t, SETTING_LINK_CHECK), "off") };
	struct site_line *lines = arena_array(r->mem, struct site_line, n + 1);
	for (size_t i = 0; i < n; i++) {
		lines[i] = line_of(t, &rows[i]);
		if (i == 0 || rows[i].organisation != rows[i - 1].organisation)
			v.groups[v.n++] = (struct site_group){ rows[i].agency_short, &lines[i], 0 };
		v.groups[v.n - 1].n++;
	}
	powers_sites(r->out, r, &v);
	return t->failed;
}
