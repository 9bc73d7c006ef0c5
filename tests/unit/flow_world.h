/* A small place for the tests of the lifecycle: an organisation with one person for each role, one that can be asked, one
 * that has nothing to do with it, two applicants, an item of each kind, and a clock that the test sets. */
#pragma once
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "cases/cases.h"
#include "rooms.h"
#include "schema.h"
#include "store/store.sql.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { AREA = 350205, FIRST_HOUR_MS = 10 * 3600 * 1000, MINUTE_MS = 60 * 1000 };

/* Items by how they may be applied for (at a counter after a pre-review, wholly online, on the spot with and without a
 * licence), and by what the law asks of them: reviewed jointly, the promise pausing during a supplement, the applicant heard
 * before a refusal, periods in natural days. */
enum item_kind { THREE, FOUR, INSTANT_LICENCE, INSTANT_NOTHING, JOINT, PAUSING, HEARD, NATURAL, ITEM_KINDS };

/* Who acts; the six roles of our organisation stand first, each held by one person who holds no other. MEMBER handles cases in
 * the organisation that whole_act() asks, COLLEAGUE sits at its counter. */
enum actor_kind { C, P, H, K, V, D, ADMIN, OWNER, OTHER_ACCOUNT, ELSEWHERE, STRANGER, MEMBER, COLLEAGUE, SYSTEM, VISITOR, ACTORS };
static const char *const actor_names[ACTORS] = {
	[C] = "counter", [P] = "pre-reviewer", [H] = "handler", [K] = "checker", [V] = "approver", [D] = "head", [ADMIN] = "administrator",
	[OWNER] = "applicant", [OTHER_ACCOUNT] = "another applicant", [ELSEWHERE] = "all roles elsewhere", [STRANGER] = "no role at all",
	[MEMBER] = "a member that can be asked", [COLLEAGUE] = "the member's colleague", [SYSTEM] = "the system", [VISITOR] = "a visitor",
};

