/* What is wrong with a definition. */
#include "forms/forms_private.h"
#include "base/str.h"
#include <string.h>

enum { NAME_MOST = 40, LABEL_MOST = 100, CELLS_MOST = 300, WORDS_MOST = 60 };

struct faults {
	struct arena *a;
	struct tx *t;
	const json_t *body;
	const struct form *f;
	size_t shift; /* entries of the joined definition that are not the form's own */
	struct form_fault *all;
	size_t n;
};

/* Where entry `at` of the joined definition is mended. */
static const char *key_of(const struct faults *x, size_t at, const char *member)
{
	bool first = at < x->shift;
	return arena_printf(x->a, "%s.%zu.%s", first ? "circumstances" : "form", first ? at - 1 : at - x->shift, member);
}

static void say(struct faults *x, const char *key, const char *words)
{
	x->all = arena_grow(x->a, x->all, x->n * sizeof *x->all, (x->n + 1) * sizeof *x->all);
	x->all[x->n++] = (struct form_fault){ key, words };
}

static bool is_reserved(const char *name)
{
	static const char *const words[] = { "and", "or", "not", "in", "today", "csrf", "once" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(words[i], name))
			return true;
	return false;
}

static const char *name_words(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
	if (!*name)
		return "请给它一个代号";
	if (*name < 'a' || *name > 'z' || name[strspn(name, letters)] || strlen(name) > NAME_MOST)
		return "代号以小写字母开头，只用小写字母、数字和下划线，最多 40 位";
	return is_reserved(name) ? "这个代号已有别的用处，请换一个" : NULL;
}

static bool same_place(const struct faults *x, const struct form_field *a, const struct form_field *b)
{
	const char *in = x->f->groups[a->group].name;
	return *in ? a->group == b->group : !*x->f->groups[b->group].name;
}

/* A name is unique where it is looked up: among all plain fields and repeated groups, or within its group. */
static bool is_doubled(const struct faults *x, const struct form_field *f)
{
	for (const struct form_field *other = x->f->fields; other < f; other++)
		if (same_place(x, f, other) && str_eq(other->field.name, f->field.name))
			return true;
	for (size_t i = 0; i < x->f->n_groups; i++)
		if (!*x->f->groups[f->group].name && *f->field.name && str_eq(x->f->groups[i].name, f->field.name))
			return true;
	return false;
}

static void check_name(struct faults *x, const struct form_field *f)
{
	const char *words = name_words(f->field.name);
	if (!words && is_doubled(x, f))
		words = arena_printf(x->a, "代号 %s 用了两次", f->field.name);
	if (words)
		say(x, key_of(x, f->entry, "name"), words);
	if (str_blank(f->field.label) || str_length(f->field.label) > LABEL_MOST)
		say(x, key_of(x, f->entry, "label"), str_blank(f->field.label) ? "请写上要问的话" : "名称最多 100 个字");
}

static void check_choices(struct faults *x, const struct form_field *f, const json_t *entry)
{
	const char *table = json_get_text(entry, "choices_from");
	size_t n = choice_count(f->field.choices);
	if (!(f->kind->takes & TAKES_CHOICES) || (*table && !x->t))
		return;
	if (*table && !n)
		say(x, key_of(x, f->entry, "choices_from"), arena_printf(x->a, "没有代码表 %s", table));
	else if (n < (f->kind->shape == SHAPE_LIST ? 1 : 2))
		say(x, key_of(x, f->entry, "choices"), "请写出可以选的，至少两个");
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(f->field.choices[i].word, f->field.choices[k].word))
				say(x, key_of(x, f->entry, "choices"), arena_printf(x->a, "“%s”写了两次", f->field.choices[i].name));
}

static bool has_material(const struct faults *x, const char *name)
{
	json_t *list;
	size_t n = json_get_array(x->body, "materials", &list);
	for (size_t i = 0; i < n; i++)
		if (str_eq(json_get_text(json_array_get(list, i), "name"), name))
			return true;
	return false;
}

static bool prefill_known(const char *key)
{
	static const char *const keys[] = { "account.name", "account.certificate", "account.phone", "account.address", "contact.name", "contact.certificate" };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_eq(keys[i], key))
			return true;
	return str_starts(key, "licence.") && (str_ends(key, ".number") || str_ends(key, ".holder") || str_ends(key, ".until")) && strlen(key) > strlen("licence..number");
}

