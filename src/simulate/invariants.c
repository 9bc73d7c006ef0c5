#include "simulate/invariants.h"
#include "base/str.h"
#include <stdarg.h>
#include <stdio.h>

void invariants_wrong(struct invariants *k, int64_t event, const char *fmt, ...)
{
	va_list ap;
	const struct case_row *c = k->c;
	printf("%scase %s (%lld, item %s, %s), event %lld: ", str_or_empty(k->told), *c->number ? c->number : "draft", (long long)c->id,
	       c->item_name, c->state, (long long)event);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
	k->wrong++;
}

static enum case_state state_of(const struct invariants *k)
{
	return state_by_word(k->c->state);
}

/* --- timeline --- */

/* Conditions that are true of a case for its whole life: they tell rows apart that lead to the same state. */
enum { FOR_LIFE = WHEN_INSTANT | WHEN_WHOLLY_ONLINE | WHEN_MAKES | WHEN_PAPERS_FIRST | WHEN_PROMISE_PAUSES };

static bool holds_for_life(const struct invariants *k, unsigned when)
{
	for (const struct when_row *w = whens; w->bit; w++)
		if ((when & FOR_LIFE & w->bit) && !w->holds(k->c, k->b))
			return false;
	return true;
}

static bool may_be_taken_by(const struct flow_row *row, const char *actor_kind)
{
	if (str_eq(actor_kind, "system"))
		return row->actors & ACTOR_SYSTEM;
	if (str_eq(actor_kind, "account"))
		return row->actors & ACTOR_APPLICANT;
	return row->actors & (ANY_ROLE | ACTOR_STEP | ACTOR_DUTY | ACTOR_MEMBER);
}

/* The row of the table that an event followed; NULL when there is none. */
static const struct flow_row *row_of(const struct invariants *k, const struct timeline_row *e)
{
	enum case_state from = state_by_word(e->from_state);
	for (size_t i = 0; i < n_flow; i++) {
		const struct flow_row *row = &flow[i];
		const char *to = row->to == FLOW_STAY ? e->from_state : states[row->to].word;
		if (flow_starts_in(row, from) && str_eq(actions[row->action].word, e->action) && str_eq(to, e->to_state) &&
		    may_be_taken_by(row, e->actor_kind) && holds_for_life(k, row->when))
			return row;
	}
	return NULL;
}

static void link_events(struct invariants *k)
{
	const char *prev = "", *state = states[STATE_DRAFT].word;
	int64_t at = k->c->opened_at;
	for (size_t i = 0; i < k->n_events; i++) {
		const struct timeline_row *e = &k->events[i];
		if (e->no != (int64_t)i + 1)
			invariants_wrong(k, e->no, "should be number %zu", i + 1);
		if (!str_eq(e->prev_hash, prev))
			invariants_wrong(k, e->no, "should carry the hash of the event before");
		if (!str_eq(e->from_state, state))
			invariants_wrong(k, e->no, "should begin in %s, where the event before led, not in %s", state, e->from_state);
		if (e->at < at)
			invariants_wrong(k, e->no, "should not be earlier than the event before");
		prev = e->hash;
		state = e->to_state;
		at = e->at;
	}
	if (k->c->events != (int64_t)k->n_events || !str_eq(k->c->head, prev) || !str_eq(k->c->state, state))
		invariants_wrong(k, k->c->events, "the case should stand where its last event led: %s after %zu events", state, k->n_events);
}

/* --- letters --- */

struct letters {
	struct sent_row *sent;
	size_t n;
};

/* Takes one letter of this kind and event out; false when there is none. */
static bool take_letter(struct letters *all, int64_t event, enum letter_kind kind)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->sent[i].event == event && str_eq(all->sent[i].kind, letter_kinds[kind].word)) {
			all->sent[i] = all->sent[--all->n];
			return true;
		}
	return false;
}

static const json_t *payload(const struct invariants *k, int64_t event)
{
	return json_parse(k->t->mem, str_or_empty(payload_of(k->t, k->c->id, event)));
}

/* An invitation goes out for a hearing only, a slip for collecting only where something is collected at a window. */
static bool is_sent(const struct invariants *k, int64_t event, enum letter_kind kind)
{
	if (kind == LETTER_HEARING)
		return str_eq(json_get_text(payload(k, event), "special"), "hearing");
	if (kind == LETTER_COLLECTION)
		return str_eq(json_get_text(payload(k, event), "method"), "window");
	return true;
}

static void look_at_letters(struct invariants *k, const struct timeline_row *e, const struct flow_row *row, struct letters *all)
{
	enum { MOST = sizeof row->letters / sizeof *row->letters };
	for (size_t i = 0; i < MOST && row->letters[i] != LETTER_NONE; i++)
		if (is_sent(k, e->no, row->letters[i]) && !take_letter(all, e->no, row->letters[i]))
			invariants_wrong(k, e->no, "%s should have sent the letter %s", e->action, letter_kinds[row->letters[i]].word);
	if (!(row->needs & NEED_LETTER))
		return;
	const char *word = json_get_text(payload(k, e->no), "letter");
	for (enum letter_kind kind = LETTER_NONE + 1; kind < LETTER__MAX; kind++)
		if (str_eq(letter_kinds[kind].word, word) && take_letter(all, e->no, kind))
			return;
	invariants_wrong(k, e->no, "%s should have sent the letter %s", e->action, word);
}

