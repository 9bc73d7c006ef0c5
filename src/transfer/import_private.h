/* Inside transfer/: from rows to prepared items. */
#pragma once
#include "catalogue/item.h"
#include "registry/registry.h"
#include "transfer/columns.h"
#include "transfer/import.h"
#include "transfer/rows.h"

/* A department as the file names it, and the organisation it leads to. */
struct import_department {
	const char *code, *name;
	const char *inside;    /* the code inside its items' codes that does not fit; NULL when all do */
	int64_t line, inside_line, n_inside;
	int64_t organisation;  /* 0: to be made */
	int64_t n_rows;
};

/* What is to be written for one row. */
struct import_item {
	int64_t line, item, version; /* as it was looked at; 0: a new one */
	const char *code;
	const char *body;            /* NULL: stays */
	const char *state;           /* the new one; NULL: stays */
	int64_t organisation;
	struct import_department *department; /* NULL: the organisation's own */
	bool refused;
};

/* A department's items that are being adjusted already, by id and by code. */
struct import_open { int64_t subject; const char *code; };

struct import {
	const struct import_options *o;
	struct import_report *report;
	struct store *store;
	struct arena *mem;
	struct rows rows;
	struct column columns[ROWS_CELLS_MAX]; /* CSV; key NULL: not ours */
	const char *unknown;                   /* headings that nobody knows, joined */
	struct import_item *items;
	size_t n, cap;
	size_t body_bytes;
	struct import_department *departments;
	size_t n_departments;
	struct organisation *organisations;
	size_t n_organisations;
	struct import_open *open;              /* with o->draft */
	size_t n_open;
	int64_t other_area, other_line;        /* rows of another area, and the first */
	const char *other_code;
};
enum { IMPORT_DEPARTMENTS = 2000, IMPORT_BODIES = 256 * 1024 * 1024 };

/* import_report.c. Words are copied. */
void import_report_remark(struct import_report *r, int64_t line, const char *column, const char *what, const char *mend);
void import_report_refuse(struct import_report *r, int64_t line, const char *column, const char *what, const char *mend);
void import_report_change(struct import_report *r, const struct import_change *c);

/* import_row.c: what one row makes of its item. t->mem is emptied afterwards. False when the row is refused; everything is said. */
bool import_row_look(struct import *im, struct tx *t, const struct row *row, struct import_item *out);
/* How the file calls the column. */
const char *import_row_heading(const struct import *im, const char *key);

/* import_departments.c. NULL when there are too many. */
struct import_department *import_departments_of(struct import *im, struct tx *t, const char *code, const char *name, int64_t line);
void import_departments_inside(struct import *im, struct import_department *d, const char *item_code, int64_t line);
void import_departments_say(struct import *im); /* what is suspicious about them */
void import_departments_count(struct import *im);
/* Makes or completes those that rows were taken of. */
void import_departments_settle(struct import *im, struct tx *t);

/* import_write.c: the transaction; arg is the struct import. */
enum err import_write(struct tx *t, void *arg);

/* import_codes.c. What is suspicious about a department's code: NULL, or words that say what kind of code it seems to be. */
const char *import_codes_department(struct arena *a, const char *code);
/* The department's code inside an item code; "" when the code has no known form. */
const char *import_codes_inside(struct arena *a, const char *item_code);
/* Whether both may mean the same organisation: equal without hyphens and suffix, or one stands inside the other's USCC. */
bool import_codes_fit(struct arena *a, const char *department_code, const char *inside);
