#include "rooms.h"
#include "calendar/calendar_room.h"
#include "cases/cases.h"
#include "catalogue/catalogue.h"
#include "codes/codes.h"
#include "demo/demo.h"
#include "forms/forms.h"
#include "identity/identity.h"
#include "jobs/jobs.h"
#include "journeys/journeys.h"
#include "letters/letters.h"
#include "licences/licences.h"
#include "notices/notices.h"
#include "powers/powers.h"
#include "rates/rates.h"
#include "registry/designer.h"
#include "registry/registry.h"
#include "search/search.h"
#include "simulate/simulate.h"
#include "store/store.sql.h"
#include "transfer/transfer.h"
#include "web/frame.h"

enum { MOST = 30 };

static const struct room store_room = { .name = "store", .statements = { &store_sql } };

const struct room *rooms_all(const struct room *first)
{
	static struct room list[MOST];
	const struct room *const all[] = { &store_room, &web_room, &calendar_room, &jobs_room, &identity_room, &codes_room,
					   &notices_room, &letters_room, &licences_room, &forms_room, &search_room, &catalogue_room,
					   &registry_room, &designer_room, &rates_room, &powers_room, &journeys_room, &transfer_room, &cases_room,
					   &cases_desk_room, &cases_time_room, &demo_room, &simulate_room };
	size_t n = 0;
	if (first)
		list[n++] = *first;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		list[n++] = *all[i];
	list[n] = (struct room){ 0 };
	return list;
}

const struct sql_set *const *rooms_statements(struct arena *a, const struct room *rooms)
{
	enum { PER_ROOM = sizeof rooms->statements / sizeof *rooms->statements };
	const struct sql_set **sets = arena_array(a, const struct sql_set *, MOST * PER_ROOM + 1);
	size_t n = 0;
	for (; rooms->name; rooms++)
		for (int i = 0; i < PER_ROOM && rooms->statements[i]; i++)
			sets[n++] = rooms->statements[i];
	return sets;
}
