/* The calendar in the database: the published days shipped with the program and the district's own on top. */
#pragma once
#include "calendar/clock.h"
#include "web/site.h"

/* The place's calendar as of this transaction; lives until the store closes. */
const struct calendar *calendar_of(struct tx *t);
/* Puts the shipped days into a new database. */
MUST_CHECK enum err calendar_install(struct store *s, struct arena *mem, struct fault *f);

extern const struct room calendar_room;
