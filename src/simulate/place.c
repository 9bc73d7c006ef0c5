/* A small place in an empty folder: one department that leads and two others, several people for each role, applicants, and
 * an item for each way in which the rules treat one. */
#include "simulate/simulate_private.h"
#include "base/check.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "rooms.h"
#include "schema.h"
#include "store/files.h"
#include <stdatomic.h>

enum { AREA = 350205, RUN_MEMORY = 512 * 1024 * 1024, DAY_MEMORY = 64 * 1024 * 1024, SAMPLE_BYTES = 64 };

static _Atomic int64_t turned_now;

static int64_t now(void)
{
	return atomic_load(&turned_now);
}

void place_set_now(int64_t ms)
{
	atomic_store(&turned_now, ms);
}

/* What distinguishes each item; the rest is the same for all. Every third one belongs to another department. */
static const char *const items[] = {
	"\"type\":\"01\",\"modes\":[{\"kind\":\"three\",\"visits\":1,\"level\":2}],\"papers_days\":6,\"supplement_days\":6,"
	"\"promised\":{\"amount\":10,\"unit\":\"wd\"},\"statutory\":{\"amount\":20,\"unit\":\"wd\"},"
	"\"result\":{\"kind\":\"10\",\"name\":\"模拟许可证\",\"type_no\":\"001\",\"valid_years\":1}",

	"\"type\":\"01\",\"modes\":[{\"kind\":\"four\",\"visits\":1,\"level\":2}],\"supplement_days\":12,\"supplement_pauses\":true,"
	"\"promised\":{\"amount\":20,\"unit\":\"nd\"},\"statutory\":{\"amount\":40,\"unit\":\"nd\"},\"result\":{\"kind\":\"40\"}",

	"\"type\":\"01\",\"modes\":[{\"kind\":\"five\",\"visits\":0,\"level\":2}],\"supplement_pauses\":true,\"hearing\":true,"
	"\"promised\":{\"amount\":1,\"unit\":\"mo\"},\"statutory\":{\"amount\":2,\"unit\":\"mo\"},"
	"\"result\":{\"kind\":\"20\",\"name\":\"模拟批文\",\"type_no\":\"002\",\"valid_years\":3}",

	"\"type\":\"01\",\"instant\":true,\"modes\":[{\"kind\":\"five\",\"visits\":0,\"level\":2}],"
	"\"promised\":{\"amount\":0,\"unit\":\"wd\"},\"result\":{\"kind\":\"10\",\"name\":\"模拟登记证\",\"type_no\":\"003\"}",

	"\"type\":\"07\",\"instant\":true,\"modes\":[{\"kind\":\"five\",\"visits\":0,\"level\":2}],"
	"\"promised\":{\"amount\":1,\"unit\":\"wd\"},\"result\":{\"kind\":\"40\"}",

	"\"type\":\"01\",\"instant\":true,\"modes\":[{\"kind\":\"four\",\"visits\":1,\"level\":2}],\"acceptance_days\":2,\"supplement_days\":4,"
	"\"promised\":{\"amount\":0,\"unit\":\"wd\"},\"result\":{\"kind\":\"10\",\"name\":\"模拟备案证\",\"type_no\":\"004\"}",

	"\"type\":\"01\",\"modes\":[{\"kind\":\"four\",\"visits\":1,\"level\":2}],\"promised\":{\"amount\":15,\"unit\":\"wd\"},"
	"\"joint\":{\"rule\":\"all\",\"silence\":true,\"members\":[{\"organisation\":\"02\",\"days\":3},{\"organisation\":\"03\",\"days\":5}]},"
	"\"result\":{\"kind\":\"10\",\"name\":\"模拟联办许可证\",\"type_no\":\"005\",\"valid_years\":5}",

	"\"type\":\"01\",\"modes\":[{\"kind\":\"three\",\"visits\":1,\"level\":2}],\"supplement_days\":8,"
	"\"joint\":{\"rule\":\"any\"},\"result\":{\"kind\":\"40\"}",

	"\"type\":\"01\",\"modes\":[{\"kind\":\"five\",\"visits\":0,\"level\":2}],\"hearing\":true,"
	"\"joint\":{\"rule\":\"veto\",\"silence\":true},\"promised\":{\"amount\":30,\"unit\":\"nd\"},"
	"\"result\":{\"kind\":\"20\",\"name\":\"模拟联办批文\",\"type_no\":\"006\"}",

	/* at the counter only, no licence under the law and so without any limit, and two steps */
	"\"type\":\"10\",\"modes\":[{\"kind\":\"counter\",\"visits\":1,\"level\":1}],"
	"\"steps\":[{\"role\":\"handle\",\"name\":\"承办\"},{\"role\":\"approve\",\"name\":\"批准\"}],\"result\":{\"kind\":\"30\"}",

	"\"type\":\"01\",\"modes\":[{\"kind\":\"three\",\"visits\":1,\"level\":2}],\"hearing\":true,\"supplement_pauses\":true,"
	"\"steps\":[{\"role\":\"handle\",\"name\":\"受理\"},{\"role\":\"check\",\"name\":\"初审\"},{\"role\":\"handle\",\"name\":\"踏勘\"},"
	"{\"role\":\"check\",\"name\":\"复审\"},{\"role\":\"head\",\"name\":\"批准\"}],"
	"\"result\":{\"kind\":\"10\",\"name\":\"模拟特许证\",\"type_no\":\"007\",\"valid_years\":2}",

	"\"type\":\"01\",\"modes\":[{\"kind\":\"four\",\"visits\":1,\"level\":2}],\"hearing\":true,"
	"\"steps\":[{\"role\":\"approve\",\"name\":\"批准\"}],\"result\":{\"kind\":\"40\"}",
};

