/* Identifiers and check digits, against the examples of the standards and numbers that are published. People are fictional. */
#include "base/check.h"
#include "base/day.h"
#include "base/str.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

/* `why` is a part of the reason that must be given; NULL when the value is right. */
struct sample {
	const char *value, *why, *standard;
};

static void judge(const char *(*check)(const char *), const struct sample *samples, size_t n)
{
	for (const struct sample *s = samples; s < samples + n; s++) {
		const char *why = check(s->value);
		if (!s->why && why)
			fail_msg("%s: %s should pass, but: %s", s->standard, s->value, why);
		if (s->why && (!why || !strstr(why, s->why)))
			fail_msg("%s: %s should fail with “%s”, got: %s", s->standard, s->value, s->why, why ? why : "nothing");
	}
}
#define JUDGE(check, samples) judge(check, samples, sizeof samples / sizeof *samples)

static void knows_identity_numbers(void **state)
{
	(void)state;
	static const char *const gb = "GB 11643-1999";
	const struct sample samples[] = {
		{ "11010519491231002X", NULL, gb },
		{ "350205199003070017", NULL, gb },
		{ "350205198802151230", NULL, gb },
		{ "350206198505120020", NULL, gb },
		{ "350205194901010005", NULL, gb },
		{ "350205900307001", NULL, "GB 11643-1989" },
		{ "350205199003070018", "第 18 位校验码应为 7", gb },
		{ "110105194912310021", "第 18 位校验码应为 X", gb },
		{ "11010519491231002x", "第 18 位应为数字或 X", gb },
		{ "350205199002300017", "出生日期不存在", gb },
		{ "350205199013070017", "出生日期不存在", gb },
		{ "350205299003070017", "出生日期晚于今天", gb },
		{ "35020519900307001", "现为 17 位", gb },
		{ "3502051990030700177", "现为 19 位", gb },
		{ "35O205199003070017", "第 3 位应为数字", gb },
		{ "350205901307001", "出生日期不存在", "GB 11643-1989" },
		{ "35020590030700X", "第 15 位应为数字", "GB 11643-1989" },
		{ "", "现为 0 位", gb },
		{ "身份证号码一共有十八个字对不对呀", "应为 18 位", gb },
	};
	JUDGE(check_id, samples);
}

static void every_changed_digit_of_an_identity_number_is_found(void **state)
{
	(void)state;
	char number[] = "350205199003070017";
	for (size_t i = 0; i < 17; i++)
		for (char c = '0'; c <= '9'; c++) {
			char kept = number[i];
			number[i] = c;
			if (c != kept && !check_id(number))
				fail_msg("%s passes, though position %zu was changed", number, i + 1);
			number[i] = kept;
		}
}

static void permits_have_the_same_digit(void **state)
{
	(void)state;
	static const char *const beginnings[] = { "81000019900307001", "82000019900307001", "83000019900307001",
						  "91123419900307001" };
	for (size_t i = 0; i < 4; i++) {
		char number[19] = "";
		memcpy(number, beginnings[i], 17);
		number[17] = check_mod11_2(number, 17);
		assert_null(check_id(number));
		number[17] = number[17] == '0' ? '1' : '0';
		assert_non_null(check_id(number));
	}
}

static void nobody_is_born_tomorrow(void **state)
{
	(void)state;
	int64_t birthday;
	assert_true(day_from_ymd(1990, 3, 7, &birthday));
	assert_null(check_id_on("350205199003070017", birthday));
	assert_non_null(check_id_on("350205199003070017", birthday - 1));
}

static void first_generation_becomes_second(void **state)
{
	(void)state;
	char number[19];
	assert_true(check_id_to_18("350205900307001", number));
	assert_string_equal(number, "350205199003070017");
	assert_false(check_id_to_18("350205900230001", number));
	assert_false(check_id_to_18("350205199003070017", number));
	assert_string_equal(number, "350205199003070017");
}

