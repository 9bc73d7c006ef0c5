/* Plays cases through the past: each script is carried out by the people whose turn it is, through the same functions that
 * the pages use, with the clock set to working hours of past working days; in the end whatever is due today falls due. */
#include "demo/demo_private.h"
#include "base/digest.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "jobs/jobs.h"
#include <string.h>

enum { EXTENSION_DAYS = 5, HEARING_NOTICE_DAYS = 8 };

/* One case while it is played. */
struct playing {
	struct demo *d;
	const struct demo_case *p;
	size_t organisation;
	int64_t day, case_id;
	int hour, minute;
	const char *word, *argument;
};

static const char *sample_text(const struct form_field *f)
{
	static const struct { const char *in, *words; } hints[] = {
		{ "地址", "厦门市海沧区沧虹路 95 号 101 室（演示）" }, { "场所", "厦门市海沧区沧虹路 95 号 101 室（演示）" },
		{ "地点", "厦门市海沧区沧虹路 95 号（演示）" }, { "面积", "120" }, { "名称", "晴川小馆（演示）" }, { "姓名", "王晓岚" },
		{ "人数", "8" }, { "电话", "0592-6000000" }, { "项目代码", "2306-350205-06-01-114548" },
	};
	static const struct { const char *kind, *words; } kinds[] = {
		{ "month", "2026-10" }, { "time", "09:00" }, { "tel", "0592-6000000" }, { "bank_card", "6222020000000000018" },
		{ "plate", "闽D12345" }, { "url", "https://shop.example.com" }, { "email", "demo@example.com" }, { "postcode", "361026" },
		{ "phone", "13900000001" }, { "id", "350205199003070017" }, { "uscc", "91350205MA0000015J" }, { "decimal", "8.5" }, { "check", "1" },
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(f->kind->word, kinds[i].kind))
			return kinds[i].words;
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (strstr(f->field.label, hints[i].in))
			return hints[i].words;
	return "演示内容，按实际情况填写即可";
}

static json_t *sample_parts(struct arena *a, const struct form_field *f, int64_t today, const char *signer)
{
	const char *kind = f->kind->word;
	if (str_eq(kind, "range"))
		return json_pack("{ssss}", "from", day_iso(a, today + 30), "to", day_iso(a, today + 60));
	if (str_eq(kind, "certificate"))
		return json_pack("{ssss}", "kind", "111", "number", "350205199003070017");
	if (str_eq(kind, "place"))
		return json_pack("{ssssss}", "region", f->field.choices[0].word, "village", "沧虹社区", "detail", "沧虹路 95 号 101 室（演示）");
	return json_pack("{ssssss}", "name", signer, "agree", "1", "at", "2026-11-02 09:30");
}

static json_t *sample_answer(struct arena *a, const struct form_field *f, int64_t today, const char *signer)
{
	if (f->kind->shape == SHAPE_PARTS)
		return sample_parts(a, f, today, signer);
	if (f->kind->shape == SHAPE_LIST)
		return json_pack("[s]", f->field.choices[0].word);
	switch (f->field.kind) {
	case FIELD_NUMBER: case FIELD_MONEY:
		return json_string(arena_printf(a, "%lld", (long long)(f->field.min > 12 ? f->field.min : f->field.max && f->field.max < 12 ? f->field.max : 12)));
	case FIELD_DECIMAL: return json_string("8.5");
	case FIELD_DATE: return json_string(day_iso(a, today + 30));
	case FIELD_CHOICE: return json_string(f->field.choices[0].word);
	default: return json_string(sample_text(f));
	}
}

