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
/* Whose turn it is: the place's, the applicant's, nobody's while a special procedure takes its time, or it is over. */
enum turn { TURN_OFFICE, TURN_APPLICANT, TURN_PROCEDURE, TURN_OVER };
struct state_row {
	const char *word;   /* "prereview": stored, in URLs and the API */
	const char *name;   /* 待预审: at the desk */
	const char *public_name; /* 预审中: for the applicant */
	const char *next;   /* what comes next, for the applicant, when nothing else stands over the case: see case_next() */
	bool end;
	enum turn turn;
};
extern const struct state_row states[STATE__MAX];
enum case_state state_by_word(const char *word); /* must exist */

enum case_action {
	ACT_SUBMIT, ACT_REGISTER, ACT_PASS, ACT_RETURN, ACT_RESUBMIT, ACT_REJECT, ACT_RECEIVE, ACT_REQUIRE_SUPPLEMENT, ACT_SUPPLY,
	ACT_ACCEPT, ACT_REFUSE, ACT_DECIDE_NOW, ACT_ADVANCE, ACT_RETURN_STEP, ACT_GRANT, ACT_DENY, ACT_MAKE, ACT_DELIVER,
	ACT_WITHDRAW, ACT_AGREE_WITHDRAWAL,
	ACT_FALL_DUE, ACT_REMIND, ACT_LAPSE, ACT_DEEM_ACCEPTED,
	ACT_BEGIN_SPECIAL, ACT_END_SPECIAL, ACT_ASK_EXTENSION, ACT_EXTEND, ACT_DECLINE_EXTENSION,
	ACT_REQUIRE_REVIEW_SUPPLEMENT, ACT_CONTINUE,
	ACT_ASK, ACT_ANSWER, ACT_SILENCE, ACT_CANCEL_ASK, ACT_RESOLVE, ACT_SETTLE,
	ACT_TELL_HEARING, ACT_ASK_HEARING, ACT_WAIVE_HEARING,
	ACT_HAND_OVER, ACT_WRITE, ACT_VOID, ACT_RECOUNT, ACT__MAX
};

/* Who may act: the applicant, or roles in the case's organisation. STEP stands for the role of the step where it is, DUTY for
 * those who have the case now, MEMBER for those who were asked and have not answered, SYSTEM for the program when time has
 * done something. */
enum {
	ACTOR_APPLICANT = APPLICANT, ACTOR_SYSTEM = 1u << 27, ACTOR_MEMBER = 1u << 28, ACTOR_DUTY = 1u << 29, ACTOR_STEP = 1u << 30
};

/* When a row holds: all that it names must be true. Several rows may share state and action; the first that holds is taken. */
enum {
	WHEN_INSTANT = 1 << 0,        /* 即办件: decided on the spot (行政许可法 art. 34) */
	WHEN_WHOLLY_ONLINE = 1 << 1,
	WHEN_MAKES = 1 << 2,          /* a licence or approval comes out of it */
	WHEN_PAPERS_FIRST = 1 << 3,   /* three-star mode: paper is handed in at a window before acceptance */
	WHEN_NOT_FIRST_STEP = 1 << 4,
	WHEN_NOT_LAST_STEP = 1 << 5,
	WHEN_LAST_STEP = 1 << 6,
	WHEN_WITHDRAWAL_ASKED = 1 << 7,
	WHEN_NO_WITHDRAWAL_ASKED = 1 << 8,
	WHEN_TERM_RUNNING = 1 << 9,   /* the applicant's own period */
	WHEN_TERM_OVER = 1 << 10,
	WHEN_PROMISE_PAUSES = 1 << 11, /* the item stops the promised clock during a review supplement */
	WHEN_EXTENDABLE = 1 << 12,    /* not extended yet: once (art. 42) */
	WHEN_EXTENSION_ASKED = 1 << 13,
	WHEN_NO_EXTENSION_ASKED = 1 << 14,
	WHEN_NOT_ASKING = 1 << 15,    /* no answer of other departments is open */
	WHEN_ASKING = 1 << 16,
	WHEN_AGREED = 1 << 17,        /* they answered, and their rule comes to yes */
	WHEN_REFUSED = 1 << 18,       /* … to no */
	WHEN_CLEAR = 1 << 19,         /* nothing asked, or answered and summed up; a joint item must have asked */
	WHEN_HEARING_OWED = 1 << 20,  /* the item asks for a hearing before a refusal, and nobody has been told yet */
	WHEN_HEARING_TOLD = 1 << 21,
	WHEN_HEARING_CLEAR = 1 << 22, /* none owed, waived, or held */
	WHEN_ON_DUTY = 1 << 23,       /* some role has the case now */
	WHEN_HOLDS__END = 1 << 24
};
struct when_row {
	unsigned bit;
	const char *name; /* 即办件: for the documents */
	bool (*holds)(const struct case_row *c, const struct body *b);
};
extern const struct when_row whens[]; /* ends with bit 0 */

