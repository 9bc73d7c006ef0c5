#include "transfer/pages.h"
#include "transfer/province.h"
#include "transfer/report.html.h"
#include "transfer/transfer.html.h"
#include "base/gate.h"
#include "base/str.h"
#include "registry/registry.h"
#include "store/files.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A large file is a core's work and much memory. */
static struct gate gate = GATE(1);

static const struct choice hows[] = { { "draft", "进动态调整的草稿，审改办审核以后生效" }, { "publish", "立即生效" }, { 0 } };
static const struct choice only_draft[] = { { "draft", "进动态调整的草稿，审改办审核以后生效" }, { 0 } };
static const struct field how_field = { .name = "how", .label = "怎么写入", .kind = FIELD_CHOICE, .required = true, .choices = hows };
static const struct field how_field_draft = {
	.name = "how", .label = "怎么写入", .kind = FIELD_CHOICE, .required = true, .choices = only_draft,
};
static const struct field since_field = { .name = "since", .label = "只要这一天以后有变化的", .kind = FIELD_DATE };

static bool may_publish(const struct req *r)
{
	return r->who.roles & (ROLE_REFORM | ROLE_ADMIN);
}

static enum err show(struct req *r)
{
	struct tx *t = req_tx(r);
	struct organisation *all;
	struct pages_view v = { .may_publish = may_publish(r), .file_error = form_error_of(r, "file") };
	size_t n = organisation_list(t, &all);
	struct organisation *own = arena_array(r->mem, struct organisation, n + 1);
	for (size_t i = 0; i < n; i++)
		if (adjustment_may(&r->who, all[i].id))
			own[v.n_agencies++] = all[i];
	v.agencies = own;
	v.how = form_view(r, v.may_publish ? &how_field : &how_field_draft, "draft");
	v.since = form_view(r, &since_field, "");
	transfer_transfer(r->out, r, &v);
	return t->failed;
}

enum err pages_show(struct req *r)
{
	return show(r);
}

static enum err refuse(struct req *r, const char *field, const char *label, const char *words)
{
	const char *kept = arena_strdup(r->mem, words);
	*r->fault = (struct fault){ 0 };
	form_add_error(r, field, label, kept);
	enum err e = show(r);
	return e ? e : reply_again(r);
}

/* ---- a stored file ---- */

static bool is_hash(const char *text)
{
	return strlen(text) == DIGEST_HEX - 1 && strspn(text, "0123456789abcdef") == DIGEST_HEX - 1;
}

/* Only who has brought a file in may have it read again. */
static const char *seal_of(struct req *r, const char *hash, const char *how)
{
	return secret_key(r->site->secret, r->mem, "transfer", arena_printf(r->mem, "%lld %s %s", (long long)r->who.id, hash, how));
}

static const char *contents(struct req *r, struct arena *mem, const char *hash, size_t *out_n)
{
	struct stat st;
	int fd = is_hash(hash) ? file_open(r->site->store, hash) : -1;
	if (fd < 0)
		return NULL;
	size_t size = fstat(fd, &st) == 0 && st.st_size <= PAGES_FILE_MAX ? (size_t)st.st_size : SIZE_MAX, n = 0;
	char *data = size < SIZE_MAX ? arena_alloc(mem, size + 1) : NULL;
	for (ssize_t got; data && n < size && (got = read(fd, data + n, size - n)) > 0;)
		n += (size_t)got;
	close(fd);
	*out_n = n;
	return data && n == size ? data : NULL;
}

static void free_arena(void *a)
{
	arena_free(a);
}

static enum err run(struct req *r, struct arena *mem, const char *hash, const struct import_options *o, struct import_report *out,
		    bool *out_province)
{
	size_t n;
	const char *data = contents(r, mem, hash, &n);
	if (!data)
		return fail(r, ERR_NOT_FOUND, "上传的文件已经清理，请重新选择文件。");
	*out_province = province_is(data, n);
	gate_enter(&gate);
	enum err e = (*out_province ? province_import : import_catalogue)(r->site->store, mem, r->fault, data, n, o, out);
	gate_leave(&gate);
	return e;
}

/* ---- looking, then taking ---- */

static enum err draw_report(struct req *r, const struct import_report *is, const char *name, const char *hash, const char *how,
			    bool province)
{
	bool draft = province || str_eq(how, "draft");
	struct pages_report v = {
		.is = is, .name = name, .hash = hash, .how = how, .seal = seal_of(r, hash, how), .draft = draft, .province = province,
		.takes_rest = is->refused > 0, .n_remarks = is->n_remarks < PAGES_REMARKS ? is->n_remarks : PAGES_REMARKS,
		.n_changes = is->n_changes < PAGES_CHANGES ? is->n_changes : PAGES_CHANGES, .taken = is->added + is->changed,
	};
	v.more_remarks = is->n_remarks - v.n_remarks + is->more_remarks;
	v.more_changes = is->n_changes - v.n_changes + is->more_changes;
	transfer_report(r->out, r, &v);
	return OK;
}

static struct import_options options_of(struct req *r, const char *how)
{
	return (struct import_options){ .who = &r->who, .draft = !may_publish(r) || !str_eq(how, "publish") };
}

