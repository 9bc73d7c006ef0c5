#include "powers/powers_private.h"
#include "base/str.h"
#include "codes/codes.h"
#include "powers/list.html.h"
#include <stdio.h>

enum { PAGE_POWERS = 30, TYPED_BYTES = 300, URL_MAX = 4096 };

struct power_query powers_query(struct req *r)
{
	struct tx *t = req_tx(r);
	long long organisation = 0, id = 0;
	if (sscanf(req_query(r, "after"), "%19lld-%19lld", &organisation, &id) != 2)
		organisation = id = 0;
	const char *type = req_query(r, "type"), *level = req_query(r, "level");
	return (struct power_query){
		.q = str_trim(r->mem, arena_strndup(r->mem, req_query(r, "q"), TYPED_BYTES)),
		.type = *codes_name(t, "power_type", type) ? type : "", .level = *codes_name(t, "level", level) ? level : "",
		.organisation = req_query_int(r, "org", 1, INT64_MAX, 0), .after_organisation = organisation, .after_id = id,
	};
}

static void add(struct out *o, const char *name, const char *value, bool *first)
{
	if (!*value)
		return;
	out_raw(o, *first ? "?" : "&");
	out_raw(o, name);
	out_raw(o, "=");
	out_part_str(o, value);
	*first = false;
}

const char *powers_href(struct arena *a, const char *path, const struct power_query *q)
{
	struct out o;
	bool first = true;
	out_init(&o, a, URL_MAX);
	out_raw(&o, path);
	add(&o, "q", q->q, &first);
	add(&o, "org", q->organisation ? arena_printf(a, "%lld", (long long)q->organisation) : "", &first);
	add(&o, "type", q->type, &first);
	add(&o, "level", q->level, &first);
	add(&o, "after", q->after_id ? arena_printf(a, "%lld-%lld", (long long)q->after_organisation, (long long)q->after_id) : "", &first);
	const char *s = arena_strdup(a, out_str(&o));
	out_release(&o);
	return s;
}

/* Of what the other filters leave, how many there are of each type. */
static void count_types(struct tx *t, struct power_list_view *v, const char *pattern)
{
	struct power_count_row *rows;
	const struct power_query *q = &v->query;
	v->n_types = powers_counted(t, q->organisation, q->level, pattern, &rows);
	v->types = arena_array(t->mem, struct power_type, v->n_types + 1);
	for (size_t i = 0; i < v->n_types; i++) {
		bool chosen = str_eq(rows[i].type, q->type);
		v->types[i] = (struct power_type){ rows[i].type, codes_words(t, "power_type", rows[i].type), rows[i].n, chosen };
		v->total += chosen || !*q->type ? rows[i].n : 0;
	}
}

enum err powers_get_list(struct req *r)
{
	struct tx *t = req_tx(r);
	struct power_list_view v = { .query = powers_query(r) };
	struct power_query q = v.query;
	const char *pattern = record_pattern(r->mem, q.q);
	v.n_agencies = powers_agencies(t, "power", &v.agencies);
	v.n = powers_found(t, q.organisation, q.type, q.level, pattern, q.after_organisation, q.after_id, PAGE_POWERS + 1, &v.rows);
	count_types(t, &v, pattern);
	if (q.after_id) {
		q.after_organisation = q.after_id = 0;
		v.first_href = powers_href(r->mem, "/powers", &q);
	}
	if (v.n > PAGE_POWERS) {
		v.n = PAGE_POWERS;
		q.after_organisation = v.rows[v.n - 1].organisation;
		q.after_id = v.rows[v.n - 1].id;
		v.next_href = powers_href(r->mem, "/powers", &q);
	}
	q.after_organisation = q.after_id = 0;
	v.csv_href = powers_href(r->mem, "/powers.csv", &q);
	powers_list(r->out, r, &v);
	return t->failed;
}
