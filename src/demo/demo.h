/* The demonstration district: fictional people, companies and numbers, and cases in every state. */
#pragma once
#include "web/site.h"

MUST_CHECK enum err demo_install(struct site *site, struct arena *mem, struct fault *f);
/* The clock that the store uses: the wall clock, except while the demonstration is being played through the past. */
int64_t demo_now(void);

extern const struct room demo_room;
