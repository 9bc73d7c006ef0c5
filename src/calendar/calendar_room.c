#include "calendar/calendar_room.h"
#include "calendar/calendar.sql.h"
#include "calendar/calendar_admin.h"
#include "calendar/calendar_import.h"
#include "calendar/clock_command.h"
#include "calendar/working_days.h"
#include "assets.h"
#include "base/day.h"
#include "base/str.h"
#include "web/command.h"
#include <stdio.h>
#include <string.h>

static struct calendar_row row_of(const struct day_row *r)
{
	enum calendar_kind kind = str_eq(r->kind, "work") ? CALENDAR_WORK : CALENDAR_OFF;
	return (struct calendar_row){ r->day, kind, r->name, (int)r->notice_year };
}

static void *build(struct tx *t)
{
	struct day_row *rows;
	size_t n = calendar_days(t, &rows);
	if (t->failed)
		return NULL;
	struct calendar_row *days = arena_array(t->mem, struct calendar_row, n + 1);
	for (size_t i = 0; i < n; i++)
		days[i] = row_of(&rows[i]);
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

static bool is_state(const char *source)
{
	must(str_eq(source, "state") || str_eq(source, "district"));
	return str_eq(source, "state");
}

static enum err check_rows(struct tx *t, const char *source, const struct calendar_row *rows, size_t n)
{
	for (size_t i = 0; is_state(source) && i < n; i++)
		if (!rows[i].notice_year)
			return fail(t, ERR_BAD_INPUT, "%s 没有写通知年份：国家公布的日子要写是哪一年的通知", day_iso(t->mem, rows[i].day));
	return OK;
}

enum err calendar_store(struct tx *t, const char *source, const struct calendar_row *rows, size_t n)
{
	enum err e = check_rows(t, source, rows, n);
	if (e)
		return e;
	for (size_t i = 0; is_state(source) && i < n; i++)
		if (i == 0 || rows[i].notice_year != rows[i - 1].notice_year)
			calendar_notice_remove(t, rows[i].notice_year);
	for (size_t i = 0; i < n; i++)
		calendar_day_put(t, rows[i].day, source, rows[i].kind == CALENDAR_WORK ? "work" : "off", rows[i].name,
				 is_state(source) ? rows[i].notice_year : 0);
	tx_touch(t, TOPIC_CALENDAR);
	return t->failed;
}

static bool has_notice(const struct calendar_row *rows, size_t n, int64_t notice_year)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].notice_year == notice_year)
			return true;
	return false;
}

enum err calendar_with(struct tx *t, const char *source, const struct calendar_row *rows, size_t n, struct calendar **out)
{
	bool state = is_state(source);
	struct day_row *kept;
	enum err e = check_rows(t, source, rows, n);
	size_t n_kept = calendar_days(t, &kept), n_all = 0, i = 0;
	if (e || t->failed)
		return e ? e : t->failed;
	struct calendar_row *all = arena_array(t->mem, struct calendar_row, n_kept + n + 1);
	for (; i < n_kept && is_state(kept[i].source); i++)
		if (!state || !has_notice(rows, n, kept[i].notice_year))
			all[n_all++] = row_of(&kept[i]);
	for (size_t k = 0; state && k < n; k++)
		all[n_all++] = rows[k];
	for (; i < n_kept; i++)
		all[n_all++] = row_of(&kept[i]);
	for (size_t k = 0; !state && k < n; k++)
		all[n_all++] = (struct calendar_row){ rows[k].day, rows[k].kind, rows[k].name, 0 };
	*out = calendar_new(all, n_all);
	return OK;
}

enum err calendar_remove(struct tx *t, int64_t day)
{
	if (calendar_district_remove(t, day) == 0)
		return t->failed ? t->failed : fail(t, ERR_NOT_FOUND, "本区没有自定过这一天。");
	tx_touch(t, TOPIC_CALENDAR);
	return t->failed;
}

struct days {
	struct calendar_row *rows;
	size_t n;
};

static enum err put_days(struct tx *t, void *arg)
{
	const struct days *d = arg;
	return calendar_store(t, "state", d->rows, d->n);
}

const char *calendar_shipped(void)
{
	const struct embedded *e = asset_files;
	while (!str_ends(e->path, "holidays.csv"))
		e++;
	return (const char *)e->data;
}

enum err calendar_install(struct store *s, struct arena *mem, struct fault *f)
{
	struct days d;
	enum err e = calendar_read(mem, calendar_shipped(), f, &d.rows, &d.n);
	return e ? e : store_write(s, mem, f, put_days, &d);
}

enum err calendar_file(struct call *c, const char *path, struct calendar_row **out_rows, size_t *out_n)
{
	const char *text;
	size_t bytes;
	enum err e = call_file(c, path, CALENDAR_TEXT_MAX, &text, &bytes);
	return e ? e : calendar_read(c->mem, strlen(text) == bytes ? text : "\xFF", c->fault, out_rows, out_n);
}

int calendar_list(struct call *c)
{
	int64_t year;
	struct day_row *rows;
	if (!call_rest(c, 1))
		return EXIT_USAGE;
	if (!num_parse(c->argv[0], 1, 9998, &year))
		return call_usage(c, "'%s' is not a year", c->argv[0]);
	struct tx *t = store_read(c->site->store, c->mem, c->fault);
	int64_t first = 0, last = 0;
	must(day_from_ymd((int)year, 1, 1, &first) && day_from_ymd((int)year, 12, 31, &last));
	size_t n = calendar_days_within(t, first, last, &rows);
	puts("date,kind,name,notice_year");
	for (size_t i = 0; i < n; i++) {
		const char *notice_year = rows[i].notice_year ? arena_printf(c->mem, "%lld", (long long)rows[i].notice_year) : "";
		printf("%s,%s,%s,%s\n", day_iso(c->mem, rows[i].day), rows[i].kind, rows[i].name, notice_year);
	}
	store_read_done(t);
	return c->fault->code ? call_failed(c) : EXIT_OK;
}

static const struct route routes[] = {
	{ GET, "/working-days", working_days_page, ANYONE, .help = "when a period ends, and why" },
	{ GET, "/api/v1/working-days", working_days_api, ANYONE, .flags = ROUTE_JSON, .help = "when a period ends, and why",
	  .answer = &working_days_shape, .query = &working_days_query },
	{ GET, "/admin/calendar", calendar_admin_page, STAFF(ROLE_ADMIN), .help = "declared days off and make-up days" },
	{ POST, "/admin/calendar", calendar_admin_take, STAFF(ROLE_ADMIN), .body = MB(3), .flags = ROUTE_UPLOAD,
	  .help = "adds or removes a day of the district, or takes a notice over" },
	{ 0 },
};

static const struct command commands[] = {
	{ "clock", "due [--calendar FILE] | explain START AMOUNT UNIT [FROM/TO]… [--calendar FILE]",
	  "when periods end: `start,amount,unit[,from/to]…` a line of standard input, or one with every day explained", COMMAND_MAYBE,
	  clock_command },
	{ 0 },
};

const struct room calendar_room = {
	.name = "calendar", .routes = routes, .statements = { &calendar_sql }, .commands = commands,
};
