/* The chain of events: each carries the SM3 hash of itself and of the one before, so that nothing can be changed, removed
 * or put in between without being seen. */
#include "cases/act.h"
#include "base/str.h"
#include <string.h>

static const char *const who_words[] = { [WHO_SYSTEM] = "system", [WHO_ACCOUNT] = "account", [WHO_STAFF] = "staff" };

static void add(struct digest *d, const char *text)
{
	digest_add(d, text, strlen(text) + 1); /* with the NUL: no two different rows give the same bytes */
}

void chain_hash(struct arena *a, int64_t area, int64_t case_id, const struct event_row *e, char out[DIGEST_HEX])
{
	struct digest *d = digest_new();
	add(d, arena_printf(a, "%lld %lld %lld %lld %lld %lld", (long long)area, (long long)case_id, (long long)e->no,
			    (long long)e->at, (long long)e->actor, (long long)e->organisation));
	add(d, e->prev_hash);
	add(d, e->actor_kind);
	add(d, e->actor_name);
	add(d, e->action);
	add(d, e->from_state);
	add(d, e->to_state);
	add(d, e->reason);
	add(d, e->payload);
	digest_end(d, out);
}

void chain_append(struct acting *x)
{
	char hash[DIGEST_HEX];
	struct event_row e = {
		.no = x->now.events, .at = x->at, .actor_kind = who_words[x->actor.kind], .actor = x->actor.id,
		.actor_name = x->actor.name, .organisation = x->actor.organisation, .action = actions[x->a->action].word,
		.from_state = x->was.state, .to_state = x->now.state, .reason = str_or_empty(x->a->reason), .payload = x->payload,
		.prev_hash = x->was.head,
	};
	chain_hash(x->t->mem, x->t->area, x->now.id, &e, hash);
	e.hash = x->now.head = arena_strdup(x->t->mem, hash);
	event_add(x->t, x->now.id, &e);
}
