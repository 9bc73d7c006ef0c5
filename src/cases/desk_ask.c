/* Asking departments and colleagues (征求意见、会签): the lines of the form, and the rounds with their answers. */
#include "cases/act.h"
#include "cases/desk.h"
#include "base/str.h"

enum { USUAL_DAYS = 5 };
static const unsigned colleague_roles[] = { ROLE_HANDLE, ROLE_CHECK, ROLE_APPROVE, ROLE_HEAD };
enum { N_COLLEAGUE_ROLES = sizeof colleague_roles / sizeof *colleague_roles };

static const char *who_name(struct arena *a, size_t line)
{
	return arena_printf(a, "%s-who-%zu", actions[ACT_ASK].word, line + 1);
}

static const char *days_name(struct arena *a, size_t line)
{
	return arena_printf(a, "%s-days-%zu", actions[ACT_ASK].word, line + 1);
}

/* --- the form --- */

static bool is_chosen(const struct desk_ask *v, const char *word)
{
	for (size_t i = 0; i < v->n_choices; i++)
		if (str_eq(v->choices[i].word, word))
			return true;
	return false;
}

/* The handlers of other departments, and everybody here who may be asked, each in the first role of theirs. */
static void add_choices(const struct desk_question *q, struct desk_ask *v)
{
	struct arena *a = q->r->mem;
	struct tx *t = req_tx(q->r);
	const char *handler = role_by_bit(ROLE_HANDLE)->word;
	struct organisation *all;
	struct staff *people[N_COLLEAGUE_ROLES];
	size_t n = organisation_list(t, &all), n_people[N_COLLEAGUE_ROLES], most = n;
	for (size_t i = 0; i < N_COLLEAGUE_ROLES; i++)
		most += n_people[i] = staff_with_role(t, q->c->organisation, colleague_roles[i], &people[i]);
	v->choices = arena_array(a, struct desk_ask_choice, most + 1);
	for (size_t i = 0; i < n; i++)
		if (all[i].id != q->c->organisation)
			v->choices[v->n_choices++] = (struct desk_ask_choice){ ask_word(a, all[i].id, handler, 0), all[i].short_name, false };
	for (size_t i = 0; i < N_COLLEAGUE_ROLES; i++)
		for (size_t k = 0; k < n_people[i]; k++) {
			const struct staff *s = &people[i][k];
			const char *name = arena_printf(a, "%s（%s）", s->name, role_by_bit(colleague_roles[i])->name);
			if (s->id != q->r->who.id)
				v->choices[v->n_choices++] = (struct desk_ask_choice){ ask_word(a, q->c->organisation, role_by_bit(colleague_roles[i])->word, s->id), name, true };
		}
}

static const char *typed(struct req *r, const char *name)
{
	return str_trim(r->mem, req_field(r, name));
}

static const char *line_error(struct req *r, size_t i)
{
	const char *who = form_error_of(r, who_name(r->mem, i));
	return who ? who : form_error_of(r, days_name(r->mem, i));
}

static bool is_posted(struct req *r)
{
	return *req_field(r, "asking") != '\0';
}

/* The departments that the item names, unless they have been asked already. */
static size_t proposed(const struct desk_question *q, struct desk_ask_line *lines)
{
	struct arena *a = q->r->mem;
	size_t n = 0;
	for (size_t i = 0; i < q->b->joint.n_members && n < DESK_ASK_MOST && !*q->c->asking; i++) {
		int64_t id = organisation_by_code(req_tx(q->r), q->b->joint.members[i].code);
		if (id && id != q->c->organisation)
			lines[n++] = (struct desk_ask_line){ .who = ask_word(a, id, role_by_bit(ROLE_HANDLE)->word, 0),
							     .days = arena_printf(a, "%lld", (long long)q->b->joint.members[i].days) };
	}
	return n;
}

const struct desk_ask *desk_ask_form(const struct desk_question *q)
{
	struct req *r = q->r;
	struct desk_ask *v = arena_new_of(r->mem, struct desk_ask);
	add_choices(q, v);
	v->error = form_error_of(r, "ask-members");
	v->n = proposed(q, v->lines);
	if (v->n < DESK_ASK_LINES)
		v->n = DESK_ASK_LINES;
	if (is_posted(r)) /* as many as were sent */
		for (v->n = DESK_ASK_LINES; v->n < DESK_ASK_MOST && *req_field(r, days_name(r->mem, v->n)); v->n++)
			continue;
	for (size_t i = 0; i < v->n; i++) {
		struct desk_ask_line *l = &v->lines[i];
		l->who_name = who_name(r->mem, i);
		l->days_name = days_name(r->mem, i);
		l->who = is_posted(r) ? typed(r, l->who_name) : str_or_empty(l->who);
		l->days = is_posted(r) ? typed(r, l->days_name) : l->days ? l->days : arena_printf(r->mem, "%d", USUAL_DAYS);
		l->error = line_error(r, i);
		if (!is_chosen(v, l->who))
			l->who = "";
	}
	return v;
}

