/* Notices (消息): what people are told about their cases and tasks: always in the hall or at the desk, and by e-mail or short
 * message where they want it and the place has settings for it. Added inside the transaction that causes them; a job sends. */
#pragma once
#include "identity/identity.h"

struct notice_kind {
	const char *word;      /* "due", as stored */
	const char *name;      /* 期限提醒 */
	const char *about;     /* when, for the page on which people choose */
	enum who_kind whose;   /* whom it is for: applicants or staff */
	bool email, sms;       /* sent in this way unless the person chose otherwise */
};
extern const struct notice_kind notice_kinds[]; /* ends with word NULL */
/* Applicants: "todo" something waits for them, "progress" their case moved, "licence" a licence ends soon.
 * Staff: "due" a term ends or has ended, "handed" a task came to them by name, "asked" another department asks,
 * "adjustment" a change of the catalogue was handed in, returned, approved or came into force. */

struct notice_new {
	enum who_kind who_kind; /* WHO_ACCOUNT or WHO_STAFF */
	int64_t who;            /* 0: nobody has an account; nothing is added */
	const char *kind;
	const char *title;      /* one line, no personal data: it also goes by short message */
	const char *words;      /* the same for what is to be done and until when; "" when the title says all */
	const char *path;       /* page of it: "/my/cases/…" */
	const char *once;       /* the same key is told only once; NULL: always */
};
/* Never fails for itself (t->failed aside): a notice is not a reason to undo what it tells of. */
void notice_add(struct tx *t, const struct notice_new *n);

/* Unread ones of this person; counts to 100. */
int64_t notices_unread(struct tx *t, enum who_kind kind, int64_t who);
/* The same for who sees the page (site.unread). */
int64_t notices_unread_of(struct req *r);

extern const struct room notices_room;
