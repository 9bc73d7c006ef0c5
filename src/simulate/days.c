/* Day after day: at midnight what time does, in the morning reminders, and in two halves of the day what people do. */
#include "simulate/simulate_private.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "jobs/jobs.h"
#include <stdio.h>

enum { HOUR_MS = 3600 * 1000, MINUTE_MS = 60 * 1000, MONTH_DAYS = 30 };

/* --- time --- */

static enum err run_job(struct world *w, const struct job_kind *k)
{
	struct arena *mem = arena_new(MB(256));
	enum err e = k->run(&w->site, mem, w->fault, "");
	arena_free(mem);
	return e;
}

/* Jobs that repeat at this hour, or the one of this name. */
static enum err run_jobs(struct world *w, int64_t (*next)(struct tx *t), const char *name)
{
	enum err e = OK;
	for (const struct room *room = w->site.rooms; room->name && !e; room++)
		for (const struct job_kind *k = room->jobs; k && k->name && !e; k++)
			if (name ? str_eq(k->name, name) : k->next == next)
				e = run_job(w, k);
	return e;
}

static void set_time(struct world *w, int64_t hour, int64_t minute)
{
	place_set_now(ms_of_day(w->today, DAY_ZONE_CHINA) + hour * HOUR_MS + minute * MINUTE_MS);
}

/* What jobs have moved is looked at like any step. */
static void look_at_moved(struct world *w)
{
	struct tx *t = store_read(w->site.store, w->day_mem, w->fault);
	size_t n = 0;
	t->mem = w->step_mem;
	for (size_t i = 0; i < w->n_under_way; i++, arena_reset(w->step_mem)) {
		struct under_way u = w->under_way[i];
		struct mark_row now;
		must(case_mark(t, u.id, &now));
		bool goes_on = now.events == u.events || step_look(w, t, &u);
		if (goes_on)
			w->under_way[n++] = u;
	}
	w->n_under_way = n;
	store_read_done(t);
}

/* A typhoon stops work one of these days, or a Saturday is worked: known on the day itself, or some days before or after. */
static enum err change_calendar(struct tx *t, void *arg)
{
	struct world *w = arg;
	const struct calendar_row row = { .day = w->today + dice_between(&w->dice, -2, 6), .name = "台风停工",
					  .kind = dice_hits(&w->dice, 800) ? CALENDAR_OFF : CALENDAR_WORK };
	return calendar_store(t, "district", &row, 1);
}

static enum err perhaps_typhoon(struct world *w)
{
	enum { TYPHOON = 25, SOON = 500 };
	enum err e = OK;
	if (dice_hits(&w->dice, TYPHOON)) {
		e = store_write(w->site.store, w->day_mem, w->fault, change_calendar, w);
		w->recounted = false;
	}
	if (!e && !w->recounted && dice_hits(&w->dice, SOON)) {
		e = run_jobs(w, NULL, "recount");
		w->recounted = true;
		look_at_moved(w);
	}
	return e;
}

static enum err midnight(struct world *w)
{
	set_time(w, 0, 0);
	enum err e = run_jobs(w, jobs_at_midnight, NULL);
	if (e)
		return e;
	check_terms(w);
	look_at_moved(w);
	return perhaps_typhoon(w);
}

/* --- people --- */

/* Somebody is away; a colleague acts for them. Refused where it does not go together with other absences. */
static enum err go_away(struct tx *t, void *arg)
{
	struct world *w = arg;
	const struct person *from = &w->people[dice_below(&w->dice, (int64_t)w->n_people)];
	const struct person *to = &w->people[dice_below(&w->dice, (int64_t)w->n_people)];
	int64_t first = w->today + dice_below(&w->dice, 5);
	const struct delegation d = { .staff = from->id, .to_staff = to->id, .from_day = first, .reason = "休假", .made_by = from->id,
				      .until_day = first + dice_below(&w->dice, 20) };
	return from->organisation == to->organisation ? delegation_add(t, &d) : OK;
}

static enum err perhaps_away(struct world *w)
{
	enum { AWAY = 150 };
	enum err e = dice_hits(&w->dice, AWAY) ? store_write(w->site.store, w->day_mem, w->fault, go_away, w) : OK;
	return e == ERR_BAD_INPUT ? OK : e;
}

struct half_day {
	struct world *w;
	size_t to_begin;
	int64_t per_mille; /* of the cases something is done with */
};

/* Some cases lie about for weeks. */
static void perhaps_forget(struct world *w, struct under_way *u)
{
	enum { FORGOTTEN = 120, LONG = 50, SHORT_DAYS = 12, LONG_DAYS = 70 };
	if (dice_hits(&w->dice, FORGOTTEN))
		u->quiet_until_day = w->today + dice_between(&w->dice, 3, SHORT_DAYS);
	if (dice_hits(&w->dice, LONG))
		u->quiet_until_day = w->today + dice_between(&w->dice, SHORT_DAYS, LONG_DAYS);
}

