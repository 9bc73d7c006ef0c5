/* The lifecycle: every state × every situation × every action × every kind of person, against an expectation written down here
 * by itself; and what each step brings with it: clocks, letters, to-do lists. */
#include "flow_travel.h"

/* One place in the lifecycle: how a new case gets there, and all that may happen from there, by whom.
 * Path and exits are words: "action:actor" and "action:actors>state", "." for the state in which it is; actors as in
 * flow_travel.h, and s for the system when time or the calendar has nothing to do. */
struct stage {
	const char *name;
	enum item_kind item;
	bool counter;
	const char *path, *state, *exits;
};

#define TO_PREREVIEW "submit:A "
#define TO_AWAITING TO_PREREVIEW "pass:P "
#define TO_RECEIVED TO_AWAITING "receive:C "
#define TO_SUPPLEMENT TO_RECEIVED "require-supplement:H "
#define TO_REVIEW TO_RECEIVED "accept:H "
#define TO_LAST TO_REVIEW "advance:H advance:K "
#define TO_SETTLED TO_REVIEW "ask:H answer:M settle:H "

#define WITHDRAW "withdraw:AC>withdrawn "
#define ASK_WITHDRAWAL "withdraw:AC>. "
#define WITHDRAWAL_ASKED "agree-withdrawal:H>withdrawn "
#define ALWAYS "write:CH>. void:Z>void "
#define ANYTIME ALWAYS "recount:S>. "
#define NO_CLOCK ALWAYS "recount:s>. "
#define PREREVIEW_EXITS "return:P>prereview_fix reject:P>prereview_failed hand-over:PD>. " WITHDRAW ANYTIME
#define RECEIVED \
	"accept:H>in_review deem-accepted:S>in_review require-supplement:H>supplement refuse:H>acceptance_refused hand-over:HD>. " WITHDRAW ANYTIME
#define ALL_REVIEW(step) \
	"require-review-supplement:HK>review_supplement begin-special:H>special ask:" step ">. " ANYTIME
#define NOT_EXTENDED "ask-extension:H>. extend:D>. "
#define REVIEW(step) ALL_REVIEW(step) NOT_EXTENDED ASK_WITHDRAWAL "hand-over:" step "D>. "
#define DECIDE "return-step:V>. grant:V>granted deny:V>denied "
#define WAITING "answer:M>. silence:S>. cancel-ask:H>. " NOT_EXTENDED ASK_WITHDRAWAL ANYTIME
#define DELIVER "deliver:C>concluded hand-over:CD>. " ANYTIME

