/* Staff: who holds which role where, who acts for whom during leave, and how people are reached. */
#include "small_world.h"

static int setup(void **state)
{
	*state = world_open(NULL);
	return 0;
}

static int teardown(void **state)
{
	world_close(*state);
	return 0;
}

static struct tx *reading(struct world *w)
{
	return store_read(w->site.store, w->mem, &w->fault);
}

/* ---- 请假委托: the clock stands at 2026-11-22 14:03 in China ---- */

static const int64_t today = 20779; /* 2026-11-22 */

struct office {
	int64_t bureau, centre, wu, zheng, xie, gone; /* away mostly; deputy; another; has left */
};

static int64_t hire(struct tx *t, int64_t organisation, const char *login)
{
	return staff_add(t, &(struct staff){ .organisation = organisation, .login = login, .name = login, .post = "" }, "hash");
}

static enum err open_office(struct tx *t, void *arg)
{
	struct office *o = arg;
	o->bureau = organisation_add(t, &(struct organisation){ .kind = "department", .name = "某局", .short_name = "某局" }, NULL, NULL, 1);
	o->centre = organisation_add(t, &(struct organisation){ .kind = "office", .name = "中心", .short_name = "中心" }, NULL, NULL, 2);
	o->wu = hire(t, o->bureau, "wu");
	o->zheng = hire(t, o->bureau, "zheng");
	o->xie = hire(t, o->centre, "xie");
	o->gone = hire(t, o->bureau, "gone");
	staff_set(t, o->gone, o->bureau, "gone", "", "left");
	staff_grant(t, o->wu, ROLE_HANDLE, o->bureau, 0);
	staff_grant(t, o->wu, ROLE_COUNTER, o->centre, 0);
	staff_grant(t, o->wu, ROLE_ADMIN, o->centre, 0);
	staff_grant(t, o->zheng, ROLE_CHECK, o->bureau, 0);
	staff_grant(t, o->zheng, ROLE_HANDLE, o->bureau, 0);
	staff_grant(t, o->gone, ROLE_HANDLE, o->bureau, 0);
	return t->failed;
}

static struct office new_office(struct world *w)
{
	struct office o;
	assert_int_equal(day_of_ms(world_clock, DAY_ZONE_CHINA), today);
	world_write(w, open_office, &o, OK);
	return o;
}

static enum err put_delegation(struct tx *t, void *arg)
{
	return delegation_add(t, arg);
}

static void delegate(struct world *w, int64_t staff, int64_t to, int64_t from_day, int64_t until_day, enum err expected)
{
	struct delegation d = { .staff = staff, .to_staff = to, .from_day = from_day, .until_day = until_day, .reason = "", .made_by = staff };
	world_write(w, put_delegation, &d, expected);
}

static void refuse(struct world *w, int64_t staff, int64_t to, int64_t from_day, int64_t until_day, const char *field)
{
	delegate(w, staff, to, from_day, until_day, ERR_BAD_INPUT);
	assert_string_equal(w->fault.field, field);
}

static struct who who_now(struct world *w, int64_t staff)
{
	struct who who;
	struct tx *t = reading(w);
	assert_true(identity_load_who(t, WHO_STAFF, staff, &who));
	store_read_done(t);
	return who;
}

static void a_deputy_has_the_roles_of_the_absent_one_from_the_first_day_to_the_last(void **state)
{
	struct world *w = *state;
	struct office o = new_office(w);
	const int64_t midnight = ms_of_day(today, DAY_ZONE_CHINA);
	static const struct { int64_t after_ms; bool acts; } moments[] = {
		{ 2 * (int64_t)DAY_MS - 1, false }, { 2 * (int64_t)DAY_MS, true }, { 5 * (int64_t)DAY_MS - 1, true }, { 5 * (int64_t)DAY_MS, false },
	};
	delegate(w, o.wu, o.xie, today + 2, today + 4, OK);
	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
		world_clock = midnight + moments[i].after_ms;
		struct who xie = who_now(w, o.xie);
		if (who_has(&xie, ROLE_HANDLE, o.bureau) != moments[i].acts || (xie.roles & ROLE_HANDLE) != (moments[i].acts ? ROLE_HANDLE : 0))
			fail_msg("moment %zu: expected %s to act", i, moments[i].acts ? "the deputy" : "nobody");
	}
}

