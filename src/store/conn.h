/* Inside store/: what an engine must offer. SQLite is the first; PostgreSQL takes a second struct engine. */
#pragma once
#include "store/store.h"

struct conn;

struct engine {
	const char *scheme; /* "sqlite:" */
	/* ERR_NOT_FOUND when there is no such database. */
	enum err (*exists)(const char *path, struct fault *f);
	/* Opens one connection; path is the URL behind the scheme. ERR_NOT_FOUND when there is none and create is not set. */
	enum err (*open)(const char *path, bool create, bool writer, size_t n_statements, struct fault *f, struct conn **out);
	void (*close)(struct conn *c);
	/* BEGIN IMMEDIATE, COMMIT, SAVEPOINT …: true when it worked, else the fault is set. */
	bool (*control)(struct conn *c, const char *text, struct fault *f);
	/* Runs a script of several statements (migrations only). */
	bool (*script)(struct conn *c, const char *text, struct fault *f);
	/* The engine has thrown away the whole transaction by itself (full disk, I/O error). */
	bool (*lost)(struct conn *c);
	void *(*start)(struct conn *c, struct sql *s, struct tx *t);
	void (*bind_i64)(void *stmt, int i, int64_t v);
	void (*bind_text)(void *stmt, int i, const char *v);
	bool (*row)(struct conn *c, void *stmt, struct tx *t);
	int64_t (*col_i64)(void *stmt, int col);
	const char *(*col_text)(void *stmt, int col, size_t *bytes); /* NULL for NULL */
	int64_t (*end)(struct conn *c, void *stmt);
};

extern const struct engine sqlite_engine;

struct conn {
	const struct engine *engine;
	struct conn *next; /* in the pool */
};

/* Prepares without running, for the test that asks it of every statement: the columns and parameters that it has. */
enum err sqlite_check(struct conn *c, struct sql *s, struct fault *f, int *out_columns, int *out_params);
