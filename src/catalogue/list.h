/* Finding items: the filters of a list, how they travel in its address, and one page of what fits. */
#pragma once
#include "catalogue/catalogue.h"
#include "catalogue/find.sql.h"

struct item_query {
	const char *q, *topic;    /* "" for any */
	int64_t organisation, star;
	bool person, company, online, instant;
	const char *after;        /* where the page begins: made by query_next(), "" for the first page */
};

struct item_page {
	struct found_row *rows;
	size_t n;
	int64_t total;            /* of all pages; unknown (0) when this page is empty */
	const char *next;         /* `after` of the next page; NULL when this is the last one */
};

/* Broken filters count as not given: an old or mistyped address still shows a list. */
struct item_query list_query(struct req *r);
struct item_page list_page(struct tx *t, const struct item_query *q, size_t most);

/* What people type, as a pattern for LIKE: white space stands for anything. */
const char *list_pattern(struct arena *a, const char *typed);

/* As the lists and the home page show them. */
struct list_filter { const char *words, *href; };
struct list_view {
	struct item_query query;
	struct item_page page;
	const struct list_filter *chosen; /* each with the address without it */
	size_t n_chosen;
	struct organisation *agencies;
	size_t n_agencies;
	const char *next_href, *first_href;
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
const char *list_visits(struct arena *a, int64_t visits);        /* 最多到现场 1 次 */
const char *list_promised(struct arena *a, const char *promised); /* 承诺 10 个工作日 */