/* What an action must bring; checked before anything changes, named to the person. */
enum {
	NEED_REASON = 1 << 0, NEED_MATERIALS = 1 << 1, NEED_DECLARATION = 1 << 2, NEED_OPINION_ALL = 1 << 3, NEED_OPINION_BAD = 1 << 4,
	NEED_REFUSAL_KIND = 1 << 5, NEED_METHOD = 1 << 6, NEED_BASIS = 1 << 7,
	NEED_OVER = 1 << 8,      /* the clock whose end this is has ended */
	NEED_SPECIAL = 1 << 9,   /* which procedure, how long, who carries it out, who approved it */
	NEED_DAYS = 1 << 10,     /* days of an extension: at most 10, joint 15 */
	NEED_MEMBERS = 1 << 11,  /* who is asked, until when, by which rule */
	NEED_ANSWER = 1 << 12, NEED_STAFF = 1 << 13, NEED_STEP = 1 << 14, NEED_LETTER = 1 << 15,
	NEED_MOVED = 1 << 16     /* the calendar has moved some clock */
};

/* Tone of the button. */
enum case_tone { TONE_LIKELY, TONE_PLAIN, TONE_DANGER };

enum { FLOW_STAY = STATE__MAX, FLOW_ANY }; /* `to` of a row that does not change the state; `from`: any but draft and ends */

struct flow_row {
	int from;                  /* a case_state, or FLOW_ANY; STATE_DRAFT also for a case that does not exist yet (register) */
	enum case_action action;
	unsigned actors;
	unsigned when;
	int to;                    /* a case_state, or FLOW_STAY */
	enum letter_kind letters[3];
	const char *clocks;        /* + starts, - stops, | pauses, > resumes, ^ extends, = counts anew; * all */
	unsigned needs;
	const char *law;           /* 行政许可法 art. 32 */
};
extern const struct flow_row flow[];
extern const size_t n_flow;
/* Of the roles that have the case now, those that this person may hand over: one's own; the head's are all of them. */
unsigned flow_hands(const struct case_row *c, const struct body *b, const struct who *who);
bool flow_starts_in(const struct flow_row *row, enum case_state state);
/* The roles that have the case on their to-do lists now. */
unsigned flow_duty(const struct case_row *c, const struct body *b);

/* What of an event the applicant and the public see. */
enum case_eyes { EYES_ALL, EYES_NO_REASON, EYES_STAFF };

struct action_row {
	const char *word;          /* "pass" */
	const char *button;        /* 预审通过 */
	const char *done;          /* 预审通过: as the timeline says it, to everyone */
	const char *say;           /* 已预审通过。: one line after it is done */
	enum case_tone tone;
	bool aside;                /* may be done, but is nobody's task: puts the case on no to-do list */
	enum case_eyes eyes;
};
extern const struct action_row actions[ACT__MAX];
bool action_by_word(const char *word, enum case_action *out);

/* Special procedures (行政许可法 art. 45), whose time is not counted. */
extern const struct choice specials[]; /* ends with NULL */
const char *special_name(const char *word); /* "" when there is no such one */

/* Who does it, frozen into the event. */
struct actor {
	enum who_kind kind;
	int64_t id, organisation;
	const char *name;
};
struct actor actor_of(const struct who *w);

/* Somebody who is asked: a department (its handlers), or a role or one person of the own one (countersigning, 会签). */
struct ask_member { int64_t organisation; const char *role; int64_t staff; int64_t days; /* working days to answer */ };

