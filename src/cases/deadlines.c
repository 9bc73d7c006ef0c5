/* What time does to cases: at midnight, and at once after the program stood still, whatever has fallen due is carried out by
 * the system through the one function, each case in a transaction of its own. Found over the index of due clocks. */
#include "cases/act.h"
#include "cases/jobs.h"
#include "base/log.h"
#include "calendar/calendar_room.h"

enum { PAGE = 200 };
#define FIRST_DAY INT64_MIN

struct falling {
	struct site *site;
	struct case_act act;
	bool done;
};

static enum err fall(struct tx *t, void *arg)
{
	struct falling *f = arg;
	struct case_row c;
	return case_act(t, f->site, &f->act, &c);
}

/* A case that has moved on meanwhile is no fault: then time has nothing to do there. */
static enum err carry_out(struct site *site, struct fault *f, int64_t case_id, enum case_action action)
{
	struct falling what = { .site = site, .act = { .case_id = case_id, .action = action, .who = &case_system, .seen = -1 } };
	struct arena *mem = arena_new(MB(64));
	enum err e = store_write(site->store, mem, f, fall, &what);
	arena_free(mem);
	if (e == ERR_CONFLICT || e == ERR_FORBIDDEN || e == ERR_NOT_FOUND)
		return OK;
	if (e)
		log_line("event=deadline_failed case=%lld action=%s error=%s words=\"%s\"", (long long)case_id, actions[action].word, err_word(e),
			 f->words);
	return e;
}

/* One page of those that are over; returns how many, and moves the key. */
static size_t over(struct site *site, struct fault *f, const char *kind, int64_t *day, int64_t *case_id, int64_t ids[PAGE])
{
	struct arena *mem = arena_new(MB(16));
	struct tx *t = store_read(site->store, mem, f);
	struct due_row *rows;
	int64_t today = day_of_ms(t->now, DAY_ZONE_CHINA);
	size_t n = clock_between(t, kind, FIRST_DAY, today - 1, *day, *case_id, PAGE, &rows);
	for (size_t i = 0; i < n; i++)
		ids[i] = rows[i].case_id;
	if (n) {
		*day = rows[n - 1].due_day;
		*case_id = rows[n - 1].case_id;
	}
	store_read_done(t);
	arena_free(mem);
	return n;
}

static size_t silent(struct site *site, struct fault *f, int64_t *day, int64_t *case_id, int64_t ids[PAGE])
{
	struct arena *mem = arena_new(MB(16));
	struct tx *t = store_read(site->store, mem, f);
	struct silent_row *rows;
	size_t n = member_silent(t, day_of_ms(t->now, DAY_ZONE_CHINA), *day, *case_id, PAGE, &rows);
	for (size_t i = 0; i < n; i++)
		ids[i] = rows[i].case_id;
	if (n) {
		*day = rows[n - 1].due_day;
		*case_id = rows[n - 1].case_id;
	}
	store_read_done(t);
	arena_free(mem);
	return n;
}

static enum err all_of(struct site *site, struct fault *f, const char *kind, enum case_action action)
{
	int64_t ids[PAGE], day = FIRST_DAY, case_id = 0;
	enum err e = OK;
	size_t n;
	while (!e && (n = kind ? over(site, f, kind, &day, &case_id, ids) : silent(site, f, &day, &case_id, ids)) > 0)
		for (size_t i = 0; i < n && !e; i++)
			e = carry_out(site, f, ids[i], action);
	return e;
}

enum err deadlines_run(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	static const struct { const char *kind; enum case_action action; } ends[] = {
		{ "ACCEPT", ACT_DEEM_ACCEPTED }, { "PAPERS", ACT_FALL_DUE }, { "SUPPLEMENT", ACT_FALL_DUE }, { "HEARING", ACT_FALL_DUE },
		{ NULL, ACT_SILENCE }, /* of those who were asked */
	};
	(void)mem;
	(void)payload;
	enum err e = OK;
	for (size_t i = 0; i < sizeof ends / sizeof *ends && !e; i++)
		e = all_of(site, f, ends[i].kind, ends[i].action);
	return e;
}
