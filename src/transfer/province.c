#include "transfer/province.h"
#include "transfer/import_private.h"
#include "transfer/transfer.sql.h"
#include "base/str.h"
#include "catalogue/stars.h"
#include <stdlib.h>
#include <string.h>

enum { PAGE_ITEMS = 100, SERVICE_MEMORY = 256 * 1024 * 1024 };

/* Under which provincial code an item of ours is known. */
struct known { const char *provincial; const char *code; };

/* One that is to become an adjustment. */
struct drafting { struct adjustment_new n; const char *code; int64_t line; };

struct taking {
	const struct import_options *o;
	struct import_report *report;
	struct arena *mem;
	struct known *known;
	size_t n_known;
	struct import_open *open;
	size_t n_open;
	struct drafting *drafts;
	size_t n_drafts;
};

static int by_provincial(const void *a, const void *b)
{
	return strcmp(((const struct known *)a)->provincial, ((const struct known *)b)->provincial);
}

static void add_known(struct taking *k, const struct export_row *row, const json_t *body, size_t *cap)
{
	const char *provincial = json_get_text(body, "provincial_code");
	if (!*provincial)
		return;
	if (k->n_known == *cap) {
		size_t more = *cap ? *cap * 2 : 256;
		k->known = arena_grow(k->mem, k->known, *cap * sizeof *k->known, more * sizeof *k->known);
		*cap = more;
	}
	k->known[k->n_known++] = (struct known){ arena_strdup(k->mem, provincial), arena_strdup(k->mem, row->code) };
}

/* t->mem is emptied. */
static void load_known(struct taking *k, struct tx *t)
{
	struct export_row *rows;
	struct open_row *open;
	size_t n, cap = 0;
	for (int64_t after = 0; (n = transfer_items(t, 0, 0, after, PAGE_ITEMS, &rows)) > 0;) {
		for (size_t i = 0; i < n; i++)
			add_known(k, &rows[i], json_parse(t->mem, rows[i].body), &cap);
		after = rows[n - 1].id;
		arena_reset(t->mem);
	}
	if (k->n_known)
		qsort(k->known, k->n_known, sizeof *k->known, by_provincial);
	k->n_open = transfer_open(t, &open);
	k->open = arena_array(k->mem, struct import_open, k->n_open + 1);
	for (size_t i = 0; i < k->n_open; i++)
		k->open[i] = (struct import_open){ open[i].subject, arena_strdup(k->mem, open[i].code) };
	arena_reset(t->mem);
}

static bool is_open(const struct taking *k, int64_t subject, const char *code)
{
	for (size_t i = 0; i < k->n_open; i++)
		if (subject ? k->open[i].subject == subject : str_eq(k->open[i].code, code))
			return true;
	for (size_t i = 0; i < k->n_drafts; i++)
		if (subject ? k->drafts[i].n.subject == subject : str_eq(k->drafts[i].code, code))
			return true;
	return false;
}

/* By the province's code, else by one of its own. */
static bool find_item(struct taking *k, struct tx *t, const struct province_service *s, struct item_row *out)
{
	const struct known key = { s->code, "" };
	const struct known *found = *s->code && k->n_known ? bsearch(&key, k->known, k->n_known, sizeof key, by_provincial) : NULL;
	const char *const codes[] = { found ? found->code : "", item_code(s->said), s->code };
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (*codes[i] && item_find(t, codes[i], out))
			return true;
	return false;
}

static bool refuse(struct taking *k, int64_t line, const char *field, const char *what, const char *mend)
{
	import_report_refuse(k->report, line, field, what, mend);
	k->report->refused++;
	return false;
}

static int64_t organisation_of(struct tx *t, const struct province_service *s, const struct item_row *was)
{
	int64_t id = *s->department_code ? organisation_by_code(t, s->department_code) : 0;
	struct organisation *all;
	size_t n = id || !*s->department ? 0 : organisation_list(t, &all);
	for (size_t i = 0; i < n && !id; i++)
		if (str_eq(all[i].name, s->department) || str_eq(all[i].short_name, s->department))
			id = all[i].id;
	return id ? id : was->organisation;
}

static bool may(const struct taking *k, int64_t organisation)
{
	return (!k->o->organisation || k->o->organisation == organisation) && (!k->o->who || adjustment_may(k->o->who, organisation));
}

static json_t *laid_over(struct tx *t, const struct item_row *was, const json_t *said, json_t **out_was)
{
	struct version_row version;
	json_t *body_was = was->id && version_load(t, was->id, was->version, &version) ? json_parse(t->mem, version.body) : NULL;
	json_t *body = json_parse(t->mem, body_was ? json_print(t->mem, body_was) : "{}");
	json_object_update(body, (json_t *)said);
	if (was->id && !str_eq(item_code(body), was->code))
		json_object_set(body, "local_code", json_object_get(body_was, "local_code"));
	*out_was = body_was;
	return body;
}

static void say_star(struct taking *k, struct tx *t, int64_t line, const struct province_service *s, json_t *body)
{
	int64_t star = stars_of(t, body_parse(t->mem, body));
	if (s->star && s->star != star)
		import_report_remark(k->report, line, "StarProperty",
				     arena_printf(t->mem, "省网标的是%s，按星级标准算出来是%s", star_name(s->star), star_name(star)),
				     "星级由事项的内容算出，请核对申请方式和承诺次数");
}

