/* When the calendar changes (a new notice, a typhoon day), frozen due dates do not move by themselves: here it is shown which
 * running clocks would, and by how much, and only then they are counted anew, each case by an event on its timeline. */
#include "cases/recount.h"
#include "cases/act.h"
#include "cases/jobs.h"
#include "cases/recount.html.h"
#include "base/str.h"
#include "calendar/calendar_import.h"
#include "calendar/calendar_room.h"
#include "jobs/jobs.h"
#include "web/command.h"
#include <stdio.h>

enum { PAGE = 500 };

struct moved {
	int64_t case_id;
	const struct clock_kind *kind;
	int64_t from_day, to_day;
};


/* One page of the running clocks of a kind, behind a key which it moves on: memory of its own for each, as there may be
 * hundreds of thousands. each() gets those that the calendar moves. Returns how many clocks were looked at. */
static size_t walk(struct site *site, struct fault *f, const struct calendar *cal, const struct clock_kind *kind, int64_t key[2],
		   void (*each)(void *arg, const struct moved *m), void *arg)
{
	struct arena *mem = arena_new(MB(16));
	struct tx *t = store_read(site->store, mem, f);
	struct due_row *rows;
	size_t n = clock_between(t, kind->word, INT64_MIN, INT64_MAX, key[0], key[1], PAGE, &rows);
	cal = cal ? cal : calendar_of(t);
	for (size_t i = 0; cal && i < n; i++) {
		const struct due_row *r = &rows[i];
		const struct clock_row clock = { .kind = kind->word, .unit = r->unit, .amount = r->amount, .extended = r->extended,
						 .start_day = r->start_day, .pauses = r->pauses };
		int64_t to_day = clocks_recounted(mem, cal, &clock);
		if (to_day != r->due_day)
			each(arg, &(struct moved){ r->case_id, kind, r->due_day, to_day });
		key[0] = r->due_day;
		key[1] = r->case_id;
	}
	store_read_done(t);
	arena_free(mem);
	return n;
}

struct collecting {
	struct moved *moved;
	size_t n, most, all;
};

static void collect(void *arg, const struct moved *m)
{
	struct collecting *c = arg;
	if (c->n < c->most)
		c->moved[c->n++] = *m;
	c->all++;
}

/* Running clocks that this calendar (NULL: the place's own) gives another day: the first `most` of them, and how many in all. */
static struct collecting collect_moved(struct site *site, struct arena *mem, struct fault *f, const struct calendar *cal, size_t most)
{
	struct collecting c = { .moved = arena_array(mem, struct moved, most), .most = most };
	for (const struct clock_kind *k = clock_kinds; k->word; k++) {
		int64_t key[2] = { INT64_MIN, 0 };
		while (walk(site, f, cal, k, key, collect, &c) == PAGE)
			;
	}
	return c;
}

/* --- counting anew --- */

/* The cases of one page; one that was counted anew for its other clock has nothing left to move. */
static enum err recount_page(struct site *site, struct fault *f, const struct collecting *page)
{
	enum err e = OK;
	for (size_t i = 0; i < page->n && !e; i++)
		e = deadlines_act(site, f, page->moved[i].case_id, ACT_RECOUNT);
	return e;
}

enum err recount_run(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	(void)payload;
	struct collecting page = { .moved = arena_array(mem, struct moved, PAGE), .most = PAGE };
	enum err e = OK;
	for (const struct clock_kind *k = clock_kinds; k->word && !e; k++) {
		int64_t key[2] = { INT64_MIN, 0 };
		for (size_t n = PAGE; n == PAGE && !e; e = recount_page(site, f, &page)) {
			page.n = 0;
			n = walk(site, f, NULL, k, key, collect, &page);
		}
	}
	return e;
}

/* --- command --- */

