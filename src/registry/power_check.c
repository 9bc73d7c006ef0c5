#include "registry/kinds.h"
#include "base/check.h"
#include "base/str.h"
#include "catalogue/catalogue.h"
#include "registry/kind_rules.h"
#include <string.h>

/* Where the parts of an implementation code stand (GB/T 39554.1): USCC 18, level 1, area 2, type 2 … */
enum { CODE_CHARACTERS = 31, USCC_CHARACTERS = 18, LEVEL_AT = 18, TYPE_AT = 21, TYPE_CHARACTERS = 2 };

#define POWER_LIST "中办发〔2015〕21号：职权的编码、类型、依据、行使主体、责任和监督方式要写清"
#define CODING "GB/T 39554.1 编码规则"
#define BOTH_WAYS "权责清单和办事指南要能互相查到"

static const char *text(const struct checks *c, const char *key)
{
	return json_get_text(c->body, key);
}

static bool has_shape(const struct checks *c)
{
	return strlen(text(c, "code")) == CODE_CHARACTERS && !check_item(text(c, "code"));
}

static void code_shape(struct checks *c)
{
	const char *code = text(c, "code"), *why = strlen(code) == CODE_CHARACTERS ? check_item(code) : NULL;
	if (!has_shape(c))
		checks_say(c, NULL, "权责编码应为 31 位（统一社会信用代码、行使层级、基本编码）%s%s", why ? "：" : "", str_or_empty(why));
}

static void code_warning(struct checks *c)
{
	const char *why = has_shape(c) ? check_item_warning(text(c, "code")) : NULL;
	if (why)
		checks_say(c, NULL, "%s", why);
}

static void code_agency(struct checks *c)
{
	if (!has_shape(c) || !c->organisation)
		return;
	const char *uscc = arena_strndup(c->t->mem, text(c, "code"), USCC_CHARACTERS);
	struct organisation o;
	int64_t named = organisation_by_code(c->t, uscc);
	if (!named || !organisation_load(c->t, named, &o) || o.id != c->organisation)
		checks_say(c, NULL, "编码里的统一社会信用代码 %s 不是本单位的", uscc);
}

static void code_type(struct checks *c)
{
	if (has_shape(c) && strncmp(text(c, "code") + TYPE_AT, text(c, "type"), TYPE_CHARACTERS) != 0)
		checks_say(c, NULL, "编码第 22–23 位是类别“%.2s”，和填写的权责类别不一致", text(c, "code") + TYPE_AT);
}

static void code_level(struct checks *c)
{
	if (has_shape(c) && text(c, "code")[LEVEL_AT] != *text(c, "level"))
		checks_say(c, NULL, "编码第 19 位是行使层级“%c”，和填写的行使层级不一致", text(c, "code")[LEVEL_AT]);
}

static void code_taken(struct checks *c)
{
	struct record other;
	if (record_by_code(c->t, "power", text(c, "code"), &other) && c->organisation && other.organisation != c->organisation)
		checks_say(c, NULL, "%s的“%s”已经用了这个编码", other.agency_short, other.name);
}

static void name_double(struct checks *c)
{
	enum { MOST = 20 };
	struct record *all;
	int64_t total;
	size_t n = *text(c, "name") ? record_list(c->t, "power", c->organisation, text(c, "name"), 0, MOST, &all, &total) : 0;
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].name, text(c, "name")) && !str_eq(all[i].code, text(c, "code")))
			checks_say(c, NULL, "本单位还有一项同名的权责（%s），请确认不是重复登记", all[i].code);
}

static void source_note(struct checks *c)
{
	if (str_eq(text(c, "power_source"), "7") && str_blank(text(c, "power_source_note")))
		checks_say(c, NULL, NULL);
}

static void entrusted(struct checks *c)
{
	bool by_others = str_eq(text(c, "power_source"), "5") || str_eq(text(c, "power_source"), "6");
	if (by_others && str_blank(text(c, "entrusting_agency")))
		checks_say(c, NULL, NULL);
}

static bool has_stage(const json_t *rows, const char *stage)
{
	size_t i;
	json_t *row;
	json_array_foreach(rows, i, row)
		if (strstr(json_get_text(row, "stage"), stage))
			return true;
	return false;
}

