/* Preparing an action: everything that can be looked at, checked and made before the writer is asked. A page prepares on its
 * own snapshot, so that many do it side by side; the writer then only writes, if the case is still as it was. */
#include "cases/act.h"
#include "base/str.h"
#include "calendar/calendar_room.h"

enum err plan_moved_on(struct acting *x)
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
		return plan_moved_on(x);
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

static void optional(struct json_out *j, const char *key, const char *value)
{
	if (!str_blank(value))
		json_member_text(j, key, value);
}

static void number(struct json_out *j, const char *key, int64_t value)
{
	if (value)
		json_member_int(j, key, value);
}

static void write_asked(struct json_out *j, const struct case_act *a)
{
	json_member_text(j, "rule", a->rule);
	json_member_bool(j, "silence_agrees", a->silence_agrees);
	json_key(j, "asked");
	json_open(j, '[');
	for (size_t i = 0; i < a->n_members; i++) {
		json_open(j, '{');
		json_member_int(j, "organisation", a->members[i].organisation);
		json_member_text(j, "role", a->members[i].role);
		number(j, "staff", a->members[i].staff);
		json_member_int(j, "days", a->members[i].days);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* Where clocks stand before and after, when the calendar has moved them. */
static void write_moved(struct json_out *j, struct acting *x)
{
	json_key(j, "moved");
	json_open(j, '[');
	for (size_t i = 0; i < x->n_clocks; i++) {
		const struct clock_row *k = &x->clocks[i];
		int64_t due_day = k->stopped_at ? k->due_day : clocks_recounted(x->t->mem, x->calendar, k);
		if (due_day == k->due_day)
			continue;
		json_open(j, '{');
		json_member_text(j, "clock", k->kind);
		json_member_text(j, "from", day_iso(x->t->mem, k->due_day));
		json_member_text(j, "to", day_iso(x->t->mem, due_day));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_details(struct json_out *j, struct acting *x)
{
	const struct case_act *a = x->a;
	optional(j, "refusal_kind", a->refusal_kind);
	optional(j, "basis", a->basis);
	optional(j, "conditions", a->conditions);
	optional(j, "method", a->method);
	optional(j, "special", a->special);
	if (!str_blank(a->special))
		json_member_text(j, "time", arena_printf(x->t->mem, "%lld %s", (long long)a->amount, clock_unit_name(a->unit)));
	optional(j, "organiser", a->organiser);
	optional(j, "approver", a->approver);
	optional(j, "hearing_at", a->hearing_at);
	optional(j, "place", a->place);
	number(j, "days", a->days);
	number(j, "to_step", a->step);
	if (a->straight_back)
		json_member_bool(j, "straight_back", true);
	if (x->to.id) {
		json_member_int(j, "to", x->to.id);
		json_member_text(j, "to_name", x->to.name);
	}
	optional(j, "answer", a->answer);
	if (a->n_members)
		write_asked(j, a);
	if (a->letter)
		json_member_text(j, "letter", letter_kinds[a->letter].word);
	if (x->row->needs & NEED_OVER)
		optional(j, "clock", clocks_over(x, day_of_ms(x->t->now, DAY_ZONE_CHINA)));
	if (x->row->needs & NEED_MOVED)
		write_moved(j, x);
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
	write_details(&j, x);
	number(&j, "step", str_eq(x->was.state, states[STATE_IN_REVIEW].word) ? x->was.step : 0);
	if (same)
		json_member_bool(&j, "same_person", true);
	if (x->was.rounds > 0 && a->action == ACT_REQUIRE_SUPPLEMENT)
		json_member_int(&j, "round", x->was.rounds + 1);
	json_close(&j, '}');
	x->payload = arena_strdup(x->t->mem, out_str(&o));
	out_release(&o);
	return OK;
}

static const struct event_row *last_event(struct acting *x, enum case_action action)
{
	struct event_row *e = arena_new_of(x->t->mem, struct event_row);
	return event_last(x->t, x->was.id, actions[action].word, e) ? e : NULL;
}

/* What stands beside the case: nothing of it is there before it is handed in. */
static void load_beside(struct acting *x)
{
	x->n_clocks = clock_list(x->t, x->was.id, &x->clocks);
	x->n_tasks = tasks_of(x->t, x->was.id, &x->tasks);
	x->n_holders = holder_list(x->t, x->was.id, &x->holders);
	if (*x->was.members)
		x->n_members = member_list(x->t, x->was.id, &x->members);
	if (x->a->action == ACT_END_SPECIAL)
		x->special = last_event(x, ACT_BEGIN_SPECIAL);
}

static enum err load(struct acting *x)
{
	struct tx *t = x->t;
	x->calendar = calendar_of(t);
	if (!x->calendar || !item_by_id(t, x->was.item, &x->item) || !organisation_load(t, x->was.organisation, &x->organisation))
		return fail(t, ERR_INTERNAL, "case %lld: item, organisation or calendar is missing", (long long)x->was.id);
	int64_t last_at = event_last_at(t, x->was.id);
	x->last_at = last_at > x->was.opened_at ? last_at : x->was.opened_at;
	x->n_materials = material_list(t, x->was.id, &x->materials);
	x->n_files = case_files(t, x->was.id, &x->files);
	if (x->row->from != STATE_DRAFT)
		load_beside(x);
	return t->failed;
}

/* A row names every letter that an action may bring; some depend on what exactly was done. */
static bool letter_applies(const struct acting *x, enum letter_kind kind)
{
	if (kind == LETTER_HEARING)
		return str_eq(x->a->special, "hearing");
	if (kind == LETTER_COLLECTION)
		return str_eq(x->a->method, "window");
	return true;
}

static void choose_letters(struct acting *x)
{
	size_t n = 0;
	for (int i = 0; i < LETTERS_A_ROW && x->row->letters[i] != LETTER_NONE; i++)
		if (letter_applies(x, x->row->letters[i]))
			x->letters[n++] = x->row->letters[i];
	if (x->row->needs & NEED_LETTER)
		x->letters[n++] = x->a->letter;
}

static void seal_facts(struct acting *x)
{
	for (int i = 0; i < LETTERS_A_ROW && x->letters[i] != LETTER_NONE; i++)
		if (x->letters[i] != LETTER_LICENCE) /* which is made with its number, in the write */
			x->sealed[i] = secret_seal(x->site->secret, x->t->mem, facts_early(x, x->letters[i]));
}

/* Whoever acts for somebody who is away says so in the event. */
static void name_actor(struct acting *x)
{
	struct staff absent;
	int64_t instead_of = who_instead_of(x->a->who, flow_roles(x->row, &x->was, x->body), x->was.organisation);
	if (instead_of && staff_load(x->t, instead_of, &absent))
		x->actor.name = arena_printf(x->t->mem, "%s（代 %s）", x->actor.name, absent.name);
}

enum err plan_prepare(struct acting *x)
{
	enum err e = find_row(x);
	if (!e)
		e = load(x);
	if (!e)
		e = needs_check(x);
	x->now = x->was;
	if (e)
		return e;
	name_actor(x);
	choose_letters(x);
	e = write_payload(x);
	if (!e)
		seal_facts(x);
	return e ? e : x->t->failed;
}
