#include "identity/identity_private.h"
#include "base/digest.h"
#include "base/str.h"
#include <string.h>

const char *const identity_level_names[4] = { "未知", "已注册", "实名", "数字证书" };

static const char *typed_before(struct arena *a, const struct field *f, const void *from)
{
	const char *at = (const char *)from + f->offset, *text;
	int64_t number;
	if (f->kind == FIELD_NUMBER || f->kind == FIELD_CHECK) {
		memcpy(&number, at, sizeof number);
		return arena_printf(a, "%lld", (long long)number);
	}
	memcpy(&text, at, sizeof text);
	return text;
}

struct field_view *identity_fields(struct req *r, const struct field *fields, size_t n, const void *from)
{
	struct field_view *all = arena_array(r->mem, struct field_view, n);
	for (size_t i = 0; i < n; i++) {
		all[i] = form_view(r, &fields[i], from ? typed_before(r->mem, &fields[i], from) : "");
		if (str_starts(fields[i].name, "new_"))
			all[i].autocomplete = "new-password";
	}
	return all;
}

const char *identity_next(struct req *r, const char *otherwise)
{
	const char *next = r->method == POST ? req_field(r, "next") : req_query(r, "next");
	return req_is_own_path(next) ? next : otherwise;
}

const char *identity_like(struct arena *a, const char *words)
{
	char *pattern = arena_alloc(a, strlen(words) * 2 + 3), *to = pattern;
	*to++ = '%';
	for (; *words; words++) {
		if (strchr("%_\\", *words))
			*to++ = '\\';
		*to++ = *words;
	}
	*to = '%';
	return pattern;
}

const char *identity_new_password(struct arena *a)
{
	const char *d = random_digits(a, 12);
	return arena_printf(a, "%.4s-%.4s-%.4s", d, d + 4, d + 8);
}

void identity_judge_password(struct req *r, const char *password, const char *again, const char *const *forbidden)
{
	for (; *forbidden; forbidden++)
		if (**forbidden && strcasecmp(*forbidden, password) == 0) {
			form_add_error(r, "new_password", "新密码", "不能就用手机号或证件号码，请换一个");
			return;
		}
	if (!str_eq(password, again))
		form_add_error(r, "new_password_again", "再输一遍密码", "两次输入的密码不一样");
}

const char *identity_subject(const struct req *r, const char *kind, const char *words)
{
	return secret_key(r->site->secret, r->mem, "attempt", arena_printf(r->mem, "%s %s", kind, words));
}

struct select_view identity_choose(struct req *r, const char *name, const char *label, const struct choice *choices,
				   const char *otherwise)
{
	const char *typed = req_field(r, name);
	return (struct select_view){ .name = name, .label = label, .error = form_error_of(r, name), .nothing = "请选择",
				     .chosen = *typed ? typed : otherwise, .choices = choices };
}

const char *identity_id_words(struct arena *a, int64_t id)
{
	return id ? arena_printf(a, "%lld", (long long)id) : "";
}

const struct choice *identity_organisation_choices(struct req *r, int64_t but)
{
	struct organisation *all;
	size_t n = organisation_list(req_tx(r), &all), kept = 0;
	struct choice *choices = arena_array(r->mem, struct choice, n + 1);
	for (size_t i = 0; i < n; i++)
		if (all[i].id != but)
			choices[kept++] = (struct choice){ identity_id_words(r->mem, all[i].id), all[i].short_name };
	return choices;
}

enum { DESK_PEOPLE = ROLE_COUNTER | ROLE_ADMIN, ADMIN = ROLE_ADMIN };

