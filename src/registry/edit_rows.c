/* One row of a list on a page of its own, and moving, copying and removing rows. */
#include "registry/edit.h"
#include "registry/row.html.h"
#include "base/str.h"
#include <string.h>

/* The list that the path names ("materials", "joint.members"), with the columns of its rows. */
struct rows_place {
	const struct element *top, *is;
	json_t *list; /* of the body; made when it is not there */
	const char *key;
};

static json_t *made(json_t *object, const char *key, json_t *fresh)
{
	json_t *there = json_object_get(object, key);
	if (there && json_typeof(there) == json_typeof(fresh)) {
		json_decref(fresh);
		return there;
	}
	json_object_set_new(object, key, fresh);
	return fresh;
}

static enum err find(struct req *r, struct editing *e, struct rows_place *out)
{
	enum err failed = edit_open(r, e);
	if (failed)
		return failed;
	const char *key = req_param(r, "key"), *point = strchr(key, '.');
	out->key = key;
	out->top = out->is = element_in(e->kind->elements, point ? arena_strndup(r->mem, key, (size_t)(point - key)) : key);
	json_t *object = e->body;
	if (point && out->top && out->top->kind == ELEMENT_RECORD) {
		out->is = element_in(out->top->columns, point + 1);
		object = made(object, out->top->key, json_object());
	}
	if (!out->is || out->is->kind != ELEMENT_ROWS)
		return fail(r, ERR_NOT_FOUND, "没有这一组内容。");
	if (!e->editable)
		return fail(r, ERR_CONFLICT, "这次调整现在是“%s”，不能修改。", choice_name(registry_states, e->a.state));
	out->list = made(object, out->is->key, json_array());
	return OK;
}

/* A list that has become empty says nothing, nor does a record without members. */
static void tidy(struct editing *e, const struct rows_place *p)
{
	json_t *record = p->top == p->is ? e->body : json_object_get(e->body, p->top->key);
	if (json_array_size(p->list) == 0)
		json_object_del(record, p->is->key);
	if (record != e->body && json_object_size(record) == 0)
		json_object_del(e->body, p->top->key);
}

static const char *back_of(struct req *r, const struct editing *e, const struct rows_place *p)
{
	return arena_printf(r->mem, "%s#%s", edit_group_path(r->mem, e->kind, e->a.id, p->top->group), p->key);
}

static void draw(struct req *r, struct editing *e, const struct rows_place *p, int64_t no, const json_t *row, const char *conflict,
		 const char *kept)
{
	struct row_view v = {
		.is = e, .label = p->is->label, .group_name = p->top->group, .back = back_of(r, e, p), .no = no, .conflict = conflict, .kept = kept,
		.here = arena_printf(r->mem, "/admin/adjustments/%lld/rows/%s/%s", (long long)e->a.id, p->key,
				     no ? arena_printf(r->mem, "%lld", (long long)no) : "new"),
	};
	v.n = entry_list(r, p->is->columns, NULL, row, edit_file_path(r, e), &v.entries);
	registry_row(r->out, r, &v);
}

/* The row of the path: 0 and an empty one for "new". */
static enum err find_row(struct req *r, const struct rows_place *p, int64_t *out_no, json_t **out_row)
{
	int64_t no = req_param_id(r, "no");
	bool is_new = str_eq(req_param(r, "no"), "new");
	if (!is_new && (no < 1 || no > (int64_t)json_array_size(p->list)))
		return fail(r, ERR_NOT_FOUND, "没有这一行，可能已经删除。");
	*out_no = is_new ? 0 : no;
	*out_row = is_new ? json_parse(r->mem, "{}") : json_array_get(p->list, (size_t)no - 1);
	return OK;
}

enum err edit_row_show(struct req *r)
{
	struct editing e;
	struct rows_place p;
	int64_t no;
	json_t *row;
	enum err failed = find(r, &e, &p);
	if (!failed)
		failed = find_row(r, &p, &no, &row);
	if (!failed)
		draw(r, &e, &p, no, row, NULL, NULL);
	return failed;
}

enum err edit_row_save(struct req *r)
{
	struct editing e;
	struct rows_place p;
	struct entry_uploads uploads = { .n = 0 };
	int64_t no;
	json_t *row;
	const char *conflict = NULL;
	enum err failed = find(r, &e, &p);
	if (!failed)
		failed = find_row(r, &p, &no, &row);
	if (failed)
		return failed;
	entry_read(r, p.is->columns, NULL, row, &uploads);
	if (no == 0)
		json_array_append(p.list, row);
	failed = edit_save(r, &e, &uploads, &conflict);
	if (failed)
		return failed;
	if (conflict || r->n_errors) {
		/* A new row that was kept has a number from now on: saving it again does not add another. */
		draw(r, &e, &p, no || conflict ? no : (int64_t)json_array_size(p.list), row, conflict,
		     conflict ? NULL : "已经保存。有几处还要修改，提交以前改好就行。");
		return reply_again(r);
	}
	reply_say(r, "%s“%s”已保存。", p.is->label, edit_row_title(req_tx(r), p.is->columns, row));
	return reply_redirect(r, "%s", str_eq(req_field(r, "do"), "more")
					       ? arena_printf(r->mem, "/admin/adjustments/%lld/rows/%s/new", (long long)e.a.id, p.key)
					       : back_of(r, &e, &p));
}

/* ---- the list as a whole ---- */

static void move(json_t *list, size_t from, size_t to)
{
	json_t *row = json_incref(json_array_get(list, from));
	json_array_remove(list, from);
	json_array_insert_new(list, to, row);
}

static void up(json_t *list, size_t at)
{
	if (at > 0)
		move(list, at, at - 1);
}

static void down(json_t *list, size_t at)
{
	if (at + 1 < json_array_size(list))
		move(list, at, at + 1);
}

static void copy(json_t *list, size_t at)
{
	json_array_insert_new(list, at + 1, json_deep_copy(json_array_get(list, at)));
}

static void take_out(json_t *list, size_t at)
{
	json_array_remove(list, at);
}

static const struct deed { const char *word; void (*carry_out)(json_t *list, size_t at); const char *said; } deeds[] = {
	{ "up", up, "已上移。" }, { "down", down, "已下移。" }, { "copy", copy, "已复制，请修改副本。" }, { "remove", take_out, "已删除。" },
};

enum err edit_rows_change(struct req *r)
{
	struct editing e;
	struct rows_place p;
	int64_t no;
	const struct deed *deed = NULL;
	const char *conflict = NULL;
	enum err failed = find(r, &e, &p);
	if (failed)
		return failed;
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		if (str_eq(deeds[i].word, req_field(r, "do")))
			deed = &deeds[i];
	if (!deed || !num_parse(req_field(r, "row"), 1, (int64_t)json_array_size(p.list), &no))
		return fail(r, ERR_CONFLICT, "这一行已经不在了，请看最新的内容。");
	deed->carry_out(p.list, (size_t)no - 1);
	tidy(&e, &p);
	failed = edit_save(r, &e, &(struct entry_uploads){ .n = 0 }, &conflict);
	if (failed)
		return failed;
	if (conflict)
		return fail(r, ERR_CONFLICT, "这份草稿刚才被别人保存过，这次没有改动。请重新打开再试。");
	reply_say(r, "%s", deed->said);
	return reply_redirect(r, "%s", back_of(r, &e, &p));
}
