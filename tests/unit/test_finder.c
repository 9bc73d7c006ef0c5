/* The index of items follows the catalogue: what is published is found at the next search, what is stopped or secret is not; many
 * may search while somebody publishes; a place of many items goes on with what it has until everything is made anew. */
#include "store_world.h"
#include "catalogue/finder.h"
#include "catalogue/item.h"
#include "search/synonyms.h"
#include <pthread.h>

enum { MOST = 50, MANY = 10500, WAIT_MS = 20 };

struct publish { const char *json; int64_t organisation, id; const char *state; size_t n; };

static enum err add_agency(struct tx *t, void *arg)
{
	struct publish *p = arg;
	const struct organisation o = { .kind = "street", .name = "演示街道办事处", .short_name = "演示街道", .uscc = "", .mark = "演", .address = "",
					.hours = "", .phone = "", .complain_phone = "", .review_body = "", .court = "", .windows = "" };
	p->organisation = organisation_add(t, &o, NULL, "", 1);
	return t->failed;
}

static enum err publish(struct tx *t, void *arg)
{
	struct publish *p = arg;
	return item_publish(t, p->json, p->organisation, "测试", &p->id);
}

static enum err publish_many(struct tx *t, void *arg)
{
	struct publish *p = arg;
	for (size_t i = 0; i < p->n; i++) {
		const char *json = arena_printf(t->mem, "{\"code\":\"M%zu\",\"name\":\"演示事项%zu号\",\"type\":\"20\",\"steps\":[]}", i, i);
		enum err e = item_publish(t, json, p->organisation, "测试", &p->id);
		if (e)
			return e;
	}
	return t->failed;
}

static enum err set_state(struct tx *t, void *arg)
{
	struct publish *p = arg;
	return item_to_state(t, p->id, p->state);
}

static enum err add_word(struct tx *t, void *arg)
{
	const struct search_synonym *s = arg;
	synonym_add(t, s->word, s->means);
	tx_touch(t, TOPIC_CATALOGUE);
	return t->failed;
}

static void write_ok(struct world *w, store_fn *fn, void *arg)
{
	if (store_write(w->s, w->a, &w->f, fn, arg) != OK)
		fail_msg("the write should work: %s", w->f.words);
}

static int64_t agency(struct world *w)
{
	struct publish p = { 0 };
	write_ok(w, add_agency, &p);
	return p.organisation;
}

static int64_t put(struct world *w, int64_t organisation, const char *code, const char *name, const char *more)
{
	struct publish p = { .organisation = organisation };
	p.json = arena_printf(w->a, "{\"code\":\"%s\",\"name\":\"%s\",\"type\":\"01\"%s}", code, name, more);
	write_ok(w, publish, &p);
	return p.id;
}

static void put_state(struct world *w, int64_t id, const char *state)
{
	struct publish p = { .id = id, .state = state };
	write_ok(w, set_state, &p);
}

/* In an arena of its own: what a search returns lives no longer. */
static int64_t found(struct store *s, const char *words)
{
	struct arena *mem = arena_new(64 << 20);
	struct fault f = { 0 };
	struct tx *t = store_read(s, mem, &f);
	struct search_want want = finder_want(words, MOST);
	struct search_result r;
	int64_t n = finder_run(t, &want, &r) ? r.total : -1;
	store_read_done(t);
	arena_free(mem);
	return n;
}

static void assert_found(struct world *w, const char *words, int64_t expected)
{
	int64_t n = found(w->s, words);
	if (n != expected)
		fail_msg("'%s' should find %lld items, finds %lld", words, (long long)expected, (long long)n);
}

static void what_is_published_is_found_at_once(void **state)
{
	struct world *w = *state;
	int64_t org = agency(w);
	assert_found(w, "", 0);
	int64_t food = put(w, org, "A1", "食品经营许可", ",\"keywords\":[\"开饭店\"],\"company_topics\":[\"准营准办\"]");
	assert_found(w, "食品", 1);
	assert_found(w, "开饭店", 1);
	assert_found(w, "准营准办", 1);
	assert_found(w, "演示街道", 1);
	put(w, org, "A2", "药品经营许可", "");
	assert_found(w, "经营", 2);
	put(w, org, "A1", "餐饮服务许可", "");
	assert_found(w, "餐饮服务", 1);
	assert_found(w, "开饭店", 0);
	assert_found(w, "", 2);
	put_state(w, food, "suspended");
	assert_found(w, "餐饮服务", 0);
	put_state(w, food, "in_use");
	assert_found(w, "餐饮服务", 1);
	put_state(w, food, "cancelled");
	assert_found(w, "", 1);
}

