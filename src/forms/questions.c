#include "forms/questions.h"
#include "base/str.h"

size_t questions_read(struct arena *a, const json_t *rows, struct question **out)
{
	size_t n = json_array_size(rows);
	struct question *all = arena_array(a, struct question, n + 1);
	for (size_t i = 0; i < n; i++) {
		const json_t *row = json_array_get(rows, i);
		json_t *choices;
		size_t most = json_get_array(row, "choices", &choices);
		all[i] = (struct question){
			.name = json_get_text(row, "name"), .label = json_get_text(row, "label"), .hint = json_get_text(row, "hint"),
			.when = json_get_text(row, "when"), .choices = arena_array(a, const char *, most + 1), .answer = "",
		};
		for (size_t c = 0; c < most; c++)
			if (json_is_string(json_array_get(choices, c)))
				all[i].choices[all[i].n_choices++] = json_string_value(json_array_get(choices, c));
	}
	*out = all;
	return n;
}

static const char *choice_of(const struct question *q, const char *given)
{
	for (size_t i = 0; i < q->n_choices; i++)
		if (str_eq(q->choices[i], given))
			return q->choices[i];
	return "";
}

size_t questions_settle(struct arena *a, struct question *all, size_t n, const json_t *given, int64_t today, json_t **out_known)
{
	json_t *known = json_parse(a, "{}");
	size_t open = n;
	for (size_t i = 0; i < n; i++) {
		struct question *q = &all[i];
		q->asked = expr_truth(a, q->when, known, today);
		q->answer = q->asked == EXPR_YES ? choice_of(q, json_get_text(given, q->name)) : "";
		if (*q->answer || q->asked == EXPR_NO)
			json_object_set_new(known, q->name, json_string(q->answer));
		else if (q->asked == EXPR_YES && open == n)
			open = i;
	}
	*out_known = known;
	return open;
}

json_t *questions_given(struct req *r, const struct question *all, size_t n, const char *(*from)(const struct req *r, const char *name))
{
	json_t *given = json_parse(r->mem, "{}");
	for (size_t i = 0; i < n; i++)
		json_object_set_new(given, all[i].name, json_string(from(r, all[i].name)));
	return given;
}

const char *questions_label(const void *of, const char *name, const char *value)
{
	const struct questions *q = of;
	for (size_t i = 0; i < q->n; i++)
		if (!value && str_eq(q->all[i].name, name))
			return q->all[i].label;
	return NULL;
}
