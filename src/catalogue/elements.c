#include "catalogue/elements.h"
#include "base/day.h"
#include "base/str.h"

const struct choice item_types[] = { /* GB/T 39046 A.1 */
	{ "01", "行政许可" }, { "02", "行政处罚" }, { "03", "行政强制" }, { "04", "行政征收" }, { "05", "行政给付" },
	{ "06", "行政检查" }, { "07", "行政确认" }, { "08", "行政奖励" }, { "09", "行政裁决" }, { "10", "其他行政权力" },
	{ "20", "公共服务" }, { "21", "扩展公共服务" }, { 0 },
};
const struct choice item_objects[] = {
	{ "1", "自然人" }, { "2", "企业法人" }, { "3", "事业法人" }, { "4", "社会组织法人" }, { "5", "非法人企业" },
	{ "6", "行政机关" }, { "9", "其他组织" }, { 0 },
};
const struct choice material_types[] = { { "1", "证件证书证明" }, { "2", "申请表格文书" }, { "3", "其他材料" }, { 0 } };
const struct choice material_necessities[] = { { "1", "必需" }, { "2", "非必需" }, { "3", "可以后补" }, { 0 } };
const struct choice material_media[] = { { "1", "纸质" }, { "2", "电子" }, { "3", "纸质或电子" }, { 0 } };
const struct choice material_sources[] = { { "10", "申请人自备" }, { "20", "政府部门核发" }, { "99", "其他" }, { 0 } };
const struct choice result_kinds[] = { { "10", "证照" }, { "20", "批文" }, { "30", "其他" }, { "40", "不制发文件" }, { 0 } };

static const struct choice levels[] = { /* GB/T 39046 A.2 */
	{ "1", "国家级" }, { "2", "省级" }, { "3", "市级" }, { "4", "县（区）级" }, { "5", "镇（街道）级" },
	{ "6", "村（社区）级" }, { "7", "分级管理" }, { 0 },
};
static const struct choice subject_kinds[] = { /* GB/T 39046 A.3 */
	{ "1", "法定机关" }, { "2", "授权组织" }, { "3", "受委托组织" }, { "9", "其他" }, { 0 },
};
static const struct choice power_sources[] = {
	{ "1", "法定本级行使" }, { "2", "上级下放" }, { "3", "上级授权" }, { "4", "同级授权" }, { "5", "上级委托" },
	{ "6", "同级委托" }, { 0 },
};
static const struct choice case_kinds[] = { { "1", "即办件" }, { "2", "承诺件" }, { "9", "其他" }, { 0 } }; /* A.6 */
static const struct choice channels[] = {
	{ "1", "窗口" }, { "2", "网上" }, { "3", "移动端" }, { "4", "快递" }, { "9", "其他" }, { 0 },
};
static const struct choice scopes[] = {
	{ "1", "全国" }, { "2", "全省" }, { "3", "全市" }, { "4", "全区" }, { "5", "全镇（街道）" }, { "6", "村（社区）" }, { 0 },
};
static const struct choice depths[] = {
	{ "1", "网上咨询" }, { "2", "网上收件" }, { "3", "网上预审" }, { "4", "网上受理" }, { "5", "网上办理" },
	{ "6", "网上反馈结果" }, { "7", "网上反馈电子证照" }, { 0 },
};
static const struct choice systems[] = { { "1", "国家级" }, { "2", "省级" }, { "3", "市级" }, { "4", "县（区）级" }, { 0 } };
static const struct choice ways_to_ask[] = {
	{ "1", "窗口" }, { "2", "网络" }, { "3", "电话" }, { "4", "信件" }, { "5", "邮件" }, { 0 },
};

#define CODES "编码"
#define POWER "权力与主体"
#define OBJECTS "服务对象与分类"
#define HANDLING "办理方式"
#define PLACE "办理点"
#define RIGHTS "咨询、监督与救济"

