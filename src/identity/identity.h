/* Who: applicants' accounts, organisations, staff and their roles, delegation during leave, signing in, and
 * the audit of looks at personal data. */
#pragma once
#include "web/req.h"

/* An organisation (机构): department, branch of a municipal office, street, or office of the government. */
struct organisation {
	int64_t id;
	const char *kind, *name, *short_name, *uscc;
	const char *mark;           /* character group of its letters' numbers: 海市监 */
	const char *address, *hours, *phone, *complain_phone;
	const char *review_body;    /* 行政复议 goes there */
	const char *court;          /* 行政诉讼 goes there */
	const char *windows;
};
/* Follows merges. false when there is none. */
bool organisation_load(struct tx *t, int64_t id, struct organisation *out);
size_t organisation_list(struct tx *t, struct organisation **out); /* those not merged away, in order */
/* The organisation that a department code of a catalogue leads to; 0 when unknown. */
int64_t organisation_by_code(struct tx *t, const char *code);
/* A new one; code may be NULL. Returns its id. */
int64_t organisation_add(struct tx *t, const struct organisation *o, const char *code, const char *code_warning, int64_t ordinal);
/* A code that leads somewhere already is a fault of the field "code". */
void organisation_code_add(struct tx *t, const char *code, int64_t organisation, const char *warning);
/* One goes into another for good: its codes, staff and grants move; its id stays known and leads to the other, so that
 * items and cases keep theirs. Lists by organisation take `organisation = $o OR its merged_into = $o`; grants in the
 * other hold for it too. ERR_NOT_FOUND when either is gone already, a fault of the field "to" when they are the same. */
MUST_CHECK enum err organisation_merge(struct tx *t, int64_t from, int64_t to);

/* An applicant's account with its personal data in the clear. */
struct account {
	int64_t id;
	bool company;
	const char *name;        /* the person's or the enterprise's */
	const char *certificate; /* 公民身份号码 or 统一社会信用代码 */
	const char *contact_name, *contact_certificate; /* enterprise: who acts for it */
	const char *phone, *address;
	int level;               /* assurance: 1 registered, 2 real-name, 3 certificate */
};
bool account_load(struct tx *t, const struct secret *s, int64_t id, struct account *out);
/* password in the clear is hashed by password_hash() before, off the writer. Faults name the field (phone). Returns 0 on failure. */
int64_t account_add(struct tx *t, const struct secret *s, const struct account *a, const char *password_hashed, const char *verified_by);
int64_t account_by_certificate(struct tx *t, const struct secret *s, const char *certificate); /* 0 when there is none */
const char *certificate_masked(struct arena *a, const char *certificate);
const char *phone_masked(struct arena *a, const char *phone);
/* certificate and phone as keyed for look-up */
const char *certificate_key(const struct secret *s, struct arena *a, const char *certificate);

/* argon2id; slow on purpose: never inside a write function. At most two at a time. */
const char *password_hash(struct arena *a, const char *password);
/* hashed "" (nobody is called that) takes as long and never fits. */
bool password_fits(const char *hashed, const char *password);

struct staff {
	int64_t id, organisation;
	const char *login, *name, *post;
	bool active; /* false: has left */
};
int64_t staff_add(struct tx *t, const struct staff *s, const char *password_hashed); /* an active one */
void staff_grant(struct tx *t, int64_t staff, unsigned role, int64_t organisation, int64_t granted_by);
bool staff_load(struct tx *t, int64_t id, struct staff *out); /* false when there is none */
/* Active staff who hold this one role in the organisation themselves (deputies are not among them), by login. */
size_t staff_with_role(struct tx *t, int64_t organisation, unsigned role, struct staff **out);
size_t staff_of(struct tx *t, int64_t organisation, struct staff **out); /* the same with any role there */

/* Where somebody can be reached, in the clear; "" what is not known. */
struct contact {
	const char *email, *phone;
};
struct contact contact_of(struct tx *t, enum who_kind kind, int64_t id);

/* While somebody is away, another acts for them (请假委托): from_day to until_day, both included, unless ended before. */
struct delegation {
	int64_t id, staff, to_staff, from_day, until_day;
	const char *reason;      /* may be "" */
	int64_t made_by;         /* the member of staff who arranged it: themselves or their head */
	int64_t made_at, ended_at; /* filled when read; ended_at 0: not ended */
	const char *name, *to_name; /* filled when read */
};
/* A new one; id is not read. Faults name the field: to_staff (nobody, who has left, the same, or away then), until_day (over,
 * before from_day, more than 180 days), from_day (away or a deputy already in these days): nobody acts for somebody who acts
 * for another. */
MUST_CHECK enum err delegation_add(struct tx *t, const struct delegation *d);
MUST_CHECK enum err delegation_end(struct tx *t, int64_t id); /* from now on; ERR_NOT_FOUND when there is none or it has ended */
bool delegation_load(struct tx *t, int64_t id, struct delegation *out);
size_t delegation_of(struct tx *t, int64_t staff, struct delegation **out); /* while they are away: the newest 50 */
size_t delegation_to(struct tx *t, int64_t staff, struct delegation **out); /* what they do for others, now or later */
size_t delegation_in(struct tx *t, int64_t organisation, struct delegation **out); /* of people who belong there, now or later */

/* Loads who a session belongs to (site.load_who). Grants are one's own first; then, as instead_of says, those of whom one acts
 * for today, administration excepted. The same role in the same organisation may stand there more than once: who was handed
 * a task by name counts. */
bool identity_load_who(struct tx *t, enum who_kind kind, int64_t id, struct who *out);

/* Failed attempts on a subject (a phone, a case number, a client), by a key that does not show it: five are free, then
 * each is refused for 1, 2, 4 … 60 minutes after the last. Forgotten after a success or a day without failure. */
bool attempt_allowed(struct tx *t, const char *subject_key);
bool attempt_client_allowed(struct tx *t, const char *client_key); /* the same for a client, which may fail more often */
void attempt_failed(struct tx *t, const char *subject_key);
void attempt_forget(struct tx *t, const char *subject_key);

/* Appends to the audit: what ("看身份证号", "改角色"), about ("办件 HC…", "账户 …"), purpose. */
void audit_add(struct tx *t, const struct who *who, const char *what, const char *about, const char *purpose);

extern const struct room identity_room;
