/* One answer: whether it is right, and how it reads. */
#include "forms/forms_private.h"
#include "base/check.h"
#include "base/str.h"
#include "identity/identity.h"
#include <string.h>

static const char citizen[] = "111", temporary[] = "112", foreigner[] = "553", enterprise[] = "001"; /* certificate_kind, GA/T 517 */

const char *forms_text(const json_t *answer, const char *part)
{
	return *part ? json_get_text(answer, part) : str_or_empty(json_string_value(answer));
}

bool forms_empty(const json_t *answer)
{
	const char *key;
	json_t *v;
	if (json_is_array(answer))
		return json_array_size(answer) == 0;
	if (!json_is_object(answer))
		return str_blank(json_string_value(answer));
	json_object_foreach((json_t *)answer, key, v)
		if (!forms_empty(v))
			return false;
	return true;
}

static bool is_choice(const struct choice *choices, const char *word)
{
	for (; choices && choices->word; choices++)
		if (str_eq(choices->word, word))
			return true;
	return false;
}

static const char *wrong_text(struct arena *a, const struct asked *x)
{
	struct field f = x->field->field;
	const char *text;
	int64_t number;
	f.required = x->required && !x->field->computed;
	const char *words = form_check(a, &f, forms_text(x->answer, ""), &text, &number);
	if (!words && *text && x->field->kind->check)
		words = x->field->kind->check(a, text);
	return words;
}

static const char *wrong_list(struct arena *a, const struct asked *x)
{
	const struct field *f = &x->field->field;
	size_t n = json_array_size(x->answer);
	for (size_t i = 0; i < n; i++)
		if (!is_choice(f->choices, str_or_empty(json_string_value(json_array_get(x->answer, i)))))
			return "请从列出的里面选";
	if (!n)
		return x->required ? "请至少选一项" : NULL;
	if (f->max && (int64_t)n > f->max)
		return arena_printf(a, "最多选 %lld 项", (long long)f->max);
	return (int64_t)n < f->min ? arena_printf(a, "至少选 %lld 项", (long long)f->min) : NULL;
}

static const char *wrong_range(const json_t *v, const char **out_part)
{
	int64_t from, to;
	*out_part = "from";
	if (!day_parse(forms_text(v, "from"), &from))
		return "请按 2026-11-27 这样的格式填写开始日期";
	*out_part = "to";
	if (!day_parse(forms_text(v, "to"), &to))
		return "请按 2026-11-27 这样的格式填写结束日期";
	return to < from ? "结束日期不能早于开始日期" : NULL;
}

/* Kinds whose numbers have a check digit are checked by it; of the others only the shape is known. */
static const char *wrong_certificate(struct arena *a, const struct form_field *f, const json_t *v, const char **out_part)
{
	enum { LEAST = 5, MOST = 30 };
	const char *kind = forms_text(v, "kind"), *number = str_code(a, forms_text(v, "number"));
	*out_part = "kind";
	if (!is_choice(f->field.choices, kind))
		return "请选择证件类型";
	*out_part = "number";
	if (!*number)
		return "请填写证件号码";
	if (str_eq(kind, citizen) || str_eq(kind, temporary) || (str_eq(kind, foreigner) && strlen(number) == 18))
		return check_id(number);
	if (str_eq(kind, enterprise))
		return check_uscc(number);
	size_t n = str_length(number);
	return n < LEAST || n > MOST ? "证件号码应为 5 到 30 位" : NULL;
}

static const char *wrong_place(const struct form_field *f, const json_t *v, const char **out_part)
{
	enum { LEAST = 2, MOST = 100 };
	size_t village = str_length(forms_text(v, "village")), detail = str_length(forms_text(v, "detail"));
	*out_part = "region";
	if (!is_choice(f->field.choices, forms_text(v, "region")))
		return "请选择到街道";
	*out_part = "village";
	if (village < LEAST || village > MOST)
		return "请填写村或社区的名称";
	*out_part = "detail";
	return detail < LEAST || detail > MOST ? "请填写路名、门牌号或房号" : NULL;
}

