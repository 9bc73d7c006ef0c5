/* Plays cases through the past: each script is carried out by the people whose turn it is, through the same functions that
 * the pages use, with the clock set to working hours of past working days. No list of the demonstration is empty. */
#include "demo/demo_private.h"
#include "base/digest.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include <string.h>

enum { LONGEST_AGO = 60 };

/* Accounts by their place in people.c. */
enum { WANG, LIN, CHEN, HUANG, QINGCHUAN, YUELAI, QIMING, CANGJIANG, BAICAO };

struct play {
	int item, account, days_ago; /* days_ago: working days before today on which it begins */
	const char *script;          /* words below, and +N: N working days later */
};

/* draft half filled · submit · register (counter) · good/bad: opinions on the materials · mend: the applicant replaces
 * what was bad · refuse:KIND · deliver:METHOD · rate:LEVEL · all other words are actions of the table. */
static const struct play plays[] = {
	{ 1, QINGCHUAN, 1, "draft" },
	{ 18, HUANG, 2, "draft" },
	{ 7, YUELAI, 4, "draft" },
	{ 1, QINGCHUAN, 0, "submit" },
	{ 7, YUELAI, 1, "submit" },
	{ 42, QIMING, 1, "submit" },
	{ 14, WANG, 2, "submit" },
	{ 48, QINGCHUAN, 3, "submit" },
	{ 37, CANGJIANG, 4, "submit" },
	{ 1, YUELAI, 6, "submit +1 bad return" },
	{ 6, BAICAO, 5, "submit +1 bad return" },
	{ 40, QINGCHUAN, 4, "submit +1 bad return +1 mend resubmit" },
	{ 45, YUELAI, 12, "submit +2 reject" },
	{ 26, LIN, 20, "submit +1 reject" },
	{ 6, BAICAO, 6, "submit +1 good pass" },
	{ 13, QIMING, 9, "submit +2 good pass" },
	{ 7, QINGCHUAN, 3, "submit +1 good pass" },
	{ 54, LIN, 2, "submit +1 good pass" },
	{ 4, LIN, 5, "submit +1 good pass" },
	{ 53, WANG, 1, "register" },
	{ 11, CHEN, 1, "submit" },
	{ 1, QIMING, 10, "submit +1 good pass +1 bad require-supplement" },
	{ 36, CANGJIANG, 16, "submit +1 good pass +1 bad require-supplement" },
	{ 49, YUELAI, 11, "submit +1 good pass +1 bad require-supplement +3 mend supply" },
	{ 10, BAICAO, 15, "submit +1 good pass +1 receive +2 refuse:b" },
	{ 39, CANGJIANG, 22, "submit +1 good pass +2 refuse:a" },
	{ 1, BAICAO, 9, "submit +1 good pass +1 accept" },
	{ 7, QIMING, 9, "submit +1 good pass +1 accept +1 advance" },
	{ 42, QIMING, 14, "submit +1 good pass +1 accept +2 advance +2 advance" },
	{ 25, CANGJIANG, 7, "submit +1 good pass +1 accept +1 advance" },
	{ 28, CANGJIANG, 18, "submit +2 good pass +1 accept +3 advance +2 return-step" },
	{ 16, WANG, 21, "submit +1 good pass +2 accept +4 advance +3 advance" },
	{ 41, CANGJIANG, 13, "submit +1 good pass +1 accept" },
	{ 57, CHEN, 5, "submit +1 good pass +1 accept +1 withdraw" },
	{ 1, QINGCHUAN, 16, "submit +1 good pass +1 accept +2 advance +2 advance +2 grant" },
	{ 5, CANGJIANG, 10, "submit +1 good pass +1 accept +1 advance +1 advance +1 grant" },
	{ 48, BAICAO, 9, "submit +1 good pass +1 accept +1 advance +1 advance +1 grant" },
	{ 40, YUELAI, 17, "submit +1 good pass +1 accept +2 advance +1 advance +1 deny" },
	{ 46, QIMING, 24, "submit +1 good pass +2 receive +1 accept +5 advance +3 advance +2 deny" },
	{ 18, HUANG, 12, "submit +1 good pass +1 accept +1 advance +1 advance +1 grant +1 make" },
	{ 7, YUELAI, 15, "submit +1 good pass +1 accept +2 advance +2 advance +1 grant +1 make" },
	{ 35, CANGJIANG, 8, "submit +1 good pass +1 accept +1 advance +1 advance +1 grant +1 make" },
	{ 1, YUELAI, 40, "submit +1 good pass +1 accept +2 advance +2 advance +1 grant +1 make +2 deliver:window +1 rate:1" },
	{ 48, QINGCHUAN, 30, "submit +1 good pass +1 accept +1 advance +1 advance +1 grant +1 make +2 deliver:post +2 rate:2" },
	{ 18, HUANG, 35, "submit +1 good pass +1 accept +1 advance +1 advance +1 grant +1 make +1 deliver:window +1 rate:1" },
	{ 44, LIN, 14, "submit decide-now +1 deliver:electronic rate:1" },
	{ 11, CHEN, 22, "submit +1 decide-now +2 deliver:post" },
	{ 30, QINGCHUAN, 11, "submit decide-now deliver:electronic +1 rate:3" },
	{ 29, CANGJIANG, 6, "submit decide-now deliver:electronic" },
	{ 56, HUANG, 28, "submit +1 good pass +1 accept +2 advance +2 advance +1 grant +1 deliver:electronic" },
	{ 54, WANG, 26, "submit +1 good pass accept +1 advance +1 advance grant +1 make deliver:window +1 rate:2" },
	{ 43, QIMING, 33, "submit +1 good pass +1 accept +2 advance +1 advance +1 deny +1 deliver:post +2 rate:4" },
	{ 14, LIN, 9, "submit +1 withdraw" },
	{ 47, QINGCHUAN, 13, "submit +1 good pass +1 withdraw" },
};

