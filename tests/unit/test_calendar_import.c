/* Declared days from text, and how the place keeps them; what people may ask of a clock. */
#include "store_world.h"
#include "base/day.h"
#include "calendar/ask.h"
#include "calendar/calendar_import.h"
#include "calendar/calendar_room.h"

struct read {
	struct calendar_row *rows;
	size_t n;
};

static int64_t day_at(const char *iso)
{
	int64_t day;
	if (!day_parse(iso, &day))
		fail_msg("%s should be a day", iso);
	return day;
}

static struct read read_good(struct world *w, const char *text)
{
	struct read got = { NULL, 0 };
	if (calendar_read(w->a, text, &w->f, &got.rows, &got.n) != OK)
		fail_msg("this should be taken: %s\nbut: %s", text, w->f.words);
	return got;
}

static void expect_refused(struct world *w, const char *text, const char *words)
{
	struct read got = { NULL, 7 };
	struct fault f = { 0 };
	enum err e = calendar_read(w->a, text, &f, &got.rows, &got.n);
	if (e == OK || got.n != 7 || !strstr(f.words, words))
		fail_msg("“%s” should be refused with “%s”, got: %s", text, words, f.words);
}

static void reads_the_published_form(void **state)
{
	struct world *w = *state;
	struct read got = read_good(w, "\xEF\xBB\xBF\n{\"$schema\": \"x\", \"$id\": \"y\", \"year\": 2016, \"papers\": [\"一份通知\"],\n"
				       "\"days\": [{\"name\": \"国庆节\", \"date\": \"2016-10-08\", \"isOffDay\": false},\n"
				       "{\"name\": \"国庆节\", \"date\": \"2016-10-01\", \"isOffDay\": true}]}");
	assert_int_equal(got.n, 2);
	assert_int_equal(got.rows[0].day, day_at("2016-10-01"));
	assert_int_equal(got.rows[0].kind, CALENDAR_OFF);
	assert_int_equal(got.rows[1].kind, CALENDAR_WORK);
	assert_int_equal(got.rows[1].notice_year, 2016);
	assert_string_equal(got.rows[1].name, "国庆节");
}

static void reads_rows(void **state)
{
	struct world *w = *state;
	struct read got = read_good(w, "\xEF\xBB\xBF# note\r\n\r\ndate,kind,name,notice_year\r\n2016-09-15, off ,台风停工,\r\n");
	assert_int_equal(got.n, 1);
	assert_int_equal(got.rows[0].day, day_at("2016-09-15"));
	assert_int_equal(got.rows[0].notice_year, 0);
	assert_string_equal(got.rows[0].name, "台风停工");
}