const struct element elements[] = {
	{ "name", "事项名称", "", ELEMENT_SECTION, NULL },
	{ "type", "事项类型", CODES, ELEMENT_CODE, item_types },
	{ "base_code", "基本编码", CODES, ELEMENT_TEXT, NULL },
	{ "implementation_code", "实施编码", CODES, ELEMENT_TEXT, NULL },
	{ "handling_code", "业务办理项编码", CODES, ELEMENT_TEXT, NULL },
	{ "handling_name", "业务办理项名称", CODES, ELEMENT_TEXT, NULL },
	{ "local_code", "地方编码", CODES, ELEMENT_TEXT, NULL },
	{ "code", "事项编码", CODES, ELEMENT_TEXT, NULL },
	{ "planned_from", "计划生效日期", CODES, ELEMENT_DAY, NULL },
	{ "planned_until", "计划取消日期", CODES, ELEMENT_DAY, NULL },
	{ "level", "行使层级", POWER, ELEMENT_CODE, levels },
	{ "power_source", "权力来源", POWER, ELEMENT_CODE, power_sources },
	{ "power_content", "行使内容", POWER, ELEMENT_TEXT, NULL },
	{ "rights_scope", "权限划分", POWER, ELEMENT_TEXT, NULL },
	{ "subject_kind", "实施主体性质", POWER, ELEMENT_CODE, subject_kinds },
	{ "entrusting_agency", "委托部门", POWER, ELEMENT_TEXT, NULL },
	{ "joint_agencies", "联办机构", POWER, ELEMENT_TEXTS, NULL },
	{ "guiding_agency", "中央业务指导部门", POWER, ELEMENT_TEXT, NULL },
	{ "objects", "服务对象", OBJECTS, ELEMENT_CODES, item_objects },
	{ "personal_topics", "个人主题", OBJECTS, ELEMENT_TEXTS, NULL },
	{ "company_topics", "企业主题", OBJECTS, ELEMENT_TEXTS, NULL },
	{ "life_events", "人生事件", OBJECTS, ELEMENT_TEXTS, NULL },
	{ "stages", "经营活动", OBJECTS, ELEMENT_TEXTS, NULL },
	{ "keywords", "也叫", OBJECTS, ELEMENT_TEXTS, NULL },
	{ "case_kind", "办件类型", HANDLING, ELEMENT_CODE, case_kinds },
	{ "channels", "办理形式", HANDLING, ELEMENT_CODES, channels },
	{ "scope", "通办范围", HANDLING, ELEMENT_CODE, scopes },
	{ "online_depth", "网上办理深度", HANDLING, ELEMENT_CODES, depths },
	{ "online_url", "网办地址", HANDLING, ELEMENT_TEXT, NULL },
	{ "mobile_url", "移动端办理地址", HANDLING, ELEMENT_TEXT, NULL },
	{ "single_sign_on", "单点登录", HANDLING, ELEMENT_FLAG, NULL },
	{ "running_system", "运行系统", HANDLING, ELEMENT_CODE, systems },
	{ "quantity_limit", "数量限制", HANDLING, ELEMENT_TEXT, NULL },
	{ "intermediary", "中介服务", HANDLING, ELEMENT_TEXT, NULL },
	{ "notice_promise", "告知承诺", HANDLING, ELEMENT_FLAG, NULL },
	{ "deferred_allowed", "容缺受理", HANDLING, ELEMENT_FLAG, NULL },
	{ "annual_check", "年审年检", HANDLING, ELEMENT_TEXT, NULL },
	{ "acceptance_days", "受理时限", HANDLING, ELEMENT_DAYS, NULL },
	{ "papers_days", "预审通过后交材料期限", HANDLING, ELEMENT_DAYS, NULL },
	{ "supplement_days", "补正期限（自然日）", HANDLING, ELEMENT_NUMBER, NULL },
	{ "supplement_pauses", "审查中补正暂停承诺时限", HANDLING, ELEMENT_FLAG, NULL },
	{ "hearing", "不予许可前告知听证", HANDLING, ELEMENT_FLAG, NULL },
	{ "renewal_days", "证照到期前多少天申请延续", HANDLING, ELEMENT_NUMBER, NULL },
	{ "renewal_item", "", "", ELEMENT_INNER, NULL },
	{ "joint", "", "", ELEMENT_INNER, NULL },
	{ "visits_reason", "到现场的原因", HANDLING, ELEMENT_SECTION, NULL },
	{ "appointment", "预约办理", PLACE, ELEMENT_FLAG, NULL },
	{ "appointment_rules", "预约规则", PLACE, ELEMENT_TEXT, NULL },
	{ "self_service", "自助终端办理", PLACE, ELEMENT_FLAG, NULL },
	{ "service_centre", "进驻政务大厅", PLACE, ELEMENT_FLAG, NULL },
	{ "transport", "交通指引", PLACE, ELEMENT_TEXT, NULL },
	{ "consult_ways", "咨询方式", RIGHTS, ELEMENT_CODES, ways_to_ask },
	{ "complain_ways", "监督投诉方式", RIGHTS, ELEMENT_CODES, ways_to_ask },
	{ "rights", "申请人的权利", RIGHTS, ELEMENT_TEXTS, NULL },
	{ "duties", "申请人的义务", RIGHTS, ELEMENT_TEXTS, NULL },
	{ "review", "行政复议", RIGHTS, ELEMENT_TEXT, NULL },
	{ "litigation", "行政诉讼", RIGHTS, ELEMENT_TEXT, NULL },
	{ "basis", "设定依据", "", ELEMENT_SECTION, NULL },
	{ "conditions", "受理条件", "", ELEMENT_SECTION, NULL },
	{ "refusal", "不予受理情形", "", ELEMENT_SECTION, NULL },
	{ "statutory", "法定办结时限", "", ELEMENT_SECTION, NULL },
	{ "promised", "承诺办结时限", "", ELEMENT_SECTION, NULL },
	{ "instant", "即办件", "", ELEMENT_SECTION, NULL },
	{ "special", "特别程序", "", ELEMENT_SECTION, NULL },
	{ "fees", "收费", "", ELEMENT_SECTION, NULL },
	{ "result", "办理结果", "", ELEMENT_SECTION, NULL },
	{ "materials", "申请材料", "", ELEMENT_SECTION, NULL },
	{ "modes", "申请方式", "", ELEMENT_SECTION, NULL },
	{ "steps", "审查环节", "", ELEMENT_SECTION, NULL },
	{ "delivery", "送达方式", "", ELEMENT_SECTION, NULL },
	{ "places", "办理地点", "", ELEMENT_SECTION, NULL },
	{ "questions", "常见问题", "", ELEMENT_SECTION, NULL },
	{ "form", "网上填写的内容", "", ELEMENT_SECTION, NULL },
	{ "updated", "更新日期", "", ELEMENT_SECTION, NULL },
	{ "id", "", "", ELEMENT_INNER, NULL },
	{ "organisation", "", "", ELEMENT_INNER, NULL },
	{ "popularity", "", "", ELEMENT_INNER, NULL },
	{ 0 },
};

