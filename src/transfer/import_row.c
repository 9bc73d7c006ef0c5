#include "transfer/import_private.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_CHARACTERS = 200, CODE_MAX_BYTES = 100, UNKNOWN_MAX = 2000 };

/* A row on its way to an item. */
struct looking {
	struct import *im;
	struct tx *t;
	const struct row *row;
	struct row_head head;
	json_t *said;            /* elements */
	json_t *gone;            /* keys of empty cells: the item is to say nothing about them */
	struct item_row was;     /* id 0: there is none */
	json_t *body, *body_was;
	const char *code;
	bool wrong;
};

const char *import_row_heading(const struct import *im, const char *key)
{
	for (size_t i = 0; i < im->rows.n_heading; i++)
		if (im->columns[i].key && str_eq(im->columns[i].key, key))
			return im->rows.heading[i];
	return key;
}

static void refuse(struct looking *l, const char *key, const char *what, const char *mend)
{
	import_report_refuse(l->im->report, l->row->line, import_row_heading(l->im, key), what, mend);
	l->wrong = true;
}

static void put(struct looking *l, const struct column *c, json_t *v)
{
	if (c->element) {
		json_object_set_new(l->said, c->element->key, v);
		return;
	}
	const char *text = arena_strdup(l->t->mem, str_or_empty(json_string_value(v)));
	memcpy((char *)&l->head + c->at, &text, sizeof text);
	json_decref(v);
}

/* A quotation mark that keeps tables from counting with a text (=, +, -, @) is not part of it. */
static const char *unguarded(const char *cell)
{
	return *cell == '\'' && cell[1] && strchr("=+-@'", cell[1]) ? cell + 1 : cell;
}

static void read_cells(struct looking *l)
{
	const struct import *im = l->im;
	for (size_t i = 0; i < im->rows.n_heading; i++) {
		const struct column *c = &im->columns[i];
		const char *cell = unguarded(l->row->cells[i]);
		json_t *v = NULL;
		if (!c->key)
			continue;
		const char *wrong = c->element ? columns_read(l->t, c->element, cell, &v) : NULL;
		if (wrong)
			refuse(l, c->key, wrong, columns_how(l->t, c->element));
		else if (c->element && !*cell)
			json_object_set_new(l->gone, c->key, json_true());
		else
			put(l, c, c->element ? v : json_string(cell));
	}
}

static void note_unknown(struct import *im, const char *key)
{
	if (strlen(im->unknown) < UNKNOWN_MAX && !strstr(im->unknown, arena_printf(im->mem, "“%s”", key)))
		im->unknown = arena_printf(im->mem, "%s%s“%s”", im->unknown, *im->unknown ? "、" : "", str_shorten(im->mem, key, 50));
}

static void read_members(struct looking *l)
{
	const char *key;
	json_t *v;
	json_object_foreach(l->row->object, key, v) {
		struct column c;
		if (columns_find(key, &c))
			put(l, &c, json_incref(v));
		else
			note_unknown(l->im, key);
	}
}

/* Cells beyond the heading, or, where a missing one would wipe something out, fewer than it has. */
static void check_width(struct looking *l)
{
	const struct row *row = l->row;
	const struct rows *all = &l->im->rows;
	bool more = false;
	for (size_t i = all->n_heading; i < row->n_cells && !more; i++)
		more = *row->cells[i];
	if (more)
		import_report_refuse(l->im->report, row->line, "整行",
				     arena_printf(l->t->mem, "这一行有 %zu 格，表头只有 %zu 格", row->n_cells, all->n_heading),
				     "检查有没有多出的逗号，含逗号的内容要放在引号里");
	else if (!l->im->report->list && row->n_cells < all->n_heading)
		import_report_refuse(l->im->report, row->line, rows_column(all, l->t->mem, row->n_cells),
				     arena_printf(l->t->mem, "这一行只有 %zu 格，表头有 %zu 格", row->n_cells, all->n_heading),
				     "可能没有写完或者没有传完整；要空着的格子也留着逗号");
	else
		return;
	l->wrong = true;
}

static void read_row(struct looking *l)
{
	const struct row *row = l->row;
	if (row->what) {
		import_report_refuse(l->im->report, row->line, row->column, row->what, row->mend);
		l->wrong = true;
	} else if (row->object) {
		read_members(l);
	} else {
		check_width(l);
		if (!l->wrong)
			read_cells(l);
	}
}

static void release(void *v)
{
	json_decref(v);
}

static json_t *owned(struct arena *a, json_t *v)
{
	arena_defer(a, release, v);
	return v;
}

