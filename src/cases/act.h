/* Inside cases/: what case_act() works with. */
#pragma once
#include "base/digest.h"
#include "cases/flow.h"

/* One action while it is being carried out. */
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
	int64_t today, at;             /* at: never before the case's last event, even if the machine's clock was set back */
	const char *payload;
	struct licence_made licence;
};

/* clocks.c: does what the row says ("-PREREVIEW +ACCEPT"), and sets now.due_day to what is due next. */
void clocks_apply(struct acting *x);
/* The due day of a running clock of this case; 0 when it does not run. */
int64_t clocks_due(struct tx *t, int64_t case_id, const char *kind);

/* needs.c: checks that the action brings what the row needs. */
MUST_CHECK enum err needs_check(struct acting *x);

/* facts.c: the facts of the case as letters need them (letters.h). */
const char *facts_of(struct acting *x, enum letter_kind kind);
/* The face of a licence: what the item's form asked, as [{label, value}]. */
const char *facts_face(struct acting *x);
/* What an event was decided on: the hashes of the form and of every file, and the opinions. */
void facts_evidence(struct acting *x, struct json_out *j);

/* chain.c: appends the event with its hash. */
void chain_append(struct acting *x);
void chain_hash(struct arena *a, int64_t area, int64_t case_id, const struct event_row *e, char out[DIGEST_HEX]);
