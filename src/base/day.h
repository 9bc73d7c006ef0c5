/* Days and instants: the only place that knows the civil calendar.
 *
 * A day is an int64_t day number (1970-01-01 is 0, earlier days are negative) of the proleptic Gregorian calendar, years
 * 1 to 9999. An instant is int64_t milliseconds UTC. The zone is a fixed offset in minutes, east positive, because China
 * has had one zone without summer time since 1992 (DAY_ZONE_CHINA). Text is allocated in the arena. */
#pragma once
#include "base/arena.h"
#include <stdint.h>

enum { DAY_ZONE_CHINA = 480, DAY_MS = 86400000 };

struct ymd {
	int year, month, day;
};

/* false when there is no such day (30 February, month 13, year 0); then *out_day is untouched. */
MUST_CHECK bool day_from_ymd(int year, int month, int day, int64_t *out_day);
struct ymd day_to_ymd(int64_t day);
int day_weekday(int64_t day); /* 1 Monday … 7 Sunday, as ISO 8601 */
/* The same day number `months` later, or the last day of a shorter month (民法典 art. 202). */
int64_t day_add_months(int64_t day, int64_t months);
/* Exactly yyyy-mm-dd (GB/T 7408); false otherwise. */
MUST_CHECK bool day_parse(const char *iso, int64_t *out_day);

int64_t now_ms(void); /* the wall clock */
int64_t day_of_ms(int64_t ms, int zone_minutes);
int64_t ms_of_day(int64_t day, int zone_minutes); /* midnight at the beginning of the day */

const char *day_weekday_name(int64_t day);     /* 周五 */
char *day_iso(struct arena *a, int64_t day);   /* 2026-11-27 */
char *day_words(struct arena *a, int64_t day); /* 2026年11月27日 */
/* 11月27日(周五), and 2027年1月4日(周一) when the year is not that of the reference day. */
char *day_short(struct arena *a, int64_t day, int64_t reference_day);
char *day_time_short(struct arena *a, int64_t ms, int zone_minutes); /* 11月22日 14:03 */
char *day_time(struct arena *a, int64_t ms, int zone_minutes);       /* 2026-11-22 14:03:05 */
char *day_instant(struct arena *a, int64_t ms);                      /* 2026-11-22T06:03:05Z */
