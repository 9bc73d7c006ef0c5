/* Giving items away as a file: CSV (UTF-8 with a mark, so that spreadsheet programs read it), XLSX (to look at and to print), JSON
 * (everything, as it is kept). CSV and JSON come back through import.h without changing a byte of any body. One snapshot, a page
 * of items at a time: memory does not grow with the catalogue. */
#pragma once
#include "store/store.h"

enum export_format { EXPORT_CSV, EXPORT_XLSX, EXPORT_JSON, EXPORT__MAX };
struct export_kind { const char *word, *name, *type; }; /* csv, CSV 表格, text/csv */
extern const struct export_kind export_kinds[EXPORT__MAX];
bool export_format_by_word(const char *word, enum export_format *out);

struct export_options {
	enum export_format format;
	int64_t organisation; /* 0: all */
	int64_t since_ms;     /* those that have changed since; 0: all */
};

/* Writes the file anew; what stands half written after a failure is removed. ERR_FULL, ERR_INTERNAL with words. */
MUST_CHECK enum err export_catalogue(struct store *s, struct fault *f, const struct export_options *o, const char *path, int64_t *out_n);

/* export_xlsx.c: a workbook of one sheet. Names and texts are copied; false when the disk is full or the path cannot be written. */
struct export_sheet;
struct export_sheet *export_xlsx_begin(const char *path);
void export_xlsx_cell(struct export_sheet *x, size_t column, const char *text); /* of the row at hand */
void export_xlsx_row(struct export_sheet *x);                                   /* the next one */
bool export_xlsx_end(struct export_sheet *x);                                   /* it is gone afterwards */
