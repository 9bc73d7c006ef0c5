/* Questions on a page, with what was answered before. */
#include "forms/forms_private.h"
#include "base/str.h"
#include "forms/form.html.h"
#include "forms/form_view.h"
#include <string.h>

enum { RADIOS_MOST = 8 }; /* more choices than these are a list that opens */

struct drawing {
	struct req *r;
	const struct form *f;
	const struct form_person *who;
	const json_t *all; /* what was stored */
};

static const char *tree(struct arena *a, const struct expr *e)
{
	if (!e)
		return "";
	json_t *v = expr_json(e);
	const char *text = json_print(a, v);
	json_decref(v);
	return text;
}

/* In words what the questions that depend on others depend on: without scripts they all stand there. */
static const char *hint_of(const struct drawing *d, const struct form_field *f, bool known)
{
	struct arena *a = d->r->mem;
	const json_t *entry = json_array_get(d->f->json, f->entry);
	const char *hint = "";
	if (f->when)
		hint = arena_printf(a, "%s时才%s。", forms_condition_words(a, d->f, json_get_text(entry, "when")), f->kind->shape == SHAPE_NONE ? "需要" : "填");
	if (f->required_when)
		hint = arena_printf(a, "%s%s时必填。", hint, forms_condition_words(a, d->f, json_get_text(entry, "required_when")));
	if (known)
		hint = arena_printf(a, "%s%s", hint, f->fixed ? "这是您账户里的内容，不能在这里改。" : "已按您的账户填好，可以改。");
	hint = arena_printf(a, "%s%s", hint, str_or_empty(f->field.hint));
	return *hint ? hint : NULL;
}

static struct field_view view_of(const struct drawing *d, const struct form_field *f, const char *posted, const char *value)
{
	struct field field = f->field;
	field.name = posted;
	struct field_view v = form_view(d->r, &field, value);
	v.value = value;
	v.error = form_error_of(d->r, posted);
	if (f->kind->type)
		v.type = f->kind->type;
	if (f->kind->inputmode)
		v.inputmode = f->kind->inputmode;
	if (f->kind->width)
		v.width = f->kind->width;
	return v;
}

static bool is_chosen(const json_t *answer, const char *word)
{
	for (size_t i = 0; i < json_array_size(answer); i++)
		if (str_eq(json_string_value(json_array_get(answer, i)), word))
			return true;
	return str_eq(json_string_value(answer), word);
}

static void fill_options(struct arena *a, struct form_question *q, const struct choice *choices, const json_t *answer)
{
	size_t n = choice_count(choices);
	struct form_option *all = arena_array(a, struct form_option, n + 1);
	for (size_t i = 0; i < n; i++)
		all[i] = (struct form_option){ choices[i].word, choices[i].name, is_chosen(answer, choices[i].word) };
	q->options = all;
	q->n_options = n;
}

/* How the parts of an answer are asked for. */
static const struct part_row {
	const char *kind, *part, *label, *type;
	enum field_kind is;
	bool chosen_from; /* one of the field's choices */
} part_rows[] = {
	{ "range", "from", "从哪一天", "date", FIELD_DATE, false }, { "range", "to", "到哪一天", "date", FIELD_DATE, false },
	{ "certificate", "kind", "证件类型", "text", FIELD_TEXT, true }, { "certificate", "number", "证件号码", "text", FIELD_TEXT, false },
	{ "place", "region", "区、街道", "text", FIELD_TEXT, true }, { "place", "village", "村或社区", "text", FIELD_TEXT, false },
	{ "place", "detail", "路名、门牌号、房号", "text", FIELD_TEXT, false },
	{ "signature", "name", "键入您的姓名", "text", FIELD_TEXT, false }, { "signature", "agree", "这是我本人的签名，我对填写的内容负责", "checkbox", FIELD_CHECK, false },
};

static void fill_parts(const struct drawing *d, const struct form_field *f, const struct form_group *g, int64_t row, const json_t *answer, struct form_question *q)
{
	struct arena *a = d->r->mem;
	q->parts = arena_array(a, struct form_question, sizeof part_rows / sizeof *part_rows);
	for (size_t i = 0; i < sizeof part_rows / sizeof *part_rows; i++) {
		const struct part_row *p = &part_rows[i];
		if (!str_eq(p->kind, f->kind->word))
			continue;
		struct form_field part = { .kind = f->kind, .field = { .label = p->label, .kind = p->is, .required = true } };
		const char *posted = forms_posted(a, g, row, f->field.name, p->part);
		struct form_question *to = &q->parts[q->n_parts++];
		*to = (struct form_question){ .draw = p->chosen_from ? "select" : "field", .view = view_of(d, &part, posted, forms_text(answer, p->part)) };
		if (p->chosen_from)
			fill_options(a, to, f->field.choices, json_object_get(answer, p->part));
	}
}

