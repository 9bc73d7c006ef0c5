#include "catalogue/admin.h"
#include "base/str.h"
#include "catalogue/admin_items.html.h"
#include "catalogue/catalogue.sql.h"
#include "catalogue/elements.h"
#include "catalogue/list.h"
#include <stdio.h>

enum { PAGE_ITEMS = 50, URL_MAX = 4096 };

const struct choice admin_states[] = { { "in_use", "在用" }, { "suspended", "暂停" }, { "cancelled", "取消" }, { 0 } };
const struct choice admin_sources[] = { { "own", "本地编制" }, { "import", "导入" }, { 0 } };

/* The address of the list with these filters; `after` "" for the first page. */
static const char *href(struct arena *a, const struct admin_view *v, const char *after)
{
	struct out o;
	out_init(&o, a, URL_MAX);
	out_raw(&o, "/admin/items?q=");
	out_part_str(&o, v->q);
	out_printf(&o, "&org=%lld&state=%s&source=%s&after=%s", (long long)v->organisation, v->state, v->source, after);
	const char *s = arena_strdup(a, out_str(&o));
	out_release(&o);
	return s;
}

/* One of the list's words, "" for anything else. */
static const char *word_of(struct req *r, const char *name, const struct choice *all)
{
	const char *word = req_query(r, name);
	return *choice_name(all, word) ? word : "";
}

/* Departments keep their own items: they come first, all others are a choice away ("org=0"). */
static int64_t own_organisation(struct req *r)
{
	bool everywhere = r->who.roles & (ROLE_ADMIN | ROLE_REFORM);
	return everywhere || *req_query(r, "org") ? 0 : r->who.organisation;
}

bool admin_may(struct req *r, int64_t organisation)
{
	return (r->who.roles & ROLE_REFORM) || who_has(&r->who, ROLE_CATALOGUE | ROLE_ADMIN, organisation);
}

enum err admin_items(struct req *r)
{
	struct tx *t = req_tx(r);
	long long at = INT64_MAX, id = 0;
	if (sscanf(req_query(r, "after"), "%19lld-%19lld", &at, &id) != 2)
		at = INT64_MAX, id = 0;
	struct admin_view v = {
		.q = req_query(r, "q"), .state = word_of(r, "state", admin_states), .source = word_of(r, "source", admin_sources),
		.organisation = req_query_int(r, "org", 1, INT64_MAX, own_organisation(r)),
	};
	v.n_agencies = organisation_list(t, &v.agencies);
	v.n = items_kept(t, v.organisation, v.state, v.source, list_pattern(r->mem, v.q), at, id, PAGE_ITEMS + 1, &v.rows);
	v.total = v.n ? v.rows[0].total : 0;
	if (v.n > PAGE_ITEMS) {
		v.n = PAGE_ITEMS;
		const struct kept_row *last = &v.rows[PAGE_ITEMS - 1];
		v.next_href = href(r->mem, &v, arena_printf(r->mem, "%lld-%lld", (long long)last->changed_at, (long long)last->id));
	}
	if (*req_query(r, "after"))
		v.first_href = href(r->mem, &v, "");
	catalogue_admin_items(r->out, r, &v);
	return t->failed;
}
