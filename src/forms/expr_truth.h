/* Conditions of which not every answer is known yet: somebody reads a guide and has said what kind of application it is, but has
 * filled in no form. */
#pragma once
#include "forms/expr.h"

enum expr_truth { EXPR_NO, EXPR_PERHAPS, EXPR_YES };

/* What a condition says when only the names in `answers` are known ("" there is an answer, namely none): PERHAPS when it
 * depends on others. An empty or broken condition is a YES: nothing that may be required is hidden by a mistake. */
enum expr_truth expr_truth(struct arena *a, const char *text, const json_t *answers, int64_t today);
