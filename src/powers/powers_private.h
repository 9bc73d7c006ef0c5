/* Shared by the files of this room. */
#pragma once
#include "catalogue/catalogue.h"
#include "jobs/jobs.h"
#include "powers/powers.h"
#include "powers/links.sql.h"
#include "powers/powers.sql.h"
#include "registry/registry.h"
#include "web/form.h"
#include "web/req.h"

/* ---- the power list (list.c, power.c, csv.c) ---- */

struct power_query {
	const char *q, *type, *level; /* "" for any */
	int64_t organisation, after_organisation, after_id;
};
/* Broken filters count as not given. */
struct power_query powers_query(struct req *r);
/* path with these filters behind it; the place of the page is among them only where there is one. */
const char *powers_href(struct arena *a, const char *path, const struct power_query *q);

struct power_type { const char *code, *name; int64_t n; bool chosen; };
struct power_list_view {
	struct power_query query;
	struct power_row *rows; size_t n;
	int64_t total;                            /* of all pages */
	struct power_type *types; size_t n_types; /* those that there are with the other filters */
	struct power_agency_row *agencies; size_t n_agencies;
	const char *next_href, *first_href, *csv_href; /* NULL where there is no such page */
};


struct power_version { const char *no, *day, *reason; struct difference *changes; size_t n_changes; };
struct power_view {
	struct record record;
	const struct organisation *agency;
	const json_t *body;
	const char *state, *type;                 /* state "" while it is in use */
	const struct element_view *facts; size_t n_facts;
	struct json_list basis, duties, accountability;
	struct item *items; size_t n_items;
	struct power_version *versions; size_t n_versions; /* newest first */
	int64_t more_versions;                    /* older ones that are not shown */
};

enum err powers_get_list(struct req *r);
enum err powers_get_csv(struct req *r);
enum err powers_get_one(struct req *r);

/* The items that a record names, in its order: those that are there for this visitor. */
size_t powers_items(struct req *r, const json_t *body, struct item **out);

/* ---- intermediary services and sites (intermediary.c, sites.c) ---- */

struct intermediary_line { const char *code, *name, *summary, *agency, *offers; };
struct intermediary_list_view {
	const char *q;
	struct intermediary_line *lines; size_t n;
	int64_t total;
	const char *next_href, *first_href;
};

struct offer { const char *name, *kind, *rating, *price, *price_note, *days, *qualification, *phone, *address; int64_t rating_no, price_no, days_no; };
struct offer_order { const char *word, *name, *href; bool chosen; };
struct intermediary_view {
	struct record record;
	const json_t *body;
	const char *state, *who;
	struct json_list basis;
	const struct element_view *facts; size_t n_facts;
	struct item *items; size_t n_items;
	struct offer *offers; size_t n_offers;
	const struct offer_order *orders; size_t n_orders;
};

struct site_line { const char *name, *url, *mobile_url, *phone, *actions, *terms, *broken; }; /* terms: signing in and hours */
struct site_group { const char *agency; struct site_line *sites; size_t n; };
struct sites_view { struct site_group *groups; size_t n; bool checked; };

enum err powers_get_intermediaries(struct req *r);
enum err powers_get_intermediary(struct req *r);
enum err powers_get_sites(struct req *r);

/* ---- addresses (links.c, links_try.c, links_admin.c) ---- */

/* One place where an address stands. */
struct link_use { const char *url, *kind, *name, *path, *agency_short; int64_t organisation; };
/* Of sites and items in use, by address and then by name. organisation 0: of all. */
size_t links_used(struct tx *t, int64_t organisation, struct link_use **out);
/* Words about an address that was found dead ("3 月 5 日起打不开"); "" when it answered or nobody has looked. */
const char *links_words(struct tx *t, const char *url);

/* Tries them, at most LINKS_AT_ONCE at once, each for ten seconds at most: HEAD, and where that is not answered well GET; no more than
 * five redirects, to http and https only. inside: addresses of the own network too. */
struct link_try { const char *url; bool ok; const char *words; };
enum { LINKS_AT_ONCE = 4 };
void links_try(struct arena *mem, struct link_try *all, size_t n, bool inside);
struct sockaddr;
/* Not on the public network (RFC 6890): this machine, private, link-local, multicast, for documentation … */
bool links_try_is_inside(const struct sockaddr *address);

extern const struct job_kind links_jobs[];

struct link_line { struct link_use use; const char *since, *checked, *words; };
struct links_view {
	bool on, inside;
	int64_t used, unknown, broken;         /* addresses */
	struct link_line *lines; size_t n;     /* where the broken ones stand */
	const char *checked;                   /* the last look at any of them; "" never */
};
enum err links_get(struct req *r);
enum err links_check_now(struct req *r);

/* ---- what is not linked (unlinked.c) ---- */

struct unlinked_line { const char *name, *path, *agency, *words; };
struct unlinked_part { const char *title, *why; struct unlinked_line *lines; size_t n; int64_t total; };
struct unlinked_view {
	int64_t organisation;
	struct organisation *agencies; size_t n_agencies; /* to choose from; none for a department's own staff */
	struct unlinked_part parts[4]; size_t n_parts;
	int64_t total;
};
enum err powers_get_unlinked(struct req *r);
