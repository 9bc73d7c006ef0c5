/* THE TABLE: what may happen to a case, by whom, from which state to which, with which letters and clocks.
 *
 * Buttons, permissions, the API's words, the public status, the access test and docs/lifecycle.md are made from these
 * rows, and case_act() (act.c) is the one function that applies them. Articles without a name are 行政许可法. */
#include "cases/flow.h"
#include "base/str.h"

const struct state_row states[STATE__MAX] = {
	[STATE_DRAFT] = { "draft", "草稿", "草稿，还没有提交", "填写完整后提交", false, TURN_APPLICANT },
	[STATE_PREREVIEW] = { "prereview", "待预审", "预审中", "工作人员在 2 个工作日内给出预审结果", false, TURN_OFFICE },
	[STATE_PREREVIEW_FIX] = { "prereview_fix", "预审退回待修改", "预审退回，等您修改", "请按预审意见修改后重新提交", false, TURN_APPLICANT },
	[STATE_PREREVIEW_FAILED] = { "prereview_failed", "预审不通过", "预审不通过", "这次申请已结束；条件具备后可以重新申请", true, TURN_OVER },
	[STATE_AWAITING_PAPERS] = { "awaiting_papers", "待收件", "预审通过，等您到窗口交纸质材料", "请带上纸质材料到窗口", false, TURN_APPLICANT },
	[STATE_RECEIVED] = { "received", "待受理", "已收到材料，等待受理", "5 个工作日内决定是否受理", false, TURN_OFFICE },
	[STATE_SUPPLEMENT] = { "supplement", "待补正", "等您补正材料", "请按补正通知书一次补齐", false, TURN_APPLICANT },
	[STATE_ACCEPTANCE_REFUSED] = { "acceptance_refused", "不予受理", "不予受理", "理由和救济途径见不予受理告知书", true, TURN_OVER },
	[STATE_IN_REVIEW] = { "in_review", "审查中", "已受理，审查中", "办理部门审查后作出决定", false, TURN_OFFICE },
	[STATE_SPECIAL] = { "special", "特别程序", "特别程序中，办理时限暂停计算", "特别程序结束后恢复计时", false, TURN_PROCEDURE },
	[STATE_REVIEW_SUPPLEMENT] = { "review_supplement", "审查补正", "等您补正材料", "请按审查阶段补正材料通知书补正", false, TURN_APPLICANT },
	[STATE_GRANTED] = { "granted", "准予待制证", "准予许可，正在制证", "制证后送达", false, TURN_OFFICE },
	[STATE_DENIED] = { "denied", "不予许可待送达", "不予许可", "决定书将在 10 个工作日内送达", false, TURN_OFFICE },
	[STATE_READY] = { "ready", "待送达", "准予，等待领取或寄送", "10 个工作日内送达", false, TURN_OFFICE },
	[STATE_CONCLUDED] = { "concluded", "办结", "已办结", "欢迎评价这次服务", true, TURN_OVER },
	[STATE_WITHDRAWN] = { "withdrawn", "撤件", "已撤回", "这次申请已结束；需要时可以重新申请", true, TURN_OVER },
	[STATE_LAPSED] = { "lapsed", "逾期未补正退件", "逾期未补正，已退件", "这次申请已结束；材料齐全后可以重新申请", true, TURN_OVER },
	[STATE_VOID] = { "void", "作废", "已作废", "原因见时间线", true, TURN_OVER },
};

#define ASIDE true, EYES_ALL
#define INSIDE true, EYES_STAFF

