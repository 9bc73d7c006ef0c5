/* What all pages of the editor do: open a draft, keep it, and know where each element is edited. */
#include "registry/edit.h"
#include "base/str.h"
#include "store/store.sql.h"
#include <string.h>

enum { MOST_GROUPS = 40 };

enum err edit_open(struct req *r, struct editing *out)
{
	struct tx *t = req_tx(r);
	struct editing e = { 0 };
	if (!adjustment_load(t, req_param_id(r, "id"), &e.a) || !adjustment_may(&r->who, e.a.organisation))
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这次调整。");
	e.kind = registry_kind_by_word(e.a.kind);
	e.body = json_parse(r->mem, e.a.body);
	must(e.kind && e.body);
	e.editable = adjustment_editable(&e.a);
	*out = e;
	return OK;
}

struct saving {
	const struct who *who;
	const struct editing *is;
	int64_t edition;
	const char *body;
	const struct entry_uploads *uploads;
};

static enum err save(struct tx *t, void *arg)
{
	const struct saving *s = arg;
	for (size_t i = 0; i < s->uploads->n; i++) {
		const struct upload *u = s->uploads->all[i];
		file_add(t, u->hash, (int64_t)u->size_bytes, u->type);
	}
	return adjustment_save(t, s->who, s->is->a.id, s->edition, s->body);
}

enum err edit_save(struct req *r, struct editing *e, const struct entry_uploads *uploads, const char **out_conflict)
{
	int64_t edition;
	if (!num_parse(req_field(r, "edition"), 0, INT64_MAX, &edition))
		return fail(r, ERR_BAD_INPUT, "页面已经过期，请重新打开。");
	struct saving s = { &r->who, e, edition, json_print(r->mem, e->body), uploads };
	enum err failed = req_write(r, save, &s);
	if (failed && failed != ERR_CONFLICT)
		return failed;
	const char *words = arena_strdup(r->mem, r->fault->words);
	struct adjustment newest;
	if (!adjustment_load(req_tx(r), e->a.id, &newest))
		return fail(r, ERR_NOT_FOUND, "没有这次调整。");
	if (failed && !adjustment_editable(&newest))
		return failed;
	*r->fault = (struct fault){ 0 };
	e->a = newest;
	if (failed)
		*out_conflict = arena_printf(r->mem, "%s您填写的内容还在下面，没有保存，请核对后再保存。", words);
	return OK;
}

const char *edit_file_path(struct req *r, const struct editing *e)
{
	return arena_printf(r->mem, "/admin/adjustments/%lld/files/", (long long)e->a.id);
}

const char *edit_row_title(struct tx *t, const struct element *columns, const json_t *row)
{
	const struct element *name = element_in(columns, "name");
	for (const struct element *e = name ? name : columns; e && e->key; e = name && e == name ? columns : e + 1) {
		const char *words = element_words(t, e, json_object_get(row, e->key));
		if (*words)
			return str_shorten(t->mem, words, 60);
		if (e == name)
			name = NULL;
	}
	return "（未填写）";
}

size_t edit_groups(struct arena *a, const struct registry_kind *kind, const char *const **out)
{
	const char **all = arena_array(a, const char *, MOST_GROUPS);
	size_t n = 0;
	for (const struct element *e = kind->elements; e->key; e++) {
		bool known = e->kind == ELEMENT_INNER;
		for (size_t i = 0; i < n && !known; i++)
			known = str_eq(all[i], e->group);
		must(n < MOST_GROUPS);
		if (!known)
			all[n++] = e->group;
	}
	*out = all;
	return n;
}

const char *edit_group_path(struct arena *a, const struct registry_kind *kind, int64_t adjustment, const char *group)
{
	const char *const *all;
	size_t n = edit_groups(a, kind, &all), i = 0;
	while (i < n && !str_eq(all[i], group))
		i++;
	return arena_printf(a, "/admin/adjustments/%lld/groups/%zu", (long long)adjustment, i + 1);
}

/* "materials.2.name": the page of row 3 of the materials and its field "name"; "joint.rule": a field of its group's page. */
const char *registry_edit_path(struct arena *a, const struct registry_kind *kind, int64_t adjustment, const char *key)
{
	const struct element *table = kind->elements, *top = NULL;
	const char *rest = key, *base = arena_printf(a, "/admin/adjustments/%lld", (long long)adjustment);
	for (;;) {
		size_t n = strcspn(rest, ".");
		const struct element *e = element_in(table, arena_strndup(a, rest, n));
		if (!e)
			break;
		top = top ? top : e;
		rest += n + (rest[n] == '.');
		int64_t row;
		size_t digits = strcspn(rest, ".");
		if (e->kind == ELEMENT_ROWS && num_parse(arena_strndup(a, rest, digits), 0, INT64_MAX - 1, &row)) {
			const char *path = arena_strndup(a, key, (size_t)(rest - 1 - key)), *field = rest + digits;
			return arena_printf(a, "%s/rows/%s/%lld%s%s", base, path, (long long)row + 1, *field ? "#" : "", *field ? field + 1 : "");
		}
		if (e->kind != ELEMENT_RECORD)
			break;
		table = e->columns;
	}
	if (!top)
		return base;
	if (top->kind == ELEMENT_FORM)
		return arena_printf(a, "%s/form", base);
	return arena_printf(a, "%s#%s", edit_group_path(a, kind, adjustment, top->group), key);
}
