/* Inside of letters: from frozen facts to the words of a letter (templates.c), to a file (make.c), to a page (pages.c). */
#pragma once
#include "letters/letters.h"
#include "letters/letters.sql.h"
#include "letters/paper.h"

/* Must exist: stored words come from letter_kinds. */
enum letter_kind letters_kind_by_word(const char *word);

/* What the letter is called: of a licence the licence's own name, otherwise that of its kind. facts may be NULL. */
const char *letters_title(struct arena *a, enum letter_kind kind, const json_t *facts);

/* The words of a letter. The law it rests on stands in its table (templates.c). NULL when the facts are not a JSON object.
 * Texts live as long as the arena. */
/* The facts with what came late laid over them; NULL when they cannot be read. */
const json_t *letters_facts(struct arena *a, const struct letter_row *l);
const struct paper *letters_paper(struct arena *a, const struct letter_row *l);

/* Neighbouring blocks of one kind, as a page needs them: one list, one set of fields. */
struct letters_group {
	enum paper_block_kind kind;
	const struct paper_block *blocks;
	size_t n;
};
size_t letters_groups(struct arena *a, const struct paper *p, struct letters_group **out);
/* Row i of a table. */
const char *const *letters_cells(const struct paper_table *t, size_t i);

/* A line of a list of letters. */
struct letters_line {
	int64_t id;
	const char *title, *number, *date;
	bool ready;
};

/* Job "letter": payload is the id. ERR_NOT_FOUND no such letter; ERR_INTERNAL facts that cannot be read. */
MUST_CHECK enum err letters_make(struct site *site, struct arena *mem, struct fault *f, const char *payload);