static const struct stage stages[] = {
	/* applying and pre-review */
	{ "an online draft", THREE, false, "", "draft", "submit:A>prereview register:C>received" },
	{ "a draft of a wholly online instant item", INSTANT_LICENCE, false, "", "draft", "submit:A>received register:C>received" },
	{ "a draft at the counter", THREE, true, "", "draft", "submit:A>prereview register:C>received" },
	{ "pre-review, papers later", THREE, false, TO_PREREVIEW, "prereview", "pass:P>awaiting_papers " PREREVIEW_EXITS },
	{ "pre-review, wholly online", FOUR, false, TO_PREREVIEW, "prereview", "pass:P>received " PREREVIEW_EXITS },
	{ "returned", THREE, false, TO_PREREVIEW "return:P", "prereview_fix", "resubmit:A>prereview " WITHDRAW NO_CLOCK },
	{ "resubmitted", THREE, false, TO_PREREVIEW "return:P resubmit:A", "prereview", "pass:P>awaiting_papers " PREREVIEW_EXITS },
	{ "rejected", THREE, false, TO_PREREVIEW "reject:P", "prereview_failed", "" },
	{ "papers awaited", THREE, false, TO_AWAITING, "awaiting_papers",
	  "receive:C>received fall-due:S>. hand-over:CD>. " WITHDRAW ANYTIME },
	{ "papers did not come", THREE, false, TO_AWAITING "fall-due:S", "awaiting_papers",
	  "receive:C>received remind:H>. lapse:H>lapsed hand-over:CHD>. " WITHDRAW NO_CLOCK },
	{ "papers awaited once more", THREE, false, TO_AWAITING "fall-due:S remind:H", "awaiting_papers",
	  "receive:C>received fall-due:S>. hand-over:CD>. " WITHDRAW ANYTIME },

	/* acceptance */
	{ "received", THREE, false, TO_RECEIVED, "received", RECEIVED },
	{ "registered at the counter", THREE, true, "register:C", "received", RECEIVED },
	{ "received, instant", INSTANT_LICENCE, false, "submit:A", "received", "decide-now:H>ready " RECEIVED },
	{ "received, instant, nothing is made", INSTANT_NOTHING, false, "submit:A", "received", "decide-now:H>concluded " RECEIVED },
	{ "supplement", THREE, false, TO_SUPPLEMENT, "supplement", "supply:AC>received fall-due:S>. " WITHDRAW ANYTIME },
	{ "supplement did not come", THREE, false, TO_SUPPLEMENT "fall-due:S", "supplement",
	  "supply:AC>received remind:H>. lapse:H>lapsed hand-over:HD>. " WITHDRAW NO_CLOCK },
	{ "supplement, reminded", THREE, false, TO_SUPPLEMENT "fall-due:S remind:H", "supplement",
	  "supply:AC>received fall-due:S>. " WITHDRAW ANYTIME },
	{ "supplied by the applicant", THREE, false, TO_SUPPLEMENT "supply:A", "received", RECEIVED },
	{ "supplied at the counter", THREE, false, TO_SUPPLEMENT "supply:C", "received", RECEIVED },
	{ "acceptance refused", THREE, false, TO_RECEIVED "refuse:H", "acceptance_refused", "" },

	/* review */
	{ "first step", THREE, false, TO_REVIEW, "in_review", "advance:H>. " REVIEW("H") },
	{ "deemed accepted", THREE, false, TO_RECEIVED "deem-accepted:S", "in_review", "advance:H>. " REVIEW("H") },
	{ "second step", THREE, false, TO_REVIEW "advance:H", "in_review", "advance:K>. return-step:K>. " REVIEW("K") },
	{ "last step, a licence is made", THREE, false, TO_LAST, "in_review", DECIDE REVIEW("V") },
	{ "last step, nothing is made", FOUR, false, "submit:A pass:P accept:H advance:H advance:K", "in_review",
	  "return-step:V>. grant:V>ready deny:V>denied " REVIEW("V") },
	{ "returned a step", THREE, false, TO_LAST "return-step:V", "in_review", "advance:K>. return-step:K>. " REVIEW("K") },
	{ "withdrawal asked", THREE, false, TO_REVIEW "withdraw:A", "in_review",
	  "advance:H>. hand-over:HD>. " WITHDRAWAL_ASKED NOT_EXTENDED ALL_REVIEW("H") },
	{ "withdrawal asked later", THREE, false, TO_REVIEW "advance:H withdraw:C", "in_review",
	  "advance:K>. return-step:K>. hand-over:HKD>. " WITHDRAWAL_ASKED NOT_EXTENDED ALL_REVIEW("K") },
	{ "extension asked", THREE, false, TO_REVIEW "ask-extension:H", "in_review",
	  "advance:H>. extend:D>. decline-extension:D>. hand-over:HD>. " ASK_WITHDRAWAL ALL_REVIEW("H") },
	{ "extension declined", THREE, false, TO_REVIEW "ask-extension:H decline-extension:D", "in_review", "advance:H>. " REVIEW("H") },
	{ "extended", THREE, false, TO_REVIEW "ask-extension:H extend:D", "in_review",
	  "advance:H>. hand-over:HD>. " ASK_WITHDRAWAL ALL_REVIEW("H") },

	/* supplements of the review */
	{ "review supplement", THREE, false, TO_REVIEW "require-review-supplement:H", "review_supplement",
	  "supply:AC>in_review fall-due:S>. " ASK_WITHDRAWAL ANYTIME },
	{ "review supplement, the promise pausing", PAUSING, false, TO_REVIEW "advance:H require-review-supplement:K", "review_supplement",
	  "supply:AC>in_review fall-due:S>. " ASK_WITHDRAWAL ANYTIME },
	{ "review supplement, withdrawal asked", THREE, false, TO_REVIEW "require-review-supplement:H withdraw:A", "review_supplement",
	  "supply:AC>in_review fall-due:S>. hand-over:HD>. " WITHDRAWAL_ASKED ANYTIME },
	{ "review supplement did not come", PAUSING, false, TO_REVIEW "require-review-supplement:H fall-due:S", "review_supplement",
	  "supply:AC>in_review continue:H>in_review hand-over:HD>. " ASK_WITHDRAWAL ANYTIME },
	{ "review supplement supplied", PAUSING, false, TO_REVIEW "require-review-supplement:H supply:C", "in_review",
	  "advance:H>. " REVIEW("H") },
	{ "continued without it", THREE, false, TO_REVIEW "require-review-supplement:H fall-due:S continue:H", "in_review",
	  "advance:H>. " REVIEW("H") },

	/* special procedures and hearings */
	{ "special", THREE, false, TO_REVIEW "begin-special:H", "special", "end-special:H>in_review hand-over:HD>. " ASK_WITHDRAWAL ANYTIME },
	{ "special, withdrawal asked", THREE, false, TO_REVIEW "begin-special:H withdraw:A", "special",
	  "end-special:H>in_review hand-over:HD>. " WITHDRAWAL_ASKED ANYTIME },
	{ "special, ended", THREE, false, TO_REVIEW "begin-special:H end-special:H", "in_review", "advance:H>. " REVIEW("H") },
	{ "hearing owed, first step", HEARD, false, TO_REVIEW, "in_review", "advance:H>. tell-hearing:H>. " REVIEW("H") },
	{ "hearing owed, last step", HEARD, false, TO_LAST, "in_review", "return-step:V>. grant:V>granted tell-hearing:HV>. " REVIEW("V") },
	{ "hearing told", HEARD, false, TO_LAST "tell-hearing:V", "in_review",
	  "return-step:V>. grant:V>granted ask-hearing:AC>. waive-hearing:AC>. fall-due:S>. " REVIEW("V") },
	{ "hearing told, then something else", HEARD, false, TO_LAST "tell-hearing:V begin-special:H end-special:H", "in_review",
	  "return-step:V>. grant:V>granted ask-hearing:AC>. waive-hearing:AC>. fall-due:S>. " REVIEW("V") },
	{ "hearing told, then a supplement that did not come", HEARD, false,
	  TO_LAST "tell-hearing:V require-review-supplement:H fall-due:S", "review_supplement", "supply:AC>in_review continue:H>in_review hand-over:HD>. " ASK_WITHDRAWAL ANYTIME },
	{ "hearing told, continued", HEARD, false,
	  TO_LAST "tell-hearing:V require-review-supplement:H fall-due:S continue:H", "in_review",
	  "return-step:V>. grant:V>granted ask-hearing:AC>. waive-hearing:AC>. fall-due:S>. " REVIEW("V") },
	{ "hearing asked", HEARD, false, TO_LAST "tell-hearing:V ask-hearing:A", "in_review", "return-step:V>. grant:V>granted " REVIEW("V") },
	{ "hearing held", HEARD, false, TO_LAST "tell-hearing:H ask-hearing:C begin-special:H,special=hearing end-special:H", "in_review",
	  DECIDE REVIEW("V") },
	{ "hearing held of the agency's own accord", HEARD, false, TO_LAST "begin-special:H,special=hearing end-special:H", "in_review",
	  DECIDE REVIEW("V") },
	{ "hearing waived", HEARD, false, TO_LAST "tell-hearing:V waive-hearing:A", "in_review", DECIDE REVIEW("V") },
	{ "hearing waived by time", HEARD, false, TO_LAST "tell-hearing:V fall-due:S", "in_review", DECIDE REVIEW("V") },
	{ "something else than the hearing owed", HEARD, false, TO_LAST "begin-special:H end-special:H", "in_review",
	  "return-step:V>. grant:V>granted tell-hearing:HV>. " REVIEW("V") },

	/* joint review and countersigning */
	{ "joint, not asked", JOINT, false, TO_REVIEW, "in_review", REVIEW("H") },
	{ "joint, open", JOINT, false, TO_REVIEW "ask:H", "in_review", WAITING },
	{ "joint, agreed", JOINT, false, TO_REVIEW "ask:H answer:M", "in_review", "settle:H>. " REVIEW("H") },
	{ "joint, agreed by silence", JOINT, false, TO_REVIEW "ask:H silence:S", "in_review", "settle:H>. " REVIEW("H") },
	{ "joint, refused", JOINT, false, TO_REVIEW "ask:H answer:M,answer=object", "in_review", "resolve:D>. " REVIEW("H") },
	{ "joint, resolved", JOINT, false, TO_REVIEW "ask:H answer:M,answer=object resolve:D", "in_review", "settle:H>. " REVIEW("H") },
	{ "joint, settled", JOINT, false, TO_SETTLED, "in_review", "advance:H>. " REVIEW("H") },
	{ "joint, settled, last step", JOINT, false, TO_SETTLED "advance:H advance:K", "in_review", DECIDE REVIEW("V") },
	{ "joint, cancelled", JOINT, false, TO_REVIEW "ask:H cancel-ask:H", "in_review", REVIEW("H") },
	{ "joint, asked again after a refusal", JOINT, false, TO_REVIEW "ask:H answer:M,answer=object ask:H", "in_review", WAITING },
	{ "joint, withdrawal asked while open", JOINT, false, TO_REVIEW "ask:H withdraw:A", "in_review",
	  "answer:M>. silence:S>. cancel-ask:H>. hand-over:HD>. " WITHDRAWAL_ASKED NOT_EXTENDED ANYTIME },
	{ "countersigning, open", THREE, false, TO_REVIEW "ask:H", "in_review", WAITING },
	{ "countersigning, agreed, not summed up", THREE, false, TO_REVIEW "ask:H answer:M", "in_review", "settle:H>. " REVIEW("H") },
	{ "countersigning, cancelled", THREE, false, TO_REVIEW "ask:H cancel-ask:H", "in_review", "advance:H>. " REVIEW("H") },
	{ "countersigning, refused at the last step", THREE, false, TO_LAST "ask:V answer:M,answer=object", "in_review",
	  "resolve:D>. return-step:V>. deny:V>denied " REVIEW("V") },

	/* results and ends */
	{ "granted", THREE, false, TO_LAST "grant:V", "granted", "make:CH>ready hand-over:CD>. " ANYTIME },
	{ "denied", THREE, false, TO_LAST "deny:V", "denied", DELIVER },
	{ "made", THREE, false, TO_LAST "grant:V make:C", "ready", DELIVER },
	{ "decided at once", INSTANT_LICENCE, false, "submit:A decide-now:H", "ready", DELIVER },
	{ "delivered", THREE, false, TO_LAST "grant:V make:H deliver:C", "concluded", "" },
	{ "concluded at once", INSTANT_NOTHING, false, "submit:A decide-now:H", "concluded", "" },
	{ "withdrawn", THREE, false, TO_PREREVIEW "withdraw:A", "withdrawn", "" },
	{ "withdrawal agreed", THREE, false, TO_REVIEW "withdraw:A agree-withdrawal:H", "withdrawn", "" },
	{ "withdrawal agreed while others are asked", THREE, false, TO_REVIEW "ask:H withdraw:A agree-withdrawal:H", "withdrawn", "" },
	{ "lapsed", THREE, false, TO_SUPPLEMENT "fall-due:S lapse:H", "lapsed", "" },
	{ "void", THREE, false, TO_REVIEW "void:Z", "void", "" },
	{ "void while others are asked", JOINT, false, TO_REVIEW "ask:H void:Z", "void", "" },
};

