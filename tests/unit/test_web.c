/* Parts of web/ that need no connection: checks of form fields, reading and keeping a form, routes, decoding of bodies. */
#include "base/day.h"
#include "base/str.h"
#include "web/form.h"
#include "web/web_private.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static int open_exchange(void **state)
{
	struct exchange *x = calloc(1, sizeof *x);
	x->req.mem = arena_new(64 << 20);
	x->req.fault = &x->fault;
	x->req.exchange = x;
	*state = x;
	return 0;
}

static int close_exchange(void **state)
{
	struct exchange *x = *state;
	arena_free(x->req.mem);
	free(x);
	return 0;
}

/* --- one value --- */

static const struct choice colours[] = { { "red", "红" }, { "blue", "蓝" }, { 0 } };

struct value_case {
	struct field field;
	const char *typed;
	bool right;
	const char *text;  /* as kept, also when wrong */
	int64_t number;    /* when right */
	const char *words; /* some of what is said when wrong */
};

static const struct value_case values[] = {
	{ { .kind = FIELD_TEXT }, "  王晓岚　", true, "王晓岚" },
	{ { .kind = FIELD_TEXT }, "", true, "" },
	{ { .kind = FIELD_TEXT, .required = true }, " 　 ", false, "", 0, "请填写" },
	{ { .kind = FIELD_TEXT, .max = 3 }, "四个字啊", false, "四个字啊", 0, "最多 3 个字，现在是 4 个" },
	{ { .kind = FIELD_TEXT, .max = 4 }, "四个字啊", true, "四个字啊" },
	{ { .kind = FIELD_TEXT, .min = 2 }, "一", false, "一", 0, "至少 2 个字" },
	{ { .kind = FIELD_LONG }, "第一行\n第二行", true, "第一行\n第二行" },
	{ { .kind = FIELD_NUMBER, .min = 1, .max = 9 }, " 9 ", true, "9", 9 },
	{ { .kind = FIELD_NUMBER, .min = 1, .max = 9 }, "10", false, "10", 0, "1 到 9" },
	{ { .kind = FIELD_NUMBER, .min = 1 }, "0", false, "0", 0, "不能小于 1" },
	{ { .kind = FIELD_NUMBER }, "1.5", false, "1.5", 0, "整数" },
	{ { .kind = FIELD_NUMBER }, "十二", false, "十二", 0, "整数" },
	{ { .kind = FIELD_NUMBER }, "99999999999999999999", false, "99999999999999999999", 0, "整数" },
	{ { .kind = FIELD_MONEY }, "1200.5", true, "1200.5", 120050 },
	{ { .kind = FIELD_MONEY }, "0.05", true, "0.05", 5 },
	{ { .kind = FIELD_MONEY }, "1200.505", false, "1200.505", 0, "两位小数" },
	{ { .kind = FIELD_MONEY }, "1200.", false, "1200.", 0, "两位小数" },
	{ { .kind = FIELD_MONEY }, "-3", false, "-3", 0, "金额" },
	{ { .kind = FIELD_MONEY }, "3.-1", false, "3.-1", 0, "金额" },
	{ { .kind = FIELD_MONEY, .max = 100 }, "101", false, "101", 0, "0 到 100" },
	{ { .kind = FIELD_DECIMAL, .min = 50, .max = 1250 }, "12.5", true, "12.5", 1250 },
	{ { .kind = FIELD_DECIMAL, .min = 50, .max = 1250 }, "12.51", false, "12.51", 0, "0.50 到 12.50" },
	{ { .kind = FIELD_DATE }, "2016-02-29", true, "2016-02-29", 16860 },
	{ { .kind = FIELD_DATE }, "2017-02-29", false, "2017-02-29", 0, "2026-11-27" },
	{ { .kind = FIELD_DATE }, "2017/02/01", false, "2017/02/01", 0, "2026-11-27" },
	{ { .kind = FIELD_CHOICE, .choices = colours }, "blue", true, "blue" },
	{ { .kind = FIELD_CHOICE, .choices = colours }, "green", false, "green", 0, "请选择" },
	{ { .kind = FIELD_CHOICE, .choices = colours, .required = true }, "", false, "", 0, "请选择" },
	{ { .kind = FIELD_CHECK, .required = true }, "1", true, "1", 1 },
	{ { .kind = FIELD_CHECK, .required = true }, "", false, "", 0, "勾选" },
	{ { .kind = FIELD_CHECK }, "on", true, "on", 0 },
	{ { .kind = FIELD_PHONE }, "139-0000 ０００1", true, "13900000001" },
	{ { .kind = FIELD_PHONE }, "12900000001", false, "12900000001" },
	{ { .kind = FIELD_ID }, "350205 19900307 0017", true, "350205199003070017" },
	{ { .kind = FIELD_ID }, "350205199003070018", false, "350205199003070018" },
	{ { .kind = FIELD_USCC }, "91350205ma0000015j", true, "91350205MA0000015J" },
	{ { .kind = FIELD_USCC }, "91350205MA0000015K", false, "91350205MA0000015K" },
	{ { .kind = FIELD_EMAIL }, "demo@example.com", true, "demo@example.com" },
	{ { .kind = FIELD_EMAIL }, "demo example.com", false, "demo example.com" },
	{ { .kind = FIELD_POSTCODE }, "361026", true, "361026" },
	{ { .kind = FIELD_POSTCODE }, "36102", false, "36102" },
	{ { .kind = FIELD_SECRET }, "  spaces stay  ", true, "  spaces stay  " },
};