const struct action_row actions[ACT__MAX] = {
	[ACT_SUBMIT] = { "submit", "提交申请", "提交申请", "申请已提交。", TONE_LIKELY },
	[ACT_REGISTER] = { "register", "登记收件", "窗口登记", "已登记，接收凭证正在生成。", TONE_LIKELY },
	[ACT_PASS] = { "pass", "预审通过", "预审通过", "预审已通过。", TONE_LIKELY },
	[ACT_RETURN] = { "return", "退回修改", "预审退回修改", "已退回申请人修改，预审意见正在生成。", TONE_PLAIN },
	[ACT_RESUBMIT] = { "resubmit", "重新提交", "修改后重新提交", "已重新提交。", TONE_LIKELY },
	[ACT_REJECT] = { "reject", "预审不通过", "预审不通过", "已告知申请人预审不通过。", TONE_DANGER },
	[ACT_RECEIVE] = { "receive", "收到纸质材料", "窗口收到纸质材料", "已收件，接收凭证正在生成。", TONE_LIKELY },
	[ACT_REQUIRE_SUPPLEMENT] = { "require-supplement", "一次性告知补正", "告知补正", "已发出补正材料通知书。", TONE_PLAIN },
	[ACT_SUPPLY] = { "supply", "提交补正材料", "收到补正材料", "补正材料已提交。", TONE_LIKELY, ASIDE },
	[ACT_ACCEPT] = { "accept", "受理", "受理", "已受理，受理通知书正在生成。", TONE_LIKELY },
	[ACT_REFUSE] = { "refuse", "不予受理", "不予受理", "已作出不予受理的告知。", TONE_DANGER },
	[ACT_DECIDE_NOW] = { "decide-now", "当场准予", "当场受理并准予", "已当场办理，文书正在生成。", TONE_LIKELY },
	[ACT_ADVANCE] = { "advance", "送下一步", "完成一个审查环节", "已送到下一步。", TONE_LIKELY, false, EYES_NO_REASON },
	[ACT_RETURN_STEP] = { "return-step", "退回前面的环节", "退回前面的审查环节", "已退回。", TONE_PLAIN, false, EYES_NO_REASON },
	[ACT_GRANT] = { "grant", "准予许可", "作出准予决定", "已准予，决定书正在生成。", TONE_LIKELY },
	[ACT_DENY] = { "deny", "不予许可", "作出不予许可决定", "已作出不予许可决定。", TONE_DANGER },
	[ACT_MAKE] = { "make", "制证", "制作证照", "证照已签发，正在生成。", TONE_LIKELY },
	[ACT_DELIVER] = { "deliver", "送达", "送达", "已登记送达，办件办结。", TONE_LIKELY },
	[ACT_WITHDRAW] = { "withdraw", "撤回申请", "申请人撤回", "已收到您的撤回。", TONE_DANGER, ASIDE },
	[ACT_AGREE_WITHDRAWAL] = { "agree-withdrawal", "同意撤回", "同意撤回，终止审查", "已同意撤回，终止审查。", TONE_PLAIN, false, EYES_NO_REASON },
	[ACT_FALL_DUE] = { "fall-due", "期限届满", "期限届满", "", TONE_PLAIN, ASIDE },
	[ACT_REMIND] = { "remind", "再催一次", "再次提醒申请人，期限重新计算", "已提醒申请人，期限重新计算。", TONE_LIKELY },
	[ACT_LAPSE] = { "lapse", "按逾期退件", "逾期，退回申请", "已退件，通知书正在生成。", TONE_DANGER },
	[ACT_DEEM_ACCEPTED] = { "deem-accepted", "视为受理", "逾期没有答复，自收到材料之日起视为受理", "", TONE_PLAIN, ASIDE },
	[ACT_BEGIN_SPECIAL] = { "begin-special", "进入特别程序", "进入特别程序，办理时限暂停计算", "已进入特别程序，告知书正在生成。", TONE_PLAIN, ASIDE },
	[ACT_END_SPECIAL] = { "end-special", "特别程序结束", "特别程序结束，办理时限恢复计算", "特别程序已结束，时限恢复计算。", TONE_LIKELY },
	[ACT_ASK_EXTENSION] = { "ask-extension", "报请延期", "报请延期", "已报负责人批准。", TONE_PLAIN, INSIDE },
	[ACT_EXTEND] = { "extend", "批准延期", "经批准延长办理期限", "已延期，通知书正在生成。", TONE_PLAIN, ASIDE },
	[ACT_DECLINE_EXTENSION] = { "decline-extension", "不同意延期", "不同意延期", "已告知不同意延期。", TONE_PLAIN, false, EYES_STAFF },
	[ACT_REQUIRE_REVIEW_SUPPLEMENT] = { "require-review-supplement", "审查中要求补正", "审查中告知补正", "已发出审查阶段补正材料通知书。",
		TONE_PLAIN, ASIDE },
	[ACT_CONTINUE] = { "continue", "不再等，继续审查", "逾期未补正，继续审查", "已恢复审查。", TONE_LIKELY },
	[ACT_ASK] = { "ask", "征求意见、会签", "征求有关方面意见", "已发出，等待答复。", TONE_PLAIN, false, EYES_NO_REASON },
	[ACT_ANSWER] = { "answer", "答复意见", "有关方面答复意见", "意见已送牵头部门。", TONE_LIKELY, true, EYES_NO_REASON },
	[ACT_SILENCE] = { "silence", "逾期未答复，视为同意", "逾期未答复，视为同意", "", TONE_PLAIN, INSIDE },
	[ACT_CANCEL_ASK] = { "cancel-ask", "撤回征求意见", "撤回征求意见", "已撤回。", TONE_PLAIN, INSIDE },
	[ACT_RESOLVE] = { "resolve", "协调后同意继续", "经协调同意继续", "已记下协调结果。", TONE_PLAIN, INSIDE },
	[ACT_SETTLE] = { "settle", "汇总意见", "汇总各方意见", "已汇总，汇总表正在生成。", TONE_LIKELY, false, EYES_NO_REASON },
	[ACT_TELL_HEARING] = { "tell-hearing", "告知听证权利", "告知可以要求听证", "已告知，告知书正在生成。", TONE_PLAIN, ASIDE },
	[ACT_ASK_HEARING] = { "ask-hearing", "要求听证", "申请人要求听证", "已收到您的听证要求。", TONE_PLAIN, ASIDE },
	[ACT_WAIVE_HEARING] = { "waive-hearing", "放弃听证", "申请人放弃听证", "已记下您放弃听证。", TONE_PLAIN, ASIDE },
	[ACT_HAND_OVER] = { "hand-over", "转交", "转交他人办理", "已转交。", TONE_PLAIN, INSIDE },
	[ACT_WRITE] = { "write", "另发文书", "发出文书", "文书正在生成。", TONE_PLAIN, true, EYES_NO_REASON },
	[ACT_VOID] = { "void", "作废", "作废", "已作废。", TONE_DANGER, ASIDE },
	[ACT_RECOUNT] = { "recount", "按新的工作日历重算期限", "工作日历有变化，期限重新计算", "", TONE_PLAIN, ASIDE },
};

