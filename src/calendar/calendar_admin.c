#include "calendar/calendar_admin.h"
#include "base/str.h"
#include "calendar/calendar.sql.h"
#include "calendar/calendar_admin.html.h"
#include "calendar/calendar_import.h"
#include "calendar/calendar_room.h"
#include "store/files.h"
#include <string.h>
#include <unistd.h>

enum { YEAR_FIRST = 1949, YEAR_LAST = 2199, NAME_CHARACTERS = 40 };

static const struct choice kinds[] = { { "off", "放假（停工）" }, { "work", "上班" }, { 0 } };
static const struct choice sources[] = { { "state", "国务院办公厅的放假安排" }, { "district", "本区自定的日子" }, { 0 } };

struct day_form {
	int64_t day;
	const char *kind, *name;
};

static const struct field day_fields[] = {
	{ .name = "day", .label = "日期", .kind = FIELD_DATE, .offset = offsetof(struct day_form, day), .required = true },
	{ .name = "name", .label = "名称", .kind = FIELD_TEXT, .offset = offsetof(struct day_form, name), .required = true,
	  .max = NAME_CHARACTERS, .hint = "例如：台风停工" },
	{ .name = "kind", .label = "这一天", .kind = FIELD_CHOICE, .offset = offsetof(struct day_form, kind), .required = true,
	  .choices = kinds },
};
enum { N_DAY_FIELDS = sizeof day_fields / sizeof *day_fields };

static const struct field whose_field = {
	.name = "source", .label = "是谁定的", .kind = FIELD_CHOICE, .required = true, .choices = sources,
};
static const struct field text_field = {
	.name = "text", .label = "或者粘贴内容", .kind = FIELD_LONG,
	.hint = "JSON 或者 CSV：date,kind,name,notice_year",
};

static int64_t year_of(struct req *r)
{
	return req_query_int(r, "year", YEAR_FIRST, YEAR_LAST, day_to_ymd(r->today).year);
}

static const char *date_words(struct arena *a, int64_t day)
{
	return arena_printf(a, "%s %s", day_iso(a, day), day_weekday_name(day));
}

static struct calendar_line line_of(struct arena *a, const struct day_row *d, int64_t days)
{
	bool own = str_eq(d->source, "district"), off = str_eq(d->kind, "off");
	return (struct calendar_line){
		.iso = day_iso(a, d->day), .first = date_words(a, d->day), .last = date_words(a, d->day + days - 1), .days = days,
		.kind = off ? "放假" : "上班", .tone = off ? "held" : "good", .name = d->name, .own = own,
		.source = own ? "本区" : arena_printf(a, "%lld 年的通知", (long long)d->notice_year),
	};
}

static bool continues(const struct day_row *a, const struct day_row *b)
{
	return b->day == a->day + 1 && str_eq(a->source, "state") && str_eq(b->source, "state") && str_eq(a->kind, b->kind) &&
	       str_eq(a->name, b->name) && a->notice_year == b->notice_year;
}

static size_t lines_of(struct arena *a, const struct day_row *rows, size_t n, const struct calendar_line **out)
{
	struct calendar_line *lines = arena_array(a, struct calendar_line, n + 1);
	size_t filled = 0;
	for (size_t i = 0, first = 0; i < n; i++)
		if (i + 1 == n || !continues(&rows[i], &rows[i + 1])) {
			lines[filled++] = line_of(a, &rows[first], (int64_t)(i - first + 1));
			first = i + 1;
		}
	*out = lines;
	return filled;
}

static enum err show(struct req *r, int64_t year)
{
	struct tx *t = req_tx(r);
	const struct calendar *cal = calendar_of(t);
	struct calendar_admin_view v = {
		.year = year, .before = year > YEAR_FIRST ? year - 1 : 0, .after = year < YEAR_LAST ? year + 1 : 0,
	};
	struct day_row *rows;
	int64_t first = 0, last = 0;
	must(day_from_ymd((int)year, 1, 1, &first) && day_from_ymd((int)year, 12, 31, &last));
	size_t n = calendar_days_within(t, first, last, &rows);
	if (t->failed)
		return t->failed;
	v.n = lines_of(r->mem, rows, n, &v.lines);
	v.days = (int64_t)n;
	v.published = calendar_is_published(cal, (int)year);
	v.working_days = calendar_working_between(cal, first - 1, last);
	v.day = form_view(r, &day_fields[0], "");
	v.name = form_view(r, &day_fields[1], "");
	v.kind = form_view(r, &day_fields[2], "off");
	v.whose = form_view(r, &whose_field, "state");
	v.text = form_view(r, &text_field, "");
	v.file_error = form_error_of(r, "file");
	calendar_calendar_admin(r->out, r, &v);
	return OK;
}

