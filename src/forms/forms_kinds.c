/* The kinds of fields: how each is drawn, stored and checked. */
#include "forms/forms.h"
#include "base/day.h"
#include "base/str.h"
#include <string.h>

static const char *check_month(struct arena *a, const char *text)
{
	int64_t day;
	return strlen(text) == 7 && day_parse(arena_printf(a, "%s-01", text), &day) ? NULL : "请按 2026-11 这样的格式填写年月";
}

static const char *check_time(struct arena *a, const char *text)
{
	(void)a;
	bool shape = strlen(text) == 5 && strspn(text, "0123456789") == 2 && text[2] == ':' && strspn(text + 3, "0123456789") == 2;
	return shape && strncmp(text, "24", 2) < 0 && strcmp(text + 3, "60") < 0 ? NULL : "请按 09:30 这样的格式填写时间";
}

static const char *check_tel(struct arena *a, const char *text)
{
	enum { LEAST = 7, MOST = 16 };
	size_t digits = 0;
	(void)a;
	for (const char *s = text; *s; s++)
		digits += *s >= '0' && *s <= '9';
	return !text[strspn(text, "0123456789-+() ")] && digits >= LEAST && digits <= MOST ? NULL : "请填写电话号码，固定电话带区号，例如 0592-6000000";
}

/* ISO/IEC 7812: doubled every second digit from the right, the sum is a multiple of ten. */
static const char *check_bank_card(struct arena *a, const char *text)
{
	enum { LEAST = 12, MOST = 19 };
	const char *digits = str_code(a, text);
	size_t n = strlen(digits);
	int sum = 0;
	if (!str_is_digits(digits) || n < LEAST || n > MOST)
		return "银行卡号应为 12 到 19 位数字";
	for (size_t i = 0; i < n; i++) {
		int d = (digits[n - 1 - i] - '0') * (i % 2 ? 2 : 1);
		sum += d > 9 ? d - 9 : d;
	}
	return sum % 10 ? "银行卡号有一位不对，请再核对" : NULL;
}

/* GA 36-2018: the province, a letter, then five (since 2016, of electric cars, six) letters and digits without I and O, the last
 * one perhaps a word such as 学. */
static const char *check_plate(struct arena *a, const char *text)
{
	static const char provinces[] = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
	static const char last[] = "学警港澳领挂试";
	const char *wrong = "请填写完整的号牌，例如 闽D12345", *s = str_code(a, text);
	const char *from = s;
	(void)str_next(&s);
	if (s - from != 3 || !strstr(provinces, arena_strndup(a, from, 3)))
		return wrong;
	size_t n = strspn(s, "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789");
	bool word = s[n] && strlen(s + n) == 3 && strstr(last, s + n);
	if (*s < 'A' || *s > 'Z' || (s[n] && !word))
		return wrong;
	return n + word == 6 || n + word == 7 ? NULL : wrong;
}

static const char *check_url(struct arena *a, const char *text)
{
	(void)a;
	const char *host = str_starts(text, "https://") ? text + 8 : str_starts(text, "http://") ? text + 7 : "";
	return *host && *host != '/' && strchr(host, '.') && !strpbrk(text, " \"<>") ? NULL : "请填写完整的网址，例如 https://www.example.com";
}

static const char *const range_parts[] = { "from", "to", NULL };
static const char *const certificate_parts[] = { "kind", "number", NULL };
static const char *const place_parts[] = { "region", "village", "detail", NULL };
static const char *const signature_parts[] = { "name", "agree", NULL };

#define PLAIN(w, n, is, takes) { w, n, SHAPE_TEXT, is, NULL, NULL, NULL, NULL, NULL, takes }
#define DRAWN(w, n, is, type, mode, width, check, takes) { w, n, SHAPE_TEXT, is, type, mode, width, NULL, check, takes }

const struct form_kind form_kinds[] = {
	PLAIN("text", "一行文字", FIELD_TEXT, TAKES_BOUNDS),
	PLAIN("long", "多行文字", FIELD_LONG, TAKES_BOUNDS),
	PLAIN("number", "整数", FIELD_NUMBER, TAKES_BOUNDS),
	PLAIN("decimal", "数字（可有两位小数）", FIELD_DECIMAL, TAKES_BOUNDS),
	PLAIN("money", "金额（元）", FIELD_MONEY, TAKES_BOUNDS),
	PLAIN("date", "日期", FIELD_DATE, 0),
	{ "range", "起止日期", SHAPE_PARTS, FIELD_DATE, NULL, NULL, NULL, range_parts, NULL, 0 },
	DRAWN("month", "年月", FIELD_TEXT, "month", "", "w-mid", check_month, 0),
	DRAWN("time", "时间", FIELD_TEXT, "time", "", "w-short", check_time, 0),
	PLAIN("choice", "选一项", FIELD_CHOICE, TAKES_CHOICES),
	{ "choices", "选几项", SHAPE_LIST, FIELD_CHOICE, NULL, NULL, NULL, NULL, NULL, TAKES_BOUNDS | TAKES_CHOICES },
	PLAIN("check", "勾选", FIELD_CHECK, 0),
	PLAIN("phone", "手机号", FIELD_PHONE, 0),
	DRAWN("tel", "电话（手机或固定电话）", FIELD_TEXT, "tel", "tel", "w-mid", check_tel, 0),
	PLAIN("email", "电子邮箱", FIELD_EMAIL, 0),
	PLAIN("postcode", "邮政编码", FIELD_POSTCODE, 0),
	PLAIN("id", "公民身份号码", FIELD_ID, 0),
	PLAIN("uscc", "统一社会信用代码", FIELD_USCC, 0),
	{ "certificate", "证件（类型和号码）", SHAPE_PARTS, FIELD_TEXT, NULL, NULL, NULL, certificate_parts, NULL, 0 },
	DRAWN("bank_card", "银行卡号", FIELD_TEXT, "text", "numeric", "w-mid", check_bank_card, 0),
	DRAWN("plate", "机动车号牌", FIELD_TEXT, "text", "", "w-mid", check_plate, 0),
	DRAWN("url", "网址", FIELD_TEXT, "url", "url", "", check_url, 0),
	PLAIN("address", "地址（写一行）", FIELD_ADDRESS, TAKES_BOUNDS),
	{ "place", "地址（从区划选到村、社区）", SHAPE_PARTS, FIELD_TEXT, NULL, NULL, NULL, place_parts, NULL, 0 },
	PLAIN("region", "行政区划", FIELD_CHOICE, 0),
	{ "file", "文件（在材料里上传）", SHAPE_NONE, FIELD_TEXT, NULL, NULL, NULL, NULL, NULL, TAKES_MATERIAL },
	{ "signature", "签名（键入姓名并确认）", SHAPE_PARTS, FIELD_TEXT, NULL, NULL, NULL, signature_parts, NULL, 0 },
	{ "note", "说明文字（不用回答）", SHAPE_NONE, FIELD_TEXT, NULL, NULL, NULL, NULL, NULL, 0 },
	PLAIN("computed", "自动算出", FIELD_TEXT, 0),
	{ 0 }
};

const struct form_kind *form_kind_by_word(const char *word)
{
	for (const struct form_kind *k = form_kinds; k->word; k++)
		if (str_eq(k->word, word))
			return k;
	return NULL;
}
