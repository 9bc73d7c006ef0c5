/* Which questions are asked, given the answers, and what the computed ones are.
 *
 * Questions are walked in their order; an answer that is not asked is taken out before the next condition is judged, so that what
 * hangs on a question that is not asked is not asked either. Conditions look back only (forms_faults() sees to it), so this ends. */
#include "forms/forms_private.h"
#include "base/str.h"
#include <string.h>

struct walk {
	struct arena *a;
	const struct form *f;
	json_t *all; /* what remains */
	struct asked *out;
	size_t n, cap;
};

static void release(void *v)
{
	json_decref(v);
}

static bool holds(const struct walk *w, const struct expr *e, const json_t *row)
{
	return expr_holds(w->a, e, &(struct expr_scope){ row, w->all, w->f->today });
}

static void add(struct walk *w, struct asked x)
{
	if (w->n == w->cap) {
		w->cap = w->cap ? w->cap * 2 : 64;
		w->out = arena_grow(w->a, w->out, w->n * sizeof *w->out, w->cap * sizeof *w->out);
	}
	w->out[w->n++] = x;
}

/* in: where its answer stands: all answers, or a row. */
static void walk_field(struct walk *w, const struct form_group *g, const struct form_field *f, json_t *in, int64_t row_no)
{
	const json_t *row = row_no < 0 ? NULL : in;
	if (f->when && !holds(w, f->when, row)) {
		json_object_del(in, f->field.name);
		return;
	}
	if (f->computed)
		json_object_set_new(in, f->field.name, json_string(expr_value(w->a, f->computed, &(struct expr_scope){ row, w->all, w->f->today })));
	bool required = f->field.required || (f->required_when && holds(w, f->required_when, row));
	add(w, (struct asked){ g, f, row_no, json_object_get(in, f->field.name), required });
}

static void walk_rows(struct walk *w, const struct form_group *g)
{
	json_t *rows = json_object_get(w->all, g->name);
	size_t n = json_array_size(rows);
	for (size_t i = 0; i < n && i < FORM_ROWS; i++) {
		json_t *row = json_array_get(rows, i);
		add(w, (struct asked){ g, NULL, (int64_t)i, rows, false });
		for (size_t k = 0; k < g->n && json_is_object(row); k++)
			walk_field(w, g, &w->f->fields[g->first + k], row, (int64_t)i);
	}
	if (!n)
		add(w, (struct asked){ g, NULL, -1, rows, false });
}

static void leave_out(struct walk *w, const struct form_group *g)
{
	if (*g->name)
		json_object_del(w->all, g->name);
	for (size_t i = 0; i < g->n && !*g->name; i++)
		json_object_del(w->all, w->f->fields[g->first + i].field.name);
}

static void walk(struct walk *w)
{
	for (size_t i = 0; i < w->f->n_groups; i++) {
		const struct form_group *g = &w->f->groups[i];
		if (g->when && !holds(w, g->when, NULL)) {
			leave_out(w, g);
			continue;
		}
		if (*g->name) {
			walk_rows(w, g);
			continue;
		}
		add(w, (struct asked){ g, NULL, -1, NULL, false });
		for (size_t k = 0; k < g->n; k++)
			walk_field(w, g, &w->f->fields[g->first + k], w->all, -1);
	}
}

static struct walk begin(struct arena *a, const struct form *f, const json_t *answers)
{
	struct walk w = { .a = a, .f = f, .all = json_is_object(answers) ? json_deep_copy(answers) : json_object() };
	arena_defer(a, release, w.all);
	walk(&w);
	return w;
}

json_t *forms_asked(struct arena *a, const struct form *f, const json_t *answers)
{
	return begin(a, f, answers).all;
}

size_t forms_asked_list(struct arena *a, const struct form *f, const json_t *answers, struct asked **out, const json_t **out_all)
{
	struct walk w = begin(a, f, answers);
	*out = w.out;
	*out_all = w.all;
	return w.n;
}

bool forms_check_holds(struct arena *a, const struct form *f, const struct asked *x, const json_t *all)
{
	const json_t *row = x->row < 0 ? NULL : json_array_get(json_object_get(all, x->group->name), (size_t)x->row);
	return expr_holds(a, x->field->check, &(struct expr_scope){ row, all, f->today });
}
