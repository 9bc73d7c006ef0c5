#include "jobs/jobs_private.h"
#include "base/day.h"
#include "base/log.h"
#include "base/str.h"
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum {
	LEASE_MS = 5 * 60 * 1000,
	FIRST_PAUSE_MS = 10 * 1000,
	LONGEST_PAUSE_MS = 60 * 60 * 1000,
	MAX_ATTEMPTS = 8,
	LONGEST_WAIT_MS = 1000,
	NICENESS = 15, /* people who wait for a page come first; letters may take a little longer */
	JOB_MEMORY = 256 * 1024 * 1024,
	MORNING_MS = (8 * 60 + 30) * 60 * 1000,
};

void job_add(struct tx *t, const char *kind, const char *payload, int64_t run_at)
{
	job_put(t, store_new_id(t->store), kind, payload, run_at);
	tx_touch(t, TOPIC_JOBS);
}

/* The next time of day, which stands so many ms behind midnight in China. */
static int64_t next_at(struct tx *t, int64_t after_midnight_ms)
{
	int64_t today = ms_of_day(day_of_ms(t->now, DAY_ZONE_CHINA), DAY_ZONE_CHINA) + after_midnight_ms;
	return today > t->now ? today : today + DAY_MS;
}

int64_t jobs_at_midnight(struct tx *t)
{
	return next_at(t, 0);
}

int64_t jobs_at_morning(struct tx *t)
{
	return next_at(t, MORNING_MS);
}

static const struct job_kind *find_kind(const struct site *site, const char *name)
{
	for (const struct room *room = site->rooms; room->name; room++)
		for (const struct job_kind *k = room->jobs; k && k->name; k++)
			if (str_eq(k->name, name))
				return k;
	return NULL;
}

static void add_missing(struct tx *t, const struct room *room)
{
	for (; room->name; room++)
		for (const struct job_kind *k = room->jobs; k && k->name; k++)
			if (k->next && job_put_repeating(t, store_new_id(t->store), k->name) == 1)
				tx_touch(t, TOPIC_JOBS);
}

static enum err ensure(struct tx *t, void *arg)
{
	const struct site *site = arg;
	struct job_row *rows;
	size_t n = job_repeating(t, &rows);
	for (size_t i = 0; i < n; i++) {
		const struct job_kind *k = find_kind(site, rows[i].kind);
		if (!k || !k->next)
			job_remove(t, rows[i].id);
	}
	add_missing(t, site->rooms);
	return t->failed;
}

void jobs_ensure(struct site *site, struct arena *mem)
{
	struct fault f = { 0 };
	if (store_write(site->store, mem, &f, ensure, site))
		log_line("event=jobs_not_ensured words=\"%s\"", f.words);
}

struct claim {
	struct job_row job;
	const struct job_kind *kind; /* NULL: none of that name */
	bool taken;
};

static bool is_last(const struct job_row *j)
{
	return !j->repeats && j->attempts >= MAX_ATTEMPTS;
}

/* An attempt is counted when it begins, so that a job which stops the whole program is put aside as well. */
static enum err claim_one(struct tx *t, void *arg)
{
	struct claim *c = arg;
	while (job_due(t, &c->job) && is_last(&c->job))
		job_again(t, c->job.id, c->job.lease_until, c->job.run_at, "程序在做这项任务时停止了", 1);
	if (t->failed || c->job.id == 0 || is_last(&c->job))
		return t->failed;
	int64_t until = t->now + LEASE_MS;
	c->taken = job_claim(t, c->job.id, until) == 1;
	c->job.lease_until = until;
	c->job.attempts++;
	return t->failed;
}

static enum err done(struct tx *t, void *arg)
{
	const struct claim *c = arg;
	if (!c->job.repeats || !c->kind->next) {
		job_remove(t, c->job.id);
		return t->failed;
	}
	int64_t next = c->kind->next(t);
	must(next > t->now);
	job_repeat(t, c->job.id, c->job.lease_until, next);
	return t->failed;
}

struct failure {
	const struct job_row *job;
	const char *words;
};

static int64_t pause_after(int64_t attempts)
{
	int64_t pause = FIRST_PAUSE_MS;
	while (--attempts > 0 && pause < LONGEST_PAUSE_MS)
		pause *= 2;
	return pause < LONGEST_PAUSE_MS ? pause : LONGEST_PAUSE_MS;
}

