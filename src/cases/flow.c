/* THE TABLE: what may happen to a case, by whom, from which state to which, with which letters and clocks.
 *
 * Buttons, permissions, the API's words, the public status, the access test and docs/lifecycle.md are made from these
 * rows, and case_act() (act.c) is the one function that applies them. Articles without a name are 行政许可法. */
#include "cases/flow.h"
#include "base/str.h"

const struct state_row states[STATE__MAX] = {
	[STATE_DRAFT] = { "draft", "草稿", "草稿，还没有提交", "填写完整后提交", false },
	[STATE_PREREVIEW] = { "prereview", "待预审", "预审中", "工作人员在 2 个工作日内给出预审结果", false },
	[STATE_PREREVIEW_FIX] = { "prereview_fix", "预审退回待修改", "预审退回，等您修改", "请按预审意见修改后重新提交", false },
	[STATE_PREREVIEW_FAILED] = { "prereview_failed", "预审不通过", "预审不通过", "这次申请已结束；条件具备后可以重新申请", true },
	[STATE_AWAITING_PAPERS] = { "awaiting_papers", "待收件", "预审通过，等您到窗口交纸质材料", "请带上纸质材料到窗口", false },
	[STATE_RECEIVED] = { "received", "待受理", "已收到材料，等待受理", "5 个工作日内决定是否受理", false },
	[STATE_SUPPLEMENT] = { "supplement", "待补正", "等您补正材料", "请按补正通知书一次补齐", false },
	[STATE_ACCEPTANCE_REFUSED] = { "acceptance_refused", "不予受理", "不予受理", "理由和救济途径见不予受理告知书", true },
	[STATE_IN_REVIEW] = { "in_review", "审查中", "已受理，审查中", "在承诺时限内作出决定", false },
	[STATE_SPECIAL] = { "special", "特别程序", "特别程序中，计时暂停", "特别程序结束后恢复计时", false },
	[STATE_REVIEW_SUPPLEMENT] = { "review_supplement", "审查补正", "等您补正材料", "请按通知书补正", false },
	[STATE_GRANTED] = { "granted", "准予待制证", "准予许可，正在制证", "制证后送达", false },
	[STATE_DENIED] = { "denied", "不予许可待送达", "不予许可", "决定书将在 10 个工作日内送达", false },
	[STATE_READY] = { "ready", "待送达", "准予，等待领取或寄送", "10 个工作日内送达", false },
	[STATE_CONCLUDED] = { "concluded", "办结", "已办结", "欢迎评价这次服务", true },
	[STATE_WITHDRAWN] = { "withdrawn", "撤件", "已撤回", "这次申请已结束；需要时可以重新申请", true },
	[STATE_LAPSED] = { "lapsed", "逾期未补正退件", "逾期未补正，已退件", "这次申请已结束；材料齐全后可以重新申请", true },
	[STATE_VOID] = { "void", "作废", "已作废", "原因见时间线", true },
};

