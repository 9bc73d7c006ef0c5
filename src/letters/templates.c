/* The words of every letter, as one table. What each must say: 行政许可法 arts. 32, 37–40, 44, 45; 国发〔2015〕6号 (receipts
 * and acceptance); titles and codes: letter_kinds. {key} stands for a fact; a block with a fact that is missing is left out,
 * so a letter never has a half-filled line, and so is a heading that nothing follows. */
#include "letters/letters_private.h"
#include "base/str.h"
#include <string.h>

enum { COLUMNS = 4, MOST_BLOCKS = 400 };

/* A table made of an array of objects among the facts; columns without any content are left out. */
struct list {
	const char *array;
	struct { const char *title, *key; } columns[COLUMNS];
};

struct block {
	enum paper_block_kind kind;
	const char *label, *text;
	const struct list *list;
	const char *when, *is; /* only when this fact is there, or has this value */
	const char *unless;    /* only when none of these facts is there: "deemed|not_licence" */
};

struct template {
	enum paper_kind paper;
	bool red_head;              /* decisions */
	const struct block *parts[4];
};

#define END { .kind = PAPER_BLOCK__MAX }

static const struct list materials = {
	"materials", { { "材料名称", "name" }, { "原件（份）", "originals" }, { "复印件（份）", "copies" }, { "形式", "form" } },
};
static const struct list gaps = { "gaps", { { "材料", "name" }, { "原因和要求", "reason" }, { "依据", "basis" } } };
static const struct list face = { "face", { { "", "label" }, { "", "value" } } };

static const struct block salutation[] = {
	{ PAPER_SALUTATION, .text = "{applicant}：" },
	END,
};

static const struct block subject[] = {
	{ PAPER_FIELD, "申请人", "{applicant}" },
	{ PAPER_FIELD, "证件号码", "{certificate}" },
	{ PAPER_FIELD, "申请事项", "{item_name}" },
	{ PAPER_FIELD, "事项编码", "{item_code}" },
	{ PAPER_FIELD, "办件编号", "{case_number}" },
	{ PAPER_FIELD, "查询密码", "{query_code}" },
	END,
};

static const struct block places[] = {
	{ PAPER_NOTE, .text = "办理窗口：{windows}" },
	{ PAPER_NOTE, .text = "机关地址：{address}" },
	{ PAPER_NOTE, .text = "办公时间：{hours}" },
	END,
};

/* Receipts: a list of what came, and by when an answer comes (art. 32: five working days, else deemed accepted). */
static const struct block receipt_begin[] = {
	{ PAPER_FIELD, "联系人", "{contact}" },
	{ PAPER_FIELD, "申报方式", "{channel}" },
	{ PAPER_FIELD, "收到日期", "{received_on}" },
	{ PAPER_HEADING, .text = "收到的材料", .when = "materials" },
	{ PAPER_TABLE, .list = &materials },
	END,
};

static const struct block receipt_end[] = {
	{ PAPER_PARAGRAPH, .text = "本凭证只表明本机关收到了上述材料，不代表已经受理。" },
	{ PAPER_PARAGRAPH, .text = "本机关将在{answer_by}前告知您是否受理，或者一次性告知您需要补正的全部内容。" },
	{ PAPER_PARAGRAPH, .text = "自收到材料之日起 5 个工作日内，本机关没有告知您需要补正的，您的申请自收到材料之日起即为受理"
				   "（《中华人民共和国行政许可法》第三十二条）。" },
	{ PAPER_NOTE, .text = "办理窗口：{windows}" },
	END,
};

/* An online submission is pre-reviewed first, which is not yet the answer that art. 32 asks for. */
static const struct block receipt_online_end[] = {
	{ PAPER_PARAGRAPH, .text = "本凭证只表明本机关收到了您在网上提交的上述材料，不代表已经受理。" },
	{ PAPER_PARAGRAPH, .text = "本机关将在{answer_by}前答复您：材料是否符合要求，以及需要修改或者补正的全部内容。" },
	{ PAPER_PARAGRAPH, .text = "您可以凭办件编号和查询密码随时在网上查询办理进度。", .when = "query_code" },
	END,
};

static const struct block supply_begin[] = {
	{ PAPER_FIELD, "补正日期", "{received_on}" },
	{ PAPER_HEADING, .text = "收到的补正材料", .when = "materials" },
	{ PAPER_TABLE, .list = &materials },
	END,
};

