/* Taking over departments' lists from CSV: encodings, messy rows, departments that merge, and what is said about codes. */
#include "transfer_world.h"
#include <iconv.h>

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

static void a_messy_file_is_taken_over(void **state)
{
	struct world *w = *state;
	struct import_report r = import_text(w, messy);
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
	r = import_text(w, messy);
	assert_counts(&r, 0, 0, 4, 4);
	assert_int_equal(item_now(w, "A2").version, 1);
}

static void departments_merge_by_name(void **state)
{
	struct world *w = *state;
	import_text(w, messy);
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
	char *data = arena_alloc(w->a, room), *to = data, *from = (char *)text;
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
	struct import_report r = import_as(w, gb, n, (struct import_options){ 0 });
	assert_counts(&r, 4, 0, 0, 4);
	const char *marked = arena_printf(w->a, "\xEF\xBB\xBF%s", messy);
	r = import_text(w, marked);
	assert_counts(&r, 0, 0, 4, 4);
	assert_says(&r, 1, "表头", "这些列没有用到：“colour”");
}

static void a_changed_row_makes_a_version_and_keeps_the_rest(void **state)
{
	struct world *w = *state;
	static const char first[] = "department,item_name,item_code,item_type\n区甲局,甲,Z1,20\n";
	static const char second[] = "department,item_name,item_code,item_type\n区甲局,甲（新）,Z1,20\n";
	import_text(w, first);
	put(w, item_now(w, "Z1").organisation, "{\"name\":\"甲\",\"type\":\"20\",\"code\":\"Z1\",\"quantity_limit\":\"三个\"}");
	struct import_report r = import_text(w, first);
	assert_counts(&r, 0, 0, 1, 0);
	r = import_text(w, second);
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
		const struct import_options o = { .departments = true };
		enum err e = import_catalogue(w->s, w->a, &w->f, cases[i].data, strlen(cases[i].data), &o, &r);
		assert_int_equal(e, ERR_BAD_INPUT);
		if (!strstr(w->f.words, cases[i].words))
			fail_msg("expected words about %s, got %s", cases[i].words, w->f.words);
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
		const char *why = import_codes_department(w->a, cases[i].code);
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
		assert_string_equal(import_codes_inside(w->a, cases[i].item), cases[i].inside);
	assert_true(import_codes_fit(w->a, "083372204", "115113010833722043"));
	assert_true(import_codes_fit(w->a, "00877868-5", "008778685"));
	assert_true(import_codes_fit(w->a, "11511301452259996u", "11511301452259996U"));
	assert_false(import_codes_fit(w->a, "11736", "115113010833722043"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON(open_platform, a_messy_file_is_taken_over),
		ON(open_platform, departments_merge_by_name),
		ON(open_platform, both_encodings_mean_the_same),
		ON(open_platform, a_changed_row_makes_a_version_and_keeps_the_rest),
		ON(open_platform, what_cannot_be_read_changes_nothing),
		ON(open_platform, department_codes_are_told_apart),
		ON(open_platform, codes_inside_item_codes_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
