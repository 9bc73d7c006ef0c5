/* What time does to cases: at midnight, and at once after the program stood still, whatever has fallen due is carried out by
 * the system through the one function, each case in a transaction of its own. Found over the index of due clocks. */
#include "cases/act.h"
#include "cases/jobs.h"
#include "base/log.h"
#include "calendar/calendar_room.h"

enum { PAGE = 200 };

struct system_act {
	struct site *site;
	struct case_act act;
};

static enum err act(struct tx *t, void *arg)
{
	struct system_act *a = arg;
	struct case_row c;
	return case_act(t, a->site, &a->act, &c);
}

enum err deadlines_act(struct site *site, struct fault *f, int64_t case_id, enum case_action action)
{
	struct system_act a = { site, { .case_id = case_id, .action = action, .who = &case_system, .seen = -1 } };
	struct arena *mem = arena_new(MB(64));
	enum err e = store_write(site->store, mem, f, act, &a);
	arena_free(mem);
	if (e == ERR_CONFLICT || e == ERR_FORBIDDEN || e == ERR_NOT_FOUND)
		return OK;
	if (e)
		log_line("event=system_act_failed case=%lld action=%s error=%s words=\"%s\"", (long long)case_id, actions[action].word, err_word(e),
			 f->words);
	return e;
}

/* What ends, and what comes of it. kind NULL: the limit of those who were asked. */
struct end {
	const char *kind;
	enum case_action action;
};

/* Up to PAGE cases in which it is over, behind a key of day and case. */
static size_t over(struct tx *t, const char *kind, const int64_t key[2], struct over_row **out)
{
	int64_t today = day_of_ms(t->now, DAY_ZONE_CHINA);
	return kind ? clock_over(t, kind, today, key[0], key[1], PAGE, out) : member_over(t, today, key[0], key[1], PAGE, out);
}

static enum err all_of(struct site *site, struct fault *f, const struct end *end)
{
	int64_t key[2] = { INT64_MIN, 0 };
	enum err e = OK;
	for (size_t n = PAGE; n == PAGE && !e;) {
		struct arena *mem = arena_new(MB(16));
		struct over_row *rows;
		struct tx *t = store_read(site->store, mem, f);
		n = over(t, end->kind, key, &rows);
		e = t->failed;
		store_read_done(t);
		for (size_t i = 0; i < n && !e; i++)
			e = deadlines_act(site, f, rows[i].case_id, end->action);
		if (n) {
			key[0] = rows[n - 1].due_day;
			key[1] = rows[n - 1].case_id;
		}
		arena_free(mem);
	}
	return e;
}

enum err deadlines_run(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	static const struct end ends[] = {
		{ "ACCEPT", ACT_DEEM_ACCEPTED }, { "PAPERS", ACT_FALL_DUE }, { "SUPPLEMENT", ACT_FALL_DUE }, { "HEARING", ACT_FALL_DUE },
		{ NULL, ACT_SILENCE },
	};
	(void)mem;
	(void)payload;
	enum err e = OK;
	for (size_t i = 0; i < sizeof ends / sizeof *ends && !e; i++)
		e = all_of(site, f, &ends[i]);
	return e;
}
