#include "calendar/calendar_room.h"
#include "calendar/calendar.sql.h"
#include "assets.h"
#include "base/str.h"

static void *build(struct tx *t)
{
	struct day_row *rows;
	size_t n = calendar_days(t, &rows);
	if (t->failed)
		return NULL;
	struct calendar_row *days = arena_array(t->mem, struct calendar_row, n + 1);
	for (size_t i = 0; i < n; i++)
		days[i] = (struct calendar_row){ rows[i].day, str_eq(rows[i].kind, "work") ? CALENDAR_WORK : CALENDAR_OFF,
						 rows[i].name, (int)rows[i].notice_year };
	return calendar_new(days, n);
}

static void drop(void *value)
{
	calendar_free(value);
}

const struct calendar *calendar_of(struct tx *t)
{
	return store_cached(t, TOPIC_CALENDAR, build, drop);
}

struct days {
	struct calendar_row *rows;
	size_t n;
};

static enum err put_days(struct tx *t, void *arg)
{
	const struct days *d = arg;
	for (size_t i = 0; i < d->n; i++)
		calendar_day_put(t, d->rows[i].day, "state", d->rows[i].kind == CALENDAR_WORK ? "work" : "off", d->rows[i].name,
				 d->rows[i].notice_year);
	tx_touch(t, TOPIC_CALENDAR);
	return t->failed;
}

enum err calendar_install(struct store *s, struct arena *mem, struct fault *f)
{
	const struct embedded *e = asset_files;
	while (!str_ends(e->path, "holidays.csv"))
		e++;
	struct days d;
	enum err failed = calendar_parse(mem, (const char *)e->data, f, &d.rows, &d.n);
	return failed ? failed : store_write(s, mem, f, put_days, &d);
}

const struct room calendar_room = { .name = "calendar", .statements = { &calendar_sql } };
