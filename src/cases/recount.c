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
#include "web/parts.h"
#include <stdio.h>

enum { PAGE = 500 };

size_t recount_moved(struct tx *t, const struct calendar *cal, size_t most, struct moved **out, size_t *out_all)
{
	struct moved *all = arena_array(t->mem, struct moved, most + 1);
	size_t n = 0, shown = 0;
	for (const struct clock_kind *k = clock_kinds; k->word; k++) {
		struct due_row *rows;
		size_t came;
		int64_t day = INT64_MIN, case_id = 0;
		while ((came = clock_between(t, k->word, INT64_MIN, INT64_MAX, day, case_id, PAGE, &rows)) > 0) {
			for (size_t i = 0; i < came; i++) {
				const struct clock_row clock = { .kind = k->word, .unit = rows[i].unit, .amount = rows[i].amount, .extended = rows[i].extended,
								 .start_day = rows[i].start_day, .pauses = rows[i].pauses };
				int64_t to = clocks_recounted(t->mem, cal, &clock);
				if (to == rows[i].due_day)
					continue;
				if (shown < most)
					all[shown++] = (struct moved){ rows[i].case_id, k->word, k->name, rows[i].due_day, to };
				n++;
			}
			day = rows[came - 1].due_day;
			case_id = rows[came - 1].case_id;
		}
	}
	*out = all;
	*out_all = n;
	return shown;
}

/* --- counting anew --- */

struct recounting {
	struct site *site;
	int64_t case_id;
};

static enum err recount_case(struct tx *t, void *arg)
{
	struct recounting *r = arg;
	struct case_row c;
	const struct case_act a = { .case_id = r->case_id, .action = ACT_RECOUNT, .who = &case_system, .seen = -1 };
	return case_act(t, r->site, &a, &c);
}

/* A page of cases with a clock that moves. Those counted anew are not met again. */
static size_t next_cases(struct site *site, struct fault *f, int64_t ids[PAGE])
{
	struct arena *mem = arena_new(MB(256));
	struct tx *t = store_read(site->store, mem, f);
	struct moved *moved;
	size_t all, n = recount_moved(t, calendar_of(t), PAGE, &moved, &all);
	for (size_t i = 0; i < n; i++)
		ids[i] = moved[i].case_id;
	store_read_done(t);
	arena_free(mem);
	return n;
}

enum err recount_run(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	int64_t ids[PAGE];
	(void)mem;
	(void)payload;
	for (size_t n, done = 1; done && (n = next_cases(site, f, ids)) > 0;) {
		done = 0;
		for (size_t i = 0; i < n; i++) {
			struct recounting r = { site, ids[i] };
			struct arena *a = arena_new(MB(64));
			enum err e = store_write(site->store, a, f, recount_case, &r);
			arena_free(a);
			if (e && e != ERR_CONFLICT) /* moved on meanwhile, or moved by its other clock already */
				return e;
			done += !e;
		}
	}
	return OK;
}

/* --- command --- */

static void print_moved(struct tx *t, const struct moved *moved, size_t n, size_t all)
{
	for (size_t i = 0; i < n; i++) {
		struct case_row c;
		if (case_by_id(t, moved[i].case_id, &c))
			printf("%s\t%s\t%s\t%s\t%+lld\n", c.number, moved[i].clock, day_iso(t->mem, moved[i].from_day), day_iso(t->mem, moved[i].to_day),
			       (long long)(moved[i].to_day - moved[i].from_day));
	}
	printf("%zu running clock%s would end on another day\n", all, all == 1 ? "" : "s");
}

static int show_moved(struct call *c, struct calendar *(*make)(struct call *c, struct tx *t, void *arg), void *arg)
{
	enum { MOST = 100000 };
	struct tx *t = store_read(c->site->store, c->mem, c->fault);
	struct calendar *made = make ? make(c, t, arg) : NULL;
	const struct calendar *cal = make ? made : calendar_of(t);
	struct moved *moved;
	size_t all, n = cal ? recount_moved(t, cal, MOST, &moved, &all) : 0;
	if (cal)
		print_moved(t, moved, n, all);
	calendar_free(made);
	bool failed = t->failed || !cal;
	store_read_done(t);
	return failed ? call_failed(c) : EXIT_OK;
}

struct importing {
	const char *source;
	struct calendar_row *rows;
	size_t n;
};

static struct calendar *calendar_after(struct call *c, struct tx *t, void *arg)
{
	(void)c;
	const struct importing *i = arg;
	struct calendar *made = NULL;
	enum err e = calendar_with(t, i->source, i->rows, i->n, &made);
	return e ? NULL : made;
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
		return show_moved(c, calendar_after, &i);
	if (store_write(c->site->store, c->mem, c->fault, store_days, &i))
		return call_failed(c);
	printf("%zu days stored; due dates stay as they are until `tongban calendar recount`\n", i.n);
	return EXIT_OK;
}

static int recount(struct call *c)
{
	if (call_flag(c, "--preview"))
		return call_rest(c, 0) ? show_moved(c, NULL, NULL) : EXIT_USAGE;
	if (!call_rest(c, 0))
		return EXIT_USAGE;
	int shown = show_moved(c, NULL, NULL);
	return shown ? shown : recount_run(c->site, c->mem, c->fault, "") ? call_failed(c) : EXIT_OK;
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
	struct recount_view v = { 0 };
	struct moved *moved;
	struct tx *t = req_tx(r);
	const struct calendar *cal = calendar_of(t);
	size_t n = cal ? recount_moved(t, cal, SHOWN, &moved, &v.all) : 0;
	v.lines = arena_array(r->mem, struct recount_line, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct case_row c;
		if (case_by_id(t, moved[i].case_id, &c))
			v.lines[v.n++] = (struct recount_line){ c.id, c.number, c.item_name, moved[i].name, day_words(r->mem, moved[i].from_day),
								day_words(r->mem, moved[i].to_day) };
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
