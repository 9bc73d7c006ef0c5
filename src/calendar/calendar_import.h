/* Declared days from text, as they are published and as people keep them. Two forms, told apart by the text itself:
 *
 *   JSON  {"year": 2016, "days": [{"name": "国庆节", "date": "2016-10-01", "isOffDay": true}, …]}: the notice of one year.
 *         Other members, such as "papers" and "$schema", are passed over.
 *   CSV   date,kind,name,notice_year: yyyy-mm-dd, off or work, a name without commas, the notice's year or nothing. The
 *         heading, empty lines and lines that begin with # are passed over.
 *
 * UTF-8, with a byte order mark or without. All or nothing: a text with one wrong day gives no rows. */
#pragma once
#include "calendar/calendar.h"

enum { CALENDAR_TEXT_MAX = 1024 * 1024, CALENDAR_ROWS_MAX = 10000 };

/* Rows and their names live in the arena. ERR_BAD_INPUT with the first few problems in the words, each with its line, or in
 * JSON with which day of the list it is; ERR_TOO_LARGE. A day stands in a text once, and no more than a year from the year
 * of its notice. */
MUST_CHECK enum err calendar_read(struct arena *a, const char *text, struct fault *fault, struct calendar_row **out_rows,
				  size_t *out_n);
