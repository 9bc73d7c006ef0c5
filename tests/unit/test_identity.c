/* Identity: accounts and their seals, passwords, refused attempts, sign-in, organisations that merge, staff and roles. */
#include "small_world.h"
#include "base/check.h"
#include "base/digest.h"
#include "base/str.h"
#include "web/session.h"
#include "web/web.sql.h"

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

/* ---- attempts ---- */

static enum err count_failure(struct tx *t, void *key)
{
	attempt_failed(t, key);
	return t->failed;
}

static enum err forget(struct tx *t, void *key)
{
	attempt_forget(t, key);
	return t->failed;
}

static bool is_allowed(struct world *w, const char *key)
{
	struct tx *t = reading(w);
	bool allowed = attempt_allowed(t, key);
	store_read_done(t);
	return allowed;
}

static void fail_times(struct world *w, const char *key, int n)
{
	for (int i = 0; i < n; i++)
		world_write(w, count_failure, (void *)key, OK);
}

static void five_failures_are_free(void **state)
{
	struct world *w = *state;
	fail_times(w, "a", 4);
	assert_true(is_allowed(w, "a"));
	fail_times(w, "a", 1);
	assert_false(is_allowed(w, "a"));
	assert_true(is_allowed(w, "b"));
}

static void each_failure_more_doubles_the_pause_up_to_an_hour(void **state)
{
	struct world *w = *state;
	static const int minutes[] = { 1, 2, 4, 8, 16, 32, 60, 60 };
	fail_times(w, "a", 5);
	for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
		world_clock += (int64_t)minutes[i] * MINUTE_MS - 1;
		if (is_allowed(w, "a"))
			fail_msg("after %zu failures: allowed before %d minutes had passed", i + 5, minutes[i]);
		world_clock += 1;
		if (!is_allowed(w, "a"))
			fail_msg("after %zu failures: still refused after %d minutes", i + 5, minutes[i]);
		fail_times(w, "a", 1);
	}
}

static void failures_are_forgotten_after_success_and_after_a_day(void **state)
{
	struct world *w = *state;
	fail_times(w, "a", 5);
	world_write(w, forget, "a", OK);
	assert_true(is_allowed(w, "a"));
	fail_times(w, "a", 12);
	world_clock += DAY_MS;
	fail_times(w, "a", 1);
	assert_true(is_allowed(w, "a"));
}

static void old_rows_of_others_are_cleared_away(void **state)
{
	struct world *w = *state;
	struct attempt_row row;
	fail_times(w, "b", 1);
	world_clock += DAY_MS + 1;
	fail_times(w, "a", 1);
	struct tx *t = reading(w);
	assert_false(attempt_find(t, "b", &row));
	assert_true(attempt_find(t, "a", &row));
	store_read_done(t);
}

/* ---- passwords and masks ---- */

static void a_password_fits_only_itself(void **state)
{
	struct world *w = *state;
	const char *hashed = password_hash(w->mem, "晴川-2026");
	assert_true(str_starts(hashed, "$argon2id$"));
	assert_true(password_fits(hashed, "晴川-2026"));
	assert_false(password_fits(hashed, "晴川-2027"));
	assert_false(password_fits(hashed, ""));
	assert_false(password_fits("", ""));
	assert_string_not_equal(hashed, password_hash(w->mem, "晴川-2026"));
}

static void masks_keep_the_ends_only(void **state)
{
	struct world *w = *state;
	assert_string_equal(certificate_masked(w->mem, "350205199001010017"), "350205********0017");
	assert_string_equal(phone_masked(w->mem, "13800000001"), "138****0001");
	assert_string_equal(certificate_masked(w->mem, ""), "");
}

static void a_number_of_the_first_generation_finds_the_same_account(void **state)
{
	struct world *w = *state;
	const struct secret *s = w->site.secret;
	char id18[19];
	assert_true(check_id_to_18("350205900101001", id18));
	assert_string_equal(certificate_key(s, w->mem, "350205900101001"), certificate_key(s, w->mem, id18));
	assert_string_not_equal(certificate_key(s, w->mem, id18), phone_key(s, w->mem, id18));
}

