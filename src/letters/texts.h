/* Texts: the house's own wording of every kind of letter and the parts that they share, compiled in from templates/ and
 * parts/, and the wordings that agencies have made of them. */
#pragma once
#include "letters/letters.h"
#include "letters/template.h"

const char *texts_house(enum letter_kind kind);
enum { TEXTS_PARTS = 4 };
extern const char *const texts_parts[TEXTS_PARTS]; /* names of the shared parts */
const char *texts_part(const char *name);          /* NULL when there is none */
const char *texts_sample(void); /* facts of a fictional case, for previews: JSON */

/* The newest version of this agency's own wording; 0: it uses the house's. Costs no read while nothing is edited. */
int64_t texts_version(struct tx *t, int64_t organisation, enum letter_kind kind);
/* That version, read for use. NULL when there is none, or when it cannot be used any more. */
const struct template *texts_of(struct tx *t, int64_t organisation, enum letter_kind kind, int64_t version);
