/* Adjustments: who may do what in which state, what comes into force and when, versions that never change, two people at one
 * draft, and what happens when the record has moved on meanwhile. */
#include "registry_world.h"
#include "notices/notices.h"

/* ---- the table, walked against expectations of its own ---- */

static const char *const all_states[] = { "draft", "submitted", "returned", "approved", "in_force", "dropped" };
static const char *const all_actions[] = { "submit", "withdraw", "rebase", "drop", "return", "approve", "publish" };
enum { STATES = sizeof all_states / sizeof *all_states, ACTIONS = sizeof all_actions / sizeof *all_actions };

#define DEPARTMENT "dra" /* drafter, reform office, administrator */
static const struct { const char *state, *action, *who, *to; } allowed[] = {
	{ "draft", "submit", DEPARTMENT, "submitted" }, { "draft", "rebase", DEPARTMENT, "draft" }, { "draft", "drop", DEPARTMENT, "dropped" },
	{ "returned", "submit", DEPARTMENT, "submitted" }, { "returned", "rebase", DEPARTMENT, "returned" },
	{ "returned", "drop", DEPARTMENT, "dropped" },
	{ "submitted", "withdraw", "da", "draft" }, { "submitted", "approve", "r", "approved" }, { "submitted", "return", "r", "returned" },
	{ "approved", "return", "rs", "returned" }, { "approved", "publish", "s", "in_force" },
};
static const char person_letters[PEOPLE + 1] = { [DRAFTER] = 'd', [NEIGHBOUR] = 'n', [REVIEWER] = 'r', [ADMIN] = 'a', [HANDLER] = 'h',
						 [SYSTEM] = 's', [VISITOR] = 'v' };

static const char *to_state(const char *state, const char *action, enum person p)
{
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		if (str_eq(allowed[i].state, state) && str_eq(allowed[i].action, action) && strchr(allowed[i].who, person_letters[p]))
			return allowed[i].to;
	return NULL;
}

/* A site that is to be suspended, brought into the state from which the row is tried. */
static int64_t in_state(struct world *w, const char *state, int n)
{
	const char *code = arena_printf(w->a, "S%d", n);
	int64_t id = begin(w, "site", "suspend", put(w, "site", site_json(w, code, "网站")), NULL, OK);
	if (str_eq(state, "draft"))
		return id;
	if (str_eq(state, "dropped")) {
		ACT(w, DRAFTER, id, "drop", "", NULL, OK);
		return id;
	}
	ACT(w, DRAFTER, id, "submit", "", NULL, OK);
	if (str_eq(state, "returned"))
		ACT(w, REVIEWER, id, "return", "再想想", NULL, OK);
	if (str_eq(state, "approved"))
		ACT(w, REVIEWER, id, "approve", "", "2026-11-24", OK);
	if (str_eq(state, "in_force"))
		ACT(w, REVIEWER, id, "approve", "", NULL, OK);
	return id;
}

static void only_the_table_moves_them(void **state)
{
	struct world *w = *state;
	int n = 0;
	for (size_t s = 0; s < STATES; s++)
		for (size_t k = 0; k < ACTIONS; k++)
			for (enum person p = 0; p < PEOPLE; p++) {
				set_day("2026-11-23");
				int64_t id = in_state(w, all_states[s], n++);
				const char *to = to_state(all_states[s], all_actions[k], p);
				if (str_eq(all_actions[k], "publish"))
					set_day("2026-11-24");
				enum err e = act(w, p, id, all_actions[k], "原因", str_eq(all_actions[k], "approve") ? "2026-11-30" : NULL);
				const char *now = adjustment_now(w, id).state, *expected = to ? to : all_states[s];
				if ((e == OK) != (to != NULL) || !str_eq(now, expected))
					fail_msg("%s, %s by %s: expected %s (%s), got %s (%s: %s)", all_states[s], all_actions[k], person_names[p],
						 expected, to ? "allowed" : "refused", now, err_word(e), w->f.words);
			}
}

