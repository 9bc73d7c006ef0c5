/* Forms: a field table reads a form into a checked struct. All errors at once; what was typed is kept, right or wrong.
 *
 * The same checks serve forms written in C tables and forms that an item defines as data (catalogue/form.h). */
#pragma once
#include "web/req.h"

enum field_kind {
	FIELD_TEXT,     /* one line */
	FIELD_LONG,     /* several lines */
	FIELD_NUMBER,   /* integer within [min, max] */
	FIELD_DECIMAL,  /* a number with up to two decimals, kept and bounded as hundredths */
	FIELD_MONEY,    /* yuan with up to two decimals, kept as fen */
	FIELD_DATE,     /* yyyy-mm-dd, kept as a day number */
	FIELD_CHOICE,   /* one of the choices' words */
	FIELD_CHECK,    /* a box: 0/1; required means it must be ticked */
	FIELD_PHONE,    /* mobile number */
	FIELD_ID,       /* 公民身份号码 */
	FIELD_USCC,     /* 统一社会信用代码 */
	FIELD_EMAIL,
	FIELD_POSTCODE,
	FIELD_ADDRESS,
	FIELD_SECRET,   /* a password: never trimmed, never shown again */
	FIELD_HIDDEN,
	FIELD__MAX
};
extern const char *const field_words[FIELD__MAX]; /* "text", "long" … as in item definitions */
bool field_kind_by_word(const char *word, enum field_kind *out);

struct choice { const char *word, *name; };

struct field {
	const char *name, *label;
	enum field_kind kind;
	size_t offset;              /* of the member: const char * or int64_t (NUMBER, DECIMAL, MONEY, DATE, CHECK) */
	bool required;
	int64_t min, max;           /* NUMBER, MONEY: value; texts: characters; 0 max = 200 (LONG 2000) */
	const struct choice *choices; /* ends with word NULL */
	const char *hint;
};

/* Reads every field into *out (a struct that offset points into); false when there are errors, then r->errors is set. */
bool form_read(struct req *r, const struct field *fields, size_t n, void *out);
/* One value: normalised text in *out_text and, for numbers, *out_number; NULL when right, else the words for the person. */
const char *form_check(struct arena *mem, const struct field *f, const char *typed, const char **out_text,
		       int64_t *out_number);
/* Adds an error found elsewhere (for example a phone number that is taken) and keeps the typed values. */
void form_add_error(struct req *r, const char *field, const char *label, const char *words);
/* From r->fault after a failed write, when it names a field; false when it does not. */
bool form_take_fault(struct req *r);
const char *form_error_of(const struct req *r, const char *field); /* NULL when there is none */

/* What a field component draws (web/field.html). value: what was typed, else `otherwise`. */
struct field_view {
	const char *name, *label, *kind, *hint, *value, *error, *type, *inputmode, *width, *autocomplete;
	bool required;
	const struct choice *choices;
};
size_t choice_count(const struct choice *choices);
const char *choice_name(const struct choice *choices, const char *word); /* "" when the list has no such word */
struct field_view form_view(struct req *r, const struct field *f, const char *otherwise);
