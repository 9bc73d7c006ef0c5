/* Fill: a template and the facts of one letter become the blocks of its paper. */
#pragma once
#include "base/json.h"
#include "letters/template.h"

/* A text or a number among the facts as text; "" when there is none, or none of something (0 copies). */
const char *fill_fact(struct arena *a, const json_t *facts, const char *key);
/* The text with its {keys}; NULL when a fact is missing. */
const char *fill_words(struct arena *a, const json_t *facts, const char *text);
/* All blocks, as the header of template.h promises. They live as long as the arena and borrow from the facts. */
size_t fill_blocks(struct arena *a, const struct template *t, const json_t *facts, const struct paper_block **out);
