/* What recount.html draws. */
#pragma once
#include "web/req.h"

struct recount_line { int64_t case_id; const char *number, *item, *clock, *from, *to; };
struct recount_view { struct recount_line *lines; size_t n, all; };
