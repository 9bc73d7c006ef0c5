/* Made by sql2c from sql2c/sample.sql. */
#pragma once
#include "store/store.h"

struct note_row {
	int64_t id;
	const char *number;
	int64_t state;
	const char *title; /* may be NULL */
};

struct tag_row {
	const char *name;
};

/* One note, whoever wrote it: the caller checks who may see it.
 * The index leads with area. */
bool note_by_number(struct tx *t, const char *number, struct note_row *out);

size_t note_after(struct tx *t, int64_t id, int64_t all, struct note_row **out);

void note_add(struct tx *t, const struct note_row *note, const char *author);

int64_t note_move(struct tx *t, int64_t id, int64_t from_state, int64_t to_state);

int64_t note_count(struct tx *t, const char *value);

const char *note_retitle(struct tx *t, int64_t id, const char *title);

int64_t note_lock(struct tx *t, int64_t id);

void tag_clear(struct tx *t, int64_t note_id);

size_t tag_by_note(struct tx *t, int64_t note_id, struct tag_row **out);

extern const struct sql_set sql2c_sample_sql;
