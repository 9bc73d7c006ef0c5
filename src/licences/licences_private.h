/* Inside of licences: the record (licences.c) and how it is shown (pages.c). */
#pragma once
#include "licences/licences.h"
#include "licences/licences.sql.h"

/* One licence as a page shows it on a day; texts live in the arena. */
struct licence_view licences_view(struct arena *a, const struct licence_row *l, int64_t today);

/* What anybody may learn about a licence who has its number. */
struct licences_found {
	struct licence_view view;
	const char *issued; /* 2026年11月22日 */
	const char *tone, *icon;
};
