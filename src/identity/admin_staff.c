#include "identity/identity_private.h"
#include "identity/admin_person.html.h"
#include "identity/admin_staff.html.h"
#include "identity/password_once.html.h"
#include "base/str.h"
#include "web/session.h"
#include <string.h>

enum { PAGE = 50 };

struct typed {
	const char *login, *name, *post, *state, *organisation;
};

static const struct choice states[] = { { "active", "在岗" }, { "left", "已离开（马上退出，不能再登录）" }, { 0 } };

#define NAME { "name", "姓名", FIELD_TEXT, offsetof(struct typed, name), true, .max = 50 }
#define POST_HELD { "post", "职务", FIELD_TEXT, offsetof(struct typed, post), false, .max = 50 }
#define ORGANISATION { "organisation", "机构", FIELD_HIDDEN, offsetof(struct typed, organisation) }

/* The organisation stands last in both: the page draws it as a list to choose from. */
static const struct field new_fields[] = {
	{ "login", "登录名", FIELD_TEXT, offsetof(struct typed, login), true, .min = 2, .max = 32, .hint = "小写字母和数字，例如 chenli；以后不能改" },
	NAME, POST_HELD, ORGANISATION,
};
static const struct field edit_fields[] = {
	NAME, POST_HELD,
	{ "state", "状态", FIELD_CHOICE, offsetof(struct typed, state), true, .choices = states },
	ORGANISATION,
};
/* What stands there is shown masked only, so that an empty field means to leave it. */
static const struct field contact_fields[] = {
	{ "email", "新的电子邮箱", FIELD_EMAIL, offsetof(struct contact, email), false, .hint = "不填就不变" },
	{ "phone", "新的手机号", FIELD_PHONE, offsetof(struct contact, phone), false, .hint = "不填就不变" },
};
#define COUNT(fields) (sizeof fields / sizeof *fields)

static const char *role_words(struct req *r, int64_t staff)
{
	struct grant_named_row *grants;
	size_t n = grant_of(req_tx(r), staff, &grants);
	const char *words = "";
	unsigned seen = 0;
	for (size_t i = 0; i < n; i++) {
		const struct role *role = role_by_word(grants[i].role);
		if (!role || (seen & role->bit))
			continue;
		words = arena_printf(r->mem, "%s%s%s", words, seen ? "、" : "", role->name);
		seen |= role->bit;
	}
	return seen ? words : "无";
}

enum err admin_staff_list(struct req *r)
{
	struct tx *t = req_tx(r);
	struct staff_row *rows;
	struct staff_list_view v = { .words = req_query(r, "q") };
	int64_t organisation = req_query_int(r, "organisation", 1, INT64_MAX, 0);
	size_t n = staff_after(t, req_query(r, "after"), organisation, identity_like(r->mem, v.words), PAGE + 1, &rows);
	v.n = n > PAGE ? PAGE : n;
	v.next_login = n > PAGE ? rows[PAGE - 1].login : "";
	v.organisation = identity_choose(r, "organisation", "机构", identity_organisation_choices(r, 0),
					 identity_id_words(r->mem, organisation));
	v.organisation.nothing = "全部机构";
	struct staff_line *lines = arena_array(r->mem, struct staff_line, n + 1);
	for (size_t i = 0; i < v.n; i++)
		lines[i] = (struct staff_line){ rows[i].id, rows[i].name, rows[i].login, rows[i].post, rows[i].organisation_name,
						role_words(r, rows[i].id), str_eq(rows[i].state, "left") };
	v.lines = lines;
	identity_admin_staff(r->out, r, &v);
	return OK;
}

static void list_grants(struct req *r, int64_t staff, struct staff_view *v)
{
	struct grant_named_row *rows;
	size_t n = grant_of(req_tx(r), staff, &rows);
	struct grant_line *lines = arena_array(r->mem, struct grant_line, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct role *role = role_by_word(rows[i].role);
		if (role)
			lines[v->n_grants++] = (struct grant_line){ role->word, role->name, rows[i].organisation_name,
								    rows[i].organisation };
	}
	v->grants = lines;
}

static const struct choice *role_choices(struct arena *a)
{
	size_t n = 0;
	while (roles[n].bit)
		n++;
	struct choice *choices = arena_array(a, struct choice, n + 1);
	for (size_t i = 0; i < n; i++)
		choices[i] = (struct choice){ roles[i].word, roles[i].name };
	return choices;
}

