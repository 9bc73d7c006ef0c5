/* The words of every letter: what each must say, and what is left out when a fact is missing. */
#include "letters_facts.h"
#include "letters_world.h"
#include "base/str.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* All blocks as one text: "label:text", cells with | behind them. */
static const char *text_of(struct arena *a, const struct paper *p)
{
	const char *text = "";
	for (size_t i = 0; i < p->n_blocks; i++) {
		const struct paper_block *b = &p->blocks[i];
		text = arena_printf(a, "%s%s:%s\n", text, str_or_empty(b->label), str_or_empty(b->text));
		for (size_t k = 0; b->table && k < b->table->n_columns * b->table->n_rows; k++)
			text = arena_printf(a, "%s%s|", text, b->table->cells[k]);
	}
	return text;
}

static const struct { enum letter_kind kind; const char *title, *words[14]; } wanted[] = {
	{ LETTER_RECEIPT, "申请材料接收凭证", { "申请人:王晓岚", "证件号码:350205********0017", "办件编号:HC261122000017K", "查询密码:482913",
	  "收到日期:2026年11月20日", "申请书|1|2|纸质|", "布局图|||电子|", "不代表已经受理", "在2026年11月27日前告知您是否受理", "第三十二条" } },
	{ LETTER_RECEIPT_ONLINE, "申请材料接收凭证（网上申报）", { "申报方式:网上申报", "申请书|1|2|纸质|", "不代表已经受理", "2026年11月27日前" } },
	{ LETTER_PREREVIEW, "预审意见", { "王晓岚：", "食品经营许可（新办）", "HC261122000017K", "食品安全制度|缺少自查制度|食品安全法第四十四条|",
	  "修改后重新提交", "不是受理或者不予受理的决定" } },
	{ LETTER_SUPPLEMENT, "补正材料通知书", { "第三十二条第一款第四项", "一次性告知您需要补正的全部内容", "食品安全制度|缺少自查制度|食品安全法第四十四条|",
	  "在2026年12月22日前补正", "现在还没有开始", "到期没有补正的", "2楼A05窗口" } },
	{ LETTER_SUPPLY_RECEIPT, "补正材料接收凭证", { "补正日期:2026年11月20日", "申请书|1|2|纸质|", "在2026年11月27日前告知您是否受理" } },
	{ LETTER_SUPPLY_RECEIPT_ONLINE, "补正材料接收凭证（网上申报）", { "补正日期:2026年11月20日", "重新计算" } },
	{ LETTER_REFUSAL, "不予受理告知书", { "不予受理", "经现场核查属实", "依据：食品安全法第三十五条", "60 日内向鹭湖区人民政府申请行政复议",
	  "6 个月内向鹭湖区人民法院提起行政诉讼" } },
	{ LETTER_ACCEPTANCE, "受理通知书", { "第三十二条第一款第五项", "自2026年11月21日起受理", "法定期限:20 个工作日", "法定最晚:2026年12月18日",
	  "承诺期限:10 个工作日", "最晚办结:2026年12月4日", "特别程序:现场核查", "不计入上述期限", "收费:不收费", "申请书|1|2|纸质|",
	  "查询密码:482913" } },
	{ LETTER_GRANT, "准予行政许可决定书", { "第三十八条第一款", "准予行政许可", "经现场核查属实", "依据：食品安全法第三十五条", "热食类制售",
	  "有效期:2026年11月22日至2031年11月21日", "证照编号:鹭市监许证〔2026〕001000045号", "10 个工作日内", "公众有权查阅" } },
	{ LETTER_DENIAL, "不予行政许可决定书", { "第三十八条第二款", "不予行政许可", "经现场核查属实", "经营场所与登记不符", "依据：食品安全法第三十五条",
	  "60 日内向鹭湖区人民政府申请行政复议", "6 个月内向鹭湖区人民法院提起行政诉讼" } },
	{ LETTER_LICENCE, "食品经营许可证（正本）", { "持证人:王晓岚", "主体业态:餐饮服务经营者", "电子证照标识：1.2.156.3005.2.X" } },
	{ LETTER_DELIVERY, "送达回证", { "送达的文书:食品经营许可证正本、副本", "受送达人:王晓岚", "送达方式:直接送达", "收件人:王小云",
	  "送达日期:2026年11月25日", "送达人:陈志远", "收件人签名: " } },
	{ LETTER_WITHDRAWAL, "终止审查决定书", { "终止审查", "撤回原因:经营场所与登记不符", "60 日内向鹭湖区人民政府申请行政复议" } },
	{ LETTER_LAPSE, "逾期退件通知书", { "到期没有补正，本机关现退回这次申请", "提交期限:2026年12月22日", "食品安全制度|缺少自查制度|",
	  "原件，可以凭本通知书到受理窗口取回", "重新申请" } },
	{ LETTER_SPECIAL, "特别程序告知书", { "第四十五条", "特别程序:专家评审", "依据:食品安全法第三十五条", "组织实施:区专家组", "开始日期:2026年11月23日",
	  "所需时间:15 个工作日", "预计办结:2026年12月25日", "不计入办理期限", "经营场所与登记不符" } },
	{ LETTER_SPECIAL_END, "特别程序结束通知书", { "特别程序:专家评审", "结束日期:2026年12月11日", "结果:评审通过", "最晚办结:2026年12月19日", "接着计算" } },
	{ LETTER_EXTENSION, "延期通知书", { "第四十二条", "原定办结:2026年12月3日", "延长:8 个工作日", "最晚办结:2026年12月19日", "批准人:林敏",
	  "经营场所与登记不符", "只延长一次" } },
	{ LETTER_HEARING_RIGHT, "听证告知书", { "各利害关系人", "第四十七条", "5 个工作日内", "提出期限:2026年11月30日", "经营场所与登记不符", "20 个工作日内",
	  "不承担组织听证的费用" } },
	{ LETTER_HEARING, "听证通知书", { "第四十八条", "听证时间:2026年12月15日 9:30", "听证地点:五楼听证室", "主持人:黄建华", "委托代理人", "申请回避", "质证", "听证笔录" } },
	{ LETTER_STATEMENT, "陈述申辩告知书", { "第三十六条", "经营场所与登记不符", "提出期限:2026年12月10日", "口头", "予以采纳" } },
	{ LETTER_REVIEW_SUPPLEMENT, "审查阶段补正材料通知书", { "已经受理", "食品安全制度|缺少自查制度|", "在2026年12月22日前补正", "照常计算", "根据已有的材料" } },
	{ LETTER_REVIEW_SUPPLY_RECEIPT, "审查阶段补正材料接收凭证", { "补正日期:2026年11月20日", "申请书|1|2|纸质|", "不代表准予", "最晚在2026年12月4日前作出决定" } },
	{ LETTER_REVIEW_SUPPLY_RECEIPT_ONLINE, "审查阶段补正材料接收凭证（网上申报）", { "补正日期:2026年11月20日", "布局图|||电子|", "不代表准予" } },
	{ LETTER_ASK, "征求意见函", { "是否符合消防要求？", "区消防大队|2026年11月29日|", "写明具体条件、理由和依据", "视为同意" } },
	{ LETTER_OPINIONS, "征求意见汇总表", { "征求意见的问题:是否符合消防要求？", "区消防大队|有条件同意|加装喷淋|2026年11月26日|", "汇总结论:同意" } },
	{ LETTER_COLLECTION, "证照领取单", { "证照名称:食品经营许可证", "证照编号:鹭市监许证〔2026〕001000045号", "领取人:王小云", "领取人证件号码: ", "与持证人的关系: ",
	  "领取日期: ", "领取人签名: " } },
	{ LETTER_APPLICATION, "申请表", { "致鹭湖区市场监督管理局", "类型:□ 自然人", "姓名或者名称:王晓岚", "证件号码:350205********0017", "法定代表人: ", "联系电话: ",
	  "代理人姓名: ", "事项编码:350131001001", "具体情形: ", "项目代码: ", "主体业态:餐饮服务经营者", "真实、有效", "申请人签名或者盖章: ", "日期: " } },
	{ LETTER_AUTHORISATION, "授权委托书", { "姓名或者名称:王晓岚", "受托人", "□ 领取证照", "月　　日至", "委托人签名或者盖章: ", "受托人签名: " } },
	{ LETTER_WITHDRAWAL_REQUEST, "撤回申请书", { "申请撤回", "经营场所与登记不符", "退还", "申请人签名或者盖章: ", "日期: " } },
	{ LETTER_STAGE_ACCEPTANCE, "受理决定书（过程收件）", { "决定受理", "受理日期:2026年11月22日", "最晚办结:2026年12月4日", "申请书|1|2|纸质|" } },
	{ LETTER_SITE_VISIT, "现场验收安排情况表", { "现场验收日期:2026年12月10日", "安排和要求:经营场所与登记不符", "区消防大队|", "现场意见: ", "两名以上工作人员" } },
	{ LETTER_FIRST_OPINIONS, "初审（联合技术指导）意见汇总表", { "区消防大队|有条件同意|加装喷淋|", "初审意见:经营场所与登记不符", "不是准予或者不予许可的决定" } },
	{ LETTER_MENDING, "整改意见汇总表", { "整改期限:2026年12月10日", "经营场所与登记不符", "安排复查", "申请人签收: " } },
	{ LETTER_PROJECT_CARD, "项目卡", { "办件编号:HC261122000017K", "查询密码:482913", "最晚办结:2026年12月4日", "项目情况:经营场所与登记不符" } },
	{ LETTER_PAYMENT, "缴款通知书", { "缴款期限:2026年12月10日", "经营场所与登记不符", "依据：食品安全法第三十五条", "缴款识别码" } },
	{ LETTER_TRANSFER, "移送（转办）函", { "属于贵单位职权", "回复期限:2026年12月10日", "经营场所与登记不符", "书面回复" } },
	{ LETTER_ORDER, "督办单", { "需要督办", "承诺最晚:2026年12月4日", "回复期限:2026年12月10日", "经营场所与登记不符" } },
	{ LETTER_ADVICE, "监察建议书", { "经现场核查属实", "经营场所与登记不符", "回复期限:2026年12月10日" } },
	{ LETTER_REPLY, "咨询（投诉）答复书", { "是否符合消防要求？", "经营场所与登记不符", "依据：食品安全法第三十五条", "作出评价" } },
};

