/* An item's own form: which questions are asked, what is right, what is kept, and how answers read. */
#include "base/str.h"
#include "catalogue/body.h"
#include "web/web_private.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char form_json[] =
	"{\"form\":["
	"{\"group\":\"经营\",\"name\":\"place\",\"label\":\"经营场所\",\"kind\":\"address\",\"required\":true,\"min\":5,\"max\":20},"
	"{\"group\":\"经营\",\"name\":\"area\",\"label\":\"面积\",\"kind\":\"number\",\"required\":true,\"min\":1,\"max\":500},"
	"{\"group\":\"经营\",\"name\":\"width\",\"label\":\"宽（米）\",\"kind\":\"number\",\"required\":false,\"min\":0.5,\"max\":200},"
	"{\"group\":\"网络\",\"name\":\"online\",\"label\":\"是否网络经营\",\"kind\":\"choice\",\"required\":true,\"choices\":[\"是\",\"否\"]},"
	"{\"group\":\"网络\",\"name\":\"platform\",\"label\":\"平台\",\"kind\":\"choice\",\"required\":true,\"choices\":[\"自建\",\"别家\"],"
	"\"when\":{\"field\":\"online\",\"is\":\"是\"}},"
	"{\"group\":\"网络\",\"name\":\"site\",\"label\":\"网址\",\"kind\":\"text\",\"required\":true,\"hint\":\"写全\","
	"\"when\":{\"field\":\"platform\",\"is\":\"自建\"}},"
	"{\"group\":\"其他\",\"name\":\"opening\",\"label\":\"开业日期\",\"kind\":\"date\",\"required\":false},"
	"{\"group\":\"其他\",\"name\":\"agree\",\"label\":\"同意现场核查\",\"kind\":\"check\",\"required\":true},"
	"{\"group\":\"其他\",\"name\":\"odd\",\"label\":\"说明\",\"kind\":\"hologram\",\"required\":false}]}";

struct world {
	struct arena *a;
	struct item_field *fields;
	size_t n;
	struct exchange x;
	struct out out;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	w->a = arena_new(16 << 20);
	w->n = item_form(w->a, body_parse(w->a, json_parse(w->a, form_json)), &w->fields);
	out_init(&w->out, w->a, 1 << 20);
	w->x.req = (struct req){ .fault = &w->x.fault, .mem = w->a, .out = &w->out, .exchange = &w->x };
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;
	out_release(&w->out);
	arena_free(w->a);
	free(w);
	return 0;
}

/* Types into the form: pairs of name and words, NULL at the end. */
static void type_in(struct world *w, const char *const *pairs)
{
	for (; *pairs; pairs += 2)
		assert_int_equal(pairs_add(&w->x, &w->x.fields, pairs[0], strlen(pairs[0]), pairs[1], strlen(pairs[1])), OK);
}

static const struct field *field(struct world *w, const char *name)
{
	for (size_t i = 0; i < w->n; i++)
		if (str_eq(w->fields[i].field.name, name))
			return &w->fields[i].field;
	fail_msg("the form should have a field %s", name);
	return NULL;
}

static void fields_come_from_the_body(void **state)
{
	struct world *w = *state;
	assert_int_equal(w->n, 9);
	assert_int_equal(field(w, "place")->kind, FIELD_ADDRESS);
	assert_int_equal(field(w, "place")->min, 5);
	assert_true(field(w, "place")->required);
	assert_string_equal(field(w, "online")->choices[1].word, "否");
	assert_null(field(w, "online")->choices[2].word);
	assert_int_equal(field(w, "odd")->kind, FIELD_TEXT);
	assert_null(field(w, "area")->hint);
	assert_string_equal(field(w, "site")->hint, "“平台”选“自建”时才填。写全");
}

static void bounds_with_a_fraction_allow_one(void **state)
{
	struct world *w = *state;
	const struct field *f = field(w, "width");
	const struct { const char *typed; bool right; } cases[] = {
		{ "0.5", true }, { "0.49", false }, { "12", true }, { "12.25", true }, { "12.255", false }, { "200.01", false },
		{ "-1", false }, { "1.", false }, { "", true },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text;
		int64_t number;
		if ((form_check(w->a, f, cases[i].typed, &text, &number) == NULL) != cases[i].right)
			fail_msg("'%s' should be %s", cases[i].typed, cases[i].right ? "right" : "wrong");
	}
	const char *text;
	int64_t number;
	assert_null(form_check(w->a, f, "12.5", &text, &number));
	assert_int_equal(number, 1250);
	assert_string_equal(form_check(w->a, f, "0.1", &text, &number), "应在 0.50 到 200 之间");
}

