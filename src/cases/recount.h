/* Inside cases/: counting running clocks anew after the calendar has changed: `tongban calendar` and /admin/recount. */
#pragma once
#include "web/site.h"

struct call;
struct recount_line { int64_t case_id; const char *number, *item, *clock, *from, *to; };
struct recount_view { struct recount_line *lines; size_t n, all; };

int recount_command(struct call *c);
extern const struct route recount_routes[];
