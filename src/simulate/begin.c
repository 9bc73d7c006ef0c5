/* New cases: somebody applies at home, or a clerk registers somebody at the counter. */
#include "simulate/simulate_private.h"
#include "base/str.h"

static const char *some_delivery(struct world *w)
{
	static const char *const ways[] = { "{\"method\":\"window\"}", "{\"method\":\"electronic\"}",
		"{\"method\":\"post\",\"address\":\"模拟路 1 号\",\"recipient\":\"本人\",\"phone\":\"13900000001\"}" };
	return ways[dice_below(&w->dice, 3)];
}

static const struct who *some_clerk(struct world *w, int64_t organisation)
{
	size_t at = (size_t)dice_below(&w->dice, (int64_t)w->n_people);
	while (!who_has(&w->people[at].who, ROLE_COUNTER, organisation))
		at = (at + 1) % w->n_people;
	return &w->people[at].who;
}

/* An application that is not whole, or not declared to be true, is not taken. */
static void try_too_early(struct world *w, struct tx *t, int64_t case_id, const struct who *who)
{
	const struct case_act a = { .case_id = case_id, .action = ACT_SUBMIT, .who = who, .seen = -1, .reason = "",
				    .declared = dice_hits(&w->dice, 500) };
	step_refused(w, t, &a, ERR_BAD_INPUT);
}

static bool hand_in(struct world *w, struct tx *t, int64_t case_id, const struct who *who)
{
	bool online = who->kind == WHO_ACCOUNT;
	if (online && dice_hits(&w->dice, 100))
		try_too_early(w, t, case_id, who);
	case_save_delivery(t, case_id, some_delivery(w));
	if (fill_materials(w, t, case_id, who, false))
		return false;
	const struct case_act a = { .case_id = case_id, .action = online ? ACT_SUBMIT : ACT_REGISTER, .who = who, .seen = 0, .reason = "",
				    .declared = true };
	if (online && dice_hits(&w->dice, 30))
		return false; /* never comes back to it */
	return step_act(w, t, &a) && step_refused(w, t, &a, ERR_CONFLICT); /* a double click */
}

bool begin_case(struct world *w, struct tx *t)
{
	size_t at = (size_t)dice_below(&w->dice, (int64_t)w->n_items);
	int account = (int)dice_below(&w->dice, ACCOUNTS);
	struct item item;
	must(item_by_id(t, w->items[at], &item));
	const struct mode *mode = item_online_mode(w->bodies[at]);
	bool counter = !mode || dice_hits(&w->dice, 200), unknown = counter && dice_hits(&w->dice, 500);
	const struct draft_new d = {
		.item = &item, .body = w->bodies[at], .mode = counter ? NULL : mode, .account = unknown ? 0 : w->accounts[account],
		.applicant = w->account_who[account].name, .applicant_kind = w->account_who[account].company ? "company" : "person",
		.certificate = "350205199003070017", .contact = "模拟联系人", .phone = "13900000001", .channel = counter ? "counter" : "web",
		.once = arena_printf(t->mem, "%lld", (long long)store_new_id(t->store)),
	};
	struct under_way *u = &w->under_way[w->n_under_way];
	*u = (struct under_way){ 0 };
	const struct who *who = counter ? some_clerk(w, item.organisation) : &w->account_who[account];
	if (case_draft(t, &w->site, &d, &u->id) || !hand_in(w, t, u->id, who))
		return false;
	w->n_under_way++;
	return step_look(w, t, u);
}
