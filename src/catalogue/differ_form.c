#include "catalogue/differ_form.h"
#include "base/str.h"
#include "forms/forms.h"

static const struct element columns[] = {
	{ .key = "name", .label = "代号", .kind = ELEMENT_TEXT },
	{ .key = "label", .label = "名称", .kind = ELEMENT_TEXT },
	{ .key = "group", .label = "所在的组", .kind = ELEMENT_TEXT },
	{ .key = "kind", .label = "填写方式", .kind = ELEMENT_TEXT },
	{ .key = "required", .label = "必填", .kind = ELEMENT_FLAG },
	{ .key = "hint", .label = "提示", .kind = ELEMENT_TEXT },
	{ .key = "choices", .label = "可以选的", .kind = ELEMENT_TEXTS },
	{ .key = "choices_from", .label = "可以选的来自代码表", .kind = ELEMENT_TEXT },
	{ .key = "min", .label = "最少", .kind = ELEMENT_TEXT },
	{ .key = "max", .label = "最多", .kind = ELEMENT_TEXT },
	{ .key = "when", .label = "什么情形下填写", .kind = ELEMENT_EXPR },
	{ .key = "required_when", .label = "什么情形下必填", .kind = ELEMENT_EXPR },
	{ .key = "computed", .label = "计算方法", .kind = ELEMENT_EXPR },
	{ .key = "check", .label = "核对规则", .kind = ELEMENT_EXPR },
	{ .key = "check_words", .label = "核对不过时的提示", .kind = ELEMENT_TEXT },
	{ .key = "prefill", .label = "自动填入", .kind = ELEMENT_TEXT },
	{ .key = "fixed", .label = "填入后不能改", .kind = ELEMENT_FLAG },
	{ .key = "material", .label = "对应的材料", .kind = ELEMENT_TEXT },
	{ 0 }
};

const struct element differ_form_fields = { .key = "form", .label = "申请表", .kind = ELEMENT_ROWS, .columns = columns };

static void set_text(json_t *row, const char *key, const char *text)
{
	json_object_set_new(row, key, json_string(text));
}

/* Bounds may have a fraction, and kinds have names. */
static json_t *row_of(struct arena *a, const json_t *entry, const char *group)
{
	static const char *const bounds[] = { "min", "max" };
	json_t *row = json_copy((json_t *)entry);
	const struct form_kind *kind = form_kind_by_word(json_get_text(entry, "kind"));
	if (kind)
		set_text(row, "kind", kind->name);
	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
		if (json_is_number(json_object_get(entry, bounds[i])))
			set_text(row, bounds[i], arena_printf(a, "%.15g", json_number_value(json_object_get(entry, bounds[i]))));
	if (!*json_get_text(entry, "group") && *group)
		set_text(row, "group", group);
	if (!*json_get_text(entry, "name"))
		set_text(row, "name", json_get_text(entry, "label"));
	return row;
}

static void release(void *v)
{
	json_decref(v);
}

const json_t *differ_form_rows(struct arena *a, const json_t *form)
{
	json_t *rows = json_array(), *entry;
	const char *group = "";
	size_t i;
	arena_defer(a, release, rows);
	json_array_foreach(form, i, entry) {
		bool begins = str_eq(json_get_text(entry, "kind"), "group");
		json_array_append_new(rows, row_of(a, entry, begins ? "" : group));
		if (begins)
			group = json_get_text(entry, "label");
	}
	return rows;
}
