/* Guided paths: questions in their order with what is known so far, and what the check says of paths that lead nowhere. */
#include "catalogue_world.h"
#include "catalogue/catalogue.sql.h"
#include "catalogue/stars.sql.h"
#include "demo_files.h"
#include "registry/journey.h"
#include "registry/kinds.h"

static const struct room rooms = { .name = "test", .statements = { &catalogue_sql, &catalogue_stars_sql } };
static int64_t agency_id;

#define ITEM(code, name, more) "{\"local_code\":\"" code "\",\"name\":\"" name "\",\"type\":\"01\"" more "}"

static enum err suspend(struct tx *t, void *id)
{
	item_set_state(t, *(int64_t *)id, "suspended");
	return t->failed;
}

static int begin(void **state)
{
	struct world *w = *state = world_open(&rooms);
	agency_id = agency(w, "区试验局");
	put(w, agency_id, ITEM("LICENCE", "营业执照办理", ",\"result\":{\"kind\":\"10\",\"name\":\"营业执照\"}"));
	put(w, agency_id, ITEM("FOOD", "食品许可", ",\"materials\":[{\"name\":\"营业执照\",\"licence\":\"营业执照\"}],"
		"\"circumstances\":[{\"name\":\"kind\",\"label\":\"哪一种\",\"choices\":[\"新办\",\"延续\"]}]"));
	put(w, agency_id, ITEM("BOARD", "广告许可", ""));
	int64_t gone = put(w, agency_id, ITEM("GONE", "停办的事项", ""));
	world_write(w, suspend, &gone, OK);
	return 0;
}

/* A path of which nothing is wrong. */
static const char right[] =
	"{\"name\":\"我要开店\",\"code\":\"shop\",\"summary\":\"开店\",\"person\":true,\"questions\":["
	"{\"name\":\"licensed\",\"label\":\"有执照吗\",\"choices\":[\"有\",\"没有\"]},"
	"{\"name\":\"board\",\"label\":\"设广告吗\",\"choices\":[\"设\",\"不设\"],\"when\":\"licensed = \\\"有\\\"\"}],"
	"\"items\":[{\"code\":\"LICENCE\",\"why\":\"先领执照\",\"when\":\"licensed = \\\"没有\\\"\"},"
	"{\"code\":\"FOOD\",\"why\":\"卖食品\",\"after\":[\"LICENCE\"],\"circumstances\":[\"kind=新办\"]},"
	"{\"code\":\"BOARD\",\"why\":\"设广告\",\"after\":[\"FOOD\"],\"when\":\"board = \\\"设\\\"\"}]}";

#define Q1 "{\"name\":\"a\",\"label\":\"甲\",\"choices\":[\"是\",\"否\"]}"
#define QUESTIONS(list) "{\"questions\":[" list "],\"items\":[{\"code\":\"FOOD\",\"why\":\"因为\"}]}"
#define ITEMS(list) "{\"questions\":[" Q1 "],\"items\":[" list "]}"

