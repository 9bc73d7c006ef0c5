/* 工作日历: GET /admin/calendar?year=… shows the declared days of a year; a POST adds or removes a day of the district, or
 * takes a whole notice over, from a file or from pasted text. Due dates that are already set do not move by that: the page
 * leads to /admin/recount. */
#pragma once
#include "calendar/calendar.h"
#include "web/form.h"

/* Days of one holiday that follow each other stand in one line; those of the district, which can be removed, each in its own. */
struct calendar_line {
	const char *first, *last, *iso, *kind, *tone, *name, *source;
	int64_t days;
	bool own;
};

struct calendar_admin_view {
	int64_t year, working_days, days;
	bool published;
	int64_t before, after; /* the years beside it; 0: none */
	const struct calendar_line *lines;
	size_t n;
	struct field_view day, kind, name; /* one day of the district */
	struct field_view whose, text;     /* a notice */
	const char *file_error;
};

enum err calendar_admin_page(struct req *r);
enum err calendar_admin_take(struct req *r);
