#include "transfer/import_private.h"
#include "transfer/transfer.sql.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

enum { ROW_MEMORY = 256 * 1024 * 1024 };

/* ---- the heading ---- */

static void find_columns(struct import *im)
{
	im->unknown = "";
	for (size_t i = 0; i < im->rows.n_heading; i++) {
		const char *heading = im->rows.heading[i];
		if (columns_find(heading, &im->columns[i]))
			continue;
		im->columns[i] = (struct column){ 0 };
		if (*heading)
			im->unknown = arena_printf(im->mem, "%s%s“%s”", im->unknown, *im->unknown ? "、" : "", str_shorten(im->mem, heading, 50));
	}
}

static bool has_heading(const struct import *im, const char *heading)
{
	for (size_t i = 0; i < im->rows.n_heading; i++)
		if (strcasecmp(im->rows.heading[i], heading) == 0)
			return true;
	return false;
}

static bool has_key(const struct import *im, const char *key)
{
	for (size_t i = 0; i < im->rows.n_heading; i++)
		if (im->columns[i].key && str_eq(im->columns[i].key, key))
			return true;
	return false;
}

/* A departments' list has its four columns, and of the others at most two. */
static bool is_list(const struct import *im)
{
	static const char *const needed[] = { "department", "item_name", "item_code", "item_type" };
	static const char *const all[] = { "department", "name", "item_code", "type", "department_code", "area_code" };
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!has_heading(im, needed[i]))
			return false;
	for (size_t i = 0; i < im->rows.n_heading; i++) {
		bool known = !im->columns[i].key;
		for (size_t k = 0; k < sizeof all / sizeof *all && !known; k++)
			known = str_eq(im->columns[i].key, all[k]);
		if (!known)
			return false;
	}
	return true;
}

static const char *doubled(const struct import *im)
{
	for (size_t i = 0; i < im->rows.n_heading; i++)
		for (size_t k = 0; im->columns[i].key && k < i; k++)
			if (im->columns[k].key && str_eq(im->columns[k].key, im->columns[i].key))
				return im->rows.heading[i];
	return NULL;
}

static enum err check_heading(struct import *im, struct fault *f)
{
	static const char *const codes[] = { "item_code", "local_code", "implementation_code", "code" };
	bool coded = false;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		coded = coded || has_key(im, codes[i]);
	const char *twice = doubled(im);
	if (twice)
		return fault_set(f, ERR_BAD_INPUT, "", "表头里“%s”这一列有两次。", twice);
	if (!coded)
		return fault_set(f, ERR_BAD_INPUT, "", "表头里没有事项的编码：需要“item_code”（目录编码）这一列。");
	im->report->list = is_list(im);
	return OK;
}

/* ---- the rows ---- */

static struct import_item *next_item(struct import *im)
{
	if (im->n == im->cap) {
		size_t cap = im->cap ? im->cap * 2 : 256;
		im->items = arena_grow(im->mem, im->items, im->cap * sizeof *im->items, cap * sizeof *im->items);
		im->cap = cap;
	}
	return &im->items[im->n++];
}

static void load_known(struct import *im, struct tx *t)
{
	struct open_row *rows = NULL;
	im->n_organisations = organisation_list(t, &im->organisations);
	im->n_open = im->o->draft ? transfer_open(t, &rows) : 0;
	im->open = arena_array(im->mem, struct import_open, im->n_open + 1);
	for (size_t i = 0; i < im->n_open; i++)
		im->open[i] = (struct import_open){ rows[i].subject, rows[i].code };
}

