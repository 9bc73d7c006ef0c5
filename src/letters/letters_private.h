/* Inside of letters: from frozen facts and a wording to the words of a letter (compose.c), to a file (make.c), to pages
 * (pages.c, print.c, edit.c). */
#pragma once
#include "identity/identity.h"
#include "letters/letters.h"
#include "letters/letters.sql.h"
#include "letters/paper.h"
#include "letters/texts.h"

/* Must exist: stored words come from letter_kinds. */
enum letter_kind letters_kind_by_word(const char *word);

/* What the letter is called: of a licence the licence's own name, otherwise that of its kind. facts may be NULL. */
const char *letters_title(struct arena *a, enum letter_kind kind, const json_t *facts);

/* The facts with what came late laid over them; NULL when they cannot be read. */
const json_t *letters_facts(struct arena *a, const struct letter_row *l);
/* The letter as it is drawn, with the wording it was issued with. NULL when facts or wording cannot be read. Texts live as
 * long as t->mem. */
struct paper *letters_paper(struct tx *t, const struct letter_row *l);
/* The same of any facts and wording. */
struct paper *letters_compose(struct arena *a, enum letter_kind kind, const struct template *t, const json_t *facts, const char *number);

/* What a wording of this kind must still name (letter_musts). */
void letters_check_musts(struct arena *a, enum letter_kind kind, const struct template *t, struct template_errors *errors);

/* The letter of the path, if this person may read it; otherwise ERR_NOT_FOUND, with the same words for one that is not there. */
MUST_CHECK enum err letters_find(struct req *r, struct letter_row *out);
const char *letters_file_name(struct req *r, const struct letter_row *l);

/* Draws a paper as the answer, at most two at a time. */
MUST_CHECK enum err print_draw(struct req *r, const struct paper *p);
/* Makes it the copy that it is: the mark across the page, and number, moment and name at its foot. */
void print_mark(struct arena *a, struct paper *p, int64_t no, int64_t at, const char *who_name);
struct print_line {
	int64_t no;
	const char *moment, *who_name;
	bool by_applicant;
};
size_t print_lines(struct req *r, int64_t letter, struct print_line **out);
enum err print_letter(struct req *r);

/* edit.c: agencies' own wordings. */
enum err edit_list(struct req *r);
enum err edit_show(struct req *r);
enum err edit_take(struct req *r);

/* Neighbouring blocks of one kind, as a page needs them: one list, one set of fields. */
struct letters_group {
	enum paper_block_kind kind;
	const struct paper_block *blocks;
	size_t n;
};
size_t letters_groups(struct arena *a, const struct paper *p, struct letters_group **out);
/* Row i of a table. */
const char *const *letters_cells(const struct paper_table *t, size_t i);

struct text_view {
	int64_t id;
	const struct paper *paper;
	const struct letters_group *groups;
	size_t n;
	const struct print_line *prints; /* shown to staff */
	size_t n_prints;
};

struct edit_line {
	const char *word, *title, *code, *moment, *made_by;
	int64_t version; /* 0: never worded by this agency */
	bool own;
};
struct edit_list_view {
	const struct organisation *organisations;
	size_t n_organisations;
	int64_t organisation;
	const struct edit_line *lines;
	size_t n;
};
struct edit_must { const char *written, *name, *law; };
struct edit_key { const char *written, *name; };
struct edit_part { const char *name, *text; };
struct edit_version {
	int64_t version;
	const char *moment, *made_by;
	bool own;
};
struct edit_view {
	enum letter_kind kind;
	int64_t organisation, last, version; /* version: shown in the box; 0 the house's */
	const char *organisation_name, *body;
	const struct edit_must *musts;
	const struct edit_key *keys;
	const struct edit_part *parts;
	const struct edit_version *versions;
	size_t n_musts, n_keys, n_parts, n_versions;
	const struct paper *preview; /* NULL: none was asked for */
	const struct letters_group *groups;
	size_t n_groups;
};

/* A line of a list of letters. */
struct letters_line {
	int64_t id;
	const char *title, *number, *date;
	bool ready;
};

/* Job "letter": payload is the id. ERR_NOT_FOUND no such letter; ERR_INTERNAL facts that cannot be read. */
MUST_CHECK enum err letters_make(struct site *site, struct arena *mem, struct fault *f, const char *payload);