static void patterns_mean_what_was_typed(void **state)
{
	struct world *w = *state;
	assert_string_equal(identity_like(w->mem, "50%_\\"), "%50\\%\\_\\\\%");
	assert_string_equal(identity_like(w->mem, ""), "%%");
}

/* ---- accounts ---- */

struct entry {
	struct world *w;
	struct account account;
	int64_t id;
};

static const struct account wang = {
	.name = "王晓岚", .certificate = "350205199001010017", .phone = "13800000001", .address = "示范路 1 号", .level = 1,
};

static enum err enter(struct tx *t, void *arg)
{
	struct entry *e = arg;
	e->id = account_add(t, e->w->site.secret, &e->account, "hash", "");
	return t->failed;
}

static int64_t add_account(struct world *w, const struct account *a)
{
	struct entry e = { w, *a, 0 };
	world_write(w, enter, &e, OK);
	assert_true(e.id > 0);
	return e.id;
}

static void an_account_comes_back_in_the_clear_and_is_sealed_in_the_database(void **state)
{
	struct world *w = *state;
	int64_t id = add_account(w, &wang);
	struct tx *t = reading(w);
	struct account a;
	struct account_row row;
	assert_true(account_load(t, w->site.secret, id, &a));
	assert_string_equal(a.certificate, wang.certificate);
	assert_string_equal(a.phone, wang.phone);
	assert_string_equal(a.address, wang.address);
	assert_string_equal(a.contact_certificate, "");
	assert_true(account_find(t, id, &row));
	assert_null(strstr(row.certificate, wang.certificate));
	assert_null(strstr(row.phone, wang.phone));
	assert_null(strstr(row.address, wang.address));
	assert_int_equal(account_by_certificate(t, w->site.secret, wang.certificate), id);
	assert_int_equal(account_by_words(t, w->site.secret, "138 0000-0001"), id);
	assert_int_equal(account_by_words(t, w->site.secret, "350205199001010017"), id);
	assert_int_equal(account_by_words(t, w->site.secret, "13800000002"), 0);
	store_read_done(t);
}

static void a_taken_phone_or_certificate_is_said_at_its_field(void **state)
{
	struct world *w = *state;
	add_account(w, &wang);
	struct entry same_phone = { w, wang, 0 }, same_certificate = { w, wang, 0 };
	same_phone.account.certificate = "350205199002020027";
	same_certificate.account.phone = "13800000002";
	world_write(w, enter, &same_phone, ERR_BAD_INPUT);
	assert_string_equal(w->fault.field, "phone");
	world_write(w, enter, &same_certificate, ERR_BAD_INPUT);
	assert_string_equal(w->fault.field, "certificate");
	assert_null(strstr(w->fault.words, wang.name));
}

static enum err raise(struct tx *t, void *arg)
{
	int64_t *id = arg;
	assert_int_equal(account_set_level(t, *id, 2, "counter"), 1);
	assert_int_equal(account_set_level(t, *id, 1, "counter"), 0);
	return t->failed;
}

static void who_carries_the_level_of_the_account(void **state)
{
	struct world *w = *state;
	int64_t id = add_account(w, &wang);
	world_write(w, raise, &id, OK);
	struct who who;
	struct tx *t = reading(w);
	assert_true(identity_load_who(t, WHO_ACCOUNT, id, &who));
	assert_int_equal(who.level, 2);
	assert_false(who.company);
	assert_string_equal(who.name, "王晓岚");
	assert_false(identity_load_who(t, WHO_STAFF, id, &who));
	assert_false(identity_load_who(t, WHO_ACCOUNT, id + 1, &who));
	store_read_done(t);
}

/* ---- signing in ---- */

static struct sign_in attempt(int64_t id, bool fits)
{
	return (struct sign_in){ .kind = WHO_ACCOUNT, .id = id, .hashed = "", .subject = "subject", .client = "client",
				 .old_token = "", .fits = fits };
}