static void work_on_cases(struct half_day *h, struct tx *t)
{
	struct world *w = h->w;
	size_t n = 0;
	for (size_t i = 0; i < w->n_under_way; i++) {
		struct under_way u = w->under_way[i];
		bool goes_on = true;
		if (u.quiet_until_day <= w->today && dice_hits(&w->dice, h->per_mille) && !w->out->wrong) {
			if (step_case(w, t, &u)) {
				goes_on = step_look(w, t, &u);
				perhaps_forget(w, &u);
			}
			arena_reset(w->step_mem);
		}
		if (goes_on)
			w->under_way[n++] = u;
	}
	w->n_under_way = n;
}

/* One transaction: steps that are refused leave nothing behind in it. */
static enum err work(struct tx *t, void *arg)
{
	struct half_day *h = arg;
	struct arena *mem = t->mem;
	t->mem = h->w->step_mem;
	work_on_cases(h, t);
	for (size_t i = 0; i < h->to_begin && !h->w->out->wrong; i++) {
		begin_case(h->w, t);
		arena_reset(t->mem);
	}
	t->mem = mem;
	return t->failed;
}

/* The machine's clock may be set back within a day: the hours come as they like. */
static enum err half_day(struct world *w, size_t to_begin)
{
	enum { BUSY = 220, IDLE = 25, FIRST_HOUR = 8, LAST_HOUR = 19 };
	struct tx *t = store_read(w->site.store, w->day_mem, w->fault);
	bool working = calendar_is_working(calendar_of(t), w->today);
	store_read_done(t);
	struct half_day h = { w, to_begin, working ? BUSY : IDLE };
	set_time(w, dice_between(&w->dice, FIRST_HOUR, LAST_HOUR), dice_below(&w->dice, 60));
	return store_write(w->site.store, w->day_mem, w->fault, work, &h);
}

/* --- the run --- */

/* Cases come evenly, and so that the last ones have time to end. */
static size_t begun_until(const struct simulation *s, int64_t day)
{
	int64_t days = s->days - s->days / 10;
	return (size_t)(s->cases * (day + 1 < days ? day + 1 : days) / days);
}

static enum err one_day(struct world *w, size_t to_begin)
{
	enum { REMINDED = 70 }; /* reminders change no case: now and then will do */
	enum err e = midnight(w);
	if (!e)
		e = place_load_people(w);
	set_time(w, 8, 30);
	if (!e && dice_hits(&w->dice, REMINDED))
		e = run_jobs(w, jobs_at_morning, NULL);
	if (!e)
		e = perhaps_away(w);
	if (!e)
		e = half_day(w, to_begin / 2);
	return e ? e : half_day(w, to_begin - to_begin / 2);
}

static enum err run_days(struct world *w)
{
	enum { STANDS_STILL = 15 };
	const struct simulation *s = w->options;
	int64_t first = w->today;
	size_t begun = 0;
	enum err e = OK;
	for (int64_t day = 0; day < s->days && !e && !w->out->wrong; day++) {
		w->today = first + day;
		if (day && dice_hits(&w->dice, STANDS_STILL))
			continue; /* the program does not run all day; the next midnight has more to do */
		size_t until = begun_until(s, day);
		e = one_day(w, until - begun);
		begun = until;
		if (day % MONTH_DAYS == 0)
			check_under_way(w);
		arena_reset(w->day_mem);
	}
	return e;
}

static enum err run(struct world *w)
{
	enum err e = place_open(w);
	if (!e)
		e = place_load_people(w);
	w->under_way = arena_array(w->mem, struct under_way, (size_t)w->options->cases + 1);
	if (!e)
		e = run_days(w);
	if (!e)
		e = run_jobs(w, NULL, "recount");
	if (!e && !w->out->wrong)
		w->out->wrong = check_place(&w->site, w->told, w->out);
	return e;
}

enum err simulate_run(const struct simulation *s, struct fault *f, struct simulated *out)
{
	char told[32];
	struct world w = { .options = s, .out = out, .fault = f, .recounted = true, .told = told, .dice = { (uint64_t)s->seed } };
	must(n_flow <= SIMULATE_ROWS && day_from_ymd(2024, 1, 2, &w.today));
	*out = (struct simulated){ 0 };
	snprintf(told, sizeof told, "seed %lld: ", (long long)s->seed);
	set_time(&w, 0, 0);
	enum err e = run(&w);
	for (size_t i = 0; i < n_flow; i++)
		out->actions[flow[i].action] += out->rows[i];
	place_close(&w);
	return e;
}
