/* Rules about the codes of an item (GB/T 39554.1): base 12, implementation 31, handling 33, and local ones. */
#include "base/check.h"
#include "base/str.h"
#include "catalogue/rules.sql.h"
#include "catalogue/rules_private.h"
#include <string.h>

enum { BASE = 12, IMPLEMENTATION = 31, HANDLING = 33, LOCAL = 22, USCC = 18, LEVEL_AT = 18, BASE_AT = 19, TYPE_AT = 2, SUB_AT = 9 };

static const char *code(struct checks *c, const char *key)
{
	return json_get_text(c->body, key);
}

static bool right(const char *value, size_t n)
{
	return strlen(value) == n && !check_item(value);
}

static void check_shape(struct checks *c, const char *key, const char *value, size_t n, const char *name)
{
	if (!*value)
		return;
	if (str_length(value) != n)
		checks_say(c, key, "%s应为 %zu 位，现在是 %zu 位", name, n, str_length(value));
	else if (check_item(value))
		checks_say(c, key, "%s：%s", name, check_item(value));
}

static void base(struct checks *c)
{
	check_shape(c, "base_code", code(c, "base_code"), BASE, "基本编码");
}

static void implementation(struct checks *c)
{
	check_shape(c, "implementation_code", code(c, "implementation_code"), IMPLEMENTATION, "实施编码");
}

static void base_type(struct checks *c)
{
	const char *base_code = code(c, "base_code"), *type = code(c, "type");
	if (right(base_code, BASE) && *type && strncmp(base_code + TYPE_AT, type, 2) != 0)
		checks_say(c, NULL, "基本编码第 3、4 位是“%.2s”，事项类型是“%s”，应当一样", base_code + TYPE_AT, type);
}

/* SSS = 00Y: a main item that is carried out through its sub-items only. */
static void base_container(struct checks *c)
{
	const char *base_code = code(c, "base_code");
	if (right(base_code, BASE) && str_eq(base_code + SUB_AT, "00Y"))
		checks_say(c, NULL, NULL);
}

static void base_area(struct checks *c)
{
	const char *base_code = code(c, "base_code"), *province = arena_printf(c->t->mem, "%02lld", (long long)c->t->area / 10000);
	if (right(base_code, BASE) && strncmp(base_code, "00", 2) != 0 && strncmp(base_code, province, 2) != 0)
		checks_say(c, NULL, "基本编码应以 00（国家目录）或 %s（本省目录）开头", province);
}

/* USCC + level + base code, each as the item says it elsewhere. */
static void implementation_parts(struct checks *c)
{
	const char *whole = code(c, "implementation_code"), *base_code = code(c, "base_code"), *level = checks_text(c, c->body, "level");
	if (strlen(whole) != IMPLEMENTATION)
		return;
	if (*base_code && !str_eq(whole + BASE_AT, base_code))
		checks_say(c, NULL, "实施编码后 12 位是“%s”，基本编码是“%s”，应当一样", whole + BASE_AT, base_code);
	if (strlen(level) == 1 && whole[LEVEL_AT] != level[0])
		checks_say(c, NULL, "实施编码第 19 位是“%c”，行使层级是“%s”，应当一样", whole[LEVEL_AT], level);
}

static void implementation_agency(struct checks *c)
{
	const char *whole = code(c, "implementation_code"), *uscc = rules_agency(c)->uscc;
	if (c->organisation && *uscc && strlen(whole) == IMPLEMENTATION && strncmp(whole, uscc, USCC) != 0)
		checks_say(c, NULL, "实施编码前 18 位应是%s的统一社会信用代码 %s", rules_agency(c)->short_name, uscc);
}

/* Published codes of government bodies exist that fail GB 32100. */
static void government_digit(struct checks *c)
{
	const char *whole = code(c, "implementation_code");
	if (right(whole, IMPLEMENTATION) && check_item_warning(whole))
		checks_say(c, NULL, "%s", check_item_warning(whole));
}

static void handling(struct checks *c)
{
	const char *whole = code(c, "implementation_code");
	json_t *rows, *row;
	size_t i;
	json_get_array(c->body, "handling", &rows);
	json_array_foreach(rows, i, row) {
		const char *value = json_get_text(row, "code"), *key = checks_key(c, "handling", i, "code");
		check_shape(c, key, value, HANDLING, "业务办理项编码");
		if (right(value, HANDLING) && *whole && strncmp(value, whole, IMPLEMENTATION) != 0)
			checks_say(c, key, "业务办理项编码“%s”的前 31 位应是实施编码", value);
	}
}