const struct action_row actions[ACT__MAX] = {
	[ACT_SUBMIT] = { "submit", "提交申请", "提交申请", "申请已提交。", TONE_LIKELY },
	[ACT_REGISTER] = { "register", "登记收件", "窗口登记", "已登记，接收凭证正在生成。", TONE_LIKELY },
	[ACT_PASS] = { "pass", "预审通过", "预审通过", "预审已通过。", TONE_LIKELY },
	[ACT_RETURN] = { "return", "退回修改", "预审退回修改", "已退回申请人修改，预审意见正在生成。", TONE_PLAIN },
	[ACT_RESUBMIT] = { "resubmit", "重新提交", "修改后重新提交", "已重新提交。", TONE_LIKELY },
	[ACT_REJECT] = { "reject", "预审不通过", "预审不通过", "已告知申请人预审不通过。", TONE_DANGER },
	[ACT_RECEIVE] = { "receive", "收到纸质材料", "窗口收到纸质材料", "已收件，接收凭证正在生成。", TONE_LIKELY },
	[ACT_REQUIRE_SUPPLEMENT] = { "require-supplement", "一次性告知补正", "告知补正", "已发出补正材料通知书。", TONE_PLAIN },
	[ACT_SUPPLY] = { "supply", "提交补正材料", "收到补正材料", "补正材料已提交。", TONE_LIKELY },
	[ACT_ACCEPT] = { "accept", "受理", "受理", "已受理，受理通知书正在生成。", TONE_LIKELY },
	[ACT_REFUSE] = { "refuse", "不予受理", "不予受理", "已作出不予受理的告知。", TONE_DANGER },
	[ACT_DECIDE_NOW] = { "decide-now", "当场准予", "当场受理并准予", "已当场办理，文书正在生成。", TONE_LIKELY },
	[ACT_ADVANCE] = { "advance", "送下一步", "完成一个审查环节", "已送到下一步。", TONE_LIKELY },
	[ACT_RETURN_STEP] = { "return-step", "退回上一步", "退回上一审查环节", "已退回上一步。", TONE_PLAIN },
	[ACT_GRANT] = { "grant", "准予许可", "作出准予决定", "已准予，决定书正在生成。", TONE_LIKELY },
	[ACT_DENY] = { "deny", "不予许可", "作出不予许可决定", "已作出不予许可决定。", TONE_DANGER },
	[ACT_MAKE] = { "make", "制证", "制作证照", "证照已签发，正在生成。", TONE_LIKELY },
	[ACT_DELIVER] = { "deliver", "送达", "送达", "已登记送达，办件办结。", TONE_LIKELY },
	[ACT_WITHDRAW] = { "withdraw", "撤回申请", "申请人撤回", "已收到您的撤回。", TONE_DANGER },
	[ACT_AGREE_WITHDRAWAL] = { "agree-withdrawal", "同意撤回", "同意撤回，终止审查", "已同意撤回，终止审查。", TONE_PLAIN },
};

#define BEFORE_ACCEPTANCE(state) \
	{ state, ACT_WITHDRAW, ACTOR_APPLICANT | ROLE_COUNTER, WHEN_ALWAYS, STATE_WITHDRAWN, { LETTER_WITHDRAWAL }, "-*", \
	  NEED_REASON, "申请人的处分权" }

