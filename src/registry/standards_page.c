/* The pages of templates: all of them, one with its followers, and bringing followers back. */
#include "registry/standards_private.h"
#include "base/str.h"
#include "catalogue/catalogue.h"
#include "registry/standards.html.h"
#include "registry/standard.html.h"
#include "web/form.h"

enum { PAGE_STANDARDS = 20, PAGE_FOLLOWERS = 50, LOOKED_AT = 60, CODINGS = 200, ALIKE = 50, ALIGN_MOST = 200 };

static const json_t *body_of_item(struct tx *t, const struct follower_row *row)
{
	struct body *b = item_body(t, row->id, row->version);
	return b ? b->json : NULL;
}

/* ---- the list ---- */

static void count_deviations(struct tx *t, struct standard_line *line)
{
	struct follower_row *rows;
	const json_t *standard = record_body(t, line->row->id, line->row->version);
	line->looked_at = standard_followers(t, line->row->code, 0, LOOKED_AT, &rows);
	for (size_t i = 0; i < line->looked_at; i++) {
		struct difference *all;
		size_t n = standards_deviations(t, standard, body_of_item(t, &rows[i]), &all);
		line->departing += n > 0;
		line->deviations += n;
	}
}

static void fill_lines(struct tx *t, struct standards_view *v, int64_t after)
{
	struct standard_row *rows;
	v->n = standards_after(t, after, PAGE_STANDARDS + 1, &rows);
	if (v->n > PAGE_STANDARDS) {
		v->n = PAGE_STANDARDS;
		v->next_href = arena_printf(t->mem, "/admin/standards?after=%lld", (long long)rows[v->n - 1].id);
	}
	v->lines = arena_array(t->mem, struct standard_line, v->n + 1);
	for (size_t i = 0; i < v->n; i++) {
		v->lines[i].row = &rows[i];
		count_deviations(t, &v->lines[i]);
	}
}

static enum err draw_list(struct req *r)
{
	struct tx *t = req_tx(r);
	struct follower_row *names, *codes;
	struct standards_view v = { .may_add = r->who.roles & (ROLE_REFORM | ROLE_ADMIN) };
	fill_lines(t, &v, req_query_int(r, "after", 1, INT64_MAX, 0));
	v.n_names = standard_names(t, CODINGS, &names);
	v.n_codes = standard_codes(t, CODINGS, &codes);
	v.names = names;
	v.codes = codes;
	registry_standards(r->out, r, &v);
	return t->failed;
}

enum err standards_list(struct req *r)
{
	return draw_list(r);
}

/* ---- a template made of an item ---- */

static const struct field new_fields[] = {
	{ .name = "item", .label = "事项编码", .kind = FIELD_TEXT, .offset = 0, .required = true, .max = 100 },
	{ .name = "code", .label = "模板编码", .kind = FIELD_TEXT, .offset = sizeof(const char *), .required = true, .max = 40 },
};

struct making { const char *item, *code; const struct who *who; int64_t id; };

static enum err make(struct tx *t, void *arg)
{
	struct making *m = arg;
	struct item item;
	if (!item_by_code(t, m->item, &item))
		return t->failed ? t->failed : fail_field(t, "item", "没有这个编码的事项");
	struct record same;
	if (record_by_code(t, "standard", m->code, &same))
		return fail_field(t, "code", "这个编码已经是模板“%s”的了", same.name);
	const json_t *body = item_body(t, item.id, item.version)->json;
	const struct adjustment_new n = {
		.kind = "standard", .change = "new", .body = json_print(t->mem, standards_template(t->mem, body, m->code)), .reason = "new",
		.reason_words = arena_printf(t->mem, "由%s的“%s”做成模板", item.agency_short, item.name), .source = "desk",
		.organisation = m->who->organisation,
	};
	return adjustment_begin(t, m->who, &n, &m->id);
}

enum err standards_new(struct req *r)
{
	struct { const char *item, *code; } typed;
	if (!form_read(r, new_fields, sizeof new_fields / sizeof *new_fields, &typed)) {
		draw_list(r);
		return reply_again(r);
	}
	struct making m = { typed.item, typed.code, &r->who, 0 };
	enum err e = req_write(r, make, &m);
	if (e == ERR_BAD_INPUT && form_take_fault(r)) {
		draw_list(r);
		return reply_again(r);
	}
	if (e)
		return e;
	reply_say(r, "已按这个事项起草标准模板，请核对后提交。");
	return reply_redirect(r, "/admin/adjustments/%lld", (long long)m.id);
}

/* ---- one template ---- */

static struct follower follower_of(struct req *r, const json_t *standard, const struct follower_row *row)
{
	struct tx *t = req_tx(r);
	struct follower f = { .row = row, .open = adjustment_open_of(t, "item", row->id), .may = adjustment_may(&r->who, row->organisation) };
	f.n = standards_deviations(t, standard, body_of_item(t, row), &f.all);
	for (size_t i = 0; i < f.n; i++)
		f.counts[standards_norm_of(f.all[i].key)]++;
	return f;
}

static struct follower *followers_of(struct req *r, const json_t *standard, const struct follower_row *rows, size_t n)
{
	struct follower *all = arena_array(r->mem, struct follower, n + 1);
	for (size_t i = 0; i < n; i++)
		all[i] = follower_of(r, standard, &rows[i]);
	return all;
}

