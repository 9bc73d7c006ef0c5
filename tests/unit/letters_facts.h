/* Facts of a fictional case with everything in them, and what a letter of any kind says of them in the house's own words. */
#pragma once
#include "letters/letters_private.h"
#include "letters/texts.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const char full_facts[] =
	"{\"agency\":\"鹭湖区市场监督管理局\",\"agency_short\":\"区市场监管局\",\"mark\":\"鹭市监\",\"consult_phone\":\"0592-5550123\","
	"\"complain_phone\":\"0592-5550456\",\"review_body\":\"鹭湖区人民政府\",\"court\":\"鹭湖区人民法院\",\"windows\":\"2楼A05窗口\","
	"\"address\":\"湖滨路1号\",\"hours\":\"周一至周五\",\"case_number\":\"HC261122000017K\",\"query_code\":\"482913\","
	"\"item_name\":\"食品经营许可（新办）\",\"item_code\":\"350131001001\",\"applicant\":\"王晓岚\",\"certificate\":\"350205********0017\","
	"\"contact\":\"王晓岚\",\"channel\":\"网上申报\",\"date\":\"2026年11月22日\",\"handler\":\"陈志远\","
	"\"materials\":[{\"name\":\"申请书\",\"originals\":1,\"copies\":2,\"form\":\"纸质\"},{\"name\":\"布局图\",\"originals\":0,\"copies\":0,\"form\":\"电子\"}],"
	"\"gaps\":[{\"name\":\"食品安全制度\",\"reason\":\"缺少自查制度\",\"basis\":\"食品安全法第四十四条\"}],"
	"\"received_on\":\"2026年11月20日\",\"accepted_on\":\"2026年11月21日\",\"answer_by\":\"2026年11月27日\",\"supply_by\":\"2026年12月22日\","
	"\"due_on\":\"2026年12月4日\",\"statutory_due_on\":\"2026年12月18日\",\"promised\":\"10 个工作日\",\"statutory\":\"20 个工作日\","
	"\"fee\":\"不收费\",\"special\":\"现场核查\",\"reason\":\"经营场所与登记不符\",\"facts\":\"经现场核查属实\",\"basis\":\"食品安全法第三十五条\","
	"\"competent_agency\":\"云岭区市场监督管理局\",\"conditions\":\"热食类制售\",\"valid\":\"2026年11月22日至2031年11月21日\","
	"\"licence_name\":\"食品经营许可证\",\"licence_number\":\"鹭市监许证〔2026〕001000045号\",\"identifier\":\"1.2.156.3005.2.X\","
	"\"method\":\"直接送达\",\"recipient\":\"王小云\",\"delivered_on\":\"2026年11月25日\",\"delivered_documents\":\"食品经营许可证正本、副本\","
	"\"remedy\":true,\"qr\":\"https://hall.example/progress\",\"demo\":true,\"title\":\"食品经营许可证（正本）\","
	"\"face\":[{\"label\":\"主体业态\",\"value\":\"餐饮服务经营者\"},{\"label\":\"备注\",\"value\":\"\"}]}";

static const char more_facts[] =
	"{\"special_name\":\"专家评审\",\"special_time\":\"15 个工作日\",\"special_by\":\"区专家组\",\"started_on\":\"2026年11月23日\","
	"\"ended_on\":\"2026年12月11日\",\"special_result\":\"评审通过\",\"estimated_on\":\"2026年12月25日\",\"old_due_on\":\"2026年12月3日\","
	"\"new_due_on\":\"2026年12月19日\",\"extension_days\":8,\"approved_by\":\"林敏\",\"hearing_until\":\"2026年11月30日\","
	"\"hearing_at\":\"2026年12月15日 9:30\",\"hearing_place\":\"五楼听证室\",\"hearing_host\":\"黄建华\",\"until_on\":\"2026年12月10日\","
	"\"asked\":[{\"agency\":\"区消防大队\",\"until\":\"2026年11月29日\"}],\"question\":\"是否符合消防要求？\",\"outcome\":\"同意\","
	"\"opinions\":[{\"agency\":\"区消防大队\",\"answer\":\"有条件同意\",\"words\":\"加装喷淋\",\"date\":\"2026年11月26日\"}]}";

static inline json_t *all_facts(struct arena *a)
{
	json_t *facts = json_parse(a, full_facts), *more = json_parse(a, more_facts);
	assert_true(json_is_object(facts) && json_is_object(more));
	json_object_update(facts, more);
	return facts;
}

/* In the house's own words. */
static inline const struct paper *paper_of(struct arena *a, enum letter_kind kind, const char *facts)
{
	struct template_errors errors;
	const struct template *t = template_parse(a, texts_house(kind), &errors);
	assert_non_null(t);
	struct paper *p = letters_compose(a, kind, t, json_parse(a, facts), "鹭市监受〔2026〕第000123号");
	p->made_at = 1795327385000;
	return p;
}

/* The facts with other values: `change` is a JSON object, null takes a fact away. */
static inline const char *changed(struct arena *a, const char *change)
{
	json_t *facts = all_facts(a), *wanted = json_parse(a, change), *v;
	const char *key;
	assert_non_null(wanted);
	json_object_foreach(wanted, key, v)
		if (json_is_null(v))
			json_object_del(facts, key);
		else
			json_object_set(facts, key, v);
	return json_print(a, facts);
}