static void follow_table(struct invariants *k)
{
	struct letters all;
	int64_t licences = 0;
	all.n = letters_sent(k->t, k->c->id, &all.sent);
	for (size_t i = 0; i < k->n_events; i++) {
		const struct timeline_row *e = &k->events[i];
		const struct flow_row *row = row_of(k, e);
		if (!row) {
			invariants_wrong(k, e->no, "the table has no row from %s by %s of %s to %s", e->from_state, e->action, e->actor_kind,
					 e->to_state);
			continue;
		}
		look_at_letters(k, e, row, &all);
		for (size_t l = 0; l < sizeof row->letters / sizeof *row->letters; l++)
			licences += row->letters[l] == LETTER_LICENCE;
		if (k->rows && e->no > k->after)
			k->rows[row - flow]++;
	}
	for (size_t i = 0; i < all.n; i++)
		invariants_wrong(k, all.sent[i].event, "no row of the table sends the letter %s here", all.sent[i].kind);
	if (licences_made(k->t, k->c->id) != licences)
		invariants_wrong(k, k->c->events, "%lld licence(s) should have been made", (long long)licences);
}

/* --- tasks --- */

static bool take_task(struct task_row *tasks, size_t *n, int64_t organisation, const char *role, int64_t staff)
{
	for (size_t i = 0; i < *n; i++)
		if (tasks[i].organisation == organisation && str_eq(tasks[i].role, role) && (staff < 0 || tasks[i].staff == staff)) {
			tasks[i] = tasks[--*n];
			return true;
		}
	return false;
}

/* Those who are waited for, as rows of the last round. */
static void look_at_members(struct invariants *k, struct task_row *tasks, size_t *n)
{
	struct member_row *m;
	bool open = str_eq(k->c->asking, "open");
	size_t n_members = *k->c->members || open ? member_list(k->t, k->c->id, &m) : 0, waiting = 0;
	for (size_t i = 0; i < n_members; i++) {
		bool waits = !m[i].closed && !*m[i].answer;
		waiting += waits;
		if (waits && !take_task(tasks, n, m[i].organisation, m[i].role, m[i].staff))
			invariants_wrong(k, k->c->events, "%s of %lld was asked and should have a task", m[i].role, (long long)m[i].organisation);
		if (!m[i].closed && m[i].round != m[n_members - 1].round)
			invariants_wrong(k, k->c->events, "round %lld should be closed", (long long)m[i].round);
	}
	if (open != (waiting > 0))
		invariants_wrong(k, k->c->events, "asking is '%s', but %zu answers are waited for", k->c->asking, waiting);
}

static void look_at_tasks(struct invariants *k)
{
	struct task_row *tasks;
	size_t n = tasks_of(k->t, k->c->id, &tasks);
	unsigned duty = k->n_events ? flow_duty(k->c, k->b) : 0; /* a draft is on nobody's list */
	if (states[state_of(k)].end && n)
		invariants_wrong(k, k->c->events, "nobody should have a task any more");
	look_at_members(k, tasks, &n);
	for (const struct role *r = roles; r->bit; r++)
		if ((duty & r->bit) && !take_task(tasks, &n, k->c->organisation, r->word, -1))
			invariants_wrong(k, k->c->events, "%s has the case and should have a task", r->word);
	for (size_t i = 0; i < n; i++)
		invariants_wrong(k, k->c->events, "%s of %lld should have no task", tasks[i].role, (long long)tasks[i].organisation);
}

/* --- instants --- */

static const struct timeline_row *last_of(const struct invariants *k, enum case_action action)
{
	for (size_t i = k->n_events; i-- > 0;)
		if (str_eq(k->events[i].action, actions[action].word))
			return &k->events[i];
	return NULL;
}

static void look_at_instants(struct invariants *k)
{
	const struct case_row *c = k->c;
	bool accepted = last_of(k, ACT_ACCEPT) || last_of(k, ACT_DEEM_ACCEPTED) || last_of(k, ACT_DECIDE_NOW);
	bool decided = last_of(k, ACT_GRANT) || last_of(k, ACT_DENY) || last_of(k, ACT_DECIDE_NOW);
	const struct { const char *name; int64_t at; bool there; } instants[] = {
		{ "submitted", c->submitted_at, k->n_events > 0 }, { "accepted", c->accepted_at, accepted },
		{ "decided", c->decided_at, decided }, { "concluded", c->concluded_at, states[state_of(k)].end },
	};
	int64_t before = c->opened_at;
	for (size_t i = 0; i < sizeof instants / sizeof *instants; i++) {
		if (instants[i].there != (instants[i].at != 0))
			invariants_wrong(k, c->events, "it should be %s: %s", instants[i].there ? "said when it was" : "not said that it was",
					 instants[i].name);
		if (instants[i].at && instants[i].at < before)
			invariants_wrong(k, c->events, "it should not have been %s before what comes earlier", instants[i].name);
		before = instants[i].at ? instants[i].at : before;
	}
	if (*c->number == '\0' && k->n_events)
		invariants_wrong(k, c->events, "it should have a number");
}

void invariants_of(struct invariants *k, const struct case_row *c)
{
	k->c = c;
	k->b = item_body(k->t, c->item, c->item_version);
	k->n_events = timeline_of(k->t, c->id, &k->events);
	if (!k->b) {
		invariants_wrong(k, 0, "its item version should be there");
		return;
	}
	link_events(k);
	follow_table(k);
	invariant_clocks(k);
	look_at_tasks(k);
	look_at_instants(k);
}
