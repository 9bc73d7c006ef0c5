/* What an action must bring: checked before anything changes, and named to the person. */
#include "cases/act.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include <string.h>

static bool has_opinion_place(const struct material_row *m)
{
	return str_eq(m->source, "upload") || str_eq(m->source, "form") || str_eq(m->source, "paper") ||
	       str_eq(m->source, "electronicmaterial");
}

static enum err need_good_opinions(struct acting *x)
{
	const struct material_row *m = x->materials;
	for (size_t i = 0; i < x->n_materials; i++)
		if (has_opinion_place(&m[i]) && !str_eq(m[i].opinion, "good"))
			return fail(x->t, ERR_BAD_INPUT, "“%s”还没有“符合”的意见。全部材料都符合才能预审通过。", m[i].name);
	return OK;
}

static enum err need_bad_opinion(struct acting *x)
{
	for (size_t i = 0; i < x->n_materials; i++)
		if (str_eq(x->materials[i].opinion, "bad"))
			return OK;
	return fail(x->t, ERR_BAD_INPUT, "请先在材料旁选“不符合”并写明要改什么，申请人才知道怎么改。");
}

/* What was found wrong must have been replaced before it is handed in again. */
static enum err need_mended(struct acting *x)
{
	for (size_t i = 0; i < x->n_materials; i++)
		if (str_eq(x->materials[i].opinion, "bad"))
			return fail(x->t, ERR_BAD_INPUT, "“%s”还没有按意见修改。", x->materials[i].name);
	return OK;
}

static enum err need_materials(struct acting *x)
{
	struct draft_check c = case_draft_check(x->t, &x->was, x->body);
	if (!c.form)
		return fail(x->t, ERR_BAD_INPUT, "申请表还有 %zu 处没有填好。", c.form_missing);
	if (!c.materials)
		return fail(x->t, ERR_BAD_INPUT, "还有 %zu 份必需的材料没有提供。", c.materials_missing);
	if (!c.delivery)
		return fail(x->t, ERR_BAD_INPUT, "还没有选领取方式。");
	return need_mended(x);
}

static enum err need_refusal_kind(struct acting *x)
{
	const char *kind = str_or_empty(x->a->refusal_kind);
	if (!str_eq(kind, "a") && !str_eq(kind, "b") && !str_eq(kind, "c"))
		return fail_field(x->t, "refusal_kind", "请选择不予受理的情形");
	if (str_eq(kind, "b") && str_blank(x->a->competent_agency)) /* art. 32(2): tell which agency is competent */
		return fail_field(x->t, "competent_agency", "请写明应当向哪个机关申请");
	return OK;
}

/* Time does not do things before their time. */
static enum err need_over(struct acting *x)
{
	bool over = x->row->action == ACT_SILENCE ? ask_anyone_silent(x) : clocks_over(x, day_of_ms(x->t->now, DAY_ZONE_CHINA)) != NULL;
	return over ? OK : fail(x->t, ERR_CONFLICT, "期限还没有到。");
}

/* Art. 48(1): seven days' notice of time and place; counted in working days (art. 82). */
static enum err need_hearing(struct acting *x)
{
	enum { NOTICE_DAYS = 7 };
	const char *at = str_or_empty(x->a->hearing_at);
	int64_t day, today = day_of_ms(x->t->now, DAY_ZONE_CHINA);
	if (strlen(at) < 10 || !day_parse(arena_strndup(x->t->mem, at, 10), &day))
		return fail_field(x->t, "hearing_at", "请写明听证的日期和时间，例如 2026-11-30 09:30");
	if (day < calendar_add_working(x->calendar, today, NOTICE_DAYS))
		return fail_field(x->t, "hearing_at", "听证的时间、地点应当至少提前 7 个工作日通知");
	if (str_blank(x->a->place))
		return fail_field(x->t, "place", "请写明听证地点");
	return OK;
}

static enum err need_special(struct acting *x)
{
	enum { LONGEST_DAYS = 365 };
	const struct case_act *a = x->a;
	if (!*special_name(str_or_empty(a->special)))
		return fail_field(x->t, "special", "请选择特别程序的种类");
	if (a->amount < 1 || a->amount > LONGEST_DAYS)
		return fail_field(x->t, "amount", "请写明需要多少天，1 到 365");
	if (a->unit != CLOCK_WORKING_DAY && a->unit != CLOCK_NATURAL_DAY)
		return fail_field(x->t, "unit", "请选择工作日或自然日");
	if (str_blank(a->organiser))
		return fail_field(x->t, "organiser", "请写明由谁组织");
	if (str_blank(a->approver))
		return fail_field(x->t, "approver", "请写明批准人");
	return str_eq(a->special, "hearing") ? need_hearing(x) : OK;
}

