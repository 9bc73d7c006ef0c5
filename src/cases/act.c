/* THE FUNCTION through which a case moves. */
#include "cases/act.h"
#include "base/check.h"
#include "base/digest.h"
#include "base/str.h"
#include "calendar/calendar_room.h"

struct actor actor_of(const struct who *w)
{
	return (struct actor){ w->kind, w->id, w->kind == WHO_STAFF ? w->organisation : 0, w->name };
}

bool case_visible(const struct case_row *c, const struct who *who)
{
	bool counter = str_eq(c->channel, "counter");
	/* a draft is nobody's business but of those who write it */
	if (str_eq(c->state, states[STATE_DRAFT].word) && counter != (who->kind == WHO_STAFF))
		return false;
	if (who->kind == WHO_ACCOUNT)
		return c->account == who->id;
	return who_has(who, ANY_ROLE, c->organisation);
}

/* The case number (办件编号): prefix, date, sequence of the day, check character (ISO 7064 MOD 37,36). */
static const char *new_number(struct acting *x)
{
	struct arena *a = x->t->mem;
	struct ymd d = day_to_ymd(x->today);
	const char *body = arena_printf(a, "%s%02d%02d%02d%06lld", setting_text(x->t, SETTING_NUMBER_PREFIX), d.year % 100, d.month,
					d.day, (long long)day_number(x->t, x->today));
	return arena_printf(a, "%s%c", body, check_case_digit(body));
}

/* Working days from submission to the end, for the figures; days on which the applicant had the case are not left out yet. */
static void count_concluded(struct acting *x)
{
	int64_t from = day_of_ms(x->now.submitted_at ? x->now.submitted_at : x->at, DAY_ZONE_CHINA);
	day_concluded(x->t, x->today, calendar_working_between(x->calendar, from, x->today));
}

/* Result codes of the city exchange (办结结果): 0 licence, 1 refused, 5 supplement never came, 6 concluded. */
static int64_t result_of(enum case_state to)
{
	switch (to) {
	case STATE_DENIED: case STATE_ACCEPTANCE_REFUSED: case STATE_PREREVIEW_FAILED: return 1;
	case STATE_VOID: return 2;
	case STATE_LAPSED: return 5;
	case STATE_WITHDRAWN: return 6;
	default: return 0;
	}
}

static void move(struct acting *x)
{
	struct case_row *n = &x->now;
	enum case_state from = x->row->from;
	enum case_state to = x->row->to == FLOW_STAY ? from : (enum case_state)x->row->to;
	n->state = states[to].word;
	n->events++;
	if (x->a->action == ACT_ADVANCE)
		n->step++;
	if (x->a->action == ACT_RETURN_STEP)
		n->step--;
	if (x->a->action == ACT_REQUIRE_SUPPLEMENT)
		n->rounds++;
	if (x->a->action == ACT_WITHDRAW && from == STATE_IN_REVIEW)
		n->withdrawal = "asked";
	if (from == STATE_DRAFT) {
		n->number = new_number(x);
		n->submitted_at = x->at;
	}
	if (to == STATE_IN_REVIEW && from != STATE_IN_REVIEW) {
		n->accepted_at = x->at;
		n->step = 1;
	}
	if (x->a->action == ACT_GRANT || x->a->action == ACT_DENY || x->a->action == ACT_DECIDE_NOW)
		n->decided_at = x->at;
	if (x->a->action == ACT_DECIDE_NOW)
		n->accepted_at = x->at;
	if (x->row->to != FLOW_STAY && to != STATE_CONCLUDED)
		n->result = result_of(to);
	if (states[to].end) {
		n->concluded_at = x->at;
		if (to == STATE_CONCLUDED)
			count_concluded(x);
	}
}

/* Who has the case now: one open row in the to-do lists for each role that may move it. */
static void hand_over(struct acting *x)
{
	enum case_state state = state_by_word(x->now.state);
	unsigned wanted = 0;
	for (size_t i = 0; i < n_flow; i++) {
		const struct flow_row *row = &flow[i];
		if (row->from != state || row->action == ACT_WITHDRAW || !flow_holds(row->when, &x->now, x->body))
			continue;
		wanted |= row->actors & ANY_ROLE;
		if (row->actors & ACTOR_STEP)
			wanted |= flow_step_role(&x->now, x->body);
	}
	if (state == STATE_GRANTED)
		wanted = ROLE_COUNTER; /* the handler may, the counter should */
	if (x->row->from != STATE_DRAFT) /* nobody had it before */
		tasks_close(x->t, x->now.id, x->a->who->kind == WHO_STAFF ? x->a->who->id : 0);
	if (state == STATE_SUPPLEMENT)
		return; /* the applicant has it; the counter sees it among the held ones */
	for (const struct role *r = roles; r->bit; r++)
		if (wanted & r->bit)
			task_open(x->t, store_new_id(x->t->store), x->now.id, x->now.organisation, r->word, x->now.due_day);
}

