/* Guided paths (办事引导): "我要开一家奶茶店" → a few questions, each depending on the answers before → the items that are needed, in
 * order, as one plan with one list of materials. The data are records of kind "journey" (registry/journey.h), so a path changes
 * by reviewed adjustments as items do. The answers travel in the address: a plan can be kept, shared and printed, and nothing
 * about anybody is stored. */
#pragma once
#include "web/site.h"

/* The paths whose name or keywords fit what somebody typed; "": all, as many as a home page shows. Draws nothing when none fits.
 * For site.draw_journeys. */
void journeys_draw(struct out *o, struct req *r, const char *typed);

extern const struct room journeys_room;