/* One case while it is played. */
struct playing {
	struct demo *d;
	const struct play *p;
	size_t organisation;
	int64_t day, case_id;
	int hour, minute;
	const char *word, *argument;
};

static const char *sample_answer(struct arena *a, const struct item_field *f, int64_t today)
{
	static const struct { const char *in, *words; } hints[] = {
		{ "地址", "厦门市海沧区沧虹路 95 号 101 室（演示）" }, { "场所", "厦门市海沧区沧虹路 95 号 101 室（演示）" },
		{ "地点", "厦门市海沧区沧虹路 95 号（演示）" }, { "面积", "120" }, { "名称", "晴川小馆（演示）" }, { "姓名", "王晓岚" },
		{ "人数", "8" }, { "电话", "0592-6000000" }, { "项目代码", "2306-350205-06-01-114548" },
	};
	switch (f->field.kind) {
	case FIELD_NUMBER: case FIELD_MONEY: return arena_printf(a, "%lld", (long long)(f->field.min > 12 ? f->field.min : f->field.max && f->field.max < 12 ? f->field.max : 12));
	case FIELD_DECIMAL: return "8.5";
	case FIELD_DATE: return day_iso(a, today + 30);
	case FIELD_CHOICE: return f->field.choices[0].word;
	case FIELD_CHECK: return "1";
	case FIELD_PHONE: return "13900000001";
	case FIELD_ID: return "350205199003070017";
	case FIELD_USCC: return "91350205MA0000015J";
	case FIELD_EMAIL: return "demo@example.com";
	case FIELD_POSTCODE: return "361026";
	default: break;
	}
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (strstr(f->field.label, hints[i].in))
			return hints[i].words;
	return "演示内容，按实际情况填写即可";
}

static const char *sample_form(struct tx *t, const struct body *b)
{
	struct item_field *fields;
	struct out o;
	size_t n = item_form(t->mem, b, &fields);
	out_init(&o, t->mem, KB(64));
	struct json_out j = json_begin(&o);
	json_open(&j, '{');
	for (size_t i = 0; i < n; i++)
		json_member_text(&j, fields[i].field.name, sample_answer(t->mem, &fields[i], day_of_ms(t->now, DAY_ZONE_CHINA)));
	json_close(&j, '}');
	const char *text = arena_strdup(t->mem, out_str(&o));
	out_release(&o);
	return text;
}

static enum err put_file(struct tx *t, struct playing *y, const struct who *who, int64_t material, const char *name)
{
	int64_t id;
	const struct case_upload u = { .case_id = y->case_id, .material = material, .hash = y->d->file_hash,
				       .name = arena_printf(t->mem, "%s（演示）.pdf", name), .type = "application/pdf", .size_bytes = y->d->file_bytes };
	return case_file_put(t, who, &u, &id);
}

