#include "codes/codes_page.h"
#include "base/str.h"
#include "codes/codes_table.html.h"
#include "codes/codes_tables.html.h"
#include "identity/identity.h"
#include <string.h>

static const struct code_note notes[] = {
	{ "item_type", "国家标准列到 10 和 20；各省另加的编号不同，21 是本省用的。" },
	{ "power_source", "国家标准和省网的次序不同：省网把“上级下放”列在后面。交换数据时按名称对照，不按编号。" },
	{ "object", "6 和 9 在各个来源里的意思不一样，有的把行政机关并在 9 里。" },
	{ "case_kind", "这里用省网的五种；国家标准只分即办件、承诺件，其余都是 9。" },
	{ "channel", "有的来源只有窗口、网上、快递三种，编号因此错开。" },
	{ "scope", "各来源的次序不同，有的按“跨市、跨县”来分。交换数据时按名称对照。" },
	{ "depth", "有的来源到 7 为止，有的另有 8；还有一套按Ⅰ级到Ⅳ级来分，不能逐项对应。" },
	{ "collect", "有的来源按纸质收取、附件上传、扫描、容缺后补、证照库来分。" },
	{ "result_kind", "有的来源用 1 到 4 表示证照、批文、其他和没有。" },
	{ "time_unit", "有的来源用数字表示工作日、自然日、月，另有按年的。" },
	{ "enter_method", "3 在有的来源里叫“后方科室”。" },
	{ "presence", "省网没有用 in03。" },
	{ 0 },
};

const char *codes_page_note(const char *table)
{
	for (const struct code_note *n = notes; n->table; n++)
		if (str_eq(n->table, table))
			return n->words;
	return "";
}

enum err codes_page_list(struct req *r)
{
	struct table_row *rows;
	size_t n = tables_all(req_tx(r), &rows);
	codes_codes_tables(r->out, r, rows, n);
	return req_tx(r)->failed;
}

/* ---- one table ---- */

struct new_entry { const char *code, *name; };

static const struct field new_fields[] = {
	{ .name = "code", .label = "代码", .kind = FIELD_TEXT, .offset = offsetof(struct new_entry, code), .required = true,
	  .max = EDIT_CODE_BYTES, .hint = "字母、数字、点、连字符和下划线，定了以后不能改" },
	{ .name = "name", .label = "名称", .kind = FIELD_TEXT, .offset = offsetof(struct new_entry, name), .required = true,
	  .max = EDIT_NAME_CHARACTERS },
};
enum { NEW_FIELDS = sizeof new_fields / sizeof *new_fields };

/* Only what holds the words that were asked for, and at most so many. */
static void fill_entries(struct req *r, struct code_table_view *v)
{
	struct code_entry_row *all;
	v->n_all = entries_in(req_tx(r), v->table.word, &all);
	v->entries = arena_array(r->mem, struct code_entry_row, CODES_SHOWN);
	for (size_t i = 0; i < v->n_all && v->n < CODES_SHOWN; i++)
		if (strstr(all[i].code, v->q) || strstr(all[i].name, v->q))
			v->entries[v->n++] = all[i];
}

static bool load(struct req *r, struct code_table_view *v)
{
	*v = (struct code_table_view){ .q = req_query(r, "q"), .text = "" };
	return table_load(req_tx(r), req_param(r, "table"), &v->table);
}

static enum err not_there(struct req *r)
{
	return req_tx(r)->failed ? req_tx(r)->failed : fail(r, ERR_NOT_FOUND, "没有这张代码表。");
}

/* What came was not the form of a new entry, but perhaps that of a line in the list. */
static void keep_typed_name(struct req *r, struct code_table_view *v)
{
	v->code.value = v->name.value = "";
	v->code.error = v->name.error = NULL;
	for (size_t i = 0; i < v->n && r->n_errors; i++)
		if (str_eq(v->entries[i].code, req_field(r, "code")))
			v->entries[i].name = req_field(r, "name");
}

static void draw(struct req *r, struct code_table_view *v)
{
	bool adding = str_eq(req_field(r, "do"), "add");
	fill_entries(r, v);
	v->note = codes_page_note(v->table.word);
	v->code = form_view(r, &new_fields[0], "");
	v->name = form_view(r, &new_fields[1], "");
	if (!adding && r->method == POST)
		keep_typed_name(r, v);
	v->text_error = form_error_of(r, "text");
	codes_codes_table(r->out, r, v);
}

enum err codes_page_show(struct req *r)
{
	struct code_table_view v;
	if (!load(r, &v))
		return not_there(r);
	draw(r, &v);
	return req_tx(r)->failed;
}

/* ---- what is done ---- */

struct deed {
	struct req *r;
	const char *table, *word, *code, *name;
	const struct edit_plan *plan;
};

static enum err add(struct tx *t, const struct deed *d)
{
	return edit_add(t, d->table, d->code, d->name);
}

static enum err rename_entry(struct tx *t, const struct deed *d)
{
	return edit_rename(t, d->table, d->code, d->name);
}

static enum err up(struct tx *t, const struct deed *d)
{
	return edit_move(t, d->table, d->code, true);
}

static enum err down(struct tx *t, const struct deed *d)
{
	return edit_move(t, d->table, d->code, false);
}

static enum err off(struct tx *t, const struct deed *d)
{
	return edit_use(t, d->table, d->code, false);
}

static enum err on(struct tx *t, const struct deed *d)
{
	return edit_use(t, d->table, d->code, true);
}

