/* The questions of each action at the desk: which there are, what is likely, what was typed, and what is wrong with it. */
#include "cases/desk.h"
#include "base/str.h"
#include <string.h>

#define BIT(action) (UINT64_C(1) << (action))
_Static_assert(ACT__MAX <= 64, "a set of actions is one word");

/* --- choices --- */

static const struct choice refusal_kinds[] = {
	{ "a", "这件事依法不需要许可" }, { "b", "依法不属于本机关职权范围" }, { "c", "其他依法不予受理的情形" }, { NULL, NULL },
};
static const struct choice methods[] = {
	{ "window", "窗口当面领取" }, { "post", "邮寄" }, { "electronic", "电子送达" }, { "visit", "上门送达" }, { NULL, NULL },
};
static const struct choice units[] = { { "wd", "工作日" }, { "nd", "自然日" }, { NULL, NULL } };
static const struct choice rules[] = {
	{ "all", "全部同意" }, { "any", "一家同意即可" }, { "veto", "一票否决" }, { NULL, NULL },
};
static const struct choice answers[] = {
	{ "agree", "同意" }, { "conditions", "有条件同意" }, { "object", "不同意" }, { NULL, NULL },
};

typedef const struct choice *choices_fn(const struct desk_question *q);

static const struct choice *letter_choices(const struct desk_question *q)
{
	struct choice *all = arena_array(q->r->mem, struct choice, LETTER__MAX + 1);
	size_t n = 0;
	for (int i = 0; i < LETTER__MAX; i++)
		if (letter_kinds[i].by_hand)
			all[n++] = (struct choice){ letter_kinds[i].word, letter_kinds[i].title };
	return all;
}

static const struct choice *step_choices(const struct desk_question *q)
{
	struct choice *all = arena_array(q->r->mem, struct choice, q->b->n_steps + 1);
	size_t n = 0;
	for (size_t i = 0; i < q->b->n_steps && q->b->steps[i].no < q->c->step; i++)
		all[n++] = (struct choice){ arena_printf(q->r->mem, "%lld", (long long)q->b->steps[i].no), q->b->steps[i].name };
	return all;
}

static bool is_among(const struct choice *all, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].word, word))
			return true;
	return false;
}

/* Tasks that somebody has alone, counted to 99. */
static int64_t has_alone(const struct desk_question *q, unsigned role, int64_t staff)
{
	enum { COUNT_MOST = 99 };
	return desk_count_tasks(req_tx(q->r), q->c->organisation, role_by_bit(role)->word, staff, 0, DESK_NO_END, COUNT_MOST);
}

/* Colleagues in the roles that have the case now, as needs.c will allow them. */
static const struct choice *staff_choices(const struct desk_question *q)
{
	enum { MOST = 200 };
	const struct who *who = &q->r->who;
	struct choice *all = arena_array(q->r->mem, struct choice, MOST + 1);
	unsigned hands = flow_hands(q->c, q->b, who);
	size_t n = 0;
	for (const struct role *role = roles; role->bit; role++) {
		struct staff *able;
		if (!(hands & role->bit))
			continue;
		size_t n_able = staff_with_role(req_tx(q->r), q->c->organisation, role->bit, &able);
		for (size_t i = 0; i < n_able && n < MOST; i++) {
			const char *word = arena_printf(q->r->mem, "%lld", (long long)able[i].id);
			const char *name = able[i].id == who->id ? "我自己" : able[i].name;
			if (!is_among(all, n, word))
				all[n++] = (struct choice){ word, arena_printf(q->r->mem, "%s（%s，手上 %lld 件）", name, role->name,
									       (long long)has_alone(q, role->bit, able[i].id)) };
		}
	}
	return all;
}

/* --- the questions --- */

/* Asked when the action's row of the flow table needs them, or for these actions; the first with a name is taken.
 * required_by: the need that makes an answer compulsory. */