static void find_item(struct looking *l)
{
	struct version_row version;
	l->code = *l->head.item_code ? l->head.item_code : item_code(l->said);
	if (*l->code && item_find(l->t, l->code, &l->was) && version_load(l->t, l->was.id, l->was.version, &version))
		l->body_was = json_parse(l->t->mem, version.body);
	l->body = owned(l->t->mem, l->body_was ? json_deep_copy(l->body_was) : json_object());
}

/* What the file says, laid over what is known. Null takes out of an item what it says, and is kept of a new one. */
static void lay_over(struct looking *l)
{
	const char *key;
	json_t *v;
	json_object_foreach(l->said, key, v) {
		if (!json_is_null(v) || !l->body_was)
			json_object_set(l->body, key, v);
		else if (!json_is_null(json_object_get(l->body, key)))
			json_object_del(l->body, key);
	}
	json_object_foreach(l->gone, key, v)
		json_object_del(l->body, key);
	if (!*item_code(l->body) && *l->head.item_code)
		json_object_set_new(l->body, "code", json_string(l->head.item_code));
}

static void check_needed(struct looking *l)
{
	const char *name = json_get_text(l->body, "name"), *type = json_get_text(l->body, "type");
	bool nobody = !l->was.id && !*l->head.department && !*l->head.department_code && !l->im->o->organisation;
	if (str_blank(name) && !l->was.id && *l->code && !l->im->report->list)
		refuse(l, "name", arena_printf(l->t->mem, "目录里没有编码是“%s”的事项，新的事项要有名称", l->code), "核对编码，或者补上名称");
	else if (str_blank(name))
		refuse(l, "name", "没有事项名称", "补上名称，或者检查这一行的列数");
	else if (str_length(name) > NAME_MAX_CHARACTERS)
		refuse(l, "name", arena_printf(l->t->mem, "名称有 %zu 个字", str_length(name)), "最多 200 个字");
	else if (!*l->code)
		refuse(l, "item_code", "没有事项编码", "补上编码，或者检查这一行的列数");
	else if (strlen(l->code) > CODE_MAX_BYTES || strpbrk(l->code, "/?#% "))
		refuse(l, "item_code", "编码太长，或者有空格和 / ? # % 这样的字符", "改正编码");
	else if (nobody || (l->im->report->list && !*l->head.department))
		refuse(l, "department", "没有部门名称", "补上实施部门");
	else if (!codes_known(l->t, "item_type", type))
		refuse(l, "type", arena_printf(l->t->mem, "事项类型“%s”不在表里", type), columns_how(l->t, element_find("type")));
	else if (!str_eq(item_code(l->body), l->code))
		refuse(l, "item_code", arena_printf(l->t->mem, "和事项自己的编码“%s”不同", item_code(l->body)),
		       "已有事项的编码不能改；如果是另一个事项，请改成它自己的编码");
}

/* Whether a fault of the table of elements lies in something that this file changes. */
static bool is_changed(const struct looking *l, const char *key)
{
	const char *first = arena_strndup(l->t->mem, key, strcspn(key, "."));
	return !json_equal(json_object_get(l->body, first), json_object_get(l->body_was, first));
}

static void check_elements(struct looking *l)
{
	struct registry_kind item = registry_kinds[0];
	struct finding *all;
	item.check = NULL; /* the publish check is for the office that publishes */
	size_t n = registry_check(l->t, &item, l->body, l->was.organisation, &all);
	for (size_t i = 0; i < n; i++) {
		const char *first = arena_strndup(l->t->mem, all[i].key, strcspn(all[i].key, "."));
		const struct element *e = element_find(first);
		if (all[i].stops && is_changed(l, all[i].key))
			refuse(l, first, all[i].words, e ? columns_how(l->t, e) : "改正这一格");
	}
	const char *why = l->wrong ? NULL : body_fault(l->t->mem, body_parse(l->t->mem, l->body));
	if (why)
		refuse(l, "name", why, "改正后重新导入");
}

/* NULL, with a fault said, when there is none; *out_id 0: to be made. */
static struct import_department *department_of(struct looking *l, int64_t *out_id)
{
	struct import *im = l->im;
	bool named = *l->head.department || *l->head.department_code;
	*out_id = l->was.id ? l->was.organisation : im->o->organisation;
	if (!named)
		return NULL;
	struct import_department *d = import_departments_of(im, l->t, l->head.department_code, l->head.department, l->row->line);
	if (!d) {
		refuse(l, "department", arena_printf(l->t->mem, "一个文件里超过 %d 个部门", IMPORT_DEPARTMENTS), "检查是不是列错了位");
		return NULL;
	}
	*out_id = d->organisation;
	return d;
}

