/* The elements of the power list (权责清单: 中办发〔2015〕21号 and what the provincial hall asks for), of intermediary services
 * (中介服务: 国办发〔2015〕31号) and of convenience sites. */
#include "catalogue/element_rows.h"
#include "registry/kinds.h"

#define BASIC "基本信息"
#define BASIS "依据"
#define DUTIES "责任与监督"
#define LINKS "关联事项"
#define PRICE "收费与时限"
#define WHO "机构要求"
#define BODIES "机构名录"
#define USE "能办什么"

static const struct element duty_columns[] = {
	TEXT("stage", "环节", NULL, MUST, 30, "例如：受理、审查、决定、送达、事后监管"),
	LONG("duty", "责任内容", NULL, MUST, 1000, "这个环节要做什么"),
	TEXT("basis", "依据", NULL, 0, 300, NULL),
	END
};

const struct element power_elements[] = {
	TEXT("name", "权责事项名称", BASIC, OWN | MUST, 200, NULL),
	TEXT("code", "权责编码", BASIC, OWN | MUST, 31, "31 位：统一社会信用代码、行使层级、基本编码"),
	TEXT("main_name", "目录（主项）", BASIC, 0, 200, NULL),
	TEXT("sub_name", "子目录（子项）", BASIC, 0, 200, NULL),
	CODE("type", "权责类别", BASIC, "power_type", OWN | MUST, NULL),
	CODE("level", "行使层级", BASIC, "level", MUST, NULL),
	CODE("power_source", "权力来源", BASIC, "power_source", MUST, NULL),
	TEXT("power_source_note", "权力来源说明", BASIC, 0, 200, "来源为“其他”时必须填写"),
	TEXT("entrusting_agency", "委托机关", BASIC, 0, 200, "受委托行使的必须填写"),
	TEXT("rights_scope", "权限划分", BASIC, 0, 500, "和上级、下级、其他部门怎么分"),
	TEXT("office", "承办机构", BASIC, 0, 100, "部门里哪个科室负责"),
	TEXTS("joint_agencies", "共同实施部门", BASIC, 0, NULL),
	TEXT("target", "实施对象", BASIC, 0, 200, "例如：从事食品经营的企业和个人"),
	ROWS("basis", "设定依据", BASIS, elements_basis, OWN, "法律、法规、规章或者三定规定"),
	ROWS("responsibilities", "责任事项", DUTIES, duty_columns, OWN, "按环节写清要做什么"),
	TEXTS("accountability", "追责情形", DUTIES, OWN, "出现哪些情形要追究责任，一行一条"),
	TEXT("accountability_basis", "追责依据", DUTIES, OWN, 500, NULL),
	TEXT("complain_phone", "监督电话", DUTIES, OWN, 50, NULL),
	TEXTS("items", "办事事项编码", LINKS, OWN, "群众依据这项权责来办的事，一行一个编码"),
	LONG("note", "备注", LINKS, 0, 1000, NULL),
	INNER("organisation"),
	END
};

static const struct element body_columns[] = {
	TEXT("name", "机构名称", NULL, MUST, 200, NULL),
	TEXT("uscc", "统一社会信用代码", NULL, MUST, 18, NULL),
	CODE("kind", "机构性质", NULL, "intermediary_body", MUST, NULL),
	TEXT("qualification", "资质", NULL, 0, 200, "资质名称、等级和证书编号"),
	DAY("qualified_until", "资质有效期至", NULL, 0, NULL),
	CODE("rating", "评价", NULL, "rating", 0, "不填：还没有评价"),
	NUMBER("price", "收费（元起）", NULL, 0, 100000000, "最低多少元；不填：面议"),
	TEXT("price_note", "收费说明", NULL, 0, 200, "按什么计费"),
	DAYS("days", "多少天交成果", NULL, 0, 999, NULL),
	TEXT("phone", "电话", NULL, 0, 50, NULL),
	TEXT("address", "地址", NULL, 0, 200, NULL),
	END
};

const struct element intermediary_elements[] = {
	TEXT("name", "中介服务名称", BASIC, OWN | MUST, 200, NULL),
	TEXT("code", "编码", BASIC, OWN | MUST, 40, "字母、数字和短横，出现在网址里"),
	TEXT("summary", "一句话介绍", BASIC, OWN, 100, "对申请人说：为什么要找中介"),
	TEXTS("items", "用于哪些事项", BASIC, OWN, "事项编码，一行一个"),
	TEXT("result", "提交什么成果", BASIC, 0, 200, "例如：环境影响报告表"),
	LONG("note", "说明", BASIC, 0, 1000, "可以自己做、不必委托的，在这里说清"),
	ROWS("basis", "设定依据", BASIS, elements_basis, OWN, "没有依据的中介服务，不能作为受理条件"),
	CODES("body_kinds", "谁可以做", WHO, "intermediary_body", OWN, NULL),
	TEXT("qualification", "资质要求", WHO, OWN, 500, "不要求资质的写“无”"),
	LONG("charge_standard", "收费标准", PRICE, 0, 1000, "市场调节的也写明"),
	TEXT("charge_basis", "收费依据", PRICE, 0, 300, NULL),
	LIMIT("limit", "服务时限", PRICE, 0, NULL),
	TEXT("limit_basis", "时限依据", PRICE, 0, 300, NULL),
	ROWS("bodies", "机构名录", BODIES, body_columns, OWN, NULL),
	INNER("organisation"),
	END
};

const struct element site_elements[] = {
	TEXT("name", "网站名称", BASIC, OWN | MUST, 100, NULL),
	TEXT("code", "编码", BASIC, OWN | MUST, 40, "字母、数字和短横"),
	URL("url", "网址", BASIC, OWN | MUST, NULL),
	URL("mobile_url", "手机版网址", BASIC, OWN, NULL),
	TEXTS("actions", "在这里能办什么", USE, OWN, "一行一件，群众的说法"),
	TEXT("sign_in", "登录", USE, OWN, 100, "要不要登录，用什么账户"),
	TEXT("hours", "开放时间", USE, OWN, 100, "不填：全天"),
	TEXT("phone", "有问题找谁", USE, OWN, 50, NULL),
	INNER("organisation"),
	END
};