static void knows_credit_codes(void **state)
{
	(void)state;
	static const char *const gb = "GB 32100-2015";
	static const char *const good[] = {
		"91350205MA0000015J", "9144030071526726XG", "914403001922038216", "91330100799655058B", "91110000802100433B",
		"11370800MB28559184", "12441500196720244T", "113502050000000194", "11350205000000027Y", "11350205000000035R",
		"11350205000000043L", "11350205000000051F", "1135020500000006X7", "113502050000000787", "113502050000000862",
		"11350205000000094W", "11350205000000107J", "91350205MA0000023D", "91350205MA00000318", "91350205MA000004X0",
		"91350205MA00000580", "12350205000000035N", "52350205MJ0000018D", "51350205MJ0000026B", "92350205MA00000X7J",
	};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		const struct sample sample = { good[i], NULL, gb };
		judge(check_uscc, &sample, 1);
		if (check_uscc_body(good[i]))
			fail_msg("%s: the body of %s should verify, but: %s", gb, good[i], check_uscc_body(good[i]));
	}
	const struct sample bad[] = {
		{ "91350205MA0000015K", "第 18 位校验码应为 J", gb },
		{ "11341800A72824253Z", "第 18 位应为数字或大写字母", gb },
		{ "91350205MA000001OJ", "第 17 位应为", gb },
		{ "913502O5MA0000015J", "第 7 位应为数字（行政区划）", gb },
		{ "91350205ma0000015j", "第 9 位应为", gb },
		{ "91350205MA0000015", "现为 17 位", gb },
		{ "350205199003070017", "第 18 位校验码", gb },
	};
	JUDGE(check_uscc, bad);
	assert_non_null(strstr(check_uscc_body("11341800A728242534"), "第 17 位"));
}

static void knows_organisation_codes(void **state)
{
	(void)state;
	static const char *const gb = "GB 11714-1997";
	static const char *const good[] = {
		"D2143569-X", "D2143569X", "058396802", "05839680-2", "426605496", "594966565", "079360585", "78419632X", "079378080",
		"065853266",  "004139456", "00413820X", "00413935X",  "004139501", "004138453", "004142022", "004138250", "004139755",
	};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		const struct sample sample = { good[i], NULL, gb };
		judge(check_org, &sample, 1);
	}
	const struct sample bad[] = {
		{ "D2143569-0", "第 9 位校验码应为 X", gb }, { "058396803", "第 9 位校验码应为 2", gb },
		{ "D214356-9X", "应为 9 位", gb },	    { "A72824253", "校验码", gb },
		{ "0583968o2", "第 8 位应为", gb },	    { "05839680A", "第 9 位应为数字或 X", gb },
		{ "", "现为 0 位", gb },
	};
	JUDGE(check_org, bad);
}

static void knows_project_codes(void **state)
{
	(void)state;
	static const char *const old = "发改投资〔2016〕", *const gb = "GB/T 40058-2021";
	const struct sample samples[] = {
		{ "2020-330327-48-01-167360", NULL, old },
		{ "2020-451421-88-03-016343", NULL, old },
		{ "2016-350205-70-03-000001", NULL, old },
		{ "2306-350205-06-01-114548", NULL, gb },
		{ "2603-141124-89-05-346948", NULL, gb },
		{ "2411-130202-89-01-637015", NULL, gb },
		{ "23063502050601114548", NULL, gb },
		{ "2306-350205-06-01-114549", "末位校验码应为 8", gb },
		{ "2306-350205-06-01-114458", "末位校验码", gb },
		{ "2313-350205-06-01-114548", "前 4 位", gb },
		{ "2015-350205-70-03-000001", "前 4 位", old },
		{ "2306-350205-06-01-11454", "应为 24 位", gb },
		{ "2306-35020-506-01-114548", "第 11 位应为数字", gb },
		{ "2306-350205-060-1-114548", "第 15 位应为连字符", gb },
		{ "2306-350205-06-01-11454X", "第 24 位应为数字", gb },
	};
	JUDGE(check_project, samples);
}

