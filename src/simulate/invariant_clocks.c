/* Clocks as the timeline and the calendar say they should stand; counted day by day, in the plainest way there is. */
#include "simulate/invariants.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "calendar/pauses.h"

/* --- which ones run --- */

static bool has_promise(const struct invariants *k)
{
	return k->b->promised.set;
}

static bool has_statute(const struct invariants *k)
{
	return k->b->statutory.set;
}

static bool in_term(const struct invariants *k)
{
	return !k->c->term_over;
}

static bool told_of_hearing(const struct invariants *k)
{
	return str_eq(k->c->hearing, "told");
}

static const struct running {
	enum case_state state;
	const char *kind;
	bool (*runs)(const struct invariants *k); /* NULL: always */
} running[] = {
	{ STATE_PREREVIEW, "PREREVIEW", NULL }, { STATE_AWAITING_PAPERS, "PAPERS", in_term }, { STATE_RECEIVED, "ACCEPT", NULL },
	{ STATE_SUPPLEMENT, "SUPPLEMENT", in_term },
	{ STATE_IN_REVIEW, "PROMISED", has_promise }, { STATE_IN_REVIEW, "STATUTORY", has_statute },
	{ STATE_IN_REVIEW, "HEARING", told_of_hearing }, { STATE_SPECIAL, "HEARING", told_of_hearing },
	{ STATE_REVIEW_SUPPLEMENT, "HEARING", told_of_hearing },
	{ STATE_SPECIAL, "PROMISED", has_promise }, { STATE_SPECIAL, "STATUTORY", has_statute }, { STATE_SPECIAL, "SPECIAL", NULL },
	{ STATE_REVIEW_SUPPLEMENT, "PROMISED", has_promise }, { STATE_REVIEW_SUPPLEMENT, "STATUTORY", has_statute },
	{ STATE_REVIEW_SUPPLEMENT, "SUPPLEMENT", in_term },
	{ STATE_GRANTED, "DELIVER", NULL }, { STATE_READY, "DELIVER", NULL }, { STATE_DENIED, "DELIVER", NULL },
};

static bool should_run(const struct invariants *k, const char *kind)
{
	enum case_state state = state_by_word(k->c->state);
	for (size_t i = 0; i < sizeof running / sizeof *running; i++)
		if (running[i].state == state && str_eq(running[i].kind, kind))
			return !running[i].runs || running[i].runs(k);
	return false;
}

/* --- when they stood still --- */

/* Whether this clock stands still after event i. In a special procedure those of the decision do (art. 45), and that in which
 * a hearing may be asked for; during a review supplement the latter and, where the item says so, the promised one until the
 * applicant's term is over. */
static bool stands_still(const struct invariants *k, const char *kind, size_t i)
{
	bool hearing = str_eq(kind, "HEARING"), promised = str_eq(kind, "PROMISED");
	if (!hearing && !promised && !str_eq(kind, "STATUTORY"))
		return false;
	if (str_eq(k->events[i].to_state, states[STATE_SPECIAL].word))
		return true;
	bool over = false;
	for (; str_eq(k->events[i].to_state, states[STATE_REVIEW_SUPPLEMENT].word); i--) {
		over |= str_eq(k->events[i].action, actions[ACT_FALL_DUE].word);
		if (str_eq(k->events[i].action, actions[ACT_REQUIRE_REVIEW_SUPPLEMENT].word))
			return hearing || (promised && k->b->supplement_pauses && !over);
	}
	return false;
}

/* Days on which it stood still, from the timeline: the day on which it stopped has counted, that of the resumption has not. */
static size_t stretches(const struct invariants *k, const char *kind, struct pause **out)
{
	struct pause *all = arena_array(k->t->mem, struct pause, k->n_events + 1);
	size_t n = 0;
	bool was = false;
	for (size_t i = 0; i < k->n_events; i++) {
		bool now = stands_still(k, kind, i);
		int64_t day = day_of_ms(k->events[i].at, DAY_ZONE_CHINA);
		if (now && !was)
			all[n++] = (struct pause){ day, CLOCK_OPEN };
		if (!now && was)
			all[n - 1].to = day;
		was = now;
	}
	*out = all;
	return n;
}

