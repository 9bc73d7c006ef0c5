/* The search engine by itself: how words are understood, in which order documents come, filters and counts, pages, segments. */
#include "base/str.h"
#include "search/search.h"
#include "search/synonyms.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { MEMORY = 256 << 20, STAR = 0, PERSON = 1, MOST = 50 };

/* id, name, keywords, agency, code, weight, star, person, topics */
static const struct thing {
	int64_t id;
	const char *name, *keywords[4], *agency, *code;
	int64_t weight, star, person;
	const char *tags[3];
} things[] = {
	{ 1, "食品经营许可（新办）", { "开饭店", "奶茶店", "食品证" }, "区市场监管局", "350205000000019A010000", 98, 4, 0, { "准营准办" } },
	{ 2, "食品经营许可（变更/延续/补办/注销）", { "改店名" }, "区市场监管局", "350205000000019A020000", 82, 4, 0, { "准营准办" } },
	{ 3, "特种设备使用登记", { "电梯登记", "叉车牌" }, "区市场监管局", "350205000000019A050000", 55, 3, 0, { "" } },
	{ 4, "居民身份证办理", { "补身份证" }, "市公安局海沧分局", "350205000000019B010000", 90, 2, 1, { "证件" } },
	{ 5, "长期护理保险登记", { "长护险" }, "区医保局", "350205000000019C010000", 30, 3, 1, { "社保" } },
	{ 6, "银行卡绑定登记", { "绑卡" }, "区医保局", "350205000000019C020000", 20, 5, 1, { "社保" } },
	{ 7, "娱乐场所设立审批（歌舞/游艺）", { "KTV", "歌舞厅" }, "区文旅局", "350205000000019D010000", 24, 3, 0, { "准营准办" } },
	{ 8, "许可证件遗失补办", { "" }, "区行政审批局", "350205000000019E010000", 5, 1, 1, { "证件" } },
	{ 9, "药品经营许可", { "开药店" }, "区市场监管局", "350205000000019A060000", 40, 3, 0, { "准营准办" } },
	{ 10, "残疾人证办理", { "残疾证" }, "区残联", "350205000000019F010000", 58, 5, 1, { "证件" } },
};
enum { THINGS = sizeof things / sizeof *things };

static const struct search_synonym synonyms[] = {
	{ "驾照", "机动车驾驶证" }, { "办身份", "居民身份证" }, { "卖药", "药品经营" }, { "丢证", "遗失补办" }, { "餐馆", "食品经营许可" },
};

struct world {
	struct arena *mem;
	struct search_segment *segment;
	struct search_synonyms *synonyms;
};

static struct search_doc doc_of(struct arena *a, const struct thing *t)
{
	enum { TEXTS = 8 };
	struct search_doc d = { .id = t->id, .name = t->name, .weight = t->weight, .facets = { [STAR] = t->star, [PERSON] = t->person } };
	struct search_text *texts = arena_array(a, struct search_text, TEXTS);
	for (size_t i = 0; i < 4 && t->keywords[i]; i++)
		texts[d.n_texts++] = (struct search_text){ SEARCH_KEYWORD, t->keywords[i] };
	texts[d.n_texts++] = (struct search_text){ SEARCH_AGENCY, t->agency };
	texts[d.n_texts++] = (struct search_text){ SEARCH_CODE, t->code };
	d.texts = texts;
	d.tags = (const char **)t->tags;
	while (d.n_tags < 3 && t->tags[d.n_tags] && *t->tags[d.n_tags])
		d.n_tags++;
	return d;
}

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	struct search_doc docs[THINGS];
	w->mem = arena_new(MEMORY);
	for (size_t i = 0; i < THINGS; i++)
		docs[i] = doc_of(w->mem, &things[i]);
	w->segment = search_build(docs, THINGS);
	w->synonyms = search_synonyms_new(synonyms, sizeof synonyms / sizeof *synonyms);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;
	search_free(w->segment);
	search_synonyms_free(w->synonyms);
	arena_free(w->mem);
	free(w);
	return 0;
}

