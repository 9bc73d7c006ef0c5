/* What people bring along: random, and such that it is enough. */
#include "simulate/simulate_private.h"
#include "base/str.h"
#include "calendar/calendar_room.h"

/* --- materials --- */

static bool is_looked_at(const struct material_row *m)
{
	return !str_eq(m->source, "none") && !str_eq(m->source, "license") && !str_eq(m->source, "noneed");
}

static enum err give_opinions(struct tx *t, int64_t case_id, const struct who *who, const char *opinion)
{
	struct material_row *m;
	size_t n = material_list(t, case_id, &m);
	enum err e = OK;
	for (size_t i = 0; i < n && !e; i++)
		if (is_looked_at(&m[i]))
			e = case_opinion(t, who, case_id, m[i].no, opinion, str_eq(opinion, "bad") ? "看不清楚，请重新提供。" : "");
	return e;
}

/* A material holds ten files at the most: the oldest makes room. */
static enum err make_room(struct tx *t, int64_t case_id, int64_t material, const struct who *who)
{
	enum { KEPT = 3 };
	struct case_file_row *files;
	int64_t oldest = 0;
	size_t n = case_files(t, case_id, &files), held = 0;
	for (size_t i = 0; i < n; i++)
		if (files[i].material == material && held++ == 0)
			oldest = files[i].id;
	return held > KEPT ? case_file_drop(t, who, case_id, oldest) : OK;
}

static enum err upload(struct world *w, struct tx *t, int64_t case_id, int64_t material, const struct who *who)
{
	int64_t id;
	const struct case_upload u = { .case_id = case_id, .material = material, .hash = w->file_hash, .name = "模拟材料.pdf",
				       .type = "application/pdf", .size_bytes = w->file_bytes };
	enum err e = make_room(t, case_id, material, who);
	return e ? e : case_file_put(t, who, &u, &id);
}

enum err fill_materials(struct world *w, struct tx *t, int64_t case_id, const struct who *who, bool only_bad)
{
	struct material_row *m;
	size_t n = material_list(t, case_id, &m);
	enum err e = OK;
	for (size_t i = 0; i < n && !e; i++) {
		if (only_bad ? !str_eq(m[i].opinion, "bad") : !str_eq(m[i].source, "none"))
			continue;
		if (str_eq(m[i].source, "form"))
			case_save_form(t, case_id, "{}");
		else if (who->kind == WHO_STAFF)
			e = case_material_paper(t, who, case_id, m[i].no, "paper", 1, 1);
		else
			e = upload(w, t, case_id, m[i].no, who);
	}
	return e ? e : t->failed;
}

/* --- details of single actions --- */

static void fill_special(struct world *w, struct tx *t, const struct case_row *c, struct case_act *a)
{
	enum { SPECIALS = 9, NOTICE_DAYS = 7 };
	bool hearing = str_eq(c->hearing, "asked") && dice_hits(&w->dice, 900);
	a->special = hearing ? "hearing" : specials[dice_below(&w->dice, SPECIALS)].word;
	a->amount = dice_between(&w->dice, 1, 20);
	a->unit = dice_hits(&w->dice, 500) ? CLOCK_WORKING_DAY : CLOCK_NATURAL_DAY;
	a->organiser = "模拟评审中心";
	a->approver = "模拟负责人";
	int64_t day = calendar_add_working(calendar_of(t), w->today, dice_between(&w->dice, NOTICE_DAYS, NOTICE_DAYS + 3));
	a->hearing_at = arena_printf(t->mem, "%s 09:30", day_iso(t->mem, day));
	a->place = "模拟会议室";
}

static const struct person *somebody_with(struct world *w, unsigned role, int64_t organisation)
{
	const struct person *found = NULL;
	int64_t n = 0;
	for (size_t i = 0; i < w->n_people; i++)
		for (size_t g = 0; g < w->people[i].who.n_grants; g++) {
			const struct grant *grant = &w->people[i].who.grants[g];
			bool holds = grant->role == role && grant->organisation == organisation && !grant->instead_of;
			if (holds && dice_below(&w->dice, ++n) == 0)
				found = &w->people[i];
		}
	return found;
}

