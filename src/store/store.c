#include "store/store_private.h"
#include "base/day.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct engine *const engines[] = { &sqlite_engine };

static size_t number_statements(const struct sql_set *const *sets)
{
	int id = 0;
	for (; *sets; sets++)
		for (size_t i = 0; i < (*sets)->n; i++)
			(*sets)->all[i].id = id++;
	return (size_t)id;
}

static const struct engine *engine_for(const char *url)
{
	for (size_t i = 0; i < sizeof engines / sizeof *engines; i++)
		if (str_starts(url, engines[i]->scheme))
			return engines[i];
	return NULL;
}

static enum err make_folders(const char *dir, struct fault *f)
{
	struct arena *a = arena_new(64 * 1024);
	const char *tmp = arena_printf(a, "%s/tmp", dir);
	struct stat st;
	mkdir(dir, 0700);
	mkdir(tmp, 0700);
	bool ok = stat(tmp, &st) == 0 && S_ISDIR(st.st_mode);
	arena_free(a);
	return ok ? OK : fault_set(f, ERR_INTERNAL, "", "cannot make the folder %s", dir);
}

enum err store_check_url(const char *url, bool create, struct fault *f)
{
	const struct engine *engine = engine_for(url);
	if (!engine)
		return fault_set(f, ERR_BAD_INPUT, "", "unknown database URL '%s' (sqlite:PATH)", url);
	return create ? OK : engine->exists(url + strlen(engine->scheme), f);
}

enum err store_open(const struct store_options *opt, bool create, struct fault *f, struct store **out)
{
	enum err e = store_check_url(opt->url, create, f);
	if (!e)
		e = make_folders(opt->files_dir, f);
	if (e)
		return e;
	const struct engine *engine = engine_for(opt->url);
	struct store *s = calloc(1, sizeof *s);
	must(s);
	s->engine = engine;
	s->n_statements = number_statements(opt->sets);
	s->now = opt->now ? opt->now : now_ms;
	s->area = opt->area;
	s->secret = opt->secret;
	e = engine->open(opt->url + strlen(engine->scheme), create, true, s->n_statements, f, &s->writer);
	if (e) {
		free(s);
		return e;
	}
	s->path = strdup(opt->url + strlen(engine->scheme));
	s->files_dir = strdup(opt->files_dir);
	pthread_mutex_init(&s->readers_lock, NULL);
	pthread_cond_init(&s->reader_free, NULL);
	pthread_mutex_init(&s->writer_lock, NULL);
	pthread_cond_init(&s->work, NULL);
	pthread_cond_init(&s->changed, NULL);
	pthread_mutex_init(&s->cache_lock, NULL);
	for (int i = 0; i < TOPIC__MAX; i++)
		atomic_store(&s->generation[i], 1); /* 0 is that of values built from changes not committed */
	writer_start(s);
	*out = s;
	return OK;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	writer_stop(s);
	while (s->cache) { /* first: one of them may still be read by a thread of its own, which drop() waits for */
		struct cached *c = s->cache;
		s->cache = c->next;
		c->drop(c->value);
		free(c);
	}
	while (s->free_readers) {
		struct conn *c = s->free_readers;
		s->free_readers = c->next;
		c->engine->close(c);
	}
	s->writer->engine->close(s->writer);
	free(s->path);
	free(s->files_dir);
	free(s);
}

/* A connection from the pool, a new one while there may be more, or the next that is given back. */
static struct conn *take_reader(struct store *s, struct fault *f)
{
	struct conn *c = NULL;
	pthread_mutex_lock(&s->readers_lock);
	while (!s->free_readers && s->readers >= MAX_READERS)
		pthread_cond_wait(&s->reader_free, &s->readers_lock);
	if (s->free_readers) {
		c = s->free_readers;
		s->free_readers = c->next;
	} else {
		s->readers++;
	}
	pthread_mutex_unlock(&s->readers_lock);
	if (!c && s->engine->open(s->path, false, false, s->n_statements, f, &c) != OK) {
		pthread_mutex_lock(&s->readers_lock);
		s->readers--;
		pthread_mutex_unlock(&s->readers_lock);
	}
	return c;
}

static void give_back(struct store *s, struct conn *c)
{
	pthread_mutex_lock(&s->readers_lock);
	c->next = s->free_readers;
	s->free_readers = c;
	pthread_cond_signal(&s->reader_free);
	pthread_mutex_unlock(&s->readers_lock);
}

struct tx *store_read(struct store *s, struct arena *mem, struct fault *f)
{
	struct tx *t = arena_new_of(mem, struct tx);
	*t = (struct tx){ .fault = f, .mem = mem, .store = s, .now = store_now(s), .area = s->area };
	tx_remember(t);
	t->conn = take_reader(s, f);
	if (!t->conn || !s->engine->control(t->conn, "BEGIN", f))
		t->failed = ERR_INTERNAL;
	return t;
}

void store_read_done(struct tx *t)
{
	if (!t || !t->conn)
		return;
	struct fault ignored;
	t->conn->engine->control(t->conn, "COMMIT", &ignored);
	give_back(t->store, t->conn);
	t->conn = NULL;
	t->failed = ERR_INTERNAL; /* a use after this does nothing */
}

int64_t store_now(const struct store *s)
{
	return s->now();
}

int64_t store_area(const struct store *s)
{
	return s->area;
}

const struct secret *store_secret(const struct store *s)
{
	must(s->secret);
	return s->secret;
}

const char *store_files_dir(const struct store *s)
{
	return s->files_dir;
}

int64_t store_new_id(struct store *s)
{
	enum { NODE = 1, NODE_SHIFT = 12, TIME_SHIFT = 22 };
	static const int64_t since_2020_ms = 1577836800000;
	int64_t now = store_now(s) > since_2020_ms ? store_now(s) - since_2020_ms : 0; /* a machine without a set clock */
	int64_t id = now << TIME_SHIFT | (int64_t)NODE << NODE_SHIFT;
	int64_t last = atomic_load(&s->last_id), next;
	do
		next = id > last ? id : last + 1;
	while (!atomic_compare_exchange_weak(&s->last_id, &last, next));
	return next;
}

void tx_touch(struct tx *t, enum topic topic)
{
	t->touched |= 1u << topic;
}

uint64_t store_generation(const struct store *s, enum topic topic)
{
	return atomic_load(&s->generation[topic]);
}

void tx_remember(struct tx *t)
{
	for (int i = 0; i < TOPIC__MAX; i++)
		t->seen[i] = store_generation(t->store, (enum topic)i);
}

static struct cached *newest(struct store *s, void *(*build)(struct tx *t))
{
	struct cached *c = s->cache;
	while (c && c->build != build)
		c = c->next;
	return c;
}

const void *store_cached(struct tx *t, enum topic topic, void *(*build)(struct tx *t), void (*drop)(void *value))
{
	struct store *s = t->store;
	bool own_changes = t->touched & (1u << topic); /* not committed yet: for this transaction only */
	pthread_mutex_lock(&s->cache_lock);
	struct cached *c = newest(s, build);
	if (!c || c->generation < t->seen[topic] || own_changes) {
		void *value = build(t);
		if (value) {
			c = malloc(sizeof *c);
			must(c);
			*c = (struct cached){ s->cache, build, drop, value, own_changes ? 0 : t->seen[topic] };
			s->cache = c;
		}
	}
	const void *value = c ? c->value : NULL;
	pthread_mutex_unlock(&s->cache_lock);
	return value;
}
