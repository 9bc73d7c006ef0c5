#include "transfer/import_private.h"
#include "base/str.h"

enum { ORDINAL = 1000 };

/* Of several organisations with one name in the area there is only one: the department under another code. */
static int64_t organisation_named(const struct import *im, const char *name)
{
	for (size_t i = 0; i < im->n_organisations; i++)
		if (str_eq(im->organisations[i].name, name) || str_eq(im->organisations[i].short_name, name))
			return im->organisations[i].id;
	return 0;
}

/* By its code, else by its name; what one row of the file has made another finds again. */
static int64_t known(struct import *im, struct tx *t, const struct import_department *d)
{
	int64_t id = *d->code ? organisation_by_code(t, d->code) : 0;
	for (const struct import_department *other = im->departments; !id && other < d; other++)
		if (other->n_rows && str_eq(other->name, d->name))
			id = other->organisation;
	return id ? id : organisation_named(im, d->name);
}

struct import_department *import_departments_of(struct import *im, struct tx *t, const char *code, const char *name, int64_t line)
{
	struct import_department *d = im->departments;
	for (size_t i = 0; i < im->n_departments; i++, d++)
		if (str_eq(d->code, code) && str_eq(d->name, name))
			return d;
	if (im->n_departments == IMPORT_DEPARTMENTS)
		return NULL;
	*d = (struct import_department){ .code = arena_strdup(im->mem, code), .name = arena_strdup(im->mem, name), .line = line };
	d->organisation = known(im, t, d);
	im->n_departments++;
	return d;
}

void import_departments_inside(struct import *im, struct import_department *d, const char *item_code, int64_t line)
{
	const char *inside = import_codes_inside(im->mem, item_code);
	if (!*inside || !*d->code || import_codes_fit(im->mem, d->code, inside))
		return;
	if (!d->n_inside++) {
		d->inside = inside;
		d->inside_line = line;
	}
}

static void say_name(struct import *im, const struct import_department *d)
{
	for (const struct import_department *other = im->departments; *d->code && other < d; other++)
		if (other->n_rows && str_eq(other->code, d->code)) {
			import_report_remark(im->report, d->line, import_row_heading(im, "department"),
					     arena_printf(im->mem, "“%s”和“%s”用了同一个部门编码“%s”", other->name, d->name, d->code),
					     "按编码归到前一个部门；如果是两个部门，请改正编码");
			return;
		}
}

static void say_code(struct import *im, const struct import_department *d)
{
	const char *why = *d->code ? import_codes_department(im->mem, d->code) : im->report->list ? "没有部门编码" : NULL;
	if (why)
		import_report_remark(im->report, d->line, import_row_heading(im, "department_code"),
				     arena_printf(im->mem, "%s的编码“%s”：%s", d->name, d->code, why), "向编制部门核对 18 位统一社会信用代码");
	if (d->inside)
		import_report_remark(im->report, d->inside_line, import_row_heading(im, "item_code"),
				     arena_printf(im->mem, "%s有 %lld 个事项的编码里写的是另一个部门编码，例如“%s”", d->name,
						  (long long)d->n_inside, d->inside),
				     "核对是部门编码错了，还是事项编码错了");
}

void import_departments_say(struct import *im)
{
	for (size_t i = 0; i < im->n_departments; i++) {
		if (!im->departments[i].n_rows)
			continue;
		say_name(im, &im->departments[i]);
		say_code(im, &im->departments[i]);
	}
}

/* Departments that mean one organisation count once; those to be made mean one when they have one name. */
static bool is_same(const struct import_department *a, const struct import_department *b)
{
	return a->n_rows && (a->organisation ? a->organisation == b->organisation : !b->organisation && str_eq(a->name, b->name));
}

void import_departments_count(struct import *im)
{
	for (size_t i = 0; i < im->n_departments; i++) {
		const struct import_department *d = &im->departments[i];
		bool again = !d->n_rows;
		for (size_t j = 0; j < i && !again; j++)
			again = is_same(&im->departments[j], d);
		im->report->departments += !again;
		im->report->codes += d->n_rows && *d->code;
	}
}

static void settle(struct import *im, struct tx *t, struct import_department *d)
{
	d->organisation = known(im, t, d);
	bool has_code = *d->code && organisation_by_code(t, d->code);
	const char *warning = *d->code ? str_or_empty(import_codes_department(t->mem, d->code)) : "";
	if (!d->organisation) {
		struct organisation o = { .kind = "department", .name = d->name, .short_name = d->name, .mark = d->name,
					  .uscc = *warning ? "" : d->code };
		d->organisation = organisation_add(t, &o, *d->code ? d->code : NULL, warning, ORDINAL + d->line);
	} else if (*d->code && !has_code && im->o->departments) {
		organisation_code_add(t, d->code, d->organisation, warning);
	}
}

void import_departments_settle(struct import *im, struct tx *t)
{
	for (size_t i = 0; i < im->n_departments; i++)
		if (im->departments[i].n_rows)
			settle(im, t, &im->departments[i]);
}
