#include "transfer/export.h"
#include "base/str.h"
#include <stdlib.h>
#include <xlsxwriter.h>

enum { TEXT_MAX = 32767 /* characters in a cell, the format's limit */, WIDTH = 18 };

struct export_sheet {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *heading, *text;
	lxw_row_t row;
};

struct export_sheet *export_xlsx_begin(const char *path)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	struct export_sheet *x = calloc(1, sizeof *x);
	must(x);
	x->book = workbook_new_opt(path, &options);
	must(x->book);
	x->sheet = workbook_add_worksheet(x->book, "事项");
	x->heading = workbook_add_format(x->book);
	x->text = workbook_add_format(x->book);
	format_set_bold(x->heading);
	format_set_align(x->text, LXW_ALIGN_VERTICAL_TOP);
	worksheet_set_column(x->sheet, 0, LXW_COL_MAX - 1, WIDTH, NULL);
	worksheet_freeze_panes(x->sheet, 1, 1);
	return x;
}

void export_xlsx_cell(struct export_sheet *x, size_t column, const char *text)
{
	if (!*text)
		return;
	const char *shown = str_length(text) > TEXT_MAX ? "（太长，放不进一格，请导出 CSV 或 JSON）" : text;
	worksheet_write_string(x->sheet, x->row, (lxw_col_t)column, shown, x->row ? x->text : x->heading);
}

void export_xlsx_row(struct export_sheet *x)
{
	x->row++;
}

bool export_xlsx_end(struct export_sheet *x)
{
	bool ok = workbook_close(x->book) == LXW_NO_ERROR;
	free(x);
	return ok;
}
