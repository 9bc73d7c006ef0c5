/* Tables of codes: how they are read, and what may be changed in them. */
#include "store_world.h"
#include "codes/edit.h"

struct deed {
	enum { ADD, RENAME, UP, DOWN, OFF, ON, REMOVE, REPLACE } what;
	const char *table, *code, *name;
};

static enum err carry_out(struct tx *t, void *arg)
{
	const struct deed *d = arg;
	struct edit_plan plan;
	switch (d->what) {
	case ADD: return edit_add(t, d->table, d->code, d->name);
	case RENAME: return edit_rename(t, d->table, d->code, d->name);
	case UP: case DOWN: return edit_move(t, d->table, d->code, d->what == UP);
	case OFF: case ON: return edit_use(t, d->table, d->code, d->what == ON);
	case REMOVE: return edit_remove(t, d->table, d->code);
	default: break;
	}
	enum err e = edit_read(t, d->table, d->name, &plan);
	return e ? e : edit_replace(t, &plan);
}

static void do_it(struct world *w, enum err expected, struct deed d)
{
	w->f = (struct fault){ 0 };
	enum err e = store_write(w->s, w->a, &w->f, carry_out, &d);
	if (e != expected)
		fail_msg("%s %s %s: expected %s, got %s: %s", d.table, d.code ? d.code : "", d.name ? d.name : "", err_word(expected),
			 err_word(e), w->f.words);
}

#define DO(expected, ...) do_it(w, expected, (struct deed){ __VA_ARGS__ })

/* "code name|code name" of those in use, in order */
static const char *in_use(struct world *w, const char *table)
{
	struct tx *t = store_read(w->s, w->a, &w->f);
	const char *all = "";
	for (const struct choice *c = codes_of(t, table); c->word; c++)
		all = arena_printf(w->a, "%s%s%s %s", all, *all ? "|" : "", c->word, c->name);
	store_read_done(t);
	return all;
}

static const char *name_of(struct world *w, const char *table, const char *code)
{
	struct tx *t = store_read(w->s, w->a, &w->f);
	const char *name = arena_strdup(w->a, codes_name(t, table, code));
	store_read_done(t);
	return name;
}

static void codes_are_read(void **state)
{
	struct world *w = *state;
	struct tx *t = store_read(w->s, w->a, &w->f);
	assert_string_equal(codes_name(t, "item_type", "01"), "行政许可");
	assert_string_equal(codes_name(t, "item_type", "77"), "");
	assert_string_equal(codes_words(t, "item_type", "77"), "77");
	assert_true(codes_known(t, "level", "4"));
	assert_false(codes_known(t, "level", "9"));
	assert_false(codes_known(t, "no_such_table", "1"));
	assert_null(codes_of(t, "no_such_table")->word);
	store_read_done(t);
	assert_string_equal(in_use(w, "sex"), "1 男|2 女");
}

static void a_change_is_seen_at_once(void **state)
{
	struct world *w = *state;
	DO(OK, ADD, "sex", "9", "未说明");
	assert_string_equal(in_use(w, "sex"), "1 男|2 女|9 未说明");
	DO(OK, RENAME, "sex", "9", "没有说明");
	DO(OK, UP, "sex", "9");
	assert_string_equal(in_use(w, "sex"), "1 男|9 没有说明|2 女");
	DO(OK, UP, "sex", "1");
	DO(OK, DOWN, "sex", "2");
	DO(OK, DOWN, "sex", "1");
	assert_string_equal(in_use(w, "sex"), "9 没有说明|1 男|2 女");
}

static void what_is_out_of_use_keeps_its_name(void **state)
{
	struct world *w = *state;
	DO(OK, OFF, "sex", "2");
	assert_string_equal(in_use(w, "sex"), "1 男");
	assert_string_equal(name_of(w, "sex", "2"), "女");
	DO(OK, ON, "sex", "2");
	assert_string_equal(in_use(w, "sex"), "1 男|2 女");
}

