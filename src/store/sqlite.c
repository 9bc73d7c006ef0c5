/* The SQLite engine: WAL, synchronous=FULL, STRICT tables, one statement cache a connection. */
#include "store/conn.h"
#include "base/str.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	BUSY_MS = 10000,
	READER_CACHE_KIB = 4096,
	WRITER_CACHE_KIB = 8192,
	PAGE_BYTES = 8192, /* a case's row with its form stays on one page */
	MAX_CONTROLS = 8,
};

struct sqlite_conn {
	struct conn base;
	sqlite3 *db;
	sqlite3_stmt **stmts; /* by sql.id; prepared at first use */
	size_t n;
	struct control {
		const char *text;
		sqlite3_stmt *stmt;
	} controls[MAX_CONTROLS]; /* BEGIN, SAVEPOINT … come with every request: prepared once too */
};

static struct sqlite_conn *of(struct conn *c)
{
	return (struct sqlite_conn *)c;
}

static enum err code_of(int rc)
{
	switch (rc & 0xFF) {
	case SQLITE_CONSTRAINT: return ERR_CONFLICT;
	case SQLITE_FULL: return ERR_FULL;
	case SQLITE_BUSY: return ERR_BUSY;
	case SQLITE_IOERR: return rc == SQLITE_IOERR_WRITE || rc == SQLITE_IOERR_FSYNC || rc == SQLITE_IOERR_SHMSIZE ? ERR_FULL : ERR_INTERNAL;
	default: return ERR_INTERNAL;
	}
}

static enum err report(struct sqlite_conn *c, int rc, const char *what, struct fault *f)
{
	return fault_set(f, code_of(rc), "", "database: %s: %s", what, sqlite3_errmsg(c->db));
}

