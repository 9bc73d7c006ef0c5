/* The rows of a file, one after the other, with the line on which each begins: CSV (RFC 4180, with a heading) or JSON (an array of
 * objects, or an object with the member "items"). Told apart by the first character. Nothing is known here of what the columns
 * mean.
 *
 * Bounds: a file of ROWS_FILE_MAX bytes, ROWS_MAX rows, ROWS_CELLS_MAX columns, a cell (JSON: an item) of ROWS_CELL_MAX bytes. One
 * row is held at a time, so reading costs the text and one row. */
#pragma once
#include "base/json.h"

enum { ROWS_FILE_MAX = 64 * 1024 * 1024, ROWS_MAX = 200000, ROWS_CELLS_MAX = 250, ROWS_CELL_MAX = 1024 * 1024 };

struct row {
	int64_t line;              /* on which it begins, from 1 */
	const char *const *cells;  /* CSV: trimmed, as long as the heading at least; "" where the row has fewer */
	size_t n_cells;            /* that the row has */
	json_t *object;            /* JSON: borrowed; NULL with CSV */
	const char *column, *what, *mend; /* why it cannot be read; what is NULL when it can */
};

struct rows {
	bool json;
	const char **heading;      /* CSV */
	size_t n_heading;
	int64_t n;                 /* rows given so far */
	struct rows_reading *reading;
};

/* ERR_BAD_INPUT: no text (sniff.h), no table. text lives in mem; rows are read from it until mem is reset. */
MUST_CHECK enum err rows_open(struct arena *mem, struct fault *f, const char *data, size_t n, struct rows *out);
/* The next row; false at the end. Its memory is that of `mem`, which the caller empties between rows. A row that breaks the
 * table (a quotation mark or an object that is never closed) is the last one, as is the one after ROWS_MAX. */
bool rows_next(struct rows *r, struct arena *mem, struct row *out);

const char *rows_column(const struct rows *r, struct arena *mem, size_t at); /* its heading, or 第 n 列 where that is empty */

/* rows_json.c: how rows.c reads JSON. */
struct rows_json { const char *at, *end; int64_t line; bool first, over; };
MUST_CHECK enum err rows_json_open(struct fault *f, const char *text, size_t n, struct rows_json *out);
bool rows_json_next(struct rows_json *j, struct arena *mem, struct row *out);
