/* What must hold over time: the chain of events, numbers, stale pages, double clicks, a clock set back, what an action needs. */
#include "flow_world.h"
#include "base/check.h"
#include <pthread.h>

static enum err try_one(struct world *w, struct doing *d)
{
	return store_write(w->site.store, w->a, &w->f, do_act, d);
}

static int64_t at_prereview(struct world *w)
{
	int64_t id = new_draft(w, THREE, false);
	act(w, id, ACT_SUBMIT, OWNER);
	return id;
}

static int64_t in_review(struct world *w)
{
	int64_t id = new_draft(w, THREE, true);
	act(w, id, ACT_REGISTER, C);
	act(w, id, ACT_ACCEPT, H);
	return id;
}

/* --- the chain --- */

static void events_are_numbered_and_chained(void **state)
{
	struct world *w = *state;
	struct event_row *e;
	int64_t id = in_review(w);
	act(w, id, ACT_ADVANCE, H);
	act(w, id, ACT_ADVANCE, K);
	act(w, id, ACT_DENY, V);
	act(w, id, ACT_DELIVER, C);
	size_t n = events_of(w, id, &e);
	assert_int_equal(n, 6);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(e[i].no, i + 1);
		assert_string_equal(e[i].prev_hash, i ? e[i - 1].hash : "");
		assert_string_equal(e[i].from_state, i ? e[i - 1].to_state : "draft");
		assert_int_equal(strlen(e[i].hash), 64);
	}
	assert_string_equal(load_case(w, id).head, e[n - 1].hash);
	assert_int_equal(cases_verify(&w->site, w->a), 0);
}

static enum err forge(struct tx *t, void *arg)
{
	struct cursor c;
	sql_start(t, &test_statements[EVENT_FORGE], &c);
	sql_bind_i64(&c, t->area);
	sql_bind_i64(&c, *(int64_t *)arg);
	sql_bind_text(&c, "改过的理由");
	sql_row(&c);
	assert_int_equal(sql_end(&c), 1);
	return t->failed;
}

static void a_forged_event_is_found_out(void **state)
{
	struct world *w = *state;
	int64_t good = at_prereview(w), forged = at_prereview(w);
	assert_true(good != forged);
	assert_int_equal(cases_verify(&w->site, w->a), 0);
	expect_ok(w, store_write(w->site.store, w->a, &w->f, forge, &forged));
	assert_int_equal(cases_verify(&w->site, w->a), 1);
}

/* --- stale pages and double clicks --- */

static void a_stale_page_changes_nothing_and_says_what_happened(void **state)
{
	struct world *w = *state;
	int64_t id = at_prereview(w);
	struct doing stale = { .w = w, .a = whole_act(w, id, ACT_WITHDRAW, OWNER) };
	stale.a.seen = load_case(w, id).events;
	act(w, id, ACT_PASS, P);
	struct case_row before = load_case(w, id);
	assert_int_equal(try_one(w, &stale), ERR_CONFLICT);
	assert_non_null(strstr(w->f.words, actions[ACT_PASS].done));
	assert_non_null(strstr(w->f.words, actor_names[P]));
	assert_non_null(strstr(w->f.words, states[STATE_AWAITING_PAPERS].name));
	struct case_row after = load_case(w, id);
	assert_string_equal(after.state, before.state);
	assert_int_equal(after.events, before.events);
	assert_string_equal(after.head, before.head);
	stale.a.seen = after.events; /* after looking again it is done */
	assert_int_equal(try_one(w, &stale), OK);
}

static void a_double_click_submits_once(void **state)
{
	struct world *w = *state;
	int64_t id = new_draft(w, THREE, false);
	struct doing submit = { .w = w, .a = whole_act(w, id, ACT_SUBMIT, OWNER) };
	submit.a.seen = 0;
	assert_int_equal(try_one(w, &submit), OK);
	const char *number = arena_strdup(w->a, submit.out.number);
	assert_int_equal(try_one(w, &submit), ERR_CONFLICT);
	struct case_row c = load_case(w, id);
	assert_int_equal(c.events, 1);
	assert_string_equal(c.number, number);
}

