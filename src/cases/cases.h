/* Cases (办件): one application on its way through one service item. flow.c holds THE TABLE and the one function that moves
 * a case; everything that ever happens to it is an event on its timeline, and clocks, to-do lists and letters follow. */
#pragma once
#include "catalogue/catalogue.h"
#include "cases/cases.sql.h"
#include "letters/letters.h"
#include "licences/licences.h"

enum case_state {
	STATE_DRAFT, STATE_PREREVIEW, STATE_PREREVIEW_FIX, STATE_PREREVIEW_FAILED, STATE_AWAITING_PAPERS, STATE_RECEIVED,
	STATE_SUPPLEMENT, STATE_ACCEPTANCE_REFUSED, STATE_IN_REVIEW, STATE_SPECIAL, STATE_REVIEW_SUPPLEMENT, STATE_GRANTED,
	STATE_DENIED, STATE_READY, STATE_CONCLUDED, STATE_WITHDRAWN, STATE_LAPSED, STATE_VOID, STATE__MAX
};
struct state_row {
	const char *word;   /* "prereview": stored, in URLs and the API */
	const char *name;   /* 待预审: at the desk */
	const char *public_name; /* 预审中: for the applicant */
	const char *next;   /* what comes next, for the applicant: 预审结果会在 2 个工作日内给出 */
	bool end;
};
extern const struct state_row states[STATE__MAX];
enum case_state state_by_word(const char *word); /* must exist */

enum case_action {
	ACT_SUBMIT, ACT_REGISTER, ACT_PASS, ACT_RETURN, ACT_RESUBMIT, ACT_REJECT, ACT_RECEIVE, ACT_REQUIRE_SUPPLEMENT, ACT_SUPPLY,
	ACT_ACCEPT, ACT_REFUSE, ACT_DECIDE_NOW, ACT_ADVANCE, ACT_RETURN_STEP, ACT_GRANT, ACT_DENY, ACT_MAKE, ACT_DELIVER,
	ACT_WITHDRAW, ACT_AGREE_WITHDRAWAL, ACT__MAX
};

/* Who may act: the applicant, or a role in the case's organisation. STEP stands for the role of the step where it is. */
enum { ACTOR_APPLICANT = APPLICANT, ACTOR_STEP = 1u << 30 };

/* When a row holds (several rows may share state and action; the first that holds is taken). */
enum case_when {
	WHEN_ALWAYS,
	WHEN_NO_PREREVIEW,    /* wholly online and decided on the spot: there is nothing to look at beforehand */
	WHEN_INSTANT,         /* 即办件: decided on the spot (行政许可法 art. 34) */
	WHEN_INSTANT_MAKES,   /* … and a licence comes out of it */
	WHEN_PAPERS_FIRST,    /* three-star mode: paper is handed in at a window before acceptance */
	WHEN_NOT_FIRST_STEP, WHEN_NOT_LAST_STEP, WHEN_LAST_STEP,
	WHEN_LAST_STEP_MAKES, /* the last step, and a licence or approval is made */
	WHEN_WITHDRAWAL_ASKED, WHEN_NO_WITHDRAWAL_ASKED
};

/* What an action must bring; checked before anything changes, named to the person. */
enum {
	NEED_REASON = 1, NEED_MATERIALS = 2, NEED_DECLARATION = 4, NEED_OPINION_ALL = 8, NEED_OPINION_BAD = 16, NEED_REFUSAL_KIND = 32,
	NEED_METHOD = 64, NEED_BASIS = 128
};

/* Tone of the button. */
enum case_tone { TONE_LIKELY, TONE_PLAIN, TONE_DANGER };

enum { FLOW_STAY = STATE__MAX }; /* `to` of a row that does not change the state */

struct flow_row {
	enum case_state from;      /* STATE_DRAFT also for a case that does not exist yet (register) */
	enum case_action action;
	unsigned actors;
	enum case_when when;
	int to;                    /* a case_state, or FLOW_STAY */
	enum letter_kind letters[3];
	const char *clocks;        /* "-PREREVIEW +ACCEPT": stop and start; "~": restart; made readable in docs */
	unsigned needs;
	const char *law;           /* 行政许可法 art. 32 */
};
extern const struct flow_row flow[];
extern const size_t n_flow;

struct action_row {
	const char *word;          /* "pass" */
	const char *button;        /* 预审通过 */
	const char *done;          /* 预审通过: as the timeline says it, to everyone */
	const char *say;           /* 已预审通过。: one line after it is done */
	enum case_tone tone;
};
extern const struct action_row actions[ACT__MAX];
bool action_by_word(const char *word, enum case_action *out);

/* Who does it, frozen into the event. */
struct actor {
	enum who_kind kind;        /* WHO_NOBODY: the system */
	int64_t id, organisation;
	const char *name;
};
struct actor actor_of(const struct who *w);

/* One action on one case. */
struct case_act {
	int64_t case_id;
	enum case_action action;
	const struct who *who;
	int64_t seen;              /* number of the newest event the person had seen; -1: does not matter (own double click) */
	const char *reason;        /* "" when none; for the applicant's eyes too, except at ADVANCE (the official's opinion) */
	const char *refusal_kind;  /* a | b | c */
	const char *competent_agency;
	const char *basis, *conditions;
	const char *method, *recipient; /* delivery */
	bool declared;
	const struct case_plan *plan;   /* prepared beforehand, or NULL */
};

/* Prepares an action on a snapshot: checks everything and makes what can be made, so that the writer has little to do.
 * Lives in the transaction's arena; *a must live as long. Errors as case_act(). */
