/* A load generator small enough to leave the machine to the server: one thread, epoll, keep-alive, one request at a time on
 * each connection.
 *
 *   load PORT CLIENTS LIST [SECONDS]
 *
 * A line of LIST is METHOD, path, cookie, body, with tabs between them. Without SECONDS every line is sent once; with it the
 * list is sent over and over. Prints one JSON object: requests, failed (status 400 and above), seconds from the first byte
 * sent to the last answer, percentiles of the answers' times in ms, and the processor time the generator itself took. */
#include "base/arena.h"
#include "base/str.h"
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { MAX_REQUESTS = 4 << 20, MAX_CLIENTS = 1024, ANSWER_BYTES = 512 * 1024, MEMORY = 1 << 30 };

struct client {
	int fd;
	int64_t sent_us;
	size_t got;
	char *answer; /* ANSWER_BYTES + 1 */
};

struct load {
	struct arena *mem;
	struct client clients[MAX_CLIENTS];
	const char **requests;
	size_t n_requests, next, running, failed, n_times;
	int64_t until_us; /* 0: every request once */
	uint32_t *times_us;
	int port, epoll;
};

static int64_t now_us(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

static const char *request_of(struct arena *a, char *line)
{
	char *save, *method = strtok_r(line, "\t\n", &save), *path = strtok_r(NULL, "\t\n", &save);
	const char *cookie = strtok_r(NULL, "\t\n", &save), *body = strtok_r(NULL, "\t\n", &save);
	must(method && path);
	const char *head = arena_printf(a, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: %s\r\n", method, path, str_or_empty(cookie));
	if (!str_eq(method, "POST"))
		return arena_printf(a, "%s\r\n", head);
	return arena_printf(a, "%sContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s", head,
			    strlen(str_or_empty(body)), str_or_empty(body));
}

static void read_list(struct load *l, const char *path)
{
	char *line = NULL;
	size_t cap = 0;
	FILE *f = fopen(path, "r");
	must(f);
	l->requests = arena_array(l->mem, const char *, MAX_REQUESTS);
	while (getline(&line, &cap, f) > 0) {
		must(l->n_requests < MAX_REQUESTS);
		l->requests[l->n_requests++] = request_of(l->mem, line);
	}
	must(l->n_requests > 0);
	free(line);
	fclose(f);
}

static void connect_client(struct load *l, size_t i)
{
	struct client *c = &l->clients[i];
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)l->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int yes = 1;
	c->fd = socket(AF_INET, SOCK_STREAM, 0);
	must(c->fd >= 0 && connect(c->fd, (struct sockaddr *)&to, sizeof to) == 0);
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	if (!c->answer)
		c->answer = arena_alloc(l->mem, ANSWER_BYTES + 1);
	struct epoll_event e = { .events = EPOLLIN, .data.u64 = i };
	must(epoll_ctl(l->epoll, EPOLL_CTL_ADD, c->fd, &e) == 0);
}

/* The next request of the list; false when there is none. */
static bool send_next(struct load *l, struct client *c)
{
	if (l->until_us ? now_us() >= l->until_us : l->next == l->n_requests)
		return false;
	const char *request = l->requests[l->next++ % l->n_requests];
	size_t n = strlen(request);
	c->got = 0;
	c->sent_us = now_us();
	must(write(c->fd, request, n) == (ssize_t)n);
	return true;
}

/* Length of the whole answer; 0 while its head has not come. */
static size_t answer_bytes(const struct client *c)
{
	const char *end = strstr(c->answer, "\r\n\r\n"), *length = strcasestr(c->answer, "\r\nContent-Length:");
	if (!end)
		return 0;
	must(length && length < end);
	return (size_t)(end + 4 - c->answer) + strtoul(length + strlen("\r\nContent-Length:"), NULL, 10);
}

static void answered(struct load *l, size_t i)
{
	struct client *c = &l->clients[i];
	bool bad = c->answer[strlen("HTTP/1.1 ")] >= '4';
	if (bad && l->failed++ == 0)
		fprintf(stderr, "load: %.*s\n", 2000, c->answer);
	must(l->n_times < MAX_REQUESTS);
	l->times_us[l->n_times++] = (uint32_t)(now_us() - c->sent_us);
	if (strcasestr(c->answer, "\r\nConnection: close")) {
		close(c->fd);
		connect_client(l, i);
	}
	if (!send_next(l, c))
		l->running--;
}

static void readable(struct load *l, size_t i)
{
	struct client *c = &l->clients[i];
	ssize_t n = read(c->fd, c->answer + c->got, ANSWER_BYTES - c->got);
	must(n > 0);
	c->got += (size_t)n;
	c->answer[c->got] = '\0';
	size_t whole = answer_bytes(c);
	must(whole <= ANSWER_BYTES);
	if (whole && c->got >= whole)
		answered(l, i);
}

static int by_size(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

static double percentile_ms(const struct load *l, size_t percent)
{
	return l->times_us[(l->n_times - 1) * percent / 100] / 1000.0;
}

static void report(struct load *l, int64_t us)
{
	struct rusage own;
	getrusage(RUSAGE_SELF, &own);
	double cpu = (double)(own.ru_utime.tv_sec + own.ru_stime.tv_sec) + (double)(own.ru_utime.tv_usec + own.ru_stime.tv_usec) / 1e6;
	qsort(l->times_us, l->n_times, sizeof *l->times_us, by_size);
	printf("{\"requests\": %zu, \"failed\": %zu, \"seconds\": %.4f, \"p50\": %.2f, \"p95\": %.2f, \"p99\": %.2f, \"cpu\": %.2f}\n",
	       l->n_times, l->failed, (double)us / 1e6, percentile_ms(l, 50), percentile_ms(l, 95), percentile_ms(l, 99), cpu);
}

static int64_t run(struct load *l, size_t clients)
{
	int64_t from = now_us();
	for (size_t i = 0; i < clients; i++)
		l->running += send_next(l, &l->clients[i]);
	while (l->running > 0) {
		struct epoll_event events[64];
		int n = epoll_wait(l->epoll, events, 64, -1);
		for (int i = 0; i < n; i++)
			readable(l, events[i].data.u64);
	}
	return now_us() - from;
}

int main(int argc, char **argv)
{
	static struct load l;
	int64_t port, clients, seconds = 0;
	if ((argc != 4 && argc != 5) || !num_parse(argv[1], 1, 65535, &port) || !num_parse(argv[2], 1, MAX_CLIENTS, &clients) ||
	    (argc == 5 && !num_parse(argv[4], 1, 3600, &seconds))) {
		fprintf(stderr, "usage: load PORT CLIENTS LIST [SECONDS]\n");
		return 2;
	}
	l = (struct load){ .mem = arena_new(MEMORY), .port = (int)port, .epoll = epoll_create1(0) };
	l.times_us = malloc(MAX_REQUESTS * sizeof *l.times_us);
	must(l.times_us);
	read_list(&l, argv[3]);
	for (size_t i = 0; i < (size_t)clients; i++)
		connect_client(&l, i);
	l.until_us = seconds ? now_us() + seconds * 1000000 : 0;
	report(&l, run(&l, (size_t)clients));
	free(l.times_us);
	arena_free(l.mem);
	return l.failed ? 1 : 0;
}
