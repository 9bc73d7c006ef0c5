/* Searching: what one search costs, what one publication costs the next search, and how long the index takes to make.
 *
 *   find DB    prints a JSON object; a search is finder_run() with 20 hits, counts by filter and all */
#include "place.h"
#include "catalogue/finder.h"
#include "catalogue/item.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 200, PAGE = 20, MEMORY = 64 << 20, PUBLISHED = 20 };

static const struct { const char *kind, *words[4]; } queries[] = {
	{ "words", { "食品经营", "许可", "设立登记", "养殖 变更" } },
	{ "pinyin", { "spjy", "shipin", "jyxk", "yangzhi" } },
	{ "everyday", { "开饭店", "营业执照", "奶茶店", "办身份证" } },
	{ "slips", { "食品精英许可", "食品经营许克", "食品营经许可", "怎么办理食品精英许可" } },
	{ "filters", { "", "", "", "" } },
};

/* Processor time of this thread: what others do on the machine does not count. */
static double now_us(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ts);
	return (double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3;
}

/* Microseconds of one search. */
static double search_us(struct place *p, const char *words, bool filtered, int64_t *out_total)
{
	struct arena *mem = arena_new(MEMORY);
	struct tx *t = store_read(p->site.store, mem, &p->fault);
	struct search_want want = finder_want(words, PAGE);
	struct search_result r;
	if (filtered)
		want.facets[FINDER_STAR] = (struct search_range){ 1, INT64_MAX };
	double from = now_us();
	if (!finder_run(t, &want, &r))
		bench_stop(p->fault.words);
	double us = now_us() - from;
	*out_total = r.total;
	store_read_done(t);
	arena_free(mem);
	return us;
}

struct one { int64_t organisation, stamp; int no; };

static enum err publish(struct tx *t, void *arg)
{
	struct one *one = arg;
	int64_t id;
	const char *body = arena_printf(t->mem, "{\"code\":\"NEW%lld-%d\",\"name\":\"%lld刚刚公布的事项\",\"type\":\"20\"}",
					(long long)one->stamp, one->no, (long long)one->stamp);
	return item_publish(t, body, one->organisation, "bench", &id);
}

/* Milliseconds of the first search after a publication. */
static double after_publishing_ms(struct place *p)
{
	struct tx *t = store_read(p->site.store, p->mem, &p->fault);
	struct organisation *all;
	int64_t total, found = 0;
	struct one one = { .stamp = store_now(p->site.store) };
	const char *words = arena_printf(p->mem, "%lld刚刚公布", (long long)one.stamp);
	if (organisation_list(t, &all) == 0)
		bench_stop("no organisation");
	one.organisation = all[0].id;
	store_read_done(t);
	double us = 0;
	for (; one.no < PUBLISHED; one.no++) {
		bench_write(p, p->mem, publish, &one);
		us += search_us(p, words, false, &total);
		found += total == one.no + 1;
	}
	if (found != PUBLISHED)
		bench_stop("what was published should be found at once");
	return us / PUBLISHED / 1000;
}

int main(int argc, char **argv)
{
	struct place p;
	int64_t total;
	if (argc != 2)
		bench_stop("find DB");
	bench_open(&p, argv[1]);
	printf("{\"first\": %.1f", search_us(&p, "", false, &total) / 1000);
	printf(", \"items\": %lld", (long long)total);
	for (size_t k = 0; k < sizeof queries / sizeof *queries; k++) {
		double us = 0, most = 0;
		for (int i = 0; i < ROUNDS; i++) {
			double one = search_us(&p, queries[k].words[i % 4], !*queries[k].words[i % 4], &total);
			us += one;
			most = one > most ? one : most;
		}
		printf(", \"%s\": %.1f", queries[k].kind, us / ROUNDS);
	}
	printf(", \"published\": %.2f}\n", after_publishing_ms(&p));
	bench_close(&p);
	return 0;
}
