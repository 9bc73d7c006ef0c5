/* `tongban admin LOGIN`: the first administrator of a new place, who makes all others in the browser. */
#include "identity/identity_private.h"
#include "base/str.h"
#include <stdio.h>

struct first {
	const char *login, *password, *hashed;
};

/* Somebody must belong somewhere: to the first organisation, or to one made for the purpose. */
static int64_t home_of(struct tx *t)
{
	struct organisation *all;
	static const struct organisation own = {
		.kind = "office", .name = "政务服务管理机构", .short_name = "管理机构", .uscc = "", .mark = "", .address = "", .hours = "",
		.phone = "", .complain_phone = "", .review_body = "", .court = "", .windows = "",
	};
	return organisation_list(t, &all) ? all[0].id : organisation_add(t, &own, NULL, NULL, 1);
}

static enum err add(struct tx *t, void *arg)
{
	const struct first *f = arg;
	const struct staff s = { .organisation = home_of(t), .login = f->login, .name = f->login, .post = "系统管理员" };
	int64_t id = staff_add(t, &s, f->hashed);
	if (!id)
		return t->failed ? t->failed : t->fault->code;
	staff_grant(t, id, ROLE_ADMIN, s.organisation, id);
	return t->failed;
}

static int cmd_admin(struct call *c)
{
	if (!call_rest(c, 1))
		return EXIT_USAGE;
	struct first f = { .login = c->argv[0], .password = identity_new_password(c->mem) };
	f.hashed = password_hash(c->mem, f.password);
	if (store_write(c->site->store, c->mem, c->fault, add, &f))
		return call_failed(c);
	printf("%s may sign in at /desk/sign-in with the password %s\n", f.login, f.password);
	return EXIT_OK;
}

const struct command identity_commands[] = {
	{ "admin", "LOGIN", "make an administrator and print the first password once", COMMAND_SITE, cmd_admin },
	{ 0 },
};