/* --- counting --- */

static bool is_still(const struct pause *p, size_t n, int64_t day, bool *out_open)
{
	bool still = false;
	for (size_t i = 0; i < n; i++)
		if (day > p[i].from && day <= p[i].to) {
			still = true;
			*out_open |= p[i].to == CLOCK_OPEN;
		}
	return still;
}

/* The day on which so many more days have been counted; 0 when it stands still before. */
static int64_t count(const struct calendar *cal, int64_t day, int64_t length, bool working, const struct pause *p, size_t n)
{
	bool open = false;
	while (length > 0 && !open) {
		day++;
		if (!is_still(p, n, day, &open) && (!working || calendar_is_working(cal, day)))
			length--;
	}
	return open ? 0 : day;
}

static int64_t due_day_of(const struct calendar *cal, const struct clock_row *k, const struct pause *p, size_t n)
{
	if (str_eq(k->unit, "wd"))
		return count(cal, k->start_day, k->amount + k->extended, true, p, n);
	int64_t length = str_eq(k->unit, "mo") ? day_add_months(k->start_day, k->amount) - k->start_day : k->amount;
	int64_t day = count(cal, k->start_day, length, false, p, n);
	while (day && !calendar_is_working(cal, day))
		day++;
	return day ? count(cal, day, k->extended, true, p, n) : 0;
}

static const char *day_name(const struct invariants *k, int64_t day)
{
	return day ? day_iso(k->t->mem, day) : "no day, as it stands still";
}

static void look_at_running(struct invariants *k, const struct clock_row *clock)
{
	const struct calendar *cal = calendar_of(k->t);
	struct pause *still, *kept;
	size_t n = stretches(k, clock->kind, &still), n_kept = pauses_read(k->t->mem, clock->pauses, &kept), open = 0;
	bool stands = k->n_events && stands_still(k, clock->kind, k->n_events - 1);
	for (size_t i = 0; i < n_kept; i++)
		open += kept[i].to == CLOCK_OPEN;
	if (open != stands)
		invariants_wrong(k, k->c->events, "%s: %zu pauses are open, and there should be %d", clock->kind, open, stands);
	if (!should_run(k, clock->kind))
		invariants_wrong(k, k->c->events, "%s should not run", clock->kind);
	if (!k->recounted && !str_eq(clock->calendar_version, calendar_version(cal)))
		return;
	int64_t due_day = due_day_of(cal, clock, still, n);
	if (due_day != clock->due_day)
		invariants_wrong(k, k->c->events, "%s of %lld %s from %s: should end on %s, not on %s", clock->kind, (long long)clock->amount,
				 clock->unit, day_iso(k->t->mem, clock->start_day), day_name(k, due_day), day_name(k, clock->due_day));
	if (clock->paused != (clock->due_day == 0))
		invariants_wrong(k, k->c->events, "%s stands still exactly when it has no day", clock->kind);
}

/* --- beside them --- */

static const struct clock_row *last_run(const struct clock_row *clocks, size_t n, const char *kind)
{
	const struct clock_row *last = NULL;
	for (size_t i = 0; i < n; i++)
		if (str_eq(clocks[i].kind, kind) && (!last || clocks[i].run > last->run))
			last = &clocks[i];
	return last;
}

/* Art. 32(4): what was not answered in time is accepted from the day on which it was received. */
static void look_at_deemed(struct invariants *k, const struct clock_row *clocks, size_t n)
{
	const struct clock_row *accept = last_run(clocks, n, "ACCEPT");
	for (size_t i = 0; i < k->n_events; i++) {
		if (!str_eq(k->events[i].action, actions[ACT_DEEM_ACCEPTED].word))
			continue;
		if (!accept || day_of_ms(k->c->accepted_at, DAY_ZONE_CHINA) != accept->start_day)
			invariants_wrong(k, k->events[i].no, "should be accepted from the day of receipt %s",
					 accept ? day_iso(k->t->mem, accept->start_day) : "");
		if (accept && accept->due_day >= day_of_ms(k->events[i].at, DAY_ZONE_CHINA))
			invariants_wrong(k, k->events[i].no, "should not be deemed accepted before %s is over", day_iso(k->t->mem, accept->due_day));
	}
}

