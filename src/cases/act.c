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
	return who->kind == WHO_SYSTEM || who_has(who, ANY_ROLE, c->organisation) || ask_involves(c, who);
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

/* Working days from submission to the end, for the figures. Days on which the applicant had the case, and those of special
 * procedures, are left out: nobody else is to be measured by them. */
static int64_t office_days(struct acting *x)
{
	struct event_row *events;
	size_t n = event_list(x->t, x->now.id, &events);
	int64_t sum = 0;
	for (size_t i = 0; i < n; i++) {
		int64_t from = day_of_ms(events[i].at, DAY_ZONE_CHINA);
		int64_t to = i + 1 < n ? day_of_ms(events[i + 1].at, DAY_ZONE_CHINA) : x->today;
		if (states[state_by_word(events[i].to_state)].turn == TURN_OFFICE)
			sum += calendar_working_between(x->calendar, from, to);
	}
	return sum;
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

/* Day of receipt: the clock of acceptance began on it. */
static int64_t received_at(const struct acting *x)
{
	const struct clock_row *accept = clocks_find(x, "ACCEPT");
	int64_t at = accept ? ms_of_day(accept->start_day, DAY_ZONE_CHINA) : x->at;
	return at > x->now.submitted_at ? at : x->now.submitted_at;
}

static void move_step(struct acting *x)
{
	struct case_row *n = &x->now;
	if (x->a->action == ACT_ADVANCE) {
		n->step = n->back_to ? n->back_to : n->step + 1;
		n->back_to = 0;
	}
	if (x->a->action == ACT_RETURN_STEP) {
		n->back_to = x->a->straight_back ? n->step : 0;
		n->step = x->a->step ? x->a->step : n->step - 1;
	}
}

/* What the action changes beside the state. */
static void move_beside(struct acting *x)
{
	struct case_row *n = &x->now;
	switch (x->a->action) {
	case ACT_REQUIRE_SUPPLEMENT: n->rounds++; break;
	case ACT_FALL_DUE:
		if (x->row->when & WHEN_HEARING_TOLD)
			n->hearing = "waived";
		else
			n->term_over = 1;
		break;
	case ACT_ASK_EXTENSION: n->extension = "asked"; break;
	case ACT_DECLINE_EXTENSION: n->extension = ""; break;
	case ACT_EXTEND: n->extension = "granted"; break;
	case ACT_TELL_HEARING: n->hearing = "told"; break;
	case ACT_ASK_HEARING: n->hearing = "asked"; break;
	case ACT_WAIVE_HEARING: n->hearing = "waived"; break;
	case ACT_END_SPECIAL:
		if (x->special && str_eq(json_get_text(json_parse(x->t->mem, x->special->payload), "special"), "hearing"))
			n->hearing = "held";
		break;
	case ACT_HAND_OVER: holder_set(x->t, n->id, role_by_bit(x->to_role)->word, x->to.id); break;
	default: break;
	}
}

static void move(struct acting *x)
{
	struct case_row *n = &x->now;
	enum case_action action = x->a->action;
	enum case_state from = state_by_word(x->was.state);
	enum case_state to = x->row->to == FLOW_STAY ? from : (enum case_state)x->row->to;
	n->state = states[to].word;
	n->events++;
	n->term_over = to == from && action != ACT_REMIND ? n->term_over : 0;
	move_step(x);
	move_beside(x);
	if (action == ACT_WITHDRAW && to == from)
		n->withdrawal = "asked";
	if (from == STATE_DRAFT) {
		n->number = new_number(x);
		n->submitted_at = x->at;
	}
	if (action == ACT_ACCEPT || action == ACT_DEEM_ACCEPTED) {
		n->accepted_at = action == ACT_ACCEPT ? x->at : received_at(x);
		n->step = 1;
	}
	if (action == ACT_GRANT || action == ACT_DENY || action == ACT_DECIDE_NOW)
		n->decided_at = x->at;
	if (action == ACT_DECIDE_NOW)
		n->accepted_at = x->at;
	if (to != from && to != STATE_CONCLUDED)
		n->result = result_of(to);
	if (states[to].end) {
		n->concluded_at = x->at;
		if (to == STATE_CONCLUDED)
			day_concluded(x->t, x->today, office_days(x));
	}
}

static bool issue_licence(struct acting *x)
{
	const struct body *b = x->body;
	const char *certificate = secret_unseal(x->site->secret, x->t->mem, x->now.certificate);
	struct licence_new l = {
		.item = x->now.item, .organisation = x->organisation.id /* after a merge its series of numbers */, .case_id = x->now.id, .event = x->now.events,
		.account = x->now.account, .kind = b->result_name, .type_no = b->type_no, .mark = x->organisation.mark,
		.uscc = x->organisation.uscc, .agency = x->organisation.name, .holder = x->now.applicant,
		.holder_certificate = str_or_empty(certificate), .face = facts_face(x), .issued_day = x->today,
		.valid_years = b->valid_years, .facts = facts_whole(x, LETTER_LICENCE),
	};
	return licence_issue(x->t, x->site->secret, &l, &x->licence);
}

/* Between offices, not for the applicant. */
static bool is_internal(enum letter_kind kind)
{
	return kind == LETTER_ASK || kind == LETTER_OPINIONS || kind == LETTER_TRANSFER || kind == LETTER_ORDER || kind == LETTER_ADVICE;
}

static void issue_letters(struct acting *x)
{
	for (int i = 0; i < LETTERS_A_ROW && x->letters[i] != LETTER_NONE; i++) {
		enum letter_kind kind = x->letters[i];
		if (kind == LETTER_LICENCE) {
			issue_licence(x);
			continue;
		}
		struct letter_new l = { .kind = kind, .case_id = x->now.id, .event = x->now.events, .organisation = x->now.organisation,
					.account = is_internal(kind) ? 0 : x->now.account, .at = x->at, .mark = x->organisation.mark,
					.sealed = x->sealed[i], .late = facts_late(x) };
		letter_issue(x->t, &l);
	}
}

static enum err save(struct acting *x)
{
	int64_t moved = case_move(x->t, &x->now, x->was.events);
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
	ask_apply(x);
	chain_append(x);
	tasks_apply(x);
	enum err e = save(x);
	if (e)
		return e;
	issue_letters(x);
	tell_apply(x);
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
			if (actions[row->action].tone == (enum case_tone)tone && flow_starts_in(row, state) && flow_permits(row, c, b, who) &&
			    flow_find(c, b, row->action, who) == row)
				all[n++] = row;
		}
	*out = all;
	return n;
}
