/* Records of the other kinds, each file of demo/ with "kind" and "records". */
#include "demo/demo_private.h"
#include "demo_files.h"
#include "base/str.h"
#include "registry/registry.h"
#include "registry/standards.h"

static enum err put(struct tx *t, struct demo *d, const char *kind, json_t *body)
{
	int64_t id;
	size_t at = demo_organisation_at(d, json_get_text(body, "organisation"));
	json_object_del(body, "organisation");
	return record_put(t, kind, json_print(d->mem, body), d->organisations[at], "演示数据", &id);
}

/* A template is made of the item that was first. */
static enum err put_standard(struct tx *t, struct demo *d, const json_t *v)
{
	struct item item;
	int64_t id, no = json_get_int(v, "item", 0), office = d->organisations[demo_organisation_at(d, "23")];
	must(item_by_id(t, d->items[no], &item));
	return standards_from_item(t, item.id, json_get_text(v, "code"), office, "演示数据", &id);
}

static enum err install(struct tx *t, void *arg)
{
	struct demo *d = arg;
	enum err e = OK;
	for (const struct embedded *f = demo_files; f->path && !e; f++) {
		json_t *list, *v = json_parse(d->mem, (const char *)f->data);
		size_t n = json_get_array(v, "standards", &list);
		for (size_t i = 0; i < n && !e; i++)
			e = put_standard(t, d, json_array_get(list, i));
		n = json_get_array(v, "records", &list);
		for (size_t i = 0; i < n && !e; i++)
			e = put(t, d, json_get_text(v, "kind"), json_array_get(list, i));
	}
	return e;
}

enum err records_install(struct demo *d)
{
	return store_write(d->site->store, d->mem, d->fault, install, d);
}