static bool has_session(struct world *w, const char *token)
{
	char key[DIGEST_HEX];
	struct session_row row;
	digest_hex(token, strlen(token), key);
	struct tx *t = reading(w);
	bool there = session_find(t, key, &row);
	store_read_done(t);
	return there;
}

static void a_sign_in_begins_a_session_and_ends_the_one_before(void **state)
{
	struct world *w = *state;
	struct sign_in first = attempt(7, true), second = attempt(7, true);
	world_write(w, sign_in_settle, &first, OK);
	assert_non_null(first.token);
	assert_true(has_session(w, first.token));
	second.old_token = first.token;
	world_write(w, sign_in_settle, &second, OK);
	assert_true(has_session(w, second.token));
	assert_false(has_session(w, first.token));
}

static void a_wrong_password_gives_no_session(void **state)
{
	struct world *w = *state;
	struct sign_in s = attempt(7, false);
	world_write(w, sign_in_settle, &s, OK);
	assert_null(s.token);
}

/* Six at the same time all passed the first look; the right one among them comes too late. */
static void the_right_password_is_refused_after_five_wrong_ones(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 5; i++) {
		struct sign_in wrong = attempt(7, false);
		world_write(w, sign_in_settle, &wrong, OK);
	}
	struct sign_in right = attempt(7, true);
	world_write(w, sign_in_settle, &right, ERR_TOO_MANY);
	assert_null(right.token);
	world_clock += MINUTE_MS;
	world_write(w, sign_in_settle, &right, OK);
	assert_non_null(right.token);
}

static void one_client_cannot_try_many_subjects(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 40; i++) { /* an office behind one address may mistype more often than a person */
		struct sign_in wrong = attempt(7, false);
		wrong.subject = arena_printf(w->mem, "subject %d", i);
		world_write(w, sign_in_settle, &wrong, OK);
	}
	struct sign_in right = attempt(8, true);
	right.subject = "somebody else";
	world_write(w, sign_in_settle, &right, ERR_TOO_MANY);
	right.client = "another client";
	world_write(w, sign_in_settle, &right, OK);
}

static enum err begin(struct tx *t, void *arg)
{
	const char **token = arg;
	*token = session_begin(t, WHO_ACCOUNT, 7);
	return t->failed;
}

static enum err end_all(struct tx *t, void *arg)
{
	session_end_all(t, WHO_ACCOUNT, *(int64_t *)arg);
	return t->failed;
}

static void sessions_end_together_and_old_ones_are_cleared(void **state)
{
	struct world *w = *state;
	const char *first, *second, *third;
	int64_t other = 8, own = 7;
	world_write(w, begin, &first, OK);
	world_write(w, begin, &second, OK);
	world_write(w, end_all, &other, OK);
	assert_true(has_session(w, first));
	world_write(w, end_all, &own, OK);
	assert_false(has_session(w, first));
	assert_false(has_session(w, second));
	world_write(w, begin, &third, OK);
	world_clock += 12 * (int64_t)HOUR_MS + 1;
	world_write(w, begin, &second, OK);
	assert_false(has_session(w, third));
}

/* ---- organisations and staff ---- */

struct place {
	int64_t market, health, li;
};

static enum err found(struct tx *t, void *arg)
{
	struct place *p = arg;
	struct organisation o = { .kind = "department", .name = "某区市场监督管理局", .short_name = "区市场监管局" };
	struct staff li = { .login = "li", .name = "李一", .post = "科员" };
	p->market = organisation_add(t, &o, "01", NULL, 1);
	o.name = "某区卫生健康局";
	o.short_name = "区卫健局";
	p->health = organisation_add(t, &o, "02", "校验码不符", 2);
	organisation_code_add(t, "12", p->health, "");
	li.organisation = p->health;
	p->li = staff_add(t, &li, "hash");
	staff_grant(t, p->li, ROLE_COUNTER, p->health, 0);
	staff_grant(t, p->li, ROLE_COUNTER, p->health, 0);
	staff_grant(t, p->li, ROLE_APPROVE, p->market, 0);
	return t->failed;
}

