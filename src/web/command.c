#include "web/command.h"
#include "base/str.h"
#include <stdarg.h>
#include <stdio.h>

int call_usage(struct call *c, const char *fmt, ...)
{
	(void)c;
	va_list ap;
	va_start(ap, fmt);
	fputs("tongban: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputs(" (see `tongban help`)\n", stderr);
	va_end(ap);
	return EXIT_USAGE;
}

int call_failed(struct call *c)
{
	fprintf(stderr, "tongban: %s\n", *c->fault->words ? c->fault->words : err_word(c->fault->code));
	return EXIT_FAILED;
}

static void take_out(struct call *c, int at, int n)
{
	for (int i = at; i + n < c->argc; i++)
		c->argv[i] = c->argv[i + n];
	c->argc -= n;
}

const char *call_option(struct call *c, const char *name)
{
	for (int i = 0; i + 1 < c->argc; i++)
		if (str_eq(c->argv[i], name)) {
			const char *value = c->argv[i + 1];
			take_out(c, i, 2);
			return value;
		}
	return NULL;
}

bool call_flag(struct call *c, const char *name)
{
	for (int i = 0; i < c->argc; i++)
		if (str_eq(c->argv[i], name)) {
			take_out(c, i, 1);
			return true;
		}
	return false;
}

bool call_rest(struct call *c, int n)
{
	for (int i = 0; i < c->argc; i++)
		if (c->argv[i][0] == '-' && c->argv[i][1]) {
			call_usage(c, "unknown option '%s'", c->argv[i]);
			return false;
		}
	if (c->argc != n) {
		call_usage(c, c->argc > n ? "too many arguments" : "arguments are missing");
		return false;
	}
	return true;
}

enum err call_file(struct call *c, const char *path, size_t most, const char **out, size_t *out_n)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return fail(c, ERR_NOT_FOUND, "打不开文件 %s", path);
	long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
	rewind(file);
	char *data = size >= 0 && (size_t)size <= most ? arena_alloc(c->mem, (size_t)size + 1) : NULL;
	size_t n = data ? fread(data, 1, (size_t)size, file) : 0;
	fclose(file);
	if (!data || n != (size_t)size)
		return fail(c, ERR_BAD_INPUT, "文件 %s 读不出来，或者超过 %zu MB", path, most / MB(1));
	*out = data;
	*out_n = n;
	return OK;
}