const struct choice specials[] = { /* art. 45 names these; other laws may add more */
	{ "hearing", "听证" }, { "tender", "招标" }, { "auction", "拍卖" }, { "inspection", "检验" }, { "testing", "检测" },
	{ "quarantine", "检疫" }, { "appraisal", "鉴定" }, { "expert-review", "专家评审" }, { "other", "法律规定的其他程序" }, { NULL, NULL },
};

const struct who case_system = { .kind = WHO_SYSTEM, .name = "系统" };

#define STOPS_DECISION "-PROMISED -STATUTORY -HEARING +DELIVER"
#define BEFORE_ACCEPTANCE(state) \
	{ state, ACT_WITHDRAW, ACTOR_APPLICANT | ROLE_COUNTER, 0, STATE_WITHDRAWN, { LETTER_WITHDRAWAL }, "-*", NEED_REASON, \
	  "申请人的处分权" }
#define AFTER_ACCEPTANCE(state) \
	{ state, ACT_WITHDRAW, ACTOR_APPLICANT | ROLE_COUNTER, WHEN_NO_WITHDRAWAL_ASKED, FLOW_STAY, { 0 }, "", NEED_REASON, \
	  "申请人的处分权" }, \
	{ state, ACT_AGREE_WITHDRAWAL, ROLE_HANDLE, WHEN_WITHDRAWAL_ASKED, STATE_WITHDRAWN, { LETTER_WITHDRAWAL }, "-*", 0, \
	  "申请人的处分权" }

