/* Who has the case now: open rows in the to-do lists, one for each role that may move it and for each who was asked. */
#include "cases/act.h"
#include "base/str.h"
#include <string.h>

/* A role that was handed to somebody by name is theirs alone until they leave; 0: everybody's who holds the role. */
static int64_t holder_of(const struct acting *x, const char *role)
{
	struct staff s;
	for (size_t i = 0; i < x->n_holders; i++)
		if (str_eq(x->holders[i].role, role))
			return staff_load(x->t, x->holders[i].staff, &s) && s.active ? s.id : 0;
	return 0;
}

static size_t wanted_tasks(struct acting *x, struct task_row **out)
{
	struct ask_member *members;
	size_t n_members = *x->now.members ? ask_open_members(x->t->mem, &x->now, &members) : 0, n = 0, n_roles = 0;
	unsigned duty = flow_duty(&x->now, x->body);
	while (roles[n_roles].bit)
		n_roles++;
	struct task_row *all = arena_array(x->t->mem, struct task_row, n_roles + n_members);
	for (const struct role *r = roles; r->bit; r++)
		if (duty & r->bit) {
			int64_t staff = x->to_role == r->bit ? x->to.id : holder_of(x, r->word);
			all[n++] = (struct task_row){ 0, x->now.organisation, r->word, staff, x->now.due_day };
		}
	for (size_t i = 0; i < n_members; i++) {
		const struct member_row *m = NULL;
		for (size_t k = 0; k < x->n_members; k++)
			if (x->members[k].organisation == members[i].organisation && str_eq(x->members[k].role, members[i].role) && x->members[k].staff == members[i].staff)
				m = &x->members[k];
		all[n++] = (struct task_row){ 0, members[i].organisation, members[i].role, members[i].staff, m ? m->due_day : x->now.due_day };
	}
	*out = all;
	return n;
}

static bool is_same(const struct task_row *a, const struct task_row *b)
{
	return a->organisation == b->organisation && str_eq(a->role, b->role) && a->staff == b->staff;
}

/* Whether this official has done what the task asked for: then it is closed as theirs, even if the same role has it again. */
static bool is_done_by(const struct acting *x, const struct task_row *k)
{
	const struct who *who = x->a->who;
	return who->kind == WHO_STAFF && !actions[x->a->action].aside && who_has(who, role_by_word(k->role)->bit, k->organisation) &&
	       (!k->staff || k->staff == who->id);
}

static bool answered(const struct acting *x, const struct task_row *k)
{
	return x->a->action == ACT_ANSWER && who_has(x->a->who, role_by_word(k->role)->bit, k->organisation);
}

void tasks_apply(struct acting *x)
{
	struct task_row *wanted;
	size_t n = wanted_tasks(x, &wanted);
	for (size_t i = 0; i < x->n_tasks; i++) {
		struct task_row *old = &x->tasks[i];
		bool done = is_done_by(x, old), kept = false;
		for (size_t k = 0; k < n && !done && !kept; k++)
			if (!wanted[k].id && is_same(old, &wanted[k])) {
				wanted[k].id = old->id;
				kept = true;
				if (old->due_day != wanted[k].due_day)
					task_due(x->t, old->id, wanted[k].due_day);
			}
		if (!kept)
			task_close(x->t, old->id, done || answered(x, old) ? x->a->who->id : 0);
	}
	for (size_t i = 0; i < n; i++)
		if (!wanted[i].id) {
			wanted[i].id = store_new_id(x->t->store);
			task_open(x->t, x->now.id, &wanted[i]);
		}
}
