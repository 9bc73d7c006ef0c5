/* Stars and online rates (网上办理率). Of the items in use, secret ones apart (涉密事项 are never online):
 * online rate = share with three stars and more, full-online rate (全流程网办率) = share with four and more. The plan
 * 厦海政办〔2016〕76号 asks departments for 100 % and 60 %, streets for 90 % and 60 %; targets are data (rate_target). A rate is never
 * shown without its two numbers. */
#pragma once
#include "web/site.h"

struct tx;

/* Counts of one department, of one level, or of the whole place. */
struct rates {
	int64_t items;
	int64_t star[6];   /* items with so many stars, 1 to 5 */
	int64_t no_visit;  /* 一趟不用跑: nobody has to come at all */
	int64_t one_visit; /* 最多跑一趟: those with no visit and those with one, collecting the result included */
};
int64_t rates_online(const struct rates *r); /* three stars and more */
int64_t rates_full(const struct rates *r);   /* four and more */

struct rates_target { int64_t online, full; }; /* percent */
/* How many more of `of` items it takes until n of them are `percent`; 0 when they are. */
int64_t rates_needed(int64_t n, int64_t of, int64_t percent);
/* 83.3%, cut off and not rounded, so that 100% means all; — where there is nothing to count. */
const char *rates_percent(struct arena *a, int64_t n, int64_t of);

/* Freezes the days that are over and can be known: today in its last minute; an earlier one that has no row yet, back to the
 * last that has, if no item has changed since its end. A day about which nothing certain can be said stays out. Returns how
 * many days were written. */
size_t rate_days_freeze(struct tx *t);

extern const struct room rates_room;
