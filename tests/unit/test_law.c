/* The law by its articles, each with exact days of 2016 and 2017 (行政许可法 without a name): what stops, what is added, who is
 * heard, and what the letters say of it. 2016: 1 to 7 October were off, the 8th and 9th, a weekend, were worked. */
#include "flow_travel.h"

struct fact { const char *letter, *key, *value; };

static void expect_facts(struct world *w, int64_t id, const struct fact *facts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *found = fact(w, id, facts[i].letter, facts[i].key);
		if (!str_eq(found, facts[i].value))
			fail_msg("%s of the letter %s should be '%s', not '%s'", facts[i].key, facts[i].letter, facts[i].value, found);
	}
}
#define EXPECT_FACTS(w, id, facts) expect_facts(w, id, facts, sizeof facts / sizeof *facts)

/* Registered and accepted on this day. */
static int64_t in_review(struct world *w, enum item_kind item, const char *day)
{
	const struct leg legs[] = { { day, "register:C" }, { day, "accept:H" } };
	return TRAVEL(w, item, true, legs);
}

static void expect_clocks(struct world *w, int64_t id, const char *after, const char *clocks)
{
	expect_words(after, "clocks", clocks, clocks_of(w, id));
}

static const char *last_payload(struct world *w, int64_t id, const char *key)
{
	struct event_row *e;
	size_t n = events_of(w, id, &e);
	const json_t *v = json_object_get(json_parse(w->a, e[n - 1].payload), key);
	return json_is_string(v) ? json_string_value(v) : json_is_true(v) ? "true" : json_is_integer(v) ? "number" : "";
}

/* --- art. 45: time that is not counted --- */

static void a_special_procedure_stops_both_clocks(void **state)
{
	static const struct leg legs[] = {
		{ "2016-10-24", "register:C", "ACCEPT 2016-10-31", "receipt", "handle" },
		{ "2016-10-24", "accept:H", "PROMISED 2016-11-07, STATUTORY 2016-11-21", "acceptance", "handle" },
		{ "2016-10-31", "begin-special:H,amount=5", "PROMISED paused, STATUTORY paused, SPECIAL 2016-11-07", "special", "handle" },
		{ "2016-11-07", "end-special:H,reason=检测合格", "PROMISED 2016-11-14, STATUTORY 2016-11-28", "special_end", "handle" },
	};
	static const struct fact facts[] = {
		{ "special", "special_name", "检测" }, { "special", "special_time", "5 个工作日" }, { "special", "special_by", "检测院" },
		{ "special", "approved_by", "局长" }, { "special", "started_on", "2016年10月31日" }, { "special", "reason", "理由" },
		{ "special", "estimated_on", "2016年11月14日" }, { "special", "basis", "依据" },
		{ "special_end", "special_name", "检测" }, { "special_end", "special_result", "检测合格" },
		{ "special_end", "special_by", "检测院" }, { "special_end", "started_on", "2016年10月31日" },
		{ "special_end", "ended_on", "2016年11月7日" }, { "special_end", "new_due_on", "2016年11月14日" },
		{ "special_end", "statutory_due_on", "2016年11月28日" },
	};
	EXPECT_FACTS(*state, TRAVEL(*state, THREE, true, legs), facts);
}

static void it_may_stop_twice_and_over_a_festival(void **state)
{
	static const struct leg twice[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-24", "accept:H" },
		{ "2016-10-31", "begin-special:H" },
		{ "2016-11-07", "end-special:H" },
		{ "2016-11-09", "begin-special:H", "PROMISED paused, STATUTORY paused, SPECIAL 2016-11-30" },
		{ "2016-11-14", "end-special:H", "PROMISED 2016-11-17, STATUTORY 2016-12-01" },
	};
	static const struct leg festival[] = {
		{ "2016-09-20", "register:C" },
		{ "2016-09-20", "accept:H", "PROMISED 2016-10-09, STATUTORY 2016-10-21" },
		{ "2016-09-28", "begin-special:H" },
		{ "2016-10-09", "end-special:H", "PROMISED 2016-10-13, STATUTORY 2016-10-27" },
	};
	static const struct leg same_day[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-24", "accept:H" },
		{ "2016-10-31", "begin-special:H" },
		{ "2016-10-31", "end-special:H", "PROMISED 2016-11-07, STATUTORY 2016-11-21" },
	};
	TRAVEL(*state, THREE, true, twice);
	TRAVEL(*state, THREE, true, festival);
	TRAVEL(*state, THREE, true, same_day);
}

