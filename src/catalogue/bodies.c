#include "catalogue/bodies.h"
#include "catalogue/body.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { SLOTS = 256, BODY_MEMORY = 8 * 1024 * 1024 };

/* Freed when it has left its slot and the last reader is done. */
struct kept {
	int64_t item, version;
	_Atomic int users;
	struct arena *mem;
	struct body *body;
};

struct bodies {
	pthread_mutex_t lock;
	struct kept *slots[SLOTS];
};

static void release(void *what)
{
	struct kept *k = what;
	if (k && atomic_fetch_sub(&k->users, 1) == 1) {
		arena_free(k->mem);
		free(k);
	}
}

static void *bodies_new(struct tx *t)
{
	(void)t;
	struct bodies *all = calloc(1, sizeof *all);
	must(all);
	pthread_mutex_init(&all->lock, NULL);
	return all;
}

static void bodies_free(void *value)
{
	struct bodies *all = value;
	for (size_t i = 0; i < SLOTS; i++)
		release(all->slots[i]);
	pthread_mutex_destroy(&all->lock);
	free(all);
}

static struct bodies *bodies_of(struct tx *t)
{
	return (struct bodies *)store_cached(t, TOPIC_NEVER, bodies_new, bodies_free);
}

/* Ids end in a sequence that starts at 0 with each millisecond: all their bits take part. */
static struct kept **slot_of(struct bodies *all, int64_t item, int64_t version)
{
	uint64_t h = ((uint64_t)item ^ (uint64_t)version << 40) * 0x9E3779B97F4A7C15u;
	return &all->slots[h >> 32 & (SLOTS - 1)];
}

static struct body *lend(struct tx *t, struct kept *k)
{
	atomic_fetch_add(&k->users, 1);
	arena_defer(t->mem, release, k);
	return k->body;
}

struct body *bodies_find(struct tx *t, int64_t item, int64_t version)
{
	struct bodies *all = bodies_of(t);
	pthread_mutex_lock(&all->lock);
	struct kept *k = *slot_of(all, item, version);
	struct body *b = k && k->item == item && k->version == version ? lend(t, k) : NULL;
	pthread_mutex_unlock(&all->lock);
	return b;
}

struct body *bodies_keep(struct tx *t, int64_t item, int64_t version, const char *text)
{
	must(!t->writable);
	struct arena *mem = arena_new(BODY_MEMORY);
	json_t *json = json_parse(mem, text);
	if (!json) {
		arena_free(mem);
		return NULL;
	}
	struct kept *k = malloc(sizeof *k);
	must(k);
	*k = (struct kept){ item, version, 1, mem, body_parse(mem, json) };
	struct bodies *all = bodies_of(t);
	pthread_mutex_lock(&all->lock);
	struct kept **slot = slot_of(all, item, version);
	release(*slot);
	*slot = k;
	struct body *b = lend(t, k);
	pthread_mutex_unlock(&all->lock);
	return b;
}
