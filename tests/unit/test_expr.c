/* Conditions as text: what they mean, what is refused and where, and how they read in words. */
#include "base/day.h"
#include "base/str.h"
#include "forms/expr.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define ANSWERS                                                                                                              \
	"{\"kind\":\"延续\",\"area\":\"620\",\"small\":\"9\",\"code\":\"01\",\"from\":\"2026-03-01\",\"to\":\"2027-03-01\","   \
	"\"agree\":\"1\",\"no\":\"\",\"zero\":\"0\",\"tools\":[\"刀\",\"炉\"],\"none\":[],\"price\":\"0.1\","                    \
	"\"staff\":[{\"pay\":\"3000\"},{\"pay\":\"4500.5\"},{\"pay\":\"\"}],\"n\":7,\"yes\":true}"

static int setup(void **state)
{
	*state = arena_new(16 << 20);
	return 0;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static const char *value_of(struct arena *a, const char *text)
{
	struct expr_fault fault;
	int64_t today;
	assert_true(day_parse("2026-11-22", &today));
	const struct expr *e = expr_parse(a, text, &fault);
	if (!e)
		fail_msg("%s should be right, but at %zu: %s", text, fault.at, fault.words);
	return expr_value(a, e, &(struct expr_scope){ NULL, json_parse(a, ANSWERS), today });
}

static void values_are_as_the_manual_says(void **state)
{
	static const struct { const char *text, *value; } cases[] = {
		{ "kind = \"延续\"", "1" }, { "kind = “变更”", "" }, { "kind != \"变更\"", "1" }, { "missing = \"\"", "1" },
		{ "area > 500", "1" }, { "area > 90", "1" }, { "small < area", "1" }, { "area >= 620 and area <= 620", "1" },
		{ "missing < 5", "" }, { "missing > 5", "" }, { "kind > 5", "" }, { "not missing", "1" }, { "area = 620.0", "1" },
		{ "code = 1", "" }, { "code = \"01\"", "1" }, { "n = 7 and yes", "1" }, { "zero", "0" }, { "not zero", "1" },
		{ "kind in (\"新办\", \"延续\")", "1" }, { "kind in (\"新办\")", "" }, { "tools = \"炉\"", "1" }, { "tools = \"锅\"", "" },
		{ "tools in (\"锅\", \"刀\")", "1" }, { "empty(none) and empty(no) and not empty(tools)", "1" },
		{ "no or agree", "1" }, { "no and agree", "" }, { "agree or no and no", "1" }, { "(agree or no) and no", "" },
		{ "not no and not not agree", "1" }, { "1 + 2 * 3", "7" }, { "(1 + 2) * 3", "9" }, { "10 - 4 - 3", "3" }, { "-area", "-620" },
		{ "price + 0.2 = 0.3", "1" }, { "1 / 3", "0.333333" }, { "1 / zero", "" }, { "area + missing", "" }, { "area + kind", "" },
		{ "count(staff)", "3" }, { "count(missing)", "0" }, { "sum(staff.pay)", "7500.5" }, { "sum(staff.pay) / count(staff) > 2500", "1" },
		{ "days(from, to)", "365" }, { "days(from, no)", "" }, { "from < to", "1" }, { "to <= today", "" }, { "today", "2026-11-22" },
		{ "days(from, today) > 200", "1" }, { "999999999999999 * 999999999999999", "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *value = value_of(*state, cases[i].text);
		if (!str_eq(value, cases[i].value))
			fail_msg("%s: expected '%s', got '%s'", cases[i].text, cases[i].value, value);
	}
}

static void full_width_signs_are_read(void **state)
{
	assert_string_equal(value_of(*state, "（area ＞ 500）　and kind ＝ “延续”"), "1");
	assert_string_equal(value_of(*state, "area ≥ 620 and area ≠ 1"), "1");
	assert_string_equal(value_of(*state, "\"（＞\" = \"（＞\""), "1");
}

static void mistakes_are_shown_where_they_are(void **state)
{
	static const struct { const char *text; size_t at; const char *part; } cases[] = {
		{ "kind = ", 7, "缺内容" }, { "kind = \"延续", 8, "引号" }, { "(area > 5", 9, "右括号" }, { "area > 5 kind", 9, "and" },
		{ "“延续” = kind and", 15, "缺内容" }, { "area in 5", 8, "括号" }, { "rows(staff)", 0, "函数" }, { "sum(staff)", 4, "组名.字段名" },
		{ "count(staff.pay)", 6, "组名" }, { "days(from)", 9, "逗号" }, { "and", 0, "字段名" }, { "a = b = c", 6, "多了内容" },
		{ "面积 > 5", 0, "字段名" }, { "1234567890123456", 0, "15 位" }, { "0.1234567", 0, "小数" }, { "a & b", 2, "多了内容" }, { "a ≠ b ＝ c", 6, "多了内容" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct expr_fault fault;
		if (expr_parse(*state, cases[i].text, &fault))
			fail_msg("%s should be refused", cases[i].text);
		if (fault.at != cases[i].at || !strstr(fault.words, cases[i].part))
			fail_msg("%s: expected '%s' at %zu, got '%s' at %zu", cases[i].text, cases[i].part, cases[i].at, fault.words, fault.at);
	}
}

static void size_and_depth_have_a_bound(void **state)
{
	struct expr_fault fault;
	char text[4001];
	memset(text, '(', 40);
	text[40] = '\0';
	assert_null(expr_parse(*state, text, &fault));
	assert_string_equal(fault.words, "括号套得太深");
	memset(text, ' ', 1001);
	text[1001] = '\0';
	text[0] = 'a';
	assert_null(expr_parse(*state, text, &fault));
	assert_non_null(strstr(fault.words, "1000"));
}

static void a_broken_or_empty_condition_hides_nothing(void **state)
{
	const json_t *none = json_parse(*state, "{}");
	assert_true(expr_test(*state, "", none));
	assert_true(expr_test(*state, "kind = ", none));
	assert_false(expr_test(*state, "kind = \"延续\"", none));
	assert_false(expr_test(*state, "kind = \"延续\"", NULL));
}

static void names_and_compared_texts_are_listed(void **state)
{
	struct expr_fault fault;
	const char **all;
	const struct expr *e = expr_parse(*state, "kind in (\"新办\", \"延续\") and (kind != “变更” or area > 5) and sum(staff.pay) > count(staff)", &fault);
	assert_int_equal(expr_names(*state, e, &all), 4);
	assert_string_equal(all[0], "kind");
	assert_string_equal(all[1], "area");
	assert_string_equal(all[2], "staff.pay");
	assert_string_equal(all[3], "staff");
	assert_int_equal(expr_compared(*state, e, "kind", &all), 3);
	assert_string_equal(all[2], "变更");
	assert_int_equal(expr_compared(*state, e, "area", &all), 0);
}

static void a_row_is_looked_at_first(void **state)
{
	struct expr_fault fault;
	const struct expr *e = expr_parse(*state, "role = \"厨师\" and kind = \"延续\"", &fault);
	struct expr_scope scope = { json_parse(*state, "{\"role\":\"厨师\"}"), json_parse(*state, "{\"role\":\"会计\",\"kind\":\"延续\"}"), 0 };
	assert_true(expr_holds(*state, e, &scope));
	scope.row = NULL;
	assert_false(expr_holds(*state, e, &scope));
}

static const char *label_of(const void *of, const char *name, const char *value)
{
	(void)of;
	if (value)
		return str_eq(value, "01") ? "许可" : NULL;
	return str_eq(name, "kind") ? "办理类型" : str_eq(name, "area") ? "面积" : str_eq(name, "agree") ? "同意核查" : NULL;
}

static void conditions_read_as_people_speak(void **state)
{
	static const struct { const char *text, *words; } cases[] = {
		{ "kind = \"延续\" and area > 500", "“办理类型”是“延续”，而且“面积”大于 500" },
		{ "kind in (\"新办\", \"延续\", \"变更\")", "“办理类型”是“新办”、“延续”或“变更”" },
		{ "agree = 1 and (kind != \"延续\" or area <= 5)", "勾选了“同意核查”，而且（“办理类型”不是“延续”，或者“面积”不超过 5）" },
		{ "not empty(area) or not agree", "填了“面积”，或者没有勾选“同意核查”" }, { "kind = \"\"", "“办理类型”没有填" },
		{ "site = \"甲\"", "“site”是“甲”" }, { "site in (“01”, “甲”)", "“site”是“许可”或“甲”" }, { "not (site in (“01”))", "“site”不是“许可”" }, { "area * 2 > 10", "“面积” × 2大于 10" }, { "days(area, today) > 3", "“面积”到今天的天数大于 3" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct expr_fault fault;
		const struct expr *e = expr_parse(*state, cases[i].text, &fault);
		assert_non_null(e);
		assert_string_equal(expr_words(*state, e, label_of, NULL), cases[i].words);
	}
}

static void scripts_get_a_tree(void **state)
{
	struct expr_fault fault;
	const struct expr *e = expr_parse(*state, "kind = \"延续\" and not empty(a) or count(rows) > 2", &fault);
	json_t *tree = expr_json(e);
	assert_string_equal(json_print(*state, tree),
			    "[\"or\",[\"and\",[\"=\",[\"name\",\"kind\"],\"延续\"],[\"not\",[\"empty\",[\"name\",\"a\"]]]],[\">\",[\"count\",\"rows\"],\"2\"]]");
	json_decref(tree);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(values_are_as_the_manual_says), TEST(full_width_signs_are_read), TEST(mistakes_are_shown_where_they_are),
		TEST(size_and_depth_have_a_bound), TEST(a_broken_or_empty_condition_hides_nothing), TEST(names_and_compared_texts_are_listed),
		TEST(a_row_is_looked_at_first), TEST(conditions_read_as_people_speak), TEST(scripts_get_a_tree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
