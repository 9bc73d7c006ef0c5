/* One step: one person, one case, one action; or something that must not be possible. */
#include "simulate/simulate_private.h"
#include "base/str.h"

/* How likely each action is when it may be taken; what is missing to ENOUGH is the chance that somebody only looks. */
enum { ENOUGH = 60, NEW = 8 };
static const unsigned char likely[ACT__MAX] = {
	[ACT_PASS] = 60, [ACT_RETURN] = 15, [ACT_RESUBMIT] = 60, [ACT_REJECT] = 4, [ACT_RECEIVE] = 50, [ACT_REQUIRE_SUPPLEMENT] = 14,
	[ACT_SUPPLY] = 50, [ACT_ACCEPT] = 50, [ACT_REFUSE] = 4, [ACT_DECIDE_NOW] = 60, [ACT_ADVANCE] = 50, [ACT_RETURN_STEP] = 6,
	[ACT_GRANT] = 60, [ACT_DENY] = 20, [ACT_MAKE] = 60, [ACT_DELIVER] = 50, [ACT_WITHDRAW] = 3, [ACT_AGREE_WITHDRAWAL] = 15,
	[ACT_REMIND] = 20, [ACT_LAPSE] = 20, [ACT_BEGIN_SPECIAL] = 8, [ACT_END_SPECIAL] = 40, [ACT_ASK_EXTENSION] = 6, [ACT_EXTEND] = 15,
	[ACT_DECLINE_EXTENSION] = 15, [ACT_REQUIRE_REVIEW_SUPPLEMENT] = 8, [ACT_CONTINUE] = 40, [ACT_ASK] = 3, [ACT_ANSWER] = 60,
	[ACT_CANCEL_ASK] = 6, [ACT_RESOLVE] = 40, [ACT_SETTLE] = 60, [ACT_TELL_HEARING] = 15, [ACT_ASK_HEARING] = 30,
	[ACT_WAIVE_HEARING] = 30, [ACT_HAND_OVER] = 3, [ACT_WRITE] = 2, [ACT_VOID] = 4,
};

/* --- trying --- */

static void tell_wrong(struct world *w, struct tx *t, const struct case_act *a, const char *what)
{
	struct case_row c = { .id = a->case_id, .number = "", .state = "", .item_name = "" };
	struct invariants k = { .t = t, .told = w->told, .c = &c };
	(void)case_by_id(t, a->case_id, &c);
	invariants_wrong(&k, c.events, "%s by %s: %s", actions[a->action].word, a->who->name, what);
	w->out->wrong += k.wrong;
}

/* Refusals that happen to people who do everything right: too little time is left to ask anybody, and one who handled the case
 * may not decide on it. */
static bool is_understood(const struct case_act *a, enum err e)
{
	bool decides = a->action == ACT_GRANT || a->action == ACT_DENY;
	return (a->action == ACT_ASK && e == ERR_BAD_INPUT) || (decides && e == ERR_FORBIDDEN);
}

/* Half of them as the pages do it, prepared beforehand. */
static enum err carry_out(struct world *w, struct tx *t, const struct case_act *a)
{
	struct case_act with = *a;
	struct case_plan *plan = NULL;
	struct case_row out;
	enum err e = dice_hits(&w->dice, 500) ? case_plan(t, &w->site, a, &plan) : OK;
	with.plan = plan;
	return e ? e : case_act(t, &w->site, &with, &out);
}

bool step_act(struct world *w, struct tx *t, const struct case_act *a)
{
	enum err e = carry_out(w, t, a);
	if (!e)
		return true;
	if (t->failed || !is_understood(a, e))
		tell_wrong(w, t, a, arena_printf(t->mem, "should have been done, but %s: %s", err_word(e), w->fault->words));
	w->out->refused++;
	return false;
}

static bool is_as_it_was(struct tx *t, const struct case_row *was)
{
	struct case_row now;
	return case_by_id(t, was->id, &now) && now.events == was->events && now.revision == was->revision && now.due_day == was->due_day &&
	       str_eq(now.state, was->state) && str_eq(now.head, was->head) && str_eq(now.members, was->members);
}

bool step_refused(struct world *w, struct tx *t, const struct case_act *a, enum err expected)
{
	struct case_row was;
	must(case_by_id(t, a->case_id, &was));
	enum err e = carry_out(w, t, a);
	bool refused = e && (!expected || e == expected) && !t->failed;
	if (!refused)
		tell_wrong(w, t, a, arena_printf(t->mem, "should have been refused (%s), but: %s", expected ? err_word(expected) : "in any way",
						 e ? w->fault->words : "it was done"));
	if (!is_as_it_was(t, &was))
		tell_wrong(w, t, a, "was refused and should have changed nothing");
	w->out->refused++;
	return refused;
}

/* --- who, and what --- */

static const struct who *somebody_of_task(struct world *w, struct tx *t, int64_t case_id)
{
	struct task_row *tasks;
	size_t n = tasks_of(t, case_id, &tasks), at = (size_t)dice_below(&w->dice, (int64_t)w->n_people);
	if (!n)
		return NULL;
	const struct task_row *task = &tasks[dice_below(&w->dice, (int64_t)n)];
	for (size_t i = 0; i < w->n_people; i++) {
		const struct person *p = &w->people[(at + i) % w->n_people];
		if ((!task->staff || task->staff == p->id) && who_has(&p->who, role_by_word(task->role)->bit, task->organisation))
			return &p->who;
	}
	return NULL;
}