static void a_return_needs_words_and_an_approval_a_day_to_come(void **state)
{
	struct world *w = *state;
	int64_t id = in_state(w, "submitted", 1);
	ACT(w, REVIEWER, id, "return", "  ", NULL, ERR_BAD_INPUT);
	assert_string_equal(w->f.field, "words");
	ACT(w, REVIEWER, id, "approve", "", "2026-11-22", ERR_BAD_INPUT);
	assert_string_equal(w->f.field, "from_day");
	ACT(w, REVIEWER, id, "approve", "", "2028-11-29", ERR_BAD_INPUT);
	expect_state(w, id, "submitted");
}

/* ---- contents ---- */

static void approved_from_today_on_it_is_in_force_at_once(void **state)
{
	struct world *w = *state;
	struct record r;
	int64_t id = begin(w, "site", "new", 0, "{\"code\":\"market\"}", OK);
	ACT(w, DRAFTER, id, "submit", "", NULL, ERR_BAD_INPUT);
	assert_non_null(strstr(w->f.words, "还不能提交"));
	expect(w, "saving", save(w, DRAFTER, id, 1, site_json(w, "market", "市场网")), OK);
	ACT(w, DRAFTER, id, "submit", "", NULL, OK);
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	assert_false(record_by_code(t, "site", "market", &r));
	store_read_done(t);
	ACT(w, REVIEWER, id, "approve", "", NULL, OK);
	expect_state(w, id, "in_force");
	r = record_now(w, "site", "market");
	assert_string_equal(r.name, "市场网");
	assert_string_equal(r.state, "in_use");
	assert_int_equal(r.version, 1);
	assert_int_equal(adjustment_now(w, id).subject, r.id);
}

static const char *name_in_version(struct world *w, int64_t record, int64_t version)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	json_t *body = record_body(t, record, version);
	const char *name = body ? json_get_text(body, "name") : NULL;
	store_read_done(t);
	return name;
}

static void a_change_is_a_new_version_and_the_old_one_stays(void **state)
{
	struct world *w = *state;
	int64_t record = put(w, "site", site_json(w, "a", "甲网")), id = begin(w, "site", "change", record, NULL, OK);
	assert_string_equal(adjustment_now(w, id).name, "甲网");
	ACT(w, DRAFTER, id, "submit", "", NULL, ERR_BAD_INPUT); /* nothing has changed */
	expect(w, "saving", save(w, DRAFTER, id, 1, site_json(w, "a", "乙网")), OK);
	ACT(w, DRAFTER, id, "submit", "", NULL, OK);
	ACT(w, REVIEWER, id, "approve", "", NULL, OK);
	assert_string_equal(record_now(w, "site", "a").name, "乙网");
	assert_int_equal(record_now(w, "site", "a").version, 2);
	assert_string_equal(name_in_version(w, record, 1), "甲网");
	assert_string_equal(name_in_version(w, record, 2), "乙网");
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	struct registry_version *all;
	assert_int_equal(registry_versions(t, registry_kind_by_word("site"), record, &all), 2);
	assert_int_equal(all[0].adjustment, id);
	assert_string_equal(all[0].reason, "要素变更：试验");
	store_read_done(t);
}

static void a_record_has_one_open_adjustment(void **state)
{
	struct world *w = *state;
	int64_t record = put(w, "site", site_json(w, "a", "甲网")), first = begin(w, "site", "change", record, NULL, OK);
	assert_int_equal(begin(w, "site", "suspend", record, NULL, ERR_CONFLICT), first);
	ACT(w, DRAFTER, first, "drop", "", NULL, OK);
	begin(w, "site", "suspend", record, NULL, OK);
}

static void a_code_belongs_to_one_record(void **state)
{
	struct world *w = *state;
	put(w, "site", site_json(w, "a", "甲网"));
	int64_t taken = begin(w, "site", "new", 0, site_json(w, "a", "乙网"), OK);
	ACT(w, DRAFTER, taken, "submit", "", NULL, ERR_BAD_INPUT);
	assert_non_null(strstr(w->f.words, "甲网"));
	int64_t first = begin(w, "site", "new", 0, site_json(w, "b", "乙网"), OK), second = begin(w, "site", "new", 0, site_json(w, "b", "丙网"), OK);
	ACT(w, DRAFTER, first, "submit", "", NULL, ERR_BAD_INPUT);
	ACT(w, DRAFTER, second, "drop", "", NULL, OK);
	ACT(w, DRAFTER, first, "submit", "", NULL, OK);
}

