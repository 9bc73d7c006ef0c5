#include "base/err.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const words[ERR__MAX] = {
	[OK] = "ok", [ERR_BAD_INPUT] = "bad_input", [ERR_SIGN_IN] = "sign_in", [ERR_FORBIDDEN] = "forbidden",
	[ERR_NOT_FOUND] = "not_found", [ERR_CONFLICT] = "conflict", [ERR_TOO_LARGE] = "too_large",
	[ERR_TOO_MANY] = "too_many", [ERR_FULL] = "full", [ERR_BUSY] = "busy", [ERR_INTERNAL] = "internal",
};

const char *err_word(enum err code)
{
	must(code < ERR__MAX);
	return words[code];
}

enum err fault_set(struct fault *f, enum err code, const char *field, const char *fmt, ...)
{
	f->code = code;
	snprintf(f->field, sizeof f->field, "%s", field);
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(f->words, sizeof f->words, fmt, ap);
	va_end(ap);
	return code;
}

_Noreturn void must_failed(const char *cond, const char *file, int line)
{
	fprintf(stderr, "tongban: bug at %s:%d: %s\n", file, line, cond);
	abort();
}