static void its_own_time_counts_as_it_was_told(void **state)
{
	static const struct leg natural[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-24", "accept:H" },
		{ "2016-10-31", "begin-special:H,amount=15,unit=nd", "PROMISED paused, STATUTORY paused, SPECIAL 2016-11-15" },
	};
	static const struct leg ends_on_a_sunday[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-24", "accept:H" },
		{ "2016-10-31", "begin-special:H,amount=20,unit=nd", "PROMISED paused, STATUTORY paused, SPECIAL 2016-11-21" },
	};
	static const struct fact facts[] = { { "special", "special_time", "15 日" }, { "special", "estimated_on", "2016年11月22日" } };
	EXPECT_FACTS(*state, TRAVEL(*state, THREE, true, natural), facts);
	TRAVEL(*state, THREE, true, ends_on_a_sunday);
}

static void it_needs_kind_time_place_and_approval(void **state)
{
	static const struct { const char *step, *field; } lacking[] = {
		{ "begin-special:H,special=wait", "special" }, { "begin-special:H,amount=0", "amount" }, { "begin-special:H,amount=366", "amount" },
		{ "begin-special:H,unit=mo", "unit" }, { "begin-special:H,organiser= ", "organiser" }, { "begin-special:H,approver= ", "approver" },
	};
	struct world *w = *state;
	int64_t id = in_review(w, THREE, "2016-10-24");
	for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++) {
		expect_refusal(w, id, lacking[i].step, ERR_BAD_INPUT);
		assert_string_equal(w->f.field, lacking[i].field);
	}
}

/* --- art. 42: once, at most ten working days, jointly fifteen --- */

static void an_extension_adds_days_once(void **state)
{
	struct world *w = *state;
	int64_t id = in_review(w, THREE, "2016-10-24");
	static const struct fact facts[] = {
		{ "extension", "old_due_on", "2016年11月7日" }, { "extension", "new_due_on", "2016年11月21日" }, { "extension", "extension_days", "10" },
		{ "extension", "approved_by", "head" }, { "extension", "reason", "案情复杂" }, { "extension", "statutory_due_on", "2016年12月5日" },
	};
	set_day("2016-10-26");
	expect_refusal(w, id, "ask-extension:H,days=0", ERR_BAD_INPUT);
	expect_refusal(w, id, "ask-extension:H,days=11", ERR_BAD_INPUT);
	go(w, id, "ask-extension:H,days=10");
	expect_clocks(w, id, "asking for days", "PROMISED 2016-11-07, STATUTORY 2016-11-21");
	expect_words("asking for days", "to-do lists", "handle head", tasks_open_of(w, id));
	expect_refusal(w, id, "ask-extension:H", ERR_CONFLICT);
	go(w, id, "decline-extension:D");
	expect_words("declining", "to-do lists", "handle", tasks_open_of(w, id));
	go(w, id, "ask-extension:H,days=10");
	expect_refusal(w, id, "extend:D,days=11", ERR_BAD_INPUT);
	go(w, id, "extend:D,days=10,reason=案情复杂");
	expect_clocks(w, id, "extending", "PROMISED 2016-11-21, STATUTORY 2016-12-05");
	EXPECT_FACTS(w, id, facts);
	expect_refusal(w, id, "ask-extension:H,days=1", ERR_CONFLICT);
	expect_refusal(w, id, "extend:D,days=1", ERR_CONFLICT);
}