static void two_people_at_one_draft_notice_each_other(void **state)
{
	struct world *w = *state;
	int64_t id = begin(w, "site", "new", 0, "{}", OK);
	expect(w, "the first", save(w, DRAFTER, id, 1, site_json(w, "a", "甲网")), OK);
	expect(w, "the second", save(w, REVIEWER, id, 1, site_json(w, "a", "乙网")), ERR_CONFLICT);
	assert_non_null(strstr(w->f.words, person_names[DRAFTER]));
	assert_string_equal(adjustment_now(w, id).name, "甲网");
	expect(w, "the second, having seen it", save(w, REVIEWER, id, 2, site_json(w, "a", "乙网")), OK);
	expect(w, "somebody elsewhere", save(w, NEIGHBOUR, id, 3, "{}"), ERR_NOT_FOUND);
	expect(w, "no JSON", save(w, DRAFTER, id, 3, "{\"name\":"), ERR_BAD_INPUT);
	expect(w, "no object", save(w, DRAFTER, id, 3, "[]"), ERR_BAD_INPUT);
	ACT(w, DRAFTER, id, "submit", "", NULL, OK);
	expect(w, "once it is submitted", save(w, DRAFTER, id, 3, "{}"), ERR_CONFLICT);
}

static void who_may_begin(void **state)
{
	struct world *w = *state;
	static const struct { enum person who; const char *kind; enum err expected; } cases[] = {
		{ DRAFTER, "site", OK }, { NEIGHBOUR, "site", ERR_FORBIDDEN }, { REVIEWER, "site", OK }, { ADMIN, "site", OK },
		{ HANDLER, "site", ERR_FORBIDDEN }, { VISITOR, "site", ERR_FORBIDDEN }, { SYSTEM, "site", OK },
		{ DRAFTER, "journey", ERR_FORBIDDEN }, { REVIEWER, "journey", OK }, { DRAFTER, "standard", ERR_FORBIDDEN },
		{ DRAFTER, "nothing", ERR_BAD_INPUT },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct begun b = { &w->who[cases[i].who], { .kind = cases[i].kind, .change = "new", .body = "{}", .reason = "new",
							    .reason_words = "", .source = "desk", .organisation = w->organisation }, 0 };
		expect(w, arena_printf(w->a, "a new %s by %s", cases[i].kind, person_names[cases[i].who]), run(w, begin_fn, &b), cases[i].expected);
	}
	struct begun b = { &w->who[DRAFTER], { .kind = "site", .change = "new", .body = "{}", .reason = "whim", .reason_words = "",
					       .source = "desk", .organisation = w->organisation }, 0 };
	expect(w, "an unknown reason", run(w, begin_fn, &b), ERR_BAD_INPUT);
	assert_string_equal(w->f.field, "reason");
}

/* ---- in their time ---- */

static void a_day_to_come_is_waited_for(void **state)
{
	struct world *w = *state;
	int64_t record = put(w, "site", site_json(w, "a", "甲网")), id = begin(w, "site", "change", record, site_json(w, "a", "乙网"), OK);
	ACT(w, DRAFTER, id, "submit", "", NULL, OK);
	ACT(w, REVIEWER, id, "approve", "", "2026-12-01", OK);
	jobs_ensure(&w->site, w->a);
	jobs_run_due(&w->site, w->a);
	expect_state(w, id, "approved");
	set_day("2026-11-30");
	jobs_run_due(&w->site, w->a);
	assert_string_equal(record_now(w, "site", "a").name, "甲网");
	set_day("2026-12-01");
	jobs_run_due(&w->site, w->a);
	expect_state(w, id, "in_force");
	assert_string_equal(record_now(w, "site", "a").name, "乙网");
}