static const char *wrong_signature(struct arena *a, const json_t *v, const struct form_person *who, const char **out_part)
{
	const char *name = str_trim(a, forms_text(v, "name"));
	*out_part = "name";
	if (!*name)
		return "请键入您的姓名";
	if (!str_blank(who->signer) && !str_eq(name, who->signer))
		return arena_printf(a, "签名应是“%s”", who->signer);
	*out_part = "agree";
	return str_eq(forms_text(v, "agree"), "1") ? NULL : "请勾选确认，签名才算完成";
}

static const char *wrong_parts(struct arena *a, const struct asked *x, const struct form_person *who, const char **out_part)
{
	const char *kind = x->field->kind->word;
	*out_part = x->field->kind->parts[0];
	if (forms_empty(x->answer))
		return x->required ? str_eq(kind, "signature") ? "请签名" : "请填写" : NULL;
	if (str_eq(kind, "range"))
		return wrong_range(x->answer, out_part);
	if (str_eq(kind, "certificate"))
		return wrong_certificate(a, x->field, x->answer, out_part);
	if (str_eq(kind, "place"))
		return wrong_place(x->field, x->answer, out_part);
	return wrong_signature(a, x->answer, who, out_part);
}

const char *forms_wrong(struct arena *a, const struct asked *x, const struct form_person *who, const char **out_part)
{
	*out_part = "";
	switch (x->field->kind->shape) {
	case SHAPE_TEXT: return wrong_text(a, x);
	case SHAPE_LIST: return wrong_list(a, x);
	case SHAPE_PARTS: return wrong_parts(a, x, who, out_part);
	default: return NULL;
	}
}

static const char *name_of(const struct form_field *f, const char *word)
{
	const char *name = f->field.choices ? choice_name(f->field.choices, word) : "";
	return *name ? name : word;
}

static const char *day_or_text(struct arena *a, const char *text)
{
	int64_t day;
	return day_parse(text, &day) ? day_words(a, day) : text;
}

static const char *list_words(struct arena *a, const struct form_field *f, const json_t *v)
{
	const char *all = "";
	for (size_t i = 0; i < json_array_size(v); i++)
		all = arena_printf(a, "%s%s%s", all, i ? "、" : "", name_of(f, str_or_empty(json_string_value(json_array_get(v, i)))));
	return all;
}

static const char *parts_words(struct arena *a, const struct form_field *f, const json_t *v, bool masked)
{
	const char *kind = f->kind->word;
	if (forms_empty(v))
		return "";
	if (str_eq(kind, "range"))
		return arena_printf(a, "%s至%s", day_or_text(a, forms_text(v, "from")), day_or_text(a, forms_text(v, "to")));
	if (str_eq(kind, "certificate")) {
		const char *number = forms_text(v, "number");
		return arena_printf(a, "%s %s", name_of(f, forms_text(v, "kind")), masked ? certificate_masked(a, number) : number);
	}
	if (str_eq(kind, "place"))
		return arena_printf(a, "%s%s%s", name_of(f, forms_text(v, "region")), forms_text(v, "village"), forms_text(v, "detail"));
	bool signed_now = str_eq(forms_text(v, "agree"), "1") && *forms_text(v, "at");
	return arena_printf(a, signed_now ? "%s（%s 签名）" : "%s", forms_text(v, "name"), forms_text(v, "at"));
}

/* Whoever writes a number into a line of text meant it no less. */
static const char *hidden(struct arena *a, const struct form_field *f, const char *text)
{
	if (str_eq(f->kind->word, "bank_card"))
		return str_masked(a, text, 0, 4);
	return !check_id(text) ? certificate_masked(a, text) : !check_phone(text) ? phone_masked(a, text) : text;
}

static const char *text_words(struct arena *a, const struct form_field *f, const char *text, bool masked)
{
	switch (f->field.kind) {
	case FIELD_CHECK: return str_eq(text, "1") ? "是" : "否";
	case FIELD_DATE: return day_or_text(a, text);
	case FIELD_CHOICE: return name_of(f, text);
	default: return masked ? hidden(a, f, text) : text;
	}
}

const char *forms_words(struct arena *a, const struct form_field *f, const json_t *answer, bool masked)
{
	switch (f->kind->shape) {
	case SHAPE_TEXT: return text_words(a, f, forms_text(answer, ""), masked);
	case SHAPE_LIST: return list_words(a, f, answer);
	case SHAPE_PARTS: return parts_words(a, f, answer, masked);
	default: return "";
	}
}
