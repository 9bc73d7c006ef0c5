/* Working days (工作日) of one place: Monday to Friday, unless the calendar says otherwise.
 *
 * Two layers say otherwise: the yearly notices of the State Council's General Office (国务院办公厅节假日安排通知), which give
 * holidays and make-up working days (调休), and the district's own rows, for example a day on which a typhoon stops work.
 * A row beats the weekday, and a row given later beats an earlier one for the same day.
 *
 * Days are day numbers (base/day.h). A calendar is immutable, so threads may share it. */
#pragma once
#include "base/arena.h"
#include <stdint.h>

enum calendar_kind { CALENDAR_OFF, CALENDAR_WORK };

struct calendar_row {
	int64_t day;
	enum calendar_kind kind;
	const char *name; /* 国庆节; not NULL */
	int notice_year;  /* the notice it stands in, for a December day perhaps next year's; 0 for a district's row */
};

struct calendar;

/* Copies everything it needs; rows may be in any order. Freed with calendar_free(), for which NULL is allowed. */
struct calendar *calendar_new(const struct calendar_row *rows, size_t n);
void calendar_free(struct calendar *cal);

bool calendar_is_working(const struct calendar *cal, int64_t day);
/* Name of the row that speaks about this day, NULL when only the weekday does. Lives as long as the calendar. */
const char *calendar_day_name(const struct calendar *cal, int64_t day);
/* Whether that year's notice is in the calendar. Days of other years follow the weekday alone and are provisional. */
bool calendar_is_published(const struct calendar *cal, int year);
/* 16 hexadecimal digits that change whenever a row does; kept beside every due date that is frozen. */
const char *calendar_version(const struct calendar *cal);

/* The first working day after this one. */
int64_t calendar_next_working(const struct calendar *cal, int64_t day);
/* The n-th working day after this one; 0 gives the day itself, working or not. n is not negative. */
int64_t calendar_add_working(const struct calendar *cal, int64_t day, int64_t n);
/* Working days in (a, b]; negative when b lies before a. */
int64_t calendar_working_between(const struct calendar *cal, int64_t a, int64_t b);