static void names_the_bad_line(void **state)
{
	struct world *w = *state;
	static const char *const bad[] = {
		"2016-02-30,off,元旦,2016", "2016-01-01,free,元旦,2016", "2016-01-01,off,,2016",  "2016-01-01,off,元旦",
		"2016-01-01,off,元旦,x",    "2016-01-01,off,元旦,2016,1", "2061-01-01,off,元旦,2016", "2016-01-02,work,元旦,2016",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		expect_refused(w, arena_printf(w->a, "# note\n2016-01-02,off,元旦,2016\n%s\n", bad[i]), "第 3 行：");
	expect_refused(w, "x\n2016-01-01,off,元旦,2016\ny\n", "第 1 行：应为 4 列：日期、类别、名称、通知年份；第 3 行：");
	expect_refused(w, "a\nb\nc\nd\ne\nf\n", "另有 2 处");
	expect_refused(w, "date,kind,name,notice_year\n", "一天也没有");
	expect_refused(w, "2016-01-01,off,\xFF,2016", "UTF-8");
}

static void names_the_bad_day_of_a_notice(void **state)
{
	struct world *w = *state;
	static const char *const bad[] = {
		"{\"name\": \"x\", \"date\": \"2016-02-30\", \"isOffDay\": true}", "{\"name\": \"x\", \"date\": \"2016-02-03\", \"isOffDay\": 1}",
		"{\"name\": \"\", \"date\": \"2016-02-03\", \"isOffDay\": true}",  "{\"date\": \"2016-02-03\", \"isOffDay\": true}",
		"{\"name\": \"x\", \"date\": \"2026-02-03\", \"isOffDay\": true}", "7",
		"{\"name\": \"x\", \"date\": \"2016-01-01\", \"isOffDay\": true}",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		expect_refused(w, arena_printf(w->a, "{\"year\": 2016, \"days\": [{\"name\": \"元旦\", \"date\": \"2016-01-01\", "
					       "\"isOffDay\": true}, %s]}", bad[i]), "第 2 天：");
	expect_refused(w, "{\"year\": 2027, \"days\": []}", "一天也没有");
	expect_refused(w, "{\"year\": 2016}", "\"days\"");
	expect_refused(w, "{\"days\": [], \"year\": \"2016\"}", "\"year\"");
	expect_refused(w, "{\"year\": 2016,\n\"days\": [}", "第 2 行：不是完整的 JSON");
	expect_refused(w, "[]", "\"year\"");
}

struct change {
	const char *source, *text;
	int64_t remove;
};

static enum err apply(struct tx *t, void *arg)
{
	const struct change *c = arg;
	struct read got;
	if (c->remove)
		return calendar_remove(t, c->remove);
	if (calendar_read(t->mem, c->text, t->fault, &got.rows, &got.n))
		return t->fault->code;
	return calendar_store(t, c->source, got.rows, got.n);
}

static const char *version_now(struct world *w)
{
	struct tx *t = store_read(w->s, w->a, &w->f);
	const char *version = arena_strdup(w->a, calendar_version(calendar_of(t)));
	store_read_done(t);
	return version;
}

/* What calendar_with() promises is what calendar_store() does. */
static void store_rows(struct world *w, const char *source, const char *text)
{
	struct change c = { source, text, 0 };
	struct read got = read_good(w, text);
	struct calendar *would_be;
	struct tx *t = store_read(w->s, w->a, &w->f);
	assert_int_equal(calendar_with(t, source, got.rows, got.n, &would_be), OK);
	store_read_done(t);
	if (store_write(w->s, w->a, &w->f, apply, &c) != OK)
		fail_msg("%s should be stored: %s", text, w->f.words);
	assert_string_equal(version_now(w), calendar_version(would_be));
	calendar_free(would_be);
}

static bool works(struct world *w, const char *day)
{
	struct tx *t = store_read(w->s, w->a, &w->f);
	bool working = calendar_is_working(calendar_of(t), day_at(day));
	store_read_done(t);
	return working;
}

static void a_notice_takes_the_place_of_the_one_before(void **state)
{
	struct world *w = *state;
	store_rows(w, "state", "2015-12-31,off,元旦,2016\n2016-01-01,off,元旦,2016\n2016-09-15,off,中秋节,2016\n2017-01-02,off,元旦,2017\n");
	assert_false(works(w, "2016-09-15"));
	store_rows(w, "state", "2016-01-01,off,元旦,2016\n2016-09-16,off,中秋节,2016\n");
	assert_true(works(w, "2016-09-15"));
	assert_true(works(w, "2015-12-31"));
	assert_false(works(w, "2016-09-16"));
	assert_false(works(w, "2017-01-02"));
}

static void the_district_lays_its_days_on_top(void **state)
{
	struct world *w = *state;
	store_rows(w, "state", "2016-09-15,off,中秋节,2016\n");
	store_rows(w, "district", "2016-09-15,work,防台风值守,\n2016-09-14,off,台风停工,\n");
	assert_true(works(w, "2016-09-15"));
	assert_false(works(w, "2016-09-14"));
	store_rows(w, "state", "2016-09-15,off,中秋节,2016\n2016-09-16,off,中秋节,2016\n");
	assert_true(works(w, "2016-09-15"));
	struct change remove = { .remove = day_at("2016-09-15") };
	assert_int_equal(store_write(w->s, w->a, &w->f, apply, &remove), OK);
	assert_false(works(w, "2016-09-15"));
	assert_int_equal(store_write(w->s, w->a, &w->f, apply, &remove), ERR_NOT_FOUND);
}

static void a_published_day_needs_its_notice(void **state)
{
	struct world *w = *state;
	struct change c = { "state", "2016-09-15,off,中秋节,\n", 0 };
	assert_int_equal(store_write(w->s, w->a, &w->f, apply, &c), ERR_BAD_INPUT);
	assert_non_null(strstr(w->f.words, "2016-09-15"));
}

static const char *ask(struct world *w, const char *start, const char *amount, const char *unit, const char *pause)
{
	struct calendar *cal = calendar_new(NULL, 0);
	struct ask_pause pauses[1];
	struct ask_words words = { start, amount, unit, pauses, pause ? 1 : 0 };
	struct ask_error *errors;
	struct ask k;
	const char *said = pause ? ask_pause_cut(w->a, pause, pauses) : NULL;
	if (!said && ask_read(w->a, &words, &k, &errors))
		said = arena_printf(w->a, "%s: %s", errors[0].field, errors[0].words);
	if (!said) {
		struct ask_answer answer = ask_answer(w->a, cal, &k);
		said = answer.wrong ? answer.wrong : answer.paused ? arena_printf(w->a, "paused:%s", answer.left) : answer.due;
	}
	calendar_free(cal);
	return said;
}

static void questions_are_answered(void **state)
{
	struct world *w = *state;
	static const struct { const char *start, *amount, *unit, *pause, *want; } all[] = {
		{ "2016-10-24", "5", "wd", NULL, "2016-10-31" },
		{ "2016-10-24", "5+2", "nd", NULL, "2016-11-02" },
		{ "2016-10-24", "5+2", "nd", "2016-10-26/", "paused:3+2" },
		{ "2026-11-22T09:30", "12", "h", NULL, "2026-11-22T21:30" },
		{ "2026-11-22T23:59", "1", "h", NULL, "2026-11-23T00:59" },
		{ "2026-11-22", "2", "h", "2026-11-22T01:00/2026-11-22T04:15", "2026-11-22T05:15" },
		{ "2026-11-22", "3", "h", "2026-11-22T01:30/", "paused:1.5" },
		{ "9999-12-01", "0", "mo", NULL, "9999-12-01" },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		const char *said = ask(w, all[i].start, all[i].amount, all[i].unit, all[i].pause);
		if (!str_eq(said, all[i].want))
			fail_msg("%s,%s,%s,%s should be answered %s, not %s", all[i].start, all[i].amount, all[i].unit,
				 str_or_empty(all[i].pause), all[i].want, said);
	}
}

static void senseless_questions_are_told_so(void **state)
{
	struct world *w = *state;
	static const struct { const char *start, *amount, *unit, *pause, *want; } all[] = {
		{ "2016-02-30", "5", "wd", NULL, "start: " }, { "", "5", "wd", NULL, "start: " }, { "2016-10-24T09:00", "5", "wd", NULL, "start: " },
		{ "2016-10-24T24:00", "5", "h", NULL, "start: " }, { "2016-10-24T9:00", "5", "h", NULL, "start: " },
		{ "2016-10-24", "-1", "wd", NULL, "amount: " }, { "2016-10-24", "", "wd", NULL, "amount: " }, { "2016-10-24", "5+", "wd", NULL, "amount: " },
		{ "2016-10-24", "1.5", "wd", NULL, "amount: " }, { "2016-10-24", "100001", "nd", NULL, "amount: " }, { "2016-10-24", "5+1", "h", NULL, "amount: " },
		{ "2016-10-24", "100000", "mo", NULL, "amount: " }, { "2016-10-24", "5", "weeks", NULL, "unit: " }, { "2016-10-24", "5", "", NULL, "unit: " },
		{ "2016-10-24", "5", "wd", "2016-11-07/2016-10-31", "to1: " }, { "2016-10-24", "5", "wd", "/2016-10-31", "from1: " },
		{ "2016-10-24", "5", "wd", "2016-10-31", "暂停写作" }, { "9999-12-31", "1", "wd", NULL, "算出来超过了" },
		{ "9999-12-31", "1", "h", NULL, "9999-12-31T01:00" }, { "9999-12-31", "24", "h", NULL, "算出来超过了" },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		const char *said = ask(w, all[i].start, all[i].amount, all[i].unit, all[i].pause);
		if (!str_starts(said, all[i].want))
			fail_msg("%s,%s,%s,%s should be told “%s…”, not “%s”", all[i].start, all[i].amount, all[i].unit,
				 str_or_empty(all[i].pause), all[i].want, said);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON(open_empty, reads_the_published_form),
		ON(open_empty, reads_rows),
		ON(open_empty, names_the_bad_line),
		ON(open_empty, names_the_bad_day_of_a_notice),
		ON(open_platform, a_notice_takes_the_place_of_the_one_before),
		ON(open_platform, the_district_lays_its_days_on_top),
		ON(open_platform, a_published_day_needs_its_notice),
		ON(open_empty, questions_are_answered),
		ON(open_empty, senseless_questions_are_told_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
