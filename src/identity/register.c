#include "identity/identity_private.h"
#include "identity/register.html.h"
#include "base/str.h"
#include "web/session.h"

struct typed {
	const char *name, *certificate, *contact_name, *contact_certificate, *phone, *address, *new_password, *new_password_again;
	int64_t agree;
};

#define PHONE_AND_REST(phone_label) \
	{ "phone", phone_label, FIELD_PHONE, offsetof(struct typed, phone), true, .hint = "用来登录，工作人员也用它联系您" }, \
	{ "address", "联系地址", FIELD_ADDRESS, offsetof(struct typed, address), false, .hint = "用于寄送证照，以后也可以再填" }, \
	{ "new_password", "设置密码", FIELD_SECRET, offsetof(struct typed, new_password), true, .min = PASSWORD_MIN, .max = PASSWORD_MAX, \
	  .hint = "至少 8 个字符，不能就用手机号或证件号码" }, \
	{ "new_password_again", "再输一遍密码", FIELD_SECRET, offsetof(struct typed, new_password_again), true, .max = PASSWORD_MAX }, \
	{ "agree", "我已阅读并同意下面的服务与隐私说明", FIELD_CHECK, offsetof(struct typed, agree), true }

static const struct field person[] = {
	{ "name", "姓名", FIELD_TEXT, offsetof(struct typed, name), true, .min = 2, .max = 50, .hint = "与身份证件一致" },
	{ "certificate", "公民身份号码", FIELD_ID, offsetof(struct typed, certificate), true, .hint = "18 位，最后一位可能是 X" },
	PHONE_AND_REST("手机号"),
};
static const struct field company[] = {
	{ "name", "企业名称", FIELD_TEXT, offsetof(struct typed, name), true, .min = 2, .max = 100, .hint = "与营业执照一致" },
	{ "certificate", "统一社会信用代码", FIELD_USCC, offsetof(struct typed, certificate), true, .hint = "18 位，在营业执照上" },
	{ "contact_name", "联系人姓名", FIELD_TEXT, offsetof(struct typed, contact_name), true, .min = 2, .max = 50, .hint = "代表企业办事的人" },
	{ "contact_certificate", "联系人公民身份号码", FIELD_ID, offsetof(struct typed, contact_certificate), true },
	PHONE_AND_REST("联系人手机号"),
};

struct kind {
	const char *word;
	bool company;
	const struct field *fields;
	size_t n;
};
static const struct kind kinds[] = {
	{ "person", false, person, sizeof person / sizeof *person },
	{ "company", true, company, sizeof company / sizeof *company },
};

static const struct kind *kind_of(const char *word)
{
	return &kinds[str_eq(word, "company")];
}

static bool is_demo(struct req *r)
{
	return str_eq(setting_text(req_tx(r), SETTING_REAL_NAME), "demo");
}

static enum err show(struct req *r, const struct kind *k)
{
	struct register_view v = {
		.kind = k->word, .next = identity_next(r, ""), .company = k->company, .demo = is_demo(r),
		.fields = identity_fields(r, k->fields, k->n, NULL), .n = k->n,
	};
	identity_register(r->out, r, &v);
	return OK;
}

enum err register_show(struct req *r)
{
	return show(r, kind_of(req_query(r, "kind")));
}

struct entry {
	const struct site *site;
	struct account account;
	const char *hashed, *verified_by, *old_token, *token;
};

static enum err enter(struct tx *t, void *arg)
{
	struct entry *e = arg;
	int64_t id = account_add(t, e->site->secret, &e->account, e->hashed, e->verified_by);
	if (!id)
		return t->failed;
	session_end(t, e->old_token);
	e->token = session_begin(t, WHO_ACCOUNT, id);
	return t->failed;
}

static enum err again(struct req *r, const struct kind *k)
{
	enum err e = show(r, k);
	return e ? e : reply_again(r);
}

static void judge(struct req *r, const struct typed *f)
{
	const char *const forbidden[] = { f->phone, f->certificate, str_or_empty(f->contact_certificate), NULL };
	identity_judge_password(r, f->new_password, f->new_password_again, forbidden);
}

static enum err welcome(struct req *r, const struct entry *e)
{
	req_sign_in(r, e->token);
	reply_say(r, e->account.level > 1 ? "注册成功，已登录。这是演示系统，您的账户已直接标为实名。"
					  : "注册成功，已登录。有的事项要先实名，办法见“我的账户”。");
	return reply_redirect(r, "%s", identity_next(r, "/my"));
}

enum err register_take(struct req *r)
{
	const struct kind *k = kind_of(req_field(r, "kind"));
	struct typed f = { 0 };
	if (form_read(r, k->fields, k->n, &f))
		judge(r, &f);
	if (r->n_errors)
		return again(r, k);
	bool demo = is_demo(r);
	struct entry entry = { .site = r->site, .verified_by = demo ? "demo" : "", .old_token = req_token(r) };
	entry.account = (struct account){
		.company = k->company, .name = f.name, .certificate = f.certificate, .phone = f.phone, .address = f.address,
		.contact_name = f.contact_name, .contact_certificate = f.contact_certificate, .level = demo ? 2 : 1,
	};
	entry.hashed = password_hash(r->mem, f.new_password);
	enum err e = req_write(r, enter, &entry);
	if (e && form_take_fault(r))
		return again(r, k);
	return e ? e : welcome(r, &entry);
}
