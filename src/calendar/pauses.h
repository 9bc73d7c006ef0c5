/* Pauses of a clock as text: JSON [[from,to],…] of day numbers, an open pause is [from]; as kept beside the clock. */
#pragma once
#include "calendar/clock.h"

/* In the arena; the return value is their number. An element that does not begin with an integer is passed over. */
size_t pauses_read(struct arena *a, const char *json, struct pause **out);
const char *pauses_write(struct arena *a, const struct pause *pauses, size_t n);
