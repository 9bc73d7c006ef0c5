/* The form as a list of groups and questions. */
#include "registry/designer.h"
#include "registry/designer_private.h"
#include "base/str.h"
#include "registry/designer.html.h"
#include <string.h>

#define KEEPERS STAFF(ROLE_CATALOGUE | ROLE_REFORM | ROLE_ADMIN)

enum err designer_open(struct req *r, bool writing, struct editing *out, json_t **out_list)
{
	enum err failed = edit_open(r, out);
	if (failed)
		return failed;
	if (!element_in(out->kind->elements, "form"))
		return fail(r, ERR_NOT_FOUND, "%s没有申请表。", out->kind->name);
	if (writing && !out->editable)
		return fail(r, ERR_CONFLICT, "这次调整现在不能修改。");
	json_t *list = json_object_get(out->body, "form");
	if (!json_is_array(list)) {
		list = json_array();
		json_object_set_new(out->body, "form", list);
	}
	*out_list = list;
	return OK;
}

enum err designer_keep(struct req *r, struct editing *e)
{
	const char *conflict = NULL;
	enum err failed = edit_save(r, e, &(struct entry_uploads){ .n = 0 }, &conflict);
	if (failed || !conflict)
		return failed;
	return fail(r, ERR_CONFLICT, "这份草稿刚才被别人保存过，这次没有改动。请重新打开再试。");
}

static const char *join(struct arena *a, const char *before, const char *words)
{
	return !*words ? before : *before ? arena_printf(a, "%s；%s", before, words) : words;
}

static const char *condition(struct arena *a, const struct form *f, const json_t *entry, const char *member, const char *behind)
{
	const char *words = forms_condition_words(a, f, json_get_text(entry, member));
	return *words ? arena_printf(a, "%s%s", words, behind) : "";
}

static const char *choices_words(struct arena *a, const json_t *entry)
{
	json_t *list;
	const char *all = "";
	size_t n = json_get_array(entry, "choices", &list);
	for (size_t i = 0; i < n; i++)
		all = arena_printf(a, "%s%s%s", all, i ? "、" : "", str_or_empty(json_string_value(json_array_get(list, i))));
	const char *table = json_get_text(entry, "choices_from");
	return *table ? arena_printf(a, "代码表 %s", table) : str_shorten(a, all, 40);
}

static const char *about_words(struct arena *a, const struct form *f, const json_t *entry)
{
	bool group = str_eq(json_get_text(entry, "kind"), "group");
	const char *words = group && *json_get_text(entry, "name")
		? arena_printf(a, "可以填多行，最多 %lld 行", (long long)json_get_int(entry, "max", 20)) : "";
	words = join(a, words, json_get_bool(entry, "required") ? "必填" : "");
	words = join(a, words, choices_words(a, entry));
	words = join(a, words, json_get_text(entry, "material"));
	words = join(a, words, condition(a, f, entry, "when", "时才问"));
	words = join(a, words, condition(a, f, entry, "required_when", "时必填"));
	words = join(a, words, *json_get_text(entry, "computed") ? arena_printf(a, "等于 %s", json_get_text(entry, "computed")) : "");
	return join(a, words, *json_get_text(entry, "prefill") ? "自动填入" : "");
}

static const char *kind_words(const json_t *entry)
{
	const struct form_kind *k = form_kind_by_word(json_get_text(entry, "kind"));
	return k ? k->name : str_eq(json_get_text(entry, "kind"), "group") ? "组" : "";
}

static const char *faults_of(struct arena *a, const struct form_fault *all, size_t n, size_t no)
{
	const char *prefix = arena_printf(a, "form.%zu.", no), *words = "";
	for (size_t i = 0; i < n; i++)
		if (str_starts(all[i].key, prefix))
			words = join(a, words, all[i].words);
	return words;
}

