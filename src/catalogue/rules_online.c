/* Rules about applying: modes and visits, presence in the provincial hall, online depth, assurance level, and the people who must
 * be there. */
#include "base/str.h"
#include "catalogue/rules_private.h"
#include "catalogue/words.h"
#include <string.h>

enum { COUNTER_VISITS = 3, LEVEL_CERTIFICATE = 3, STAR_PREREVIEW = 3, STAR_ACCEPTANCE = 4 };

static size_t mode_at(struct checks *c, const char *kind)
{
	const struct body *b = rules_body(c);
	size_t i = 0;
	while (i < b->n_modes && !str_eq(b->modes[i].kind, kind))
		i++;
	return i;
}

static int64_t star(struct checks *c)
{
	const struct body *b = rules_body(c);
	const struct mode *best = item_online_mode(b);
	return best ? mode_row(best->kind)->star : 1;
}

static bool counter_at(struct checks *c, size_t i)
{
	const struct body *b = rules_body(c);
	return str_eq(b->modes[i].kind, "counter");
}

static void visits(struct checks *c)
{
	const struct body *b = rules_body(c);
	for (size_t i = 0; i < b->n_modes; i++) {
		const struct mode *m = &b->modes[i];
		const struct mode_row *row = mode_row(m->kind);
		if (!row || counter_at(c, i))
			continue;
		if (m->visits < 0)
			checks_say(c, checks_key(c, "modes", i, "visits"), "“%s”要承诺到现场的次数，最多 %lld 次", row->name, (long long)row->max_visits);
		else if (m->visits > row->max_visits)
			checks_say(c, checks_key(c, "modes", i, "visits"), "“%s”承诺到现场 %lld 次，星级标准最多 %lld 次", row->name, (long long)m->visits,
				   (long long)row->max_visits);
	}
}

static void visits_of_counter(struct checks *c)
{
	const struct body *b = rules_body(c);
	const struct mode *counter = body_mode(b, "counter");
	for (size_t i = 0; counter && counter->visits >= 0 && i < b->n_modes; i++)
		if (b->modes[i].visits > counter->visits)
			checks_say(c, checks_key(c, "modes", i, "visits"), "“%s”到现场 %lld 次，不能比窗口办理的 %lld 次还多", mode_name(b->modes[i].kind),
				   (long long)b->modes[i].visits, (long long)counter->visits);
}

static void counter(struct checks *c)
{
	const struct body *b = rules_body(c);
	size_t at = mode_at(c, "counter");
	if (at == b->n_modes)
		checks_say(c, NULL, "没有“窗口办理”：不会上网的人也要能办");
	else if (b->modes[at].visits > COUNTER_VISITS)
		checks_say(c, checks_key(c, "modes", at, "visits"), "窗口办理要跑 %lld 次，一般不超过 %d 次", (long long)b->modes[at].visits, COUNTER_VISITS);
}

static void mode_doubles(struct checks *c)
{
	const struct body *b = rules_body(c);
	for (size_t i = 0; i < b->n_modes; i++)
		if (mode_at(c, b->modes[i].kind) < i)
			checks_say(c, checks_key(c, "modes", i, "kind"), "“%s”写了两次", mode_name(b->modes[i].kind));
}

static void visits_reason(struct checks *c)
{
	const struct body *b = rules_body(c);
	if (body_visits(b) != 0 && str_blank(json_get_text(c->body, "visits_reason")))
		checks_say(c, NULL, NULL);
}

/* ---- online depth ---- */

static void depth_missing(struct checks *c)
{
	const struct body *b = rules_body(c);
	static const struct { const char *code; int64_t star; } asked[] = { { "3", STAR_PREREVIEW }, { "4", STAR_ACCEPTANCE } };
	bool none = json_array_size(json_object_get(c->body, "online_depth")) == 0;
	for (size_t i = 0; !none && i < sizeof asked / sizeof *asked; i++)
		if (star(c) >= asked[i].star && !checks_has(c, "online_depth", asked[i].code))
			checks_say(c, NULL, "申请方式做到了“%s”，网上办理深度里却没有", codes_words(c->t, "depth", asked[i].code));
	const struct mode *best = item_online_mode(b);
	if (!none && best && str_eq(best->kind, "five") && best->visits == 0 && !checks_has(c, "online_depth", "5"))
		checks_say(c, NULL, "全程网上办理、不用到现场，网上办理深度应有“%s”", codes_words(c->t, "depth", "5"));
}