static const struct block supply_end[] = {
	{ PAPER_PARAGRAPH, .text = "本凭证只表明本机关收到了您补正的材料，不代表已经受理。受理期限自收到全部补正材料之日起重新计算。" },
	{ PAPER_PARAGRAPH, .text = "本机关将在{answer_by}前告知您是否受理。" },
	END,
};

static const struct block prereview[] = {
	{ PAPER_PARAGRAPH, .text = "您提交的“{item_name}”申请（办件编号：{case_number}）已经预审，意见如下。" },
	{ PAPER_PARAGRAPH, .text = "{reason}" },
	{ PAPER_HEADING, .text = "需要修改的内容", .when = "gaps" },
	{ PAPER_TABLE, .list = &gaps },
	{ PAPER_PARAGRAPH, .text = "请在网上按上述意见修改，修改后重新提交。重新提交后，本机关在 2 个工作日内给出预审意见。", .when = "gaps" },
	{ PAPER_PARAGRAPH, .text = "本次申请没有通过预审。符合条件后，您可以重新申请。", .unless = "gaps" },
	{ PAPER_PARAGRAPH, .text = "预审意见不是受理或者不予受理的决定，不影响您到窗口提出申请的权利。" },
	END,
};

/* Art. 32(1)(4): everything at once. */
static const struct block supplement[] = {
	{ PAPER_PARAGRAPH, .text = "您提出的“{item_name}”申请（办件编号：{case_number}），材料不齐全或者不符合法定形式。"
				   "依照《中华人民共和国行政许可法》第三十二条第一款第四项，现一次性告知您需要补正的全部内容。" },
	{ PAPER_FIELD, "证件号码", "{certificate}" },
	{ PAPER_FIELD, "事项编码", "{item_code}" },
	{ PAPER_FIELD, "查询密码", "{query_code}" },
	{ PAPER_FIELD, "收到日期", "{received_on}" },
	{ PAPER_HEADING, .text = "需要补正的内容", .when = "gaps" },
	{ PAPER_TABLE, .list = &gaps },
	{ PAPER_PARAGRAPH, .text = "补充说明：{reason}" },
	{ PAPER_HEADING, .text = "怎样补正" },
	{ PAPER_PARAGRAPH, .text = "请在{supply_by}前补正：可以在网上补充提交，也可以把材料送到受理窗口。" },
	{ PAPER_PARAGRAPH, .text = "办理期限自受理之日起计算，现在还没有开始。本机关自收到全部补正材料之日起 5 个工作日内告知您是否受理。" },
	{ PAPER_PARAGRAPH, .text = "到期没有补正的，本机关可以退回这次申请；材料备齐后，您可以重新申请。" },
	END,
};

/* Art. 32(1)(1): no licence needed. Art. 32(1)(2): not within this agency's powers, the right one is named. Other laws. */
static const struct block refusal[] = {
	{ PAPER_PARAGRAPH, .text = "您提出的“{item_name}”申请（办件编号：{case_number}），经审查，本机关决定不予受理。" },
	{ PAPER_FIELD, "证件号码", "{certificate}" },
	{ PAPER_FIELD, "事项编码", "{item_code}" },
	{ PAPER_FIELD, "收到日期", "{received_on}" },
	{ PAPER_HEADING, .text = "事实、理由和依据" },
	{ PAPER_PARAGRAPH, .text = "{facts}" },
	{ PAPER_PARAGRAPH, .text = "{reason}" },
	{ PAPER_PARAGRAPH, .text = "您申请的事项依法不需要取得行政许可。依照《中华人民共和国行政许可法》第三十二条第一款第一项，即时告知您不受理。",
	  .when = "refusal_kind", .is = "a" },
	{ PAPER_PARAGRAPH, .text = "您申请的事项依法不属于本机关职权范围。依照《中华人民共和国行政许可法》第三十二条第一款第二项，"
				   "即时作出不予受理的决定。", .when = "refusal_kind", .is = "b" },
	{ PAPER_PARAGRAPH, .text = "请向{competent_agency}提出申请。", .when = "refusal_kind", .is = "b" },
	{ PAPER_PARAGRAPH, .text = "您的申请属于法律、法规规定不予受理的情形。", .when = "refusal_kind", .is = "c" },
	{ PAPER_PARAGRAPH, .text = "依据：{basis}" },
	END,
};