struct world {
	char dir[64];
	struct arena *a;
	struct fault f;
	struct site site;
	int64_t organisation, elsewhere, asked, items[ITEM_KINDS];
	struct who who[ACTORS];
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

/* Ten o'clock in the morning of that day. */
static inline void set_day(const char *iso)
{
	world_clock = ms_of_day(day_at(iso), DAY_ZONE_CHINA) + FIRST_HOUR_MS;
}

/* What must come to OK. */
static inline void expect_ok(struct world *w, enum err e)
{
	if (e)
		fail_msg("unexpected %s: %s", err_word(e), w->f.words);
}

#define LIMITS "\"statutory\":{\"amount\":20,\"unit\":\"wd\"},\"promised\":{\"amount\":10,\"unit\":\"wd\"},"
#define AT_ONCE "\"statutory\":{\"amount\":20,\"unit\":\"wd\"},\"promised\":{\"amount\":0,\"unit\":\"wd\"},\"instant\":true,"

static const struct { const char *code, *kind, *mode, *rules; } item_kinds[ITEM_KINDS] = {
	[THREE] = { "T3", "10", "three", LIMITS },
	[FOUR] = { "T4", "40", "four", LIMITS },
	[INSTANT_LICENCE] = { "T5A", "10", "five", AT_ONCE },
	[INSTANT_NOTHING] = { "T5B", "40", "five", AT_ONCE },
	[JOINT] = { "TJ", "10", "three", "\"promised\":{\"amount\":20,\"unit\":\"wd\"},\"joint\":{\"rule\":\"all\",\"members\":"
		    "[{\"organisation\":\"03\",\"days\":5}]}," },
	[PAUSING] = { "TP", "10", "three", LIMITS "\"supplement_pauses\":true," },
	[HEARD] = { "TH", "10", "three", LIMITS "\"hearing\":true," },
	[NATURAL] = { "TN", "10", "three", "\"statutory\":{\"amount\":30,\"unit\":\"nd\"},\"promised\":{\"amount\":20,\"unit\":\"nd\"}," },
};

static inline const char *item_json(struct arena *a, enum item_kind k)
{
	return arena_printf(a,
		"{\"name\":\"试验事项 %s\",\"type\":\"01\",\"local_code\":\"%s\",\"objects\":[\"1\"],%s"
		"\"result\":{\"kind\":\"%s\",\"name\":\"试验许可证\",\"type_no\":\"001\",\"valid_years\":5},"
		"\"materials\":[{\"name\":\"申请书\",\"necessity\":\"1\"},{\"name\":\"说明\",\"necessity\":\"2\"}],"
		"\"modes\":[{\"kind\":\"%s\",\"visits\":0,\"level\":2}],\"delivery\":[\"window\"]}",
		item_kinds[k].code, item_kinds[k].code, item_kinds[k].rules, item_kinds[k].kind, item_kinds[k].mode);
}

static inline enum err install_items(struct tx *t, void *arg)
{
	struct world *w = arg;
	struct organisation o = {
		.kind = "department", .name = "试验局", .short_name = "试验局", .uscc = "11350205000000019J", .mark = "海试", .address = "",
		.hours = "", .phone = "", .complain_phone = "", .review_body = "区政府", .court = "区法院", .windows = "",
	};
	w->organisation = organisation_add(t, &o, "01", "", 1);
	o.name = o.short_name = "别的局";
	o.mark = "海别";
	w->elsewhere = organisation_add(t, &o, "02", "", 2);
	o.name = o.short_name = "会签局";
	o.mark = "海会";
	w->asked = organisation_add(t, &o, "03", "", 3);
	enum err e = OK;
	for (int i = 0; i < ITEM_KINDS && !e; i++)
		e = item_publish(t, item_json(t->mem, i), w->organisation, "test", &w->items[i]);
	return e ? e : t->failed;
}

static inline int64_t add_staff(struct tx *t, enum actor_kind k, int64_t organisation)
{
	const struct staff s = { .organisation = organisation, .login = arena_printf(t->mem, "s%d", k), .name = actor_names[k], .post = "" };
	return staff_add(t, &s, "x");
}

static inline enum err install_people(struct tx *t, void *arg)
{
	static const unsigned role_of[] = { [C] = ROLE_COUNTER, [P] = ROLE_PREREVIEW, [H] = ROLE_HANDLE, [K] = ROLE_CHECK,
					    [V] = ROLE_APPROVE, [D] = ROLE_HEAD, [ADMIN] = ROLE_ADMIN };
	struct world *w = arg;
	struct account account = { .name = "王晓岚", .certificate = "350205199003070017", .contact_name = "王晓岚", .contact_certificate = "",
				   .phone = "13900000001", .address = "", .level = 2 };
	for (enum actor_kind k = C; k <= ADMIN; k++) {
		w->who[k].id = add_staff(t, k, w->organisation);
		staff_grant(t, w->who[k].id, role_of[k], w->organisation, 1);
	}
	w->who[STRANGER].id = add_staff(t, STRANGER, w->organisation);
	w->who[ELSEWHERE].id = add_staff(t, ELSEWHERE, w->elsewhere);
	for (enum actor_kind k = C; k <= D; k++)
		staff_grant(t, w->who[ELSEWHERE].id, role_of[k], w->elsewhere, 1);
	w->who[MEMBER].id = add_staff(t, MEMBER, w->asked);
	staff_grant(t, w->who[MEMBER].id, ROLE_HANDLE, w->asked, 1);
	w->who[COLLEAGUE].id = add_staff(t, COLLEAGUE, w->asked);
	staff_grant(t, w->who[COLLEAGUE].id, ROLE_COUNTER, w->asked, 1);
	w->who[OWNER].id = account_add(t, w->site.secret, &account, "x", "test");
	account.certificate = "350205198802151230";
	account.phone = "13900000002";
	w->who[OTHER_ACCOUNT].id = account_add(t, w->site.secret, &account, "x", "test");
	return t->failed;
}

static inline void load_people(struct world *w)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	w->who[SYSTEM] = case_system;
	w->who[VISITOR] = (struct who){ .kind = WHO_NOBODY, .name = "" };
	for (int k = 0; k < SYSTEM; k++) {
		enum who_kind kind = k == OWNER || k == OTHER_ACCOUNT ? WHO_ACCOUNT : WHO_STAFF;
		if (!identity_load_who(t, kind, w->who[k].id, &w->who[k]))
			fail_msg("%s should be there: %s", actor_names[k], w->f.words);
	}
	store_read_done(t);
}

