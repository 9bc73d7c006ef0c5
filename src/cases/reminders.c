/* Reminders, every morning: to officials what is due tomorrow, due today, or over; to applicants how long their own period
 * still runs; to holders that a licence ends (行政许可法 art. 50). Each is told once: a key says what it was about. */
#include "cases/act.h"
#include "cases/jobs.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "notices/notices.h"

enum { PAGE = 100, LOOK_BACK_DAYS = 7, WARN_WORKING_DAYS = 3, RENEWAL_LOOK_DAYS = 200 };

/* Days on which a reminder falls, from the day it speaks of. */
struct when {
	const char *word, *title;
	int64_t from_day, to_day;
};

/* What ends on that day: a run of a clock, or the limit of somebody who was asked in a round. */
struct ending {
	const char *kind, *name;
	int64_t run, due_day;
};

static void tell(struct tx *t, enum who_kind kind, int64_t who, const struct case_row *c, const struct ending *e, const struct when *w)
{
	struct arena *a = t->mem;
	bool staff = kind == WHO_STAFF;
	notice_add(t, &(struct notice_new){
		.who_kind = kind, .who = who, .kind = staff ? "due" : "todo",
		.title = arena_printf(a, "%s %s%s", staff ? c->number : c->item_name, e->name, w->title),
		.words = arena_printf(a, "%s，最晚 %s。", case_next(t, c).words, day_words(a, e->due_day)),
		.path = arena_printf(a, staff ? "/desk/cases/%lld" : "/my/cases/%lld", (long long)c->id),
		.once = arena_printf(a, "%s/%lld/%s/%lld/%lld/%lld", w->word, (long long)c->id, e->kind, (long long)e->run,
				     (long long)e->due_day, (long long)who),
	});
}

/* The one person who has it, or everybody who holds the role. */
static void tell_role(struct tx *t, int64_t organisation, const char *role, int64_t staff, const struct case_row *c,
		      const struct ending *e, const struct when *w)
{
	struct staff *all;
	size_t n = staff ? 0 : staff_with_role(t, organisation, role_by_word(role)->bit, &all);
	if (staff)
		tell(t, WHO_STAFF, staff, c, e, w);
	for (size_t i = 0; i < n; i++)
		tell(t, WHO_STAFF, all[i].id, c, e, w);
}

/* Departments that were asked have limits of their own. */
static void tell_officials(struct tx *t, const struct case_row *c, const struct ending *e, const struct when *w)
{
	struct task_row *tasks;
	size_t n = tasks_of(t, c->id, &tasks);
	for (size_t i = 0; i < n; i++)
		if (tasks[i].organisation == c->organisation)
			tell_role(t, tasks[i].organisation, tasks[i].role, tasks[i].staff, c, e, w);
}

struct page {
	const struct clock_kind *kind;
	const struct when *when;
	int64_t after_day, after_case;
	size_t n;
};

static enum err remind_page(struct tx *t, void *arg)
{
	struct page *p = arg;
	struct due_row *rows;
	p->n = clock_between(t, p->kind->word, p->when->from_day, p->when->to_day, p->after_day, p->after_case, PAGE, &rows);
	for (size_t i = 0; i < p->n; i++) {
		const struct ending e = { p->kind->word, p->kind->name, rows[i].run, rows[i].due_day };
		struct case_row c;
		if (!case_by_id(t, rows[i].case_id, &c))
			continue;
		if (p->kind->applicants)
			tell(t, WHO_ACCOUNT, c.account, &c, &e, p->when);
		else
			tell_officials(t, &c, &e, p->when);
	}
	if (p->n) {
		p->after_day = rows[p->n - 1].due_day;
		p->after_case = rows[p->n - 1].case_id;
	}
	return t->failed;
}

/* Page by page, each in a transaction and memory of its own, until one is not full; n: how many the page held. */
static enum err all_pages(struct site *site, struct fault *f, store_fn *fn, void *page, const size_t *n)
{
	enum err e;
	do {
		struct arena *mem = arena_new(MB(64));
		e = store_write(site->store, mem, f, fn, page);
		arena_free(mem);
	} while (!e && *n == PAGE);
	return e;
}

static enum err remind(struct site *site, struct fault *f, const struct clock_kind *kind, const struct when *when)
{
	struct page p = { .kind = kind, .when = when, .after_day = INT64_MIN };
	return all_pages(site, f, remind_page, &p, &p.n);
}

