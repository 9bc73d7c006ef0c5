#include "journeys/pages.h"
#include "base/str.h"
#include "catalogue/item.h"
#include "journeys/journeys.h"
#include "journeys/journeys.sql.h"
#include "journeys/links.html.h"
#include "journeys/list_page.html.h"
#include "journeys/walk_page.html.h"
#include <string.h>

enum { TYPED_MAX = 300, SHORTEST = 2, AT_HOME = 5, ADDRESS_MAX = 4096 };

/* The line of words fits what was typed when one holds the other: 开奶茶店 and 奶茶店. */
static bool line_fits(const char *line, const char *typed)
{
	return str_length(line) >= SHORTEST && (strstr(line, typed) || strstr(typed, line));
}

static bool fits(struct arena *a, const struct journey_row *row, const char *typed)
{
	if (!*typed)
		return true;
	char *words = arena_strdup(a, row->words), *rest = words;
	for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
		if (line_fits(line, typed))
			return true;
	return false;
}

static size_t find(struct req *r, const char *typed, size_t most, struct journey_link **out)
{
	struct tx *t = req_tx(r);
	struct journey_row *rows;
	size_t all = journeys_in_use(t, &rows), n = 0;
	struct journey_link *links = arena_array(r->mem, struct journey_link, all + 1);
	const char *words = item_search_words(r->mem, typed);
	if (*words && str_length(words) < SHORTEST)
		return 0;
	for (size_t i = 0; i < all && n < most; i++) {
		const json_t *body = fits(r->mem, &rows[i], words) ? record_body(t, rows[i].id, rows[i].version) : NULL;
		if (body)
			links[n++] = (struct journey_link){ rows[i].code, rows[i].name, json_get_text(body, "summary"), json_get_bool(body, "person"),
							    json_get_bool(body, "company") };
	}
	*out = links;
	return n;
}

void journeys_draw(struct out *o, struct req *r, const char *typed)
{
	struct journeys_view v = { .typed = typed };
	v.n = find(r, typed, AT_HOME, &v.all);
	journeys_links(o, &v);
}

enum err journeys_list(struct req *r)
{
	const char *whom = req_query(r, "for");
	struct journeys_view v = { .typed = str_trim(r->mem, arena_strndup(r->mem, req_query(r, "q"), TYPED_MAX)), .whom = whom };
	struct journey_link *all;
	size_t n = find(r, v.typed, SIZE_MAX, &all);
	v.all = arena_array(r->mem, struct journey_link, n + 1);
	for (size_t i = 0; i < n; i++)
		if (str_eq(whom, "person") ? all[i].person : str_eq(whom, "company") ? all[i].company : true)
			v.all[v.n++] = all[i];
	journeys_list_page(r->out, r, &v);
	return req_tx(r)->failed;
}

/* ---- along one path ---- */

/* The address with the first n answers. */
static const char *address(struct arena *a, const struct journey_view *v, size_t n)
{
	struct out o;
	out_init(&o, a, ADDRESS_MAX);
	out_raw(&o, "/journeys/");
	out_part_str(&o, v->record.code);
	for (size_t i = 0; i < n; i++) {
		out_raw(&o, i ? "&" : "?");
		out_part_str(&o, v->kept[i].name);
		out_raw(&o, "=");
		out_part_str(&o, v->kept[i].value);
	}
	const char *s = arena_strdup(a, out_str(&o));
	out_release(&o);
	return s;
}

/* Answers behind the first open question are of another way and fall away. */
static void keep_answers(struct arena *a, struct journey_view *v, size_t open)
{
	v->kept = arena_array(a, struct journey_kept, open + 1);
	v->answers = arena_array(a, struct journey_answer, open + 1);
	for (size_t i = 0; i < open; i++) {
		const struct question *q = &v->journey.questions[i];
		if (!*q->answer)
			continue;
		v->answers[v->n_answers++] = (struct journey_answer){ q->label, q->answer, address(a, v, v->n_kept) };
		v->kept[v->n_kept++] = (struct journey_kept){ q->name, q->answer };
	}
}

enum err journeys_walk(struct req *r)
{
	struct tx *t = req_tx(r);
	struct journey_view v = { .next = NULL };
	bool there = record_by_code(t, "journey", req_param(r, "code"), &v.record) && str_eq(v.record.state, "in_use");
	const json_t *body = there ? record_body(t, v.record.id, v.record.version) : NULL;
	if (!body)
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这个办事引导，可能已经停用。");
	v.journey = journey_read(r->mem, body);
	json_t *known;
	size_t n = v.journey.n_questions;
	size_t open = questions_settle(r->mem, v.journey.questions, n, questions_given(r, v.journey.questions, n, req_query), r->today, &known);
	keep_answers(r->mem, &v, open);
	if (open < n) {
		v.next = &v.journey.questions[open];
	} else {
		v.plan = plan_make(r, &v.journey, known);
		v.done_day = day_short(r->mem, v.plan.done_day, r->today);
		v.address = arena_printf(r->mem, "%s%s", setting_text(t, SETTING_PUBLIC_URL), address(r->mem, &v, v.n_kept));
	}
	journeys_walk_page(r->out, r, &v);
	return t->failed;
}
