#include "identity/identity_private.h"
#include "identity/desk_password.html.h"
#include "identity/my_account.html.h"
#include "base/str.h"
#include "web/session.h"

struct address_form { const char *address; };
struct contact_form { const char *email, *phone; };
struct phone_form { const char *phone, *phone_password; };
struct password_form { const char *password, *new_password, *new_password_again; };

static const struct field address_fields[] = {
	{ "address", "联系地址", FIELD_ADDRESS, offsetof(struct address_form, address), false, .hint = "寄送证照时用" },
};
/* An account's telephone is what it signs in with, and changed apart: of these it has the first only. */
static const struct field contact_fields[] = {
	{ "email", "电子邮箱", FIELD_EMAIL, offsetof(struct contact_form, email), false, .hint = "接收办件消息；清空并保存就不再用邮箱" },
	{ "phone", "手机号", FIELD_PHONE, offsetof(struct contact_form, phone), false, .hint = "接收短信提醒，只在本系统内用" },
};
static const struct field phone_fields[] = {
	{ "phone", "新手机号", FIELD_PHONE, offsetof(struct phone_form, phone), true },
	{ "phone_password", "登录密码", FIELD_SECRET, offsetof(struct phone_form, phone_password), true, .max = PASSWORD_MAX },
};
static const struct field password_fields[] = {
	{ "password", "现在的密码", FIELD_SECRET, offsetof(struct password_form, password), true, .max = PASSWORD_MAX },
	{ "new_password", "新密码", FIELD_SECRET, offsetof(struct password_form, new_password), true, .min = PASSWORD_MIN,
	  .max = PASSWORD_MAX, .hint = "至少 8 个字符" },
	{ "new_password_again", "再输一遍新密码", FIELD_SECRET, offsetof(struct password_form, new_password_again), true,
	  .max = PASSWORD_MAX },
};
#define COUNT(fields) (sizeof fields / sizeof *fields)

static const char *level_advice(int level, bool company)
{
	if (level >= 2)
		return "要求实名的事项，您都可以在网上办。";
	return company ? "请联系人带营业执照和本人身份证件到政务服务中心综合窗口核验一次，当场生效。"
		       : "请带身份证件到政务服务中心综合窗口核验一次，当场生效。";
}

static struct field_view *contact_views(struct req *r, size_t n, const struct contact *now)
{
	return identity_fields(r, contact_fields, n, &(struct contact_form){ now->email, now->phone });
}

static enum err show_account(struct req *r)
{
	struct account_view v = { 0 };
	struct contact now = contact_of(req_tx(r), WHO_ACCOUNT, r->who.id);
	if (!account_load(req_tx(r), r->site->secret, r->who.id, &v.a))
		return fail(r, ERR_NOT_FOUND, "没有这个账户。");
	v.certificate = certificate_masked(r->mem, v.a.certificate);
	v.contact_certificate = certificate_masked(r->mem, v.a.contact_certificate);
	v.phone = phone_masked(r->mem, v.a.phone);
	v.level_name = identity_level_names[v.a.level];
	v.level_tone = v.a.level >= 2 ? "good" : "soon";
	v.level_advice = level_advice(v.a.level, v.a.company);
	v.address = identity_fields(r, address_fields, COUNT(address_fields), &(struct address_form){ v.a.address });
	v.email_field = contact_views(r, 1, &now);
	v.phone_fields = identity_fields(r, phone_fields, COUNT(phone_fields), NULL);
	v.password_fields = identity_fields(r, password_fields, COUNT(password_fields), NULL);
	identity_my_account(r->out, r, &v);
	return OK;
}

enum err my_account_show(struct req *r)
{
	return show_account(r);
}

enum err my_password_show(struct req *r)
{
	struct contact now = contact_of(req_tx(r), WHO_STAFF, r->who.id);
	struct own_view v = { contact_views(r, COUNT(contact_fields), &now),
			      identity_fields(r, password_fields, COUNT(password_fields), NULL) };
	identity_desk_password(r->out, r, &v);
	return OK;
}

static enum err again(struct req *r)
{
	enum err e = r->who.kind == WHO_STAFF ? my_password_show(r) : show_account(r);
	return e ? e : reply_again(r);
}

static const char *own_hash(struct req *r)
{
	struct account_row account;
	struct staff_row staff;
	if (r->who.kind == WHO_STAFF)
		return staff_find(req_tx(r), r->who.id, &staff) ? staff.password : "";
	return account_find(req_tx(r), r->who.id, &account) ? account.password : "";
}

static enum err count_failure(struct tx *t, void *subject)
{
	attempt_failed(t, subject);
	return t->failed;
}

/* Whoever finds an open session must not guess on: wrong passwords count here as they do at the door. A wrong one becomes
 * an error at the field. */