static void an_extension_counts_working_days_of_every_item(void **state)
{
	static const struct leg joint[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-24", "accept:H", "PROMISED 2016-11-21, STATUTORY 2016-12-26" },
		{ "2016-10-25", "extend:D,days=15", "PROMISED 2016-12-12, STATUTORY 2017-01-17", "extension" },
	};
	static const struct leg natural[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-24", "accept:H", "PROMISED 2016-11-14, STATUTORY 2016-11-23" },
		{ "2016-10-25", "extend:D,days=10", "PROMISED 2016-11-28, STATUTORY 2016-12-07", "extension" },
	};
	static const struct leg then_special[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-24", "accept:H" },
		{ "2016-10-26", "extend:D,days=10", "PROMISED 2016-11-21, STATUTORY 2016-12-05" },
		{ "2016-10-31", "begin-special:H" },
		{ "2016-11-07", "end-special:H", "PROMISED 2016-11-28, STATUTORY 2016-12-12" },
	};
	struct world *w = *state;
	TRAVEL(w, JOINT, true, joint);
	TRAVEL(w, NATURAL, true, natural);
	TRAVEL(w, THREE, true, then_special);
	expect_refusal(w, in_review(w, JOINT, "2016-10-24"), "extend:D,days=16", ERR_BAD_INPUT);
}

static void nothing_is_extended_while_it_stands_still(void **state)
{
	struct world *w = *state;
	int64_t special = in_review(w, THREE, "2016-10-24"), supplement = in_review(w, PAUSING, "2016-10-24");
	go(w, special, "ask-extension:H,days=10");
	go(w, special, "begin-special:H");
	go(w, supplement, "require-review-supplement:H");
	expect_refusal(w, special, "extend:D,days=10", ERR_CONFLICT);
	expect_refusal(w, supplement, "extend:D,days=10", ERR_CONFLICT);
	go(w, special, "end-special:H");
	go(w, special, "extend:D,days=10"); /* what was asked before still waits */
	expect_clocks(w, special, "extending", "PROMISED 2016-11-21, STATUTORY 2016-12-05");
}

/* --- arts. 31, 32: supplements --- */

/* The applicant has thirty days, but none behind the statutory period, which nothing stops. */
static void a_review_supplement_never_stops_the_statutory_clock(void **state)
{
	static const struct leg runs_on[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-24", "accept:H" },
		{ "2016-10-31", "require-review-supplement:H", "SUPPLEMENT 2016-11-21, PROMISED 2016-11-07, STATUTORY 2016-11-21",
		  "review_supplement", "" },
		{ "2016-11-07", "supply:A", "PROMISED 2016-11-07, STATUTORY 2016-11-21", "review_supply_receipt_online", "handle" },
	};
	static const struct leg pauses[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-24", "accept:H" },
		{ "2016-10-31", "require-review-supplement:H", "SUPPLEMENT 2016-11-21, PROMISED paused, STATUTORY 2016-11-21",
		  "review_supplement", "" },
		{ "2016-11-07", "supply:C", "PROMISED 2016-11-14, STATUTORY 2016-11-21", "review_supply_receipt", "handle" },
	};
	static const struct leg never_came[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-24", "accept:H" },
		{ "2016-10-31", "require-review-supplement:H" },
		{ "2016-11-22", "fall-due:S", "PROMISED 2016-11-29, STATUTORY 2016-11-21", "", "handle" },
		{ "2016-11-23", "continue:H", "PROMISED 2016-11-29, STATUTORY 2016-11-21", "", "handle" },
	};
	static const struct fact facts[] = {
		{ "review_supplement", "supply_by", "2016年11月21日" }, { "review_supplement", "gaps", "[{\"name\":\"申请书\",\"reason\":\"不清楚\"}]" },
		{ "review_supply_receipt", "received_on", "2016年11月7日" }, { "review_supply_receipt", "due_on", "2016年11月14日" },
	};
	struct world *w = *state;
	TRAVEL(w, THREE, true, runs_on);
	EXPECT_FACTS(w, TRAVEL(w, PAUSING, true, pauses), facts);
	int64_t id = TRAVEL(w, PAUSING, true, never_came);
	assert_int_equal(load_case(w, id).due_day, day_at("2016-11-21")); /* the office's turn again, overdue or not */
}

