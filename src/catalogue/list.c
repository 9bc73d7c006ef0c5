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

enum { PAGE_ITEMS = 20, POPULAR = 8, TYPED_MAX = 100, URL_MAX = 4096 };

struct item_query list_query(struct req *r)
{
	const char *whom = req_query(r, "for");
	return (struct item_query){
		.q = str_trim(r->mem, arena_strndup(r->mem, req_query(r, "q"), TYPED_MAX * 3)), .topic = req_query(r, "topic"),
		.organisation = req_query_int(r, "org", 1, INT64_MAX, 0), .star = req_query_int(r, "star", 1, 5, 0),
		.person = str_eq(whom, "person"), .company = str_eq(whom, "company"), .online = str_eq(req_query(r, "online"), "1"),
		.instant = str_eq(req_query(r, "instant"), "1"), .after = req_query(r, "after"),
	};
}

static const char *like(struct arena *a, const char *typed, const char *before)
{
	struct out o;
	out_init(&o, a, URL_MAX);
	out_raw(&o, before);
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

const char *list_pattern(struct arena *a, const char *typed)
{
	return like(a, typed, "%");
}

/* rank-popularity-id */
static void read_after(const char *after, long long *rank, long long *popularity, long long *id)
{
	if (sscanf(after, "%1lld-%10lld-%19lld", rank, popularity, id) != 3)
		*rank = -1, *popularity = 0, *id = 0;
}

struct item_page list_page(struct tx *t, const struct item_query *q, size_t most)
{
	long long rank, popularity, id;
	read_after(q->after, &rank, &popularity, &id);
	struct item_page p = { .next = NULL };
	p.n = items_found(t, list_pattern(t->mem, q->q), like(t->mem, q->q, ""), q->organisation, q->person, q->company, q->topic,
			  q->star, q->online, q->instant, rank, popularity, id, (int64_t)most + 1, &p.rows);
	if (p.n > 0)
		p.total = p.rows[0].total;
	if (p.n > most) {
		p.n = most;
		const struct found_row *last = &p.rows[most - 1];
		p.next = arena_printf(t->mem, "%lld-%lld-%lld", (long long)last->rank, (long long)last->popularity,
				      (long long)last->id);
	}
	return p;
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
	add_number(&o, "online", q.online);
	add_number(&o, "instant", q.instant);
	add_text(&o, "after", q.after);
	const char *s = arena_printf(a, "/items%s", out_str(&o));
	out_release(&o);
	return s;
}

static const char *agency_name(const struct list_view *v, int64_t id)
{
	for (size_t i = 0; i < v->n_agencies; i++)
		if (v->agencies[i].id == id)
			return v->agencies[i].short_name;
	return "部门";
}

static void choose(struct arena *a, struct list_view *v, struct list_filter *all)
{
	struct item_query q = v->query;
	q.after = "";
	struct item_query no_q = q, no_for = q, no_org = q, no_topic = q, no_star = q, no_online = q, no_instant = q;
	no_q.q = no_topic.topic = "";
	no_org.organisation = no_star.star = 0;
	no_for.person = no_for.company = no_online.online = no_instant.instant = false;
	const struct { bool on; const char *words; struct item_query without; } filters[] = {
		{ *q.q, arena_printf(a, "关键词：%s", q.q), no_q },
		{ q.person || q.company, q.person ? "个人" : "企业和组织", no_for },
		{ q.organisation, agency_name(v, q.organisation), no_org },
		{ *q.topic, q.topic, no_topic },
		{ q.star, arena_printf(a, "%s以上", star_name(q.star)), no_star },
		{ q.online, "网上可办", no_online },
		{ q.instant, "当场办结", no_instant },
	};
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
		if (filters[i].on)
			all[v->n_chosen++] = (struct list_filter){ filters[i].words, href(a, filters[i].without) };
	v->chosen = all;
}

enum err list_items(struct req *r)
{
	enum { FILTERS = 7 };
	struct tx *t = req_tx(r);
	struct list_view v = { .query = list_query(r) };
	v.n_agencies = organisation_list(t, &v.agencies);
	v.page = list_page(t, &v.query, PAGE_ITEMS);
	choose(r->mem, &v, arena_array(r->mem, struct list_filter, FILTERS));
	struct item_query first = v.query, next = v.query;
	first.after = "";
	next.after = v.page.next;
	v.first_href = href(r->mem, first);
	v.next_href = v.page.next ? href(r->mem, next) : NULL;
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
		else
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
