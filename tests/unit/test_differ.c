/* Differences of two bodies: what changed is found where it changed, and said in words. */
#include "small_world.h"
#include "base/str.h"
#include "catalogue/differ.h"

static int setup(void **state)
{
	*state = world_open(NULL);
	return 0;
}

static int teardown(void **state)
{
	world_close(*state);
	return 0;
}

static size_t differences(struct world *w, unsigned flag, const char *was, const char *now, struct difference **out)
{
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	json_t *from = json_parse(w->mem, was), *to = json_parse(w->mem, now);
	if (!from || !to)
		fail_msg("the test's own JSON should parse: %s, %s", was, now);
	size_t n = differ_in(t, elements, flag, from, to, out);
	store_read_done(t);
	return n;
}

/* Words of all differences, with a bar between them. */
static const char *words_of(struct world *w, const struct difference *all, size_t n)
{
	const char *words = "";
	for (size_t i = 0; i < n; i++)
		words = arena_printf(w->mem, "%s%s%s", words, i ? " | " : "", all[i].words);
	return words;
}

#define M1 "{\"name\":\"营业执照\",\"type\":\"1\",\"necessity\":\"1\",\"medium\":\"3\",\"source\":\"20\",\"basis\":\"甲法\",\"size\":\"A4\"}"
#define M1_OPTIONAL "{\"name\":\"营业执照\",\"type\":\"1\",\"necessity\":\"2\",\"medium\":\"3\",\"source\":\"20\",\"basis\":\"甲法\",\"size\":\"A4\"}"
#define M1_RENAMED "{\"name\":\"营业执照副本\",\"type\":\"1\",\"necessity\":\"1\",\"medium\":\"3\",\"source\":\"20\",\"basis\":\"甲法\",\"size\":\"A4\"}"
#define M2 "{\"name\":\"申请书\",\"type\":\"2\",\"necessity\":\"1\",\"medium\":\"2\",\"source\":\"10\",\"basis\":\"乙法\"}"
#define FIELD "{\"name\":\"area\",\"label\":\"面积\",\"kind\":\"number\",\"required\":true}"
#define FIELD_OPTIONAL "{\"name\":\"area\",\"label\":\"面积\",\"kind\":\"number\",\"required\":false}"

static const struct { const char *was, *now, *words; } changes[] = {
	{ "{\"name\":\"甲\",\"objects\":[\"1\",\"2\"]}", "{\"objects\":[\"2\",\"1\"],\"name\":\"甲\",\"popularity\":3,\"unknown\":1}", "" },
	{ "{\"name\":\"甲\"}", "{\"name\":\"乙\"}", "事项名称由“甲”改为“乙”" },
	{ "{\"promised\":{\"amount\":10,\"unit\":\"wd\"}}", "{\"promised\":{\"amount\":7,\"unit\":\"wd\"}}", "承诺办结时限由 10 个工作日改为 7 个工作日" },
	{ "{\"statutory\":null}", "{\"statutory\":{\"amount\":20,\"unit\":\"wd\"}}", "补上法定办结时限：20 个工作日" },
	{ "{\"statutory\":{\"amount\":20,\"unit\":\"wd\"}}", "{}", "删去法定办结时限（原为 20 个工作日）" },
	{ "{\"instant\":false}", "{\"instant\":true}", "即办件由否改为是" },
	{ "{\"supplement_days\":30}", "{\"supplement_days\":20}", "补正期限（自然日）由 30 改为 20" },
	{ "{\"type\":\"01\"}", "{\"type\":\"07\"}", "事项类型由行政许可改为行政确认" },
	{ "{\"objects\":[\"1\",\"2\"]}", "{\"objects\":[\"2\",\"3\"]}", "服务对象增加事业法人，去掉自然人" },
	{ "{\"conditions\":[\"一\",\"二\",\"三\"]}", "{\"conditions\":[\"一\",\"贰\",\"三\",\"四\"]}", "受理条件由“二”改为“贰” | 受理条件增加“四”" },
	{ "{\"conditions\":[\"一\",\"二\"]}", "{\"conditions\":[\"二\"]}", "受理条件删去“一”" },
	{ "{\"conditions\":[\"一\",\"二\"]}", "{\"conditions\":[\"二\",\"一\"]}", "受理条件的先后顺序有调整" },
	{ "{\"materials\":[" M1 "," M2 "]}", "{\"materials\":[" M1_OPTIONAL "," M2 "]}", "申请材料“营业执照”：必要性由必需改为非必需" },
	{ "{\"materials\":[" M1 "," M2 "]}", "{\"materials\":[" M1_RENAMED "," M2 "]}", "申请材料“营业执照”：材料名称由“营业执照”改为“营业执照副本”" },
	{ "{\"materials\":[" M1 "]}", "{\"materials\":[" M1 "," M2 "]}", "申请材料增加“申请书”" },
	{ "{\"materials\":[" M1 "," M2 "]}", "{\"materials\":[" M2 "]}", "申请材料删去“营业执照”" },
	{ "{\"materials\":[" M1 "," M2 "]}", "{\"materials\":[" M2 "," M1 "]}", "申请材料的先后顺序有调整" },
	{ "{\"result\":{\"name\":\"许可证\",\"valid\":\"5 年\"}}", "{\"result\":{\"name\":\"许可证\",\"valid\":\"4 年\"}}", "办理结果：有效期由“5 年”改为“4 年”" },
	{ "{\"joint\":{\"members\":[{\"organisation\":\"14\",\"days\":5}]}}", "{\"joint\":{\"members\":[{\"organisation\":\"14\",\"days\":3}]}}",
	  "联合审查：联办部门“14”：答复时限由 5 个工作日改为 3 个工作日" },
	{ "{\"form\":[" FIELD "]}", "{\"form\":[" FIELD_OPTIONAL "]}", "申请表“面积”：必填由是改为否" },
	{ "{\"form\":[]}", "{\"form\":[" FIELD "]}", "申请表增加“面积”" },
	{ "{\"flow_chart\":{\"hash\":\"a\",\"name\":\"图.png\"}}", "{\"flow_chart\":{\"hash\":\"b\",\"name\":\"图.png\"}}", "流程图换成了内容不同的同名文件" },
	{ "{\"basis\":[{\"law\":\"甲法\",\"article\":\"第一条\"},{\"law\":\"甲法\",\"article\":\"第二条\"}]}", "{\"basis\":[{\"law\":\"甲法\",\"article\":\"第二条\"}]}",
	  "设定依据删去“甲法”" },
};

