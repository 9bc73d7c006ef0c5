/* Check digits: whether a number that somebody typed can be right, and if not, where it is wrong.
 *
 * Every check_*(value) returns NULL when the value is right, otherwise the reason in Chinese for the person who typed it;
 * the words stay valid until the next check on the same thread. value is never NULL, is already normalised (str_code() for
 * codes) and is judged as it stands; check_value() normalises a raw line first, in the way that its kind allows.
 * None of them looks anything up: a number that passes may still belong to nobody. */
#pragma once
#include "base/arena.h"
#include <stdint.h>

/* 公民身份号码, GB 11643-1999: 18 characters with a birthday that exists and is not in the future. Residence permits
 * (81, 82, 83) and permanent residents (9) use the same shape. 15 digits of the first generation pass on their date alone.
 * The area is never compared with a list: abolished areas live on in people's numbers. */
const char *check_id(const char *value); /* today is the wall clock's, in China */
const char *check_id_on(const char *value, int64_t today);
/* 15 digits to 18 characters; false when check_id() would refuse them. */
MUST_CHECK bool check_id_to_18(const char *id15, char out[19]);

/* 统一社会信用代码, GB 32100-2015: 18 characters without I, O, S, V, Z, and its last one. */
const char *check_uscc(const char *value);
/* Characters 9 to 17 as an organisation code. Some codes in use fail this, so it is a warning and never a refusal. The
 * value must have passed check_uscc() at least as far as length and characters. */
const char *check_uscc_body(const char *value);

/* 组织机构代码, GB 11714-1997: 8 characters and one check character, with or without the hyphen before it. */
const char *check_org(const char *value);

/* 投资项目统一代码, GB/T 40058-2021 (发改投资〔2020〕1439号): 20 digits, plain or grouped 4-6-2-2-6. Codes that begin with a
 * year 2016–2020 are of the old form and have no check digit; those that begin with yymm, from 2011 on, end in one. */
const char *check_project(const char *value);

/* 电子证照标识, GB/T 36904-2018: kind(21).issuer(18, or a 6-digit area).serial(≤32).version(3).check, with or without the
 * root CHECK_LICENCE_ROOT in front. */
#define CHECK_LICENCE_ROOT "1.2.156.3005.2."
const char *check_licence(const char *value);
char check_licence_digit(const char *kind, const char *issuer, const char *serial, const char *version);

/* Codes of service items, GB/T 39554.1: base 12 (基本编码), implementation 31 (实施编码), handling 33 (业务办理项编码), and the
 * local 22 characters of Xiamen before 2018. Told apart by their length. A government body's USCC (first character 1) that
 * GB 32100 refuses is let through, because published codes contain such; check_item_warning() says so, NULL if not. */
const char *check_item(const char *value);
const char *check_item_warning(const char *value); /* the value must have passed check_item() */

/* 申报号: two letters, yymmdd, six digits, and ISO 7064 MOD 37,36 over those 14. */
const char *check_case(const char *value);
char check_case_digit(const char *first_14);

const char *check_phone(const char *value); /* a mobile number: 1, 3–9, nine digits */
const char *check_postcode(const char *value);
const char *check_email(const char *value);

/* ISO/IEC 7064: the check character of the first n characters, which must be of the scheme's alphabet (0–9, or 0–9A–Z). */
char check_mod11_2(const char *digits, size_t n);
char check_mod11_10(const char *digits, size_t n);
char check_mod37_36(const char *text, size_t n);
char check_org_digit(const char *first_8);   /* GB 11714: 0–9 or X */
char check_uscc_digit(const char *first_17); /* GB 32100 */

/* The kinds by name, for forms and for the command line. */
struct check {
	const char *word, *name;
	const char *(*reason)(const char *value);
	char *(*normal)(struct arena *a, const char *raw);
};
const struct check *check_find(const char *word); /* NULL when there is no such kind */
const struct check *check_at(size_t i);           /* NULL behind the last one */
/* Normalises a raw line and judges it. */
const char *check_value(struct arena *a, const struct check *kind, const char *raw);
