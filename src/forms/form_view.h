/* What form.html and question.html draw. */
#pragma once
#include "web/form.h"

struct form_option { const char *word, *name; bool chosen; };

struct form_question {
	const char *draw;          /* field | select | choices | parts | note | shown */
	struct field_view view;
	struct form_question *parts; size_t n_parts;
	const struct form_option *options; size_t n_options; /* select, choices */
	const char *shown;         /* what stands there and cannot be changed; a note's words */
	const char *when, *computed; /* trees for scripts; "" when there is none */
	const char *name;          /* of the field, without its row */
};

struct form_row {
	long long no;              /* from 1 */
	const char *prefix;        /* before the posted names: staff-0- */
	const struct form_question *questions; size_t n;
};

struct form_block {
	const char *title, *hint, *when, *error;
	const char *name;          /* of a group that repeats; "" otherwise */
	const struct form_row *rows; size_t n_rows;
	bool may_add, may_remove;
};