static void depth_claimed(struct checks *c)
{
	static const struct { const char *code; int64_t star; } claims[] = { { "3", STAR_PREREVIEW }, { "4", STAR_ACCEPTANCE }, { "5", STAR_ACCEPTANCE } };
	for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
		if (checks_has(c, "online_depth", claims[i].code) && star(c) < claims[i].star)
			checks_say(c, NULL, "网上办理深度写了“%s”，申请方式里却没有做到", codes_words(c->t, "depth", claims[i].code));
	if (checks_has(c, "online_depth", "7") && !checks_has(c, "delivery", "electronic"))
		checks_say(c, NULL, "网上办理深度写了“%s”，送达方式里却没有电子件", codes_words(c->t, "depth", "7"));
}

/* ---- presence in the provincial hall ---- */

static void presence(struct checks *c)
{
	const struct body *b = rules_body(c);
	const char *p = json_get_text(c->body, "presence"), *words = codes_words(c->t, "presence", p);
	bool online = item_online_mode(b) != NULL, link = !str_blank(json_get_text(c->body, "online_url"));
	if (str_eq(p, "in01") && (online || link))
		checks_say(c, "presence", "“%s”只公布指南，可这里填了%s", words, online ? "网上申请的方式" : "网办地址");
	if (str_eq(p, "in02") && !link)
		checks_say(c, "online_url", "“%s”要填网办地址", words);
	if (str_eq(p, "in02") && online)
		checks_say(c, "presence", "“%s”是转到别的网站申请，可这里填了在本大厅网上申请的方式", words);
	if ((str_eq(p, "in04") || str_eq(p, "in05")) && !online)
		checks_say(c, "modes", "“%s”要有一种网上申请的方式", words);
	if (str_eq(p, "in05") && online && star(c) < STAR_ACCEPTANCE)
		checks_say(c, "presence", "“%s”要能在网上受理，现在只做到网上预审", words);
}

static void channels(struct checks *c)
{
	const struct body *b = rules_body(c);
	bool online = item_online_mode(b) != NULL || !str_blank(json_get_text(c->body, "online_url"));
	if (json_array_size(json_object_get(c->body, "channels")) > 0 && checks_has(c, "channels", "2") != online)
		checks_say(c, NULL, online ? "能在网上申请，办理形式里却没有“网上”" : "办理形式写了“网上”，却没有网上申请的方式");
}

static void secret(struct checks *c)
{
	const struct body *b = rules_body(c);
	bool online = item_online_mode(b) != NULL || !str_blank(json_get_text(c->body, "online_url")) ||
		      !str_blank(json_get_text(c->body, "mobile_url"));
	if (json_get_bool(c->body, "secret") && online)
		checks_say(c, NULL, NULL);
}

/* ---- assurance level ---- */

/* The first online mode that asks for less than a certificate; n_modes when there is none. */
static size_t low_mode(struct checks *c)
{
	const struct body *b = rules_body(c);
	size_t i = 0;
	while (i < b->n_modes && (counter_at(c, i) || b->modes[i].level >= LEVEL_CERTIFICATE))
		i++;
	return i;
}

static bool level_explained(struct checks *c)
{
	const struct body *b = rules_body(c);
	return low_mode(c) == b->n_modes || !str_blank(json_get_text(c->body, "level_reason"));
}

static void matters(struct checks *c)
{
	const struct body *b = rules_body(c);
	if (json_array_size(json_object_get(c->body, "matters")) > 0 && !level_explained(c))
		checks_say(c, checks_key(c, "modes", low_mode(c), "level"), "“%s”只要求%s：涉及人身、财产的一般要求数字证书；可以放宽的，请写认证级别的说明",
			   mode_name(b->modes[low_mode(c)].kind), level_name(c->t, b->modes[low_mode(c)].level));
}

