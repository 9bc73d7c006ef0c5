/* Inside store/: the store itself. */
#pragma once
#include "store/conn.h"
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

struct write_job {
	struct write_job *next;
	struct tx tx;
	store_fn *fn;
	void *arg;
	enum err result;
	sem_t done; /* of its own: many who wake at once must not fight for the queue's lock */
};

enum { MAX_READERS = 12 };

/* A cached value; older ones of the same builder stay in the list because someone may still read them. */
struct cached {
	struct cached *next;
	void *(*build)(struct tx *t);
	void (*drop)(void *value);
	void *value;
	uint64_t generation;
};

struct store {
	const struct engine *engine;
	char *path, *files_dir;
	int64_t (*now)(void);
	int64_t area;
	const struct secret *secret;
	size_t n_statements;
	_Atomic int64_t last_id;

	pthread_mutex_t readers_lock;
	pthread_cond_t reader_free;
	struct conn *free_readers;
	int readers;

	pthread_mutex_t writer_lock; /* guards what is below */
	pthread_cond_t work, changed;
	struct write_job *first, *last;
	bool closing;
	struct store_counts counts;
	_Atomic uint64_t generation[TOPIC__MAX];

	pthread_mutex_t cache_lock;
	struct cached *cache;

	struct conn *writer; /* used by the writer thread, and by migrations before it starts */
	pthread_t thread;
	bool running;
};

void tx_remember(struct tx *t); /* notes the generations; before the snapshot is taken */
void writer_start(struct store *s);
void writer_stop(struct store *s);
