/* The guide (办事指南): everything that an item says about itself, on one page, and the day by which somebody who applies
 * today has the answer. */
#pragma once
#include "catalogue/body.h"
#include "catalogue/elements.h"
#include "catalogue/guide_change.h"
#include "catalogue/guide_materials.h"
#include "catalogue/renewal.h"
#include "forms/questions.h"

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

struct guide_step { const char *name, *when; };
struct guide_mode { const char *name, *how, *visits, *level; };
struct guide_group { const char *title; const struct element_view *all; size_t n; };
struct guide_handling { const char *code, *name, *only; }; /* only: in which circumstances, where that is not decided; "" */

/* Why it cannot be applied for, and what can be instead. */
struct guide_stop { const char *title, *since, *why; struct item instead; bool has_instead; };

struct guide_view {
	struct item item;          /* of an earlier version: as that one said */
	const struct body *body;
	struct organisation agency;
	struct guide_due due;
	const char *due_day, *visits, *promised, *statutory, *fee, *level, *level_note, *delivery, *result, *updated, *address;
	struct guide_stop stop;    /* title "": it can be applied for */
	struct guide_change change;
	bool open;                 /* the present version of an item in use */
	const char *form_labels;
	int64_t n_form, n_to_hand_in;
	struct question *circumstances; size_t n_circumstances;
	const char *apply_href;    /* with the circumstances that were chosen */
	bool chosen;               /* circumstances were given: only what they ask for is shown */
	struct guide_handling *handling; size_t n_handling;
	struct renewal_licence *licences; size_t n_licences; /* of this item, held by who reads, that end soon */
	struct json_list conditions, approval, refusal, special, fees, basis, places, questions, self_check, reminders;
	struct guide_file flow_chart, result_sample;
	struct guide_material *materials; size_t n_materials;
	struct guide_step *steps; size_t n_steps;
	struct guide_mode *modes; size_t n_modes;
	struct guide_group *groups; size_t n_groups;
};

/* ?version=N shows an earlier one; a circumstance's name and choice show what they ask for. */
enum err guide_get(struct req *r);
enum err guide_help(struct req *r);
/* A blank form, a sample, a flow chart: what a version of this item names (?version=N an earlier one), and nothing else. */
enum err guide_file(struct req *r);
