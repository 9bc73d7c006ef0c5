/* Inside cases/: the officials' pages (the desk). Lists, the page of one case, its actions, and registering at a window.
 *
 * Everything shown here is limited to organisations in which the official holds a role; administrators see all. GETs never
 * write: a task counts as read once somebody has given an opinion or acted. */
#pragma once
#include "cases/cases.h"
#include "cases/desk.sql.h"
#include "web/form.h"

extern const struct route cases_desk_routes[]; /* ends with path NULL */

/* --- lists (desk_list.c) --- */

/* One line of a list. */
struct desk_line {
	int64_t case_id;
	const char *number, *item, *applicant, *where, *due;
	struct lamp lamp;
	bool unread;
};

struct desk_lamp_choice { const char *word, *name; };

/* What desk_list.html draws. */
struct desk_list {
	const char *title, *here, *about;
	const char *where_title, *due_title; /* heads of the last two columns */
	const char *empty;
	struct desk_line *lines; size_t n;
	const char *next;            /* key of the next page; NULL on the last one */
	bool paged;                  /* not the first page */
	bool filtered, has_filter;
	const char *item, *lamp;     /* the filter as it was asked for */
	const struct desk_lamp_choice *lamps; size_t n_lamps;
};

/* What a list is made of. */
struct desk_states { const enum case_state *all; size_t n; };
extern const struct desk_states desk_list_running;     /* everything that has not ended */
extern const struct desk_states desk_list_standing;    /* they wait for the applicant, or a special procedure holds them */
extern const struct desk_states desk_list_with_result; /* to be made or delivered */

/* Words as a pattern of LIKE … ESCAPE, taken literally. */
const char *desk_list_pattern(struct arena *mem, const char *words);
enum err desk_list_todo(struct req *r);
enum err desk_list_doing(struct req *r);
enum err desk_list_held(struct req *r);
enum err desk_list_done(struct req *r);
enum err desk_list_delivery(struct req *r);
enum err desk_list_find(struct req *r);
/* The first open task of this official that is not of this case; false when there is none. */
bool desk_list_next(struct req *r, int64_t not_case, struct desk_row *out);

/* --- papers handed in at a window (desk_papers.c) --- */

struct desk_paper {
	int64_t no, originals, copies;
	const char *name, *need, *source;
	bool came;    /* handed in this time */
	bool by_form; /* made from the form, nothing to hand in */
	const char *error;
};
/* One of the item's materials as it is expected: the required ones as handed in. */
struct desk_paper desk_papers_of(struct arena *mem, const struct material *m);
/* All materials of a case; after a notice, those that were found wrong are expected. */
size_t desk_papers_of_case(struct req *r, const struct case_row *c, struct desk_paper **out);
/* Takes the posted fields into the papers, right or wrong. */
void desk_papers_keep(struct req *r, struct desk_paper *papers, size_t n);
/* The same, and reports what is wrong; false when r->errors were found. */
bool desk_papers_read(struct req *r, struct desk_paper *papers, size_t n);
/* Writes down those that came. */
MUST_CHECK enum err desk_papers_write(struct tx *t, const struct who *who, int64_t case_id, const struct desk_paper *papers,
				      size_t n);
extern const struct choice desk_paper_sources[];

/* --- the page of one case (desk_case.c) --- */

struct desk_file {
	int64_t id;
	const char *name, *about;
	bool image;
};

struct desk_material {
	int64_t no;
	const char *name, *need, *standard, *came, *opinion, *words, *opinion_by;
	const char *error, *upload_error;
	const struct desk_file *files; size_t n_files;
	bool free;     /* needs nobody to hand it in */
	bool unneeded; /* not needed this time: no opinion either */
};

/* One action as a form. */
struct desk_act {
	const char *word, *button;
	enum case_tone tone;
	const struct field_view *fields; size_t n_fields;
	bool open; /* came back with errors */
};

/* What desk_case.html draws. */
struct desk_case {
	struct case_row c;
	const char *tab, *agency, *channel, *star, *where;
	const char *certificate_name, *certificate, *phone; /* masked, but in full when revealed */
	bool revealed;
	struct field_view purpose;
	struct lamp lamp;
	struct desk_material *materials; size_t n_materials, n_bad;
	bool may_judge, may_upload;
	int64_t upload_mb;
	const struct flow_row *taking; /* the action that takes papers at the window, or NULL */
	struct desk_paper *papers; size_t n_papers;
	struct desk_act *acts; size_t n_acts;
	const char *nothing; /* why there is nothing to do here */
	struct clock_view *clocks; size_t n_clocks, n_stopped;
	struct moment *line; size_t n_line;
	struct answer *answers; size_t n_answers;
	struct answer *rounds; size_t n_rounds; /* what was found wrong before: when, material, words */
	const char *delivery;
	bool has_next;
	struct desk_row next;
};

/* case_for(), but what an applicant has not handed in yet is nobody else's: ERR_NOT_FOUND, with the same words. */
MUST_CHECK enum err desk_case_load(struct req *r, int64_t id, struct case_row *out);
enum err desk_case_show(struct req *r);
/* Draws the page again after a form on it came back with errors. */
enum err desk_case_again(struct req *r, int64_t id, const char *tab);
/* Draws it with the certificate in full; the caller has written the audit. */
enum err desk_case_revealed(struct req *r, int64_t id);

/* --- what is done on it (desk_act.c) --- */

/* The form of one action: views of its fields, named "<action>-<field>". */
struct desk_act desk_act_form(struct req *r, const struct flow_row *row, size_t n_bad);
enum err desk_act_do(struct req *r);
enum err desk_act_opinion(struct req *r);
enum err desk_act_all_good(struct req *r);
enum err desk_act_reveal(struct req *r);
enum err desk_act_upload(struct req *r);
enum err desk_act_file(struct req *r);

/* --- registering at a window (desk_register.c) --- */

struct desk_register {
	const struct item *item;
	const struct body *body;
	const char *once;
	const struct field_view *person; size_t n_person;
	const struct field_view *delivery; size_t n_delivery;
	const struct item_field *fields; size_t n_fields;
	const char *json;
	struct desk_paper *papers; size_t n_papers;
};

/* A found item, with the name of its agency. */
struct desk_found {
	const char *code, *name, *agency, *about;
	bool may; /* this official's window takes it */
};

struct desk_receipt {
	struct case_row c;
	const char *query_code, *next, *due; /* due: "" when nothing runs */
};

enum err desk_register_find(struct req *r);
enum err desk_register_form(struct req *r);
enum err desk_register_save(struct req *r);
enum err desk_register_receipt(struct req *r);
