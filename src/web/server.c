/* libmicrohttpd's side: what only reads is handled on its epoll threads; what writes waits on a worker while its
 * connection is suspended. Slow senders are cut off by total time, which the library's idle timeout does not do. */
#include "web/server.h"
#include "web/web_private.h"
#include "base/log.h"
#include "base/str.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum {
	LOOPS = 2,
	MAX_WORKERS = 128,
	MAX_CONNECTIONS = 8000,
	CONNECTION_BYTES = 40 * 1024,
	IDLE_SECONDS = 30,
	BODY_SECONDS = 600,
	FORM_SECONDS = 60,
	DRAIN_TRIES = 200,
	DRAIN_STEP_US = 50000,
};

static _Atomic int in_flight;

static int64_t now_us(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

static const char *said_cookie(struct exchange *x)
{
	const char *line = MHD_lookup_connection_value(x->connection, MHD_COOKIE_KIND, "tb_said");
	if (!line || strlen(line) > KB(2))
		return NULL;
	struct pairs p = { 0 };
	const char *pair = arena_printf(x->req.mem, "s=%s", line);
	struct fault kept = *x->req.fault;
	enum err e = form_decode(x, &p, pair, strlen(pair));
	*x->req.fault = kept;
	return e == OK ? pairs_get(&p, "s") : NULL;
}

static struct exchange *exchange_new(struct server *s, struct MHD_Connection *connection)
{
	struct arena *mem = arena_new(MAX_MEMORY);
	struct exchange *x = arena_new_of(mem, struct exchange);
	x->server = s;
	x->connection = connection;
	x->started_us = now_us();
	x->reply.fd = -1;
	x->seen_catalogue = store_generation(s->site->store, TOPIC_CATALOGUE);
	x->seen_settings = store_generation(s->site->store, TOPIC_SETTINGS);
	out_init(&x->out, mem, MAX_PAGE);
	int64_t now = store_now(s->site->store);
	x->req = (struct req){ .fault = &x->fault, .mem = mem, .out = &x->out, .site = s->site, .exchange = x,
			       .now = now, .today = day_of_ms(now, DAY_ZONE_CHINA) };
	x->said = said_cookie(x);
	atomic_fetch_add(&in_flight, 1);
	return x;
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **con_cls, enum MHD_RequestTerminationCode why)
{
	(void)cls, (void)connection, (void)why;
	struct exchange *x = *con_cls;
	if (!x)
		return;
	*con_cls = NULL;
	log_line("event=request method=%s route=\"%s\" status=%u us=%lld", x->req.method == POST ? "POST" : "GET",
		 x->req.route ? x->req.route->path : "-", x->reply.status, (long long)(now_us() - x->started_us));
	body_drop(x);
	store_read_done(x->tx);
	out_release(&x->out);
	arena_free(x->req.mem);
	atomic_fetch_sub(&in_flight, 1);
}

static void work(struct exchange *x)
{
	dispatch_run(x);
	x->stage = READY;
	MHD_resume_connection(x->connection);
}

static bool bodiless(struct exchange *x)
{
	return x->req.method != POST && !dispatch_header(x, "Content-Length") && !dispatch_header(x, "Transfer-Encoding");
}

/* The first call of a request: everything that can be refused before its body is read is refused here. The library closes
 * the connection after an answer that is given so early, so where no body comes the answer waits for the second call. */
static enum MHD_Result begin(struct exchange *x, const char *url, const char *method)
{
	enum err e = dispatch_head(x, method, url);
	if (!e && x->req.method == POST)
		e = body_begin(x);
	store_read_done(x->tx); /* a snapshot must not wait for a slow body */
	x->tx = NULL;
	if (!e)
		return MHD_YES;
	dispatch_fail(x);
	if (!bodiless(x))
		return reply_send(x);
	x->stage = READY;
	return MHD_YES;
}

static enum MHD_Result take_body(struct exchange *x, const char *data, size_t *n)
{
	int64_t limit_s = x->req.route->flags & ROUTE_UPLOAD ? BODY_SECONDS : FORM_SECONDS;
	if (now_us() - x->started_us > limit_s * 1000000)
		return MHD_NO;
	if (!x->fault.code)
		(void)!body_add(x, data, *n); /* kept in the fault; the rest of the body is read and dropped */
	else if ((x->received += *n) > 2 * x->req.route->body + MB(1))
		return MHD_NO;
	*n = 0;
	return MHD_YES;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
				  const char *version, const char *data, size_t *data_n, void **con_cls)
{
	(void)version;
	struct exchange *x = *con_cls;
	if (!x) {
		x = *con_cls = exchange_new(cls, connection);
		return begin(x, url, method);
	}
	if (x->stage == READY)
		return reply_send(x);
	if (*data_n)
		return x->req.method == POST && x->body ? take_body(x, data, data_n) : MHD_NO;
	if (x->req.method == POST || x->seen_key) {
		x->stage = WORKING;
		MHD_suspend_connection(connection);
		workers_give(x->server->workers, x);
		return MHD_YES;
	}
	if (page_cache_allows(x) && page_cache_send(x->server->cache, x, reply_accepts_gzip(x))) {
		x->reply.status = MHD_HTTP_OK;
		return MHD_YES;
	}
	dispatch_run(x);
	return reply_send(x);
}

/* %00 would end the address for us but not for whoever stands in front: as a broken character it is refused. */
static size_t unescape(void *cls, struct MHD_Connection *connection, char *text)
{
	(void)cls, (void)connection;
	for (char *nul = text; (nul = strstr(nul, "%00"));)
		memcpy(nul, "%ff", 3);
	return MHD_http_unescape(text);
}

static bool parse_listen(const char *listen, struct sockaddr_storage *out, socklen_t *out_n, struct fault *f)
{
	char host[256];
	const char *colon = strrchr(listen, ':');
	int64_t port;
	if (!colon || (size_t)(colon - listen) >= sizeof host || !num_parse(colon + 1, 0, 65535, &port)) {
		fault_set(f, ERR_BAD_INPUT, "", "'%s' is not HOST:PORT", listen);
		return false;
	}
	bool brackets = listen[0] == '[' && colon > listen && colon[-1] == ']'; /* [::1]:8080 */
	snprintf(host, sizeof host, "%.*s", (int)(colon - listen) - 2 * brackets, listen + brackets);
	struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_PASSIVE };
	struct addrinfo *found;
	if (getaddrinfo(host, colon + 1, &hints, &found) != 0) {
		fault_set(f, ERR_BAD_INPUT, "", "'%s' is not an address of this machine", listen);
		return false;
	}
	memcpy(out, found->ai_addr, found->ai_addrlen);
	*out_n = found->ai_addrlen;
	freeaddrinfo(found);
	return true;
}

