/* Fictional people: three officials in each organisation, one window clerk, one administrator, applicants. */
#include "demo/demo_private.h"
#include "base/str.h"

static const char *const surnames[] = { "陈", "林", "黄", "张", "李", "王", "吴", "蔡", "刘", "杨", "许", "郑", "谢", "郭", "洪", "曾", "叶", "苏" };
static const char *const given[] = { "立", "敏", "建华", "雅婷", "志勇", "淑芬", "文彬", "晓燕", "国栋", "丽娜", "伟", "静", "海峰", "秀珍", "明", "思远" };

static int64_t add_staff(struct tx *t, struct demo *d, int64_t organisation, const char *login, const char *post, size_t nth)
{
	const char *name = arena_printf(t->mem, "%s%s", surnames[nth % (sizeof surnames / sizeof *surnames)],
					given[nth * 7 % (sizeof given / sizeof *given)]);
	struct staff s = { .organisation = organisation, .login = login, .name = name, .post = post };
	return staff_add(t, &s, d->password_hashed);
}

static enum err install_staff(struct tx *t, void *arg)
{
	struct demo *d = arg;
	int64_t centre = d->organisations[demo_organisation_at(d, "20")];
	int64_t admin = add_staff(t, d, centre, "admin", "系统管理员", 3);
	d->window = add_staff(t, d, centre, "window", "综合窗口", 5);
	staff_grant(t, admin, ROLE_ADMIN, centre, admin);
	for (size_t i = 0; i < d->n_organisations; i++) {
		int64_t o = d->organisations[i];
		const char *code = d->codes[i];
		d->handlers[i] = add_staff(t, d, o, arena_printf(t->mem, "%sa", code), "预审与承办", i * 3 + 7);
		d->checkers[i] = add_staff(t, d, o, arena_printf(t->mem, "%sb", code), "审核", i * 3 + 8);
		d->approvers[i] = add_staff(t, d, o, arena_printf(t->mem, "%sc", code), "负责人", i * 3 + 9);
		staff_grant(t, d->window, ROLE_COUNTER, o, admin); /* one window for all */
		staff_grant(t, d->handlers[i], ROLE_PREREVIEW, o, admin);
		staff_grant(t, d->handlers[i], ROLE_HANDLE, o, admin);
		staff_grant(t, d->checkers[i], ROLE_CHECK, o, admin);
		staff_grant(t, d->approvers[i], ROLE_APPROVE, o, admin);
		staff_grant(t, d->approvers[i], ROLE_HEAD, o, admin);
	}
	return t->failed;
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
	enum err e = store_write(d->site->store, d->mem, d->fault, install_staff, d);
	return e ? e : store_write(d->site->store, d->mem, d->fault, install_applicants, d);
}
