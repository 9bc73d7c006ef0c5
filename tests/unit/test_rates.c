/* Online rates: what counts, what is left to do, and which days are known. */
#include "store_world.h"
#include "identity/identity.h"
#include "rates/rates_private.h"

enum { HOUR_MS = 3600 * 1000 };

static int64_t clock_ms; /* the store asks by a plain function */

static int64_t clock_now(void)
{
	return clock_ms;
}

static int64_t monday; /* a day number; the clock begins at its noon */

static int open_rates(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	int applied;
	make_folder(w);
	must(day_from_ymd(2026, 11, 23, &monday));
	clock_ms = ms_of_day(monday, DAY_ZONE_CHINA) + 12 * HOUR_MS;
	const struct store_options o = { .url = w->url, .files_dir = w->files, .sets = rooms_statements(w->a, rooms_all(NULL)), .area = AREA,
					 .now = clock_now };
	if (store_open(&o, true, &w->f, &w->s) != OK || store_migrate(w->s, schema_files, &w->f, &applied) != OK)
		fail_msg("the store should open: %s", w->f.words);
	*state = w;
	return 0;
}

/* ---- items ---- */

struct publish { const char *kind, *code, *more; int64_t organisation; };

static enum err add_organisation(struct tx *t, void *arg)
{
	struct publish *p = arg;
	struct organisation o = { .kind = p->kind, .name = p->code, .short_name = p->code, .uscc = "", .mark = "海", .address = "",
				  .hours = "", .phone = "", .complain_phone = "", .review_body = "", .court = "", .windows = "" };
	p->organisation = organisation_add(t, &o, NULL, "", 1);
	return t->failed;
}

static enum err publish(struct tx *t, void *arg)
{
	struct publish *p = arg;
	int64_t id;
	const char *json = arena_printf(t->mem, "{\"name\":\"事项%s\",\"type\":\"01\",\"code\":\"%s\"%s}", p->code, p->code, p->more);
	return item_publish(t, json, p->organisation, "测试", &id);
}

static int64_t organisation(struct world *w, const char *kind, const char *name)
{
	struct publish p = { .kind = kind, .code = name };
	if (store_write(w->s, w->a, &w->f, add_organisation, &p))
		fail_msg("%s should be added: %s", name, w->f.words);
	return p.organisation;
}

static void put(struct world *w, int64_t organisation, const char *code, const char *more)
{
	struct publish p = { .organisation = organisation, .code = code, .more = more };
	if (store_write(w->s, w->a, &w->f, publish, &p))
		fail_msg("%s should be published: %s", code, w->f.words);
}

#define COUNTER ",\"modes\":[{\"kind\":\"counter\",\"visits\":2}]"
#define THREE ",\"modes\":[{\"kind\":\"three\",\"visits\":2}]"
#define FOUR ",\"modes\":[{\"kind\":\"four\",\"visits\":1}]"
#define FIVE ",\"modes\":[{\"kind\":\"five\",\"visits\":0}]"

static struct rates_line line_of(struct world *w, int64_t id)
{
	struct rates_line l;
	struct tx *t = store_read(w->s, w->a, &w->f);
	if (!rates_line_by_id(t, id, &l))
		fail_msg("there should be a line of organisation %lld", (long long)id);
	store_read_done(t);
	return l;
}

static void rates_have_their_denominators(void **state)
{
	struct world *w = *state;
	int64_t bureau = organisation(w, "department", "甲局"), street = organisation(w, "street", "乙街道");
	put(w, bureau, "A1", COUNTER);
	put(w, bureau, "A2", THREE);
	put(w, bureau, "A3", FOUR);
	put(w, bureau, "A4", FIVE);
	put(w, bureau, "A5", ",\"online_url\":\"https://a.example/\"");
	put(w, bureau, "A6", ",\"secret\":true" FIVE);
	put(w, street, "B1", FIVE);
	struct rates_line l = line_of(w, bureau);
	assert_int_equal(l.rates.items, 5); /* the secret one apart */
	assert_int_equal(rates_online(&l.rates), 3);
	assert_int_equal(rates_full(&l.rates), 2);
	assert_int_equal(l.rates.star[1], 1);
	assert_int_equal(l.rates.star[2], 1);
	assert_int_equal(l.rates.no_visit, 1);
	assert_int_equal(l.rates.one_visit, 2);
	assert_int_equal(l.target.online, 100);
	assert_int_equal(l.online_needed, 2);
	assert_int_equal(l.full_needed, 1); /* 3 of 5 are 60 % */
	assert_int_equal(line_of(w, street).target.online, 90);
	struct tx *t = store_read(w->s, w->a, &w->f);
	struct rates whole = rates_all_of(t).whole.rates;
	store_read_done(t);
	assert_int_equal(whole.items, 6);
	assert_int_equal(rates_full(&whole), 3);
}

static void what_is_needed_is_whole_items(void **state)
{
	struct world *w = *state;
	assert_int_equal(rates_needed(0, 0, 100), 0);
	assert_int_equal(rates_needed(5, 10, 60), 1);
	assert_int_equal(rates_needed(6, 10, 60), 0);
	assert_int_equal(rates_needed(0, 1, 60), 1);
	assert_int_equal(rates_needed(8, 9, 90), 1); /* 8 of 9 are 88.8 % */
	assert_string_equal(rates_percent(w->a, 0, 0), "—");
	assert_string_equal(rates_percent(w->a, 1134, 1135), "99.9%"); /* never 100 % before it is */
	assert_string_equal(rates_percent(w->a, 1, 3), "33.3%");
	assert_string_equal(rates_percent(w->a, 3, 3), "100%");
}

