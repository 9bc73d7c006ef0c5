#include "powers/powers_private.h"
#include "base/day.h"
#include "base/str.h"
#include "catalogue/differ.h"
#include "powers/power.html.h"

enum { VERSIONS_SHOWN = 10 };

size_t powers_items(struct req *r, const json_t *body, struct item **out)
{
	struct json_list codes = json_get_list(r->mem, body, "items");
	struct item *all = arena_array(r->mem, struct item, codes.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < codes.n; i++)
		if (item_by_code(req_tx(r), str_or_empty(json_string_value(codes.all[i])), &all[n]) && item_visible(&r->who, &all[n]) &&
		    !str_eq(all[n].state, "cancelled"))
			n++;
	*out = all;
	return n;
}

/* Each version with what it changed; of the first one nothing is compared. */
static void tell_versions(struct tx *t, struct power_view *v)
{
	const struct registry_kind *kind = registry_kind_by_word("power");
	struct registry_version *all;
	size_t n = registry_versions(t, kind, v->record.id, &all), shown = n < VERSIONS_SHOWN ? n : VERSIONS_SHOWN;
	v->versions = arena_array(t->mem, struct power_version, shown + 1);
	const json_t *now = v->body;
	for (size_t i = 0; i < shown; i++) {
		const json_t *was = i + 1 < n ? record_body(t, v->record.id, all[i + 1].version) : NULL;
		struct power_version *out = &v->versions[v->n_versions++];
		*out = (struct power_version){ .no = arena_printf(t->mem, "%lld", (long long)all[i].version),
					       .day = day_words(t->mem, all[i].from_day), .reason = all[i].reason };
		if (was)
			out->n_changes = differ(t, kind->elements, was, now, &out->changes);
		now = was;
	}
	v->more_versions = (int64_t)(n - shown);
}

static const char *state_words(const char *state)
{
	return str_eq(state, "in_use") ? "" : str_eq(state, "suspended") ? "这项权责已经暂停" : "这项权责已经取消";
}

enum err powers_get_one(struct req *r)
{
	struct tx *t = req_tx(r);
	struct power_view v = { .n_versions = 0 };
	struct organisation agency;
	if (!record_by_code(t, "power", req_param(r, "code"), &v.record) || !organisation_load(t, v.record.organisation, &agency))
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "权责清单里没有这一项。");
	v.agency = &agency;
	v.body = record_body(t, v.record.id, v.record.version);
	v.state = state_words(v.record.state);
	v.type = codes_words(t, "power_type", json_get_text(v.body, "type"));
	struct element_view *facts;
	v.n_facts = elements_shown(t, registry_kind_by_word("power")->elements, v.body, &facts);
	v.facts = facts;
	v.basis = json_get_list(r->mem, v.body, "basis");
	v.duties = json_get_list(r->mem, v.body, "responsibilities");
	v.accountability = json_get_list(r->mem, v.body, "accountability");
	v.n_items = powers_items(r, v.body, &v.items);
	tell_versions(t, &v);
	powers_power(r->out, r, &v);
	return t->failed;
}
