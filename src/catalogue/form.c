#include "catalogue/form.h"

const struct shape form_shape = { "Form", {
	{ "$schema", 's', .help = "draft 2020-12" }, { "$id", 's' }, { "title", 's' }, { "type", 's' },
	{ "properties", 'j', .help = "the answers by name; x-members say what a standard keyword does not" }, { "required", 't' },
	{ "x-layout", 'j', .help = "groups and headings, in order" },
} };

static enum err load(struct req *r, struct item *out_item, const struct body **out_body)
{
	struct item item;
	struct tx *t = req_tx(r);
	if (!item_by_code(t, req_param(r, "code"), &item) || !item_visible(&r->who, &item))
		return fail(r, ERR_NOT_FOUND, "没有这个编码的事项。");
	const struct body *b = item_body(t, item.id, item.version);
	if (!b)
		return fail(r, ERR_INTERNAL, "item %lld has no body", (long long)item.id);
	if (!json_array_size(json_object_get(b->json, "form")) && !json_array_size(json_object_get(b->json, "circumstances")))
		return fail(r, ERR_NOT_FOUND, "“%s”没有申请表。", item.name);
	*out_item = item;
	*out_body = b;
	return OK;
}

static const char *address(struct req *r, const struct item *i, const char *end)
{
	return arena_printf(r->mem, "%s/items/%s%s", setting_text(req_tx(r), SETTING_PUBLIC_URL), i->code, end);
}

enum err form_json(struct req *r)
{
	struct item item;
	const struct body *b;
	enum err e = load(r, &item, &b);
	if (e)
		return e;
	const struct form *f = forms_of_item(r->mem, req_tx(r), b->json);
	const char *id = address(r, &item, arena_printf(r->mem, "/form.json?version=%lld", (long long)item.version));
	out_raw(r->out, json_print(r->mem, forms_schema(r->mem, f->json, id, item.name)));
	return reply_json(r);
}

enum err form_pdf(struct req *r)
{
	struct item item;
	const struct body *b;
	enum err e = load(r, &item, &b);
	if (e)
		return e;
	const struct form_paper paper = { .title = arena_printf(r->mem, "%s申请表", item.name), .agency = item.agency,
					  .version = arena_printf(r->mem, "第 %lld 版", (long long)item.version), .url = address(r, &item, "") };
	return forms_blank(r, forms_of_item(r->mem, req_tx(r), b->json), &paper);
}