/* Statements of the tests: what no room needs to ask. */
enum { TASKS_OPEN, EVENT_FORGE, ROWS_CHANGED, CLOCKS_SHIFT, NOTICES_OF, STAFF_LEAVES };
static struct sql test_statements[] = {
	[TASKS_OPEN] = { .name = "tasks_open", .columns = 3, .params = 2, .id = -1,
	  .text = "SELECT role, staff, organisation FROM case_task WHERE area = $1 AND case_id = $2 AND done_at = 0 ORDER BY role, staff" },
	[EVENT_FORGE] = { .name = "event_forge", .writes = true, .params = 3, .id = -1,
	  .text = "UPDATE case_event SET reason = $3 WHERE area = $1 AND case_id = $2 AND no = 1" },
	[ROWS_CHANGED] = { .name = "rows_changed", .columns = 1, .id = -1, .text = "SELECT total_changes()" },
	[CLOCKS_SHIFT] = { .name = "clocks_shift", .writes = true, .params = 2, .id = -1,
	  .text = "UPDATE case_clock SET due_day = due_day - 1 WHERE area = $1 AND case_id = $2 AND stopped_at = 0" },
	[STAFF_LEAVES] = { .name = "staff_leaves", .writes = true, .params = 2, .id = -1,
	  .text = "UPDATE staff SET state = 'left' WHERE area = $1 AND id = $2" },
	[NOTICES_OF] = { .name = "notices_of", .columns = 3, .params = 3, .id = -1,
	  .text = "SELECT kind, title, words FROM notice WHERE area = $1 AND who_kind = $2 AND who = $3 ORDER BY id" },
};
static const struct sql_set test_sql = { "test", test_statements, sizeof test_statements / sizeof *test_statements };

/* Rows that this connection has changed so far, in the whole database. */
static inline int64_t rows_changed(struct tx *t)
{
	struct cursor c;
	sql_start(t, &test_statements[ROWS_CHANGED], &c);
	int64_t n = sql_row(&c) ? sql_col_i64(&c, 0) : -1;
	sql_end(&c);
	return n;
}

static inline const struct sql_set *const *all_statements(struct arena *a, const struct room *rooms)
{
	const struct sql_set *const *sets = rooms_statements(a, rooms);
	size_t n = 0;
	while (sets[n])
		n++;
	const struct sql_set **all = arena_array(a, const struct sql_set *, n + 2);
	memcpy(all, sets, n * sizeof *all);
	all[n] = &test_sql;
	return all;
}