static void a_second_round_begins_anew(void **state)
{
	static const struct leg legs[] = {
		{ "2016-10-24", "register:C", "ACCEPT 2016-10-31" },
		{ "2016-10-25", "require-supplement:H", "SUPPLEMENT 2016-11-24", "supplement", "" },
		{ "2016-11-01", "supply:A", "ACCEPT 2016-11-08", "supply_receipt_online", "handle" },
		{ "2016-11-02", "require-supplement:H", "SUPPLEMENT 2016-12-02", "supplement", "" },
		{ "2016-12-05", "fall-due:S", "", "", "handle" },
		{ "2016-12-06", "remind:H", "SUPPLEMENT 2017-01-05", "", "" },
		{ "2016-12-07", "supply:C", "ACCEPT 2016-12-14", "supply_receipt", "handle" },
		{ "2016-12-08", "accept:H", "PROMISED 2016-12-22, STATUTORY 2017-01-06", "acceptance", "handle" },
	};
	struct world *w = *state;
	assert_int_equal(load_case(w, TRAVEL(w, THREE, true, legs)).rounds, 2);
}

static void a_lapse_is_told_with_its_day(void **state)
{
	static const struct leg legs[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-25", "require-supplement:H" },
		{ "2016-11-25", "fall-due:S" },
		{ "2016-11-28", "lapse:H,reason=没有补正", "", "lapse", "" },
	};
	static const struct fact facts[] = { { "lapse", "supply_by", "2016年11月24日" }, { "lapse", "reason", "没有补正" } };
	struct world *w = *state;
	int64_t id = TRAVEL(w, THREE, true, legs);
	EXPECT_FACTS(w, id, facts);
	assert_int_equal(load_case(w, id).result, 5);
}

/* --- arts. 46 to 48: hearings --- */

static void a_hearing_is_told_asked_for_announced_and_held(void **state)
{
	static const struct leg legs[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-24", "accept:H" },
		{ "2016-10-25", "advance:H" },
		{ "2016-10-26", "advance:K" },
		{ "2016-11-01", "tell-hearing:V,reason=拟不予许可", "PROMISED 2016-11-07, STATUTORY 2016-11-21, HEARING 2016-11-08", "hearing_right",
		  "approve" },
		{ "2016-11-02", "ask-hearing:A", "PROMISED 2016-11-07, STATUTORY 2016-11-21", "", "approve" },
	};
	static const struct fact facts[] = {
		{ "hearing_right", "hearing_until", "2016年11月8日" }, { "hearing_right", "reason", "拟不予许可" },
		{ "hearing", "hearing_at", "2016年11月14日 09:30" }, { "hearing", "hearing_place", "三楼会议室" }, { "hearing", "hearing_host", "检测院" },
		{ "special", "special_name", "听证" }, { "special_end", "special_name", "听证" },
	};
	struct world *w = *state;
	int64_t id = TRAVEL(w, HEARD, true, legs);
	assert_int_equal(count_of(notices_of(w, H), "要求听证"), 1);
	set_day("2016-11-03");
	expect_refusal(w, id, "begin-special:H,special=hearing,hearing=2016-11-13 09:30", ERR_BAD_INPUT); /* a Sunday, six days on */
	assert_string_equal(w->f.field, "hearing_at");
	expect_refusal(w, id, "begin-special:H,special=hearing,hearing=2016-11-14 09:30,place= ", ERR_BAD_INPUT);
	go(w, id, "begin-special:H,special=hearing,hearing=2016-11-14 09:30");
	expect_words("announcing", "letters", "special hearing", letters_of(w, id, load_case(w, id).events));
	set_day("2016-11-14");
	go(w, id, "end-special:H");
	EXPECT_FACTS(w, id, facts);
	assert_string_equal(load_case(w, id).hearing, "held");
	go(w, id, "deny:V");
}