/* 行政复议法 art. 20: 60 days; 行政诉讼法 art. 46: six months. 行政许可法 art. 38: both must be told. */
static const struct block remedies[] = {
	{ PAPER_HEADING, .text = "您的权利" },
	{ PAPER_PARAGRAPH, .text = "如不服本决定，您可以自收到之日起 60 日内向{review_body}申请行政复议。" },
	{ PAPER_PARAGRAPH, .text = "您也可以自收到之日起 6 个月内向{court}提起行政诉讼。" },
	END,
};

/* Art. 32(1)(5), or (4) when nothing was said in time. Art. 42: limits; art. 45: what is not counted; art. 82: working days. */
static const struct block acceptance[] = {
	{ PAPER_PARAGRAPH, .text = "您提出的“{item_name}”申请，材料齐全，符合法定形式。"
				   "依照《中华人民共和国行政许可法》第三十二条第一款第五项，本机关自{accepted_on}起受理。",
	  .unless = "deemed|not_licence" },
	{ PAPER_PARAGRAPH, .text = "您提出的“{item_name}”申请，材料齐全，符合规定的形式，本机关自{accepted_on}起受理。",
	  .when = "not_licence" },
	{ PAPER_PARAGRAPH, .text = "本机关收到您的“{item_name}”申请后，没有在 5 个工作日内告知您需要补正的内容。"
				   "依照《中华人民共和国行政许可法》第三十二条第一款第四项，您的申请自收到材料之日（{received_on}）起视为受理。",
	  .when = "deemed" },
	END,
};

static const struct block acceptance_end[] = {
	{ PAPER_FIELD, "受理日期", "{accepted_on}", .unless = "deemed" },
	{ PAPER_FIELD, "法定期限", "{statutory}" },
	{ PAPER_FIELD, "法定最晚", "{statutory_due_on}" },
	{ PAPER_FIELD, "承诺期限", "{promised}" },
	{ PAPER_FIELD, "最晚办结", "{due_on}" },
	{ PAPER_FIELD, "特别程序", "{special}" },
	{ PAPER_FIELD, "收费", "{fee}" },
	{ PAPER_PARAGRAPH, .text = "特别程序所需的时间依法不计入上述期限，需要多长时间，本机关另行书面告知您。", .when = "special" },
	{ PAPER_HEADING, .text = "申请材料", .when = "materials" },
	{ PAPER_TABLE, .list = &materials },
	{ PAPER_PARAGRAPH, .text = "您可以凭办件编号和查询密码在网上查询办理进度，也可以打电话询问。", .when = "query_code" },
	END,
};

/* Art. 38(1); art. 40: public; art. 44: delivered within ten working days. */
static const struct block grant[] = {
	{ PAPER_PARAGRAPH, .text = "您提出的“{item_name}”申请（办件编号：{case_number}），经审查，符合法定条件、标准。"
				   "依照《中华人民共和国行政许可法》第三十八条第一款，本机关决定准予行政许可。", .unless = "not_licence" },
	{ PAPER_PARAGRAPH, .text = "您提出的“{item_name}”申请（办件编号：{case_number}），经审查，符合规定的条件，本机关决定准予办理。",
	  .when = "not_licence" },
	{ PAPER_FIELD, "证件号码", "{certificate}" },
	{ PAPER_FIELD, "事项编码", "{item_code}" },
	{ PAPER_FIELD, "受理日期", "{accepted_on}" },
	{ PAPER_FIELD, "证照名称", "{licence_name}" },
	{ PAPER_FIELD, "证照编号", "{licence_number}" },
	{ PAPER_FIELD, "有效期", "{valid}" },
	{ PAPER_HEADING, .text = "事实和依据" },
	{ PAPER_PARAGRAPH, .text = "{facts}" },
	{ PAPER_PARAGRAPH, .text = "依据：{basis}" },
	{ PAPER_HEADING, .text = "范围和条件", .when = "conditions" },
	{ PAPER_PARAGRAPH, .text = "{conditions}" },
	{ PAPER_PARAGRAPH, .text = "本机关自作出决定之日起 10 个工作日内向您颁发、送达{licence_name}。" },
	{ PAPER_PARAGRAPH, .text = "本决定依法公开，公众有权查阅。" },
	END,
};