static void every_kind_says_what_it_must(void **state)
{
	struct arena *a = arena_new(64 << 20);
	const char *facts = changed(a, "{}");
	(void)state;
	assert_int_equal(COUNT(wanted), LETTER__MAX - 1);
	for (size_t i = 0; i < COUNT(wanted); i++) {
		const struct paper *p = paper_of(a, wanted[i].kind, facts);
		const char *text = text_of(a, p);
		for (size_t k = 0; k < COUNT(wanted[i].words) && wanted[i].words[k]; k++)
			expect_words(text, wanted[i].words[k]);
		assert_string_equal(p->title, wanted[i].title);
		/* what the applicant signs carries nobody else's name, seal and date */
		enum letter_kind kind = wanted[i].kind;
		bool own = kind == LETTER_APPLICATION || kind == LETTER_AUTHORISATION || kind == LETTER_WITHDRAWAL_REQUEST;
		assert_string_equal(p->agency, own ? "" : "鹭湖区市场监督管理局");
		assert_string_equal(p->seal_agency, own ? "" : "鹭湖区市场监督管理局");
		assert_string_equal(p->seal_inner, "行政审批专用章");
		assert_string_equal(p->date, own ? "" : "2026年11月22日");
		assert_string_equal(p->handler, own ? "" : "陈志远");
		assert_string_equal(p->consult_phone, "0592-5550123");
		assert_string_equal(p->complaint_phone, "0592-5550456");
		assert_string_equal(p->copy_mark, "演示");
		assert_non_null(strstr(p->number, "鹭市监"));
	}
	arena_free(a);
}