static int show_moved(struct call *c, const struct calendar *cal)
{
	enum { MOST = 100000 };
	struct collecting found = collect_moved(c->site, c->mem, c->fault, cal, MOST);
	struct tx *t = store_read(c->site->store, c->mem, c->fault);
	for (size_t i = 0; i < found.n; i++) {
		const struct moved *m = &found.moved[i];
		struct case_row row;
		if (case_by_id(t, m->case_id, &row))
			printf("%s\t%s\t%s\t%s\t%+lld\n", row.number, m->kind->word, day_iso(t->mem, m->from_day), day_iso(t->mem, m->to_day),
			       (long long)(m->to_day - m->from_day));
	}
	printf("%zu running clock%s would end on another day\n", found.all, found.all == 1 ? "" : "s");
	bool failed = t->failed;
	store_read_done(t);
	return failed ? call_failed(c) : EXIT_OK;
}

struct importing {
	const char *source;
	struct calendar_row *rows;
	size_t n;
};

static int preview_import(struct call *c, const struct importing *i)
{
	struct calendar *made = NULL;
	struct tx *t = store_read(c->site->store, c->mem, c->fault);
	enum err e = calendar_with(t, i->source, i->rows, i->n, &made);
	store_read_done(t);
	int status = e ? call_failed(c) : show_moved(c, made);
	calendar_free(made);
	return status;
}

static enum err store_days(struct tx *t, void *arg)
{
	const struct importing *i = arg;
	return calendar_store(t, i->source, i->rows, i->n);
}

static int import(struct call *c)
{
	struct importing i = { .source = call_flag(c, "--district") ? "district" : "state" };
	bool preview = call_flag(c, "--preview");
	if (!call_rest(c, 1))
		return EXIT_USAGE;
	if (calendar_file(c, c->argv[0], &i.rows, &i.n))
		return call_failed(c);
	if (preview)
		return preview_import(c, &i);
	if (store_write(c->site->store, c->mem, c->fault, store_days, &i))
		return call_failed(c);
	printf("%zu day%s stored; due dates stay as they are until `tongban calendar recount`\n", i.n, i.n == 1 ? "" : "s");
	return EXIT_OK;
}

static int recount(struct call *c)
{
	bool preview = call_flag(c, "--preview");
	if (!call_rest(c, 0))
		return EXIT_USAGE;
	int status = show_moved(c, NULL);
	if (!status && !preview && recount_run(c->site, c->mem, c->fault, ""))
		status = call_failed(c);
	return status;
}

int recount_command(struct call *c)
{
	static const struct { const char *word; int (*run)(struct call *c); } kinds[] = {
		{ "import", import }, { "recount", recount }, { "list", calendar_list },
	};
	for (size_t i = 0; c->argc && i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i].word, c->argv[0])) {
			c->argv++;
			c->argc--;
			return kinds[i].run(c);
		}
	return call_usage(c, "calendar import FILE | recount | list YEAR");
}

/* --- page --- */

static enum err show_page(struct req *r)
{
	enum { SHOWN = 200 };
	struct collecting found = collect_moved(r->site, r->mem, r->fault, NULL, SHOWN);
	struct recount_view v = { .lines = arena_array(r->mem, struct recount_line, SHOWN), .all = found.all };
	for (size_t i = 0; i < found.n; i++) {
		const struct moved *m = &found.moved[i];
		struct case_row c;
		if (case_by_id(req_tx(r), m->case_id, &c))
			v.lines[v.n++] = (struct recount_line){ c.id, c.number, c.item_name, m->kind->name, day_words(r->mem, m->from_day),
								day_words(r->mem, m->to_day) };
	}
	cases_recount(r->out, r, &v);
	return OK;
}

static enum err queue(struct tx *t, void *arg)
{
	const struct who *who = arg;
	job_add(t, "recount", "", t->now);
	audit_add(t, who, "按新的工作日历重算期限", "在办件", "");
	return t->failed;
}

static enum err take_page(struct req *r)
{
	enum err e = req_write(r, queue, &r->who);
	if (e)
		return e;
	reply_say(r, "正在重算，每件的时间线上会写明。");
	return reply_redirect(r, "/admin/recount");
}

const struct route recount_routes[] = {
	{ GET, "/admin/recount", show_page, STAFF(ROLE_ADMIN), .help = "running clocks that the calendar of now would move" },
	{ POST, "/admin/recount", take_page, STAFF(ROLE_ADMIN), KB(4), .help = "counts them anew, in the background" },
	{ 0 },
};