static enum err add_items(struct tx *t, void *arg)
{
	struct world *w = arg;
	enum err e = OK;
	for (w->n_items = 0; w->n_items < sizeof items / sizeof *items && !e; w->n_items++) {
		size_t i = w->n_items;
		must(i < ITEMS);
		const char *json = arena_printf(t->mem, "{\"name\":\"模拟事项 %02zu\",\"local_code\":\"S%02zu\",\"objects\":[\"1\"],"
			"\"delivery\":[\"window\",\"post\",\"electronic\"],\"materials\":[{\"name\":\"申请书\"},"
			"{\"name\":\"申请表\",\"by_form\":true},{\"name\":\"身份证件\",\"licence\":\"居民身份证\"},"
			"{\"name\":\"说明\",\"necessity\":\"2\"}],%s}", i + 1, i + 1, items[i]);
		e = item_publish(t, json, w->organisations[i % 3 == 2], "模拟", &w->items[i]);
	}
	return e;
}

static enum err add_organisations(struct tx *t, void *arg)
{
	static const struct { const char *name, *mark, *uscc, *code; } all[ORGANISATIONS] = {
		{ "模拟一局", "模一", "113502050000000194", "01" }, { "模拟二局", "模二", "11350205000000027Y", "02" },
		{ "模拟三局", "模三", "11350205000000035R", "03" },
	};
	struct world *w = arg;
	for (int i = 0; i < ORGANISATIONS; i++) {
		const struct organisation o = {
			.kind = "department", .name = all[i].name, .short_name = all[i].name, .uscc = all[i].uscc, .mark = all[i].mark,
			.address = "", .hours = "", .phone = "", .complain_phone = "", .review_body = "区政府", .court = "区法院", .windows = "",
		};
		w->organisations[i] = organisation_add(t, &o, all[i].code, "", i + 1);
	}
	return t->failed;
}

static struct person *add_person(struct world *w, struct tx *t, int64_t organisation)
{
	must(w->n_people < PEOPLE);
	struct person *p = &w->people[w->n_people++];
	const struct staff s = { .organisation = organisation, .login = arena_printf(t->mem, "m%02zu", w->n_people),
				 .name = arena_printf(t->mem, "模拟人员%02zu", w->n_people), .post = "" };
	*p = (struct person){ .id = staff_add(t, &s, "x"), .organisation = organisation };
	return p;
}

static enum err add_people(struct tx *t, void *arg)
{
	static const unsigned held[] = {
		ROLE_COUNTER, ROLE_COUNTER | ROLE_PREREVIEW, ROLE_PREREVIEW, ROLE_HANDLE, ROLE_HANDLE, ROLE_HANDLE | ROLE_PREREVIEW,
		ROLE_CHECK, ROLE_CHECK | ROLE_HANDLE, ROLE_CHECK, ROLE_APPROVE, ROLE_APPROVE | ROLE_CHECK, ROLE_HEAD, ROLE_HEAD | ROLE_APPROVE,
	};
	struct world *w = arg;
	struct person *admin = add_person(w, t, w->organisations[0]), *window = add_person(w, t, w->organisations[2]);
	staff_grant(t, admin->id, ROLE_ADMIN, w->organisations[0], admin->id);
	for (int i = 0; i < ORGANISATIONS; i++) {
		staff_grant(t, window->id, ROLE_COUNTER, w->organisations[i], admin->id); /* one window for all */
		for (size_t k = 0; k < sizeof held / sizeof *held; k++) {
			int64_t id = add_person(w, t, w->organisations[i])->id;
			for (const struct role *r = roles; r->bit; r++)
				if (held[k] & r->bit)
					staff_grant(t, id, r->bit, w->organisations[i], admin->id);
		}
	}
	return t->failed;
}