/* The program itself, for what time does. */
extern const struct who case_system;

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
	const char *special;       /* begin-special: word of specials[] */
	int64_t amount;            /* … how long it takes, and in which unit: working or natural days */
	enum clock_unit unit;
	const char *organiser;     /* … who carries it out */
	const char *approver;      /* … and who approved it (art. 45); of an extension: the head who approves is the actor */
	const char *place, *hearing_at; /* … of a hearing: where, and its day and time as typed: 2026-11-30 09:30 */
	int64_t days;              /* working days of an extension */
	int64_t step;              /* return-step: to which; 0: the one before */
	bool straight_back;        /* … which then hands it straight back to this one */
	int64_t staff;             /* hand-over: to whom */
	const struct ask_member *members; /* ask */
	size_t n_members;
	const char *rule;          /* … all, any or veto */
	bool silence_agrees;       /* … whoever says nothing in time has agreed */
	const char *answer;        /* answer: agree, conditions or object */
	enum letter_kind letter;   /* write: one of those written by hand */
	int64_t until_day;         /* … day by which something is to be done; 0: none */
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

/* Whether this person may see the case: the applicant, or staff of its organisation (any role there) or of one that was asked,
 * or an administrator. */
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
	const char *answers;       /* JSON that the form begins with; NULL: none */
};
MUST_CHECK enum err case_draft(struct tx *t, struct site *site, const struct draft_new *d, int64_t *out_id);
/* May its form, materials and delivery be changed now by this person (draft, prereview_fix, supplement; counter: received)? */
bool case_editable(const struct case_row *c, const struct who *who);
/* Materials that the answers (情形) do not ask for become "noneed", those that they ask for now come back. */
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
struct lamp case_lamp(struct tx *t, enum case_state state, int64_t due_day, bool term_over, int64_t today);
void case_lamp_draw(struct out *o, const struct lamp *l); /* {{call case_lamp_draw(&l)}} */

/* Clocks of a case as people read them, oldest first. */
struct clock_view {
	const char *kind;          /* with run: the address of its days, …/clocks/PROMISED/1 */
	int64_t run;
	const char *name;          /* 预审（2 个工作日） */
	const char *due;           /* 11月24日(周二), or 停表 */
	const char *why;           /* how it is counted, in one line */
	const char *used;          /* 已用 3 个工作日 */
	const char *extended;      /* 已延长 10 个工作日; "" when it was not */
	const char *left;          /* while it is paused: 恢复后还剩 6 个工作日; "" otherwise */
	const char **pauses;       /* 11月20日(周五)起，到 12月5日(周六)止; an open one: 11月20日(周五)起停表 */
	size_t n_pauses;
	struct lamp lamp;
	int64_t used_percent;
	bool running, paused;      /* a paused one has not stopped: both are true */
};
size_t case_clocks(struct tx *t, const struct case_row *c, int64_t today, struct clock_view **out);
/* How many of them have stopped. {{call cases_case_clocks(clocks, n, path)}} draws them all. */
size_t case_clocks_stopped(const struct clock_view *clocks, size_t n);

/* One clock day by day. */
struct clock_days {
	struct clock_view clock;
	const struct clock_step *steps;
	size_t n;
	bool cut;                  /* there are more days than shown */
	bool provisional;          /* a year on the way has no published notice yet */
	const char *moved;         /* where the calendar of now would end it, when that is another day; "" otherwise */
};
/* false when the case has no such clock. {{call cases_clock_days(&days)}} draws it. */
bool case_clock_days(struct tx *t, const struct case_row *c, const char *kind, int64_t run, int64_t today, struct clock_days *out);

/* What comes next, for the applicant, in every state and whatever stands beside it, and the last day for it (0: none). */
struct case_next { const char *words; int64_t day; };
struct case_next case_next(struct tx *t, const struct case_row *c);

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

/* Proves one timeline: numbers, hashes, states, time; prints what is wrong; returns how many. */
size_t case_verify(struct tx *t, const struct case_row *c);
/* Proves all timelines (numbers, hashes), letters and files of the place; prints what is wrong; returns how many. */
size_t cases_verify(struct site *site, struct arena *mem);

/* Which clocks there are: whose time each is. */
struct clock_kind { const char *word, *name; bool applicants; };
extern const struct clock_kind clock_kinds[]; /* ends with NULL */

extern const struct room cases_room;      /* hall and interface */
extern const struct room cases_desk_room; /* workbench */
extern const struct room cases_time_room; /* what time does: deadlines, reminders, counting anew */
