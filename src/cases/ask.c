/* Joint review and countersigning: departments, roles or persons are asked, answer within their limits, and a rule makes one
 * answer of theirs: all must agree; any one suffices; one veto is enough to refuse. Silence counts as consent only where it
 * was said so when they were asked (行政许可法 art. 26(2); stage clocks of joint review).
 *
 * Who is asked stands in case_member; for permissions, without a query, also in the case itself: cases.members is a list of
 * "?organisation/role/staff" with "." instead of "?" for those whose answer is no longer waited for. */
#include "cases/act.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include <stdio.h>
#include <string.h>

enum { MEMBERS_MOST = 30 };

/* --- who is asked --- */

const char *ask_word(struct arena *a, int64_t organisation, const char *role, int64_t staff)
{
	return arena_printf(a, "%lld/%s/%lld", (long long)organisation, role, (long long)staff);
}

bool ask_read_word(const char *word, struct ask_member *out)
{
	char role[16];
	long long organisation, staff;
	if (sscanf(word, "%lld/%15[^/]/%lld", &organisation, role, &staff) != 3)
		return false;
	const struct role *known = role_by_word(role);
	*out = (struct ask_member){ .organisation = organisation, .role = known ? known->word : "", .staff = staff };
	return true;
}

/* One entry of cases.members; returns what follows it, NULL at the end. */
static const char *next_member(const char *list, bool *out_open, struct ask_member *out)
{
	if (!*list)
		return NULL;
	must(ask_read_word(list + 1, out) && *out->role);
	*out_open = *list == '?';
	const char *space = strchr(list, ' ');
	return space ? space + 1 : list + strlen(list);
}

static bool is_this(const struct who *who, const struct ask_member *m)
{
	if (who->kind != WHO_STAFF || !who_has(who, role_by_word(m->role)->bit, m->organisation))
		return false;
	if (!m->staff || m->staff == who->id)
		return true;
	for (size_t i = 0; i < who->n_grants; i++)
		if (who->grants[i].instead_of == m->staff)
			return true;
	return false;
}

bool ask_waits_for(const struct case_row *c, const struct who *who)
{
	struct ask_member m;
	bool open;
	for (const char *p = c->members; (p = next_member(p, &open, &m));)
		if (open && is_this(who, &m))
			return true;
	return false;
}

bool ask_involves(const struct case_row *c, const struct who *who)
{
	struct ask_member m;
	bool open;
	for (const char *p = c->members; (p = next_member(p, &open, &m));)
		if (who_has(who, ANY_ROLE, m.organisation))
			return true;
	return false;
}

size_t ask_open_members(struct arena *a, const struct case_row *c, struct ask_member **out)
{
	struct ask_member m;
	bool open;
	size_t n = 0;
	*out = arena_array(a, struct ask_member, MEMBERS_MOST * 2);
	for (const char *p = c->members; (p = next_member(p, &open, &m)) && n < MEMBERS_MOST * 2;)
		if (open)
			(*out)[n++] = m;
	return n;
}

/* The list anew from the rows: the last state of each who was ever asked. */
static const char *members_words(struct arena *a, const struct member_row *rows, size_t n)
{
	const char *list = "";
	for (size_t i = 0; i < n; i++) {
		bool again = false;
		for (size_t k = i + 1; k < n; k++)
			again |= rows[k].organisation == rows[i].organisation && str_eq(rows[k].role, rows[i].role) && rows[k].staff == rows[i].staff;
		if (!again)
			list = arena_printf(a, "%s%s%c%s", list, *list ? " " : "", rows[i].closed || *rows[i].answer ? '.' : '?',
					    ask_word(a, rows[i].organisation, rows[i].role, rows[i].staff));
	}
	return list;
}

/* --- what it comes to --- */

static bool consents(const char *answer)
{
	return str_eq(answer, "agree") || str_eq(answer, "conditions") || str_eq(answer, "silent");
}

/* "open" while something is waited for, else "agreed" or "refused"; rows of one round, all with the same rule. */
static const char *outcome(const struct member_row *rows, size_t n)
{
	size_t yes = 0, no = 0;
	for (size_t i = 0; i < n; i++) {
		yes += consents(rows[i].answer);
		no += str_eq(rows[i].answer, "object");
	}
	if (str_eq(rows[0].rule, "any") && yes)
		return "agreed";
	if (str_eq(rows[0].rule, "veto") && no)
		return "refused";
	if (yes + no < n)
		return "open";
	return no && (!str_eq(rows[0].rule, "any") || !yes) ? "refused" : "agreed";
}

/* Rows of the round that is asked now: the last one. */
static struct member_row *this_round(struct acting *x, size_t *out_n)
{
	size_t first = x->n_members;
	while (first > 0 && x->members[first - 1].round == x->members[x->n_members - 1].round)
		first--;
	*out_n = x->n_members - first;
	return x->members + first;
}

static void keep(struct acting *x, const char *asking)
{
	size_t n;
	struct member_row *rows = this_round(x, &n);
	for (size_t i = 0; i < n; i++) {
		rows[i].closed |= !str_eq(asking, "open");
		member_change(x->t, x->now.id, &rows[i]);
	}
	x->now.asking = asking;
	x->now.members = members_words(x->t->mem, x->members, x->n_members);
}

/* --- asking --- */