/* What is put over the right path, and the place of the finding; NULL: nothing of that rule is found. */
static const struct { const char *rule, *over, *key; bool stops; } cases[] = {
	{ "journey_code", "{\"code\":\"Shop 1\"}", "code", true },
	{ "journey_for", "{\"person\":false}", "person", true },
	{ "journey_for", "{\"person\":false,\"company\":true}", NULL, true },
	{ "journey_name", QUESTIONS("{\"name\":\"A b\",\"label\":\"甲\",\"choices\":[\"是\",\"否\"]}"), "questions.0.name", true },
	{ "journey_name", QUESTIONS(Q1 "," Q1), "questions.1.name", true },
	{ "journey_name", QUESTIONS(Q1 ",{\"name\":\"b\",\"label\":\"乙\",\"choices\":[\"是\",\"否\"],\"when\":\"c = \\\"是\\\"\"}"), "questions.1.when", true },
	{ "journey_choices", QUESTIONS("{\"name\":\"a\",\"label\":\"甲\",\"choices\":[\"是\"]}"), "questions.0.choices", true },
	{ "journey_choices", QUESTIONS("{\"name\":\"a\",\"label\":\"甲\",\"choices\":[\"是\",\"是\"]}"), "questions.0.choices", true },
	{ "journey_choice", ITEMS("{\"code\":\"FOOD\",\"why\":\"因为\",\"when\":\"a = \\\"也许\\\"\"}"), "items.0.when", true },
	{ "journey_when", ITEMS("{\"code\":\"FOOD\",\"why\":\"因为\",\"when\":\"a = = b\"}"), "items.0.when", true },
	/* Each of the two questions is asked only after the other. */
	{ "journey_circle", QUESTIONS("{\"name\":\"a\",\"label\":\"甲\",\"choices\":[\"是\",\"否\"],\"when\":\"b = \\\"是\\\"\"},"
		"{\"name\":\"b\",\"label\":\"乙\",\"choices\":[\"是\",\"否\"],\"when\":\"a = \\\"是\\\"\"}"), "questions.0.when", true },
	{ "journey_circle", ITEMS("{\"code\":\"FOOD\",\"why\":\"因为\",\"after\":[\"BOARD\"]},{\"code\":\"BOARD\",\"why\":\"因为\",\"after\":[\"FOOD\"]}"),
	  "items.0.after", true },
	{ "journey_item", ITEMS("{\"code\":\"NONE\",\"why\":\"因为\"}"), "items.0.code", true },
	{ "journey_item", ITEMS("{\"code\":\"GONE\",\"why\":\"因为\"}"), "items.0.code", true },
	{ "journey_item", ITEMS("{\"code\":\"FOOD\",\"why\":\"因为\"},{\"code\":\"FOOD\",\"why\":\"因为\"}"), "items.1.code", true },
	{ "journey_after", ITEMS("{\"code\":\"FOOD\",\"why\":\"因为\",\"after\":[\"LICENCE\"]}"), "items.0.after", true },
	{ "journey_circumstance", ITEMS("{\"code\":\"FOOD\",\"why\":\"因为\",\"circumstances\":[\"kind=注销\"]}"), "items.0.circumstances", true },
	{ "journey_circumstance", ITEMS("{\"code\":\"BOARD\",\"why\":\"因为\",\"circumstances\":[\"kind=新办\"]}"), "items.0.circumstances", true },
	{ "journey_dead_end", ITEMS("{\"code\":\"FOOD\",\"why\":\"因为\",\"when\":\"a = \\\"是\\\"\"}"), "items", true },
	{ "journey_dead_end", "{\"questions\":[" Q1 "],\"items\":[{\"code\":\"FOOD\",\"why\":\"因为\",\"when\":\"a = \\\"是\\\"\"}],"
		"\"notes\":[{\"words\":\"不用办\",\"when\":\"a = \\\"否\\\"\"}]}", NULL, true },
	{ "journey_unused", ITEMS("{\"code\":\"FOOD\",\"why\":\"因为\"},{\"code\":\"BOARD\",\"why\":\"因为\",\"when\":\"a = \\\"是\\\" and a = \\\"否\\\"\"}"),
	  "items.1.when", false },
	{ "journey_order", "{\"items\":[{\"code\":\"LICENCE\",\"why\":\"先领执照\"},{\"code\":\"FOOD\",\"why\":\"卖食品\"}]}", "items.1.after", false },
};
enum { CASES = sizeof cases / sizeof *cases };

static size_t check(struct world *w, const json_t *body, struct finding **out)
{
	struct tx *t = reading(w);
	size_t n = journey_check(t, body, agency_id, out);
	assert_int_equal(t->failed, OK);
	store_read_done(t);
	return n;
}

static void a_right_path_is_let_pass(void **state)
{
	struct world *w = *state;
	struct finding *all;
	if (check(w, json_parse(w->mem, right), &all))
		fail_msg("nothing should be wrong, got %s at %s: %s", all[0].rule, all[0].key, all[0].words);
}

static void each_rule_finds_its_place(void **state)
{
	struct world *w = *state;
	for (size_t i = 0; i < CASES; i++) {
		json_t *body = json_parse(w->mem, right), *over = json_parse(w->mem, cases[i].over);
		struct finding *all, *f = NULL;
		json_object_update(body, over);
		for (size_t k = 0, n = check(w, body, &all); k < n && !f; k++)
			f = str_eq(all[k].rule, cases[i].rule) ? &all[k] : NULL;
		if (!f != !cases[i].key || (f && (!str_eq(f->key, cases[i].key) || f->stops != cases[i].stops)))
			fail_msg("%s with %s: expected %s, got %s %s", cases[i].rule, cases[i].over, cases[i].key ? cases[i].key : "nothing",
				 f ? f->key : "nothing", f ? f->words : "");
	}
}

static void endless_questions_are_answered_at_once(void **state)
{
	struct world *w = *state;
	json_t *body = json_parse(w->mem, right), *questions = json_parse(w->mem, "[]");
	for (int i = 0; i < 40; i++)
		json_array_append_new(questions, json_pack("{sssss[ss]}", "name", arena_printf(w->mem, "q%d", i), "label", "问", "choices", "是", "否"));
	json_object_set(body, "questions", questions);
	json_object_set_new(body, "items", json_pack("[{ssss}]", "code", "FOOD", "why", "因为"));
	struct finding *all;
	size_t n = check(w, body, &all);
	assert_int_equal(n, 1);
	assert_string_equal(all[0].rule, "journey_long");
}

