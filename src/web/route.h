/* Routes: each row carries its whole policy. Zero in `who` admits nobody; unsafe methods always need the CSRF token and a
 * matching origin; a body is refused unless `body` says how large it may be. */
#pragma once
#include "base/err.h"
#include "web/who.h"

struct req;

enum method { GET, POST };

enum {
	ROUTE_UPLOAD = 1,  /* takes multipart/form-data with files, streamed to disk */
	ROUTE_JSON = 2,    /* answers JSON; errors are problem documents (RFC 9457) */
	ROUTE_SHARED = 4,  /* the same page for everyone who is not signed in: kept until the catalogue changes or a minute ends */
};

#define KB(n) ((size_t)(n) * 1024)
#define MB(n) ((size_t)(n) * 1024 * 1024)

/* One member of a JSON answer. type: 's' text, 'i' integer, 'b' boolean, 'd' id as text, 'o' object, 'a' array of objects,
 * 't' array of texts, 'j' any JSON; a '?' member may be null or missing. */
struct shape {
	const char *name;
	struct member {
		const char *name;
		char type;
		const struct shape *of;
		bool optional;
		const char *help;
	} members[24];
};

struct route {
	enum method method;
	const char *path; /* "/items/:code"; a parameter is one whole segment */
	enum err (*handle)(struct req *r);
	unsigned who;
	size_t body;
	unsigned flags;
	const char *help;            /* one line of English, for docs/routes.md and the API document */
	const struct shape *answer;  /* JSON routes */
	const struct shape *query;   /* JSON routes: what may stand behind the question mark; all of it optional */
};

/* "/a/:b" against "/a/x": true and the parameters (pointing into path) when it fits. */
struct route_param { const char *name; size_t name_bytes; const char *value; size_t value_bytes; };
enum { ROUTE_PARAMS = 4 };
bool route_matches(const struct route *row, const char *path, struct route_param out[ROUTE_PARAMS], size_t *out_n);
