/* Clocks of cases: which periods there are, how long they run, and what an action does to them. The arithmetic is calendar/'s.
 * Suspending keeps the time that has run, restarting drops it, extending adds days: three operations, never mixed up. */
#include "cases/act.h"
#include "base/str.h"
#include "calendar/pauses.h"
#include <string.h>

const struct clock_kind clock_kinds[] = {
	{ "PREREVIEW", "预审", false },     /* 2 working days: the plan, 二(三)4 */
	{ "PAPERS", "到窗口交件", true },   /* the item's; 15 working days */
	{ "ACCEPT", "受理", false },        /* 5 working days: art. 32(4) */
	{ "SUPPLEMENT", "补正", true },     /* the item's; 30 natural days */
	{ "PROMISED", "承诺办结", false },  /* the item's */
	{ "STATUTORY", "法定办结", false }, /* the item's, else 20 working days, joint 45: art. 42 */
	{ "SPECIAL", "特别程序", false },   /* as long as was told in writing: art. 45 */
	{ "HEARING", "要求听证", true },    /* 5 working days: art. 47 */
	{ "DELIVER", "送达", false },       /* 10 working days: art. 44 */
	{ NULL, NULL, false },
};

enum { DELIVER_DAYS = 10, HEARING_DAYS = 5, MORE_CLOCKS = 4 };

static const struct clock_kind *kind_of(const char *word)
{
	const struct clock_kind *k = clock_kinds;
	while (k->word && !str_eq(k->word, word))
		k++;
	must(k->word);
	return k;
}

static struct limit working_days(int64_t days)
{
	return (struct limit){ true, days, CLOCK_WORKING_DAY, "" };
}

/* The applicant's natural days. During the review they end with the statutory period, which nothing stops, at the latest. */
static struct limit supplement_limit(const struct acting *x)
{
	const struct clock_row *statutory = clocks_find(x, "STATUTORY");
	int64_t days = x->body->supplement_days, left = statutory && !statutory->paused ? statutory->due_day - x->today : days;
	return (struct limit){ true, left < days ? left > 1 ? left : 1 : days, CLOCK_NATURAL_DAY, "" };
}

/* How long a clock of this kind runs for this case; not set: it does not run at all. */
static struct limit limit_of(const struct acting *x, const char *kind)
{
	const struct body *b = x->body;
	if (str_eq(kind, "PREREVIEW"))
		return working_days(b->prereview_days);
	if (str_eq(kind, "PAPERS"))
		return working_days(b->papers_days);
	if (str_eq(kind, "ACCEPT"))
		return working_days(b->acceptance_days);
	if (str_eq(kind, "SUPPLEMENT"))
		return supplement_limit(x);
	if (str_eq(kind, "HEARING"))
		return working_days(HEARING_DAYS);
	if (str_eq(kind, "SPECIAL"))
		return (struct limit){ true, x->a->amount, x->a->unit, "" };
	if (str_eq(kind, "DELIVER"))
		return working_days(DELIVER_DAYS);
	return str_eq(kind, "PROMISED") ? b->promised : b->statutory;
}

struct clock_row *clocks_find(const struct acting *x, const char *kind)
{
	for (size_t i = 0; i < x->n_clocks; i++)
		if (!x->clocks[i].stopped_at && str_eq(x->clocks[i].kind, kind))
			return &x->clocks[i];
	return NULL;
}

/* Day 0. What is deemed accepted is accepted from the day of receipt (art. 32(4)), on which the clock of acceptance began.
 * Where the place says so, that one runs from an online submission. */
static int64_t start_of(const struct acting *x, const char *kind)
{
	if (x->a->action == ACT_DEEM_ACCEPTED)
		return day_of_ms(x->now.accepted_at, DAY_ZONE_CHINA);
	bool from_submission = str_eq(kind, "ACCEPT") && x->a->action == ACT_PASS && setting_bool(x->t, SETTING_ACCEPT_FROM_SUBMISSION);
	return from_submission ? day_of_ms(x->now.submitted_at, DAY_ZONE_CHINA) : x->today;
}

static struct clock_due due_of(struct arena *a, const struct calendar *cal, const struct clock_row *k)
{
	struct clock_term term = { .start_day = k->start_day, .amount = k->amount, .extended = k->extended };
	struct pause *pauses;
	must(clock_unit_find(k->unit, &term.unit));
	size_t n = pauses_read(a, k->pauses, &pauses);
	return clock_due(cal, &term, pauses, n);
}

/* Freezes the day, with the calendar it was counted by. */
static void freeze(struct acting *x, struct clock_row *k)
{
	struct clock_due due = due_of(x->t->mem, x->calendar, k);
	k->due_day = due.due_day;
	k->paused = due.paused;
	k->calendar_version = calendar_version(x->calendar);
}

static void start(struct acting *x, const char *kind)
{
	struct limit l = limit_of(x, kind);
	if (!l.set)
		return;
	struct clock_row *all = arena_array(x->t->mem, struct clock_row, x->n_clocks + 1);
	struct clock_row *k = &all[x->n_clocks];
	int64_t run = 1;
	for (size_t i = 0; i < x->n_clocks; i++)
		run += str_eq(x->clocks[i].kind, kind);
	if (x->n_clocks)
		memcpy(all, x->clocks, x->n_clocks * sizeof *all);
	*k = (struct clock_row){ .kind = kind, .run = run, .unit = clock_unit_word(l.unit), .amount = l.amount,
				 .start_day = start_of(x, kind), .pauses = "[]" };
	freeze(x, k);
	clock_start(x->t, x->now.id, k);
	x->clocks = all;
	x->n_clocks++;
}

