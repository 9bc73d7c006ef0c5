#include "web/web_private.h"
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include "base/str.h"
#include <string.h>

const char *req_param(const struct req *r, const char *name)
{
	const struct exchange *x = exchange_of(r);
	for (size_t i = 0; i < x->n_params; i++) {
		const struct route_param *p = &x->params[i];
		if (strlen(name) == p->name_bytes && memcmp(name, p->name, p->name_bytes) == 0)
			return arena_strndup(r->mem, p->value, p->value_bytes);
	}
	must(!"the route has no such parameter");
	return NULL;
}

int64_t req_param_id(const struct req *r, const char *name)
{
	int64_t id = 0;
	return num_parse(req_param(r, name), 1, INT64_MAX, &id) ? id : 0;
}

const char *req_query(const struct req *r, const char *name)
{
	return str_or_empty(pairs_get(&exchange_of(r)->query, name));
}

int64_t req_query_int(const struct req *r, const char *name, int64_t min, int64_t max, int64_t otherwise)
{
	int64_t v = otherwise;
	return num_parse(req_query(r, name), min, max, &v) ? v : otherwise;
}

const char *req_field(const struct req *r, const char *name)
{
	return str_or_empty(pairs_get(&exchange_of(r)->fields, name));
}

size_t req_fields(const struct req *r, const char *name, const char ***out)
{
	const struct pairs *p = &exchange_of(r)->fields;
	const char **all = arena_array(r->mem, const char *, p->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->all[i].name, name))
			all[n++] = p->all[i].value;
	*out = all;
	return n;
}

const struct upload *req_upload(const struct req *r, const char *field)
{
	const struct exchange *x = exchange_of(r);
	for (size_t i = 0; i < x->n_uploads; i++)
		if (str_eq(x->uploads[i].field, field))
			return &x->uploads[i];
	return NULL;
}

struct tx *req_tx(struct req *r)
{
	struct exchange *x = exchange_of(r);
	if (!x->tx || !x->tx->conn)
		x->tx = store_read(r->site->store, r->mem, r->fault);
	return x->tx;
}

enum err req_write(struct req *r, store_fn *fn, void *arg)
{
	struct exchange *x = exchange_of(r);
	store_read_done(x->tx);
	x->tx = NULL;
	return store_write(r->site->store, r->mem, r->fault, fn, arg);
}

/* "/\" and "//" lead to other sites in browsers; control characters would end the header. */
bool req_is_own_path(const char *path)
{
	if (path[0] != '/' || path[1] == '/')
		return false;
	for (const char *p = path; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == '\\' || *p == 0x7F)
			return false;
	return true;
}

const char *req_here(struct req *r)
{
	const struct pairs *q = &exchange_of(r)->query;
	struct out o;
	out_init(&o, r->mem, KB(16));
	out_raw(&o, r->path);
	for (size_t i = 0; i < q->n; i++) {
		out_raw(&o, i ? "&" : "?");
		out_part_str(&o, q->all[i].name);
		out_raw(&o, "=");
		out_part_str(&o, q->all[i].value);
	}
	const char *here = arena_strdup(r->mem, out_str(&o));
	out_release(&o);
	return here;
}

void reply_say(struct req *r, const char *fmt, ...)
{
	char words[400];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(words, sizeof words, fmt, ap);
	va_end(ap);
	exchange_of(r)->say = arena_strdup(r->mem, words);
}

const char *req_said(struct req *r)
{
	return str_or_empty(exchange_of(r)->said);
}

const char *req_token(const struct req *r)
{
	return str_or_empty(exchange_of(r)->token);
}

void req_sign_in(struct req *r, const char *token)
{
	exchange_of(r)->new_token = token;
}

void req_sign_out(struct req *r)
{
	exchange_of(r)->signed_out = true;
}

/* Behind a proxy on this machine every peer is the loopback: then the proxy's last word in X-Forwarded-For counts. */
static const char *forwarded(struct req *r)
{
	const char *list = dispatch_header(exchange_of(r), "X-Forwarded-For");
	const char *comma = list ? strrchr(list, ',') : NULL;
	return list ? str_trim(r->mem, comma ? comma + 1 : list) : "";
}

const char *req_client_key(struct req *r)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(exchange_of(r)->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *sa = info ? info->client_addr : NULL;
	const char *address = "";
	bool loopback = false;
	if (sa && sa->sa_family == AF_INET) {
		const struct in_addr *in = &((const struct sockaddr_in *)sa)->sin_addr;
		address = hex_of(r->mem, in, 4);
		loopback = in->s_addr == htonl(INADDR_LOOPBACK);
	} else if (sa && sa->sa_family == AF_INET6) {
		const struct in6_addr *in6 = &((const struct sockaddr_in6 *)sa)->sin6_addr;
		address = hex_of(r->mem, in6, 8); /* a household has a /64 */
		loopback = IN6_IS_ADDR_LOOPBACK(in6);
	}
	return secret_key(r->site->secret, r->mem, "client", loopback && *forwarded(r) ? forwarded(r) : address);
}
