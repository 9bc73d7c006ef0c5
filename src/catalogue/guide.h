/* The guide (办事指南): everything that an item says about itself, on one page, and the day by which somebody who applies
 * today has the answer. */
#pragma once
#include "catalogue/body.h"
#include "catalogue/elements.h"
#include "catalogue/renewal.h"

/* A list in the body, as pages walk through it. */
struct guide_list { json_t **all; size_t n; };

/* One stretch of time between applying and the decision. */
struct guide_stage { const char *name, *limit, *until; };

struct guide_due {
	bool known;       /* false when the item promises no limit */
	bool provisional; /* a year is reached whose holidays are not published yet */
	int64_t day;
	struct guide_stage stages[3];
	size_t n;
};
/* Pre-review where the best mode is online, acceptance, then the promised limit, each from the day on which the one before
 * it ends: the latest day, when nothing is missing and no special procedure stands between. */
struct guide_due guide_due(struct arena *a, const struct calendar *cal, const struct body *b, int64_t today,
			   bool accept_from_submission);

struct guide_material { const char *name, *how, *standard, *needs, *from; bool free, by_form; };
struct guide_step { const char *name, *when; };
struct guide_mode { const char *name, *how, *visits, *level; };
struct guide_group { const char *title; const struct element_view *all; size_t n; };

struct guide_view {
	struct item item;
	const struct body *body;
	struct organisation agency;
	struct guide_due due;
	const char *due_day, *visits, *promised, *statutory, *fee, *level, *level_note, *delivery, *result, *updated, *state;
	const char *form_labels;
	int64_t n_form, n_to_hand_in;
	struct renewal_licence *licences; size_t n_licences; /* of this item, held by who reads, that end soon */
	struct guide_list conditions, refusal, special, fees, basis, places, questions;
	struct guide_material *materials; size_t n_materials;
	struct guide_step *steps; size_t n_steps;
	struct guide_mode *modes; size_t n_modes;
	struct guide_group *groups; size_t n_groups;
};

enum err guide_get(struct req *r);
enum err guide_help(struct req *r);