static void check_members(struct faults *x, const struct form_field *f, const json_t *entry)
{
	if (!form_kind_by_word(json_get_text(entry, "kind")))
		say(x, key_of(x, f->entry, "kind"), arena_printf(x->a, "没有“%s”这种填写方式", json_get_text(entry, "kind")));
	if (f->field.max && f->field.min > f->field.max)
		say(x, key_of(x, f->entry, "min"), "最小的不能大于最大的");
	if ((f->kind->takes & TAKES_MATERIAL) && !has_material(x, f->material))
		say(x, key_of(x, f->entry, "material"), "申请材料里没有这份材料");
	if (*f->prefill && !prefill_known(f->prefill))
		say(x, key_of(x, f->entry, "prefill"), arena_printf(x->a, "不知道 %s 是什么", f->prefill));
	if (f->fixed && !*f->prefill)
		say(x, key_of(x, f->entry, "fixed"), "没有自动填入的，不能固定");
	if (str_eq(f->kind->word, "computed") && !f->computed)
		say(x, key_of(x, f->entry, "computed"), "请写明怎样算出来");
}

/* ---- conditions ---- */

static const struct form_field *in_group(const struct form *form, const struct form_group *g, const char *name)
{
	for (size_t i = 0; i < g->n; i++)
		if (str_eq(form->fields[g->first + i].field.name, name))
			return &form->fields[g->first + i];
	return NULL;
}

static bool has_part(const struct form_field *f, const char *part)
{
	for (const char *const *p = f && f->kind->parts ? f->kind->parts : (const char *const[]){ NULL }; *p; p++)
		if (str_eq(*p, part))
			return true;
	return false;
}

/* What a name means to a condition of field f (NULL: of nothing in particular): one of its row, any that does not repeat. */
static const struct form_field *find_field(const struct form *form, const struct form_field *f, const char *name)
{
	const struct form_field *own = f ? in_group(form, &form->groups[f->group], name) : NULL;
	return own ? own : forms_field(form, name);
}

/* false when there is no such thing; *out_entry: where it stands in the definition. */
static bool find(struct arena *a, const struct form *form, const struct form_field *f, const char *name, size_t *out_entry)
{
	const char *dot = strchr(name, '.'), *whole = dot ? arena_strndup(a, name, (size_t)(dot - name)) : name;
	const struct form_field *found = find_field(form, f, whole);
	if (found && (!dot || has_part(found, dot + 1))) {
		*out_entry = found->entry;
		return true;
	}
	for (size_t i = 0; i < form->n_groups; i++) {
		const struct form_group *g = &form->groups[i];
		if (!*g->name || !str_eq(g->name, whole) || (dot && !in_group(form, g, dot + 1)))
			continue;
		*out_entry = g->entry;
		return true;
	}
	return false;
}

static const struct form_field *at_entry(const struct form *f, size_t entry)
{
	for (size_t i = 0; i < f->n_fields; i++)
		if (f->fields[i].entry == entry)
			return &f->fields[i];
	return NULL;
}

/* Whether `from` depends on entry `to`, at however many removes: only then is looking forward a circle. */
static bool leads_to(struct arena *a, const struct form *form, const struct form_field *from, size_t to, bool *seen)
{
	const struct expr *const all[] = { from->when, from->computed, from->required_when };
	seen[from->entry] = true;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		const char **names;
		size_t n = all[i] ? expr_names(a, all[i], &names) : 0, entry;
		for (size_t k = 0; k < n; k++) {
			const struct form_field *next = find(a, form, from, names[k], &entry) ? at_entry(form, entry) : NULL;
			if (next && (entry == to || (!seen[entry] && leads_to(a, form, next, to, seen))))
				return true;
		}
	}
	return false;
}

static bool is_circle(struct arena *a, const struct form *form, const struct form_field *f, const struct form_field *asked)
{
	return f && asked && (asked == f || leads_to(a, form, asked, f->entry, arena_array(a, bool, json_array_size(form->json) + 1)));
}

static const char *choice_fault(struct arena *a, const struct form *form, const struct expr *e, const char *name)
{
	const struct form_field *f = forms_field(form, name);
	const char **texts;
	size_t n = expr_compared(a, e, name, &texts);
	if (!f || !(f->kind->takes & TAKES_CHOICES) || !choice_count(f->field.choices))
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (*texts[i] && !*choice_name(f->field.choices, texts[i]))
			return arena_printf(a, "“%s”里没有“%s”可选", f->field.label, texts[i]);
	return NULL;
}

/* before: the entry that the condition belongs to: what it asks for stands before that; SIZE_MAX: anywhere. */
static const char *condition_fault(struct arena *a, const struct form *form, const struct form_field *f, const char *text, size_t before)
{
	struct expr_fault fault;
	const struct expr *e = expr_parse(a, text, &fault);
	if (!e)
		return *fault.words ? arena_printf(a, "条件第 %zu 个字：%s", fault.at + 1, fault.words) : NULL;
	const char **names;
	size_t n = expr_names(a, e, &names), entry;
	for (size_t i = 0; i < n; i++) {
		if (!find(a, form, f, names[i], &entry))
			return arena_printf(a, "没有代号为 %s 的问题", names[i]);
		const struct form_field *asked = at_entry(form, entry);
		if (entry >= before && is_circle(a, form, f, asked))
			return arena_printf(a, "和“%s”互相依赖，成了一个圈", asked->field.label);
		if (entry >= before)
			return arena_printf(a, "“%s”排在后面，条件只能用前面的回答", names[i]);
		const char *words = choice_fault(a, form, e, names[i]);
		if (words)
			return words;
	}
	return NULL;
}