static void a_deputy_is_no_administrator_and_own_grants_come_first(void **state)
{
	struct world *w = *state;
	struct office o = new_office(w);
	delegate(w, o.wu, o.zheng, today, today, OK);
	struct who wu = who_now(w, o.wu), zheng = who_now(w, o.zheng);
	assert_true(wu.roles & ROLE_ADMIN);
	assert_false(zheng.roles & ROLE_ADMIN);
	assert_true(who_has(&zheng, ROLE_COUNTER, o.centre));
	assert_false(who_has(&zheng, ROLE_COUNTER, o.bureau));
	assert_int_equal(zheng.n_grants, 4);
	assert_int_equal(zheng.grants[0].instead_of, 0);
	assert_int_equal(zheng.grants[1].instead_of, 0);
	/* both handle in the bureau: tasks handed to the absent one by name are found by the second */
	assert_int_equal(zheng.grants[2].role, ROLE_HANDLE);
	assert_int_equal(zheng.grants[2].instead_of, o.wu);
	assert_int_equal(zheng.grants[3].role, ROLE_COUNTER);
	assert_int_equal(wu.n_grants, 3); /* keeps the own roles */
}

static enum err end_delegation(struct tx *t, void *arg)
{
	return delegation_end(t, *(int64_t *)arg);
}

static void an_ended_delegation_gives_nothing_and_frees_the_days(void **state)
{
	struct world *w = *state;
	struct office o = new_office(w);
	struct delegation *all, d;
	delegate(w, o.wu, o.xie, today, today + 9, OK);
	struct tx *t = reading(w);
	assert_int_equal(delegation_of(t, o.wu, &all), 1);
	assert_int_equal(delegation_to(t, o.xie, &all), 1);
	assert_int_equal(delegation_in(t, o.bureau, &all), 1);
	assert_string_equal(all[0].name, "wu");
	assert_string_equal(all[0].to_name, "xie");
	store_read_done(t);
	world_write(w, end_delegation, &all[0].id, OK);
	assert_int_equal(who_now(w, o.xie).n_grants, 0);
	t = reading(w);
	assert_true(delegation_load(t, all[0].id, &d));
	assert_int_equal(d.ended_at, world_clock);
	assert_int_equal(delegation_of(t, o.wu, &all), 1);
	assert_int_equal(delegation_to(t, o.xie, &all), 0);
	assert_int_equal(delegation_in(t, o.bureau, &all), 0);
	store_read_done(t);
	world_write(w, end_delegation, &d.id, ERR_NOT_FOUND);
	delegate(w, o.wu, o.zheng, today, today + 9, OK);
}

static void impossible_delegations_are_faults_of_their_fields(void **state)
{
	struct world *w = *state;
	struct office o = new_office(w);
	refuse(w, o.wu, o.wu, today, today, "to_staff");
	refuse(w, o.wu, o.gone, today, today, "to_staff");
	refuse(w, o.wu, 7, today, today, "to_staff");
	refuse(w, o.gone, o.wu, today, today, "staff");
	refuse(w, o.wu, o.xie, today + 1, today, "until_day");
	refuse(w, o.wu, o.xie, today - 2, today - 1, "until_day");
	refuse(w, o.wu, o.xie, today, today + 180, "until_day");
	delegate(w, o.wu, o.xie, today, today + 179, OK);
}

static void delegations_of_one_person_do_not_overlap(void **state)
{
	struct world *w = *state;
	struct office o = new_office(w);
	delegate(w, o.wu, o.xie, today + 5, today + 7, OK);
	refuse(w, o.wu, o.zheng, today + 7, today + 8, "from_day");
	refuse(w, o.wu, o.zheng, today + 4, today + 5, "from_day");
	refuse(w, o.wu, o.zheng, today + 6, today + 6, "from_day");
	refuse(w, o.wu, o.zheng, today + 1, today + 20, "from_day");
	delegate(w, o.wu, o.zheng, today + 8, today + 8, OK);
	delegate(w, o.wu, o.zheng, today + 4, today + 4, OK);
}

static void nobody_acts_for_somebody_who_acts_for_another(void **state)
{
	struct world *w = *state;
	struct office o = new_office(w);
	delegate(w, o.wu, o.xie, today + 5, today + 7, OK);
	refuse(w, o.zheng, o.wu, today + 7, today + 9, "to_staff");
	refuse(w, o.xie, o.zheng, today + 3, today + 5, "from_day");
	delegate(w, o.zheng, o.wu, today + 8, today + 9, OK);
	delegate(w, o.zheng, o.xie, today + 5, today + 5, OK); /* one deputy for two */
}

static enum err leave(struct tx *t, void *arg)
{
	const struct office *o = arg;
	staff_set(t, o->wu, o->bureau, "wu", "", "left");
	return t->failed;
}