/* Whatever fact is missing: no placeholder and no empty brackets are seen, and the paper can still be drawn. */
static void a_missing_fact_leaves_its_line_out(void **state)
{
	(void)state;
	struct arena *a = arena_new(256 << 20);
	const char *key;
	json_t *v, *all = all_facts(a);
	for (int kind = LETTER_NONE + 1; kind < LETTER__MAX; kind++)
		json_object_foreach(all, key, v) {
			const char *facts = changed(a, arena_printf(a, "{\"%s\":null}", key));
			const char *text = text_of(a, paper_of(a, (enum letter_kind)kind, facts));
			expect_no_words(text, "{");
			expect_no_words(text, "（）");
			expect_no_words(text, "“”");
			if (json_is_string(v) && !str_eq(key, "applicant") && !str_eq(key, "contact"))
				expect_no_words(text, arena_printf(a, ":%s\n", json_string_value(v)));
		}
	const struct paper *p = paper_of(a, LETTER_SUPPLEMENT, changed(a, "{\"reason\":null,\"gaps\":[],\"windows\":null}"));
	expect_no_words(text_of(a, p), "补充说明");
	expect_no_words(text_of(a, p), "需要补正的内容\n");
	expect_no_words(text_of(a, p), "办理窗口");
	arena_free(a);
}

