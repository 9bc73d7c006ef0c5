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
	if (x->was.rounds > 0 && a->action == ACT_REQUIRE_SUPPLEMENT)
		json_member_int(&j, "round", x->was.rounds + 1);
	json_close(&j, '}');
	x->payload = arena_strdup(x->t->mem, out_str(&o));
	out_release(&o);
	return OK;
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
	return t->failed;
}

static void seal_facts(struct acting *x)
{
	for (int i = 0; i < LETTERS_A_ROW && x->row->letters[i] != LETTER_NONE; i++)
		if (x->row->letters[i] != LETTER_LICENCE) /* which is made with its number, in the write */
			x->sealed[i] = secret_seal(x->site->secret, x->t->mem, facts_early(x, x->row->letters[i]));
}

enum err plan_prepare(struct acting *x)
{
	enum err e = find_row(x);
	if (!e)
		e = needs_check(x);
	if (!e)
		e = load(x);
	x->now = x->was;
	if (!e)
		e = write_payload(x);
	if (!e)
		seal_facts(x);
	return e ? e : x->t->failed;
}
