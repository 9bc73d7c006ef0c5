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

/* What has happened since the person opened the page. */
static enum err moved_on(struct acting *x)
{
	struct event_row *events;
	size_t n = event_list(x->t, x->was.id, &events);
	const struct event_row *last = n ? &events[n - 1] : NULL;
	enum case_action action;
	if (!last || !action_by_word(last->action, &action))
		return fail(x->t, ERR_CONFLICT, "这件事刚刚有变化，请刷新后再看。");
	return fail(x->t, ERR_CONFLICT, "您打开页面之后，%s 已由%s办理“%s”，现在是“%s”。您的操作没有执行，请看最新情况后再决定。",
		    day_time_short(x->t->mem, last->at, DAY_ZONE_CHINA),
		    str_eq(last->actor_kind, "account") ? "申请人" : last->actor_name, actions[action].done,
		    states[state_by_word(x->was.state)].name);
}

static enum err find_row(struct acting *x)
{
	const struct case_act *a = x->a;
	if (!case_by_id(x->t, a->case_id, &x->was) || !case_visible(&x->was, a->who))
		return fail(x->t, ERR_NOT_FOUND, "没有找到这个办件。");
	if (a->seen >= 0 && a->seen != x->was.events)
		return moved_on(x);
	x->body = item_body(x->t, x->was.item, x->was.item_version);
	if (!x->body)
		return fail(x->t, ERR_INTERNAL, "case %lld has no item version", (long long)x->was.id);
	x->row = flow_find(&x->was, x->body, a->action, a->who);
	if (!x->row)
		return fail(x->t, ERR_CONFLICT, "这件事现在是“%s”，不能再“%s”。", states[state_by_word(x->was.state)].name,
			    actions[a->action].button);
	if (!flow_permits(x->row, &x->was, x->body, a->who))
		return fail(x->t, ERR_FORBIDDEN, "“%s”不是您的岗位可以办的。", actions[a->action].button);
	return OK;
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
		.valid_years = b->valid_years, .facts = facts_of(x, LETTER_LICENCE),
	};
	return licence_issue(x->t, x->site->secret, &l, &x->licence);
}

static void issue_letters(struct acting *x)
{
	enum { MOST = sizeof x->row->letters / sizeof *x->row->letters };
	for (int i = 0; i < MOST && x->row->letters[i] != LETTER_NONE; i++) {
		enum letter_kind kind = x->row->letters[i];
		if (kind == LETTER_LICENCE) {
			issue_licence(x);
			continue;
		}
		struct letter_new l = { .kind = kind, .case_id = x->now.id, .event = x->now.events, .organisation = x->now.organisation,
					.account = x->now.account, .mark = x->organisation.mark, .facts = facts_of(x, kind) };
		letter_issue(x->t, &l);
	}
}

/* One who handled a case should not approve it: the setting says whether that is forbidden or flagged on the event. */
static enum err check_same_person(struct acting *x, bool *out_same)
{
	struct event_row *events;
	size_t n = event_list(x->t, x->was.id, &events);
	bool same = false;
	for (size_t i = 0; i < n; i++)
		same |= str_eq(events[i].action, actions[ACT_ADVANCE].word) && events[i].actor == x->actor.id;
	*out_same = same;
	if (same && str_eq(setting_text(x->t, SETTING_SAME_PERSON), "forbid"))
		return fail(x->t, ERR_FORBIDDEN, "您已经在前面的环节办理过这件事，按规定要由别人作出决定。");
	return OK;
}

/* What the event remembers besides who and why: enough to see later what was decided on. */
static enum err write_payload(struct acting *x)
{
	const struct case_act *a = x->a;
	struct out o;
	bool same = false;
	if (a->action == ACT_GRANT || a->action == ACT_DENY) {
		enum err e = check_same_person(x, &same);
		if (e)
			return e;
	}
	out_init(&o, x->t->mem, KB(256));
	struct json_out j = json_begin(&o);
	json_open(&j, '{');
	facts_evidence(x, &j);
	if (a->refusal_kind && *a->refusal_kind)
		json_member_text(&j, "refusal_kind", a->refusal_kind);
	if (a->basis && *a->basis)
		json_member_text(&j, "basis", a->basis);
	if (a->conditions && *a->conditions)
		json_member_text(&j, "conditions", a->conditions);
	if (a->method && *a->method)
		json_member_text(&j, "method", a->method);
	if (same)
		json_member_bool(&j, "same_person", true);
	if (x->now.rounds > 1 && a->action == ACT_REQUIRE_SUPPLEMENT)
		json_member_int(&j, "round", x->now.rounds);
	json_close(&j, '}');
	x->payload = arena_strdup(x->t->mem, out_str(&o));
	out_release(&o);
	return OK;
}

static enum err save(struct acting *x)
{
	const struct case_row *n = &x->now;
	int64_t moved = case_move(x->t, n->id, x->was.events, n->number, n->state, n->step, n->rounds, n->events, n->head, n->result,
				  n->due_day, n->submitted_at, n->accepted_at, n->decided_at, n->concluded_at, n->withdrawal);
	return x->t->failed ? x->t->failed : moved == 1 ? OK : moved_on(x);
}

/* Time never runs backwards on a timeline, even when the machine's clock was set back. */
static int64_t latest(struct tx *t, const struct case_row *c)
{
	int64_t before = event_last_at(t, c->id);
	before = before > c->opened_at ? before : c->opened_at;
	return t->now > before ? t->now : before;
}

enum err case_act(struct tx *t, struct site *site, const struct case_act *a, struct case_row *out)
{
	struct acting x = { .t = t, .site = site, .a = a, .actor = actor_of(a->who) };
	enum err e = find_row(&x);
	if (!e)
		e = needs_check(&x);
	if (e)
		return e;
	x.now = x.was;
	x.calendar = calendar_of(t);
	if (!x.calendar || !item_by_id(t, x.was.item, &x.item) || !organisation_load(t, x.was.organisation, &x.organisation))
		return fail(t, ERR_INTERNAL, "case %lld: item, organisation or calendar is missing", (long long)a->case_id);
	x.at = latest(t, &x.was);
	x.today = day_of_ms(x.at, DAY_ZONE_CHINA);
	move(&x);
	e = write_payload(&x);
	if (e)
		return e;
	clocks_apply(&x);
	chain_append(&x);
	hand_over(&x);
	e = save(&x);
	if (e)
		return e;
	issue_letters(&x);
	if (t->failed)
		return t->failed;
	*out = x.now;
	return OK;
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
