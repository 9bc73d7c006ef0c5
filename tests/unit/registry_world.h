/* A place with two departments, people who draft and one who reviews, a clock that the test sets, and short ways to begin, save
 * and move adjustments. */
#pragma once
#include "base/str.h"
#include "catalogue/catalogue.h"
#include "catalogue/item.h"
#include "jobs/jobs.h"
#include "notices/notices.h"
#include "registry/registry_private.h"
#include "rooms.h"
#include "schema.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { AREA = 350205, TEN_MS = 10 * 3600 * 1000 };
enum person { DRAFTER, NEIGHBOUR, REVIEWER, ADMIN, HANDLER, SYSTEM, VISITOR, PEOPLE };
static const char *const person_names[PEOPLE] = { "the drafter", "a drafter elsewhere", "the reform office", "the administrator",
						  "a handler", "the system", "a visitor" };

struct world {
	char dir[64];
	struct arena *a;
	struct fault f;
	struct site site;
	struct room rooms[4];
	int64_t organisation, elsewhere;
	struct who who[PEOPLE];
};

static _Atomic int64_t world_clock;

static int64_t world_now(void)
{
	return world_clock;
}

static inline int64_t day_at(const char *iso)
{
	int64_t day = 0;
	if (!day_parse(iso, &day))
		fail_msg("%s should be a day", iso);
	return day;
}

static inline void set_day(const char *iso)
{
	world_clock = ms_of_day(day_at(iso), DAY_ZONE_CHINA) + TEN_MS;
}

static inline enum err run(struct world *w, store_fn *fn, void *arg)
{
	w->f = (struct fault){ 0 };
	return store_write(w->site.store, w->a, &w->f, fn, arg);
}

static inline void expect(struct world *w, const char *what, enum err e, enum err expected)
{
	if (e != expected)
		fail_msg("%s: expected %s, got %s: %s", what, err_word(expected), err_word(e), w->f.words);
}

static inline enum err install(struct tx *t, void *arg)
{
	static const struct { enum person who; unsigned role; bool away; } people[] = {
		{ DRAFTER, ROLE_CATALOGUE, false }, { NEIGHBOUR, ROLE_CATALOGUE, true }, { REVIEWER, ROLE_REFORM, true },
		{ ADMIN, ROLE_ADMIN, true }, { HANDLER, ROLE_HANDLE, false },
	};
	struct world *w = arg;
	struct organisation o = { .kind = "department", .name = "试验局", .short_name = "试验局", .uscc = "", .mark = "海试", .address = "",
				  .hours = "", .phone = "", .complain_phone = "", .review_body = "", .court = "", .windows = "" };
	w->organisation = organisation_add(t, &o, "01", "", 1);
	o.name = o.short_name = "别的局";
	w->elsewhere = organisation_add(t, &o, "02", "", 2);
	for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
		int64_t at = people[i].away ? w->elsewhere : w->organisation;
		struct staff s = { .organisation = at, .login = arena_printf(t->mem, "s%zu", i), .name = person_names[people[i].who], .post = "" };
		w->who[people[i].who].id = staff_add(t, &s, "x");
		staff_grant(t, w->who[people[i].who].id, people[i].role, at, 1);
	}
	return t->failed;
}

static inline void load_people(struct world *w)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	for (enum person p = DRAFTER; p <= HANDLER; p++)
		assert_true(identity_load_who(t, WHO_STAFF, w->who[p].id, &w->who[p]));
	w->who[SYSTEM] = registry_system;
	w->who[VISITOR] = (struct who){ .kind = WHO_NOBODY, .name = "" };
	store_read_done(t);
}

static inline int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	int applied;
	snprintf(w->dir, sizeof w->dir, "/tmp/tongban-registry-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	w->a = arena_new(512 << 20);
	w->rooms[0] = registry_room;
	w->rooms[1] = notices_room;
	w->site.rooms = w->rooms;
	set_day("2026-11-23");
	assert_int_equal(secret_open(arena_printf(w->a, "%s/key", w->dir), true, &w->f, &w->site.secret), OK);
	const struct store_options opt = {
		.url = arena_printf(w->a, "sqlite:%s/t.db", w->dir), .files_dir = arena_printf(w->a, "%s/files", w->dir),
		.sets = rooms_statements(w->a, rooms_all(NULL)), .secret = w->site.secret, .now = world_now, .area = AREA,
	};
	assert_int_equal(store_open(&opt, true, &w->f, &w->site.store), OK);
	assert_int_equal(store_migrate(w->site.store, schema_files, &w->f, &applied), OK);
	expect(w, "installing", run(w, install, w), OK);
	load_people(w);
	*state = w;
	return 0;
}

