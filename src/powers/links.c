/* Which addresses of other sites our records name, and the job that tries them. */
#include "powers/powers_private.h"
#include "base/day.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

enum { PAGE_ITEMS = 200, PAGE_MEMORY = 32 * 1024 * 1024, MOST_SITES = 1000, BATCH = 8 };

static const char *const keys[] = { "url", "online_url", "mobile_url" };

struct uses {
	struct arena *mem;
	struct link_use *all;
	size_t n, room;
};

static void add(struct uses *u, struct link_use use)
{
	if (u->n == u->room) {
		size_t room = u->room ? u->room * 2 : PAGE_ITEMS;
		u->all = arena_grow(u->mem, u->all, u->room * sizeof *u->all, room * sizeof *u->all);
		u->room = room;
	}
	u->all[u->n++] = use;
}

static void add_addresses(struct uses *u, const char *body, struct link_use of)
{
	json_t *json = json_loads(body, 0, NULL);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const char *url = json_get_text(json, keys[i]);
		if (!*url)
			continue;
		of.url = arena_strdup(u->mem, url);
		add(u, of);
	}
	json_decref(json);
}

static void add_sites(struct tx *t, struct uses *u, int64_t organisation)
{
	struct directory_row *rows;
	size_t n = directory_all(t, "site", MOST_SITES, &rows);
	for (size_t i = 0; i < n; i++)
		if (!organisation || rows[i].organisation == organisation)
			add_addresses(u, rows[i].body,
				      (struct link_use){ .kind = "便民网站", .name = rows[i].name, .agency_short = rows[i].agency_short,
							 .path = arena_printf(u->mem, "/admin/records/site/%s", rows[i].code),
							 .organisation = rows[i].organisation });
}

static void add_item(struct uses *u, const struct item_address_row *row)
{
	struct arena *a = u->mem;
	add_addresses(u, row->body, (struct link_use){ .kind = "事项", .name = arena_strdup(a, row->name), .organisation = row->organisation,
						       .agency_short = arena_strdup(a, row->agency_short),
						       .path = arena_printf(a, "/admin/records/item/%s", row->code) });
}

/* Bodies are read a page at a time in memory of their own: a province's would not fit into a request's. */
static void add_items(struct tx *t, struct uses *u, int64_t organisation)
{
	struct arena *page = arena_new(PAGE_MEMORY);
	size_t n = PAGE_ITEMS;
	for (int64_t after = 0; n == PAGE_ITEMS && !t->failed; arena_reset(page)) {
		struct item_address_row *rows;
		struct fault f = { 0 };
		struct tx *now = store_read(t->store, page, &f);
		n = items_with_address(now, organisation, after, PAGE_ITEMS, &rows);
		for (size_t i = 0; i < n; i++)
			add_item(u, &rows[i]);
		after = n ? rows[n - 1].id : after;
		if (now->failed)
			t->failed = fail(t, now->failed, "%s", f.words);
		store_read_done(now);
	}
	arena_free(page);
}

static int by_address(const void *a, const void *b)
{
	const struct link_use *x = a, *y = b;
	int c = strcmp(x->url, y->url);
	return c ? c : strcmp(x->name, y->name);
}

size_t links_used(struct tx *t, int64_t organisation, struct link_use **out)
{
	struct uses u = { .mem = t->mem };
	add_sites(t, &u, organisation);
	add_items(t, &u, organisation);
	if (u.n)
		qsort(u.all, u.n, sizeof *u.all, by_address);
	*out = u.all;
	return u.n;
}

size_t links_broken(struct tx *t, int64_t organisation)
{
	struct link_use *all;
	struct link_row state;
	if (!link_any_broken(t))
		return 0;
	size_t broken = 0, n = links_used(t, organisation, &all);
	for (size_t i = 0; i < n; i++)
		if ((i == 0 || !str_eq(all[i].url, all[i - 1].url)) && link_state(t, all[i].url, &state) && !state.ok)
			broken++;
	return broken;
}

const char *links_words(struct tx *t, const char *url)
{
	struct link_row state;
	if (!link_state(t, url, &state) || state.ok)
		return "";
	struct ymd since = day_to_ymd(day_of_ms(state.failed_since, DAY_ZONE_CHINA));
	return arena_printf(t->mem, "现在打不开（%d 月 %d 日起）", since.month, since.day);
}

/* ---- the job ----
 * Each run tries a few addresses and queues the next one, so that letters and notices get their turn in between. The payload is
 * the last address tried, "" at first: addresses are walked in order, and a run that is done twice harms nothing. */

struct batch {
	struct link_try tries[BATCH];
	size_t n;
	bool inside, last;
	struct link_use *uses; size_t n_uses;
};

static void choose(struct tx *t, const char *after, struct batch *b)
{
	b->n_uses = links_used(t, 0, &b->uses);
	b->last = true;
	for (size_t i = 0; i < b->n_uses; i++) {
		const char *url = b->uses[i].url;
		if (strcmp(url, after) <= 0 || (i > 0 && str_eq(url, b->uses[i - 1].url)))
			continue;
		if (b->n == BATCH) {
			b->last = false;
			return;
		}
		b->tries[b->n++].url = url;
	}
}

static void forget_unused(struct tx *t, const struct batch *b)
{
	struct link_row *rows;
	size_t n = link_all(t, &rows), at = 0;
	for (size_t i = 0; i < n; i++) {
		while (at < b->n_uses && strcmp(b->uses[at].url, rows[i].url) < 0)
			at++;
		if (at == b->n_uses || !str_eq(b->uses[at].url, rows[i].url))
			link_forget(t, rows[i].url);
	}
}

static enum err record(struct tx *t, void *arg)
{
	const struct batch *b = arg;
	for (size_t i = 0; i < b->n; i++)
		link_put(t, b->tries[i].url, b->tries[i].ok, b->tries[i].words);
	if (b->last)
		forget_unused(t, b);
	else
		job_add(t, "links_check", b->tries[b->n - 1].url, t->now);
	return t->failed;
}

static enum err check_some(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	struct batch b = { .n = 0 };
	struct tx *t = store_read(site->store, mem, f);
	const char *setting = setting_text(t, SETTING_LINK_CHECK);
	bool on = !str_eq(setting, "off");
	b.inside = str_eq(setting, "any");
	if (on)
		choose(t, payload, &b);
	enum err e = t->failed;
	store_read_done(t);
	if (e || !on)
		return e;
	links_try(mem, b.tries, b.n, b.inside);
	return store_write(site->store, mem, f, record, &b);
}

static enum err begin(struct tx *t, void *arg)
{
	(void)arg;
	if (!str_eq(setting_text(t, SETTING_LINK_CHECK), "off"))
		job_add(t, "links_check", "", t->now);
	return t->failed;
}

static enum err every_night(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	(void)payload;
	return store_write(site->store, mem, f, begin, NULL);
}

const struct job_kind links_jobs[] = {
	{ "links_night", every_night, jobs_at_midnight },
	{ "links_check", check_some, NULL },
	{ 0 },
};