static enum err check_member(struct acting *x, const struct ask_member *m, int64_t last_day)
{
	struct organisation o;
	struct staff *able;
	const struct role *role = role_by_word(m->role);
	int64_t today = day_of_ms(x->t->now, DAY_ZONE_CHINA);
	if (!role || !(role->bit & (ROLE_HANDLE | ROLE_CHECK | ROLE_APPROVE | ROLE_HEAD)) || !organisation_load(x->t, m->organisation, &o))
		return fail_field(x->t, "members", "请选择要征求意见的部门或人员");
	if (m->days < 1 || m->days > ASK_DAYS_MOST)
		return fail_field(x->t, "days", "答复期限应为 1 到 60 个工作日");
	/* when that day has come nobody can answer before it any more, but a joint case still has to ask */
	if (last_day > today && calendar_add_working(x->calendar, today, m->days) > last_day)
		return fail_field(x->t, "days", arena_printf(x->t->mem, "答复期限不能晚于本件的最晚办结日 %s", day_words(x->t->mem, last_day)));
	size_t n = staff_with_role(x->t, m->organisation, role->bit, &able);
	bool found = !m->staff && n;
	for (size_t i = 0; i < n; i++)
		found |= able[i].id == m->staff;
	if (!found)
		return fail_field(x->t, "members", arena_printf(x->t->mem, "%s没有可以答复的%s人员", o.short_name, role->name));
	return OK;
}

enum err ask_check(struct acting *x)
{
	const struct case_act *a = x->a;
	int64_t last_day = clocks_decision_day(x);
	if (a->n_members == 0 || a->n_members > MEMBERS_MOST)
		return fail_field(x->t, "members", "请至少选择一个要征求意见的部门或人员");
	if (!str_eq(a->rule, "all") && !str_eq(a->rule, "any") && !str_eq(a->rule, "veto"))
		return fail_field(x->t, "rule", "请选择会签规则");
	for (size_t i = 0; i < a->n_members; i++) {
		enum err e = check_member(x, &a->members[i], last_day);
		if (e)
			return e;
		for (size_t k = 0; k < i; k++)
			if (a->members[k].organisation == a->members[i].organisation && str_eq(a->members[k].role, a->members[i].role) &&
			    a->members[k].staff == a->members[i].staff)
				return fail_field(x->t, "members", "同一个部门或人员选了两次");
	}
	return OK;
}

static void ask(struct acting *x)
{
	const struct case_act *a = x->a;
	int64_t round = x->n_members ? x->members[x->n_members - 1].round + 1 : 1;
	struct member_row *all = arena_array(x->t->mem, struct member_row, x->n_members + a->n_members);
	if (x->n_members)
		memcpy(all, x->members, x->n_members * sizeof *all);
	for (size_t i = 0; i < a->n_members; i++) {
		const struct ask_member *m = &a->members[i];
		struct member_row *row = &all[x->n_members + i];
		*row = (struct member_row){
			.round = round, .no = (int64_t)i + 1, .organisation = m->organisation, .role = m->role, .staff = m->staff, .rule = a->rule,
			.silence = a->silence_agrees, .question = a->reason, .asked_day = x->today,
			.due_day = calendar_add_working(x->calendar, x->today, m->days), .answer = "", .words = "", .answered_by = "",
		};
		member_add(x->t, x->now.id, row);
	}
	x->members = all;
	x->n_members += a->n_members;
	x->now.asking = "open";
	x->now.members = members_words(x->t->mem, x->members, x->n_members);
}

/* --- answering --- */

static struct member_row *own_row(struct acting *x)
{
	size_t n;
	struct member_row *rows = this_round(x, &n);
	for (size_t i = 0; i < n; i++) {
		const struct ask_member m = { .organisation = rows[i].organisation, .role = rows[i].role, .staff = rows[i].staff };
		if (!*rows[i].answer && !rows[i].closed && is_this(x->a->who, &m))
			return &rows[i];
	}
	return NULL;
}

static void answer(struct acting *x)
{
	size_t n;
	struct member_row *row = own_row(x), *rows = this_round(x, &n);
	must(row); /* the row of the table needs one who is waited for */
	row->answer = x->a->answer;
	row->words = x->a->reason;
	row->answered_at = x->at;
	row->answered_by = x->actor.name;
	keep(x, outcome(rows, n));
}

static bool is_silent(const struct member_row *m, int64_t today)
{
	return m->silence && !m->closed && !*m->answer && m->due_day < today;
}

bool ask_anyone_silent(struct acting *x)
{
	size_t n;
	struct member_row *rows = this_round(x, &n);
	for (size_t i = 0; i < n; i++)
		if (is_silent(&rows[i], day_of_ms(x->t->now, DAY_ZONE_CHINA)))
			return true;
	return false;
}

static void silence(struct acting *x)
{
	size_t n;
	struct member_row *rows = this_round(x, &n);
	for (size_t i = 0; i < n; i++)
		if (is_silent(&rows[i], x->today)) {
			rows[i].answer = "silent";
			rows[i].words = "逾期未答复，视为同意";
			rows[i].answered_at = x->at;
			rows[i].answered_by = x->actor.name;
		}
	keep(x, outcome(rows, n));
}

void ask_apply(struct acting *x)
{
	bool ended = states[state_by_word(x->now.state)].end;
	switch (x->a->action) {
	case ACT_ASK: ask(x); break;
	case ACT_ANSWER: answer(x); break;
	case ACT_SILENCE: silence(x); break;
	case ACT_CANCEL_ASK: keep(x, ""); break;
	case ACT_RESOLVE: x->now.asking = "agreed"; break;
	case ACT_SETTLE: x->now.asking = "settled"; break;
	default:
		if (ended && str_eq(x->now.asking, "open"))
			keep(x, "");
	}
}

const char *ask_answer_name(const char *answer)
{
	static const struct { const char *word, *name; } names[] = {
		{ "agree", "同意" }, { "conditions", "有条件同意" }, { "object", "不同意" }, { "silent", "逾期未答复，视为同意" }, { "", "未答复" },
	};
	size_t i = 0;
	while (*names[i].word && !str_eq(names[i].word, answer))
		i++;
	return names[i].name;
}