const struct flow_row flow[] = {
	/* applying: arts. 29, 31; the pre-review within two working days is the plan's, 二(三)4 */
	{ STATE_DRAFT, ACT_SUBMIT, ACTOR_APPLICANT, WHEN_INSTANT | WHEN_WHOLLY_ONLINE, STATE_RECEIVED, { LETTER_RECEIPT_ONLINE }, "+ACCEPT",
	  NEED_MATERIALS | NEED_DECLARATION, "arts. 29, 31, 34" },
	{ STATE_DRAFT, ACT_SUBMIT, ACTOR_APPLICANT, 0, STATE_PREREVIEW, { LETTER_RECEIPT_ONLINE }, "+PREREVIEW",
	  NEED_MATERIALS | NEED_DECLARATION, "arts. 29, 31" },
	{ STATE_DRAFT, ACT_REGISTER, ROLE_COUNTER, 0, STATE_RECEIVED, { LETTER_RECEIPT }, "+ACCEPT", 0, "art. 29" },

	{ STATE_PREREVIEW, ACT_PASS, ROLE_PREREVIEW, WHEN_PAPERS_FIRST, STATE_AWAITING_PAPERS, { 0 }, "-PREREVIEW +PAPERS",
	  NEED_OPINION_ALL, "方案二(三)4" },
	{ STATE_PREREVIEW, ACT_PASS, ROLE_PREREVIEW, 0, STATE_RECEIVED, { 0 }, "-PREREVIEW +ACCEPT", NEED_OPINION_ALL, "方案二(三)4" },
	{ STATE_PREREVIEW, ACT_RETURN, ROLE_PREREVIEW, 0, STATE_PREREVIEW_FIX, { LETTER_PREREVIEW }, "-PREREVIEW", NEED_OPINION_BAD,
	  "方案二(三)4" },
	{ STATE_PREREVIEW, ACT_REJECT, ROLE_PREREVIEW, 0, STATE_PREREVIEW_FAILED, { LETTER_PREREVIEW }, "-PREREVIEW", NEED_REASON,
	  "方案二(三)4" },
	{ STATE_PREREVIEW_FIX, ACT_RESUBMIT, ACTOR_APPLICANT, 0, STATE_PREREVIEW, { 0 }, "+PREREVIEW", NEED_MATERIALS, "方案二(三)4" },

	/* papers: the window stays open for the item's days; when it ends the handler decides */
	{ STATE_AWAITING_PAPERS, ACT_RECEIVE, ROLE_COUNTER, 0, STATE_RECEIVED, { LETTER_RECEIPT }, "-PAPERS +ACCEPT", 0, "art. 29" },
	{ STATE_AWAITING_PAPERS, ACT_FALL_DUE, ACTOR_SYSTEM, WHEN_TERM_RUNNING, FLOW_STAY, { 0 }, "-PAPERS", NEED_OVER, "事项规定" },
	{ STATE_AWAITING_PAPERS, ACT_REMIND, ROLE_HANDLE, WHEN_TERM_OVER, FLOW_STAY, { 0 }, "+PAPERS", 0, "事项规定" },
	{ STATE_AWAITING_PAPERS, ACT_LAPSE, ROLE_HANDLE, WHEN_TERM_OVER, STATE_LAPSED, { LETTER_LAPSE }, "-*", 0, "事项规定" },

	/* acceptance: art. 32; everything missing is told at once, within five days, or the application counts as accepted */
	{ STATE_RECEIVED, ACT_DECIDE_NOW, ROLE_HANDLE, WHEN_INSTANT | WHEN_MAKES, STATE_READY,
	  { LETTER_ACCEPTANCE, LETTER_GRANT, LETTER_LICENCE }, "-ACCEPT +DELIVER", 0, "arts. 34, 38" },
	{ STATE_RECEIVED, ACT_DECIDE_NOW, ROLE_HANDLE, WHEN_INSTANT, STATE_CONCLUDED, { LETTER_ACCEPTANCE, LETTER_GRANT }, "-ACCEPT",
	  0, "arts. 34, 38" },
	{ STATE_RECEIVED, ACT_ACCEPT, ROLE_HANDLE, 0, STATE_IN_REVIEW, { LETTER_ACCEPTANCE }, "-ACCEPT +PROMISED +STATUTORY", 0,
	  "art. 32(5)" },
	{ STATE_RECEIVED, ACT_DEEM_ACCEPTED, ACTOR_SYSTEM, 0, STATE_IN_REVIEW, { LETTER_ACCEPTANCE }, "-ACCEPT +PROMISED +STATUTORY",
	  NEED_OVER, "art. 32(4)" },
	{ STATE_RECEIVED, ACT_REQUIRE_SUPPLEMENT, ROLE_HANDLE, 0, STATE_SUPPLEMENT, { LETTER_SUPPLEMENT }, "-ACCEPT +SUPPLEMENT",
	  NEED_OPINION_BAD, "art. 32(4)" },
	{ STATE_RECEIVED, ACT_REFUSE, ROLE_HANDLE, 0, STATE_ACCEPTANCE_REFUSED, { LETTER_REFUSAL }, "-ACCEPT",
	  NEED_REFUSAL_KIND | NEED_REASON, "art. 32(1)(2)" },
	{ STATE_SUPPLEMENT, ACT_SUPPLY, ACTOR_APPLICANT, 0, STATE_RECEIVED, { LETTER_SUPPLY_RECEIPT_ONLINE }, "-SUPPLEMENT +ACCEPT",
	  NEED_MATERIALS, "art. 32(4)" },
	{ STATE_SUPPLEMENT, ACT_SUPPLY, ROLE_COUNTER, 0, STATE_RECEIVED, { LETTER_SUPPLY_RECEIPT }, "-SUPPLEMENT +ACCEPT",
	  NEED_MATERIALS, "art. 32(4)" },
	{ STATE_SUPPLEMENT, ACT_FALL_DUE, ACTOR_SYSTEM, WHEN_TERM_RUNNING, FLOW_STAY, { 0 }, "-SUPPLEMENT", NEED_OVER, "事项规定" },
	{ STATE_SUPPLEMENT, ACT_REMIND, ROLE_HANDLE, WHEN_TERM_OVER, FLOW_STAY, { 0 }, "+SUPPLEMENT", 0, "事项规定" },
	{ STATE_SUPPLEMENT, ACT_LAPSE, ROLE_HANDLE, WHEN_TERM_OVER, STATE_LAPSED, { LETTER_LAPSE }, "-*", 0, "事项规定" },

	/* review: arts. 34, 37 */
	{ STATE_IN_REVIEW, ACT_ADVANCE, ACTOR_STEP, WHEN_NOT_LAST_STEP | WHEN_CLEAR, FLOW_STAY, { 0 }, "", NEED_REASON, "art. 34" },
	{ STATE_IN_REVIEW, ACT_RETURN_STEP, ACTOR_STEP, WHEN_NOT_FIRST_STEP | WHEN_NOT_ASKING, FLOW_STAY, { 0 }, "",
	  NEED_REASON | NEED_STEP, "art. 34" },

	/* what the applicant still has to supply during the review: the statutory clock goes on, as no law stops it; the days to ask
	 * for a hearing, which can be asked for in review only, stand still */
	{ STATE_IN_REVIEW, ACT_REQUIRE_REVIEW_SUPPLEMENT, ROLE_HANDLE | ROLE_CHECK, WHEN_PROMISE_PAUSES | WHEN_NOT_ASKING,
	  STATE_REVIEW_SUPPLEMENT, { LETTER_REVIEW_SUPPLEMENT }, "|PROMISED |HEARING +SUPPLEMENT", NEED_OPINION_BAD, "art. 31" },
	{ STATE_IN_REVIEW, ACT_REQUIRE_REVIEW_SUPPLEMENT, ROLE_HANDLE | ROLE_CHECK, WHEN_NOT_ASKING, STATE_REVIEW_SUPPLEMENT,
	  { LETTER_REVIEW_SUPPLEMENT }, "|HEARING +SUPPLEMENT", NEED_OPINION_BAD, "art. 31" },
	{ STATE_REVIEW_SUPPLEMENT, ACT_SUPPLY, ACTOR_APPLICANT, 0, STATE_IN_REVIEW, { LETTER_REVIEW_SUPPLY_RECEIPT_ONLINE },
	  "-SUPPLEMENT >PROMISED >HEARING", NEED_MATERIALS, "art. 31" },
	{ STATE_REVIEW_SUPPLEMENT, ACT_SUPPLY, ROLE_COUNTER, 0, STATE_IN_REVIEW, { LETTER_REVIEW_SUPPLY_RECEIPT },
	  "-SUPPLEMENT >PROMISED >HEARING", NEED_MATERIALS, "art. 31" },
	{ STATE_REVIEW_SUPPLEMENT, ACT_FALL_DUE, ACTOR_SYSTEM, WHEN_TERM_RUNNING, FLOW_STAY, { 0 }, "-SUPPLEMENT >PROMISED", NEED_OVER,
	  "事项规定" },
	{ STATE_REVIEW_SUPPLEMENT, ACT_CONTINUE, ROLE_HANDLE, WHEN_TERM_OVER, STATE_IN_REVIEW, { 0 }, ">HEARING", NEED_REASON, "事项规定" },

	/* time that is not counted: art. 45, told in writing; hearings: arts. 46 to 48 */
	{ STATE_IN_REVIEW, ACT_BEGIN_SPECIAL, ROLE_HANDLE, WHEN_NOT_ASKING, STATE_SPECIAL, { LETTER_SPECIAL, LETTER_HEARING },
	  "|HEARING |PROMISED |STATUTORY +SPECIAL", NEED_SPECIAL | NEED_BASIS | NEED_REASON, "arts. 45, 48" },
	{ STATE_SPECIAL, ACT_END_SPECIAL, ROLE_HANDLE, 0, STATE_IN_REVIEW, { LETTER_SPECIAL_END }, "-SPECIAL >HEARING >PROMISED >STATUTORY",
	  NEED_REASON, "art. 45" },
	{ STATE_IN_REVIEW, ACT_TELL_HEARING, ACTOR_STEP | ROLE_HANDLE, WHEN_HEARING_OWED, FLOW_STAY, { LETTER_HEARING_RIGHT }, "+HEARING",
	  NEED_REASON | NEED_BASIS, "art. 47" },
	{ STATE_IN_REVIEW, ACT_ASK_HEARING, ACTOR_APPLICANT | ROLE_COUNTER, WHEN_HEARING_TOLD, FLOW_STAY, { 0 }, "-HEARING", 0, "art. 47" },
	{ STATE_IN_REVIEW, ACT_WAIVE_HEARING, ACTOR_APPLICANT | ROLE_COUNTER, WHEN_HEARING_TOLD, FLOW_STAY, { 0 }, "-HEARING", 0, "art. 47" },
	{ STATE_IN_REVIEW, ACT_FALL_DUE, ACTOR_SYSTEM, WHEN_HEARING_TOLD, FLOW_STAY, { 0 }, "-HEARING", NEED_OVER, "art. 47" },

	/* once, with the approval of the agency's head, and told with its reason: art. 42 */
	{ STATE_IN_REVIEW, ACT_ASK_EXTENSION, ROLE_HANDLE, WHEN_EXTENDABLE | WHEN_NO_EXTENSION_ASKED, FLOW_STAY, { 0 }, "",
	  NEED_REASON | NEED_DAYS, "art. 42" },
	{ STATE_IN_REVIEW, ACT_EXTEND, ROLE_HEAD, WHEN_EXTENDABLE, FLOW_STAY, { LETTER_EXTENSION }, "^PROMISED ^STATUTORY",
	  NEED_REASON | NEED_DAYS, "art. 42" },
	{ STATE_IN_REVIEW, ACT_DECLINE_EXTENSION, ROLE_HEAD, WHEN_EXTENSION_ASKED, FLOW_STAY, { 0 }, "", NEED_REASON, "art. 42" },

	/* joint review and countersigning: art. 26(2); a refusal is either overcome by asking again or by the head, or the case is
	 * denied */
	{ STATE_IN_REVIEW, ACT_ASK, ACTOR_STEP, WHEN_NOT_ASKING, FLOW_STAY, { LETTER_ASK }, "", NEED_MEMBERS | NEED_REASON, "art. 26" },
	{ STATE_IN_REVIEW, ACT_ANSWER, ACTOR_MEMBER, WHEN_ASKING, FLOW_STAY, { 0 }, "", NEED_ANSWER | NEED_REASON, "art. 26" },
	{ STATE_IN_REVIEW, ACT_SILENCE, ACTOR_SYSTEM, WHEN_ASKING, FLOW_STAY, { 0 }, "", NEED_OVER, "事项规定" },
	{ STATE_IN_REVIEW, ACT_CANCEL_ASK, ACTOR_STEP, WHEN_ASKING, FLOW_STAY, { 0 }, "", NEED_REASON, "art. 26" },
	{ STATE_IN_REVIEW, ACT_RESOLVE, ROLE_HEAD, WHEN_REFUSED, FLOW_STAY, { 0 }, "", NEED_REASON, "art. 26" },
	{ STATE_IN_REVIEW, ACT_SETTLE, ACTOR_STEP, WHEN_AGREED, FLOW_STAY, { LETTER_OPINIONS }, "", NEED_REASON, "art. 26" },

	/* decision: arts. 37, 38, 42 */
	{ STATE_IN_REVIEW, ACT_GRANT, ACTOR_STEP, WHEN_LAST_STEP | WHEN_CLEAR | WHEN_MAKES, STATE_GRANTED, { LETTER_GRANT },
	  STOPS_DECISION, NEED_REASON, "arts. 37, 38, 42" },
	{ STATE_IN_REVIEW, ACT_GRANT, ACTOR_STEP, WHEN_LAST_STEP | WHEN_CLEAR, STATE_READY, { LETTER_GRANT }, STOPS_DECISION, NEED_REASON,
	  "arts. 37, 38, 42" },
	{ STATE_IN_REVIEW, ACT_DENY, ACTOR_STEP, WHEN_LAST_STEP | WHEN_NOT_ASKING | WHEN_HEARING_CLEAR, STATE_DENIED, { LETTER_DENIAL },
	  STOPS_DECISION, NEED_REASON | NEED_BASIS, "art. 38" },

	/* the result: arts. 39, 44 */
	{ STATE_GRANTED, ACT_MAKE, ROLE_COUNTER | ROLE_HANDLE, 0, STATE_READY, { LETTER_LICENCE }, "", 0, "art. 39" },
	{ STATE_READY, ACT_DELIVER, ROLE_COUNTER, 0, STATE_CONCLUDED, { LETTER_DELIVERY, LETTER_COLLECTION }, "-DELIVER", NEED_METHOD, "art. 44" },
	{ STATE_DENIED, ACT_DELIVER, ROLE_COUNTER, 0, STATE_CONCLUDED, { LETTER_DELIVERY }, "-DELIVER", NEED_METHOD, "arts. 38, 44" },

	/* withdrawing: at once before acceptance, agreed by the handler afterwards */
	BEFORE_ACCEPTANCE(STATE_PREREVIEW),
	BEFORE_ACCEPTANCE(STATE_PREREVIEW_FIX),
	BEFORE_ACCEPTANCE(STATE_AWAITING_PAPERS),
	BEFORE_ACCEPTANCE(STATE_RECEIVED),
	BEFORE_ACCEPTANCE(STATE_SUPPLEMENT),
	AFTER_ACCEPTANCE(STATE_IN_REVIEW),
	AFTER_ACCEPTANCE(STATE_SPECIAL),
	AFTER_ACCEPTANCE(STATE_REVIEW_SUPPLEMENT),

	/* at any time before the end */
	{ FLOW_ANY, ACT_HAND_OVER, ACTOR_DUTY | ROLE_HEAD, WHEN_ON_DUTY, FLOW_STAY, { 0 }, "", NEED_STAFF, "内部管理" },
	{ FLOW_ANY, ACT_WRITE, ROLE_HANDLE | ROLE_COUNTER, 0, FLOW_STAY, { 0 }, "", NEED_LETTER, "文书" },
	{ FLOW_ANY, ACT_VOID, ROLE_ADMIN, 0, STATE_VOID, { 0 }, "-*", NEED_REASON, "内部管理" },
	{ FLOW_ANY, ACT_RECOUNT, ACTOR_SYSTEM, 0, FLOW_STAY, { 0 }, "=*", NEED_MOVED, "art. 82" },
};
const size_t n_flow = sizeof flow / sizeof *flow;