/* Art. 38(2): reasons in writing, and both remedies. */
static const struct block denial[] = {
	{ PAPER_PARAGRAPH, .text = "您提出的“{item_name}”申请（办件编号：{case_number}），经审查，不符合法定条件、标准。"
				   "依照《中华人民共和国行政许可法》第三十八条第二款，本机关决定不予行政许可。", .unless = "not_licence" },
	{ PAPER_PARAGRAPH, .text = "您提出的“{item_name}”申请（办件编号：{case_number}），经审查，不符合规定的条件，本机关决定不予办理。",
	  .when = "not_licence" },
	{ PAPER_FIELD, "证件号码", "{certificate}" },
	{ PAPER_FIELD, "事项编码", "{item_code}" },
	{ PAPER_FIELD, "受理日期", "{accepted_on}" },
	{ PAPER_HEADING, .text = "事实、理由和依据" },
	{ PAPER_PARAGRAPH, .text = "{facts}" },
	{ PAPER_PARAGRAPH, .text = "{reason}" },
	{ PAPER_PARAGRAPH, .text = "依据：{basis}" },
	{ PAPER_PARAGRAPH, .text = "您提交的材料原件，可以凭本决定书到受理窗口取回。" },
	END,
};

static const struct block licence[] = {
	{ PAPER_FIELD, "持证人", "{applicant}" },
	{ PAPER_FIELD, "证件号码", "{certificate}" },
	{ PAPER_FIELD, .list = &face },
	{ PAPER_NOTE, .text = "电子证照标识：{identifier}" },
	END,
};

/* White space is room for a signature. */
static const struct block delivery[] = {
	{ PAPER_FIELD, "送达的文书", "{delivered_documents}" },
	{ PAPER_FIELD, "受送达人", "{applicant}" },
	{ PAPER_FIELD, "申请事项", "{item_name}" },
	{ PAPER_FIELD, "办件编号", "{case_number}" },
	{ PAPER_FIELD, "送达方式", "{method}" },
	{ PAPER_FIELD, "收件人", "{recipient}" },
	{ PAPER_FIELD, "送达日期", "{delivered_on}" },
	{ PAPER_FIELD, "送达人", "{handler}" },
	{ PAPER_FIELD, "收件人签名", " " },
	{ PAPER_NOTE, .text = "电子送达、邮寄送达的，以系统记录或者邮件回执代替签名。" },
	END,
};

static const struct block withdrawal[] = {
	{ PAPER_PARAGRAPH, .text = "您撤回了“{item_name}”申请（办件编号：{case_number}），本机关决定终止审查。" },
	{ PAPER_FIELD, "证件号码", "{certificate}" },
	{ PAPER_FIELD, "事项编码", "{item_code}" },
	{ PAPER_FIELD, "收到日期", "{received_on}" },
	{ PAPER_FIELD, "受理日期", "{accepted_on}" },
	{ PAPER_FIELD, "撤回原因", "{reason}" },
	{ PAPER_PARAGRAPH, .text = "您提交的材料原件，可以凭本决定书到受理窗口取回。以后仍要办理的，您可以重新申请。" },
	{ PAPER_HEADING, .text = "您的权利", .when = "remedy" },
	{ PAPER_PARAGRAPH, .text = "如不服本决定，您可以自收到之日起 60 日内向{review_body}申请行政复议。", .when = "remedy" },
	{ PAPER_PARAGRAPH, .text = "您也可以自收到之日起 6 个月内向{court}提起行政诉讼。", .when = "remedy" },
	END,
};

static const struct template templates[LETTER__MAX] = {
	[LETTER_RECEIPT] = { PAPER_RECEIPT, .parts = { subject, receipt_begin, receipt_end } },
	[LETTER_RECEIPT_ONLINE] = { PAPER_RECEIPT, .parts = { subject, receipt_begin, receipt_online_end } },
	[LETTER_PREREVIEW] = { PAPER_LETTER, .parts = { salutation, prereview, places } },
	[LETTER_SUPPLEMENT] = { PAPER_LETTER, .parts = { salutation, supplement, places } },
	[LETTER_SUPPLY_RECEIPT] = { PAPER_RECEIPT, .parts = { subject, supply_begin, supply_end } },
	[LETTER_SUPPLY_RECEIPT_ONLINE] = { PAPER_RECEIPT, .parts = { subject, supply_begin, supply_end } },
	[LETTER_REFUSAL] = { PAPER_LETTER, .parts = { salutation, refusal, remedies } },
	[LETTER_ACCEPTANCE] = { PAPER_LETTER, .parts = { salutation, acceptance, subject, acceptance_end } },
	[LETTER_GRANT] = { PAPER_LETTER, true, { salutation, grant } },
	[LETTER_DENIAL] = { PAPER_LETTER, true, { salutation, denial, remedies } },
	[LETTER_LICENCE] = { PAPER_LICENCE, .parts = { licence } },
	[LETTER_DELIVERY] = { PAPER_RECEIPT, .parts = { delivery } },
	[LETTER_WITHDRAWAL] = { PAPER_LETTER, .parts = { salutation, withdrawal } },
};

