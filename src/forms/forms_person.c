/* What is known of the person who fills in a form. */
#include "forms/forms_private.h"
#include "base/str.h"
#include "identity/identity.h"
#include "licences/licences.h"
#include <string.h>

static void release(void *v)
{
	json_decref(v);
}

static void know(json_t *known, const char *key, const char *value)
{
	if (!str_blank(value))
		json_object_set_new(known, key, json_string(value));
}

/* Of several licences of one kind the one that lasts longest. */
static void know_licences(struct tx *t, int64_t account, json_t *known)
{
	struct licence_view *all;
	size_t n = licences_of_account(t, account, &all);
	for (size_t i = 0; i < n; i++) {
		const struct licence_view *l = &all[i];
		const char *number = arena_printf(t->mem, "licence.%s.number", l->kind), *until = arena_printf(t->mem, "licence.%s.until", l->kind);
		bool later = l->until_day && *json_get_text(known, until) && strcmp(day_iso(t->mem, l->until_day), json_get_text(known, until)) > 0;
		if (!l->in_force || (*json_get_text(known, number) && !later))
			continue;
		know(known, number, l->number);
		know(known, arena_printf(t->mem, "licence.%s.holder", l->kind), l->holder);
		know(known, until, l->until_day ? day_iso(t->mem, l->until_day) : "");
	}
}

struct form_person forms_person(struct tx *t, const struct secret *s, int64_t account)
{
	struct account a;
	json_t *known = json_object();
	arena_defer(t->mem, release, known);
	if (!account_load(t, s, account, &a))
		return (struct form_person){ "", known };
	know(known, "account.name", a.name);
	know(known, "account.certificate", a.certificate);
	know(known, "account.phone", a.phone);
	know(known, "account.address", a.address);
	know(known, "contact.name", a.company ? a.contact_name : a.name);
	know(known, "contact.certificate", a.company ? a.contact_certificate : a.certificate);
	know_licences(t, account, known);
	return (struct form_person){ a.company ? a.contact_name : a.name, known };
}
