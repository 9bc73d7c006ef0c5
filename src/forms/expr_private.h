/* The parsed form of an expression: a tree of operations. */
#pragma once
#include "forms/expr.h"

enum expr_op {
	OP_TEXT, OP_NAME, OP_TODAY, OP_OR, OP_AND, OP_NOT, OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE, OP_IN, OP_ADD, OP_SUB, OP_MUL,
	OP_DIV, OP_NEG, OP_COUNT, OP_SUM, OP_DAYS, OP_EMPTY, OP__MAX
};

struct expr {
	enum expr_op op;
	const char *text;          /* TEXT: the value; NAME, COUNT, SUM: the name */
	const struct expr **args;
	size_t n;
};

/* words: in scripts; sign: in words for people, between or around its arguments. */
struct expr_op_row { const char *word, *sign; };
extern const struct expr_op_row expr_ops[OP__MAX];