static void knows_licence_identifiers(void **state)
{
	(void)state;
	static const char *const gb = "GB/T 36904-2018";
	const struct sample samples[] = {
		{ "1.2.156.3005.2.113502050000000194001.113502050000000194.20161024000001.001.B", NULL, gb },
		{ "11100000000013338W011.11430000006122244L.20230000403.001.U", NULL, gb },
		{ "11100000000013338W032.11220000013544541J.2430599.001.F", NULL, gb },
		{ "11100000MB03271699022.340100.000000016.001.9", NULL, gb },
		{ "11100000000013338W009.11330105002500287C.2025052201.002.0", NULL, gb },
		{ "1.2.156.3005.2.113502050000000194001.113502050000000194.20161024000001.001.M", "校验位应为 B", gb },
		{ "11100000000013338W011.11430000006122244L.20230000403.000.U", "版本号：应为 001–999", gb },
		{ "11100000000013338W011.11430000006122244L.20230000403.U", "5 段", gb },
		{ "11100000000013338W011.11430000006122244L.20230000403.001.U.", "5 段", gb },
		{ "11100000000013338W01.11430000006122244L.20230000403.001.U", "证照类型代码：应为 21 位", gb },
		{ "11100000000013338W01A.11430000006122244L.20230000403.001.U", "证照类型代码：第 21 位", gb },
		{ "11100000000013338W011.1143000000.20230000403.001.U", "颁发机构代码", gb },
		{ "11100000000013338W011.11430000006122244L.2023-0000.001.U", "流水号", gb },
		{ "1.2.156.3005.2.", "5 段", gb },
		{ "", "5 段", gb },
	};
	JUDGE(check_licence, samples);
	assert_int_equal(check_licence_digit("113502050000000194001", "113502050000000194", "20161024000001", "001"), 'B');
}

static void knows_item_codes(void **state)
{
	(void)state;
	static const char *const gb = "GB/T 39554.1-2020";
	const struct sample samples[] = {
		{ "370117002011", NULL, gb },
		{ "000117002000", NULL, gb },
		{ "35011700200Y", NULL, gb },
		{ "11370800MB285591843370117002011", NULL, gb },
		{ "11341800A72824253Z3340117021000", NULL, gb },
		{ "11370800MB285591853370117002011", NULL, gb },
		{ "1137O800MB285591843370117002011", "统一社会信用代码：第 5 位应为数字", gb },
		{ "12441500196720244T3442199806003", NULL, gb },
		{ "11370800MB28559184337011700201101", NULL, gb },
		{ "350200004139456A160100", NULL, "厦门 2014" },
		{ "350200004139456A160200", NULL, "厦门 2014" },
		{ "350200004139456N020000", NULL, "厦门 2014" },
		{ "350200004139456A010000", NULL, "厦门 2014" },
		{ "35020000413820XN110000", NULL, "厦门 2014" },
		{ "35020000413935XN090000", NULL, "厦门 2014" },
		{ "350200004139501A090000", NULL, "厦门 2014" },
		{ "350200004138453E380000", NULL, "厦门 2014" },
		{ "37011700201", "现为 11 位", gb },
		{ "370117000011", "主项序号应为 001–999", gb },
		{ "3701170020Y1", "第 11 位应为数字（子项）", gb },
		{ "37011700201Y", "子项应为 000–999 或 00Y", gb },
		{ "37011700I011", "第 9 位应为数字或大写字母（主项）", gb },
		{ "11370800MB285591840370117002011", "第 19 位应为 1–6（行使层级）", gb },
		{ "91350205MA0000015K4350117002011", "统一社会信用代码：第 18 位校验码应为 J", gb },
		{ "11370800MB285591843370117000011", "基本编码：", gb },
		{ "11370800MB28559184337011700201100", "01–99", gb },
		{ "350200004139457A160100", "组织机构代码：第 9 位校验码应为 6", "厦门 2014" },
		{ "3502000041394561160100", "第 16 位应为大写字母（类别）", "厦门 2014" },
	};
	JUDGE(check_item, samples);
	assert_null(check_item_warning("11370800MB285591843370117002011"));
	assert_null(check_item_warning("370117002011"));
	assert_null(check_item_warning("350200004139456A160100"));
	assert_non_null(strstr(check_item_warning("11341800A72824253Z3340117021000"), "第 18 位应为"));
	assert_non_null(strstr(check_item_warning("11370800MB285591853370117002011"), "第 18 位校验码应为 4"));
}

static void knows_case_numbers(void **state)
{
	(void)state;
	char number[] = "HC161024000001?";
	number[14] = check_case_digit(number);
	assert_null(check_case(number));
	number[13] = '2';
	assert_non_null(strstr(check_case(number), "第 15 位校验码应为"));
	const struct sample bad[] = {
		{ "HC16102400001", "现为 13 位", "MOD 37,36" },
		{ "H1161024000001A", "第 2 位应为大写字母", "MOD 37,36" },
		{ "HC161324000001A", "日期不存在", "MOD 37,36" },
		{ "HC16102400000AA", "第 14 位应为数字", "MOD 37,36" },
	};
	JUDGE(check_case, bad);
}

