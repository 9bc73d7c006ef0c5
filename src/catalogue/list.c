#include "catalogue/list.h"
#include "base/str.h"
#include "catalogue/departments.html.h"
#include "catalogue/home.html.h"
#include "catalogue/item.h"
#include "catalogue/items.html.h"
#include "catalogue/words.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { PAGE_ITEMS = 20, POPULAR = 8, TYPED_MAX = 100, URL_MAX = 4096, VISITS_MAX = 9 };

/* A filter that is on or off: how it is called in an address, and where it is kept. */
static const struct flag {
	const char *name, *words;
	size_t offset;
	enum finder_facet facet;
} flags[LIST_TICKS] = {
	{ "online", "网上可办", offsetof(struct item_query, online), FINDER_ONLINE },
	{ "full", "全程网办", offsetof(struct item_query, full), FINDER_FULL },
	{ "instant", "当场办结", offsetof(struct item_query, instant), FINDER_INSTANT },
	{ "street", "街道办理", offsetof(struct item_query, street), FINDER_STREET },
};

static bool *flag_of(struct item_query *q, const struct flag *f)
{
	return (bool *)((char *)q + f->offset);
}

struct item_query list_query(struct req *r)
{
	const char *whom = req_query(r, "for");
	struct item_query q = {
		.q = str_trim(r->mem, arena_strndup(r->mem, req_query(r, "q"), TYPED_MAX * 3)), .topic = req_query(r, "topic"),
		.organisation = req_query_int(r, "org", 1, INT64_MAX, 0), .star = req_query_int(r, "star", 1, 5, 0),
		.visits_below = req_query_int(r, "visits", 0, VISITS_MAX, -1) + 1, .person = str_eq(whom, "person"),
		.company = str_eq(whom, "company"), .after = req_query(r, "after"),
	};
	for (size_t i = 0; i < LIST_TICKS; i++)
		*flag_of(&q, &flags[i]) = str_eq(req_query(r, flags[i].name), "1");
	return q;
}

const char *list_pattern(struct arena *a, const char *typed)
{
	struct out o;
	out_init(&o, a, URL_MAX);
	out_raw(&o, "%");
	for (const char *p = item_search_words(a, typed); *p; p++) {
		if (strchr("%_\\", *p))
			out_raw(&o, "\\");
		char c = *p == ' ' || *p == '\t' ? '%' : *p;
		out_bytes(&o, &c, 1);
	}
	out_raw(&o, "%");
	const char *pattern = arena_strdup(a, out_str(&o));
	out_release(&o);
	return pattern;
}

static struct search_range only(int64_t v)
{
	return (struct search_range){ v, v };
}

static struct search_range at_least(int64_t v)
{
	return (struct search_range){ v, INT64_MAX };
}

static struct search_range up_to(int64_t v)
{
	return (struct search_range){ 0, v };
}

static const struct search_range persons = { FINDER_PERSONS, FINDER_BOTH }, companies = { FINDER_BOTH, FINDER_COMPANIES };

/* rank-weight-id */
static struct search_place read_after(const char *after)
{
	long long rank, weight, id;
	if (sscanf(after, "%3lld-%19lld-%19lld", &rank, &weight, &id) != 3)
		return (struct search_place){ .rank = -1 };
	return (struct search_place){ rank, weight, id };
}

static struct search_want want_of(struct item_query *q, size_t most)
{
	struct search_want w = finder_want(str_or_empty(q->q), most);
	w.tag = str_or_empty(q->topic);
	w.after = read_after(str_or_empty(q->after));
	if (q->organisation)
		w.facets[FINDER_ORGANISATION] = only(q->organisation);
	if (q->star)
		w.facets[FINDER_STAR] = at_least(q->star);
	if (q->visits_below)
		w.facets[FINDER_VISITS] = up_to(q->visits_below - 1);
	if (q->person || q->company)
		w.facets[FINDER_WHOM] = q->person ? persons : companies;
	for (size_t i = 0; i < LIST_TICKS; i++)
		if (*flag_of(q, &flags[i]))
			w.facets[flags[i].facet] = only(1);
	return w;
}

