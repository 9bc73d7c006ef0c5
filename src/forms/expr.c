/* Reading an expression: a descent over characters, so that a mistake can be shown where it is. */
#include "forms/expr_private.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_CHARACTERS = 1000, MOST_LEVELS = 32, MOST_ARGS = 64 };

const struct expr_op_row expr_ops[OP__MAX] = {
	[OP_TEXT] = { "text", "" }, [OP_NAME] = { "name", "" }, [OP_TODAY] = { "today", "今天" }, [OP_OR] = { "or", "，或者" },
	[OP_AND] = { "and", "，而且" }, [OP_NOT] = { "not", "不是：" }, [OP_EQ] = { "=", "是" }, [OP_NE] = { "!=", "不是" },
	[OP_LT] = { "<", "小于" }, [OP_LE] = { "<=", "不超过" }, [OP_GT] = { ">", "大于" }, [OP_GE] = { ">=", "不小于" },
	[OP_IN] = { "in", "是" }, [OP_ADD] = { "+", " + " }, [OP_SUB] = { "-", " - " }, [OP_MUL] = { "*", " × " },
	[OP_DIV] = { "/", " ÷ " }, [OP_NEG] = { "neg", "-" }, [OP_COUNT] = { "count", "的行数" }, [OP_SUM] = { "sum", "的合计" },
	[OP_DAYS] = { "days", "天数" }, [OP_EMPTY] = { "empty", "没有填" },
};

struct reader {
	struct arena *a;
	const char *from, *at; /* half-width signs, see plain() */
	struct expr_fault *fault;
	int level;
};

static const struct expr *read_or(struct reader *r);

static const struct expr *stop_at(struct reader *r, const char *at, const char *words)
{
	if (!r->fault->words)
		*r->fault = (struct expr_fault){ str_length(arena_strndup(r->a, r->from, (size_t)(at - r->from))), words };
	return NULL;
}

static const struct expr *stop(struct reader *r, const char *words)
{
	return stop_at(r, r->at, words);
}

static const struct expr *node(struct reader *r, enum expr_op op, const char *text, size_t n, const struct expr *const *args)
{
	for (size_t i = 0; i < n; i++)
		if (!args[i])
			return NULL;
	struct expr *e = arena_new_of(r->a, struct expr);
	*e = (struct expr){ op, text, arena_array(r->a, const struct expr *, n + 1), n };
	for (size_t i = 0; i < n; i++)
		e->args[i] = args[i];
	return e;
}

static const struct expr *pair(struct reader *r, enum expr_op op, const struct expr *left, const struct expr *right)
{
	return node(r, op, "", 2, (const struct expr *[]){ left, right });
}

