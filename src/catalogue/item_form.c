/* An item's own form: fields as data, so that a department can describe what it asks without a programmer. Without scripts
 * every question stands on the page; those that depend on another answer say so, and count only when that answer fits. */
#include "catalogue/catalogue.h"
#include "base/str.h"
#include "catalogue/form.html.h"
#include "catalogue/form_view.h"
#include "web/form.h"
#include <string.h>

static const struct choice *choices_of(struct arena *a, const json_t *field)
{
	json_t *list;
	size_t n = json_get_array(field, "choices", &list);
	struct choice *all = arena_array(a, struct choice, n + 1);
	size_t used = 0;
	for (size_t i = 0; i < n; i++) {
		const char *word = json_string_value(json_array_get(list, i));
		if (word && *word)
			all[used++] = (struct choice){ word, word };
	}
	return all;
}

/* Bounds with a fraction make a question whose answer may have one: it counts in hundredths. */
static int64_t bound_of(const json_t *v, bool hundredths)
{
	double exact = json_number_value(v) * (hundredths ? 100 : 1);
	return (int64_t)(exact + (exact < 0 ? -0.5 : 0.5));
}

static struct field field_of(struct arena *a, const json_t *json)
{
	const json_t *min = json_object_get(json, "min"), *max = json_object_get(json, "max");
	struct field f = {
		.name = json_get_text(json, "name"), .label = json_get_text(json, "label"), .required = json_get_bool(json, "required"),
		.choices = choices_of(a, json),
	};
	if (!field_kind_by_word(json_get_text(json, "kind"), &f.kind))
		f.kind = FIELD_TEXT;
	if (json_is_real(min) || json_is_real(max))
		f.kind = FIELD_DECIMAL;
	f.min = bound_of(min, f.kind == FIELD_DECIMAL);
	f.max = bound_of(max, f.kind == FIELD_DECIMAL);
	const char *hint = json_get_text(json, "hint");
	f.hint = *hint ? hint : NULL;
	return f;
}

static const struct item_field *field_named(const struct item_field *fields, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(fields[i].field.name, name))
			return &fields[i];
	return NULL;
}

size_t item_form(struct arena *a, const struct body *b, struct item_field **out)
{
	json_t *list;
	size_t n = json_get_array(b->json, "form", &list);
	struct item_field *all = arena_array(a, struct item_field, n + 1);
	for (size_t i = 0; i < n; i++) {
		const json_t *json = json_array_get(list, i), *when = json_object_get(json, "when");
		all[i] = (struct item_field){ field_of(a, json), json_get_text(json, "group"), json_get_text(when, "field"),
					      json_get_text(when, "is") };
		const struct item_field *asked = field_named(all, i, all[i].when_field);
		if (!asked)
			continue;
		struct field *f = &all[i].field;
		f->hint = arena_printf(a, "“%s”选“%s”时才填。%s", asked->field.label, all[i].when_is, str_or_empty(f->hint));
	}
	*out = all;
	return n;
}

/* Answers as one source gives them: a form that came, or JSON that was stored. */
struct answers {
	struct req *r;
	const json_t *json;
};

static const char *answer_to(const struct answers *from, const char *name)
{
	return from->r ? req_field(from->r, name) : json_get_text(from->json, name);
}

/* A question counts when the answer it depends on fits and was itself asked. Fields look back only, so this ends. */
static bool is_asked(struct arena *a, const struct item_field *fields, size_t at, const struct answers *from)
{
	const struct item_field *f = &fields[at];
	if (!*f->when_field)
		return true;
	const struct item_field *other = field_named(fields, at, f->when_field);
	return other && str_eq(str_trim(a, answer_to(from, f->when_field)), f->when_is) &&
	       is_asked(a, fields, (size_t)(other - fields), from);
}

bool item_form_read(struct req *r, const struct item_field *fields, size_t n, const char **out_json)
{
	const struct answers from = { r, NULL };
	json_t *all = json_object();
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &fields[i].field;
		const char *text;
		int64_t number;
		const char *words = form_check(r->mem, f, req_field(r, f->name), &text, &number);
		if (words && is_asked(r->mem, fields, i, &from))
			form_add_error(r, f->name, f->label, words);
		json_object_set_new(all, f->name, json_string(text));
	}
	*out_json = json_print(r->mem, all);
	json_decref(all);
	return r->n_errors == 0;
}

bool item_form_whole(struct arena *a, const struct item_field *fields, size_t n, const char *json, size_t *out_missing)
{
	const struct answers from = { NULL, json_parse(a, json) };
	*out_missing = 0;
	for (size_t i = 0; i < n; i++) {
		const char *text;
		int64_t number;
		if (is_asked(a, fields, i, &from) &&
		    form_check(a, &fields[i].field, answer_to(&from, fields[i].field.name), &text, &number))
			++*out_missing;
	}
	return *out_missing == 0;
}

static const char *answer_words(struct arena *a, const struct field *f, const char *text)
{
	int64_t day;
	if (f->kind == FIELD_CHECK)
		return str_eq(text, "1") ? "是" : "否";
	return f->kind == FIELD_DATE && day_parse(text, &day) ? day_words(a, day) : text;
}

size_t item_form_answers(struct arena *a, const struct item_field *fields, size_t n, const char *json, struct answer **out)
{
	const struct answers from = { NULL, json_parse(a, json) };
	struct answer *all = arena_array(a, struct answer, n + 1);
	const char *group = "";
	size_t used = 0;
	for (size_t i = 0; i < n; i++) {
		if (!is_asked(a, fields, i, &from))
			continue;
		const struct field *f = &fields[i].field;
		all[used++] = (struct answer){ str_eq(group, fields[i].group) ? "" : fields[i].group, f->label,
					       answer_words(a, f, answer_to(&from, f->name)) };
		group = fields[i].group;
	}
	*out = all;
	return used;
}

const char *item_form_answer(struct arena *a, const char *json, const char *name)
{
	return json_get_text(json_parse(a, json), name);
}

void item_form_draw(struct out *o, struct req *r, const struct item_field *fields, size_t n, const char *json)
{
	const json_t *stored = json_parse(r->mem, json);
	struct form_question *all = arena_array(r->mem, struct form_question, n + 1);
	const char *group = "";
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &fields[i].field;
		all[i] = (struct form_question){ str_eq(group, fields[i].group) ? "" : fields[i].group,
						 form_view(r, f, json_get_text(stored, f->name)) };
		group = fields[i].group;
	}
	catalogue_form(o, all, n);
}