static void nothing_known_still_makes_a_letter(void **state)
{
	(void)state;
	struct arena *a = arena_new(64 << 20);
	struct fault f = { 0 };
	for (int kind = LETTER_NONE + 1; kind < LETTER__MAX; kind++) {
		struct out pdf;
		out_init(&pdf, a, 16 << 20);
		const struct paper *p = paper_of(a, (enum letter_kind)kind, "{}");
		if (paper_render(p, &pdf, &f))
			fail_msg("%s without facts: expected a PDF, got: %s", p->title, f.words);
		if (p->n_blocks && p->blocks[p->n_blocks - 1].kind == PAPER_HEADING)
			fail_msg("%s without facts ends in a heading: %s", p->title, p->blocks[p->n_blocks - 1].text);
		out_release(&pdf);
	}
	arena_free(a);
}

static void a_column_without_content_is_left_out(void **state)
{
	(void)state;
	struct arena *a = arena_new(64 << 20);
	const char *facts = changed(a, "{\"gaps\":[{\"name\":\"布局图\",\"reason\":\"看不清\",\"basis\":\"\"},{\"name\":\"申请书\",\"reason\":\"未签名\"}]}");
	const struct paper *p = paper_of(a, LETTER_SUPPLEMENT, facts);
	expect_words(text_of(a, p), "布局图|看不清|申请书|未签名|");
	p = paper_of(a, LETTER_RECEIPT_ONLINE, changed(a, "{\"materials\":[{\"name\":\"申请书\",\"originals\":0,\"copies\":0,\"form\":\"电子\"}]}"));
	expect_words(text_of(a, p), "申请书|电子|");
	arena_free(a);
}

static void one_sentence_is_not_said_twice(void **state)
{
	(void)state;
	struct arena *a = arena_new(64 << 20);
	const char *text = text_of(a, paper_of(a, LETTER_DENIAL, changed(a, "{\"facts\":\"消防通道被占。\",\"reason\":\"消防通道被占。\"}")));
	const char *said = strstr(text, "消防通道被占。");
	assert_non_null(said);
	assert_null(strstr(said + 1, "消防通道被占。"));
	arena_free(a);
}

static void each_ground_of_refusal_has_its_sentence(void **state)
{
	static const struct { const char *kind, *said, *not_said; } grounds[] = {
		{ "a", "第三十二条第一款第一项", "云岭区市场监督管理局" },
		{ "b", "第三十二条第一款第二项", "第一款第一项" },
		{ "b", "请向云岭区市场监督管理局提出申请", "第一款第一项" },
		{ "c", "法律、法规规定不予受理的情形", "云岭区市场监督管理局" },
	};
	(void)state;
	struct arena *a = arena_new(64 << 20);
	for (size_t i = 0; i < COUNT(grounds); i++) {
		const char *facts = changed(a, arena_printf(a, "{\"refusal_kind\":\"%s\"}", grounds[i].kind));
		const char *text = text_of(a, paper_of(a, LETTER_REFUSAL, facts));
		expect_words(text, grounds[i].said);
		expect_no_words(text, grounds[i].not_said);
		expect_words(text, "申请行政复议");
	}
	arena_free(a);
}

static void deemed_acceptance_counts_from_receipt(void **state)
{
	(void)state;
	struct arena *a = arena_new(64 << 20);
	const char *text = text_of(a, paper_of(a, LETTER_ACCEPTANCE, changed(a, "{\"deemed\":true}")));
	expect_words(text, "第三十二条第一款第四项");
	expect_words(text, "自收到材料之日（2026年11月20日）起视为受理");
	expect_no_words(text, "第三十二条第一款第五项");
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_says_what_it_must),
		cmocka_unit_test(a_missing_fact_leaves_its_line_out),
		cmocka_unit_test(nothing_known_still_makes_a_letter),
		cmocka_unit_test(a_column_without_content_is_left_out),
		cmocka_unit_test(one_sentence_is_not_said_twice),
		cmocka_unit_test(each_ground_of_refusal_has_its_sentence),
		cmocka_unit_test(deemed_acceptance_counts_from_receipt),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
