/* What is to be known of a case at once: where it is and who has it, and everything out of the ordinary. */
#include "cases/desk.h"
#include "base/str.h"

/* --- where it is --- */

static const char *step_name(const struct case_row *c, const struct body *b)
{
	for (size_t i = 0; i < b->n_steps; i++)
		if (b->steps[i].no == c->step)
			return b->steps[i].name;
	return "";
}

static const char *person(struct req *r, int64_t id)
{
	struct staff s;
	return staff_load(req_tx(r), id, &s) ? arena_strdup(r->mem, s.name) : "";
}

/* The roles that have it in its own organisation, and the people to whom it was handed: 承办 陈敏、部门负责人. */
static const char *who_has_it(struct req *r, const struct case_row *c, const struct body *b)
{
	const char *words = "";
	struct task_row *tasks;
	size_t n = tasks_of(req_tx(r), c->id, &tasks);
	unsigned duty = flow_duty(c, b);
	for (size_t i = 0; i < n; i++) {
		const struct role *role = role_by_word(tasks[i].role);
		if (!role || !(duty & role->bit) || tasks[i].organisation != c->organisation)
			continue;
		const char *name = tasks[i].staff ? person(r, tasks[i].staff) : "";
		words = arena_printf(r->mem, "%s%s%s%s%s", words, *words ? "、" : "", role->name, *name ? " " : "", name);
	}
	return words;
}

const char *desk_flags_where(struct req *r, const struct case_row *c, const struct body *b)
{
	enum case_state state = state_by_word(c->state);
	const char *step = state == STATE_IN_REVIEW ? step_name(c, b) : "", *who = states[state].end ? "" : who_has_it(r, c, b);
	return arena_printf(r->mem, "%s%s%s%s%s%s", states[state].name, *step ? "：" : "", step, *who ? "（" : "", who, *who ? "）" : "");
}

/* --- flags --- */

struct flagging {
	struct req *r;
	const struct case_row *c;
	const struct body *b;
	struct desk_flag *all;
	size_t n;
};

static void add(struct flagging *f, const char *tone, const char *name, const char *words)
{
	f->all[f->n++] = (struct desk_flag){ tone, name, words };
}

/* The newest event of this action; its texts live as long as the request. */
static bool last(const struct flagging *f, enum case_action action, struct event_row *out)
{
	return event_last(req_tx(f->r), f->c->id, actions[action].word, out);
}

static const char *reason_of(const struct flagging *f, enum case_action action)
{
	struct event_row e;
	return last(f, action, &e) ? e.reason : "";
}

static void flag_same_person(struct flagging *f)
{
	struct event_row e;
	if (f->c->decided_at && (last(f, ACT_GRANT, &e) || last(f, ACT_DENY, &e)) && json_get_bool(json_parse(f->r->mem, e.payload), "same_person"))
		add(f, "soon", "同一人办理和决定", arena_printf(f->r->mem, "%s 在前面的环节办过这件事，又作了决定。", e.actor_name));
}

static void flag_applicant(struct flagging *f)
{
	struct arena *a = f->r->mem;
	enum case_state state = state_by_word(f->c->state);
	if (f->c->rounds >= 2)
		add(f, "soon", arena_printf(a, "第 %lld 次补正", (long long)f->c->rounds), "一次性告知之后再次要求补正，会被电子监察记录。");
	if (!states[state].end && str_eq(f->c->withdrawal, "asked"))
		add(f, "soon", "申请人要求撤回", reason_of(f, ACT_WITHDRAW));
	if (f->c->term_over)
		add(f, "soon", "申请人的期限已过", state == STATE_REVIEW_SUPPLEMENT ? "补正还可以收；不再等的，继续审查。"
			: "材料还可以收；可以再催一次，或者按逾期退件。");
}

static void flag_extension(struct flagging *f)
{
	struct event_row e;
	bool asked = str_eq(f->c->extension, "asked"), granted = str_eq(f->c->extension, "granted");
	if ((asked || granted) && last(f, asked ? ACT_ASK_EXTENSION : ACT_EXTEND, &e))
		add(f, asked ? "soon" : "", asked ? "报请延期" : "已经延期",
		    arena_printf(f->r->mem, "%lld 个工作日。%s", (long long)json_get_int(json_parse(f->r->mem, e.payload), "days", 0), e.reason));
}

static void flag_hearing(struct flagging *f)
{
	static const struct { const char *word, *tone, *name, *words; } stages[] = {
		{ "told", "", "已告知听证权利", "申请人可以在 5 个工作日内要求听证；在此以前不能作出不予许可的决定。" },
		{ "asked", "soon", "申请人要求听证", "请在 20 个工作日内组织：更多操作里的“进入特别程序”，选听证。" },
		{ "waived", "", "申请人没有要求听证", "" }, { "held", "", "已经听证", "" },
	};
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		if (str_eq(stages[i].word, f->c->hearing) && !str_eq(f->c->state, states[STATE_SPECIAL].word)) /* which says what it is */
			add(f, stages[i].tone, stages[i].name, stages[i].words);
	if (str_eq(f->c->state, states[STATE_IN_REVIEW].word) && f->b->hearing && !*f->c->hearing)
		add(f, "", "不予许可前要告知听证", "这个事项规定：拟不予许可的，先告知申请人有要求听证的权利。");
}

static void flag_special(struct flagging *f)
{
	struct event_row e;
	if (!str_eq(f->c->state, states[STATE_SPECIAL].word) || !last(f, ACT_BEGIN_SPECIAL, &e))
		return;
	const json_t *p = json_parse(f->r->mem, e.payload);
	const char *at = json_get_text(p, "hearing_at"), *place = json_get_text(p, "place");
	add(f, "held", "特别程序进行中", arena_printf(f->r->mem, "由%s组织，需要 %s%s%s%s%s。", json_get_text(p, "organiser"), json_get_text(p, "time"),
		*at ? "；听证 " : "", at, *place ? "，" : "", place));
}

static void flag_hands(struct flagging *f)
{
	struct holder_row *holders;
	size_t n = states[state_by_word(f->c->state)].end ? 0 : holder_list(req_tx(f->r), f->c->id, &holders);
	const char *words = "";
	for (size_t i = 0; i < n; i++) {
		const struct role *role = role_by_word(holders[i].role);
		words = arena_printf(f->r->mem, "%s%s%s岗由 %s 办理", words, *words ? "；" : "", role ? role->name : "", person(f->r, holders[i].staff));
	}
	if (*words)
		add(f, "", "已转交", arena_printf(f->r->mem, "%s。", words));
	if (f->c->back_to && f->c->back_to <= (int64_t)f->b->n_steps)
		add(f, "", "退回重办", arena_printf(f->r->mem, "办完直接回到“%s”。", f->b->steps[f->c->back_to - 1].name));
}

size_t desk_flags_of(struct req *r, const struct case_row *c, const struct body *b, struct desk_flag **out)
{
	static void (*const flags[])(struct flagging *f) = {
		flag_applicant, flag_extension, flag_hearing, flag_special, flag_same_person, flag_hands,
	};
	enum { EACH_MOST = 4 };
	struct event_row e;
	struct flagging f = { r, c, b, arena_array(r->mem, struct desk_flag, sizeof flags / sizeof *flags * EACH_MOST + 1), 0 };
	if (c->accepted_at && last(&f, ACT_DEEM_ACCEPTED, &e))
		add(&f, "stop", "视为受理", "没有在期限内答复申请人，自收到材料之日起视为受理，已记入电子监察。");
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		flags[i](&f);
	*out = f.all;
	return f.n;
}