static inline int open_world(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	int applied;
	snprintf(w->dir, sizeof w->dir, "/tmp/tongban-test-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	w->a = arena_new(512 << 20);
	set_day("2016-09-14");
	w->site.rooms = rooms_all(NULL);
	expect_ok(w, secret_open(arena_printf(w->a, "%s/key", w->dir), true, &w->f, &w->site.secret));
	const struct store_options o = {
		.secret = w->site.secret, .url = arena_printf(w->a, "sqlite:%s/t.db", w->dir), .files_dir = arena_printf(w->a, "%s/files", w->dir),
		.sets = all_statements(w->a, w->site.rooms), .now = world_now, .area = AREA,
	};
	expect_ok(w, store_open(&o, true, &w->f, &w->site.store));
	expect_ok(w, store_migrate(w->site.store, schema_files, &w->f, &applied));
	expect_ok(w, calendar_install(w->site.store, w->a, &w->f));
	expect_ok(w, store_write(w->site.store, w->a, &w->f, install_items, w));
	expect_ok(w, store_write(w->site.store, w->a, &w->f, install_people, w));
	load_people(w);
	*state = w;
	return 0;
}

static inline int close_world(void **state)
{
	struct world *w = *state;
	store_close(w->site.store);
	secret_close(w->site.secret);
	assert_int_equal(system(arena_printf(w->a, "rm -r %s", w->dir)), 0);
	arena_free(w->a);
	free(w);
	return 0;
}

struct hiring { struct world *w; enum actor_kind who; unsigned role; };

static inline enum err hire_one(struct tx *t, void *arg)
{
	const struct hiring *h = arg;
	staff_grant(t, h->w->who[h->who].id, h->role, h->w->organisation, 1);
	return t->failed;
}

/* One more role of our organisation for somebody. */
static inline void hire(struct world *w, enum actor_kind who, unsigned role)
{
	struct hiring h = { w, who, role };
	expect_ok(w, store_write(w->site.store, w->a, &w->f, hire_one, &h));
	load_people(w);
}

static inline enum err count_rows(struct tx *t, void *arg)
{
	*(int64_t *)arg = rows_changed(t);
	return t->failed;
}

/* The same of the writer: what stays the same when nothing was written in between. */
static inline int64_t rows_written(struct world *w)
{
	int64_t n = -1;
	expect_ok(w, store_write(w->site.store, w->a, &w->f, count_rows, &n));
	return n;
}

/* --- cases --- */

struct opening {
	struct world *w;
	enum item_kind item;
	bool counter;
	const char *once; /* NULL: one of its own */
	int64_t id;
};

/* A draft with everything that submitting asks for. */
static inline enum err open_draft(struct tx *t, void *arg)
{
	struct opening *o = arg;
	struct item item;
	assert_true(item_by_id(t, o->w->items[o->item], &item));
	struct body *b = item_body(t, item.id, item.version);
	const struct draft_new d = {
		.item = &item, .body = b, .mode = o->counter ? NULL : item_online_mode(b), .account = o->w->who[OWNER].id,
		.applicant = "王晓岚", .applicant_kind = "person", .certificate = "350205199003070017", .contact = "王晓岚",
		.phone = "13900000001", .channel = o->counter ? "counter" : "web",
		.once = o->once ? o->once : arena_printf(t->mem, "%lld", (long long)store_new_id(t->store)),
	};
	enum err e = case_draft(t, &o->w->site, &d, &o->id);
	if (e)
		return e;
	material_set_source(t, o->id, 1, o->counter ? "paper" : "upload", 1, 0);
	case_save_delivery(t, o->id, "{\"method\":\"window\"}");
	return t->failed;
}

static inline int64_t new_draft(struct world *w, enum item_kind item, bool counter)
{
	struct opening o = { .w = w, .item = item, .counter = counter };
	expect_ok(w, store_write(w->site.store, w->a, &w->f, open_draft, &o));
	return o.id;
}

/* An action with everything that any row could ask for: tests that want something else change it. */
static inline struct case_act whole_act(struct world *w, int64_t id, enum case_action action, enum actor_kind who)
{
	struct ask_member *members = arena_new_of(w->a, struct ask_member);
	*members = (struct ask_member){ .organisation = w->asked, .role = "handle", .days = 3 };
	const char *in_a_month = arena_printf(w->a, "%s 09:30", day_iso(w->a, day_of_ms(world_clock, DAY_ZONE_CHINA) + 30));
	return (struct case_act){
		.case_id = id, .action = action, .who = &w->who[who], .seen = -1, .reason = "理由", .refusal_kind = "b",
		.competent_agency = "别的局", .basis = "依据", .conditions = "", .method = "window", .recipient = "本人", .declared = true,
		.special = "testing", .amount = 15, .unit = CLOCK_WORKING_DAY, .organiser = "检测院", .approver = "局长",
		.place = "三楼会议室", .hearing_at = in_a_month, .days = 5, .staff = w->who[who].id, .members = members, .n_members = 1,
		.rule = "all", .silence_agrees = true, .answer = "agree", .letter = LETTER_REPLY,
	};
}

/* Puts what the action needs to be there, so that what is tested is who and from where: opinions, files, a calendar that has
 * moved the clocks. */
static inline void prepare_rows(struct tx *t, int64_t id, enum case_action action)
{
	struct cursor c;
	switch (action) {
	case ACT_PASS: material_set_opinion(t, id, 1, "good", "", "test"); break;
	case ACT_RETURN: case ACT_REQUIRE_SUPPLEMENT: case ACT_REQUIRE_REVIEW_SUPPLEMENT:
		material_set_opinion(t, id, 1, "bad", "不清楚", "test");
		break;
	case ACT_RESUBMIT: case ACT_SUPPLY: material_set_source(t, id, 1, "upload", 1, 0); break;
	case ACT_RECOUNT:
		sql_start(t, &test_statements[CLOCKS_SHIFT], &c);
		sql_bind_i64(&c, t->area);
		sql_bind_i64(&c, id);
		sql_row(&c);
		sql_end(&c);
		break;
	default: break;
	}
}

struct doing {
	struct world *w;
	struct case_act a;
	struct case_row out;
};

static inline enum err do_act(struct tx *t, void *arg)
{
	struct doing *d = arg;
	prepare_rows(t, d->a.case_id, d->a.action);
	return case_act(t, &d->w->site, &d->a, &d->out);
}

static inline void act_as(struct world *w, struct case_act a)
{
	struct doing d = { .w = w, .a = a };
	if (store_write(w->site.store, w->a, &w->f, do_act, &d) != OK)
		fail_msg("%s by %s should be done, but: %s", actions[a.action].word, a.who->name, w->f.words);
}

static inline void act(struct world *w, int64_t id, enum case_action action, enum actor_kind who)
{
	act_as(w, whole_act(w, id, action, who));
}

/* Tries it; anything but this outcome is a fault. The words are in w->f. */
static inline void expect_not(struct world *w, struct case_act a, enum err expected)
{
	struct doing d = { .w = w, .a = a };
	enum err e = store_write(w->site.store, w->a, &w->f, do_act, &d);
	if (e != expected)
		fail_msg("%s by %s: expected %s, got %s %s", actions[a.action].word, a.who->name, err_word(expected), err_word(e), e ? w->f.words : "");
}

static inline struct case_row load_case(struct world *w, int64_t id)
{
	struct case_row c = { 0 };
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	if (!case_by_id(t, id, &c))
		fail_msg("case %lld should be there: %s", (long long)id, w->f.words);
	store_read_done(t);
	return c;
}

/* --- what came of it --- */

/* Running clocks with their due days, in the order of clock_kinds: "PROMISED 2016-10-20, STATUTORY paused". */
static inline const char *clocks_of(struct world *w, int64_t id)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	struct clock_row *rows;
	const char *all = "";
	size_t n = clock_list(t, id, &rows);
	for (int k = 0; clock_kinds[k].word; k++)
		for (size_t i = 0; i < n; i++)
			if (str_eq(rows[i].kind, clock_kinds[k].word) && !rows[i].stopped_at)
				all = arena_printf(w->a, "%s%s%s %s", all, *all ? ", " : "", rows[i].kind,
						   rows[i].paused ? "paused" : day_iso(w->a, rows[i].due_day));
	store_read_done(t);
	return all;
}