static enum err prove(struct req *r, const char *field, const char *password)
{
	const char *subject = identity_subject(r, "own password", arena_printf(r->mem, "%lld", (long long)r->who.id));
	if (!attempt_allowed(req_tx(r), subject))
		return fail(r, ERR_TOO_MANY, "密码连续输错多次，请过几分钟再试（最长一小时）。");
	if (password_fits(own_hash(r), password))
		return OK;
	form_add_error(r, field, "", "密码不正确");
	return req_write(r, count_failure, (void *)subject);
}

struct change {
	const struct site *site;
	enum who_kind kind;
	int64_t id;
	const char *value; /* already hashed when it is a password */
	const char *token;
	struct contact_form contact;
};

static enum err put_address(struct tx *t, void *arg)
{
	const struct change *c = arg;
	account_set_address(t, c->id, secret_seal(c->site->secret, t->mem, c->value));
	return t->failed;
}

static enum err put_contact(struct tx *t, void *arg)
{
	const struct change *c = arg;
	if (c->kind == WHO_STAFF)
		staff_set_contact(t, c->id, c->contact.email, c->contact.phone);
	else
		account_set_email(t, c->id, c->contact.email);
	return t->failed;
}

static enum err put_phone(struct tx *t, void *arg)
{
	const struct change *c = arg;
	return account_change_phone(t, c->site->secret, c->id, c->value);
}

static enum err put_password(struct tx *t, void *arg)
{
	struct change *c = arg;
	if (c->kind == WHO_STAFF)
		staff_set_password(t, c->id, c->value);
	else
		account_set_password(t, c->id, c->value);
	session_end_all(t, c->kind, c->id);
	c->token = session_begin(t, c->kind, c->id);
	return t->failed;
}

static struct change change_of(const struct req *r, const char *value)
{
	return (struct change){ .site = r->site, .kind = r->who.kind, .id = r->who.id, .value = value };
}

static enum err finish(struct req *r, enum err e, const char *words)
{
	if (e)
		return form_take_fault(r) ? again(r) : e;
	reply_say(r, "%s", words);
	return reply_redirect(r, r->who.kind == WHO_STAFF ? "/desk/password" : "/my/account");
}

static enum err change_address(struct req *r)
{
	struct address_form f;
	if (!form_read(r, address_fields, COUNT(address_fields), &f))
		return again(r);
	struct change c = change_of(r, f.address);
	return finish(r, req_write(r, put_address, &c), "地址已保存。");
}

static enum err change_contact(struct req *r)
{
	struct change c = change_of(r, NULL);
	bool staff = r->who.kind == WHO_STAFF;
	if (!form_read(r, contact_fields, staff ? COUNT(contact_fields) : 1, &c.contact))
		return again(r);
	return finish(r, req_write(r, put_contact, &c), staff ? "联系方式已保存。" : "电子邮箱已保存。");
}

static enum err change_phone(struct req *r)
{
	struct phone_form f;
	enum err e = form_read(r, phone_fields, COUNT(phone_fields), &f) ? prove(r, "phone_password", f.phone_password) : OK;
	if (e || r->n_errors)
		return e ? e : again(r);
	struct change c = change_of(r, f.phone);
	return finish(r, req_write(r, put_phone, &c), "手机号已更换，下次请用新手机号登录。");
}

/* Staff have no certificate here. */
static enum err judge(struct req *r, const struct password_form *f)
{
	struct account a = { .phone = contact_of(req_tx(r), r->who.kind, r->who.id).phone, .certificate = "", .contact_certificate = "" };
	if (r->who.kind == WHO_ACCOUNT && !account_load(req_tx(r), r->site->secret, r->who.id, &a))
		return fail(r, ERR_NOT_FOUND, "没有这个账户。");
	const char *const forbidden[] = { a.phone, a.certificate, a.contact_certificate, NULL };
	identity_judge_password(r, f->new_password, f->new_password_again, forbidden);
	return OK;
}

static enum err change_password(struct req *r)
{
	struct password_form f;
	enum err e = OK;
	if (form_read(r, password_fields, COUNT(password_fields), &f))
		e = judge(r, &f);
	if (!e && !r->n_errors)
		e = prove(r, "password", f.password);
	if (e || r->n_errors)
		return e ? e : again(r);
	struct change c = change_of(r, password_hash(r->mem, f.new_password));
	e = req_write(r, put_password, &c);
	if (!e)
		req_sign_in(r, c.token);
	return finish(r, e, "密码已修改，其他设备上的登录已退出。");
}

enum err my_account_take(struct req *r)
{
	static const struct { const char *word; enum err (*change)(struct req *r); } changes[] = {
		{ "address", change_address }, { "email", change_contact }, { "phone", change_phone }, { "password", change_password },
	};
	for (size_t i = 0; i < COUNT(changes); i++)
		if (str_eq(req_field(r, "do"), changes[i].word))
			return changes[i].change(r);
	return fail(r, ERR_BAD_INPUT, "没有说明要改什么。");
}

enum err my_password_take(struct req *r)
{
	return str_eq(req_field(r, "do"), "contact") ? change_contact(r) : change_password(r);
}
