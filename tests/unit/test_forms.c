/* Forms as data: which questions are asked, what is right, what is kept, how answers read, what is refused in a definition. */
#include "base/str.h"
#include "forms/forms.h"
#include "web/web_private.h"
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char body_json[] =
	"{\"circumstances\":["
	"{\"name\":\"matter\",\"label\":\"您要办哪一种？\",\"choices\":[\"新办\",\"延续\"]},"
	"{\"name\":\"changed\",\"label\":\"条件变了吗？\",\"choices\":[\"变了\",\"没变\"],\"when\":\"matter = “延续”\"}],"
	"\"materials\":[{\"name\":\"布局图\"}],"
	"\"form\":["
	"{\"group\":\"经营\",\"name\":\"place\",\"label\":\"经营场所\",\"kind\":\"address\",\"required\":true,\"min\":5,\"max\":20},"
	"{\"group\":\"经营\",\"name\":\"area\",\"label\":\"面积\",\"kind\":\"number\",\"required\":true,\"min\":1,\"max\":500},"
	"{\"group\":\"经营\",\"name\":\"width\",\"label\":\"宽（米）\",\"kind\":\"number\",\"min\":0.5,\"max\":200},"
	"{\"group\":\"网络\",\"name\":\"online\",\"label\":\"是否网络经营\",\"kind\":\"choice\",\"required\":true,\"choices\":[\"是\",\"否\"]},"
	"{\"group\":\"网络\",\"name\":\"platform\",\"label\":\"平台\",\"kind\":\"choice\",\"required\":true,\"choices\":[\"自建\",\"别家\"],\"when\":\"online = “是”\"},"
	"{\"group\":\"网络\",\"name\":\"site\",\"label\":\"网址\",\"kind\":\"url\",\"required\":true,\"hint\":\"写全\",\"when\":\"platform = “自建”\"},"
	"{\"group\":\"其他\",\"name\":\"opening\",\"label\":\"开业日期\",\"kind\":\"date\"},"
	"{\"group\":\"其他\",\"name\":\"closing\",\"label\":\"歇业日期\",\"kind\":\"date\",\"check\":\"closing >= opening\",\"check_words\":\"不能早于开业日期\"},"
	"{\"group\":\"其他\",\"name\":\"agree\",\"label\":\"同意现场核查\",\"kind\":\"check\",\"required\":true},"
	"{\"group\":\"其他\",\"name\":\"why\",\"label\":\"说明\",\"kind\":\"long\",\"required_when\":\"area > 300\"},"
	"{\"group\":\"其他\",\"name\":\"owner\",\"label\":\"经营者\",\"kind\":\"text\",\"prefill\":\"account.name\",\"fixed\":true},"
	"{\"kind\":\"group\",\"name\":\"staff\",\"label\":\"从业人员\",\"min\":1,\"max\":3},"
	"{\"name\":\"who\",\"label\":\"姓名\",\"kind\":\"text\",\"required\":true},"
	"{\"name\":\"pay\",\"label\":\"月薪\",\"kind\":\"money\"},"
	"{\"name\":\"chef\",\"label\":\"厨师吗\",\"kind\":\"choice\",\"choices\":[\"是\",\"否\"]},"
	"{\"name\":\"grade\",\"label\":\"等级\",\"kind\":\"text\",\"required\":true,\"when\":\"chef = “是” and area > 0\"},"
	"{\"name\":\"year\",\"label\":\"年薪\",\"kind\":\"computed\",\"computed\":\"pay * 12\"},"
	"{\"kind\":\"group\",\"label\":\"合计\"},"
	"{\"name\":\"total\",\"label\":\"月薪合计\",\"kind\":\"computed\",\"computed\":\"sum(staff.pay)\"},"
	"{\"name\":\"tools\",\"label\":\"设备\",\"kind\":\"choices\",\"choices\":[\"刀\",\"炉\",\"柜\"],\"max\":2},"
	"{\"name\":\"lease\",\"label\":\"租期\",\"kind\":\"range\"},"
	"{\"name\":\"plan\",\"label\":\"布局图\",\"kind\":\"file\",\"material\":\"布局图\"},"
	"{\"name\":\"sign\",\"label\":\"签名\",\"kind\":\"signature\",\"required\":true}]}";

/* Answers in which nothing is wrong, and nothing more than needed. */
#define RIGHT                                                                                                                \
	"\"matter\":\"新办\",\"place\":\"示范路 1 号\",\"area\":\"30\",\"online\":\"否\",\"agree\":\"1\",\"staff\":[{\"who\":\"陈一\"}]," \
	"\"sign\":{\"name\":\"王晓岚\",\"agree\":\"1\"}"