const char *element_code_name(const struct choice *codes, const char *code)
{
	for (; codes->word; codes++)
		if (str_eq(codes->word, code))
			return codes->name;
	return "";
}

const char *element_code_words(const struct choice *codes, const char *code)
{
	const char *name = element_code_name(codes, code);
	return *name ? name : code;
}

const struct element *element_find(const char *key)
{
	for (const struct element *e = elements; e->key; e++)
		if (str_eq(e->key, key))
			return e;
	return NULL;
}

static const char *joined(struct arena *a, const struct element *e, const json_t *list)
{
	const char *all = "";
	size_t i;
	json_t *v;
	json_array_foreach(list, i, v) {
		const char *text = json_string_value(v);
		if (!text || !*text)
			continue;
		const char *words = e->codes ? element_code_words(e->codes, text) : text;
		all = *all ? arena_printf(a, "%s、%s", all, words) : words;
	}
	return all;
}

static const char *day_or_text(struct arena *a, const char *text)
{
	int64_t day;
	return day_parse(text, &day) ? day_words(a, day) : text;
}

/* "" when the item says nothing. */
static const char *words_of(struct arena *a, const struct element *e, const json_t *v)
{
	const char *text = str_or_empty(json_string_value(v));
	switch (e->kind) {
	case ELEMENT_TEXT: return text;
	case ELEMENT_CODE: return *text ? element_code_words(e->codes, text) : "";
	case ELEMENT_TEXTS: case ELEMENT_CODES: return joined(a, e, v);
	case ELEMENT_FLAG: return json_is_boolean(v) ? json_is_true(v) ? "是" : "否" : "";
	case ELEMENT_DAYS: return json_is_integer(v) ? arena_printf(a, "%lld 个工作日", (long long)json_integer_value(v)) : "";
	case ELEMENT_NUMBER: return json_is_integer(v) ? arena_printf(a, "%lld", (long long)json_integer_value(v)) : "";
	case ELEMENT_DAY: return day_or_text(a, text);
	default: return "";
	}
}

size_t elements_shown(struct arena *a, const json_t *body, struct element_view **out)
{
	enum { MOST = sizeof elements / sizeof *elements };
	struct element_view *all = arena_array(a, struct element_view, MOST);
	size_t n = 0;
	const char *group = "";
	for (const struct element *e = elements; e->key; e++) {
		const json_t *v = json_object_get(body, e->key);
		const char *words = v ? words_of(a, e, v) : "";
		if (!*words)
			continue;
		all[n++] = (struct element_view){ str_eq(group, e->group) ? "" : e->group, e->label, words };
		group = e->group;
	}
	*out = all;
	return n;
}