static void change(struct acting *x, struct clock_row *k, const struct pause *pauses, size_t n)
{
	k->pauses = pauses_write(x->t->mem, pauses, n);
	freeze(x, k);
	clock_change(x->t, x->now.id, k);
}

static void stop(struct acting *x, struct clock_row *k)
{
	k->stopped_at = x->at;
	clock_change(x->t, x->now.id, k);
}

static void pause_clock(struct acting *x, struct clock_row *k)
{
	struct pause *before;
	size_t n = pauses_read(x->t->mem, k->pauses, &before);
	struct pause *all = arena_array(x->t->mem, struct pause, n + 1);
	if (n && before[n - 1].to == CLOCK_OPEN)
		return;
	if (n)
		memcpy(all, before, n * sizeof *all);
	all[n] = (struct pause){ x->today, CLOCK_OPEN };
	change(x, k, all, n + 1);
}

/* Also the pause of a clock that was over when it began: left open, it would stop the days that an extension adds. */
static void resume(struct acting *x, struct clock_row *k)
{
	struct pause *all;
	size_t n = pauses_read(x->t->mem, k->pauses, &all);
	if (!n || all[n - 1].to != CLOCK_OPEN)
		return;
	all[n - 1].to = x->today;
	change(x, k, all, n);
}

static void extend(struct acting *x, struct clock_row *k)
{
	k->extended += x->a->days;
	freeze(x, k);
	clock_change(x->t, x->now.id, k);
}

static void recount(struct acting *x, struct clock_row *k)
{
	freeze(x, k);
	clock_change(x->t, x->now.id, k);
}

static const struct {
	char sign;
	void (*apply)(struct acting *x, struct clock_row *k);
} operations[] = { { '-', stop }, { '|', pause_clock }, { '>', resume }, { '^', extend }, { '=', recount } };

static void apply(struct acting *x, char sign, const char *kind)
{
	size_t i = 0;
	if (sign == '+') {
		start(x, kind);
		return;
	}
	while (operations[i].sign != sign)
		must(++i < sizeof operations / sizeof *operations);
	for (size_t k = 0; k < x->n_clocks; k++)
		if (!x->clocks[k].stopped_at && (*kind == '*' || str_eq(x->clocks[k].kind, kind)))
			operations[i].apply(x, &x->clocks[k]);
}

/* The earliest due day among those whose turn it is; 0 when none of their clocks runs. After the applicant's period is over
 * it is the office's turn. */
static int64_t next_due(const struct acting *x)
{
	bool applicants = states[state_by_word(x->now.state)].turn == TURN_APPLICANT && !x->now.term_over;
	int64_t first = 0;
	for (size_t i = 0; i < x->n_clocks; i++) {
		const struct clock_row *c = &x->clocks[i];
		if (!c->stopped_at && !c->paused && kind_of(c->kind)->applicants == applicants && (!first || c->due_day < first))
			first = c->due_day;
	}
	return first;
}

/* The next "+KIND" of a row's clocks; returns what follows it, NULL at the end. */
static const char *next_word(struct arena *a, const char *p, char *out_sign, const char **out_kind)
{
	if (!*p)
		return NULL;
	size_t n = strcspn(p, " ");
	*out_sign = *p;
	*out_kind = arena_strndup(a, p + 1, n - 1);
	return p + n + strspn(p + n, " ");
}

void clocks_apply(struct acting *x)
{
	const char *kind;
	char sign;
	for (const char *p = x->row->clocks; (p = next_word(x->t->mem, p, &sign, &kind));)
		apply(x, sign, kind);
	if (str_eq(x->now.hearing, "held")) /* perhaps before anybody asked for it: then nobody need any more */
		apply(x, '-', "HEARING");
	x->now.due_day = next_due(x);
}

const char *clocks_over(const struct acting *x, int64_t today)
{
	const char *kind;
	char sign;
	for (const char *p = x->row->clocks; (p = next_word(x->t->mem, p, &sign, &kind));) {
		const struct clock_row *k = sign == '-' ? clocks_find(x, kind) : NULL;
		if (k && !k->paused && k->due_day < today)
			return kind;
	}
	return NULL;
}

int64_t clocks_decision_day(const struct acting *x)
{
	const struct clock_row *promised = clocks_find(x, "PROMISED"), *statutory = clocks_find(x, "STATUTORY");
	int64_t a = promised && !promised->paused ? promised->due_day : 0, b = statutory && !statutory->paused ? statutory->due_day : 0;
	return !a || (b && b < a) ? b : a;
}

bool clocks_would_move(const struct acting *x)
{
	for (size_t i = 0; i < x->n_clocks; i++)
		if (!x->clocks[i].stopped_at && due_of(x->t->mem, x->calendar, &x->clocks[i]).due_day != x->clocks[i].due_day)
			return true;
	return false;
}

const char *clocks_name(const char *kind)
{
	return kind_of(kind)->name;
}

int64_t clocks_recounted(struct arena *a, const struct calendar *cal, const struct clock_row *k)
{
	return due_of(a, cal, k).due_day;
}
