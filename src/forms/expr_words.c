/* An expression as others use it: the names it depends on, words for people, a tree for scripts. */
#include "forms/expr_private.h"
#include "base/str.h"
#include <string.h>

struct names {
	struct arena *a;
	const char **all;
	size_t n;
};

static void add(struct names *to, const char *name)
{
	for (size_t i = 0; i < to->n; i++)
		if (str_eq(to->all[i], name))
			return;
	to->all = arena_grow(to->a, to->all, to->n * sizeof *to->all, (to->n + 1) * sizeof *to->all);
	to->all[to->n++] = name;
}

static void gather(const struct expr *e, struct names *to)
{
	if (e->op == OP_NAME || e->op == OP_COUNT || e->op == OP_SUM)
		add(to, e->text);
	for (size_t i = 0; i < e->n; i++)
		gather(e->args[i], to);
}

size_t expr_names(struct arena *a, const struct expr *e, const char ***out)
{
	struct names all = { a, NULL, 0 };
	gather(e, &all);
	*out = all.all;
	return all.n;
}

static bool is_name(const struct expr *e, const char *name)
{
	return e->op == OP_NAME && str_eq(e->text, name);
}

static void gather_compared(const struct expr *e, const char *name, struct names *to)
{
	bool compares = e->op == OP_EQ || e->op == OP_NE || e->op == OP_IN;
	for (size_t i = 0; i < e->n; i++) {
		gather_compared(e->args[i], name, to);
		if (compares && e->args[i]->op == OP_TEXT && (is_name(e->args[0], name) || is_name(e->args[1], name)))
			add(to, e->args[i]->text);
	}
}

size_t expr_compared(struct arena *a, const struct expr *e, const char *name, const char ***out)
{
	struct names all = { a, NULL, 0 };
	gather_compared(e, name, &all);
	*out = all.all;
	return all.n;
}

struct words {
	struct arena *a;
	expr_label_fn *label;
	const void *of;
};

static const char *say(const struct words *w, const struct expr *e);

static const char *named(const struct words *w, const char *name)
{
	const char *label = w->label(w->of, name, NULL);
	return arena_printf(w->a, "“%s”", label ? label : name);
}

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789.")];
}

/* A side of a comparison; a code is said by its name, where the question beside it knows one. */
static const char *say_value(const struct words *w, const struct expr *e, const struct expr *asked)
{
	const char *name = e->op == OP_TEXT && asked->op == OP_NAME ? w->label(w->of, asked->text, e->text) : NULL;
	return name ? arena_printf(w->a, "“%s”", name) : say(w, e);
}

static const char *say_list(const struct words *w, const struct expr *e)
{
	const char *all = say_value(w, e->args[1], e->args[0]);
	for (size_t i = 2; i < e->n; i++)
		all = arena_printf(w->a, "%s%s%s", all, i + 1 == e->n ? "或" : "、", say_value(w, e->args[i], e->args[0]));
	return all;
}

/* "or" inside "and" is the one place where words without brackets would say something else. */
static const char *say_side(const struct words *w, const struct expr *e, enum expr_op around)
{
	return around == OP_AND && e->op == OP_OR ? arena_printf(w->a, "（%s）", say(w, e)) : say(w, e);
}

static bool is_text(const struct expr *e, const char *text)
{
	return e->op == OP_TEXT && str_eq(e->text, text);
}

static const char *say_sides(const struct words *w, const struct expr *e)
{
	if (e->op == OP_EQ && is_text(e->args[1], "1") && e->args[0]->op == OP_NAME)
		return arena_printf(w->a, "勾选了%s", say(w, e->args[0]));
	if ((e->op == OP_EQ || e->op == OP_NE) && is_text(e->args[1], ""))
		return arena_printf(w->a, "%s%s", say(w, e->args[0]), e->op == OP_EQ ? "没有填" : "已填");
	if (e->op == OP_EQ || e->op == OP_NE)
		return arena_printf(w->a, "%s%s%s", say(w, e->args[0]), expr_ops[e->op].sign, say_value(w, e->args[1], e->args[0]));
	return arena_printf(w->a, "%s%s%s%s", say_side(w, e->args[0], e->op), expr_ops[e->op].sign,
			    e->op >= OP_LT && e->op <= OP_GE ? " " : "", say_side(w, e->args[1], e->op));
}

static const char *say_not(const struct words *w, const struct expr *e)
{
	const struct expr *of = e->args[0];
	if (of->op == OP_EMPTY)
		return arena_printf(w->a, "填了%s", say(w, of->args[0]));
	if (of->op == OP_NAME)
		return arena_printf(w->a, "没有勾选%s", say(w, of));
	if (of->op == OP_IN)
		return arena_printf(w->a, "%s%s%s", say(w, of->args[0]), expr_ops[OP_NE].sign, say_list(w, of));
	return arena_printf(w->a, "%s（%s）", expr_ops[OP_NOT].sign, say(w, of));
}

static const char *say(const struct words *w, const struct expr *e)
{
	switch (e->op) {
	case OP_TEXT: return is_number(e->text) ? e->text : arena_printf(w->a, "“%s”", e->text);
	case OP_NAME: return named(w, e->text);
	case OP_TODAY: return expr_ops[e->op].sign;
	case OP_COUNT: case OP_SUM: return arena_printf(w->a, "%s%s", named(w, e->text), expr_ops[e->op].sign);
	case OP_NOT: return say_not(w, e);
	case OP_NEG: return arena_printf(w->a, "-%s", say(w, e->args[0]));
	case OP_EMPTY: return arena_printf(w->a, "%s%s", say(w, e->args[0]), expr_ops[e->op].sign);
	case OP_IN: return arena_printf(w->a, "%s%s%s", say(w, e->args[0]), expr_ops[e->op].sign, say_list(w, e));
	case OP_DAYS: return arena_printf(w->a, "%s到%s的%s", say(w, e->args[0]), say(w, e->args[1]), expr_ops[e->op].sign);
	default: return say_sides(w, e);
	}
}

const char *expr_words(struct arena *a, const struct expr *e, expr_label_fn *label, const void *of)
{
	const struct words w = { a, label, of };
	return say(&w, e);
}

json_t *expr_json(const struct expr *e)
{
	if (e->op == OP_TEXT)
		return json_string(e->text);
	json_t *all = json_array();
	json_array_append_new(all, json_string(expr_ops[e->op].word));
	if (*e->text)
		json_array_append_new(all, json_string(e->text));
	for (size_t i = 0; i < e->n; i++)
		json_array_append_new(all, expr_json(e->args[i]));
	return all;
}
