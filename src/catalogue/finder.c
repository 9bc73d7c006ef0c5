#include "catalogue/finder.h"
#include "base/str.h"
#include "search/synonyms.h"
#include <assert.h>
#include <ctype.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static_assert((int)FINDER__MAX <= (int)SEARCH_FACETS, "every filter has its facet");

enum {
	ROWS_A_PAGE = 2000, WORK_MEMORY = 1 << 30, NAME_CHARACTERS = 255, CODE_BYTES = 8,
	SMALL = 10000,        /* items that are indexed anew faster than anybody notices */
	CHANGED_MOST = 1000,  /* items in the segment of changes */
	CHANGED_PART = 8,     /* of a small index: one in so many */
	SETTLED_MS = 2000,    /* a change that old is in every snapshot taken now */
	WEIGHT_FIRST = 8, WEIGHT_STAR = 9, WEIGHT_POPULARITY = 16,
};

/* The segment of all items as they were at the watermark. */
struct base {
	_Atomic int users;
	struct search_segment *segment;
	int64_t watermark; /* no change up to here is missing */
};

/* What searches use until the catalogue moves on. */
struct current {
	_Atomic int users;
	uint64_t generation; /* of TOPIC_CATALOGUE */
	int64_t newest;      /* the last change that it knows of */
	struct arena *mem;
	struct base *base;
	struct search_segment *changes;
	unsigned char *dead; /* in base: changed since */
	struct search_synonyms *synonyms;
	struct topic_name_row *topics; size_t n_topics;
};

struct finder {
	pthread_mutex_t lock;
	pthread_cond_t made;
	struct current *current;
	bool refreshing, building, has_thread;
	pthread_t thread;
	struct store *store;
};

/* --- life --- */

static void release_base(struct base *b)
{
	if (b && atomic_fetch_sub(&b->users, 1) == 1) {
		search_free(b->segment);
		free(b);
	}
}

static void release(void *what)
{
	struct current *c = what;
	if (!c || atomic_fetch_sub(&c->users, 1) != 1)
		return;
	release_base(c->base);
	search_free(c->changes);
	search_synonyms_free(c->synonyms);
	arena_free(c->mem);
	free(c);
}

static struct current *hold(struct current *c)
{
	if (c)
		atomic_fetch_add(&c->users, 1);
	return c;
}

static void *finder_new(struct tx *t)
{
	struct finder *f = calloc(1, sizeof *f);
	must(f);
	pthread_mutex_init(&f->lock, NULL);
	pthread_cond_init(&f->made, NULL);
	f->store = t->store;
	return f;
}

static void finder_free(void *what)
{
	struct finder *f = what;
	if (f->has_thread)
		pthread_join(f->thread, NULL);
	release(f->current);
	pthread_cond_destroy(&f->made);
	pthread_mutex_destroy(&f->lock);
	free(f);
}

static struct finder *finder_of(struct tx *t)
{
	return (struct finder *)store_cached(t, TOPIC_NEVER, finder_new, finder_free);
}

/* --- items as documents --- */

static bool is_code(const char *line)
{
	bool digit = false;
	for (const char *p = line; *p; p++) {
		if ((unsigned char)*p >= 128 || *p == ' ')
			return false;
		digit |= isdigit((unsigned char)*p) != 0;
	}
	return digit && strlen(line) >= CODE_BYTES;
}

