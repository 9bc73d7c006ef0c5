/* Inside cases/: what case_act() works with. */
#pragma once
#include "base/digest.h"
#include "cases/flow.h"

enum { LETTERS_A_ROW = sizeof ((struct flow_row *)0)->letters / sizeof(enum letter_kind) };

/* One action while it is being carried out. Preparing fills everything down to `sealed`, from a snapshot or inside the write. */
struct acting {
	struct tx *t;
	struct site *site;
	const struct case_act *a;
	const struct flow_row *row;
	struct case_row was, now;      /* before and after */
	struct body *body;
	struct item item;
	struct organisation organisation;
	struct actor actor;
	const struct calendar *calendar;
	struct material_row *materials;
	size_t n_materials;
	struct case_file_row *files;
	size_t n_files;
	struct clock_row *clocks;      /* before, and later as they run after the action */
	size_t n_clocks;
	struct member_row *members;    /* everybody who was ever asked; only for actions that look at them */
	size_t n_members;
	struct task_row *tasks;        /* open ones before */
	size_t n_tasks;
	struct holder_row *holders;
	size_t n_holders;
	const struct event_row *special; /* the beginning of the procedure that ends now */
	struct staff to;               /* hand-over: who gets it, and in which role */
	unsigned to_role;
	int64_t last_at;               /* of the case's newest event */
	const char *payload;
	enum letter_kind letters[LETTERS_A_ROW]; /* those of the row that apply, LETTER_NONE behind the last */
	const char *sealed[LETTERS_A_ROW]; /* their facts, as far as they are known beforehand */

	int64_t today, at;             /* at: never before the case's last event, even if the machine's clock was set back */
	struct licence_made licence;
};

struct case_plan {
	struct acting x;
};

/* plan.c: looks at everything the action needs and makes what can be made without writing. */
MUST_CHECK enum err plan_prepare(struct acting *x);
/* What has happened since the person opened the page: ERR_CONFLICT with words. */
enum err plan_moved_on(struct acting *x);

/* needs.c: checks that the action brings what the row needs. */
MUST_CHECK enum err needs_check(struct acting *x);

/* clocks.c: does what the row says ("-PREREVIEW +ACCEPT"), and sets now.due_day to what is due next. */
void clocks_apply(struct acting *x);
/* The running or paused clock of this kind, NULL when there is none. */
struct clock_row *clocks_find(const struct acting *x, const char *kind);
/* The earliest day by which the case must be decided; 0 when no such clock runs. */
int64_t clocks_decision_day(const struct acting *x);
/* Kind of the running clock that has ended, among those whose end the action is; NULL when none has. */
const char *clocks_over(const struct acting *x, int64_t today);
/* Whether the calendar of now gives any running clock another day. */
bool clocks_would_move(const struct acting *x);
/* The due day that a calendar gives a clock; 0 while it is paused. */
int64_t clocks_recounted(struct arena *a, const struct calendar *cal, const struct clock_row *k);
const char *clocks_name(const char *kind);

/* ask.c */
MUST_CHECK enum err ask_check(struct acting *x);   /* may these be asked? */
bool ask_anyone_silent(struct acting *x);
void ask_apply(struct acting *x);                  /* rows, outcome, and the list in the case */
size_t ask_open_members(struct arena *a, const struct case_row *c, struct ask_member **out);
/* "organisation/role/staff": how somebody who is asked is written in the case and in forms. */
enum { ASK_DAYS_MOST = 60 };
const char *ask_word(struct arena *a, int64_t organisation, const char *role, int64_t staff);
bool ask_read_word(const char *word, struct ask_member *out); /* role "": none that we know; days 0 */
const char *ask_answer_name(const char *answer);   /* 有条件同意 */

/* tasks.c: who has the case now, as rows of the to-do lists. */
void tasks_apply(struct acting *x);

/* tell.c: notices to those whom the action concerns. */
void tell_apply(struct acting *x);

/* facts.c: the facts of the case as letters need them (letters.h): what is known beforehand, what only the commit knows
 * (numbers and days, nothing personal), and both together. */
const char *facts_early(struct acting *x, enum letter_kind kind);
const char *facts_late(struct acting *x);
const char *facts_whole(struct acting *x, enum letter_kind kind);
/* The face of a licence: what the item's form asked, as [{label, value}]. */
const char *facts_face(struct acting *x);
/* What an event was decided on: the hashes of the form and of every file, and the opinions. */
void facts_evidence(struct acting *x, struct json_out *j);

/* chain.c: appends the event with its hash. */
void chain_append(struct acting *x);
void chain_hash(struct arena *a, int64_t area, int64_t case_id, const struct event_row *e, char out[DIGEST_HEX]);
