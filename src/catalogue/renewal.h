/* Licences that end soon: said where their holder looks, with the way to renew them (延续). */
#pragma once
#include "catalogue/catalogue.h"
#include "licences/licences.h"

/* A licence of the account, and its renewal when the time for it has come. */
struct renewal_licence {
	struct licence_view is;
	bool due;
	struct renewal renewal;
	const char *words; /* 将于 2026年12月11日到期。要延续的，请在 2026年11月11日前申请 */
};
size_t renewal_licences(struct tx *t, int64_t account, int64_t today, struct renewal_licence **out);

enum err renewal_my_licences(struct req *r);
