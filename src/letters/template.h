/* Templates: the words of a letter as text that an administrator can edit; one line is one block. Blank lines count for
 * nothing, and so does white space at the ends of a line.
 *
 *   Any words                a paragraph                     # Words      a heading
 *   ^ Words                  flush left: whom it is for      - Words      an item; neighbours are numbered
 *   [Label] Words            a field                         > Words      small print
 *   [Label] ____             a field with room to write by hand
 *   |materials|              a list among the facts, as a table
 *   ?when a|b  …  ?end       only when one of these facts is there; conditions may stand within each other
 *   ?unless a|b  …  ?end     only when none of them is
 *   ?is key=value  …  ?end   only when the fact has this value
 *   @subject                 a part that several letters share (parts/)
 *   !red !receipt !licence !applicant    before everything else: red head of a decision; a ruled form; a licence; a paper
 *                            that the applicant signs, so without the agency's name, seal and date
 *
 * {key} stands for a fact (keys.h). A line that names a fact which is missing is left out, so that no letter has a half-filled
 * line; so is a heading that nothing follows. */
#pragma once
#include "letters/keys.h"
#include "letters/paper.h"

enum { TEMPLATE_MOST_BYTES = 48 * 1024, TEMPLATE_MOST_LINES = 300, TEMPLATE_ERRORS = 20 };

enum template_test { TEMPLATE_WHEN, TEMPLATE_UNLESS, TEMPLATE_IS };

struct template_condition {
	enum template_test test;
	const char *keys;  /* "a|b"; of IS one key */
	const char *value; /* of IS */
	const struct template_condition *outer; /* must hold as well; NULL: none */
};

struct template_line {
	enum paper_block_kind kind;
	const char *label, *text;
	const struct key *list; /* instead of a text */
	const struct template_condition *when; /* NULL: always */
};

struct template {
	enum paper_kind paper;
	bool red_head, by_applicant;
	struct template_line *lines;
	size_t n;
};

struct template_error {
	int line; /* from 1; 0: the whole text */
	const char *words; /* Chinese, for the administrator */
};
struct template_errors {
	struct template_error all[TEMPLATE_ERRORS];
	size_t n;
};
/* One more, unless there are too many to read. */
void template_blame(struct arena *a, struct template_errors *e, int line, const char *fmt, ...) PRINTF(4, 5);

/* Reads a template strictly; everything lives as long as the arena. NULL when something is wrong: then `errors` says
 * what, all at once. */
const struct template *template_parse(struct arena *a, const char *text, struct template_errors *errors);

/* Whether a line names this fact. */
bool template_names(const struct template *t, const char *key);
