/* Stars: the standard's rules over what items say, what is missing for the next star, and rules that an administrator changes. */
#include "store_world.h"
#include "catalogue/stars.h"
#include "demo_files.h"
#include "identity/identity.h"

static struct body *body(struct arena *a, const char *json)
{
	json_t *v = json_parse(a, json);
	if (!v)
		fail_msg("the test's own JSON should parse: %s", json);
	return body_parse(a, v);
}

static int64_t by_standard(struct arena *a, const struct body *b)
{
	const struct star_rules standard = stars_standard(a);
	return stars_by(&standard, b);
}

/* ---- the standard ---- */

#define MODE(kind, visits) "{\"kind\":\"" kind "\",\"visits\":" visits "}"

static void a_star_follows_from_what_is_said(void **state)
{
	struct world *w = *state;
	static const struct { const char *json; int64_t star; } cases[] = {
		{ "{\"star\":5}", 1 },
		{ "{\"modes\":[" MODE("counter", "3") "]}", 1 },
		{ "{\"online_url\":\"https://a.example/\"}", 2 },
		{ "{\"modes\":[" MODE("counter", "2") "," MODE("three", "2") "]}", 3 },
		{ "{\"modes\":[" MODE("four", "1") "," MODE("three", "2") "]}", 4 },
		{ "{\"modes\":[" MODE("three", "2") "," MODE("five", "0") "," MODE("four", "1") "]}", 5 },
		{ "{\"modes\":[" MODE("five", "1") "]}", 5 },
		/* a promise that the standard does not allow, or none at all */
		{ "{\"modes\":[" MODE("three", "3") "]}", 2 },
		{ "{\"modes\":[{\"kind\":\"three\"}]}", 2 },
		{ "{\"modes\":[" MODE("four", "2") "]}", 3 },
		{ "{\"modes\":[" MODE("four", "1") "," MODE("five", "2") "]}", 4 },
		/* a guide or a link only, whatever modes are written down beside it */
		{ "{\"presence\":\"in01\",\"modes\":[" MODE("five", "0") "]}", 2 },
		{ "{\"presence\":\"in02\",\"online_url\":\"https://a.example/\",\"modes\":[" MODE("four", "1") "]}", 2 },
		{ "{\"presence\":\"in04\",\"modes\":[" MODE("four", "1") "]}", 4 },
		/* paper that must be handed in */
		{ "{\"modes\":[" MODE("five", "0") "],\"materials\":[{\"name\":\"甲\",\"necessity\":\"1\",\"medium\":\"1\"}]}", 4 },
		{ "{\"modes\":[" MODE("five", "0") "],\"materials\":[{\"name\":\"甲\",\"necessity\":\"2\",\"medium\":\"1\"}]}", 5 },
		{ "{\"modes\":[" MODE("five", "0") "],\"materials\":[{\"name\":\"甲\",\"medium\":\"1\",\"licence\":\"营业执照\"}]}", 5 },
		{ "{\"modes\":[" MODE("five", "0") "],\"materials\":[{\"name\":\"甲\",\"medium\":\"3\"}]}", 5 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t star = by_standard(w->a, body(w->a, cases[i].json));
		if (star != cases[i].star)
			fail_msg("%s: expected %lld stars, got %lld", cases[i].json, (long long)cases[i].star, (long long)star);
	}
}

/* What the hall shows: the best of the modes that are offered. */
static int64_t by_modes(const struct body *b)
{
	const struct mode *m = item_online_mode(b);
	if (!m)
		return *json_get_text(b->json, "online_url") ? 2 : 1;
	return str_eq(m->kind, "five") ? 5 : str_eq(m->kind, "four") ? 4 : 3;
}

static void items_of_the_demonstration_have_the_star_of_their_best_mode(void **state)
{
	struct world *w = *state;
	size_t n = 0, i;
	for (const struct embedded *f = demo_files; f->path; f++) {
		json_t *list = json_parse(w->a, (const char *)f->data), *item;
		json_array_foreach(list, i, item) {
			if (!json_object_get(item, "modes"))
				continue;
			const struct body *b = body_parse(w->a, item);
			n++;
			if (by_standard(w->a, b) != by_modes(b))
				fail_msg("%s: expected %lld stars as its modes say, got %lld", json_get_text(item, "name"),
					 (long long)by_modes(b), (long long)by_standard(w->a, b));
		}
	}
	assert_true(n >= 50);
}

static void the_standard_can_be_kept(void **state)
{
	struct world *w = *state;
	const struct star_rules standard = stars_standard(w->a);
	size_t at;
	const char *why = stars_fault(w->a, &standard, &at);
	if (why)
		fail_msg("rule %zu of the standard: %s", at, why);
	for (size_t i = 1; i < standard.n; i++) {
		const struct star_rule *before = &standard.all[i - 1], *r = &standard.all[i];
		if (r->star == before->star ? r->no != before->no + 1 : r->star < before->star || r->no != 1)
			fail_msg("rule %zu should follow the one before it", i);
	}
}

/* ---- what is missing ---- */

static void what_is_missing_is_said_star_by_star(void **state)
{
	struct world *w = *state;
	const struct star_rules standard = stars_standard(w->a);
	struct star_step *steps;
	const struct body *counter = body(w->a, "{\"modes\":[" MODE("counter", "2") "]}");
	assert_int_equal(stars_missing_by(&standard, w->a, counter, 1, &steps), 0);
	size_t n = stars_missing_by(&standard, w->a, counter, 3, &steps);
	assert_int_equal(n, 2); /* an entrance, and applying here: visits are asked for once there is a mode */
	assert_int_equal(steps[0].star, 2);
	assert_int_equal(steps[1].star, 3);
	assert_string_equal(steps[1].key, "modes");
	assert_non_null(strstr(steps[1].lift, "预审人员"));
	assert_non_null(strstr(steps[1].now, "窗口办理"));
	assert_int_equal(stars_effort(steps, n), steps[0].effort + steps[1].effort);
	const struct body *paper = body(w->a, "{\"modes\":[" MODE("three", "2") "],\"materials\":[{\"name\":\"公证书\",\"medium\":\"1\"}]}");
	n = stars_missing_by(&standard, w->a, paper, 5, &steps);
	assert_int_equal(steps[0].star, 4);
	assert_non_null(strstr(steps[0].now, "网上申请，窗口交材料"));
	assert_int_equal(steps[n - 1].star, 5);
	bool named = false;
	for (size_t i = 0; i < n; i++)
		named |= strstr(steps[i].now, "公证书") != NULL;
	assert_true(named);
	assert_int_equal(stars_missing_by(&standard, w->a, body(w->a, "{\"modes\":[" MODE("five", "0") "]}"), 5, &steps), 0);
}

static void whoever_does_all_of_it_has_the_star(void **state)
{
	struct world *w = *state;
	const struct star_rules standard = stars_standard(w->a);
	struct star_step *steps;
	static const char *const lifted[] = {
		"{\"modes\":[]}", "{\"modes\":[],\"online_url\":\"https://a.example/\"}", "{\"modes\":[" MODE("three", "2") "]}",
		"{\"modes\":[" MODE("four", "1") "]}", "{\"modes\":[" MODE("five", "1") "]}",
	};
	for (int64_t star = 1; star <= 5; star++) {
		const struct body *b = body(w->a, lifted[star - 1]);
		assert_int_equal(stars_by(&standard, b), star);
		assert_int_equal(stars_missing_by(&standard, w->a, b, star, &steps), 0);
		assert_int_equal(stars_missing_by(&standard, w->a, b, star + 1, &steps) > 0, star < 5);
	}
}

/* ---- rules that are changed ---- */

struct publish { const char *code, *mode; int64_t organisation; };

static enum err publish(struct tx *t, void *arg)
{
	struct publish *p = arg;
	int64_t id;
	struct organisation o = { .kind = "department", .name = "甲局", .short_name = "甲局", .uscc = "", .mark = "海", .address = "",
				  .hours = "", .phone = "", .complain_phone = "", .review_body = "", .court = "", .windows = "" };
	if (!p->organisation)
		p->organisation = organisation_add(t, &o, NULL, "", 1);
	const char *json = arena_printf(t->mem, "{\"name\":\"事项%s\",\"type\":\"01\",\"code\":\"%s\",\"modes\":[%s]}", p->code, p->code, p->mode);
	return item_publish(t, json, p->organisation, "测试", &id);
}

static void put(struct world *w, struct publish *p, const char *code, const char *mode)
{
	p->code = code;
	p->mode = mode;
	if (store_write(w->s, w->a, &w->f, publish, p))
		fail_msg("the item %s should be published: %s", code, w->f.words);
}

static int64_t star_now(struct world *w, const char *code)
{
	struct item item = { 0 };
	struct tx *t = store_read(w->s, w->a, &w->f);
	bool there = item_by_code(t, code, &item);
	store_read_done(t);
	if (!there)
		fail_msg("there should be an item %s", code);
	return item.star;
}

static enum err keep(struct tx *t, void *arg)
{
	return stars_keep(t, arg);
}

static struct star_plan plan_of(struct world *w, const struct star_rules *rules)
{
	struct star_plan plan;
	struct tx *t = store_read(w->s, w->a, &w->f);
	if (stars_plan(t, rules, &plan))
		fail_msg("the plan should be made: %s", w->f.words);
	store_read_done(t);
	return plan;
}

static void keep_rules(struct world *w, struct star_plan *plan)
{
	if (store_write(w->s, w->a, &w->f, keep, plan))
		fail_msg("the rules should be kept: %s", w->f.words);
}

static struct star_rule *rule_about(struct star_rules *rules, const char *fact)
{
	for (size_t i = 0; i < rules->n; i++)
		if (str_eq(rules->all[i].fact, fact))
			return &rules->all[i];
	fail_msg("there should be a rule about %s", fact);
	return NULL;
}

static void changed_rules_change_items(void **state)
{
	struct world *w = *state;
	struct publish p = { 0 };
	put(w, &p, "X3", MODE("three", "2"));
	put(w, &p, "X5", MODE("five", "0"));
	assert_int_equal(star_now(w, "X3"), 3);
	struct star_rules strict = stars_standard(w->a);
	strict.standard = false;
	rule_about(&strict, "visits_three")->bound = 1;
	struct star_plan plan = plan_of(w, &strict);
	assert_int_equal(plan.items, 2);
	assert_int_equal(plan.n, 1);
	assert_string_equal(plan.changes[0].code, "X3");
	assert_int_equal(plan.changes[0].from, 3);
	assert_int_equal(plan.changes[0].to, 2);
	assert_int_equal(star_now(w, "X3"), 3); /* a plan changes nothing */
	put(w, &p, "Y3", MODE("three", "2")); /* between the plan and its keeping */
	keep_rules(w, &plan);
	assert_int_equal(star_now(w, "X3"), 2);
	assert_int_equal(star_now(w, "Y3"), 2);
	assert_int_equal(star_now(w, "X5"), 5);
	put(w, &p, "Z3", MODE("three", "2")); /* published under the new rules */
	assert_int_equal(star_now(w, "Z3"), 2);
	const struct star_rules standard = stars_standard(w->a);
	plan = plan_of(w, &standard);
	assert_int_equal(plan.n, 3);
	keep_rules(w, &plan);
	assert_int_equal(star_now(w, "Z3"), 3);
	struct tx *t = store_read(w->s, w->a, &w->f);
	assert_true(stars_rules(t)->standard);
	store_read_done(t);
}

static void a_version_published_meanwhile_is_not_overruled(void **state)
{
	struct world *w = *state;
	struct publish p = { 0 };
	put(w, &p, "X", MODE("three", "2"));
	struct star_rules strict = stars_standard(w->a);
	strict.standard = false;
	rule_about(&strict, "visits_three")->bound = 1;
	struct star_plan plan = plan_of(w, &strict);
	put(w, &p, "X", MODE("four", "1"));
	keep_rules(w, &plan);
	assert_int_equal(star_now(w, "X"), 4);
}

static void rules_that_cannot_be_kept_are_named(void **state)
{
	struct world *w = *state;
	size_t at = 99;
	struct star_rules rules = stars_standard(w->a);
	rules.all[2].words = " ";
	assert_non_null(strstr(stars_fault(w->a, &rules, &at), "要求"));
	assert_int_equal(at, 2);
	rules = stars_standard(w->a);
	rules.all[3].effort = 10;
	assert_non_null(strstr(stars_fault(w->a, &rules, &at), "工作量"));
	rules = stars_standard(w->a);
	rules.all[0].fact = "moon";
	assert_non_null(strstr(stars_fault(w->a, &rules, &at), "moon"));
	rules = stars_standard(w->a);
	for (size_t i = 0; i < rules.n; i++)
		if (rules.all[i].star == 4)
			rules.all[i].in_use = false;
	assert_non_null(strstr(stars_fault(w->a, &rules, &at), "四星"));
	assert_int_equal(at, rules.n);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		ON(open_platform, a_star_follows_from_what_is_said),
		ON(open_platform, items_of_the_demonstration_have_the_star_of_their_best_mode),
		ON(open_platform, the_standard_can_be_kept),
		ON(open_platform, what_is_missing_is_said_star_by_star),
		ON(open_platform, whoever_does_all_of_it_has_the_star),
		ON(open_platform, changed_rules_change_items),
		ON(open_platform, a_version_published_meanwhile_is_not_overruled),
		ON(open_platform, rules_that_cannot_be_kept_are_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