const struct flow_row flow[] = {
	/* applying: arts. 29, 31; the pre-review within two working days is the plan's, 二(三)4 */
	{ STATE_DRAFT, ACT_SUBMIT, ACTOR_APPLICANT, WHEN_NO_PREREVIEW, STATE_RECEIVED, { LETTER_RECEIPT_ONLINE }, "+ACCEPT",
	  NEED_MATERIALS | NEED_DECLARATION, "arts. 29, 31, 34" },
	{ STATE_DRAFT, ACT_SUBMIT, ACTOR_APPLICANT, WHEN_ALWAYS, STATE_PREREVIEW, { LETTER_RECEIPT_ONLINE }, "+PREREVIEW",
	  NEED_MATERIALS | NEED_DECLARATION, "arts. 29, 31" },
	{ STATE_DRAFT, ACT_REGISTER, ROLE_COUNTER, WHEN_ALWAYS, STATE_RECEIVED, { LETTER_RECEIPT }, "+ACCEPT", 0, "art. 29" },

	{ STATE_PREREVIEW, ACT_PASS, ROLE_PREREVIEW, WHEN_PAPERS_FIRST, STATE_AWAITING_PAPERS, { 0 }, "-PREREVIEW +PAPERS",
	  NEED_OPINION_ALL, "方案二(三)4" },
	{ STATE_PREREVIEW, ACT_PASS, ROLE_PREREVIEW, WHEN_ALWAYS, STATE_RECEIVED, { 0 }, "-PREREVIEW +ACCEPT", NEED_OPINION_ALL,
	  "方案二(三)4" },
	{ STATE_PREREVIEW, ACT_RETURN, ROLE_PREREVIEW, WHEN_ALWAYS, STATE_PREREVIEW_FIX, { LETTER_PREREVIEW }, "-PREREVIEW",
	  NEED_OPINION_BAD, "方案二(三)4" },
	{ STATE_PREREVIEW, ACT_REJECT, ROLE_PREREVIEW, WHEN_ALWAYS, STATE_PREREVIEW_FAILED, { LETTER_PREREVIEW }, "-PREREVIEW",
	  NEED_REASON, "方案二(三)4" },
	{ STATE_PREREVIEW_FIX, ACT_RESUBMIT, ACTOR_APPLICANT, WHEN_ALWAYS, STATE_PREREVIEW, { 0 }, "+PREREVIEW", NEED_MATERIALS,
	  "方案二(三)4" },
	{ STATE_AWAITING_PAPERS, ACT_RECEIVE, ROLE_COUNTER, WHEN_ALWAYS, STATE_RECEIVED, { LETTER_RECEIPT }, "-PAPERS +ACCEPT", 0,
	  "art. 29" },

	/* acceptance: art. 32; everything missing is told at once, within five days */
	{ STATE_RECEIVED, ACT_DECIDE_NOW, ROLE_HANDLE, WHEN_INSTANT_MAKES, STATE_READY,
	  { LETTER_ACCEPTANCE, LETTER_GRANT, LETTER_LICENCE }, "-ACCEPT +DELIVER", 0, "arts. 34, 38" },
	{ STATE_RECEIVED, ACT_DECIDE_NOW, ROLE_HANDLE, WHEN_INSTANT, STATE_CONCLUDED, { LETTER_ACCEPTANCE, LETTER_GRANT }, "-ACCEPT",
	  0, "arts. 34, 38" },
	{ STATE_RECEIVED, ACT_ACCEPT, ROLE_HANDLE, WHEN_ALWAYS, STATE_IN_REVIEW, { LETTER_ACCEPTANCE },
	  "-ACCEPT +PROMISED +STATUTORY", 0, "art. 32(5)" },
	{ STATE_RECEIVED, ACT_REQUIRE_SUPPLEMENT, ROLE_HANDLE, WHEN_ALWAYS, STATE_SUPPLEMENT, { LETTER_SUPPLEMENT },
	  "-ACCEPT +SUPPLEMENT", NEED_OPINION_BAD, "art. 32(4)" },
	{ STATE_RECEIVED, ACT_REFUSE, ROLE_HANDLE, WHEN_ALWAYS, STATE_ACCEPTANCE_REFUSED, { LETTER_REFUSAL }, "-ACCEPT",
	  NEED_REFUSAL_KIND | NEED_REASON, "art. 32(1)(2)" },
	{ STATE_SUPPLEMENT, ACT_SUPPLY, ACTOR_APPLICANT, WHEN_ALWAYS, STATE_RECEIVED, { LETTER_SUPPLY_RECEIPT_ONLINE },
	  "-SUPPLEMENT +ACCEPT", NEED_MATERIALS, "art. 32(4)" },
	{ STATE_SUPPLEMENT, ACT_SUPPLY, ROLE_COUNTER, WHEN_ALWAYS, STATE_RECEIVED, { LETTER_SUPPLY_RECEIPT }, "-SUPPLEMENT +ACCEPT",
	  NEED_MATERIALS, "art. 32(4)" },

	/* review and decision: arts. 34, 37, 38, 42 */
	{ STATE_IN_REVIEW, ACT_ADVANCE, ACTOR_STEP, WHEN_NOT_LAST_STEP, FLOW_STAY, { 0 }, "", NEED_REASON, "art. 34" },
	{ STATE_IN_REVIEW, ACT_RETURN_STEP, ACTOR_STEP, WHEN_NOT_FIRST_STEP, FLOW_STAY, { 0 }, "", NEED_REASON, "art. 34" },
	{ STATE_IN_REVIEW, ACT_GRANT, ACTOR_STEP, WHEN_LAST_STEP_MAKES, STATE_GRANTED, { LETTER_GRANT },
	  "-PROMISED -STATUTORY +DELIVER", NEED_REASON, "arts. 37, 38, 42" },
	{ STATE_IN_REVIEW, ACT_GRANT, ACTOR_STEP, WHEN_LAST_STEP, STATE_READY, { LETTER_GRANT }, "-PROMISED -STATUTORY +DELIVER",
	  NEED_REASON, "arts. 37, 38, 42" },
	{ STATE_IN_REVIEW, ACT_DENY, ACTOR_STEP, WHEN_LAST_STEP, STATE_DENIED, { LETTER_DENIAL }, "-PROMISED -STATUTORY +DELIVER",
	  NEED_REASON | NEED_BASIS, "art. 38" },

	/* the result: arts. 39, 44 */
	{ STATE_GRANTED, ACT_MAKE, ROLE_COUNTER | ROLE_HANDLE, WHEN_ALWAYS, STATE_READY, { LETTER_LICENCE }, "", 0, "art. 39" },
	{ STATE_READY, ACT_DELIVER, ROLE_COUNTER, WHEN_ALWAYS, STATE_CONCLUDED, { LETTER_DELIVERY }, "-DELIVER", NEED_METHOD,
	  "art. 44" },
	{ STATE_DENIED, ACT_DELIVER, ROLE_COUNTER, WHEN_ALWAYS, STATE_CONCLUDED, { LETTER_DELIVERY }, "-DELIVER", NEED_METHOD,
	  "arts. 38, 44" },

	/* withdrawing: at once before acceptance, agreed by the handler afterwards */
	BEFORE_ACCEPTANCE(STATE_PREREVIEW),
	BEFORE_ACCEPTANCE(STATE_PREREVIEW_FIX),
	BEFORE_ACCEPTANCE(STATE_AWAITING_PAPERS),
	BEFORE_ACCEPTANCE(STATE_RECEIVED),
	BEFORE_ACCEPTANCE(STATE_SUPPLEMENT),
	{ STATE_IN_REVIEW, ACT_WITHDRAW, ACTOR_APPLICANT | ROLE_COUNTER, WHEN_NO_WITHDRAWAL_ASKED, FLOW_STAY, { 0 }, "", NEED_REASON,
	  "申请人的处分权" },
	{ STATE_IN_REVIEW, ACT_AGREE_WITHDRAWAL, ROLE_HANDLE, WHEN_WITHDRAWAL_ASKED, STATE_WITHDRAWN, { LETTER_WITHDRAWAL }, "-*", 0,
	  "申请人的处分权" },
};
const size_t n_flow = sizeof flow / sizeof *flow;

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