static const struct act_field {
	unsigned needs;
	uint64_t actions;
	unsigned required_by;
	struct field field;
	choices_fn *choices;
} act_fields[] = {
	{ NEED_REFUSAL_KIND, 0, NEED_REFUSAL_KIND, { "refusal_kind", "情形", FIELD_CHOICE, .choices = refusal_kinds } },
	{ NEED_REFUSAL_KIND, 0, 0, { "competent_agency", "应当向哪个机关申请", FIELD_TEXT, .hint = "不属于本机关职权时必填。" } },
	{ NEED_SPECIAL, 0, NEED_SPECIAL, { "special", "种类", FIELD_CHOICE, .choices = specials } },
	{ NEED_SPECIAL, 0, NEED_SPECIAL, { "amount", "需要多少天", FIELD_NUMBER, .min = 1, .max = 365 } },
	{ NEED_SPECIAL, 0, NEED_SPECIAL, { "unit", "按什么算", FIELD_CHOICE, .choices = units } },
	{ NEED_SPECIAL, 0, NEED_SPECIAL, { "organiser", "由谁组织", FIELD_TEXT, .hint = "例如：区食品安全专家组。" } },
	{ NEED_SPECIAL, 0, NEED_SPECIAL, { "approver", "批准人", FIELD_TEXT } },
	{ NEED_SPECIAL, 0, 0, { "hearing_at", "听证日期", FIELD_DATE, .hint = "听证时必填，至少提前 7 个工作日。" } },
	{ NEED_SPECIAL, 0, 0, { "hearing_time", "听证时间", FIELD_TEXT, .hint = "听证时必填，例如 09:30。" } },
	{ NEED_SPECIAL, 0, 0, { "place", "听证地点", FIELD_TEXT, .hint = "听证时必填。" } },
	{ NEED_STEP, 0, NEED_STEP, { "step", "退回到", FIELD_CHOICE }, step_choices },
	{ NEED_STAFF, 0, NEED_STAFF, { "staff", "转交给", FIELD_CHOICE, .hint = "以后这个岗位的事只在对方的待办里。" }, staff_choices },
	{ NEED_LETTER, 0, NEED_LETTER, { "letter", "文书", FIELD_CHOICE }, letter_choices },
	{ NEED_DAYS, 0, NEED_DAYS, { "days", "延长多少个工作日", FIELD_NUMBER, .min = 1 } },
	{ NEED_MEMBERS, 0, NEED_MEMBERS, { "rule", "怎样算同意", FIELD_CHOICE, .choices = rules } },
	{ NEED_MEMBERS, 0, 0, { "silence", "到期不答复视为同意", FIELD_CHECK } },
	{ NEED_ANSWER, 0, NEED_ANSWER, { "answer", "答复", FIELD_CHOICE, .choices = answers } },
	{ 0, BIT(ACT_ADVANCE), NEED_REASON, { "reason", "审查意见", FIELD_LONG } },
	{ 0, BIT(ACT_RETURN_STEP), NEED_REASON, { "reason", "为什么退回", FIELD_LONG } },
	{ 0, BIT(ACT_ASK), NEED_REASON, { "reason", "请对方答复什么", FIELD_LONG, .hint = "会写进征求意见函，申请人看不到。" } },
	{ 0, BIT(ACT_ANSWER), NEED_REASON, { "reason", "意见", FIELD_LONG, .hint = "会写进意见汇总表，申请人看不到。" } },
	{ 0, BIT(ACT_SETTLE), NEED_REASON, { "reason", "汇总结论", FIELD_LONG, .hint = "会写进意见汇总表，申请人看不到。" } },
	{ 0, BIT(ACT_ASK_EXTENSION), NEED_REASON, { "reason", "为什么要延期", FIELD_LONG, .hint = "批准后写进延期通知书。" } },
	{ 0, BIT(ACT_END_SPECIAL), NEED_REASON, { "reason", "结果", FIELD_LONG } },
	{ 0, BIT(ACT_TELL_HEARING), NEED_REASON, { "reason", "拟不予许可的理由", FIELD_LONG } },
	{ 0, BIT(ACT_WRITE), NEED_LETTER, { "reason", "正文", FIELD_LONG, .hint = "发给申请人的文书，申请人看得到。" } },
	{ 0, BIT(ACT_HAND_OVER), 0, { "reason", "说明", FIELD_LONG } },
	{ NEED_REASON, 0, NEED_REASON, { "reason", "理由", FIELD_LONG } },
	{ NEED_BASIS, BIT(ACT_REFUSE) | BIT(ACT_GRANT) | BIT(ACT_WRITE), NEED_BASIS, { "basis", "依据", FIELD_LONG, .hint = "法律名称和条款。" } },
	{ 0, BIT(ACT_GRANT), 0, { "conditions", "附加条件", FIELD_LONG } },
	{ NEED_LETTER, 0, 0, { "until_day", "请对方在哪天前完成", FIELD_DATE } },
	{ NEED_STEP, 0, 0, { "straight", "办完直接回到我这里", FIELD_CHECK } },
	{ NEED_METHOD, 0, NEED_METHOD, { "method", "送达方式", FIELD_CHOICE, .choices = methods } },
	{ NEED_METHOD, 0, NEED_METHOD, { "recipient", "收件人", FIELD_TEXT, .hint = "当面领取的，填领取人姓名。" } },
};
enum { N_ACT_FIELDS = sizeof act_fields / sizeof *act_fields };

