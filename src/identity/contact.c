#include "identity/identity_private.h"
#include "base/str.h"
#include <string.h>

struct contact contact_of(struct tx *t, enum who_kind kind, int64_t id)
{
	struct account_contact_row account;
	struct staff_contact_row staff;
	if (kind == WHO_ACCOUNT && account_contact(t, id, &account))
		return (struct contact){ account.email, account.phone };
	if (kind == WHO_STAFF && staff_contact(t, id, &staff))
		return (struct contact){ staff.email, staff.phone };
	return (struct contact){ "", "" };
}

const char *contact_email_masked(struct arena *a, const char *email)
{
	const char *at = strchr(email, '@'), *second = email;
	str_next(&second);
	return at ? arena_printf(a, "%.*s***%s", (int)(second - email), email, at) : "";
}
