/* The calendar in the database: published days (source "state") and the district's own on top ("district"), and what people
 * do with it: the pages /working-days and /admin/calendar, the command clock. Due dates that are kept elsewhere do not move
 * by themselves when it changes: cases/ recounts them when it is told to. */
#pragma once
#include "calendar/clock.h"
#include "web/site.h"

struct call;

/* The place's calendar as of this transaction; lives until the store closes. */
const struct calendar *calendar_of(struct tx *t);
/* The days that are shipped with the program, as CSV for calendar_read(). */
const char *calendar_shipped(void);
/* Puts the shipped days into a new database. */
MUST_CHECK enum err calendar_install(struct store *s, struct arena *mem, struct fault *f);

/* calendar_read() of the file of this name. */
MUST_CHECK enum err calendar_file(struct call *c, const char *path, struct calendar_row **out_rows, size_t *out_n);

/* Stores rows, as calendar_read() gives them. "state": each notice of which a row is there takes the place of the one of
 * the same year, all of it; a row without a notice's year is ERR_BAD_INPUT. "district": each row takes the place of the
 * district's row of its day. */
MUST_CHECK enum err calendar_store(struct tx *t, const char *source, const struct calendar_row *rows, size_t n);
/* The calendar as calendar_store() would leave it. The caller frees it with calendar_free(). */
MUST_CHECK enum err calendar_with(struct tx *t, const char *source, const struct calendar_row *rows, size_t n,
				  struct calendar **out);
/* Removes the district's row of this day; ERR_NOT_FOUND when there is none. */
MUST_CHECK enum err calendar_remove(struct tx *t, int64_t day);

/* `calendar list YEAR`: the declared days of a year as CSV, those of the district without a notice's year. What is left of
 * the arguments is the year. */
int calendar_list(struct call *c);

extern const struct room calendar_room;