/* Files for what is still missing, or for what was found bad. */
static enum err put_files(struct tx *t, struct playing *y, const struct who *who, const char *opinion, size_t most)
{
	struct material_row *m;
	size_t n = material_list(t, y->case_id, &m);
	enum err e = OK;
	for (size_t i = 0; i < n && most && !e; i++) {
		bool wanted = *opinion ? str_eq(m[i].opinion, opinion) : str_eq(m[i].source, "none");
		if (!wanted)
			continue;
		if (str_eq(m[i].source, "form"))
			material_set_source(t, y->case_id, m[i].no, "form", 0, 0);
		else
			e = put_file(t, y, who, m[i].no, m[i].name);
		most--;
	}
	return e;
}

static enum err begin(struct tx *t, struct playing *y, const struct who *who, const char *channel, size_t files)
{
	struct demo *d = y->d;
	struct item item;
	struct account account;
	must(item_by_id(t, d->items[y->p->item], &item) && account_load(t, d->site->secret, d->accounts[y->p->account], &account));
	struct body *b = item_body(t, item.id, item.version);
	bool counter = str_eq(channel, "counter");
	struct draft_new n = {
		.item = &item, .body = b, .mode = counter ? NULL : item_online_mode(b), .account = account.id, .applicant = account.name,
		.applicant_kind = account.company ? "company" : "person", .certificate = account.certificate,
		.contact = account.contact_name, .phone = account.phone, .channel = channel, .once = random_hex(t->mem, 16),
	};
	enum err e = case_draft(t, d->site, &n, &y->case_id);
	if (e)
		return e;
	case_save_form(t, y->case_id, sample_form(t, b));
	if (files > 1)
		case_save_delivery(t, y->case_id, "{\"method\":\"window\"}");
	if (!counter)
		return put_files(t, y, who, "", files);
	for (size_t i = 0; i < b->n_materials && !e; i++)
		e = case_material_paper(t, who, y->case_id, b->materials[i].no, *b->materials[i].licence ? "license" : "paper", 1, 1);
	return e;
}

static enum err set_opinions(struct tx *t, struct playing *y, const struct who *who, bool all_good)
{
	struct material_row *m;
	size_t n = material_list(t, y->case_id, &m);
	bool found = all_good;
	enum err e = OK;
	for (size_t i = 0; i < n && !e; i++) {
		if (str_eq(m[i].source, "none") || str_eq(m[i].source, "license") || str_eq(m[i].source, "noneed"))
			continue;
		bool bad = !found && (str_eq(m[i].source, "upload") || i + 1 == n);
		e = case_opinion(t, who, y->case_id, m[i].no, bad ? "bad" : "good",
				 bad ? "扫描件不清楚，第 2 页缺少盖章，请重新上传完整、清晰的版本。" : "");
		found |= bad;
	}
	return e;
}

static const char *reason_for(enum case_action a)
{
	switch (a) {
	case ACT_REJECT: return "所申请的场所不在本区范围内，请向场所所在地的机关申请。";
	case ACT_REFUSE: return "经核对，申请事项不符合本机关受理的情形。";
	case ACT_ADVANCE: return "材料齐全，符合条件，建议准予。";
	case ACT_RETURN_STEP: return "现场情况说明不够具体，请补充后再送。";
	case ACT_GRANT: return "经审查，申请符合法定条件、标准。";
	case ACT_DENY: return "经现场核查，设置位置影响消防通道，不符合设置条件。";
	case ACT_WITHDRAW: return "计划有变，暂不办理。";
	default: return "";
	}
}

static int64_t staff_for(struct tx *t, struct playing *y, enum case_action a)
{
	struct demo *d = y->d;
	struct case_row c;
	if (a == ACT_REGISTER || a == ACT_RECEIVE || a == ACT_MAKE || a == ACT_DELIVER)
		return d->window;
	if (a == ACT_ADVANCE || a == ACT_RETURN_STEP || a == ACT_GRANT || a == ACT_DENY) {
		must(case_by_id(t, y->case_id, &c));
		return c.step == 1 ? d->handlers[y->organisation] : c.step == 2 ? d->checkers[y->organisation] : d->approvers[y->organisation];
	}
	return d->handlers[y->organisation];
}

static enum err act(struct tx *t, struct playing *y, enum case_action action)
{
	struct demo *d = y->d;
	struct who who = { 0 };
	struct case_row c;
	bool applicant = action == ACT_SUBMIT || action == ACT_RESUBMIT || action == ACT_SUPPLY || action == ACT_WITHDRAW;
	if (applicant)
		must(identity_load_who(t, WHO_ACCOUNT, d->accounts[y->p->account], &who));
	else
		must(identity_load_who(t, WHO_STAFF, staff_for(t, y, action), &who));
	const struct case_act a = {
		.case_id = y->case_id, .action = action, .who = &who, .seen = -1, .reason = reason_for(action),
		.refusal_kind = action == ACT_REFUSE ? y->argument : "", .competent_agency = "厦门市卫生健康委员会（演示）",
		.basis = action == ACT_DENY ? "《福建省城市市容和环境卫生管理办法》（演示引用）" : "", .conditions = "",
		.method = action == ACT_DELIVER ? y->argument : "", .recipient = "申请人本人", .declared = true,
	};
	return case_act(t, d->site, &a, &c);
}

