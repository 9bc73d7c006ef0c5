/* Before an application: may this account apply online for this item, and with what? */
#include "cases/hall.h"
#include "cases/hall_apply.html.h"
#include "cases/hall_cannot.html.h"

static const char *const level_names[] = { "", "注册账户", "实名账户", "数字证书账户" };

/* The first thing that stands in the way; title NULL when nothing does. */
static struct hall_cannot cannot(struct req *r, const struct hall_apply *v)
{
	const char *guide = arena_printf(r->mem, "/items/%s", v->item.code);
	if (!str_eq(v->item.state, "in_use"))
		return (struct hall_cannot){ "这个事项暂停办理", "这个事项目前不接受新的申请。", "什么时候恢复，请看办事指南或打电话问。", guide, "看办事指南" };
	if (r->who.company && !v->item.for_company)
		return (struct hall_cannot){ "这个事项只能由个人申请", "您现在用的是企业账户。", "请退出后用本人的个人账户登录再申请。", guide, "看办事指南" };
	if (!r->who.company && !v->item.for_person)
		return (struct hall_cannot){ "这个事项只能由企业或单位申请", "您现在用的是个人账户。", "请退出后用企业或单位的账户登录再申请。", guide, "看办事指南" };
	if (!v->mode)
		return (struct hall_cannot){ "这个事项要到窗口申请", "这个事项还不能在网上申请。", "请带齐材料到下面的窗口办理。", guide, "看要带哪些材料" };
	if (r->who.level >= v->mode->level)
		return (struct hall_cannot){ 0 };
	const char *demo = "在「我的账户」里按提示完成核验，完成后回到这里就能继续。";
	const char *counter = "请带有效身份证件到任一综合窗口，工作人员当场为您核验，之后就能在网上申请。";
	bool here = str_eq(setting_text(req_tx(r), SETTING_REAL_NAME), "demo") && v->mode->level == 2;
	return (struct hall_cannot){
		arena_printf(r->mem, "网上申请需要%s", v->level),
		arena_printf(r->mem, "您现在是%s，认证级别还不够。", level_names[r->who.level]),
		here ? demo : counter, "/my/account", "去我的账户",
	};
}

static enum err load(struct req *r, struct hall_apply *v)
{
	struct tx *t = req_tx(r);
	*v = (struct hall_apply){ 0 };
	if (!item_by_code(t, req_param(r, "code"), &v->item) || !item_visible(&r->who, &v->item))
		return fail(r, ERR_NOT_FOUND, "没有这个事项。");
	v->body = item_body(t, v->item.id, v->item.version);
	if (!v->body || !organisation_load(t, v->item.organisation, &v->agency))
		return fail(r, ERR_NOT_FOUND, "没有这个事项。");
	if (!account_load(t, r->site->secret, r->who.id, &v->account))
		return fail(r, ERR_NOT_FOUND, "没有这个账户。");
	v->mode = item_online_mode(v->body);
	v->level = v->mode ? level_names[v->mode->level] : "";
	v->cannot = cannot(r, v);
	v->certificate = certificate_masked(r->mem, v->account.certificate);
	v->phone = phone_masked(r->mem, v->account.phone);
	v->promised = limit_words(r->mem, &v->body->promised);
	v->statutory = limit_words(r->mem, &v->body->statutory);
	v->n_drafts = my_drafts(t, r->who.id, v->item.id, &v->drafts);
	/* Unique and enough: it is kept together with the account, so nobody can meet another's draft by it. */
	v->once = arena_printf(r->mem, "%lld", (long long)store_new_id(r->site->store));
	return OK;
}

/* The circumstances as they were chosen before, in the guide's address or in this page's own form; the answers to them. */
static json_t *take_circumstances(struct req *r, struct hall_apply *v, const char *(*from)(const struct req *r, const char *name))
{
	json_t *known;
	v->n_circumstances = questions_read(r->mem, json_object_get(v->body->json, "circumstances"), &v->circumstances);
	const json_t *all = questions_given(r, v->circumstances, v->n_circumstances, from);
	questions_settle(r->mem, v->circumstances, v->n_circumstances, all, r->today, &known);
	return known;
}

enum err hall_apply(struct req *r)
{
	struct hall_apply v;
	enum err e = load(r, &v);
	if (e)
		return e;
	take_circumstances(r, &v, req_query);
	if (v.cannot.title)
		cases_hall_cannot(r->out, r, &v);
	else
		cases_hall_apply(r->out, r, &v);
	return OK;
}

struct begin {
	struct site *site;
	struct draft_new draft;
	int64_t id;
};

static enum err begin(struct tx *t, void *arg)
{
	struct begin *b = arg;
	return case_draft(t, b->site, &b->draft, &b->id);
}

enum err hall_apply_start(struct req *r)
{
	struct hall_apply v;
	int64_t once;
	enum err e = load(r, &v);
	if (e)
		return e;
	if (v.cannot.title)
		return fail(r, ERR_FORBIDDEN, "%s。%s", v.cannot.title, v.cannot.advice);
	if (!num_parse(req_field(r, "once"), 1, INT64_MAX, &once))
		return fail(r, ERR_BAD_INPUT, "页面不完整，请返回刷新后再开始申请。");
	const struct account *a = &v.account;
	struct begin b = { r->site, {
		.item = &v.item, .body = v.body, .mode = v.mode, .account = a->id, .applicant = a->name,
		.applicant_kind = a->company ? "company" : "person", .certificate = a->certificate,
		.contact = a->company ? a->contact_name : a->name, .phone = a->phone, .channel = "web",
		.once = arena_printf(r->mem, "web-%lld-%lld", (long long)a->id, (long long)once),
		.answers = json_print(r->mem, take_circumstances(r, &v, req_field)),
	}, 0 };
	e = req_write(r, begin, &b);
	return e ? e : reply_redirect(r, "/my/cases/%lld", (long long)b.id);
}
