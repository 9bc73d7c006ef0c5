#include "registry/kinds.h"
#include "base/check.h"
#include "base/day.h"
#include "base/str.h"
#include "registry/kind_rules.h"

#define CLEANING "国办发〔2015〕31号：没有法定依据的中介服务，不能作为审批的受理条件"
#define OPEN_MARKET "国办发〔2015〕31号：服务条件、流程、时限、收费向社会公开"

static size_t bodies_of(const struct checks *c, json_t **out)
{
	return json_get_array(c->body, "bodies", out);
}

static void body_numbers(struct checks *c)
{
	json_t *rows;
	size_t n = bodies_of(c, &rows);
	for (size_t i = 0; i < n; i++) {
		const json_t *row = json_array_get(rows, i);
		const char *uscc = json_get_text(row, "uscc"), *why = *uscc ? check_uscc(uscc) : NULL, *key = checks_key(c, "bodies", i, "uscc");
		if (why)
			checks_say(c, key, "%s：%s", json_get_text(row, "name"), why);
		for (size_t j = 0; j < i; j++)
			if (*uscc && str_eq(uscc, json_get_text(json_array_get(rows, j), "uscc")))
				checks_say(c, key, "%s和第 %zu 家的统一社会信用代码相同", json_get_text(row, "name"), j + 1);
	}
}

static void body_kinds(struct checks *c)
{
	json_t *rows;
	size_t n = bodies_of(c, &rows);
	bool any = json_array_size(json_object_get(c->body, "body_kinds")) == 0;
	for (size_t i = 0; i < n; i++) {
		const json_t *row = json_array_get(rows, i);
		if (!any && !checks_has(c, "body_kinds", json_get_text(row, "kind")))
			checks_say(c, checks_key(c, "bodies", i, "kind"), "%s的机构性质不在“谁可以做”里", json_get_text(row, "name"));
	}
}

static void qualified(struct checks *c)
{
	json_t *rows;
	size_t n = bodies_of(c, &rows);
	int64_t today = day_of_ms(c->t->now, DAY_ZONE_CHINA), until;
	for (size_t i = 0; i < n; i++) {
		const json_t *row = json_array_get(rows, i);
		if (day_parse(json_get_text(row, "qualified_until"), &until) && until < today)
			checks_say(c, checks_key(c, "bodies", i, "qualified_until"), "%s的资质 %s 已经到期", json_get_text(row, "name"),
				   day_words(c->t->mem, until));
	}
}

static void limits(struct checks *c)
{
	if (json_get_int(json_object_get(c->body, "limit"), "amount", -1) < 0)
		checks_say(c, NULL, NULL);
}

static const struct check_rule rules[] = {
	{ "code", "code", true, "编码最多 40 个字符，只能用字母、数字和短横", "编码出现在网址里", kind_rules_code },
	{ "basis", "basis", true, "请写明设定依据；没有依据的，请取消这项中介服务", CLEANING, kind_rules_list },
	{ "items", "items", true, NULL, "申请人要知道办哪件事才需要它", kind_rules_items },
	{ "body_numbers", "bodies", true, NULL, "GB 32100-2015", body_numbers },
	{ "body_kinds", "bodies", true, NULL, OPEN_MARKET, body_kinds },
	{ "qualified", "bodies", false, NULL, OPEN_MARKET, qualified },
	{ "directory", "bodies", false, "机构名录还是空的，申请人不知道找谁", OPEN_MARKET, kind_rules_list },
	{ "charges", "charge_standard", false, "请写明收费标准；市场调节的也请写明", OPEN_MARKET, kind_rules_text },
	{ "limits", "limit", false, "请写明服务时限", OPEN_MARKET, limits },
	{ 0 },
};

size_t intermediary_check(struct tx *t, const json_t *body, int64_t organisation, struct finding **out)
{
	return checks_run(&(struct checks){ .t = t, .body = body, .organisation = organisation }, rules, out);
}