static int64_t unread(struct world *w, enum person p)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	int64_t n = notices_unread(t, WHO_STAFF, w->who[p].id);
	store_read_done(t);
	return n;
}

static void what_cannot_come_into_force_goes_back(void **state)
{
	struct world *w = *state;
	int64_t record = put(w, "site", site_json(w, "a", "甲网")), id = begin(w, "site", "change", record, site_json(w, "a", "乙网"), OK);
	ACT(w, DRAFTER, id, "submit", "", NULL, OK);
	ACT(w, REVIEWER, id, "approve", "", "2026-12-01", OK);
	put(w, "site", site_json(w, "a", "丙网"));
	int64_t told = unread(w, DRAFTER), reviewer_told = unread(w, REVIEWER);
	set_day("2026-12-01");
	jobs_ensure(&w->site, w->a);
	jobs_run_due(&w->site, w->a);
	expect_state(w, id, "returned");
	assert_string_equal(record_now(w, "site", "a").name, "丙网");
	assert_int_equal(unread(w, DRAFTER), told + 1);
	assert_int_equal(unread(w, REVIEWER), reviewer_told + 1);
	ACT(w, DRAFTER, id, "submit", "", NULL, ERR_CONFLICT); /* until the newer version has been looked at */
	ACT(w, DRAFTER, id, "rebase", "", NULL, OK);
	ACT(w, DRAFTER, id, "submit", "", NULL, OK);
	ACT(w, REVIEWER, id, "approve", "", NULL, OK);
	assert_string_equal(record_now(w, "site", "a").name, "乙网");
}

static void a_newer_version_does_not_keep_it_from_being_suspended(void **state)
{
	struct world *w = *state;
	int64_t record = put(w, "site", site_json(w, "a", "甲网")), id = begin(w, "site", "suspend", record, NULL, OK);
	ACT(w, DRAFTER, id, "submit", "", NULL, OK);
	ACT(w, REVIEWER, id, "approve", "", "2026-12-01", OK);
	put(w, "site", site_json(w, "a", "乙网"));
	set_day("2026-12-01");
	jobs_ensure(&w->site, w->a);
	jobs_run_due(&w->site, w->a);
	expect_state(w, id, "in_force");
	assert_string_equal(record_now(w, "site", "a").state, "suspended");
}

static void both_sides_are_told(void **state)
{
	struct world *w = *state;
	int64_t id = begin(w, "site", "new", 0, site_json(w, "a", "甲网"), OK);
	assert_int_equal(unread(w, REVIEWER), 0);
	ACT(w, DRAFTER, id, "submit", "", NULL, OK);
	assert_int_equal(unread(w, REVIEWER), 1);
	ACT(w, REVIEWER, id, "return", "名称不清楚", NULL, OK);
	assert_int_equal(unread(w, DRAFTER), 1);
	ACT(w, DRAFTER, id, "submit", "", NULL, OK);
	ACT(w, REVIEWER, id, "approve", "", NULL, OK);
	assert_int_equal(unread(w, DRAFTER), 2); /* one for both: approved and in force */
	assert_int_equal(unread(w, NEIGHBOUR), 0);
}

/* ---- items ---- */

static const char item_json[] = "{\"name\":\"试验事项\",\"type\":\"01\",\"local_code\":\"T1\",\"planned_until\":\"2026-12-31\"}";

static struct item item_now(struct world *w, const char *code)
{
	struct item item;
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	if (!item_by_code(t, code, &item))
		fail_msg("there should be an item %s", code);
	store_read_done(t);
	return item;
}

