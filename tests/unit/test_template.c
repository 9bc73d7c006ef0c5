/* Templates: what each kind of line becomes, what is refused and where, and the house's own texts of every kind. */
#include "letters/fill.h"
#include "letters/letters_private.h"
#include "base/str.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

enum { MEMORY = 64 << 20 };

static const struct template *parsed(struct arena *a, const char *text)
{
	struct template_errors errors;
	const struct template *t = template_parse(a, text, &errors);
	if (!t)
		fail_msg("expected \"%s\" to be read; line %d: %s", text, errors.all[0].line, errors.all[0].words);
	return t;
}

/* The blocks as lines: a letter for the kind, the label and the text, cells with | behind them. */
static const char *filled(struct arena *a, const char *text, const char *facts)
{
	static const char kinds[PAPER_BLOCK__MAX] = {
		[PAPER_PARAGRAPH] = 'p', [PAPER_SALUTATION] = 's', [PAPER_HEADING] = 'h', [PAPER_FIELD] = 'f', [PAPER_ITEM] = 'i',
		[PAPER_NOTE] = 'n', [PAPER_TABLE] = 't',
	};
	const struct paper_block *blocks;
	const char *words = "";
	size_t n = fill_blocks(a, parsed(a, text), json_parse(a, facts), &blocks);
	for (size_t i = 0; i < n; i++) {
		const struct paper_block *b = &blocks[i];
		words = arena_printf(a, "%s%c %s=%s\n", words, kinds[b->kind], str_or_empty(b->label), str_or_empty(b->text));
		for (size_t k = 0; b->table && k < b->table->n_rows * b->table->n_columns; k++)
			words = arena_printf(a, "%s%s|", words, b->table->cells[k]);
	}
	return words;
}

static void every_kind_of_line_becomes_its_block(void **state)
{
	static const char text[] = "!red\n\n^ {applicant}：\n# 标题\n段落一\n　　段落二　\n- 甲\n- 乙\n[证件号码] {certificate}\n[签名] ____\n> 小字\n|gaps|\n|face|\n";
	static const char facts[] = "{\"applicant\":\"王晓岚\",\"certificate\":\"3502\",\"gaps\":[{\"name\":\"制度\",\"reason\":\"缺页\"}],"
				    "\"face\":[{\"label\":\"业态\",\"value\":\"餐饮\"},{\"label\":\"备注\",\"value\":\"\"}]}";
	struct arena *a = arena_new(MEMORY);
	(void)state;
	assert_true(parsed(a, text)->red_head);
	assert_string_equal(filled(a, text, facts),
			    "s =王晓岚：\nh =标题\np =段落一\np =段落二\ni =甲\ni =乙\nf 证件号码=3502\nf 签名= \nn =小字\nt =\n制度|缺页|f 业态=餐饮\n");
	arena_free(a);
}

static void a_line_without_its_fact_is_left_out(void **state)
{
	struct arena *a = arena_new(MEMORY);
	(void)state;
	assert_string_equal(filled(a, "# 甲\n{reason}\n# 乙\n依据：{basis}\n# 丙\n|gaps|\n", "{\"basis\":\"第一条\",\"gaps\":[]}"), "h =乙\np =依据：第一条\n");
	assert_string_equal(filled(a, "{reason}\n", "{\"reason\":\"第一行\\n\\n 第二行 \"}"), "p =第一行\np =第二行\n");
	assert_string_equal(filled(a, "{facts}\n{reason}\n", "{\"facts\":\"一句话。\",\"reason\":\"一句话。\"}"), "p =一句话。\n");
	arena_free(a);
}

static void conditions_ask_for_facts(void **state)
{
	static const char text[] = "?when remedy|deemed\n有\n?end\n?unless remedy|deemed\n没有\n?end\n?is refusal_kind=b\n乙\n?when basis\n乙和依据\n?end\n?end\n";
	static const struct { const char *facts, *words; } wanted[] = {
		{ "{}", "p =没有\n" },
		{ "{\"deemed\":true}", "p =有\n" },
		{ "{\"deemed\":false}", "p =没有\n" },
		{ "{\"remedy\":true,\"refusal_kind\":\"a\",\"basis\":\"x\"}", "p =有\n" },
		{ "{\"remedy\":true,\"refusal_kind\":\"b\"}", "p =有\np =乙\n" },
		{ "{\"remedy\":true,\"refusal_kind\":\"b\",\"basis\":\"x\"}", "p =有\np =乙\np =乙和依据\n" },
	};
	struct arena *a = arena_new(MEMORY);
	(void)state;
	for (size_t i = 0; i < COUNT(wanted); i++)
		assert_string_equal(filled(a, text, wanted[i].facts), wanted[i].words);
	arena_free(a);
}