/* Whether an earlier row has the same text in this column. */
static bool seen_before(const json_t *rows, size_t i, const char *column)
{
	const char *value = json_get_text(json_array_get(rows, i), column);
	for (size_t k = 0; *value && k < i; k++)
		if (str_eq(json_get_text(json_array_get(rows, k), column), value))
			return true;
	return false;
}

static void handling_doubles(struct checks *c)
{
	json_t *rows, *row;
	size_t i;
	json_get_array(c->body, "handling", &rows);
	json_array_foreach(rows, i, row)
		if (seen_before(rows, i, "code"))
			checks_say(c, checks_key(c, "handling", i, "code"), "业务办理项编码“%s”前面已经用过，顺序号不能重复", json_get_text(row, "code"));
}

static void own_code(struct checks *c)
{
	const char *first = *code(c, "local_code") ? "local_code" : *code(c, "implementation_code") ? "implementation_code" : "code";
	struct item other;
	if (!*code(c, first))
		checks_say(c, first, "请至少填写实施编码、地方编码、事项编码中的一个");
	else if (strpbrk(code(c, first), "/?#% "))
		checks_say(c, first, "%s里不能有空格和 / ? # %% 这些符号", element_find(first)->label);
	else if (c->organisation && item_by_code(c->t, code(c, first), &other) && other.organisation != c->organisation)
		checks_say(c, first, "编码“%s”已经是%s的“%s”，请换一个", code(c, first), other.agency_short, other.name);
}

static void local(struct checks *c)
{
	const char *value = code(c, "local_code");
	if (strlen(value) == LOCAL && check_item(value))
		checks_say(c, NULL, "地方编码：%s", check_item(value));
}

/* Places without a power list of their own may name the province's. */
static void power(struct checks *c)
{
	const char *value = code(c, "power_code");
	if (*value && rule_records(c->t, "power") && !rule_record(c->t, "power", value))
		checks_say(c, NULL, "权责清单里没有“%s”这一条", value);
}

static void standard(struct checks *c)
{
	const char *value = code(c, "standard_code");
	if (*value && !rule_record(c->t, "standard", value))
		checks_say(c, NULL, "没有编码为“%s”的标准模板", value);
}

const struct check_rule rules_codes[] = {
	{ "own-code", NULL, true, "事项要有自己的编码", "GB/T 39554.1 编码规则", own_code },
	{ "base", "base_code", true, "基本编码要正确", "GB/T 39554.1 基本编码", base },
	{ "base-type", "base_code", true, "基本编码要和事项类型一致", "GB/T 39554.1 基本编码", base_type },
	{ "base-container", "base_code", true, "以 00Y 结尾的是有子项的主项，要按子项分别编制", "GB/T 39554.1 基本编码", base_container },
	{ "base-area", "base_code", false, "基本编码应来自国家目录或本省目录", "GB/T 39554.1 基本编码", base_area },
	{ "implementation", "implementation_code", true, "实施编码要正确", "GB/T 39554.1 实施编码", implementation },
	{ "implementation-parts", "implementation_code", true, "实施编码由统一社会信用代码、行使层级、基本编码组成", "GB/T 39554.1 实施编码", implementation_parts },
	{ "implementation-agency", "implementation_code", true, "实施编码里的机构要是本单位", "GB/T 39554.1 实施编码", implementation_agency },
	{ "government-digit", "implementation_code", false, "统一社会信用代码的校验码不对，请核对", "GB 32100", government_digit },
	{ "handling", "handling", true, "业务办理项编码要以实施编码开头", "GB/T 39554.1 业务办理项编码", handling },
	{ "handling-doubles", "handling", true, "业务办理项的顺序号不能重复", "GB/T 39554.1 业务办理项编码", handling_doubles },
	{ "local", "local_code", false, "地方编码要正确", "厦门市行政审批事项编码规则", local },
	{ "power", "power_code", true, "权责清单编码要在清单里", "《实施方案》二（五）", power },
	{ "standard", "standard_code", true, "遵循的标准模板要存在", "《实施方案》二（四）", standard },
	{ 0 }
};