/* Other departments mostly, now and then a colleague or a person by name. */
static struct ask_member one_member(struct world *w, const struct case_row *c, int64_t nth)
{
	static const unsigned asked[] = { ROLE_HANDLE, ROLE_CHECK, ROLE_APPROVE };
	unsigned role = asked[dice_below(&w->dice, sizeof asked / sizeof *asked)];
	struct ask_member m = { .organisation = w->organisations[nth % ORGANISATIONS], .role = role_by_bit(role)->word,
				.days = dice_between(&w->dice, 1, 4) };
	if (m.organisation == c->organisation || dice_hits(&w->dice, 200))
		m.staff = somebody_with(w, role, m.organisation)->id;
	return m;
}

static void fill_ask(struct world *w, struct tx *t, const struct case_row *c, const struct body *b, struct case_act *a)
{
	static const char *const rules[] = { "all", "any", "veto" };
	int64_t first = dice_below(&w->dice, ORGANISATIONS);
	struct ask_member *members = arena_array(t->mem, struct ask_member, ORGANISATIONS);
	a->n_members = (size_t)dice_between(&w->dice, 1, ORGANISATIONS);
	for (size_t i = 0; i < a->n_members; i++)
		members[i] = one_member(w, c, first + (int64_t)i);
	a->members = members;
	a->rule = b->joint.set ? b->joint.rule : rules[dice_below(&w->dice, 3)];
	a->silence_agrees = b->joint.set ? b->joint.silence : dice_hits(&w->dice, 500);
}

/* A colleague who holds a role that has the case now; the head may hand over what others have. */
static bool fill_colleague(struct world *w, const struct case_row *c, const struct body *b, const struct who *who, struct case_act *a)
{
	unsigned duty = flow_duty(c, b);
	bool head = who_has(who, ROLE_HEAD, c->organisation);
	for (const struct role *r = roles; r->bit; r++) {
		if (!(duty & r->bit) || (!head && !who_has(who, r->bit, c->organisation)))
			continue;
		a->staff = somebody_with(w, r->bit, c->organisation)->id;
		return true;
	}
	return false;
}

static enum letter_kind some_letter(struct world *w)
{
	enum letter_kind kind;
	do
		kind = (enum letter_kind)dice_between(&w->dice, LETTER_NONE + 1, LETTER__MAX - 1);
	while (!letter_kinds[kind].by_hand);
	return kind;
}

static void fill_decision(struct world *w, struct tx *t, const struct case_row *c, const struct body *b, struct case_act *a)
{
	static const char *const refusals[] = { "a", "b", "c" }, *const answers[] = { "agree", "agree", "conditions", "object" };
	struct dice *d = &w->dice;
	switch (a->action) {
	case ACT_REFUSE: a->refusal_kind = refusals[dice_below(d, 3)]; break;
	case ACT_DELIVER: a->method = b->delivery[dice_below(d, (int64_t)b->n_delivery)]; break;
	case ACT_ANSWER: a->answer = answers[dice_below(d, 4)]; break;
	case ACT_BEGIN_SPECIAL: fill_special(w, t, c, a); break;
	case ACT_ASK: fill_ask(w, t, c, b, a); break;
	case ACT_ASK_EXTENSION: case ACT_EXTEND: a->days = dice_between(d, 1, b->extension_days); break;
	case ACT_RETURN_STEP:
		a->step = dice_below(d, c->step);
		a->straight_back = dice_hits(d, 500);
		break;
	case ACT_WRITE:
		a->letter = some_letter(w);
		a->until_day = dice_hits(d, 500) ? w->today + 10 : 0;
		break;
	default: break;
	}
}

bool fill_act(struct world *w, struct tx *t, const struct case_row *c, const struct flow_row *row, const struct who *who,
	      struct case_act *out)
{
	const struct body *b = item_body(t, c->item, c->item_version);
	enum err e = OK;
	*out = (struct case_act){ .case_id = c->id, .action = row->action, .who = who, .seen = dice_hits(&w->dice, 500) ? c->events : -1,
				  .reason = "模拟的理由", .competent_agency = "模拟机关", .basis = "模拟的依据", .conditions = "",
				  .recipient = "本人", .declared = true };
	fill_decision(w, t, c, b, out);
	if (row->needs & NEED_OPINION_ALL)
		e = give_opinions(t, c->id, who, "good");
	if (row->needs & NEED_OPINION_BAD)
		e = give_opinions(t, c->id, who, "bad");
	if (row->action == ACT_RESUBMIT || row->action == ACT_SUPPLY)
		e = fill_materials(w, t, c->id, who, true);
	must(e == OK); /* whoever may take the row may also put in what it asks for */
	return row->action != ACT_HAND_OVER || fill_colleague(w, c, b, who, out);
}
