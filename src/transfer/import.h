/* Taking items over from a file (rows.h, columns.h): a whole catalogue as `tongban export` writes it, some columns of it, or a
 * list as departments keep it.
 *
 * Everything is looked at on a snapshot first: each row is laid over what is known of its item, and the report says what is new,
 * what changes in which words, and what is wrong with its line and column. Then one transaction writes the prepared bodies, all
 * of them or none: other writers wait for that transaction, which checks nothing but that each item is still the one that was
 * looked at. A file with one wrong row changes nothing, unless `partial` asks for the good ones.
 *
 * A list that has the columns item_name, item_code, item_type, department (and department_code, area_code) and no other known
 * one is a departments' list (部门清单). Real ones are messy: one department under five codes, codes a character short, numbers
 * of some internal system. Nothing of that is refused, everything is said; good rows are always taken, and departments that are
 * not known are made.
 *
 * Memory: the file's text twice at most, 256 MB of prepared bodies, and small change for each row. */
#pragma once
#include "catalogue/differ.h"
#include "identity/identity.h"

struct import_options {
	const struct who *who;  /* whose items these may be (adjustment_may) and who is written down; NULL: the command line */
	int64_t organisation;   /* rows are of this organisation only; 0: of any */
	bool draft;             /* into adjustments that the reform office reviews, instead of at once */
	bool dry_run;           /* only look */
	bool partial;           /* take the good rows when others are wrong */
	bool departments;       /* make departments that are not known */
};

struct import_remark {
	int64_t line; /* 0: about the whole file */
	const char *column, *what, *mend;
	bool refused; /* the row is left out */
};

/* What becomes of one item. */
struct import_change {
	int64_t line;
	const char *code, *name;
	bool is_new;
	const char *state;      /* its new state in words; "" when it stays */
	const struct difference *all; /* as it is told to the report, which keeps their words only */
	size_t n;
	const char *const *words;     /* n of them, the last one may say how many more there are */
};

enum { IMPORT_REMARKS = 1000, IMPORT_CHANGES = 300 }; /* that are kept; all are counted */

struct import_report {
	struct import_remark *remarks; /* in the order in which they were found */
	size_t n_remarks, cap, more_remarks;
	struct import_change *changes;
	size_t n_changes, more_changes;
	int64_t rows, added, changed, unchanged, refused, warnings;
	int64_t departments, codes; /* that the file names */
	bool list;                  /* a departments' list */
	bool written;
	struct arena *mem;
};

/* ERR_BAD_INPUT or ERR_TOO_LARGE when nothing can be read; ERR_CONFLICT when the catalogue moved while it was looked at. A row
 * that is wrong is no failure: then report->written is false. mem holds the report and whatever was prepared. */
MUST_CHECK enum err import_catalogue(struct store *s, struct arena *mem, struct fault *f, const char *data, size_t n,
				     const struct import_options *o, struct import_report *out);
enum { IMPORT_MEMORY = 1 << 30 }; /* the arena that a call may need at most */

/* One line of a report for people: what was found in all. */
const char *import_sum(struct arena *a, const struct import_report *r);