static void the_cheapest_come_first(void **state)
{
	struct world *w = *state;
	int64_t bureau = organisation(w, "department", "甲局");
	put(w, bureau, "A1", COUNTER);
	put(w, bureau, "A2", ",\"presence\":\"in02\",\"online_url\":\"https://a.example/\"" THREE);
	put(w, bureau, "A3", FIVE);
	struct rates_line l = line_of(w, bureau);
	struct gaps online, full;
	struct tx *t = store_read(w->s, w->a, &w->f);
	assert_int_equal(gaps_of(t, &l, &online, &full), OK);
	assert_int_equal(online.n, 2);
	assert_int_equal(online.needed, 2);
	assert_string_equal(online.items[0].code, "A2"); /* a word to change, where the other lacks everything */
	assert_string_equal(online.items[1].code, "A1");
	assert_true(online.items[0].effort < online.items[1].effort);
	assert_non_null(strstr(online.items[1].todo, "预审人员"));
	assert_int_equal(full.needed, 1);
	assert_int_equal(full.n, 2);
	store_read_done(t);
}

/* ---- days ---- */

static enum err freeze(struct tx *t, void *arg)
{
	*(size_t *)arg = rate_days_freeze(t);
	return t->failed;
}

static size_t frozen_at(struct world *w, int64_t day, int64_t ms)
{
	size_t n = 0;
	clock_ms = ms_of_day(day, DAY_ZONE_CHINA) + ms;
	if (store_write(w->s, w->a, &w->f, freeze, &n))
		fail_msg("days should be frozen: %s", w->f.words);
	return n;
}

static struct rates_history history(struct world *w, int64_t today)
{
	struct tx *t = store_read(w->s, w->a, &w->f);
	struct rates_history h = rates_history_of(t, 0, today);
	store_read_done(t);
	return h;
}

enum { LATE = 24 * HOUR_MS - 30 * 1000 };

static void a_day_is_frozen_in_its_last_minute(void **state)
{
	struct world *w = *state;
	int64_t bureau = organisation(w, "department", "甲局");
	put(w, bureau, "A1", THREE);
	assert_int_equal(frozen_at(w, monday, 13 * HOUR_MS), 0); /* neither today, which goes on, nor yesterday, which nobody saw */
	assert_int_equal(frozen_at(w, monday, LATE), 1);
	assert_int_equal(frozen_at(w, monday, LATE + 1000), 0); /* once */
	put(w, bureau, "A2", COUNTER);
	assert_int_equal(frozen_at(w, monday + 1, LATE), 1);
	struct rates_history h = history(w, monday + 1);
	assert_int_equal(h.n, 2);
	assert_int_equal(h.days[0].items, 1);
	assert_int_equal(h.days[1].items, 2);
	assert_int_equal(h.days[1].online, 1);
	assert_int_equal(h.missing, 0);
	assert_int_equal(h.n_strokes, 1);
}

static void a_missed_day_is_filled_only_when_nothing_has_changed(void **state)
{
	struct world *w = *state;
	int64_t bureau = organisation(w, "department", "甲局");
	put(w, bureau, "A1", THREE);
	assert_int_equal(frozen_at(w, monday, LATE), 1);
	assert_int_equal(frozen_at(w, monday + 3, 9 * HOUR_MS), 2); /* Tuesday and Wednesday, as Monday ended */
	clock_ms = ms_of_day(monday + 5, DAY_ZONE_CHINA) + 10 * HOUR_MS;
	put(w, bureau, "A2", COUNTER);
	assert_int_equal(frozen_at(w, monday + 6, 9 * HOUR_MS), 1); /* Saturday; Thursday and Friday cannot be known any more */
	struct rates_history h = history(w, monday + 6);
	assert_int_equal(h.n, 4);
	assert_int_equal(h.days[3].day, monday + 5);
	assert_int_equal(h.days[3].items, 2);
	assert_int_equal(h.missing, 2);
	assert_int_equal(h.n_strokes, 2); /* the line breaks */
	assert_true(h.online[1].dot);
}

static void the_job_comes_again_before_midnight(void **state)
{
	struct world *w = *state;
	struct tx *t = store_read(w->s, w->a, &w->f);
	t->now = ms_of_day(monday, DAY_ZONE_CHINA) + 9 * HOUR_MS;
	int64_t next = rate_days_next(t);
	assert_true(next > t->now && next < ms_of_day(monday + 1, DAY_ZONE_CHINA));
	t->now = next;
	assert_int_equal(rate_days_next(t), next + DAY_MS);
	store_read_done(t);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		ON(open_rates, rates_have_their_denominators),
		ON(open_rates, what_is_needed_is_whole_items),
		ON(open_rates, the_cheapest_come_first),
		ON(open_rates, a_day_is_frozen_in_its_last_minute),
		ON(open_rates, a_missed_day_is_filled_only_when_nothing_has_changed),
		ON(open_rates, the_job_comes_again_before_midnight),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
