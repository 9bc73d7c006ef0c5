#include "calendar/clock_command.h"
#include "base/day.h"
#include "base/str.h"
#include "calendar/ask.h"
#include "calendar/calendar_import.h"
#include "calendar/calendar_room.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 64 * 1024, LINE_MEMORY = 16 * 1024 * 1024, STEPS_MOST = 100000, FIXED_CELLS = 3 };

static void free_calendar(void *cal)
{
	calendar_free(cal);
}

/* NULL after saying why. */
static const struct calendar *calendar_for(struct call *c)
{
	const char *path = call_option(c, "--calendar");
	struct calendar_row *rows;
	size_t n;
	if (!path && c->site) {
		struct tx *t = store_read(c->site->store, c->mem, c->fault);
		const struct calendar *cal = calendar_of(t);
		store_read_done(t);
		return cal;
	}
	if (path ? calendar_file(c, path, &rows, &n) : calendar_read(c->mem, calendar_shipped(), c->fault, &rows, &n))
		return NULL;
	struct calendar *cal = calendar_new(rows, n);
	arena_defer(c->mem, free_calendar, cal);
	return cal;
}

/* start, amount, unit and pauses from/to; NULL, or what is wrong. */
static const char *read_cells(struct arena *a, char *const *cells, size_t n, struct ask *out)
{
	if (n < FIXED_CELLS)
		return "应为：开始日期,数量,单位[,暂停/恢复]…";
	struct ask_pause *pauses = arena_array(a, struct ask_pause, n);
	const char *wrong = NULL;
	for (size_t i = FIXED_CELLS; !wrong && i < n; i++)
		wrong = ask_pause_cut(a, cells[i], &pauses[i - FIXED_CELLS]);
	if (wrong)
		return wrong;
	const struct ask_words words = { str_trim(a, cells[0]), str_trim(a, cells[1]), str_trim(a, cells[2]), pauses, n - FIXED_CELLS };
	struct ask_error *errors;
	return ask_read(a, &words, out, &errors) ? errors[0].words : NULL;
}

static const char *read_line(struct arena *a, char *line, size_t bytes, struct ask *out)
{
	if (bytes > LINE_BYTES)
		return "这一行太长";
	if (!str_valid_utf8(line, bytes))
		return "不是 UTF-8 文字";
	char **cells = arena_array(a, char *, bytes + 1);
	size_t n = 0;
	for (char *cell; (cell = strsep(&line, ","));)
		cells[n++] = cell;
	return read_cells(a, cells, n, out);
}

static bool answer_line(struct arena *a, const struct calendar *cal, size_t number, char *line, size_t bytes)
{
	struct ask k;
	struct ask_answer answer;
	const char *wrong = read_line(a, line, bytes, &k);
	if (!wrong) {
		answer = ask_answer(a, cal, &k);
		wrong = answer.wrong;
	}
	if (wrong)
		printf("error: 第 %zu 行：%s\n", number, wrong);
	else
		printf("%s%s\n", answer.paused ? "paused:" : answer.due, answer.left);
	return !wrong;
}

static int due(struct call *c, const struct calendar *cal)
{
	if (!call_rest(c, 0))
		return EXIT_USAGE;
	struct arena *a = arena_new(LINE_MEMORY);
	char *line = NULL;
	size_t room = 0, wrong = 0;
	ssize_t bytes;
	for (size_t number = 1; (bytes = getline(&line, &room, stdin)) >= 0; number++) {
		while (bytes > 0 && strchr("\r\n", line[bytes - 1]))
			line[--bytes] = '\0';
		wrong += !answer_line(a, cal, number, line, (size_t)bytes);
		arena_reset(a);
	}
	free(line);
	arena_free(a);
	return wrong ? EXIT_FAILED : EXIT_OK;
}

static void print_steps(struct arena *a, const struct calendar *cal, const struct ask *k)
{
	size_t n;
	const struct clock_step *steps = clock_explain(a, cal, &k->term, k->pauses, k->n, STEPS_MOST, &n);
	for (size_t i = 0; i < n; i++) {
		const char *counted = steps[i].counted ? arena_printf(a, "%lld", (long long)steps[i].counted) : "";
		printf("%s %s %4s  %s\n", day_iso(a, steps[i].day), day_weekday_name(steps[i].day), counted, steps[i].why);
	}
	if (n == STEPS_MOST)
		printf("只列出前 %zu 天\n", n);
}

static int explain(struct call *c, const struct calendar *cal)
{
	struct ask k;
	for (int i = 0; i < c->argc; i++)
		if (c->argv[i][0] == '-')
			return call_usage(c, "unknown option '%s'", c->argv[i]);
	if (c->argc < FIXED_CELLS)
		return call_usage(c, "arguments are missing");
	const char *wrong = read_cells(c->mem, c->argv, (size_t)c->argc, &k);
	struct ask_answer answer = { .wrong = wrong };
	if (!wrong)
		answer = ask_answer(c->mem, cal, &k);
	if (answer.wrong) {
		fprintf(stderr, "tongban: %s\n", answer.wrong);
		return EXIT_FAILED;
	}
	if (k.term.unit == CLOCK_HOUR)
		puts("小时连续计算，夜里和节假日也算");
	else
		print_steps(c->mem, cal, &k);
	printf("%s%s\n", answer.paused ? "暂停计时，恢复后还剩：" : "到期：", answer.paused ? answer.left : answer.due);
	if (answer.provisional)
		puts("暂定：其中有的年份没有放假安排，安排公布后日期可能变动");
	return EXIT_OK;
}

int clock_command(struct call *c)
{
	static const struct { const char *word; int (*run)(struct call *c, const struct calendar *cal); } all[] = {
		{ "due", due }, { "explain", explain },
	};
	const char *word = c->argc ? c->argv[0] : "";
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_eq(all[i].word, word)) {
			c->argc--;
			c->argv++;
			const struct calendar *cal = calendar_for(c);
			return cal ? all[i].run(c, cal) : call_failed(c);
		}
	return call_usage(c, "clock: say due or explain");
}
