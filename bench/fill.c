/* Fills a demonstration with past years' cases, to see how the desk does when a place has grown.
 *
 *   fill DB N OPEN_IN
 *
 * N cases with the bytes of real ones: each is a submitted case of the demonstration under another number and id, with one
 * event, one clock and one task. One in OPEN_IN is still open, in pre-review, waiting for acceptance or in review; the items,
 * and by them the organisations, come in turn. Rows go straight into SQLite, past the rules: only reading is measured on
 * them, and `tongban verify` would rightly complain. */
#include "base/check.h"
#include "base/day.h"
#include "base/digest.h"
#include "base/str.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { BATCH = 20000, YEARS = 3, PER_ACCOUNT = 5, MAX_ITEMS = 4000, ID_TIME_SHIFT = 22, DUE_SPREAD = 20 };

static const int64_t since_2020_ms = 1577836800000;

struct filling {
	sqlite3 *db;
	struct arena *mem;
	sqlite3_stmt *one_case, *event, *clock, *task;
	int64_t items[MAX_ITEMS];
	size_t n_items;
	int64_t n, open_in, now, sample;
};

/* What differs from the sample. */
struct row {
	int64_t id, item, at, due_day;
	const char *number, *once, *state, *role, *clock;
	bool open;
};

static _Noreturn void stop(sqlite3 *db, const char *what)
{
	fprintf(stderr, "fill: %s: %s\n", what, sqlite3_errmsg(db));
	exit(1);
}

