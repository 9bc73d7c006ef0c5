/* Background work: one table, queued inside the transaction that causes it, run by one thread of the server, tried again
 * after 10 s, 20 s, 40 s … at most an hour, put aside as dead after the eighth attempt. Whoever runs one holds it for five
 * minutes: a job whose program stopped meanwhile runs again, so that its work must bear to be done twice.
 *
 * A kind with `next` repeats: it has one row for ever, which runs at once when it is new or overdue (a server that stood
 * still for days catches up once, not once a day), then at next(). Its failures wait as all others do and are never dead. */
#pragma once
#include "web/site.h"

struct job_kind {
	const char *name;
	/* Runs outside any transaction; writes by store_write(). Anything but OK: again later. */
	enum err (*run)(struct site *site, struct arena *mem, struct fault *f, const char *payload);
	/* When it runs again after a success, ms UTC, later than t->now; NULL: it does not repeat. Its payload is "". */
	int64_t (*next)(struct tx *t);
};
int64_t jobs_at_midnight(struct tx *t); /* the next 00:00 in China */
int64_t jobs_at_morning(struct tx *t);  /* the next 08:30 in China: before the counters open */

/* run_at: ms UTC, t->now for at once. */
void job_add(struct tx *t, const char *kind, const char *payload, int64_t run_at);

struct jobs;
struct jobs *jobs_start(struct site *site); /* with jobs_ensure() */
void jobs_stop(struct jobs *j); /* finishes the job at hand; NULL is allowed */
/* Adds the rows of repeating kinds that are missing and removes those of kinds that repeat no longer; a failure is logged. */
void jobs_ensure(struct site *site, struct arena *mem);
/* Runs everything that is due until nothing is left, in this thread: for init and tests. Returns how many ran;
 * each has memory of its own, mem holds what is read about them. */
size_t jobs_run_due(struct site *site, struct arena *mem);

extern const struct room jobs_room;