static void the_same_form_makes_one_draft(void **state)
{
	struct world *w = *state;
	struct opening first = { .w = w, .item = THREE, .once = "form-1" }, again = first, other = { .w = w, .item = THREE, .once = "form-2" };
	expect_ok(w, store_write(w->site.store, w->a, &w->f, open_draft, &first));
	expect_ok(w, store_write(w->site.store, w->a, &w->f, open_draft, &again));
	expect_ok(w, store_write(w->site.store, w->a, &w->f, open_draft, &other));
	assert_int_equal(again.id, first.id);
	assert_int_not_equal(other.id, first.id);
}

static void somebody_elses_case_is_as_if_it_were_not(void **state)
{
	struct world *w = *state;
	struct doing theirs = { .w = w, .a = whole_act(w, at_prereview(w), ACT_WITHDRAW, OTHER_ACCOUNT) };
	struct doing missing = { .w = w, .a = whole_act(w, 4711, ACT_WITHDRAW, OTHER_ACCOUNT) };
	assert_int_equal(try_one(w, &theirs), ERR_NOT_FOUND);
	const char *words = arena_strdup(w->a, w->f.words);
	assert_int_equal(try_one(w, &missing), ERR_NOT_FOUND);
	assert_string_equal(w->f.words, words);
}

/* --- time --- */

static void a_clock_set_back_does_not_turn_time_back(void **state)
{
	struct world *w = *state;
	struct event_row *e;
	set_day("2016-09-20");
	int64_t id = in_review(w);
	set_day("2016-09-21");
	act(w, id, ACT_ADVANCE, H);
	set_day("2016-09-19");
	act(w, id, ACT_ADVANCE, K);
	set_day("2016-09-12");
	act(w, id, ACT_GRANT, V);
	size_t n = events_of(w, id, &e);
	for (size_t i = 1; i < n; i++)
		if (e[i].at < e[i - 1].at)
			fail_msg("event %lld (%s) lies before the one it follows", (long long)e[i].no, e[i].action);
	struct case_row c = load_case(w, id);
	assert_true(c.decided_at >= c.accepted_at && c.accepted_at >= c.submitted_at && c.submitted_at >= c.opened_at);
	assert_int_equal(cases_verify(&w->site, w->a), 0);
}

/* --- numbers --- */

enum { CLERKS = 4, EACH = 25 };

struct clerk {
	struct world *w;
	pthread_t thread;
	int64_t ids[EACH];
	const char *wrong;
};

static void *submit_many(void *arg)
{
	struct clerk *k = arg;
	struct arena *a = arena_new(256 << 20);
	struct fault f = { 0 };
	for (int i = 0; i < EACH && !k->wrong; i++) {
		struct doing d = { .w = k->w, .a = whole_act(k->w, k->ids[i], ACT_SUBMIT, OWNER) };
		if (store_write(k->w->site.store, a, &f, do_act, &d) != OK)
			k->wrong = strdup(f.words);
	}
	arena_free(a);
	return NULL;
}

static void numbers_follow_one_another_without_doubles(void **state)
{
	struct world *w = *state;
	struct clerk clerks[CLERKS];
	bool taken[CLERKS * EACH + 1] = { false };
	for (int k = 0; k < CLERKS; k++) {
		clerks[k] = (struct clerk){ .w = w };
		for (int i = 0; i < EACH; i++)
			clerks[k].ids[i] = new_draft(w, THREE, false);
	}
	for (int k = 0; k < CLERKS; k++)
		assert_int_equal(pthread_create(&clerks[k].thread, NULL, submit_many, &clerks[k]), 0);
	for (int k = 0; k < CLERKS; k++)
		pthread_join(clerks[k].thread, NULL);
	for (int k = 0; k < CLERKS; k++) {
		if (clerks[k].wrong)
			fail_msg("a clerk could not submit: %s", clerks[k].wrong);
		for (int i = 0; i < EACH; i++) {
			int64_t n = 0;
			const char *number = load_case(w, clerks[k].ids[i]).number;
			if (check_case(number))
				fail_msg("%s: %s", number, check_case(number));
			assert_memory_equal(number, "HC160914", 8);
			assert_true(num_parse(arena_strndup(w->a, number + 8, 6), 1, CLERKS * EACH, &n));
			if (taken[n])
				fail_msg("%s was given out twice", number);
			taken[n] = true;
		}
	}
}

