/* Questions that are asked before anything else, each with its choices, some only after certain answers: the circumstances (情形)
 * of an item, and those of a guided path. Rows of JSON: {"name", "label", "choices": […], "hint", "when"}. */
#pragma once
#include "forms/expr_truth.h"
#include "web/req.h"

struct question {
	const char *name, *label, *hint, *when; /* when: a condition over the questions before it; "": always asked */
	const char **choices;
	size_t n_choices;
	/* set by questions_settle() */
	const char *answer;     /* "" while there is none */
	enum expr_truth asked;  /* PERHAPS: an earlier answer that decides it is missing */
};

/* Members point into rows and the arena. */
size_t questions_read(struct arena *a, const json_t *rows, struct question **out);

/* Takes the answers given ({name: choice}; what is no choice is none), and says which questions are asked. *out_known holds
 * each question that is answered, and "" for each that is not asked: what expr_truth() takes. Returns the index of the first
 * question that is asked and open, n when there is none. */
size_t questions_settle(struct arena *a, struct question *all, size_t n, const json_t *given, int64_t today, json_t **out_known);

/* What came with the request for each question: req_query of its address, req_field of its form. In the arena. */
json_t *questions_given(struct req *r, const struct question *all, size_t n, const char *(*from)(const struct req *r, const char *name));

/* The label of a question, for expr_words(); of is a struct questions. Choices are words already: no value has another name. */
struct questions { const struct question *all; size_t n; };
const char *questions_label(const void *of, const char *name, const char *value);
