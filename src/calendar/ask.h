/* What people ask of a clock, in words: on the command line, on the page, in the interface. All say the same, and all are
 * told the same when it makes no sense. */
#pragma once
#include "calendar/clock.h"

/* As typed; no member is NULL. start and pauses are days yyyy-mm-dd, for hours also yyyy-mm-ddThh:mm; amount is a number,
 * or 20+10: twenty and an extension of ten working days; `to` is "" for a pause that has no end yet. */
struct ask_pause {
	const char *from, *to;
};

struct ask_words {
	const char *start, *amount, *unit;
	const struct ask_pause *pauses;
	size_t n;
};

/* "from/to" or "from/" in one piece; NULL, or what is wrong. */
const char *ask_pause_cut(struct arena *a, const char *text, struct ask_pause *out);

struct ask {
	struct clock_term term; /* of hours: unit, amount, and the day of the start */
	int64_t start_at;       /* for hours: ms */
	struct pause *pauses;   /* in days, or for hours in ms */
	size_t n;
};

/* field: start, amount, unit, from1, to1, from2 …; what is said lives in the arena. */
struct ask_error {
	const char *field, *words;
};

/* All that is wrong, at most 3 + 2 for each pause, in the arena; 0 when *out has been filled. */
size_t ask_read(struct arena *a, const struct ask_words *words, struct ask *out, struct ask_error **out_errors);

struct ask_answer {
	const char *wrong; /* NULL, or why there is no answer: it would lie beyond the year 9999 */
	bool paused, provisional;
	int64_t due_day;
	const char *due;   /* 2026-11-22, for hours 2026-11-22T21:30; "" when paused */
	const char *left;  /* when paused what is left: 15, 5+10, for hours 3.5; otherwise "" */
};

struct ask_answer ask_answer(struct arena *a, const struct calendar *cal, const struct ask *k);