static void knows_ways_to_reach_people(void **state)
{
	(void)state;
	const struct sample phones[] = {
		{ "13900000017", NULL, "手机" },	  { "19900000017", NULL, "手机" },   { "12900000017", "第 2 位应为 3–9", "手机" },
		{ "03900000017", "第 1 位应为 1", "手机" }, { "1390000001", "现为 10 位", "手机" }, { "1390000001a", "第 11 位", "手机" },
	};
	JUDGE(check_phone, phones);
	const struct sample codes[] = { { "361026", NULL, "邮编" }, { "36102", "应为 6 位", "邮编" }, { "36102A", "第 6 位", "邮编" } };
	JUDGE(check_postcode, codes);
	const struct sample emails[] = {
		{ "lin.xiaohai@example.com", NULL, "RFC 5321" }, { "a+b@mail.example.org", NULL, "RFC 5321" },
		{ "example.com", "只有一个", "RFC 5321" },	   { "a@b@example.com", "只有一个", "RFC 5321" },
		{ "@example.com", "前面", "RFC 5321" },	   { "a..b@example.com", "前面", "RFC 5321" },
		{ "a b@example.com", "前面", "RFC 5321" },	   { "a@example", "后面", "RFC 5321" },
		{ "a@.example.com", "后面", "RFC 5321" },	   { "a@", "后面", "RFC 5321" },
		{ "林@example.com", "前面", "RFC 5321" },	   { "", "只有一个", "RFC 5321" },
	};
	JUDGE(check_email, emails);
}

static void computes_the_systems_of_iso_7064(void **state)
{
	(void)state;
	assert_int_equal(check_mod11_2("0794", 4), '0');		       /* the example of ISO 7064 */
	assert_int_equal(check_mod11_10("0794", 4), '5');		       /* the same */
	assert_int_equal(check_mod37_36("A12425GABC1234002", 17), 'M');        /* GRid, which is coded by MOD 37,36 */
	assert_int_equal(check_mod11_10("2306350205060111454", 19), '8');
}

static void raw_lines_are_forgiven_in_the_way_of_their_kind(void **state)
{
	(void)state;
	static const struct {
		const char *kind, *raw;
		bool right;
	} lines[] = {
		{ "id", " 11010519491231002x\r\n", true },
		{ "id", "350205 19900307 0017", true },
		{ "id", "３５０２０５１９９００３０７００１７", true },
		{ "uscc", "\t91350205ma0000015j ", true },
		{ "org", " d2143569-x ", true },
		{ "org", "D2-143569X", false },
		{ "project", "　2306-350205-06-01-114548", true },
		{ "project", "23-06350205-06-01-114548", false },
		{ "licence", " 11100000mb03271699022.340100.000000016.001.9", true },
		{ "item", "350200 004139456 A160100", true },
		{ "phone", "139-0000-0017", true },
		{ "postcode", " 361026 ", true },
		{ "email", " Lin@Example.com ", true },
		{ "case", "hc16102400000", false },
	};
	struct arena *a = arena_new(1 << 20);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const struct check *kind = check_find(lines[i].kind);
		assert_non_null(kind);
		const char *why = check_value(a, kind, lines[i].raw);
		if (!why != lines[i].right)
			fail_msg("%s “%s” should %s: %s", lines[i].kind, lines[i].raw, lines[i].right ? "pass" : "fail",
				 str_or_empty(why));
	}
	assert_null(check_find("nothing"));
	assert_null(check_find(NULL));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_identity_numbers),
		cmocka_unit_test(every_changed_digit_of_an_identity_number_is_found),
		cmocka_unit_test(permits_have_the_same_digit),
		cmocka_unit_test(nobody_is_born_tomorrow),
		cmocka_unit_test(first_generation_becomes_second),
		cmocka_unit_test(knows_credit_codes),
		cmocka_unit_test(knows_organisation_codes),
		cmocka_unit_test(knows_project_codes),
		cmocka_unit_test(knows_licence_identifiers),
		cmocka_unit_test(knows_item_codes),
		cmocka_unit_test(knows_case_numbers),
		cmocka_unit_test(knows_ways_to_reach_people),
		cmocka_unit_test(computes_the_systems_of_iso_7064),
		cmocka_unit_test(raw_lines_are_forgiven_in_the_way_of_their_kind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
