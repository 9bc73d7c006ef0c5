/* The registry: records that are described by a table of elements, and that change in one way only, by an adjustment (动态调整)
 * which the department drafts and the reform office reviews. Kinds: items of the catalogue (their rows and versions are the
 * catalogue's), and those kept here in `record`: standard (标准模板), power (权责清单), intermediary (中介服务), journey (办事引导),
 * site (便民网站). A version that has been in force never changes.
 *
 * Draft → submitted → approved from a day → in force; or returned to the department, or dropped. The table of what may be done
 * in which state by whom stands in adjust.c; every adjustment moves through one function, adjustment_act(). */
#pragma once
#include "catalogue/elements.h"
#include "catalogue/findings.h"
#include "identity/identity.h"

/* A kind of record. */
struct registry_kind {
	const char *word, *name;       /* "power", 权责事项 */
	const struct element *elements;
	/* What is wrong with a body, beyond what the table of elements says by itself: NULL where there is nothing. */
	size_t (*check)(struct tx *t, const json_t *body, int64_t organisation, struct finding **out);
	const char *public_path;       /* its page in the hall, the code is put behind it; NULL when it has none */
	bool central;                  /* the reform office drafts it, departments do not */
};
extern const struct registry_kind registry_kinds[]; /* kinds.c; ends with word NULL; "item" is the first */
const struct registry_kind *registry_kind_by_word(const char *word); /* NULL when there is none */
size_t registry_kind_count(void);

/* What is wrong with a body: what its table of elements says (missing, too long, unknown codes, no such day …), then check(). */
size_t registry_check(struct tx *t, const struct registry_kind *kind, const json_t *body, int64_t organisation, struct finding **out);
/* Where a draft's element is edited: the page of its group or of its row, and the field. key as in a finding; "" for the whole. */
const char *registry_edit_path(struct arena *a, const struct registry_kind *kind, int64_t adjustment, const char *key);

/* The versions of a record of any kind, the newest first, up to 200. */
struct registry_version { int64_t version, from_day, created_at, adjustment; const char *created_by, *reason; };
size_t registry_versions(struct tx *t, const struct registry_kind *kind, int64_t id, struct registry_version **out);
/* The body of one of them; NULL when there is none. Not to be changed. */
json_t *registry_body(struct tx *t, const struct registry_kind *kind, int64_t id, int64_t version);

/* Records other than items, as the public pages read them. */
struct record {
	int64_t id, organisation, version, changed_at;
	const char *kind, *code, *name, *state, *agency_short;
};
bool record_by_code(struct tx *t, const char *kind, const char *code, struct record *out);
bool record_by_id(struct tx *t, int64_t id, struct record *out);
/* Its present body, or that of an earlier version; NULL when there is none. In t->mem. */
json_t *record_body(struct tx *t, int64_t id, int64_t version);
/* Records in use whose words hold `part` (as typed; "" for all), by organisation (0: all) and id: the page behind after_id. */
size_t record_list(struct tx *t, const char *kind, int64_t organisation, const char *part, int64_t after_id, size_t most,
		   struct record **out, int64_t *out_total);
/* What somebody typed as a pattern for LIKE over the words of records, which are in lower case. */
const char *record_pattern(struct arena *a, const char *typed);
/* Puts a record into force at once, without an adjustment: imports and the demonstration. An unchanged body makes no version.
 * ERR_BAD_INPUT with words. */
MUST_CHECK enum err record_put(struct tx *t, const char *kind, const char *body, int64_t organisation, const char *by, int64_t *out_id);

struct adjustment {
	int64_t id, subject, organisation, base_version, from_day, edition, made_by, made_at, changed_at, version;
	const char *kind, *change, *state, *code, *name, *body, *reason, *reason_words, *source, *agency_short;
};
/* Who may see and edit: ROLE_CATALOGUE of the organisation, ROLE_REFORM of any, ROLE_ADMIN, the system. */
bool adjustment_may(const struct who *who, int64_t organisation);
bool adjustment_load(struct tx *t, int64_t id, struct adjustment *out);
/* Begins one with the present body of the subject (0: a new record, with the body given, of that organisation). Of a "change" a
 * body that is given replaces the present one. ERR_CONFLICT when the subject has an open one already (its id is then in *out_id
 * too) or is in no state for this change; ERR_FORBIDDEN, ERR_NOT_FOUND, ERR_BAD_INPUT. reason: a code of table
 * adjustment_reason. source: desk | province | align | import. */
struct adjustment_new { const char *kind, *change, *body, *reason, *reason_words, *source; int64_t subject, organisation; };
MUST_CHECK enum err adjustment_begin(struct tx *t, const struct who *who, const struct adjustment_new *n, int64_t *out_id);
/* Replaces the body of a draft or a returned one; edition is that which was read: ERR_CONFLICT when somebody saved in between. */
MUST_CHECK enum err adjustment_save(struct tx *t, const struct who *who, int64_t id, int64_t edition, const char *body);
/* Moves it: "submit", "withdraw", "return", "approve", "drop", "rebase" (what was published meanwhile has been looked at),
 * "publish" (by the system when its day has come). words: a return needs them. from_day: of an approval, 0 for today; what is
 * approved from today on comes into force at once. ERR_CONFLICT where the table does not allow it or the record has a newer
 * version, ERR_FORBIDDEN for others, ERR_BAD_INPUT with the first finding that stops it or the field that is wrong. */
MUST_CHECK enum err adjustment_act(struct tx *t, const struct who *who, int64_t id, const char *action, const char *words, int64_t from_day);

int64_t registry_waiting(struct req *r); /* adjustments that wait for this person, to 100 for each state */

extern const struct room registry_room;
