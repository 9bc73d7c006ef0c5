/* Licences: numbers, identifiers with their check digit, what the face says, and whether one is still in force. */
#include "letters_world.h"
#include "base/check.h"
#include "base/str.h"
#include "letters/letters_private.h"
#include "licences/licences_private.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
static const char person[] = "350205199003070017", company[] = "91350205MA2XN1234A";

struct order {
	struct world *world;
	struct licence_new licence;
	struct licence_made made;
	bool issued;
};

static enum err issue(struct tx *t, void *arg)
{
	struct order *o = arg;
	o->issued = licence_issue(t, o->world->site.secret, &o->licence, &o->made);
	return t->failed;
}

static int64_t day_at(const char *iso)
{
	int64_t day = 0;
	assert_true(day_parse(iso, &day));
	return day;
}

static struct order order_of(struct world *w, const char *type_no, const char *issued, int64_t years)
{
	return (struct order){ .world = w, .licence = {
		.item = 1, .organisation = w->market, .case_id = 7, .event = 4, .account = 5, .kind = "食品经营许可证", .type_no = type_no,
		.mark = "鹭市监", .uscc = world_organisations[0].uscc, .agency = world_organisations[0].name, .holder = "王晓岚",
		.holder_certificate = person, .face = "[{\"label\":\"主体业态\",\"value\":\"餐饮服务经营者\"}]", .issued_day = day_at(issued),
		.valid_years = years, .facts = "{\"case_number\":\"HC261122000017K\",\"handler\":\"陈志远\",\"valid\":\"5 年\"}" } };
}

static struct licence_made made(struct world *w, struct order o)
{
	must_be_ok(w, store_write(w->site.store, w->mem, &w->fault, issue, &o));
	assert_true(o.issued);
	return o.made;
}

static struct licence_row load(struct world *w, int64_t id)
{
	struct licence_row row;
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	assert_true(licence_by_id(t, id, &row));
	store_read_done(t);
	return row;
}

static void identifiers_pass_their_own_check(void **state)
{
	static const struct { const char *type_no, *serial, *number; } orders[] = {
		{ "001", "20261122000001", "鹭市监许证〔2026〕001000001号" },
		{ "001", "20261122000002", "鹭市监许证〔2026〕001000002号" },
		{ "002", "20261122000001", "鹭市监许证〔2026〕002000001号" },
	};
	struct world *w = *state;
	for (size_t i = 0; i < COUNT(orders); i++) {
		struct licence_made m = made(w, order_of(w, orders[i].type_no, "2026-11-22", 5));
		const char *reason = check_licence(m.identifier);
		if (reason)
			fail_msg("%s should be an identifier: %s", m.identifier, reason);
		const char *begin = arena_printf(w->mem, "1.2.156.3005.2.113502050000000194%s.113502050000000194.%s.001.",
						 orders[i].type_no, orders[i].serial);
		expect_words(m.identifier, begin);
		assert_string_equal(m.number, orders[i].number);
	}
	assert_int_equal(letters_verify(&w->site, w->mem), 0);
}

static void another_year_begins_again(void **state)
{
	struct world *w = *state;
	made(w, order_of(w, "001", "2026-12-31", 5));
	assert_string_equal(made(w, order_of(w, "001", "2027-01-01", 5)).number, "鹭市监许证〔2027〕001000001号");
}

static void validity_ends_on_the_day_before(void **state)
{
	static const struct { const char *issued, *valid; int64_t years; } cases[] = {
		{ "2026-11-22", "2026年11月22日至2031年11月21日", 5 },
		{ "2028-02-29", "2028年2月29日至2029年2月28日", 1 },
		{ "2026-01-01", "2026年1月1日至2028年12月31日", 3 },
		{ "2026-11-22", "长期", 0 },
	};
	struct world *w = *state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct licence_row row = load(w, made(w, order_of(w, "001", cases[i].issued, cases[i].years)).id);
		assert_string_equal(licences_view(w->mem, &row, row.issued_day).valid, cases[i].valid);
	}
}

static void it_is_in_force_until_its_last_day(void **state)
{
	struct world *w = *state;
	struct licence_row row = load(w, made(w, order_of(w, "001", "2026-11-22", 5)).id);
	struct licence_view last = licences_view(w->mem, &row, day_at("2031-11-21")), after = licences_view(w->mem, &row, day_at("2031-11-22"));
	assert_true(last.in_force);
	assert_string_equal(last.state_name, "有效");
	assert_false(after.in_force);
	assert_string_equal(after.state_name, "已过有效期");
	row.state = "07";
	assert_false(licences_view(w->mem, &row, row.issued_day).in_force);
	assert_string_equal(licences_view(w->mem, &row, row.issued_day).state_name, "吊销");
	row = load(w, made(w, order_of(w, "001", "2026-11-22", 0)).id);
	assert_true(licences_view(w->mem, &row, day_at("2099-01-01")).in_force);
}

static void the_holders_certificate_is_sealed(void **state)
{
	struct world *w = *state;
	struct licence_row row = load(w, made(w, order_of(w, "001", "2026-11-22", 5)).id);
	expect_no_words(row.holder_certificate, person);
	assert_string_equal(secret_unseal(w->site.secret, w->mem, row.holder_certificate), person);
	assert_string_equal(row.holder_key, certificate_key(w->site.secret, w->mem, person));
}

