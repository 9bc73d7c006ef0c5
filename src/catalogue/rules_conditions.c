/* Rules about circumstances, the form and all conditions: that they can be understood, lead somewhere and not in a circle. */
#include "base/str.h"
#include "catalogue/rules_private.h"
#include "forms/forms.h"
#include <stdlib.h>
#include <string.h>

/* "circumstances.1.when": 情形第 2 问. */
static const char *place_words(struct checks *c, const char *key)
{
	const char *dot = strchr(key, '.');
	if (!dot)
		return "申请表";
	return arena_printf(c->t->mem, str_starts(key, "form") ? "申请表第 %lld 项" : "情形第 %lld 问", strtoll(dot + 1, NULL, 10) + 1);
}

static void form_faults(struct checks *c)
{
	struct form_fault *all;
	size_t n = forms_faults(c->t->mem, c->t, c->body, &all);
	for (size_t i = 0; i < n; i++)
		checks_say(c, all[i].key, "%s：%s", place_words(c, all[i].key), all[i].words);
}

/* Lists whose rows are shown or asked for under a condition. */
static const struct { const char *key, *name; } conditional[] = { { "materials", "材料" }, { "handling", "业务办理项" } };
enum { CONDITIONAL = sizeof conditional / sizeof *conditional };

static void conditions(struct checks *c)
{
	const struct form *form = forms_of_item(c->t->mem, c->t, c->body);
	size_t i;
	json_t *row;
	for (size_t k = 0; k < CONDITIONAL; k++)
		json_array_foreach(json_object_get(c->body, conditional[k].key), i, row) {
			const char *words = forms_condition_fault(c->t->mem, form, json_get_text(row, "when"));
			if (words)
				checks_say(c, checks_key(c, conditional[k].key, i, "when"), "%s“%s”的情形：%s", conditional[k].name, json_get_text(row, "name"),
					   words);
		}
}

static bool uses(struct checks *c, const char *list, const char *member, const char *name)
{
	struct expr_fault fault;
	size_t i;
	json_t *row;
	json_array_foreach(json_object_get(c->body, list), i, row) {
		const struct expr *e = expr_parse(c->t->mem, json_get_text(row, member), &fault);
		const char **names;
		size_t n = e ? expr_names(c->t->mem, e, &names) : 0;
		for (size_t k = 0; k < n; k++)
			if (str_eq(names[k], name))
				return true;
	}
	return false;
}

static bool used(struct checks *c, const char *name)
{
	static const char *const lists[] = { "materials", "handling", "circumstances", "form" };
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (uses(c, lists[i], "when", name))
			return true;
	return uses(c, "form", "required_when", name) || uses(c, "form", "computed", name);
}

static void idle(struct checks *c)
{
	size_t i;
	json_t *row;
	json_array_foreach(json_object_get(c->body, "circumstances"), i, row)
		if (*json_get_text(row, "name") && !used(c, json_get_text(row, "name")))
			checks_say(c, checks_key(c, "circumstances", i, NULL), "“%s”怎么选都一样：没有材料、办理项或问题随它变化", json_get_text(row, "label"));
}

const struct check_rule rules_conditions[] = {
	{ "form", NULL, true, "情形和申请表的定义要正确", "GB/T 39554.2 办理情形", form_faults },
	{ "conditions", NULL, true, "情形的条件要能算出来", "GB/T 39554.2 办理情形", conditions },
	{ "circumstance-idle", "circumstances", false, "只问会改变材料或办理项的情形", "行政许可法第三十一条", idle },
	{ 0 }
};
