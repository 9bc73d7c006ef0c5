/* `tongban simulate`. */
#include "simulate/simulate.h"
#include "simulate/simulate.sql.h"
#include "base/log.h"
#include "base/str.h"
#include "web/command.h"
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_CASES = 10000000, MOST_DAYS = 1000 };

static void print_taken(const struct simulated *s, bool taken)
{
	for (size_t i = 0; i < n_flow; i++) {
		const char *from = flow[i].from == FLOW_ANY ? "*" : states[flow[i].from].word;
		if ((s->rows[i] > 0) == taken)
			printf("%8zu  %s %s -> %s (row %zu)\n", s->rows[i], from, actions[flow[i].action].word,
			       flow[i].to == FLOW_STAY ? "stays" : states[flow[i].to].word, i + 1);
	}
}

static void print_summary(const struct simulated *s)
{
	printf("%zu cases, %zu events, %zu attempts refused\n", s->cases, s->events, s->refused);
	puts("\nactions");
	for (int i = 0; i < ACT__MAX; i++)
		printf("%8zu  %s\n", s->actions[i], actions[i].word);
	puts("\nleft in the state");
	for (int i = 0; i < STATE__MAX; i++)
		printf("%8zu  %s%s\n", s->states[i], states[i].word, states[i].end ? " (end)" : "");
	puts("\nrows of the table");
	print_taken(s, true);
	puts("\nrows never taken");
	print_taken(s, false);
	printf("\ndigest %s\n%zu wrong\n", s->digest, s->wrong);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

static void remove_folder(const char *path)
{
	enum { OPEN_FOLDERS = 16 };
	if (nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) != 0)
		log_line("event=folder_left path=%s", path);
}

static bool take_number(struct call *c, const char *name, int64_t most, int64_t *out)
{
	const char *text = call_option(c, name);
	return !text || num_parse(text, 1, most, out);
}

static enum err make_folder(struct call *c, const char *keep, const char **out)
{
	const char *tmp = getenv("TMPDIR");
	char *made = arena_printf(c->mem, "%s/tongban-simulate-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	bool ok = keep ? mkdir(keep, 0700) == 0 : mkdtemp(made) != NULL;
	*out = keep ? keep : made;
	return ok ? OK : fail(c, ERR_BAD_INPUT, "cannot make the folder %s", *out);
}

static int simulate(struct call *c)
{
	struct simulation s = { .rooms = c->rooms, .seed = 1, .cases = 1000, .days = 730 };
	struct simulated done;
	const char *keep = call_option(c, "--keep");
	bool ok = take_number(c, "--seed", INT64_MAX, &s.seed) && take_number(c, "--cases", MOST_CASES, &s.cases) &&
		  take_number(c, "--days", MOST_DAYS, &s.days);
	if (!ok)
		return call_usage(c, "seed, cases (to %d) and days (to %d) are numbers from 1", MOST_CASES, MOST_DAYS);
	if (!call_rest(c, 0))
		return EXIT_USAGE;
	if (make_folder(c, keep, &s.dir))
		return call_failed(c);
	enum err e = simulate_run(&s, c->fault, &done);
	if (!keep)
		remove_folder(s.dir);
	if (e)
		return call_failed(c);
	print_summary(&done);
	return done.wrong ? EXIT_FAILED : EXIT_OK;
}

static const struct command commands[] = {
	{ "simulate", "[--seed N] [--cases N] [--days N] [--keep DIR]",
	  "random cases through simulated time in a place of its own, with proof after each step", COMMAND_BARE, simulate },
	{ 0 },
};

const struct room simulate_room = { .name = "simulate", .statements = { &simulate_sql }, .commands = commands };
