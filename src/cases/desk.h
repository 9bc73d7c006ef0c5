/* Inside cases/: the officials' pages (the desk). Lists, the page of one case, its actions, and registering at a window.
 *
 * Everything shown here is limited to organisations in which the official holds a role; administrators see all. GETs never
 * write: a task counts as read once somebody has given an opinion or acted. */
#pragma once
#include "cases/flow.h"
#include "cases/desk.sql.h"
#include "web/form.h"

extern const struct route cases_desk_routes[]; /* ends with path NULL */

/* --- gathering (desk_gather.c): lists are read in short pieces, one for each role and organisation (or organisation and
 * state), and merged: the cost depends on the page, not on how much there is --- */

#define DESK_NO_END INT64_MAX

struct desk_states { const enum case_state *all; size_t n; };

/* What is asked for, and what has been read so far: in order, never more than `most` rows. Rows whose clock stands still
 * have no due day; they come behind all others. */
struct desk_gather {
	struct desk_row *rows;
	size_t n;
	int64_t after_day, after_id, until_day;
	bool only_dated;
	size_t most;
	const char *item;          /* tasks: part of the item's name */
	struct desk_states wanted; /* cases */
	int64_t late_before;       /* those who were asked should have answered before */
};

/* Everything from the place where the page of the query's `after` begins, `most` rows and one more to see whether there are more. */
struct desk_gather desk_gather_from(struct req *r, size_t most);
/* A lamp is a range of due days, so it narrows the walk over the index: stop, soon, good, or "" for all. */
void desk_gather_narrow(struct req *r, struct desk_gather *g, const char *lamp);
/* Reads first the rows with a due day, unless the page begins behind them, then those without. */
void desk_gather_all(struct req *r, struct desk_gather *g, void (*read)(struct req *r, struct desk_gather *g));
/* Merges one piece; a full page lowers the bound for what is read next. */
void desk_gather_add(struct arena *mem, struct desk_gather *g, const struct desk_row *more, size_t n);
/* The key behind this row, for the next page; and what a query's key says. */
const char *desk_gather_key(struct arena *mem, int64_t day, int64_t id);
bool desk_gather_read_key(struct req *r, int64_t *day, int64_t *id);

/* Ways of reading. Own tasks: everybody's of each role, those handed over by name, and the same of those one stands in for. */
void desk_gather_tasks(struct req *r, struct desk_gather *g);
void desk_gather_cases(struct req *r, struct desk_gather *g);
void desk_gather_asking(struct req *r, struct desk_gather *g);

/* One piece of the own tasks. instead_of: whose it is; 0: one's own. */
struct desk_piece { int64_t organisation, staff, instead_of; unsigned role; };
size_t desk_gather_pieces(struct req *r, struct desk_piece **out);
/* Organisations in which this official holds a role; all of them for an administrator. */
size_t desk_gather_organisations(struct req *r, const int64_t **out);

/* --- lists (desk_list.c) --- */

/* One line of a list. */
struct desk_line {
	int64_t case_id;
	const char *number, *item, *applicant, *where, *due;
	const char *note; /* 代 张三; 转交给您; "" */
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
	bool filtered, has_filter, by_item; /* by_item: the filter asks for the item as well */
	int64_t late;                /* further cases in which somebody who was asked is late; shown as a link */
	const char *item, *lamp;     /* the filter as it was asked for */
	const struct desk_lamp_choice *lamps; size_t n_lamps;
};

extern const struct desk_states desk_list_running;     /* everything that has not ended */
extern const struct desk_states desk_list_with_result; /* to be made or delivered */

