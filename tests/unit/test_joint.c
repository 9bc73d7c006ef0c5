/* Joint review and countersigning (行政许可法 art. 26(2)): who is asked, until when, and what their answers come to by each rule. */
#include "flow_travel.h"

static int64_t in_review(struct world *w, enum item_kind item)
{
	const struct leg legs[] = { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H", "PROMISED 2016-11-07, STATUTORY 2016-11-21" } };
	const struct leg joint[] = { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H", "PROMISED 2016-11-21, STATUTORY 2016-12-26" } };
	return item == JOINT ? TRAVEL(w, JOINT, true, joint) : TRAVEL(w, item, true, legs);
}

/* Asks the other organisation's handlers for three working days, and our own checkers for five. */
static void ask_both(struct world *w, int64_t id, const char *rule, bool silence)
{
	const struct ask_member both[] = { { w->asked, "handle", 0, 3 }, { w->organisation, "check", 0, 5 } };
	struct case_act a = whole_act(w, id, ACT_ASK, H);
	a.members = both;
	a.n_members = 2;
	a.rule = rule;
	a.silence_agrees = silence;
	a.reason = "请就选址提出意见";
	act_as(w, a);
}

static const struct member_row *members_of(struct world *w, int64_t id, size_t *out_n)
{
	struct member_row *rows;
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	*out_n = member_list(t, id, &rows);
	store_read_done(t);
	return rows;
}

static void answer(struct world *w, int64_t id, enum actor_kind who, const char *answer)
{
	struct case_act a = whole_act(w, id, ACT_ANSWER, who);
	a.answer = answer;
	act_as(w, a);
}

static void expect_asking(struct world *w, int64_t id, const char *where, const char *after, const char *wanted)
{
	const char *found = load_case(w, id).asking;
	if (!str_eq(found, wanted))
		fail_msg("%s: after %s it should be '%s', not '%s'", where, after, wanted, found);
}

/* --- rules --- */

/* Answers of the member and of the checker, what it is after each; "" is not given any more. */
static const struct {
	const char *rule, *first, *after_first, *second, *after_second;
} rules[] = {
	{ "all", "agree", "open", "agree", "agreed" },
	{ "all", "agree", "open", "conditions", "agreed" },
	{ "all", "object", "open", "agree", "refused" },
	{ "all", "agree", "open", "object", "refused" },
	{ "any", "agree", "agreed", "", "" },
	{ "any", "conditions", "agreed", "", "" },
	{ "any", "object", "open", "agree", "agreed" },
	{ "any", "object", "open", "object", "refused" },
	{ "veto", "object", "refused", "", "" },
	{ "veto", "conditions", "open", "agree", "agreed" },
	{ "veto", "agree", "open", "object", "refused" },
};

static void answers_come_to_what_the_rule_says(void **state)
{
	struct world *w = *state;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		int64_t id = in_review(w, THREE);
		const char *where = arena_printf(w->a, "rule %zu (%s)", i, rules[i].rule);
		ask_both(w, id, rules[i].rule, false);
		answer(w, id, MEMBER, rules[i].first);
		expect_asking(w, id, where, rules[i].first, rules[i].after_first);
		if (!*rules[i].second) {
			expect_not(w, whole_act(w, id, ACT_ANSWER, K), ERR_CONFLICT); /* it is decided, nobody is waited for */
			continue;
		}
		expect_not(w, whole_act(w, id, ACT_ANSWER, MEMBER), ERR_FORBIDDEN); /* nobody answers twice */
		answer(w, id, K, rules[i].second);
		expect_asking(w, id, where, rules[i].second, rules[i].after_second);
	}
}

/* The member answers (or "" not at all), the others let their five days pass, up to 31 October. */
static const struct { const char *rule, *first, *after; } silences[] = {
	{ "all", "agree", "agreed" }, { "all", "object", "refused" }, { "all", "", "agreed" },
	{ "any", "object", "agreed" }, { "any", "", "agreed" },
	{ "veto", "conditions", "agreed" }, { "veto", "", "agreed" },
};

static void silence_is_consent_only_where_it_was_said(void **state)
{
	struct world *w = *state;
	for (size_t i = 0; i < sizeof silences / sizeof *silences; i++) {
		int64_t told = in_review(w, THREE), not_told = in_review(w, THREE);
		const char *where = arena_printf(w->a, "silence %zu (%s)", i, silences[i].rule);
		ask_both(w, told, silences[i].rule, true);
		ask_both(w, not_told, silences[i].rule, false);
		if (*silences[i].first) {
			answer(w, told, MEMBER, silences[i].first);
			answer(w, not_told, MEMBER, silences[i].first);
		}
		set_day("2016-10-31"); /* the fifth working day is still theirs */
		if (*silences[i].first)
			expect_refusal(w, told, "silence:S", ERR_CONFLICT);
		set_day("2016-11-01");
		go(w, told, "silence:S");
		expect_asking(w, told, where, "silence", silences[i].after);
		expect_refusal(w, told, "silence:S", ERR_CONFLICT);
		expect_refusal(w, not_told, "silence:S", ERR_CONFLICT);
		expect_asking(w, not_told, where, "time", "open");
	}
}

/* --- who may be asked, and until when --- */

static void limits_end_with_the_days_of_the_case(void **state)
{
	struct world *w = *state;
	int64_t id = in_review(w, THREE);
	set_day("2016-10-31");
	expect_refusal(w, id, "ask:H,limit=0", ERR_BAD_INPUT);
	expect_refusal(w, id, "ask:H,limit=6", ERR_BAD_INPUT); /* 8 November, a day behind the promised one */
	assert_string_equal(w->f.field, "days");
	assert_non_null(strstr(w->f.words, "2016年11月7日"));
	expect_refusal(w, id, "ask:H,rule=most", ERR_BAD_INPUT);
	expect_refusal(w, id, "ask:H,reason= ", ERR_BAD_INPUT);
	go(w, id, "ask:H,limit=5");
	size_t n;
	const struct member_row *m = members_of(w, id, &n);
	assert_int_equal(n, 1);
	assert_int_equal(m->due_day, day_at("2016-11-07"));
	int64_t late = in_review(w, THREE);
	set_day("2016-11-08"); /* a day behind already: it can be asked all the same */
	go(w, late, "ask:H,limit=5");
}

static void those_asked_can_answer(void **state)
{
	struct world *w = *state;
	int64_t id = in_review(w, THREE);
	const struct ask_member wrong[][2] = {
		{ { w->asked, "check", 0, 3 } },                       /* nobody there checks */
		{ { w->asked, "counter", 0, 3 } },                     /* no role that gives opinions */
		{ { w->asked, "handle", w->who[COLLEAGUE].id, 3 } },   /* does not hold that role */
		{ { 4711, "handle", 0, 3 } },                          /* no such organisation */
		{ { w->asked, "handle", 0, 3 }, { w->asked, "handle", 0, 4 } }, /* twice the same */
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct case_act a = whole_act(w, id, ACT_ASK, H);
		a.members = wrong[i];
		a.n_members = wrong[i][1].days ? 2 : 1;
		expect_not(w, a, ERR_BAD_INPUT);
		assert_string_equal(w->f.field, "members");
	}
	struct case_act nobody = whole_act(w, id, ACT_ASK, H);
	nobody.n_members = 0;
	expect_not(w, nobody, ERR_BAD_INPUT);
}

static void one_person_may_be_asked_by_name(void **state)
{
	struct world *w = *state;
	int64_t id = in_review(w, THREE);
	const struct ask_member checker = { w->organisation, "check", w->who[K].id, 3 };
	struct case_act a = whole_act(w, id, ACT_ASK, H);
	a.members = &checker;
	act_as(w, a);
	expect_words("asking by name", "to-do lists", "check=checker", tasks_open_of(w, id));
	expect_not(w, whole_act(w, id, ACT_ANSWER, V), ERR_FORBIDDEN);
	assert_int_equal(count_of(notices_of(w, K), "asked "), 1);
	answer(w, id, K, "agree");
	expect_words("the answer", "to-do lists", "handle", tasks_open_of(w, id));
}

/* --- the course of it --- */

static void a_joint_case_is_asked_answered_and_settled(void **state)
{
	struct world *w = *state;
	int64_t id = in_review(w, JOINT);
	size_t n;
	ask_both(w, id, "all", false);
	expect_words("asking", "letters", "ask", letters_of(w, id, load_case(w, id).events));
	expect_words("asking", "to-do lists", "check handle@asked", tasks_open_of(w, id));
	assert_int_equal(count_of(notices_of(w, MEMBER), "asked "), 1);
	assert_int_equal(count_of(notices_of(w, COLLEAGUE), "asked "), 0);
	answer(w, id, MEMBER, "conditions");
	expect_words("one answer", "to-do lists", "check", tasks_open_of(w, id));
	answer(w, id, K, "agree");
	expect_words("all answers", "to-do lists", "handle", tasks_open_of(w, id));
	go(w, id, "settle:H,reason=同意选址");
	expect_words("settling", "letters", "opinions", letters_of(w, id, load_case(w, id).events));
	const struct member_row *m = members_of(w, id, &n);
	assert_int_equal(n, 2);
	assert_string_equal(m[0].answer, "conditions");
	assert_string_equal(m[0].answered_by, actor_names[MEMBER]);
	assert_string_equal(m[0].question, "请就选址提出意见");
	assert_int_equal(m[0].due_day, day_at("2016-10-27"));
	assert_int_equal(m[1].due_day, day_at("2016-10-31"));
	assert_true(m[0].closed && m[1].closed);
}

/* What the papers of asking and of summing up say. */
static void letters_name_who_was_asked_and_what_they_said(void **state)
{
	struct world *w = *state;
	int64_t id = in_review(w, JOINT);
	ask_both(w, id, "all", false);
	const char *asked = fact(w, id, "ask", "asked");
	assert_string_equal(asked, "[{\"agency\":\"会签局\",\"until\":\"2016年10月27日\"},{\"agency\":\"试验局\",\"until\":\"2016年10月31日\"}]");
	assert_string_equal(fact(w, id, "ask", "question"), "请就选址提出意见");
	set_day("2016-10-25");
	answer(w, id, MEMBER, "conditions");
	set_day("2016-10-26");
	answer(w, id, K, "agree");
	go(w, id, "settle:H,reason=同意选址");
	const char *opinions = fact(w, id, "opinions", "opinions");
	assert_string_equal(opinions, "[{\"agency\":\"会签局\",\"answer\":\"有条件同意\",\"words\":\"理由\",\"date\":\"2016年10月25日\"},"
				      "{\"agency\":\"试验局\",\"answer\":\"同意\",\"words\":\"理由\",\"date\":\"2016年10月26日\"}]");
	assert_string_equal(fact(w, id, "opinions", "outcome"), "同意选址");
	assert_string_equal(fact(w, id, "opinions", "question"), "请就选址提出意见");
}

static void a_question_can_be_taken_back(void **state)
{
	struct world *w = *state;
	int64_t id = in_review(w, THREE);
	size_t n;
	ask_both(w, id, "all", true);
	answer(w, id, MEMBER, "object");
	go(w, id, "cancel-ask:H");
	expect_asking(w, id, "cancel", "taking it back", "");
	expect_words("taking it back", "to-do lists", "handle", tasks_open_of(w, id));
	const struct member_row *m = members_of(w, id, &n);
	assert_true(m[0].closed && m[1].closed);
	expect_not(w, whole_act(w, id, ACT_ANSWER, K), ERR_CONFLICT);
	set_day("2016-12-01");
	expect_refusal(w, id, "silence:S", ERR_CONFLICT);
	go(w, id, "advance:H");
}

static void a_refusal_is_asked_again_or_resolved(void **state)
{
	struct world *w = *state;
	int64_t id = in_review(w, JOINT);
	size_t n;
	ask_both(w, id, "veto", false);
	answer(w, id, MEMBER, "object");
	expect_refusal(w, id, "settle:H", ERR_CONFLICT);
	expect_refusal(w, id, "advance:H", ERR_CONFLICT);
	ask_both(w, id, "veto", false);
	const struct member_row *m = members_of(w, id, &n);
	assert_int_equal(n, 4);
	assert_int_equal(m[3].round, 2);
	answer(w, id, MEMBER, "object");
	go(w, id, "resolve:D,reason=区政府协调会议纪要");
	go(w, id, "settle:H");
	go(w, id, "advance:H");
	expect_words("the next step", "to-do lists", "check", tasks_open_of(w, id));
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(answers_come_to_what_the_rule_says),
		IN_WORLD(silence_is_consent_only_where_it_was_said),
		IN_WORLD(limits_end_with_the_days_of_the_case),
		IN_WORLD(those_asked_can_answer),
		IN_WORLD(one_person_may_be_asked_by_name),
		IN_WORLD(a_joint_case_is_asked_answered_and_settled),
		IN_WORLD(letters_name_who_was_asked_and_what_they_said),
		IN_WORLD(a_question_can_be_taken_back),
		IN_WORLD(a_refusal_is_asked_again_or_resolved),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
