#include "catalogue/import.h"
#include "base/str.h"
#include "catalogue/elements.h"
#include "catalogue/item.h"
#include "web/command.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 64 * 1024 * 1024, AREA_DIGITS = 6, ORDINAL = 1000 };

/* A department as the file names it, and the organisation it leads to. */
struct department {
	const char *code, *name;
	const char *inside;    /* the code inside its items' codes that does not fit; NULL when all do */
	int64_t line, inside_line, n_inside;
	int64_t organisation;
};

struct importing {
	struct import_report *report;
	struct arena *mem;
	struct import_row *rows;
	size_t n;
	bool *refused; /* a flag a row */
	struct department *departments;
	size_t n_departments;
};

void import_remark(struct import_report *r, int64_t line, const char *column, const char *what, const char *mend)
{
	if (r->n_remarks == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 64;
		r->remarks = arena_grow(r->mem, r->remarks, r->cap * sizeof *r->remarks, cap * sizeof *r->remarks);
		r->cap = cap;
	}
	r->remarks[r->n_remarks++] = (struct import_remark){ line, column, what, mend, false };
	r->warnings++;
}

static void refuse(struct importing *im, size_t at, const char *column, const char *what, const char *mend)
{
	struct import_report *r = im->report;
	import_remark(r, im->rows[at].line, column, what, mend);
	r->remarks[r->n_remarks - 1].refused = true;
	r->warnings--;
	r->refused++;
	im->refused[at] = true;
}

static void check_row(struct tx *t, struct importing *im, size_t at)
{
	const struct import_row *row = &im->rows[at];
	if (!*row->name)
		refuse(im, at, "item_name", "没有事项名称", "补上名称，或者检查这一行的列数");
	else if (!*row->code)
		refuse(im, at, "item_code", "没有事项编码", "补上编码，或者检查这一行的列数");
	else if (!*row->department)
		refuse(im, at, "department", "没有部门名称", "补上实施部门");
	else if (!codes_known(t, "item_type", row->type))
		refuse(im, at, "item_type", arena_printf(im->mem, "事项类型“%s”不在表里", row->type), "填 01 到 10、20 或 21");
}

static int by_code(const void *a, const void *b)
{
	const struct import_row *const *x = a, *const *y = b;
	int order = strcmp((*x)->code, (*y)->code);
	return order ? order : (*x)->line < (*y)->line ? -1 : 1;
}

/* The first row of a code counts; those behind it would only fight over it. */
static void check_doubles(struct importing *im)
{
	const struct import_row **sorted = arena_array(im->mem, const struct import_row *, im->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < im->n; i++)
		if (!im->refused[i])
			sorted[n++] = &im->rows[i];
	qsort(sorted, n, sizeof *sorted, by_code);
	for (size_t first = 0, i = 1; i < n; i++) {
		if (!str_eq(sorted[i]->code, sorted[first]->code))
			first = i;
		else
			refuse(im, (size_t)(sorted[i] - im->rows), "item_code",
			       arena_printf(im->mem, "编码“%s”和第 %lld 行重复", sorted[i]->code, (long long)sorted[first]->line),
			       "以先出现的一行为准；如果是两个事项，请给这一个新的编码");
	}
}

static struct department *department_of(struct importing *im, const struct import_row *row)
{
	struct department *d = im->departments;
	for (size_t i = 0; i < im->n_departments; i++, d++)
		if (str_eq(d->code, row->department_code) && str_eq(d->name, row->department))
			return d;
	*d = (struct department){ .code = row->department_code, .name = row->department, .line = row->line };
	im->n_departments++;
	return d;
}

static void check_inside(struct importing *im, const struct import_row *row, struct department *d)
{
	const char *inside = import_codes_inside(im->mem, row->code);
	if (!*inside || !*d->code || import_codes_fit(im->mem, d->code, inside))
		return;
	if (!d->n_inside++) {
		d->inside = inside;
		d->inside_line = row->line;
	}
}