static enum err draw(struct req *r, const struct field *fields, size_t n, const struct typed *from, struct staff_view *v)
{
	const struct choice *organisations = identity_organisation_choices(r, 0);
	const char *now = from ? from->organisation : "";
	v->fields = identity_fields(r, fields, n, from);
	v->n = n - 1;
	v->organisation = identity_choose(r, "organisation", "机构", organisations, now);
	v->role = identity_choose(r, "role", "岗位", role_choices(r->mem), "");
	v->at = identity_choose(r, "at", "在哪个机构", organisations, now);
	identity_admin_person(r->out, r, v);
	return OK;
}

enum err admin_staff_new(struct req *r)
{
	struct staff_view v = { .title = "新增人员" };
	return draw(r, new_fields, COUNT(new_fields), NULL, &v);
}

static enum err show(struct req *r, const struct staff_row *s)
{
	struct staff_view v = { .id = s->id, .title = s->name, .login = s->login, .left = str_eq(s->state, "left") };
	struct typed now = { s->login, s->name, s->post, s->state, identity_id_words(r->mem, s->organisation) };
	struct contact contact = contact_of(req_tx(r), WHO_STAFF, s->id);
	list_grants(r, s->id, &v);
	v.email = contact_email_masked(r->mem, contact.email);
	v.phone = phone_masked(r->mem, contact.phone);
	v.contact = identity_fields(r, contact_fields, COUNT(contact_fields), NULL);
	return draw(r, edit_fields, COUNT(edit_fields), &now, &v);
}

static enum err load(struct req *r, struct staff_row *out)
{
	return staff_find(req_tx(r), req_param_id(r, "id"), out) ? OK : fail(r, ERR_NOT_FOUND, "没有这位人员。");
}

enum err admin_staff_show(struct req *r)
{
	struct staff_row s;
	enum err e = load(r, &s);
	return e ? e : show(r, &s);
}

static enum err again(struct req *r, enum err drawn)
{
	return drawn ? drawn : reply_again(r);
}

struct deed {
	const struct req *r;
	int64_t id, organisation;
	const struct typed *typed;
	const char *hashed, *role;
	bool remove;
	struct contact contact;
};

static void note(struct tx *t, const struct deed *d, const char *what, const char *more)
{
	audit_add(t, &d->r->who, what, arena_printf(t->mem, "人员 %lld", (long long)d->id), more);
}

/* Nobody could let anybody in again. */
static enum err keep_an_admin(struct tx *t)
{
	if (!t->failed && grant_holders(t, role_by_bit(ROLE_ADMIN)->word) == 0)
		return fail(t, ERR_CONFLICT, "至少要留一位在岗的系统管理员，请先给别人这个岗位。");
	return t->failed;
}

/* The organisation that a list was set to; adds the error when it is none. */
static int64_t read_organisation(struct req *r, const char *field, const char *label)
{
	struct organisation o;
	int64_t id = 0;
	if (!num_parse(req_field(r, field), 1, INT64_MAX, &id) || !organisation_load(req_tx(r), id, &o))
		form_add_error(r, field, label, "请选择机构");
	return id;
}

