/* Bodies: forms, multipart with files streamed to disk. Sizes and counts are bounded before memory is taken. */
#include "web/web_private.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

enum { MAX_VALUE = 64 * 1024, MAX_NAME = 128, POST_BUFFER = 32 * 1024 };

struct body {
	struct out text;                 /* a form as it came */
	struct MHD_PostProcessor *parts; /* multipart */
	struct out value;                /* of the part being read */
	const char *name;                /* of the part being read; NULL: it is passed over */
	const char *announced, *announced_file; /* the part as it was announced, and how much of it has come */
	size_t part_bytes;
	struct file_draft *draft;
	struct upload upload;
	enum err failed;
};

enum err pairs_add(struct exchange *x, struct pairs *p, const char *name, size_t name_bytes, const char *value,
		   size_t value_bytes)
{
	struct req *r = &x->req;
	if (p->n == MAX_FIELDS || name_bytes > MAX_NAME || value_bytes > MAX_VALUE)
		return fail(r, ERR_TOO_LARGE, "提交的内容太多，请分开填写。");
	if (!str_valid_utf8(name, name_bytes) || !str_valid_utf8(value, value_bytes))
		return fail(r, ERR_BAD_INPUT, "提交的文字编码不正确(应为 UTF-8)。");
	if (p->n == p->cap) {
		size_t cap = p->cap ? p->cap * 2 : 16;
		p->all = arena_grow(r->mem, p->all, p->n * sizeof *p->all, cap * sizeof *p->all);
		p->cap = cap;
	}
	p->all[p->n++] = (struct pair){ arena_strndup(r->mem, name, name_bytes), arena_strndup(r->mem, value, value_bytes) };
	return OK;
}

const char *pairs_get(const struct pairs *p, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->all[i].name, name))
			return p->all[i].value;
	return NULL;
}

static int hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Percent-decodes into the arena; a bad escape stays as it is. */
static char *decoded(struct arena *a, const char *s, size_t n, size_t *out_n)
{
	char *d = arena_alloc(a, n + 1), *w = d;
	for (size_t i = 0; i < n; i++) {
		int hi = s[i] == '%' && i + 2 < n ? hex_value(s[i + 1]) : -1;
		int lo = hi >= 0 ? hex_value(s[i + 2]) : -1;
		if (lo >= 0)
			i += 2;
		*w++ = lo >= 0 ? (char)(hi << 4 | lo) : s[i] == '+' ? ' ' : s[i];
	}
	*out_n = (size_t)(w - d);
	return d;
}

enum err form_decode(struct exchange *x, struct pairs *p, const char *text, size_t n)
{
	struct arena *a = x->req.mem;
	for (const char *end = text + n; text < end;) {
		const char *amp = memchr(text, '&', (size_t)(end - text));
		const char *stop = amp ? amp : end;
		const char *eq = memchr(text, '=', (size_t)(stop - text));
		size_t name_n, value_n = 0;
		char *name = decoded(a, text, (size_t)((eq ? eq : stop) - text), &name_n);
		char *value = eq ? decoded(a, eq + 1, (size_t)(stop - eq - 1), &value_n) : arena_strdup(a, "");
		enum err e = stop == text ? OK : pairs_add(x, p, name, name_n, value, value_n);
		if (e)
			return e;
		text = stop + 1;
	}
	return OK;
}

/* What the person's file was called: without folders and control characters. */
static const char *plain_name(struct arena *a, const char *name)
{
	const char *slash = strrchr(name, '/'), *back = strrchr(name, '\\');
	if (slash && slash >= name)
		name = slash + 1;
	if (back && back >= name)
		name = back + 1;
	char *copy = arena_strdup(a, str_valid_utf8(name, strlen(name)) ? name : "文件");
	for (char *p = copy; *p; p++)
		if ((unsigned char)*p < ' ' || *p == '"' || *p == 0x7f)
			*p = '_';
	return *copy ? copy : "文件";
}

/* Ends the part that was being read: keeps its value or moves its file into place. */
static enum err part_end(struct exchange *x)
{
	struct body *b = x->body;
	struct req *r = &x->req;
	const char *name = b->name;
	b->name = NULL;
	if (!name)
		return OK;
	if (!b->draft) {
		enum err e = pairs_add(x, &x->fields, name, strlen(name), b->value.len ? b->value.data : "", b->value.len);
		out_clear(&b->value);
		return e;
	}
	struct file_draft *d = b->draft;
	char hash[DIGEST_HEX];
	b->draft = NULL;
	b->upload.size_bytes = file_draft_size(d);
	if (b->upload.size_bytes == 0) { /* an empty file: remembered, so that the form can say so, but not kept */
		file_drop(d);
		b->upload.hash = "";
		b->upload.type = "application/x-empty";
	} else {
		enum err e = file_finish(d, r->mem, r->fault, hash, &b->upload.type);
		if (e)
			return e;
		b->upload.hash = arena_strdup(r->mem, hash);
	}
	if (x->n_uploads == MAX_FILES)
		return fail(r, ERR_TOO_LARGE, "一次最多上传 %d 个文件。", MAX_FILES);
	x->uploads[x->n_uploads++] = b->upload;
	return OK;
}

