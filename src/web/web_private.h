/* Inside web/: one exchange (a request and its reply on one connection) and the parts that handle it. */
#pragma once
#include "store/files.h"
#include "web/req.h"
#include <microhttpd.h>

struct pair { const char *name, *value; };
enum {
	MAX_FIELDS = 400,
	MAX_FILES = 20,
	MAX_PAGE = 8 * 1024 * 1024,
	MAX_MEMORY = 64 * 1024 * 1024,
};

struct pairs {
	struct pair *all;
	size_t n, cap;
};

enum reply_kind { REPLY_PAGE, REPLY_REDIRECT, REPLY_JSON, REPLY_TEXT, REPLY_FILE, REPLY_PROBLEM };

struct reply {
	enum reply_kind kind;
	unsigned status;
	const char *location, *type, *name;
	const char *allow; /* with 405: the methods that would do */
	int fd;
	uint64_t size;
	bool download, forever; /* forever: the URL changes with the content */
	int wait_seconds;
};

enum { ETAG_BYTES = 24 };

/* A page as it is kept: both forms, ready to send. */
struct kept_page {
	struct MHD_Response *plain, *packed;
	char etag[ETAG_BYTES];
};

struct exchange {
	struct req req;
	struct fault fault;
	struct out out;
	struct server *server;
	struct MHD_Connection *connection;
	struct exchange *next; /* in the workers' queue */
	enum { READING, WORKING, READY } stage;
	int64_t started_us;
	size_t expected, received;

	struct route_param params[ROUTE_PARAMS];
	size_t n_params;
	struct pairs query, fields;
	struct upload *uploads;
	size_t n_uploads;

	struct body *body;   /* what reads the body (body.c) */
	struct tx *tx;       /* the read snapshot, when begun */
	const char *token;   /* session cookie that came */
	const char *csrf;
	const char *seen_key;    /* the session is to be prolonged: on a worker, because that writes */
	const char *said, *say; /* line for this page; line for the next */
	const char *new_token, *look; /* cookies to be set */
	bool signed_out, visitor_cookie;
	struct reply reply;
	struct kept_page keep;
	uint64_t seen_catalogue, seen_settings; /* generations before anything was read */
};

static inline struct exchange *exchange_of(const struct req *r)
{
	return r->exchange;
}

/* body.c */
enum err body_begin(struct exchange *x);
enum err body_add(struct exchange *x, const char *data, size_t n);
enum err body_end(struct exchange *x);
void body_drop(struct exchange *x);
enum err pairs_add(struct exchange *x, struct pairs *p, const char *name, size_t name_bytes, const char *value, size_t value_bytes);
const char *pairs_get(const struct pairs *p, const char *name);
enum err form_decode(struct exchange *x, struct pairs *p, const char *text, size_t n);

/* session.c */
void session_load(struct exchange *x);
void session_touch(struct exchange *x);
bool session_csrf_fits(struct exchange *x);

/* look.c */
void look_load(struct exchange *x);

/* dispatch.c */
enum err dispatch_head(struct exchange *x, const char *method, const char *url); /* routes, policy, limits: before the body */
void dispatch_run(struct exchange *x);                                         /* the handler, then the reply's kind */
void dispatch_fail(struct exchange *x);                                        /* draws the error page of x->fault */
const char *dispatch_header(struct exchange *x, const char *name);             /* NULL when absent */

/* reply.c */
bool reply_accepts_gzip(struct exchange *x);
enum MHD_Result reply_send(struct exchange *x);

/* page_cache.c: pages that are the same for everyone who is not signed in */
struct page_cache;
struct page_cache *page_cache_new(void);
void page_cache_free(struct page_cache *c);
bool page_cache_send(struct page_cache *c, struct exchange *x, bool gzip);
void page_cache_put(struct page_cache *c, struct exchange *x); /* takes x->keep over */
bool page_cache_allows(struct exchange *x);

/* workers.c */
struct workers;
struct workers *workers_start(size_t max, void (*work)(struct exchange *x));
void workers_give(struct workers *w, struct exchange *x);
void workers_stop(struct workers *w);

struct server {
	struct site *site;
	struct MHD_Daemon *daemon;
	struct workers *workers;
	struct page_cache *cache;
	const char *listen;
};
