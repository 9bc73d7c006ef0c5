/* Materials: every file is kept by itself as soon as it has arrived; one that is refused harms no other. */
#include "cases/hall.h"
#include "cases/hall_material.html.h"
#include "cases/hall_materials.html.h"
#include <stdio.h>

enum { FILES_A_MATERIAL = 10 };

const char *hall_size(struct arena *a, int64_t bytes)
{
	if (bytes < (int64_t)MB(1))
		return arena_printf(a, "%lld KB", (long long)((bytes + 1023) / 1024));
	return arena_printf(a, "%.1f MB", (double)bytes / (double)MB(1));
}

/* Sources of a material that is not uploaded, and what the applicant is told. */
static const struct ready { const char *source, *status; } ready[] = {
	{ "license", "免提交（从证照取得）" }, { "noneed", "不用提交" }, { "paper", "窗口已收到" }, { "electronicmaterial", "从材料库取得" },
};

static const char *ready_status(const char *source)
{
	for (size_t i = 0; i < sizeof ready / sizeof *ready; i++)
		if (str_eq(ready[i].source, source))
			return ready[i].status;
	return NULL;
}

static const char *const necessity_names[] = { "", "必需", "有就提供", "必需，可后补" };

/* 必需 · 原件 1 份、复印件 2 份 */
static const char *copies_words(struct arena *a, const struct material *m)
{
	const char *originals = m->originals ? arena_printf(a, "原件 %lld 份", (long long)m->originals) : "";
	const char *copies = m->copies ? arena_printf(a, "复印件 %lld 份", (long long)m->copies) : "";
	return arena_printf(a, "%s%s%s", originals, *originals && *copies ? "、" : "", copies);
}

/* Completes *m, whose material and files are set. */
static void judge(struct req *r, const struct material_row *row, bool form_whole, struct hall_material *m)
{
	const char *fixed = ready_status(row->source);
	int64_t necessity;
	if (!num_parse(m->is->necessity, 1, 3, &necessity))
		necessity = 1;
	m->need = necessity_names[necessity];
	m->bring = copies_words(r->mem, m->is);
	m->opinion = str_eq(row->opinion, "bad") ? row->opinion_words : "";
	/* A licence that is not in the library may be uploaded instead. */
	m->uploads = !m->is->by_form && (!fixed || str_eq(row->source, "license"));
	m->done = !*m->opinion && (fixed || m->n_files || (m->is->by_form ? form_whole : necessity > 1));
	m->to_bring = m->n_files && !m->is->signed_electronic;
	m->tone = *m->opinion ? " stop" : m->n_files || fixed || (m->is->by_form && form_whole) ? " good" : "";
	if (*m->opinion)
		m->status = "需要修改";
	else if (m->is->by_form)
		m->status = form_whole ? "网上填写，已填好" : "网上填写";
	else if (fixed)
		m->status = fixed;
	else if (m->n_files)
		m->status = arena_printf(r->mem, "已上传 %zu 个文件", m->n_files);
	else
		m->status = necessity == 3 ? "可后补" : necessity == 2 ? "可不交" : "待上传";
}

static const struct material_row *row_of(const struct material_row *rows, size_t n, int64_t no)
{
	static const struct material_row none = { .source = "none", .name = "", .opinion = "", .opinion_words = "", .opinion_by = "" };
	for (size_t i = 0; i < n; i++)
		if (rows[i].no == no)
			return &rows[i];
	return &none;
}

size_t hall_materials(struct req *r, const struct hall_case *c, struct hall_material **out)
{
	struct tx *t = req_tx(r);
	struct material_row *rows;
	struct case_file_row *files;
	size_t n_rows = material_list(t, c->row.id, &rows);
	size_t n_files = case_files(t, c->row.id, &files), at = 0;
	bool form_whole = case_draft_check(t, &c->row, c->body).form;
	const struct body *b = c->body;
	struct hall_material *all = arena_array(r->mem, struct hall_material, b->n_materials + 1);
	size_t n = 0;
	for (size_t i = 0; i < b->n_materials; i++) {
		const struct material_row *row = row_of(rows, n_rows, b->materials[i].no);
		if (*b->materials[i].when && str_eq(row->source, "noneed"))
			continue; /* other circumstances would ask for it */
		struct hall_material *m = &all[n++];
		m->is = &b->materials[i];
		while (at < n_files && files[at].material < m->is->no)
			at++;
		m->files = files + at;
		while (at < n_files && files[at].material == m->is->no) {
			m->n_files++;
			at++;
		}
		judge(r, row, form_whole, m);
	}
	*out = all;
	return n;
}

size_t hall_to_mend(const struct hall_material *all, size_t n)
{
	size_t found = 0;
	for (size_t i = 0; i < n; i++)
		found += *all[i].opinion != '\0';
	return found;
}

enum err hall_material_list(struct req *r)
{
	struct hall_case c;
	struct hall_material *all;
	enum err e = hall_load_editable(r, &c);
	if (e)
		return e;
	size_t n = hall_materials(r, &c, &all);
	cases_hall_materials(r->out, r, &c, all, n);
	return OK;
}

static enum err load_material(struct req *r, struct hall_case *c, struct hall_material *out)
{
	struct hall_material *all;
	enum err e = hall_load_editable(r, c);
	if (e)
		return e;
	size_t n = hall_materials(r, c, &all);
	int64_t no = req_param_id(r, "no");
	for (size_t i = 0; i < n; i++)
		if (all[i].is->no == no) {
			*out = all[i];
			return OK;
		}
	return fail(r, ERR_NOT_FOUND, "没有这份材料。");
}