static void each_kind_of_field_is_checked(void **state)
{
	struct exchange *x = *state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		const struct value_case *v = &values[i];
		const char *text = NULL, *kind = field_words[v->field.kind];
		int64_t number = -1;
		const char *wrong = form_check(x->req.mem, &v->field, v->typed, &text, &number);
		if (v->right ? wrong != NULL : wrong == NULL)
			fail_msg("%s '%s' should be %s, but: %s", kind, v->typed, v->right ? "right" : "wrong", wrong ? wrong : "right");
		if (!str_eq(text, v->text))
			fail_msg("%s '%s' should be kept as '%s', not '%s'", kind, v->typed, v->text, text);
		if (v->right && number != v->number)
			fail_msg("%s '%s' should be %lld, not %lld", kind, v->typed, (long long)v->number, (long long)number);
		if (v->words && !strstr(wrong, v->words))
			fail_msg("%s '%s' should say '%s': %s", kind, v->typed, v->words, wrong);
	}
}

static void kinds_have_words(void **state)
{
	(void)state;
	for (int i = 0; i < FIELD__MAX; i++) {
		enum field_kind kind = FIELD__MAX;
		assert_true(field_kind_by_word(field_words[i], &kind));
		assert_int_equal(kind, i);
	}
	enum field_kind kind = FIELD_TEXT;
	assert_false(field_kind_by_word("colour", &kind));
	assert_int_equal(kind, FIELD_TEXT);
}

/* --- a whole form --- */

struct order {
	const char *name, *password;
	int64_t count, agreed;
};

static const struct field order_fields[] = {
	{ "name", "名称", FIELD_TEXT, offsetof(struct order, name), .required = true },
	{ "count", "数量", FIELD_NUMBER, offsetof(struct order, count), .min = 1, .max = 5 },
	{ "password", "密码", FIELD_SECRET, offsetof(struct order, password) },
	{ "agreed", "同意", FIELD_CHECK, offsetof(struct order, agreed), .required = true },
};
enum { ORDER_FIELDS = sizeof order_fields / sizeof *order_fields };

static void take_body(struct exchange *x, const char *body)
{
	assert_int_equal(form_decode(x, &x->fields, body, strlen(body)), OK);
}

static void a_right_form_becomes_a_struct(void **state)
{
	struct exchange *x = *state;
	struct order o = { 0 };
	take_body(x, "name=%E6%99%B4%E5%B7%9D+%E5%B0%8F%E9%A6%86&count=3&password=+p%26w&agreed=1&unknown=x");
	assert_true(form_read(&x->req, order_fields, ORDER_FIELDS, &o));
	assert_string_equal(o.name, "晴川 小馆");
	assert_string_equal(o.password, " p&w");
	assert_int_equal(o.count, 3);
	assert_int_equal(o.agreed, 1);
}

static void all_errors_come_at_once_and_what_was_typed_stays(void **state)
{
	struct exchange *x = *state;
	struct order o = { 0 };
	take_body(x, "name=&count=7&password=secret");
	assert_false(form_read(&x->req, order_fields, ORDER_FIELDS, &o));
	assert_int_equal(x->req.n_errors, 3);
	assert_string_equal(form_error_of(&x->req, "name"), "请填写");
	assert_non_null(form_error_of(&x->req, "count"));
	assert_non_null(form_error_of(&x->req, "agreed"));
	assert_null(form_error_of(&x->req, "password"));
	assert_string_equal(form_view(&x->req, &order_fields[0], "before").value, "");
	assert_string_equal(form_view(&x->req, &order_fields[1], "1").value, "7");
	assert_string_equal(form_view(&x->req, &order_fields[2], "").value, ""); /* a password is never shown again */
	assert_string_equal(form_view(&x->req, &order_fields[3], "1").value, ""); /* an unticked box sends nothing */
}

static void a_form_not_sent_yet_shows_what_was_stored(void **state)
{
	struct exchange *x = *state;
	assert_string_equal(form_view(&x->req, &order_fields[0], "before").value, "before");
	assert_string_equal(form_view(&x->req, &order_fields[3], "1").value, "1");
	assert_string_equal(form_view(&x->req, &order_fields[0], NULL).value, "");
}

static void only_a_fault_with_a_field_becomes_an_error_of_the_form(void **state)
{
	struct exchange *x = *state;
	fault_set(&x->fault, ERR_CONFLICT, "", "moved on");
	assert_false(form_take_fault(&x->req));
	fault_set(&x->fault, ERR_BAD_INPUT, "phone", "这个号码已经注册过");
	assert_true(form_take_fault(&x->req));
	assert_string_equal(form_error_of(&x->req, "phone"), "这个号码已经注册过");
	assert_int_equal(x->fault.code, OK);
}

