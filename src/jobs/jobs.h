/* Background work: one table, queued inside the transaction that causes it, run by one thread of the server, tried again
 * after 10 s, 20 s, 40 s … at most an hour, put aside as dead after the eighth attempt. Whoever runs one holds it for five
 * minutes: a job whose program stopped meanwhile runs again, so that its work must bear to be done twice. */
#pragma once
#include "web/site.h"

struct job_kind {
	const char *name;
	/* Runs outside any transaction; writes by store_write(). Anything but OK: again later. */
	enum err (*run)(struct site *site, struct arena *mem, struct fault *f, const char *payload);
};

/* run_at: ms UTC, t->now for at once. */
void job_add(struct tx *t, const char *kind, const char *payload, int64_t run_at);

struct jobs;
struct jobs *jobs_start(struct site *site);
void jobs_stop(struct jobs *j); /* finishes the job at hand; NULL is allowed */
/* Runs everything that is due until nothing is left, in this thread: for init and tests. Returns how many ran;
 * each has memory of its own, mem holds what is read about them. */
size_t jobs_run_due(struct site *site, struct arena *mem);

extern const struct room jobs_room;