static char *lower(struct arena *a, const char *s)
{
	char *out = arena_strdup(a, s);
	for (char *p = out; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return out;
}

/* item.words has one word a line: name, keywords, codes, agency and topics. */
static void add_texts(struct arena *a, const struct findable_row *row, struct search_doc *doc)
{
	const char *name = lower(a, row->name), *agency = lower(a, row->agency), *agency_short = lower(a, row->agency_short);
	const char *topics = lower(a, row->topics);
	size_t lines = 1;
	for (const char *p = row->words; *p; p++)
		lines += *p == '\n';
	struct search_text *texts = arena_array(a, struct search_text, lines + 1);
	for (char *rest = arena_strdup(a, row->words), *line; (line = strsep(&rest, "\n"));) {
		if (!*line || str_eq(line, name))
			continue;
		enum search_field field = str_eq(line, agency) || str_eq(line, agency_short) ? SEARCH_AGENCY :
					  str_eq(line, topics) ? SEARCH_TOPIC : is_code(line) ? SEARCH_CODE : SEARCH_KEYWORD;
		texts[doc->n_texts++] = (struct search_text){ field, line };
	}
	doc->texts = texts;
}

static bool has_tag(const struct search_doc *doc, const char *tag)
{
	for (size_t i = 0; i < doc->n_tags; i++)
		if (str_eq(doc->tags[i], tag))
			return true;
	return false;
}

/* A topic may stand in several lists of an item. */
static void add_tags(struct arena *a, const struct findable_row *row, struct search_doc *doc)
{
	doc->tags = arena_array(a, const char *, strlen(row->topics) / 2 + 1);
	for (char *rest = arena_strdup(a, row->topics), *tag; (tag = strsep(&rest, " "));)
		if (*tag && !has_tag(doc, tag))
			doc->tags[doc->n_tags++] = tag;
}

/* Whether a name is of what somebody begins with, not of what comes later or only tells. */
static bool is_first(const char *name)
{
	static const char *const later[] = {
		"注销", "变更", "延续", "续期", "补办", "补证", "补发", "换发", "换证", "遗失", "停业", "歇业", "恢复", "终止", "转移", "作废", "咨询",
		"查询", "投诉", "解除",
	};
	for (size_t i = 0; i < sizeof later / sizeof *later; i++)
		if (strstr(name, later[i]))
			return false;
	return true;
}

/* Wanted items first, then those of more stars, those that somebody begins with, and those with the shorter name. */
static int64_t weight_of(const struct findable_row *row)
{
	size_t characters = str_length(row->name);
	return row->popularity << WEIGHT_POPULARITY | row->star << WEIGHT_STAR | (int64_t)is_first(row->name) << WEIGHT_FIRST |
	       (int64_t)(characters < NAME_CHARACTERS ? NAME_CHARACTERS - characters : 0);
}

static enum finder_whom whom_of(const struct findable_row *row)
{
	return row->for_person ? row->for_company ? FINDER_BOTH : FINDER_PERSONS : row->for_company ? FINDER_COMPANIES : FINDER_NOBODY;
}

static void add_doc(struct arena *a, const struct findable_row *row, struct search_doc *doc)
{
	/* GB/T 39046 A.2: 5 a town or street, 6 a village or community */
	bool street = str_eq(row->agency_kind, "street") || str_eq(row->level, "5") || str_eq(row->level, "6");
	*doc = (struct search_doc){ .id = row->id, .weight = weight_of(row), .name = row->name, .facets = {
		[FINDER_ORGANISATION] = row->organisation, [FINDER_STAR] = row->star, [FINDER_VISITS] = row->visits,
		[FINDER_WHOM] = whom_of(row), [FINDER_INSTANT] = row->instant,
		[FINDER_ONLINE] = row->online, [FINDER_FULL] = row->star == 5, [FINDER_STREET] = street,
	} };
	add_texts(a, row, doc);
	add_tags(a, row, doc);
}

/* --- making --- */

static struct current *current_new(struct tx *t, struct base *base, int64_t newest)
{
	struct current *c = calloc(1, sizeof *c);
	must(c);
	*c = (struct current){ .users = 1, .generation = t->seen[TOPIC_CATALOGUE], .newest = newest, .mem = arena_new(WORK_MEMORY),
			       .base = base };
	const struct search_synonym *words;
	size_t n = synonyms_all(t, &words);
	c->synonyms = search_synonyms_new(words, n);
	return c;
}

static void take_topics(struct tx *t, struct current *c)
{
	struct topic_name_row *rows;
	c->n_topics = topic_names(t, &rows);
	c->topics = arena_array(c->mem, struct topic_name_row, c->n_topics + 1);
	for (size_t i = 0; i < c->n_topics; i++)
		c->topics[i] = (struct topic_name_row){ .kind = arena_strdup(c->mem, rows[i].kind), .topic = arena_strdup(c->mem, rows[i].topic) };
}

/* Adds those of the rows that can be found. */
static void add_docs(struct arena *a, const struct findable_row *rows, size_t n, struct search_doc *docs, size_t *n_docs)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].state, "in_use") && !rows[i].secret)
			add_doc(a, &rows[i], &docs[(*n_docs)++]);
}

static size_t read_all(struct tx *t, struct search_doc **out, int64_t *out_newest)
{
	size_t n = 0, cap = 0, got;
	int64_t at = 0, id = 0;
	struct search_doc *docs = NULL;
	struct findable_row *rows;
	while ((got = items_changed(t, at, id, ROWS_A_PAGE, &rows)) > 0) {
		if (n + got > cap) {
			size_t more = cap * 2 > n + got ? cap * 2 : n + got;
			docs = arena_grow(t->mem, docs, cap * sizeof *docs, more * sizeof *docs);
			cap = more;
		}
		add_docs(t->mem, rows, got, docs, &n);
		at = rows[got - 1].changed_at;
		id = rows[got - 1].id;
	}
	*out = docs;
	*out_newest = at;
	return n;
}

/* Everything from the beginning, in memory of its own: a request has not enough for a province. NULL when reading fails. */
static struct current *make_all(struct tx *t)
{
	struct arena *work = arena_new(WORK_MEMORY);
	struct tx own = *t;
	own.mem = work;
	int64_t newest, settled = own.now - SETTLED_MS;
	struct search_doc *docs;
	size_t n = read_all(&own, &docs, &newest);
	struct current *c = NULL;
	if (!own.failed) {
		struct base *base = calloc(1, sizeof *base);
		must(base);
		*base = (struct base){ .users = 1, .segment = search_build(docs, n), .watermark = newest < settled ? newest : settled };
		c = current_new(&own, base, newest);
		take_topics(&own, c);
	}
	t->failed = own.failed;
	arena_free(work);
	return c;
}

