/* The lifecycle: every state × every action × every kind of person, against an expectation written down here by itself; and
 * what each step brings with it: clocks, letters, to-do lists. */
#include "flow_world.h"

/* One place in the lifecycle: how a new case gets there, and all that may happen from there, by whom.
 * Path and exits are words: "action:actor" and "action:actors>state"; actors are A (applicant) C P H K V as in the law's table. */
struct stage {
	const char *name;
	enum item_kind item;
	bool counter;
	const char *path, *state, *exits;
};

#define WITHDRAW "withdraw:AC>withdrawn "
#define TO_PREREVIEW "submit:A "
#define TO_AWAITING TO_PREREVIEW "pass:P "
#define TO_RECEIVED TO_AWAITING "receive:C "
#define TO_REVIEW TO_RECEIVED "accept:H "
#define TO_LAST TO_REVIEW "advance:H advance:K "
#define RECEIVED "accept:H>in_review require-supplement:H>supplement refuse:H>acceptance_refused " WITHDRAW

static const struct stage stages[] = {
	{ "an online draft", THREE, false, "", "draft", "submit:A>prereview register:C>received" },
	{ "a draft of a wholly online instant item", INSTANT_LICENCE, false, "", "draft", "submit:A>received register:C>received" },
	{ "pre-review, papers later", THREE, false, TO_PREREVIEW, "prereview",
	  "pass:P>awaiting_papers return:P>prereview_fix reject:P>prereview_failed " WITHDRAW },
	{ "pre-review, wholly online", FOUR, false, TO_PREREVIEW, "prereview",
	  "pass:P>received return:P>prereview_fix reject:P>prereview_failed " WITHDRAW },
	{ "returned", THREE, false, TO_PREREVIEW "return:P", "prereview_fix", "resubmit:A>prereview " WITHDRAW },
	{ "resubmitted", THREE, false, TO_PREREVIEW "return:P resubmit:A", "prereview",
	  "pass:P>awaiting_papers return:P>prereview_fix reject:P>prereview_failed " WITHDRAW },
	{ "rejected", THREE, false, TO_PREREVIEW "reject:P", "prereview_failed", "" },
	{ "papers awaited", THREE, false, TO_AWAITING, "awaiting_papers", "receive:C>received " WITHDRAW },
	{ "received", THREE, false, TO_RECEIVED, "received", RECEIVED },
	{ "registered at the counter", THREE, true, "register:C", "received", RECEIVED },
	{ "received, instant", INSTANT_LICENCE, false, "submit:A", "received", "decide-now:H>ready " RECEIVED },
	{ "received, instant, nothing is made", INSTANT_NOTHING, false, "submit:A", "received", "decide-now:H>concluded " RECEIVED },
	{ "supplement", THREE, false, TO_RECEIVED "require-supplement:H", "supplement", "supply:AC>received " WITHDRAW },
	{ "supplied by the applicant", THREE, false, TO_RECEIVED "require-supplement:H supply:A", "received", RECEIVED },
	{ "supplied at the counter", THREE, false, TO_RECEIVED "require-supplement:H supply:C", "received", RECEIVED },
	{ "acceptance refused", THREE, false, TO_RECEIVED "refuse:H", "acceptance_refused", "" },
	{ "first step", THREE, false, TO_REVIEW, "in_review", "advance:H>in_review withdraw:AC>in_review" },
	{ "second step", THREE, false, TO_REVIEW "advance:H", "in_review",
	  "advance:K>in_review return-step:K>in_review withdraw:AC>in_review" },
	{ "last step, a licence is made", THREE, false, TO_LAST, "in_review",
	  "return-step:V>in_review grant:V>granted deny:V>denied withdraw:AC>in_review" },
	{ "last step, nothing is made", FOUR, false, "submit:A pass:P accept:H advance:H advance:K", "in_review",
	  "return-step:V>in_review grant:V>ready deny:V>denied withdraw:AC>in_review" },
	{ "returned a step", THREE, false, TO_LAST "return-step:V", "in_review",
	  "advance:K>in_review return-step:K>in_review withdraw:AC>in_review" },
	{ "withdrawal asked", THREE, false, TO_REVIEW "withdraw:A", "in_review", "advance:H>in_review agree-withdrawal:H>withdrawn" },
	{ "granted", THREE, false, TO_LAST "grant:V", "granted", "make:CH>ready" },
	{ "denied", THREE, false, TO_LAST "deny:V", "denied", "deliver:C>concluded" },
	{ "made", THREE, false, TO_LAST "grant:V make:C", "ready", "deliver:C>concluded" },
	{ "decided at once", INSTANT_LICENCE, false, "submit:A decide-now:H", "ready", "deliver:C>concluded" },
	{ "delivered", THREE, false, TO_LAST "grant:V make:H deliver:C", "concluded", "" },
	{ "concluded at once", INSTANT_NOTHING, false, "submit:A decide-now:H", "concluded", "" },
	{ "withdrawn", THREE, false, TO_PREREVIEW "withdraw:A", "withdrawn", "" },
	{ "withdrawal agreed", THREE, false, TO_REVIEW "withdraw:A agree-withdrawal:H", "withdrawn", "" },
};