static const char *certificate(struct arena *a, int i, bool company)
{
	const char *body = company ? arena_printf(a, "91350205MA0000%03d", i) : arena_printf(a, "35020519900307%03d", i);
	return arena_printf(a, "%s%c", body, company ? check_uscc_digit(body) : check_mod11_2(body, 17));
}

static enum err add_accounts(struct tx *t, void *arg)
{
	struct world *w = arg;
	for (int i = 0; i < ACCOUNTS; i++) {
		bool company = i % 3 == 2;
		const char *person = certificate(t->mem, i, false);
		const struct account a = {
			.company = company, .name = arena_printf(t->mem, company ? "模拟企业%02d" : "模拟申请人%02d", i + 1),
			.certificate = certificate(t->mem, i, company), .contact_name = "模拟联系人", .contact_certificate = company ? person : "",
			.phone = arena_printf(t->mem, "139%08d", i + 1), .address = "", .level = 2,
		};
		w->accounts[i] = account_add(t, w->site.secret, &a, "x", "simulate");
	}
	return t->failed;
}

/* Half of all seeds take the other side of each setting that changes what cases do. */
static enum err put_settings(struct tx *t, void *arg)
{
	struct world *w = arg;
	enum err e = setting_set(t, "accept_from_submission", dice_hits(&w->dice, 500) ? "1" : "0");
	return e ? e : setting_set(t, "same_person", dice_hits(&w->dice, 500) ? "forbid" : "flag");
}

/* One sample stands for everything that is handed in. */
static enum err add_sample(struct world *w)
{
	static const char sample[SAMPLE_BYTES] = "%PDF-1.4 simulated";
	char hash[DIGEST_HEX];
	enum err e = file_put(w->site.store, w->mem, w->fault, sample, sizeof sample, hash);
	w->file_hash = arena_strdup(w->mem, hash);
	w->file_bytes = sizeof sample;
	return e;
}

static enum err open_store(struct world *w)
{
	const char *dir = w->options->dir;
	int applied;
	enum err e = secret_open(arena_printf(w->mem, "%s/simulated.db.key", dir), true, w->fault, &w->site.secret);
	if (e)
		return e;
	const struct store_options o = {
		.url = arena_printf(w->mem, "sqlite:%s/simulated.db", dir), .files_dir = arena_printf(w->mem, "%s/simulated.db.files", dir),
		.sets = rooms_statements(w->mem, w->options->rooms), .now = now, .secret = w->site.secret, .area = AREA,
	};
	e = store_open(&o, true, w->fault, &w->site.store);
	return e ? e : store_migrate(w->site.store, schema_files, w->fault, &applied);
}

/* Read on a snapshot, where they are kept for everybody: in a write each use would parse them anew. */
static enum err load_bodies(struct world *w)
{
	struct tx *t = store_read(w->site.store, w->mem, w->fault);
	for (size_t i = 0; i < w->n_items; i++) {
		struct item item;
		must(item_by_id(t, w->items[i], &item));
		w->bodies[i] = item_body(t, item.id, item.version);
		must(w->bodies[i]);
	}
	enum err e = t->failed;
	store_read_done(t);
	return e;
}

enum err place_open(struct world *w)
{
	static store_fn *const parts[] = { add_organisations, add_people, add_accounts, add_items, put_settings };
	w->mem = arena_new(RUN_MEMORY);
	w->day_mem = arena_new(DAY_MEMORY);
	w->step_mem = arena_new(DAY_MEMORY);
	w->site.rooms = w->options->rooms;
	w->site.load_who = identity_load_who;
	enum err e = open_store(w);
	if (!e)
		e = calendar_install(w->site.store, w->mem, w->fault);
	for (size_t i = 0; i < sizeof parts / sizeof *parts && !e; i++)
		e = store_write(w->site.store, w->mem, w->fault, parts[i], w);
	if (!e)
		e = add_sample(w);
	return e ? e : load_bodies(w);
}

enum err place_load_people(struct world *w)
{
	struct tx *t = store_read(w->site.store, w->day_mem, w->fault);
	for (size_t i = 0; i < w->n_people; i++)
		must(identity_load_who(t, WHO_STAFF, w->people[i].id, &w->people[i].who));
	for (int i = 0; i < ACCOUNTS; i++)
		must(identity_load_who(t, WHO_ACCOUNT, w->accounts[i], &w->account_who[i]));
	enum err e = t->failed;
	store_read_done(t);
	return e;
}

void place_close(struct world *w)
{
	store_close(w->site.store);
	secret_close(w->site.secret);
	arena_free(w->step_mem);
	arena_free(w->day_mem);
	arena_free(w->mem);
}
