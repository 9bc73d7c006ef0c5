/* What a letter of each kind must name, whoever words it: reference for the check when a wording is saved, for the help
 * beside it and for docs/letters.md. What every letter carries (agency, title, number, date, seal, handler, telephones) is
 * drawn by the paper and cannot be worded away. */
#include "letters/letters_private.h"
#include "base/str.h"
#include <string.h>

static const char six[] = "国发〔2015〕6号", law32_4[] = "行政许可法第三十二条第一款第四项", law32_5[] = "行政许可法第三十二条第一款第五项",
		  law38[] = "行政许可法第三十八条第二款", law45[] = "行政许可法第四十五条", law42[] = "行政许可法第四十二条",
		  law47[] = "行政许可法第四十七条", law48[] = "行政许可法第四十八条", law36[] = "行政许可法第三十六条",
		  law39[] = "行政许可法第三十九条", law44[] = "行政许可法第四十四条", law29[] = "行政许可法第二十九条",
		  review[] = "行政复议法第二十条、行政许可法第三十八条第二款", court[] = "行政诉讼法第四十六条、行政许可法第三十八条第二款",
		  joint[] = "行政许可法第二十六条第二款", orders[] = "行政许可法第六十条",
		  whole[] = "文书通用要求";

const struct letter_must letter_musts[] = {
	{ LETTER_RECEIPT, "materials", six },
	{ LETTER_RECEIPT, "received_on", law32_4 },
	{ LETTER_RECEIPT, "answer_by", law32_4 },
	{ LETTER_RECEIPT_ONLINE, "materials", six },
	{ LETTER_RECEIPT_ONLINE, "received_on", law32_4 },
	{ LETTER_RECEIPT_ONLINE, "answer_by", law32_4 },
	{ LETTER_PREREVIEW, "reason", whole },
	{ LETTER_PREREVIEW, "gaps", whole },
	{ LETTER_SUPPLEMENT, "gaps", law32_4 },
	{ LETTER_SUPPLEMENT, "supply_by", law32_4 },
	{ LETTER_SUPPLEMENT, "received_on", law32_4 },
	{ LETTER_SUPPLY_RECEIPT, "materials", six },
	{ LETTER_SUPPLY_RECEIPT, "received_on", law32_5 },
	{ LETTER_SUPPLY_RECEIPT, "answer_by", law32_4 },
	{ LETTER_SUPPLY_RECEIPT_ONLINE, "materials", six },
	{ LETTER_SUPPLY_RECEIPT_ONLINE, "received_on", law32_5 },
	{ LETTER_SUPPLY_RECEIPT_ONLINE, "answer_by", law32_4 },
	{ LETTER_REFUSAL, "facts", law38 },
	{ LETTER_REFUSAL, "reason", law38 },
	{ LETTER_REFUSAL, "basis", law38 },
	{ LETTER_REFUSAL, "competent_agency", "行政许可法第三十二条第一款第二项" },
	{ LETTER_REFUSAL, "review_body", review },
	{ LETTER_REFUSAL, "court", court },
	{ LETTER_ACCEPTANCE, "accepted_on", law32_5 },
	{ LETTER_ACCEPTANCE, "materials", six },
	{ LETTER_ACCEPTANCE, "statutory", law42 },
	{ LETTER_ACCEPTANCE, "promised", six },
	{ LETTER_ACCEPTANCE, "due_on", six },
	{ LETTER_ACCEPTANCE, "special", law45 },
	{ LETTER_ACCEPTANCE, "fee", "行政许可法第五十八条" },
	{ LETTER_GRANT, "facts", "行政许可法第三十八条第一款" },
	{ LETTER_GRANT, "basis", "行政许可法第三十八条第一款" },
	{ LETTER_GRANT, "conditions", law39 },
	{ LETTER_GRANT, "valid", law39 },
	{ LETTER_GRANT, "licence_number", law39 },
	{ LETTER_DENIAL, "facts", law38 },
	{ LETTER_DENIAL, "reason", law38 },
	{ LETTER_DENIAL, "basis", law38 },
	{ LETTER_DENIAL, "review_body", review },
	{ LETTER_DENIAL, "court", court },
	{ LETTER_LICENCE, "applicant", law39 },
	{ LETTER_LICENCE, "face", law39 },
	{ LETTER_LICENCE, "identifier", "GB/T 36904-2018" },
	{ LETTER_DELIVERY, "delivered_documents", law44 },
	{ LETTER_DELIVERY, "method", law44 },
	{ LETTER_DELIVERY, "recipient", law44 },
	{ LETTER_DELIVERY, "delivered_on", law44 },
	{ LETTER_WITHDRAWAL, "reason", whole },
	{ LETTER_LAPSE, "gaps", law32_4 },
	{ LETTER_LAPSE, "supply_by", law32_4 },
	{ LETTER_SPECIAL, "special_name", law45 },
	{ LETTER_SPECIAL, "basis", law45 },
	{ LETTER_SPECIAL, "started_on", law45 },
	{ LETTER_SPECIAL, "special_time", law45 },
	{ LETTER_SPECIAL, "special_by", law45 },
	{ LETTER_SPECIAL, "estimated_on", law45 },
	{ LETTER_SPECIAL, "reason", law45 },
	{ LETTER_SPECIAL_END, "special_name", law45 },
	{ LETTER_SPECIAL_END, "ended_on", law45 },
	{ LETTER_SPECIAL_END, "special_result", law45 },
	{ LETTER_SPECIAL_END, "new_due_on", law45 },
	{ LETTER_EXTENSION, "old_due_on", law42 },
	{ LETTER_EXTENSION, "reason", law42 },
	{ LETTER_EXTENSION, "extension_days", law42 },
	{ LETTER_EXTENSION, "new_due_on", law42 },
	{ LETTER_EXTENSION, "approved_by", law42 },
	{ LETTER_HEARING_RIGHT, "reason", law47 },
	{ LETTER_HEARING_RIGHT, "hearing_until", law47 },
	{ LETTER_HEARING, "hearing_at", law48 },
	{ LETTER_HEARING, "hearing_place", law48 },
	{ LETTER_HEARING, "hearing_host", law48 },
	{ LETTER_STATEMENT, "reason", law36 },
	{ LETTER_STATEMENT, "until_on", law36 },
	{ LETTER_REVIEW_SUPPLEMENT, "gaps", whole },
	{ LETTER_REVIEW_SUPPLEMENT, "supply_by", whole },
	{ LETTER_REVIEW_SUPPLY_RECEIPT, "materials", whole },
	{ LETTER_REVIEW_SUPPLY_RECEIPT, "received_on", whole },
	{ LETTER_REVIEW_SUPPLY_RECEIPT_ONLINE, "materials", whole },
	{ LETTER_REVIEW_SUPPLY_RECEIPT_ONLINE, "received_on", whole },
	{ LETTER_ASK, "asked", joint },
	{ LETTER_ASK, "question", joint },
	{ LETTER_OPINIONS, "opinions", joint },
	{ LETTER_OPINIONS, "outcome", joint },
	{ LETTER_COLLECTION, "licence_name", law44 },
	{ LETTER_COLLECTION, "licence_number", law44 },
	{ LETTER_APPLICATION, "certificate", law29 },
	{ LETTER_APPLICATION, "item_code", law29 },
	{ LETTER_AUTHORISATION, "certificate", law29 },
	{ LETTER_WITHDRAWAL_REQUEST, "reason", whole },
	{ LETTER_STAGE_ACCEPTANCE, "materials", whole },
	{ LETTER_STAGE_ACCEPTANCE, "reason", whole },
	{ LETTER_SITE_VISIT, "reason", "行政许可法第三十四条第三款" },
	{ LETTER_SITE_VISIT, "until_on", "行政许可法第三十四条第三款" },
	{ LETTER_FIRST_OPINIONS, "opinions", joint },
	{ LETTER_MENDING, "reason", whole },
	{ LETTER_MENDING, "until_on", whole },
	{ LETTER_PROJECT_CARD, "due_on", whole },
	{ LETTER_PAYMENT, "reason", "行政许可法第五十九条" },
	{ LETTER_PAYMENT, "basis", "行政许可法第五十九条" },
	{ LETTER_PAYMENT, "until_on", "行政许可法第五十九条" },
	{ LETTER_TRANSFER, "reason", orders },
	{ LETTER_TRANSFER, "until_on", orders },
	{ LETTER_ORDER, "reason", orders },
	{ LETTER_ORDER, "until_on", orders },
	{ LETTER_ADVICE, "reason", orders },
	{ LETTER_ADVICE, "basis", orders },
	{ LETTER_ADVICE, "until_on", orders },
	{ LETTER_REPLY, "question", whole },
	{ LETTER_REPLY, "reason", whole },
	{ LETTER_REPLY, "basis", whole },
	/* every letter but the licence says whose case it is */
	{ LETTER_NONE, "applicant", whole },
	{ LETTER_NONE, "item_name", whole },
	{ LETTER_NONE, "case_number", six },
	{ 0 },
};

bool letter_must_be_in(const struct letter_must *m, enum letter_kind kind)
{
	return m->kind == kind || (m->kind == LETTER_NONE && kind != LETTER_LICENCE);
}

void letters_check_musts(struct arena *a, enum letter_kind kind, const struct template *t, struct template_errors *errors)
{
	for (const struct letter_must *m = letter_musts; m->key; m++)
		if (letter_must_be_in(m, kind) && !template_names(t, m->key)) {
			const struct key *k = keys_find(m->key, strlen(m->key));
			must(k);
			template_blame(a, errors, 0, k->kind == KEY_TEXT ? "缺少%s {%s}（%s）" : "缺少%s |%s|（%s）", k->name, k->key, m->law);
		}
	if ((t->paper == PAPER_LICENCE) != (kind == LETTER_LICENCE))
		template_blame(a, errors, 0, "证照要用 !licence 版式，其他文书不能用");
}