static const char actor_letters[ACTORS] = { [C] = 'C', [P] = 'P', [H] = 'H', [K] = 'K', [V] = 'V', [D] = 'D', [OWNER] = 'A' };

static enum actor_kind actor_by_letter(char letter)
{
	int k = 0;
	while (k < ACTORS && actor_letters[k] != letter)
		k++;
	assert_true(k < ACTORS);
	return (enum actor_kind)k;
}

static int64_t bring_to(struct world *w, const struct stage *s)
{
	int64_t id = new_draft(w, s->item, s->counter);
	char *path = arena_strdup(w->a, s->path), *save = NULL;
	for (char *word = strtok_r(path, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		enum case_action action;
		char *colon = strchr(word, ':');
		*colon = '\0';
		if (!action_by_word(word, &action))
			fail_msg("'%s' is no action", word);
		act(w, id, action, actor_by_letter(colon[1]));
		world_clock += MINUTE_MS;
	}
	return id;
}

/* What the stage's exits say about this action and person. */
static enum err expected(struct world *w, const struct stage *s, enum case_action action, enum actor_kind who, const char **to)
{
	bool private = str_eq(s->state, "draft"); /* what is not handed in yet nobody else sees: so no clerk can register it */
	if (who == OTHER_ACCOUNT || who == ELSEWHERE || who == STRANGER || (private && who != OWNER))
		return ERR_NOT_FOUND;
	const char *exit = s->exits;
	const char *word = arena_printf(w->a, "%s:", actions[action].word);
	while (exit && !str_starts(exit, word))
		exit = (exit = strchr(exit, ' ')) ? exit + 1 : NULL;
	if (!exit)
		return ERR_CONFLICT;
	const char *colon = strchr(exit, ':'), *state = strchr(exit, '>') + 1;
	*to = arena_strndup(w->a, state, strcspn(state, " "));
	return actor_letters[who] && memchr(colon, actor_letters[who], (size_t)(state - colon)) ? OK : ERR_FORBIDDEN;
}

struct trying {
	struct doing doing;
	enum err result;
	struct fault fault;
	const char *state;
};

/* Does it, notes what came of it, and undoes it. */
static enum err try_act(struct tx *t, void *arg)
{
	struct trying *x = arg;
	x->result = do_act(t, &x->doing);
	x->fault = *t->fault;
	if (!x->result)
		x->state = states[state_by_word(x->doing.out.state)].word;
	return ERR_BAD_INPUT;
}

static void try_all(struct world *w, const struct stage *s, int64_t id)
{
	for (int action = 0; action < ACT__MAX; action++)
		for (int who = 0; who < ACTORS; who++) {
			const char *to = NULL;
			struct arena *a = arena_new(64 << 20);
			struct trying x = { .doing = { .w = w, .a = whole_act(w, id, action, who) } };
			enum err e = expected(w, s, action, who, &to);
			assert_int_equal(store_write(w->site.store, a, &w->f, try_act, &x), ERR_BAD_INPUT);
			if (x.result != e)
				fail_msg("%s: %s by %s: expected %s, got %s (%s)", s->name, actions[action].word, actor_names[who], err_word(e),
					 err_word(x.result), x.fault.words);
			if (!e && !str_eq(x.state, to))
				fail_msg("%s: %s leads to %s, not %s", s->name, actions[action].word, x.state, to);
			if (e && str_blank(x.fault.words))
				fail_msg("%s: %s by %s is refused without words", s->name, actions[action].word, actor_names[who]);
			arena_free(a);
		}
}

static void every_state_action_and_person(void **state)
{
	struct world *w = *state;
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
		int64_t id = bring_to(w, &stages[i]);
		struct case_row c = load_case(w, id);
		if (!str_eq(c.state, stages[i].state))
			fail_msg("%s: should be in %s, is in %s", stages[i].name, stages[i].state, c.state);
		try_all(w, &stages[i], id);
	}
}

