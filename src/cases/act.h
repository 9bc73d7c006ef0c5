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
	int64_t last_at;               /* of the case's newest event */
	const char *payload;
	const char *sealed[LETTERS_A_ROW]; /* facts of the row's letters, as far as they are known beforehand */

	int64_t today, at;             /* at: never before the case's last event, even if the machine's clock was set back */
	struct clock_row *clocks;      /* as they run after the action */
	size_t n_clocks;
	struct licence_made licence;
};

struct case_plan {
	struct acting x;
};

/* plan.c: looks at everything the action needs and makes what can be made without writing. */
MUST_CHECK enum err plan_prepare(struct acting *x);
/* What has happened since the person opened the page: ERR_CONFLICT with words. */
enum err plan_moved_on(struct acting *x);

/* clocks.c: does what the row says ("-PREREVIEW +ACCEPT"), and sets now.due_day to what is due next. */
void clocks_apply(struct acting *x);

/* needs.c: checks that the action brings what the row needs. */
MUST_CHECK enum err needs_check(struct acting *x);

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