static inline const char *letters_of(struct world *w, int64_t id, int64_t event)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	struct letter_row_view *rows;
	const char *all = "";
	size_t n = letters_of_case(t, id, &case_system, &rows);
	for (size_t i = 0; i < n; i++)
		if (rows[i].event == event)
			all = arena_printf(w->a, "%s%s%s", all, *all ? " " : "", letter_kinds[rows[i].kind].word);
	store_read_done(t);
	return all;
}

/* Roles that have it now: "handle", "handle=checker" when it is somebody's alone, "handle@asked" for another organisation. */
static inline const char *tasks_open_of(struct world *w, int64_t id)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	struct cursor c;
	const char *all = "";
	sql_start(t, &test_statements[TASKS_OPEN], &c);
	sql_bind_i64(&c, t->area);
	sql_bind_i64(&c, id);
	while (sql_row(&c)) {
		const char *role = sql_col_text(&c, 0), *holder = "";
		int64_t staff = sql_col_i64(&c, 1);
		for (int k = 0; k < ACTORS && staff; k++)
			if (w->who[k].kind == WHO_STAFF && w->who[k].id == staff)
				holder = arena_printf(w->a, "=%s", actor_names[k]);
		all = arena_printf(w->a, "%s%s%s%s%s", all, *all ? " " : "", role, holder, sql_col_i64(&c, 2) == w->asked ? "@asked" : "");
	}
	sql_end(&c);
	store_read_done(t);
	return all;
}

static inline void expect_words(const char *step, const char *what, const char *wanted, const char *found)
{
	if (!str_eq(wanted, found))
		fail_msg("after %s the %s should be '%s', not '%s'", step, what, wanted, found);
}

static inline size_t events_of(struct world *w, int64_t id, struct event_row **out)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	size_t n = event_list(t, id, out);
	store_read_done(t);
	return n;
}

/* What somebody has been told, oldest first: "kind title" a line. */
static inline const char *notices_of(struct world *w, enum actor_kind who)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	struct cursor c;
	const char *all = "";
	sql_start(t, &test_statements[NOTICES_OF], &c);
	sql_bind_i64(&c, t->area);
	sql_bind_text(&c, w->who[who].kind == WHO_ACCOUNT ? "account" : "staff");
	sql_bind_i64(&c, w->who[who].id);
	while (sql_row(&c))
		all = arena_printf(w->a, "%s%s %s\n", all, sql_col_text(&c, 0), sql_col_text(&c, 1));
	sql_end(&c);
	store_read_done(t);
	return all;
}

static inline size_t count_of(const char *text, const char *part)
{
	size_t n = 0;
	for (; (text = strstr(text, part)); text += strlen(part))
		n++;
	return n;
}
