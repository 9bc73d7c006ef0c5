/* Inside of forms: what reading, judging and drawing share. */
#pragma once
#include "forms/forms.h"

enum { FORM_ROWS = 50, FORM_ROWS_USUAL = 20, FORM_ENTRIES = 200 };

/* The heading under which circumstances are asked. */
#define FORM_CIRCUMSTANCES "您的情况"

/* forms.c: circumstances as groups and choices, then the form: one definition. In the arena. */
json_t *forms_joined(struct arena *a, const json_t *body);

/* A question that is asked, with its answer; field NULL: the beginning of a group or of one of its rows. */
struct asked {
	const struct form_group *group;
	const struct form_field *field;
	int64_t row;          /* -1: of a group that does not repeat */
	const json_t *answer; /* NULL: none */
	bool required;
};
/* forms_asked.c. all: the answers as forms_asked() gives them. */
size_t forms_asked_list(struct arena *a, const struct form *f, const json_t *answers, struct asked **out, const json_t **out_all);
/* What its check says of an answer that is right by itself: whether it holds. */
bool forms_check_holds(struct arena *a, const struct form *f, const struct asked *x, const json_t *all);

/* forms_value.c: what is wrong with one answer; NULL when nothing. *out_part: the part that is to blame, "" the whole. */
const char *forms_wrong(struct arena *a, const struct asked *x, const struct form_person *who, const char **out_part);
bool forms_empty(const json_t *answer);
/* The answer as people read it. */
const char *forms_words(struct arena *a, const struct form_field *f, const json_t *answer, bool masked);
const char *forms_text(const json_t *answer, const char *part); /* a text, or one part of an object; "" when there is none */

/* The name under which an answer is posted: area, stay-from, staff-0-pay. row < 0: not in a repeated group; part may be "". */
const char *forms_posted(struct arena *a, const struct form_group *g, int64_t row, const char *name, const char *part);

/* forms_regions.c: the divisions (GB/T 2260, GB/T 10114) with the names of those they lie in before theirs; leaves: those that
 * have none below them. Ends with word NULL. */
const struct choice *forms_regions(struct arena *a, struct tx *t, bool leaves);

/* forms_read.c: what is known of the person for this field; "" when nothing is. */
const char *forms_known(const struct form_person *who, const struct form_field *f);
