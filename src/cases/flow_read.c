/* Reading the table: which rows hold for a case, and for whom. */
#include "cases/flow.h"
#include "base/str.h"
#include <string.h>

static bool is_instant(const struct case_row *c, const struct body *b)
{
	(void)c;
	return b->instant;
}

static bool is_wholly_online(const struct case_row *c, const struct body *b)
{
	(void)b;
	return str_eq(c->mode, "five");
}

static bool makes(const struct case_row *c, const struct body *b)
{
	(void)c;
	return str_eq(b->result_kind, "10") || str_eq(b->result_kind, "20");
}

static bool papers_first(const struct case_row *c, const struct body *b)
{
	(void)b;
	return str_eq(c->mode, "three");
}

static bool not_first_step(const struct case_row *c, const struct body *b)
{
	(void)b;
	return c->step > 1;
}

static bool last_step(const struct case_row *c, const struct body *b)
{
	return c->step >= (int64_t)b->n_steps;
}

static bool not_last_step(const struct case_row *c, const struct body *b)
{
	return !last_step(c, b);
}

static bool withdrawal_asked(const struct case_row *c, const struct body *b)
{
	(void)b;
	return str_eq(c->withdrawal, "asked");
}

static bool no_withdrawal_asked(const struct case_row *c, const struct body *b)
{
	return !withdrawal_asked(c, b);
}

static bool term_over(const struct case_row *c, const struct body *b)
{
	(void)b;
	return c->term_over;
}

static bool term_running(const struct case_row *c, const struct body *b)
{
	return !term_over(c, b);
}

static bool promise_pauses(const struct case_row *c, const struct body *b)
{
	(void)c;
	return b->supplement_pauses;
}

static bool extendable(const struct case_row *c, const struct body *b)
{
	(void)b;
	return !str_eq(c->extension, "granted");
}

static bool extension_asked(const struct case_row *c, const struct body *b)
{
	(void)b;
	return str_eq(c->extension, "asked");
}

static bool no_extension_asked(const struct case_row *c, const struct body *b)
{
	return !extension_asked(c, b);
}

static bool asking(const struct case_row *c, const struct body *b)
{
	(void)b;
	return str_eq(c->asking, "open");
}

static bool not_asking(const struct case_row *c, const struct body *b)
{
	return !asking(c, b);
}

static bool agreed(const struct case_row *c, const struct body *b)
{
	(void)b;
	return str_eq(c->asking, "agreed");
}

static bool refused(const struct case_row *c, const struct body *b)
{
	(void)b;
	return str_eq(c->asking, "refused");
}

static bool is_clear(const struct case_row *c, const struct body *b)
{
	return str_eq(c->asking, "settled") || (!*c->asking && !b->joint.set);
}

static bool hearing_owed(const struct case_row *c, const struct body *b)
{
	return b->hearing && !*c->hearing;
}

static bool hearing_told(const struct case_row *c, const struct body *b)
{
	(void)b;
	return str_eq(c->hearing, "told");
}

static bool hearing_clear(const struct case_row *c, const struct body *b)
{
	return str_eq(c->hearing, "waived") || str_eq(c->hearing, "held") || (!*c->hearing && !b->hearing);
}

static bool on_duty(const struct case_row *c, const struct body *b)
{
	return flow_duty(c, b);
}

const struct when_row whens[] = {
	{ WHEN_INSTANT, "即办件", is_instant }, { WHEN_WHOLLY_ONLINE, "全程网办", is_wholly_online }, { WHEN_MAKES, "有证照", makes },
	{ WHEN_PAPERS_FIRST, "三星方式，先交纸质材料", papers_first }, { WHEN_NOT_FIRST_STEP, "不是第一环节", not_first_step },
	{ WHEN_NOT_LAST_STEP, "不是最后环节", not_last_step }, { WHEN_LAST_STEP, "最后环节", last_step },
	{ WHEN_WITHDRAWAL_ASKED, "申请人已要求撤回", withdrawal_asked }, { WHEN_NO_WITHDRAWAL_ASKED, "还没有要求撤回", no_withdrawal_asked },
	{ WHEN_TERM_RUNNING, "申请人的期限未满", term_running }, { WHEN_TERM_OVER, "申请人的期限已满", term_over },
	{ WHEN_PROMISE_PAUSES, "事项规定补正暂停承诺时限", promise_pauses }, { WHEN_EXTENDABLE, "还没有延过期", extendable },
	{ WHEN_EXTENSION_ASKED, "已报请延期", extension_asked }, { WHEN_NO_EXTENSION_ASKED, "没有报请延期", no_extension_asked },
	{ WHEN_NOT_ASKING, "没有等待中的征求意见", not_asking }, { WHEN_ASKING, "正在征求意见", asking },
	{ WHEN_AGREED, "各方意见一致同意", agreed }, { WHEN_REFUSED, "有关方面不同意", refused },
	{ WHEN_CLEAR, "无需征求意见或已经汇总", is_clear }, { WHEN_HEARING_OWED, "应当告知听证而未告知", hearing_owed },
	{ WHEN_HEARING_TOLD, "已告知听证权利", hearing_told }, { WHEN_HEARING_CLEAR, "无需听证、放弃听证或已经听证", hearing_clear },
	{ WHEN_ON_DUTY, "有岗位正在办理", on_duty }, { 0, NULL, NULL },
};