static const char *printed(struct world *w, struct order o)
{
	struct letter_row letter;
	struct licence_row row = load(w, made(w, o).id);
	jobs_run_due(&w->site, w->mem);
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	assert_true(letter_by_id(t, row.letter, &letter));
	store_read_done(t);
	assert_non_null(letter.file);
	expect_words(letter.facts, arena_printf(w->mem, "/verify?number=%s\"", row.identifier));
	assert_int_equal(letter.account, 5);
	const char *words = world_pdf_words(w->mem, world_file_path(w, letter.file));
	expect_words(words, arena_printf(w->mem, "编号：%s", row.number));
	return words;
}

static void the_printed_licence_says_who_what_and_until_when(void **state)
{
	static const char *const words[] = {
		"食品经营许可证", "王晓岚", "350205********0017", "主体业态", "餐饮服务经营者", "2026年11月22日至2031年11月21日", "鹭湖区市场监督管理局",
		"电子证照标识",
	};
	struct world *w = *state;
	const char *text = printed(w, order_of(w, "001", "2026-11-22", 5));
	for (size_t i = 0; i < COUNT(words); i++)
		expect_words(text, words[i]);
	expect_no_words(text, person);
	struct order o = order_of(w, "001", "2026-11-22", 5);
	o.licence.holder = "鹭湖区晴川餐饮管理有限公司";
	char *code = arena_printf(w->mem, "%.17s%c", company, check_uscc_digit(company));
	o.licence.holder_certificate = code;
	expect_words(printed(w, o), code);
}

static void a_bad_issuer_code_issues_nothing(void **state)
{
	static const struct { const char *uscc, *type_no; } bad[] = {
		{ "", "001" }, { "113502050000000194", "" }, { "113502050000000194", "0x1" }, { "11350205000000019i", "001" },
		{ "113502050000000194", "1" },
	};
	struct world *w = *state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct order o = order_of(w, bad[i].type_no, "2026-11-22", 5);
		o.licence.uscc = bad[i].uscc;
		enum err e = store_write(w->site.store, w->mem, &w->fault, issue, &o);
		if (e != ERR_BAD_INPUT || o.issued)
			fail_msg("uscc '%s' and type '%s': expected ERR_BAD_INPUT, got %s", bad[i].uscc, bad[i].type_no, err_word(e));
	}
	assert_string_equal(made(w, order_of(w, "001", "2026-11-22", 5)).number, "鹭市监许证〔2026〕001000001号");
}

struct applicant {
	struct world *world;
	const char *certificate, *phone;
	int64_t id;
};

static enum err add_account(struct tx *t, void *arg)
{
	struct applicant *p = arg;
	const struct account a = { .name = "王晓岚", .certificate = p->certificate, .phone = p->phone, .contact_name = "",
				   .contact_certificate = "", .address = "", .level = 2 };
	p->id = account_add(t, p->world->site.secret, &a, "", "counter");
	return t->failed;
}

static int64_t account_of(struct world *w, const char *certificate, const char *phone)
{
	struct applicant p = { w, certificate, phone, 0 };
	must_be_ok(w, store_write(w->site.store, w->mem, &w->fault, add_account, &p));
	return p.id;
}

static void holders_find_their_own(void **state)
{
	struct world *w = *state;
	int64_t mine = account_of(w, person, "13850000001"), other = account_of(w, "110101199003070010", "13850000002");
	struct order o = order_of(w, "001", "2026-11-22", 5);
	struct licence_view *list, view;
	o.licence.account = mine;
	o.licence.case_id = 8;
	int64_t id = made(w, o).id;
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	assert_int_equal(licences_of_account(t, mine, &list), 1);
	assert_int_equal(list[0].id, id);
	assert_string_equal(list[0].holder, "王晓岚");
	assert_int_equal(licences_of_account(t, other, &list), 0);
	assert_int_equal(licences_of_account(t, 0, &list), 0);
	assert_true(licence_of_case(t, 8, &view));
	assert_int_equal(view.id, id);
	assert_string_equal(view.agency, "鹭湖区市场监督管理局");
	assert_false(licence_of_case(t, 9, &view));
	store_read_done(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(identifiers_pass_their_own_check, world_open, world_close),
		cmocka_unit_test_setup_teardown(another_year_begins_again, world_open, world_close),
		cmocka_unit_test_setup_teardown(validity_ends_on_the_day_before, world_open, world_close),
		cmocka_unit_test_setup_teardown(it_is_in_force_until_its_last_day, world_open, world_close),
		cmocka_unit_test_setup_teardown(the_holders_certificate_is_sealed, world_open, world_close),
		cmocka_unit_test_setup_teardown(the_printed_licence_says_who_what_and_until_when, world_open, world_close),
		cmocka_unit_test_setup_teardown(a_bad_issuer_code_issues_nothing, world_open, world_close),
		cmocka_unit_test_setup_teardown(holders_find_their_own, world_open, world_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
