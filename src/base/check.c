#include "base/check.h"
#include "base/day.h"
#include "base/str.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char digit_chars[] = "0123456789";
static const char alnum_chars[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char letter_chars[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char uscc_chars[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static PRINTF(1, 2) const char *reason(const char *fmt, ...)
{
	static _Thread_local char words[256];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(words, sizeof words, fmt, ap);
	va_end(ap);
	return words;
}

static int value_of(const char *chars, char c)
{
	const char *at = c ? strchr(chars, c) : NULL;
	must(at);
	return (int)(at - chars);
}

/* A run of characters inside a value; `from` counts from 1 as people do. */
struct span {
	size_t from, n;
	const char *chars, *what;
};

#define THE_END { 0, 0, NULL, NULL }

/* The first character that does not belong, by the spans that cover the value from left to right. */
static const char *wrong_char(const char *value, const struct span *spans)
{
	for (; spans->n; spans++)
		for (size_t i = spans->from; i < spans->from + spans->n; i++)
			if (!value[i - 1] || !strchr(spans->chars, value[i - 1]))
				return reason("第 %zu 位应为%s", i, spans->what);
	return NULL;
}

static const char *wrong_length(const char *value, size_t want)
{
	size_t n = str_length(value);
	return n == want ? NULL : reason("应为 %zu 位，现为 %zu 位", want, n);
}

static const char *wrong_digit(size_t position, char is, char want)
{
	return is == want ? NULL : reason("第 %zu 位校验码应为 %c", position, want);
}

char check_mod11_2(const char *digits, size_t n)
{
	int p = 0;
	for (size_t i = 0; i < n; i++)
		p = (p + value_of(digit_chars, digits[i])) * 2 % 11;
	return "0123456789X"[(12 - p) % 11];
}

/* The hybrid systems of ISO 7064 clause 8: p runs through 1…m, never 0. */
static int hybrid(const char *text, size_t n, const char *chars, int m)
{
	int p = m;
	for (size_t i = 0; i < n; i++) {
		p = (p + value_of(chars, text[i])) % m;
		p = (p ? p : m) * 2 % (m + 1);
	}
	return (m + 1 - p) % m;
}

char check_mod11_10(const char *digits, size_t n)
{
	return digit_chars[hybrid(digits, n, digit_chars, 10)];
}

char check_mod37_36(const char *text, size_t n)
{
	return alnum_chars[hybrid(text, n, alnum_chars, 36)];
}

char check_org_digit(const char *first_8)
{
	static const int weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;
	for (size_t i = 0; i < 8; i++)
		sum += weights[i] * value_of(alnum_chars, first_8[i]);
	return "0X987654321"[sum % 11];
}

char check_uscc_digit(const char *first_17)
{
	int sum = 0, weight = 1;
	for (size_t i = 0; i < 17; i++, weight = weight * 3 % 31)
		sum += weight * value_of(uscc_chars, first_17[i]);
	return uscc_chars[(31 - sum % 31) % 31];
}

static int number(const char *s, size_t n)
{
	int v = 0;
	while (n--)
		v = v * 10 + (*s++ - '0');
	return v;
}

static const char *wrong_birthday(int year, const char *month_and_day, int64_t today)
{
	int64_t day;
	if (!day_from_ymd(year, number(month_and_day, 2), number(month_and_day + 2, 2), &day))
		return reason("从第 7 位起的出生日期不存在");
	return day > today ? reason("从第 7 位起的出生日期晚于今天") : NULL;
}

const char *check_id_on(const char *value, int64_t today)
{
	static const struct span first_generation[] = { { 1, 15, digit_chars, "数字" }, THE_END };
	static const struct span shape[] = { { 1, 17, digit_chars, "数字" }, { 18, 1, "0123456789X", "数字或 X" }, THE_END };
	const char *why;
	size_t n = str_length(value);
	if (n == 15) {
		why = wrong_char(value, first_generation);
		return why ? why : wrong_birthday(1900 + number(value + 6, 2), value + 8, today);
	}
	if (n != 18)
		return reason("应为 18 位（第一代身份证为 15 位），现为 %zu 位", n);
	if ((why = wrong_char(value, shape)) || (why = wrong_birthday(number(value + 6, 4), value + 10, today)))
		return why;
	return wrong_digit(18, value[17], check_mod11_2(value, 17));
}

const char *check_id(const char *value)
{
	return check_id_on(value, day_of_ms(now_ms(), DAY_ZONE_CHINA));
}

bool check_id_to_18(const char *id15, char out[19])
{
	if (strlen(id15) != 15 || check_id(id15))
		return false;
	snprintf(out, 19, "%.6s19%.9s", id15, id15 + 6);
	out[17] = check_mod11_2(out, 17);
	out[18] = '\0';
	return true;
}

static const char uscc_letters[] = "数字或大写字母（不用 I、O、S、V、Z）";

static const char *wrong_uscc_chars(const char *value)
{
	static const struct span shape[] = {
		{ 1, 2, uscc_chars, uscc_letters },
		{ 3, 6, digit_chars, "数字（行政区划）" },
		{ 9, 10, uscc_chars, uscc_letters },
		THE_END,
	};
	return wrong_char(value, shape);
}

const char *check_uscc(const char *value)
{
	const char *why = wrong_length(value, 18);
	if (why || (why = wrong_uscc_chars(value)))
		return why;
	return wrong_digit(18, value[17], check_uscc_digit(value));
}

const char *check_uscc_body(const char *value)
{
	char want = check_org_digit(value + 8);
	return value[16] == want ? NULL : reason("第 9–17 位主体标识码的校验码（第 17 位）应为 %c", want);
}

static const char *wrong_org(const char *value)
{
	static const struct span shape[] = {
		{ 1, 8, alnum_chars, "数字或大写字母" }, { 9, 1, "0123456789X", "数字或 X" }, THE_END,
	};
	const char *why = wrong_char(value, shape);
	return why ? why : wrong_digit(9, value[8], check_org_digit(value));
}

const char *check_org(const char *value)
{
	char plain[10];
	if (strlen(value) == 10 && value[8] == '-') {
		snprintf(plain, sizeof plain, "%.8s%c", value, value[9]);
		return wrong_org(plain);
	}
	const char *why = wrong_length(value, 9);
	return why ? why : wrong_org(value);
}

enum { PROJECT_DIGITS = 20, PROJECT_OLD_FIRST = 2016, PROJECT_OLD_LAST = 2020, PROJECT_NEW_FIRST = 2011 };

static const char *wrong_project(const char *digits)
{
	int head = number(digits, 4), month = head % 100;
	if (head >= PROJECT_OLD_FIRST && head <= PROJECT_OLD_LAST)
		return NULL;
	if (head < PROJECT_NEW_FIRST || month < 1 || month > 12)
		return reason("前 4 位应为 2016–2020 的年份，或 2020 年 11 月以后的年月（如 2306）");
	char want = check_mod11_10(digits, PROJECT_DIGITS - 1);
	return digits[PROJECT_DIGITS - 1] == want ? NULL : reason("末位校验码应为 %c", want);
}

const char *check_project(const char *value)
{
	static const char grouped[] = "0000-000000-00-00-000000";
	static const struct span shape[] = { { 1, PROJECT_DIGITS, digit_chars, "数字" }, THE_END };
	size_t n = strlen(value), kept = 0;
	char digits[PROJECT_DIGITS + 1] = "";
	if (n == PROJECT_DIGITS) {
		const char *why = wrong_char(value, shape);
		return why ? why : wrong_project(value);
	}
	if (n != sizeof grouped - 1)
		return reason("应为 24 位（20 位数字，以连字符分为 4-6-2-2-6）");
	for (size_t i = 0; i < n; i++) {
		if (grouped[i] == '-' ? value[i] != '-' : !strchr(digit_chars, value[i]))
			return reason("第 %zu 位应为%s", i + 1, grouped[i] == '-' ? "连字符" : "数字");
		if (grouped[i] != '-')
			digits[kept++] = value[i];
	}
	return wrong_project(digits);
}

enum { LICENCE_KIND, LICENCE_ISSUER, LICENCE_SERIAL, LICENCE_VERSION, LICENCE_CHECK, LICENCE_PARTS };
enum { LICENCE_SERIAL_MAX = 32 };

/* 18 + 3, 18, 32 and 3 characters at the most, and the NUL; longer parts are refused before they come here. */
enum { LICENCE_TEXT_MAX = 21 + 18 + LICENCE_SERIAL_MAX + 3 + 1 };

char check_licence_digit(const char *kind, const char *issuer, const char *serial, const char *version)
{
	char text[LICENCE_TEXT_MAX];
	int n = snprintf(text, sizeof text, "%s%s%s%s", kind, issuer, serial, version);
	must(n > 0 && n < (int)sizeof text);
	return check_mod37_36(text, (size_t)n);
}

/* Cuts value at its dots into parts of at most LICENCE_SERIAL_MAX characters; false when they are too many, few or long. */
static bool licence_cut(const char *value, char parts[LICENCE_PARTS][LICENCE_SERIAL_MAX + 1])
{
	for (size_t i = 0; i < LICENCE_PARTS; i++) {
		size_t n = strcspn(value, ".");
		if (n == 0 || n > LICENCE_SERIAL_MAX || (value[n] == '.') != (i + 1 < LICENCE_PARTS))
			return false;
		memcpy(parts[i], value, n);
		parts[i][n] = '\0';
		value += n + (value[n] == '.');
	}
	return true;
}

static bool only(const char *text, const char *chars)
{
	return text[strspn(text, chars)] == '\0';
}

static const char *wrong_licence_kind(const char *kind)
{
	static const struct span sequence[] = { { 19, 3, digit_chars, "数字（类型序号）" }, THE_END };
	const char *why = wrong_length(kind, 21);
	if (why || (why = wrong_uscc_chars(kind)))
		return why;
	return wrong_char(kind, sequence);
}

static const char *wrong_licence_issuer(const char *issuer)
{
	if (strlen(issuer) == 6 && only(issuer, digit_chars))
		return NULL;
	if (str_length(issuer) != 18)
		return reason("应为 18 位统一社会信用代码或 6 位行政区划代码");
	return wrong_uscc_chars(issuer);
}

static const char *wrong_licence_serial(const char *serial)
{
	return only(serial, alnum_chars) ? NULL : reason("应由数字和大写字母组成");
}

static const char *wrong_version(const char *version)
{
	return strlen(version) == 3 && only(version, digit_chars) && strcmp(version, "000") ? NULL : reason("应为 001–999");
}

/* The same words with the name of the part in front; they move through a copy, for both live in one buffer. */
static const char *in_part(const char *part, const char *why)
{
	char copy[200];
	if (!why)
		return NULL;
	snprintf(copy, sizeof copy, "%s", why);
	return reason("%s：%s", part, copy);
}

const char *check_licence(const char *value)
{
	static const struct {
		const char *name;
		const char *(*wrong)(const char *);
	} rules[] = {
		[LICENCE_KIND] = { "证照类型代码", wrong_licence_kind },
		[LICENCE_ISSUER] = { "颁发机构代码", wrong_licence_issuer },
		[LICENCE_SERIAL] = { "流水号", wrong_licence_serial },
		[LICENCE_VERSION] = { "版本号", wrong_version },
	};
	char parts[LICENCE_PARTS][LICENCE_SERIAL_MAX + 1];
	if (!licence_cut(value + (str_starts(value, CHECK_LICENCE_ROOT) ? strlen(CHECK_LICENCE_ROOT) : 0), parts))
		return reason("应为以“.”分隔的 5 段：证照类型代码、颁发机构代码、流水号、版本号、校验位");
	for (size_t i = 0; i < LICENCE_CHECK; i++) {
		const char *why = in_part(rules[i].name, rules[i].wrong(parts[i]));
		if (why)
			return why;
	}
	char want = check_licence_digit(parts[LICENCE_KIND], parts[LICENCE_ISSUER], parts[LICENCE_SERIAL],
					parts[LICENCE_VERSION]);
	return parts[LICENCE_CHECK][0] == want && !parts[LICENCE_CHECK][1] ? NULL : reason("校验位应为 %c", want);
}

enum { ITEM_BASE = 12, ITEM_LOCAL = 22, ITEM_IMPLEMENTATION = 31, ITEM_HANDLING = 33 };

static const char *wrong_base_code(const char *code)
{
	static const struct span shape[] = {
		{ 1, 2, digit_chars, "数字（地区）" },
		{ 3, 2, digit_chars, "数字（事项类型）" },
		{ 5, 5, uscc_chars, "数字或大写字母（主项）" },
		{ 10, 2, digit_chars, "数字（子项）" },
		{ 12, 1, "0123456789Y", "数字或 Y（子项）" },
		THE_END,
	};
	const char *why = wrong_char(code, shape);
	if (why)
		return why;
	if (!strncmp(code + 6, "000", 3))
		return reason("第 7–9 位主项序号应为 001–999");
	if (code[11] == 'Y' && strncmp(code + 9, "00", 2))
		return reason("第 10–12 位子项应为 000–999 或 00Y");
	return NULL;
}

/* A government body's code is forgiven its check digit and letters that the standard leaves out: such are published. */
static const char *wrong_item_uscc(const char *uscc)
{
	static const struct span government[] = {
		{ 1, 2, alnum_chars, "数字或大写字母" }, { 3, 6, digit_chars, "数字（行政区划）" },
		{ 9, 10, alnum_chars, "数字或大写字母" }, THE_END,
	};
	return uscc[0] == '1' ? wrong_char(uscc, government) : check_uscc(uscc);
}

static const char *wrong_implementation_code(const char *code)
{
	static const struct span level[] = { { 19, 1, "123456", " 1–6（行使层级）" }, THE_END };
	char uscc[19];
	snprintf(uscc, sizeof uscc, "%.18s", code);
	const char *why = in_part("统一社会信用代码", wrong_item_uscc(uscc));
	if (why || (why = wrong_char(code, level)))
		return why;
	return in_part("基本编码", wrong_base_code(code + 19));
}

static const char *wrong_handling_code(const char *code)
{
	static const struct span sequence[] = { { 32, 2, digit_chars, "数字（业务办理项序号）" }, THE_END };
	const char *why = wrong_implementation_code(code);
	if (why || (why = wrong_char(code, sequence)))
		return why;
	return strcmp(code + ITEM_IMPLEMENTATION, "00") ? NULL : reason("第 32–33 位业务办理项序号应为 01–99");
}

static const char *wrong_local_code(const char *code)
{
	static const struct span shape[] = {
		{ 1, 6, digit_chars, "数字（行政区划）" }, { 16, 1, letter_chars, "大写字母（类别）" },
		{ 17, 6, digit_chars, "数字（主项、子项、细项）" }, THE_END,
	};
	char org[10];
	snprintf(org, sizeof org, "%.9s", code + 6);
	const char *why = in_part("组织机构代码", wrong_org(org));
	return why ? why : wrong_char(code, shape);
}

const char *check_item(const char *value)
{
	static const struct {
		size_t n;
		const char *(*wrong)(const char *);
	} forms[] = {
		{ ITEM_BASE, wrong_base_code },
		{ ITEM_LOCAL, wrong_local_code },
		{ ITEM_IMPLEMENTATION, wrong_implementation_code },
		{ ITEM_HANDLING, wrong_handling_code },
	};
	size_t n = str_length(value);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (forms[i].n == n)
			return forms[i].wrong(value);
	return reason("应为 12 位基本编码、31 位实施编码、33 位业务办理项编码或 22 位地方编码，现为 %zu 位", n);
}

const char *check_item_warning(const char *value)
{
	char uscc[19];
	if (strlen(value) < ITEM_IMPLEMENTATION)
		return NULL;
	snprintf(uscc, sizeof uscc, "%.18s", value);
	const char *why = check_uscc(uscc);
	return in_part("请核对统一社会信用代码", why ? why : check_uscc_body(uscc));
}

enum { CASE_LENGTH = 15 };

char check_case_digit(const char *first_14)
{
	return check_mod37_36(first_14, CASE_LENGTH - 1);
}

const char *check_case(const char *value)
{
	static const struct span shape[] = {
		{ 1, 2, letter_chars, "大写字母" }, { 3, 12, digit_chars, "数字" }, { 15, 1, alnum_chars, "数字或大写字母" }, THE_END,
	};
	int64_t day;
	const char *why = wrong_length(value, CASE_LENGTH);
	if (why || (why = wrong_char(value, shape)))
		return why;
	if (!day_from_ymd(2000 + number(value + 2, 2), number(value + 4, 2), number(value + 6, 2), &day))
		return reason("第 3–8 位的日期不存在");
	return wrong_digit(CASE_LENGTH, value[CASE_LENGTH - 1], check_case_digit(value));
}

const char *check_phone(const char *value)
{
	static const struct span shape[] = {
		{ 1, 1, "1", " 1" }, { 2, 1, "3456789", " 3–9" }, { 3, 9, digit_chars, "数字" }, THE_END,
	};
	const char *why = wrong_length(value, 11);
	return why ? why : wrong_char(value, shape);
}

const char *check_postcode(const char *value)
{
	static const struct span shape[] = { { 1, 6, digit_chars, "数字" }, THE_END };
	const char *why = wrong_length(value, 6);
	return why ? why : wrong_char(value, shape);
}

enum { EMAIL_MAX = 254, EMAIL_LOCAL_MAX = 64 }; /* RFC 5321 §4.5.3.1 */

static const char email_local_chars[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-";
static const char email_domain_chars[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";

/* Dots stand between other characters, never first, last or doubled. */
static bool dots_apart(const char *s, size_t n)
{
	return s[0] != '.' && s[n - 1] != '.' && !memmem(s, n, "..", 2);
}

const char *check_email(const char *value)
{
	size_t n = strlen(value), local = strcspn(value, "@");
	const char *domain = value + local + 1;
	if (n > EMAIL_MAX)
		return reason("不能超过 %d 个字符", EMAIL_MAX);
	if (local == n || strchr(domain, '@'))
		return reason("应有且只有一个“@”");
	if (local == 0 || local > EMAIL_LOCAL_MAX || strspn(value, email_local_chars) != local || !dots_apart(value, local))
		return reason("“@”前面的部分有误");
	if (!*domain || !only(domain, email_domain_chars) || !strchr(domain, '.') || !dots_apart(domain, strlen(domain)))
		return reason("“@”后面应为域名，如 example.com");
	return NULL;
}

/* For kinds whose hyphens and dots have their own places: these stay where they were typed. */
static char *upper(struct arena *a, const char *raw)
{
	char *s = str_trim(a, raw);
	for (char *c = s; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return s;
}

static const struct check kinds[] = {
	{ "id", "公民身份号码", check_id, str_code },
	{ "uscc", "统一社会信用代码", check_uscc, str_code },
	{ "org", "组织机构代码", check_org, upper },
	{ "project", "投资项目统一代码", check_project, upper },
	{ "licence", "电子证照标识", check_licence, upper },
	{ "item", "政务服务事项编码", check_item, str_code },
	{ "case", "申报号", check_case, str_code },
	{ "phone", "手机号码", check_phone, str_code },
	{ "postcode", "邮政编码", check_postcode, str_code },
	{ "email", "电子邮箱", check_email, str_trim },
};

const struct check *check_at(size_t i)
{
	return i < sizeof kinds / sizeof *kinds ? &kinds[i] : NULL;
}

const struct check *check_find(const char *word)
{
	for (size_t i = 0; check_at(i); i++)
		if (str_eq(kinds[i].word, word))
			return &kinds[i];
	return NULL;
}

const char *check_value(struct arena *a, const struct check *kind, const char *raw)
{
	return kind->reason(kind->normal(a, raw));
}
