/* The table of elements; what the members mean stands in elements.h. */
#include "catalogue/element_rows.h"

#define BASIC "基本信息"
#define POWER "权力与主体"
#define OBJECTS "服务对象与分类"
#define MODES "申请方式"
#define LIMITS "时限"
#define CONDITIONS "条件"
#define CIRCUMSTANCES "情形"
#define MATERIALS "申请材料"
#define STEPS "审查流程"
#define FEES "收费"
#define RESULT "结果与送达"
#define PLACES "办理点"
#define RIGHTS "咨询、监督与救济"
#define QUESTIONS "问答与提醒"
#define FORM "申请表"

#define WHEN(h) { "when", "什么情形下适用", NULL, ELEMENT_EXPR, NULL, NULL, 0, 300, h }

const struct element elements_basis[] = {
	TEXT("law", "法规名称", NULL, MUST, 0, "不写书名号"),
	TEXT("number", "文号", NULL, 0, 100, "例如：主席令第七号"),
	TEXT("article", "条款", NULL, MUST, 100, "例如：第四十二条"),
	LONG("text", "条款内容", NULL, 0, 0, NULL),
	TEXT("issuer", "颁布机关", NULL, 0, 100, NULL),
	DAY("from", "实施日期", NULL, 0, NULL),
	END
};

static const struct element handling_columns[] = {
	TEXT("code", "业务办理项编码", NULL, MUST, 33, "33 位：实施编码后加两位顺序号"),
	TEXT("name", "业务办理项名称", NULL, MUST, 200, NULL),
	WHEN("例如：kind = \"延续\"；不填的在各种情形下都适用"),
	END
};

static const struct element circumstance_columns[] = {
	TEXT("name", "代号", NULL, MUST, 40, "小写字母、数字和下划线，条件里用它"),
	TEXT("label", "问什么", NULL, MUST, 100, "例如：您要办哪一种？"),
	TEXTS("choices", "可以选的", NULL, MUST, "至少两个"),
	TEXT("hint", "说明", NULL, 0, 200, NULL),
	WHEN("上一问的答案决定要不要问这一问时填写，例如：kind = \"变更\""),
	END
};

static const struct element material_columns[] = {
	TEXT("name", "材料名称", NULL, MUST, 200, NULL),
	TEXT("code", "材料编码", NULL, 0, 60, NULL),
	CODE("type", "材料类型", NULL, "material_type", MUST, NULL),
	CODE("necessity", "必要性", NULL, "necessity", MUST, NULL),
	WHEN("不填：各种情形都要"),
	CODE("medium", "材料形式", NULL, "medium", MUST, NULL),
	CODE("collect", "收取方式", NULL, "collect", 0, NULL),
	NUMBER("originals", "原件份数", NULL, 0, 99, NULL),
	NUMBER("copies", "复印件份数", NULL, 0, 99, NULL),
	TEXT("size", "纸张规格", NULL, 0, 50, "例如：A4"),
	CODE("source", "来源渠道", NULL, "material_source", MUST, NULL),
	TEXT("source_note", "来源渠道说明", NULL, 0, 200, NULL),
	TEXT("issuer", "出具机构", NULL, 0, 200, NULL),
	TEXT("issued_within", "出具时间要求", NULL, 0, 100, "例如：三个月内"),
	TEXT("licence", "免提交的证照", NULL, 0, 100, "能从电子证照库取得的，写证照名称，申请人不用再交"),
	TEXT("licence_type", "证照类型代码", NULL, 0, 21, "21 位"),
	FLAG("signed_electronic", "可以网上受理经数字签名的可信电子材料", NULL, 0, NULL),
	FLAG("by_form", "由网上填写的申请表生成", NULL, 0, NULL),
	LONG("how", "填报须知", NULL, 0, 1000, "申请人怎么准备"),
	LONG("standard", "受理标准", NULL, 0, 1000, "审查时看什么"),
	TEXT("basis", "要求提供的依据", NULL, 0, 300, NULL),
	FILE_OF("blank", "空白表格", NULL, 0, "申请表格文书必须有"),
	FILE_OF("sample", "示例样表", NULL, 0, NULL),
	TEXT("note", "备注", NULL, 0, 300, NULL),
	END
};

static const struct element mode_columns[] = {
	CODE("kind", "方式", NULL, "mode", MUST, NULL),
	NUMBER("visits", "承诺到现场次数", NULL, 0, 9, "包括领取结果；窗口办理没有承诺的可以不填"),
	CODE("level", "认证级别", NULL, "assurance", MUST, NULL),
	TEXT("note", "说明", NULL, 0, 16, "最多 16 个字"),
	END
};