static void each_day_counts_from_one(void **state)
{
	struct world *w = *state;
	at_prereview(w);
	set_day("2016-09-18");
	const char *number = load_case(w, at_prereview(w)).number;
	assert_memory_equal(number, "HC160918000001", 14);
	assert_memory_equal(load_case(w, at_prereview(w)).number, "HC160918000002", 14);
}

/* --- what an action needs --- */

enum lacking { DECLARED, REASON, KIND, AGENCY, BASIS, METHOD, RECIPIENT };

static const struct {
	const char *path; /* letters of actions, see below */
	enum case_action action;
	enum actor_kind who;
	enum lacking lacking;
	const char *field;
} needs[] = {
	{ "", ACT_SUBMIT, OWNER, DECLARED, "declared" },
	{ "s", ACT_REJECT, P, REASON, "reason" },
	{ "s", ACT_WITHDRAW, OWNER, REASON, "reason" },
	{ "r", ACT_REFUSE, H, KIND, "refusal_kind" },
	{ "r", ACT_REFUSE, H, AGENCY, "competent_agency" },
	{ "r", ACT_REFUSE, H, REASON, "reason" },
	{ "ra", ACT_ADVANCE, H, REASON, "reason" },
	{ "ra12", ACT_GRANT, V, REASON, "reason" },
	{ "ra12", ACT_RETURN_STEP, V, REASON, "reason" },
	{ "ra12", ACT_DENY, V, REASON, "reason" },
	{ "ra12", ACT_DENY, V, BASIS, "basis" },
	{ "ra12d", ACT_DELIVER, C, METHOD, "method" },
	{ "ra12d", ACT_DELIVER, C, RECIPIENT, "recipient" },
};

static int64_t follow(struct world *w, const char *path)
{
	static const struct { char letter; enum case_action action; enum actor_kind who; } ways[] = {
		{ 's', ACT_SUBMIT, OWNER }, { 'r', ACT_REGISTER, C }, { 'a', ACT_ACCEPT, H }, { '1', ACT_ADVANCE, H }, { '2', ACT_ADVANCE, K },
		{ 'd', ACT_DENY, V },
	};
	int64_t id = new_draft(w, THREE, *path == 'r');
	for (; *path; path++)
		for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
			if (ways[i].letter == *path)
				act(w, id, ways[i].action, ways[i].who);
	return id;
}

static void take_away(struct case_act *a, enum lacking what)
{
	switch (what) {
	case DECLARED: a->declared = false; break;
	case REASON: a->reason = " 　"; break;
	case KIND: a->refusal_kind = "d"; break;
	case AGENCY: a->competent_agency = ""; break;
	case BASIS: a->basis = NULL; break;
	case METHOD: a->method = ""; break;
	case RECIPIENT: a->recipient = " "; break;
	}
}

static void what_is_missing_is_named_and_nothing_is_done(void **state)
{
	struct world *w = *state;
	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
		int64_t id = follow(w, needs[i].path);
		struct doing d = { .w = w, .a = whole_act(w, id, needs[i].action, needs[i].who) };
		int64_t events = load_case(w, id).events;
		take_away(&d.a, needs[i].lacking);
		enum err e = try_one(w, &d);
		if (e != ERR_BAD_INPUT || !str_eq(w->f.field, needs[i].field))
			fail_msg("%s without %s: got %s at field '%s': %s", actions[needs[i].action].word, needs[i].field, err_word(e), w->f.field,
				 w->f.words);
		assert_int_equal(load_case(w, id).events, events);
	}
}

/* The same action without the opinions and files that do_act() would put in place. */
static enum err act_bare(struct tx *t, void *arg)
{
	struct doing *d = arg;
	return case_act(t, &d->w->site, &d->a, &d->out);
}

