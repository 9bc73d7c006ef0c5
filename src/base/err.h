/* Errors: the ten ways in which a call can fail, and the words that go with one.
 *
 * A call that can fail returns enum err (must be checked). The words are kept once, in the struct fault of the
 * request or of the transaction, and end in the log and on the page; only the dispatcher knows HTTP status numbers.
 * Out-parameters stay untouched on failure. must() is for bugs, is always on, and is never used on input. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

enum err {
	OK = 0,
	ERR_BAD_INPUT,  /* the request makes no sense or a field is wrong */
	ERR_SIGN_IN,    /* nobody is signed in and somebody must be */
	ERR_FORBIDDEN,  /* somebody is signed in who may not */
	ERR_NOT_FOUND,  /* there is none, or not for this person: the same words for both */
	ERR_CONFLICT,   /* the thing has moved on since the page was drawn */
	ERR_TOO_LARGE,  /* more bytes, fields or files than the route takes */
	ERR_TOO_MANY,   /* too many attempts; try later */
	ERR_FULL,       /* no room on the disk; nothing that was acknowledged is lost */
	ERR_BUSY,       /* cannot be served now */
	ERR_INTERNAL,   /* our fault */
	ERR__MAX
};

struct fault {
	enum err code;
	char field[32];  /* name of the form field that is to blame, or "" */
	char words[512]; /* Chinese, for the person in front of the page */
};

/* Records the words and returns the code: `return fail(r, ERR_CONFLICT, "…")`; where has a member `struct fault *fault`. */
#define fail(where, code, ...) fault_set((where)->fault, (code), "", __VA_ARGS__)
#define fail_field(where, name, ...) fault_set((where)->fault, ERR_BAD_INPUT, (name), __VA_ARGS__)
enum err fault_set(struct fault *f, enum err code, const char *field, const char *fmt, ...) PRINTF(4, 5);

/* Stable machine word of an error, as in problem documents and logs ("not_found"). */
const char *err_word(enum err code);

/* What must be true, or the program has a bug: prints where and stops. */
#define must(cond) ((cond) ? (void)0 : must_failed(#cond, __FILE__, __LINE__))
_Noreturn void must_failed(const char *cond, const char *file, int line);
