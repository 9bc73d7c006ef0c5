#include "web/form.h"
#include "web/web_private.h"
#include "base/check.h"
#include "base/str.h"
#include <string.h>

enum { TEXT_MAX = 200, LONG_MAX = 2000, MAX_ERRORS = 64, HUNDREDTHS = 100 };

const char *const field_words[FIELD__MAX] = {
	[FIELD_TEXT] = "text", [FIELD_LONG] = "long", [FIELD_NUMBER] = "number", [FIELD_DECIMAL] = "decimal",
	[FIELD_MONEY] = "money",
	[FIELD_DATE] = "date", [FIELD_CHOICE] = "choice", [FIELD_CHECK] = "check", [FIELD_PHONE] = "phone", [FIELD_ID] = "id",
	[FIELD_USCC] = "uscc", [FIELD_EMAIL] = "email", [FIELD_POSTCODE] = "postcode", [FIELD_ADDRESS] = "address",
	[FIELD_SECRET] = "secret", [FIELD_HIDDEN] = "hidden",
};

bool field_kind_by_word(const char *word, enum field_kind *out)
{
	for (int i = 0; i < FIELD__MAX; i++)
		if (str_eq(field_words[i], word)) {
			*out = (enum field_kind)i;
			return true;
		}
	return false;
}

static bool is_number(enum field_kind k)
{
	return k == FIELD_NUMBER || k == FIELD_DECIMAL || k == FIELD_MONEY || k == FIELD_DATE || k == FIELD_CHECK;
}

static const char *check_text(struct arena *mem, const struct field *f, const char *text)
{
	size_t n = str_length(text);
	size_t max = f->max ? (size_t)f->max : f->kind == FIELD_LONG ? LONG_MAX : TEXT_MAX;
	if (n > max)
		return arena_printf(mem, "最多 %zu 个字，现在是 %zu 个", max, n);
	if (f->min && n < (size_t)f->min)
		return arena_printf(mem, "至少 %lld 个字", (long long)f->min);
	return NULL;
}

static const char *check_range(struct arena *mem, const struct field *f, int64_t v)
{
	if (v >= f->min && (!f->max || v <= f->max))
		return NULL;
	return f->max ? arena_printf(mem, "应在 %lld 到 %lld 之间", (long long)f->min, (long long)f->max)
		      : arena_printf(mem, "不能小于 %lld", (long long)f->min);
}

static const char *check_number(struct arena *mem, const struct field *f, const char *text, int64_t *out)
{
	if (!num_parse(text, -1000000000000, 1000000000000, out))
		return "请填写整数，例如 12";
	return check_range(mem, f, *out);
}

/* Up to two decimals, exactly, to hundredths. */
static bool parse_hundredths(struct arena *mem, const char *text, int64_t *out)
{
	const char *dot = strchr(text, '.');
	const char *whole = dot ? arena_strndup(mem, text, (size_t)(dot - text)) : text;
	int64_t units, rest = 0;
	if (!num_parse(whole, 0, 1000000000000, &units))
		return false;
	if (dot && (strlen(dot + 1) > 2 || !num_parse(dot + 1, 0, 99, &rest)))
		return false;
	*out = units * HUNDREDTHS + (dot && strlen(dot + 1) == 1 ? rest * 10 : rest);
	return true;
}

static const char *check_money(struct arena *mem, const struct field *f, const char *text, int64_t *out)
{
	if (!parse_hundredths(mem, text, out))
		return "请填写金额（元），最多两位小数，例如 1200.50";
	return check_range(mem, f, *out / HUNDREDTHS);
}

static const char *hundredths_words(struct arena *mem, int64_t v)
{
	return v % HUNDREDTHS ? arena_printf(mem, "%lld.%02lld", (long long)(v / HUNDREDTHS), (long long)(v % HUNDREDTHS))
			      : arena_printf(mem, "%lld", (long long)(v / HUNDREDTHS));
}

static const char *check_decimal(struct arena *mem, const struct field *f, const char *text, int64_t *out)
{
	if (!parse_hundredths(mem, text, out))
		return "请填写数字，最多两位小数，例如 12.50";
	if (*out >= f->min && (!f->max || *out <= f->max))
		return NULL;
	const char *least = hundredths_words(mem, f->min);
	return f->max ? arena_printf(mem, "应在 %s 到 %s 之间", least, hundredths_words(mem, f->max))
		      : arena_printf(mem, "不能小于 %s", least);
}

static const char *check_choice(const struct field *f, const char *text)
{
	for (const struct choice *c = f->choices; c && c->word; c++)
		if (str_eq(c->word, text))
			return NULL;
	return "请选择其中一项";
}

static const char *check_kind(struct arena *mem, const struct field *f, const char *text, int64_t *out)
{
	switch (f->kind) {
	case FIELD_NUMBER: return check_number(mem, f, text, out);
	case FIELD_DECIMAL: return check_decimal(mem, f, text, out);
	case FIELD_MONEY: return check_money(mem, f, text, out);
	case FIELD_DATE: return day_parse(text, out) ? NULL : "请按 2026-11-27 这样的格式填写日期";
	case FIELD_CHOICE: return check_choice(f, text);
	case FIELD_PHONE: return check_phone(text);
	case FIELD_ID: return check_id(text);
	case FIELD_USCC: return check_uscc(text);
	case FIELD_EMAIL: return check_email(text);
	case FIELD_POSTCODE: return check_postcode(text);
	default: return check_text(mem, f, text);
	}
}