static enum err show(struct req *r)
{
	struct editing e;
	json_t *list;
	struct form_fault *faults;
	enum err failed = designer_open(r, false, &e, &list);
	if (failed)
		return failed;
	struct arena *a = r->mem;
	const struct form *f = forms_of_item(a, req_tx(r), e.body);
	struct designer_view v = { .is = &e, .lines = arena_array(a, struct designer_line, json_array_size(list) + 1),
				   .n = json_array_size(list), .n_circumstances = json_array_size(json_object_get(e.body, "circumstances")) };
	v.n_faults = forms_faults(a, req_tx(r), e.body, &faults);
	const char *heading = "";
	for (size_t i = 0; i < v.n; i++) {
		const json_t *entry = json_array_get(list, i);
		bool group = str_eq(json_get_text(entry, "kind"), "group");
		const char *own = json_get_text(entry, "group"), *about = about_words(a, f, entry);
		if (*own && !str_eq(own, heading))
			about = join(a, arena_printf(a, "“%s”的第一项", own), about);
		heading = group ? json_get_text(entry, "label") : *own ? own : heading;
		v.lines[i] = (struct designer_line){ i + 1, group, json_get_text(entry, "label"), kind_words(entry), about,
						     faults_of(a, faults, v.n_faults, i) };
	}
	registry_designer(r->out, r, &v);
	return OK;
}

static void move(json_t *list, size_t from, size_t to)
{
	json_t *entry = json_incref(json_array_get(list, from));
	json_array_remove(list, from);
	json_array_insert_new(list, to, entry);
}

/* The copy needs a name of its own. */
static void copy(struct arena *a, json_t *list, size_t at)
{
	json_t *twin = json_deep_copy(json_array_get(list, at));
	const char *name = json_get_text(twin, "name");
	if (*name)
		json_object_set_new(twin, "name", json_string(arena_printf(a, "%s_2", name)));
	json_array_insert_new(list, at + 1, twin);
}

/* up, down, copy, remove: what the list's buttons do. */
static enum err change(struct req *r)
{
	struct editing e;
	json_t *list;
	int64_t no;
	enum err failed = designer_open(r, true, &e, &list);
	if (failed)
		return failed;
	const char *deed = req_field(r, "do");
	if (!num_parse(req_field(r, "row"), 1, (int64_t)json_array_size(list), &no))
		return fail(r, ERR_CONFLICT, "这一项已经不在了，请看最新的内容。");
	size_t at = (size_t)no - 1;
	if (str_eq(deed, "up") && at)
		move(list, at, at - 1);
	else if (str_eq(deed, "down") && at + 1 < json_array_size(list))
		move(list, at, at + 1);
	else if (str_eq(deed, "copy"))
		copy(r->mem, list, at);
	else if (str_eq(deed, "remove"))
		json_array_remove(list, at);
	failed = designer_keep(r, &e);
	return failed ? failed : reply_redirect(r, "/admin/adjustments/%lld/form#list", (long long)e.a.id);
}

static const struct route routes[] = {
	{ GET, "/admin/adjustments/:id/form", show, KEEPERS, .help = "the form of the item: its groups and questions" },
	{ POST, "/admin/adjustments/:id/form/change", change, KEEPERS, .body = KB(8), .help = "moves, copies or removes one of them" },
	{ GET, "/admin/adjustments/:id/form/entries/:no", designer_entry_show, KEEPERS, .help = "one question or group; no: from 1, or new" },
	{ POST, "/admin/adjustments/:id/form/entries/:no", designer_entry_save, KEEPERS, .body = KB(128), .help = "keeps it, and says what is wrong" },
	{ GET, "/admin/adjustments/:id/form/preview", designer_preview, KEEPERS, .help = "the form as an applicant sees it" },
	{ POST, "/admin/adjustments/:id/form/preview", designer_preview_try, KEEPERS, .body = KB(512), .help = "judges answers; keeps nothing" },
	{ GET, "/admin/adjustments/:id/form/paper", designer_paper, KEEPERS, .help = "the blank form of the draft as PDF" },
	{ GET, "/admin/adjustments/:id/form/export", designer_export, KEEPERS, .help = "the definition as JSON Schema with its layout" },
	{ POST, "/admin/adjustments/:id/form/import", designer_import, KEEPERS, .body = MB(1), .flags = ROUTE_UPLOAD, .help = "takes such a file" },
	{ POST, "/admin/adjustments/:id/form/copy", designer_copy, KEEPERS, .body = KB(8), .help = "takes the form of another item" },
	{ 0 },
};

const struct room designer_room = { .name = "designer", .routes = routes };
