/* Sessions: a random token in a cookie, its digest in the database, and the CSRF token made from it. A visitor who only
 * fills in a form has a token too, so that one rule holds for all; it has no row in the database. */
#include "web/session.h"
#include "web/web.sql.h"
#include "web/web_private.h"
#include "base/str.h"
#include <string.h>

enum { TOKEN_BYTES = 32, SEEN_EVERY_MS = 2 * 60 * 1000, MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS };

static const char *key_of(struct arena *mem, const char *token)
{
	char hex[DIGEST_HEX];
	digest_hex(token, strlen(token), hex);
	return arena_strdup(mem, hex);
}

const char *session_begin(struct tx *t, enum who_kind kind, int64_t id)
{
	const char *token = random_hex(t->mem, TOKEN_BYTES);
	session_add(t, key_of(t->mem, token), kind == WHO_STAFF ? "staff" : "account", id);
	session_forget_old(t, t->now - setting_int(t, SETTING_SESSION_LIFE) * HOUR_MS);
	return token;
}

void session_end(struct tx *t, const char *token)
{
	session_remove(t, key_of(t->mem, token));
}

void session_end_all(struct tx *t, enum who_kind kind, int64_t id)
{
	session_remove_all(t, kind == WHO_STAFF ? "staff" : "account", id);
}

static bool well_formed(const char *token)
{
	return token && strlen(token) == TOKEN_BYTES * 2 && strspn(token, "0123456789abcdef") == TOKEN_BYTES * 2;
}

static enum err touch(struct tx *t, void *key)
{
	session_seen(t, key);
	return OK;
}

/* Fills r->who from the cookie; an unknown, idle or too old session is nobody. */
void session_load(struct exchange *x)
{
	struct req *r = &x->req;
	const char *cookie = MHD_lookup_connection_value(x->connection, MHD_COOKIE_KIND, "tb_session");
	if (!well_formed(cookie))
		return;
	x->token = arena_strdup(r->mem, cookie);
	struct tx *t = req_tx(r);
	struct session_row row;
	const char *key = key_of(r->mem, cookie);
	if (!session_find(t, key, &row))
		return;
	bool idle = r->now - row.seen_at > setting_int(t, SETTING_SESSION_IDLE) * MINUTE_MS;
	bool old = r->now - row.created_at > setting_int(t, SETTING_SESSION_LIFE) * HOUR_MS;
	enum who_kind kind = str_eq(row.who_kind, "staff") ? WHO_STAFF : WHO_ACCOUNT;
	struct who who = { 0 };
	if (idle || old || !r->site->load_who(t, kind, row.who, &who))
		return;
	r->who = who;
	if (r->now - row.seen_at > SEEN_EVERY_MS)
		x->seen_key = key;
}

void session_touch(struct exchange *x)
{
	if (x->seen_key)
		(void)!req_write(&x->req, touch, (void *)x->seen_key); /* a session not prolonged is not worth an error */
	x->seen_key = NULL;
}

const char *req_csrf(struct req *r)
{
	struct exchange *x = exchange_of(r);
	if (!x->token) {
		x->token = random_hex(r->mem, TOKEN_BYTES);
		x->visitor_cookie = true;
	}
	if (!x->csrf)
		x->csrf = secret_key(r->site->secret, r->mem, "csrf", x->token);
	return x->csrf;
}

bool session_csrf_fits(struct exchange *x)
{
	return x->token && digest_same(req_csrf(&x->req), req_field(&x->req, "csrf"));
}
