/* Reading a definition. */
#include "forms/forms_private.h"
#include "base/str.h"
#include <string.h>

static void release(void *v)
{
	json_decref(v);
}

static const struct expr *condition(struct arena *a, const json_t *entry, const char *member)
{
	struct expr_fault fault;
	return expr_parse(a, json_get_text(entry, member), &fault);
}

static const struct choice *choices_of(struct arena *a, struct tx *t, const json_t *entry, const struct form_kind *kind)
{
	json_t *list;
	const char *table = json_get_text(entry, "choices_from");
	if (str_eq(kind->word, "region"))
		return forms_regions(a, t, false);
	if (str_eq(kind->word, "place"))
		return forms_regions(a, t, true);
	if (str_eq(kind->word, "certificate"))
		table = "certificate_kind";
	if (*table && t)
		return codes_of(t, table);
	size_t n = json_get_array(entry, "choices", &list), used = 0;
	struct choice *all = arena_array(a, struct choice, n + 1);
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

static void bound(struct field *f, const json_t *entry)
{
	const json_t *min = json_object_get(entry, "min"), *max = json_object_get(entry, "max");
	if (f->kind == FIELD_NUMBER && (json_is_real(min) || json_is_real(max)))
		f->kind = FIELD_DECIMAL;
	f->min = bound_of(min, f->kind == FIELD_DECIMAL);
	f->max = bound_of(max, f->kind == FIELD_DECIMAL);
}

static struct form_field field_of(struct arena *a, struct tx *t, const json_t *entry)
{
	const struct form_kind *kind = form_kind_by_word(json_get_text(entry, "kind"));
	const char *hint = json_get_text(entry, "hint"), *words = json_get_text(entry, "check_words");
	if (!kind)
		kind = form_kind_by_word("text");
	struct form_field f = {
		.kind = kind, .when = condition(a, entry, "when"), .required_when = condition(a, entry, "required_when"),
		.computed = condition(a, entry, "computed"), .check = condition(a, entry, "check"),
		.check_words = *words ? words : "和其他回答对不上，请再核对", .prefill = json_get_text(entry, "prefill"),
		.material = json_get_text(entry, "material"), .fixed = json_get_bool(entry, "fixed"),
		.field = { .name = json_get_text(entry, "name"), .label = json_get_text(entry, "label"), .kind = kind->is,
			   .required = json_get_bool(entry, "required"), .choices = choices_of(a, t, entry, kind), .hint = *hint ? hint : NULL },
	};
	if (kind->takes & TAKES_BOUNDS)
		bound(&f.field, entry);
	return f;
}

static struct form_group group_of(struct arena *a, const json_t *entry, size_t at)
{
	int64_t max = json_get_int(entry, "max", FORM_ROWS_USUAL), min = json_get_int(entry, "min", 0);
	max = max < 1 || max > FORM_ROWS ? FORM_ROWS : max;
	return (struct form_group){
		.title = json_get_text(entry, "label"), .hint = json_get_text(entry, "hint"), .name = json_get_text(entry, "name"),
		.when = condition(a, entry, "when"), .min = min < 0 ? 0 : min > max ? max : min, .max = max, .entry = at,
	};
}

/* A heading by its words only: the same one goes on, another one begins a group. */
static bool goes_on(const struct form *f, const char *heading)
{
	return f->n_groups && (!*heading || str_eq(f->groups[f->n_groups - 1].title, heading));
}

const struct form *forms_parse(struct arena *a, struct tx *t, const json_t *definition)
{
	size_t n = json_array_size(definition);
	struct form *f = arena_new_of(a, struct form);
	*f = (struct form){ .json = definition, .fields = arena_array(a, struct form_field, n + 1),
			    .groups = arena_array(a, struct form_group, n + 1), .today = t ? day_of_ms(t->now, DAY_ZONE_CHINA) : 0 };
	for (size_t i = 0; i < n; i++) {
		const json_t *entry = json_array_get(definition, i);
		if (str_eq(json_get_text(entry, "kind"), "group")) {
			f->groups[f->n_groups++] = group_of(a, entry, i);
			f->groups[f->n_groups - 1].first = f->n_fields;
			continue;
		}
		const char *heading = json_get_text(entry, "group");
		if (!goes_on(f, heading))
			f->groups[f->n_groups++] = (struct form_group){ .title = heading, .hint = "", .name = "", .first = f->n_fields, .entry = i };
		struct form_field *field = &f->fields[f->n_fields++];
		*field = field_of(a, t, entry);
		field->entry = i;
		field->group = f->n_groups - 1;
		f->groups[f->n_groups - 1].n++;
	}
	return f;
}

json_t *forms_joined(struct arena *a, const json_t *body)
{
	json_t *all = json_array(), *list;
	size_t n = json_get_array(body, "circumstances", &list);
	arena_defer(a, release, all);
	if (n)
		json_array_append_new(all, json_pack("{ssss}", "kind", "group", "label", FORM_CIRCUMSTANCES));
	for (size_t i = 0; i < n; i++) {
		json_t *entry = json_copy(json_array_get(list, i));
		if (!json_is_object(entry)) {
			json_decref(entry);
			entry = json_object();
		}
		json_object_set_new(entry, "kind", json_string("choice"));
		json_object_set_new(entry, "required", json_true());
		json_array_append_new(all, entry);
	}
	json_array_extend(all, json_object_get(body, "form"));
	return all;
}

const struct form *forms_of_item(struct arena *a, struct tx *t, const json_t *body)
{
	return forms_parse(a, t, forms_joined(a, body));
}

const struct form_field *forms_field(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n_fields; i++)
		if (!*f->groups[f->fields[i].group].name && str_eq(f->fields[i].field.name, name))
			return &f->fields[i];
	return NULL;
}