static bool script(struct conn *conn, const char *text, struct fault *f)
{
	struct sqlite_conn *c = of(conn);
	int rc = sqlite3_exec(c->db, text, NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		report(c, sqlite3_extended_errcode(c->db), text, f);
	return rc == SQLITE_OK;
}

static bool control(struct conn *conn, const char *text, struct fault *f)
{
	struct sqlite_conn *c = of(conn);
	struct control *k = c->controls, *end = k + MAX_CONTROLS;
	while (k < end && k->text && !str_eq(k->text, text))
		k++;
	must(k < end);
	k->text = text;
	if (!k->stmt && sqlite3_prepare_v3(c->db, text, -1, SQLITE_PREPARE_PERSISTENT, &k->stmt, NULL) != SQLITE_OK) {
		report(c, sqlite3_extended_errcode(c->db), text, f);
		return false;
	}
	int rc = sqlite3_step(k->stmt);
	if (rc != SQLITE_DONE)
		report(c, sqlite3_extended_errcode(c->db), text, f);
	sqlite3_reset(k->stmt);
	return rc == SQLITE_DONE;
}

static bool configure(struct sqlite_conn *c, bool writer, struct fault *f)
{
	char cache[64];
	snprintf(cache, sizeof cache, "PRAGMA cache_size=-%d", writer ? WRITER_CACHE_KIB : READER_CACHE_KIB);
	sqlite3_busy_timeout(c->db, BUSY_MS);
	return (!writer || (script(&c->base, "PRAGMA page_size=8192; PRAGMA journal_mode=WAL", f) &&
			    script(&c->base, "PRAGMA wal_autocheckpoint=2000", f))) &&
	       script(&c->base, "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF", f) &&
	       script(&c->base, cache, f);
}

static void engine_close(struct conn *conn)
{
	struct sqlite_conn *c = of(conn);
	for (size_t i = 0; i < c->n; i++)
		sqlite3_finalize(c->stmts[i]);
	for (size_t i = 0; i < MAX_CONTROLS; i++)
		sqlite3_finalize(c->controls[i].stmt);
	sqlite3_close(c->db);
	free(c->stmts);
	free(c);
}

static enum err exists(const char *path, struct fault *f)
{
	return access(path, F_OK) == 0 ? OK : fault_set(f, ERR_NOT_FOUND, "", "there is no database %s (`tongban init` makes one)", path);
}

/* A savepoint keeps the pages it changes for the way back: in memory, because a spill to a file for each request would cost
 * more than the request. Nobody reads the library's memory statistics, for which all threads would share one lock. */
static void configure_library(void)
{
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1); /* refused where the library is in use already: then it is only slower */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static enum err engine_open(const char *path, bool create, bool writer, size_t n, struct fault *f, struct conn **out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, configure_library);
	struct sqlite_conn *c = calloc(1, sizeof *c);
	must(c);
	*c = (struct sqlite_conn){ .base.engine = &sqlite_engine, .n = n, .stmts = calloc(n + 1, sizeof *c->stmts) };
	must(c->stmts);
	int flags = SQLITE_OPEN_NOMUTEX | (writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | (create ? SQLITE_OPEN_CREATE : 0);
	int rc = sqlite3_open_v2(path, &c->db, flags, NULL);
	if (rc != SQLITE_OK)
		report(c, rc, path, f);
	if (rc != SQLITE_OK || !configure(c, writer, f)) {
		engine_close(&c->base);
		return f->code;
	}
	*out = &c->base;
	return OK;
}

static bool lost(struct conn *conn)
{
	return sqlite3_get_autocommit(of(conn)->db) != 0;
}

/* SQLite numbers $n by first appearance, ?n by n: the compiler of statements writes $n, the engine wants ?n. */
static char *numbered(const char *text)
{
	char *s = strdup(text);
	must(s);
	for (char *p = s; *p; p++)
		if (*p == '$' && p[1] >= '0' && p[1] <= '9')
			*p = '?';
	return s;
}

static int prepare(struct sqlite_conn *c, struct sql *s)
{
	char *text = numbered(s->text);
	int rc = sqlite3_prepare_v3(c->db, text, -1, SQLITE_PREPARE_PERSISTENT, &c->stmts[s->id], NULL);
	free(text);
	return rc;
}

static void broken(struct sqlite_conn *c, int rc, const char *what, struct tx *t)
{
	t->failed = report(c, rc, what, t->fault);
}

static void *start(struct conn *conn, struct sql *s, struct tx *t)
{
	struct sqlite_conn *c = of(conn);
	must(s->id >= 0 && (size_t)s->id < c->n);
	must(t->writable || !s->writes);
	int rc = c->stmts[s->id] ? SQLITE_OK : prepare(c, s);
	if (rc != SQLITE_OK) {
		broken(c, rc, s->name, t);
		return NULL;
	}
	return c->stmts[s->id];
}

static void bind_i64(void *stmt, int i, int64_t v)
{
	must(sqlite3_bind_int64(stmt, i, v) == SQLITE_OK);
}

static void bind_text(void *stmt, int i, const char *v)
{
	int rc = v ? sqlite3_bind_text(stmt, i, v, -1, SQLITE_STATIC) : sqlite3_bind_null(stmt, i);
	must(rc == SQLITE_OK);
}

static bool row(struct conn *conn, void *stmt, struct tx *t)
{
	int rc = sqlite3_step(stmt);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		broken(of(conn), sqlite3_extended_errcode(of(conn)->db), sqlite3_sql(stmt), t);
	return rc == SQLITE_ROW;
}

static int64_t col_i64(void *stmt, int col)
{
	return sqlite3_column_int64(stmt, col);
}

static const char *col_text(void *stmt, int col, size_t *bytes)
{
	const char *s = (const char *)sqlite3_column_text(stmt, col);
	*bytes = (size_t)sqlite3_column_bytes(stmt, col);
	return s;
}

static int64_t end(struct conn *conn, void *stmt)
{
	int64_t n = sqlite3_changes64(of(conn)->db);
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
	return n;
}

const struct engine sqlite_engine = {
	.scheme = "sqlite:", .exists = exists, .open = engine_open, .close = engine_close, .control = control, .script = script, .lost = lost,
	.start = start, .bind_i64 = bind_i64, .bind_text = bind_text, .row = row, .col_i64 = col_i64, .col_text = col_text,
	.end = end,
};

enum err sqlite_check(struct conn *conn, struct sql *s, struct fault *f, int *out_columns, int *out_params)
{
	struct sqlite_conn *c = of(conn);
	int rc = c->stmts[s->id] ? SQLITE_OK : prepare(c, s);
	if (rc != SQLITE_OK)
		return report(c, rc, s->name, f);
	*out_columns = sqlite3_column_count(c->stmts[s->id]);
	*out_params = sqlite3_bind_parameter_count(c->stmts[s->id]);
	return OK;
}
