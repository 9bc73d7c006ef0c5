#include "identity/identity_private.h"

static const char *const kinds[] = { [WHO_NOBODY] = "system", [WHO_ACCOUNT] = "account", [WHO_STAFF] = "staff" };

void audit_add(struct tx *t, const struct who *who, const char *what, const char *about, const char *purpose)
{
	audit_put(t, store_new_id(t->store), kinds[who->kind], who->id, who->kind ? who->name : "系统", what, about, purpose);
}