static void secret_items_are_not_found(void **state)
{
	struct world *w = *state;
	int64_t org = agency(w);
	put(w, org, "A1", "演示涉密事项", ",\"secret\":true");
	assert_found(w, "涉密", 0);
	put(w, org, "A1", "演示涉密事项", "");
	assert_found(w, "涉密", 1);
	put(w, org, "A1", "演示涉密事项", ",\"secret\":true");
	assert_found(w, "涉密", 0);
}

static void new_synonyms_are_known_at_once(void **state)
{
	struct world *w = *state;
	put(w, agency(w), "A1", "食品经营许可", "");
	assert_found(w, "苍蝇馆子", 0);
	struct search_synonym s = { "苍蝇馆子", "食品经营" };
	write_ok(w, add_word, &s);
	assert_found(w, "苍蝇馆子", 1);
}

static void changes_one_by_one_come_to_the_same_as_all_at_once(void **state)
{
	enum { ITEMS = 60 };
	struct world *w = *state;
	int64_t org = agency(w);
	for (int i = 0; i < ITEMS; i++) {
		put(w, org, arena_printf(w->a, "B%d", i % 40), arena_printf(w->a, "演示许可第%d版", i), "");
		assert_found(w, "演示许可", i < 40 ? i + 1 : 40);
		assert_found(w, arena_printf(w->a, "第%d版", i), 1);
	}
	assert_found(w, "第7版", 0);
}

struct searching { struct store *s; _Atomic bool stop; _Atomic int64_t searches, wrong; };

static void *search_on(void *arg)
{
	struct searching *s = arg;
	while (!s->stop) {
		int64_t n = found(s->s, "常在");
		s->wrong += n != 1;
		s->searches++;
	}
	return NULL;
}

static void many_search_while_somebody_publishes(void **state)
{
	enum { THREADS = 3, ROUNDS = 80 };
	struct world *w = *state;
	int64_t org = agency(w);
	pthread_t threads[THREADS];
	struct searching s = { .s = w->s };
	put(w, org, "A0", "常在的事项", "");
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, search_on, &s), 0);
	for (int i = 0; i < ROUNDS; i++)
		put(w, org, arena_printf(w->a, "C%d", i), arena_printf(w->a, "新来的事项%d", i), "");
	s.stop = true;
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	assert_true(s.searches > 0);
	assert_int_equal(s.wrong, 0);
	assert_found(w, "新来的事项", ROUNDS);
}

static void a_large_place_is_made_anew_by_itself(void **state)
{
	struct world *w = *state;
	struct publish many = { .organisation = agency(w), .n = MANY };
	write_ok(w, publish_many, &many);
	assert_found(w, "演示事项", MANY);
	put(w, many.organisation, "N1", "新来的事项", "");
	/* one change is seen at once, also here */
	int64_t n = found(w->s, "新来的");
	for (int tries = 0; n != 1 && tries < 500; tries++) {
		store_wait(w->s, TOPIC_NEVER, store_generation(w->s, TOPIC_NEVER), WAIT_MS);
		n = found(w->s, "新来的");
	}
	assert_int_equal(n, 1);
	assert_found(w, "演示事项", MANY);
	/* an organisation's items change their words all together: searches go on meanwhile */
	struct search_synonym s = { "老说法", "新来的" };
	write_ok(w, add_word, &s);
	assert_found(w, "演示事项", MANY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON(open_platform, what_is_published_is_found_at_once), ON(open_platform, secret_items_are_not_found),
		ON(open_platform, new_synonyms_are_known_at_once), ON(open_platform, changes_one_by_one_come_to_the_same_as_all_at_once),
		ON(open_platform, many_search_while_somebody_publishes), ON(open_platform, a_large_place_is_made_anew_by_itself),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
