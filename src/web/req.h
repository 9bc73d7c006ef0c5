/* A request, as handlers see it. Handlers are straight-line code: read parameters and fields, read from the store, call one
 * write function, draw a page or redirect. They return OK or `fail(r, …)`; the dispatcher turns a failure into the right
 * status and an error page, after throwing away what was drawn. All memory comes from r->mem. */
#pragma once
#include "base/day.h"
#include "base/json.h"
#include "base/out.h"
#include "store/store.h"
#include "web/route.h"
#include "web/site.h"
#include "web/who.h"

struct upload {
	const char *field, *name; /* name: what the person's file was called, without folders */
	const char *hash, *type;  /* type by content */
	size_t size_bytes;
};

/* How this visitor wants to see pages (look.c): 0 is the usual. */
struct look { int type, contrast; };

struct form_error {
	const char *field, *label, *words;
};

struct req {
	struct fault *fault;
	struct arena *mem;
	struct out *out; /* the page or document being drawn */
	struct site *site;
	const struct route *route;
	enum method method;
	const char *path;
	int64_t now;   /* ms UTC */
	int64_t today; /* day in the place's zone */
	struct who who;
	struct look look;
	const struct form_error *errors; /* what form_read() found */
	size_t n_errors;
	struct exchange *exchange; /* web's own */
};

const char *req_param(const struct req *r, const char *name); /* from the path; must exist in the pattern */
/* From the path as an id: 0 when it is not a positive number (which no row has). */
int64_t req_param_id(const struct req *r, const char *name);
const char *req_query(const struct req *r, const char *name); /* "" when absent */
int64_t req_query_int(const struct req *r, const char *name, int64_t min, int64_t max, int64_t otherwise);
const char *req_field(const struct req *r, const char *name); /* of the form; "" when absent */
size_t req_fields(const struct req *r, const char *name, const char ***out); /* every value of a repeated field */
const struct upload *req_upload(const struct req *r, const char *field);     /* NULL when no file came */

/* The read snapshot of this request, begun at first use. */
struct tx *req_tx(struct req *r);
/* Ends the snapshot and runs fn on the writer; the fault goes to r->fault. */
MUST_CHECK enum err req_write(struct req *r, store_fn *fn, void *arg);

/* Hidden field {{call web_csrf(r)}} inside every form. */
const char *req_csrf(struct req *r);
/* "/path?query" of this page, for coming back after signing in. */
const char *req_here(struct req *r);
bool req_is_own_path(const char *path); /* safe to redirect to: inside this site */

/* Answers. Without any of them: 200 and what is in r->out as an HTML page. */
enum err reply_redirect(struct req *r, const char *fmt, ...) PRINTF(2, 3); /* 303; always inside this site */
enum err reply_json(struct req *r);                     /* r->out is JSON */
enum err reply_text(struct req *r, const char *type);   /* r->out is of this type */
enum err reply_again(struct req *r);                    /* the form is drawn again with its errors (422) */
/* A kept file; inline only for types that a browser shows safely (PDF, JPEG, PNG). ERR_NOT_FOUND when it is gone. */
enum err reply_file(struct req *r, const char *hash, const char *type, const char *name, bool download);
void reply_wait(struct req *r, int seconds); /* asks the browser to come again: something is being made */
/* One line shown on the next page: "已受理,受理通知书正在生成。" */
void reply_say(struct req *r, const char *fmt, ...) PRINTF(2, 3);
const char *req_said(struct req *r); /* that line, once; "" when there is none */

/* Signs in or out on this exchange: sets or clears the cookie. Call inside the write function's caller, after it. */
void req_sign_in(struct req *r, const char *token);
void req_sign_out(struct req *r);
const char *req_token(const struct req *r); /* the session token that came, or "" */
/* For throttling: a keyed hash of the client's address; never the address. */
const char *req_client_key(struct req *r);