/* Words of a name that speak of such matters, and the code of table `matter`. */
static void matters_of_name(struct checks *c)
{
	static const struct { const char *word, *matter; } signs[] = {
		{ "婚", "marriage" }, { "收养", "adoption" }, { "继承", "inheritance" }, { "津贴", "money" }, { "补贴", "money" }, { "救助", "money" },
		{ "资金", "money" }, { "公积金", "money" }, { "用地", "land" }, { "土地", "land" }, { "住宅", "housing" }, { "不动产", "housing" },
		{ "房产", "housing" }, { "建房", "housing" },
	};
	const char *name = json_get_text(c->body, "name");
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strstr(name, signs[i].word) && json_array_size(json_object_get(c->body, "matters")) == 0) {
			checks_say(c, NULL, "从名称看，这个事项涉及%s；是的话请选上，不是的话可以不管", codes_words(c->t, "matter", signs[i].matter));
			return;
		}
}

/* ---- people ---- */

static bool somebody(struct checks *c, unsigned role)
{
	struct staff *all;
	return staff_with_role(c->t, c->organisation, role, &all) > 0;
}

static void prereviewers(struct checks *c)
{
	const struct body *b = rules_body(c);
	if (c->organisation && item_online_mode(b) && !somebody(c, ROLE_PREREVIEW))
		checks_say(c, NULL, "%s还没有预审人员，网上的申请没有人看", rules_agency(c)->short_name);
}

static void step_people(struct checks *c)
{
	const struct body *b = rules_body(c);
	for (size_t i = 0; c->organisation && i < b->n_steps; i++)
		if (b->steps[i].role && !somebody(c, b->steps[i].role))
			checks_say(c, checks_key(c, "steps", i, "role"), "“%s”环节没有人：%s没有%s岗的人员", b->steps[i].name, rules_agency(c)->short_name,
				   role_by_bit(b->steps[i].role)->name);
}

const struct check_rule rules_online[] = {
	{ "visits", "modes", true, "到现场的次数不能超过星级标准", "省网上办事大厅星级标准", visits },
	{ "visits-counter", "modes", true, "网上办理到现场的次数不能比窗口办理还多", "省网上办事大厅星级标准", visits_of_counter },
	{ "counter", "modes", false, "窗口办理一直要有", "省网上办事大厅申请方式", counter },
	{ "mode-doubles", "modes", true, "每种申请方式写一次", "省网上办事大厅申请方式", mode_doubles },
	{ "visits-reason", "visits_reason", true, "要到现场的，请写明为什么必须到现场", "GB/T 39554.2 必须现场办理原因说明", visits_reason },
	{ "depth-missing", "online_depth", false, "网上办理深度要写全", "GB/T 39554.2 网上办理深度", depth_missing },
	{ "depth-claimed", "online_depth", true, "网上办理深度要和申请方式相符", "GB/T 39554.2 网上办理深度", depth_claimed },
	{ "presence", NULL, true, "入驻方式要和申请方式相符", "省网上办事大厅入驻方式", presence },
	{ "channels", "channels", false, "办理形式要和申请方式相符", "GB/T 39046 办理形式", channels },
	{ "secret", "secret", true, "涉密事项不能在网上申请", "《实施方案》一", secret },
	{ "matters", "modes", true, "涉及人身关系和资产的，一般要求数字证书认证", "《实施方案》二（七）", matters },
	{ "matters-of-name", "matters", false, "请核对是否涉及人身关系和资产", "《实施方案》二（七）", matters_of_name },
	{ "prereviewers", "presence", true, "能网上申请的，要有预审人员", "省网上办事大厅发布要求", prereviewers },
	{ "step-people", "steps", true, "每个环节都要有人", "省网上办事大厅发布要求", step_people },
	{ 0 }
};
