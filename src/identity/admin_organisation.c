#include "identity/identity_private.h"
#include "identity/admin_organisation.html.h"
#include "identity/admin_organisations.html.h"
#include "base/check.h"
#include "base/str.h"

static const struct choice kinds[] = {
	{ "department", "部门" }, { "branch", "分局、派出机构" }, { "street", "街道" }, { "office", "其他机构" }, { 0 },
};

#define TEXT(member, label_, required_, max_, hint_) \
	{ #member, label_, FIELD_TEXT, offsetof(struct organisation_row, member), required_, .max = max_, .hint = hint_ }

static const struct field fields[] = {
	TEXT(name, "全称", true, 60, "与公章一致，用在文书上"),
	TEXT(short_name, "简称", true, 20, "用在列表里，例如：区教育局"),
	TEXT(uscc, "统一社会信用代码", true, 18, NULL),
	TEXT(mark, "文号字头", true, 10, "例如：海市监，用在文书编号“海市监许准〔2026〕1 号”里"),
	{ "ordinal", "排列次序", FIELD_NUMBER, offsetof(struct organisation_row, ordinal), true, .max = 9999, .hint = "小的在前" },
	TEXT(address, "办公地址", false, 100, NULL),
	TEXT(windows, "服务窗口", false, 100, "例如：区行政服务中心 2 楼 A05–A12 窗口"),
	TEXT(hours, "办公时间", false, 100, NULL),
	TEXT(phone, "咨询电话", false, 30, NULL),
	TEXT(complain_phone, "投诉电话", false, 30, NULL),
	TEXT(review_body, "行政复议机关", false, 60, "写进决定书的救济途径（行政复议法）"),
	TEXT(court, "行政诉讼管辖法院", false, 60, "写进决定书的救济途径（行政诉讼法）"),
	/* last, because the page draws it as a list to choose from */
	{ "kind", "种类", FIELD_CHOICE, offsetof(struct organisation_row, kind), true, .choices = kinds },
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

static const struct field code_field = {
	"code", "新的编码", FIELD_TEXT, 0, true, .max = 40, .hint = "目录里用来指这个机构的编码，一个机构可以有几个",
};

static const char *kind_name(const char *word)
{
	for (const struct choice *c = kinds; c->word; c++)
		if (str_eq(c->word, word))
			return c->name;
	return "";
}

static int64_t active_in(const struct staff_count_row *counts, size_t n, int64_t organisation)
{
	for (size_t i = 0; i < n; i++)
		if (counts[i].organisation == organisation)
			return counts[i].active;
	return 0;
}

static size_t codes_of(struct arena *a, const struct code_row *codes, size_t n, int64_t organisation, const struct code_line **out)
{
	struct code_line *lines = arena_array(a, struct code_line, n + 1);
	size_t found = 0;
	for (size_t i = 0; i < n; i++)
		if (codes[i].organisation == organisation)
			lines[found++] = (struct code_line){ codes[i].code, codes[i].warning };
	*out = lines;
	return found;
}

enum err admin_organisation_list(struct req *r)
{
	struct tx *t = req_tx(r);
	struct organisation *all;
	struct staff_count_row *counts;
	struct code_row *codes;
	size_t n = organisation_list(t, &all), n_counts = staff_counts(t, &counts), n_codes = code_all(t, &codes);
	struct organisation_line *lines = arena_array(r->mem, struct organisation_line, n + 1);
	for (size_t i = 0; i < n; i++) {
		lines[i] = (struct organisation_line){
			.id = all[i].id, .short_name = all[i].short_name, .name = all[i].name, .kind = kind_name(all[i].kind),
			.staff = active_in(counts, n_counts, all[i].id),
		};
		lines[i].n_codes = codes_of(r->mem, codes, n_codes, all[i].id, &lines[i].codes);
	}
	struct organisations_view v = { lines, n };
	identity_admin_organisations(r->out, r, &v);
	return OK;
}

/* A merged one is shown as the one it went into; 0 is the form of a new one. */
static enum err show(struct req *r, int64_t id)
{
	struct tx *t = req_tx(r);
	struct organisation_row row;
	bool there = id && organisation_find(t, id, &row);
	if (id && !there)
		return fail(r, ERR_NOT_FOUND, "没有这个机构。");
	struct organisation_view v = { .title = "新增机构", .n = N_FIELDS - 1 };
	v.fields = identity_fields(r, fields, N_FIELDS, there ? &row : NULL);
	v.kind = identity_choose(r, "kind", "种类", kinds, there ? row.kind : "");
	if (there) {
		struct code_row *codes;
		struct merged_row *merged;
		v.id = row.id;
		v.title = row.name;
		v.uscc_warning = arena_strdup(r->mem, check_uscc(row.uscc));
		v.code = form_view(r, &code_field, "");
		v.n_codes = code_of(t, row.id, &codes);
		v.codes = codes;
		v.n_merged = organisation_merged(t, row.id, &merged);
		v.merged = merged;
		v.merge = identity_choose(r, "to", "并入", identity_organisation_choices(r, row.id), "");
		v.merge.hint = "编码、人员和岗位都移过去，事项和办件跟着走；并入后不能拆回来。";
	}
	identity_admin_organisation(r->out, r, &v);
	return OK;
}

static enum err again(struct req *r, int64_t id)
{
	enum err e = show(r, id);
	return e ? e : reply_again(r);
}

enum err admin_organisation_new(struct req *r)
{
	return show(r, 0);
}

enum err admin_organisation_show(struct req *r)
{
	int64_t id = req_param_id(r, "id");
	return id ? show(r, id) : fail(r, ERR_NOT_FOUND, "没有这个机构。");
}

struct deed {
	const struct req *r;
	struct organisation o;
	int64_t ordinal, other;
	const char *code, *warning;
};

static void note(struct tx *t, const struct deed *d, const char *what, const char *more)
{
	audit_add(t, &d->r->who, what, arena_printf(t->mem, "机构 %lld %s", (long long)d->o.id, str_or_empty(d->o.name)), more);
}

static enum err put(struct tx *t, void *arg)
{
	struct deed *d = arg;
	bool is_new = d->o.id == 0;
	if (is_new)
		d->o.id = organisation_add(t, &d->o, NULL, NULL, d->ordinal);
	else if (organisation_change(t, &d->o, d->ordinal))
		return t->failed;
	note(t, d, is_new ? "新增机构" : "修改机构", "系统管理");
	return t->failed;
}

static struct organisation organisation_of(const struct organisation_row *f, int64_t id)
{
	return (struct organisation){
		.id = id, .kind = f->kind, .name = f->name, .short_name = f->short_name, .uscc = f->uscc, .mark = f->mark,
		.address = f->address, .hours = f->hours, .phone = f->phone, .complain_phone = f->complain_phone,
		.review_body = f->review_body, .court = f->court, .windows = f->windows,
	};
}

enum err admin_organisation_take(struct req *r)
{
	struct organisation_row f = { 0 };
	int64_t id = str_ends(r->route->path, "/new") ? 0 : req_param_id(r, "id");
	if (!id && !str_ends(r->route->path, "/new"))
		return fail(r, ERR_NOT_FOUND, "没有这个机构。");
	if (!form_read(r, fields, N_FIELDS, &f))
		return again(r, id);
	f.uscc = str_code(r->mem, f.uscc);
	struct deed d = { .r = r, .o = organisation_of(&f, id), .ordinal = f.ordinal };
	enum err e = req_write(r, put, &d);
	if (e)
		return e;
	reply_say(r, "%s已保存。", d.o.short_name);
	return reply_redirect(r, "/admin/organisations/%lld", (long long)d.o.id);
}

static enum err add_code(struct tx *t, void *arg)
{
	const struct deed *d = arg;
	organisation_code_add(t, d->code, d->o.id, d->warning);
	note(t, d, "新增机构编码", d->code);
	return t->failed;
}

static enum err remove_code(struct tx *t, void *arg)
{
	const struct deed *d = arg;
	if (code_remove(t, d->code, d->o.id) != 1 && !t->failed)
		return fail(t, ERR_CONFLICT, "这个编码已经不在这个机构名下。");
	tx_touch(t, TOPIC_CATALOGUE);
	note(t, d, "去掉机构编码", d->code);
	return t->failed;
}

/* What is odd about a code that is in use: kept and shown, never refused (published catalogues contain such). */
static const char *warning_of(struct arena *a, const char *code)
{
	enum { USCC_CHARACTERS = 18 };
	const char *words = str_length(code) == USCC_CHARACTERS ? check_uscc(code) : NULL;
	return words ? arena_strdup(a, words) : "";
}

static bool load(struct req *r, struct deed *d)
{
	int64_t id = req_param_id(r, "id");
	d->r = r;
	return organisation_load(req_tx(r), id, &d->o) && d->o.id == id;
}

enum err admin_organisation_codes(struct req *r)
{
	struct deed d = { 0 };
	bool remove = str_eq(req_field(r, "do"), "remove");
	if (!load(r, &d))
		return fail(r, ERR_NOT_FOUND, "没有这个机构。");
	if (!form_read(r, &code_field, 1, &d.code))
		return again(r, d.o.id);
	d.warning = warning_of(r->mem, d.code);
	enum err e = req_write(r, remove ? remove_code : add_code, &d);
	if (e)
		return form_take_fault(r) ? again(r, d.o.id) : e;
	reply_say(r, remove ? "编码 %s 已去掉。" : "编码 %s 已加上。", d.code);
	return reply_redirect(r, "/admin/organisations/%lld", (long long)d.o.id);
}

static enum err merge(struct tx *t, void *arg)
{
	const struct deed *d = arg;
	if (organisation_merge(t, d->o.id, d->other))
		return t->failed;
	note(t, d, "并入别的机构", arena_printf(t->mem, "并入机构 %lld", (long long)d->other));
	return t->failed;
}

enum err admin_organisation_merge(struct req *r)
{
	struct deed d = { 0 };
	if (!load(r, &d))
		return fail(r, ERR_NOT_FOUND, "没有这个机构。");
	if (!num_parse(req_field(r, "to"), 1, INT64_MAX, &d.other)) {
		form_add_error(r, "to", "并入", "请选择并入哪个机构");
		return again(r, d.o.id);
	}
	enum err e = req_write(r, merge, &d);
	if (e)
		return form_take_fault(r) ? again(r, d.o.id) : e;
	reply_say(r, "%s已并入，它的编码、人员和事项都归到这个机构。", d.o.short_name);
	return reply_redirect(r, "/admin/organisations/%lld", (long long)d.other);
}