static void hopeless_bodies_are_answered(void **state)
{
	static const char *const bodies[] = {
		"{}", "[]", "{\"questions\":3,\"items\":{},\"notes\":\"x\"}",
		"{\"questions\":[null,1,{\"choices\":[1,null]}],\"items\":[[],{\"after\":[1,null,\"\"],\"circumstances\":[\"=\",3]}],\"notes\":[[]]}",
	};
	struct world *w = *state;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		struct finding *all;
		assert_true(check(w, json_parse(w->mem, bodies[i]), &all) > 0);
	}
}

static const char *settled(struct world *w, const char *given, size_t *out_open)
{
	struct journey j = journey_read(w->mem, json_parse(w->mem, right));
	json_t *known;
	*out_open = questions_settle(w->mem, j.questions, j.n_questions, json_parse(w->mem, given), 0, &known);
	return json_print(w->mem, known);
}

static void questions_come_one_after_the_other(void **state)
{
	struct world *w = *state;
	size_t open;
	assert_string_equal(settled(w, "{}", &open), "{}");
	assert_int_equal(open, 0);
	assert_string_equal(settled(w, "{\"licensed\":\"有\"}", &open), "{\"licensed\":\"有\"}");
	assert_int_equal(open, 1);
	/* The second is not asked then: that counts as an answer, whatever was given. */
	assert_string_equal(settled(w, "{\"licensed\":\"没有\",\"board\":\"设\"}", &open), "{\"board\":\"\",\"licensed\":\"没有\"}");
	assert_int_equal(open, 2);
	assert_string_equal(settled(w, "{\"licensed\":\"大概\",\"board\":\"设\"}", &open), "{}");
	assert_int_equal(open, 0);
}

static void what_is_not_known_may_be(void **state)
{
	static const struct { const char *text; enum expr_truth is; } all[] = {
		{ "", EXPR_YES }, { "a = = b", EXPR_YES }, { "a = \"1\"", EXPR_YES }, { "a = \"2\"", EXPR_NO }, { "b = \"1\"", EXPR_PERHAPS },
		{ "a = \"2\" and b = \"1\"", EXPR_NO }, { "a = \"1\" and b = \"1\"", EXPR_PERHAPS }, { "b = \"1\" or a = \"1\"", EXPR_YES },
		{ "a = \"2\" or b = \"1\"", EXPR_PERHAPS }, { "not b = \"1\"", EXPR_PERHAPS }, { "not a = \"2\"", EXPR_YES }, { "c = \"1\"", EXPR_NO },
	};
	struct world *w = *state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (expr_truth(w->mem, all[i].text, json_parse(w->mem, "{\"a\":\"1\",\"c\":\"\"}"), 0) != all[i].is)
			fail_msg("'%s' should be %d", all[i].text, (int)all[i].is);
}

/* ---- the demonstration ---- */

static void publish_demo(struct world *w)
{
	for (const struct embedded *f = demo_files; f->path; f++) {
		size_t i;
		json_t *item, *list = json_parse(w->mem, (const char *)f->data);
		if (json_is_array(list))
			json_array_foreach(list, i, item)
				put(w, agency_id, json_print(w->mem, item));
	}
}

static void the_paths_of_the_demonstration_can_be_walked(void **state)
{
	struct world *w = *state;
	size_t i, paths = 0;
	json_t *body, *list;
	publish_demo(w);
	for (const struct embedded *f = demo_files; f->path; f++) {
		json_t *file = json_parse(w->mem, (const char *)f->data);
		if (!str_eq(json_get_text(file, "kind"), "journey"))
			continue;
		json_get_array(file, "records", &list);
		json_array_foreach(list, i, body) {
			struct finding *all;
			paths++;
			if (check(w, body, &all))
				fail_msg("%s: nothing should be wrong, got %s at %s: %s", json_get_text(body, "name"), all[0].rule, all[0].key, all[0].words);
		}
	}
	assert_true(paths >= 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_right_path_is_let_pass, begin, teardown),
		cmocka_unit_test_setup_teardown(each_rule_finds_its_place, begin, teardown),
		cmocka_unit_test_setup_teardown(endless_questions_are_answered_at_once, begin, teardown),
		cmocka_unit_test_setup_teardown(hopeless_bodies_are_answered, begin, teardown),
		cmocka_unit_test_setup_teardown(questions_come_one_after_the_other, begin, teardown),
		cmocka_unit_test_setup_teardown(what_is_not_known_may_be, begin, teardown),
		cmocka_unit_test_setup_teardown(the_paths_of_the_demonstration_can_be_walked, begin, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