/* Words as a pattern of LIKE … ESCAPE, taken literally. */
const char *desk_list_pattern(struct arena *mem, const char *words);
/* The lines of a page from what was gathered for it, and the key of the next page when there is more. */
void desk_list_show(struct req *r, struct desk_list *v, const struct desk_row *rows, size_t n);
enum err desk_list_draw(struct req *r, struct desk_list *v);
enum { DESK_PAGE = 50 };
enum err desk_list_todo(struct req *r);
enum err desk_list_doing(struct req *r);
enum err desk_list_done(struct req *r);
enum err desk_list_delivery(struct req *r);
enum err desk_list_find(struct req *r);
/* The first open task of this official that is not of this case; false when there is none. */
bool desk_list_next(struct req *r, int64_t not_case, struct desk_row *out);
/* Why a task is in this official's list beside others': 代 张三, 转交给您, 征求您的意见; "" when it is everybody's. */
const char *desk_list_note(struct req *r, const struct desk_row *row);
/* Whether it asks for an opinion, rather than for the case to be moved. */
bool desk_list_is_asked(struct arena *mem, const struct desk_row *row);

/* --- what stands still and what presses (desk_watch.c) --- */

enum err desk_watch_held(struct req *r);
enum err desk_watch_pressing(struct req *r);
/* How many cases are over or due by the next working day, up to `most`. */
int64_t desk_watch_count(struct req *r, int64_t most);
/* How many stand still, up to `most`. */
/* Cases of the own organisations in these states that are due between two days; stops at `most`. */
int64_t desk_watch_count_states(struct req *r, struct desk_states wanted, int64_t from_day, int64_t until_day, int64_t most);
int64_t desk_watch_count_held(struct req *r, int64_t most);

/* --- the people of an organisation (desk_team.c), for its heads --- */

/* One role of one person, or what everybody who holds the role has. */
struct desk_share {
	int64_t organisation, staff;
	const char *role_word, *role, *name; /* name: 大家共有 for everybody's */
	const char *away; /* 今天不在，由 李四 代办; "" */
	const char *open, *today, *over; /* 3; 99+ */
	bool any_over;
};
struct desk_team_part { const char *agency; struct desk_share *shares; size_t n; };
struct desk_team { struct desk_team_part *parts; size_t n; };

/* Tasks of one share, to be handed over. */
struct desk_queue {
	const char *title, *here; /* here: its address */
	struct desk_queue_line { struct desk_line line; const char *mark; bool chosen, fixed; } *lines; /* mark: id.events; fixed: cannot be handed over */
	size_t n;
	const char *next;
	bool paged;
	struct field_view to, reason;
	const char *error;  /* beside the boxes */
	int64_t done;       /* after handing over: how many were */
	const char **refused; size_t n_refused; /* which were not, and why */
};
enum err desk_team_show(struct req *r);
enum err desk_team_queue(struct req *r);
enum err desk_team_hand_over(struct req *r);

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
	const struct desk_ask *ask; /* whom to ask; NULL for all other actions */
	bool open; /* came back with errors */
	bool rare; /* stands behind 更多操作 */
};

/* What is to be known of a case at once: 第 2 次补正. */
struct desk_flag { const char *tone, *name, *words; };

/* Who was asked in one round. */
struct desk_member { const char *who, *limit, *answer, *tone, *words, *by; };
struct desk_round {
	int64_t no;
	const char *question, *rule, *state;
	struct desk_member *members; size_t n;
};

/* What desk_case.html draws. */
struct desk_case {
	struct case_row c;
	const char *tab, *agency, *channel, *star, *where;
	bool guest; /* of another department that was asked: sees what it needs for its answer */
	const char *certificate_name, *certificate, *phone; /* masked, but in full when revealed */
	bool revealed;
	struct field_view purpose;
	struct lamp lamp;
	struct desk_flag *flags; size_t n_flags;
	struct desk_round *asked; size_t n_asked;
	struct desk_material *materials; size_t n_materials, n_bad;
	bool may_judge, may_upload;
	int64_t upload_mb;
	const struct flow_row *taking; /* the action that takes papers at the window, or NULL */
	struct desk_paper *papers; size_t n_papers;
	struct desk_act *acts; size_t n_acts, n_rare; /* rare ones last */
	const char *nothing; /* why there is nothing likely to do here */
	struct clock_view *clocks; size_t n_clocks;
	const char *path; /* of this case */
	struct moment *line; size_t n_line;
	struct answer *answers; size_t n_answers;
	struct answer *rounds; size_t n_rounds; /* what was found wrong before: when, material, words */
	const char *delivery;
	bool has_next;
	struct desk_row next;
};