static enum err take_away(struct tx *t, const struct deed *d)
{
	return edit_remove(t, d->table, d->code);
}

static enum err replace(struct tx *t, const struct deed *d)
{
	return edit_replace(t, d->plan);
}


/* asks: how many records use the code is found out first. */
static const struct way {
	const char *word, *name, *done;
	enum err (*run)(struct tx *t, const struct deed *d);
	bool asks;
} ways[] = {
	{ "add", "新增代码", "已加上", add, false },
	{ "rename", "改代码名称", "名称已保存", rename_entry, false },
	{ "up", "代码上移", "已上移", up, false },
	{ "down", "代码下移", "已下移", down, false },
	{ "off", "停用代码", "已停用", off, true },
	{ "on", "启用代码", "已启用", on, false },
	{ "remove", "删去代码", "已删去", take_away, true },
	{ "import", "导入代码表", "已导入", replace, false },
};

static const struct way *way_by_word(const char *word)
{
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (str_eq(ways[i].word, word))
			return &ways[i];
	return NULL;
}

static enum err carry_out(struct tx *t, void *arg)
{
	const struct deed *d = arg;
	const struct way *way = way_by_word(d->word);
	enum err e = way->run(t, d);
	if (e)
		return e;
	const char *about = d->plan ? arena_printf(t->mem, "代码表 %s：%zu 行", d->table, d->plan->n)
				    : arena_printf(t->mem, "代码表 %s：%s %s", d->table, d->code, d->name);
	audit_add(t, &d->r->who, way->name, about, "");
	return t->failed;
}

static enum err again(struct req *r)
{
	struct code_table_view v;
	if (!load(r, &v))
		return not_there(r);
	v.text = req_field(r, "text");
	draw(r, &v);
	return reply_again(r);
}

/* A fault of a field goes beside it; of the field of a line in the list, to the top of the page. */
static enum err refused(struct req *r, enum err e)
{
	return form_take_fault(r) ? again(r) : e;
}

/* Draws the page with the question; true when it had to be asked. */
static bool ask(struct req *r, const struct deed *d)
{
	struct code_table_view v;
	struct code_entry_row row;
	const char *users[CODES_USERS];
	bool sure = str_eq(req_field(r, "sure"), "1") && !str_eq(d->word, "remove");
	if (sure || !r->site->code_uses || !load(r, &v) || !entry_load(req_tx(r), d->table, d->code, &row))
		return false;
	v.users = users;
	v.uses = r->site->code_uses(req_tx(r), d->table, d->code, users, CODES_USERS);
	v.n_users = v.uses < CODES_USERS ? (size_t)v.uses : CODES_USERS;
	if (v.uses == 0)
		return false;
	v.asked = row.code;
	v.asked_name = row.name;
	v.asked_do = d->word;
	draw(r, &v);
	return true;
}

static enum err take_text(struct req *r, struct deed *d)
{
	struct code_table_view v;
	struct edit_plan plan;
	const char *text = req_field(r, "text");
	if (!load(r, &v))
		return not_there(r);
	if (edit_read(req_tx(r), d->table, text, &plan)) {
		const char *why = arena_strdup(r->mem, r->fault->words);
		*r->fault = (struct fault){ 0 };
		form_add_error(r, "text", "整张表", why);
		return again(r);
	}
	d->plan = &plan;
	if (str_eq(d->word, "import")) {
		enum err e = req_write(r, carry_out, d);
		if (e)
			return e;
		reply_say(r, "%s：已按 %zu 行导入。", v.table.name, plan.n);
		return reply_redirect(r, "/admin/codes/%s", d->table);
	}
	v.text = text;
	v.plan = &plan;
	draw(r, &v);
	return OK;
}

enum err codes_page_take(struct req *r)
{
	struct deed d = { r, req_param(r, "table"), req_field(r, "do"), str_trim(r->mem, req_field(r, "code")),
			  str_trim(r->mem, req_field(r, "name")), NULL };
	if (str_eq(d.word, "check") || str_eq(d.word, "import"))
		return take_text(r, &d);
	const struct way *way = way_by_word(d.word);
	if (!way)
		return fail(r, ERR_BAD_INPUT, "没有说要做什么。");
	if (way->asks && ask(r, &d))
		return OK;
	enum err e = req_write(r, carry_out, &d);
	if (e)
		return refused(r, e);
	reply_say(r, "%s %s：%s。", d.code, d.name, way->done);
	return reply_redirect(r, "/admin/codes/%s", d.table);
}

/* ---- out ---- */

static void cell(struct out *o, const char *text)
{
	out_raw(o, "\"");
	for (; *text; text++) {
		out_bytes(o, text, 1);
		if (*text == '"')
			out_raw(o, "\"");
	}
	out_raw(o, "\"");
}

enum err codes_page_csv(struct req *r)
{
	struct code_table_view v;
	struct code_entry_row *rows;
	if (!load(r, &v))
		return not_there(r);
	size_t n = entries_in(req_tx(r), v.table.word, &rows);
	out_raw(r->out, "\xEF\xBB\xBF代码,名称,在用\r\n");
	for (size_t i = 0; i < n; i++) {
		cell(r->out, rows[i].code);
		out_raw(r->out, ",");
		cell(r->out, rows[i].name);
		out_raw(r->out, rows[i].in_use ? ",1\r\n" : ",0\r\n");
	}
	return reply_text(r, "text/csv; charset=utf-8");
}
