/* A day is frozen when it ends. What was not frozen then is filled only where nothing can have changed since. */
#include "rates/rates_private.h"
#include "base/day.h"

enum { LAST_MINUTE_MS = 60 * 1000, FILL_DAYS = 400, EDGE = 8, POINTS_BYTES = 32 * 1024 };

static int64_t end_of(int64_t day)
{
	return ms_of_day(day + 1, DAY_ZONE_CHINA);
}

/* The last minute counts as the end, before the first jobs of the new day publish what begins with it. */
static bool is_known(struct tx *t, int64_t day, int64_t changed_last)
{
	return end_of(day) - LAST_MINUTE_MS <= t->now && (t->now < end_of(day) || changed_last < end_of(day));
}

static void put(struct tx *t, int64_t day, const struct rates_line *l)
{
	day_put(t, &(struct day_row){
		.day = day, .organisation = l->organisation, .items = l->rates.items, .online = rates_online(&l->rates),
		.full_online = rates_full(&l->rates), .five = l->rates.star[5], .no_visit = l->rates.no_visit,
		.one_visit = l->rates.one_visit,
	});
}

size_t rate_days_freeze(struct tx *t)
{
	int64_t today = day_of_ms(t->now, DAY_ZONE_CHINA), last = day_last(t), changed_last = item_changed_last(t);
	int64_t first = last ? last + 1 : today - 1;
	const struct rates_all all = rates_all_of(t);
	size_t frozen = 0;
	if (first < today - FILL_DAYS)
		first = today - FILL_DAYS;
	for (int64_t day = first; day <= today; day++) {
		if (!is_known(t, day, changed_last))
			continue;
		put(t, day, &all.whole);
		for (size_t i = 0; i < all.n; i++)
			put(t, day, &all.lines[i]);
		frozen++;
	}
	return frozen;
}

static enum err freeze(struct tx *t, void *arg)
{
	(void)arg;
	rate_days_freeze(t);
	return t->failed;
}

enum err rate_days_run(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	(void)payload;
	return store_write(site->store, mem, f, freeze, NULL);
}

int64_t rate_days_next(struct tx *t)
{
	int64_t at = end_of(day_of_ms(t->now, DAY_ZONE_CHINA)) - LAST_MINUTE_MS;
	return at > t->now ? at : at + DAY_MS;
}

/* ---- the line ---- */

struct axis { struct arena *mem; int64_t first, last; };

/* In tenths of a unit of the drawing: exact enough, and no fractions to print. */
static const char *at_day(const struct axis *x, int64_t day)
{
	int64_t span = x->last - x->first, wide = (RATES_CHART_WIDTH - 2 * EDGE) * 10;
	int64_t tenths = EDGE * 10 + (span ? (day - x->first) * wide / span : wide);
	return arena_printf(x->mem, "%lld.%lld", (long long)tenths / 10, (long long)tenths % 10);
}

static const char *at_share(const struct axis *x, int64_t n, int64_t of)
{
	int64_t high = (RATES_CHART_HEIGHT - 2 * EDGE) * 10, tenths = EDGE * 10 + high - (of ? n * high / of : 0);
	return arena_printf(x->mem, "%lld.%lld", (long long)tenths / 10, (long long)tenths % 10);
}

/* The days from `from` to before `to`, which follow each other. */
static struct rates_stroke stroke_of(const struct axis *x, const struct day_row *from, const struct day_row *to, bool full)
{
	struct out o;
	struct rates_stroke s = { .dot = to - from == 1 };
	out_init(&o, x->mem, POINTS_BYTES);
	for (const struct day_row *d = from; d < to; d++) {
		s.x = at_day(x, d->day);
		s.y = at_share(x, full ? d->full_online : d->online, d->items);
		out_printf(&o, "%s%s,%s", d == from ? "" : " ", s.x, s.y);
	}
	s.points = arena_strdup(x->mem, out_str(&o));
	out_release(&o);
	return s;
}

static void draw(struct arena *mem, struct rates_history *h)
{
	const struct axis x = { mem, h->days[0].day, h->days[h->n - 1].day };
	h->online = arena_array(mem, struct rates_stroke, h->n);
	h->full = arena_array(mem, struct rates_stroke, h->n);
	for (size_t first = 0, i = 1; i <= h->n; i++)
		if (i == h->n || h->days[i].day != h->days[i - 1].day + 1) {
			h->online[h->n_strokes] = stroke_of(&x, h->days + first, h->days + i, false);
			h->full[h->n_strokes++] = stroke_of(&x, h->days + first, h->days + i, true);
			first = i;
		}
}

struct rates_history rates_history_of(struct tx *t, int64_t organisation, int64_t today)
{
	struct rates_history h = { 0 };
	h.n = days_of(t, organisation, today - RATES_CHART_DAYS + 1, &h.days);
	if (h.n == 0)
		return h;
	const struct day_row *first = h.days, *last = &h.days[h.n - 1];
	h.missing = last->day - first->day + 1 - (int64_t)h.n;
	h.first = day_iso(t->mem, first->day);
	h.last = day_iso(t->mem, last->day);
	h.online_now = rates_percent(t->mem, last->online, last->items);
	h.full_now = rates_percent(t->mem, last->full_online, last->items);
	draw(t->mem, &h);
	return h;
}