static bool is_of_decision(const struct clock_row *clock)
{
	return str_eq(clock->kind, "PROMISED") || str_eq(clock->kind, "STATUTORY");
}

/* Both clocks of the decision run from the day of acceptance, whenever it was noticed. */
static void look_at_starts(struct invariants *k, const struct clock_row *clocks, size_t n)
{
	int64_t accepted_day = day_of_ms(k->c->accepted_at, DAY_ZONE_CHINA);
	for (size_t i = 0; i < n; i++)
		if (is_of_decision(&clocks[i]) && clocks[i].start_day != accepted_day)
			invariants_wrong(k, k->c->events, "%s should run from %s, the day of acceptance, not from %s", clocks[i].kind,
					 day_iso(k->t->mem, accepted_day), day_iso(k->t->mem, clocks[i].start_day));
}

/* Art. 42: once, no more than the item allows, and as many days as were granted. */
static void look_at_extension(struct invariants *k, const struct clock_row *clocks, size_t n)
{
	size_t granted = 0;
	int64_t days = 0;
	for (size_t i = 0; i < k->n_events; i++)
		if (str_eq(k->events[i].action, actions[ACT_EXTEND].word)) {
			granted++;
			days = json_get_int(json_parse(k->t->mem, str_or_empty(payload_of(k->t, k->c->id, k->events[i].no))), "days", 0);
		}
	if (days > k->b->extension_days)
		invariants_wrong(k, k->c->events, "should not have been extended by %lld days", (long long)days);
	if (granted > 1)
		invariants_wrong(k, k->c->events, "should not have been extended %zu times", granted);
	if ((granted > 0) != str_eq(k->c->extension, "granted"))
		invariants_wrong(k, k->c->events, "extension is '%s' after %zu extensions", k->c->extension, granted);
	for (size_t i = 0; i < n; i++)
		if (clocks[i].extended != (is_of_decision(&clocks[i]) ? days : 0))
			invariants_wrong(k, k->c->events, "%s should not be %lld days longer", clocks[i].kind, (long long)clocks[i].extended);
}

/* The case carries the day that comes first among the clocks of those whose turn it is: after the applicant's term the
 * office's again. */
static void look_at_due_day(struct invariants *k, const struct clock_row *clocks, size_t n)
{
	bool applicants = states[state_by_word(k->c->state)].turn == TURN_APPLICANT && !k->c->term_over;
	int64_t first = 0;
	for (const struct clock_kind *kind = clock_kinds; kind->word; kind++) {
		const struct clock_row *last = last_run(clocks, n, kind->word);
		if (last && !last->stopped_at && last->due_day && kind->applicants == applicants && (!first || last->due_day < first))
			first = last->due_day;
	}
	if (k->c->due_day != first)
		invariants_wrong(k, k->c->events, "the case should be due on %lld, not on %lld", (long long)first, (long long)k->c->due_day);
}

void invariant_clocks(struct invariants *k)
{
	struct clock_row *clocks;
	size_t n = clock_list(k->t, k->c->id, &clocks);
	for (const struct clock_kind *kind = clock_kinds; kind->word; kind++) {
		size_t runs = 0;
		for (size_t i = 0; i < n; i++)
			runs += !clocks[i].stopped_at && str_eq(clocks[i].kind, kind->word);
		if (runs > 1 || (!runs && should_run(k, kind->word)))
			invariants_wrong(k, k->c->events, "one clock %s should run, and %zu do", kind->word, runs);
	}
	for (size_t i = 0; i < n; i++)
		if (!clocks[i].stopped_at)
			look_at_running(k, &clocks[i]);
	if (k->c->term_over && states[state_by_word(k->c->state)].turn != TURN_APPLICANT)
		invariants_wrong(k, k->c->events, "only a term of the applicant can be over");
	look_at_deemed(k, clocks, n);
	look_at_starts(k, clocks, n);
	look_at_extension(k, clocks, n);
	look_at_due_day(k, clocks, n);
}