static void the_days_to_ask_for_a_hearing_wait_for_the_case(void **state)
{
	static const struct leg legs[] = {
		{ "2016-10-24", "register:C" },
		{ "2016-10-24", "accept:H" },
		{ "2016-11-01", "tell-hearing:H", "PROMISED 2016-11-07, STATUTORY 2016-11-21, HEARING 2016-11-08" },
		{ "2016-11-02", "begin-special:H", "PROMISED paused, STATUTORY paused, SPECIAL 2016-11-23, HEARING paused" },
		{ "2016-11-09", "end-special:H", "PROMISED 2016-11-14, STATUTORY 2016-11-28, HEARING 2016-11-15" },
		{ "2016-11-10", "require-review-supplement:H", "SUPPLEMENT 2016-11-28, PROMISED 2016-11-14, STATUTORY 2016-11-28, HEARING paused" },
		{ "2016-11-29", "fall-due:S", "PROMISED 2016-11-14, STATUTORY 2016-11-28, HEARING paused" },
		{ "2016-11-29", "continue:H", "PROMISED 2016-11-14, STATUTORY 2016-11-28, HEARING 2016-12-02" },
		{ "2016-12-05", "fall-due:S", "PROMISED 2016-11-14, STATUTORY 2016-11-28" },
	};
	struct world *w = *state;
	assert_string_equal(load_case(w, TRAVEL(w, HEARD, true, legs)).hearing, "waived");
}

/* --- steps, and who has them --- */

static void a_case_goes_back_to_a_chosen_step(void **state)
{
	struct world *w = *state;
	int64_t id = in_review(w, THREE, "2016-10-24");
	go(w, id, "advance:H");
	go(w, id, "advance:K");
	expect_refusal(w, id, "return-step:V,step=3", ERR_BAD_INPUT);
	expect_refusal(w, id, "return-step:V,step=4", ERR_BAD_INPUT);
	go(w, id, "return-step:V,step=1");
	assert_int_equal(load_case(w, id).step, 1);
	go(w, id, "advance:H");
	assert_int_equal(load_case(w, id).step, 2);
	go(w, id, "advance:K");
	go(w, id, "return-step:V,step=1,back=1");
	expect_words("returning", "to-do lists", "handle", tasks_open_of(w, id));
	go(w, id, "advance:H");
	expect_words("handing straight back", "to-do lists", "approve", tasks_open_of(w, id));
	go(w, id, "return-step:V");
	assert_int_equal(load_case(w, id).step, 2);
	go(w, id, "return-step:K,back=1");
	go(w, id, "advance:H");
	go(w, id, "advance:K"); /* what was to go straight back has done so once */
	assert_int_equal(load_case(w, id).step, 3);
}

static void hand_over(struct world *w, int64_t id, enum actor_kind who, enum actor_kind to, enum err expected)
{
	struct case_act a = whole_act(w, id, ACT_HAND_OVER, who);
	a.staff = w->who[to].id;
	if (expected)
		expect_not(w, a, expected);
	else
		act_as(w, a);
}

