/* What checks say about a record: one line for a person, with the place where it is mended. */
#pragma once
#include "base/arena.h"
#include <stdbool.h>

struct finding {
	const char *rule;  /* the rule's word, for tests and for links */
	const char *key;   /* the element, or a part of it: "fees", "materials.2.name" (rows from 0) */
	const char *words; /* what is wrong and how it is mended */
	const char *why;   /* the law, the standard or the plan that asks for it */
	bool stops;        /* must be mended before it is submitted; otherwise a warning */
};

/* A list that a check fills; starts as { .mem = t->mem }. Texts are not copied. */
struct findings { struct arena *mem; struct finding *list; size_t n, room; };
void findings_add(struct findings *all, const char *rule, const char *key, bool stops, const char *words, const char *why);