/* A text or a number among the facts as text; "" when there is none, or none of something (0 copies). */
static const char *fact(struct arena *a, const json_t *facts, const char *key)
{
	const json_t *v = json_object_get(facts, key);
	if (json_is_integer(v))
		return json_integer_value(v) ? arena_printf(a, "%lld", (long long)json_integer_value(v)) : "";
	const char *s = json_string_value(v);
	return str_blank(s) ? "" : s;
}

static bool has(struct arena *a, const json_t *facts, const char *key)
{
	return *fact(a, facts, key) || json_get_bool(facts, key) || json_array_size(json_object_get(facts, key)) > 0;
}

static bool holds(struct arena *a, const json_t *facts, const struct block *b)
{
	if (b->when && !(b->is ? str_eq(fact(a, facts, b->when), b->is) : has(a, facts, b->when)))
		return false;
	for (const char *p = b->unless; p; p = strchr(p, '|'), p = p ? p + 1 : NULL)
		if (has(a, facts, arena_strndup(a, p, strcspn(p, "|"))))
			return false;
	return true;
}

/* NULL when a fact is missing. */
static const char *filled(struct arena *a, const json_t *facts, const char *text)
{
	const char *done = "";
	for (;;) {
		size_t n = strcspn(text, "{");
		done = arena_printf(a, "%s%.*s", done, (int)n, text);
		text += n;
		if (!*text)
			return done;
		size_t key_bytes = strcspn(text, "}");
		const char *value = fact(a, facts, arena_strndup(a, text + 1, key_bytes - 1));
		if (!*value)
			return NULL;
		done = arena_printf(a, "%s%s", done, value);
		text += key_bytes + 1;
	}
}

static bool has_content(struct arena *a, const json_t *rows, const char *key)
{
	for (size_t i = 0; i < json_array_size(rows); i++)
		if (*fact(a, json_array_get(rows, i), key))
			return true;
	return false;
}

/* NULL when there are no rows, or nothing in them. */
static const struct paper_table *table_of(struct arena *a, const json_t *facts, const struct list *list)
{
	json_t *rows;
	size_t n_rows = json_get_array(facts, list->array, &rows), n = 0;
	const char **titles = arena_array(a, const char *, COLUMNS), *keys[COLUMNS];
	for (size_t i = 0; i < COLUMNS && list->columns[i].key; i++)
		if (has_content(a, rows, list->columns[i].key)) {
			titles[n] = list->columns[i].title;
			keys[n++] = list->columns[i].key;
		}
	if (n == 0)
		return NULL;
	const char **cells = arena_array(a, const char *, n * n_rows);
	for (size_t i = 0; i < n * n_rows; i++)
		cells[i] = fact(a, json_array_get(rows, i / n), keys[i % n]);
	struct paper_table *table = arena_new_of(a, struct paper_table);
	*table = (struct paper_table){ n, n_rows, titles, cells };
	return table;
}

/* ---- the blocks of one letter ---- */

struct filling {
	struct arena *mem;
	const json_t *facts;
	struct paper_block *blocks;
	size_t n;
};

static void drop_empty_heading(struct filling *f)
{
	if (f->n && f->blocks[f->n - 1].kind == PAPER_HEADING)
		f->n--;
}

/* Officials who decide in one sentence give it as the facts and as the reason. */
static bool is_said(const struct filling *f, const struct paper_block *block)
{
	for (size_t i = 0; i < f->n; i++)
		if (block->kind == PAPER_PARAGRAPH && str_eq(f->blocks[i].text, block->text))
			return true;
	return false;
}

static void add(struct filling *f, struct paper_block block)
{
	if (is_said(f, &block))
		return;
	if (block.kind == PAPER_HEADING)
		drop_empty_heading(f);
	if (f->n < MOST_BLOCKS)
		f->blocks[f->n++] = block;
}

static void add_fields(struct filling *f, const struct list *list)
{
	json_t *rows;
	size_t n = json_get_array(f->facts, list->array, &rows);
	for (size_t i = 0; i < n; i++) {
		const json_t *row = json_array_get(rows, i);
		const char *text = fact(f->mem, row, list->columns[1].key);
		if (*text)
			add(f, (struct paper_block){ PAPER_FIELD, .label = fact(f->mem, row, list->columns[0].key), .text = text });
	}
}

