/* One group of elements: a form for those that are fields, a list for those that are rows; the same to read once submitted. */
#include "registry/edit.h"
#include "registry/group.html.h"
#include "base/str.h"

/* The columns that say something; in short while there is a page for the row. */
static void fill_cells(struct tx *t, const struct element *columns, const json_t *row, bool whole, struct edit_row *out)
{
	enum { CELLS_IN_SHORT = 4, CHARACTERS = 30 };
	size_t most = 0;
	while (columns[most].key)
		most++;
	out->cells = arena_array(t->mem, struct edit_cell, most + 1);
	for (const struct element *e = columns; e->key && (whole || out->n_cells < CELLS_IN_SHORT); e++) {
		const char *words = element_words(t, e, json_object_get(row, e->key));
		if (*words && !str_eq(words, out->title) && !str_eq(words, "否"))
			out->cells[out->n_cells++] = (struct edit_cell){ e->label, whole ? words : str_shorten(t->mem, words, CHARACTERS) };
	}
}

static struct edit_rows rows_of(struct tx *t, const struct element *e, const char *key, const json_t *list, bool whole)
{
	struct edit_rows rows = { .key = key, .label = e->label, .hint = str_or_empty(e->hint), .n = json_array_size(list) };
	rows.all = arena_array(t->mem, struct edit_row, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		const json_t *row = json_array_get(list, i);
		rows.all[i] = (struct edit_row){ .no = i + 1, .title = edit_row_title(t, e->columns, row) };
		fill_cells(t, e->columns, row, whole, &rows.all[i]);
	}
	return rows;
}

/* The lists of the group, those within its records included. */
static void fill_rows(struct tx *t, struct group_view *v)
{
	enum { MOST = 20 };
	const json_t *body = v->is->body;
	v->rows = arena_array(t->mem, struct edit_rows, MOST);
	for (const struct element *e = v->is->kind->elements; e->key; e++) {
		if (!str_eq(e->group, v->name))
			continue;
		const json_t *value = json_object_get(body, e->key);
		must(v->n_rows < MOST);
		if (e->kind == ELEMENT_ROWS)
			v->rows[v->n_rows++] = rows_of(t, e, e->key, value, !v->is->editable);
		for (const struct element *c = e->kind == ELEMENT_RECORD ? e->columns : NULL; c && c->key; c++)
			if (c->kind == ELEMENT_ROWS)
				v->rows[v->n_rows++] = rows_of(t, c, arena_printf(t->mem, "%s.%s", e->key, c->key), json_object_get(value, c->key),
							       !v->is->editable);
		v->has_form = v->has_form || e->kind == ELEMENT_FORM;
	}
}

static void add_words(struct tx *t, struct group_view *v, const struct element *table, const json_t *object)
{
	for (const struct element *e = table; e->key; e++) {
		if (e->group && !str_eq(e->group, v->name))
			continue;
		const json_t *value = json_object_get(object, e->key);
		if (e->kind == ELEMENT_RECORD)
			add_words(t, v, e->columns, value);
		const char *words = entry_is_field(e) && e->kind != ELEMENT_RECORD ? element_words(t, e, value) : "";
		if (*words)
			v->words[v->n_words++] = (struct edit_cell){ e->label, words };
	}
}

static void draw(struct req *r, struct group_view *v, size_t no, const char *const *groups, size_t n)
{
	enum { MOST_WORDS = 300 };
	const struct editing *e = v->is;
	v->name = groups[no];
	v->here = edit_group_path(r->mem, e->kind, e->a.id, groups[no]);
	v->before = no > 0 ? edit_group_path(r->mem, e->kind, e->a.id, groups[no - 1]) : NULL;
	v->after = no + 1 < n ? edit_group_path(r->mem, e->kind, e->a.id, groups[no + 1]) : NULL;
	fill_rows(req_tx(r), v);
	if (e->editable) {
		v->n = entry_list(r, e->kind->elements, v->name, e->body, edit_file_path(r, e), &v->entries);
	} else {
		v->words = arena_array(r->mem, struct edit_cell, MOST_WORDS);
		add_words(req_tx(r), v, e->kind->elements, e->body);
	}
	registry_group(r->out, r, v);
}

static enum err find(struct req *r, struct editing *e, size_t *out_no, const char *const **out_groups, size_t *out_n)
{
	enum err failed = edit_open(r, e);
	if (failed)
		return failed;
	*out_n = edit_groups(r->mem, e->kind, out_groups);
	int64_t no = req_param_id(r, "no");
	if (no < 1 || no > (int64_t)*out_n)
		return fail(r, ERR_NOT_FOUND, "没有这一组内容。");
	*out_no = (size_t)no - 1;
	return OK;
}

enum err edit_group_show(struct req *r)
{
	struct editing e;
	const char *const *groups;
	size_t no = 0, n = 0;
	enum err failed = find(r, &e, &no, &groups, &n);
	if (!failed)
		draw(r, &(struct group_view){ .is = &e }, no, groups, n);
	return failed;
}

enum err edit_group_save(struct req *r)
{
	struct editing e;
	struct entry_uploads uploads = { .n = 0 };
	const char *const *groups;
	size_t no = 0, n = 0;
	enum err failed = find(r, &e, &no, &groups, &n);
	if (failed)
		return failed;
	if (!e.editable)
		return fail(r, ERR_CONFLICT, "这次调整现在不能修改。");
	entry_read(r, e.kind->elements, groups[no], e.body, &uploads);
	struct group_view v = { .is = &e };
	failed = edit_save(r, &e, &uploads, &v.conflict);
	if (failed)
		return failed;
	if (v.conflict || r->n_errors) {
		v.kept = v.conflict ? NULL : "已经保存。有几处还要修改，提交以前改好就行。";
		draw(r, &v, no, groups, n);
		return reply_again(r);
	}
	bool on = str_eq(req_field(r, "do"), "next") && no + 1 < n;
	reply_say(r, "“%s”已保存。", groups[no]);
	return reply_redirect(r, "%s", on ? edit_group_path(r->mem, e.kind, e.a.id, groups[no + 1])
					  : arena_printf(r->mem, "/admin/adjustments/%lld", (long long)e.a.id));
}