struct world {
	struct arena *a;
	const struct form *f;
	struct form_person who;
	struct exchange x;
	struct out out;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	w->a = arena_new(64 << 20);
	w->f = forms_of_item(w->a, NULL, json_parse(w->a, body_json));
	w->who = (struct form_person){ "王晓岚", json_parse(w->a, "{\"account.name\":\"王晓岚\"}") };
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

static const char *error_of(struct world *w, const char *posted)
{
	const char *words = form_error_of(&w->x.req, posted);
	if (!words)
		fail_msg("%s should have an error", posted);
	return words;
}

static void fields_come_from_the_body(void **state)
{
	struct world *w = *state;
	assert_int_equal(w->f->n_fields, 23);
	assert_int_equal(w->f->n_groups, 6);
	assert_string_equal(w->f->groups[0].title, "您的情况");
	assert_true(forms_field(w->f, "matter")->field.required);
	assert_int_equal(forms_field(w->f, "place")->field.kind, FIELD_ADDRESS);
	assert_int_equal(forms_field(w->f, "width")->field.kind, FIELD_DECIMAL);
	assert_int_equal(forms_field(w->f, "width")->field.min, 50);
	assert_string_equal(forms_field(w->f, "online")->field.choices[1].word, "否");
	assert_null(forms_field(w->f, "who"));
	assert_int_equal(w->f->groups[4].max, 3);
}

static void wrong_answers_are_kept_and_named(void **state)
{
	struct world *w = *state;
	const char *json;
	type_in(w, (const char *const[]){ "matter", "新办", "place", "  示范路 1 号  ", "area", "很大", "online", "否", "staff-rows", "1", "staff-0-pay", "很多",
					  "sign-name", "王小兰", "lease-from", "2026-05-01", "lease-to", "2026-01-01", "tools", "刀", "tools", "锅", NULL });
	assert_false(forms_read(&w->x.req, w->f, &w->who, &json));
	assert_string_equal(error_of(w, "area"), "请填写整数，例如 12");
	assert_string_equal(error_of(w, "agree"), "需要勾选才能继续");
	assert_string_equal(error_of(w, "staff-0-who"), "请填写");
	assert_non_null(strstr(error_of(w, "staff-0-pay"), "金额"));
	assert_string_equal(error_of(w, "sign-name"), "签名应是“王晓岚”");
	assert_string_equal(error_of(w, "lease-to"), "结束日期不能早于开始日期");
	assert_string_equal(error_of(w, "tools"), "请从列出的里面选");
	assert_int_equal(w->x.req.n_errors, 7);
	assert_string_equal(w->x.req.errors[2].label, "从业人员（第 1 行）姓名");
	assert_string_equal(forms_answer(w->a, json, "area"), "很大");
	assert_string_equal(forms_answer(w->a, json, "place"), "示范路 1 号");
	assert_string_equal(forms_answer(w->a, json, "owner"), "王晓岚"); /* fixed: whatever was typed */
}

static void what_is_right_is_kept_whole(void **state)
{
	struct world *w = *state;
	const char *json;
	size_t missing;
	type_in(w, (const char *const[]){ "matter", "新办", "place", "示范路 1 号", "area", "30", "online", "否", "platform", "自建", "agree", "1", "owner", "别人",
					  "staff-rows", "3", "staff-0-who", "陈一", "staff-0-pay", "3000", "staff-2-who", "陈三", "staff-2-pay", "4500.5",
					  "tools", "刀", "tools", "柜", "sign-name", "王晓岚", "sign-agree", "1", NULL });
	w->x.req.now = 1795312800000;
	if (!forms_read(&w->x.req, w->f, &w->who, &json))
		fail_msg("nothing should be wrong, but %s: %s", w->x.req.errors[0].field, w->x.req.errors[0].words);
	const json_t *all = json_parse(w->a, json);
	assert_int_equal(json_array_size(json_object_get(all, "staff")), 2); /* the blank row is none */
	assert_string_equal(json_get_text(json_array_get(json_object_get(all, "staff"), 1), "year"), "54006");
	assert_string_equal(json_get_text(all, "total"), "7500.5");
	assert_int_equal(json_array_size(json_object_get(all, "tools")), 2);
	assert_int_equal(strlen(json_get_text(json_object_get(all, "sign"), "at")), 16);
	assert_true(forms_whole(w->a, w->f, &w->who, json, &missing));
}

static void asked_questions_need_an_answer_along_the_chain(void **state)
{
	struct world *w = *state;
	const struct { const char *more; size_t missing; } cases[] = {
		{ "\"area\":\"30\"", 0 }, { "\"online\":\"是\"", 1 }, { "\"online\":\"是\",\"platform\":\"别家\"", 0 },
		{ "\"online\":\"是\",\"platform\":\"自建\"", 1 }, { "\"online\":\"是\",\"platform\":\"自建\",\"site\":\"https://a.example\"", 0 },
		{ "\"online\":\"否\",\"platform\":\"自建\"", 0 }, { "\"online\":\"也许\"", 1 }, { "\"area\":\"301\"", 1 }, { "\"area\":\"301\",\"why\":\"大店\"", 0 },
		{ "\"matter\":\"延续\"", 1 }, { "\"matter\":\"延续\",\"changed\":\"没变\"", 0 }, { "\"opening\":\"2026-05-01\",\"closing\":\"2026-04-01\"", 1 },
		{ "\"staff\":[]", 1 }, { "\"staff\":[{\"who\":\"陈一\",\"chef\":\"是\"}]", 1 }, { "\"staff\":[{\"who\":\"陈一\",\"chef\":\"否\",\"grade\":\"\"}]", 0 },
		{ "\"staff\":[{\"who\":\"a\"},{\"who\":\"b\"},{\"who\":\"c\"},{\"who\":\"d\"}]", 1 }, { "\"tools\":[\"刀\",\"炉\",\"柜\"]", 1 },
		{ "\"sign\":{\"name\":\"王晓岚\",\"agree\":\"\"}", 1 }, { "\"sign\":{}", 1 }, { "\"sign\":\"王晓岚\"", 1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t missing;
		json_t *all = json_parse(w->a, "{" RIGHT "}");
		json_object_update(all, json_parse(w->a, arena_printf(w->a, "{%s}", cases[i].more)));
		const char *json = json_print(w->a, all);
		bool whole = forms_whole(w->a, w->f, &w->who, json, &missing);
		if (missing != cases[i].missing || whole != (missing == 0))
			fail_msg("%s: expected %zu missing, got %zu", cases[i].more, cases[i].missing, missing);
	}
	size_t missing;
	assert_false(forms_whole(w->a, w->f, &w->who, "", &missing));
	assert_int_equal(missing, 7);
}

static void kinds_judge_their_values(void **state)
{
	struct world *w = *state;
	static const struct { const char *kind, *value; bool right; } cases[] = {
		{ "month", "2026-11", true }, { "month", "2026-13", false }, { "month", "2026-1", false }, { "time", "23:59", true }, { "time", "24:00", false },
		{ "time", "9:30", false }, { "time", "09:60", false }, { "tel", "0592-6000000", true }, { "tel", "12345", false }, { "tel", "打电话", false },
		{ "bank_card", "6222020000000000019", false }, { "bank_card", "6222 0200 0000 0000 018", true }, { "bank_card", "62220", false },
		{ "plate", "闽D12345", true }, { "plate", "闽DF12345", true }, { "plate", "闽D1234学", true }, { "plate", "闽1D2345", false }, { "plate", "X12345", false },
		{ "plate", "闽DI2345", false }, { "url", "https://a.example/x", true }, { "url", "a.example", false }, { "url", "javascript:alert(1)", false },
		{ "email", "a@b.example", true }, { "email", "a@", false }, { "postcode", "361026", true }, { "id", "350205199003070017", true },
		{ "id", "350205199003070018", false }, { "decimal", "1.25", true }, { "decimal", "1.255", false }, { "hologram", "任何字", true },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t missing;
		const json_t *definition = json_parse(w->a, arena_printf(w->a, "[{\"name\":\"x\",\"label\":\"x\",\"kind\":\"%s\"}]", cases[i].kind));
		const struct form *f = forms_parse(w->a, NULL, definition);
		if (forms_whole(w->a, f, &w->who, arena_printf(w->a, "{\"x\":\"%s\"}", cases[i].value), &missing) != cases[i].right)
			fail_msg("%s '%s' should be %s", cases[i].kind, cases[i].value, cases[i].right ? "right" : "wrong");
	}
}

static void rows_come_and_go_without_errors(void **state)
{
	struct world *w = *state;
	const char *json;
	type_in(w, (const char *const[]){ "staff-rows", "2", "staff-0-who", "陈一", "staff-1-who", "陈二", "form-row", "remove-staff-0", NULL });
	assert_false(forms_read(&w->x.req, w->f, &w->who, &json));
	assert_int_equal(w->x.req.n_errors, 0);
	assert_string_equal(forms_turned(&w->x.req), "staff");
	const json_t *rows = json_object_get(json_parse(w->a, json), "staff");
	assert_int_equal(json_array_size(rows), 1);
	assert_string_equal(json_get_text(json_array_get(rows, 0), "who"), "陈二");
}

static void a_row_is_added_up_to_the_most(void **state)
{
	struct world *w = *state;
	const char *json;
	type_in(w, (const char *const[]){ "staff-rows", "2", "staff-0-who", "陈一", "form-row", "add-staff", NULL });
	assert_false(forms_read(&w->x.req, w->f, &w->who, &json));
	assert_int_equal(json_array_size(json_object_get(json_parse(w->a, json), "staff")), 3);
	forms_draw(&w->out, &w->x.req, w->f, &w->who, json);
	assert_non_null(strstr(out_str(&w->out), "name=\"staff-rows\" value=\"3\""));
	assert_null(strstr(out_str(&w->out), "add-staff"));
}

static void answers_read_as_people_write(void **state)
{
	struct world *w = *state;
	struct answer *all;
	const json_t *definition = json_parse(w->a,
		"[{\"group\":\"甲\",\"name\":\"a\",\"label\":\"住址\",\"kind\":\"text\"},{\"name\":\"b\",\"label\":\"日期\",\"kind\":\"date\"},"
		"{\"name\":\"c\",\"label\":\"同意\",\"kind\":\"check\"},{\"kind\":\"group\",\"label\":\"人员\",\"name\":\"p\"},"
		"{\"name\":\"n\",\"label\":\"号码\",\"kind\":\"text\"},{\"kind\":\"group\",\"label\":\"乙\",\"when\":\"c = 1\"},"
		"{\"name\":\"t\",\"label\":\"设备\",\"kind\":\"choices\",\"choices\":[\"刀\",\"炉\"]},{\"name\":\"r\",\"label\":\"租期\",\"kind\":\"range\"},"
		"{\"name\":\"s\",\"label\":\"看\",\"kind\":\"note\"},{\"name\":\"g\",\"label\":\"签名\",\"kind\":\"signature\"}]");
	static const char json[] = "{\"a\":\"示范路\",\"b\":\"2026-12-01\",\"c\":\"1\",\"p\":[{\"n\":\"350205199003070017\"},{\"n\":\"二\"}],\"t\":[\"刀\",\"炉\"],"
		"\"r\":{\"from\":\"2026-01-01\",\"to\":\"2026-12-31\"},\"g\":{\"name\":\"王晓岚\",\"agree\":\"1\",\"at\":\"2026-11-22 14:03\"}}";
	static const struct { const char *group, *label, *words; } expected[] = {
		{ "甲", "住址", "示范路" }, { "", "日期", "2026年12月1日" }, { "", "同意", "是" }, { "人员（第 1 行）", "号码", "3502**********0017" },
		{ "人员（第 2 行）", "号码", "二" }, { "乙", "设备", "刀、炉" }, { "", "租期", "2026年1月1日至2026年12月31日" },
		{ "", "签名", "王晓岚（2026-11-22 14:03 签名）" },
	};
	size_t n = forms_answers(w->a, forms_parse(w->a, NULL, definition), json, true, &all);
	assert_int_equal(n, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(all[i].group, expected[i].group);
		assert_string_equal(all[i].label, expected[i].label);
		if (i != 3)
			assert_string_equal(all[i].words, expected[i].words);
	}
	assert_non_null(strstr(all[3].words, "****"));
}

static void conditions_outside_see_only_what_is_asked(void **state)
{
	struct world *w = *state;
	const json_t *asked = forms_asked(w->a, w->f, json_parse(w->a, "{\"online\":\"否\",\"platform\":\"自建\",\"staff\":[{\"pay\":\"2\"}]}"));
	assert_null(json_object_get(asked, "platform"));
	assert_string_equal(json_get_text(asked, "total"), "2");
	assert_false(expr_test(w->a, "platform = “自建”", asked));
}

static void assert_drawn(struct world *w, const char *html)
{
	if (!strstr(out_str(&w->out), html))
		fail_msg("the form should hold %s", html);
}

static void stored_answers_are_drawn(void **state)
{
	struct world *w = *state;
	forms_draw(&w->out, &w->x.req, w->f, &w->who,
		   "{\"place\":\"示范路 \\\"1\\\" 号\",\"online\":\"是\",\"tools\":[\"炉\"],\"lease\":{\"from\":\"2026-01-01\"},\"staff\":[{\"who\":\"陈一\"}]}");
	assert_drawn(w, "<h2>经营</h2>");
	assert_drawn(w, "value=\"示范路 &quot;1&quot; 号\"");
	assert_drawn(w, "value=\"是\" checked");
	assert_drawn(w, "value=\"炉\" checked");
	assert_drawn(w, "name=\"lease-from\" type=\"date\" value=\"2026-01-01\"");
	assert_drawn(w, "name=\"staff-0-who\" type=\"text\" value=\"陈一\"");
	assert_drawn(w, "“平台”是“自建”时才填。写全");
	assert_drawn(w, "“面积”大于 300时必填。");
	assert_drawn(w, "data-when=\"[&quot;=&quot;,[&quot;name&quot;,&quot;online&quot;],&quot;是&quot;]\"");
	assert_drawn(w, "这是您账户里的内容，不能在这里改。");
	assert_drawn(w, "请在材料“布局图”里上传");
}

static void broken_definitions_are_told(void **state)
{
	struct world *w = *state;
	static const struct { const char *body, *key, *part; } cases[] = {
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"text\"},{\"name\":\"a\",\"label\":\"乙\",\"kind\":\"text\"}]", "form.1.name", "两次" },
		{ "\"form\":[{\"name\":\"A-1\",\"label\":\"甲\",\"kind\":\"text\"}]", "form.0.name", "小写" },
		{ "\"form\":[{\"label\":\"甲\",\"kind\":\"text\"}]", "form.0.name", "代号" },
		{ "\"form\":[{\"name\":\"a\",\"kind\":\"text\"}]", "form.0.label", "写上" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"hologram\"}]", "form.0.kind", "hologram" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"choice\",\"choices\":[\"一\"]}]", "form.0.choices", "至少两个" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"choice\",\"choices\":[\"一\",\"一\"]}]", "form.0.choices", "两次" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"text\",\"when\":\"b = 1\"}]", "form.0.when", "没有代号为 b" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"text\",\"when\":\"b = \"}]", "form.0.when", "缺内容" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"text\",\"when\":{\"field\":\"b\",\"is\":\"c\"}}]", "form.0.when", "一行文字" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"text\",\"when\":\"a = 1\"}]", "form.0.when", "圈" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"text\",\"when\":\"b = 1\"},{\"name\":\"b\",\"label\":\"乙\",\"kind\":\"text\",\"when\":\"c = 1\"},"
		  "{\"name\":\"c\",\"label\":\"丙\",\"kind\":\"text\",\"when\":\"a = 1\"}]", "form.0.when", "圈" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"text\",\"when\":\"b = 1\"},{\"name\":\"b\",\"label\":\"乙\",\"kind\":\"text\"}]", "form.0.when", "排在后面" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"choice\",\"choices\":[\"一\",\"二\"]},{\"name\":\"b\",\"label\":\"乙\",\"kind\":\"text\",\"when\":\"a = “三”\"}]",
		  "form.1.when", "没有“三”" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"file\",\"material\":\"没有\"}]", "form.0.material", "材料" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"text\",\"prefill\":\"account.password\"}]", "form.0.prefill", "account.password" },
		{ "\"form\":[{\"name\":\"a\",\"label\":\"甲\",\"kind\":\"text\",\"min\":9,\"max\":3}]", "form.0.min", "大于" },
		{ "\"form\":[{\"kind\":\"group\",\"label\":\"空的\"}]", "form.0.label", "还没有内容" },
		{ "\"form\":{\"a\":1}", "form", "一列" },
		{ "\"circumstances\":[{\"name\":\"x\",\"label\":\"甲\",\"choices\":[\"一\",\"二\"],\"when\":\"y = “三”\"},{\"name\":\"y\",\"label\":\"乙\",\"choices\":[\"三\",\"四\"],"
		  "\"when\":\"x = “一”\"}]", "circumstances.0.when", "圈" },
		{ "\"circumstances\":[{\"name\":\"x\",\"label\":\"甲\",\"choices\":[\"一\",\"二\"]}],\"form\":[{\"name\":\"x\",\"label\":\"乙\",\"kind\":\"text\"}]", "form.0.name", "两次" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct form_fault *all;
		size_t n = forms_faults(w->a, NULL, json_parse(w->a, arena_printf(w->a, "{%s}", cases[i].body)), &all), k = 0;
		while (k < n && !(str_eq(all[k].key, cases[i].key) && strstr(all[k].words, cases[i].part)))
			k++;
		if (k == n)
			fail_msg("%s: expected '%s' at %s, got %zu faults, first %s: %s", cases[i].body, cases[i].part, cases[i].key, n, n ? all[0].key : "", n ? all[0].words : "");
	}
	struct form_fault *all;
	size_t n = forms_faults(w->a, NULL, json_parse(w->a, body_json), &all);
	if (n)
		fail_msg("the example should be right, but %s: %s", all[0].key, all[0].words);
}

static void forms_of_the_demonstration_are_right(void **state)
{
	struct world *w = *state;
	glob_t files;
	size_t i, forms = 0;
	json_t *item;
	assert_int_equal(glob(SOURCE_DIR "/demo/items/*.json", 0, NULL, &files), 0);
	for (size_t f = 0; f < files.gl_pathc; f++) {
		json_t *all = json_load_file(files.gl_pathv[f], 0, NULL);
		assert_non_null(all);
		json_array_foreach(all, i, item) {
			struct form_fault *faults;
			const char *words;
			const json_t *form = json_object_get(item, "form");
			if (forms_faults(w->a, NULL, item, &faults))
				fail_msg("%s: %s: %s", json_get_text(item, "name"), faults[0].key, faults[0].words);
			forms += json_array_size(form) > 0;
			if (json_array_size(form) && json_array_size(forms_of_schema(w->a, forms_schema(w->a, form, "", ""), &words)) < json_array_size(form))
				fail_msg("%s: its form should come back from its schema", json_get_text(item, "name"));
		}
		json_decref(all);
	}
	globfree(&files);
	assert_true(forms > 50);
}

static void schemas_come_back_as_they_went(void **state)
{
	struct world *w = *state;
	const json_t *definition = json_object_get(json_parse(w->a, body_json), "form");
	const json_t *schema = forms_schema(w->a, definition, "urn:x", "测试");
	assert_string_equal(json_get_text(schema, "$schema"), "https://json-schema.org/draft/2020-12/schema");
	const json_t *area = json_object_get(json_object_get(schema, "properties"), "place");
	assert_int_equal(json_get_int(area, "minLength", 0), 5);
	const char *words;
	json_t *back = forms_of_schema(w->a, json_parse(w->a, json_print(w->a, schema)), &words);
	assert_non_null(back);
	for (size_t i = 0; i < json_array_size(definition); i++)
		if (!json_equal(json_array_get(definition, i), json_array_get(back, i)))
			fail_msg("entry %zu: expected %s, got %s", i, json_print(w->a, json_array_get(definition, i)), json_print(w->a, json_array_get(back, i)));
	assert_int_equal(json_array_size(back), json_array_size(definition));
}

static void what_is_no_definition_is_refused(void **state)
{
	struct world *w = *state;
	static const char *const texts[] = { "{}", "[]", "{\"properties\":{}}", "\"x\"", "{\"form\":3}" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *words;
		assert_null(forms_of_schema(w->a, json_parse(w->a, texts[i]), &words));
		assert_true(*words);
	}
	const char *words;
	const json_t *other = forms_of_schema(w->a, json_parse(w->a, "{\"properties\":{\"a\":{\"title\":\"甲\",\"enum\":[\"一\",\"二\"]},\"b\":{\"title\":\"乙\"}},\"required\":[\"b\"]}"), &words);
	assert_string_equal(json_get_text(json_array_get(other, 0), "kind"), "choice");
	assert_true(json_get_bool(json_array_get(other, 1), "required"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fields_come_from_the_body), TEST(wrong_answers_are_kept_and_named), TEST(what_is_right_is_kept_whole),
		TEST(asked_questions_need_an_answer_along_the_chain), TEST(kinds_judge_their_values), TEST(rows_come_and_go_without_errors),
		TEST(a_row_is_added_up_to_the_most), TEST(answers_read_as_people_write), TEST(conditions_outside_see_only_what_is_asked),
		TEST(stored_answers_are_drawn), TEST(broken_definitions_are_told), TEST(forms_of_the_demonstration_are_right), TEST(schemas_come_back_as_they_went),
		TEST(what_is_no_definition_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