static void check_name(struct importing *im, const struct department *d)
{
	for (const struct department *other = im->departments; *d->code && other < d; other++)
		if (str_eq(other->code, d->code)) {
			import_remark(im->report, d->line, "department",
				      arena_printf(im->mem, "“%s”和“%s”用了同一个部门编码“%s”", other->name, d->name, d->code),
				      "按编码归到前一个部门；如果是两个部门，请改正编码");
			return;
		}
}

static void check_departments(struct importing *im)
{
	for (size_t i = 0; i < im->n; i++)
		if (!im->refused[i])
			check_inside(im, &im->rows[i], department_of(im, &im->rows[i]));
	for (size_t i = 0; i < im->n_departments; i++) {
		const struct department *d = &im->departments[i];
		check_name(im, d);
		const char *why = *d->code ? import_codes_department(im->mem, d->code) : "没有部门编码";
		if (why)
			import_remark(im->report, d->line, "department_code",
				      arena_printf(im->mem, "%s的编码“%s”：%s", d->name, d->code, why),
				      "向编制部门核对 18 位统一社会信用代码");
		if (d->inside)
			import_remark(im->report, d->inside_line, "item_code",
				      arena_printf(im->mem, "%s有 %lld 个事项的编码里写的是另一个部门编码，例如“%s”", d->name,
						   (long long)d->n_inside, d->inside),
				      "核对是部门编码错了，还是事项编码错了");
	}
}

static void check_area(struct importing *im, int64_t area)
{
	const char *own = arena_printf(im->mem, "%lld", (long long)area);
	int64_t others = 0;
	const struct import_row *first = NULL;
	for (size_t i = 0; i < im->n; i++)
		if (*im->rows[i].area && strncmp(im->rows[i].area, own, AREA_DIGITS) != 0) {
			first = first ? first : &im->rows[i];
			others++;
		}
	if (first)
		import_remark(im->report, first->line, "area_code",
			      arena_printf(im->mem, "有 %lld 行的区划代码不是本地的 %s，例如“%s”", (long long)others, own, first->area),
			      "请确认拿的是本地的目录");
}

/* Of several organisations with one name in the area there is only one: the department under another code. */
static int64_t organisation_named(struct tx *t, const char *name)
{
	struct organisation *all;
	size_t n = organisation_list(t, &all);
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].name, name) || str_eq(all[i].short_name, name))
			return all[i].id;
	return 0;
}

static void settle(struct tx *t, struct department *d)
{
	d->organisation = *d->code ? organisation_by_code(t, d->code) : 0;
	if (d->organisation)
		return;
	const char *warning = *d->code ? str_or_empty(import_codes_department(t->mem, d->code)) : "";
	d->organisation = organisation_named(t, d->name);
	if (!d->organisation) {
		struct organisation o = { .kind = "department", .name = d->name, .short_name = d->name, .mark = d->name,
					  .uscc = *warning ? "" : d->code };
		d->organisation = organisation_add(t, &o, *d->code ? d->code : NULL, warning, ORDINAL + d->line);
	} else if (*d->code) {
		organisation_code_add(t, d->code, d->organisation, warning);
	}
}

/* What the file says about an item, put over what is known about it. */
static const char *body_with(struct tx *t, const struct item_row *was, const struct import_row *row)
{
	struct version_row version;
	json_t *json = was && version_load(t, was->id, was->version, &version) ? json_parse(t->mem, version.body) : NULL;
	if (!json)
		json = json_parse(t->mem, "{}");
	json_object_set_new(json, "name", json_string(row->name));
	json_object_set_new(json, "type", json_string(row->type));
	if (!was)
		json_object_set_new(json, "code", json_string(row->code));
	return json_print(t->mem, json);
}