static const char *field_name(struct arena *mem, enum case_action a, const char *name)
{
	return arena_printf(mem, "%s-%s", actions[a].word, name);
}

static bool is_asked(const struct act_field *f, const struct flow_row *row)
{
	return (row->needs & f->needs) || (BIT(row->action) & f->actions);
}

static bool asked_before(size_t i, const struct flow_row *row)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(act_fields[k].field.name, act_fields[i].field.name) && is_asked(&act_fields[k], row))
			return true;
	return false;
}

/* Who will read the reason; a hint of the question's own goes before. */
static const char *reason_hint(const struct flow_row *row)
{
	if (actions[row->action].eyes != EYES_ALL)
		return "只有工作人员看得到。";
	return row->letters[0] != LETTER_NONE ? "会写进文书，申请人看得到。" : "申请人看得到。";
}

static const char *days_hint(const struct desk_question *q)
{
	return arena_printf(q->r->mem, "最多 %lld 个工作日，只能延一次（行政许可法第四十二条）。", (long long)q->b->extension_days);
}

/* The question for this case; NULL when this action does not ask it. */
static const struct field *question(const struct desk_question *q, size_t i)
{
	const struct act_field *of = &act_fields[i];
	if (!is_asked(of, q->row) || asked_before(i, q->row))
		return NULL;
	struct field *f = arena_new_of(q->r->mem, struct field);
	*f = of->field;
	f->required = q->row->needs & of->required_by;
	if (of->choices)
		f->choices = of->choices(q);
	if (str_eq(f->name, "days"))
		f->hint = days_hint(q);
	if (str_eq(f->name, "reason") && !f->hint)
		f->hint = reason_hint(q->row);
	f->name = field_name(q->r->mem, q->row->action, f->name);
	return f;
}

/* --- the form --- */

/* What was asked for stands in the form of whoever approves it. */
static const char *asked_for(const struct desk_question *q, const char *name)
{
	struct event_row e;
	if (q->row->action != ACT_EXTEND || !event_last(req_tx(q->r), q->c->id, actions[ACT_ASK_EXTENSION].word, &e))
		return "";
	int64_t days = json_get_int(json_parse(q->r->mem, e.payload), "days", 0);
	return str_eq(name, "reason") ? arena_strdup(q->r->mem, e.reason) : arena_printf(q->r->mem, "%lld", (long long)days);
}