static void wrong_answers_are_kept_and_named(void **state)
{
	struct world *w = *state;
	const char *json;
	type_in(w, (const char *const[]){ "place", "  示范路 1 号  ", "area", "很大", "online", "否", NULL });
	assert_false(item_form_read(&w->x.req, w->fields, w->n, &json));
	assert_int_equal(w->x.req.n_errors, 2);
	assert_string_equal(w->x.req.errors[0].field, "area");
	assert_string_equal(w->x.req.errors[0].label, "面积");
	assert_string_equal(w->x.req.errors[1].field, "agree");
	assert_string_equal(item_form_answer(w->a, json, "area"), "很大");
	assert_string_equal(item_form_answer(w->a, json, "place"), "示范路 1 号");
}

static void unasked_questions_need_no_answer(void **state)
{
	struct world *w = *state;
	const char *json;
	type_in(w, (const char *const[]){ "place", "示范路 1 号", "area", "30", "online", "否", "platform", "自建", "agree", "1", NULL });
	assert_true(item_form_read(&w->x.req, w->fields, w->n, &json));
	size_t missing;
	assert_true(item_form_whole(w->a, w->fields, w->n, json, &missing));
	assert_int_equal(missing, 0);
}

static void asked_questions_need_one_along_the_chain(void **state)
{
	struct world *w = *state;
	size_t missing;
	static const char base[] = "\"place\":\"示范路 1 号\",\"area\":\"30\",\"agree\":\"1\"";
	const struct { const char *more; size_t missing; } cases[] = {
		{ "\"online\":\"否\"", 0 }, { "\"online\":\"是\"", 1 }, { "\"online\":\"是\",\"platform\":\"别家\"", 0 },
		{ "\"online\":\"是\",\"platform\":\"自建\"", 1 }, { "\"online\":\"是\",\"platform\":\"自建\",\"site\":\"a.example\"", 0 },
		{ "\"online\":\"否\",\"platform\":\"自建\"", 0 }, { "\"online\":\"也许\"", 1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *json = arena_printf(w->a, "{%s,%s}", base, cases[i].more);
		bool whole = item_form_whole(w->a, w->fields, w->n, json, &missing);
		if (missing != cases[i].missing || whole != (missing == 0))
			fail_msg("%s: expected %zu missing, got %zu", cases[i].more, cases[i].missing, missing);
	}
	assert_false(item_form_whole(w->a, w->fields, w->n, "", &missing));
	assert_int_equal(missing, 4);
}

static void answers_read_as_people_write(void **state)
{
	struct world *w = *state;
	struct answer *all;
	size_t n = item_form_answers(w->a, w->fields, w->n,
				     "{\"place\":\"示范路 1 号\",\"area\":\"30\",\"online\":\"否\",\"site\":\"a.example\",\"opening\":\"2026-12-01\",\"agree\":\"1\"}",
				     &all);
	static const struct { const char *group, *label, *words; } expected[] = {
		{ "经营", "经营场所", "示范路 1 号" }, { "", "面积", "30" }, { "", "宽（米）", "" }, { "网络", "是否网络经营", "否" },
		{ "其他", "开业日期", "2026年12月1日" }, { "", "同意现场核查", "是" }, { "", "说明", "" },
	};
	assert_int_equal(n, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(all[i].group, expected[i].group);
		assert_string_equal(all[i].label, expected[i].label);
		assert_string_equal(all[i].words, expected[i].words);
	}
}

static void assert_drawn(struct world *w, const char *html)
{
	if (!strstr(out_str(&w->out), html))
		fail_msg("the form should hold %s", html);
}

static void stored_answers_are_drawn(void **state)
{
	struct world *w = *state;
	item_form_draw(&w->out, &w->x.req, w->fields, w->n, "{\"place\":\"示范路 \\\"1\\\" 号\",\"online\":\"是\"}");
	assert_drawn(w, "<h2>经营</h2>");
	assert_drawn(w, "value=\"示范路 &quot;1&quot; 号\"");
	assert_drawn(w, "value=\"是\" checked");
	assert_drawn(w, "“平台”选“自建”时才填。写全");
}

static void typed_answers_beat_stored_ones(void **state)
{
	struct world *w = *state;
	const char *json;
	type_in(w, (const char *const[]){ "area", "很大", NULL });
	assert_false(item_form_read(&w->x.req, w->fields, w->n, &json));
	item_form_draw(&w->out, &w->x.req, w->fields, w->n, "{\"area\":\"30\"}");
	assert_drawn(w, "value=\"很大\"");
	assert_drawn(w, "id=\"area-error\"");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fields_come_from_the_body), TEST(bounds_with_a_fraction_allow_one), TEST(wrong_answers_are_kept_and_named),
		TEST(unasked_questions_need_no_answer), TEST(asked_questions_need_one_along_the_chain),
		TEST(answers_read_as_people_write), TEST(stored_answers_are_drawn), TEST(typed_answers_beat_stored_ones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
