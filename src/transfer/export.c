#include "transfer/export.h"
#include "transfer/columns.h"
#include "transfer/transfer.sql.h"
#include "base/str.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PAGE_ITEMS = 100, PAGE_MEMORY = 256 * 1024 * 1024, LINE_MAX_BYTES = 16 * 1024 * 1024, COLUMNS_MAX = 250 };

const struct export_kind export_kinds[EXPORT__MAX] = {
	[EXPORT_CSV] = { "csv", "CSV 表格", "text/csv; charset=utf-8" },
	[EXPORT_XLSX] = { "xlsx", "XLSX 工作簿", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	[EXPORT_JSON] = { "json", "JSON", "application/json; charset=utf-8" },
};

struct exporting {
	const struct export_options *o;
	FILE *file;               /* CSV, JSON */
	struct export_sheet *sheet;
	struct column columns[COLUMNS_MAX];
	size_t n_columns;
	int64_t n;
	bool failed;
};

bool export_format_by_word(const char *word, enum export_format *out)
{
	for (int i = 0; i < EXPORT__MAX; i++)
		if (str_eq(export_kinds[i].word, word)) {
			*out = (enum export_format)i;
			return true;
		}
	return false;
}

/* Those about the row, as far as an item knows them, then every element. */
static void choose_columns(struct exporting *x)
{
	static const char *const head[] = { "item_code", "department", "department_code", "state" };
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		must(columns_find(head[i], &x->columns[x->n_columns++]));
	for (const struct element *e = elements; e->key; e++) {
		must(x->n_columns < COLUMNS_MAX);
		x->columns[x->n_columns++] = (struct column){ e->key, *e->label ? e->label : e->key, e, 0 };
	}
}

static void write_bytes(struct exporting *x, struct out *o)
{
	x->failed = x->failed || o->failed || fwrite(o->data, 1, o->len, x->file) != o->len;
	out_clear(o);
}

static void csv_cell(struct out *o, const char *text, bool first)
{
	const char *guard = strchr("=+-@", *text) || (*text == '\'' && text[1] && strchr("=+-@'", text[1])) ? "'" : "";
	out_raw(o, first ? "" : ",");
	if (!*text)
		return;
	out_raw(o, "\"");
	out_raw(o, guard);
	for (; *text; text++) {
		out_bytes(o, "\"", *text == '"');
		out_bytes(o, text, 1);
	}
	out_raw(o, "\"");
}

static const char *head_of(const struct column *c, const struct export_row *row)
{
	const struct row_head head = { row->code, row->agency, row->agency_code, "", columns_state_name(row->state) };
	const char *text;
	memcpy(&text, (const char *)&head + c->at, sizeof text);
	return text;
}

static void write_cells(struct exporting *x, struct tx *t, struct out *o, const struct export_row *row, const json_t *body)
{
	for (size_t i = 0; i < x->n_columns; i++) {
		const struct column *c = &x->columns[i];
		const char *text = !row ? c->label : !c->element ? head_of(c, row) : columns_write(t, c->element, json_object_get(body, c->key));
		if (x->sheet)
			export_xlsx_cell(x->sheet, i, text);
		else
			csv_cell(o, text, i == 0);
	}
	if (x->sheet)
		export_xlsx_row(x->sheet);
	else
		out_raw(o, "\r\n");
}

static void write_object(struct exporting *x, struct out *o, const struct export_row *row, const json_t *body)
{
	const char *key;
	json_t *v;
	out_raw(o, x->n ? ",\n" : "\n");
	struct json_out j = json_begin(o);
	json_open(&j, '{');
	for (const struct column *c = x->columns; !c->element; c++)
		json_member_text(&j, c->key, str_eq(c->key, "state") ? row->state : head_of(c, row));
	json_object_foreach((json_t *)body, key, v) {
		json_key(&j, key);
		json_value(&j, v);
	}
	json_close(&j, '}');
}

static void begin(struct exporting *x, struct tx *t, struct out *o)
{
	if (x->o->format == EXPORT_JSON) {
		out_raw(o, "{\"items\":[");
		return;
	}
	if (!x->sheet)
		out_raw(o, "\xEF\xBB\xBF");
	write_cells(x, t, o, NULL, NULL);
}

static void write_item(struct exporting *x, struct tx *t, struct out *o, const struct export_row *row)
{
	const json_t *body = json_parse(t->mem, row->body);
	if (x->o->format == EXPORT_JSON)
		write_object(x, o, row, body);
	else
		write_cells(x, t, o, row, body);
	x->n++;
	if (x->file)
		write_bytes(x, o);
}

static enum err write_all(struct exporting *x, struct store *s, struct arena *mem, struct fault *f)
{
	struct export_row *rows;
	struct out o;
	struct tx *t = store_read(s, mem, f);
	t->mem = arena_new(PAGE_MEMORY);
	out_init(&o, mem, LINE_MAX_BYTES);
	begin(x, t, &o);
	for (int64_t after = 0; !t->failed && !x->failed;) {
		size_t n = transfer_items(t, x->o->organisation, x->o->since_ms, after, PAGE_ITEMS, &rows);
		for (size_t i = 0; i < n; i++)
			write_item(x, t, &o, &rows[i]);
		if (n < PAGE_ITEMS)
			break;
		after = rows[n - 1].id;
		arena_reset(t->mem);
	}
	if (x->o->format == EXPORT_JSON)
		out_raw(&o, "\n]}\n");
	if (x->file)
		write_bytes(x, &o);
	out_release(&o);
	arena_free(t->mem);
	t->mem = mem;
	enum err e = t->failed;
	store_read_done(t);
	return e;
}

enum err export_catalogue(struct store *s, struct fault *f, const struct export_options *o, const char *path, int64_t *out_n)
{
	enum { OWN_MEMORY = 1 << 20 };
	struct arena *mem = arena_new(OWN_MEMORY);
	struct exporting *x = arena_new_of(mem, struct exporting);
	enum err e = ERR_INTERNAL;
	x->o = o;
	choose_columns(x);
	errno = 0;
	if (o->format == EXPORT_XLSX)
		x->sheet = export_xlsx_begin(path);
	else
		x->file = fopen(path, "wb");
	if (x->sheet || x->file)
		e = write_all(x, s, mem, f);
	bool written = x->sheet ? export_xlsx_end(x->sheet) : x->file && fclose(x->file) == 0;
	if ((!e && (x->failed || !written)) || (!x->sheet && !x->file))
		e = fault_set(f, errno == ENOSPC ? ERR_FULL : ERR_INTERNAL, "", "文件 %s 写不了：%s", path, strerror(errno));
	if (e && (x->sheet || x->file))
		unlink(path);
	else
		*out_n = x->n;
	arena_free(mem);
	return e;
}