static void draw(struct req *r, struct hall_case *c, struct hall_material *m)
{
	int64_t most = setting_int(req_tx(r), SETTING_UPLOAD_MB);
	cases_hall_material(r->out, r, c, m, most, form_error_of(r, "file"));
}

enum err hall_material_page(struct req *r)
{
	struct hall_case c;
	struct hall_material m;
	enum err e = load_material(r, &c, &m);
	if (!e)
		draw(r, &c, &m);
	return e;
}

/* By content; office files of the old kind and archives only under a name that says what they are. */
static const struct { const char *type, *end; } accepted[] = {
	{ "application/pdf", "" }, { "image/jpeg", "" }, { "image/png", "" },
	{ "application/msword", "" }, { "application/vnd.ms-excel", "" },
	{ "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "" },
	{ "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "" },
	{ "application/CDFV2", ".doc" }, { "application/CDFV2", ".xls" },
	{ "application/x-ole-storage", ".doc" }, { "application/x-ole-storage", ".xls" },
	{ "application/zip", ".ofd" }, { "application/zip", ".zip" }, { "application/zip", ".docx" }, { "application/zip", ".xlsx" },
};

static bool is_accepted(struct req *r, const struct upload *u)
{
	char *name = arena_strdup(r->mem, u->name);
	for (char *p = name; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++)
		if (str_eq(accepted[i].type, u->type) && str_ends(name, accepted[i].end))
			return true;
	return false;
}

/* What is wrong with the file that came, NULL when nothing is. */
static const char *refusal(struct req *r, const struct hall_material *m, const struct upload *u)
{
	int64_t most = setting_int(req_tx(r), SETTING_UPLOAD_MB);
	if (!m->uploads)
		return "这份材料不用上传";
	if (!u)
		return "请先选择要上传的文件";
	if (u->size_bytes == 0)
		return arena_printf(r->mem, "「%s」是空文件，请检查后重新选择", u->name);
	if (u->size_bytes > MB(most))
		return arena_printf(r->mem, "「%s」有 %s，超过了 %lld MB，请压缩或分成几份", u->name,
				    hall_size(r->mem, (int64_t)u->size_bytes), (long long)most);
	if (!is_accepted(r, u))
		return arena_printf(r->mem, "「%s」的内容不是可以接受的格式，请用 PDF、照片（JPG、PNG）、Word、Excel 或 OFD", u->name);
	if (m->n_files >= FILES_A_MATERIAL)
		return arena_printf(r->mem, "一份材料最多 %d 个文件，请先删掉不用的，或合成一个文件", FILES_A_MATERIAL);
	return NULL;
}

struct putting {
	const struct who *who;
	struct case_upload upload;
	int64_t file;
};

static enum err put(struct tx *t, void *arg)
{
	struct putting *p = arg;
	enum err e = hall_check_editable(t, p->who, p->upload.case_id);
	if (e)
		return e;
	/* Counted again here: two uploads may have come at once. */
	if (case_file_count(t, p->upload.case_id, p->upload.material) >= FILES_A_MATERIAL)
		return fail_field(t, "file", "一份材料最多 %d 个文件，请先删掉不用的，或合成一个文件", FILES_A_MATERIAL);
	return case_file_put(t, p->who, &p->upload, &p->file);
}

enum err hall_material_add(struct req *r)
{
	struct hall_case c;
	struct hall_material m;
	enum err e = load_material(r, &c, &m);
	if (e)
		return e;
	const struct upload *u = req_upload(r, "file");
	const char *wrong = refusal(r, &m, u);
	if (!wrong) {
		struct putting p = { &r->who, { c.row.id, m.is->no, u->hash, u->name, u->type, (int64_t)u->size_bytes }, 0 };
		e = req_write(r, put, &p);
		if (!e) {
			reply_say(r, "「%s」已上传（%s）。", u->name, hall_time(r->mem, r->now));
			return reply_redirect(r, "/my/cases/%lld/materials/%lld", (long long)c.row.id, (long long)m.is->no);
		}
		if (!form_take_fault(r))
			return e;
	} else {
		form_add_error(r, "file", m.is->name, wrong);
	}
	draw(r, &c, &m);
	return reply_again(r);
}

struct taking {
	const struct who *who;
	int64_t case_id, file;
};

static enum err take(struct tx *t, void *arg)
{
	const struct taking *k = arg;
	enum err e = hall_check_editable(t, k->who, k->case_id);
	return e ? e : case_file_drop(t, k->who, k->case_id, k->file);
}

enum err hall_file_remove(struct req *r)
{
	struct hall_case c;
	struct case_file_row f;
	enum err e = hall_load_editable(r, &c);
	if (e)
		return e;
	struct taking k = { &r->who, c.row.id, req_param_id(r, "file") };
	if (!case_file_by_id(req_tx(r), c.row.id, k.file, &f)) /* pressed twice: it is gone, as was wanted */
		return reply_redirect(r, "/my/cases/%lld/materials", (long long)c.row.id);
	e = req_write(r, take, &k);
	if (e)
		return e;
	reply_say(r, "「%s」已删除。", f.name);
	return reply_redirect(r, "/my/cases/%lld/materials/%lld", (long long)c.row.id, (long long)f.material);
}

enum err hall_file_get(struct req *r)
{
	struct case_row c;
	struct case_file_row f;
	enum err e = case_for(r, req_param_id(r, "case"), &c);
	if (e)
		return e;
	if (!case_file_by_id(req_tx(r), c.id, req_param_id(r, "file"), &f))
		return fail(r, ERR_NOT_FOUND, "没有这个文件。");
	return reply_file(r, f.hash, f.type, f.name, false);
}
