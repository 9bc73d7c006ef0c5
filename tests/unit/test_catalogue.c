/* The catalogue: the star rule, what an item may promise, what is assumed where it says nothing, finding and publishing,
 * and the day by which somebody who applies today has the answer. The importer has its own tests at the end. */
#include "small_world.h"
#include "base/str.h"
#include "catalogue/elements.h"
#include "catalogue/guide.h"
#include "catalogue/import.h"
#include "catalogue/list.h"
#include "demo_files.h"
#include <iconv.h>

static int setup(void **state)
{
	*state = world_open(&catalogue_room);
	return 0;
}

static int teardown(void **state)
{
	world_close(*state);
	return 0;
}

static struct tx *reading(struct world *w)
{
	return store_read(w->site.store, w->mem, &w->fault);
}

static struct body *body(struct arena *a, const char *json)
{
	json_t *v = json_parse(a, json);
	if (!v)
		fail_msg("the test's own JSON should parse: %s", json);
	return body_parse(a, v);
}

/* ---- rules of one body ---- */

static void stars_come_from_the_best_mode(void **state)
{
	struct world *w = *state;
	static const struct { const char *modes; int64_t star, visits; } cases[] = {
		{ "[]", 1, -1 },
		{ "[{\"kind\":\"counter\",\"visits\":3}]", 1, 3 },
		{ "[{\"kind\":\"counter\",\"visits\":2},{\"kind\":\"three\",\"visits\":2}]", 3, 2 },
		{ "[{\"kind\":\"four\",\"visits\":1},{\"kind\":\"three\",\"visits\":2}]", 4, 1 },
		{ "[{\"kind\":\"three\",\"visits\":2},{\"kind\":\"five\",\"visits\":0},{\"kind\":\"four\",\"visits\":1}]", 5, 0 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct body *b = body(w->mem, arena_printf(w->mem, "{\"star\":5,\"modes\":%s}", cases[i].modes));
		if (body_star(b) != cases[i].star || body_visits(b) != cases[i].visits)
			fail_msg("%s: expected %lld stars and %lld visits, got %lld and %lld", cases[i].modes, (long long)cases[i].star,
				 (long long)cases[i].visits, (long long)body_star(b), (long long)body_visits(b));
	}
	assert_int_equal(body_star(body(w->mem, "{\"online_url\":\"https://a.example/\"}")), 2);
	assert_null(item_online_mode(body(w->mem, "{\"online_url\":\"https://a.example/\"}")));
}

static void promises_have_limits(void **state)
{
	struct world *w = *state;
	static const struct { const char *json; bool right; } cases[] = {
		{ "{\"modes\":[{\"kind\":\"three\",\"visits\":2}]}", true },
		{ "{\"modes\":[{\"kind\":\"three\",\"visits\":3}]}", false },
		{ "{\"modes\":[{\"kind\":\"three\",\"visits\":-1}]}", false },
		{ "{\"modes\":[{\"kind\":\"four\",\"visits\":2}]}", false },
		{ "{\"modes\":[{\"kind\":\"five\",\"visits\":1}]}", true },
		{ "{\"modes\":[{\"kind\":\"five\",\"visits\":2}]}", false },
		{ "{\"modes\":[{\"kind\":\"counter\",\"visits\":1},{\"kind\":\"three\",\"visits\":2}]}", false },
		{ "{\"modes\":[{\"kind\":\"six\",\"visits\":0}]}", false },
		{ "{\"modes\":[{\"kind\":\"five\",\"visits\":0,\"level\":4}]}", false },
		{ "{\"statutory\":{\"amount\":20,\"unit\":\"wd\"},\"promised\":{\"amount\":21,\"unit\":\"wd\"}}", false },
		{ "{\"statutory\":{\"amount\":20,\"unit\":\"nd\"},\"promised\":{\"amount\":21,\"unit\":\"wd\"}}", true },
		{ "{\"instant\":true,\"promised\":{\"amount\":1,\"unit\":\"wd\"}}", true },
		{ "{\"instant\":true,\"promised\":{\"amount\":2,\"unit\":\"wd\"}}", false },
		{ "{\"acceptance_days\":6}", false },
		{ "{\"steps\":[{\"role\":\"king\",\"name\":\"批准\",\"limit\":1}]}", false },
		{ "{\"materials\":[{\"type\":\"1\"}]}", false },
		{ "{\"delivery\":[\"pigeon\"]}", false },
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
	size_t n = elements_shown(w->mem, json, &all);
	static const struct { const char *label, *words; } expected[] = {
		{ "事项类型", "行政许可" }, { "计划生效日期", "2026年12月1日" }, { "行使层级", "9" }, { "服务对象", "自然人、其他组织" },
		{ "预审通过后交材料期限", "15 个工作日" }, { "预约办理", "否" },
	};
	assert_int_equal(n, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(all[i].label, expected[i].label);
		assert_string_equal(all[i].words, expected[i].words);
	}
	assert_string_equal(all[0].group, "编码");
	assert_string_equal(all[1].group, "");
}

/* What stands inside lists and objects, and what the guide's sections draw of it. */
static const struct { const char *key, *members; } sections[] = {
	{ "basis", "law article text" }, { "special", "name basis limit" }, { "fees", "name standard basis relief online" },
	{ "questions", "q a" }, { "modes", "kind visits level" }, { "steps", "role name limit standard" },
	{ "result", "kind name valid valid_years type_no" }, { "statutory", "amount unit note" }, { "promised", "amount unit note" },
	{ "materials", "name type necessity medium source issuer originals copies size how standard basis licence signed_electronic by_form" },
	{ "form", "group name label kind required hint choices min max when" },
};

static bool has_word(const char *words, const char *word)
{
	size_t n = strlen(word);
	for (const char *at = strstr(words, word); at; at = strstr(at + 1, word))
		if ((at == words || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
			return true;
	return false;
}

static void check_members(const char *key, const json_t *object)
{
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
		const char *member;
		json_t *v;
		if (!str_eq(sections[i].key, key))
			continue;
		json_object_foreach((json_t *)object, member, v)
			if (!has_word(sections[i].members, member))
				fail_msg("the guide does not know '%s' of '%s'", member, key);
	}
}

static void check_keys(const json_t *item)
{
	const char *key;
	json_t *v, *one;
	size_t i;
	json_object_foreach((json_t *)item, key, v) {
		if (!element_find(key))
			fail_msg("the guide does not know '%s' of %s", key, json_get_text(item, "name"));
		check_members(key, v);
		json_array_foreach(v, i, one)
			check_members(key, one);
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

static void the_guide_knows_every_element(void **state)
{
	struct world *w = *state;
	each_demo_item(w->mem, check_keys);
}

/* ---- publishing ---- */

struct publish { const char *json; int64_t organisation, id; const char *name; };

static enum err add_agency(struct tx *t, void *arg)
{
	struct publish *p = arg;
	struct organisation o = { .kind = "department", .name = p->name, .short_name = p->name, .uscc = "", .mark = "海", .address = "",
				  .hours = "", .phone = "", .complain_phone = "", .review_body = "", .court = "", .windows = "" };
	p->organisation = organisation_add(t, &o, NULL, "", 1);
	return t->failed;
}

static enum err publish(struct tx *t, void *arg)
{
	struct publish *p = arg;
	return item_publish(t, p->json, p->organisation, "测试", &p->id);
}

static int64_t agency(struct world *w, const char *name)
{
	struct publish p = { .name = name };
	world_write(w, add_agency, &p, OK);
	return p.organisation;
}

static int64_t put(struct world *w, int64_t organisation, const char *json)
{
	struct publish p = { .json = json, .organisation = organisation };
	world_write(w, publish, &p, OK);
	return p.id;
}

static struct item item_now(struct world *w, const char *code)
{
	struct item item;
	struct tx *t = reading(w);
	if (!item_by_code(t, code, &item))
		fail_msg("there should be an item %s", code);
	store_read_done(t);
	return item;
}

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
	assert_found(w, (struct item_query){ .q = "%" }, "I4");
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
	assert_int_equal(calendar_parse(w->mem, holidays, &w->fault, &rows, &n), OK);
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

/* ---- import ---- */

static const char messy[] =
	"item_code,colour,item_name,item_type,department,department_code,area_code\r\n"
	"A-511602000000-000-1135020500000001941-1-00,red,甲许可,01,区甲局,113502050000000194,350205000000\r\n"
	"A2,red,\"乙,登记\n（第二行）\",07,区乙局,083372204,350205000000\r\n"
	"\r\n"
	"A3,red,丙服务,20,区乙局,1151130108778239R_6918,350205000000\r\n"
	"A4,red,,20,区乙局,083372204,350205000000\r\n"
	"A5,red,戊,77,区乙局,083372204,350205000000\r\n"
	"A2,red,又一个,07,区乙局,083372204,350205000000\r\n"
	"A6,red\r\n"
	"A7,red,庚,20,区丙局,11511301452259996u,511602000000\r\n";

static struct import_report import(struct world *w, const char *data, size_t n)
{
	struct import_report report;
	enum err e = import_catalogue(w->site.store, w->mem, &w->fault, data, n, &report);
	if (e)
		fail_msg("the import should work: %s", w->fault.words);
	return report;
}

static void assert_counts(const struct import_report *r, int64_t added, int64_t changed, int64_t unchanged, int64_t refused)
{
	if (r->added != added || r->changed != changed || r->unchanged != unchanged || r->refused != refused)
		fail_msg("expected %lld new, %lld changed, %lld unchanged, %lld refused; got %lld, %lld, %lld, %lld", (long long)added,
			 (long long)changed, (long long)unchanged, (long long)refused, (long long)r->added, (long long)r->changed,
			 (long long)r->unchanged, (long long)r->refused);
}

static const struct import_remark *remark(const struct import_report *r, int64_t line, const char *column)
{
	for (size_t i = 0; i < r->n_remarks; i++)
		if (r->remarks[i].line == line && str_eq(r->remarks[i].column, column))
			return &r->remarks[i];
	fail_msg("there should be a remark on line %lld about %s", (long long)line, column);
	return NULL;
}

static void assert_says(const struct import_report *r, int64_t line, const char *column, const char *words)
{
	const struct import_remark *m = remark(r, line, column);
	if (!strstr(m->what, words))
		fail_msg("line %lld should say '%s', says '%s'", (long long)line, words, m->what);
}

static void a_messy_file_is_taken_over(void **state)
{
	struct world *w = *state;
	struct import_report r = import(w, messy, sizeof messy - 1);
	assert_int_equal(r.rows, 8);
	assert_counts(&r, 4, 0, 0, 4);
	assert_int_equal(r.departments, 3);
	assert_int_equal(r.codes, 4);
	assert_says(&r, 1, "表头", "colour");
	assert_true(remark(&r, 7, "item_name")->refused);
	assert_true(remark(&r, 8, "item_type")->refused);
	assert_says(&r, 9, "item_code", "和第 3 行重复");
	assert_true(remark(&r, 10, "item_name")->refused);
	assert_says(&r, 11, "area_code", "有 1 行");
	assert_string_equal(item_now(w, "A2").name, "乙,登记\n（第二行）");
	r = import(w, messy, sizeof messy - 1);
	assert_counts(&r, 0, 0, 4, 4);
	assert_int_equal(item_now(w, "A2").version, 1);
}

static void departments_merge_by_name(void **state)
{
	struct world *w = *state;
	import(w, messy, sizeof messy - 1);
	assert_int_equal(item_now(w, "A2").organisation, item_now(w, "A3").organisation);
	assert_int_not_equal(item_now(w, "A2").organisation, item_now(w, "A7").organisation);
	struct tx *t = reading(w);
	assert_int_equal(organisation_by_code(t, "1151130108778239R_6918"), item_now(w, "A2").organisation);
	assert_int_equal(organisation_by_code(t, "083372204"), item_now(w, "A2").organisation);
	store_read_done(t);
}

static const char *in_gb18030(struct world *w, const char *text, size_t *out_n)
{
	size_t n = strlen(text), room = n * 2, left = room;
	char *data = arena_alloc(w->mem, room), *to = data, *from = (char *)text;
	iconv_t cd = iconv_open("GB18030", "UTF-8");
	assert_int_not_equal(iconv(cd, &from, &n, &to, &left), (size_t)-1);
	iconv_close(cd);
	*out_n = room - left;
	return data;
}

static void both_encodings_mean_the_same(void **state)
{
	struct world *w = *state;
	size_t n;
	const char *gb = in_gb18030(w, messy, &n);
	struct import_report r = import(w, gb, n);
	assert_counts(&r, 4, 0, 0, 4);
	const char *marked = arena_printf(w->mem, "\xEF\xBB\xBF%s", messy);
	r = import(w, marked, strlen(marked));
	assert_counts(&r, 0, 0, 4, 4);
	assert_says(&r, 1, "表头", "这些列没有用到：“colour”");
}

static void a_changed_row_makes_a_version_and_keeps_the_rest(void **state)
{
	struct world *w = *state;
	static const char first[] = "department,item_name,item_code,item_type\n区甲局,甲,Z1,20\n";
	static const char second[] = "department,item_name,item_code,item_type\n区甲局,甲（新）,Z1,20\n";
	import(w, first, sizeof first - 1);
	put(w, item_now(w, "Z1").organisation, "{\"name\":\"甲\",\"type\":\"20\",\"code\":\"Z1\",\"quantity_limit\":\"三个\"}");
	struct import_report r = import(w, first, sizeof first - 1);
	assert_counts(&r, 0, 0, 1, 0);
	r = import(w, second, sizeof second - 1);
	assert_counts(&r, 0, 1, 0, 0);
	struct item item = item_now(w, "Z1");
	assert_int_equal(item.version, 3);
	assert_string_equal(item.name, "甲（新）");
	struct tx *t = reading(w);
	assert_string_equal(json_get_text(item_body(t, item.id, 3)->json, "quantity_limit"), "三个");
	store_read_done(t);
}

static void what_cannot_be_read_changes_nothing(void **state)
{
	struct world *w = *state;
	static const struct { const char *data; const char *words; } cases[] = {
		{ "", "表头" }, { "department,item_name,item_type\n", "item_code" }, { "a\xff\xff\xff,b\n", "编码" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct import_report r;
		enum err e = import_catalogue(w->site.store, w->mem, &w->fault, cases[i].data, strlen(cases[i].data), &r);
		assert_int_equal(e, ERR_BAD_INPUT);
		if (!strstr(w->fault.words, cases[i].words))
			fail_msg("expected words about %s, got %s", cases[i].words, w->fault.words);
	}
}

static void department_codes_are_told_apart(void **state)
{
	struct world *w = *state;
	static const struct { const char *code, *words; } cases[] = {
		{ "113502050000000194", NULL }, { "113502050000000195", "像统一社会信用代码，但是" }, { "083372204", "旧的组织机构代码" },
		{ "00877868-5", "旧的组织机构代码" }, { "130501003", "像旧的组织机构代码，但是" }, { "0087790701", "有 10 位" },
		{ "1151130000877869M", "有 17 位" }, { "3946653276082720768", "19 位数字" }, { "1151130108778239R_6918", "后缀“_6918”" },
		{ "11511301452259996u", "小写字母" }, { "11736", "有 5 位" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *why = import_codes_department(w->mem, cases[i].code);
		if (!cases[i].words ? why != NULL : !why || !strstr(why, cases[i].words))
			fail_msg("%s: expected '%s', got '%s'", cases[i].code, str_or_empty(cases[i].words), str_or_empty(why));
	}
}

static void codes_inside_item_codes_are_found(void **state)
{
	struct world *w = *state;
	static const struct { const char *item, *inside; } cases[] = {
		{ "511A0138000000-511602000000-000-115113010833722043-1-00", "115113010833722043" },
		{ "512C0053300008-511602000000-000-00877868-5-1-00", "00877868-5" },
		{ "1135020500000001944350131001001", "113502050000000194" }, { "350205000000019A010000", "000000019" },
		{ "G-1", "" }, { "12345", "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(import_codes_inside(w->mem, cases[i].item), cases[i].inside);
	assert_true(import_codes_fit(w->mem, "083372204", "115113010833722043"));
	assert_true(import_codes_fit(w->mem, "00877868-5", "008778685"));
	assert_true(import_codes_fit(w->mem, "11511301452259996u", "11511301452259996U"));
	assert_false(import_codes_fit(w->mem, "11736", "115113010833722043"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(stars_come_from_the_best_mode), TEST(promises_have_limits), TEST(silence_is_filled_as_the_law_says),
		TEST(nulls_read_as_nothing), TEST(every_element_has_one_row), TEST(elements_read_as_words),
		TEST(the_guide_knows_every_element), TEST(publishing_computes_what_lists_need),
		TEST(only_a_changed_body_makes_a_version), TEST(bad_bodies_are_refused_in_words),
		TEST(the_demonstration_can_be_published), TEST(beginnings_come_before_parts), TEST(filters_leave_out_the_rest),
		TEST(pages_hold_every_item_once), TEST(the_latest_day_is_counted_stage_by_stage), TEST(a_messy_file_is_taken_over),
		TEST(departments_merge_by_name), TEST(both_encodings_mean_the_same),
		TEST(a_changed_row_makes_a_version_and_keeps_the_rest), TEST(what_cannot_be_read_changes_nothing),
		TEST(department_codes_are_told_apart), TEST(codes_inside_item_codes_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
