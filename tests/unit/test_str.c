/* Text: UTF-8, what people type, numbers, the escapers of the output buffer, and the arena under them. */
#include "base/out.h"
#include "base/str.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static int open_arena(void **state)
{
	*state = arena_new(1 << 20);
	return 0;
}

static int close_arena(void **state)
{
	arena_free(*state);
	return 0;
}

static void compares_and_looks_at_ends(void **state)
{
	(void)state;
	assert_true(str_eq("海沧", "海沧") && str_eq(NULL, NULL));
	assert_false(str_eq("a", "b") || str_eq(NULL, "") || str_eq("", NULL));
	assert_true(str_starts("HC161024", "HC") && str_starts("a", "") && !str_starts("H", "HC"));
	assert_true(str_ends("page.html", ".html") && str_ends("a", "") && !str_ends("l", "html"));
	assert_true(str_is_digits("0019") && !str_is_digits("") && !str_is_digits("1a") && !str_is_digits("１"));
	assert_string_equal(str_or_empty(NULL), "");
	assert_string_equal(str_or_empty("a"), "a");
}

static void blank_is_white_space_of_both_widths(void **state)
{
	(void)state;
	assert_true(str_blank(NULL) && str_blank("") && str_blank(" \t\r\n") && str_blank("　\xC2\xA0"));
	assert_false(str_blank(" a ") || str_blank("　字"));
}

static void counts_characters(void **state)
{
	(void)state;
	assert_int_equal(str_length(""), 0);
	assert_int_equal(str_length("a海é𠮷"), 4);
	const char *s = "a海é𠮷";
	static const uint32_t want[] = { 'a', 0x6D77, 0xE9, 0x20BB7, 0 };
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(str_next(&s), want[i]);
	const char *bad = "\xFFz";
	assert_int_equal(str_next(&bad), 0xFFFD);
	assert_int_equal(str_next(&bad), 'z');
}

static void knows_well_formed_utf8(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t bytes;
		bool right;
	} samples[] = {
		{ "", 0, true },		 { "海沧", 6, true },		   { "\xF4\x8F\xBF\xBF", 4, true },
		{ "\xED\x9F\xBF", 3, true },	 { "\xEF\xBF\xBF", 3, true },	   { "a\0b", 3, false },
		{ "\x80", 1, false },		 { "\xC0\xAF", 2, false },	   { "\xC1\xBF", 2, false },
		{ "\xE0\x9F\xBF", 3, false },	 { "\xED\xA0\x80", 3, false },	   { "\xF0\x8F\xBF\xBF", 4, false },
		{ "\xF4\x90\x80\x80", 4, false }, { "\xF5\x80\x80\x80", 4, false }, { "\xE6\xB5", 2, false },
		{ "海", 2, false },		 { "\xE6\x28\xA1", 3, false },
	};
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		if (str_valid_utf8(samples[i].text, samples[i].bytes) != samples[i].right)
			fail_msg("sample %zu should be %s", i, samples[i].right ? "well formed" : "refused");
}

static void trims_and_shortens(void **state)
{
	struct arena *a = *state;
	assert_string_equal(str_trim(a, " 　\t海 沧\r\n　"), "海 沧");
	assert_string_equal(str_trim(a, "𠮷"), "𠮷");
	assert_string_equal(str_trim(a, "  "), "");
	assert_string_equal(str_trim(a, ""), "");
	assert_string_equal(str_shorten(a, "海沧区政务", 2), "海沧…");
	assert_string_equal(str_shorten(a, "海沧", 2), "海沧");
	assert_string_equal(str_shorten(a, "海沧", 9), "海沧");
	assert_string_equal(str_shorten(a, "", 0), "");
	assert_string_equal(str_shorten(a, "海", 0), "…");
}