enum case_state state_by_word(const char *word)
{
	int i = 0;
	while (i < STATE__MAX && !str_eq(states[i].word, word))
		i++;
	must(i < STATE__MAX);
	return (enum case_state)i;
}

bool action_by_word(const char *word, enum case_action *out)
{
	for (int i = 0; i < ACT__MAX; i++)
		if (str_eq(actions[i].word, word)) {
			*out = (enum case_action)i;
			return true;
		}
	return false;
}

const char *special_name(const char *word)
{
	const struct choice *s = specials;
	while (s->word && !str_eq(s->word, word))
		s++;
	return str_or_empty(s->name);
}

bool flow_starts_in(const struct flow_row *row, enum case_state state)
{
	return row->from == FLOW_ANY ? state != STATE_DRAFT && !states[state].end : row->from == (int)state;
}

bool flow_holds(unsigned when, const struct case_row *c, const struct body *b)
{
	for (const struct when_row *w = whens; w->bit && when; w++) {
		if ((when & w->bit) && !w->holds(c, b))
			return false;
		when &= ~w->bit;
	}
	must(when == 0);
	return true;
}

unsigned flow_step_role(const struct case_row *c, const struct body *b)
{
	must(b->n_steps > 0);
	size_t at = c->step > 0 ? (size_t)c->step - 1 : 0;
	return b->steps[at < b->n_steps ? at : b->n_steps - 1].role;
}

unsigned flow_roles(const struct flow_row *row, const struct case_row *c, const struct body *b)
{
	unsigned roles_wanted = row->actors & ANY_ROLE;
	if (row->actors & ACTOR_STEP)
		roles_wanted |= flow_step_role(c, b);
	if (row->actors & ACTOR_DUTY)
		roles_wanted |= flow_duty(c, b);
	return roles_wanted;
}

unsigned flow_duty(const struct case_row *c, const struct body *b)
{
	enum case_state state = state_by_word(c->state);
	unsigned wanted = 0;
	if (state == STATE_GRANTED)
		return ROLE_COUNTER; /* the handler may, the counter should */
	for (size_t i = 0; i < n_flow; i++)
		if (!actions[flow[i].action].aside && flow_starts_in(&flow[i], state) && flow_holds(flow[i].when, c, b))
			wanted |= flow_roles(&flow[i], c, b);
	return wanted;
}

unsigned flow_hands(const struct case_row *c, const struct body *b, const struct who *who)
{
	unsigned duty = flow_duty(c, b), own = 0;
	if (who_has(who, ROLE_HEAD, c->organisation))
		return duty;
	for (const struct role *r = roles; r->bit; r++)
		if ((duty & r->bit) && who_has(who, r->bit, c->organisation))
			own |= r->bit;
	return own;
}

bool flow_permits(const struct flow_row *row, const struct case_row *c, const struct body *b, const struct who *who)
{
	if (who->kind == WHO_SYSTEM)
		return row->actors & ACTOR_SYSTEM;
	if (who->kind == WHO_ACCOUNT)
		return (row->actors & ACTOR_APPLICANT) && c->account == who->id;
	if ((row->actors & ACTOR_MEMBER) && ask_waits_for(c, who))
		return true;
	unsigned wanted = flow_roles(row, c, b);
	return wanted && who_has(who, wanted, c->organisation);
}

const struct flow_row *flow_find(const struct case_row *c, const struct body *b, enum case_action action, const struct who *who)
{
	const struct flow_row *other = NULL;
	enum case_state state = state_by_word(c->state);
	for (size_t i = 0; i < n_flow; i++) {
		const struct flow_row *row = &flow[i];
		if (row->action != action || !flow_starts_in(row, state) || !flow_holds(row->when, c, b))
			continue;
		if (flow_permits(row, c, b, who))
			return row;
		if (!other)
			other = row;
	}
	return other;
}