static bool is_login(const char *login)
{
	return login[strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._-")] == '\0';
}

static enum err put_new(struct tx *t, void *arg)
{
	struct deed *d = arg;
	const struct typed *f = d->typed;
	struct staff s = { .organisation = d->organisation, .login = f->login, .name = f->name, .post = f->post };
	d->id = staff_add(t, &s, d->hashed);
	note(t, d, "新增人员", s.login);
	return t->failed;
}

static enum err show_once(struct req *r, const char *title, const char *name, const char *login, int64_t id,
			  const char *password)
{
	struct once_view v = { title, name, login, password, id };
	identity_password_once(r->out, r, &v);
	return OK;
}

enum err admin_staff_take_new(struct req *r)
{
	struct typed f = { 0 };
	bool read = form_read(r, new_fields, COUNT(new_fields), &f);
	int64_t organisation = read_organisation(r, "organisation", "机构");
	if (read && !is_login(f.login))
		form_add_error(r, "login", "登录名", "只能用小写字母、数字、点、横线和下划线");
	if (r->n_errors)
		return again(r, admin_staff_new(r));
	const char *password = identity_new_password(r->mem);
	struct deed d = { .r = r, .organisation = organisation, .typed = &f, .hashed = password_hash(r->mem, password) };
	enum err e = req_write(r, put_new, &d);
	if (e)
		return form_take_fault(r) ? again(r, admin_staff_new(r)) : e;
	return show_once(r, "人员已新增", f.name, f.login, d.id, password);
}

static enum err put(struct tx *t, void *arg)
{
	const struct deed *d = arg;
	const struct typed *f = d->typed;
	staff_set(t, d->id, d->organisation, f->name, f->post, f->state);
	if (str_eq(f->state, "left"))
		session_end_all(t, WHO_STAFF, d->id);
	note(t, d, "修改人员", arena_printf(t->mem, "%s，%s，%s", f->name, f->post, str_eq(f->state, "left") ? "已离开" : "在岗"));
	return keep_an_admin(t);
}

enum err admin_staff_take(struct req *r)
{
	struct staff_row s;
	struct typed f = { 0 };
	enum err e = load(r, &s);
	if (e)
		return e;
	bool read = form_read(r, edit_fields, COUNT(edit_fields), &f);
	int64_t organisation = read_organisation(r, "organisation", "机构");
	if (!read || r->n_errors)
		return again(r, show(r, &s));
	struct deed d = { .r = r, .id = s.id, .typed = &f, .organisation = organisation };
	e = req_write(r, put, &d);
	if (e)
		return e;
	reply_say(r, "%s已保存。", f.name);
	return reply_redirect(r, "/admin/staff/%lld", (long long)s.id);
}

static enum err put_contact(struct tx *t, void *arg)
{
	const struct deed *d = arg;
	struct contact now = d->remove ? (struct contact){ "", "" } : contact_of(t, WHO_STAFF, d->id);
	const char *email = *d->contact.email ? d->contact.email : now.email, *phone = *d->contact.phone ? d->contact.phone : now.phone;
	staff_set_contact(t, d->id, email, phone);
	note(t, d, d->remove ? "去掉人员联系方式" : "修改人员联系方式", "系统管理");
	return t->failed;
}

enum err admin_staff_contact(struct req *r)
{
	struct staff_row s;
	struct deed d = { .r = r, .remove = str_eq(req_field(r, "do"), "remove"), .contact = { "", "" } };
	enum err e = load(r, &s);
	if (e)
		return e;
	if (!d.remove && !form_read(r, contact_fields, COUNT(contact_fields), &d.contact))
		return again(r, show(r, &s));
	d.id = s.id;
	e = req_write(r, put_contact, &d);
	if (e)
		return e;
	reply_say(r, "联系方式已保存。");
	return reply_redirect(r, "/admin/staff/%lld", (long long)s.id);
}

static enum err put_role(struct tx *t, void *arg)
{
	const struct deed *d = arg;
	if (d->remove)
		grant_remove(t, d->id, d->role, d->organisation);
	else
		grant_put(t, d->id, d->role, d->organisation, d->r->who.id);
	const char *more = arena_printf(t->mem, "%s，机构 %lld", role_by_word(d->role)->name, (long long)d->organisation);
	note(t, d, d->remove ? "去掉岗位" : "加上岗位", more);
	return keep_an_admin(t);
}

enum err admin_staff_roles(struct req *r)
{
	struct staff_row s;
	struct deed d = { .r = r, .role = req_field(r, "role"), .remove = str_eq(req_field(r, "do"), "remove") };
	enum err e = load(r, &s);
	if (e)
		return e;
	if (!role_by_word(d.role))
		form_add_error(r, "role", "岗位", "请选择岗位");
	d.organisation = read_organisation(r, "at", "在哪个机构");
	if (r->n_errors)
		return again(r, show(r, &s));
	d.id = s.id;
	e = req_write(r, put_role, &d);
	if (e)
		return e;
	reply_say(r, "岗位已更新，马上生效。");
	return reply_redirect(r, "/admin/staff/%lld", (long long)s.id);
}

static enum err put_password(struct tx *t, void *arg)
{
	const struct deed *d = arg;
	staff_set_password(t, d->id, d->hashed);
	session_end_all(t, WHO_STAFF, d->id);
	note(t, d, "重设人员密码", "系统管理");
	return t->failed;
}

enum err admin_staff_password(struct req *r)
{
	struct staff_row s;
	enum err e = load(r, &s);
	if (e)
		return e;
	const char *password = identity_new_password(r->mem);
	struct deed d = { .r = r, .id = s.id, .hashed = password_hash(r->mem, password) };
	e = req_write(r, put_password, &d);
	return e ? e : show_once(r, "密码已重设", s.name, s.login, s.id, password);
}