static struct search_want want(const char *words)
{
	struct search_want v = { .words = words, .tag = "", .after = { .rank = -1 }, .most = MOST };
	for (size_t i = 0; i < SEARCH_FACETS; i++)
		v.facets[i] = search_any();
	return v;
}

static struct search_result search(struct world *w, const char *words)
{
	const struct search_part part = { w->segment, NULL };
	struct search_want v = want(words);
	struct search_result r;
	search_run(w->mem, &part, 1, w->synonyms, &v, &r);
	return r;
}

static const char *listed(struct world *w, const struct search_result *r)
{
	const char *s = "";
	for (size_t i = 0; i < r->n; i++)
		s = arena_printf(w->mem, "%s%s%lld", s, i ? " " : "", (long long)r->hits[i].id);
	return s;
}

static void assert_listed(struct world *w, const char *words, const char *expected)
{
	struct search_result r = search(w, words);
	if (!str_eq(listed(w, &r), expected))
		fail_msg("'%s' should find %s, finds %s", words, expected, listed(w, &r));
	assert_int_equal(r.total, r.n);
}

static void assert_first(struct world *w, const char *words, int64_t id, int64_t rank)
{
	struct search_result r = search(w, words);
	if (r.n == 0 || r.hits[0].id != id || r.hits[0].rank != rank)
		fail_msg("'%s' should find %lld first, as %s; finds %s, the first as %s", words, (long long)id, search_why(rank),
			 listed(w, &r), r.n ? search_why(r.hits[0].rank) : "nothing");
}

static void names_come_before_everything_else(void **state)
{
	struct world *w = *state;
	assert_first(w, "食品经营许可（新办）", 1, SEARCH_EXACT);
	assert_first(w, "药品经营许可", 9, SEARCH_EXACT);
	assert_first(w, "食品经营许可", 1, SEARCH_EXACT); /* without its bracket */
	assert_first(w, "食品", 1, SEARCH_BEGINS);
	assert_first(w, "经营许可", 1, SEARCH_CONTAINS);
	assert_first(w, "许可 食品", 1, SEARCH_ALL_IN_NAME);
	assert_first(w, "奶茶店", 1, SEARCH_IS_KEYWORD);
	assert_first(w, "茶店", 1, SEARCH_IN_KEYWORD);
	assert_listed(w, "许可", "8 1 2 9"); /* the one that begins with it, then by weight */
	assert_listed(w, "登记", "3 5 6");
}

static void one_character_is_enough(void **state)
{
	assert_listed(*state, "食", "1 2");
	assert_listed(*state, "证", "4 10 8 1");
}

static void writing_does_not_matter(void **state)
{
	static const char *const same[] = {
		"食品经营许可(变更", "食品经营许可变更", "  食品　经营  许可 变更 ", "食品经营许可【变更】", "《食品经营许可》变更",
	};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		struct search_result r = search(*state, same[i]);
		if (r.n != 1 || r.hits[0].id != 2)
			fail_msg("'%s' should find 2 alone, finds %s", same[i], listed(*state, &r));
	}
	assert_listed(*state, "ktv", "7");
	assert_listed(*state, "ＫＴＶ", "7");
	assert_listed(*state, "kt", "7");
}

static void words_may_stand_in_different_fields(void **state)
{
	assert_first(*state, "市场监管局 食品", 1, SEARCH_ELSEWHERE);
	assert_listed(*state, "医保局", "5 6");
	assert_listed(*state, "医保局 银行", "6");
	assert_listed(*state, "医保局 食品", "");
}

static void codes_are_found_from_their_beginning_and_by_a_part(void **state)
{
	assert_listed(*state, "350205000000019A02", "2");
	assert_listed(*state, "350205000000019a020000", "2");
	assert_listed(*state, "19a06", "9");
	assert_int_equal(search(*state, "350205").total, THINGS);
}

