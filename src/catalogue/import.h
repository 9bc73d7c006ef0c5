/* Taking over a catalogue as departments keep it: a CSV file with a heading, in UTF-8 or GB18030.
 *
 * Columns by name, in any order: area_code, department, department_code, item_name, item_code, item_type. Real files are
 * messy: one department under five codes, codes a character short, numbers of some internal system. Nothing of that is
 * refused; everything is said, with its line and what to do about it. Only a row without which no item can be made is
 * refused. All rows go in one transaction, and taking the same file again changes nothing. */
#pragma once
#include "store/store.h"

struct import_row {
	int64_t line; /* in the file, from 1 */
	size_t n_cells;
	const char *area, *department, *department_code, *name, *code, *type; /* "" when missing */
};

struct import_remark {
	int64_t line; /* 0: about the whole file */
	const char *column, *what, *mend;
	bool refused; /* the row was left out */
};

struct import_report {
	struct import_remark *remarks; /* in the order in which they were found */
	size_t n_remarks, cap;
	int64_t rows, added, changed, unchanged, refused, warnings;
	int64_t departments, codes; /* that the file names */
	struct arena *mem;
};

/* ERR_BAD_INPUT when nothing can be read: another encoding, no heading, a needed column missing. */
MUST_CHECK enum err import_catalogue(struct store *s, struct arena *mem, struct fault *f, const char *data, size_t n,
				     struct import_report *out);
void import_remark(struct import_report *r, int64_t line, const char *column, const char *what, const char *mend);

/* import_read.c: text to rows; remarks unknown columns. data may begin with a byte order mark. */
MUST_CHECK enum err import_read(struct arena *mem, struct fault *f, const char *data, size_t n, struct import_report *report,
				struct import_row **out, size_t *out_n);

/* import_codes.c. What is suspicious about a department's code: NULL, or words that say what kind of code it seems to be. */
const char *import_codes_department(struct arena *a, const char *code);
/* The department's code inside an item code; "" when the code has no known form. */
const char *import_codes_inside(struct arena *a, const char *item_code);
/* Whether both may mean the same organisation: equal without hyphens and suffix, or one stands inside the other's USCC. */
bool import_codes_fit(struct arena *a, const char *department_code, const char *inside);

struct call;
int import_command(struct call *c);