static enum err need_days(struct acting *x)
{
	int64_t most = x->body->extension_days;
	if (x->a->days < 1 || x->a->days > most)
		return fail_field(x->t, "days", arena_printf(x->t->mem, "延长 1 到 %lld 个工作日（行政许可法第四十二条）", (long long)most));
	return OK;
}

static enum err need_answer(struct acting *x)
{
	const char *answer = str_or_empty(x->a->answer);
	if (!str_eq(answer, "agree") && !str_eq(answer, "conditions") && !str_eq(answer, "object"))
		return fail_field(x->t, "answer", "请选择同意、有条件同意或不同意");
	return OK;
}

/* Somebody who holds a role that has the case now; the head of the organisation may hand over what others have. */
static enum err need_staff(struct acting *x)
{
	unsigned hands = flow_hands(&x->was, x->body, x->a->who);
	for (const struct role *r = roles; r->bit; r++) {
		struct staff *able;
		if (!(hands & r->bit))
			continue;
		size_t n = staff_with_role(x->t, x->was.organisation, r->bit, &able);
		for (size_t i = 0; i < n; i++)
			if (able[i].id == x->a->staff) {
				x->to = able[i];
				x->to_role = r->bit;
				return OK;
			}
	}
	return fail_field(x->t, "staff", "请选择同一岗位的在岗人员");
}

static enum err need_step(struct acting *x)
{
	if (x->a->step < 0 || x->a->step >= x->was.step)
		return fail_field(x->t, "step", "只能退回到前面的环节");
	return OK;
}

static enum err need_letter(struct acting *x)
{
	enum letter_kind kind = x->a->letter;
	if (kind <= LETTER_NONE || kind >= LETTER__MAX || !letter_kinds[kind].by_hand)
		return fail_field(x->t, "letter", "请选择文书种类");
	return OK;
}

static enum err need_moved(struct acting *x)
{
	return clocks_would_move(x) ? OK : fail(x->t, ERR_CONFLICT, "这件事的期限没有变化。");
}

/* Texts that cannot be missing, with the words that ask for them. */
static enum err need_texts(struct acting *x)
{
	const struct case_act *a = x->a;
	const struct { unsigned need; const char *text, *field, *words; } texts[] = {
		{ NEED_REASON, a->reason, "reason", "请写明理由" },
		{ NEED_BASIS, a->basis, "basis", "请写明依据" }, /* art. 38: a refusal gives its reasons and basis */
		{ NEED_METHOD, a->method, "method", "请选择送达方式" },
		{ NEED_METHOD, a->recipient, "recipient", "请写明收件人" },
		{ NEED_LETTER, a->reason, "reason", "请写明文书的内容" },
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if ((x->row->needs & texts[i].need) && str_blank(texts[i].text))
			return fail_field(x->t, texts[i].field, "%s", texts[i].words);
	return OK;
}

enum err needs_check(struct acting *x)
{
	static const struct { unsigned need; enum err (*check)(struct acting *x); } checks[] = {
		{ NEED_OVER, need_over }, { NEED_MOVED, need_moved }, { NEED_REFUSAL_KIND, need_refusal_kind }, { NEED_SPECIAL, need_special },
		{ NEED_DAYS, need_days }, { NEED_MEMBERS, ask_check }, { NEED_ANSWER, need_answer }, { NEED_STAFF, need_staff },
		{ NEED_STEP, need_step }, { NEED_LETTER, need_letter }, { NEED_OPINION_ALL, need_good_opinions },
		{ NEED_OPINION_BAD, need_bad_opinion }, { NEED_MATERIALS, need_materials },
	};
	unsigned needs = x->row->needs;
	if ((needs & NEED_DECLARATION) && !x->a->declared)
		return fail_field(x->t, "declared", "请确认所填内容和材料真实");
	enum err e = need_texts(x);
	for (size_t i = 0; i < sizeof checks / sizeof *checks && !e; i++)
		if (needs & checks[i].need)
			e = checks[i].check(x);
	return e;
}
