/* How fast could it be at best? The statements of submissions, in a bare loop over SQLite.
 *
 *   bare COPY DB LIST BATCH...
 *
 * Submits the drafts of LIST (bench/prepare.c) through case_act() in COPY, a throw-away copy of the database DB, and writes
 * down every INSERT, UPDATE and DELETE that reaches SQLite, with its bound values. Then, for each BATCH, runs the same
 * statements with the same bytes on a fresh copy: one thread, prepared statements, the store's own settings, BATCH
 * submissions a commit. Prints a JSON object of submissions per second by batch, and of what one submission writes. */
#include "place.h"
#include "cases/cases.h"
#include "base/str.h"
#include "web/session.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MAX_TEXTS = 64, MAX_BOUND = 40, MAX_STEPS = 400000, COPY_BYTES = 1 << 20, SUBMIT_MEMORY = 16 << 20 };

struct value {
	const char *text; /* NULL with is_null not set: an integer */
	int64_t i64;
	int bytes;
	bool is_null;
};

/* One statement as it was executed; values as in the text, by number from 1. */
struct executed {
	int statement, n;
	struct value *values;
};

struct tape {
	struct arena *mem;
	char *texts[MAX_TEXTS];
	struct executed *steps;
	int n_texts;
	size_t n_steps, text_bytes;
	size_t *ends; /* steps before the end of each submission */
	size_t n_ends;
};

/* The one tape: sqlite3_auto_extension() hands no pointer on. */
static struct tape tape;

static bool changes(const char *sql)
{
	return str_starts(sql, "INSERT") || str_starts(sql, "UPDATE") || str_starts(sql, "DELETE");
}

static int statement_of(const char *sql)
{
	int i = 0;
	while (i < tape.n_texts && !str_eq(tape.texts[i], sql))
		i++;
	if (i == tape.n_texts) {
		must(tape.n_texts < MAX_TEXTS);
		tape.texts[tape.n_texts++] = arena_strdup(tape.mem, sql);
	}
	return i;
}

/* Reads one literal of an expanded statement and moves *p behind it. */
static struct value literal(const char **p)
{
	struct value v = { 0 };
	const char *s = *p;
	if (str_starts(s, "NULL")) {
		v.is_null = true;
		*p = s + 4;
	} else if (*s != '\'') {
		char *end;
		v.i64 = strtoll(s, &end, 10);
		must(end > s);
		*p = end;
	} else {
		char *out = arena_alloc(tape.mem, strlen(s));
		v.text = out;
		for (s++; *s != '\'' || s[1] == '\''; s++) {
			s += *s == '\'';
			*out++ = *s;
		}
		v.bytes = (int)(out - v.text);
		*p = s + 1;
	}
	return v;
}

/* SQLite tells the text with its literals put in; beside the text with ?n it gives the values back. */
static void record(const char *sql, const char *expanded)
{
	struct value values[MAX_BOUND + 1] = { 0 };
	struct executed step = { .statement = statement_of(sql) };
	while (*sql) {
		if (*sql != '?') {
			must(*sql++ == *expanded++);
			continue;
		}
		char *end;
		long n = strtol(sql + 1, &end, 10);
		must(n >= 1 && n <= MAX_BOUND);
		values[n] = literal(&expanded);
		step.n = n > step.n ? (int)n : step.n;
		sql = end;
	}
	step.values = arena_array(tape.mem, struct value, (size_t)step.n + 1);
	memcpy(step.values, values, sizeof *values * ((size_t)step.n + 1));
	for (int i = 1; i <= step.n; i++)
		tape.text_bytes += step.values[i].text ? (size_t)step.values[i].bytes : sizeof(int64_t);
	must(tape.n_steps < MAX_STEPS);
	tape.steps[tape.n_steps++] = step;
}

static int on_trace(unsigned kind, void *ctx, void *stmt, void *text)
{
	(void)kind, (void)ctx, (void)text;
	const char *sql = sqlite3_sql(stmt);
	if (!changes(sql))
		return 0;
	char *expanded = sqlite3_expanded_sql(stmt);
	must(expanded);
	record(sql, expanded);
	sqlite3_free(expanded);
	return 0;
}

static int on_open(sqlite3 *db, char **message, const void *api)
{
	(void)message, (void)api;
	return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, on_trace, NULL);
}

struct submission {
	struct site *site;
	int64_t case_id;
};

