/* Finding items: the filters of a list, how they travel in its address, and one page of what fits. */
#pragma once
#include "catalogue/catalogue.h"
#include "catalogue/find.sql.h"
#include "catalogue/finder.h"

struct item_query {
	const char *q, *topic;    /* "" for any */
	int64_t organisation, star;
	int64_t visits_below;     /* fewer than so many; 0: any number, also where none is promised */
	bool person, company, online, instant, full /* wholly online */, street;
	const char *after;        /* where the page begins: item_page.next of the page before, "" for the first page */
};

struct item_page {
	struct found_row *rows;
	size_t n;
	int64_t total;            /* of all pages */
	const char *next;         /* `after` of the next page; NULL when this is the last one */
	struct search_result found; /* what the search says about it: corrected words, near misses, counts by filter */
};

/* Broken filters count as not given: an old or mistyped address still shows a list. */
struct item_query list_query(struct req *r);
struct item_page list_page(struct tx *t, const struct item_query *q, size_t most);
/* The parts of a name that the search was for, marked. {{call list_name(&v->page, i->name)}} */
void list_name(struct out *o, const struct item_page *page, const char *name);

/* What people type, as a pattern for LIKE: white space stands for anything. */
const char *list_pattern(struct arena *a, const char *typed);

/* As the lists and the home page show them. */
struct list_filter { const char *words, *href; };
struct list_option { const char *value, *words; int64_t n; bool chosen; }; /* n: items that it would leave */
struct list_options { const char *title; struct list_option *all; size_t n; };
enum { LIST_TICKS = 4, LIST_TOPICS = 4 };
struct list_view {
	struct item_query query;
	struct item_page page;
	const struct list_filter *chosen; /* each with the address without it */
	size_t n_chosen;
	struct list_options whom, agencies, stars, visits, topics[LIST_TOPICS], ticks;
	bool narrowed; /* by one of the filters that are folded away */
	const char *next_href, *first_href, *corrected_href;
	struct popular_row *popular; size_t n_popular; /* where nothing was found */
};

struct tile { const char *topic, *examples; int64_t n; };
struct tiles { struct tile *all; size_t n; };
struct home_view {
	struct popular_row *popular; size_t n_popular;
	struct tiles life, stages, personal, company;
	struct agency_row *agencies; size_t n_agencies;
	int64_t waiting;
};

enum err list_home(struct req *r);
enum err list_items(struct req *r);
enum err list_departments(struct req *r);

/* The part of the home page that other rooms draw (site.draw_home); nothing where nobody does. */
void list_cases(struct out *o, struct req *r);
/* The guided paths that fit these words (site.draw_journeys). */
void list_journeys(struct out *o, struct req *r, const char *typed);
const char *list_visits(struct arena *a, int64_t visits);        /* 最多到现场 1 次 */
const char *list_promised(struct arena *a, const char *promised); /* 承诺 10 个工作日 */
