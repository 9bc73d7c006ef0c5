/* The place: what all requests share, and the rooms that the program is made of. */
#pragma once
#include "base/secret.h"
#include "store/store.h"
#include "web/route.h"

struct out;
struct req;
struct job;
struct desk_nav;

/* A kind of background work (jobs/jobs.h). */
struct job_kind;
struct command;

/* What a capability folder gives to the program; main.c lists the rooms. */
struct room {
	const char *name;
	const struct route *routes;       /* ends with path NULL */
	const struct sql_set *statements[4]; /* one for each .sql file */
	const struct job_kind *jobs;      /* ends with name NULL */
	const struct command *commands;   /* ends with name NULL */
};

struct site {
	struct store *store;
	struct secret *secret;
	const struct room *rooms; /* ends with name NULL */
	/* Fills who from a session's account or staff id; false when it is gone. identity's. */
	bool (*load_who)(struct tx *t, enum who_kind kind, int64_t id, struct who *out);
	/* Fills the left side of the desk. cases'. */
	void (*load_nav)(struct req *r, struct desk_nav *out);
	/* Cases of this account that wait for an answer. cases'. */
	int64_t (*waiting)(struct req *r);
	/* Notices that this person has not read yet: up to 100. notices'. */
	int64_t (*unread)(struct req *r);
	/* Appends to the audit, for rooms below identity: what was done, to what, for which purpose. identity's. */
	void (*audit)(struct tx *t, const struct who *who, const char *what, const char *about, const char *purpose);
	/* The part of the home page that speaks of cases: figures of the day and those concluded lately; may be NULL. cases'. */
	void (*draw_home)(struct out *o, struct req *r);
	/* How many records use a code of a table at present; names of the first few, at most `most`, in names. registry's. */
	int64_t (*code_uses)(struct tx *t, const char *table, const char *code, const char **names, size_t most);
	/* The guided paths that fit what was typed into a search, "" for all; may be NULL. journeys'. */
	void (*draw_journeys)(struct out *o, struct req *r, const char *typed);
};

/* The left side of the desk: groups of lists, with counts. */
struct desk_link { const char *path, *name; int64_t count; /* -1: none shown */ };
struct desk_group { const char *title; struct desk_link links[10]; size_t n; };
struct desk_nav { struct desk_group groups[6]; size_t n; };

/* Settings: one table of names, kinds, defaults and help (settings.c). Unknown names and wrong values are refused. */
enum setting {
	SETTING_PLACE,         /* 海沧区 */
	SETTING_HALL,          /* 海沧区网上办事大厅 */
	SETTING_PHONE,
	SETTING_PUBLIC_URL,
	SETTING_NOTICE,        /* a line on every page, such as that data are fictional */
	SETTING_REAL_NAME,     /* how level 2 is reached: counter | demo */
	SETTING_COOKIE_SECURE,
	SETTING_SESSION_IDLE,  /* minutes */
	SETTING_SESSION_LIFE,  /* hours */
	SETTING_UPLOAD_MB,
	SETTING_NUMBER_PREFIX, /* of case numbers: HC */
	SETTING_ACCEPT_FROM_SUBMISSION, /* online acceptance modes: ACCEPT runs from submission */
	SETTING_SAME_PERSON,   /* one who handled may approve: flag | forbid */
	SETTING_SMTP_URL,      /* notices by e-mail: through this server; empty: none */
	SETTING_SMTP_FROM,
	SETTING_SMTP_USER,
	SETTING_SMTP_PASSWORD,
	SETTING_SMS_URL,       /* notices by short message: through this gateway; empty: none */
	SETTING_SMS_TOKEN,
	SETTING_SMS_SIGN,      /* 签名: 【海沧区】 */
	SETTING_LINK_CHECK,    /* whether addresses of other sites are looked at in the night: off | public | any */
	SETTING__MAX
};

struct setting_row { const char *name, *kind, *otherwise, *help; };
extern const struct setting_row settings[SETTING__MAX];
const char *setting_text(struct tx *t, enum setting s);
int64_t setting_int(struct tx *t, enum setting s);
bool setting_bool(struct tx *t, enum setting s);
/* What may be shown of it: of a secret only whether there is one. */
const char *setting_shown(struct tx *t, enum setting s);
/* Checks name and value against the table; secrets are kept sealed. */
MUST_CHECK enum err setting_set(struct tx *t, const char *name, const char *value);