static void add_block(struct filling *f, const struct block *b)
{
	if (!holds(f->mem, f->facts, b))
		return;
	struct paper_block block = { b->kind, .label = b->label };
	if (b->kind == PAPER_TABLE) {
		block.table = table_of(f->mem, f->facts, b->list);
		if (block.table)
			add(f, block);
	} else if (b->list) {
		add_fields(f, b->list);
	} else {
		block.text = filled(f->mem, f->facts, b->text);
		if (block.text)
			add(f, block);
	}
}

static struct filling fill(struct arena *a, const struct template *template, const json_t *facts)
{
	struct filling f = { a, facts, arena_array(a, struct paper_block, MOST_BLOCKS), 0 };
	for (size_t i = 0; i < sizeof template->parts / sizeof *template->parts && template->parts[i]; i++)
		for (const struct block *b = template->parts[i]; b->kind != PAPER_BLOCK__MAX; b++)
			add_block(&f, b);
	drop_empty_heading(&f);
	return f;
}

const char *letters_title(struct arena *a, enum letter_kind kind, const json_t *facts)
{
	bool decision = kind == LETTER_GRANT || kind == LETTER_DENIAL;
	const char *own = kind == LETTER_LICENCE ? fact(a, facts, "title") : decision ? fact(a, facts, "decision_title") : "";
	return *own ? own : letter_kinds[kind].title;
}

const json_t *letters_facts(struct arena *a, const struct letter_row *l)
{
	json_t *facts = json_parse(a, l->facts), *late = str_blank(l->late) ? NULL : json_parse(a, l->late);
	if (!json_is_object(facts))
		return NULL;
	if (late)
		json_object_update(facts, late);
	const char *start = json_get_text(facts, "qr_start");
	if (*start)
		json_object_set_new(facts, "qr", json_string(arena_printf(a, "%s%s", start, json_get_text(facts, "case_number"))));
	return facts;
}

const struct paper *letters_paper(struct arena *a, const struct letter_row *l)
{
	const json_t *facts = letters_facts(a, l);
	if (!facts)
		return NULL;
	enum letter_kind kind = letters_kind_by_word(l->kind);
	const struct template *template = &templates[kind];
	bool is_licence = template->paper == PAPER_LICENCE;
	struct filling f = fill(a, template, facts);
	struct paper *p = arena_new_of(a, struct paper);
	*p = (struct paper){
		.kind = template->paper, .title = letters_title(a, kind, facts), .agency = fact(a, facts, "agency"),
		.red_head = template->red_head, .number = is_licence ? filled(a, facts, "编号：{licence_number}") : l->number,
		.blocks = f.blocks, .n_blocks = f.n, .valid = is_licence ? fact(a, facts, "valid") : NULL,
		.date = fact(a, facts, "date"), .seal_agency = fact(a, facts, "agency"), .seal_inner = "行政审批专用章",
		.qr = fact(a, facts, "qr"), .qr_caption = is_licence ? "核验这份证照" : "查询办理进度",
		.handler = fact(a, facts, "handler"), .consult_phone = fact(a, facts, "consult_phone"),
		.complaint_phone = fact(a, facts, "complain_phone"), .copy_mark = json_get_bool(facts, "demo") ? "演示" : NULL,
		.subject = fact(a, facts, "item_name"), .case_number = fact(a, facts, "case_number"), .made_at = l->issued_at,
	};
	return p;
}

size_t letters_groups(struct arena *a, const struct paper *p, struct letters_group **out)
{
	size_t n = 0;
	*out = arena_array(a, struct letters_group, p->n_blocks);
	for (size_t i = 0; i < p->n_blocks; i++) {
		const struct paper_block *b = &p->blocks[i];
		if (b->kind == PAPER_FIELD && str_blank(b->text))
			continue; /* room for a signature: there is nothing to read */
		struct letters_group *last = n ? &(*out)[n - 1] : NULL;
		if (last && last->kind == b->kind && last->blocks + last->n == b)
			last->n++;
		else
			(*out)[n++] = (struct letters_group){ b->kind, b, 1 };
	}
	return n;
}

const char *const *letters_cells(const struct paper_table *t, size_t i)
{
	return t->cells + i * t->n_columns;
}
