/* Workers: threads that run what writes and therefore waits. They are made when there is more work than idle threads. */
#include "web/web_private.h"
#include <pthread.h>
#include <stdlib.h>

enum { STACK_BYTES = 512 * 1024 };

struct workers {
	pthread_mutex_t lock;
	pthread_cond_t work, gone;
	struct exchange *first, *last;
	size_t threads, idle, queued, max;
	bool closing;
	void (*run)(struct exchange *x);
};

static struct exchange *take(struct workers *w)
{
	struct exchange *x = w->first;
	if (x) {
		w->first = x->next;
		w->queued--;
	}
	return x;
}

static void *worker_main(void *arg)
{
	struct workers *w = arg;
	pthread_setname_np(pthread_self(), "worker");
	pthread_mutex_lock(&w->lock);
	for (;;) {
		w->idle++;
		while (!w->first && !w->closing)
			pthread_cond_wait(&w->work, &w->lock);
		w->idle--;
		struct exchange *x = take(w);
		if (!x)
			break;
		pthread_mutex_unlock(&w->lock);
		w->run(x);
		pthread_mutex_lock(&w->lock);
	}
	w->threads--;
	pthread_cond_signal(&w->gone);
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

static void add_thread(struct workers *w)
{
	pthread_t thread;
	pthread_attr_t attr;
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK_BYTES);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	if (pthread_create(&thread, &attr, worker_main, w) == 0)
		w->threads++;
	pthread_attr_destroy(&attr);
	must(w->threads > 0);
}

struct workers *workers_start(size_t max, void (*run)(struct exchange *x))
{
	struct workers *w = calloc(1, sizeof *w);
	must(w);
	w->max = max;
	w->run = run;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->work, NULL);
	pthread_cond_init(&w->gone, NULL);
	return w;
}

void workers_give(struct workers *w, struct exchange *x)
{
	pthread_mutex_lock(&w->lock);
	x->next = NULL;
	if (w->first)
		w->last->next = x;
	else
		w->first = x;
	w->last = x;
	w->queued++;
	if (w->queued > w->idle && w->threads < w->max)
		add_thread(w);
	pthread_cond_signal(&w->work);
	pthread_mutex_unlock(&w->lock);
}

void workers_stop(struct workers *w)
{
	pthread_mutex_lock(&w->lock);
	w->closing = true;
	pthread_cond_broadcast(&w->work);
	while (w->threads)
		pthread_cond_wait(&w->gone, &w->lock);
	pthread_mutex_unlock(&w->lock);
	free(w);
}
