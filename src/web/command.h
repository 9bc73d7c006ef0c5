/* Commands of the program: one table a room, one list in main.c; `tongban help` and docs/commands.md are made from it. */
#pragma once
#include "web/site.h"

struct call {
	struct site *site;  /* opened as far as `needs` says; NULL for COMMAND_BARE, and for COMMAND_MAYBE where there is none */
	struct arena *mem;
	struct fault *fault;
	int argc;           /* arguments behind the command's name */
	char **argv;
	const struct room *rooms;
};

enum { EXIT_OK = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

struct command {
	const char *name, *arguments, *help;
	/* Nothing; the database if one is named or stands where it does by default; the database; the same, its schema up to date. */
	enum { COMMAND_BARE, COMMAND_MAYBE, COMMAND_STORE, COMMAND_SITE } needs;
	int (*run)(struct call *c);
};

/* Says on standard error what is wrong with the arguments; returns EXIT_USAGE. */
int call_usage(struct call *c, const char *fmt, ...) PRINTF(2, 3);
/* Says the fault; returns EXIT_FAILED. */
int call_failed(struct call *c);
/* Takes "--name value" out of the arguments; NULL when it is not there. Flags: call_flag. */
const char *call_option(struct call *c, const char *name);
bool call_flag(struct call *c, const char *name);
/* After the options: true when exactly n arguments are left, else the usage error is printed. */
bool call_rest(struct call *c, int n);
/* A whole file, in the call's memory, with a NUL behind it. ERR_NOT_FOUND when it cannot be opened, ERR_BAD_INPUT when it
 * cannot be read or has more than `most` bytes. */
MUST_CHECK enum err call_file(struct call *c, const char *path, size_t most, const char **out, size_t *out_n);
