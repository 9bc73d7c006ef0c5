/* The catalogue: visits, what an item may promise, what is assumed where it says nothing, finding and publishing,
 * and the day by which somebody who applies today has the answer. */
#include "catalogue_world.h"
#include "calendar/calendar_import.h"
#include "catalogue/elements.h"
#include "catalogue/guide.h"
#include "catalogue/list.h"
#include "demo_files.h"

static struct body *body(struct arena *a, const char *json)
{
	json_t *v = json_parse(a, json);
	if (!v)
		fail_msg("the test's own JSON should parse: %s", json);
	return body_parse(a, v);
}

/* ---- rules of one body ---- */

static void visits_come_from_the_best_mode(void **state)
{
	struct world *w = *state;
	static const struct { const char *modes; int64_t visits; } cases[] = {
		{ "[]", -1 },
		{ "[{\"kind\":\"counter\",\"visits\":3}]", 3 },
		{ "[{\"kind\":\"counter\",\"visits\":2},{\"kind\":\"three\",\"visits\":2}]", 2 },
		{ "[{\"kind\":\"four\",\"visits\":1},{\"kind\":\"three\",\"visits\":2}]", 1 },
		{ "[{\"kind\":\"three\",\"visits\":2},{\"kind\":\"five\",\"visits\":0},{\"kind\":\"four\",\"visits\":1}]", 0 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct body *b = body(w->mem, arena_printf(w->mem, "{\"star\":5,\"modes\":%s}", cases[i].modes));
		if (body_visits(b) != cases[i].visits)
			fail_msg("%s: expected %lld visits, got %lld", cases[i].modes, (long long)cases[i].visits, (long long)body_visits(b));
	}
	assert_null(item_online_mode(body(w->mem, "{\"online_url\":\"https://a.example/\"}")));
}

static void the_program_can_work_with_what_is_published(void **state)
{
	struct world *w = *state;
	static const struct { const char *json; bool right; } cases[] = {
		{ "{\"modes\":[{\"kind\":\"three\",\"visits\":2}]}", true },
		{ "{\"modes\":[{\"kind\":\"three\",\"visits\":-1}]}", false },
		{ "{\"modes\":[{\"kind\":\"five\",\"visits\":1}]}", true },
		{ "{\"modes\":[{\"kind\":\"five\",\"visits\":10}]}", false },
		{ "{\"modes\":[{\"kind\":\"six\",\"visits\":0}]}", false },
		{ "{\"modes\":[{\"kind\":\"five\",\"visits\":0,\"level\":4}]}", false },
		{ "{\"modes\":[{\"kind\":\"five\",\"visits\":0,\"level\":\"3\"}]}", true },
		{ "{\"acceptance_days\":-1}", false },
		{ "{\"supplement_days\":0}", false },
		{ "{\"steps\":[{\"role\":\"king\",\"name\":\"批准\",\"limit\":1}]}", false },
		{ "{\"materials\":[{\"type\":\"1\"}]}", false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *why = body_fault(w->mem, body(w->mem, cases[i].json));
		if ((why == NULL) != cases[i].right)
			fail_msg("%s: expected to be %s, got %s", cases[i].json, cases[i].right ? "right" : "wrong", why ? why : "no fault");
	}
}

static void silence_is_filled_as_the_law_says(void **state)
{
	struct world *w = *state;
	struct body *b = body(w->mem, "{\"name\":\"甲\",\"type\":\"01\",\"code\":\"X1\"}");
	assert_true(b->statutory.set);
	assert_int_equal(b->statutory.amount, 20);
	assert_int_equal(b->statutory.unit, CLOCK_WORKING_DAY);
	assert_int_equal(b->promised.amount, 20);
	assert_int_equal(b->acceptance_days, 5);
	assert_int_equal(b->supplement_days, 30);
	assert_int_equal(b->papers_days, 15);
	assert_int_equal(b->n_steps, 3);
	assert_int_equal(b->steps[0].role, ROLE_HANDLE);
	assert_int_equal(b->steps[1].role, ROLE_CHECK);
	assert_int_equal(b->steps[2].role, ROLE_APPROVE);
	assert_int_equal(b->n_modes, 1);
	assert_string_equal(b->modes[0].kind, "counter");
	assert_int_equal(b->n_delivery, 1);
	assert_string_equal(b->delivery[0], "window");
	assert_null(body_fault(w->mem, b));
	struct body *service = body(w->mem, "{\"type\":\"20\"}");
	assert_false(service->statutory.set);
	assert_false(service->promised.set);
	assert_string_equal(limit_words(w->mem, &service->statutory), "法律未规定");
	assert_string_equal(body_promised(w->mem, service), "未作承诺");
	assert_string_equal(body_promised(w->mem, b), "20 个工作日");
	assert_string_equal(body_promised(w->mem, body(w->mem, "{\"instant\":true,\"promised\":{\"amount\":0}}")), "当场办结");
}

static void nulls_read_as_nothing(void **state)
{
	struct world *w = *state;
	struct body *b = body(w->mem, "{\"materials\":[{\"name\":\"甲\",\"issuer\":null,\"licence\":null}],\"result\":{\"valid_years\":null}}");
	assert_string_equal(b->materials[0].issuer, "");
	assert_string_equal(b->materials[0].licence, "");
	assert_string_equal(b->materials[0].necessity, "1");
	assert_int_equal(b->valid_years, 0);
}

/* ---- elements ---- */

static void every_element_has_one_row(void **state)
{
	(void)state;
	for (const struct element *e = elements; e->key; e++) {
		if (element_find(e->key) != e)
			fail_msg("'%s' should stand in the table once", e->key);
		bool coded = e->kind == ELEMENT_CODE || e->kind == ELEMENT_CODES;
		if (coded != (e->codes != NULL))
			fail_msg("'%s' should have a list of codes if it is one", e->key);
	}
}

static void elements_read_as_words(void **state)
{
	struct world *w = *state;
	struct element_view *all;
	json_t *json = json_parse(w->mem, "{\"type\":\"01\",\"level\":\"9\",\"objects\":[\"1\",\"9\"],\"appointment\":false,"
					  "\"papers_days\":15,\"planned_from\":\"2026-12-01\",\"keywords\":[],\"materials\":[{}],\"id\":3}");
	struct tx *t = reading(w);
	size_t n = elements_shown(t, elements, json, &all);
	store_read_done(t);
	static const struct { const char *label, *words; } expected[] = {
		{ "事项类型", "行政许可" }, { "计划生效日期", "2026年12月1日" }, { "行使层级", "9" }, { "服务对象", "自然人、其他组织" },
		{ "预审通过后交材料期限", "15 个工作日" }, { "预约办理", "否" },
	};
	assert_int_equal(n, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(all[i].label, expected[i].label);
		assert_string_equal(all[i].words, expected[i].words);
	}
	assert_string_equal(all[0].group, "基本信息");
	assert_string_equal(all[1].group, "");
}

static void check_columns(const struct element *e, const json_t *object)
{
	const char *member;
	json_t *v;
	json_object_foreach((json_t *)object, member, v)
		if (!element_in(e->columns, member))
			fail_msg("the table has no column '%s' of '%s'", member, e->key);
}

static void check_keys(const json_t *item)
{
	const char *key;
	json_t *v, *one;
	size_t i;
	json_object_foreach((json_t *)item, key, v) {
		const struct element *e = element_find(key);
		if (!e)
			fail_msg("the table does not know '%s' of %s", key, json_get_text(item, "name"));
		if (!e->columns)
			continue;
		check_columns(e, v);
		json_array_foreach(v, i, one)
			check_columns(e, one);
	}
}

/* Calls fn with every item of the demonstration. */
static void each_demo_item(struct arena *a, void (*fn)(const json_t *item))
{
	size_t n = 0, i;
	json_t *item;
	for (const struct embedded *e = demo_files; e->path; e++) {
		json_t *list = json_parse(a, (const char *)e->data);
		json_array_foreach(list, i, item) {
			if (!*json_get_text(item, "implementation_code"))
				continue;
			fn(item);
			n++;
		}
	}
	if (n < 50)
		fail_msg("expected the demonstration's items, found %zu", n);
}

static void the_table_knows_every_element(void **state)
{
	struct world *w = *state;
	each_demo_item(w->mem, check_keys);
}

/* ---- publishing ---- */

static void publishing_computes_what_lists_need(void **state)
{
	struct world *w = *state;
	uint64_t before = store_generation(w->site.store, TOPIC_CATALOGUE);
	put(w, agency(w, "区甲局"), "{\"name\":\"食品许可\",\"type\":\"01\",\"local_code\":\"A1\",\"implementation_code\":\"B1\",\"star\":5,"
				     "\"objects\":[\"1\",\"3\"],\"modes\":[{\"kind\":\"three\",\"visits\":2}],\"promised\":{\"amount\":7,\"unit\":\"wd\"},"
				     "\"popularity\":9}");
	struct item item = item_now(w, "A1");
	assert_int_equal(item.star, 3);
	assert_int_equal(item.visits, 2);
	assert_true(item.for_person && item.for_company && item.online);
	assert_false(item.instant);
	assert_string_equal(item.promised, "7 个工作日");
	assert_string_equal(item.agency, "区甲局");
	assert_int_equal(item.version, 1);
	assert_true(store_generation(w->site.store, TOPIC_CATALOGUE) > before);
}

static void only_a_changed_body_makes_a_version(void **state)
{
	struct world *w = *state;
	int64_t o = agency(w, "区甲局");
	int64_t id = put(w, o, "{\"name\":\"甲\",\"type\":\"20\",\"code\":\"C1\"}");
	assert_int_equal(put(w, o, "{\"code\":\"C1\", \"type\":\"20\", \"name\":\"甲\"}"), id);
	assert_int_equal(item_now(w, "C1").version, 1);
	assert_int_equal(put(w, o, "{\"name\":\"乙\",\"type\":\"20\",\"code\":\"C1\"}"), id);
	assert_int_equal(item_now(w, "C1").version, 2);
	struct tx *t = reading(w);
	assert_string_equal(json_get_text(item_body(t, id, 1)->json, "name"), "甲");
	assert_string_equal(json_get_text(item_body(t, id, 2)->json, "name"), "乙");
	assert_null(item_body(t, id, 3));
	store_read_done(t);
}

static void bad_bodies_are_refused_in_words(void **state)
{
	struct world *w = *state;
	static const char *const bad[] = {
		"[]", "{\"type\":\"01\",\"code\":\"C1\"}", "{\"name\":\"甲\",\"type\":\"01\"}", "{\"name\":\"甲\",\"type\":\"99\",\"code\":\"C1\"}",
		"{\"name\":\"甲\",\"type\":\"01\",\"code\":\"a/b\"}",
	};
	int64_t o = agency(w, "区甲局");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct publish p = { .json = bad[i], .organisation = o };
		world_write(w, publish, &p, ERR_BAD_INPUT);
		assert_true(str_length(w->fault.words) > 5);
	}
}

static struct publish demo_target;
static struct world *demo_world;

static void publish_one(const json_t *item)
{
	demo_target.json = json_print(demo_world->mem, item);
	world_write(demo_world, publish, &demo_target, OK);
}

static void the_demonstration_can_be_published(void **state)
{
	demo_world = *state;
	demo_target = (struct publish){ .organisation = agency(demo_world, "区甲局") };
	each_demo_item(demo_world->mem, publish_one);
}

/* ---- finding ---- */

static struct item_page find(struct world *w, struct item_query q, size_t most)
{
	q.q = str_or_empty(q.q);
	q.topic = str_or_empty(q.topic);
	q.after = str_or_empty(q.after);
	struct tx *t = reading(w);
	struct item_page p = list_page(t, &q, most);
	store_read_done(t);
	return p;
}

static void some_items(struct world *w)
{
	int64_t one = agency(w, "区食品局"), other = agency(w, "区乙局");
	put(w, other, "{\"name\":\"乙登记\",\"type\":\"20\",\"code\":\"I1\",\"keywords\":[\"食品\"],\"popularity\":90,\"objects\":[\"2\"]}");
	put(w, other, "{\"name\":\"小食品备案\",\"type\":\"10\",\"code\":\"I2\",\"popularity\":50,\"objects\":[\"1\"],"
		      "\"life_events\":[\"创业\"],\"modes\":[{\"kind\":\"five\",\"visits\":0}]}");
	put(w, other, "{\"name\":\"食品甲\",\"type\":\"01\",\"code\":\"I3\",\"popularity\":1,\"company_topics\":[\"创业\",\"创业\"]}");
	put(w, other, "{\"name\":\"食品乙100%\",\"type\":\"01\",\"code\":\"I4\",\"popularity\":2,\"instant\":true,\"promised\":{\"amount\":0}}");
	put(w, one, "{\"name\":\"AbC 证\",\"type\":\"01\",\"code\":\"I5\",\"popularity\":80}");
}

static void assert_found(struct world *w, struct item_query q, const char *expected)
{
	struct item_page p = find(w, q, 20);
	const char *got = "";
	for (size_t i = 0; i < p.n; i++)
		got = arena_printf(w->mem, "%s%s%s", got, *got ? " " : "", p.rows[i].code);
	assert_string_equal(got, expected);
	assert_int_equal(p.total, p.n);
}

static void beginnings_come_before_parts(void **state)
{
	struct world *w = *state;
	some_items(w);
	assert_found(w, (struct item_query){ .q = "食品" }, "I4 I3 I2 I1 I5");
	assert_found(w, (struct item_query){ .q = "" }, "I1 I5 I2 I4 I3");
	assert_found(w, (struct item_query){ .q = "aBC" }, "I5");
	assert_found(w, (struct item_query){ .q = "小 备案" }, "I2");
	assert_found(w, (struct item_query){ .q = "%" }, ""); /* signs say nothing by themselves */
	assert_found(w, (struct item_query){ .q = "_" }, "");
	assert_found(w, (struct item_query){ .q = "没有的" }, "");
}

static void filters_leave_out_the_rest(void **state)
{
	struct world *w = *state;
	some_items(w);
	assert_found(w, (struct item_query){ .person = true }, "I2");
	assert_found(w, (struct item_query){ .company = true }, "I1");
	assert_found(w, (struct item_query){ .topic = "创业" }, "I2 I3");
	assert_found(w, (struct item_query){ .star = 4 }, "I2");
	assert_found(w, (struct item_query){ .online = true }, "I2");
	assert_found(w, (struct item_query){ .instant = true }, "I4");
	assert_found(w, (struct item_query){ .organisation = item_now(w, "I5").organisation }, "I5");
}

static void pages_hold_every_item_once(void **state)
{
	struct world *w = *state;
	some_items(w);
	const char *got = "", *after = "";
	int pages = 0;
	for (; after; pages++) {
		struct item_page p = find(w, (struct item_query){ .q = "食品", .after = after }, 2);
		assert_int_equal(p.total, 5);
		for (size_t i = 0; i < p.n; i++)
			got = arena_printf(w->mem, "%s %s", got, p.rows[i].code);
		after = p.next;
	}
	assert_string_equal(got, " I4 I3 I2 I1 I5");
	assert_int_equal(pages, 3);
}

static void tiles_count_what_their_lists_show(void **state)
{
	struct world *w = *state;
	some_items(w);
	struct topic_row *rows;
	struct tx *t = reading(w);
	size_t n = topics_counted(t, &rows);
	assert_int_equal(n, 1); /* 创业 as a life event; the enterprise topic leads to no item for enterprises */
	for (size_t i = 0; i < n; i++) {
		bool person = str_eq(rows[i].kind, "life") || str_eq(rows[i].kind, "personal");
		struct item_query q = { .q = "", .topic = rows[i].topic, .after = "", .person = person, .company = !person };
		assert_int_equal(list_page(t, &q, 20).total, rows[i].n);
	}
	assert_string_equal(rows[0].name, "小食品备案");
	store_read_done(t);
}

/* ---- the latest day ---- */

static void the_latest_day_is_counted_stage_by_stage(void **state)
{
	struct world *w = *state;
	static const struct { const char *modes; bool at_once; const char *due; size_t stages; } cases[] = {
		{ "[{\"kind\":\"four\",\"visits\":1}]", false, "2016-10-26", 3 },  /* 30 Sep, 12 Oct, 26 Oct */
		{ "[{\"kind\":\"four\",\"visits\":1}]", true, "2016-10-24", 3 },   /* 10 Oct, 24 Oct */
		{ "[{\"kind\":\"three\",\"visits\":1}]", true, "2016-10-26", 3 },  /* papers come to the counter first */
		{ "[{\"kind\":\"counter\",\"visits\":1}]", false, "2016-10-24", 2 },
	};
	static const char holidays[] = "2016-10-01,off,国庆节,2016\n2016-10-02,off,国庆节,2016\n2016-10-03,off,国庆节,2016\n"
				       "2016-10-04,off,国庆节,2016\n2016-10-05,off,国庆节,2016\n2016-10-06,off,国庆节,2016\n"
				       "2016-10-07,off,国庆节,2016\n2016-10-08,work,国庆节,2016\n2016-10-09,work,国庆节,2016\n";
	struct calendar_row *rows;
	size_t n;
	assert_int_equal(calendar_read(w->mem, holidays, &w->fault, &rows, &n), OK);
	struct calendar *cal = calendar_new(rows, n);
	int64_t today;
	assert_true(day_from_ymd(2016, 9, 28, &today));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct body *b = body(w->mem, arena_printf(w->mem, "{\"promised\":{\"amount\":10,\"unit\":\"wd\"},\"modes\":%s}", cases[i].modes));
		struct guide_due due = guide_due(w->mem, cal, b, today, cases[i].at_once);
		assert_true(due.known);
		assert_string_equal(day_iso(w->mem, due.day), cases[i].due);
		assert_int_equal(due.n, cases[i].stages);
	}
	assert_false(guide_due(w->mem, cal, body(w->mem, "{\"type\":\"20\"}"), today, false).known);
	calendar_free(cal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(visits_come_from_the_best_mode), TEST(the_program_can_work_with_what_is_published), TEST(silence_is_filled_as_the_law_says),
		TEST(nulls_read_as_nothing), TEST(every_element_has_one_row), TEST(elements_read_as_words),
		TEST(the_table_knows_every_element), TEST(publishing_computes_what_lists_need),
		TEST(only_a_changed_body_makes_a_version), TEST(bad_bodies_are_refused_in_words),
		TEST(the_demonstration_can_be_published), TEST(beginnings_come_before_parts), TEST(filters_leave_out_the_rest),
		TEST(pages_hold_every_item_once), TEST(tiles_count_what_their_lists_show),
		TEST(the_latest_day_is_counted_stage_by_stage),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
