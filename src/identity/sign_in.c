#include "identity/identity_private.h"
#include "identity/sign_in.html.h"
#include "base/str.h"
#include "web/session.h"

struct door {
	enum who_kind kind;
	const char *title, *action, *user_label, *user_hint, *after, *wrong;
};

static const struct door hall = {
	WHO_ACCOUNT, "登录", "/sign-in", "手机号或证件号码", "证件号码：个人用公民身份号码，企业用统一社会信用代码", "/my",
	"手机号、证件号码或密码不正确。连续输错几次后，需要过一会儿才能再试",
};
static const struct door desk = {
	WHO_STAFF, "工作人员登录", "/desk/sign-in", "登录名", NULL, "/desk",
	"登录名或密码不正确。连续输错几次后，需要过一会儿才能再试",
};

struct typed {
	const char *user, *password;
};

static const struct field fields[] = {
	{ "user", "登录名", FIELD_TEXT, offsetof(struct typed, user), true, .max = 64 },
	{ "password", "密码", FIELD_SECRET, offsetof(struct typed, password), true, .max = PASSWORD_MAX },
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

static enum err show(struct req *r, const struct door *d)
{
	struct field user = fields[0];
	user.label = d->user_label;
	user.hint = d->user_hint;
	struct sign_in_view v = {
		.title = d->title, .action = d->action, .next = identity_next(r, ""), .desk = d == &desk,
		.user = form_view(r, &user, ""), .password = form_view(r, &fields[1], ""),
	};
	v.user.autocomplete = "username";
	identity_sign_in(r->out, r, &v);
	return OK;
}

static void find_person(struct req *r, const struct door *d, const char *user, struct sign_in *s)
{
	struct tx *t = req_tx(r);
	struct staff_row staff;
	struct account_row account;
	s->hashed = "";
	s->id = d == &desk ? staff_id_by_login(t, user) : account_by_words(t, r->site->secret, user);
	if (d == &desk && s->id && staff_find(t, s->id, &staff) && str_eq(staff.state, "active"))
		s->hashed = staff.password;
	else if (d == &hall && s->id && account_find(t, s->id, &account))
		s->hashed = account.password;
	s->subject = s->id ? identity_subject(r, d->action, arena_printf(r->mem, "%lld", (long long)s->id))
			   : identity_subject(r, d->action, user);
}

static bool allowed(struct tx *t, const struct sign_in *s)
{
	return attempt_allowed(t, s->subject) && attempt_client_allowed(t, s->client);
}

static enum err too_many(struct fault *f)
{
	return fault_set(f, ERR_TOO_MANY, "", "登录失败次数太多。为了您的账户安全，请过几分钟再试（最长一小时）。");
}

enum err sign_in_settle(struct tx *t, void *sign_in)
{
	struct sign_in *s = sign_in;
	if (!allowed(t, s))
		return too_many(t->fault);
	if (!s->fits) {
		attempt_failed(t, s->subject);
		attempt_failed(t, s->client);
		return t->failed;
	}
	attempt_forget(t, s->subject);
	attempt_forget(t, s->client);
	session_end(t, s->old_token);
	s->token = session_begin(t, s->kind, s->id);
	return t->failed;
}

static enum err again(struct req *r, const struct door *d)
{
	enum err e = show(r, d);
	return e ? e : reply_again(r);
}

static enum err take(struct req *r, const struct door *d)
{
	struct typed typed;
	if (!form_read(r, fields, N_FIELDS, &typed))
		return again(r, d);
	struct sign_in s = { .kind = d->kind, .client = req_client_key(r), .old_token = req_token(r) };
	find_person(r, d, typed.user, &s);
	if (!allowed(req_tx(r), &s))
		return too_many(r->fault);
	s.fits = password_fits(s.hashed, typed.password);
	enum err e = req_write(r, sign_in_settle, &s);
	if (e)
		return e;
	if (!s.token) {
		form_add_error(r, "user", "", d->wrong);
		return again(r, d);
	}
	req_sign_in(r, s.token);
	return reply_redirect(r, "%s", identity_next(r, d->after));
}

static enum err show_unless_in(struct req *r, const struct door *d)
{
	return r->who.kind == d->kind ? reply_redirect(r, "%s", identity_next(r, d->after)) : show(r, d);
}

enum err sign_in_show(struct req *r)
{
	return show_unless_in(r, &hall);
}

enum err sign_in_take(struct req *r)
{
	return take(r, &hall);
}

enum err sign_in_show_desk(struct req *r)
{
	return show_unless_in(r, &desk);
}

enum err sign_in_take_desk(struct req *r)
{
	return take(r, &desk);
}

static enum err end_session(struct tx *t, void *token)
{
	session_end(t, token);
	return t->failed;
}

enum err sign_in_out(struct req *r)
{
	bool staff = r->who.kind == WHO_STAFF;
	enum err e = req_write(r, end_session, (void *)req_token(r));
	if (e)
		return e;
	req_sign_out(r);
	reply_say(r, "已退出登录。");
	return reply_redirect(r, "%s", staff ? "/desk/sign-in" : "/");
}
