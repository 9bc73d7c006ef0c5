/* The plan at the end of a guided path: which items, in which order, with which materials, until when, at what cost. */
#pragma once
#include "catalogue/guide.h"
#include "registry/journey.h"

struct plan_item {
	struct item item;
	const struct body *body;
	const char *why, *after;    /* after: names of the items of this plan that come first; "" for none */
	const char *promised, *visits, *fee;
	const char *guide;          /* address, with its circumstances as this path settles them */
	json_t *circumstances;      /* the same, as expr_truth() takes them */
	size_t row;                 /* of the journey */
	int64_t step;               /* from 1; items of one step can be applied for at the same time */
	int64_t done_day;           /* the latest, when everything is handed in at once; of unknown limits the day it may begin */
};

struct plan_material {
	const char *name, *how, *needs;
	const char *used;           /* by which items: 这 3 个事项都用它：… */
	const char *only;           /* in which circumstances it is needed; "" always */
	const char *free;           /* why it need not be brought; "" when it must */
	const char *code;           /* of the first item that asks for it */
	struct guide_file blank, sample;
	bool must;
	size_t n_items;
};

struct plan_step { int64_t no; const struct plan_item *items; size_t n; };

struct plan {
	struct plan_item *items; size_t n_items; /* in order */
	struct plan_step *steps; size_t n_steps;
	struct plan_material *materials; size_t n_materials; /* those to be brought first */
	size_t n_must, n_may;       /* to be brought by everybody; by some */
	const char **notes; size_t n_notes;
	const char **missing; size_t n_missing;   /* codes of items that cannot be applied for at present */
	int64_t visits, days, done_day;  /* visits in all; working days and last day of the longest way */
	size_t n_no_visits, n_no_limit;  /* items that promise none */
	bool provisional;                /* a year is reached whose holidays are not published yet */
};

/* known: the answers, as questions_settle() leaves them. Items that the reader may not see or that are not in use are missing. */
struct plan plan_make(struct req *r, const struct journey *j, const json_t *known);