static void expect_refused(struct world *w, int64_t id, enum case_action action, enum actor_kind who, const char *words)
{
	struct doing d = { .w = w, .a = whole_act(w, id, action, who) };
	enum err e = store_write(w->site.store, w->a, &w->f, act_bare, &d);
	if (e != ERR_BAD_INPUT || !strstr(w->f.words, words))
		fail_msg("%s should be refused with '%s': %s %s", actions[action].word, words, err_word(e), w->f.words);
}

static enum err empty_material(struct tx *t, void *arg)
{
	material_set_source(t, *(int64_t *)arg, 1, "none", 0, 0);
	return t->failed;
}

static enum err no_delivery(struct tx *t, void *arg)
{
	case_save_delivery(t, *(int64_t *)arg, "{\"method\":\"post\",\"address\":\"某处\"}");
	return t->failed;
}

static void materials_and_opinions_are_needed(void **state)
{
	struct world *w = *state;
	int64_t id = new_draft(w, THREE, false), other = new_draft(w, THREE, false);
	expect_ok(w, store_write(w->site.store, w->a, &w->f, no_delivery, &other));
	expect_refused(w, other, ACT_SUBMIT, OWNER, "领取方式");
	expect_ok(w, store_write(w->site.store, w->a, &w->f, empty_material, &other));
	expect_refused(w, other, ACT_SUBMIT, OWNER, "1 份必需的材料");
	act(w, id, ACT_SUBMIT, OWNER);
	expect_refused(w, id, ACT_PASS, P, "申请书");
	expect_refused(w, id, ACT_RETURN, P, "不符合");
	act(w, id, ACT_RETURN, P);
	expect_refused(w, id, ACT_RESUBMIT, OWNER, "没有按意见修改");
}

/* --- one who handled a case should not approve it --- */

static enum err forbid_same_person(struct tx *t, void *arg)
{
	return setting_set(t, "same_person", arg);
}

static void one_who_handled_does_not_approve_unseen(void **state)
{
	struct world *w = *state;
	struct event_row *e;
	hire(w, H, ROLE_APPROVE);
	int64_t id = follow(w, "ra12");
	struct doing d = { .w = w, .a = whole_act(w, id, ACT_GRANT, H) };
	expect_ok(w, store_write(w->site.store, w->a, &w->f, forbid_same_person, "forbid"));
	assert_int_equal(try_one(w, &d), ERR_FORBIDDEN);
	expect_ok(w, store_write(w->site.store, w->a, &w->f, forbid_same_person, "flag"));
	assert_int_equal(try_one(w, &d), OK);
	size_t n = events_of(w, id, &e);
	assert_non_null(strstr(e[n - 1].payload, "\"same_person\":true"));
	int64_t usual = follow(w, "ra12");
	act(w, usual, ACT_GRANT, V);
	n = events_of(w, usual, &e);
	assert_null(strstr(e[n - 1].payload, "same_person"));
}

static void a_second_round_of_supplements_is_flagged(void **state)
{
	struct world *w = *state;
	struct event_row *e;
	int64_t id = follow(w, "r");
	for (int round = 0; round < 2; round++) {
		act(w, id, ACT_REQUIRE_SUPPLEMENT, H);
		act(w, id, ACT_SUPPLY, OWNER);
	}
	assert_int_equal(load_case(w, id).rounds, 2);
	size_t n = events_of(w, id, &e);
	assert_null(strstr(e[1].payload, "\"round\""));
	assert_non_null(strstr(e[n - 2].payload, "\"round\":2"));
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(events_are_numbered_and_chained),
		IN_WORLD(a_forged_event_is_found_out),
		IN_WORLD(a_stale_page_changes_nothing_and_says_what_happened),
		IN_WORLD(a_double_click_submits_once),
		IN_WORLD(the_same_form_makes_one_draft),
		IN_WORLD(somebody_elses_case_is_as_if_it_were_not),
		IN_WORLD(a_clock_set_back_does_not_turn_time_back),
		IN_WORLD(numbers_follow_one_another_without_doubles),
		IN_WORLD(each_day_counts_from_one),
		IN_WORLD(what_is_missing_is_named_and_nothing_is_done),
		IN_WORLD(materials_and_opinions_are_needed),
		IN_WORLD(one_who_handled_does_not_approve_unseen),
		IN_WORLD(a_second_round_of_supplements_is_flagged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
