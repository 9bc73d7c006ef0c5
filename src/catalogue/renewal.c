#include "catalogue/renewal.h"
#include "base/day.h"
#include "base/str.h"
#include "catalogue/my_licences.html.h"

enum { EARLIER_DAYS = 14 }; /* said two weeks before the last day for asking */

bool renewal_of(struct tx *t, int64_t item, int64_t until_day, int64_t today, struct renewal *out)
{
	struct item now;
	if (!until_day || today > until_day || !item_by_id(t, item, &now))
		return false;
	const struct body *b = item_body(t, now.id, now.version);
	int64_t ask_by_day = until_day - (b ? b->renewal_days : 0);
	if (!b || ask_by_day - today > EARLIER_DAYS)
		return false;
	if (*b->renewal_item)
		item_by_code(t, b->renewal_item, &now);
	*out = (struct renewal){ .ask_by_day = ask_by_day, .late = today > ask_by_day, .item = now };
	return true;
}

size_t renewal_licences(struct tx *t, int64_t account, int64_t today, struct renewal_licence **out)
{
	struct arena *a = t->mem;
	struct licence_view *all;
	size_t n = licences_of_account(t, account, &all);
	*out = arena_array(a, struct renewal_licence, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct renewal_licence *l = &(*out)[i];
		*l = (struct renewal_licence){ .is = all[i], .words = "" };
		l->due = all[i].in_force && renewal_of(t, all[i].item, all[i].until_day, today, &l->renewal);
		if (!l->due)
			continue;
		const char *by = day_words(a, l->renewal.ask_by_day);
		l->words = arena_printf(a, "将于 %s到期。要延续的，%s。", day_words(a, all[i].until_day),
					l->renewal.late ? arena_printf(a, "本应在 %s前申请，请尽快", by) : arena_printf(a, "请在 %s前申请", by));
	}
	return n;
}

enum err renewal_my_licences(struct req *r)
{
	struct renewal_licence *all;
	size_t n = renewal_licences(req_tx(r), r->who.id, r->today, &all);
	catalogue_my_licences(r->out, r, all, n);
	return OK;
}