/* The buttons that a person sees are exactly the actions that would be carried out. */
static void the_buttons_are_what_may_be_done(void **state)
{
	struct world *w = *state;
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
		int64_t id = bring_to(w, &stages[i]);
		for (int who = 0; who < ACTORS; who++) {
			const struct flow_row **rows;
			const char *to;
			struct case_row c;
			size_t allowed = 0;
			struct tx *t = store_read(w->site.store, w->a, &w->f);
			assert_true(case_by_id(t, id, &c));
			size_t n = case_visible(&c, &w->who[who]) ? case_actions(t, &c, &w->who[who], &rows) : 0;
			for (size_t k = 0; k < n; k++)
				if (expected(w, &stages[i], rows[k]->action, who, &to) != OK)
					fail_msg("%s: %s should not see '%s'", stages[i].name, actor_names[who], actions[rows[k]->action].word);
			for (int action = 0; action < ACT__MAX; action++)
				allowed += expected(w, &stages[i], action, who, &to) == OK;
			if (n != allowed)
				fail_msg("%s: %s should see %zu buttons, not %zu", stages[i].name, actor_names[who], allowed, n);
			store_read_done(t);
		}
	}
}

/* --- what each step brings --- */

struct leg {
	const char *day, *step;  /* action:actor */
	const char *clocks;      /* running ones with their due days */
	const char *letters;     /* of this event */
	const char *tasks;       /* roles that have it now */
};

static const char *running_clocks(struct tx *t, int64_t id)
{
	struct clock_row *rows;
	const char *all = "";
	size_t n = clock_list(t, id, &rows);
	for (int k = 0; clock_kinds[k].word; k++)
		for (size_t i = 0; i < n; i++)
			if (str_eq(rows[i].kind, clock_kinds[k].word) && !rows[i].stopped_at)
				all = arena_printf(t->mem, "%s%s%s %s", all, *all ? ", " : "", rows[i].kind, day_iso(t->mem, rows[i].due_day));
	return all;
}

static const char *letters_of_event(struct tx *t, int64_t id, int64_t event)
{
	struct letter_row_view *rows;
	const char *all = "";
	size_t n = letters_of_case(t, id, &rows);
	for (size_t i = 0; i < n; i++)
		if (rows[i].event == event)
			all = arena_printf(t->mem, "%s%s%s", all, *all ? " " : "", letter_kinds[rows[i].kind].word);
	return all;
}

static const char *open_tasks(struct tx *t, int64_t id)
{
	struct cursor c;
	const char *all = "";
	sql_start(t, &test_statements[0], &c);
	sql_bind_i64(&c, t->area);
	sql_bind_i64(&c, id);
	while (sql_row(&c))
		all = arena_printf(t->mem, "%s%s%s", all, *all ? " " : "", sql_col_text(&c, 0));
	sql_end(&c);
	return all;
}

static void expect_words(const char *step, const char *what, const char *wanted, const char *found)
{
	if (!str_eq(wanted, found))
		fail_msg("after %s the %s should be '%s', not '%s'", step, what, wanted, found);
}

static void travel(struct world *w, enum item_kind item, bool counter, const struct leg *legs, size_t n)
{
	set_day(legs[0].day);
	int64_t id = new_draft(w, item, counter);
	for (size_t i = 0; i < n; i++) {
		enum case_action action;
		const char *colon = strchr(legs[i].step, ':');
		set_day(legs[i].day);
		assert_true(action_by_word(arena_strndup(w->a, legs[i].step, (size_t)(colon - legs[i].step)), &action));
		act(w, id, action, actor_by_letter(colon[1]));
		struct tx *t = store_read(w->site.store, w->a, &w->f);
		expect_words(legs[i].step, "clocks", legs[i].clocks, running_clocks(t, id));
		expect_words(legs[i].step, "letters", legs[i].letters, letters_of_event(t, id, (int64_t)i + 1));
		expect_words(legs[i].step, "to-do lists", legs[i].tasks, open_tasks(t, id));
		store_read_done(t);
	}
}
#define TRAVEL(w, item, counter, legs) travel(w, item, counter, legs, sizeof legs / sizeof *legs)