static enum err step(struct tx *t, void *arg)
{
	struct playing *y = arg;
	struct demo *d = y->d;
	struct who who = { 0 };
	enum case_action action;
	bool official = str_eq(y->word, "register") || str_eq(y->word, "good") || str_eq(y->word, "bad");
	int64_t id = str_eq(y->word, "register") ? d->window : official ? d->handlers[y->organisation] : d->accounts[y->p->account];
	must(identity_load_who(t, official ? WHO_STAFF : WHO_ACCOUNT, id, &who));
	if (str_eq(y->word, "draft"))
		return begin(t, y, &who, "web", 1);
	if (str_eq(y->word, "good") || str_eq(y->word, "bad"))
		return set_opinions(t, y, &who, str_eq(y->word, "good"));
	if (str_eq(y->word, "mend"))
		return put_files(t, y, &who, "bad", SIZE_MAX);
	if (str_eq(y->word, "rate")) {
		case_set_rating(t, y->case_id, y->argument[0] - '0', "");
		return t->failed;
	}
	must(action_by_word(y->word, &action));
	enum err e = OK;
	if (!y->case_id)
		e = begin(t, y, &who, action == ACT_REGISTER ? "counter" : "web", SIZE_MAX);
	return e ? e : act(t, y, action);
}

/* The next word at the next moment: within one day each step is forty minutes later. */
static void advance_clock(struct playing *y, const struct calendar *cal, const char *word)
{
	int64_t n;
	if (word[0] == '+' && num_parse(word + 1, 0, 100, &n)) {
		y->day = calendar_add_working(cal, y->day, n);
		y->hour = 9 + y->p->item % 3;
		y->minute = (y->p->item * 7) % 60;
		return;
	}
	y->minute += 40;
	y->hour += y->minute / 60;
	y->minute %= 60;
	demo_set_now(ms_of_day(y->day, DAY_ZONE_CHINA) + ((int64_t)y->hour * 60 + y->minute) * 60000);
}

static enum err play(struct demo *d, const struct play *p, const struct calendar *cal, int64_t today)
{
	struct playing y = { .d = d, .p = p, .day = calendar_add_working(cal, today - 1, 0), .hour = 8 + p->account % 3, .minute = (p->item * 11) % 60 };
	while (!calendar_is_working(cal, y.day) || calendar_working_between(cal, y.day, today - 1) < p->days_ago)
		y.day--;
	char *script = arena_strdup(d->mem, p->script), *save = NULL;
	struct item item;
	struct tx *t = store_read(d->site->store, d->mem, d->fault);
	must(item_by_id(t, d->items[p->item], &item));
	store_read_done(t);
	while (d->organisations[y.organisation] != item.organisation)
		y.organisation++;
	for (char *word = strtok_r(script, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		char *colon = strchr(word, ':');
		if (colon)
			*colon = '\0';
		y.word = word;
		y.argument = colon ? colon + 1 : "";
		advance_clock(&y, cal, word);
		enum err e = word[0] == '+' ? OK : store_write(d->site->store, d->mem, d->fault, step, &y);
		if (e)
			return fault_set(d->fault, e, "", "demo: item %d '%s' at '%s': %s", p->item, p->script, word,
					 arena_strdup(d->mem, d->fault->words));
	}
	return OK;
}

enum err demo_play(struct demo *d)
{
	struct tx *t = store_read(d->site->store, d->mem, d->fault);
	const struct calendar *cal = calendar_of(t);
	int64_t today = day_of_ms(t->now, DAY_ZONE_CHINA);
	store_read_done(t);
	enum err e = cal ? OK : d->fault->code;
	/* the oldest first, so that ids and numbers ascend with time */
	for (int ago = LONGEST_AGO; ago >= 0 && !e; ago--)
		for (size_t i = 0; i < sizeof plays / sizeof *plays && !e; i++)
			if (plays[i].days_ago == ago)
				e = play(d, &plays[i], cal, today);
	return e;
}
