/* Inside identity/: statements, what the pages are drawn from, and the handlers that the route table names. */
#pragma once
#include "identity/identity.h"
#include "web/command.h"
#include "identity/delegation.sql.h"
#include "identity/identity.sql.h"
#include "identity/organisation.sql.h"
#include "identity/staff.sql.h"
#include "web/form.h"

/* account.c */
const char *phone_key(const struct secret *s, struct arena *a, const char *phone);
int64_t account_by_phone(struct tx *t, const struct secret *s, const char *phone); /* 0 when there is none */
/* By what people sign in with: a mobile number, otherwise a certificate number. 0 when there is none. */
int64_t account_by_words(struct tx *t, const struct secret *s, const char *words);
MUST_CHECK enum err account_change_phone(struct tx *t, const struct secret *s, int64_t id, const char *phone);

/* organisation.c */
MUST_CHECK enum err organisation_change(struct tx *t, const struct organisation *o, int64_t ordinal);

/* contact.c */
const char *contact_email_masked(struct arena *a, const char *email); /* c***@example.com */

/* staff.c: all staff and grants of one organisation go to another. */
void staff_move(struct tx *t, int64_t from, int64_t to);

/* identity.c: what several pages need. */
enum { PASSWORD_MIN = 8, PASSWORD_MAX = 128, FORM_BYTES = KB(16) };
/* The views of all fields; `from` is a struct that the offsets point into, or NULL for an empty form. Fields whose name
 * begins with "new_" are new passwords to the browser. */
struct field_view *identity_fields(struct req *r, const struct field *fields, size_t n, const void *from);
/* Where to go on: ?next= or the field next when it is a path of this site, else `otherwise`. */
const char *identity_next(struct req *r, const char *otherwise);
const char *identity_like(struct arena *a, const char *words); /* contains these words, for LIKE … ESCAPE '\' */
const char *identity_new_password(struct arena *a);            /* for one who gets it on paper: 12 digits in groups */
/* Adds errors at the fields new_password and new_password_again. forbidden: what it must not be; ends with NULL. */
void identity_judge_password(struct req *r, const char *password, const char *again, const char *const *forbidden);
const char *identity_subject(const struct req *r, const char *kind, const char *words); /* key for attempt_… */

/* A list to choose one from; `nothing` is what stands there first. chosen: what was typed, else `otherwise`. */
struct select_view {
	const char *name, *label, *hint, *error, *chosen, *nothing;
	const struct choice *choices;
};
struct select_view identity_choose(struct req *r, const char *name, const char *label, const struct choice *choices,
				   const char *otherwise);
const struct choice *identity_organisation_choices(struct req *r, int64_t but); /* by id; `but` is left out */
const char *identity_id_words(struct arena *a, int64_t id);                     /* "" for 0 */

/* sign_in.c */
struct sign_in {
	enum who_kind kind;
	int64_t id;               /* 0: nobody is called that */
	const char *hashed;       /* "" then */
	const char *subject, *client, *old_token;
	bool fits;
	const char *token;        /* of the new session; NULL when the password did not fit */
};
/* A write function: counts the failure or begins the session. Attempts are judged here again, so that many at the same
 * time are no way around the limit. */
enum err sign_in_settle(struct tx *t, void *sign_in);

struct sign_in_view {
	const char *title, *action, *next;
	bool desk;
	struct field_view user, password;
};
struct register_view {
	const char *kind, *next;
	bool company, demo;
	const struct field_view *fields;
	size_t n;
};
struct account_view {
	struct account a;
	const char *certificate, *contact_certificate, *phone, *level_name, *level_advice, *level_tone;
	const struct field_view *address, *email_field, *phone_fields, *password_fields;
};
struct own_view { /* of staff */
	const struct field_view *contact, *password;
};
struct leave_line {
	int64_t id;
	const char *name, *to_name, *days, *until, *reason, *state, *tone;
	bool now, may_end;
};
struct leave_lines {
	const struct leave_line *lines;
	size_t n;
};
struct leave_view {
	bool head;
	struct select_view staff, to_staff;
	const struct field_view *fields;
	struct leave_lines mine, others, people; /* people: of organisations that one heads */
};
struct people_view {
	struct field_view find;
	bool found;
	struct account a;
	const char *certificate, *contact_certificate, *phone, *level_name;
	const struct field_view *proof;
	const char *password; /* just made; shown once */
};
struct code_line {
	const char *code, *warning;
};
struct organisation_line {
	int64_t id, staff;
	const char *short_name, *name, *kind;
	const struct code_line *codes;
	size_t n_codes;
};
struct organisations_view {
	const struct organisation_line *lines;
	size_t n;
};
struct organisation_view {
	int64_t id; /* 0: a new one */
	const char *title, *uscc_warning;
	const struct field_view *fields;
	size_t n;
	struct field_view code;
	const struct code_row *codes;
	size_t n_codes;
	const struct merged_row *merged;
	size_t n_merged;
	struct select_view kind, merge;
};
struct staff_line {
	int64_t id;
	const char *name, *login, *post, *organisation, *roles;
	bool left;
};
struct staff_list_view {
	const char *words, *next_login;
	struct select_view organisation;
	const struct staff_line *lines;
	size_t n;
};
struct grant_line {
	const char *role, *role_name, *organisation_name;
	int64_t organisation;
};
struct staff_view {
	int64_t id; /* 0: a new one */
	const char *title, *login;
	bool left;
	const struct field_view *fields;
	size_t n;
	struct select_view organisation, role, at;
	const struct grant_line *grants;
	size_t n_grants;
	const struct field_view *contact;
	const char *email, *phone; /* masked; "" when not known */
};
struct once_view {
	const char *title, *name, *login, *password;
	int64_t id;
};
struct audit_line {
	const char *at, *who, *what, *about, *purpose;
};
struct audit_view {
	const char *person, *about;
	const struct audit_line *lines;
	size_t n;
	int64_t next;
};

enum err sign_in_show(struct req *r);
enum err sign_in_take(struct req *r);
enum err sign_in_show_desk(struct req *r);
enum err sign_in_take_desk(struct req *r);
enum err sign_in_out(struct req *r);
enum err register_show(struct req *r);
enum err register_take(struct req *r);
enum err my_account_show(struct req *r);
enum err my_account_take(struct req *r);
enum err my_password_show(struct req *r); /* the account of staff */
enum err my_password_take(struct req *r);
enum err leave_show(struct req *r);
enum err leave_take(struct req *r);
enum err leave_end(struct req *r);
enum err people_show(struct req *r);
enum err people_find(struct req *r);
enum err people_take(struct req *r);
enum err admin_organisation_list(struct req *r);
enum err admin_organisation_new(struct req *r);
enum err admin_organisation_show(struct req *r);
enum err admin_organisation_take(struct req *r); /* new and existing */
enum err admin_organisation_codes(struct req *r);
enum err admin_organisation_merge(struct req *r);
enum err admin_staff_list(struct req *r);
enum err admin_staff_new(struct req *r);
enum err admin_staff_show(struct req *r);
enum err admin_staff_take_new(struct req *r);
enum err admin_staff_take(struct req *r);
enum err admin_staff_contact(struct req *r);
enum err admin_staff_roles(struct req *r);
enum err admin_staff_password(struct req *r);
enum err admin_audit_list(struct req *r);

extern const char *const identity_level_names[4]; /* by assurance level */

extern const struct command identity_commands[]; /* first_admin.c */