static enum err start(struct server *s, struct fault *f)
{
	struct sockaddr_storage address;
	socklen_t n;
	if (!parse_listen(s->listen, &address, &n, f))
		return ERR_BAD_INPUT;
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | (address.ss_family == AF_INET6 ? MHD_USE_IPv6 : 0);
	s->daemon = MHD_start_daemon(
		flags, 0, NULL, NULL, on_request, s, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)LOOPS,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)MAX_CONNECTIONS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
		MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL, MHD_OPTION_END);
	return s->daemon ? OK : fault_set(f, ERR_INTERNAL, "", "cannot listen on %s: %s", s->listen, strerror(errno));
}

static int port_of(struct MHD_Daemon *d)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT);
	return info ? info->port : 0;
}

/* No new connections; what has begun is answered, within a limit. */
static void drain(struct server *s)
{
	MHD_socket listener = MHD_quiesce_daemon(s->daemon);
	for (int i = 0; i < DRAIN_TRIES && atomic_load(&in_flight) > 0; i++)
		usleep(DRAIN_STEP_US);
	workers_stop(s->workers);
	MHD_stop_daemon(s->daemon);
	if (listener != MHD_INVALID_SOCKET)
		close(listener);
}

enum err server_run(struct site *site, const char *listen, void (*started)(int port), struct fault *f)
{
	struct server s = { .site = site, .listen = listen };
	sigset_t stop;
	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
	signal(SIGPIPE, SIG_IGN);
	s.workers = workers_start(MAX_WORKERS, work);
	s.cache = page_cache_new();
	enum err e = start(&s, f);
	if (!e) {
		int got;
		started(port_of(s.daemon));
		sigwait(&stop, &got);
		log_line("event=stopping");
		drain(&s);
	} else {
		workers_stop(s.workers);
	}
	page_cache_free(s.cache);
	return e;
}