/* One row of each group that repeats. */
static const char *sample_form(struct tx *t, const struct body *b, const char *signer)
{
	const struct form *f = forms_of_item(t->mem, t, b->json);
	json_t *all = json_object();
	for (size_t i = 0; i < f->n_groups; i++) {
		const struct form_group *g = &f->groups[i];
		json_t *in = *g->name ? json_object() : all;
		for (size_t k = 0; k < g->n; k++)
			if (f->fields[g->first + k].kind->shape != SHAPE_NONE && !f->fields[g->first + k].computed)
				json_object_set_new(in, f->fields[g->first + k].field.name, sample_answer(t->mem, &f->fields[g->first + k], f->today, signer));
		if (*g->name)
			json_object_set_new(all, g->name, json_pack("[o]", in));
	}
	const char *text = json_print(t->mem, all);
	json_decref(all);
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
	case_save_form(t, y->case_id, sample_form(t, b, account.company ? account.contact_name : account.name));
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

static const char *const reasons[ACT__MAX] = {
	[ACT_REJECT] = "所申请的场所不在本区范围内，请向场所所在地的机关申请。",
	[ACT_REFUSE] = "经核对，申请事项不符合本机关受理的情形。",
	[ACT_ADVANCE] = "材料齐全，符合条件，建议准予。",
	[ACT_RETURN_STEP] = "现场情况说明不够具体，请补充后再送。",
	[ACT_GRANT] = "经审查，申请符合法定条件、标准。",
	[ACT_DENY] = "经现场核查，设置位置影响消防通道，不符合设置条件。",
	[ACT_WITHDRAW] = "计划有变，暂不办理。",
	[ACT_LAPSE] = "补正期限届满，没有收到补正材料。",
	[ACT_BEGIN_SPECIAL] = "技术报告要请专家评审后才能作出决定。",
	[ACT_END_SPECIAL] = "评审已完成，意见为“修改后通过”，修改稿已收到。",
	[ACT_ASK_EXTENSION] = "现场有两处要复测，原定期限内来不及完成。",
	[ACT_EXTEND] = "现场有两处要复测，原定期限内来不及完成。",
	[ACT_TELL_HEARING] = "经核查，场所与学校的距离不足 200 米，拟作出不予许可的决定。",
	[ACT_ASK] = "请就所附材料中与贵单位职责有关的内容提出意见。",
	[ACT_ANSWER] = "已核对现场，意见如上。",
	[ACT_SETTLE] = "各方意见一致，没有需要修改的内容。",
	[ACT_HAND_OVER] = "场所在本人负责的片区之外。",
	[ACT_VOID] = "与另一件重复登记，经核对作废，申请人已知悉。",
};

static const char *const bases[ACT__MAX] = {
	[ACT_DENY] = "《福建省城市市容和环境卫生管理办法》（演示引用）",
	[ACT_BEGIN_SPECIAL] = "《中华人民共和国行政许可法》第四十五条",
	[ACT_TELL_HEARING] = "《娱乐场所管理条例》第七条、第十条",
};

/* ask:WORD — whom, by which rule. A code of "" is the case's own organisation. */
static const struct asking {
	const char *word, *rule;
	bool silence;
	struct { const char *code, *role; int64_t days; } members[3];
} askings[] = {
	{ "joint", "all", true, { { "14", "handle", 3 }, { "10", "handle", 3 } } },
	{ "sites", "veto", false, { { "07", "handle", 3 }, { "09", "handle", 2 } } },
	{ "colleagues", "any", false, { { "", "check", 2 }, { "", "approve", 2 } } },
};

static void fill_asking(struct tx *t, struct playing *y, struct case_act *a)
{
	const struct asking *k = askings;
	while (!str_eq(k->word, y->argument))
		must(++k < askings + sizeof askings / sizeof *askings);
	struct ask_member *all = arena_array(t->mem, struct ask_member, sizeof k->members / sizeof *k->members);
	size_t n = 0;
	for (; n < sizeof k->members / sizeof *k->members && k->members[n].role; n++) {
		size_t at = *k->members[n].code ? demo_organisation_at(y->d, k->members[n].code) : y->organisation;
		all[n] = (struct ask_member){ y->d->organisations[at], k->members[n].role, 0, k->members[n].days };
	}
	a->members = all;
	a->n_members = n;
	a->rule = k->rule;
	a->silence_agrees = k->silence;
}

/* begin-special:KIND */
static void fill_special(struct tx *t, struct playing *y, struct case_act *a)
{
	bool hearing = str_eq(y->argument, "hearing");
	a->special = y->argument;
	a->amount = hearing ? 12 : 10;
	a->unit = CLOCK_WORKING_DAY;
	a->organiser = hearing ? "本机关法制科（演示）" : "区行政审批技术评审中心（演示）";
	a->approver = "本机关负责人";
	if (!hearing)
		return;
	int64_t day = calendar_add_working(calendar_of(t), day_of_ms(t->now, DAY_ZONE_CHINA), HEARING_NOTICE_DAYS);
	a->reason = "申请人要求听证。";
	a->hearing_at = arena_printf(t->mem, "%s 09:30", day_iso(t->mem, day));
	a->place = "区行政服务中心 5 楼会议室（演示）";
}

/* answer:CODE/ANSWER; returns the organisation that answers. */
static size_t fill_answer(struct playing *y, struct case_act *a)
{
	const char *slash = strchr(y->argument, '/');
	must(slash);
	a->answer = slash + 1;
	return demo_organisation_at(y->d, arena_strndup(y->d->mem, y->argument, (size_t)(slash - y->argument)));
}

/* What the action needs beside its reason; returns the organisation whose people carry it out. */
static size_t fill_details(struct tx *t, struct playing *y, struct case_act *a)
{
	switch (a->action) {
	case ACT_REFUSE: a->refusal_kind = y->argument; break;
	case ACT_DELIVER: a->method = y->argument; break;
	case ACT_ASK_EXTENSION: case ACT_EXTEND: a->days = EXTENSION_DAYS; break;
	case ACT_BEGIN_SPECIAL: fill_special(t, y, a); break;
	case ACT_ASK: fill_asking(t, y, a); break;
	case ACT_ANSWER: return fill_answer(y, a);
	case ACT_HAND_OVER: a->staff = y->d->seconds[y->organisation]; break;
	default: break;
	}
	return y->organisation;
}

static int64_t staff_for(struct tx *t, struct playing *y, size_t organisation, enum case_action a)
{
	struct demo *d = y->d;
	struct case_row c;
	switch (a) {
	case ACT_REGISTER: case ACT_RECEIVE: case ACT_MAKE: case ACT_DELIVER: return d->window;
	case ACT_EXTEND: return d->approvers[organisation];
	case ACT_VOID: return d->admin;
	case ACT_ADVANCE: case ACT_RETURN_STEP: case ACT_GRANT: case ACT_DENY:
		must(case_by_id(t, y->case_id, &c));
		return c.step == 1 ? d->handlers[organisation] : c.step == 2 ? d->checkers[organisation] : d->approvers[organisation];
	default: return d->handlers[organisation];
	}
}

static bool is_applicants(enum case_action a)
{
	return a == ACT_SUBMIT || a == ACT_RESUBMIT || a == ACT_SUPPLY || a == ACT_WITHDRAW || a == ACT_ASK_HEARING;
}

static enum err act(struct tx *t, struct playing *y, enum case_action action)
{
	struct demo *d = y->d;
	struct who who = { 0 };
	struct case_row c;
	struct case_act a = {
		.case_id = y->case_id, .action = action, .who = &who, .seen = -1, .reason = str_or_empty(reasons[action]), .refusal_kind = "",
		.competent_agency = "厦门市卫生健康委员会（演示）", .basis = str_or_empty(bases[action]), .conditions = "", .method = "",
		.recipient = "申请人本人", .declared = true,
	};
	size_t organisation = fill_details(t, y, &a);
	if (is_applicants(action))
		must(identity_load_who(t, WHO_ACCOUNT, d->accounts[y->p->account], &who));
	else
		must(identity_load_who(t, WHO_STAFF, staff_for(t, y, organisation, action), &who));
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

/* The work of midnight, at the moment that the clock shows. */
static enum err fall_due(struct demo *d)
{
	const struct job_kind *k = cases_time_room.jobs;
	while (!str_eq(k->name, "deadlines"))
		must((++k)->name);
	return k->run(d->site, d->mem, d->fault, "");
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

static enum err play(struct demo *d, const struct demo_case *p, const struct calendar *cal, int64_t today)
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
		enum err e = word[0] == '+' ? OK : str_eq(word, "time") ? fall_due(d) : store_write(d->site->store, d->mem, d->fault, step, &y);
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
	int ago = 0;
	for (const struct demo_case *p = demo_cases; p->item; p++)
		ago = p->days_ago > ago ? p->days_ago : ago;
	/* the oldest first, so that ids and numbers ascend with time */
	for (; ago >= 0 && !e; ago--)
		for (const struct demo_case *p = demo_cases; p->item && !e; p++)
			if (p->days_ago == ago)
				e = play(d, p, cal, today);
	demo_set_now(0);
	return e ? e : fall_due(d);
}