static void whoever_it_was_handed_to_keeps_it(void **state)
{
	struct world *w = *state;
	const char *theirs = "handle=no role at all";
	hire(w, STRANGER, ROLE_HANDLE);
	set_day("2016-10-24");
	int64_t id = new_draft(w, THREE, true);
	go(w, id, "register:C");
	hand_over(w, id, H, K, ERR_BAD_INPUT); /* does not hold the role */
	hand_over(w, id, K, STRANGER, ERR_FORBIDDEN);
	hand_over(w, id, H, STRANGER, OK);
	expect_words("handing over", "to-do lists", theirs, tasks_open_of(w, id));
	assert_int_equal(count_of(notices_of(w, STRANGER), "handed handler 把"), 1);
	assert_string_equal(last_payload(w, id, "to_name"), actor_names[STRANGER]);
	act(w, id, ACT_REQUIRE_SUPPLEMENT, STRANGER);
	go(w, id, "supply:A");
	expect_words("the supplement", "to-do lists", theirs, tasks_open_of(w, id));
	act(w, id, ACT_ACCEPT, STRANGER);
	expect_words("accepting", "to-do lists", theirs, tasks_open_of(w, id));
	go(w, id, "advance:H");
	expect_words("the next step", "to-do lists", "check", tasks_open_of(w, id));
	go(w, id, "return-step:K");
	expect_words("returning", "to-do lists", theirs, tasks_open_of(w, id));
	hand_over(w, id, D, H, OK);
	expect_words("the head's word", "to-do lists", "handle=handler", tasks_open_of(w, id));
}

static enum err leave(struct tx *t, void *arg)
{
	struct cursor c;
	sql_start(t, &test_statements[STAFF_LEAVES], &c);
	sql_bind_i64(&c, t->area);
	sql_bind_i64(&c, *(int64_t *)arg);
	sql_row(&c);
	assert_int_equal(sql_end(&c), 1);
	return t->failed;
}

static void what_somebody_held_is_everybodys_after_they_left(void **state)
{
	struct world *w = *state;
	hire(w, STRANGER, ROLE_HANDLE);
	int64_t id = in_review(w, THREE, "2016-10-24");
	hand_over(w, id, H, STRANGER, OK);
	expect_ok(w, store_write(w->site.store, w->a, &w->f, leave, &w->who[STRANGER].id));
	go(w, id, "begin-special:H");
	expect_words("leaving", "to-do lists", "handle", tasks_open_of(w, id));
}

struct absence { struct world *w; int64_t id; };

static enum err go_away(struct tx *t, void *arg)
{
	struct absence *a = arg;
	const struct world *w = a->w;
	const int64_t today = day_of_ms(t->now, DAY_ZONE_CHINA);
	const struct delegation d = { .staff = w->who[H].id, .to_staff = w->who[STRANGER].id, .from_day = today, .until_day = today + 3,
				      .reason = "休假", .made_by = w->who[D].id };
	return delegation_add(t, &d);
}

static void a_deputy_acts_and_says_for_whom(void **state)
{
	struct world *w = *state;
	struct event_row *e;
	struct absence absence = { .w = w };
	int64_t id = in_review(w, THREE, "2016-10-24");
	expect_not(w, whole_act(w, id, ACT_ADVANCE, STRANGER), ERR_NOT_FOUND);
	expect_ok(w, store_write(w->site.store, w->a, &w->f, go_away, &absence));
	load_people(w);
	act(w, id, ACT_ADVANCE, STRANGER);
	size_t n = events_of(w, id, &e);
	assert_string_equal(e[n - 1].actor_name, "no role at all（代 handler）");
	assert_int_equal(e[n - 1].actor, w->who[STRANGER].id);
	go(w, id, "return-step:K");
	set_day("2016-10-28"); /* back since this morning */
	load_people(w);
	expect_not(w, whole_act(w, id, ACT_ADVANCE, STRANGER), ERR_NOT_FOUND);
	go(w, id, "advance:H");
	n = events_of(w, id, &e);
	assert_string_equal(e[n - 1].actor_name, "handler");
}

/* --- ends --- */