static enum err put_row(struct tx *t, struct importing *im, const struct import_row *row)
{
	struct item_row was;
	int64_t organisation = department_of(im, row)->organisation, id;
	bool known = item_find(t, row->code, &was);
	if (known && str_eq(was.name, row->name) && str_eq(was.type, row->type) && was.organisation == organisation) {
		im->report->unchanged++;
		return t->failed;
	}
	enum item_change change;
	const char *body = body_with(t, known ? &was : NULL, row), *source = known ? was.source : "import";
	enum err e = item_put(t, body, organisation, "import", source, &id, &change);
	if (!e)
		++*(change == ITEM_NEW ? &im->report->added : change == ITEM_CHANGED ? &im->report->changed : &im->report->unchanged);
	return e;
}

static enum err put_all(struct tx *t, void *arg)
{
	struct importing *im = arg;
	for (size_t i = 0; i < im->n_departments; i++)
		settle(t, &im->departments[i]);
	for (size_t i = 0; i < im->n && !t->failed; i++) {
		if (im->refused[i])
			continue;
		enum err e = put_row(t, im, &im->rows[i]);
		if (e == ERR_BAD_INPUT) {
			refuse(im, i, "item_name", arena_strdup(t->mem, t->fault->words), "改正后重新导入，别的行不受影响");
			*t->fault = (struct fault){ 0 };
		}
	}
	return t->failed;
}

static void count_departments(struct importing *im)
{
	for (size_t i = 0; i < im->n_departments; i++) {
		bool again = false;
		for (size_t j = 0; j < i && !again; j++)
			again = im->departments[j].organisation == im->departments[i].organisation;
		im->report->departments += !again;
		im->report->codes += *im->departments[i].code != '\0';
	}
}

enum err import_catalogue(struct store *s, struct arena *mem, struct fault *f, const char *data, size_t n,
			  struct import_report *out)
{
	*out = (struct import_report){ .mem = mem };
	struct importing im = { .report = out, .mem = mem };
	enum err e = import_read(mem, f, data, n, out, &im.rows, &im.n);
	if (e)
		return e;
	out->rows = (int64_t)im.n;
	im.refused = arena_array(mem, bool, im.n + 1);
	im.departments = arena_array(mem, struct department, im.n + 1);
	struct tx *t = store_read(s, mem, f);
	for (size_t i = 0; i < im.n; i++)
		check_row(t, &im, i);
	store_read_done(t);
	check_doubles(&im);
	check_departments(&im);
	check_area(&im, store_area(s));
	e = store_write(s, mem, f, put_all, &im);
	count_departments(&im);
	return e;
}

static void print_report(const struct import_report *r)
{
	for (size_t i = 0; i < r->n_remarks; i++) {
		const struct import_remark *m = &r->remarks[i];
		printf("第 %lld 行 [%s] %s%s。%s。\n", (long long)m->line, m->column, m->refused ? "未导入：" : "", m->what, m->mend);
	}
	printf("共 %lld 行：新增 %lld，变更 %lld，未变 %lld，未导入 %lld；提醒 %lld 处。%lld 个部门，%lld 个部门编码。\n", (long long)r->rows,
	       (long long)r->added, (long long)r->changed, (long long)r->unchanged, (long long)r->refused, (long long)r->warnings,
	       (long long)r->departments, (long long)r->codes);
}

int import_command(struct call *c)
{
	const char *data = NULL;
	size_t n = 0;
	struct import_report report;
	if (!call_rest(c, 2))
		return EXIT_USAGE;
	if (!str_eq(c->argv[0], "catalogue"))
		return call_usage(c, "cannot import '%s'", c->argv[0]);
	if (call_file(c, c->argv[1], FILE_MAX, &data, &n) ||
	    import_catalogue(c->site->store, c->mem, c->fault, data, n, &report))
		return call_failed(c);
	print_report(&report);
	return report.rows > report.refused ? EXIT_OK : EXIT_FAILED;
}