struct item_page list_page(struct tx *t, const struct item_query *q, size_t most)
{
	struct item_query asked = *q;
	struct search_want want = want_of(&asked, most + 1);
	struct item_page p = { .next = NULL };
	if (!finder_run(t, &want, &p.found))
		return p;
	p.total = p.found.total;
	p.rows = arena_array(t->mem, struct found_row, most + 1);
	/* an item that the index has and this snapshot has not is left out: it went while the search was on */
	for (size_t i = 0; i < p.found.n && i < most; i++)
		p.n += item_found(t, p.found.hits[i].id, &p.rows[p.n]);
	if (p.found.n > most) {
		const struct search_place *last = &p.found.hits[most - 1];
		p.next = arena_printf(t->mem, "%lld-%lld-%lld", (long long)last->rank, (long long)last->weight, (long long)last->id);
	}
	return p;
}

void list_name(struct out *o, const struct item_page *page, const char *name)
{
	struct search_mark *marks;
	size_t n = search_marks(o->mem, &page->found, name, &marks), at = 0;
	if (n > 0)
		out_raw(o, "<span>"); /* one piece, where its link sets its parts side by side */
	for (size_t i = 0; i < n; i++) {
		out_text_str(o, arena_strndup(o->mem, name + at, marks[i].from - at));
		out_raw(o, "<mark>");
		out_text_str(o, arena_strndup(o->mem, name + marks[i].from, marks[i].to - marks[i].from));
		out_raw(o, "</mark>");
		at = marks[i].to;
	}
	out_text_str(o, name + at);
	if (n > 0)
		out_raw(o, "</span>");
}

const char *list_visits(struct arena *a, int64_t visits)
{
	return visits < 0 ? "" : visits == 0 ? "不用到现场" : arena_printf(a, "最多到现场 %lld 次", (long long)visits);
}

const char *list_promised(struct arena *a, const char *promised)
{
	return isdigit((unsigned char)*promised) ? arena_printf(a, "承诺 %s", promised) : promised;
}

void list_cases(struct out *o, struct req *r)
{
	if (r->site->draw_home)
		r->site->draw_home(o, r);
}

void list_journeys(struct out *o, struct req *r, const char *typed)
{
	if (r->site->draw_journeys)
		r->site->draw_journeys(o, r, typed);
}

static void add_text(struct out *o, const char *name, const char *value)
{
	if (!*value)
		return;
	out_raw(o, o->len ? "&" : "?");
	out_raw(o, name);
	out_raw(o, "=");
	out_part_str(o, value);
}

static void add_number(struct out *o, const char *name, int64_t v)
{
	if (v)
		add_text(o, name, arena_printf(o->mem, "%lld", (long long)v));
}

/* The address of a list with these filters. */
static const char *href(struct arena *a, struct item_query q)
{
	struct out o;
	out_init(&o, a, URL_MAX);
	add_text(&o, "q", q.q);
	add_text(&o, "for", q.person ? "person" : q.company ? "company" : "");
	add_number(&o, "org", q.organisation);
	add_text(&o, "topic", q.topic);
	add_number(&o, "star", q.star);
	if (q.visits_below)
		add_text(&o, "visits", arena_printf(a, "%lld", (long long)q.visits_below - 1));
	for (size_t i = 0; i < LIST_TICKS; i++)
		add_number(&o, flags[i].name, *flag_of(&q, &flags[i]));
	add_text(&o, "after", q.after);
	const char *s = arena_printf(a, "/items%s", out_str(&o));
	out_release(&o);
	return s;
}

static const char *visits_words(struct arena *a, int64_t visits)
{
	return visits == 0 ? "一趟不用跑" : arena_printf(a, "最多跑 %lld 趟", (long long)visits);
}

static const char *agency_name(const struct list_view *v)
{
	for (size_t i = 0; i < v->agencies.n; i++)
		if (v->agencies.all[i].chosen)
			return v->agencies.all[i].words;
	return "部门";
}

static void add_chosen(struct arena *a, struct list_view *v, struct list_filter *all, const char *words, struct item_query without)
{
	without.after = "";
	all[v->n_chosen++] = (struct list_filter){ words, href(a, without) };
}

