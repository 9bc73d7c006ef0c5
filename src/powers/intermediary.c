#include "powers/powers_private.h"
#include "base/str.h"
#include "codes/codes.h"
#include "powers/intermediaries.html.h"
#include "powers/intermediary.html.h"
#include <stdlib.h>

enum { PAGE_SERVICES = 30, TYPED_BYTES = 300, URL_MAX = 2048 };

static const char *href(struct arena *a, const char *q, int64_t after)
{
	struct out o;
	out_init(&o, a, URL_MAX);
	out_raw(&o, "/intermediaries?q=");
	out_part_str(&o, q);
	if (after)
		out_printf(&o, "&after=%lld", (long long)after);
	const char *s = arena_strdup(a, out_str(&o));
	out_release(&o);
	return s;
}

static struct intermediary_line line_of(struct tx *t, const struct record *x)
{
	const json_t *body = record_body(t, x->id, x->version);
	size_t n = json_get_list(t->mem, body, "bodies").n;
	return (struct intermediary_line){
		.code = x->code, .name = x->name, .agency = x->agency_short, .summary = json_get_text(body, "summary"),
		.offers = n ? arena_printf(t->mem, "%zu 家机构", n) : "名录待补",
	};
}

enum err powers_get_intermediaries(struct req *r)
{
	struct tx *t = req_tx(r);
	int64_t after = req_query_int(r, "after", 1, INT64_MAX, 0);
	struct record *rows;
	struct intermediary_list_view v = { .q = str_trim(r->mem, arena_strndup(r->mem, req_query(r, "q"), TYPED_BYTES)) };
	v.n = record_list(t, "intermediary", 0, v.q, after, PAGE_SERVICES + 1, &rows, &v.total);
	if (v.n > PAGE_SERVICES) {
		v.n = PAGE_SERVICES;
		v.next_href = href(r->mem, v.q, rows[v.n - 1].id);
	}
	if (after)
		v.first_href = href(r->mem, v.q, 0);
	v.lines = arena_array(r->mem, struct intermediary_line, v.n + 1);
	for (size_t i = 0; i < v.n; i++)
		v.lines[i] = line_of(t, &rows[i]);
	powers_intermediaries(r->out, r, &v);
	return t->failed;
}

/* ---- one service ---- */

static struct offer offer_of(struct tx *t, const json_t *row)
{
	int64_t price = json_get_int(row, "price", -1), days = json_get_int(row, "days", -1), rating = 0;
	const char *rated = json_get_text(row, "rating");
	if (!num_parse(rated, 0, 9, &rating))
		rated = "0";
	return (struct offer){
		.name = json_get_text(row, "name"), .kind = codes_words(t, "intermediary_body", json_get_text(row, "kind")),
		.rating = codes_words(t, "rating", rated), .rating_no = rating, .price_no = price, .days_no = days,
		.price = price < 0 ? "面议" : price == 0 ? "免费" : arena_printf(t->mem, "%lld 元起", (long long)price),
		.price_note = json_get_text(row, "price_note"),
		.days = days < 0 ? "面议" : arena_printf(t->mem, "%lld 个工作日", (long long)days),
		.qualification = json_get_text(row, "qualification"), .phone = json_get_text(row, "phone"),
		.address = json_get_text(row, "address"),
	};
}

/* What nobody has said comes last. */
static int by_number(int64_t a, int64_t b)
{
	return (a < 0) != (b < 0) ? (a < 0 ? 1 : -1) : a < b ? -1 : a > b;
}

static int by_rating(const void *a, const void *b)
{
	const struct offer *x = a, *y = b;
	return x->rating_no != y->rating_no ? (x->rating_no < y->rating_no ? 1 : -1) : by_number(x->price_no, y->price_no);
}

static int by_price(const void *a, const void *b)
{
	const struct offer *x = a, *y = b;
	int c = by_number(x->price_no, y->price_no);
	return c ? c : by_rating(a, b);
}

static int by_time(const void *a, const void *b)
{
	const struct offer *x = a, *y = b;
	int c = by_number(x->days_no, y->days_no);
	return c ? c : by_rating(a, b);
}

static const struct { const char *word, *name; int (*compare)(const void *, const void *); } orders[] = {
	{ "rating", "评价好的在前", by_rating }, { "price", "便宜的在前", by_price }, { "time", "快的在前", by_time },
};
enum { ORDERS = sizeof orders / sizeof *orders };

static void list_offers(struct req *r, struct intermediary_view *v)
{
	struct json_list rows = json_get_list(r->mem, v->body, "bodies");
	struct offer_order *shown = arena_array(r->mem, struct offer_order, ORDERS);
	size_t chosen = 0;
	v->n_offers = rows.n;
	v->offers = arena_array(r->mem, struct offer, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		v->offers[i] = offer_of(req_tx(r), rows.all[i]);
	for (size_t i = 0; i < ORDERS; i++)
		if (str_eq(orders[i].word, req_query(r, "sort")))
			chosen = i;
	for (size_t i = 0; i < ORDERS; i++)
		shown[i] = (struct offer_order){ orders[i].word, orders[i].name,
						 arena_printf(r->mem, "/intermediaries/%s?sort=%s#bodies", v->record.code, orders[i].word),
						 i == chosen };
	qsort(v->offers, v->n_offers, sizeof *v->offers, orders[chosen].compare);
	v->orders = shown;
	v->n_orders = ORDERS;
}

enum err powers_get_intermediary(struct req *r)
{
	struct tx *t = req_tx(r);
	const struct element *elements_here = registry_kind_by_word("intermediary")->elements;
	struct intermediary_view v = { .n_items = 0 };
	if (!record_by_code(t, "intermediary", req_param(r, "code"), &v.record))
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这项中介服务。");
	v.body = record_body(t, v.record.id, v.record.version);
	v.state = str_eq(v.record.state, "in_use") ? "" : str_eq(v.record.state, "suspended") ? "已经暂停" : "已经取消，不再需要";
	v.who = element_words(t, element_in(elements_here, "body_kinds"), json_object_get(v.body, "body_kinds"));
	struct element_view *facts;
	v.n_facts = elements_shown(t, elements_here, v.body, &facts);
	v.facts = facts;
	v.basis = json_get_list(r->mem, v.body, "basis");
	v.n_items = powers_items(r, v.body, &v.items);
	list_offers(r, &v);
	powers_intermediary(r->out, r, &v);
	return t->failed;
}
