/* The way out of the house, over libcurl: one exchange with a mail server, a gateway or another site. Bounded in every
 * direction: 5 s to connect, 20 s for all of it, no redirects, no proxy, only the protocols named, certificates checked, no more
 * than 64 KB of an answer read; whoever opens it may narrow or widen that by curl's own options. Only for jobs: it waits. */
#pragma once
#include "base/arena.h"
#include <curl/curl.h>

struct wire {
	CURL *curl;
	struct curl_slist *list; /* the headers, or the recipients */
	size_t answer_bytes;
	char why[CURL_ERROR_SIZE];
};

/* Released with the arena. protocols: "smtp,smtps". */
struct wire *wire_open(struct arena *mem, const char *url, const char *protocols);
void wire_list(struct wire *w, CURLoption what, const char *line); /* adds to the list that is sent as `what` */
/* What is wrong, for an administrator; NULL when the exchange went through, with whatever answer (wire_answer()). No personal
 * data in it. */
const char *wire_run(struct arena *mem, struct wire *w);
/* The same for an exchange that a multi handle has run and that ended with e. */
const char *wire_wrong(struct arena *mem, const struct wire *w, CURLcode e);
long wire_answer(struct wire *w); /* HTTP status or SMTP code */
