/* Inside jobs/: the statements, and the page for administrators. */
#pragma once
#include "jobs/jobs.h"
#include "jobs/jobs.sql.h"
#include "web/req.h"

struct job_line {
	int64_t id;
	const char *kind, *payload, *when, *state, *tone, *last_error;
	const char *again; /* what the button says; NULL: there is none */
	int64_t attempts;
};

struct jobs_view {
	struct job_count_row count;
	const struct job_dead_row *dead; /* by kind */
	size_t n_dead;
	const struct job_line *lines;
	size_t n;
	bool more;
};