static bool issue_licence(struct acting *x)
{
	const struct body *b = x->body;
	const char *certificate = secret_unseal(x->site->secret, x->t->mem, x->now.certificate);
	struct licence_new l = {
		.item = x->now.item, .organisation = x->now.organisation, .case_id = x->now.id, .event = x->now.events,
		.account = x->now.account, .kind = b->result_name, .type_no = b->type_no, .mark = x->organisation.mark,
		.uscc = x->organisation.uscc, .agency = x->organisation.name, .holder = x->now.applicant,
		.holder_certificate = str_or_empty(certificate), .face = facts_face(x), .issued_day = x->today,
		.valid_years = b->valid_years, .facts = facts_whole(x, LETTER_LICENCE),
	};
	return licence_issue(x->t, x->site->secret, &l, &x->licence);
}

static void issue_letters(struct acting *x)
{
	for (int i = 0; i < LETTERS_A_ROW && x->row->letters[i] != LETTER_NONE; i++) {
		enum letter_kind kind = x->row->letters[i];
		if (kind == LETTER_LICENCE) {
			issue_licence(x);
			continue;
		}
		struct letter_new l = { .kind = kind, .case_id = x->now.id, .event = x->now.events, .organisation = x->now.organisation,
					.account = x->now.account, .mark = x->organisation.mark, .sealed = x->sealed[i],
					.late = facts_late(x) };
		letter_issue(x->t, &l);
	}
}

static enum err save(struct acting *x)
{
	const struct case_row *n = &x->now;
	int64_t moved = case_move(x->t, n->id, x->was.events, n->number, n->state, n->step, n->rounds, n->events, n->head, n->result,
				  n->due_day, n->submitted_at, n->accepted_at, n->decided_at, n->concluded_at, n->withdrawal);
	return x->t->failed ? x->t->failed : moved == 1 ? OK : plan_moved_on(x);
}

/* Prepared on a snapshot, and nothing has changed since: events and everything beside them are as they were. */
static bool holds(struct tx *t, const struct case_plan *plan)
{
	struct mark_row now;
	const struct case_row *was = &plan->x.was;
	return case_mark(t, was->id, &now) && now.events == was->events && now.revision == was->revision;
}

/* Writes what was prepared. */
static enum err carry_out(struct acting *x)
{
	struct tx *t = x->t;
	/* time never runs backwards on a timeline, even when the machine's clock was set back */
	x->at = t->now > x->last_at ? t->now : x->last_at;
	x->today = day_of_ms(x->at, DAY_ZONE_CHINA);
	move(x);
	clocks_apply(x);
	chain_append(x);
	hand_over(x);
	enum err e = save(x);
	if (e)
		return e;
	issue_letters(x);
	return t->failed;
}

enum err case_plan(struct tx *t, struct site *site, const struct case_act *a, struct case_plan **out)
{
	struct case_plan *plan = arena_new_of(t->mem, struct case_plan);
	plan->x = (struct acting){ .t = t, .site = site, .a = a, .actor = actor_of(a->who) };
	enum err e = plan_prepare(&plan->x);
	if (!e)
		*out = plan;
	return e;
}

enum err case_act(struct tx *t, struct site *site, const struct case_act *a, struct case_row *out)
{
	struct acting x = { .t = t, .site = site, .a = a, .actor = actor_of(a->who) };
	enum err e = OK;
	if (a->plan && holds(t, a->plan)) {
		x = a->plan->x;
		x.t = t;
	} else {
		e = plan_prepare(&x);
	}
	if (!e)
		e = carry_out(&x);
	if (!e)
		*out = x.now;
	return e;
}

size_t case_actions(struct tx *t, const struct case_row *c, const struct who *who, const struct flow_row ***out)
{
	const struct flow_row **all = arena_array(t->mem, const struct flow_row *, n_flow);
	const struct body *b = item_body(t, c->item, c->item_version);
	enum case_state state = state_by_word(c->state);
	size_t n = 0;
	for (int tone = TONE_LIKELY; b && tone <= TONE_DANGER; tone++)
		for (size_t i = 0; i < n_flow; i++) {
			const struct flow_row *row = &flow[i];
			bool first = flow_find(c, b, row->action, who) == row;
			if (row->from == state && actions[row->action].tone == (enum case_tone)tone && first && flow_permits(row, c, b, who))
				all[n++] = row;
		}
	*out = all;
	return n;
}