static enum err not_done(struct tx *t, void *arg)
{
	const struct failure *f = arg;
	const struct job_row *j = f->job;
	job_again(t, j->id, j->lease_until, t->now + pause_after(j->attempts), f->words, is_last(j));
	return t->failed;
}

static void log_failed(const struct job_row *j, enum err e, const char *words)
{
	log_line("event=job_failed kind=%s job=%lld attempt=%lld dead=%d error=%s words=\"%s\"", j->kind, (long long)j->id,
		 (long long)j->attempts, is_last(j), err_word(e), words);
}

static void run(struct site *site, struct arena *mem, struct claim *c)
{
	struct fault f = { 0 }, lost = { 0 };
	c->kind = find_kind(site, c->job.kind);
	enum err e = c->kind ? c->kind->run(site, mem, &f, c->job.payload)
			     : fault_set(&f, ERR_INTERNAL, "", "no such kind of job");
	if (!e) {
		e = store_write(site->store, mem, &lost, done, c);
	} else {
		struct failure failure = { &c->job, *f.words ? arena_strdup(mem, f.words) : err_word(e) };
		log_failed(&c->job, e, failure.words);
		e = store_write(site->store, mem, &lost, not_done, &failure);
	}
	if (e)
		log_line("event=job_not_recorded job=%lld words=\"%s\"", (long long)c->job.id, lost.words);
}

/* A look without the writer first: an idle server writes nothing. */
static bool anything_due(struct site *site, struct arena *mem)
{
	struct fault f = { 0 };
	struct job_row row;
	struct tx *t = store_read(site->store, mem, &f);
	bool due = job_due(t, &row);
	store_read_done(t);
	return due;
}

/* One job, in memory of its own; rows holds what is read about it. false when none was due. */
static bool run_one(struct site *site, struct arena *rows)
{
	struct claim c = { 0 };
	struct fault f = { 0 };
	if (!anything_due(site, rows) || store_write(site->store, rows, &f, claim_one, &c) != OK || !c.taken)
		return false;
	struct arena *mem = arena_new(JOB_MEMORY);
	run(site, mem, &c);
	arena_free(mem);
	return true;
}

size_t jobs_run_due(struct site *site, struct arena *mem)
{
	size_t n = 0;
	while (run_one(site, mem))
		n++;
	return n;
}

struct jobs {
	struct site *site;
	pthread_t thread;
	atomic_bool stopping;
};

static void *jobs_main(void *arg)
{
	struct jobs *j = arg;
	struct store *s = j->site->store;
	struct arena *rows = arena_new(JOB_MEMORY);
	uint64_t seen = store_generation(s, TOPIC_JOBS);
	pthread_setname_np(pthread_self(), "jobs");
	setpriority(PRIO_PROCESS, 0, NICENESS); /* Linux: of this thread */
	while (!atomic_load(&j->stopping)) {
		if (!run_one(j->site, rows))
			store_wait(s, TOPIC_JOBS, seen, LONGEST_WAIT_MS);
		seen = store_generation(s, TOPIC_JOBS);
		arena_reset(rows);
	}
	arena_free(rows);
	return NULL;
}

/* Signals are for the server's thread: this one must not take the one that asks the program to stop. */
struct jobs *jobs_start(struct site *site)
{
	struct jobs *j = calloc(1, sizeof *j);
	struct arena *mem = arena_new(MB(1));
	sigset_t all, before;
	must(j);
	j->site = site;
	jobs_ensure(site, mem);
	arena_free(mem);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	must(pthread_create(&j->thread, NULL, jobs_main, j) == 0);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return j;
}

static enum err wake(struct tx *t, void *arg)
{
	(void)arg;
	tx_touch(t, TOPIC_JOBS);
	return OK;
}

void jobs_stop(struct jobs *j)
{
	if (!j)
		return;
	struct arena *mem = arena_new(KB(64));
	struct fault f = { 0 };
	atomic_store(&j->stopping, true);
	(void)!store_write(j->site->store, mem, &f, wake, NULL); /* otherwise the thread notices after its pause */
	pthread_join(j->thread, NULL);
	arena_free(mem);
	free(j);
}