static const struct route routes[] = {
	{ GET, "/sign-in", sign_in_show, ANYONE, .help = "sign-in of applicants" },
	{ POST, "/sign-in", sign_in_take, ANYONE, .body = FORM_BYTES, .help = "signs an applicant in" },
	{ GET, "/desk/sign-in", sign_in_show_desk, ANYONE, .help = "sign-in of staff" },
	{ POST, "/desk/sign-in", sign_in_take_desk, ANYONE, .body = FORM_BYTES, .help = "signs staff in" },
	{ POST, "/sign-out", sign_in_out, ANYONE, .body = FORM_BYTES, .help = "ends the session" },
	{ GET, "/register", register_show, ANYONE, .help = "a new account: ?kind=person or company" },
	{ POST, "/register", register_take, ANYONE, .body = FORM_BYTES, .help = "makes an account and signs it in" },
	{ GET, "/my/account", my_account_show, APPLICANT, .help = "the account's data, masked, and how to change them" },
	{ POST, "/my/account", my_account_take, APPLICANT, .body = FORM_BYTES, .help = "changes address, e-mail, telephone or password" },
	{ GET, "/desk/password", my_password_show, STAFF(ANY_ROLE), .help = "the account of staff: contact and password" },
	{ POST, "/desk/password", my_password_take, STAFF(ANY_ROLE), .body = FORM_BYTES, .help = "changes one of them" },
	{ GET, "/desk/leave", leave_show, STAFF(ANY_ROLE), .help = "who acts for whom during leave" },
	{ POST, "/desk/leave", leave_take, STAFF(ANY_ROLE), .body = FORM_BYTES, .help = "somebody acts for oneself or, for heads, for one's people" },
	{ POST, "/desk/leave/:id/end", leave_end, STAFF(ANY_ROLE), .body = FORM_BYTES, .help = "ends it before its last day" },
	{ GET, "/desk/people", people_show, DESK_PEOPLE, .help = "identity checks at the counter" },
	{ POST, "/desk/people", people_find, DESK_PEOPLE, .body = FORM_BYTES, .help = "finds an account" },
	{ POST, "/desk/people/:id", people_take, DESK_PEOPLE, .body = FORM_BYTES, .help = "identity checked, or a new password" },
	{ GET, "/admin/organisations", admin_organisation_list, ADMIN, .help = "organisations with their codes" },
	{ GET, "/admin/organisations/new", admin_organisation_new, ADMIN, .help = "form of a new organisation" },
	{ POST, "/admin/organisations/new", admin_organisation_take, ADMIN, .body = FORM_BYTES, .help = "adds it" },
	{ GET, "/admin/organisations/:id", admin_organisation_show, ADMIN, .help = "one organisation" },
	{ POST, "/admin/organisations/:id", admin_organisation_take, ADMIN, .body = FORM_BYTES, .help = "changes it" },
	{ POST, "/admin/organisations/:id/codes", admin_organisation_codes, ADMIN, .body = FORM_BYTES, .help = "adds or removes a code" },
	{ POST, "/admin/organisations/:id/merge", admin_organisation_merge, ADMIN, .body = FORM_BYTES, .help = "merges it into another" },
	{ GET, "/admin/staff", admin_staff_list, ADMIN, .help = "staff" },
	{ GET, "/admin/staff/new", admin_staff_new, ADMIN, .help = "form of a new member of staff" },
	{ POST, "/admin/staff/new", admin_staff_take_new, ADMIN, .body = FORM_BYTES, .help = "adds one, with a password shown once" },
	{ GET, "/admin/staff/:id", admin_staff_show, ADMIN, .help = "one member of staff, with roles" },
	{ POST, "/admin/staff/:id", admin_staff_take, ADMIN, .body = FORM_BYTES, .help = "changes name, post, organisation, state" },
	{ POST, "/admin/staff/:id/contact", admin_staff_contact, ADMIN, .body = FORM_BYTES, .help = "replaces or removes e-mail and telephone" },
	{ POST, "/admin/staff/:id/roles", admin_staff_roles, ADMIN, .body = FORM_BYTES, .help = "adds or removes a role" },
	{ POST, "/admin/staff/:id/password", admin_staff_password, ADMIN, .body = FORM_BYTES, .help = "a new password, shown once" },
	{ GET, "/admin/audit", admin_audit_list, ADMIN, .help = "who looked at or changed what" },
	{ 0 },
};

const struct room identity_room = {
	.name = "identity",
	.routes = routes,
	.statements = { &identity_sql, &identity_organisation_sql, &identity_staff_sql, &identity_delegation_sql },
	.commands = identity_commands,
};