MUST_CHECK enum err case_plan(struct tx *t, struct site *site, const struct case_act *a, struct case_plan **out);

/* THE FUNCTION: checks the table, appends the event, moves state, clocks and tasks, issues letters; all in the caller's
 * transaction. ERR_NOT_FOUND no such case for this person; ERR_FORBIDDEN not this person's action; ERR_CONFLICT not from this
 * state, or the case has moved on (words say what happened since); ERR_BAD_INPUT something needed is missing (the field is
 * named). *out is the case afterwards. */
MUST_CHECK enum err case_act(struct tx *t, struct site *site, const struct case_act *a, struct case_row *out);

/* The rows of the table that this person may take now, likely ones first. */
size_t case_actions(struct tx *t, const struct case_row *c, const struct who *who, const struct flow_row ***out);

/* Whether this person may see the case: the applicant, or staff of its organisation (any role there), or an administrator. */
bool case_visible(const struct case_row *c, const struct who *who);
/* Loads it for this person; ERR_NOT_FOUND with the same words when there is none and when it is not theirs. */
MUST_CHECK enum err case_for(struct req *r, int64_t id, struct case_row *out);

/* certificate or phone of a case in the clear, to be masked before it is shown; "" when the key is another one. */
const char *case_unsealed(struct req *r, const char *sealed);

/* Drafts: everything the applicant fills in before submitting, kept at once. */
struct draft_new {
	const struct item *item;
	const struct body *body;
	const struct mode *mode;   /* NULL: counter */
	int64_t account;           /* 0: registered at the counter for somebody without one */
	const char *applicant, *applicant_kind, *certificate, *contact, *phone; /* in the clear */
	const char *channel;       /* web | counter */
	const char *once;          /* token of the form: the same token gives the same draft */
};
MUST_CHECK enum err case_draft(struct tx *t, struct site *site, const struct draft_new *d, int64_t *out_id);
/* May its form, materials and delivery be changed now by this person (draft, prereview_fix, supplement; counter: received)? */
bool case_editable(const struct case_row *c, const struct who *who);
void case_save_form(struct tx *t, int64_t case_id, const char *json);
void case_save_delivery(struct tx *t, int64_t case_id, const char *json); /* {"method","address","recipient","phone"} */
struct case_upload { int64_t case_id, material; const char *hash, *name, *type; int64_t size_bytes; };
MUST_CHECK enum err case_file_put(struct tx *t, const struct who *who, const struct case_upload *u, int64_t *out_id);
MUST_CHECK enum err case_file_drop(struct tx *t, const struct who *who, int64_t case_id, int64_t file_id);
/* Paper handed in at the counter: what came (paper, license, noneed, none), how many originals and copies. */
MUST_CHECK enum err case_material_paper(struct tx *t, const struct who *who, int64_t case_id, int64_t no, const char *source, int64_t originals, int64_t copies);
/* An official's opinion on one material: "good", "bad" (words needed), "". */
MUST_CHECK enum err case_opinion(struct tx *t, const struct who *who, int64_t case_id, int64_t no, const char *opinion, const char *words);
/* What keeps a draft from being submitted: tasks for the task list. */
struct draft_task { const char *path, *name, *status; bool done; };
struct draft_check { bool form, materials, delivery; size_t materials_missing, form_missing; };
struct draft_check case_draft_check(struct tx *t, const struct case_row *c, const struct body *b);

/* The query code (查询密码): six digits made from the case's id with the place's key, so it need not be stored. */
const char *case_query_code(const struct site *site, struct arena *a, int64_t case_id);
/* By number and query code, throttled; 0 when they do not fit together. */
MUST_CHECK enum err case_by_query(struct req *r, const char *number, const char *code, struct case_row *out);

/* How the case stands, as a lamp: word of its tone (good soon stop held), icon and words with the time left. */
struct lamp { const char *tone, *words; };
struct lamp case_lamp(struct tx *t, enum case_state state, int64_t due_day, int64_t today);
void case_lamp_draw(struct out *o, const struct lamp *l); /* {{call case_lamp_draw(&l)}} */

/* Clocks of a case as people read them. */
struct clock_view {
	const char *name;          /* 预审（2 个工作日） */
	const char *due;           /* 11月24日(周二), or "停表" */
	const char *why;           /* one line: 自 11月20日 起算，2 个工作日 */
	struct lamp lamp;
	int64_t used_percent;
	bool running, paused;
};
size_t case_clocks(struct tx *t, const struct case_row *c, int64_t today, struct clock_view **out);

/* The timeline as people read it, oldest first, and what comes next at the end. staff: names of officials are shown. */
struct moment {
	const char *what, *at, *iso, *by, *reason, *tone; /* tone: "", "held", "next" */
};
size_t case_timeline(struct tx *t, const struct case_row *c, bool staff, struct moment **out);
void case_timeline_draw(struct out *o, const struct moment *m, size_t n, bool compact);

/* For the frame (site hooks). */
void cases_load_nav(struct req *r, struct desk_nav *out);
int64_t cases_waiting(struct req *r);

/* Figures of the day and recent conclusions, for the home page. */
void cases_home(struct out *o, struct req *r);

/* Proves all timelines (numbers, hashes), letters and files of the place; prints what is wrong; returns how many. */
size_t cases_verify(struct site *site, struct arena *mem);

/* The days of a clock, for the table in the documents and the tests. */
struct clock_kind { const char *word, *name; };
extern const struct clock_kind clock_kinds[]; /* ends with NULL */

extern const struct room cases_room;      /* hall and interface */
extern const struct room cases_desk_room; /* workbench */
