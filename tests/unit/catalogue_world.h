/* A catalogue of its own: a database with the room, and short ways to publish. */
#pragma once
#include "small_world.h"
#include "base/str.h"
#include "catalogue/catalogue.h"

static inline int setup(void **state)
{
	*state = world_open(&catalogue_room);
	return 0;
}

static inline int teardown(void **state)
{
	world_close(*state);
	return 0;
}

static inline struct tx *reading(struct world *w)
{
	return store_read(w->site.store, w->mem, &w->fault);
}

struct publish { const char *json; int64_t organisation, id; const char *name; };

static inline enum err add_agency(struct tx *t, void *arg)
{
	struct publish *p = arg;
	struct organisation o = { .kind = "department", .name = p->name, .short_name = p->name, .uscc = "", .mark = "海", .address = "",
				  .hours = "", .phone = "", .complain_phone = "", .review_body = "", .court = "", .windows = "" };
	p->organisation = organisation_add(t, &o, NULL, "", 1);
	return t->failed;
}

static inline enum err publish(struct tx *t, void *arg)
{
	struct publish *p = arg;
	return item_publish(t, p->json, p->organisation, "测试", &p->id);
}

static inline int64_t agency(struct world *w, const char *name)
{
	struct publish p = { .name = name };
	world_write(w, add_agency, &p, OK);
	return p.organisation;
}

static inline int64_t put(struct world *w, int64_t organisation, const char *json)
{
	struct publish p = { .json = json, .organisation = organisation };
	world_write(w, publish, &p, OK);
	return p.id;
}

static inline struct item item_now(struct world *w, const char *code)
{
	struct item item;
	struct tx *t = reading(w);
	if (!item_by_code(t, code, &item))
		fail_msg("there should be an item %s", code);
	store_read_done(t);
	return item;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
