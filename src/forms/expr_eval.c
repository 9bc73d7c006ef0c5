/* What an expression says about given answers. */
#include "forms/expr_private.h"
#include "base/day.h"
#include "base/str.h"
#include <math.h>
#include <string.h>

/* A text, or an answer with several. */
struct value {
	const char *text;
	const json_t *list;
};

enum { WHOLE_DIGITS = 15, DECIMALS = 6 };

static bool number_of(const char *s, double *out)
{
	bool minus = *s == '-';
	s += minus;
	size_t whole = strspn(s, "0123456789");
	const char *dot = s[whole] == '.' ? s + whole + 1 : "";
	size_t rest = strspn(dot, "0123456789");
	if (!whole || whole > WHOLE_DIGITS || (whole > 1 && *s == '0') || rest > DECIMALS || s[whole] != (rest ? '.' : '\0') || dot[rest])
		return false;
	double v = 0, part = 0;
	for (size_t i = 0; i < whole; i++)
		v = v * 10 + (s[i] - '0');
	for (size_t i = rest; i > 0; i--)
		part = (part + (dot[i - 1] - '0')) / 10;
	*out = minus ? -(v + part) : v + part;
	return true;
}

/* Rounded to six decimals, so that 0.1 + 0.2 equals 0.3; "" where it cannot be said. */
static struct value number_text(struct arena *a, double v)
{
	if (!isfinite(v) || fabs(v) >= 1e15)
		return (struct value){ "", NULL };
	char *text = arena_printf(a, "%.*f", DECIMALS, v);
	size_t n = strlen(text);
	while (text[n - 1] == '0')
		n--;
	text[text[n - 1] == '.' ? n - 1 : n] = '\0';
	return (struct value){ str_eq(text, "-0") ? "0" : text, NULL };
}

static struct value truth(bool yes)
{
	return (struct value){ yes ? "1" : "", NULL };
}

static const json_t *find(const struct expr_scope *s, const char *name)
{
	const json_t *v = json_object_get(s->row, name);
	return v ? v : json_object_get(s->answers, name);
}

/* What stands before the dot, and what behind it: a group's field, or a part of an answer. */
static const json_t *find_whole(struct arena *a, const struct expr_scope *s, const char *name, const char **out_rest)
{
	const char *dot = strchr(name, '.');
	*out_rest = dot ? dot + 1 : "";
	return find(s, dot ? arena_strndup(a, name, (size_t)(dot - name)) : name);
}

/* What is typed, and what a program or an import left as a number, are the same answer. */
static const char *text_of(struct arena *a, const json_t *v)
{
	if (json_is_string(v))
		return json_string_value(v);
	if (json_is_number(v))
		return number_text(a, json_number_value(v)).text;
	return json_is_true(v) ? "1" : "";
}

/* An answer of several parts by its own name: whatever of it is filled in first. */
static const char *first_part(const json_t *v)
{
	const char *key, *text = "";
	json_t *part;
	json_object_foreach((json_t *)v, key, part)
		if (!*text)
			text = str_or_empty(json_string_value(part));
	return text;
}

static struct value answer(struct arena *a, const struct expr_scope *s, const char *name)
{
	const char *rest;
	const json_t *v = find_whole(a, s, name, &rest);
	if (json_is_object(v))
		return (struct value){ *rest ? text_of(a, json_object_get(v, rest)) : first_part(v), NULL };
	return json_is_array(v) ? (struct value){ "", v } : (struct value){ text_of(a, v), NULL };
}

static bool holds(struct value v)
{
	return v.list ? json_array_size(v.list) > 0 : *v.text && !str_eq(v.text, "0");
}

static bool same_text(const char *left, const char *right)
{
	double a, b;
	return number_of(left, &a) && number_of(right, &b) ? fabs(a - b) < 1e-9 : str_eq(left, right);
}

static bool same(struct arena *a, struct value left, struct value right)
{
	if (right.list && !left.list)
		return same(a, right, left);
	if (!left.list)
		return same_text(left.text, right.text);
	if (right.list)
		return json_equal(left.list, right.list);
	for (size_t i = 0; i < json_array_size(left.list); i++)
		if (same_text(text_of(a, json_array_get(left.list, i)), right.text))
			return true;
	return !json_array_size(left.list) && !*right.text;
}