/* What time does is done when it has passed. */
static bool is_done_by_time(enum case_action action)
{
	return action == ACT_FALL_DUE || action == ACT_DEEM_ACCEPTED || action == ACT_SILENCE;
}

static void pass_time(enum case_action action)
{
	const int64_t all_terms_ms = INT64_C(100) * DAY_MS;
	world_clock += is_done_by_time(action) ? all_terms_ms : MINUTE_MS;
}

static int64_t bring_to(struct world *w, const struct stage *s)
{
	set_day("2016-09-14");
	int64_t id = new_draft(w, s->item, s->counter);
	char *path = arena_strdup(w->a, s->path), *save = NULL;
	for (char *word = strtok_r(path, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		struct case_act a = act_of_word(w, id, word);
		pass_time(a.action);
		go(w, id, word);
	}
	struct case_row c = load_case(w, id);
	if (!str_eq(c.state, s->state))
		fail_msg("%s: should be in %s, is in %s", s->name, s->state, c.state);
	return id;
}

/* Whether the case is there at all for this person. A draft is not there but for those who write it. */
static bool is_there(const struct stage *s, enum actor_kind who)
{
	bool draft = str_eq(s->state, "draft"), staff = who <= ADMIN;
	switch (who) {
	case OTHER_ACCOUNT: case ELSEWHERE: case STRANGER: case VISITOR: return false;
	case MEMBER: case COLLEAGUE: return strstr(s->path, "ask:"); /* asked now, or asked before */
	case OWNER: return !draft || !s->counter;
	case SYSTEM: return !draft || !s->counter;
	default: return staff && (!draft || s->counter);
	}
}

/* What the stage's exits say of this action: the word behind the colon, NULL when there is no such exit. */
static const char *exit_of(struct world *w, const struct stage *s, enum case_action action)
{
	const char *exit = s->exits, *word = arena_printf(w->a, "%s:", actions[action].word);
	while (exit && !str_starts(exit, word))
		exit = (exit = strchr(exit, ' ')) ? exit + 1 : NULL;
	return exit ? exit + strlen(word) : NULL;
}

static enum err expected(struct world *w, const struct stage *s, enum case_action action, enum actor_kind who, const char **to)
{
	const char *exit = exit_of(w, s, action);
	if (!is_there(s, who))
		return ERR_NOT_FOUND;
	if (!exit)
		return ERR_CONFLICT;
	const char *state = strchr(exit, '>') + 1;
	*to = *state == '.' ? s->state : arena_strndup(w->a, state, strcspn(state, " "));
	if (who == SYSTEM && memchr(exit, 's', (size_t)(state - exit)))
		return ERR_CONFLICT;
	return actor_letters[who] && memchr(exit, actor_letters[who], (size_t)(state - exit)) ? OK : ERR_FORBIDDEN;
}

struct trying {
	struct doing doing;
	enum err result;
	struct fault fault;
	const char *state;
	int64_t rows; /* that it wrote, in the whole database */
};

/* Does it, notes what came of it, and undoes it. */
static enum err try_act(struct tx *t, void *arg)
{
	struct trying *x = arg;
	prepare_rows(t, x->doing.a.case_id, x->doing.a.action);
	int64_t before = rows_changed(t);
	x->result = case_act(t, &x->doing.w->site, &x->doing.a, &x->doing.out);
	x->fault = *t->fault;
	x->rows = rows_changed(t) - before;
	if (!x->result)
		x->state = states[state_by_word(x->doing.out.state)].word;
	return ERR_BAD_INPUT;
}

static void try_one(struct world *w, const struct stage *s, int64_t id, enum case_action action, enum actor_kind who)
{
	const char *to = NULL, *exit = exit_of(w, s, action);
	struct arena *a = arena_new(64 << 20);
	struct trying x = { .doing = { .w = w, .a = whole_act(w, id, action, who) } };
	enum err e = expected(w, s, action, who, &to);
	if (action == ACT_HAND_OVER && who == D && exit)
		x.doing.a.staff = w->who[actor_by_letter(*exit)].id; /* the head gives it back to one who has it */
	int64_t clock = world_clock;
	if (is_done_by_time(action))
		pass_time(action);
	assert_int_equal(store_write(w->site.store, a, &w->f, try_act, &x), ERR_BAD_INPUT);
	world_clock = clock;
	if (x.result != e)
		fail_msg("%s: %s by %s: expected %s, got %s (%s)", s->name, actions[action].word, actor_names[who], err_word(e),
			 err_word(x.result), x.fault.words);
	if (!e && !str_eq(x.state, to))
		fail_msg("%s: %s leads to %s, not %s", s->name, actions[action].word, x.state, to);
	if (e && str_blank(x.fault.words))
		fail_msg("%s: %s by %s is refused without words", s->name, actions[action].word, actor_names[who]);
	if (e ? x.rows != 0 : x.rows == 0)
		fail_msg("%s: %s by %s comes to %s and wrote %lld rows", s->name, actions[action].word, actor_names[who], err_word(e),
			 (long long)x.rows);
	arena_free(a);
}

static void every_state_action_and_person(void **state)
{
	struct world *w = *state;
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
		int64_t id = bring_to(w, &stages[i]);
		for (int action = 0; action < ACT__MAX; action++)
			for (int who = 0; who < ACTORS; who++)
				try_one(w, &stages[i], id, action, who);
	}
}

