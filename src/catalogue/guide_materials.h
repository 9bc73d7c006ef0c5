/* The materials of an item as applicants read them: what is asked for, in which circumstances, with blank forms and samples. */
#pragma once
#include "catalogue/catalogue.h"

struct guide_file { const char *hash, *name, *size; }; /* hash "": there is none; size: 86 KB */

struct guide_material {
	const char *name, *how, *standard, *needs, *from;
	const char *only;     /* in which circumstances it is needed, where that is not decided yet; "" otherwise */
	const char *licence;  /* from which it is fetched; "" */
	struct guide_file blank, sample;
	const struct material *is;
	bool free, by_form, must; /* must: to be handed in by everybody in these circumstances */
};

/* Those that somebody is asked for of whom this is known ({name: answer} as questions_settle() leaves it). In t->mem. */
size_t guide_materials_of(struct tx *t, const struct body *b, const json_t *known, int64_t today, struct guide_material **out);
struct guide_file guide_materials_file(struct arena *a, const json_t *row, const char *key);
