/* Inside cases/: counting running clocks anew after the calendar has changed. */
#pragma once
#include "cases/cases.h"
#include "cases/recount_view.h"

struct calendar;
struct call;

struct moved { int64_t case_id; const char *clock, *name; int64_t from_day, to_day; };
/* Running clocks that this calendar gives another day: the first `most` of them, and how many there are in all. */
size_t recount_moved(struct tx *t, const struct calendar *cal, size_t most, struct moved **out, size_t *out_all);

int recount_command(struct call *c);
extern const struct route recount_routes[];
