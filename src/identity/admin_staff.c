#include "identity/identity_private.h"
#include "identity/admin_person.html.h"
#include "identity/admin_staff.html.h"
#include "identity/password_once.html.h"
#include "base/str.h"
#include "web/session.h"

enum { PAGE = 50 };

struct typed {
	const char *login, *name, *post, *state;
	int64_t organisation;
};

static const struct choice states[] = { { "active", "在岗" }, { "left", "已离开（马上退出登录，不能再登录）" }, { 0 } };

static const struct field name_field = { "name", "姓名", FIELD_TEXT, offsetof(struct typed, name), true, .max = 50 };
static const struct field post_field = { "post", "职务", FIELD_TEXT, offsetof(struct typed, post), false, .max = 50 };
static const struct field organisation_field = { "organisation", "机构", FIELD_NUMBER, offsetof(struct typed, organisation), true };

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
	return *words ? words : "无";
}

enum err admin_staff_list(struct req *r)
{
	struct tx *t = req_tx(r);
	struct staff_row *rows;
	struct organisation *organisations;
	struct staff_list_view v = { .words = req_query(r, "q"), .organisation = req_query_int(r, "organisation", 0, INT64_MAX, 0) };
	size_t n = staff_after(t, req_query(r, "after"), v.organisation, identity_like(r->mem, v.words), PAGE + 1, &rows);
	v.n = n > PAGE ? PAGE : n;
	v.next_login = n > PAGE ? rows[PAGE - 1].login : "";
	v.n_organisations = organisation_list(t, &organisations);
	v.organisations = organisations;
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
			lines[v->n_grants++] = (struct grant_line){ role->word, role->name, rows[i].organisation_name, rows[i].organisation };
	}
	v->grants = lines;
}

static void list_organisations(struct req *r, struct staff_view *v)
{
	struct organisation *all;
	v->n_organisations = organisation_list(req_tx(r), &all);
	v->organisations = all;
	v->organisation_error = form_error_of(r, "organisation");
	v->organisation = form_error_of(r, "organisation") || *req_field(r, "organisation") ? 0 : v->organisation;
	(void)!num_parse(req_field(r, "organisation"), 1, INT64_MAX, &v->organisation);
}

static enum err show_new(struct req *r)
{
	static const struct field fields[] = {
		{ "login", "登录名", FIELD_TEXT, offsetof(struct typed, login), true, .min = 2, .max = 32, .hint = "小写字母、数字，例如 chenli" },
		{ "name", "姓名", FIELD_TEXT, offsetof(struct typed, name), true, .max = 50 },
		{ "post", "职务", FIELD_TEXT, offsetof(struct typed, post), false, .max = 50 },
	};
	struct staff_view v = { .title = "新增人员", .login = "", .state = "", .n = sizeof fields / sizeof *fields };
	v.fields = identity_fields(r, fields, v.n, NULL);
	list_organisations(r, &v);
	identity_admin_person(r->out, r, &v);
	return OK;
}