/* --- those who were asked --- */

struct asked_page {
	const struct when *when;
	struct asked_row after;
	size_t n;
};

static enum err remind_asked_page(struct tx *t, void *arg)
{
	struct asked_page *p = arg;
	const struct asked_row *after = &p->after;
	struct asked_row *rows;
	p->n = member_between(t, p->when->from_day, p->when->to_day, after->due_day, after->case_id, after->round, after->no, PAGE, &rows);
	for (size_t i = 0; i < p->n; i++) {
		const struct ending e = { "ASKED", "答复意见", rows[i].round, rows[i].due_day };
		struct case_row c;
		if (case_by_id(t, rows[i].case_id, &c))
			tell_role(t, rows[i].organisation, rows[i].role, rows[i].staff, &c, &e, p->when);
	}
	if (p->n)
		p->after = rows[p->n - 1];
	return t->failed;
}

static enum err remind_asked(struct site *site, struct fault *f, const struct when *when)
{
	struct asked_page p = { .when = when, .after = { .due_day = INT64_MIN } };
	return all_pages(site, f, remind_asked_page, &p, &p.n);
}

/* --- licences --- */

struct renewals {
	int64_t today, after_day, after_id;
	size_t n;
};

/* Whoever wants a renewal asks for it so many days before the end: said two weeks before that, or as soon after as can be. */
static void tell_holder(struct tx *t, const struct licence_end *l, int64_t today)
{
	struct renewal renewal;
	if (!renewal_of(t, l->item, l->until_day, today, &renewal))
		return;
	notice_add(t, &(struct notice_new){
		.who_kind = WHO_ACCOUNT, .who = l->account, .kind = "licence",
		.title = arena_printf(t->mem, "您的%s将于 %s 到期", l->kind, day_words(t->mem, l->until_day)),
		.words = renewal.late ? "需要延续的，请尽快提出申请。"
				      : arena_printf(t->mem, "需要延续的，请在 %s 前提出申请。", day_words(t->mem, renewal.ask_by_day)),
		.path = arena_printf(t->mem, "/items/%s", renewal.item.code), .once = arena_printf(t->mem, "licence/%lld", (long long)l->id),
	});
}

static enum err renew_page(struct tx *t, void *arg)
{
	struct renewals *r = arg;
	struct licence_end *rows;
	r->today = day_of_ms(t->now, DAY_ZONE_CHINA);
	r->n = licences_ending(t, r->today, r->today + RENEWAL_LOOK_DAYS, r->after_day, r->after_id, PAGE, &rows);
	for (size_t i = 0; i < r->n; i++)
		tell_holder(t, &rows[i], r->today);
	if (r->n) {
		r->after_day = rows[r->n - 1].until_day;
		r->after_id = rows[r->n - 1].id;
	}
	return t->failed;
}

static enum err renewals(struct site *site, struct fault *f)
{
	struct renewals r = { .after_day = INT64_MIN };
	return all_pages(site, f, renew_page, &r, &r.n);
}

enum err reminders_run(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	(void)payload;
	struct tx *t = store_read(site->store, mem, f);
	const struct calendar *cal = calendar_of(t);
	enum err e = cal ? OK : f->code;
	int64_t today = day_of_ms(t->now, DAY_ZONE_CHINA), next = cal ? calendar_next_working(cal, today) : 0;
	int64_t soon = cal ? calendar_add_working(cal, today, WARN_WORKING_DAYS) : 0;
	store_read_done(t);
	const struct when office[] = {
		{ "tomorrow", "下一个工作日到期", next, next }, { "today", "今天到期", today, today },
		{ "over", "已超期", today - LOOK_BACK_DAYS, today - 1 },
	};
	const struct when applicant[] = {
		{ "soon", "期限快到了", soon, soon }, { "tomorrow", "期限下一个工作日到", next, next }, { "today", "期限今天到", today, today },
	};
	for (const struct clock_kind *k = clock_kinds; k->word && !e; k++)
		for (size_t i = 0; i < sizeof office / sizeof *office && !e; i++)
			e = remind(site, f, k, k->applicants ? &applicant[i] : &office[i]);
	for (size_t i = 0; i < sizeof office / sizeof *office && !e; i++)
		e = remind_asked(site, f, &office[i]);
	return e ? e : renewals(site, f);
}