static void choose(struct arena *a, struct list_view *v)
{
	enum { OTHERS = 6 };
	struct list_filter *all = arena_array(a, struct list_filter, OTHERS + LIST_TICKS);
	const struct item_query q = v->query;
	struct item_query no_q = q, no_for = q, no_org = q, no_topic = q, no_star = q, no_visits = q;
	no_q.q = no_topic.topic = "";
	no_org.organisation = no_star.star = 0;
	no_for.person = no_for.company = false;
	no_visits.visits_below = 0;
	const struct { bool on; const char *words; const struct item_query *without; } others[OTHERS] = {
		{ *q.q, arena_printf(a, "关键词：%s", q.q), &no_q },
		{ q.person || q.company, q.person ? "个人" : "企业和组织", &no_for },
		{ q.organisation, agency_name(v), &no_org },
		{ *q.topic, q.topic, &no_topic },
		{ q.star, arena_printf(a, "%s以上", star_name(q.star)), &no_star },
		{ q.visits_below, visits_words(a, q.visits_below - 1), &no_visits },
	};
	for (size_t i = 0; i < OTHERS; i++)
		if (others[i].on)
			add_chosen(a, v, all, others[i].words, *others[i].without);
	for (size_t i = 0; i < LIST_TICKS; i++) {
		struct item_query without = q;
		if (!*flag_of(&without, &flags[i]))
			continue;
		*flag_of(&without, &flags[i]) = false;
		add_chosen(a, v, all, flags[i].words, without);
	}
	v->chosen = all;
}

/* --- what can be chosen, each with the number of items that it would leave --- */

static struct list_options options_new(struct arena *a, const char *title, size_t most)
{
	return (struct list_options){ title, arena_array(a, struct list_option, most + 1), 0 };
}

static void add_option(struct arena *a, struct list_options *o, int64_t value, const char *words, int64_t n, bool chosen)
{
	o->all[o->n++] = (struct list_option){ arena_printf(a, "%lld", (long long)value), words, n, chosen };
}

static void offer_agencies(struct tx *t, struct list_view *v)
{
	struct organisation *all;
	size_t n = organisation_list(t, &all);
	v->agencies = options_new(t->mem, "部门", n);
	for (size_t i = 0; i < n; i++) {
		int64_t items = search_counted(&v->page.found, FINDER_ORGANISATION, only(all[i].id));
		bool chosen = all[i].id == v->query.organisation;
		if (items > 0 || chosen)
			add_option(t->mem, &v->agencies, all[i].id, all[i].short_name, items, chosen);
	}
}

static void offer_topics(struct tx *t, struct list_view *v)
{
	static const struct { const char *kind, *title; } kinds[LIST_TOPICS] = {
		{ "life", "人生事件" }, { "personal", "个人主题" }, { "stage", "经营阶段" }, { "company", "企业主题" },
	};
	const struct topic_name_row *rows;
	size_t n = finder_topics(t, &rows);
	bool chosen = false; /* a topic of two kinds is offered twice, and chosen once */
	for (size_t k = 0; k < LIST_TOPICS; k++) {
		struct list_options *o = &v->topics[k];
		*o = options_new(t->mem, kinds[k].title, n);
		for (size_t i = 0; i < n; i++) {
			if (!str_eq(rows[i].kind, kinds[k].kind))
				continue;
			int64_t items = search_counted_tag(&v->page.found, rows[i].topic);
			bool here = !chosen && str_eq(rows[i].topic, v->query.topic);
			chosen |= here;
			if (items > 0 || here)
				o->all[o->n++] = (struct list_option){ rows[i].topic, rows[i].topic, items, here };
		}
	}
}

