/* A journey (办事引导) as its body says it: questions, items with what must be done before them, and notes. What is wrong with one is
 * found by journey_check() (registry/kinds.h); the pages that lead people through it stand in journeys/. */
#pragma once
#include "forms/questions.h"

struct journey_item {
	const char *code, *why, *when;
	json_t *after;             /* codes of the items that must be done before */
	json_t *circumstances;     /* the item's own circumstances that are settled by this way: {name: choice} */
};

struct journey_note { const char *words, *when; };

enum { JOURNEY_ITEMS = 60 };    /* what stands behind them is not read */

struct journey {
	const char *code, *name, *summary;
	bool person, company;
	struct question *questions; size_t n_questions;
	struct journey_item *items; size_t n_items;
	bool (*before)[JOURNEY_ITEMS]; /* before[a][b]: item a must be done before item b, directly or through others */
	struct journey_note *notes; size_t n_notes;
};

/* Tolerant: what is missing is empty. Lives as long as body and arena. */
struct journey journey_read(struct arena *a, const json_t *body);
