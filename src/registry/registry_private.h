/* Inside registry/. */
#pragma once
#include "jobs/jobs.h"
#include "registry/kinds.h"
#include "registry/adjust.sql.h"
#include "registry/record.sql.h"

extern const struct who registry_system; /* when time has done something */
extern const struct choice registry_changes[], registry_states[], registry_sources[]; /* words and names; end with word NULL */
extern const struct choice registry_record_states[];

/* check.c: what is wrong with one value of an element, in words; NULL when nothing is. A missing value is wrong only where
 * the element is needed. */
const char *registry_value_fault(struct tx *t, const struct element *e, const json_t *v);
/* What the table alone says; stops at the first that stops. */
const char *registry_whole_fault(struct tx *t, const struct registry_kind *kind, const json_t *body);

const char *registry_code(const struct registry_kind *kind, const json_t *body); /* "" for none */
/* The present state, version, organisation, code and name of what an adjustment is about; false when there is none. */
struct subject {
	int64_t id, organisation, version;
	const char *code, *name, *state;
};
bool subject_load(struct tx *t, const struct registry_kind *kind, int64_t id, struct subject *out);
bool subject_by_code(struct tx *t, const struct registry_kind *kind, const char *code, struct subject *out);

/* record.c: record_put() with where the version comes from. record 0: the one with its code, else a new one; RECORD_FRESH: a
 * new one, its code must be free. */
struct record_put {
	const char *body, *by, *reason;
	int64_t organisation, adjustment, record;
};
enum { RECORD_FRESH = -1 };
MUST_CHECK enum err record_put_as(struct tx *t, const struct registry_kind *kind, const struct record_put *p, int64_t *out_id);

/* Those in any state ("": all), by id, whose words hold `part`. */
size_t record_kept(struct tx *t, const char *kind, int64_t organisation, const char *state, const char *part, int64_t after_id,
		   size_t most, struct kept_record_row **out);

/* adjust.c: what may be done with an adjustment, for its page. */
struct adjustment_move {
	const char *action, *from, *to;
	unsigned who;
	const char *button, *hint; /* NULL: it has no button */
	const char *said;          /* on the next page */
	unsigned flags;
	enum err (*effect)(struct tx *t, const struct who *who, struct adjustment_row *a);
};
enum { MOVE_WORDS = 1, MOVE_DAY = 2, MOVE_DANGER = 4, MOVE_MAIN = 8 };
extern const struct adjustment_move adjustment_moves[]; /* ends with action NULL */
bool adjustment_allows(const struct who *who, const struct adjustment_move *m, const struct adjustment *a);
bool adjustment_possible(const char *change, const char *state); /* of a record in this state */
bool adjustment_editable(const struct adjustment *a); /* draft or returned, of a body that changes */
/* Replaces reason and words of one that is edited. Faults name the field. */
MUST_CHECK enum err adjustment_say_why(struct tx *t, const struct who *who, int64_t id, const char *reason, const char *words);
void adjustment_note(struct tx *t, const struct who *who, const struct adjustment_row *a, const char *action, const char *was,
		     const char *words);

/* force.c */
enum err force_publish(struct tx *t, const struct who *who, struct adjustment_row *a);
extern const struct job_kind force_jobs[];

/* tell.c: who hears of a move. */
void tell_of(struct tx *t, const struct adjustment_row *a, const char *action, const char *words);