static void keep(struct taking *k, int64_t line, const char *code, const struct item_row *was, const char *change, const char *body,
		 int64_t organisation)
{
	bool cancel = str_eq(change, "cancel");
	k->drafts[k->n_drafts++] = (struct drafting){
		.line = line, .code = arena_strdup(k->mem, code),
		.n = { .kind = "item", .change = change, .body = body ? arena_strdup(k->mem, body) : NULL,
		       .reason = cancel ? "cancelled" : was->id ? "elements" : "new", .reason_words = "省网办事大厅下发", .source = "province",
		       .subject = was->id, .organisation = organisation },
	};
	++*(was->id ? &k->report->changed : &k->report->added);
}

static bool take_body(struct taking *k, struct tx *t, int64_t line, const struct province_service *s, const struct item_row *was,
		      int64_t organisation)
{
	json_t *body_was, *body = laid_over(t, was, s->said, &body_was);
	struct difference *all = NULL;
	if (!was->id && !*item_code(body))
		json_object_set_new(body, "code", json_string(s->code));
	say_star(k, t, line, s, body);
	if (body_was && json_equal(body, body_was)) {
		k->report->unchanged++;
		return true;
	}
	size_t n = was->id ? differ(t, elements, body_was, body, &all) : 0;
	const struct import_change c = { line, item_code(body), json_get_text(body, "name"), !was->id, "", all, n };
	import_report_change(k->report, &c);
	keep(k, line, c.code, was, was->id ? "change" : "new", json_print(t->mem, body), organisation);
	return true;
}

static bool take_state(struct taking *k, int64_t line, const struct province_service *s, const struct item_row *was, int64_t organisation)
{
	static const struct { const char *change, *state; } states[] = { { "cancel", "cancelled" }, { "suspend", "suspended" } };
	const char *state = states[str_eq(s->change, "suspend")].state;
	if (!was->id)
		return refuse(k, line, "CurState", "这个事项已经取消或者挂起，本地没有", "不用处理");
	if (str_eq(was->state, state) || str_eq(was->state, "cancelled")) {
		k->report->unchanged++;
		return true;
	}
	const struct import_change c = { line, was->code, was->name, false, columns_state_name(state), NULL, 0 };
	import_report_change(k->report, &c);
	keep(k, line, was->code, was, s->change, NULL, organisation);
	return true;
}

static bool take_service(struct taking *k, struct tx *t, int64_t line, const json_t *service)
{
	struct province_service s;
	struct item_row was = { .id = 0, .organisation = 0, .code = "", .name = "", .state = "" };
	province_map(t, service, &s);
	bool known = find_item(k, t, &s, &was);
	int64_t organisation = organisation_of(t, &s, &was);
	for (size_t i = 0; i < s.n_notes; i++)
		import_report_remark(k->report, line, s.notes[i].field, s.notes[i].what, "需要的话，在草稿里补上");
	if (!*s.name && !known)
		return refuse(k, line, "ServiceName", "没有事项名称", "请向省网核对");
	if (!*s.code && !*item_code(s.said))
		return refuse(k, line, "Infoprojid", "没有事项编码", "请向省网核对");
	if (!organisation)
		return refuse(k, line, "DeptName", arena_printf(t->mem, "没有部门“%s”（%s）", s.department, s.department_code),
			      "先在机构里加上这个部门或者它的编码");
	if (!may(k, organisation) || (known && !may(k, was.organisation)))
		return refuse(k, line, "DeptName", arena_printf(t->mem, "“%s”不是您部门的事项", s.name), "只能导入自己部门的事项");
	if (is_open(k, was.id, *item_code(s.said) ? item_code(s.said) : s.code))
		return refuse(k, line, "ServiceName", arena_printf(t->mem, "“%s”已经有一个没办完的调整", s.name), "先在动态调整里办完或者撤掉它");
	return str_eq(s.change, "change") ? take_body(k, t, line, &s, &was, organisation) : take_state(k, line, &s, &was, organisation);
}

static enum err write_drafts(struct tx *t, void *arg)
{
	static const struct who program = { .kind = WHO_SYSTEM, .name = "import" };
	struct taking *k = arg;
	const struct who *who = k->o->who ? k->o->who : &program;
	struct arena *mem = t->mem, *own = arena_new(SERVICE_MEMORY);
	enum err e = OK;
	t->mem = own;
	for (size_t i = 0; i < k->n_drafts && !e && !t->failed; i++) {
		int64_t id;
		e = adjustment_begin(t, who, &k->drafts[i].n, &id);
		if (e)
			e = fail(t, e, "第 %lld 项：%s", (long long)k->drafts[i].line, arena_strdup(mem, t->fault->words));
		arena_reset(own);
	}
	t->mem = mem;
	arena_free(own);
	if (!e && k->o->who)
		audit_add(t, k->o->who, "导入省网事项", import_sum(t->mem, k->report), "");
	return e ? e : t->failed;
}

enum err province_import(struct store *s, struct arena *mem, struct fault *f, const char *data, size_t n,
			 const struct import_options *o, struct import_report *out)
{
	*out = (struct import_report){ .mem = mem };
	struct taking k = { .o = o, .report = out, .mem = mem };
	json_t *list, *service;
	size_t i;
	enum err e = province_read(mem, f, data, n, &list);
	if (e)
		return e;
	out->rows = (int64_t)json_array_size(list);
	k.drafts = arena_array(mem, struct drafting, json_array_size(list) + 1);
	struct tx *t = store_read(s, mem, f);
	t->mem = arena_new(SERVICE_MEMORY);
	load_known(&k, t);
	json_array_foreach(list, i, service) {
		take_service(&k, t, (int64_t)i + 1, service);
		arena_reset(t->mem);
	}
	e = t->failed;
	arena_free(t->mem);
	t->mem = mem;
	store_read_done(t);
	if (e || o->dry_run || (out->refused && !o->partial))
		return e;
	e = store_write(s, mem, f, write_drafts, &k);
	out->written = !e;
	return e;
}
