/* A form tried out, exported, and taken from elsewhere. */
#include "registry/designer_private.h"
#include "base/str.h"
#include "catalogue/catalogue.h"
#include "registry/designer_preview.html.h"
#include "store/files.h"
#include <unistd.h>

enum { IMPORT_BYTES = 512 * 1024 };

/* Somebody invented, so that what is filled in beforehand can be seen. */
static struct form_person sample(struct req *r)
{
	static const char known[] = "{\"account.name\":\"王晓岚\",\"account.certificate\":\"350205199003070017\",\"account.phone\":\"13900000001\","
		"\"account.address\":\"厦门市海沧区沧虹路 95 号\",\"contact.name\":\"王晓岚\",\"contact.certificate\":\"350205199003070017\"}";
	return (struct form_person){ "王晓岚", json_parse(r->mem, known) };
}

static void draw(struct req *r, const struct editing *e, const struct form *f, const struct form_person *who, const char *json, bool right)
{
	struct designer_preview_view v = { .is = e, .form = f, .person = who, .json = json, .right = right };
	if (right)
		v.n_answers = forms_answers(r->mem, f, json, false, &v.answers);
	registry_designer_preview(r->out, r, &v);
}

enum err designer_preview(struct req *r)
{
	struct editing e;
	json_t *list;
	enum err failed = designer_open(r, false, &e, &list);
	if (failed)
		return failed;
	const struct form_person who = sample(r);
	draw(r, &e, forms_of_item(r->mem, req_tx(r), e.body), &who, "{}", false);
	return OK;
}

enum err designer_preview_try(struct req *r)
{
	struct editing e;
	json_t *list;
	const char *json;
	enum err failed = designer_open(r, false, &e, &list);
	if (failed)
		return failed;
	const struct form *f = forms_of_item(r->mem, req_tx(r), e.body);
	const struct form_person who = sample(r);
	bool right = forms_read(r, f, &who, &json);
	draw(r, &e, f, &who, json, right);
	return r->n_errors ? reply_again(r) : OK;
}

enum err designer_paper(struct req *r)
{
	struct editing e;
	json_t *list;
	enum err failed = designer_open(r, false, &e, &list);
	if (failed)
		return failed;
	const struct form_paper paper = { .title = arena_printf(r->mem, "%s申请表", *e.a.name ? e.a.name : "未命名事项"), .agency = e.a.agency_short,
					  .version = "草稿，未发布", .url = "" };
	return forms_blank(r, forms_of_item(r->mem, req_tx(r), e.body), &paper);
}

enum err designer_export(struct req *r)
{
	struct editing e;
	json_t *list;
	enum err failed = designer_open(r, false, &e, &list);
	if (failed)
		return failed;
	out_raw(r->out, json_print(r->mem, forms_schema(r->mem, list, arena_printf(r->mem, "urn:tongban:adjustment:%lld:form", (long long)e.a.id), e.a.name)));
	return reply_json(r);
}

/* Behind what there is, or instead of it. */
static enum err take(struct req *r, struct editing *e, json_t *list, const json_t *taken)
{
	enum { ENTRIES_MOST = 200 };
	if (str_eq(req_field(r, "replace"), "1"))
		json_array_clear(list);
	for (size_t i = 0; i < json_array_size(taken); i++)
		json_array_append_new(list, json_deep_copy(json_array_get(taken, i)));
	if (json_array_size(list) > ENTRIES_MOST)
		return fail(r, ERR_BAD_INPUT, "合在一起有 %zu 项，申请表最多 %d 项。", json_array_size(list), ENTRIES_MOST);
	enum err failed = designer_keep(r, e);
	if (failed)
		return failed;
	reply_say(r, "取来了 %zu 项。", json_array_size(taken));
	return reply_redirect(r, "/admin/adjustments/%lld/form#list", (long long)e->a.id);
}

static const char *content(struct req *r, const struct upload *u)
{
	char *text = arena_alloc(r->mem, u->size_bytes + 1);
	size_t got = 0;
	int fd = file_open(r->site->store, u->hash);
	for (ssize_t n = 1; fd >= 0 && n > 0 && got < u->size_bytes; got += n > 0 ? (size_t)n : 0)
		n = read(fd, text + got, u->size_bytes - got);
	if (fd >= 0)
		close(fd);
	return str_valid_utf8(text, got) ? text : "";
}

enum err designer_import(struct req *r)
{
	struct editing e;
	json_t *list;
	const char *words;
	enum err failed = designer_open(r, true, &e, &list);
	if (failed)
		return failed;
	const struct upload *u = req_upload(r, "file");
	if (!u || !u->size_bytes || u->size_bytes > IMPORT_BYTES)
		return fail(r, ERR_BAD_INPUT, u && u->size_bytes ? "文件太大，最大 512 KB。" : "请先选择要导入的文件。");
	const char *text = content(r, u);
	const char *bom = "\xEF\xBB\xBF";
	const json_t *json = json_parse(r->mem, str_starts(text, bom) ? text + 3 : text);
	if (!json)
		return fail(r, ERR_BAD_INPUT, "这个文件不是 JSON，没有导入。");
	const json_t *taken = forms_of_schema(r->mem, json, &words);
	return taken ? take(r, &e, list, taken) : fail(r, ERR_BAD_INPUT, "%s。没有导入。", words);
}

enum err designer_copy(struct req *r)
{
	struct editing e;
	struct item item;
	json_t *list;
	enum err failed = designer_open(r, true, &e, &list);
	if (failed)
		return failed;
	struct tx *t = req_tx(r);
	if (!item_by_code(t, str_code(r->mem, req_field(r, "code")), &item) || !item_visible(&r->who, &item))
		return fail(r, ERR_BAD_INPUT, "没有这个编码的事项，请核对编码。");
	const struct body *b = item_body(t, item.id, item.version);
	const json_t *from = b ? json_object_get(b->json, "form") : NULL;
	if (!json_array_size(from))
		return fail(r, ERR_BAD_INPUT, "“%s”没有申请表。", item.name);
	return take(r, &e, list, from);
}
