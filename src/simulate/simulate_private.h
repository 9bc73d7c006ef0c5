/* Inside simulate/: the place, its people, and the cases that are under way. */
#pragma once
#include "simulate/dice.h"
#include "simulate/invariants.h"
#include "simulate/simulate.h"

enum { ORGANISATIONS = 3, ITEMS = 16, PEOPLE = 48, ACCOUNTS = 12 };

struct person {
	int64_t id, organisation;
	struct who who;            /* as of today; in the day's memory */
};

/* One that has not ended. */
struct under_way {
	int64_t id;
	int64_t events;            /* looked at so far */
	int64_t quiet_until_day;   /* nobody thinks of it before */
};

struct world {
	const struct simulation *options;
	struct simulated *out;
	struct fault *fault;
	struct site site;
	struct arena *mem, *day_mem, *step_mem; /* for the whole run, for one day, for one step */
	struct dice dice;
	int64_t today;
	bool recounted;
	const char *told;
	int64_t organisations[ORGANISATIONS], items[ITEMS], accounts[ACCOUNTS];
	struct body *bodies[ITEMS];
	size_t n_items;
	struct person people[PEOPLE];
	size_t n_people;
	struct who account_who[ACCOUNTS];
	const char *file_hash;
	int64_t file_bytes;
	struct under_way *under_way;
	size_t n_under_way;
};

/* place.c: the clock that the simulation turns, the place in an empty folder, and who people are today. */
void place_set_now(int64_t ms);
MUST_CHECK enum err place_open(struct world *w);
MUST_CHECK enum err place_load_people(struct world *w);
void place_close(struct world *w);

/* begin.c: a new case, up to its being handed in. false when nothing came of it. */
bool begin_case(struct world *w, struct tx *t);

/* step.c: somebody does something, or tries to, with one case. false when nothing came of it. */
bool step_case(struct world *w, struct tx *t, struct under_way *u);
/* Looks at a case, counts what has happened to it since, and says whether it is still under way. */
bool step_look(struct world *w, struct tx *t, struct under_way *u);
/* A case that has to be refused an action, and left as it was. false when the action was carried out. */
bool step_refused(struct world *w, struct tx *t, const struct case_act *a, enum err expected);
/* Carries out an action that must be carried out; false when it was refused, which is then told. */
bool step_act(struct world *w, struct tx *t, const struct case_act *a);

/* fill.c: everything that an action may have to bring, for a row of the table that this person may take. false when there is
 * nothing sensible to bring, for instance nobody to hand over to. */
bool fill_act(struct world *w, struct tx *t, const struct case_row *c, const struct flow_row *row, const struct who *who,
	      struct case_act *out);
/* Puts in what an applicant or a clerk has to hand in: all that is missing, or only what was found bad. */
MUST_CHECK enum err fill_materials(struct world *w, struct tx *t, int64_t case_id, const struct who *who, bool only_bad);

/* check.c: the whole place, between steps. */
void check_terms(struct world *w);   /* nothing is left that midnight should have carried out */
void check_under_way(struct world *w); /* all that have not ended, with their chains */
/* All cases, and the numbers of letters; returns how much is wrong. out, or NULL: cases, events, states and digest are put. */
size_t check_place(struct site *site, const char *told, struct simulated *out);