static void forgives_how_codes_are_typed(void **state)
{
	struct arena *a = *state;
	assert_string_equal(str_code(a, " 350205-1990 0307　001x "), "35020519900307001X");
	assert_string_equal(str_code(a, "ＭＡ０００ｘ"), "MA000X");
	assert_string_equal(str_code(a, "ab海c"), "AB海C");
	assert_string_equal(str_code(a, "－１"), "1");
	assert_string_equal(str_code(a, ""), "");
}

static void masks_the_middle(void **state)
{
	struct arena *a = *state;
	assert_string_equal(str_masked(a, "350205199003070017", 6, 4), "350205********0017");
	assert_string_equal(str_masked(a, "林小海", 1, 1), "林*海");
	assert_string_equal(str_masked(a, "林", 1, 0), "林");
	assert_string_equal(str_masked(a, "林海", 1, 1), "林海");
	assert_string_equal(str_masked(a, "", 3, 3), "");
}

static void reads_whole_numbers_only(void **state)
{
	(void)state;
	int64_t v = 77;
	assert_true(num_parse("0", 0, 9, &v) && v == 0);
	assert_true(num_parse("-5", -5, 5, &v) && v == -5);
	assert_true(num_parse("9223372036854775807", 0, INT64_MAX, &v) && v == INT64_MAX);
	static const char *const bad[] = { "", " 1", "1 ", "+1", "1x", "0x1", "1.0", "10", "-1",
					   "99999999999999999999", "１", "-" };
	v = 77;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (num_parse(bad[i], 0, 9, &v))
			fail_msg("“%s” should be refused", bad[i]);
	assert_false(num_parse(NULL, 0, 9, &v));
	assert_int_equal(v, 77);
}

static void expect_escaped(struct arena *a, void (*write)(struct out *, const char *), const char *in, const char *want)
{
	struct out o;
	out_init(&o, a, 4096);
	write(&o, in);
	assert_string_equal(out_str(&o), want);
	out_release(&o);
}

static void escapes_html_by_its_place(void **state)
{
	struct arena *a = *state;
	expect_escaped(a, out_text_str, "<b>林 & 海</b>", "&lt;b&gt;林 &amp; 海&lt;/b&gt;");
	expect_escaped(a, out_text_str, NULL, "");
	expect_escaped(a, out_attr_str, "\" onclick='x'>", "&quot; onclick=&#39;x&#39;&gt;");
	expect_escaped(a, out_attr_str, "&amp;", "&amp;amp;");
	expect_escaped(a, out_raw, "<b>", "<b>");
}

static void escapes_urls(void **state)
{
	struct arena *a = *state;
	expect_escaped(a, out_part_str, "a b/海?&", "a%20b%2F%E6%B5%B7%3F%26");
	expect_escaped(a, out_part_str, "A-Z_0.9~", "A-Z_0.9~");
	static const char *const safe[] = { "/items/1", "https://example.com/", "http://example.com/", "tel:12345",
					    "mailto:a@example.com",
					    "#top", "?page=2" };
	for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
		expect_escaped(a, out_url_str, safe[i], safe[i]);
	static const char *const unsafe[] = { "javascript:alert(1)", " javascript:x", "data:text/html,x", "//example.com",
					      "/\\example.com", "JavaScript:x", "" };
	for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
		expect_escaped(a, out_url_str, unsafe[i], "#");
	expect_escaped(a, out_url_str, NULL, "#");
	expect_escaped(a, out_url_str, "/a?b=1&c=\"", "/a?b=1&amp;c=&quot;");
}

static void escapes_json(void **state)
{
	struct arena *a = *state;
	expect_escaped(a, out_json_str, "说\"\\\n\t\x01\x1f/", "\"说\\\"\\\\\\n\\t\\u0001\\u001f/\"");
	expect_escaped(a, out_json_str, "\b\f\r\x0b\x0e\x19\x1a", "\"\\b\\f\\r\\u000b\\u000e\\u0019\\u001a\"");
	expect_escaped(a, out_json_str, NULL, "null");
	expect_escaped(a, out_json_str, "", "\"\"");
}

