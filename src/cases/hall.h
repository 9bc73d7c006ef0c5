/* The hall's side of cases: what applicants and visitors see and do. Private to this room: cases_room takes the routes.
 *
 * Every handler loads the case by hall_load(), which knows only the applicant's own cases. Reading pages never write;
 * everything that is posted is saved by itself, so a mistake in one place loses nothing in another. */
#pragma once
#include "base/str.h"
#include "cases/cases.h"
#include "cases/hall.sql.h"
#include "forms/questions.h"
#include "web/form.h"
#include "web/parts.h"

extern const struct route cases_hall_routes[]; /* ends with {0}, which the count leaves out */
extern const size_t n_cases_hall_routes;

/* Figures of the day and the ten cases concluded last, for the home page. */

/* One case of the person who is signed in. */
struct hall_case {
	struct case_row row;
	struct body *body;      /* of the version that was applied for */
	struct organisation agency;
	const struct state_row *state;
	struct lamp lamp;
	const char *number;     /* "" for a draft */
	const char *next;       /* what comes next */
	const char *until;      /* 最晚 11月27日(周五), or that it is over; "" when no clock runs */
	bool editable;
};

/* From the id in the path; ERR_NOT_FOUND in the words of case_for(). */
MUST_CHECK enum err hall_load(struct req *r, struct hall_case *out);
/* The same case seen by anybody who knows number and query code. */
void hall_fill(struct req *r, const struct case_row *c, struct hall_case *out);
/* The same, but ERR_CONFLICT when nothing can be filled in now. */
MUST_CHECK enum err hall_load_editable(struct req *r, struct hall_case *out);
/* Inside a write function: is it still theirs and still open for changes? */
MUST_CHECK enum err hall_check_editable(struct tx *t, const struct who *who, int64_t case_id);

/* How one material stands. */
struct hall_material {
	const struct material *is;
	const struct case_file_row *files; size_t n_files;
	const char *status, *tone;  /* tone of the tag: "good", "stop", "" */
	const char *need;           /* 必需 · 原件 1 份 */
	const char *opinion;        /* what the reviewer found wrong, "" when nothing */
	const char *bring;          /* 原件 1 份、复印件 1 份, for the counter */
	bool uploads;               /* files can be added or replaced */
	bool done;                  /* nothing more is needed */
	bool to_bring;
};
/* What a row of a list knows of its case, for case_next() and its like. */
struct case_row hall_case_of(const struct my_case_row *c);
/* It is their turn to say whether they want a hearing. */
bool hall_may_be_heard(const struct case_row *c);

size_t hall_materials(struct req *r, const struct hall_case *c, struct hall_material **out);
size_t hall_to_mend(const struct hall_material *all, size_t n);
const char *hall_size(struct arena *a, int64_t bytes); /* 1.2 MB */

/* When answers and files of this case were saved last, in ms: forms keep the time beside their answers. */
int64_t hall_saved_at(struct req *r, const struct case_row *c);
/* 11月23日 09:12, or "" for a time that has not come. */
const char *hall_time(struct arena *a, int64_t ms);

/* Why somebody cannot apply online, and what helps. */
struct hall_cannot { const char *title, *words, *advice, *path, *link; };

struct hall_apply {
	struct item item;
	struct body *body;
	const struct mode *mode;
	struct organisation agency;
	struct account account;
	const char *certificate, *phone, *once, *promised, *statutory, *level;
	struct my_case_row *drafts; size_t n_drafts;
	struct question *circumstances; size_t n_circumstances; /* as chosen in the guide */
	struct hall_cannot cannot; /* title NULL: they can */
};

/* One case in a list. */
struct hall_row {
	const struct my_case_row *is;
	const struct state_row *state;
	const char *next;
	struct lamp lamp;
	const char *time, *todo, *path, *button;
	bool may_rate;
};
struct hall_my {
	struct hall_row *waiting, *running, *ended;
	size_t n_waiting, n_running, n_ended;
	int64_t more; /* id behind which the next page of ended cases begins; 0: no more */
	bool later;   /* not the first page */
};

struct hall_task { const char *path, *name, *status, *tone; bool open, done; };
struct hall_tasks {
	struct hall_case *c;
	struct hall_task task[5]; size_t n_task;
	struct hall_material *mend; size_t n_mend; /* what the reviewer found wrong */
	const char *saved, *asked; /* saved: time; asked: the reviewer's words on the whole, "" when none */
	bool first;                           /* never submitted */
};