static struct place found_place(struct world *w)
{
	struct place p = { 0 };
	world_write(w, found, &p, OK);
	return p;
}

static void staff_hold_roles_where_they_were_granted(void **state)
{
	struct world *w = *state;
	struct place p = found_place(w);
	struct who who;
	struct tx *t = reading(w);
	assert_true(identity_load_who(t, WHO_STAFF, p.li, &who));
	assert_int_equal(who.n_grants, 2);
	assert_string_equal(who.organisation_name, "区卫健局");
	assert_true(who_has(&who, ROLE_COUNTER, p.health));
	assert_false(who_has(&who, ROLE_COUNTER, p.market));
	assert_true(who_has(&who, ROLE_APPROVE, p.market));
	store_read_done(t);
}

static enum err leave(struct tx *t, void *arg)
{
	const struct place *p = arg;
	staff_set(t, p->li, p->health, "李一", "科员", "left");
	return t->failed;
}

static void whoever_left_is_nobody(void **state)
{
	struct world *w = *state;
	struct place p = found_place(w);
	struct who who;
	world_write(w, leave, &p, OK);
	struct tx *t = reading(w);
	assert_false(identity_load_who(t, WHO_STAFF, p.li, &who));
	assert_int_equal(grant_holders(t, "counter"), 0);
	store_read_done(t);
}

static enum err same_login(struct tx *t, void *arg)
{
	const struct place *p = arg;
	staff_add(t, &(struct staff){ .organisation = p->market, .login = "li", .name = "李二", .post = "" }, "hash");
	return t->failed;
}

static void a_login_is_taken_once(void **state)
{
	struct world *w = *state;
	struct place p = found_place(w);
	world_write(w, same_login, &p, ERR_BAD_INPUT);
	assert_string_equal(w->fault.field, "login");
}

static enum err merge(struct tx *t, void *arg)
{
	const struct place *p = arg;
	return organisation_merge(t, p->health, p->market);
}

static void a_merged_organisation_leads_to_the_other(void **state)
{
	struct world *w = *state;
	struct place p = found_place(w);
	struct organisation o, *all;
	struct staff_row li;
	struct who who;
	uint64_t before = store_generation(w->site.store, TOPIC_CATALOGUE);
	world_write(w, merge, &p, OK);
	assert_true(store_generation(w->site.store, TOPIC_CATALOGUE) > before);
	struct tx *t = reading(w);
	assert_true(organisation_load(t, p.health, &o));
	assert_int_equal(o.id, p.market);
	assert_int_equal(organisation_list(t, &all), 1);
	assert_int_equal(organisation_by_code(t, "02"), p.market);
	assert_int_equal(organisation_by_code(t, "12"), p.market);
	assert_int_equal(organisation_by_code(t, "99"), 0);
	assert_true(staff_find(t, p.li, &li));
	assert_int_equal(li.organisation, p.market);
	assert_true(identity_load_who(t, WHO_STAFF, p.li, &who));
	assert_true(who_has(&who, ROLE_COUNTER, p.market));
	assert_true(who_has(&who, ROLE_COUNTER, p.health)); /* cases keep the organisation they began in */
	store_read_done(t);
	world_write(w, merge, &p, ERR_NOT_FOUND);
}

struct chain {
	struct place p;
	int64_t third;
};

static enum err merge_on(struct tx *t, void *arg)
{
	struct chain *c = arg;
	struct organisation o = { .kind = "office", .name = "某区行政审批局", .short_name = "区审批局" };
	c->third = organisation_add(t, &o, NULL, NULL, 3);
	return organisation_merge(t, c->p.market, c->third);
}

