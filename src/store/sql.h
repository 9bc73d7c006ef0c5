/* What the code that sql2c makes from *.sql calls. A statement is constant text with $1, $2 …, prepared once per
 * connection and never pasted together. Failures are sticky: after one, tx.failed is set, statements do nothing, rows
 * do not come, and the transaction cannot commit; straight-line code needs no check after each call.
 * A broken UNIQUE or CHECK sets ERR_CONFLICT, a full disk ERR_FULL, anything else ERR_INTERNAL. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tx;

struct sql {
	const char *name; /* of the C function */
	const char *text;
	const char *file; /* cases/cases.sql */
	int line;
	bool writes;
	int columns, params; /* as declared: the columns that are read, the parameters that are bound */
	int id;           /* given when the store opens; -1 before */
};

struct sql_set {
	const char *room;
	struct sql *all;
	size_t n;
};

struct cursor {
	struct tx *tx;
	void *stmt; /* the engine's; NULL when the transaction has failed */
	int bound;
};

void sql_start(struct tx *t, struct sql *s, struct cursor *c);
void sql_bind_i64(struct cursor *c, int64_t v);          /* the next parameter, in order */
void sql_bind_text(struct cursor *c, const char *v);     /* NULL binds NULL; the text must live until sql_end */
void sql_bind_sealed(struct cursor *c, const char *v);   /* sealed with the place's key on its way in */
bool sql_row(struct cursor *c);                          /* steps; false at the end or on failure */
int64_t sql_col_i64(struct cursor *c, int col);
const char *sql_col_text(struct cursor *c, int col);     /* copied into tx.mem; "" for NULL */
const char *sql_col_text_or_null(struct cursor *c, int col);
const char *sql_col_sealed(struct cursor *c, int col);   /* in the clear; ERR_INTERNAL when the key is another one */
int64_t sql_end(struct cursor *c);                       /* changed rows; 0 after a failure */