static void parts_stand_where_they_are_named(void **state)
{
	static const char facts[] = "{\"review_body\":\"区政府\",\"court\":\"区法院\",\"remedy\":true}";
	struct arena *a = arena_new(MEMORY);
	(void)state;
	const char *said = filled(a, "开头\n?when remedy\n@remedies\n?end\n结尾\n", facts);
	assert_non_null(strstr(said, "h =您的权利\n"));
	assert_non_null(strstr(said, "60 日内向区政府申请行政复议"));
	assert_non_null(strstr(said, "6 个月内向区法院提起行政诉讼"));
	assert_string_equal(filled(a, "开头\n?when deemed\n@remedies\n?end\n", facts), "p =开头\n");
	arena_free(a);
}

static const struct { const char *text; int line; const char *words; } wrong[] = {
	{ "好的\n{appicant}\n", 2, "没有“appicant”" },
	{ "{}\n", 1, "没有“”" },
	{ "{applicant\n", 1, "大括号没有成对" },
	{ "applicant}\n", 1, "大括号没有成对" },
	{ "{{applicant}}\n", 1, "大括号没有成对" },
	{ "｛applicant｝\n", 1, "半角" },
	{ "{gaps}\n", 1, "|gaps|" },
	{ "{remedy}\n", 1, "?when remedy" },
	{ "|nothing|\n", 1, "没有“nothing”" },
	{ "|reason|\n", 1, "{reason}" },
	{ "|gaps\n", 1, "|materials|" },
	{ "|gaps| 见上\n", 1, "单独一行" },
	{ "\n\n?when remedy\n有\n", 3, "没有用 ?end 结束" },
	{ "有\n?end\n", 2, "前面没有对应的条件" },
	{ "?wenn remedy\n?end\n", 1, "没有“?wenn”" },
	{ "?when nothing\n?end\n", 1, "没有“nothing”" },
	{ "?when remedy|\n?end\n", 1, "没有“”" },
	{ "?is refusal_kind\n?end\n", 1, "?is refusal_kind=a" },
	{ "?is gaps=a\n?end\n", 1, "不是一个值" },
	{ "@nothing\n", 1, "没有“@nothing”" },
	{ "@denial\n", 1, "没有“@denial”" },
	{ "段落\n!red\n", 2, "写在最前面" },
	{ "!blue\n", 1, "没有“!blue”" },
	{ "#标题\n", 1, "要空一格" },
	{ "#\n", 1, "没有内容" },
	{ "[名称 内容\n", 1, "缺少 ]" },
	{ "[] 内容\n", 1, "要有名称" },
	{ "[名称]\n", 1, "____" },
	{ "？when remedy\n", 1, "全角" },
	{ "字\001符\n", 1, "控制字符" },
	{ "!licence\n# 标题\n", 0, "证照上只能有" },
	{ "\xff\xfe", 0, "不能识别" },
};

static void what_is_wrong_is_named_with_its_line(void **state)
{
	struct arena *a = arena_new(MEMORY);
	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct template_errors errors;
		if (template_parse(a, wrong[i].text, &errors))
			fail_msg("\"%s\" was read, expected: %s", wrong[i].text, wrong[i].words);
		assert_true(errors.n > 0);
		if (errors.all[0].line != wrong[i].line || !strstr(errors.all[0].words, wrong[i].words))
			fail_msg("\"%s\": expected line %d \"%s\", got line %d \"%s\"", wrong[i].text, wrong[i].line, wrong[i].words,
				 errors.all[0].line, errors.all[0].words);
	}
	arena_free(a);
}

static char *repeated(struct arena *a, const char *piece, size_t times)
{
	size_t n = strlen(piece);
	char *text = arena_alloc(a, n * times + 1);
	for (size_t i = 0; i < times; i++)
		memcpy(text + i * n, piece, n);
	return text;
}

static void limits_hold(void **state)
{
	struct template_errors errors;
	struct arena *a = arena_new(MEMORY);
	(void)state;
	assert_null(template_parse(a, repeated(a, "a", TEMPLATE_MOST_BYTES + 1), &errors));
	assert_non_null(strstr(errors.all[0].words, "全文太长"));
	assert_non_null(template_parse(a, repeated(a, "a", TEMPLATE_MOST_BYTES), &errors));
	assert_null(template_parse(a, repeated(a, "行\n", TEMPLATE_MOST_LINES + 5), &errors));
	assert_int_equal(errors.all[0].line, TEMPLATE_MOST_LINES + 1);
	assert_null(template_parse(a, repeated(a, "?when remedy\n", 40), &errors));
	assert_int_equal(errors.n, TEMPLATE_ERRORS); /* all at once, but not without end */
	arena_free(a);
}

/* ---- the house's own ---- */