static const char *shape_word(const struct form_field *f, bool fixed)
{
	if (f->computed || fixed)
		return "shown";
	switch (f->kind->shape) {
	case SHAPE_LIST: return "choices";
	case SHAPE_PARTS: return "parts";
	case SHAPE_NONE: return "note";
	default: return f->field.kind == FIELD_CHOICE && choice_count(f->field.choices) > RADIOS_MOST ? "select" : "field";
	}
}

static const char *shown_words(const struct drawing *d, const struct form_field *f, const json_t *answer, const char *known)
{
	const char *hint = str_or_empty(f->field.hint);
	if (str_eq(f->kind->word, "file"))
		return arena_printf(d->r->mem, "请在材料“%s”里上传，不用在这里填。%s", f->material, hint);
	if (f->kind->shape == SHAPE_NONE)
		return str_or_empty(hint_of(d, f, false));
	return *known ? known : forms_words(d->r->mem, f, answer, false);
}

static struct form_question question(const struct drawing *d, const struct form_field *f, const struct form_group *g, int64_t row, const json_t *in)
{
	struct arena *a = d->r->mem;
	const json_t *answer = json_object_get(in, f->field.name);
	const char *known = f->kind->shape == SHAPE_TEXT && (!answer || f->fixed) ? forms_known(d->who, f) : "";
	bool fixed = f->fixed && *known;
	const char *posted = forms_posted(a, g, row, f->field.name, "");
	struct form_question q = { .draw = shape_word(f, fixed), .name = f->field.name, .when = tree(a, f->when), .computed = tree(a, f->computed),
				   .view = view_of(d, f, posted, *known ? known : forms_text(answer, "")) };
	q.view.hint = hint_of(d, f, *known);
	q.shown = shown_words(d, f, answer, fixed ? known : "");
	if (f->field.choices && !str_eq(q.draw, "parts"))
		fill_options(a, &q, f->field.choices, *known ? NULL : answer);
	if (str_eq(q.draw, "parts"))
		fill_parts(d, f, g, row, answer, &q);
	return q;
}

static struct form_row row_of(const struct drawing *d, const struct form_group *g, int64_t row, const json_t *in)
{
	struct form_question *all = arena_array(d->r->mem, struct form_question, g->n + 1);
	for (size_t i = 0; i < g->n; i++)
		all[i] = question(d, &d->f->fields[g->first + i], g, row, in);
	const char *prefix = row < 0 ? "" : arena_printf(d->r->mem, "%s-%lld-", g->name, (long long)row);
	return (struct form_row){ (long long)row + 1, prefix, all, g->n };
}

/* As many rows as were stored, as there must be, and one to begin with. */
static struct form_block block(const struct drawing *d, const struct form_group *g)
{
	struct arena *a = d->r->mem;
	const json_t *rows = json_object_get(d->all, g->name);
	bool repeats = *g->name;
	int64_t n = !repeats ? 1 : (int64_t)json_array_size(rows), least = g->min > 1 ? g->min : 1;
	n = n < least ? least : n > FORM_ROWS ? FORM_ROWS : n;
	struct form_row *all = arena_array(a, struct form_row, (size_t)n);
	for (int64_t i = 0; i < n; i++)
		all[i] = repeats ? row_of(d, g, i, json_array_get(rows, (size_t)i)) : row_of(d, g, -1, d->all);
	const char *words = forms_condition_words(a, d->f, g->when ? json_get_text(json_array_get(d->f->json, g->entry), "when") : "");
	return (struct form_block){
		.title = g->title, .hint = *words ? arena_printf(a, "%s时才填。%s", words, g->hint) : g->hint, .when = tree(a, g->when),
		.error = repeats ? form_error_of(d->r, g->name) : NULL, .name = g->name, .rows = all, .n_rows = (size_t)n,
		.may_add = n < g->max, .may_remove = n > least,
	};
}

void forms_draw(struct out *o, struct req *r, const struct form *f, const struct form_person *who, const char *json)
{
	const struct drawing d = { r, f, who, json_parse(r->mem, json) };
	struct form_block *all = arena_array(r->mem, struct form_block, f->n_groups + 1);
	bool repeats = false;
	for (size_t i = 0; i < f->n_groups; i++) {
		all[i] = block(&d, &f->groups[i]);
		repeats |= *f->groups[i].name;
	}
	forms_form(o, all, f->n_groups, repeats);
}
