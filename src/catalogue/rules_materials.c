/* Rules about materials: that each is needed, described, and not asked for when the government has it already. */
#include "base/str.h"
#include "catalogue/rules_private.h"
#include <string.h>

enum { LICENCE_TYPE = 21 };

static const json_t *material(struct checks *c, size_t i)
{
	return json_array_get(json_object_get(c->body, "materials"), i);
}

static void any_material(struct checks *c)
{
	if (!json_is_array(json_object_get(c->body, "materials")))
		checks_say(c, NULL, "还没有填申请材料；什么都不用交的，请明确留空");
}

static void no_material(struct checks *c)
{
	const struct body *b = rules_body(c);
	if (json_is_array(json_object_get(c->body, "materials")) && b->n_materials == 0)
		checks_say(c, NULL, NULL);
}

static void doubles(struct checks *c)
{
	const struct body *b = rules_body(c);
	for (size_t i = 0; i < b->n_materials; i++)
		for (size_t k = 0; k < i; k++)
			if (*b->materials[i].name && str_eq(b->materials[i].name, b->materials[k].name)) {
				checks_say(c, checks_key(c, "materials", i, "name"), "材料“%s”和第 %zu 份同名", b->materials[i].name, k + 1);
				break;
			}
}

static void blank_form(struct checks *c)
{
	const struct body *b = rules_body(c);
	for (size_t i = 0; i < b->n_materials; i++) {
		const struct material *m = &b->materials[i];
		if (str_eq(m->type, "2") && !m->by_form && !*json_get_text(json_object_get(material(c, i), "blank"), "hash"))
			checks_say(c, checks_key(c, "materials", i, "blank"), "“%s”是申请表格文书，要上传空白表格；由网上填写生成的，请勾选“由网上填写的申请表生成”", m->name);
	}
}

/* What is fetched from the library of licences is not asked for on paper. */
static void fetched(struct checks *c)
{
	const struct body *b = rules_body(c);
	for (size_t i = 0; i < b->n_materials; i++) {
		const struct material *m = &b->materials[i];
		const char *collect = checks_text(c, material(c, i), "collect");
		bool paper = str_eq(m->medium, "1") || str_eq(collect, "1") || str_eq(collect, "3");
		if (*m->licence && paper)
			checks_say(c, checks_key(c, "materials", i, str_eq(m->medium, "1") ? "medium" : "collect"),
				   "“%s”能从证照库取得“%s”，不能再要求交纸质材料", m->name, m->licence);
	}
}

static bool for_enterprises(struct checks *c)
{
	return checks_has(c, "objects", "2") || checks_has(c, "objects", "5");
}

static void three_licences(struct checks *c)
{
	const struct body *b = rules_body(c);
	static const char *const names[] = { "营业执照", "组织机构代码证", "税务登记证" };
	for (size_t i = 0; for_enterprises(c) && i < b->n_materials; i++) {
		const struct material *m = &b->materials[i];
		for (size_t k = 0; k < sizeof names / sizeof *names; k++)
			if (strstr(m->name, names[k]) && !*m->licence && !str_eq(m->medium, "2") && !str_eq(m->necessity, "2"))
				checks_say(c, checks_key(c, "materials", i, "licence"), "企业的%s从证照库取得，不再收纸质：请填“免提交的证照”", names[k]);
	}
}

static void issuer(struct checks *c)
{
	const struct body *b = rules_body(c);
	for (size_t i = 0; i < b->n_materials; i++)
		if (str_eq(b->materials[i].source, "20") && !*b->materials[i].issuer)
			checks_say(c, checks_key(c, "materials", i, "issuer"), "“%s”由政府部门核发，请写是哪个部门", b->materials[i].name);
}

static void basis(struct checks *c)
{
	const struct body *b = rules_body(c);
	for (size_t i = 0; i < b->n_materials; i++)
		if (!*b->materials[i].basis && !str_eq(b->materials[i].necessity, "2"))
			checks_say(c, checks_key(c, "materials", i, "basis"), "“%s”没有写要求提供的依据", b->materials[i].name);
}

static void deferred(struct checks *c)
{
	const struct body *b = rules_body(c);
	for (size_t i = 0; i < b->n_materials; i++)
		if (str_eq(b->materials[i].necessity, "3") && !json_get_bool(c->body, "deferred_allowed"))
			checks_say(c, checks_key(c, "materials", i, "necessity"), "“%s”可以后补，请把“容缺受理”也选上", b->materials[i].name);
}

static void licence_type(struct checks *c)
{
	const struct body *b = rules_body(c);
	for (size_t i = 0; i < b->n_materials; i++) {
		const char *type = json_get_text(material(c, i), "licence_type");
		if (*type && strlen(type) != LICENCE_TYPE)
			checks_say(c, checks_key(c, "materials", i, "licence_type"), "“%s”的证照类型代码应为 %d 位", b->materials[i].name, LICENCE_TYPE);
	}
}

static void counts(struct checks *c)
{
	const struct body *b = rules_body(c);
	for (size_t i = 0; i < b->n_materials; i++)
		if (str_eq(b->materials[i].medium, "1") && b->materials[i].originals + b->materials[i].copies == 0)
			checks_say(c, checks_key(c, "materials", i, "originals"), "“%s”收纸质，请写原件或复印件的份数", b->materials[i].name);
}

const struct check_rule rules_materials[] = {
	{ "materials", "materials", true, "要写明申请材料", "行政许可法第三十条", any_material },
	{ "no-materials", "materials", false, "这个事项什么材料都不用交，请再确认一次", "行政许可法第三十条", no_material },
	{ "material-doubles", "materials", true, "材料名称不能重复", "GB/T 39554.2 材料名称", doubles },
	{ "blank-form", "materials", true, "申请表格文书要有空白表格", "行政许可法第二十九条；GB/T 39554.2 空白表格", blank_form },
	{ "fetched", "materials", true, "能从证照库取得的，不再要求申请人交", "《实施方案》二（九）", fetched },
	{ "three-licences", "materials", true, "企业的营业执照、组织机构代码证、税务登记证不收纸质", "《实施方案》二（九）", three_licences },
	{ "issuer", "materials", false, "政府部门核发的材料要写出具机构", "GB/T 39554.2 出具机构", issuer },
	{ "material-basis", "materials", false, "每份材料要有依据", "行政许可法第三十条、第三十一条", basis },
	{ "deferred", "materials", false, "可以后补的材料要和容缺受理一致", "GB/T 39554.2 材料必要性", deferred },
	{ "licence-type", "materials", false, "证照类型代码应为 21 位", "GB/T 36902 证照类型代码", licence_type },
	{ "material-counts", "materials", false, "收纸质的材料要写份数", "GB/T 39554.2 原件份数、复印件份数", counts },
	{ 0 }
};