static void offer_numbers(struct arena *a, struct list_view *v)
{
	enum { STAR_FROM = 3, STAR_TO = 5, VISITS_TO = 1 };
	const struct search_result *found = &v->page.found;
	v->stars = options_new(a, "星级", STAR_TO);
	for (int64_t star = STAR_FROM; star <= STAR_TO; star++)
		add_option(a, &v->stars, star, arena_printf(a, star == STAR_TO ? "%s" : "%s以上", star_name(star)),
			   search_counted(found, FINDER_STAR, at_least(star)), star == v->query.star);
	v->visits = options_new(a, "到现场", VISITS_MAX);
	for (int64_t visits = 0; visits <= VISITS_TO; visits++)
		add_option(a, &v->visits, visits, visits_words(a, visits), search_counted(found, FINDER_VISITS, up_to(visits)),
			   visits + 1 == v->query.visits_below);
	v->ticks = options_new(a, "办理方式", LIST_TICKS);
	for (size_t i = 0; i < LIST_TICKS; i++)
		v->ticks.all[v->ticks.n++] = (struct list_option){ flags[i].name, flags[i].words, search_counted(found, flags[i].facet, only(1)),
								   *flag_of(&v->query, &flags[i]) };
	v->whom = options_new(a, "办理人", 2);
	v->whom.all[v->whom.n++] = (struct list_option){ "person", "个人", search_counted(found, FINDER_WHOM, persons), v->query.person };
	v->whom.all[v->whom.n++] = (struct list_option){ "company", "企业和组织", search_counted(found, FINDER_WHOM, companies), v->query.company };
}

static bool is_narrowed(struct item_query *q)
{
	bool any = *q->topic || q->star || q->visits_below;
	for (size_t i = 0; i < LIST_TICKS; i++)
		any |= *flag_of(q, &flags[i]);
	return any;
}

enum err list_items(struct req *r)
{
	struct tx *t = req_tx(r);
	struct list_view v = { .query = list_query(r) };
	v.page = list_page(t, &v.query, PAGE_ITEMS);
	if (t->failed)
		return t->failed;
	v.narrowed = is_narrowed(&v.query);
	offer_agencies(t, &v);
	offer_topics(t, &v);
	offer_numbers(r->mem, &v);
	choose(r->mem, &v);
	struct item_query first = v.query, next = v.query, meant = v.query;
	first.after = meant.after = "";
	next.after = v.page.next;
	meant.q = v.page.found.corrected;
	v.first_href = href(r->mem, first);
	v.next_href = v.page.next ? href(r->mem, next) : NULL;
	v.corrected_href = meant.q ? href(r->mem, meant) : NULL;
	if (v.page.n == 0 || v.page.found.near)
		v.n_popular = items_popular(t, POPULAR, &v.popular);
	catalogue_items(r->out, r, &v);
	return t->failed;
}

/* Rows come by kind and topic, the two most wanted items of each one after the other. */
static struct tiles tiles_of(struct arena *a, const struct topic_row *rows, size_t n, const char *kind)
{
	struct tiles t = { arena_array(a, struct tile, n + 1), 0 };
	for (size_t i = 0; i < n; i++) {
		const struct topic_row *row = &rows[i];
		if (!str_eq(row->kind, kind))
			continue;
		if (row->place == 1)
			t.all[t.n++] = (struct tile){ row->topic, row->name, row->n };
		else if (!str_eq(t.all[t.n - 1].examples, row->name)) /* every street has it */
			t.all[t.n - 1].examples = arena_printf(a, "%s、%s", t.all[t.n - 1].examples, row->name);
	}
	return t;
}

enum err list_home(struct req *r)
{
	struct tx *t = req_tx(r);
	struct topic_row *topics;
	size_t n = topics_counted(t, &topics);
	struct home_view v = {
		.life = tiles_of(r->mem, topics, n, "life"), .stages = tiles_of(r->mem, topics, n, "stage"),
		.personal = tiles_of(r->mem, topics, n, "personal"), .company = tiles_of(r->mem, topics, n, "company"),
		.waiting = r->who.kind == WHO_ACCOUNT && r->site->waiting ? r->site->waiting(r) : 0,
	};
	v.n_popular = items_popular(t, POPULAR, &v.popular);
	v.n_agencies = agencies_counted(t, &v.agencies);
	catalogue_home(r->out, r, &v);
	return t->failed;
}

enum err list_departments(struct req *r)
{
	struct tx *t = req_tx(r);
	struct home_view v = { .n_agencies = 0 };
	v.n_agencies = agencies_counted(t, &v.agencies);
	catalogue_departments(r->out, r, &v);
	return t->failed;
}