static void pinyin_whole_or_by_initials(void **state)
{
	struct world *w = *state;
	assert_first(w, "shipin", 1, SEARCH_SOUND_BEGINS);
	assert_first(w, "shi pin jing ying", 1, SEARCH_SOUND_BEGINS);
	assert_first(w, "shipinj", 1, SEARCH_SOUND_BEGINS); /* the last one half typed */
	assert_listed(w, "spjy", "1 2");
	assert_listed(w, "spjyxkxb", "1");
	assert_first(w, "jingying", 1, SEARCH_SOUND_IN_NAME);
	assert_first(w, "ncd", 1, SEARCH_SOUND_KEYWORD);
	assert_listed(w, "食品jy", "1 2");
	assert_listed(w, "sfz", "4");
	/* several readings: 长 chang zhang, 行 hang xing, 乐 le yue */
	assert_listed(w, "changqi", "5");
	assert_listed(w, "zhangqi", "5");
	assert_listed(w, "yinhang", "6");
	assert_listed(w, "yule", "7");
	assert_listed(w, "ylcs", "7");
	assert_listed(w, "scjgj", "1 2 3 9"); /* the agency */
	assert_listed(w, "qqqq", "");
}

static void synonyms_lead_to_what_things_are_called(void **state)
{
	struct world *w = *state;
	assert_first(w, "餐馆", 1, SEARCH_SYNONYM_BEGINS);
	assert_first(w, "丢证", 8, SEARCH_SYNONYM);
	assert_first(w, "卖药 许可", 9, SEARCH_SYNONYM_BEGINS);
	assert_first(w, "许可 卖药", 9, SEARCH_SYNONYM);
	assert_listed(w, "驾照", ""); /* nothing is called so */
	struct search_result r = search(w, "餐馆");
	assert_int_equal(r.n_tried, 2);
	assert_string_equal(r.tried[1], "食品经营许可");
}

static void sentences_are_understood(void **state)
{
	static const struct { const char *words; int64_t id; } said[] = {
		{ "我要开饭店怎么办理", 1 }, { "请问身份证丢了在哪里补办", 4 }, { "如何申请药品经营许可", 9 }, { "我想开一家餐馆", 1 },
	};
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		struct search_result r = search(*state, said[i].words);
		if (r.n == 0 || r.hits[0].id != said[i].id)
			fail_msg("'%s' should find %lld first, finds %s", said[i].words, (long long)said[i].id, listed(*state, &r));
	}
}

static void slips_of_the_pen_are_mended(void **state)
{
	static const struct { const char *typed, *meant; int64_t id; } slips[] = {
		{ "食品精英许可", "食品经营许可", 1 },  /* sounds the same, two characters */
		{ "食品经菅许可", "食品经营许可", 1 },  /* looks the same */
		{ "食品经许可", "食品经营许可", 1 },    /* one missing */
		{ "食品经营营许可", "食品经营许可", 1 }, /* one too many */
		{ "食品营经许可", "食品经营许可", 1 },  /* two swapped */
		{ "食拼", "食品", 1 },                  /* two characters: by sound */
		{ "特种社备使用登记", "特种设备使用登记", 3 },
		{ "奶查店", "奶茶店", 1 },              /* in a keyword */
		{ "残级证", "残疾证", 10 },
	};
	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		struct search_result r = search(*state, slips[i].typed);
		if (r.n == 0 || r.hits[0].id != slips[i].id || !str_eq(r.corrected, slips[i].meant))
			fail_msg("'%s' should be taken for '%s' and find %lld; taken for '%s', finds %s", slips[i].typed, slips[i].meant,
				 (long long)slips[i].id, str_or_empty(r.corrected), listed(*state, &r));
	}
	assert_null(search(*state, "350205000000019A99").corrected); /* numbers mean what they say */
	assert_null(search(*state, "食品经营许可").corrected);
	assert_null(search(*state, "食品").corrected);
}

static void what_comes_near_is_said_to_be_near(void **state)
{
	struct search_result r = search(*state, "食品许可证");
	assert_true(r.near);
	assert_int_equal(r.hits[0].id, 1);
	assert_true(r.hits[0].rank >= SEARCH_NEAR);
	assert_false(search(*state, "食品").near);
}

