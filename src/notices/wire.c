#include "notices/wire.h"

enum { CONNECT_SECONDS = 5, ALL_SECONDS = 20, ANSWER_BYTES_MOST = 64 * 1024 };

static void release(void *what)
{
	struct wire *w = what;
	curl_easy_cleanup(w->curl);
	curl_slist_free_all(w->list);
}

/* Only the status counts; an answer without end is cut off. */
static size_t count_answer(char *data, size_t size, size_t n, void *to)
{
	struct wire *w = to;
	(void)data;
	w->answer_bytes += size * n;
	return w->answer_bytes > ANSWER_BYTES_MOST ? 0 : size * n;
}

struct wire *wire_open(struct arena *mem, const char *url, const char *protocols)
{
	struct wire *w = arena_new_of(mem, struct wire);
	w->curl = curl_easy_init();
	must(w->curl);
	arena_defer(mem, release, w);
	curl_easy_setopt(w->curl, CURLOPT_URL, url);
	curl_easy_setopt(w->curl, CURLOPT_PROTOCOLS_STR, protocols);
	curl_easy_setopt(w->curl, CURLOPT_PROXY, ""); /* not even one from the environment: the setting says where it goes */
	curl_easy_setopt(w->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(w->curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(w->curl, CURLOPT_TIMEOUT, (long)ALL_SECONDS);
	curl_easy_setopt(w->curl, CURLOPT_ERRORBUFFER, w->why);
	curl_easy_setopt(w->curl, CURLOPT_WRITEFUNCTION, count_answer);
	curl_easy_setopt(w->curl, CURLOPT_WRITEDATA, w);
	return w;
}

void wire_list(struct wire *w, CURLoption what, const char *line)
{
	struct curl_slist *longer = curl_slist_append(w->list, line);
	must(longer);
	w->list = longer;
	curl_easy_setopt(w->curl, what, w->list);
}

const char *wire_wrong(struct arena *mem, const struct wire *w, CURLcode e)
{
	static const struct { CURLcode code; const char *words; } reasons[] = {
		{ CURLE_COULDNT_RESOLVE_HOST, "找不到这台主机" }, { CURLE_COULDNT_CONNECT, "连不上" },
		{ CURLE_OPERATION_TIMEDOUT, "等了太久没有回答" }, { CURLE_LOGIN_DENIED, "用户名或密码不对" },
		{ CURLE_USE_SSL_FAILED, "对方不支持加密，不能送出密码" }, { CURLE_PEER_FAILED_VERIFICATION, "对方的证书不可信" },
		{ CURLE_SSL_CONNECT_ERROR, "加密连接没有建立" }, { CURLE_GOT_NOTHING, "对方没有回答" },
		{ CURLE_UNSUPPORTED_PROTOCOL, "不是这里可以用的协议" }, { CURLE_TOO_MANY_REDIRECTS, "一再转到别的地址" },
	};
	if (e == CURLE_OK || (e == CURLE_WRITE_ERROR && w->answer_bytes > ANSWER_BYTES_MOST))
		return NULL;
	const char *words = "没有成功";
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].code == e)
			words = reasons[i].words;
	return arena_printf(mem, "%s（%s）", words, *w->why ? w->why : curl_easy_strerror(e));
}

const char *wire_run(struct arena *mem, struct wire *w)
{
	return wire_wrong(mem, w, curl_easy_perform(w->curl));
}

long wire_answer(struct wire *w)
{
	long code = 0;
	curl_easy_getinfo(w->curl, CURLINFO_RESPONSE_CODE, &code);
	return code;
}