static enum err submit(struct tx *t, void *arg)
{
	const struct submission *s = arg;
	struct case_row c, after;
	struct who who = { 0 };
	if (!case_by_id(t, s->case_id, &c) || !identity_load_who(t, WHO_ACCOUNT, c.account, &who))
		return fail(t, ERR_NOT_FOUND, "no draft %lld", (long long)s->case_id);
	const struct case_act a = { .case_id = s->case_id, .action = ACT_SUBMIT, .who = &who, .seen = -1, .reason = "",
				    .declared = true };
	return case_act(t, s->site, &a, &after);
}

static void record_all(const char *copy, const char *list)
{
	struct place p;
	char line[4096];
	long long id;
	FILE *f = fopen(list, "r");
	must(f);
	must(sqlite3_auto_extension((void (*)(void))on_open) == SQLITE_OK);
	bench_open(&p, copy);
	struct arena *mem = arena_new(SUBMIT_MEMORY);
	while (fgets(line, sizeof line, f)) {
		must(sscanf(line, "POST /my/cases/%lld/submit", &id) == 1);
		struct submission s = { &p.site, id };
		bench_write(&p, mem, submit, &s);
		tape.ends = realloc(tape.ends, (tape.n_ends + 1) * sizeof *tape.ends);
		must(tape.ends);
		tape.ends[tape.n_ends++] = tape.n_steps;
		arena_reset(mem);
	}
	sqlite3_reset_auto_extension();
	arena_free(mem);
	bench_close(&p);
	fclose(f);
}

static void copy_file(const char *from, const char *to)
{
	static char block[COPY_BYTES];
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	must(in && out);
	for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0;)
		must(fwrite(block, 1, n, out) == n);
	must(fflush(out) == 0 && fsync(fileno(out)) == 0);
	fclose(in);
	fclose(out);
}

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		bench_stop(sqlite3_errmsg(db));
}

static void replay(sqlite3_stmt **stmts, const struct executed *s)
{
	sqlite3_stmt *stmt = stmts[s->statement];
	for (int i = 1; i <= s->n; i++) {
		const struct value *v = &s->values[i];
		must((v->text ? sqlite3_bind_text(stmt, i, v->text, v->bytes, SQLITE_STATIC)
			      : v->is_null ? sqlite3_bind_null(stmt, i) : sqlite3_bind_int64(stmt, i, v->i64)) == SQLITE_OK);
	}
	int rc = SQLITE_ROW;
	while (rc == SQLITE_ROW)
		rc = sqlite3_step(stmt);
	must(rc == SQLITE_DONE);
	sqlite3_reset(stmt);
}

static double now_s(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* Submissions per second, `batch` of them with each commit. */
static double replay_all(const char *path, size_t batch)
{
	sqlite3 *db;
	sqlite3_stmt *stmts[MAX_TEXTS];
	must(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK);
	run(db, "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=2000; PRAGMA synchronous=FULL");
	run(db, "PRAGMA foreign_keys=ON; PRAGMA cache_size=-8192");
	for (int i = 0; i < tape.n_texts; i++)
		must(sqlite3_prepare_v3(db, tape.texts[i], -1, SQLITE_PREPARE_PERSISTENT, &stmts[i], NULL) == SQLITE_OK);
	double from = now_s();
	for (size_t i = 0, step = 0; i < tape.n_ends; i++) {
		if (i % batch == 0)
			run(db, "BEGIN IMMEDIATE");
		for (; step < tape.ends[i]; step++)
			replay(stmts, &tape.steps[step]);
		if (i % batch == batch - 1 || i + 1 == tape.n_ends)
			run(db, "COMMIT");
	}
	double seconds = now_s() - from;
	for (int i = 0; i < tape.n_texts; i++)
		sqlite3_finalize(stmts[i]);
	sqlite3_close(db);
	return (double)tape.n_ends / seconds;
}

int main(int argc, char **argv)
{
	if (argc < 5)
		bench_stop("usage: bare COPY DB LIST BATCH...");
	tape.mem = arena_new((size_t)2 << 30);
	tape.steps = arena_array(tape.mem, struct executed, MAX_STEPS);
	copy_file(argv[2], argv[1]);
	copy_file(arena_printf(tape.mem, "%s.key", argv[2]), arena_printf(tape.mem, "%s.key", argv[1]));
	record_all(argv[1], argv[3]);
	printf("{\"statements\": %.1f, \"bytes\": %zu", (double)tape.n_steps / (double)tape.n_ends, tape.text_bytes / tape.n_ends);
	for (int i = 4; i < argc; i++) {
		int64_t batch;
		must(num_parse(argv[i], 1, 100000, &batch));
		copy_file(argv[2], argv[1]);
		printf(", \"%s\": %.0f", argv[i], replay_all(argv[1], (size_t)batch));
	}
	puts("}");
	free(tape.ends);
	arena_free(tape.mem);
	return 0;
}