static void writes_by_the_type_of_the_expression(void **state)
{
	struct out o;
	out_init(&o, *state, 4096);
	out_text(&o, "<");
	out_text(&o, 42);
	out_attr(&o, (int64_t)-7);
	out_part(&o, "/");
	out_safe(&o, (struct safe_html){ "<i>" });
	out_printf(&o, "%03d", 5);
	assert_string_equal(out_str(&o), "&lt;42-7%2F<i>005");
	out_clear(&o);
	assert_string_equal(out_str(&o), "");
	out_release(&o);
}

static void running_over_drops_the_rest_and_is_remembered(void **state)
{
	struct out o;
	out_init(&o, *state, 8);
	out_raw(&o, "12345678");
	assert_false(o.failed);
	out_raw(&o, "9");
	assert_true(o.failed);
	out_raw(&o, "");
	assert_int_equal(o.len, 8);
	assert_string_equal(out_str(&o), "");
	out_clear(&o);
	assert_false(o.failed);
	out_release(&o);
}

static void a_buffer_grows(void **state)
{
	struct out o;
	out_init(&o, *state, 1 << 20);
	for (int i = 0; i < 5000; i++)
		out_printf(&o, "%04d;", i);
	assert_false(o.failed);
	assert_int_equal(o.len, 25000);
	assert_int_equal(strlen(out_str(&o)), 25000);
	assert_memory_equal(o.data + 24995, "4999;", 5);
	out_release(&o);
}

static void the_arena_gives_zeroed_and_aligned_memory(void **state)
{
	struct arena *a = *state;
	for (size_t size = 1; size < 40000; size = size * 3 + 1) {
		unsigned char *p = arena_alloc(a, size);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xFF, size);
	}
	arena_reset(a);
	unsigned char *again = arena_alloc(a, 64);
	for (size_t i = 0; i < 64; i++)
		assert_int_equal(again[i], 0);
	char *text = arena_strdup(a, "海沧");
	char *longer = arena_grow(a, text, 7, 100);
	assert_string_equal(longer, "海沧");
	assert_string_equal(text, "海沧");
	assert_string_equal(arena_strndup(a, "海沧", 3), "海");
	assert_string_equal(arena_strndup(a, "ab", 100), "ab");
	assert_null(arena_strdup(a, NULL));
	assert_string_equal(arena_printf(a, "%s-%d", "a", 7), "a-7");
}

struct trace {
	char text[8];
};

static void note_a(void *trace)
{
	strcat(((struct trace *)trace)->text, "a");
}

static void note_b(void *trace)
{
	strcat(((struct trace *)trace)->text, "b");
}

static void deferred_calls_run_last_first_and_once(void **state)
{
	struct arena *a = *state;
	struct trace trace = { "" };
	arena_defer(a, note_a, &trace);
	arena_defer(a, note_b, &trace);
	arena_reset(a);
	assert_string_equal(trace.text, "ba");
	arena_reset(a);
	assert_string_equal(trace.text, "ba");
	arena_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares_and_looks_at_ends),
		cmocka_unit_test(blank_is_white_space_of_both_widths),
		cmocka_unit_test(counts_characters),
		cmocka_unit_test(knows_well_formed_utf8),
		cmocka_unit_test(trims_and_shortens),
		cmocka_unit_test(forgives_how_codes_are_typed),
		cmocka_unit_test(masks_the_middle),
		cmocka_unit_test(reads_whole_numbers_only),
		cmocka_unit_test(escapes_html_by_its_place),
		cmocka_unit_test(escapes_urls),
		cmocka_unit_test(escapes_json),
		cmocka_unit_test(writes_by_the_type_of_the_expression),
		cmocka_unit_test(running_over_drops_the_rest_and_is_remembered),
		cmocka_unit_test(a_buffer_grows),
		cmocka_unit_test(the_arena_gives_zeroed_and_aligned_memory),
		cmocka_unit_test(deferred_calls_run_last_first_and_once),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