static const struct element step_columns[] = {
	TEXT("name", "环节名称", NULL, MUST, 50, NULL),
	CODE("role", "岗位", NULL, "step_role", MUST, NULL),
	DAYS("limit", "时限", NULL, 0, 999, NULL),
	LONG("standard", "审查标准", NULL, 0, 1000, NULL),
	TEXT("result", "环节结果", NULL, 0, 100, NULL),
	END
};

static const struct element member_columns[] = {
	TEXT("organisation", "部门编码", NULL, MUST, 40, NULL),
	DAYS("days", "答复时限", NULL, 0, 99, NULL),
	END
};

static const struct element joint_columns[] = {
	CODE("rule", "会签规则", NULL, "joint_rule", 0, NULL),
	FLAG("silence", "逾期不答复视为同意", NULL, 0, NULL),
	ROWS("members", "联办部门", NULL, member_columns, 0, NULL),
	END
};

static const struct element special_columns[] = {
	TEXT("name", "名称", NULL, MUST, 100, NULL),
	CODE("kind", "类别", NULL, "special_kind", 0, NULL),
	TEXT("basis", "依据", NULL, MUST, 300, NULL),
	TEXT("limit", "时限", NULL, MUST, 200, "所需时间不计入办理期限，要书面告知申请人"),
	END
};

static const struct element fee_columns[] = {
	TEXT("name", "收费项目", NULL, MUST, 100, NULL),
	TEXT("code", "收费项目编码", NULL, 0, 40, NULL),
	TEXT("standard", "收费标准", NULL, MUST, 300, NULL),
	TEXT("basis", "收费依据", NULL, 0, 300, NULL),
	CODE("method", "缴费方式", NULL, "charge_method", 0, NULL),
	FLAG("online", "可以网上缴费", NULL, 0, NULL),
	TEXT("relief", "减免", NULL, 0, 300, NULL),
	TEXT("relief_basis", "减免依据", NULL, 0, 300, NULL),
	END
};

static const struct element result_columns[] = {
	CODE("kind", "结果类型", NULL, "result_kind", 0, NULL),
	TEXT("name", "结果名称", NULL, 0, 200, NULL),
	TEXT("type_no", "证照类型号", NULL, 0, 21, NULL),
	TEXT("valid", "有效期", NULL, 0, 200, NULL),
	NUMBER("valid_years", "有效期（年）", NULL, 0, 100, "到期日由它算出；长期有效的不填"),
	FILE_OF("sample", "结果样本", NULL, 0, NULL),
	END
};

static const struct element place_columns[] = {
	TEXT("name", "名称", NULL, MUST, 100, NULL),
	TEXT("address", "地址", NULL, MUST, 200, NULL),
	TEXT("windows", "窗口", NULL, 0, 100, NULL),
	TEXT("hours", "办理时间", NULL, 0, 200, NULL),
	TEXT("phone", "电话", NULL, 0, 50, NULL),
	TEXT("transport", "交通指引", NULL, 0, 300, NULL),
	END
};

static const struct element question_columns[] = {
	TEXT("q", "问", NULL, MUST, 200, NULL),
	LONG("a", "答", NULL, MUST, 1000, NULL),
	END
};

