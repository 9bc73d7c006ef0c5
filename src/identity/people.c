#include "identity/identity_private.h"
#include "identity/people.html.h"
#include "base/str.h"
#include "web/session.h"

struct find_form { const char *user; };
struct proof_form { const char *certificate; int64_t seen; };

static const struct field find_fields[] = {
	{ "user", "手机号或证件号码", FIELD_TEXT, offsetof(struct find_form, user), true, .max = 32 },
};
static const struct field proof_fields[] = {
	{ "certificate", "证件上的号码", FIELD_TEXT, offsetof(struct proof_form, certificate), true, .max = 32,
	  .hint = "照着对方出示的原件输入，不是照着屏幕" },
	{ "seen", "已看过原件，照片与本人一致（企业：营业执照与联系人身份证件都已看过）", FIELD_CHECK, offsetof(struct proof_form, seen), true },
};
enum { N_PROOF = sizeof proof_fields / sizeof *proof_fields };

static enum err show(struct req *r, const struct account *a, const char *password)
{
	struct people_view v = { .find = form_view(r, &find_fields[0], "") };
	if (a) {
		v.found = true;
		v.a = *a;
		v.certificate = certificate_masked(r->mem, a->certificate);
		v.contact_certificate = certificate_masked(r->mem, a->contact_certificate);
		v.phone = phone_masked(r->mem, a->phone);
		v.level_name = identity_level_names[a->level];
		struct field_view *proof = identity_fields(r, proof_fields, N_PROOF, NULL);
		proof[0].label = a->company ? "营业执照上的统一社会信用代码" : "身份证件上的号码";
		v.proof = proof;
		v.password = str_or_empty(password);
	}
	identity_people(r->out, r, &v);
	return OK;
}

static enum err again(struct req *r, const struct account *a)
{
	enum err e = show(r, a, NULL);
	return e ? e : reply_again(r);
}

enum err people_show(struct req *r)
{
	return show(r, NULL, NULL);
}

struct deed {
	const struct req *r;
	int64_t account;
	const char *what, *purpose;
	const char *hashed; /* of the new password */
};

static enum err note(struct tx *t, void *arg)
{
	const struct deed *d = arg;
	audit_add(t, &d->r->who, d->what, arena_printf(t->mem, "账户 %lld", (long long)d->account), d->purpose);
	return t->failed;
}

enum err people_find(struct req *r)
{
	struct find_form f;
	struct account a;
	if (!form_read(r, find_fields, 1, &f))
		return again(r, NULL);
	int64_t id = account_by_words(req_tx(r), r->site->secret, f.user);
	if (!id || !account_load(req_tx(r), r->site->secret, id, &a)) {
		form_add_error(r, "user", "", "没有用这个号码注册的账户，请核对号码，或请对方先注册");
		return again(r, NULL);
	}
	struct deed d = { r, id, "查账户", "窗口核验", NULL };
	enum err e = req_write(r, note, &d);
	return e ? e : show(r, &a, NULL);
}

/* The number typed from the document must be the account's: a clerk cannot confirm somebody without it at hand. */
static bool proven(struct req *r, const struct account *a)
{
	struct proof_form f;
	if (!form_read(r, proof_fields, N_PROOF, &f))
		return false;
	const struct secret *s = r->site->secret;
	const char *typed = certificate_key(s, r->mem, str_code(r->mem, f.certificate));
	if (!str_eq(typed, certificate_key(s, r->mem, a->certificate)))
		form_add_error(r, "certificate", "证件上的号码", "与账户登记的号码不一致，不能核验");
	return r->n_errors == 0;
}

static enum err put_level(struct tx *t, void *arg)
{
	const struct deed *d = arg;
	if (account_set_level(t, d->account, 2, arena_printf(t->mem, "counter %lld", (long long)d->r->who.id)) != 1 && !t->failed)
		return fail(t, ERR_CONFLICT, "这个账户已经实名，不用再核验。");
	return note(t, arg);
}

static enum err verify(struct req *r, const struct account *a)
{
	struct deed d = { r, a->id, "实名核验", "窗口核验身份证件原件", NULL };
	enum err e = req_write(r, put_level, &d);
	if (e)
		return e;
	reply_say(r, "%s已实名，马上生效。", a->name);
	return reply_redirect(r, "/desk/people");
}

static enum err put_password(struct tx *t, void *arg)
{
	const struct deed *d = arg;
	account_set_password(t, d->account, d->hashed);
	session_end_all(t, WHO_ACCOUNT, d->account);
	return note(t, arg);
}

static enum err reset(struct req *r, const struct account *a)
{
	const char *password = identity_new_password(r->mem);
	struct deed d = { r, a->id, "重设账户密码", "窗口核验身份证件原件", password_hash(r->mem, password) };
	enum err e = req_write(r, put_password, &d);
	return e ? e : show(r, a, password);
}

enum err people_take(struct req *r)
{
	static const struct { const char *word; enum err (*act)(struct req *r, const struct account *a); } acts[] = {
		{ "verify", verify }, { "password", reset },
	};
	struct account a;
	if (!account_load(req_tx(r), r->site->secret, req_param_id(r, "id"), &a))
		return fail(r, ERR_NOT_FOUND, "没有这个账户。");
	if (!proven(r, &a))
		return again(r, &a);
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (str_eq(req_field(r, "do"), acts[i].word))
			return acts[i].act(r, &a);
	return fail(r, ERR_BAD_INPUT, "没有说明要做什么。");
}