static enum err part_begin(struct exchange *x, const char *name, const char *file_name)
{
	struct body *b = x->body;
	struct req *r = &x->req;
	if (strlen(name) > MAX_NAME)
		return fail(r, ERR_BAD_INPUT, "表单字段名太长。");
	b->name = arena_strdup(r->mem, name);
	if (!file_name)
		return OK;
	if (!*file_name) { /* a file field left empty */
		b->name = NULL;
		return OK;
	}
	b->upload = (struct upload){ .field = b->name, .name = plain_name(r->mem, file_name) };
	return file_begin(r->site->store, r->fault, &b->draft);
}

static enum err part_data(struct exchange *x, const char *data, size_t n)
{
	struct body *b = x->body;
	if (!b->name || n == 0)
		return OK;
	if (b->draft)
		return file_append(b->draft, data, n, x->req.fault);
	out_bytes(&b->value, data, n);
	return b->value.failed ? fail(&x->req, ERR_TOO_LARGE, "填写的内容太长。") : OK;
}

/* libmicrohttpd may announce a part before any byte of it has come, and then again with the first: both at offset 0. */
static bool is_new_part(const struct body *b, const char *name, const char *file_name, uint64_t offset)
{
	bool same = b->announced && str_eq(b->announced, name) && str_eq(str_or_empty(b->announced_file), str_or_empty(file_name));
	return offset == 0 && !(same && b->part_bytes == 0);
}

static enum MHD_Result on_part(void *cls, enum MHD_ValueKind kind, const char *name, const char *file_name,
			       const char *type, const char *encoding, const char *data, uint64_t offset, size_t n)
{
	(void)kind, (void)type, (void)encoding;
	struct exchange *x = cls;
	struct body *b = x->body;
	if (!name)
		return MHD_YES;
	if (!b->failed && is_new_part(b, name, file_name, offset)) {
		b->failed = part_end(x);
		b->announced = arena_strdup(x->req.mem, name);
		b->announced_file = file_name ? arena_strdup(x->req.mem, file_name) : NULL;
		b->part_bytes = 0;
		if (!b->failed)
			b->failed = part_begin(x, name, file_name);
	}
	b->part_bytes += n;
	if (!b->failed)
		b->failed = part_data(x, data, n);
	return b->failed ? MHD_NO : MHD_YES;
}

enum err body_begin(struct exchange *x)
{
	struct req *r = &x->req;
	struct body *b = x->body = arena_new_of(r->mem, struct body);
	const char *type = dispatch_header(x, "Content-Type");
	out_init(&b->text, r->mem, r->route->flags & ROUTE_UPLOAD ? KB(256) : r->route->body);
	out_init(&b->value, r->mem, MAX_VALUE);
	if (type && strncasecmp(type, "application/x-www-form-urlencoded", 33) == 0)
		return OK;
	if (!(r->route->flags & ROUTE_UPLOAD) || !type || strncasecmp(type, "multipart/form-data", 19) != 0)
		return fail(r, ERR_BAD_INPUT, "这个地址不接受这种格式的提交。");
	x->uploads = arena_array(r->mem, struct upload, MAX_FILES);
	b->parts = MHD_create_post_processor(x->connection, POST_BUFFER, on_part, x);
	return b->parts ? OK : fail(r, ERR_BAD_INPUT, "上传的格式不完整，请重新选择文件。");
}

enum err body_add(struct exchange *x, const char *data, size_t n)
{
	struct body *b = x->body;
	struct req *r = &x->req;
	x->received += n;
	if (x->received > r->route->body)
		return fail(r, ERR_TOO_LARGE, "提交的内容超过 %zu MB,请压缩或分开提交。", r->route->body / MB(1) + 1);
	if (!b->parts) {
		out_bytes(&b->text, data, n);
		return b->text.failed ? fail(r, ERR_TOO_LARGE, "提交的内容太多，请分开填写。") : OK;
	}
	if (MHD_post_process(b->parts, data, n) == MHD_YES && !b->failed)
		return OK;
	return b->failed ? b->failed : fail(r, ERR_BAD_INPUT, "上传的内容格式不正确，请重新选择文件。");
}

enum err body_end(struct exchange *x)
{
	struct body *b = x->body;
	if (!b->parts)
		return form_decode(x, &x->fields, b->text.len ? b->text.data : "", b->text.len);
	enum MHD_Result whole = MHD_destroy_post_processor(b->parts);
	b->parts = NULL;
	enum err e = b->failed ? b->failed : part_end(x);
	if (!e && whole != MHD_YES)
		e = fail(&x->req, ERR_BAD_INPUT, "文件没有传完，请重新上传。");
	return e;
}

void body_drop(struct exchange *x)
{
	struct body *b = x->body;
	if (!b)
		return;
	if (b->parts)
		MHD_destroy_post_processor(b->parts);
	file_drop(b->draft);
	out_release(&b->text);
	out_release(&b->value);
	x->body = NULL;
}