static void skip_space(struct reader *r)
{
	r->at += strspn(r->at, " \t\r\n");
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* A sign or a whole word, if it comes next. */
static bool take(struct reader *r, const char *word)
{
	skip_space(r);
	size_t n = strlen(word);
	if (strncmp(r->at, word, n) != 0 || (is_word(*word) && is_word(r->at[n])))
		return false;
	r->at += n;
	return true;
}

static const struct expr *read_text(struct reader *r, const char *close)
{
	const char *end = strstr(r->at, close);
	if (!end)
		return stop(r, "文字后面少了引号");
	const char *text = arena_strndup(r->a, r->at, (size_t)(end - r->at));
	r->at = end + strlen(close);
	return node(r, OP_TEXT, text, 0, NULL);
}

static const struct expr *read_number(struct reader *r)
{
	size_t whole = strspn(r->at, "0123456789"), n = whole;
	if (r->at[n] == '.')
		n += 1 + strspn(r->at + n + 1, "0123456789");
	if (n == whole + 1 || whole > 15 || n - whole > 7)
		return stop(r, "数字最多 15 位整数、6 位小数");
	const char *text = arena_strndup(r->a, r->at, n);
	r->at += n;
	return node(r, OP_TEXT, text, 0, NULL);
}

static const char *read_name(struct reader *r)
{
	const char *from = r->at;
	while (is_word(*r->at) || (*r->at == '.' && r->at > from && is_word(r->at[1])))
		r->at++;
	return arena_strndup(r->a, from, (size_t)(r->at - from));
}

static const struct expr *closed(struct reader *r, const struct expr *e)
{
	return !e ? NULL : take(r, ")") ? e : stop(r, "这里少了右括号");
}

/* count(group), sum(group.field): about a name, not about an answer. */
static const struct expr *read_about(struct reader *r, enum expr_op op)
{
	skip_space(r);
	const char *at = r->at, *name = read_name(r);
	const char *dot = strchr(name, '.');
	if (!*name || (op == OP_SUM) != (dot != NULL))
		return stop_at(r, at, op == OP_SUM ? "sum 里写“组名.字段名”" : "count 里写一个组名");
	return closed(r, node(r, op, name, 0, NULL));
}

static const struct expr *read_days(struct reader *r)
{
	const struct expr *from = read_or(r);
	if (from && !take(r, ","))
		return stop(r, "days 里写两个日期，用逗号隔开");
	return from ? closed(r, pair(r, OP_DAYS, from, read_or(r))) : NULL;
}

static const struct expr *read_call(struct reader *r, const char *name, const char *at)
{
	if (str_eq(name, "count"))
		return read_about(r, OP_COUNT);
	if (str_eq(name, "sum"))
		return read_about(r, OP_SUM);
	if (str_eq(name, "days"))
		return read_days(r);
	if (str_eq(name, "empty"))
		return closed(r, node(r, OP_EMPTY, "", 1, (const struct expr *[]){ read_or(r) }));
	return stop_at(r, at, "没有这个函数，可以用 count、sum、days、empty");
}

static const struct expr *read_primary(struct reader *r)
{
	static const char *const reserved[] = { "and", "or", "not", "in" };
	skip_space(r);
	if (take(r, "("))
		return closed(r, read_or(r));
	if (take(r, "\""))
		return read_text(r, "\"");
	if (take(r, "“"))
		return read_text(r, "”");
	if (*r->at >= '0' && *r->at <= '9')
		return read_number(r);
	const char *at = r->at, *name = read_name(r);
	if (!*name)
		return stop(r, *r->at ? "这里应该是字段名、数字或引号里的文字" : "后面还缺内容");
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (str_eq(name, reserved[i]))
			return stop_at(r, at, "这里应该是字段名、数字或引号里的文字");
	if (str_eq(name, "today"))
		return node(r, OP_TODAY, "", 0, NULL);
	return take(r, "(") ? read_call(r, name, at) : node(r, OP_NAME, name, 0, NULL);
}

static const struct expr *read_factor(struct reader *r)
{
	if (!take(r, "-"))
		return read_primary(r);
	return node(r, OP_NEG, "", 1, (const struct expr *[]){ read_primary(r) });
}

static const struct expr *read_term(struct reader *r)
{
	const struct expr *left = read_factor(r);
	while (left) {
		if (take(r, "*"))
			left = pair(r, OP_MUL, left, read_factor(r));
		else if (take(r, "/"))
			left = pair(r, OP_DIV, left, read_factor(r));
		else
			break;
	}
	return left;
}

static const struct expr *read_sum(struct reader *r)
{
	const struct expr *left = read_term(r);
	while (left) {
		if (take(r, "+"))
			left = pair(r, OP_ADD, left, read_term(r));
		else if (take(r, "-"))
			left = pair(r, OP_SUB, left, read_term(r));
		else
			break;
	}
	return left;
}

static const struct expr *read_in(struct reader *r, const struct expr *left)
{
	const struct expr *args[MOST_ARGS] = { left };
	size_t n = 1;
	if (!take(r, "("))
		return stop(r, "in 后面是括号里的几个值，例如 in (\"甲\", \"乙\")");
	do {
		if (n == MOST_ARGS)
			return stop(r, "括号里的值太多");
		if (!(args[n++] = read_sum(r)))
			return NULL;
	} while (take(r, ","));
	return closed(r, node(r, OP_IN, "", n, args));
}

static const struct expr *read_compare(struct reader *r)
{
	/* Two characters before one, so that <= is not read as <. */
	static const struct { const char *sign; enum expr_op op; } signs[] = {
		{ "!=", OP_NE }, { "≠", OP_NE }, { "<=", OP_LE }, { "≤", OP_LE }, { ">=", OP_GE }, { "≥", OP_GE }, { "=", OP_EQ }, { "<", OP_LT }, { ">", OP_GT },
	};
	const struct expr *left = read_sum(r);
	if (!left)
		return NULL;
	if (take(r, "in"))
		return read_in(r, left);
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (take(r, signs[i].sign))
			return pair(r, signs[i].op, left, read_sum(r));
	return left;
}

static const struct expr *read_not(struct reader *r)
{
	bool turned = false;
	while (take(r, "not"))
		turned = !turned;
	const struct expr *e = read_compare(r);
	return turned ? node(r, OP_NOT, "", 1, &e) : e;
}

static const struct expr *read_and(struct reader *r)
{
	const struct expr *left = read_not(r);
	while (left && take(r, "and"))
		left = pair(r, OP_AND, left, read_not(r));
	return left;
}

static const struct expr *read_or(struct reader *r)
{
	if (++r->level > MOST_LEVELS)
		return stop(r, "括号套得太深");
	const struct expr *left = read_and(r);
	while (left && take(r, "or"))
		left = pair(r, OP_OR, left, read_and(r));
	r->level--;
	return left;
}

/* Full-width signs outside of quoted texts as half-width ones, one for one: what an input method gives. */
static const char *plain(struct arena *a, const char *text)
{
	static const struct { uint32_t wide; const char *plain; } signs[] = {
		{ 0x3000, " " }, { 0xFF01, "!" }, { 0xFF08, "(" }, { 0xFF09, ")" },
		{ 0xFF0A, "*" }, { 0xFF0B, "+" }, { 0xFF0C, "," }, { 0xFF0D, "-" }, { 0xFF0F, "/" }, { 0xFF1C, "<" }, { 0xFF1D, "=" },
		{ 0xFF1E, ">" }, { 0xD7, "*" }, { 0xF7, "/" }, { 0x3001, "," },
	};
	enum { QUOTE_OPEN = 0x201C, QUOTE_CLOSE = 0x201D };
	char *out = arena_alloc(a, strlen(text) + 1), *w = out;
	uint32_t closes = 0;
	for (const char *from = text; *from;) {
		const char *next = from, *put = NULL;
		uint32_t c = str_next(&next);
		if (closes)
			closes = c == closes ? 0 : closes;
		else if (c == '"' || c == QUOTE_OPEN)
			closes = c == '"' ? '"' : QUOTE_CLOSE;
		else
			for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
				if (signs[i].wide == c)
					put = signs[i].plain;
		size_t n = put ? strlen(put) : (size_t)(next - from);
		memcpy(w, put ? put : from, n);
		w += n;
		from = next;
	}
	return out;
}

const struct expr *expr_parse(struct arena *a, const char *text, struct expr_fault *out_fault)
{
	*out_fault = (struct expr_fault){ 0 };
	if (str_blank(text)) {
		out_fault->words = "";
		return NULL;
	}
	const char *half = plain(a, text);
	struct reader r = { a, half, half, out_fault, 0 };
	if (str_length(text) > MOST_CHARACTERS)
		return stop(&r, "条件最多 1000 个字");
	const struct expr *e = read_or(&r);
	skip_space(&r);
	return e && *r.at ? stop(&r, "这里多了内容，是不是少了 and 或 or") : e;
}