static void a_withdrawal_after_acceptance_is_agreed_wherever_it_stands(void **state)
{
	static const char *const befores[] = { "advance:H", "begin-special:H", "require-review-supplement:H", "ask:H" };
	struct world *w = *state;
	for (size_t i = 0; i < sizeof befores / sizeof *befores; i++) {
		int64_t id = in_review(w, THREE, "2016-10-24");
		go(w, id, befores[i]);
		go(w, id, "withdraw:A,reason=不办了");
		expect_refusal(w, id, "withdraw:A", ERR_CONFLICT);
		go(w, id, "agree-withdrawal:H");
		expect_clocks(w, id, befores[i], "");
		expect_words(befores[i], "letters", "withdrawal", letters_of(w, id, load_case(w, id).events));
		expect_words(befores[i], "to-do lists", "", tasks_open_of(w, id));
		assert_int_equal(load_case(w, id).result, 6);
	}
}

static void what_is_void_is_said_to_the_applicant(void **state)
{
	struct world *w = *state;
	int64_t id = in_review(w, JOINT, "2016-10-24");
	go(w, id, "ask:H");
	go(w, id, "void:Z,reason=重复登记");
	struct case_row c = load_case(w, id);
	assert_int_equal(c.result, 2);
	assert_int_equal(c.due_day, 0);
	assert_true(c.concluded_at > 0);
	expect_clocks(w, id, "making it void", "");
	expect_words("making it void", "to-do lists", "", tasks_open_of(w, id));
	expect_words("making it void", "members", arena_printf(w->a, ".%lld/handle/0", (long long)w->asked), c.members);
	assert_int_equal(count_of(notices_of(w, OWNER), "作废"), 1);
	expect_refusal(w, id, "answer:M", ERR_CONFLICT);
}

/* Only what was written by hand goes out beside the course of a case. */
static void a_letter_may_be_written_at_any_time(void **state)
{
	struct world *w = *state;
	int64_t id = in_review(w, THREE, "2016-10-24");
	struct case_act a = whole_act(w, id, ACT_WRITE, H);
	a.until_day = day_at("2016-10-28");
	a.reason = "请到现场核对。";
	act_as(w, a);
	static const struct fact facts[] = { { "reply", "reason", "请到现场核对。" }, { "reply", "until_on", "2016年10月28日" } };
	EXPECT_FACTS(w, id, facts);
	expect_clocks(w, id, "writing", "PROMISED 2016-11-07, STATUTORY 2016-11-21");
	a.letter = LETTER_GRANT;
	expect_not(w, a, ERR_BAD_INPUT);
	assert_string_equal(w->f.field, "letter");
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(a_special_procedure_stops_both_clocks),
		IN_WORLD(it_may_stop_twice_and_over_a_festival),
		IN_WORLD(its_own_time_counts_as_it_was_told),
		IN_WORLD(it_needs_kind_time_place_and_approval),
		IN_WORLD(an_extension_adds_days_once),
		IN_WORLD(an_extension_counts_working_days_of_every_item),
		IN_WORLD(nothing_is_extended_while_it_stands_still),
		IN_WORLD(a_review_supplement_never_stops_the_statutory_clock),
		IN_WORLD(a_second_round_begins_anew),
		IN_WORLD(a_lapse_is_told_with_its_day),
		IN_WORLD(a_hearing_is_told_asked_for_announced_and_held),
		IN_WORLD(the_days_to_ask_for_a_hearing_wait_for_the_case),
		IN_WORLD(a_case_goes_back_to_a_chosen_step),
		IN_WORLD(whoever_it_was_handed_to_keeps_it),
		IN_WORLD(what_somebody_held_is_everybodys_after_they_left),
		IN_WORLD(a_deputy_acts_and_says_for_whom),
		IN_WORLD(a_withdrawal_after_acceptance_is_agreed_wherever_it_stands),
		IN_WORLD(what_is_void_is_said_to_the_applicant),
		IN_WORLD(a_letter_may_be_written_at_any_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
