/* CSV as it is written (RFC 4180): lines end in CR LF, cells are quoted where they must be. For spreadsheets: the text begins
 * with a byte order mark, and a cell that they would take for a formula is kept from being one by an apostrophe in front. */
#pragma once
#include "base/out.h"

struct csv_out {
	struct out *o;
	bool started; /* a cell stands on this line */
};

struct csv_out csv_begin(struct out *o);            /* writes the byte order mark */
void csv_cell(struct csv_out *c, const char *text); /* NULL and "" are empty */
void csv_int(struct csv_out *c, int64_t v);
void csv_end(struct csv_out *c);                    /* of the line */