static enum err again(struct req *r)
{
	enum err e = show(r, year_of(r));
	return e ? e : reply_again(r);
}

enum err calendar_admin_page(struct req *r)
{
	return show(r, year_of(r));
}

struct change {
	const struct req *r;
	const char *source;
	const struct calendar_row *rows;
	size_t n;
	int64_t remove_day;
};

static void note(struct tx *t, const struct change *c, const char *what, int64_t day)
{
	c->r->site->audit(t, &c->r->who, what, arena_printf(t->mem, "工作日历 %s", day_iso(t->mem, day)), "");
}

static enum err put(struct tx *t, void *arg)
{
	const struct change *c = arg;
	enum err e = calendar_store(t, c->source, c->rows, c->n);
	if (!e)
		note(t, c, c->n == 1 ? "加上一天" : arena_printf(t->mem, "导入 %zu 天", c->n), c->rows[0].day);
	return e;
}

static enum err take_out(struct tx *t, void *arg)
{
	const struct change *c = arg;
	enum err e = calendar_remove(t, c->remove_day);
	if (!e)
		note(t, c, "去掉一天", c->remove_day);
	return e;
}

static enum err done(struct req *r, int64_t day)
{
	return reply_redirect(r, "/admin/calendar?year=%d", day_to_ymd(day).year);
}

static enum err add_day(struct req *r)
{
	struct day_form f = { 0 };
	if (!form_read(r, day_fields, N_DAY_FIELDS, &f))
		return again(r);
	const struct calendar_row row = { f.day, str_eq(f.kind, "work") ? CALENDAR_WORK : CALENDAR_OFF, f.name, 0 };
	struct change c = { r, "district", &row, 1, 0 };
	enum err e = req_write(r, put, &c);
	if (e)
		return e;
	reply_say(r, "%s 已保存：%s。", day_iso(r->mem, f.day), f.name);
	return done(r, f.day);
}

static enum err remove_day(struct req *r)
{
	struct change c = { .r = r };
	if (!day_parse(req_field(r, "day"), &c.remove_day))
		return fail(r, ERR_BAD_INPUT, "没有说去掉哪一天。");
	enum err e = req_write(r, take_out, &c);
	if (e)
		return e;
	reply_say(r, "%s 已去掉，这一天重新按国家的安排和星期算。", day_iso(r->mem, c.remove_day));
	return done(r, c.remove_day);
}

/* What a kept upload holds, as text; NULL when it is too large or has a NUL in it. */
static const char *upload_text(struct req *r, const struct upload *u)
{
	int fd = u->size_bytes <= CALENDAR_TEXT_MAX ? file_open(r->site->store, u->hash) : -1;
	if (fd < 0)
		return NULL;
	char *text = arena_alloc(r->mem, u->size_bytes + 1);
	size_t n = 0;
	for (ssize_t got; n < u->size_bytes && (got = read(fd, text + n, u->size_bytes - n)) > 0;)
		n += (size_t)got;
	close(fd);
	return n == u->size_bytes && strlen(text) == n ? text : NULL;
}

static enum err refuse(struct req *r, const char *field, const char *words)
{
	*r->fault = (struct fault){ 0 };
	form_add_error(r, field, "放假安排", words);
	return again(r);
}

static enum err import(struct req *r)
{
	const struct upload *u = req_upload(r, "file");
	const char *text = u ? u->size_bytes ? upload_text(r, u) : "" : req_field(r, "text"), *field = u ? "file" : "text";
	struct change c = { .r = r, .source = req_field(r, "source") };
	struct calendar_row *rows;
	if (!str_eq(c.source, "state") && !str_eq(c.source, "district"))
		return refuse(r, "source", "请选择其中一项");
	if (!text)
		return refuse(r, field, "文件超过 1 MB，或者不是文字");
	if (str_blank(text))
		return refuse(r, field, "请选择文件，或者粘贴内容");
	if (calendar_read(r->mem, text, r->fault, &rows, &c.n))
		return refuse(r, field, arena_strdup(r->mem, r->fault->words));
	c.rows = rows;
	enum err e = req_write(r, put, &c);
	if (e)
		return e == ERR_BAD_INPUT ? refuse(r, field, arena_strdup(r->mem, r->fault->words)) : e;
	reply_say(r, "放假安排已保存，共 %zu 天。", c.n);
	return done(r, rows[c.n / 2].day);
}

enum err calendar_admin_take(struct req *r)
{
	static const struct { const char *word; enum err (*run)(struct req *r); } deeds[] = {
		{ "add", add_day }, { "remove", remove_day }, { "import", import },
	};
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		if (str_eq(deeds[i].word, req_field(r, "do")))
			return deeds[i].run(r);
	return fail(r, ERR_BAD_INPUT, "没有说要做什么。");
}