static const char *normalised(struct arena *mem, enum field_kind k, const char *typed)
{
	switch (k) {
	case FIELD_SECRET: case FIELD_HIDDEN: return typed;
	case FIELD_PHONE: case FIELD_ID: case FIELD_USCC: case FIELD_POSTCODE: return str_code(mem, typed);
	default: return str_trim(mem, typed);
	}
}

const char *form_check(struct arena *mem, const struct field *f, const char *typed, const char **out_text,
		       int64_t *out_number)
{
	const char *text = normalised(mem, f->kind, typed);
	*out_text = text;
	*out_number = 0;
	if (f->kind == FIELD_CHECK) {
		*out_number = str_eq(text, "1");
		return f->required && !*out_number ? "需要勾选才能继续" : NULL;
	}
	if (!*text)
		return !f->required ? NULL : f->kind == FIELD_CHOICE ? "请选择其中一项" : "请填写";
	return check_kind(mem, f, text, out_number);
}

void form_add_error(struct req *r, const char *field, const char *label, const char *words)
{
	struct form_error *all = arena_array(r->mem, struct form_error, r->n_errors + 1);
	if (r->n_errors)
		memcpy(all, r->errors, r->n_errors * sizeof *all);
	/* the words of check_*() live only until the next check */
	all[r->n_errors++] = (struct form_error){ field, label, arena_strdup(r->mem, words) };
	r->errors = all;
}

bool form_read(struct req *r, const struct field *fields, size_t n, void *out)
{
	must(n <= MAX_ERRORS);
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &fields[i];
		const char *text;
		int64_t number;
		const char *words = form_check(r->mem, f, req_field(r, f->name), &text, &number);
		if (words)
			form_add_error(r, f->name, f->label, words);
		if (is_number(f->kind))
			memcpy((char *)out + f->offset, &number, sizeof number);
		else
			memcpy((char *)out + f->offset, &text, sizeof text);
	}
	return r->n_errors == 0;
}

bool form_take_fault(struct req *r)
{
	if (r->fault->code != ERR_BAD_INPUT || !*r->fault->field)
		return false;
	form_add_error(r, arena_strdup(r->mem, r->fault->field), "", arena_strdup(r->mem, r->fault->words));
	*r->fault = (struct fault){ 0 };
	return true;
}

const char *form_error_of(const struct req *r, const char *field)
{
	for (size_t i = 0; i < r->n_errors; i++)
		if (str_eq(r->errors[i].field, field))
			return r->errors[i].words;
	return NULL;
}

size_t choice_count(const struct choice *choices)
{
	size_t n = 0;
	while (choices && choices[n].word)
		n++;
	return n;
}

const char *choice_name(const struct choice *choices, const char *word)
{
	for (; choices->word; choices++)
		if (str_eq(choices->word, word))
			return choices->name;
	return "";
}

struct field_view form_view(struct req *r, const struct field *f, const char *otherwise)
{
	static const struct { const char *type, *inputmode, *width, *autocomplete; } looks[FIELD__MAX] = {
		[FIELD_NUMBER] = { "text", "numeric", "w-short", "off" },
		[FIELD_DECIMAL] = { "text", "decimal", "w-short", "off" }, [FIELD_MONEY] = { "text", "decimal", "w-mid", "off" },
		[FIELD_DATE] = { "date", "", "w-mid", "off" }, [FIELD_PHONE] = { "tel", "numeric", "w-mid", "tel" },
		[FIELD_ID] = { "text", "", "w-mid", "off" }, [FIELD_USCC] = { "text", "", "w-mid", "off" },
		[FIELD_EMAIL] = { "email", "email", "", "email" }, [FIELD_POSTCODE] = { "text", "numeric", "w-short", "postal-code" },
		[FIELD_ADDRESS] = { "text", "", "", "street-address" }, [FIELD_SECRET] = { "password", "", "", "current-password" },
	};
	const struct pairs *typed = &exchange_of(r)->fields;
	const char *came = f->kind == FIELD_SECRET ? "" : pairs_get(typed, f->name);
	/* An unticked box sends nothing: once a form has come, nothing means unticked. */
	const char *value = came ? came : typed->n && f->kind == FIELD_CHECK ? "" : otherwise;
	return (struct field_view){
		.name = f->name, .label = f->label, .kind = field_words[f->kind], .hint = f->hint, .value = str_or_empty(value),
		.error = form_error_of(r, f->name), .required = f->required, .choices = f->choices,
		.type = looks[f->kind].type ? looks[f->kind].type : "text", .inputmode = str_or_empty(looks[f->kind].inputmode),
		.width = str_or_empty(looks[f->kind].width),
		.autocomplete = looks[f->kind].autocomplete ? looks[f->kind].autocomplete : "off",
	};
}