static bool makes(const struct body *b)
{
	return str_eq(b->result_kind, "10") || str_eq(b->result_kind, "20");
}

bool flow_holds(enum case_when when, const struct case_row *c, const struct body *b)
{
	bool last = c->step >= (int64_t)b->n_steps;
	bool asked = str_eq(c->withdrawal, "asked");
	switch (when) {
	case WHEN_ALWAYS: return true;
	case WHEN_NO_PREREVIEW: return b->instant && str_eq(c->mode, "five");
	case WHEN_INSTANT: return b->instant;
	case WHEN_INSTANT_MAKES: return b->instant && makes(b);
	case WHEN_PAPERS_FIRST: return str_eq(c->mode, "three");
	case WHEN_NOT_FIRST_STEP: return c->step > 1;
	case WHEN_NOT_LAST_STEP: return !last;
	case WHEN_LAST_STEP: return last;
	case WHEN_LAST_STEP_MAKES: return last && makes(b);
	case WHEN_WITHDRAWAL_ASKED: return asked;
	case WHEN_NO_WITHDRAWAL_ASKED: return !asked;
	}
	must(!"a condition without a rule");
	return false;
}

unsigned flow_step_role(const struct case_row *c, const struct body *b)
{
	must(b->n_steps > 0);
	size_t at = c->step > 0 ? (size_t)c->step - 1 : 0;
	return b->steps[at < b->n_steps ? at : b->n_steps - 1].role;
}

bool flow_permits(const struct flow_row *row, const struct case_row *c, const struct body *b, const struct who *who)
{
	if (who->kind == WHO_ACCOUNT)
		return (row->actors & ACTOR_APPLICANT) && c->account == who->id;
	unsigned wanted = row->actors & ANY_ROLE;
	if (row->actors & ACTOR_STEP)
		wanted |= flow_step_role(c, b);
	return wanted && who_has(who, wanted, c->organisation);
}

const struct flow_row *flow_find(const struct case_row *c, const struct body *b, enum case_action action, const struct who *who)
{
	const struct flow_row *other = NULL;
	enum case_state state = state_by_word(c->state);
	for (size_t i = 0; i < n_flow; i++) {
		const struct flow_row *row = &flow[i];
		if (row->from != state || row->action != action || !flow_holds(row->when, c, b))
			continue;
		if (flow_permits(row, c, b, who))
			return row;
		if (!other)
			other = row;
	}
	return other;
}
