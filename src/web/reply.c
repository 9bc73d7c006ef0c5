/* Replies: headers, compression, ETag, cookies. */
#include "web/web_private.h"
#include "base/log.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { PACK_FROM_BYTES = 1200, PACK_LEVEL = 4 };

static void header(struct MHD_Response *m, const char *name, const char *value)
{
	must(MHD_add_response_header(m, name, value) == MHD_YES);
}

/* The policy that lets nothing in from elsewhere and nothing inline. */
static void guard_headers(struct MHD_Response *m)
{
	header(m, "Content-Security-Policy",
	       "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
	header(m, "X-Content-Type-Options", "nosniff");
	header(m, "Referrer-Policy", "same-origin");
	header(m, "Cross-Origin-Opener-Policy", "same-origin");
	header(m, "Permissions-Policy", "camera=(), microphone=(), geolocation=()");
}

static void etag_of(const char *data, size_t n, char out[ETAG_BYTES])
{
	snprintf(out, ETAG_BYTES, "W/\"%016llx\"", (unsigned long long)quick_hash(QUICK_HASH, data, n));
}

bool reply_accepts_gzip(struct exchange *x)
{
	const char *accept = dispatch_header(x, "Accept-Encoding");
	const char *at = accept ? strstr(accept, "gzip") : NULL;
	return at && strncmp(at, "gzip;q=0", 8) != 0;
}

static char *packed(const char *data, size_t n, size_t *out_n)
{
	z_stream z = { 0 };
	must(deflateInit2(&z, PACK_LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
	size_t bound = deflateBound(&z, n);
	char *out = malloc(bound);
	must(out);
	z.next_in = (unsigned char *)data;
	z.avail_in = (unsigned)n;
	z.next_out = (unsigned char *)out;
	z.avail_out = (unsigned)bound;
	must(deflate(&z, Z_FINISH) == Z_STREAM_END);
	*out_n = z.total_out;
	deflateEnd(&z);
	return out;
}

static const char *content_type(const struct reply *p)
{
	switch (p->kind) {
	case REPLY_JSON: return "application/json; charset=utf-8";
	case REPLY_PROBLEM: return "application/problem+json; charset=utf-8";
	case REPLY_TEXT: return p->type;
	default: return "text/html; charset=utf-8";
	}
}

static struct MHD_Response *text_response(struct exchange *x, char *data, size_t n, bool gzip, const char *etag)
{
	struct MHD_Response *m = MHD_create_response_from_buffer(n, data, MHD_RESPMEM_MUST_FREE);
	must(m);
	header(m, "Content-Type", content_type(&x->reply));
	header(m, "Vary", "Accept-Encoding, Cookie");
	header(m, "Cache-Control", x->reply.forever ? "public, max-age=31536000, immutable" : "private, no-cache");
	if (gzip)
		header(m, "Content-Encoding", "gzip");
	if (etag)
		header(m, "ETag", etag);
	guard_headers(m);
	return m;
}

static struct MHD_Response *not_modified(const char *etag)
{
	struct MHD_Response *m = MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
	must(m);
	header(m, "ETag", etag);
	header(m, "Vary", "Accept-Encoding, Cookie");
	header(m, "Cache-Control", "private, no-cache");
	return m;
}

static void cookie(struct exchange *x, struct MHD_Response *m, const char *name, const char *value, const char *life)
{
	struct req *r = &x->req;
	bool secure = setting_bool(req_tx(r), SETTING_COOKIE_SECURE);
	header(m, "Set-Cookie", arena_printf(r->mem, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", name, value, life, secure ? "; Secure" : ""));
}

static void cookies(struct exchange *x, struct MHD_Response *m)
{
	if (x->new_token)
		cookie(x, m, "tb_session", x->new_token, "");
	else if (x->signed_out)
		cookie(x, m, "tb_session", "", "; Max-Age=0");
	else if (x->visitor_cookie)
		cookie(x, m, "tb_session", x->token, "");
	if (x->look)
		cookie(x, m, "tb_look", x->look, "; Max-Age=31536000");
	if (x->say) {
		struct out o;
		out_init(&o, x->req.mem, KB(4));
		out_part_str(&o, x->say);
		cookie(x, m, "tb_said", out_str(&o), "; Max-Age=60");
		out_release(&o);
	} else if (x->said && *x->said && x->reply.kind == REPLY_PAGE) {
		cookie(x, m, "tb_said", "", "; Max-Age=0");
	}
	store_read_done(x->tx);
	x->tx = NULL;
}

static struct MHD_Response *page_response(struct exchange *x, unsigned *status)
{
	struct out *o = x->req.out;
	const char *text = out_str(o);
	char etag[ETAG_BYTES];
	etag_of(text, o->len, etag);
	const char *known = dispatch_header(x, "If-None-Match");
	bool tagged = *status == MHD_HTTP_OK && x->req.method == GET;
	if (tagged && known && strstr(known, etag)) {
		*status = MHD_HTTP_NOT_MODIFIED;
		return not_modified(etag);
	}
	size_t n = o->len;
	struct MHD_Response *gz = NULL, *plain = NULL;
	bool keep = tagged && page_cache_allows(x);
	bool gzip = n >= PACK_FROM_BYTES && reply_accepts_gzip(x);
	if (gzip || keep) {
		size_t packed_n;
		char *data = packed(text, n, &packed_n);
		gz = text_response(x, data, packed_n, true, tagged ? etag : NULL);
	}
	if (!gzip || keep) {
		plain = text_response(x, o->data, n, false, tagged ? etag : NULL);
		*o = (struct out){ .max = o->max, .mem = o->mem }; /* the response owns the buffer now */
	}
	if (keep) {
		x->keep = (struct kept_page){ plain, gz };
		snprintf(x->keep.etag, sizeof x->keep.etag, "%s", etag);
	}
	return gzip ? gz : plain;
}

static const char *disposition(struct exchange *x)
{
	struct out o;
	out_init(&o, x->req.mem, KB(4));
	out_part_str(&o, x->reply.name);
	const char *s = arena_printf(x->req.mem, "%s; filename*=UTF-8''%s", x->reply.download ? "attachment" : "inline", out_str(&o));
	out_release(&o);
	return s;
}

static struct MHD_Response *file_response(struct exchange *x)
{
	struct reply *p = &x->reply;
	struct MHD_Response *m = MHD_create_response_from_fd64(p->size, p->fd);
	must(m);
	header(m, "Content-Type", p->type);
	header(m, "Content-Disposition", disposition(x));
	header(m, "Cache-Control", "private, no-store");
	header(m, "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox");
	header(m, "X-Content-Type-Options", "nosniff");
	header(m, "Referrer-Policy", "same-origin");
	return m;
}

static struct MHD_Response *redirect_response(struct exchange *x)
{
	struct MHD_Response *m = MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
	must(m);
	header(m, "Location", x->reply.location);
	header(m, "Cache-Control", "no-store");
	guard_headers(m);
	return m;
}

enum MHD_Result reply_send(struct exchange *x)
{
	unsigned status = x->reply.status;
	struct MHD_Response *m;
	switch (x->reply.kind) {
	case REPLY_REDIRECT: m = redirect_response(x); break;
	case REPLY_FILE: m = file_response(x); break;
	default: m = page_response(x, &status); break;
	}
	if (!x->reply.forever && !x->keep.plain)
		cookies(x, m);
	if (x->reply.allow)
		header(m, "Allow", x->reply.allow);
	if (x->reply.wait_seconds)
		header(m, "Refresh", arena_printf(x->req.mem, "%d", x->reply.wait_seconds));
	if (status == MHD_HTTP_SERVICE_UNAVAILABLE || status == MHD_HTTP_TOO_MANY_REQUESTS)
		header(m, "Retry-After", "10");
	x->reply.status = status;
	enum MHD_Result queued = MHD_queue_response(x->connection, status, m);
	if (x->keep.plain)
		page_cache_put(x->server->cache, x); /* after queueing: from here on another thread may replace it */
	else
		MHD_destroy_response(m);
	return queued;
}

static bool shown_safely(const char *type)
{
	return str_eq(type, "application/pdf") || str_eq(type, "image/jpeg") || str_eq(type, "image/png");
}

enum err reply_file(struct req *r, const char *hash, const char *type, const char *name, bool download)
{
	struct stat st;
	int fd = file_open(r->site->store, hash);
	if (fd < 0 || fstat(fd, &st) != 0) {
		if (fd >= 0)
			close(fd);
		log_line("event=file_missing hash=%s", hash);
		return fail(r, ERR_NOT_FOUND, "文件暂时取不到，管理员已收到提示。");
	}
	exchange_of(r)->reply = (struct reply){
		.kind = REPLY_FILE, .fd = fd, .size = (uint64_t)st.st_size, .type = type, .name = name,
		.download = download || !shown_safely(type),
	};
	return OK;
}