static const char *likely(const struct desk_question *q, const char *name)
{
	if (str_eq(name, "unit"))
		return "wd";
	if (str_eq(name, "step"))
		return arena_printf(q->r->mem, "%lld", (long long)q->c->step - 1);
	if (str_eq(name, "rule"))
		return q->b->joint.set ? q->b->joint.rule : "all";
	if (str_eq(name, "silence"))
		return q->b->joint.set && q->b->joint.silence ? "1" : "";
	return str_eq(name, "days") || str_eq(name, "reason") ? asked_for(q, name) : "";
}

/* With something found wrong, telling the applicant is likelier than letting it pass. */
static enum case_tone tone_of(const struct flow_row *row, size_t n_bad)
{
	if (n_bad && (row->needs & NEED_OPINION_BAD))
		return TONE_LIKELY;
	enum case_tone tone = actions[row->action].tone;
	return n_bad && tone == TONE_LIKELY ? TONE_PLAIN : tone;
}

/* Seldom done, or done on behalf of somebody else: behind 更多操作, until the case asks for it. */
static bool is_rare(const struct desk_question *q, size_t n_bad)
{
	const struct case_row *c = q->c;
	switch (q->row->action) {
	case ACT_WITHDRAW: case ACT_ASK_HEARING: case ACT_WAIVE_HEARING: case ACT_BEGIN_SPECIAL: case ACT_ASK_EXTENSION:
	case ACT_CANCEL_ASK: case ACT_HAND_OVER: case ACT_WRITE: case ACT_VOID: case ACT_RETURN_STEP: return true;
	case ACT_EXTEND: return !str_eq(c->extension, "asked");
	case ACT_REQUIRE_REVIEW_SUPPLEMENT: return !n_bad;
	case ACT_ASK: return !str_eq(c->asking, "refused") && (*c->asking || !q->b->joint.set);
	case ACT_TELL_HEARING: return c->step < (int64_t)q->b->n_steps;
	default: return false;
	}
}

struct desk_act desk_fields_form(const struct desk_question *q, size_t n_bad)
{
	struct req *r = q->r;
	const struct action_row *a = &actions[q->row->action];
	struct field_view *views = arena_array(r->mem, struct field_view, N_ACT_FIELDS);
	struct desk_act act = { .word = a->word, .button = a->button, .fields = views, .tone = tone_of(q->row, n_bad), .rare = is_rare(q, n_bad) };
	if (n_bad && (q->row->needs & NEED_OPINION_BAD))
		act.button = arena_printf(r->mem, "%s（%zu 份不符合）", a->button, n_bad);
	for (size_t i = 0; i < N_ACT_FIELDS; i++) {
		const struct field *f = question(q, i);
		if (!f)
			continue;
		views[act.n_fields] = form_view(r, f, likely(q, act_fields[i].field.name));
		if (str_eq(act_fields[i].field.name, "hearing_time"))
			views[act.n_fields].type = "time";
		act.n_fields++;
	}
	if (q->row->needs & NEED_MEMBERS)
		act.ask = desk_ask_form(q);
	for (size_t i = 0; i < r->n_errors; i++)
		act.open |= str_starts(r->errors[i].field, arena_printf(r->mem, "%s-", a->word)) && (act.n_fields || act.ask);
	return act;
}

/* --- what was typed --- */

static const char *text(struct req *r, enum case_action a, const char *name)
{
	return str_trim(r->mem, req_field(r, field_name(r->mem, a, name)));
}

static int64_t number(struct req *r, enum case_action a, const char *name)
{
	int64_t n = 0;
	return num_parse(str_code(r->mem, text(r, a, name)), 0, INT64_MAX, &n) ? n : 0;
}

static enum letter_kind letter(const char *word)
{
	for (int i = 0; i < LETTER__MAX; i++)
		if (letter_kinds[i].by_hand && str_eq(letter_kinds[i].word, word))
			return (enum letter_kind)i;
	return LETTER_NONE;
}