static inline int teardown(void **state)
{
	struct world *w = *state;
	char line[100];
	store_close(w->site.store);
	secret_close(w->site.secret);
	snprintf(line, sizeof line, "rm -rf %s", w->dir);
	assert_int_equal(system(line), 0);
	arena_free(w->a);
	free(w);
	return 0;
}

/* ---- short ways ---- */

struct begun { const struct who *who; struct adjustment_new n; int64_t id; };

static inline enum err begin_fn(struct tx *t, void *arg)
{
	struct begun *b = arg;
	return adjustment_begin(t, b->who, &b->n, &b->id);
}

/* By the drafter, expected to come to `expected`; the id. */
static inline int64_t begin(struct world *w, const char *kind, const char *change, int64_t subject, const char *body, enum err expected)
{
	struct begun b = { &w->who[DRAFTER], { .kind = kind, .change = change, .body = body, .reason = "elements", .reason_words = "试验",
					       .source = "desk", .subject = subject, .organisation = w->organisation }, 0 };
	expect(w, arena_printf(w->a, "beginning %s of %s", change, kind), run(w, begin_fn, &b), expected);
	return b.id;
}

struct acted { const struct who *who; int64_t id, from_day; const char *action, *words; };

static inline enum err act_fn(struct tx *t, void *arg)
{
	const struct acted *a = arg;
	return adjustment_act(t, a->who, a->id, a->action, a->words, a->from_day);
}

static inline enum err act(struct world *w, enum person p, int64_t id, const char *action, const char *words, const char *from)
{
	return run(w, act_fn, &(struct acted){ &w->who[p], id, from ? day_at(from) : 0, action, words });
}

#define ACT(w, p, id, action, words, from, expected) \
	expect(w, arena_printf((w)->a, "%s by %s", action, person_names[p]), act(w, p, id, action, words, from), expected)

struct saved { const struct who *who; int64_t id, edition; const char *body; };

static inline enum err save_fn(struct tx *t, void *arg)
{
	const struct saved *s = arg;
	return adjustment_save(t, s->who, s->id, s->edition, s->body);
}

static inline enum err save(struct world *w, enum person p, int64_t id, int64_t edition, const char *body)
{
	return run(w, save_fn, &(struct saved){ &w->who[p], id, edition, body });
}

static inline struct adjustment adjustment_now(struct world *w, int64_t id)
{
	struct adjustment a;
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	if (!adjustment_load(t, id, &a))
		fail_msg("there should be an adjustment %lld", (long long)id);
	store_read_done(t);
	return a;
}

static inline void expect_state(struct world *w, int64_t id, const char *state)
{
	struct adjustment a = adjustment_now(w, id);
	if (!str_eq(a.state, state))
		fail_msg("the adjustment should be %s, but is %s", state, a.state);
}

struct put { const char *kind, *body; int64_t organisation, id; };

static inline enum err put_fn(struct tx *t, void *arg)
{
	struct put *p = arg;
	return str_eq(p->kind, "item") ? item_publish(t, p->body, p->organisation, "试验", &p->id)
				       : record_put(t, p->kind, p->body, p->organisation, "试验", &p->id);
}

static inline int64_t put(struct world *w, const char *kind, const char *body)
{
	struct put p = { kind, body, w->organisation, 0 };
	expect(w, "putting into force", run(w, put_fn, &p), OK);
	return p.id;
}

static inline struct record record_now(struct world *w, const char *kind, const char *code)
{
	struct record r;
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	if (!record_by_code(t, kind, code, &r))
		fail_msg("there should be a %s %s", kind, code);
	store_read_done(t);
	return r;
}

static inline const char *site_json(struct world *w, const char *code, const char *name)
{
	return arena_printf(w->a, "{\"name\":\"%s\",\"code\":\"%s\",\"url\":\"https://site.example/\",\"actions\":[\"查询\"]}", name, code);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