static enum err look(struct import *im, struct fault *f)
{
	struct tx *t = store_read(im->store, im->mem, f);
	struct row row;
	load_known(im, t);
	t->mem = arena_new(ROW_MEMORY);
	while (!t->failed && im->body_bytes <= IMPORT_BODIES && rows_next(&im->rows, t->mem, &row)) {
		struct import_item *it = next_item(im);
		it->refused = !import_row_look(im, t, &row, it);
		arena_reset(t->mem);
	}
	enum err e = t->failed;
	arena_free(t->mem);
	t->mem = im->mem;
	store_read_done(t);
	if (!e && im->body_bytes > IMPORT_BODIES)
		e = fault_set(f, ERR_TOO_LARGE, "", "要写入的内容超过 %d MB，请按部门分成几个文件。", IMPORT_BODIES >> 20);
	return e;
}

/* ---- the whole ---- */

static int by_code(const void *a, const void *b)
{
	const struct import_item *const *x = a, *const *y = b;
	int order = strcmp((*x)->code, (*y)->code);
	return order ? order : (*x)->line < (*y)->line ? -1 : 1;
}

/* The first row of a code counts; those behind it would only fight over it. */
static void refuse_doubles(struct import *im)
{
	struct import_item **sorted = arena_array(im->mem, struct import_item *, im->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < im->n; i++)
		if (!im->items[i].refused)
			sorted[n++] = &im->items[i];
	qsort(sorted, n, sizeof *sorted, by_code);
	for (size_t first = 0, i = 1; i < n; i++) {
		if (!str_eq(sorted[i]->code, sorted[first]->code)) {
			first = i;
			continue;
		}
		sorted[i]->refused = true;
		import_report_refuse(im->report, sorted[i]->line, import_row_heading(im, "item_code"),
				     arena_printf(im->mem, "编码“%s”和第 %lld 行重复", sorted[i]->code, (long long)sorted[first]->line),
				     "以先出现的一行为准；如果是两个事项，请给这一个新的编码");
	}
}

static void say_whole(struct import *im)
{
	struct import_report *r = im->report;
	import_departments_say(im);
	if (im->other_area)
		import_report_remark(r, im->other_line, import_row_heading(im, "area_code"),
				     arena_printf(im->mem, "有 %lld 行的区划代码不是本地的 %lld，例如“%s”", (long long)im->other_area,
						  (long long)store_area(im->store), im->other_code),
				     "请确认拿的是本地的目录");
	if (im->rows.json && *im->unknown)
		import_report_remark(r, 0, "整个文件", arena_printf(im->mem, "这些内容没有用到：%s", im->unknown), "可以不管，或者核对名称");
}

static void count(struct import *im)
{
	struct import_report *r = im->report;
	r->rows = (int64_t)im->n;
	r->added = r->changed = r->unchanged = r->refused = 0;
	for (size_t i = 0; i < im->n; i++) {
		const struct import_item *it = &im->items[i];
		++*(it->refused ? &r->refused : !it->item ? &r->added : it->body || it->state ? &r->changed : &r->unchanged);
	}
}

enum err import_catalogue(struct store *s, struct arena *mem, struct fault *f, const char *data, size_t n,
			  const struct import_options *o, struct import_report *out)
{
	*out = (struct import_report){ .mem = mem };
	struct import *im = arena_new_of(mem, struct import);
	*im = (struct import){ .o = o, .report = out, .store = s, .mem = mem, .unknown = "" };
	im->departments = arena_array(mem, struct import_department, IMPORT_DEPARTMENTS);
	enum err e = rows_open(mem, f, data, n, &im->rows);
	if (e)
		return e;
	if (!im->rows.json) {
		find_columns(im);
		e = check_heading(im, f);
		if (!e && *im->unknown)
			import_report_remark(out, 1, "表头", arena_printf(mem, "这些列没有用到：%s", im->unknown), "可以不管，或者核对列名");
	}
	if (!e)
		e = look(im, f);
	if (e)
		return e;
	refuse_doubles(im);
	say_whole(im);
	count(im);
	import_departments_count(im);
	bool good = out->refused == 0 || ((o->partial || out->list) && out->refused < out->rows);
	if (o->dry_run || !good)
		return OK;
	e = store_write(s, mem, f, import_write, im);
	count(im);
	out->written = !e;
	return e;
}