static void who_has_left_leaves_nothing_to_a_deputy(void **state)
{
	struct world *w = *state;
	struct office o = new_office(w);
	delegate(w, o.wu, o.xie, today, today + 9, OK);
	assert_int_equal(who_now(w, o.xie).n_grants, 2);
	world_write(w, leave, &o, OK);
	assert_int_equal(who_now(w, o.xie).n_grants, 0);
}

/* ---- who holds what, and how they are reached ---- */

static void staff_are_found_by_role_and_deputies_are_not_among_them(void **state)
{
	struct world *w = *state;
	struct office o = new_office(w);
	struct staff *all, s;
	delegate(w, o.wu, o.xie, today, today, OK);
	struct tx *t = reading(w);
	assert_int_equal(staff_with_role(t, o.bureau, ROLE_HANDLE, &all), 2);
	assert_string_equal(all[0].login, "wu");
	assert_string_equal(all[1].login, "zheng");
	assert_true(all[0].active);
	assert_int_equal(staff_with_role(t, o.bureau, ROLE_APPROVE, &all), 0);
	assert_int_equal(staff_of(t, o.bureau, &all), 2);
	assert_int_equal(staff_of(t, o.centre, &all), 1);
	assert_true(staff_load(t, o.gone, &s));
	assert_false(s.active);
	assert_false(staff_load(t, 7, &s));
	store_read_done(t);
}

static enum err merge(struct tx *t, void *arg)
{
	const struct office *o = arg;
	return organisation_merge(t, o->centre, o->bureau);
}

static void staff_of_a_merged_organisation_are_those_of_the_other(void **state)
{
	struct world *w = *state;
	struct office o = new_office(w);
	struct staff *all;
	world_write(w, merge, &o, OK);
	struct tx *t = reading(w);
	assert_int_equal(staff_with_role(t, o.centre, ROLE_COUNTER, &all), 1);
	assert_int_equal(staff_with_role(t, o.bureau, ROLE_COUNTER, &all), 1);
	assert_int_equal(all[0].id, o.wu);
	store_read_done(t);
}

static enum err enter(struct tx *t, void *arg)
{
	static const struct account wang = { .name = "王晓岚", .certificate = "350205199001010017", .phone = "13800000001", .level = 1 };
	*(int64_t *)arg = account_add(t, store_secret(t->store), &wang, "hash", "");
	return t->failed;
}

static enum err reach(struct tx *t, void *arg)
{
	int64_t *ids = arg;
	staff_set_contact(t, ids[0], "wu@example.com", "13912345678");
	account_set_email(t, ids[1], "wang@example.com");
	return t->failed;
}

static void contacts_come_in_the_clear_and_are_sealed_in_the_database(void **state)
{
	struct world *w = *state;
	struct office o = new_office(w);
	int64_t ids[] = { o.wu, 0 };
	char line[200];
	world_write(w, enter, &ids[1], OK);
	world_write(w, reach, ids, OK);
	struct tx *t = reading(w);
	struct contact staff = contact_of(t, WHO_STAFF, o.wu), account = contact_of(t, WHO_ACCOUNT, ids[1]);
	struct contact nobody = contact_of(t, WHO_STAFF, o.xie), program = contact_of(t, WHO_SYSTEM, 0);
	store_read_done(t);
	assert_string_equal(staff.email, "wu@example.com");
	assert_string_equal(staff.phone, "13912345678");
	assert_string_equal(account.email, "wang@example.com");
	assert_string_equal(account.phone, "13800000001");
	assert_string_equal(nobody.email, "");
	assert_string_equal(nobody.phone, "");
	assert_string_equal(program.email, "");
	assert_string_equal(contact_email_masked(w->mem, staff.email), "w***@example.com");
	assert_string_equal(contact_email_masked(w->mem, ""), "");
	snprintf(line, sizeof line, "! cat %s/t.db* | grep -aqE 'wu@example|wang@example|13912345678'", w->folder);
	assert_int_equal(system(line), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_deputy_has_the_roles_of_the_absent_one_from_the_first_day_to_the_last),
		TEST(a_deputy_is_no_administrator_and_own_grants_come_first),
		TEST(an_ended_delegation_gives_nothing_and_frees_the_days),
		TEST(impossible_delegations_are_faults_of_their_fields),
		TEST(delegations_of_one_person_do_not_overlap),
		TEST(nobody_acts_for_somebody_who_acts_for_another),
		TEST(who_has_left_leaves_nothing_to_a_deputy),
		TEST(staff_are_found_by_role_and_deputies_are_not_among_them),
		TEST(staff_of_a_merged_organisation_are_those_of_the_other),
		TEST(contacts_come_in_the_clear_and_are_sealed_in_the_database),
	};
	return cmocka_run_group_tests_name("staff", tests, NULL, NULL);
}