static void an_item_is_suspended_resumed_and_cancelled_by_adjustments(void **state)
{
	static const struct { const char *change, *to; } steps[] = {
		{ "suspend", "suspended" }, { "resume", "in_use" }, { "cancel", "cancelled" }, { "resume", "in_use" },
	};
	struct world *w = *state;
	int64_t item = put(w, "item", item_json);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		int64_t id = begin(w, "item", steps[i].change, item, NULL, OK);
		ACT(w, DRAFTER, id, "submit", "", NULL, OK);
		ACT(w, REVIEWER, id, "approve", "", NULL, OK);
		if (!str_eq(item_now(w, "T1").state, steps[i].to))
			fail_msg("after %s the item should be %s, but is %s", steps[i].change, steps[i].to, item_now(w, "T1").state);
		assert_int_equal(item_now(w, "T1").version, 1);
	}
	begin(w, "item", "resume", item, NULL, ERR_CONFLICT);
	struct item_stop stop;
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	assert_true(item_stop_of(t, item, &stop));
	assert_int_equal(stop.from_day, day_at("2026-11-23"));
	assert_string_equal(stop.words, "要素变更：试验");
	store_read_done(t);
}

static void the_system_cancels_on_the_planned_day(void **state)
{
	struct world *w = *state;
	int64_t item = put(w, "item", item_json), open = begin(w, "item", "suspend", item, NULL, OK);
	set_day("2026-12-30");
	jobs_run_due(&w->site, w->a);
	assert_string_equal(item_now(w, "T1").state, "in_use");
	set_day("2026-12-31");
	jobs_run_due(&w->site, w->a);
	assert_string_equal(item_now(w, "T1").state, "cancelled");
	ACT(w, DRAFTER, open, "submit", "", NULL, ERR_CONFLICT);
	assert_non_null(strstr(w->f.words, "取消"));
}

static void a_planned_day_that_was_moved_is_no_longer_kept(void **state)
{
	struct world *w = *state;
	put(w, "item", item_json);
	put(w, "item", "{\"name\":\"试验事项\",\"type\":\"01\",\"local_code\":\"T1\",\"planned_until\":\"2027-06-30\"}");
	set_day("2027-01-04");
	jobs_run_due(&w->site, w->a);
	assert_string_equal(item_now(w, "T1").state, "in_use");
	set_day("2027-06-30");
	jobs_run_due(&w->site, w->a);
	assert_string_equal(item_now(w, "T1").state, "cancelled");
}

static void an_unfit_item_is_not_submitted(void **state)
{
	struct world *w = *state;
	int64_t id = begin(w, "item", "new", 0, "{\"name\":\"新事项\",\"type\":\"01\",\"local_code\":\"T9\"}", OK);
	ACT(w, DRAFTER, id, "submit", "", NULL, ERR_BAD_INPUT);
	expect_state(w, id, "draft");
}

static void secret_items_are_for_those_who_keep_the_catalogue(void **state)
{
	struct world *w = *state;
	put(w, "item", "{\"name\":\"涉密事项\",\"type\":\"01\",\"local_code\":\"SEC\",\"secret\":true}");
	put(w, "item", item_json);
	struct item secret = item_now(w, "SEC"), open = item_now(w, "T1");
	for (enum person p = 0; p < PEOPLE; p++) {
		assert_true(item_visible(&w->who[p], &open));
		if (item_visible(&w->who[p], &secret) != (p <= ADMIN))
			fail_msg("%s should %ssee a secret item", person_names[p], p <= ADMIN ? "" : "not ");
	}
}

/* ---- tables of elements ---- */

static size_t count_stops(struct world *w, const char *kind, const char *body, const char *key)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	struct finding *all;
	size_t n = registry_check(t, registry_kind_by_word(kind), json_parse(w->a, body), w->organisation, &all), found = 0;
	for (size_t i = 0; i < n; i++)
		found += all[i].stops && str_eq(all[i].key, key);
	store_read_done(t);
	return found;
}

