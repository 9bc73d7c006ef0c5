/* The simulator: random cases driven through time, by the same functions that the pages use, with a clock that it turns
 * itself. After each step what must always be true is looked at again (invariants.h). It makes a place of its own, with
 * everybody and every kind of item that the rules tell apart; nothing in it is real.
 *
 * The same seed gives the same run, event by event: `digest` proves it. */
#pragma once
#include "base/digest.h"
#include "cases/cases.h"

enum { SIMULATE_ROWS = 128 }; /* at least as many as the flow table has */

struct simulation {
	const char *dir;          /* an empty folder: the database, its key and files are made there, and stay */
	const struct room *rooms;
	int64_t seed, cases, days;
};

struct simulated {
	size_t cases, events;
	size_t refused;           /* attempts that had to be refused, and were */
	size_t actions[ACT__MAX], states[STATE__MAX]; /* events by action; cases by the state in which they were left */
	size_t rows[SIMULATE_ROWS]; /* how often each row of flow[] was taken */
	size_t wrong;             /* violations: each was printed, with how to see it again */
	char digest[DIGEST_HEX];  /* SM3 over the heads of all cases in the order of their ids */
};

/* Runs it. An error is one of the program or the machine; what the invariants found is counted in out->wrong, and the run
 * ends with the step that broke one. */
MUST_CHECK enum err simulate_run(const struct simulation *s, struct fault *f, struct simulated *out);

/* Looks at a whole place anew; prints what is wrong, returns how many. */
size_t simulate_check(struct site *site);

extern const struct room simulate_room;
