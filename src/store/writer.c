/* The writer: one thread, one connection, many functions a commit. */
#include "store/store_private.h"
#include "base/log.h"
#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum { MAX_BATCH = 256 };

static struct write_job *take(struct store *s)
{
	struct write_job *j = s->first;
	if (j) {
		s->first = j->next;
		if (!s->first)
			s->last = NULL;
	}
	return j;
}

/* Runs one function inside its savepoint; what it did stays only if it succeeded. */
static void run(struct store *s, struct write_job *j)
{
	struct conn *c = s->writer;
	struct tx *t = &j->tx;
	t->conn = c;
	t->now = store_now(s);
	tx_remember(t);
	if (!c->engine->control(c, "SAVEPOINT one", t->fault)) {
		j->result = t->fault->code;
		return;
	}
	j->result = j->fn(t, j->arg);
	if (!j->result && t->failed)
		j->result = t->failed;
	if (j->result && t->fault->code == OK)
		t->fault->code = j->result;
	if (j->result && c->engine->lost(c))
		return;
	struct fault undo = { 0 };
	if (j->result)
		c->engine->control(c, "ROLLBACK TO one", &undo);
	if (!c->engine->control(c, "RELEASE one", &undo) && !j->result) {
		*t->fault = undo;
		j->result = undo.code;
	}
}

/* Everything in the batch that looked good has been thrown away: say so to each. */
static void all_failed(struct write_job **batch, size_t n, const struct fault *f)
{
	for (size_t i = 0; i < n; i++)
		if (!batch[i]->result) {
			*batch[i]->tx.fault = *f;
			batch[i]->result = f->code ? f->code : ERR_INTERNAL;
		}
}

static unsigned touched_by(struct write_job **batch, size_t n)
{
	unsigned topics = 0;
	for (size_t i = 0; i < n; i++)
		if (!batch[i]->result)
			topics |= batch[i]->tx.touched;
	return topics;
}

/* Counts and bumps the generations, under the lock. */
static void settle(struct store *s, struct write_job **batch, size_t n, unsigned topics, bool committed)
{
	s->counts.commits += committed;
	for (int i = 0; i < TOPIC__MAX; i++)
		if (topics & (1u << i))
			atomic_fetch_add(&s->generation[i], 1);
	if (topics)
		pthread_cond_broadcast(&s->changed);
	for (size_t i = 0; i < n; i++)
		*(batch[i]->result ? &s->counts.failed : &s->counts.writes) += 1;
}

/* Takes what is queued until the queue is empty or the batch is full, and commits it with one fsync. Called and left
 * with the lock held. */
static void batch_once(struct store *s)
{
	struct write_job *batch[MAX_BATCH];
	size_t n = 0;
	struct fault f = { 0 };
	const struct engine *e = s->engine;
	pthread_mutex_unlock(&s->writer_lock);
	bool open = e->control(s->writer, "BEGIN IMMEDIATE", &f);
	pthread_mutex_lock(&s->writer_lock);
	while (n < MAX_BATCH && (batch[n] = take(s))) {
		pthread_mutex_unlock(&s->writer_lock);
		if (open) {
			run(s, batch[n]);
			if (e->lost(s->writer)) {
				f = *batch[n]->tx.fault;
				open = false;
			}
		}
		pthread_mutex_lock(&s->writer_lock);
		n++;
	}
	pthread_mutex_unlock(&s->writer_lock);
	bool committed = open && e->control(s->writer, "COMMIT", &f);
	if (!committed) {
		struct fault ignored;
		log_line("event=commit_failed error=%s words=\"%s\"", err_word(f.code), f.words);
		if (!e->lost(s->writer))
			e->control(s->writer, "ROLLBACK", &ignored);
		all_failed(batch, n, &f);
	}
	unsigned topics = touched_by(batch, n);
	pthread_mutex_lock(&s->writer_lock);
	settle(s, batch, n, topics, committed);
	pthread_mutex_unlock(&s->writer_lock);
	for (size_t i = 0; i < n; i++)
		sem_post(&batch[i]->done); /* from here on the job is its caller's again */
	pthread_mutex_lock(&s->writer_lock);
}

static void *writer_main(void *arg)
{
	struct store *s = arg;
	pthread_setname_np(pthread_self(), "writer");
	pthread_mutex_lock(&s->writer_lock);
	for (;;) {
		while (!s->first && !s->closing)
			pthread_cond_wait(&s->work, &s->writer_lock);
		if (!s->first)
			break;
		batch_once(s);
	}
	pthread_mutex_unlock(&s->writer_lock);
	return NULL;
}

void writer_start(struct store *s)
{
	must(pthread_create(&s->thread, NULL, writer_main, s) == 0);
	s->running = true;
}

void writer_stop(struct store *s)
{
	pthread_mutex_lock(&s->writer_lock);
	s->closing = true;
	pthread_cond_broadcast(&s->work);
	pthread_cond_broadcast(&s->changed);
	pthread_mutex_unlock(&s->writer_lock);
	if (s->running)
		pthread_join(s->thread, NULL);
	s->running = false;
}

enum err store_write(struct store *s, struct arena *mem, struct fault *f, store_fn *fn, void *arg)
{
	struct write_job j = { .fn = fn, .arg = arg };
	j.tx = (struct tx){ .fault = f, .mem = mem, .store = s, .area = s->area, .writable = true };
	*f = (struct fault){ 0 };
	pthread_mutex_lock(&s->writer_lock);
	bool closing = s->closing;
	if (!closing) {
		sem_init(&j.done, 0, 0);
		*(s->last ? &s->last->next : &s->first) = &j;
		s->last = &j;
		pthread_cond_signal(&s->work);
	}
	pthread_mutex_unlock(&s->writer_lock);
	if (closing)
		return fault_set(f, ERR_BUSY, "", "系统正在停止，请稍后再试。");
	while (sem_wait(&j.done) != 0)
		; /* a signal: wait on */
	sem_destroy(&j.done);
	return j.result;
}

struct store_counts store_count(const struct store *s)
{
	struct store *w = (struct store *)s;
	pthread_mutex_lock(&w->writer_lock);
	struct store_counts c = w->counts;
	pthread_mutex_unlock(&w->writer_lock);
	return c;
}

void store_wait(struct store *s, enum topic topic, uint64_t seen, int ms)
{
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += (long)(ms % 1000) * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	pthread_mutex_lock(&s->writer_lock);
	while (!s->closing && store_generation(s, topic) == seen)
		if (pthread_cond_timedwait(&s->changed, &s->writer_lock, &until) == ETIMEDOUT)
			break;
	pthread_mutex_unlock(&s->writer_lock);
}