/* case_for(), but what an applicant has not handed in yet is nobody else's: ERR_NOT_FOUND, with the same words. */
MUST_CHECK enum err desk_case_load(struct req *r, int64_t id, struct case_row *out);
/* The same, only for those of the case's own organisation: ERR_FORBIDDEN for those who were merely asked. */
MUST_CHECK enum err desk_case_own(struct req *r, int64_t id, struct case_row *out);
/* Whether this official sees the case only because the own department was asked. */
bool desk_case_is_guest(const struct req *r, const struct case_row *c);
/* Days of one of its clocks. */
enum err desk_case_clock(struct req *r);
/* Whether one of the rare actions came back with errors. */
bool desk_case_rare_open(const struct desk_case *v);
enum err desk_case_show(struct req *r);
/* Draws the page again after a form on it came back with errors. */
enum err desk_case_again(struct req *r, int64_t id, const char *tab);
/* Draws it with the certificate in full; the caller has written the audit. */
enum err desk_case_revealed(struct req *r, int64_t id);

/* --- what is done on it (desk_act.c) --- */

enum err desk_act_do(struct req *r);
enum err desk_act_opinion(struct req *r);
enum err desk_act_all_good(struct req *r);
enum err desk_act_reveal(struct req *r);
enum err desk_act_upload(struct req *r);
enum err desk_act_file(struct req *r);

/* --- the questions of an action (desk_fields.c): named "<action>-<field>" --- */

struct desk_question { struct req *r; const struct case_row *c; const struct body *b; const struct flow_row *row; };
/* Its form, with what was typed, else with what is likely. */
struct desk_act desk_fields_form(const struct desk_question *q, size_t n_bad);
/* What was typed, as the action takes it; what is wrong stays empty or 0. */
void desk_fields_read(struct req *r, enum case_action a, struct case_act *out);
/* Notes every question that is not answered rightly, in their order; the words of r->fault stand where it names one. */
void desk_fields_check(const struct desk_question *q);

/* --- asking departments and colleagues (desk_ask.c) --- */

enum { DESK_ASK_LINES = 6, DESK_ASK_MOST = 30 };
struct desk_ask_line { const char *who_name, *days_name, *who, *days, *error; };
struct desk_ask_choice { const char *word, *name; bool own; /* a colleague */ };
struct desk_ask {
	struct desk_ask_line lines[DESK_ASK_MOST]; size_t n;
	struct desk_ask_choice *choices; size_t n_choices;
	const char *error;
};
const struct desk_ask *desk_ask_form(const struct desk_question *q);
size_t desk_ask_read(struct req *r, const struct ask_member **out);
void desk_ask_check(struct req *r); /* the lines that are half filled or wrong */
/* The rounds of asking; those who see only their own part when they are guests. */
size_t desk_ask_rounds(struct req *r, const struct case_row *c, struct desk_round **out);

/* --- flags and whereabouts (desk_flags.c) --- */

size_t desk_flags_of(struct req *r, const struct case_row *c, const struct body *b, struct desk_flag **out);
/* Where the case is: 审查中：审核（审核 陈敏）. */
const char *desk_flags_where(struct req *r, const struct case_row *c, const struct body *b);

/* --- registering at a window (desk_register.c) --- */

struct desk_register {
	const struct item *item;
	const struct body *body;
	const char *once;
	const struct field_view *person; size_t n_person;
	const struct field_view *delivery; size_t n_delivery;
	const struct form *form;
	struct form_person nobody; /* the account of whoever stands at the window is not asked for */
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