/* --- bodies --- */

static void a_body_is_decoded(void **state)
{
	struct exchange *x = *state;
	take_body(x, "a=1&&b=%e4%b8%ad%E6%96%87&a=2&c&d=%zz%4&=empty&e=x%3Dy%26z");
	const char **all = NULL;
	assert_string_equal(req_field(&x->req, "b"), "中文");
	assert_string_equal(req_field(&x->req, "c"), "");
	assert_string_equal(req_field(&x->req, "d"), "%zz%4"); /* a bad escape stays as it is */
	assert_string_equal(req_field(&x->req, "e"), "x=y&z");
	assert_string_equal(req_field(&x->req, "none"), "");
	assert_int_equal(req_fields(&x->req, "a", &all), 2);
	assert_string_equal(all[0], "1");
	assert_string_equal(all[1], "2");
}

static void text_that_is_not_utf8_is_refused(void **state)
{
	struct exchange *x = *state;
	static const char *const bad[] = { "a=%ff", "a=%C0%80", "a=%ED%A0%80", "%80=a", "a=x%00y" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (form_decode(x, &x->fields, bad[i], strlen(bad[i])) != ERR_BAD_INPUT)
			fail_msg("'%s' should be refused", bad[i]);
}

static void too_many_or_too_large_fields_are_refused(void **state)
{
	struct exchange *x = *state;
	struct out o;
	out_init(&o, x->req.mem, 1 << 20);
	for (int i = 0; i < MAX_FIELDS; i++)
		out_raw(&o, "a=1&");
	assert_int_equal(form_decode(x, &x->fields, o.data, o.len), OK);
	assert_int_equal(form_decode(x, &x->fields, "b=1", 3), ERR_TOO_LARGE);
	struct pairs fresh = { 0 };
	out_clear(&o);
	out_raw(&o, "a=");
	for (int i = 0; i < 66 * 1024; i++)
		out_bytes(&o, "x", 1);
	assert_int_equal(form_decode(x, &fresh, o.data, o.len), ERR_TOO_LARGE);
	out_release(&o);
}

/* --- routes --- */

static const struct {
	const char *pattern, *path;
	bool fits;
	const char *values[ROUTE_PARAMS];
} paths[] = {
	{ "/", "/", true },
	{ "/", "/x", false },
	{ "/items", "/items", true },
	{ "/items", "/items/", false },
	{ "/items", "/item", false },
	{ "/items/:code", "/items/HC-01", true, { "HC-01" } },
	{ "/items/:code", "/items/", false },
	{ "/items/:code", "/items/a/b", false },
	{ "/items/:code/apply", "/items/a/apply", true, { "a" } },
	{ "/items/:code/apply", "/items/a/applyx", false },
	{ "/items/:code/apply", "/items//apply", false },
	{ "/desk/cases/:id/:action", "/desk/cases/12/pass", true, { "12", "pass" } },
	{ "/desk/cases/:id/:action", "/desk/cases/12/pass/", false },
	{ "/items/:code", "/items/%2e%2e", true, { "%2e%2e" } },
};

static void a_parameter_is_one_whole_segment(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		const struct route row = { .path = paths[i].pattern };
		struct route_param found[ROUTE_PARAMS];
		size_t n = 99, wanted = 0;
		if (route_matches(&row, paths[i].path, found, &n) != paths[i].fits)
			fail_msg("%s %s fit %s", paths[i].path, paths[i].fits ? "should" : "should not", paths[i].pattern);
		if (!paths[i].fits)
			continue;
		for (; wanted < ROUTE_PARAMS && paths[i].values[wanted]; wanted++)
			if (wanted >= n || found[wanted].value_bytes != strlen(paths[i].values[wanted]) ||
			    memcmp(found[wanted].value, paths[i].values[wanted], found[wanted].value_bytes))
				fail_msg("%s: parameter %zu should be %s", paths[i].path, wanted, paths[i].values[wanted]);
		assert_int_equal(n, wanted);
	}
}

#define WITH_EXCHANGE(test) cmocka_unit_test_setup_teardown(test, open_exchange, close_exchange)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_EXCHANGE(each_kind_of_field_is_checked),
		cmocka_unit_test(kinds_have_words),
		WITH_EXCHANGE(a_right_form_becomes_a_struct),
		WITH_EXCHANGE(all_errors_come_at_once_and_what_was_typed_stays),
		WITH_EXCHANGE(a_form_not_sent_yet_shows_what_was_stored),
		WITH_EXCHANGE(only_a_fault_with_a_field_becomes_an_error_of_the_form),
		WITH_EXCHANGE(a_body_is_decoded),
		WITH_EXCHANGE(text_that_is_not_utf8_is_refused),
		WITH_EXCHANGE(too_many_or_too_large_fields_are_refused),
		cmocka_unit_test(a_parameter_is_one_whole_segment),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