static void what_fits_nothing_finds_nothing(void **state)
{
	static const char *const nothing[] = { "无此事项", "%", "_", "\\", "\"*", "' OR 1=1 --", "（）", "。，！", "zzzz", "\xF0\x9F\x98\x80" };
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		assert_listed(*state, nothing[i], "");
	assert_int_equal(search(*state, "").total, THINGS);
	assert_int_equal(search(*state, " \t　").total, THINGS);
}

static void filters_and_their_counts(void **state)
{
	struct world *w = *state;
	const struct search_part part = { w->segment, NULL };
	struct search_want v = want("");
	struct search_result r;
	v.facets[STAR] = (struct search_range){ 4, INT64_MAX };
	search_run(w->mem, &part, 1, w->synonyms, &v, &r);
	assert_string_equal(listed(w, &r), "1 2 10 6");
	/* beside its own filter all others count */
	assert_int_equal(search_counted(&r, STAR, (struct search_range){ 3, INT64_MAX }), 8);
	assert_int_equal(search_counted(&r, STAR, (struct search_range){ 5, INT64_MAX }), 2);
	assert_int_equal(search_counted(&r, PERSON, (struct search_range){ 1, 1 }), 2);
	assert_int_equal(search_counted_tag(&r, "准营准办"), 2);
	v.tag = "证件";
	search_run(w->mem, &part, 1, w->synonyms, &v, &r);
	assert_string_equal(listed(w, &r), "10");
	assert_int_equal(search_counted(&r, STAR, (struct search_range){ 1, INT64_MAX }), 3);
	assert_int_equal(search_counted_tag(&r, "社保"), 1);
	assert_int_equal(search_counted_tag(&r, "没有"), 0);
	v.tag = "没有";
	search_run(w->mem, &part, 1, w->synonyms, &v, &r);
	assert_int_equal(r.total, 0);
}

static void pages_are_one_list(void **state)
{
	struct world *w = *state;
	const struct search_part part = { w->segment, NULL };
	static const char *const queries[] = { "", "许可", "证" };
	for (size_t q = 0; q < sizeof queries / sizeof *queries; q++) {
		struct search_want v = want(queries[q]);
		struct search_result all, page;
		search_run(w->mem, &part, 1, w->synonyms, &v, &all);
		v.most = 2;
		for (size_t seen = 0; seen < all.n; seen += page.n) {
			search_run(w->mem, &part, 1, w->synonyms, &v, &page);
			assert_true(page.n > 0);
			assert_int_equal(page.total, all.total);
			for (size_t i = 0; i < page.n; i++)
				assert_int_equal(page.hits[i].id, all.hits[seen + i].id);
			v.after = page.hits[page.n - 1];
		}
		search_run(w->mem, &part, 1, w->synonyms, &v, &page);
		assert_int_equal(page.n, 0);
	}
}

static void a_later_segment_takes_the_place(void **state)
{
	struct world *w = *state;
	struct thing changed = things[0], added = things[3];
	changed.name = "餐饮服务许可";
	added.id = 11;
	added.name = "临时身份证办理";
	struct search_doc docs[] = { doc_of(w->mem, &changed), doc_of(w->mem, &added) };
	struct search_segment *later = search_build(docs, 2);
	unsigned char *dead = arena_alloc(w->mem, search_size(w->segment) / 8 + 1);
	assert_true(search_bury(w->segment, dead, 1));
	assert_true(search_bury(w->segment, dead, 8)); /* gone for good */
	assert_false(search_bury(w->segment, dead, 11));
	const struct search_part parts[] = { { w->segment, dead }, { later, NULL } };
	static const struct { const char *words, *expected; } found[] = {
		{ "食品经营许可", "2" }, { "餐饮", "1" }, { "身份证", "4 11" }, { "许可", "1 2 9" }, { "奶茶店", "1" },
	};
	for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
		struct search_want v = want(found[i].words);
		struct search_result r;
		search_run(w->mem, parts, 2, w->synonyms, &v, &r);
		if (!str_eq(listed(w, &r), found[i].expected))
			fail_msg("'%s' over two segments should find %s, finds %s", found[i].words, found[i].expected, listed(w, &r));
		if (i == 2)
			assert_int_equal(search_counted(&r, STAR, search_any()), 2);
	}
	search_free(later);
}