static void shapes_and_doubles_are_refused(void **state)
{
	struct world *w = *state;
	static const char *const codes[] = { "", "a b", "代码", "a/b", "12345678901234567890123456789012345678901", "a\n" };
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		DO(ERR_BAD_INPUT, ADD, "sex", codes[i], "某");
		assert_string_equal(w->f.field, "code");
	}
	DO(OK, ADD, "sex", "1234567890123456789012345678901234567890", "四十个");
	DO(ERR_BAD_INPUT, ADD, "sex", "1", "某");
	DO(ERR_BAD_INPUT, ADD, "sex", "8", "男");
	assert_string_equal(w->f.field, "name");
	DO(ERR_BAD_INPUT, ADD, "sex", "8", " ");
	DO(ERR_BAD_INPUT, RENAME, "sex", "1", "女");
	DO(OK, RENAME, "sex", "1", "男");
	DO(ERR_NOT_FOUND, ADD, "moon", "1", "某");
	DO(ERR_NOT_FOUND, RENAME, "sex", "7", "某");
	DO(ERR_NOT_FOUND, UP, "sex", "7");
	DO(ERR_NOT_FOUND, OFF, "sex", "7");
}

static void only_tables_that_rules_do_not_stand_on_lose_codes(void **state)
{
	struct world *w = *state;
	DO(ERR_CONFLICT, REMOVE, "item_type", "21");
	assert_string_equal(name_of(w, "item_type", "21"), "扩展公共服务");
	DO(OK, REMOVE, "sex", "2");
	assert_string_equal(name_of(w, "sex", "2"), "");
	DO(ERR_NOT_FOUND, REMOVE, "sex", "2");
}

/* ---- whole tables ---- */

static void a_table_is_replaced_from_text(void **state)
{
	struct world *w = *state;
	DO(OK, REPLACE, "sex", NULL, "代码,名称,在用\r\n9,未说明,1\r\n1,男性,是\n0,\"未知,或\"\"其他\"\"\",0\n\n");
	assert_string_equal(in_use(w, "sex"), "9 未说明|1 男性");
	assert_string_equal(name_of(w, "sex", "0"), "未知,或\"其他\"");
	assert_string_equal(name_of(w, "sex", "2"), "女"); /* not named: out of use, and still known */
	DO(OK, REPLACE, "sex", NULL, "1\t男\n2\t女\n");
	assert_string_equal(in_use(w, "sex"), "1 男|2 女");
}

static void one_bad_line_changes_nothing(void **state)
{
	struct world *w = *state;
	static const struct { const char *text, *said; } cases[] = {
		{ "", "没有一行" },
		{ "代码,名称\n", "没有一行" },
		{ "1,男\n2 2,女\n", "第 2 行" },
		{ "1,男\n1,女\n", "第 2 行" },
		{ "1,男\n2,男\n", "重复" },
		{ "1,男\n2,\n", "第 2 行" },
		{ "1,男,2\n", "第三列" },
		{ "1,男,1,多\n", "多于三列" },
		{ "1,男\n2", "第 2 行" },
		{ "\"1,男", "第 1 行" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		DO(ERR_BAD_INPUT, REPLACE, "sex", NULL, cases[i].text);
		if (!strstr(w->f.words, cases[i].said))
			fail_msg("%s: expected to be told of %s, got %s", cases[i].text, cases[i].said, w->f.words);
	}
	assert_string_equal(in_use(w, "sex"), "1 男|2 女");
}

static void a_plan_counts_what_it_would_do(void **state)
{
	struct world *w = *state;
	struct edit_plan plan;
	DO(OK, ADD, "sex", "9", "未说明");
	DO(OK, OFF, "sex", "9");
	struct tx *t = store_read(w->s, w->a, &w->f);
	assert_int_equal(edit_read(t, "sex", "9,未说明\n1,男性\n3,其他\n", &plan), OK);
	assert_int_equal(plan.n, 3);
	assert_int_equal(plan.added, 1);
	assert_int_equal(plan.renamed, 1);
	assert_int_equal(plan.used, 1);
	assert_int_equal(plan.dropped, 1);
	store_read_done(t);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		ON(open_platform, codes_are_read),
		ON(open_platform, a_change_is_seen_at_once),
		ON(open_platform, what_is_out_of_use_keeps_its_name),
		ON(open_platform, shapes_and_doubles_are_refused),
		ON(open_platform, only_tables_that_rules_do_not_stand_on_lose_codes),
		ON(open_platform, a_table_is_replaced_from_text),
		ON(open_platform, one_bad_line_changes_nothing),
		ON(open_platform, a_plan_counts_what_it_would_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
