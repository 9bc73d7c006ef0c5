/* Letters (文书): official documents of a case. Issued inside the transaction of the event that calls for one: the number is
 * taken, the facts are frozen, and a job makes the PDF. The same facts give the same text as HTML, for screen readers.
 *
 * Facts are one JSON object; templates.c says which it uses. Keys (texts unless said otherwise; missing ones leave out the
 * line that needs them):
 *   agency, agency_short, mark, consult_phone, complain_phone, review_body, court, windows, address, hours
 *   case_number, query_code, item_name, item_code, applicant, certificate (masked), contact, channel, date (2026年11月22日), handler
 *   materials: [{name, originals, copies, form}]       gaps: [{name, reason, basis}]
 *   received_on, accepted_on, answer_by, supply_by, due_on, statutory_due_on, promised, statutory, fee, special
 *   reason, refusal_kind (a|b|c), competent_agency, facts, basis, conditions, valid, licence_name, licence_number, identifier
 *   method (送达方式), recipient, delivered_on, delivered_documents, remedy (flag: the two remedies are told)
 *   qr (URL; or qr_start, behind which the case number is written), demo (flag: "演示" across the page), deemed (flag)
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
	LETTER__MAX
};

struct letter_kind_row {
	const char *word, *code, *title;
	const char *series; /* character before 〔year〕 in the number: 受; NULL: carries no number of its own */
};
extern const struct letter_kind_row letter_kinds[LETTER__MAX];

struct letter_new {
	enum letter_kind kind;
	int64_t case_id, event, organisation, account; /* account 0: nobody has one */
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

/* Whether this person may read a letter: the account it went to, staff of the organisation, administrators. */
bool letters_visible(const struct who *who, int64_t account, int64_t organisation);

size_t letters_of_case(struct tx *t, int64_t case_id, struct letter_row_view **out);
/* {{call letters_list(r, case_id)}}: the letters of a case as a list of links. */
void letters_list(struct out *o, struct req *r, int64_t case_id);

/* For `tongban verify`: numbers without doubles and gaps, files whole. Prints what is wrong, returns how many. */
size_t letters_verify(struct site *site, struct arena *mem);

extern const struct room letters_room;