/* 2016: 15 to 17 September were off and the 18th, a Sunday, was worked; 1 to 7 October were off, the 8th and 9th worked. */
static void a_licence_by_way_of_the_counter(void **state)
{
	static const struct leg legs[] = {
		{ "2016-09-14", "submit:A", "PREREVIEW 2016-09-19", "receipt_online", "prereview" },
		{ "2016-09-18", "return:P", "", "prereview", "" },
		{ "2016-09-19", "resubmit:A", "PREREVIEW 2016-09-21", "", "prereview" },
		{ "2016-09-20", "pass:P", "PAPERS 2016-10-14", "", "counter" },
		{ "2016-09-21", "receive:C", "ACCEPT 2016-09-28", "receipt", "handle" },
		{ "2016-09-22", "require-supplement:H", "SUPPLEMENT 2016-10-24", "supplement", "" },
		{ "2016-09-30", "supply:A", "ACCEPT 2016-10-12", "supply_receipt_online", "handle" },
		{ "2016-10-08", "accept:H", "PROMISED 2016-10-20, STATUTORY 2016-11-03", "acceptance", "handle" },
		{ "2016-10-09", "advance:H", "PROMISED 2016-10-20, STATUTORY 2016-11-03", "", "check" },
		{ "2016-10-10", "return-step:K", "PROMISED 2016-10-20, STATUTORY 2016-11-03", "", "handle" },
		{ "2016-10-10", "advance:H", "PROMISED 2016-10-20, STATUTORY 2016-11-03", "", "check" },
		{ "2016-10-11", "advance:K", "PROMISED 2016-10-20, STATUTORY 2016-11-03", "", "approve" },
		{ "2016-10-12", "grant:V", "DELIVER 2016-10-26", "grant", "counter" },
		{ "2016-10-13", "make:C", "DELIVER 2016-10-26", "licence", "counter" },
		{ "2016-10-14", "deliver:C", "", "delivery", "" },
	};
	TRAVEL(*state, THREE, false, legs);
}

static void other_ways_and_their_ends(void **state)
{
	static const struct leg refused[] = {
		{ "2016-09-14", "register:C", "ACCEPT 2016-09-22", "receipt", "handle" },
		{ "2016-09-22", "refuse:H", "", "refusal", "" },
	};
	static const struct leg at_once[] = {
		{ "2016-09-14", "submit:A", "ACCEPT 2016-09-22", "receipt_online", "handle" },
		{ "2016-09-14", "decide-now:H", "DELIVER 2016-09-29", "acceptance grant licence", "counter" },
		{ "2016-09-18", "deliver:C", "", "delivery", "" },
	};
	static const struct leg at_once_nothing[] = {
		{ "2016-09-14", "submit:A", "ACCEPT 2016-09-22", "receipt_online", "handle" },
		{ "2016-09-14", "decide-now:H", "", "acceptance grant", "" },
	};
	static const struct leg denied[] = {
		{ "2016-09-14", "submit:A", "PREREVIEW 2016-09-19", "receipt_online", "prereview" },
		{ "2016-09-19", "pass:P", "ACCEPT 2016-09-26", "", "handle" },
		{ "2016-09-20", "accept:H", "PROMISED 2016-10-09, STATUTORY 2016-10-21", "acceptance", "handle" },
		{ "2016-09-21", "advance:H", "PROMISED 2016-10-09, STATUTORY 2016-10-21", "", "check" },
		{ "2016-09-22", "advance:K", "PROMISED 2016-10-09, STATUTORY 2016-10-21", "", "approve" },
		{ "2016-09-23", "deny:V", "DELIVER 2016-10-12", "denial", "counter" },
		{ "2016-09-26", "deliver:C", "", "delivery", "" },
	};
	static const struct leg withdrawn[] = {
		{ "2016-09-14", "register:C", "ACCEPT 2016-09-22", "receipt", "handle" },
		{ "2016-09-18", "accept:H", "PROMISED 2016-09-30, STATUTORY 2016-10-19", "acceptance", "handle" },
		{ "2016-09-19", "withdraw:A", "PROMISED 2016-09-30, STATUTORY 2016-10-19", "", "handle" },
		{ "2016-09-20", "agree-withdrawal:H", "", "withdrawal", "" },
	};
	static const struct leg rejected[] = {
		{ "2016-09-14", "submit:A", "PREREVIEW 2016-09-19", "receipt_online", "prereview" },
		{ "2016-09-19", "reject:P", "", "prereview", "" },
	};
	TRAVEL(*state, THREE, true, refused);
	TRAVEL(*state, INSTANT_LICENCE, false, at_once);
	TRAVEL(*state, INSTANT_NOTHING, false, at_once_nothing);
	TRAVEL(*state, FOUR, false, denied);
	TRAVEL(*state, THREE, true, withdrawn);
	TRAVEL(*state, THREE, false, rejected);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(every_state_action_and_person),
		IN_WORLD(the_buttons_are_what_may_be_done),
		IN_WORLD(a_licence_by_way_of_the_counter),
		IN_WORLD(other_ways_and_their_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
