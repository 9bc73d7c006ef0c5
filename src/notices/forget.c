#include "notices/notices_private.h"

enum { KEPT_DAYS = 400, PIECE = 500 };

struct piece {
	int64_t after;
	bool more;
};

/* A short piece of the writer's time. Ids follow time, so the walk ends at the first one that is young. */
static enum err forget_some(struct tx *t, void *arg)
{
	struct piece *p = arg;
	struct notice_age_row *all;
	int64_t before = t->now - (int64_t)KEPT_DAYS * DAY_MS;
	size_t n = notice_oldest(t, p->after, PIECE, &all), i = 0;
	for (; i < n && all[i].made_at < before; i++) {
		p->after = all[i].id;
		if (all[i].read_at)
			notice_remove(t, all[i].id);
	}
	p->more = i == PIECE;
	return t->failed;
}

enum err notices_run_forget(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	(void)payload;
	struct piece p = { .more = true };
	enum err e = OK;
	while (p.more && !e)
		e = store_write(site->store, mem, f, forget_some, &p);
	return e;
}