static void merges_follow_one_another(void **state)
{
	struct world *w = *state;
	struct chain c = { .p = found_place(w) };
	struct organisation o;
	world_write(w, merge, &c.p, OK);
	world_write(w, merge_on, &c, OK);
	struct tx *t = reading(w);
	assert_true(organisation_load(t, c.p.health, &o));
	assert_int_equal(o.id, c.third);
	store_read_done(t);
}

static enum err merge_with_itself(struct tx *t, void *arg)
{
	const struct place *p = arg;
	return organisation_merge(t, p->health, p->health);
}

static enum err take_code(struct tx *t, void *arg)
{
	const struct place *p = arg;
	organisation_code_add(t, "01", p->health, "");
	return t->failed;
}

static void impossible_changes_are_faults_of_their_fields(void **state)
{
	struct world *w = *state;
	struct place p = found_place(w);
	world_write(w, merge_with_itself, &p, ERR_BAD_INPUT);
	assert_string_equal(w->fault.field, "to");
	world_write(w, take_code, &p, ERR_BAD_INPUT);
	assert_string_equal(w->fault.field, "code");
}

/* ---- audit ---- */

static enum err look(struct tx *t, void *arg)
{
	const struct who li = { .kind = WHO_STAFF, .id = 5, .name = "李一" }, nobody = { 0 };
	(void)arg;
	audit_add(t, &li, "看身份证号", "办件 HC261122000001", "审查");
	audit_add(t, &nobody, "清理", "50%的旧记录", "");
	return t->failed;
}

static void the_audit_is_found_by_person_and_by_words(void **state)
{
	struct world *w = *state;
	struct audit_row *rows;
	world_write(w, look, NULL, OK);
	struct tx *t = reading(w);
	assert_int_equal(audit_before(t, INT64_MAX, "%%", "%%", 10, &rows), 2);
	assert_string_equal(rows[0].what, "清理");
	assert_string_equal(rows[0].who_name, "系统");
	assert_int_equal(audit_before(t, rows[0].id, "%%", "%%", 10, &rows), 1);
	assert_string_equal(rows[0].who_name, "李一");
	assert_int_equal(audit_before(t, INT64_MAX, identity_like(w->mem, "李"), "%%", 10, &rows), 1);
	assert_int_equal(audit_before(t, INT64_MAX, "%%", identity_like(w->mem, "HC2611"), 10, &rows), 1);
	assert_int_equal(audit_before(t, INT64_MAX, "%%", identity_like(w->mem, "50%的"), 10, &rows), 1);
	assert_int_equal(audit_before(t, INT64_MAX, "%%", identity_like(w->mem, "5%的"), 10, &rows), 0);
	store_read_done(t);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(five_failures_are_free),
		TEST(each_failure_more_doubles_the_pause_up_to_an_hour),
		TEST(failures_are_forgotten_after_success_and_after_a_day),
		TEST(old_rows_of_others_are_cleared_away),
		TEST(a_password_fits_only_itself),
		TEST(masks_keep_the_ends_only),
		TEST(a_number_of_the_first_generation_finds_the_same_account),
		TEST(patterns_mean_what_was_typed),
		TEST(an_account_comes_back_in_the_clear_and_is_sealed_in_the_database),
		TEST(a_taken_phone_or_certificate_is_said_at_its_field),
		TEST(who_carries_the_level_of_the_account),
		TEST(a_sign_in_begins_a_session_and_ends_the_one_before),
		TEST(a_wrong_password_gives_no_session),
		TEST(the_right_password_is_refused_after_five_wrong_ones),
		TEST(one_client_cannot_try_many_subjects),
		TEST(sessions_end_together_and_old_ones_are_cleared),
		TEST(staff_hold_roles_where_they_were_granted),
		TEST(whoever_left_is_nobody),
		TEST(a_login_is_taken_once),
		TEST(a_merged_organisation_leads_to_the_other),
		TEST(merges_follow_one_another),
		TEST(impossible_changes_are_faults_of_their_fields),
		TEST(the_audit_is_found_by_person_and_by_words),
	};
	return cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
