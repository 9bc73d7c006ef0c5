/* All versions of a record with what changed from one to the next, and any two of them side by side; for the desk, and for the
 * public where the record is an item. */
#include "registry/edit.h"
#include "registry/versions_desk.html.h"
#include "registry/versions_hall.html.h"
#include "base/str.h"
#include "catalogue/catalogue.h"

enum { WITH_DIFFERENCES = 20 }; /* the newest; older ones are compared when somebody asks */

static const json_t *body_of(struct tx *t, const struct versions_view *v, int64_t version)
{
	return version > 0 ? registry_body(t, v->kind, v->subject.id, version) : NULL;
}

static bool has_version(const struct versions_view *v, int64_t version)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->lines[i].is->version == version)
			return true;
	return false;
}

/* How many of the versions, the newest first, people may see: none from the last secret one back. */
static size_t count_open(struct tx *t, const struct versions_view *v, const struct registry_version *all, size_t n)
{
	for (size_t i = 0; i < n && !v->internal; i++)
		if (json_get_bool(body_of(t, v, all[i].version), "secret"))
			return i;
	return n;
}

static void fill(struct req *r, struct versions_view *v)
{
	struct tx *t = req_tx(r);
	struct registry_version *all;
	v->n = registry_versions(t, v->kind, v->subject.id, &all);
	v->n = count_open(t, v, all, v->n);
	v->lines = arena_array(r->mem, struct version_line, v->n + 1);
	for (size_t i = 0; i < v->n; i++) {
		struct version_line *l = &v->lines[i];
		*l = (struct version_line){ .is = &all[i], .from = day_words(r->mem, all[i].from_day), .by = all[i].created_by,
					    .made = day_time_short(r->mem, all[i].created_at, DAY_ZONE_CHINA) };
		if (i < WITH_DIFFERENCES && i + 1 < v->n)
			l->n_differences = differ(t, v->kind->elements, body_of(t, v, all[i + 1].version), body_of(t, v, all[i].version),
						  &l->differences);
	}
	v->from = req_query_int(r, "from", 1, INT64_MAX, 0);
	v->to = req_query_int(r, "to", 1, INT64_MAX, 0);
	if (!has_version(v, v->from) || !has_version(v, v->to))
		v->from = v->to = 0;
	if (v->from)
		v->n_differences = differ(t, v->kind->elements, body_of(t, v, v->from), body_of(t, v, v->to), &v->differences);
}

enum err versions_desk(struct req *r)
{
	struct tx *t = req_tx(r);
	struct versions_view v = { .kind = registry_kind_by_word(req_param(r, "kind")), .internal = true };
	if (!v.kind || !subject_by_code(t, v.kind, req_param(r, "code"), &v.subject))
		return fail(r, ERR_NOT_FOUND, "没有这条记录。");
	v.path = arena_printf(r->mem, "/admin/records/%s/%s", v.kind->word, v.subject.code);
	fill(r, &v);
	struct adjustment_line_row *rows;
	size_t n = adjustments_of(t, v.kind->word, v.subject.id, &rows);
	registry_versions_desk(r->out, r, &v, rows, n);
	return t->failed;
}

enum err versions_hall(struct req *r)
{
	struct tx *t = req_tx(r);
	struct item item;
	struct versions_view v = { .kind = &registry_kinds[0] };
	if (!item_by_code(t, req_param(r, "code"), &item) || !item_visible(&r->who, &item) ||
	    !subject_load(t, v.kind, item.id, &v.subject))
		return fail(r, ERR_NOT_FOUND, "没有这个事项，可能编码写错了，或者它已经并入别的事项。");
	v.path = arena_printf(r->mem, "/items/%s/versions", v.subject.code);
	fill(r, &v);
	registry_versions_hall(r->out, r, &v);
	return t->failed;
}
