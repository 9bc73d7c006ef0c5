#include "transfer/import_private.h"
#include "base/check.h"
#include "base/str.h"
#include <ctype.h>
#include <string.h>

enum { USCC = 18, ORG = 9, ORG_AT = 8, AREA = 12, IMPLEMENTATION = 31, HANDLING = 33, LOCAL = 22, LOCAL_ORG_AT = 6 };

static const char *wrong_uscc(struct arena *a, const char *code)
{
	const char *why = check_uscc(code);
	if (!why)
		why = check_uscc_body(code);
	return why ? arena_printf(a, "像统一社会信用代码，但是%s", why) : NULL;
}

static const char *wrong_org(struct arena *a, const char *code)
{
	const char *why = check_org(code);
	return why ? arena_printf(a, "像旧的组织机构代码，但是%s", why)
		   : "是旧的组织机构代码，统一社会信用代码推行后不再使用";
}

static const char *wrong_length(struct arena *a, const char *code)
{
	return arena_printf(a, "有 %zu 位，既不是 18 位的统一社会信用代码，也不是 9 位的组织机构代码", strlen(code));
}

static const char *one_short(struct arena *a, const char *code)
{
	(void)a, (void)code;
	return "有 17 位，比统一社会信用代码少一位";
}

static const char *internal_number(struct arena *a, const char *code)
{
	return str_is_digits(code) ? "是 19 位数字，像某个业务系统的内部编号" : wrong_length(a, code);
}

static bool has_lower(const char *code)
{
	while (*code && !islower((unsigned char)*code))
		code++;
	return *code;
}

const char *import_codes_department(struct arena *a, const char *code)
{
	static const struct {
		size_t n;
		const char *(*wrong)(struct arena *a, const char *code);
	} forms[] = { { USCC, wrong_uscc }, { ORG, wrong_org }, { USCC - 1, one_short }, { USCC + 1, internal_number } };
	const char *suffix = strchr(code, '_');
	if (suffix)
		return arena_printf(a, "带着后缀“%s”，像是同一机构在某个系统里的分号", suffix);
	if (has_lower(code))
		return "有小写字母，代码里的字母都应当大写";
	if (strlen(code) == ORG + 1 && code[ORG - 1] == '-')
		return wrong_org(a, code);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (forms[i].n == strlen(code))
			return forms[i].wrong(a, code);
	return wrong_length(a, code);
}

/* …-511602000000-000-CODE-1-00, where CODE may have a hyphen of its own. */
static const char *inside_dashes(struct arena *a, const char *item_code)
{
	const char *area = strchr(item_code, '-');
	while (area && (strspn(area + 1, "0123456789") != AREA || area[1 + AREA] != '-'))
		area = strchr(area + 1, '-');
	const char *number = area ? strchr(area + 1 + AREA + 1, '-') : NULL;
	if (!number)
		return "";
	char *code = arena_strdup(a, number + 1);
	for (int behind = 0; behind < 2; behind++) {
		char *last = strrchr(code, '-');
		if (!last)
			return "";
		*last = '\0';
	}
	return code;
}

const char *import_codes_inside(struct arena *a, const char *item_code)
{
	size_t n = strlen(item_code);
	if (strchr(item_code, '-'))
		return inside_dashes(a, item_code);
	if (n == IMPLEMENTATION || n == HANDLING)
		return arena_strndup(a, item_code, USCC);
	return n == LOCAL ? arena_strndup(a, item_code + LOCAL_ORG_AT, ORG) : "";
}

static char *bare(struct arena *a, const char *code)
{
	char *s = str_code(a, code);
	s[strcspn(s, "_")] = '\0';
	return s;
}

bool import_codes_fit(struct arena *a, const char *department_code, const char *inside)
{
	const char *one = bare(a, department_code), *other = bare(a, inside);
	if (str_eq(one, other))
		return true;
	const char *longer = strlen(one) > strlen(other) ? one : other, *shorter = longer == one ? other : one;
	return strlen(longer) == USCC && strlen(shorter) == ORG && strncmp(longer + ORG_AT, shorter, ORG) == 0;
}