/* Every row of the table stands in some stage's exits: none is there that nothing tries. */
static void every_row_of_the_table_is_tried(void **state)
{
	struct world *w = *state;
	for (size_t i = 0; i < n_flow; i++) {
		bool tried = false;
		for (size_t k = 0; k < sizeof stages / sizeof *stages && !tried; k++) {
			const char *exit = flow_starts_in(&flow[i], state_by_word(stages[k].state)) ? exit_of(w, &stages[k], flow[i].action) : NULL;
			const char *to = exit ? strchr(exit, '>') + 1 : NULL;
			tried = to && (flow[i].to == FLOW_STAY ? *to == '.' : str_starts(to, states[flow[i].to].word) ||
				       (*to == '.' && flow[i].to == (int)state_by_word(stages[k].state)));
		}
		if (!tried)
			fail_msg("no stage tries row %zu: %s", i, actions[flow[i].action].word);
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
			if (who == SYSTEM)
				continue;
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
		{ "2016-10-14", "deliver:C", "", "delivery collection", "" },
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
		{ "2016-09-18", "deliver:C", "", "delivery collection", "" },
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
		IN_WORLD(every_row_of_the_table_is_tried),
		IN_WORLD(the_buttons_are_what_may_be_done),
		IN_WORLD(a_licence_by_way_of_the_counter),
		IN_WORLD(other_ways_and_their_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