static bool may(const struct looking *l, int64_t organisation)
{
	const struct import_options *o = l->im->o;
	return (!o->organisation || organisation == o->organisation) && (!o->who || adjustment_may(o->who, organisation));
}

static void check_department(struct looking *l, struct import_item *out)
{
	out->department = department_of(l, &out->organisation);
	if (l->wrong)
		return;
	const char *name = *l->head.department ? l->head.department : l->head.department_code;
	if (!out->organisation && (!l->im->o->departments || !*l->head.department))
		refuse(l, *l->head.department ? "department" : "department_code", arena_printf(l->t->mem, "没有部门“%s”", name),
		       "核对部门的名称和编码；新的部门先在机构里加上");
	else if (!may(l, out->organisation) || (l->was.id && !may(l, l->was.organisation)))
		refuse(l, "department", l->was.id ? arena_printf(l->t->mem, "“%s”是%s的事项", l->was.name, l->was.agency) : "不是您部门的事项",
		       "只能导入自己部门的事项");
}

static int by_subject(const void *a, const void *b)
{
	const struct import_open *x = a, *y = b;
	return x->subject != y->subject ? (x->subject < y->subject ? -1 : 1) : x->subject ? 0 : strcmp(x->code, y->code);
}

static void check_open(struct looking *l)
{
	const struct import_open key = { l->was.id, l->code };
	if (bsearch(&key, l->im->open, l->im->n_open, sizeof key, by_subject))
		refuse(l, "item_code", arena_printf(l->t->mem, "“%s”已经有一个没办完的调整", json_get_text(l->body, "name")),
		       "先在动态调整里办完或者撤掉它");
}

static void check_state(struct looking *l, struct import_item *out)
{
	const char *was = l->was.id ? l->was.state : "in_use";
	const char *state = *l->head.state ? columns_state(l->head.state) : was;
	if (!state)
		refuse(l, "state", arena_printf(l->t->mem, "没有“%s”这种状态", l->head.state), "可以填：在用、暂停、取消");
	else if (!str_eq(state, was))
		out->state = state;
}

static void check_area(struct looking *l)
{
	enum { AREA_DIGITS = 6 };
	struct import *im = l->im;
	const char *own = arena_printf(l->t->mem, "%lld", (long long)l->t->area);
	if (!*l->head.area_code || strncmp(l->head.area_code, own, AREA_DIGITS) == 0 || im->other_area++)
		return;
	im->other_line = l->row->line;
	im->other_code = arena_strdup(im->mem, l->head.area_code);
}

/* What is to be written, and what the report says about it. */
static void settle(struct looking *l, struct import_item *out)
{
	struct import *im = l->im;
	const char *body = json_print(l->t->mem, l->body);
	bool same = l->body_was && str_eq(body, json_print(l->t->mem, l->body_was)) && out->organisation == l->was.organisation;
	out->line = l->row->line;
	out->item = l->was.id;
	out->version = l->was.version;
	out->code = arena_strdup(im->mem, l->code);
	if (same && !out->state)
		return;
	struct import_change c = { .line = out->line, .code = l->code, .name = json_get_text(l->body, "name"), .is_new = !l->was.id };
	struct difference *all = NULL;
	c.state = out->state ? columns_state_name(out->state) : "";
	c.n = same || c.is_new || im->report->n_changes == IMPORT_CHANGES ? 0 : differ(l->t, elements, l->body_was, l->body, &all);
	c.all = all;
	import_report_change(im->report, &c);
	if (same)
		return;
	if (out->state && im->o->draft)
		import_report_remark(im->report, out->line, import_row_heading(im, "state"), "内容和状态不能在一个调整里一起改，这一次只改内容",
				     "这个调整办完以后再导入一次");
	im->body_bytes += strlen(body);
	if (im->body_bytes <= IMPORT_BODIES)
		out->body = arena_strdup(im->mem, body);
}

bool import_row_look(struct import *im, struct tx *t, const struct row *row, struct import_item *out)
{
	struct looking l = { im, t, row, { "", "", "", "", "" }, .said = owned(t->mem, json_object()),
			     .gone = owned(t->mem, json_object()) };
	*out = (struct import_item){ .line = row->line };
	read_row(&l);
	if (l.wrong)
		return false;
	find_item(&l);
	lay_over(&l);
	check_needed(&l);
	if (!l.wrong)
		check_elements(&l);
	if (!l.wrong)
		check_department(&l, out);
	if (!l.wrong)
		check_state(&l, out);
	if (!l.wrong && im->o->draft)
		check_open(&l);
	if (l.wrong)
		return false;
	settle(&l, out);
	check_area(&l);
	if (out->department) {
		out->department->n_rows++;
		import_departments_inside(im, out->department, out->code, out->line);
	}
	return true;
}