void desk_fields_read(struct req *r, enum case_action a, struct case_act *out)
{
	int64_t until_day = 0;
	out->reason = text(r, a, "reason");
	out->refusal_kind = text(r, a, "refusal_kind");
	out->competent_agency = text(r, a, "competent_agency");
	out->basis = text(r, a, "basis");
	out->conditions = text(r, a, "conditions");
	out->method = text(r, a, "method");
	out->recipient = text(r, a, "recipient");
	out->special = text(r, a, "special");
	out->amount = number(r, a, "amount");
	out->unit = CLOCK_UNIT__MAX;
	if (!clock_unit_find(text(r, a, "unit"), &out->unit))
		out->unit = CLOCK_UNIT__MAX;
	out->organiser = text(r, a, "organiser");
	out->approver = text(r, a, "approver");
	out->place = text(r, a, "place");
	out->hearing_at = str_trim(r->mem, arena_printf(r->mem, "%s %s", text(r, a, "hearing_at"), text(r, a, "hearing_time")));
	out->days = number(r, a, "days");
	out->step = number(r, a, "step");
	out->straight_back = str_eq(text(r, a, "straight"), "1");
	out->staff = number(r, a, "staff");
	out->rule = text(r, a, "rule");
	out->silence_agrees = str_eq(text(r, a, "silence"), "1");
	out->answer = text(r, a, "answer");
	out->letter = letter(text(r, a, "letter"));
	if (day_parse(text(r, a, "until_day"), &until_day))
		out->until_day = until_day;
	if (a == ACT_ASK)
		out->n_members = desk_ask_read(r, &out->members);
}

static bool is_time(const char *s)
{
	int64_t hour, minute;
	char h[3] = { 0 };
	if (strlen(s) != 5 || s[2] != ':')
		return false;
	memcpy(h, s, 2);
	return num_parse(h, 0, 23, &hour) && num_parse(s + 3, 0, 59, &minute);
}

/* A hearing has an hour as well as a day (art. 48). */
static const char *time_wrong(const struct desk_question *q)
{
	enum case_action a = q->row->action;
	bool hearing = str_eq(text(q->r, a, "special"), "hearing");
	return hearing && !is_time(text(q->r, a, "hearing_time")) ? "请写明听证的时间，例如 09:30" : NULL;
}

/* Where the words of a fault are shown: every limit of those who are asked stands with them. */
static const char *place_of(struct req *r, enum case_action a)
{
	const char *named = r->fault->field;
	if (!*named)
		return "materials";
	return field_name(r->mem, a, a == ACT_ASK && str_eq(named, "days") ? "members" : named);
}

void desk_fields_check(const struct desk_question *q)
{
	struct req *r = q->r;
	enum case_action a = q->row->action;
	bool faulty = r->fault->code == ERR_BAD_INPUT;
	const char *place = faulty ? place_of(r, a) : "", *words = arena_strdup(r->mem, r->fault->words);
	if (faulty)
		*r->fault = (struct fault){ 0 };
	if (q->row->needs & NEED_MEMBERS)
		desk_ask_check(r);
	for (size_t i = 0; i < N_ACT_FIELDS; i++) {
		const struct field *f = question(q, i);
		const char *kept;
		int64_t value;
		if (!f)
			continue;
		const char *wrong = str_eq(f->name, place) ? words : form_check(r->mem, f, req_field(r, f->name), &kept, &value);
		if (!wrong && str_eq(act_fields[i].field.name, "hearing_time"))
			wrong = time_wrong(q);
		if (wrong)
			form_add_error(r, f->name, f->label, wrong);
		faulty &= !str_eq(f->name, place);
	}
	if (faulty && !(r->n_errors && str_eq(place, "ask-members")))
		form_add_error(r, place, "", words);
}