static void changes_are_said_in_words(void **state)
{
	struct world *w = *state;
	struct difference *all;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		size_t n = differences(w, 0, changes[i].was, changes[i].now, &all);
		if (!str_eq(words_of(w, all, n), changes[i].words))
			fail_msg("%s to %s: expected \"%s\", got \"%s\"", changes[i].was, changes[i].now, changes[i].words, words_of(w, all, n));
	}
}

static void differences_stand_side_by_side_with_their_place(void **state)
{
	struct world *w = *state;
	struct difference *all;
	assert_int_equal(differences(w, 0, "{\"materials\":[" M2 "," M1 "]}", "{\"materials\":[" M2 "," M1_OPTIONAL "]}", &all), 1);
	assert_string_equal(all[0].key, "materials.1.necessity");
	assert_string_equal(all[0].label, "申请材料“营业执照”：必要性");
	assert_string_equal(all[0].was, "必需");
	assert_string_equal(all[0].now, "非必需");
	assert_int_equal(differences(w, 0, "{}", "{\"materials\":[" M2 "]}", &all), 1);
	assert_string_equal(all[0].key, "materials.0");
	assert_string_equal(all[0].was, "");
	assert_string_equal(all[0].now, "申请书；材料类型：申请表格文书；必要性：必需；材料形式：电子；来源渠道：申请人自备；要求提供的依据：乙法");
}

static void long_texts_are_not_repeated_in_a_sentence(void **state)
{
	struct world *w = *state;
	struct difference *all;
	const char *now = "{\"flow_note\":\"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十又一\"}";
	assert_int_equal(differences(w, 0, "{\"flow_note\":\"短\"}", now, &all), 1);
	assert_string_equal(all[0].words, "改写了流程说明");
	assert_string_equal(all[0].was, "短");
}

static void only_elements_with_the_flag_are_compared(void **state)
{
	struct world *w = *state;
	struct difference *all;
	size_t n = differences(w, ELEMENT_STANDARD, "{\"name\":\"甲\",\"consult_phone\":\"1\"}", "{\"name\":\"乙\",\"consult_phone\":\"2\"}", &all);
	assert_int_equal(n, 1);
	assert_string_equal(all[0].key, "name");
}

static void endless_lists_end(void **state)
{
	struct world *w = *state;
	json_t *was = json_array(), *now = json_array();
	for (int i = 0; i < 20000; i++) {
		json_array_append_new(was, json_sprintf("a%d", i));
		json_array_append_new(now, json_sprintf("b%d", i));
	}
	json_t *from = json_pack("{so}", "conditions", was), *to = json_pack("{so}", "conditions", now);
	struct difference *all;
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	assert_int_equal(differ(t, elements, from, to, &all), 20000);
	store_read_done(t);
	json_decref(from);
	json_decref(to);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(changes_are_said_in_words), TEST(differences_stand_side_by_side_with_their_place), TEST(long_texts_are_not_repeated_in_a_sentence),
		TEST(only_elements_with_the_flag_are_compared), TEST(endless_lists_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