const struct element elements[] = {
	TEXT("name", "事项名称", BASIC, OWN | STD | MUST, 200, NULL),
	TEXT("main_name", "主项名称", BASIC, 0, 200, NULL),
	TEXT("sub_name", "子项名称", BASIC, 0, 200, NULL),
	CODE("type", "事项类型", BASIC, "item_type", STD | MUST, NULL),
	TEXT("summary", "一句话介绍", BASIC, OWN, 100, "对申请人说：这件事是做什么的"),
	TEXT("base_code", "基本编码", BASIC, STD, 12, "12 位"),
	TEXT("implementation_code", "实施编码", BASIC, 0, 31, "31 位：统一社会信用代码、行使层级、基本编码"),
	TEXT("local_code", "地方编码", BASIC, 0, 50, NULL),
	TEXT("code", "事项编码", BASIC, 0, 100, "没有以上编码时使用"),
	TEXT("provincial_code", "省网事项编码", BASIC, 0, 60, NULL),
	TEXT("provincial_id", "省网事项主键", BASIC, 0, 60, NULL),
	TEXT("standard_code", "遵循的标准模板", BASIC, 0, 60, "同类事项同标准受理"),
	TEXT("power_code", "权责清单编码", BASIC, OWN, 60, NULL),
	FLAG("secret", "涉密事项", BASIC, OWN, "涉密事项不对外公开"),
	DAY("planned_from", "计划生效日期", BASIC, 0, NULL),
	TEXT("instead_item", "停办后改办的事项", BASIC, OWN, 100, "暂停或取消以后，申请人可以改办哪个事项，填它的编码"),
	DAY("planned_until", "计划取消日期", BASIC, 0, NULL),
	CODE("level", "行使层级", POWER, "level", 0, NULL),
	CODE("power_source", "权力来源", POWER, "power_source", 0, NULL),
	TEXT("power_content", "行使内容", POWER, 0, 500, NULL),
	TEXT("rights_scope", "权限划分", POWER, 0, 500, NULL),
	CODE("subject_kind", "实施主体性质", POWER, "subject_kind", 0, NULL),
	TEXT("entrusting_agency", "委托部门", POWER, 0, 200, "受委托组织必须填写"),
	TEXT("lead_office", "主办处（科）室", POWER, 0, 100, NULL),
	TEXT("second_office", "协办处（科）室", POWER, 0, 100, NULL),
	TEXTS("joint_agencies", "联办机构", POWER, 0, NULL),
	TEXT("guiding_agency", "中央业务指导部门", POWER, 0, 200, NULL),
	ROWS("basis", "设定依据", POWER, elements_basis, OWN | STD, NULL),
	CODES("objects", "服务对象", OBJECTS, "object", STD, NULL),
	TEXTS("personal_topics", "个人主题", OBJECTS, 0, NULL),
	TEXTS("company_topics", "企业主题", OBJECTS, 0, NULL),
	TEXTS("life_events", "人生事件", OBJECTS, 0, NULL),
	TEXTS("stages", "经营活动", OBJECTS, 0, NULL),
	TEXTS("keywords", "也叫", OBJECTS, 0, "群众的叫法，搜索时用"),
	CODES("matters", "涉及的人身、财产事项", OBJECTS, "matter", 0, "涉及的一般要求数字证书认证"),
	CODE("case_kind", "办件类型", MODES, "case_kind", 0, NULL),
	CODE("presence", "入驻网上大厅方式", MODES, "presence", 0, NULL),
	CODES("channels", "办理形式", MODES, "channel", 0, NULL),
	CODE("scope", "通办范围", MODES, "scope", 0, NULL),
	CODES("online_depth", "网上办理深度", MODES, "depth", 0, NULL),
	URL("online_url", "网办地址", MODES, 0, "在另一个网站申请的，填它的地址"),
	URL("mobile_url", "移动端办理地址", MODES, 0, NULL),
	FLAG("single_sign_on", "单点登录", MODES, 0, NULL),
	CODE("running_system", "运行系统", MODES, "running_system", 0, NULL),
	ROWS("modes", "申请方式", MODES, mode_columns, OWN, NULL),
	TEXT("visits_reason", "到现场的原因", MODES, OWN, 300, "到现场次数不为 0 时必须填写"),
	TEXT("level_reason", "认证级别的说明", MODES, 0, 200, "涉及人身、财产而不要求数字证书的，说明理由"),
	FLAG("instant", "即办件", LIMITS, OWN | STD, NULL),
	LIMIT("statutory", "法定办结时限", LIMITS, OWN | STD, "法律未规定的不填"),
	LIMIT("promised", "承诺办结时限", LIMITS, OWN | STD, "不能长于法定时限"),
	DAYS("prereview_days", "预审时限", LIMITS, 0, 2, "最多 2 个工作日"),
	DAYS("receive_days", "收件时限", LIMITS, 0, 5, NULL),
	DAYS("acceptance_days", "受理时限", LIMITS, STD, 5, "最多 5 个工作日"),
	DAYS("papers_days", "预审通过后交材料期限", LIMITS, 0, 99, NULL),
	NUMBER("supplement_days", "补正期限（自然日）", LIMITS, 0, 365, NULL),
	FLAG("supplement_pauses", "审查中补正暂停承诺时限", LIMITS, 0, NULL),
	FLAG("hearing", "不予许可前告知听证", LIMITS, 0, NULL),
	NUMBER("renewal_days", "证照到期前多少天申请延续", LIMITS, 0, 999, NULL),
	ROWS("special", "特别程序", LIMITS, special_columns, OWN | STD, "所需时间不计入办理期限"),
	TEXTS("conditions", "受理条件", CONDITIONS, OWN | STD, NULL),
	TEXTS("refusal", "不予受理情形", CONDITIONS, OWN | STD, NULL),
	TEXTS("approval_conditions", "准予批准条件", CONDITIONS, OWN | STD, NULL),
	TEXT("quantity_limit", "数量限制", CONDITIONS, 0, 200, "没有的写“无”"),
	TEXTS("prior_items", "前置事项", CONDITIONS, 0, NULL),
	TEXT("intermediary", "中介服务", CONDITIONS, 0, 2000, NULL),
	FLAG("notice_promise", "告知承诺", CONDITIONS, 0, NULL),
	FLAG("deferred_allowed", "容缺受理", CONDITIONS, 0, NULL),
	TEXT("annual_check", "年审年检", CONDITIONS, 0, 200, NULL),
	ROWS("circumstances", "情形", CIRCUMSTANCES, circumstance_columns, OWN | STD, "先问清楚情形，材料和办理项随之变化"),
	ROWS("handling", "业务办理项", CIRCUMSTANCES, handling_columns, OWN, NULL),
	ROWS("materials", "申请材料", MATERIALS, material_columns, OWN | STD, NULL),
	ROWS("steps", "审查环节", STEPS, step_columns, OWN | STD, "最后一个环节作出决定"),
	RECORD("joint", "联合审查", STEPS, joint_columns, OWN, NULL),
	LONG("flow_note", "流程说明", STEPS, 0, 2000, NULL),
	FILE_OF("flow_chart", "流程图", STEPS, OWN, NULL),
	ROWS("fees", "收费", FEES, fee_columns, OWN | STD, "不收费的不填"),
	RECORD("result", "办理结果", RESULT, result_columns, OWN | STD, NULL),
	CODES("delivery", "送达方式", RESULT, "delivery", OWN, NULL),
	TEXT("renewal_item", "用来延续的事项编码", RESULT, OWN, 100, "不填：仍用这个事项"),
	ROWS("places", "办理地点", PLACES, place_columns, OWN, "不填的用部门的地址"),
	FLAG("service_centre", "进驻政务大厅", PLACES, 0, NULL),
	CODE("enter_method", "进驻方式", PLACES, "enter_method", 0, NULL),
	FLAG("nearby", "就近办", PLACES, 0, NULL),
	FLAG("one_window", "综合窗口受理", PLACES, 0, NULL),
	FLAG("appointment", "预约办理", PLACES, 0, NULL),
	TEXT("appointment_rules", "预约规则", PLACES, 0, 200, NULL),
	FLAG("self_service", "自助终端办理", PLACES, 0, NULL),
	TEXT("transport", "交通指引", PLACES, 0, 300, NULL),
	CODES("consult_ways", "咨询方式", RIGHTS, "way_to_ask", 0, NULL),
	TEXT("consult_phone", "咨询电话", RIGHTS, 0, 50, "不填的用部门的电话"),
	TEXT("consult_person", "联系人", RIGHTS, 0, 50, NULL),
	CODES("complain_ways", "监督投诉方式", RIGHTS, "way_to_ask", 0, NULL),
	TEXT("complain_phone", "监督投诉电话", RIGHTS, 0, 50, "不能和咨询电话相同"),
	TEXTS("rights", "申请人的权利", RIGHTS, 0, NULL),
	TEXTS("duties", "申请人的义务", RIGHTS, 0, NULL),
	TEXT("review", "行政复议", RIGHTS, 0, 300, NULL),
	TEXT("litigation", "行政诉讼", RIGHTS, 0, 300, NULL),
	ROWS("questions", "常见问题", QUESTIONS, question_columns, OWN, NULL),
	TEXTS("self_check", "自查条件", QUESTIONS, OWN, NULL),
	TEXTS("reminders", "温馨提醒", QUESTIONS, OWN, NULL),
	FLAG("investment_project", "投资项目审批事项", QUESTIONS, 0, NULL),
	FLAG("engineering", "工程建设项目审批事项", QUESTIONS, 0, NULL),
	FLAG("agent_service", "可以代办", QUESTIONS, 0, NULL),
	{ "form", "网上填写的内容", FORM, ELEMENT_FORM, NULL, NULL, OWN | STD, 0, NULL },
	INNER("id"),
	INNER("organisation"),
	INNER("popularity"),
	{ "updated", "更新日期", "", ELEMENT_INNER, NULL, NULL, OWN, 0, NULL },
	END
};