static void check_conditions(struct faults *x, const struct form_field *f, const json_t *entry)
{
	static const struct { const char *member; bool anywhere; } members[] = {
		{ "when", false }, { "required_when", false }, { "computed", false }, { "check", true },
	};
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		const char *text = json_get_text(entry, members[i].member);
		const char *words = condition_fault(x->a, x->f, f, text, members[i].anywhere ? SIZE_MAX : f->entry);
		if (words)
			say(x, key_of(x, f->entry, members[i].member), words);
	}
	if (json_object_get(entry, "when") && !json_is_string(json_object_get(entry, "when")))
		say(x, key_of(x, f->entry, "when"), "条件是一行文字，例如 kind = \"延续\"");
}

static void check_field(struct faults *x, const struct form_field *f)
{
	const json_t *entry = json_array_get(x->f->json, f->entry);
	check_name(x, f);
	check_members(x, f, entry);
	check_choices(x, f, entry);
	check_conditions(x, f, entry);
}

static void check_group(struct faults *x, const struct form_group *g)
{
	const json_t *entry = json_array_get(x->f->json, g->entry);
	if (!str_eq(json_get_text(entry, "kind"), "group"))
		return;
	const char *words = *g->name ? name_words(g->name) : NULL;
	if (words)
		say(x, key_of(x, g->entry, "name"), words);
	if (str_blank(g->title) || str_length(g->title) > WORDS_MOST)
		say(x, key_of(x, g->entry, "label"), "请写组名，最多 60 个字");
	if (!g->n)
		say(x, key_of(x, g->entry, "label"), arena_printf(x->a, "组“%s”里还没有内容", g->title));
	if (*g->name && (size_t)g->max * g->n > CELLS_MOST)
		say(x, key_of(x, g->entry, "max"), arena_printf(x->a, "一组最多 %d 格：请减少行数，或者减少每行的内容", CELLS_MOST));
	for (const struct form_group *other = x->f->groups; other < g; other++)
		if (*g->name && str_eq(other->name, g->name))
			say(x, key_of(x, g->entry, "name"), arena_printf(x->a, "代号 %s 用了两次", g->name));
	words = condition_fault(x->a, x->f, NULL, json_get_text(entry, "when"), g->entry);
	if (words)
		say(x, key_of(x, g->entry, "when"), words);
}

size_t forms_faults(struct arena *a, struct tx *t, const json_t *body, struct form_fault **out)
{
	json_t *list, *own = json_object_get(body, "form");
	size_t n = json_get_array(body, "circumstances", &list);
	struct faults x = { .a = a, .t = t, .body = body, .f = forms_of_item(a, t, body), .shift = n ? n + 1 : 0 };
	if (own && !json_is_array(own) && !json_is_null(own))
		say(&x, "form", "申请表应是一列内容");
	if (json_array_size(own) > FORM_ENTRIES)
		say(&x, "form", arena_printf(a, "申请表最多 %d 项", FORM_ENTRIES));
	for (size_t i = 0; i < x.f->n_groups && x.n < FORM_ENTRIES; i++)
		check_group(&x, &x.f->groups[i]);
	for (size_t i = 0; i < x.f->n_fields && x.n < FORM_ENTRIES; i++)
		check_field(&x, &x.f->fields[i]);
	*out = x.all;
	return x.n;
}

const char *forms_condition_fault(struct arena *a, const struct form *f, const char *text)
{
	return condition_fault(a, f, NULL, text, SIZE_MAX);
}

static const char *named_value(const struct form_field *f, const char *value)
{
	const char *name = f->field.choices ? choice_name(f->field.choices, value) : "";
	return *name ? name : NULL;
}

static const char *label_of(const void *of, const char *name, const char *value)
{
	const struct form *f = of;
	for (size_t i = 0; i < f->n_groups && !value; i++)
		if (*f->groups[i].name && str_eq(f->groups[i].name, name))
			return f->groups[i].title;
	for (size_t i = 0; i < f->n_fields; i++)
		if (str_eq(f->fields[i].field.name, name))
			return value ? named_value(&f->fields[i], value) : f->fields[i].field.label;
	const char *dot = strchr(name, '.');
	return dot ? label_of(of, dot + 1, value) : NULL;
}

const char *forms_condition_words(struct arena *a, const struct form *f, const char *text)
{
	struct expr_fault fault;
	const struct expr *e = expr_parse(a, text, &fault);
	return e ? expr_words(a, e, label_of, f) : "";
}
