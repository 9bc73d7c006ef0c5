/* Letters (文书): official documents of a case. Issued inside the transaction of the event that calls for one: the number is
 * taken, the facts are frozen, and a job makes the PDF. The same facts give the same text as HTML, for screen readers.
 *
 * Their words are text (template.h): the house's own in templates/, and what an agency has made of it. A letter keeps the
 * number of the wording that it was issued with.
 *
 * Facts are one JSON object; keys.c says what they mean. Keys (texts unless said otherwise; missing ones leave out the
 * line that needs them):
 *   agency, agency_short, mark, consult_phone, complain_phone, review_body, court, windows, address, hours
 *   case_number, query_code, item_name, item_code, applicant, certificate (masked), contact, channel, date (2026年11月22日), handler
 *   materials: [{name, originals, copies, form}]       gaps: [{name, reason, basis}]
 *   received_on, accepted_on, answer_by, supply_by, due_on, statutory_due_on, promised, statutory, fee, special
 *   reason, refusal_kind (a|b|c), competent_agency, facts, basis, conditions, valid, licence_name, licence_number, identifier
 *   method (送达方式), recipient, delivered_on, delivered_documents, remedy (flag: the two remedies are told)
 *   qr (URL; or qr_start, behind which the case number is written), demo (flag: "演示" across the page), deemed (flag)
 *   special procedure: special_name, special_time (15 个工作日), special_by (who carries it out), started_on, ended_on,
 *     special_result, estimated_on (the due day if it takes exactly that long)
 *   extension: old_due_on, new_due_on, extension_days, approved_by        any renewed date: new_due_on
 *   hearing: hearing_until (last day to ask), hearing_at, hearing_place, hearing_host
 *   joint review: asked: [{agency, until}], question, opinions: [{agency, answer, words, date}], outcome
 *   by hand: reason is the text; basis; until_on
 *   not_licence (flag: not a matter of 行政许可法), decision_title (of a grant or denial, instead of the kind's own)
 *   For the licence: title, face: [{label, value}], valid_from, valid_until */
#pragma once
#include "web/req.h"

enum letter_kind {
	LETTER_NONE,
	LETTER_RECEIPT,              /* 01 申请材料接收凭证, at the counter */
	LETTER_RECEIPT_ONLINE,       /* 12 申请材料接收凭证(网上申报) */
	LETTER_PREREVIEW,            /* 预审意见 */
	LETTER_SUPPLEMENT,           /* 02 补正材料通知书 */
	LETTER_SUPPLY_RECEIPT,       /* 05 补正材料接收凭证 */
	LETTER_SUPPLY_RECEIPT_ONLINE,/* 13 */
	LETTER_REFUSAL,              /* 03 不予受理告知书 */
	LETTER_ACCEPTANCE,           /* 04 受理通知书 */
	LETTER_GRANT,                /* 准予行政许可决定书 */
	LETTER_DENIAL,               /* 07 不予行政许可决定书 */
	LETTER_LICENCE,              /* the licence itself */
	LETTER_DELIVERY,             /* 09 送达回证 */
	LETTER_WITHDRAWAL,           /* 终止审查决定书 */
	LETTER_LAPSE,                /* 逾期退件通知书 */
	LETTER_SPECIAL,              /* 08 特别程序告知书 */
	LETTER_SPECIAL_END,          /* 特别程序结束通知书 */
	LETTER_EXTENSION,            /* 延期通知书 */
	LETTER_HEARING_RIGHT,        /* 听证告知书: the right to ask for one */
	LETTER_HEARING,              /* 听证通知书: when and where */
	LETTER_STATEMENT,            /* 陈述申辩告知书, to the applicant and those concerned */
	LETTER_REVIEW_SUPPLEMENT,    /* 06 审查阶段补正材料通知书 */
	LETTER_REVIEW_SUPPLY_RECEIPT,        /* 11 审查阶段补正材料接收凭证 */
	LETTER_REVIEW_SUPPLY_RECEIPT_ONLINE, /* 14 */
	LETTER_ASK,                  /* 征求意见函, to the departments asked */
	LETTER_OPINIONS,             /* 征求意见汇总表 */
	LETTER_COLLECTION,           /* 证照领取单 */
	/* written by hand (ACT_WRITE), or by the rooms that come to have their occasions */
	LETTER_APPLICATION,          /* 申请表 */
	LETTER_AUTHORISATION,        /* 授权委托书 */
	LETTER_WITHDRAWAL_REQUEST,   /* 撤回申请书 */
	LETTER_STAGE_ACCEPTANCE,     /* 10 (过程收件) 受理决定书 */
	LETTER_SITE_VISIT,           /* 21 现场验收安排情况表 */
	LETTER_FIRST_OPINIONS,       /* 初审（联合技术指导）意见汇总表 */
	LETTER_MENDING,              /* 整改意见汇总表 */
	LETTER_PROJECT_CARD,         /* 项目卡 */
	LETTER_PAYMENT,              /* 缴款通知书 */
	LETTER_TRANSFER,             /* 移送（转办）函 */
	LETTER_ORDER,                /* 督办单 */
	LETTER_ADVICE,               /* 监察建议书 */
	LETTER_REPLY,                /* 咨询（投诉）答复书 */
	LETTER__MAX
};

struct letter_kind_row {
	const char *word, *code, *title;
	const char *series; /* character before 〔year〕 in the number: 受; NULL: carries no number of its own */
	bool by_hand;       /* an official may write one at any time */
};
extern const struct letter_kind_row letter_kinds[LETTER__MAX];

/* A fact that the wording of a kind has to name (keys.h), and the rule that asks for it. LETTER_NONE: of every kind. */
struct letter_must { enum letter_kind kind; const char *key, *law; };
extern const struct letter_must letter_musts[]; /* ends with key NULL */
bool letter_must_be_in(const struct letter_must *m, enum letter_kind kind);

struct letter_new {
	enum letter_kind kind;
	int64_t case_id, event, organisation, account; /* account 0: nobody has one */
	int64_t at;        /* moment of the event: its year stands in the number; 0: now */
	const char *mark;  /* of the organisation */
	const char *facts;  /* JSON */
	const char *sealed; /* the same, sealed beforehand: then facts is not used */
	const char *late;   /* JSON of what only the commit knew, laid over the facts: numbers and days, nothing personal; or NULL */
};
/* Takes the number, keeps the facts, queues the PDF. Returns the letter's id; 0 when the transaction has failed. */
int64_t letter_issue(struct tx *t, const struct letter_new *l);

struct letter_row_view { /* as lists show it */
	int64_t id, event, issued_at;
	enum letter_kind kind;
	const char *title, *number; /* number "" when there is none */
	bool ready;
};
/* The next number of a series of this organisation and year, from 1. It is given out for good when the transaction commits,
 * so there are no gaps and no doubles. Other rooms' series begin with their name: "licence:001". */
int64_t letters_take_number(struct tx *t, int64_t organisation, int64_t year, const char *series);

/* Whether this person may read a letter: the account it went to, staff of the organisation, administrators;
 * the program itself. */
bool letters_visible(const struct who *who, int64_t account, int64_t organisation);

/* Those that this person may read. */
size_t letters_of_case(struct tx *t, int64_t case_id, const struct who *who, struct letter_row_view **out);
/* {{call letters_list(r, case_id)}}: the letters of a case as a list of links. */
void letters_list(struct out *o, struct req *r, int64_t case_id);

/* For `tongban verify`: numbers without doubles and gaps, files whole, prints numbered. Prints what is wrong, returns how many. */
size_t letters_verify(struct site *site, struct arena *mem);

extern const struct room letters_room;
