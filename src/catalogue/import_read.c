#include "catalogue/import.h"
#include "base/str.h"
#include <csv.h>
#include <iconv.h>
#include <stddef.h>
#include <string.h>

enum { COLUMNS = 6, CELLS_MAX = 100, CELL_BYTES_MAX = 2000 };

static const struct {
	const char *name;
	size_t at; /* in struct import_row */
	bool needed;
} columns[COLUMNS] = {
	{ "area_code", offsetof(struct import_row, area), false },
	{ "department", offsetof(struct import_row, department), true },
	{ "department_code", offsetof(struct import_row, department_code), false },
	{ "item_name", offsetof(struct import_row, name), true },
	{ "item_code", offsetof(struct import_row, code), true },
	{ "item_type", offsetof(struct import_row, type), true },
};

struct reading {
	struct arena *mem;
	struct import_report *report;
	int64_t line, began; /* the line at hand; the one on which its row began */
	const char *cells[CELLS_MAX];
	size_t n_cells;
	int column_of[CELLS_MAX]; /* index into columns, -1 for one that is not ours */
	size_t n_heading;
	bool known[COLUMNS];
	struct import_row *rows;
	size_t n, cap;
};

/* GB18030 covers everything that GBK and GB2312 files hold. NULL when it is not that either. */
static const char *from_gb18030(struct arena *mem, const char *data, size_t n, size_t *out_n)
{
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	if (cd == (iconv_t)-1)
		return NULL;
	size_t room = n * 2 + 16, left = room; /* two bytes become at most three, four become at most four */
	char *text = arena_alloc(mem, room + 1), *to = text, *from = (char *)data;
	bool fits = iconv(cd, &from, &n, &to, &left) != (size_t)-1;
	iconv_close(cd);
	*out_n = room - left;
	return fits && str_valid_utf8(text, *out_n) ? text : NULL;
}

static const char *as_utf8(struct arena *mem, const char *data, size_t n, size_t *out_n)
{
	static const char mark[] = "\xEF\xBB\xBF";
	size_t skip = n >= 3 && memcmp(data, mark, 3) == 0 ? 3 : 0;
	*out_n = n - skip;
	return str_valid_utf8(data + skip, n - skip) ? data + skip : from_gb18030(mem, data, n, out_n);
}

static void take_cell(void *cell, size_t n, void *arg)
{
	struct reading *r = arg;
	if (r->n_cells < CELLS_MAX)
		r->cells[r->n_cells++] = str_trim(r->mem, arena_strndup(r->mem, cell, n < CELL_BYTES_MAX ? n : CELL_BYTES_MAX));
}

static int column_named(const char *name)
{
	for (int i = 0; i < COLUMNS; i++)
		if (strcasecmp(columns[i].name, name) == 0)
			return i;
	return -1;
}

static void take_heading(struct reading *r)
{
	const char *unknown = "";
	for (size_t i = 0; i < r->n_cells; i++) {
		int c = r->column_of[i] = column_named(r->cells[i]);
		if (c >= 0)
			r->known[c] = true;
		else
			unknown = arena_printf(r->mem, "%s%s“%s”", unknown, *unknown ? "、" : "", r->cells[i]);
	}
	r->n_heading = r->n_cells;
	if (*unknown)
		import_remark(r->report, r->began, "表头", arena_printf(r->mem, "这些列没有用到：%s", unknown), "可以不管");
}

static void take_row(struct reading *r)
{
	if (r->n == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 256;
		r->rows = arena_grow(r->mem, r->rows, r->cap * sizeof *r->rows, cap * sizeof *r->rows);
		r->cap = cap;
	}
	struct import_row *row = &r->rows[r->n++];
	*row = (struct import_row){ r->began, r->n_cells, "", "", "", "", "", "" };
	for (size_t i = 0; i < r->n_cells && i < r->n_heading; i++)
		if (r->column_of[i] >= 0)
			memcpy((char *)row + columns[r->column_of[i]].at, &r->cells[i], sizeof *r->cells);
}

static void end_row(int ended_by, void *arg)
{
	(void)ended_by;
	struct reading *r = arg;
	if (!r->n_heading)
		take_heading(r);
	else
		take_row(r);
	r->n_cells = 0;
	r->began = r->line + 1;
}

/* Fed line by line, so that every row knows the line on which it began. */
static bool feed(struct reading *r, const char *text, size_t n)
{
	struct csv_parser parser;
	if (csv_init(&parser, CSV_APPEND_NULL) != 0)
		return false;
	bool ok = true;
	r->began = 1;
	for (size_t at = 0; ok && at < n; ) {
		const char *end = memchr(text + at, '\n', n - at);
		size_t bytes = end ? (size_t)(end - text) + 1 - at : n - at;
		r->line++;
		ok = csv_parse(&parser, text + at, bytes, take_cell, end_row, r) == bytes;
		if (r->n_cells == 0)
			r->began = r->line + 1; /* an empty line, or a row that has ended */
		at += bytes;
	}
	ok = csv_fini(&parser, take_cell, end_row, r) == 0 && ok;
	csv_free(&parser);
	return ok;
}

enum err import_read(struct arena *mem, struct fault *f, const char *data, size_t n, struct import_report *report,
		     struct import_row **out, size_t *out_n)
{
	struct reading *r = arena_new_of(mem, struct reading);
	r->mem = mem;
	r->report = report;
	size_t bytes;
	const char *text = as_utf8(mem, data, n, &bytes);
	if (!text)
		return fault_set(f, ERR_BAD_INPUT, "", "文件既不是 UTF-8 也不是 GB18030 编码，请另存为其中一种");
	if (!feed(r, text, bytes) || !r->n_heading)
		return fault_set(f, ERR_BAD_INPUT, "", "文件里没有可以读的表格：第一行应当是表头");
	for (int i = 0; i < COLUMNS; i++)
		if (columns[i].needed && !r->known[i])
			return fault_set(f, ERR_BAD_INPUT, "", "表头里缺少“%s”这一列", columns[i].name);
	*out = r->rows;
	*out_n = r->n;
	return OK;
}