static void every_house_text_can_be_read_and_says_what_it_must(void **state)
{
	struct arena *a = arena_new(MEMORY);
	(void)state;
	for (int kind = LETTER_NONE + 1; kind < LETTER__MAX; kind++) {
		struct template_errors errors = { .n = 0 };
		letters_check_musts(a, (enum letter_kind)kind, parsed(a, texts_house((enum letter_kind)kind)), &errors);
		if (errors.n)
			fail_msg("%s: %s", letter_kinds[kind].title, errors.all[0].words);
	}
	arena_free(a);
}

/* What stands on each line of a denial is asked for by an article; without that line it cannot be kept. */
static void what_the_law_asks_for_cannot_be_left_out(void **state)
{
	static const struct { enum letter_kind kind; const char *taken, *missing, *law; } cases[] = {
		{ LETTER_DENIAL, "@remedies", "{review_body}", "行政复议法第二十条" },
		{ LETTER_DENIAL, "@remedies", "{court}", "行政诉讼法第四十六条" },
		{ LETTER_DENIAL, "依据：{basis}", "{basis}", "第三十八条第二款" },
		{ LETTER_ACCEPTANCE, "[最晚办结] {due_on}", "{due_on}", "国发〔2015〕6号" },
		{ LETTER_SUPPLEMENT, "|gaps|", "|gaps|", "第三十二条第一款第四项" },
		{ LETTER_SUPPLEMENT, "请在{supply_by}前补正：", "{supply_by}", "第三十二条第一款第四项" },
		{ LETTER_EXTENSION, "[批准人] {approved_by}", "{approved_by}", "第四十二条" },
		{ LETTER_SPECIAL, "[所需时间] {special_time}", "{special_time}", "第四十五条" },
		{ LETTER_HEARING, "[听证地点] {hearing_place}", "{hearing_place}", "第四十八条" },
	};
	struct arena *a = arena_new(MEMORY);
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *house = texts_house(cases[i].kind), *at = strstr(house, cases[i].taken);
		assert_non_null(at);
		const char *text = arena_printf(a, "%.*s%s", (int)(at - house), house, at + strlen(cases[i].taken));
		struct template_errors errors = { .n = 0 };
		letters_check_musts(a, cases[i].kind, parsed(a, text), &errors);
		bool found = false;
		for (size_t k = 0; k < errors.n; k++)
			found = found || (strstr(errors.all[k].words, cases[i].missing) && strstr(errors.all[k].words, cases[i].law));
		if (!found)
			fail_msg("%s without %s: expected to hear of %s (%s), heard: %s", letter_kinds[cases[i].kind].title, cases[i].taken,
				 cases[i].missing, cases[i].law, errors.n ? errors.all[0].words : "nothing");
	}
	arena_free(a);
}

static void only_a_licence_looks_like_one(void **state)
{
	struct template_errors errors = { .n = 0 };
	struct arena *a = arena_new(MEMORY);
	(void)state;
	letters_check_musts(a, LETTER_PAYMENT, parsed(a, "!licence\n{applicant}{item_name}{case_number}{reason}{basis}{until_on}\n"), &errors);
	assert_int_equal(errors.n, 1);
	errors.n = 0;
	letters_check_musts(a, LETTER_LICENCE, parsed(a, "[持证人] {applicant}\n|face|\n{identifier}\n"), &errors);
	assert_int_equal(errors.n, 1);
	arena_free(a);
}

/* Every fact that a text names is one that the sample has, so that a preview shows every line it can. */
static void the_sample_has_every_fact(void **state)
{
	static const char *const not_there[] = { "deemed", "not_licence", "decision_title" };
	struct arena *a = arena_new(MEMORY);
	const json_t *sample = json_parse(a, texts_sample());
	(void)state;
	assert_true(json_is_object(sample));
	for (const struct key *k = keys_all; k->key; k++) {
		bool wanted = true;
		for (size_t i = 0; i < COUNT(not_there); i++)
			wanted = wanted && !str_eq(not_there[i], k->key);
		if (wanted != (json_object_get(sample, k->key) != NULL))
			fail_msg("the sample %s %s", wanted ? "lacks" : "should not have", k->key);
	}
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_line_becomes_its_block),
		cmocka_unit_test(a_line_without_its_fact_is_left_out),
		cmocka_unit_test(conditions_ask_for_facts),
		cmocka_unit_test(parts_stand_where_they_are_named),
		cmocka_unit_test(what_is_wrong_is_named_with_its_line),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(every_house_text_can_be_read_and_says_what_it_must),
		cmocka_unit_test(what_the_law_asks_for_cannot_be_left_out),
		cmocka_unit_test(only_a_licence_looks_like_one),
		cmocka_unit_test(the_sample_has_every_fact),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
