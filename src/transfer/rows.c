#include "transfer/rows.h"
#include "transfer/sniff.h"
#include "base/str.h"
#include <csv.h>
#include <string.h>

struct rows_reading {
	const char *at, *end;
	int64_t line, began;      /* the line at hand; the one on which its row began */
	struct csv_parser parser;
	struct rows_json json;
	struct arena *mem;        /* of the row at hand */
	const char *cells[ROWS_CELLS_MAX];
	size_t n_cells, long_cell; /* long_cell: index + 1 of the first one that is too long */
	bool complete, over;
};

static void take_cell(void *cell, size_t n, void *arg)
{
	struct rows_reading *r = arg;
	if (r->n_cells == ROWS_CELLS_MAX)
		return;
	if (n > ROWS_CELL_MAX && !r->long_cell)
		r->long_cell = r->n_cells + 1;
	const char *text = n > ROWS_CELL_MAX ? "" : str_trim(r->mem, arena_strndup(r->mem, cell ? cell : "", n));
	r->cells[r->n_cells++] = text;
}

static void end_row(int ended_by, void *arg)
{
	(void)ended_by;
	struct rows_reading *r = arg;
	r->complete = true;
}

/* Up to the end of the line, so that one feeding ends at most one row. */
static size_t line_bytes(const struct rows_reading *r)
{
	const char *p = r->at;
	while (p < r->end && *p != '\n' && *p != '\r')
		p++;
	if (p < r->end && *p == '\r' && p + 1 < r->end && p[1] == '\n')
		p++;
	return (size_t)(p - r->at) + (p < r->end);
}

/* Feeds lines until a row has ended. An empty line ends none, and belongs to none. */
static bool feed(struct rows_reading *r, struct arena *mem)
{
	r->mem = mem;
	r->n_cells = r->long_cell = 0;
	r->complete = false;
	while (!r->complete && r->at < r->end) {
		size_t n = line_bytes(r);
		if (!r->parser.pstate && !r->n_cells)
			r->began = r->line + 1;
		r->line++;
		if (csv_parse(&r->parser, r->at, n, take_cell, end_row, r) != n)
			return false;
		r->at += n;
	}
	return r->complete;
}

static bool inside_quotes(const struct rows_reading *r)
{
	enum { FIELD_BEGUN = 2 }; /* libcsv names its states in csv.c only */
	return r->parser.quoted && r->parser.pstate == FIELD_BEGUN;
}

/* The last row, which no line break ends; false when there is none. */
static bool feed_end(struct rows_reading *r, bool *broken)
{
	*broken = inside_quotes(r);
	r->over = true;
	return csv_fini(&r->parser, take_cell, end_row, r) == 0 && r->complete;
}

static void free_parser(void *parser)
{
	csv_free(parser);
}

static enum err open_csv(struct arena *mem, struct fault *f, struct rows *r)
{
	struct rows_reading *g = r->reading;
	bool broken = false;
	must(csv_init(&g->parser, CSV_APPEND_NULL) == 0);
	arena_defer(mem, free_parser, &g->parser);
	if (!feed(g, mem) && !feed_end(g, &broken))
		return fault_set(f, ERR_BAD_INPUT, "", "文件里没有可以读的表格：第一行应当是表头。");
	if (broken)
		return fault_set(f, ERR_BAD_INPUT, "", "第 %lld 行的引号没有结束，整个文件成了一格。", (long long)g->began);
	r->n_heading = g->n_cells;
	r->heading = arena_array(mem, const char *, g->n_cells + 1);
	memcpy(r->heading, g->cells, g->n_cells * sizeof *g->cells);
	return OK;
}

enum err rows_open(struct arena *mem, struct fault *f, const char *data, size_t n, struct rows *out)
{
	const char *text;
	size_t bytes, blank = 0;
	if (n > ROWS_FILE_MAX)
		return fault_set(f, ERR_TOO_LARGE, "", "文件超过 %d MB，请按部门分成几个文件。", ROWS_FILE_MAX >> 20);
	enum err e = sniff_text(mem, f, data, n, &text, &bytes);
	if (e)
		return e;
	if (bytes && *text == '<')
		return fault_set(f, ERR_BAD_INPUT, "", "这个文件是 XML，不是表格。省网下发的事项请用“省网事项”导入。");
	*out = (struct rows){ .reading = arena_new_of(mem, struct rows_reading) };
	while (blank < bytes && strchr(" \t\r\n", text[blank]))
		blank++;
	out->json = blank < bytes && (text[blank] == '[' || text[blank] == '{');
	out->reading->at = text;
	out->reading->end = text + bytes;
	return out->json ? rows_json_open(f, text, bytes, &out->reading->json) : open_csv(mem, f, out);
}

/* Spreadsheets leave rows of nothing but commas behind. */
static bool is_blank(const struct rows_reading *r)
{
	for (size_t i = 0; i < r->n_cells; i++)
		if (*r->cells[i])
			return false;
	return !r->long_cell;
}

const char *rows_column(const struct rows *r, struct arena *mem, size_t at)
{
	return at < r->n_heading && *r->heading[at] ? r->heading[at] : arena_printf(mem, "第 %zu 列", at + 1);
}

static bool next_csv(const struct rows *r, struct arena *mem, struct row *out)
{
	struct rows_reading *g = r->reading;
	bool broken = false;
	do {
		if (g->over || (!feed(g, mem) && !feed_end(g, &broken)))
			return false;
	} while (is_blank(g) && !broken);
	size_t n = g->n_cells > r->n_heading ? g->n_cells : r->n_heading;
	const char **cells = arena_array(mem, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		cells[i] = i < g->n_cells ? g->cells[i] : "";
	*out = (struct row){ .line = g->began, .cells = cells, .n_cells = g->n_cells };
	if (broken) {
		out->column = rows_column(r, mem, g->n_cells ? g->n_cells - 1 : 0);
		out->what = "引号到文件末尾都没有结束，后面的内容都被算进这一格";
		out->mend = "在这一格的末尾补上引号；格子里面的引号要写两个";
	} else if (g->long_cell) {
		out->column = rows_column(r, mem, g->long_cell - 1);
		out->what = arena_printf(mem, "这一格超过 %d KB", ROWS_CELL_MAX >> 10);
		out->mend = "请缩短内容，或者检查引号是不是少了一个";
	}
	return true;
}

bool rows_next(struct rows *r, struct arena *mem, struct row *out)
{
	if (r->n > ROWS_MAX || !(r->json ? rows_json_next(&r->reading->json, mem, out) : next_csv(r, mem, out)))
		return false;
	if (r->n++ == ROWS_MAX) {
		out->column = "整行";
		out->what = arena_printf(mem, "一个文件最多 %d 行，从这一行起没有读", ROWS_MAX);
		out->mend = "请按部门分成几个文件";
	}
	return true;
}
