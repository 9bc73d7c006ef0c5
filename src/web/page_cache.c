/* Pages that are the same for everyone who is not signed in, kept as ready responses. A page is used while the catalogue
 * and the settings have not changed and the minute in which it was drawn has not ended. */
#include "web/web_private.h"
#include "base/str.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 512, MINUTE_MS = 60000 };

struct kept {
	char *path;
	struct look look;
	uint64_t catalogue, settings;
	int64_t minute;
	struct kept_page page;
};

struct page_cache {
	pthread_mutex_t lock;
	struct kept slots[SLOTS];
};

struct page_cache *page_cache_new(void)
{
	struct page_cache *c = calloc(1, sizeof *c);
	must(c);
	pthread_mutex_init(&c->lock, NULL);
	return c;
}

static void clear(struct kept *k)
{
	if (k->path) {
		MHD_destroy_response(k->page.plain);
		MHD_destroy_response(k->page.packed);
	}
	free(k->path);
	*k = (struct kept){ 0 };
}

void page_cache_free(struct page_cache *c)
{
	for (size_t i = 0; i < SLOTS; i++)
		clear(&c->slots[i]);
	free(c);
}

bool page_cache_allows(struct exchange *x)
{
	const struct req *r = &x->req;
	return r->route && (r->route->flags & ROUTE_SHARED) && r->who.kind == WHO_NOBODY && x->query.n == 0 && !x->said &&
	       !x->visitor_cookie;
}

static struct kept *slot_of(struct page_cache *c, const struct req *r)
{
	enum { TYPES = 4 };
	uint64_t look = (uint64_t)(r->look.contrast * TYPES + r->look.type);
	return &c->slots[(quick_hash(QUICK_HASH, r->path, strlen(r->path)) + look) % SLOTS];
}

static bool fresh(const struct kept *k, struct exchange *x)
{
	const struct store *s = x->req.site->store;
	bool same = k->look.type == x->req.look.type && k->look.contrast == x->req.look.contrast;
	return k->path && same && strcmp(k->path, x->req.path) == 0 && k->minute == x->req.now / MINUTE_MS &&
	       k->catalogue == store_generation(s, TOPIC_CATALOGUE) && k->settings == store_generation(s, TOPIC_SETTINGS);
}

/* Queues the kept response, which takes its own reference, under the lock; false when there is none. */
bool page_cache_send(struct page_cache *c, struct exchange *x, bool gzip)
{
	bool sent = false;
	pthread_mutex_lock(&c->lock);
	struct kept *k = slot_of(c, &x->req);
	const char *known = dispatch_header(x, "If-None-Match");
	if (fresh(k, x) && !(known && strstr(known, k->page.etag)))
		sent = MHD_queue_response(x->connection, MHD_HTTP_OK, gzip ? k->page.packed : k->page.plain) == MHD_YES;
	pthread_mutex_unlock(&c->lock);
	return sent;
}

void page_cache_put(struct page_cache *c, struct exchange *x)
{
	struct kept k = {
		.path = strdup(x->req.path), .look = x->req.look, .catalogue = x->seen_catalogue, .settings = x->seen_settings,
		.minute = x->req.now / MINUTE_MS, .page = x->keep,
	};
	pthread_mutex_lock(&c->lock);
	struct kept *slot = slot_of(c, &x->req);
	clear(slot);
	*slot = k;
	pthread_mutex_unlock(&c->lock);
}