static void run(struct filling *f, const char *sql)
{
	if (sqlite3_exec(f->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		stop(f->db, sql);
}

static sqlite3_stmt *prepare(struct filling *f, const char *sql)
{
	sqlite3_stmt *s;
	if (sqlite3_prepare_v2(f->db, sql, -1, &s, NULL) != SQLITE_OK)
		stop(f->db, sql);
	return s;
}

static void prepare_all(struct filling *f)
{
	f->one_case = prepare(f,
		"INSERT INTO cases (area, id, number, once, item, item_version, item_name, organisation, state, step, mode, channel, account,"
		" applicant, applicant_kind, certificate, certificate_key, contact, phone, form, delivery, rounds, events, head, result, due_day,"
		" opened_at, submitted_at, accepted_at, decided_at, concluded_at, rating, rating_words, withdrawal)"
		" SELECT c.area, ?1, ?2, ?3, i.id, i.version, i.name, i.organisation, ?4, 1, c.mode, c.channel, ?5, c.applicant,"
		" c.applicant_kind, c.certificate, c.certificate_key, c.contact, c.phone, c.form, c.delivery, 0, 1, c.head, 0, ?6, ?7, ?7,"
		" CASE WHEN ?4 = 'prereview' THEN 0 ELSE ?7 END, 0, CASE WHEN ?8 THEN 0 ELSE ?7 END, 0, '', ''"
		" FROM cases c, item i WHERE c.area = i.area AND c.id = ?9 AND i.id = ?10");
	f->event = prepare(f,
		"INSERT INTO case_event SELECT area, ?1, 1, ?2, actor_kind, actor, actor_name, organisation, action, from_state, to_state,"
		" reason, payload, prev_hash, hash FROM case_event WHERE area = (SELECT area FROM item LIMIT 1) AND case_id = ?3 AND no = 1");
	f->clock = prepare(f,
		"INSERT INTO case_clock (area, case_id, kind, run, unit, amount, start_day, due_day, pauses, stopped_at, calendar_version)"
		" SELECT area, ?1, ?5, 1, unit, amount, start_day, ?2, '[]', ?3, calendar_version FROM case_clock"
		" WHERE area = (SELECT area FROM item LIMIT 1) AND case_id = ?4 AND run = 1 LIMIT 1");
	f->task = prepare(f,
		"INSERT INTO case_task (area, id, case_id, organisation, role, due_day, opened_at, seen_at, done_at, done_by)"
		" SELECT area, ?1, ?1, organisation, ?2, ?3, ?4, ?4, ?5, CASE WHEN ?5 THEN 1 ELSE 0 END"
		" FROM cases WHERE area = (SELECT area FROM item LIMIT 1) AND id = ?1");
}

static void step(struct filling *f, sqlite3_stmt *s)
{
	if (sqlite3_step(s) != SQLITE_DONE || sqlite3_changes(f->db) != 1)
		stop(f->db, sqlite3_sql(s));
	sqlite3_reset(s);
}

static void put(struct filling *f, int64_t at, const struct row *r)
{
	int64_t ended = r->open ? 0 : r->at;
	sqlite3_bind_int64(f->one_case, 1, r->id);
	sqlite3_bind_text(f->one_case, 2, r->number, -1, SQLITE_STATIC);
	sqlite3_bind_text(f->one_case, 3, r->once, -1, SQLITE_STATIC);
	sqlite3_bind_text(f->one_case, 4, r->state, -1, SQLITE_STATIC);
	sqlite3_bind_int64(f->one_case, 5, 1000 + at / PER_ACCOUNT);
	sqlite3_bind_int64(f->one_case, 6, r->open ? r->due_day : 0);
	sqlite3_bind_int64(f->one_case, 7, r->at);
	sqlite3_bind_int64(f->one_case, 8, r->open);
	sqlite3_bind_int64(f->one_case, 9, f->sample);
	sqlite3_bind_int64(f->one_case, 10, r->item);
	step(f, f->one_case);
	sqlite3_bind_int64(f->event, 1, r->id);
	sqlite3_bind_int64(f->event, 2, r->at);
	sqlite3_bind_int64(f->event, 3, f->sample);
	step(f, f->event);
	sqlite3_bind_int64(f->clock, 1, r->id);
	sqlite3_bind_int64(f->clock, 2, r->due_day);
	sqlite3_bind_int64(f->clock, 3, ended);
	sqlite3_bind_int64(f->clock, 4, f->sample);
	sqlite3_bind_text(f->clock, 5, r->clock, -1, SQLITE_STATIC);
	step(f, f->clock);
	sqlite3_bind_int64(f->task, 1, r->id);
	sqlite3_bind_text(f->task, 2, r->role, -1, SQLITE_STATIC);
	sqlite3_bind_int64(f->task, 3, r->due_day);
	sqlite3_bind_int64(f->task, 4, r->at);
	sqlite3_bind_int64(f->task, 5, ended);
	step(f, f->task);
}

/* Open ones take turns among the first roles; their due days lie around today, so that there are lamps of all colours, but
 * none waits for acceptance beyond its day: time would have accepted it. */
static void fill_one(struct filling *f, int64_t at)
{
	static const struct { const char *state, *role, *clock; int64_t earlier_days; } turns[] = {
		{ "prereview", "prereview", "PREREVIEW", DUE_SPREAD / 4 }, { "received", "handle", "ACCEPT", 0 },
		{ "in_review", "handle", "PROMISED", DUE_SPREAD / 4 },
	};
	const int64_t span = (int64_t)YEARS * 365 * DAY_MS;
	uint64_t turn = (uint64_t)(at / f->open_in) % (sizeof turns / sizeof *turns);
	struct row r = { .at = f->now - span + span / f->n * at, .open = at % f->open_in == 0 };
	int64_t day = day_of_ms(r.open ? f->now : r.at, DAY_ZONE_CHINA);
	struct ymd d = day_to_ymd(day_of_ms(r.at, DAY_ZONE_CHINA));
	const char *number = arena_printf(f->mem, "HC%02d%02d%02d%06lld", d.year % 100, d.month, d.day, (long long)(900000 + at % 100000));
	r.id = ((r.at - since_2020_ms) << ID_TIME_SHIFT) + at % 4096;
	r.item = f->items[(uint64_t)(at / f->open_in / 3) % f->n_items];
	r.number = arena_printf(f->mem, "%s%c", number, check_case_digit(number));
	r.once = random_hex(f->mem, 16);
	r.state = r.open ? turns[turn].state : "concluded";
	r.role = turns[turn].role;
	r.clock = turns[turn].clock;
	r.due_day = day - turns[turn].earlier_days + at / f->open_in % DUE_SPREAD;
	put(f, at, &r);
}

static void find_items(struct filling *f)
{
	sqlite3_stmt *s = prepare(f, "SELECT id FROM item WHERE online ORDER BY code");
	while (sqlite3_step(s) == SQLITE_ROW && f->n_items < MAX_ITEMS)
		f->items[f->n_items++] = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	s = prepare(f, "SELECT id FROM cases WHERE state = 'prereview' AND channel = 'web' ORDER BY id LIMIT 1");
	if (sqlite3_step(s) != SQLITE_ROW || !f->n_items)
		stop(f->db, "no submitted case to copy");
	f->sample = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
}

int main(int argc, char **argv)
{
	static struct filling f;
	if (argc != 4 || !num_parse(argv[2], 1, 100000000, &f.n) || !num_parse(argv[3], 1, 1000, &f.open_in)) {
		fprintf(stderr, "usage: fill DB N OPEN_IN\n");
		return 2;
	}
	f.mem = arena_new(64 << 20);
	f.now = now_ms();
	if (sqlite3_open_v2(argv[1], &f.db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		stop(f.db, argv[1]);
	run(&f, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-1500000; PRAGMA locking_mode=EXCLUSIVE");
	find_items(&f);
	prepare_all(&f);
	for (int64_t at = 0; at < f.n; at++) {
		if (at % BATCH == 0)
			run(&f, at ? "COMMIT; BEGIN" : "BEGIN");
		if (at % BATCH == 0)
			arena_reset(f.mem);
		fill_one(&f, at);
	}
	run(&f, "COMMIT");
	sqlite3_finalize(f.one_case);
	sqlite3_finalize(f.event);
	sqlite3_finalize(f.clock);
	sqlite3_finalize(f.task);
	sqlite3_close(f.db);
	arena_free(f.mem);
	return 0;
}