static bool is_time(const char *s)
{
	int64_t day;
	return day_parse(s, &day) || (strlen(s) == 7 && s[4] == '-') || (strlen(s) == 5 && s[2] == ':');
}

static bool ordered(enum expr_op op, const char *left, const char *right)
{
	double a, b;
	int sign;
	if (number_of(left, &a) && number_of(right, &b))
		sign = fabs(a - b) < 1e-9 ? 0 : a < b ? -1 : 1;
	else if (is_time(left) && is_time(right) && strlen(left) == strlen(right))
		sign = strcmp(left, right);
	else
		return false;
	return op == OP_LT ? sign < 0 : op == OP_LE ? sign <= 0 : op == OP_GT ? sign > 0 : sign >= 0;
}

static struct value arithmetic(struct arena *a, enum expr_op op, const char *left, const char *right)
{
	double x, y;
	if (!number_of(left, &x) || !number_of(right, &y) || (op == OP_DIV && fabs(y) < 1e-9))
		return (struct value){ "", NULL };
	return number_text(a, op == OP_ADD ? x + y : op == OP_SUB ? x - y : op == OP_MUL ? x * y : x / y);
}

static struct value days_between(struct arena *a, const char *from, const char *to)
{
	int64_t first, last;
	if (!day_parse(from, &first) || !day_parse(to, &last))
		return (struct value){ "", NULL };
	return (struct value){ arena_printf(a, "%lld", (long long)(last - first)), NULL };
}

static struct value sum(struct arena *a, const struct expr_scope *s, const char *name)
{
	const char *column;
	const json_t *rows = find_whole(a, s, name, &column);
	double all = 0, one;
	for (size_t i = 0; i < json_array_size(rows); i++)
		if (number_of(text_of(a, json_object_get(json_array_get(rows, i), column)), &one))
			all += one;
	return number_text(a, all);
}

static struct value eval(struct arena *a, const struct expr *e, const struct expr_scope *s)
{
	struct value left = e->n ? eval(a, e->args[0], s) : (struct value){ "", NULL };
	/* Of "and" and "or" the right side matters only sometimes, but costs nothing and cannot fail. */
	struct value right = e->n > 1 ? eval(a, e->args[1], s) : (struct value){ "", NULL };
	switch (e->op) {
	case OP_TEXT: return (struct value){ e->text, NULL };
	case OP_NAME: return answer(a, s, e->text);
	case OP_TODAY: return (struct value){ day_iso(a, s->today), NULL };
	case OP_OR: return truth(holds(left) || holds(right));
	case OP_AND: return truth(holds(left) && holds(right));
	case OP_NOT: return truth(!holds(left));
	case OP_EQ: return truth(same(a, left, right));
	case OP_NE: return truth(!same(a, left, right));
	case OP_IN:
		for (size_t i = 2; i < e->n && !same(a, left, right); i++)
			right = eval(a, e->args[i], s);
		return truth(same(a, left, right));
	case OP_NEG: return arithmetic(a, OP_SUB, "0", left.text);
	case OP_COUNT: return number_text(a, (double)json_array_size(find(s, e->text)));
	case OP_SUM: return sum(a, s, e->text);
	case OP_DAYS: return days_between(a, left.text, right.text);
	case OP_EMPTY: return truth(left.list ? !json_array_size(left.list) : !*left.text);
	case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: return arithmetic(a, e->op, left.text, right.text);
	default: return truth(ordered(e->op, left.text, right.text));
	}
}

const char *expr_value(struct arena *a, const struct expr *e, const struct expr_scope *scope)
{
	return eval(a, e, scope).text;
}

bool expr_holds(struct arena *a, const struct expr *e, const struct expr_scope *scope)
{
	return holds(eval(a, e, scope));
}

bool expr_test(struct arena *a, const char *text, const json_t *answers)
{
	struct expr_fault fault;
	const struct expr *e = expr_parse(a, text, &fault);
	const struct expr_scope scope = { NULL, answers, day_of_ms(now_ms(), DAY_ZONE_CHINA) };
	return !e || expr_holds(a, e, &scope);
}
