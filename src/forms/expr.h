/* Conditions and computations over answers, as text: when a question is asked, when a material is needed, what a field computes.
 *
 *   kind = "延续" and area > 500        tools in ("刀", "炉") or not empty(site)        sum(staff.pay) * 12 / count(staff)
 *
 * Names of fields (a-z, 0-9, _; a part of an answer: stay.from), texts in "…" or “…”, numbers, today; = != < <= > >=,
 * in (…), and, or, not, + - * /, parentheses; count(group), sum(group.field), days(from, to), empty(answer). Full-width signs
 * count as their half-width ones. There are no loops and no side effects; a text is 1000 characters and 32 levels at the most.
 *
 * Every value is text, as answers are; a missing answer is "". Two values that both look like numbers are compared as numbers
 * (a leading zero makes a code of it), dates by time, else only = and != mean anything: < of anything else does not hold.
 * Arithmetic with an empty or wordy value gives "", and so does a division by zero. An answer with several values equals each
 * of them. A value holds when it is neither "" nor "0". */
#pragma once
#include "base/json.h"
#include <stdint.h>

struct expr;

struct expr_fault {
	size_t at;         /* the character where it stops making sense, from 0 */
	const char *words;
};

/* NULL when it is broken; an empty text is NULL too, with words "". All memory is the arena's. */
const struct expr *expr_parse(struct arena *a, const char *text, struct expr_fault *out_fault);
/* The names it depends on, each once, in order; "group.field" stands for itself. */
size_t expr_names(struct arena *a, const struct expr *e, const char ***out);
/* Texts that the answer `name` is compared with (= != in): to be found among its choices. */
size_t expr_compared(struct arena *a, const struct expr *e, const char *name, const char ***out);

/* What names are looked up in: first the row of a repeated group (NULL outside of one), then all answers. */
struct expr_scope {
	const json_t *row, *answers;
	int64_t today; /* a day number */
};
const char *expr_value(struct arena *a, const struct expr *e, const struct expr_scope *scope);
bool expr_holds(struct arena *a, const struct expr *e, const struct expr_scope *scope);

/* Once, with China's today. An empty or broken condition holds: nothing that may be required is ever hidden by a mistake. */
bool expr_test(struct arena *a, const char *text, const json_t *answers);

/* As people read it, for instance behind "…时才需要": “办理类型”是“延续”，而且“面积”大于 500. label gives what people call the
 * answer `name`, or, with a value, what they call that value of it; NULL where there is no such word. */
typedef const char *expr_label_fn(const void *of, const char *name, const char *value);
const char *expr_words(struct arena *a, const struct expr *e, expr_label_fn *label, const void *of);
/* As JSON for scripts: ["op", argument…], texts as they are, names ["name", n]. */
json_t *expr_json(const struct expr *e);
