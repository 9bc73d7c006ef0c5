/* Periods of time (期限): when does one end that began on a day, and how much of it is left?
 *
 * How it counts: the day of the event is day 0 (民法典 art. 201). Periods of 行政许可法 are working days (art. 82). A period
 * in natural days or months that would end on an off day ends on the next working day (民法典 art. 203). A month ends on the
 * same day number, or on the last day of a shorter month (art. 202). Hours are plain hours.
 *
 * Three operations on a running period are never mixed up:
 *   suspend  the time that has run is kept, and until it is resumed nobody knows the due day: a struct pause (art. 45);
 *   restart  the time that has run is dropped: a new start_day;
 *   extend   working days are added at its end: `extended` (art. 42). */
#pragma once
#include "calendar/calendar.h"

enum clock_unit { CLOCK_WORKING_DAY, CLOCK_NATURAL_DAY, CLOCK_MONTH, CLOCK_HOUR, CLOCK_UNIT__MAX };

const char *clock_unit_word(enum clock_unit unit); /* wd nd mo h, as stored */
const char *clock_unit_name(enum clock_unit unit); /* 个工作日 日 个月 小时, as written behind a number */
MUST_CHECK bool clock_unit_find(const char *word, enum clock_unit *out_unit);

struct clock_term {
	int64_t start_day, amount; /* amount is not negative; 0 ends on the day itself */
	enum clock_unit unit;      /* not CLOCK_HOUR */
	/* Working days that an extension has added, whatever the unit. To a period in days or months they are added from the
	 * due day that it has without them. */
	int64_t extended;
};

#define CLOCK_OPEN INT64_MAX /* not resumed yet */

/* Days in (from, to] do not count: the day on which it stops has counted, the day of the resumption does not. Pauses may
 * come in any order and overlap; a day is left out once. Day numbers; for clock_due_hours() instants in ms. */
struct pause {
	int64_t from, to;
};

struct clock_due {
	bool paused;       /* standing still with no known end: then due_day is 0 */
	bool provisional;  /* some year up to the due day has no published notice yet, so the day may still move */
	int64_t due_day;   /* the last day of the period */
	int64_t remaining; /* when paused: what is left, in working days, or in natural days for days and months */
	int64_t remaining_extended; /* when paused, of a period in days or months: the working days left of its extension */
};

struct clock_due clock_due(const struct calendar *cal, const struct clock_term *term, const struct pause *pauses, size_t n);

struct clock_hours {
	bool paused;
	int64_t due_at;       /* ms, 0 when paused */
	int64_t remaining_ms; /* when paused */
};

/* Hours run through nights and holidays. The instants may be of any zone, when they are all of the same one. */
struct clock_hours clock_due_hours(int64_t start_at, int64_t hours, const struct pause *pauses, size_t n);

/* Working days until the due day: 0 only on that day itself, and negative when it is over (−1 from the next day on). */
int64_t clock_left(const struct calendar *cal, int64_t today, int64_t due_day);

struct clock_step {
	int64_t day;
	int64_t counted; /* 1 for the first day that counts, 2 for the second …; 0: this day does not count */
	const char *why; /* Chinese, for the person who asks how the day came about */
};

/* Every day from the start to the due day, or to the day on which an open pause began; no more than the first `most` (at
 * least 1). In the arena; the number of steps in *out_n. */
struct clock_step *clock_explain(struct arena *a, const struct calendar *cal, const struct clock_term *term,
				 const struct pause *pauses, size_t n, size_t most, size_t *out_n);