enum err pages_look(struct req *r)
{
	const struct upload *u = req_upload(r, "file");
	const char *how = may_publish(r) && str_eq(req_field(r, "how"), "publish") ? "publish" : "draft";
	struct import_options o = options_of(r, how);
	struct import_report report;
	bool province;
	o.dry_run = true;
	if (!u || !u->size_bytes)
		return refuse(r, "file", "文件", "请选择文件");
	struct arena *mem = arena_new(IMPORT_MEMORY);
	arena_defer(r->mem, free_arena, mem);
	enum err e = run(r, mem, u->hash, &o, &report, &province);
	if (e == ERR_BAD_INPUT || e == ERR_TOO_LARGE)
		return refuse(r, "file", "文件", r->fault->words);
	return e ? e : draw_report(r, &report, u->name, u->hash, how, province);
}

enum err pages_take(struct req *r)
{
	const char *hash = req_field(r, "file"), *how = req_field(r, "how"), *name = req_field(r, "name");
	struct import_options o = options_of(r, how);
	struct import_report report;
	bool province;
	if (!is_hash(hash) || !str_eq(req_field(r, "seal"), seal_of(r, hash, how)))
		return fail(r, ERR_BAD_INPUT, "这个文件不是您上传检查过的，请重新上传。");
	o.partial = str_eq(req_field(r, "partial"), "1");
	struct arena *mem = arena_new(IMPORT_MEMORY);
	arena_defer(r->mem, free_arena, mem);
	enum err e = run(r, mem, hash, &o, &report, &province);
	if (e)
		return e;
	if (!report.written) {
		e = draw_report(r, &report, name, hash, how, province);
		return e ? e : reply_again(r);
	}
	bool draft = o.draft || province;
	reply_say(r, "已导入：新增 %lld 项，变更 %lld 项，未变 %lld 项，没有导入 %lld 项。%s", (long long)report.added, (long long)report.changed,
		  (long long)report.unchanged, (long long)report.refused, draft && report.added + report.changed ? "都在下面的草稿里。" : "");
	return reply_redirect(r, draft && report.added + report.changed ? "/admin/adjustments" : "/admin/transfer");
}

/* ---- giving away ---- */

static enum err keep(struct req *r, const char *path, char out_hash[DIGEST_HEX], const char **out_type)
{
	enum { CHUNK = 64 * 1024 };
	struct file_draft *draft = NULL;
	char *chunk = arena_alloc(r->mem, CHUNK);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum err e = fd < 0 ? fail(r, ERR_INTERNAL, "cannot read %s", path) : file_begin(r->site->store, r->fault, &draft);
	for (ssize_t n = 0; !e && (n = read(fd, chunk, CHUNK)) != 0;)
		e = n < 0 ? fail(r, ERR_INTERNAL, "cannot read %s", path) : file_append(draft, chunk, (size_t)n, r->fault);
	if (fd >= 0)
		close(fd);
	if (!e)
		return file_finish(draft, r->mem, r->fault, out_hash, out_type);
	file_drop(draft);
	return e;
}

static enum err note_export(struct tx *t, void *arg)
{
	const struct req *r = arg;
	audit_add(t, &r->who, "导出事项", req_field(r, "format"), "");
	return t->failed;
}

/* Whose items: one organisation of theirs, or with 0 all, which only who may see all of them gets. */
static bool whose(struct req *r, int64_t *out)
{
	*out = 0;
	const char *typed = req_field(r, "org");
	return *typed ? num_parse(typed, 1, INT64_MAX, out) && adjustment_may(&r->who, *out) : may_publish(r);
}

enum err pages_give(struct req *r)
{
	struct export_options o;
	int64_t day = 0, n;
	char hash[DIGEST_HEX];
	const char *type, *since = req_field(r, "since");
	if (!export_format_by_word(req_field(r, "format"), &o.format))
		return fail(r, ERR_BAD_INPUT, "没有选择文件的格式。");
	if (!whose(r, &o.organisation))
		return fail(r, ERR_FORBIDDEN, "只能导出自己部门的事项。");
	if (*since && !day_parse(since, &day))
		return refuse(r, "since", since_field.label, "请按 2026-11-27 这样的格式填写日期");
	o.since_ms = *since ? ms_of_day(day, DAY_ZONE_CHINA) : 0;
	char *path = arena_printf(r->mem, "%s/tmp/export-XXXXXX", store_files_dir(r->site->store));
	int fd = mkstemp(path);
	if (fd < 0)
		return fail(r, errno == ENOSPC ? ERR_FULL : ERR_INTERNAL, "cannot make %s", path);
	close(fd);
	gate_enter(&gate);
	enum err e = export_catalogue(r->site->store, r->fault, &o, path, &n);
	gate_leave(&gate);
	if (!e)
		e = keep(r, path, hash, &type);
	unlink(path);
	if (!e)
		e = req_write(r, note_export, r);
	const struct export_kind *kind = &export_kinds[o.format];
	const char *name = arena_printf(r->mem, "事项目录-%s.%s", day_iso(r->mem, r->today), kind->word);
	return e ? e : reply_file(r, arena_strdup(r->mem, hash), kind->type, name, true);
}
