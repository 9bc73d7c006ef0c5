/* Inside notices/: the statements, the ways in which a notice leaves the house, jobs and pages. */
#pragma once
#include "notices/notices.h"
#include "notices/notices.sql.h"
#include "web/req.h"

/* How a notice goes out, beside the page where it always stands. */
enum way { WAY_EMAIL, WAY_SMS, WAY__MAX };

struct way_kind {
	const char *word; /* of the checkboxes: "email" */
	const char *name; /* 邮件 */
	const char *job;
};
extern const struct way_kind notices_ways[WAY__MAX];

/* As stored; accounts and staff only. */
const char *notices_who_word(enum who_kind kind);
const struct notice_kind *notices_kind(const char *word); /* NULL when unknown */
/* The place has settings for it. */
bool notices_offered(struct tx *t, enum way w);
/* What this person chose, or the kind's habit, whether or not the place offers it. */
struct notice_choice_row notices_choice(struct tx *t, const struct notice_kind *kind, int64_t who);
/* Offered and wanted. */
bool notices_goes_by(struct tx *t, const struct notice_kind *kind, int64_t who, enum way w);

/* Jobs: the payload of the first two is a notice's id. Nothing to send any more is a success. */
enum err notices_run_email(struct site *site, struct arena *mem, struct fault *f, const char *payload);
enum err notices_run_sms(struct site *site, struct arena *mem, struct fault *f, const char *payload);
/* Removes notices that were read and are older than 400 days. */
enum err notices_run_forget(struct site *site, struct arena *mem, struct fault *f, const char *payload);

/* Pages, of the hall or the desk by who asks. */
enum err notices_show(struct req *r);
enum err notices_read_all(struct req *r);
enum err notices_read_one(struct req *r);
enum err notices_show_choices(struct req *r);
enum err notices_take_choices(struct req *r);

struct notice_line {
	int64_t id;
	const char *title, *words, *kind, *at;
	bool unread, leads;
};

struct notices_view {
	const char *base; /* "/my/notices", "/desk/notices" */
	bool at_desk;
	const struct notice_line *lines;
	size_t n;
	int64_t before; /* as asked: 0 on the first page */
	int64_t next;   /* key of the next page; 0: none */
	int64_t unread; /* of all, on the first page */
};

struct choice_way {
	const char *word, *name;
	bool offered, wanted;
};

struct choice_line {
	const struct notice_kind *kind;
	struct choice_way ways[WAY__MAX];
};

/* Why nothing comes in this way; words "" when it does. */
struct choice_advice {
	const char *words;
	const char *page; /* where people can change that; NULL: they cannot */
};

struct choices_view {
	const char *base;
	bool at_desk;
	const struct choice_line *lines;
	size_t n;
	struct choice_advice advice[WAY__MAX];
	bool any;                     /* something can be chosen */
};

/* The frame of both pages. */
void notices_begin(struct out *o, struct req *r, const char *title);
void notices_end(struct out *o, struct req *r);
