/* What the pages of guided paths draw. */
#pragma once
#include "journeys/plan.h"
#include "registry/registry.h"

struct journey_link { const char *code, *name, *summary; bool person, company; };
struct journeys_view {
	const char *typed, *whom;   /* whom: person, company or "" */
	struct journey_link *all; size_t n;
};

/* An answered question: its address without this answer and those after it. */
struct journey_answer { const char *label, *answer, *again; };
/* An answer that travels with the form. */
struct journey_kept { const char *name, *value; };

struct journey_view {
	struct record record;
	struct journey journey;
	struct journey_answer *answers; size_t n_answers;
	struct journey_kept *kept; size_t n_kept;
	const struct question *next; /* NULL: all is answered, the plan stands */
	struct plan plan;
	const char *done_day, *address; /* address: of this plan, whole, for the QR code */
};

enum err journeys_list(struct req *r);
enum err journeys_walk(struct req *r);
