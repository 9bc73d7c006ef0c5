#include "web/who.h"
#include "base/err.h"
#include "base/str.h"

const struct role roles[] = {
	{ ROLE_COUNTER, "counter", "综合窗口" }, { ROLE_PREREVIEW, "prereview", "预审" }, { ROLE_HANDLE, "handle", "承办" },
	{ ROLE_CHECK, "check", "审核" }, { ROLE_APPROVE, "approve", "批准" }, { ROLE_HEAD, "head", "部门负责人" },
	{ ROLE_ADMIN, "admin", "系统管理员" }, { ROLE_CATALOGUE, "catalogue", "事项管理" }, { ROLE_REFORM, "reform", "审改办" },
	{ 0, NULL, NULL },
};

const struct role *role_by_word(const char *word)
{
	for (const struct role *r = roles; r->bit; r++)
		if (str_eq(r->word, word))
			return r;
	return NULL;
}

const struct role *role_by_bit(unsigned bit)
{
	const struct role *r = roles;
	while (r->bit && r->bit != bit)
		r++;
	must(r->bit);
	return r;
}

bool who_has(const struct who *w, unsigned roles_wanted, int64_t organisation)
{
	if (w->kind != WHO_STAFF)
		return false;
	if (roles_wanted & w->roles & ROLE_ADMIN)
		return true;
	for (size_t i = 0; i < w->n_grants; i++)
		if ((w->grants[i].role & roles_wanted) && w->grants[i].organisation == organisation)
			return true;
	return false;
}

int64_t who_instead_of(const struct who *w, unsigned roles_wanted, int64_t organisation)
{
	int64_t instead_of = 0;
	for (size_t i = 0; i < w->n_grants; i++)
		if ((w->grants[i].role & roles_wanted) && w->grants[i].organisation == organisation) {
			if (!w->grants[i].instead_of)
				return 0;
			instead_of = w->grants[i].instead_of;
		}
	return instead_of;
}