static const struct who *somebody(struct world *w, struct tx *t, const struct case_row *c)
{
	bool theirs = states[state_by_word(c->state)].turn != TURN_OFFICE || str_eq(c->hearing, "told");
	for (int i = 0; i < ACCOUNTS && dice_hits(&w->dice, theirs ? 600 : 100); i++)
		for (int k = 0; k < ACCOUNTS; k++)
			if (w->accounts[k] == c->account)
				return &w->account_who[k];
	const struct who *who = dice_hits(&w->dice, theirs ? 300 : 800) ? somebody_of_task(w, t, c->id) : NULL;
	return who ? who : &w->people[dice_below(&w->dice, (int64_t)w->n_people)].who;
}

static const struct flow_row *choose(struct world *w, const struct case_row *c, const struct body *b, const struct flow_row **rows,
				     size_t n)
{
	int64_t all = 0, at;
	int64_t *weights = arena_array(w->step_mem, int64_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		weights[i] = likely[rows[i]->action];
		if (rows[i]->action == ACT_ASK && b->joint.set && !*c->asking)
			weights[i] = ENOUGH; /* without it they cannot go on */
		if (!w->out->rows[rows[i] - flow])
			weights[i] *= NEW; /* what has not happened yet in this run comes sooner */
		all += weights[i];
	}
	at = dice_below(&w->dice, all > ENOUGH ? all : ENOUGH);
	for (size_t i = 0; i < n; i++)
		if ((at -= weights[i]) < 0)
			return rows[i];
	return NULL;
}

/* --- what must not be possible --- */

static bool is_among(enum case_action action, const struct flow_row **rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i]->action == action)
			return true;
	return false;
}

enum { NEEDS_WORDS = NEED_REASON | NEED_BASIS | NEED_METHOD | NEED_REFUSAL_KIND | NEED_SPECIAL | NEED_DAYS | NEED_MEMBERS | NEED_ANSWER |
		     NEED_LETTER | NEED_STAFF };

/* The system itself, before anything is over: the day that is due still counts. */
static void try_before_time(struct world *w, struct tx *t, const struct case_row *c)
{
	static const enum case_action of_time[] = { ACT_DEEM_ACCEPTED, ACT_FALL_DUE, ACT_SILENCE, ACT_RECOUNT };
	enum { OF_TIME = sizeof of_time / sizeof *of_time };
	const struct case_act a = { .case_id = c->id, .action = of_time[dice_below(&w->dice, OF_TIME)], .who = &case_system, .seen = -1 };
	bool over = c->due_day < w->today || str_eq(c->hearing, "told") || str_eq(c->asking, "open");
	if (a.action == ACT_RECOUNT ? w->recounted : !over)
		step_refused(w, t, &a, ERR_CONFLICT);
}

static void try_mischief(struct world *w, struct tx *t, const struct case_row *c, const struct who *who, const struct flow_row **rows,
			 size_t n)
{
	const struct flow_row *row = n ? rows[dice_below(&w->dice, (int64_t)n)] : NULL;
	struct case_act a = { .case_id = c->id, .who = who, .seen = -1, .reason = "", .declared = true };
	int64_t kind = dice_below(&w->dice, 4);
	if (!case_visible(c, who)) { /* somebody from elsewhere learns nothing, not even that there is such a case */
		a.action = (enum case_action)dice_below(&w->dice, ACT__MAX);
		step_refused(w, t, &a, ERR_NOT_FOUND);
	} else if (kind == 0 && row) { /* an old page */
		a.action = row->action;
		a.seen = c->events - 1;
		step_refused(w, t, &a, ERR_CONFLICT);
	} else if (kind == 1 && row && (row->needs & NEEDS_WORDS)) { /* nothing was brought */
		a.action = row->action;
		step_refused(w, t, &a, ERR_BAD_INPUT);
	} else if (kind == 2) {
		try_before_time(w, t, c);
	} else { /* not now, or not theirs */
		a.action = (enum case_action)dice_below(&w->dice, ACT__MAX);
		if (!is_among(a.action, rows, n))
			step_refused(w, t, &a, OK);
	}
}

bool step_look(struct world *w, struct tx *t, struct under_way *u)
{
	struct invariants k = { .t = t, .after = u->events, .recounted = w->recounted, .rows = w->out->rows, .told = w->told };
	struct case_row c;
	must(case_by_id(t, u->id, &c));
	invariants_of(&k, &c);
	w->out->wrong += k.wrong;
	u->events = c.events;
	return !states[state_by_word(c.state)].end;
}

bool step_case(struct world *w, struct tx *t, struct under_way *u)
{
	enum { MISCHIEF = 40 };
	const struct flow_row **rows;
	struct case_row c;
	struct case_act a;
	must(case_by_id(t, u->id, &c));
	const struct who *who = somebody(w, t, &c);
	size_t n = case_actions(t, &c, who, &rows);
	if (dice_hits(&w->dice, MISCHIEF)) {
		try_mischief(w, t, &c, who, rows, n);
		return true;
	}
	const struct flow_row *row = choose(w, &c, item_body(t, c.item, c.item_version), rows, n);
	return row && fill_act(w, t, &c, row, who, &a) && step_act(w, t, &a);
}