static void nothing_can_be_indexed(void **state)
{
	struct world *w = *state;
	struct search_segment *empty = search_build(NULL, 0);
	const struct search_part part = { empty, NULL };
	static const char *const queries[] = { "", "食品", "spjy", "食拼" };
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		struct search_want v = want(queries[i]);
		struct search_result r;
		search_run(w->mem, &part, 1, w->synonyms, &v, &r);
		assert_int_equal(r.total, 0);
	}
	search_free(empty);
}

static void assert_marked(struct world *w, const char *words, const char *name, const char *expected)
{
	struct search_result r = search(w, words);
	struct search_mark *marks;
	size_t n = search_marks(w->mem, &r, name, &marks), at = 0;
	const char *s = "";
	for (size_t i = 0; i < n; i++) {
		s = arena_printf(w->mem, "%s%.*s[%.*s]", s, (int)(marks[i].from - at), name + at, (int)(marks[i].to - marks[i].from),
				 name + marks[i].from);
		at = marks[i].to;
	}
	s = arena_printf(w->mem, "%s%s", s, name + at);
	if (!str_eq(s, expected))
		fail_msg("'%s' should mark %s, marks %s", words, expected, s);
}

static void what_fits_is_marked(void **state)
{
	assert_marked(*state, "经营", "食品经营许可（新办）", "食品[经营]许可（新办）");
	assert_marked(*state, "新办 食品", "食品经营许可（新办）", "[食品]经营许可（[新办]）");
	assert_marked(*state, "spjy", "食品经营许可（新办）", "[食品经营]许可（新办）");
	assert_marked(*state, "食品精英许可", "食品经营许可（新办）", "[食品经营许可]（新办）");
	assert_marked(*state, "餐馆", "食品经营许可（新办）", "[食品经营许可]（新办）");
	assert_marked(*state, "<b>", "食品经营许可（新办）", "食品经营许可（新办）");
	assert_marked(*state, "许", "食品经营许可（新办）", "食品经营[许]可（新办）");
}

static void lines_of_synonyms(void **state)
{
	struct world *w = *state;
	struct search_synonym *all;
	size_t n;
	assert_null(synonyms_read(w->mem, "驾照,机动车驾驶证\n\n 狗证 ， 犬类准养证\r\nKTV\t歌舞娱乐", &all, &n));
	assert_int_equal(n, 3);
	assert_string_equal(all[1].word, "狗证");
	assert_string_equal(all[1].means, "犬类准养证");
	assert_string_equal(all[2].means, "歌舞娱乐");
	static const struct { const char *text, *line; } wrong[] = {
		{ "驾照", "第 1 行" }, { "a,b\n,c", "第 2 行" }, { "a,b\nc,", "第 2 行" }, { "a,b\n\n\nx", "第 4 行" },
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		const char *words = synonyms_read(w->mem, wrong[i].text, &all, &n);
		if (!words || !strstr(words, wrong[i].line))
			fail_msg("'%s' should be refused with %s, says '%s'", wrong[i].text, wrong[i].line, str_or_empty(words));
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_come_before_everything_else), TEST(one_character_is_enough), TEST(writing_does_not_matter),
		TEST(words_may_stand_in_different_fields), TEST(codes_are_found_from_their_beginning_and_by_a_part),
		TEST(pinyin_whole_or_by_initials), TEST(synonyms_lead_to_what_things_are_called), TEST(sentences_are_understood),
		TEST(slips_of_the_pen_are_mended), TEST(what_comes_near_is_said_to_be_near), TEST(what_fits_nothing_finds_nothing),
		TEST(filters_and_their_counts), TEST(pages_are_one_list), TEST(a_later_segment_takes_the_place),
		TEST(nothing_can_be_indexed), TEST(what_fits_is_marked), TEST(lines_of_synonyms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
