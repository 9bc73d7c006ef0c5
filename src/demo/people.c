/* Fictional people: four officials in each organisation, one window clerk, one of the reform office, one
 * administrator, applicants. */
#include "demo/demo_private.h"
#include "base/str.h"

enum { AWAY_DAYS = 6, SECOND = 90 }; /* SECOND: second handlers are called by other names than the first ones */

static const char *const surnames[] = { "陈", "林", "黄", "张", "李", "王", "吴", "蔡", "刘", "杨", "许", "郑", "谢", "郭", "洪", "曾", "叶", "苏" };
static const char *const given[] = { "立", "敏", "建华", "雅婷", "志勇", "淑芬", "文彬", "晓燕", "国栋", "丽娜", "伟", "静", "海峰", "秀珍", "明", "思远" };

static int64_t add_staff(struct tx *t, struct demo *d, int64_t organisation, const char *login, const char *post, size_t nth)
{
	const char *name = arena_printf(t->mem, "%s%s", surnames[nth % (sizeof surnames / sizeof *surnames)],
					given[nth * 7 % (sizeof given / sizeof *given)]);
	struct staff s = { .organisation = organisation, .login = login, .name = name, .post = post };
	return staff_add(t, &s, d->password_hashed);
}

static int64_t add_official(struct tx *t, struct demo *d, size_t organisation, const char *letter, const char *post, unsigned roles_held,
			    size_t nth)
{
	int64_t at = d->organisations[organisation];
	int64_t id = add_staff(t, d, at, arena_printf(t->mem, "%s%s", d->codes[organisation], letter), post, nth);
	for (const struct role *r = roles; r->bit; r++)
		if (roles_held & r->bit)
			staff_grant(t, id, r->bit, at, d->admin);
	return id;
}

static enum err install_staff(struct tx *t, void *arg)
{
	struct demo *d = arg;
	int64_t centre = d->organisations[demo_organisation_at(d, "20")];
	d->admin = add_staff(t, d, centre, "admin", "系统管理员", 3);
	d->window = add_staff(t, d, centre, "window", "综合窗口", 5);
	staff_grant(t, d->admin, ROLE_ADMIN, centre, d->admin);
	int64_t office = d->organisations[demo_organisation_at(d, "23")];
	d->reform = add_staff(t, d, office, "reform", "事项与权责清单管理", 11);
	staff_grant(t, d->reform, ROLE_REFORM, office, d->admin);
	for (size_t i = 0; i < d->n_organisations; i++) {
		d->handlers[i] = add_official(t, d, i, "a", "预审与承办", ROLE_PREREVIEW | ROLE_HANDLE | ROLE_CATALOGUE, i * 3 + 7);
		d->checkers[i] = add_official(t, d, i, "b", "审核", ROLE_CHECK, i * 3 + 8);
		d->approvers[i] = add_official(t, d, i, "c", "负责人", ROLE_APPROVE | ROLE_HEAD, i * 3 + 9);
		d->seconds[i] = add_official(t, d, i, "d", "预审与承办", ROLE_PREREVIEW | ROLE_HANDLE, i + SECOND);
		staff_grant(t, d->window, ROLE_COUNTER, d->organisations[i], d->admin); /* one window for all */
	}
	return t->failed;
}

/* Somebody is away these days, and a colleague acts for them. */
static enum err install_leave(struct tx *t, void *arg)
{
	struct demo *d = arg;
	size_t culture = demo_organisation_at(d, "12");
	int64_t today = day_of_ms(t->now, DAY_ZONE_CHINA);
	const struct delegation leave = {
		.staff = d->checkers[culture], .to_staff = d->seconds[culture], .from_day = today, .until_day = today + AWAY_DAYS,
		.reason = "参加业务培训（演示）", .made_by = d->approvers[culture],
	};
	return delegation_add(t, &leave);
}

#define PERSON(nm, id, ph, lvl) { .name = nm, .certificate = id, .contact_name = nm, .contact_certificate = "", .phone = ph, .address = "厦门市海沧区（演示地址）", .level = lvl }
#define COMPANY(nm, uscc, who, id, ph, lvl) { .company = true, .name = nm, .certificate = uscc, .contact_name = who, .contact_certificate = id, .phone = ph, .address = "厦门市海沧区（演示地址）", .level = lvl }

static const struct account applicants[] = {
	PERSON("王晓岚", "350205199003070017", "13900000001", 2),
	PERSON("林志明", "350205198802151230", "13900000002", 2),
	PERSON("陈美玲", "350206198505120020", "13900000003", 3),
	PERSON("黄国强", "350205194901010005", "13900000004", 2),
	COMPANY("厦门海沧晴川餐饮管理有限公司（演示）", "91350205MA0000015J", "王晓岚", "350205199003070017", "13900000011", 2),
	COMPANY("厦门海沧悦来旅馆有限公司（演示）", "91350205MA0000023D", "林志明", "350205198802151230", "13900000012", 2),
	COMPANY("厦门启明教育咨询有限公司（演示）", "91350205MA00000318", "陈美玲", "350206198505120020", "13900000013", 2),
	COMPANY("厦门沧江建设发展有限公司（演示）", "91350205MA000004X0", "林志明", "350205198802151230", "13900000014", 3),
	COMPANY("厦门百草堂医药零售有限公司（演示）", "91350205MA00000580", "陈美玲", "350206198505120020", "13900000015", 2),
};

static enum err install_applicants(struct tx *t, void *arg)
{
	struct demo *d = arg;
	for (size_t i = 0; i < sizeof applicants / sizeof *applicants; i++) {
		d->accounts[i] = account_add(t, d->site->secret, &applicants[i], d->password_hashed, "demo");
		if (!d->accounts[i])
			return t->failed ? t->failed : t->fault->code;
	}
	return t->failed;
}

enum err demo_people(struct demo *d)
{
	static store_fn *const steps[] = { install_staff, install_leave, install_applicants };
	enum err e = OK;
	for (size_t i = 0; i < sizeof steps / sizeof *steps && !e; i++)
		e = store_write(d->site->store, d->mem, d->fault, steps[i], d);
	return e;
}
