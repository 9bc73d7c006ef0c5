/* A typhoon stops work: which clocks would move is shown first, and only then are they counted anew, each case by an event. */
#include "flow_travel.h"
#include "cases/jobs.h"
#include "cases/recount.h"
#include "web/command.h"

/* A Thursday, and the Monday on which a period in natural days ends. */
static const char *const typhoon_days[] = { "2016-11-03", "2016-11-14" };
enum { TYPHOON_DAYS = sizeof typhoon_days / sizeof *typhoon_days };

/* Cases as they stand when the typhoon comes, and how they stand after counting anew; after NULL: nothing of it moves. */
static const struct {
	const char *name;
	enum item_kind item;
	struct leg legs[6];
	const char *before, *after;
	size_t moved;
} cases[] = {
	{ "in review", THREE, { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H" } }, "PROMISED 2016-11-07, STATUTORY 2016-11-21",
	  "PROMISED 2016-11-08, STATUTORY 2016-11-23", 2 },
	{ "extended", THREE, { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H" }, { "2016-10-25", "extend:D,days=10" } },
	  "PROMISED 2016-11-21, STATUTORY 2016-12-05", "PROMISED 2016-11-23, STATUTORY 2016-12-07", 2 },
	{ "special", THREE, { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H" }, { "2016-10-31", "begin-special:H" } },
	  "PROMISED paused, STATUTORY paused, SPECIAL 2016-11-21", "PROMISED paused, STATUTORY paused, SPECIAL 2016-11-23", 1 },
	{ "natural days", NATURAL, { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H" } },
	  "PROMISED 2016-11-14, STATUTORY 2016-11-23", "PROMISED 2016-11-15, STATUTORY 2016-11-23", 1 },
	{ "received", THREE, { { "2016-10-28", "register:C" } }, "ACCEPT 2016-11-04", "ACCEPT 2016-11-07", 1 },
	{ "due before", THREE, { { "2016-10-24", "register:C" } }, "ACCEPT 2016-10-31", NULL, 0 },
	{ "supplement", THREE, { { "2016-10-24", "register:C" }, { "2016-10-25", "require-supplement:H" } }, "SUPPLEMENT 2016-11-24", NULL, 0 },
	{ "void", THREE, { { "2016-10-24", "register:C" }, { "2016-10-24", "accept:H" }, { "2016-10-31", "void:Z" } }, "", NULL, 0 },
};
enum { CASES = sizeof cases / sizeof *cases };

static void begin_all(struct world *w, int64_t ids[CASES])
{
	for (int i = 0; i < CASES; i++) {
		size_t n = 0;
		while (n < sizeof cases[i].legs / sizeof *cases[i].legs && cases[i].legs[n].day)
			n++;
		ids[i] = travel(w, cases[i].item, true, cases[i].legs, n);
		expect_words(cases[i].name, "clocks", cases[i].before, clocks_of(w, ids[i]));
	}
	set_day("2016-11-03");
}

/* What `tongban calendar` prints when it is called with these words. */
static const char *command(struct world *w, const char *words)
{
	enum { MOST = 64 * 1024, WORDS = 8 };
	char *argv[WORDS], *save = NULL, *text = arena_alloc(w->a, MOST);
	struct call c = { .site = &w->site, .mem = w->a, .fault = &w->f, .argv = argv, .rooms = w->site.rooms };
	for (char *p = strtok_r(arena_strdup(w->a, words), " ", &save); p && c.argc < WORDS; p = strtok_r(NULL, " ", &save))
		argv[c.argc++] = p;
	FILE *file = tmpfile();
	assert_non_null(file);
	fflush(stdout);
	int terminal = dup(STDOUT_FILENO);
	dup2(fileno(file), STDOUT_FILENO);
	int status = recount_command(&c);
	fflush(stdout);
	dup2(terminal, STDOUT_FILENO);
	close(terminal);
	rewind(file);
	text[fread(text, 1, MOST - 1, file)] = '\0';
	fclose(file);
	if (status != EXIT_OK)
		fail_msg("calendar %s: status %d, %s", words, status, w->f.words);
	return text;
}

static const char *typhoon_file(struct world *w)
{
	const char *path = arena_printf(w->a, "%s/typhoon.csv", w->dir);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs("date,kind,name,notice_year\n", f);
	for (int i = 0; i < TYPHOON_DAYS; i++)
		fprintf(f, "%s,off,台风,\n", typhoon_days[i]);
	fclose(f);
	return path;
}

static void store_typhoon(struct world *w)
{
	const char *said = command(w, arena_printf(w->a, "import %s --district", typhoon_file(w)));
	assert_non_null(strstr(said, "2 days stored"));
}

static enum err remove_typhoon(struct tx *t, void *arg)
{
	(void)arg;
	enum err e = OK;
	for (int i = 0; i < TYPHOON_DAYS && !e; i++)
		e = calendar_remove(t, day_at(typhoon_days[i]));
	return e;
}

static void recount_all(struct world *w)
{
	expect_ok(w, recount_run(&w->site, w->a, &w->f, ""));
}

/* Each clock that moves is named with its days, and nothing else. */
static void expect_preview(struct world *w, const char *preview, const int64_t ids[CASES])
{
	static const struct { int of; const char *line; } lines[] = {
		{ 0, "PROMISED\t2016-11-07\t2016-11-08\t+1" }, { 0, "STATUTORY\t2016-11-21\t2016-11-23\t+2" },
		{ 1, "PROMISED\t2016-11-21\t2016-11-23\t+2" }, { 1, "STATUTORY\t2016-12-05\t2016-12-07\t+2" },
		{ 2, "SPECIAL\t2016-11-21\t2016-11-23\t+2" },
		{ 3, "PROMISED\t2016-11-14\t2016-11-15\t+1" },
		{ 4, "ACCEPT\t2016-11-04\t2016-11-07\t+3" },
	};
	enum { LINES = sizeof lines / sizeof *lines };
	for (int i = 0; i < LINES; i++) {
		const char *line = arena_printf(w->a, "%s\t%s\n", load_case(w, ids[lines[i].of]).number, lines[i].line);
		if (count_of(preview, line) != 1)
			fail_msg("the preview should say once: %sit says: %s", line, preview);
	}
	assert_int_equal(count_of(preview, "\n"), LINES + 1);
	assert_non_null(strstr(preview, "7 running clocks would end on another day\n"));
}

/* Before the days are stored, and after: what would move. */
static void it_is_shown_first_and_nothing_has_moved(void **state)
{
	struct world *w = *state;
	int64_t ids[CASES];
	begin_all(w, ids);
	int64_t rows = rows_written(w);
	expect_preview(w, command(w, arena_printf(w->a, "import %s --district --preview", typhoon_file(w))), ids);
	assert_string_equal(command(w, "recount --preview"), "0 running clocks would end on another day\n");
	assert_int_equal(rows_written(w), rows);
	store_typhoon(w);
	rows = rows_written(w);
	expect_preview(w, command(w, "recount --preview"), ids);
	assert_int_equal(rows_written(w), rows);
}

static void storing_the_days_moves_nothing_by_itself(void **state)
{
	struct world *w = *state;
	int64_t ids[CASES];
	begin_all(w, ids);
	store_typhoon(w);
	for (int i = 0; i < CASES; i++)
		expect_words(cases[i].name, "clocks", cases[i].before, clocks_of(w, ids[i]));
}

static void counting_anew_moves_them_with_an_event_each(void **state)
{
	struct world *w = *state;
	int64_t ids[CASES], events[CASES];
	begin_all(w, ids);
	for (int i = 0; i < CASES; i++)
		events[i] = load_case(w, ids[i]).events;
	store_typhoon(w);
	recount_all(w);
	for (int i = 0; i < CASES; i++) {
		struct event_row *e;
		size_t n = events_of(w, ids[i], &e);
		expect_words(cases[i].name, "clocks", cases[i].after ? cases[i].after : cases[i].before, clocks_of(w, ids[i]));
		if ((int64_t)n != events[i] + (cases[i].moved > 0))
			fail_msg("%s: %zu events, there were %lld", cases[i].name, n, (long long)events[i]);
		if (!cases[i].moved)
			continue;
		assert_string_equal(e[n - 1].action, "recount");
		assert_string_equal(e[n - 1].actor_kind, "system");
		assert_int_equal(json_array_size(json_object_get(json_parse(w->a, e[n - 1].payload), "moved")), cases[i].moved);
	}
	assert_int_equal(load_case(w, ids[0]).due_day, day_at("2016-11-08"));
	assert_int_equal(cases_verify(&w->site, w->a), 0);
}

static void the_event_says_from_when_to_when(void **state)
{
	struct world *w = *state;
	int64_t ids[CASES];
	struct event_row *e;
	begin_all(w, ids);
	store_typhoon(w);
	recount_all(w);
	size_t n = events_of(w, ids[3], &e);
	char *moved = json_dumps(json_object_get(json_parse(w->a, e[n - 1].payload), "moved"), JSON_COMPACT);
	assert_string_equal(moved, "[{\"clock\":\"PROMISED\",\"from\":\"2016-11-14\",\"to\":\"2016-11-15\"}]");
	free(moved);
}

static void a_second_run_finds_nothing(void **state)
{
	struct world *w = *state;
	int64_t ids[CASES];
	begin_all(w, ids);
	recount_all(w); /* nor does a first one before the calendar has changed */
	expect_words(cases[0].name, "clocks", cases[0].before, clocks_of(w, ids[0]));
	store_typhoon(w);
	recount_all(w);
	int64_t rows = rows_written(w);
	recount_all(w);
	assert_int_equal(rows_written(w), rows);
}

static void what_stood_still_counts_by_the_new_calendar_afterwards(void **state)
{
	struct world *w = *state;
	int64_t ids[CASES];
	begin_all(w, ids);
	store_typhoon(w);
	set_day("2016-11-02");
	go(w, ids[2], "end-special:H");
	expect_words("resuming", "clocks", "PROMISED 2016-11-10, STATUTORY 2016-11-25", clocks_of(w, ids[2]));
}

static void a_day_taken_back_moves_them_back(void **state)
{
	struct world *w = *state;
	int64_t ids[CASES];
	begin_all(w, ids);
	store_typhoon(w);
	recount_all(w);
	expect_ok(w, store_write(w->site.store, w->a, &w->f, remove_typhoon, w));
	recount_all(w);
	for (int i = 0; i < CASES; i++)
		expect_words(cases[i].name, "clocks", cases[i].before, clocks_of(w, ids[i]));
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(it_is_shown_first_and_nothing_has_moved),
		IN_WORLD(storing_the_days_moves_nothing_by_itself),
		IN_WORLD(counting_anew_moves_them_with_an_event_each),
		IN_WORLD(the_event_says_from_when_to_when),
		IN_WORLD(a_second_run_finds_nothing),
		IN_WORLD(what_stood_still_counts_by_the_new_calendar_afterwards),
		IN_WORLD(a_day_taken_back_moves_them_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