static void the_table_itself_finds_what_is_wrong(void **state)
{
	static const struct { const char *kind, *body, *key; } cases[] = {
		{ "site", "{}", "name" }, { "site", "{\"name\":\"  \"}", "name" }, { "site", "{\"name\":7}", "name" },
		{ "site", "{\"url\":\"ftp://a.example\"}", "url" }, { "site", "{\"url\":\"https://\"}", "url" },
		{ "site", "{\"actions\":\"查询\"}", "actions" },
		{ "item", "{\"type\":\"77\"}", "type" }, { "item", "{\"prereview_days\":3}", "prereview_days" },
		{ "item", "{\"acceptance_days\":\"五\"}", "acceptance_days" }, { "item", "{\"planned_from\":\"2026-02-30\"}", "planned_from" },
		{ "item", "{\"promised\":{\"amount\":\"七\"}}", "promised" }, { "item", "{\"promised\":{\"amount\":7,\"unit\":\"moon\"}}", "promised" },
		{ "item", "{\"materials\":[{\"name\":\"甲\"}]}", "materials.0.type" }, { "item", "{\"local_code\":\"a/b\"}", "code" },
		{ "item", "{\"joint\":{\"members\":[{}]}}", "joint.members.0.organisation" },
	};
	struct world *w = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (count_stops(w, cases[i].kind, cases[i].body, cases[i].key) != 1)
			fail_msg("%s: one finding expected at %s, there are %zu", cases[i].body, cases[i].key,
				 count_stops(w, cases[i].kind, cases[i].body, cases[i].key));
}

static void findings_lead_to_their_fields(void **state)
{
	static const struct { const char *kind, *key, *path; } cases[] = {
		{ "item", "name", "/admin/adjustments/7/groups/1#name" }, { "item", "promised", "/admin/adjustments/7/groups/5#promised" },
		{ "item", "materials.2.name", "/admin/adjustments/7/rows/materials/3#name" },
		{ "item", "materials.2", "/admin/adjustments/7/rows/materials/3" }, { "item", "materials", "/admin/adjustments/7/groups/8#materials" },
		{ "item", "joint.rule", "/admin/adjustments/7/groups/9#joint.rule" },
		{ "item", "joint.members.0.days", "/admin/adjustments/7/rows/joint.members/1#days" },
		{ "item", "form.3", "/admin/adjustments/7/form" }, { "item", "nonsense", "/admin/adjustments/7" }, { "site", "", "/admin/adjustments/7" },
	};
	struct world *w = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path = registry_edit_path(w->a, registry_kind_by_word(cases[i].kind), 7, cases[i].key);
		if (!str_eq(path, cases[i].path))
			fail_msg("%s: expected %s, got %s", cases[i].key, cases[i].path, path);
	}
}

/* The editor has a page for a row and none for a row within a row. */
static void rows_hold_no_rows(void **state)
{
	(void)state;
	for (const struct registry_kind *k = registry_kinds; k->word; k++)
		for (const struct element *e = k->elements; e->key; e++)
			for (const struct element *c = e->columns; c && c->key; c++) {
				bool plain = c->kind != ELEMENT_RECORD && (e->kind == ELEMENT_RECORD || c->kind != ELEMENT_ROWS);
				if (!plain)
					fail_msg("%s: column %s of %s has no page", k->word, c->key, e->key);
				for (const struct element *inner = c->columns; inner && inner->key; inner++)
					assert_true(inner->kind != ELEMENT_ROWS && inner->kind != ELEMENT_RECORD);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(only_the_table_moves_them), TEST(a_return_needs_words_and_an_approval_a_day_to_come),
		TEST(approved_from_today_on_it_is_in_force_at_once), TEST(a_change_is_a_new_version_and_the_old_one_stays),
		TEST(a_record_has_one_open_adjustment), TEST(a_code_belongs_to_one_record), TEST(two_people_at_one_draft_notice_each_other),
		TEST(who_may_begin), TEST(a_day_to_come_is_waited_for), TEST(what_cannot_come_into_force_goes_back),
		TEST(a_newer_version_does_not_keep_it_from_being_suspended), TEST(both_sides_are_told),
		TEST(an_item_is_suspended_resumed_and_cancelled_by_adjustments), TEST(the_system_cancels_on_the_planned_day),
		TEST(a_planned_day_that_was_moved_is_no_longer_kept), TEST(an_unfit_item_is_not_submitted),
		TEST(secret_items_are_for_those_who_keep_the_catalogue), TEST(the_table_itself_finds_what_is_wrong),
		TEST(findings_lead_to_their_fields), cmocka_unit_test(rows_hold_no_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
