/* The store: one database, read by many and written by one.
 *
 * A reader takes a snapshot (struct tx, read-only) and gives it back. Whoever wants to change something hands one
 * function to store_write(), which returns only when the change is durable. The writer thread commits many such functions
 * with one fsync, a savepoint for each, so that one which fails harms no other: it is undone and its fault returned.
 * Write functions are straight-line code without locks; they must not sleep, hash passwords, draw or wait.
 *
 * Engine: SQLite (WAL, synchronous=FULL). A PostgreSQL engine takes the same place behind struct conn (store/conn.h):
 * nothing outside store/ knows which engine runs. */
#pragma once
#include "base/arena.h"
#include "base/embedded.h"
#include "base/secret.h"
#include "store/sql.h"
#include <stdint.h>

struct store;

struct store_options {
	const char *url;                   /* "sqlite:PATH" */
	const char *files_dir;             /* where file contents are kept; created when missing */
	const struct sql_set *const *sets; /* statements of all rooms, NULL at the end */
	int64_t (*now)(void);              /* ms UTC; NULL: the wall clock. Tests and the demo inject time here */
	const struct secret *secret;       /* for sealed columns; NULL where none is touched */
	int64_t area;                      /* the place's GB/T 2260 code: leads the key of every table that grows */
};

/* Opens, and with create makes an empty database. The schema must be up to date (store_migrate) before rooms use it.
 * ERR_NOT_FOUND no such database; ERR_BAD_INPUT a URL or file of another kind; ERR_INTERNAL with the engine's words. */
MUST_CHECK enum err store_open(const struct store_options *opt, bool create, struct fault *f, struct store **out);
/* Whether store_open() would find an engine and, unless one is to be made, a database: before anything is created beside it. */
MUST_CHECK enum err store_check_url(const char *url, bool create, struct fault *f);
void store_close(struct store *s); /* finishes what was handed in, then closes; NULL is allowed */

/* Applies the migrations that are missing, in order, each in one transaction, and checks the hashes of those applied
 * before. ERR_CONFLICT when an applied migration's text has changed since. out_applied counts. */
MUST_CHECK enum err store_migrate(struct store *s, const struct embedded *schema, struct fault *f, int *out_applied);

/* ERR_CONFLICT with clear words when the database lacks migrations or has ones this program does not know. */
MUST_CHECK enum err store_check_schema(struct store *s, const struct embedded *schema, struct fault *f);

/* One snapshot. mem is the caller's arena and holds all rows read; f receives the first failure. */
struct tx *store_read(struct store *s, struct arena *mem, struct fault *f);
void store_read_done(struct tx *t); /* NULL is allowed */

/* Runs fn on the writer and waits until its effect is durable (OK) or undone (anything else, words in f). */
typedef enum err store_fn(struct tx *t, void *arg);
MUST_CHECK enum err store_write(struct store *s, struct arena *mem, struct fault *f, store_fn *fn, void *arg);

int64_t store_now(const struct store *s);
int64_t store_area(const struct store *s);
const char *store_files_dir(const struct store *s);
const struct secret *store_secret(const struct store *s); /* must have been given */

/* Bumped by the writer after each commit in which tx_touch(topic) was called: what is drawn from rarely changing data may
 * be kept while the number stays the same. */
enum topic { TOPIC_CATALOGUE, TOPIC_CODES, TOPIC_SETTINGS, TOPIC_CALENDAR, TOPIC_JOBS, TOPIC_NEVER /* nothing touches it */, TOPIC__MAX };
uint64_t store_generation(const struct store *s, enum topic topic);
/* Waits until the generation of the topic differs from `seen`, at most `ms` milliseconds, or until the store closes. */
void store_wait(struct store *s, enum topic topic, uint64_t seen, int ms);

/* A value derived from rarely changing data (the calendar, the settings), built at first use and again after the topic's
 * generation has moved on. Values stay valid until the store closes, when drop() frees them; at most a few hundred are
 * ever made. build reads through t and allocates for itself; NULL when it fails. */
const void *store_cached(struct tx *t, enum topic topic, void *(*build)(struct tx *t), void (*drop)(void *value));

struct tx {
	struct fault *fault;
	struct arena *mem;   /* rows, and whatever the caller makes of them */
	struct store *store;
	int64_t now;         /* ms UTC, the same for the whole transaction */
	int64_t area;
	enum err failed;     /* once set, every further statement does nothing and the transaction is undone */
	/* below: the store's own */
	struct conn *conn;
	bool writable;
	unsigned touched;    /* bit per topic */
	uint64_t seen[TOPIC__MAX]; /* generations before the snapshot was taken */
};

void tx_touch(struct tx *t, enum topic topic);
/* A new 64-bit id, time-ordered, unique over nodes: 41 bits of ms since 2020, 10 bits node, 12 bits sequence. */
int64_t store_new_id(struct store *s);

/* Health for /healthz and the tests: commits so far, functions committed with them. */
struct store_counts { uint64_t commits, writes, failed; };
struct store_counts store_count(const struct store *s);
