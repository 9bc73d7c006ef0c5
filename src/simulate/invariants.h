/* What must be true of every case at every moment. Each is judged from the table and the timeline, not by the code that
 * keeps it, so that a mistake of that code shows:
 *
 *   timeline   numbers without gaps, each event from where the one before led to, time never backwards, every event a row of
 *              the table for who did it, the present state that of the last event
 *   clocks     those run that the state asks for and no others; one of a kind; each due day is what a count day by day gives,
 *              leaving out the days on which the timeline says it stood still; none runs in an end state
 *   letters    each event has those that its row names, and no others
 *   tasks      open ones are those of the roles that have the case and of those who were asked
 *   instants   in order, and there when the case has come so far
 */
#pragma once
#include "cases/cases.h"
#include "simulate/simulate.sql.h"

struct invariants {
	struct tx *t;
	int64_t after;      /* events up to this number were looked at before: their rows are not counted again */
	bool recounted;     /* no calendar has changed since running clocks were counted anew */
	size_t *rows;       /* by row of flow[]: counts those of events behind `after`; NULL: nothing is counted */
	const char *told;   /* put before what is wrong, to see it again: "seed 7: " */
	/* filled for the case at hand */
	const struct case_row *c;
	const struct body *b;
	struct timeline_row *events;
	size_t n_events, wrong;
};

/* Looks at one case; prints what is wrong and counts it in k->wrong. */
void invariants_of(struct invariants *k, const struct case_row *c);
/* Says what is wrong with the case at hand. */
void invariants_wrong(struct invariants *k, int64_t event, const char *fmt, ...) PRINTF(3, 4);

/* invariant_clocks.c */
void invariant_clocks(struct invariants *k);
