#include "letters/letters_private.h"
#include "base/str.h"
#include "identity/identity.h"
#include "jobs/jobs.h"

/* Codes: those under which the city's approval system has exchanged documents since 2014. */
const struct letter_kind_row letter_kinds[LETTER__MAX] = {
	[LETTER_RECEIPT] = { "receipt", "01", "申请材料接收凭证", "收" },
	[LETTER_RECEIPT_ONLINE] = { "receipt_online", "12", "申请材料接收凭证（网上申报）", "收" },
	[LETTER_PREREVIEW] = { "prereview", "", "预审意见", "预" },
	[LETTER_SUPPLEMENT] = { "supplement", "02", "补正材料通知书", "补" },
	[LETTER_SUPPLY_RECEIPT] = { "supply_receipt", "05", "补正材料接收凭证", "补收" },
	[LETTER_SUPPLY_RECEIPT_ONLINE] = { "supply_receipt_online", "13", "补正材料接收凭证（网上申报）", "补收" },
	[LETTER_REFUSAL] = { "refusal", "03", "不予受理告知书", "不受" },
	[LETTER_ACCEPTANCE] = { "acceptance", "04", "受理通知书", "受" },
	[LETTER_GRANT] = { "grant", "", "准予行政许可决定书", "许" },
	[LETTER_DENIAL] = { "denial", "07", "不予行政许可决定书", "不许" },
	[LETTER_LICENCE] = { "licence", "", "证照", NULL },
	[LETTER_DELIVERY] = { "delivery", "09", "送达回证", "送" },
	[LETTER_WITHDRAWAL] = { "withdrawal", "", "终止审查决定书", "终" },
	[LETTER_LAPSE] = { "lapse", "", "逾期退件通知书", "退" },
	[LETTER_SPECIAL] = { "special", "08", "特别程序告知书", "特" },
	[LETTER_SPECIAL_END] = { "special_end", "", "特别程序结束通知书", "特终" },
	[LETTER_EXTENSION] = { "extension", "", "延期通知书", "延" },
	[LETTER_HEARING_RIGHT] = { "hearing_right", "", "听证告知书", "听告" },
	[LETTER_HEARING] = { "hearing", "", "听证通知书", "听" },
	[LETTER_STATEMENT] = { "statement", "", "陈述申辩告知书", "申辩", true },
	[LETTER_REVIEW_SUPPLEMENT] = { "review_supplement", "06", "审查阶段补正材料通知书", "审补" },
	[LETTER_REVIEW_SUPPLY_RECEIPT] = { "review_supply_receipt", "11", "审查阶段补正材料接收凭证", "审补收" },
	[LETTER_REVIEW_SUPPLY_RECEIPT_ONLINE] = { "review_supply_receipt_online", "14", "审查阶段补正材料接收凭证（网上申报）", "审补收" },
	[LETTER_ASK] = { "ask", "", "征求意见函", "征" },
	[LETTER_OPINIONS] = { "opinions", "", "征求意见汇总表", "汇" },
	[LETTER_COLLECTION] = { "collection", "", "证照领取单", "领" },
	[LETTER_APPLICATION] = { "application", "", "申请表", "表", true },
	[LETTER_AUTHORISATION] = { "authorisation", "", "授权委托书", "委", true },
	[LETTER_WITHDRAWAL_REQUEST] = { "withdrawal_request", "", "撤回申请书", "撤", true },
	[LETTER_STAGE_ACCEPTANCE] = { "stage_acceptance", "10", "受理决定书（过程收件）", "过受", true },
	[LETTER_SITE_VISIT] = { "site_visit", "21", "现场验收安排情况表", "验", true },
	[LETTER_FIRST_OPINIONS] = { "first_opinions", "", "初审（联合技术指导）意见汇总表", "初", true },
	[LETTER_MENDING] = { "mending", "", "整改意见汇总表", "改", true },
	[LETTER_PROJECT_CARD] = { "project_card", "", "项目卡", "项", true },
	[LETTER_PAYMENT] = { "payment", "", "缴款通知书", "缴", true },
	[LETTER_TRANSFER] = { "transfer", "", "移送（转办）函", "转", true },
	[LETTER_ORDER] = { "order", "", "督办单", "督", true },
	[LETTER_ADVICE] = { "advice", "", "监察建议书", "建", true },
	[LETTER_REPLY] = { "reply", "", "咨询（投诉）答复书", "复", true },
};

enum letter_kind letters_kind_by_word(const char *word)
{
	enum letter_kind kind = LETTER_NONE + 1;
	while (kind < LETTER__MAX && !str_eq(letter_kinds[kind].word, word))
		kind++;
	must(kind < LETTER__MAX);
	return kind;
}

int64_t letters_take_number(struct tx *t, int64_t organisation, int64_t year, const char *series)
{
	return numbering_take(t, organisation, year, series);
}

bool letters_visible(const struct who *who, int64_t account, int64_t organisation)
{
	return who->kind == WHO_SYSTEM || (who->kind == WHO_ACCOUNT ? who->id == account : who_has(who, ANY_ROLE, organisation));
}

static const char *number_of(struct tx *t, const struct letter_new *l, int64_t organisation)
{
	const char *series = letter_kinds[l->kind].series;
	if (!series)
		return NULL;
	int year = day_to_ymd(day_of_ms(l->at ? l->at : t->now, DAY_ZONE_CHINA)).year;
	int64_t n = letters_take_number(t, organisation, year, series);
	return arena_printf(t->mem, "%s%s〔%d〕第%06lld号", l->mark, series, year, (long long)n);
}

int64_t letter_issue(struct tx *t, const struct letter_new *l)
{
	must(l->kind > LETTER_NONE && l->kind < LETTER__MAX);
	/* One that was merged counts on in the series of the one it went into, with whose mark its numbers begin. */
	struct organisation into = { .id = l->organisation };
	(void)organisation_load(t, l->organisation, &into);
	struct letter_kept_row row = {
		.id = store_new_id(t->store), .case_id = l->case_id, .event = l->event, .kind = letter_kinds[l->kind].word,
		.organisation = into.id, .account = l->account, .number = number_of(t, l, into.id), .late = str_or_empty(l->late),
		.facts = l->sealed ? l->sealed : secret_seal(store_secret(t->store), t->mem, l->facts),
		.issued_at = t->now, .template = texts_version(t, into.id, l->kind),
	};
	letter_add(t, &row);
	job_add(t, "letter", arena_printf(t->mem, "%lld", (long long)row.id), t->now);
	return t->failed ? 0 : row.id;
}

size_t letters_of_case(struct tx *t, int64_t case_id, const struct who *who, struct letter_row_view **out)
{
	struct letter_row *rows;
	size_t n = letter_of_case(t, case_id, &rows), kept = 0;
	*out = arena_array(t->mem, struct letter_row_view, n);
	for (size_t i = 0; i < n; i++) {
		enum letter_kind kind = letters_kind_by_word(rows[i].kind);
		if (!letters_visible(who, rows[i].account, rows[i].organisation))
			continue;
		(*out)[kept++] = (struct letter_row_view){
			.id = rows[i].id, .event = rows[i].event, .issued_at = rows[i].issued_at, .kind = kind,
			.title = letters_title(t->mem, kind, letters_facts(t->mem, &rows[i])),
			.number = str_or_empty(rows[i].number), .ready = rows[i].file,
		};
	}
	return kept;
}
