/* How fast is the law? Actions on cases, and finding what time has to do.
 *
 *   law actions DB LIST THREADS   submits the drafts of LIST (bench/prepare.c); then so many threads pass, accept, advance and
 *                                 grant them as pages do: prepared on a snapshot, written together. Prints actions per second
 *   law due DB                    what the job of the deadlines asks, when nothing has fallen due and when 100 cases have, in a
 *                                 place that bench/fill.c has filled. Prints ms of processor time */
#include "place.h"
#include "base/str.h"
#include "cases/cases.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { CASES_MOST = 100000, THREADS_MOST = 256, ACTION_MEMORY = 16 << 20, LINE_BYTES = 4096, DUE = 100, ROUNDS = 20000, WARM = 1000 };

static double now_s(clockid_t clock)
{
	struct timespec ts;
	clock_gettime(clock, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* --- actions --- */

struct clerks {
	struct place *place;
	int64_t ids[CASES_MOST];
	size_t n;
	_Atomic size_t next, done;
};

struct doing {
	struct site *site;
	struct case_act act;
	struct case_row after;
};

static enum err do_it(struct tx *t, void *arg)
{
	struct doing *d = arg;
	return case_act(t, d->site, &d->act, &d->after);
}

static enum err submit(struct tx *t, void *arg)
{
	struct doing *d = arg;
	struct case_row c;
	struct who who = { 0 };
	struct material_row *m;
	if (!case_by_id(t, d->act.case_id, &c) || !identity_load_who(t, WHO_ACCOUNT, c.account, &who))
		return fail(t, ERR_NOT_FOUND, "no draft %lld", (long long)d->act.case_id);
	d->act.who = &who;
	enum err e = case_act(t, d->site, &d->act, &d->after);
	size_t n = material_list(t, c.id, &m);
	for (size_t i = 0; i < n && !e; i++)
		material_set_opinion(t, c.id, m[i].no, "good", "", "bench");
	return e;
}

/* What brings a case on towards its decision, in the way of its item; ACT__MAX when it has been decided. */
static enum case_action next_action(struct tx *t, const struct case_row *c)
{
	const struct body *b = item_body(t, c->item, c->item_version);
	switch (state_by_word(c->state)) {
	case STATE_PREREVIEW: return ACT_PASS;
	case STATE_AWAITING_PAPERS: return ACT_RECEIVE;
	case STATE_RECEIVED: return ACT_ACCEPT;
	case STATE_IN_REVIEW: return c->step < (int64_t)b->n_steps ? ACT_ADVANCE : ACT_GRANT;
	default: return ACT__MAX;
	}
}

/* Prepared on a snapshot, then written, as a page does. False when the case has been decided. */
static bool act(struct place *p, struct arena *mem, struct fault *f, int64_t case_id)
{
	static const unsigned all[] = { ROLE_COUNTER, ROLE_PREREVIEW, ROLE_HANDLE, ROLE_CHECK, ROLE_APPROVE };
	enum { ALL = sizeof all / sizeof *all };
	struct grant grants[ALL];
	struct case_row c;
	struct case_plan *plan = NULL;
	struct tx *t = store_read(p->site.store, mem, f);
	must(case_by_id(t, case_id, &c));
	for (size_t i = 0; i < ALL; i++)
		grants[i] = (struct grant){ all[i], c.organisation, 0 };
	const struct who who = { .kind = WHO_STAFF, .id = 1, .name = "bench", .organisation = c.organisation, .grants = grants, .n_grants = ALL };
	struct doing d = { .site = &p->site, .act = { .case_id = case_id, .action = next_action(t, &c), .who = &who, .seen = c.events,
						      .reason = "符合条件", .basis = "依据" } };
	bool more = d.act.action != ACT__MAX;
	enum err e = more ? case_plan(t, &p->site, &d.act, &plan) : OK;
	d.act.plan = plan;
	if (more && !e)
		e = store_write(p->site.store, mem, f, do_it, &d);
	store_read_done(t);
	if (e)
		bench_stop(f->words);
	return more;
}

static void *work(void *arg)
{
	struct clerks *k = arg;
	struct arena *mem = arena_new(ACTION_MEMORY);
	struct fault f = { 0 };
	for (size_t i; (i = k->next++) < k->n;)
		for (bool more = true; more; arena_reset(mem)) {
			more = act(k->place, mem, &f, k->ids[i]);
			k->done += more;
		}
	arena_free(mem);
	return NULL;
}

static void submit_all(struct clerks *k, const char *list)
{
	char line[LINE_BYTES];
	long long id;
	FILE *f = fopen(list, "r");
	must(f);
	struct arena *mem = arena_new(ACTION_MEMORY);
	while (k->n < CASES_MOST && fgets(line, sizeof line, f)) {
		must(sscanf(line, "POST /my/cases/%lld/submit", &id) == 1);
		struct doing d = { .site = &k->place->site, .act = { .case_id = id, .action = ACT_SUBMIT, .seen = -1, .declared = true } };
		bench_write(k->place, mem, submit, &d);
		k->ids[k->n++] = id;
		arena_reset(mem);
	}
	arena_free(mem);
	fclose(f);
}

static void measure_actions(struct place *p, const char *list, int64_t n_threads)
{
	static struct clerks k;
	pthread_t threads[THREADS_MOST];
	k.place = p;
	submit_all(&k, list);
	double from = now_s(CLOCK_MONOTONIC);
	for (int64_t i = 0; i < n_threads; i++)
		must(pthread_create(&threads[i], NULL, work, &k) == 0);
	for (int64_t i = 0; i < n_threads; i++)
		pthread_join(threads[i], NULL);
	double seconds = now_s(CLOCK_MONOTONIC) - from;
	printf("{\"cases\": %zu, \"actions\": %zu, \"rate\": %.0f}\n", k.n, k.done, (double)k.done / seconds);
}

/* --- what is due --- */

/* Makes so many cases due that wait for acceptance. */
static void make_due(const char *path)
{
	sqlite3 *db;
	char *why;
	must(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK);
	char *sql = sqlite3_mprintf("UPDATE case_clock SET due_day = %lld WHERE kind = 'ACCEPT' AND (area, case_id, run) IN (SELECT area, case_id,"
				    " run FROM case_clock WHERE kind = 'ACCEPT' AND stopped_at = 0 ORDER BY due_day DESC LIMIT %d)",
				    (long long)day_of_ms(now_ms(), DAY_ZONE_CHINA) - 1, DUE);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		bench_stop(why);
	must(sqlite3_changes(db) == DUE);
	sqlite3_free(sql);
	sqlite3_close(db);
}

/* The queries of the job, without carrying out what they find; returns how many cases that is. */
static size_t find_due(struct tx *t)
{
	static const char *const kinds[] = { "ACCEPT", "PAPERS", "SUPPLEMENT", "HEARING" };
	struct over_row *rows;
	int64_t today = day_of_ms(t->now, DAY_ZONE_CHINA);
	size_t n = member_over(t, today, INT64_MIN, 0, 2 * DUE, &rows);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		n += clock_over(t, kinds[i], today, INT64_MIN, 0, 2 * DUE, &rows);
	return n;
}

/* ms of processor time for each search. */
static double search_ms(struct place *p, size_t expected)
{
	struct arena *mem = arena_new(ACTION_MEMORY);
	double from = 0;
	for (int i = -WARM; i < ROUNDS; i++) {
		if (i == 0)
			from = now_s(CLOCK_PROCESS_CPUTIME_ID);
		struct tx *t = store_read(p->site.store, mem, &p->fault);
		must(find_due(t) == expected);
		store_read_done(t);
		arena_reset(mem);
	}
	double ms = (now_s(CLOCK_PROCESS_CPUTIME_ID) - from) * 1000 / ROUNDS;
	arena_free(mem);
	return ms;
}

static double measure_search(const char *path, size_t expected)
{
	struct place p;
	bench_open(&p, path);
	double ms = search_ms(&p, expected);
	bench_close(&p);
	return ms;
}

int main(int argc, char **argv)
{
	int64_t threads = 0;
	if (argc == 5 && str_eq(argv[1], "actions") && num_parse(argv[4], 1, THREADS_MOST, &threads)) {
		struct place p;
		bench_open(&p, argv[2]);
		measure_actions(&p, argv[3], threads);
		bench_close(&p);
	} else if (argc == 3 && str_eq(argv[1], "due")) {
		double none = measure_search(argv[2], 0);
		make_due(argv[2]);
		printf("{\"none\": %.4f, \"hundred\": %.4f}\n", none, measure_search(argv[2], DUE));
	} else {
		bench_stop("usage: law actions DB LIST THREADS | law due DB");
	}
	return 0;
}