static enum err draw_standard(struct req *r, const struct record *standard)
{
	struct tx *t = req_tx(r);
	struct follower_row *rows, *alike;
	struct standard_view v = { .standard = standard, .body = record_body(t, standard->id, standard->version) };
	v.n = standard_followers(t, standard->code, req_query_int(r, "after", 1, INT64_MAX, 0), PAGE_FOLLOWERS + 1, &rows);
	if (v.n > PAGE_FOLLOWERS) {
		v.n = PAGE_FOLLOWERS;
		v.next_href = arena_printf(r->mem, "/admin/standards/%s?after=%lld", standard->code, (long long)rows[v.n - 1].id);
	}
	v.followers = followers_of(r, v.body, rows, v.n);
	for (size_t i = 0; i < v.n; i++) {
		v.departing += v.followers[i].n > 0;
		v.n_may += v.followers[i].n > 0 && v.followers[i].may && !v.followers[i].open;
	}
	v.n_alike = standard_alike(t, standard->code, json_get_text(v.body, "base_code"), standard->name, ALIKE, &alike);
	v.alike = followers_of(r, v.body, alike, v.n_alike);
	registry_standard(r->out, r, &v);
	return t->failed;
}

static enum err find_standard(struct req *r, struct record *out)
{
	struct tx *t = req_tx(r);
	if (record_by_code(t, "standard", req_param(r, "code"), out) && !str_eq(out->state, "cancelled"))
		return OK;
	return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这个标准模板。");
}

enum err standards_show(struct req *r)
{
	struct record standard;
	enum err e = find_standard(r, &standard);
	return e ? e : draw_standard(r, &standard);
}

/* ---- bringing followers back ---- */

struct aligning {
	const struct record *standard;
	const struct who *who;
	const int64_t *items; /* NULL: all followers that this person may change */
	size_t n;
	int64_t begun, submitted, last_id;
};

/* One that cannot be submitted yet stays a draft: its department sees what is missing. */
static enum err submit(struct tx *t, struct aligning *a, int64_t adjustment)
{
	enum err e = adjustment_act(t, a->who, adjustment, "submit", "", 0);
	a->submitted += e == OK;
	if (e == ERR_BAD_INPUT && !t->failed) {
		*t->fault = (struct fault){ 0 };
		return OK;
	}
	return e;
}

static enum err align_one(struct tx *t, struct aligning *a, const json_t *standard, int64_t id)
{
	struct item item;
	if (!item_by_id(t, id, &item) || adjustment_open_of(t, "item", id) || (!a->items && !adjustment_may(a->who, item.organisation)))
		return t->failed;
	const json_t *body = item_body(t, id, item.version)->json, *made = standards_aligned(t->mem, standard, body);
	if (json_equal(body, made))
		return OK;
	const struct adjustment_new n = {
		.kind = "item", .change = "change", .subject = id, .body = json_print(t->mem, made), .reason = "elements",
		.reason_words = arena_printf(t->mem, "按标准模板“%s”对齐", a->standard->name), .source = "align", .organisation = item.organisation,
	};
	enum err e = adjustment_begin(t, a->who, &n, &a->last_id);
	a->begun += e == OK;
	return e ? e : submit(t, a, a->last_id);
}

static enum err align_all(struct tx *t, void *arg)
{
	struct aligning *a = arg;
	const json_t *standard = record_body(t, a->standard->id, a->standard->version);
	struct follower_row *rows;
	size_t n = a->items ? a->n : standard_followers(t, a->standard->code, 0, ALIGN_MOST, &rows);
	enum err e = OK;
	for (size_t i = 0; i < n && !e; i++)
		e = align_one(t, a, standard, a->items ? a->items[i] : rows[i].id);
	return e ? e : t->failed;
}

/* The items that were named; 0 when one is no number. */
static size_t read_items(struct req *r, int64_t **out)
{
	const char **typed;
	size_t n = req_fields(r, "item", &typed);
	int64_t *all = arena_array(r->mem, int64_t, n + 1);
	for (size_t i = 0; i < n; i++)
		if (i >= ALIGN_MOST || !num_parse(typed[i], 1, INT64_MAX, &all[i]))
			return 0;
	*out = all;
	return n;
}

enum err standards_align(struct req *r)
{
	struct record standard;
	int64_t *items = NULL;
	enum err e = find_standard(r, &standard);
	if (e)
		return e;
	struct aligning a = { .standard = &standard, .who = &r->who };
	bool all = str_eq(req_field(r, "all"), "1");
	a.n = all ? 0 : read_items(r, &items);
	if (!all && !a.n)
		return fail(r, ERR_BAD_INPUT, "请选择要对齐的事项。");
	a.items = items;
	e = req_write(r, align_all, &a);
	if (e)
		return e;
	if (a.begun == 1 && a.n == 1 && !a.submitted) {
		reply_say(r, "已按模板起草调整，还有要补充的地方，补好后提交。");
		return reply_redirect(r, "/admin/adjustments/%lld", (long long)a.last_id);
	}
	if (!a.begun)
		reply_say(r, "没有要对齐的：都和模板一致，或者已经有调整正在进行。");
	else if (a.begun == a.submitted)
		reply_say(r, "已起草 %lld 项调整并提交审核，批准后生效。", (long long)a.begun);
	else
		reply_say(r, "已起草 %lld 项调整，%lld 项已提交审核，其余的补充后提交。", (long long)a.begun, (long long)a.submitted);
	return reply_redirect(r, "/admin/standards/%s", standard.code);
}