/* --- what was typed --- */

static bool read_line(struct req *r, size_t i, struct ask_member *out)
{
	struct ask_member m;
	if (!ask_read_word(typed(r, who_name(r->mem, i)), &m))
		return false;
	if (!num_parse(str_code(r->mem, typed(r, days_name(r->mem, i))), 1, ASK_DAYS_MOST, &m.days))
		m.days = 0;
	*out = m;
	return true;
}

size_t desk_ask_read(struct req *r, const struct ask_member **out)
{
	struct ask_member *all = arena_array(r->mem, struct ask_member, DESK_ASK_MOST);
	size_t n = 0;
	for (size_t i = 0; i < DESK_ASK_MOST; i++)
		n += read_line(r, i, &all[n]);
	*out = all;
	return n;
}

void desk_ask_check(struct req *r)
{
	for (size_t i = 0; i < DESK_ASK_MOST; i++) {
		struct ask_member m;
		if (read_line(r, i, &m) && !m.days)
			form_add_error(r, days_name(r->mem, i), arena_printf(r->mem, "第 %zu 行的期限", i + 1), "请填写 1 到 60 的整数");
	}
}

/* --- the rounds --- */

static const char *member_words(struct req *r, const struct member_row *m)
{
	struct organisation o;
	struct staff s;
	const struct role *role = role_by_word(m->role);
	const char *agency = organisation_load(req_tx(r), m->organisation, &o) ? o.short_name : "";
	const char *name = m->staff && staff_load(req_tx(r), m->staff, &s) ? s.name : "";
	return arena_printf(r->mem, "%s %s岗%s%s", agency, role ? role->name : "", *name ? " " : "", name);
}

static struct desk_member member_of(struct req *r, const struct member_row *m)
{
	bool waits = !*m->answer && !m->closed, late = waits && m->due_day < r->today;
	const char *day = day_short(r->mem, m->due_day, r->today);
	const char *when = m->answered_at ? day_time_short(r->mem, m->answered_at, DAY_ZONE_CHINA) : "";
	return (struct desk_member){
		.who = member_words(r, m), .words = m->words, .limit = waits ? arena_printf(r->mem, "最晚 %s", day) : "",
		.answer = late ? "逾期未答复" : waits ? "等待答复" : !*m->answer ? "不再等待" : ask_answer_name(m->answer),
		.tone = late || str_eq(m->answer, "object") ? "stop" : waits || str_eq(m->answer, "conditions") ? "soon" : *m->answer ? "good" : "held",
		.by = *m->answered_by ? arena_printf(r->mem, "%s，%s", m->answered_by, when) : "",
	};
}

static const char *rule_words(struct req *r, const struct member_row *m)
{
	const char *rule = str_eq(m->rule, "any") ? "一家同意即可" : str_eq(m->rule, "veto") ? "一票否决" : "全部同意";
	return arena_printf(r->mem, "%s；到期不答复%s", rule, m->silence ? "视为同意" : "继续等待");
}

/* What the last round has come to; earlier ones are over. */
static const char *state_words(const struct case_row *c, bool last)
{
	static const struct { const char *asking, *words; } names[] = {
		{ "open", "等待答复" }, { "agreed", "同意，等待汇总" }, { "refused", "不同意，需要协调或重新征求" }, { "settled", "已汇总" },
	};
	for (size_t i = 0; last && i < sizeof names / sizeof *names; i++)
		if (str_eq(names[i].asking, c->asking))
			return names[i].words;
	return "已结束";
}

size_t desk_ask_rounds(struct req *r, const struct case_row *c, struct desk_round **out)
{
	struct member_row *m;
	size_t n = *c->members ? member_list(req_tx(r), c->id, &m) : 0, n_rounds = 0;
	bool guest = desk_case_is_guest(r, c);
	struct desk_round *all = arena_array(r->mem, struct desk_round, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct desk_round *round = n_rounds ? &all[n_rounds - 1] : NULL;
		if (guest && !who_has(&r->who, ANY_ROLE, m[i].organisation))
			continue;
		if (!round || round->no != m[i].round) {
			round = &all[n_rounds++];
			*round = (struct desk_round){ m[i].round, m[i].question, rule_words(r, &m[i]), state_words(c, m[i].round == m[n - 1].round),
						      arena_array(r->mem, struct desk_member, n), 0 };
		}
		round->members[round->n++] = member_of(r, &m[i]);
	}
	*out = all;
	return n_rounds;
}