/* Something about a case that its state alone does not say: why a clock stands still, that it was extended, who is asked. */
struct hall_fact {
	const char *tone, *title, *words;
	const char *end, *link; /* page of the case on which the applicant answers, and what its button says; NULL: nothing to answer */
};
size_t hall_facts(struct req *r, const struct case_row *c, const struct clock_view *clocks, size_t n_clocks, struct hall_fact **out);

struct hall_progress {
	struct hall_case *c;
	const char *applicant;      /* whole for the applicant, masked for others */
	const char *path;           /* behind which the days of its clocks stand; "" when they are shown here */
	struct clock_view *clocks; size_t n_clocks;
	struct clock_days *days; size_t n_days; /* of the clocks that have not stopped, for those who have no path */
	struct hall_fact *facts; size_t n_facts;
	struct moment *line; size_t n_line;
	struct hall_material *bring; size_t n_bring;
	struct licence_view licence;
	bool own, has_licence, may_withdraw, may_rate, rated;
};
void hall_progress_fill(struct req *r, struct hall_case *c, bool own, struct hall_progress *out);
/* The applicant's own page of a case that is under way or has ended; after a failed form it opens where the error is. */
enum err hall_progress_draw(struct req *r, struct hall_case *c);
/* Once, and only what the place has ended itself. */
bool hall_may_rate(const struct state_row *state, int64_t submitted_at, int64_t rating);

/* Answers under one heading. */
struct hall_group { const char *title; const struct answer *all; size_t n; };

/* Answers and files as they will be submitted. */
struct hall_check {
	struct hall_case *c;
	struct hall_group *groups; size_t n_groups;
	struct hall_material *materials; size_t n_materials;
	struct answer *delivery; size_t n_delivery;
	struct draft_check missing;
	size_t to_mend;             /* materials found wrong and not replaced since */
	const char *certificate, *phone, *mode, *limits, *path, *button;
	struct field_view declared;
};
/* How the result reaches the applicant: label and words; none when it has not been chosen. */
size_t hall_delivery_answers(struct req *r, const struct case_row *c, struct answer **out);

/* One action of the applicant on an own case. seen: number of the newest event on the page, -1 when it does not matter. */
MUST_CHECK enum err hall_act(struct req *r, int64_t case_id, enum case_action action, int64_t seen, const char *reason);

/* A public notice; the number is masked. */
struct hall_notice { const char *number, *item, *agency, *result, *tone, *day; };
struct hall_notices { struct hall_notice *all; size_t n; const char *more; /* query of the next page, "" when none */ };
struct hall_figures { int64_t submitted, concluded; const char *average; /* 3.4; NULL when nothing was concluded */ };

/* Handlers, by the pages' files. */
enum err hall_apply(struct req *r);
enum err hall_apply_start(struct req *r);
enum err hall_my(struct req *r);
enum err hall_case_page(struct req *r);
enum err hall_discard(struct req *r);
enum err hall_discard_now(struct req *r);
enum err hall_withdraw(struct req *r);
enum err hall_clock(struct req *r);
enum err hall_hearing(struct req *r);
enum err hall_hearing_answer(struct req *r);
enum err hall_form(struct req *r);
enum err hall_form_save(struct req *r);
enum err hall_delivery(struct req *r);
enum err hall_delivery_save(struct req *r);
enum err hall_material_list(struct req *r);
enum err hall_material_page(struct req *r);
enum err hall_material_add(struct req *r);
enum err hall_file_remove(struct req *r);
enum err hall_file_get(struct req *r);
enum err hall_check(struct req *r);
enum err hall_submit(struct req *r);
enum err hall_resubmit(struct req *r);
enum err hall_supply(struct req *r);
enum err hall_receipt(struct req *r);
enum err hall_code(struct req *r);
enum err hall_rate(struct req *r);
enum err hall_rate_save(struct req *r);
enum err hall_track(struct req *r);
enum err hall_track_find(struct req *r);
enum err hall_notices(struct req *r);
enum err api_my_cases(struct req *r);
enum err api_my_case(struct req *r);
extern const struct shape api_cases_shape, api_case_shape;
