/* Background work: one table, queued inside the transaction that causes it, run by one thread of the server, tried again
 * with growing pauses, put aside as dead after the last attempt. A job may run twice; its work must bear that. */
#pragma once
#include "web/site.h"

struct job_kind {
	const char *name;
	/* Runs outside any transaction; writes by store_write(). Anything but OK: again later. */
	enum err (*run)(struct site *site, struct arena *mem, struct fault *f, const char *payload);
};

void job_add(struct tx *t, const char *kind, const char *payload, int64_t run_at);

struct jobs;
struct jobs *jobs_start(struct site *site);
void jobs_stop(struct jobs *j); /* finishes the job at hand; NULL is allowed */
/* Runs everything that is due until nothing is left, in this thread: for init and tests. Returns how many ran. */
size_t jobs_run_due(struct site *site, struct arena *mem);

extern const struct room jobs_room;
