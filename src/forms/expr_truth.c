#include "forms/expr_truth.h"
#include "forms/expr_private.h"

static bool known(struct arena *a, const struct expr *e, const json_t *answers)
{
	const char **names;
	size_t n = expr_names(a, e, &names);
	for (size_t i = 0; i < n; i++)
		if (!json_object_get(answers, names[i]))
			return false;
	return true;
}

/* Three-valued, after Kleene: "and" takes the least, "or" the most, "not" turns round. */
static enum expr_truth truth(struct arena *a, const struct expr *e, const struct expr_scope *s)
{
	if (e->op == OP_NOT)
		return EXPR_YES - truth(a, e->args[0], s);
	if (e->op != OP_AND && e->op != OP_OR)
		return !known(a, e, s->answers) ? EXPR_PERHAPS : expr_holds(a, e, s) ? EXPR_YES : EXPR_NO;
	enum expr_truth left = truth(a, e->args[0], s), right = truth(a, e->args[1], s);
	return (e->op == OP_AND) == (left < right) ? left : right;
}

enum expr_truth expr_truth(struct arena *a, const char *text, const json_t *answers, int64_t today)
{
	struct expr_fault fault;
	const struct expr *e = expr_parse(a, text, &fault);
	const struct expr_scope scope = { NULL, answers, today };
	return e ? truth(a, e, &scope) : EXPR_YES;
}
