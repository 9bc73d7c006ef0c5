#include "powers/powers_private.h"
#include "notices/wire.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

enum { SECONDS = 10, REDIRECTS_MOST = 5, POLL_MS = 1000 };
enum { HTTP_OK = 200, HTTP_REDIRECT = 300, HTTP_NOT_MODIFIED = 304, HTTP_SIGN_IN = 401, HTTP_FORBIDDEN = 403, HTTP_GONE = 410,
       HTTP_NOT_FOUND = 404, HTTP_TOO_MANY = 429, HTTP_SERVER = 500 };

/* ---- what is inside ---- */

struct block { const char *address; int bits; };

static const struct block blocks_4[] = {
	{ "0.0.0.0", 8 }, { "10.0.0.0", 8 }, { "100.64.0.0", 10 }, { "127.0.0.0", 8 }, { "169.254.0.0", 16 }, { "172.16.0.0", 12 },
	{ "192.0.0.0", 24 }, { "192.0.2.0", 24 }, { "192.168.0.0", 16 }, { "198.18.0.0", 15 }, { "198.51.100.0", 24 },
	{ "203.0.113.0", 24 }, { "224.0.0.0", 3 }, { 0 },
};
/* An IPv4 address within an IPv6 one may lead inside as well: mapped, translated, 6to4, Teredo. */
static const struct block blocks_6[] = {
	{ "::", 96 }, { "::ffff:0:0", 96 }, { "64:ff9b::", 96 }, { "64:ff9b:1::", 48 }, { "100::", 64 }, { "2001::", 23 }, { "2001:db8::", 32 },
	{ "2002::", 16 }, { "fc00::", 7 }, { "fe80::", 9 }, { "ff00::", 8 }, { 0 },
};

static bool starts_with(const unsigned char *address, const unsigned char *block, int bits)
{
	int bytes = bits / 8, rest = bits % 8;
	unsigned mask = rest ? 0xFFu << (8 - rest) & 0xFFu : 0;
	return memcmp(address, block, (size_t)bytes) == 0 && (!rest || ((address[bytes] ^ block[bytes]) & mask) == 0);
}

static bool in_blocks(int family, const void *address, const struct block *blocks)
{
	unsigned char start[sizeof(struct in6_addr)];
	for (; blocks->address; blocks++) {
		must(inet_pton(family, blocks->address, start) == 1);
		if (starts_with(address, start, blocks->bits))
			return true;
	}
	return false;
}

bool links_try_is_inside(const struct sockaddr *address)
{
	switch (address->sa_family) {
	case AF_INET: return in_blocks(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, blocks_4);
	case AF_INET6: return in_blocks(AF_INET6, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, blocks_6);
	default: return true;
	}
}

/* ---- trying ---- */

struct attempt {
	struct link_try *link;
	struct wire *wire;
	bool inside, refused;
	CURLcode ended;
};

/* Judged by the address that is really connected to, after every redirect: a name may lead anywhere. */
static curl_socket_t open_socket(void *client, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct attempt *x = client;
	(void)purpose;
	if (!x->inside && links_try_is_inside(&a->addr)) {
		x->refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

static void prepare(struct arena *mem, struct attempt *x, bool only_head)
{
	CURL *c = (x->wire = wire_open(mem, x->link->url, "http,https"))->curl;
	x->refused = false;
	x->ended = CURLE_OK;
	curl_easy_setopt(c, CURLOPT_NOBODY, (long)only_head);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)SECONDS);
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(c, CURLOPT_MAXREDIRS, (long)REDIRECTS_MOST);
	curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_USERAGENT, "Tongban link check");
	curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, x);
	curl_easy_setopt(c, CURLOPT_PRIVATE, x);
}

static void take_results(CURLM *multi)
{
	int left;
	for (CURLMsg *m; (m = curl_multi_info_read(multi, &left));) {
		char *x = NULL;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &x);
		if (m->msg == CURLMSG_DONE)
			((struct attempt *)(void *)x)->ended = m->data.result;
	}
}

static void run(struct arena *mem, struct attempt *const *all, size_t n, bool only_head)
{
	CURLM *multi = curl_multi_init();
	must(multi);
	for (size_t i = 0; i < n; i++) {
		prepare(mem, all[i], only_head);
		must(curl_multi_add_handle(multi, all[i]->wire->curl) == CURLM_OK);
	}
	int running = (int)n;
	while (running > 0 && curl_multi_perform(multi, &running) == CURLM_OK && running > 0)
		curl_multi_poll(multi, NULL, 0, POLL_MS, NULL);
	take_results(multi);
	for (size_t i = 0; i < n; i++)
		curl_multi_remove_handle(multi, all[i]->wire->curl);
	curl_multi_cleanup(multi);
}

/* Who asks for a name, or has been asked too often, is there. */
static bool is_alive(long status)
{
	return (status >= HTTP_OK && status < HTTP_REDIRECT) || status == HTTP_NOT_MODIFIED || status == HTTP_SIGN_IN || status == HTTP_TOO_MANY;
}

static const char *status_words(struct arena *mem, long status)
{
	return status == HTTP_NOT_FOUND || status == HTTP_GONE ? "没有这个页面"
	     : status == HTTP_FORBIDDEN ? "不让打开"
	     : arena_printf(mem, status >= HTTP_SERVER ? "网站出错（%ld）" : "网站的回答不对（%ld）", status);
}

static void judge(struct arena *mem, struct attempt *x)
{
	const char *wrong = wire_wrong(mem, x->wire, x->ended);
	long status = wire_answer(x->wire);
	x->link->ok = !wrong && is_alive(status);
	x->link->words = x->refused ? "地址在内部网络里，公众打不开" : wrong ? wrong : x->link->ok ? "" : status_words(mem, status);
}

/* Some servers answer a HEAD with an error, or not at all. */
static bool is_worth_a_get(const struct attempt *x)
{
	return !x->link->ok && !x->refused &&
	       (x->ended == CURLE_OK || x->ended == CURLE_GOT_NOTHING || x->ended == CURLE_RECV_ERROR || x->ended == CURLE_WEIRD_SERVER_REPLY);
}

static void try_group(struct arena *mem, struct link_try *links, size_t n, bool inside)
{
	struct attempt all[LINKS_AT_ONCE] = { 0 }, *some[LINKS_AT_ONCE];
	size_t again = 0;
	for (size_t i = 0; i < n; i++) {
		all[i] = (struct attempt){ .link = &links[i], .inside = inside };
		some[i] = &all[i];
	}
	run(mem, some, n, true);
	for (size_t i = 0; i < n; i++) {
		judge(mem, &all[i]);
		if (is_worth_a_get(&all[i]))
			some[again++] = &all[i];
	}
	run(mem, some, again, false);
	for (size_t i = 0; i < again; i++)
		judge(mem, some[i]);
}

void links_try(struct arena *mem, struct link_try *all, size_t n, bool inside)
{
	for (size_t i = 0; i < n; i += LINKS_AT_ONCE)
		try_group(mem, all + i, n - i < LINKS_AT_ONCE ? n - i : LINKS_AT_ONCE, inside);
}