/* The old base with what has changed since in place of what it says about it. */
static struct current *make_changes(struct tx *t, const struct current *old, const struct findable_row *rows, size_t n)
{
	atomic_fetch_add(&old->base->users, 1);
	struct current *c = current_new(t, old->base, n > 0 ? rows[n - 1].changed_at : old->newest);
	struct search_doc *docs = arena_array(t->mem, struct search_doc, n + 1);
	size_t kept = 0;
	c->dead = arena_alloc(c->mem, search_size(c->base->segment) / 8 + 1);
	for (size_t i = 0; i < n; i++)
		search_bury(c->base->segment, c->dead, rows[i].id);
	add_docs(t->mem, rows, n, docs, &kept);
	c->changes = search_build(docs, kept);
	take_topics(t, c);
	return c;
}

static void install(struct finder *f, struct current *c)
{
	pthread_mutex_lock(&f->lock);
	struct current *old = f->current;
	if (c)
		f->current = c;
	pthread_mutex_unlock(&f->lock);
	if (c)
		release(old);
}

static void *build_main(void *arg)
{
	struct finder *f = arg;
	struct fault fault = { 0 };
	struct arena *mem = arena_new(WORK_MEMORY);
	struct tx *t = store_read(f->store, mem, &fault);
	struct current *c = t->failed ? NULL : make_all(t);
	store_read_done(t);
	arena_free(mem);
	install(f, c);
	pthread_mutex_lock(&f->lock);
	f->building = false;
	pthread_mutex_unlock(&f->lock);
	return NULL;
}

/* Called by the one who refreshes, and nobody else: the thread's own fields need no lock. */
static void build_apart(struct finder *f)
{
	pthread_mutex_lock(&f->lock);
	bool start = !f->building;
	if (start) {
		if (f->has_thread)
			pthread_join(f->thread, NULL); /* it has said that it is done */
		f->has_thread = f->building = pthread_create(&f->thread, NULL, build_main, f) == 0;
	}
	pthread_mutex_unlock(&f->lock);
}

/* What follows the old one; NULL to go on with it. */
static struct current *make_next(struct tx *t, struct finder *f, const struct current *old)
{
	struct findable_row *rows;
	if (!old)
		return make_all(t);
	size_t n = items_changed(t, old->base->watermark, INT64_MAX, CHANGED_MOST + 1, &rows), size = search_size(old->base->segment);
	bool small = size <= SMALL, many = n > CHANGED_MOST || (small && n * CHANGED_PART > size);
	/* the catalogue has moved, but no item shows it: an organisation's name, a star's rule */
	bool unseen = n == 0 || rows[n - 1].changed_at == old->newest;
	if ((many || unseen) && small)
		return make_all(t);
	if (n > CHANGED_MOST / 2 || unseen)
		build_apart(f);
	return n > CHANGED_MOST ? NULL : make_changes(t, old, rows, n);
}

/* --- use --- */

/* The current index, refreshed by the one who first sees that it is old; nobody but the very first searches waits for that. */
static struct current *borrow(struct tx *t)
{
	struct finder *f = finder_of(t);
	int64_t newest = items_newest(t); /* another process may have changed items: no generation tells of that */
	pthread_mutex_lock(&f->lock);
	while (!f->current && f->refreshing)
		pthread_cond_wait(&f->made, &f->lock);
	bool old = !f->current || f->current->generation < t->seen[TOPIC_CATALOGUE] || f->current->newest < newest;
	bool mine = old && !f->refreshing && !f->building;
	f->refreshing |= mine;
	struct current *c = hold(f->current);
	pthread_mutex_unlock(&f->lock);
	if (!mine)
		return c;
	struct current *next = make_next(t, f, c);
	install(f, hold(next));
	pthread_mutex_lock(&f->lock);
	f->refreshing = false;
	pthread_cond_broadcast(&f->made);
	pthread_mutex_unlock(&f->lock);
	if (!next)
		return c;
	release(c);
	return next;
}

static struct current *borrow_for(struct tx *t)
{
	must(!t->writable);
	struct current *c = borrow(t);
	if (c)
		arena_defer(t->mem, release, c);
	return c;
}

bool finder_run(struct tx *t, const struct search_want *want, struct search_result *out)
{
	const struct current *c = borrow_for(t);
	if (!c)
		return false;
	const struct search_part parts[] = { { c->base->segment, c->dead }, { c->changes, NULL } };
	search_run(t->mem, parts, c->changes ? 2 : 1, c->synonyms, want, out);
	return true;
}

struct search_want finder_want(const char *words, size_t most)
{
	struct search_want w = { .words = words, .tag = "", .after = { .rank = -1 }, .most = most };
	for (unsigned f = 0; f < SEARCH_FACETS; f++)
		w.facets[f] = search_any();
	return w;
}

size_t finder_topics(struct tx *t, const struct topic_name_row **out)
{
	const struct current *c = borrow_for(t);
	*out = c ? c->topics : NULL;
	return c ? c->n_topics : 0;
}