static void licence_stages(struct checks *c)
{
	static const char *const stages[] = { "受理", "审查", "决定", "送达", "监管" };
	json_t *rows;
	const char *missing = "";
	if (!str_eq(text(c, "type"), "01") || json_get_array(c->body, "responsibilities", &rows) == 0)
		return;
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		if (!has_stage(rows, stages[i]))
			missing = arena_printf(c->t->mem, "%s%s%s", missing, *missing ? "、" : "", stages[i]);
	if (*missing)
		checks_say(c, NULL, "行政许可的责任事项里没有写：%s", missing);
}

/* Public services of districts (21) stand in the list as public services. */
static bool same_type(const char *power, const char *item)
{
	return str_eq(power, item) || (str_eq(power, "20") && str_eq(item, "21"));
}

/* Those that exist: what is wrong with the others is said by kind_rules_items(). */
static size_t linked(struct checks *c, struct item **out, size_t **out_at)
{
	json_t *list;
	size_t n = json_get_array(c->body, "items", &list), found = 0;
	struct item *all = arena_array(c->t->mem, struct item, n + 1);
	*out_at = arena_array(c->t->mem, size_t, n + 1);
	for (size_t i = 0; i < n; i++)
		if (item_by_code(c->t, str_or_empty(json_string_value(json_array_get(list, i))), &all[found]))
			(*out_at)[found++] = i;
	*out = all;
	return found;
}

static void items_agency(struct checks *c)
{
	struct item *items;
	size_t *at, n = linked(c, &items, &at);
	for (size_t i = 0; i < n && c->organisation; i++)
		if (items[i].organisation != c->organisation)
			checks_say(c, checks_key(c, "items", at[i], NULL), "事项“%s”是%s的，不能放在本单位的权责下面", items[i].name, items[i].agency_short);
}

static void items_type(struct checks *c)
{
	struct item *items;
	size_t *at, n = linked(c, &items, &at);
	for (size_t i = 0; i < n; i++)
		if (!same_type(text(c, "type"), items[i].type))
			checks_say(c, checks_key(c, "items", at[i], NULL), "事项“%s”的类型是%s，和权责类别不一致", items[i].name,
				   codes_words(c->t, "item_type", items[i].type));
}

static void items_back(struct checks *c)
{
	struct item *items;
	size_t *at, n = linked(c, &items, &at);
	for (size_t i = 0; i < n; i++) {
		const struct body *b = item_body(c->t, items[i].id, items[i].version);
		if (b && !str_eq(json_get_text(b->json, "power_code"), text(c, "code")))
			checks_say(c, checks_key(c, "items", at[i], NULL), "事项“%s”还没有写上这个权责清单编码，办事指南上看不到链接", items[i].name);
	}
}

static const struct check_rule rules[] = {
	{ "code_shape", "code", true, NULL, CODING, code_shape },
	{ "code_warning", "code", false, NULL, CODING, code_warning },
	{ "code_agency", "code", true, NULL, CODING, code_agency },
	{ "code_type", "type", true, NULL, CODING, code_type },
	{ "code_level", "level", true, NULL, CODING, code_level },
	{ "code_taken", "code", true, NULL, "一项权责一个编码", code_taken },
	{ "name_double", "name", false, NULL, "一项权责只登记一次", name_double },
	{ "source_note", "power_source_note", true, "权力来源选了“其他”，请写明是什么", POWER_LIST, source_note },
	{ "entrusted", "entrusting_agency", true, "受委托行使的，请写明是哪个机关委托的", "行政许可法第二十四条", entrusted },
	{ "basis", "basis", true, "请至少写一条设定依据：没有依据的权力不能行使", POWER_LIST, kind_rules_list },
	{ "responsibilities", "responsibilities", true, "请写明责任事项：有权必有责", POWER_LIST, kind_rules_list },
	{ "licence_stages", "responsibilities", false, NULL, "行政许可法第四章、第六章", licence_stages },
	{ "accountability", "accountability", true, "请写明追责情形", POWER_LIST, kind_rules_list },
	{ "complain_phone", "complain_phone", false, "请写明监督电话", POWER_LIST, kind_rules_text },
	{ "items", "items", true, NULL, BOTH_WAYS, kind_rules_items },
	{ "items_agency", "items", true, NULL, "谁的权责，谁的事项", items_agency },
	{ "items_type", "items", true, NULL, CODING, items_type },
	{ "items_back", "items", false, NULL, BOTH_WAYS, items_back },
	{ 0 },
};

size_t power_check(struct tx *t, const json_t *body, int64_t organisation, struct finding **out)
{
	return checks_run(&(struct checks){ .t = t, .body = body, .organisation = organisation }, rules, out);
}
