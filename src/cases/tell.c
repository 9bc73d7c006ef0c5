/* Who is told of an action: the applicant of what others did, and officials of what came to them by name. */
#include "cases/act.h"
#include "base/str.h"
#include "notices/notices.h"

/* Nothing is said of what applicants do themselves, nor of what stays inside. */
static void tell_applicant(struct acting *x)
{
	const struct action_row *action = &actions[x->a->action];
	bool moved = !str_eq(x->was.state, x->now.state), letter = x->letters[0] != LETTER_NONE;
	if (!x->now.account || x->actor.kind == WHO_ACCOUNT || action->eyes == EYES_STAFF || x->was.number[0] == '\0')
		return;
	bool todo = states[state_by_word(x->now.state)].turn == TURN_APPLICANT || x->a->action == ACT_TELL_HEARING;
	if (!moved && !todo && !(letter && action->eyes == EYES_ALL))
		return;
	struct case_next next = case_next(x->t, &x->now);
	notice_add(x->t, &(struct notice_new){
		.who_kind = WHO_ACCOUNT, .who = x->now.account, .kind = todo ? "todo" : "progress",
		.title = arena_printf(x->t->mem, "您申请的“%s”：%s", x->now.item_name, action->done),
		.words = arena_printf(x->t->mem, "%s%s。", next.words,
				      todo && next.day ? arena_printf(x->t->mem, "，最晚 %s", day_short(x->t->mem, next.day, x->today)) : ""),
		.path = arena_printf(x->t->mem, "/my/cases/%lld", (long long)x->now.id),
	});
}

/* What officials write about a case stays in it: these words may leave the house. */
static void tell_staff(struct acting *x, int64_t staff, const char *kind, const char *title)
{
	if (staff != x->actor.id)
		notice_add(x->t, &(struct notice_new){
			.who_kind = WHO_STAFF, .who = staff, .kind = kind, .title = title, .words = x->now.item_name,
			.path = arena_printf(x->t->mem, "/desk/cases/%lld", (long long)x->now.id),
		});
}

static void tell_role(struct acting *x, int64_t organisation, unsigned role, const char *title)
{
	struct staff *all;
	size_t n = staff_with_role(x->t, organisation, role, &all);
	for (size_t i = 0; i < n; i++)
		tell_staff(x, all[i].id, "asked", title);
}

static void tell_members(struct acting *x, const char *title)
{
	for (size_t i = 0; i < x->a->n_members; i++) {
		const struct ask_member *m = &x->a->members[i];
		if (m->staff)
			tell_staff(x, m->staff, "asked", title);
		else
			tell_role(x, m->organisation, role_by_word(m->role)->bit, title);
	}
}

void tell_apply(struct acting *x)
{
	struct arena *a = x->t->mem;
	const char *number = x->now.number;
	tell_applicant(x);
	if (x->a->action == ACT_HAND_OVER)
		tell_staff(x, x->to.id, "handed", arena_printf(a, "%s 把 %s 转交给您", x->actor.name, number));
	if (x->a->action == ACT_ASK)
		tell_members(x, arena_printf(a, "%s就 %s 征求您的意见", x->organisation.short_name, number));
	if (x->a->action == ACT_ASK_HEARING)
		tell_role(x, x->now.organisation, ROLE_HANDLE, arena_printf(a, "%s 的申请人要求听证，请组织", number));
	if (x->a->action == ACT_ASK_EXTENSION)
		tell_role(x, x->now.organisation, ROLE_HEAD, arena_printf(a, "%s 报请延期，请您审批", number));
}
