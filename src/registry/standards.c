/* Templates: what they fix, how items depart from them, and how they are brought back. */
#include "registry/standards.h"
#include "base/str.h"
#include "catalogue/catalogue.h"
#include "catalogue/rules.h"
#include <string.h>

enum { BASE = 12, IMPLEMENTATION = 31, HANDLING = 33 };

const char *const standards_norms[NORM__MAX] = { "名称", "材料", "流程", "时限", "收费" };

static const struct { const char *key; enum standard_norm norm; } norms[] = {
	{ "name", NORM_NAME }, { "type", NORM_NAME }, { "base_code", NORM_NAME }, { "basis", NORM_NAME }, { "objects", NORM_NAME },
	{ "circumstances", NORM_MATERIALS }, { "materials", NORM_MATERIALS }, { "form", NORM_MATERIALS },
	{ "conditions", NORM_STEPS }, { "refusal", NORM_STEPS }, { "approval_conditions", NORM_STEPS }, { "steps", NORM_STEPS },
	{ "special", NORM_STEPS }, { "result", NORM_STEPS },
	{ "instant", NORM_LIMITS }, { "statutory", NORM_LIMITS }, { "promised", NORM_LIMITS }, { "acceptance_days", NORM_LIMITS },
	{ "fees", NORM_FEES },
};

static bool is_of(const char *key, const char *element)
{
	size_t n = strlen(element);
	return strncmp(key, element, n) == 0 && (key[n] == '\0' || key[n] == '.');
}

enum standard_norm standards_norm_of(const char *key)
{
	size_t i = 0;
	while (i < sizeof norms / sizeof *norms && !is_of(key, norms[i].key))
		i++;
	must(i < sizeof norms / sizeof *norms);
	return norms[i].norm;
}

size_t standards_deviations(struct tx *t, const json_t *standard, const json_t *item, struct difference **out)
{
	return differ_in(t, elements, ELEMENT_STANDARD, standard, item, out);
}

/* ---- making bodies ---- */

static void release(void *v)
{
	json_decref(v);
}

static json_t *owned(struct arena *a, json_t *v)
{
	must(v);
	arena_defer(a, release, v);
	return v;
}

static void copy_standard(json_t *to, const json_t *from)
{
	for (const struct element *e = elements; e->key; e++) {
		json_t *v = json_object_get(from, e->key);
		if (!(e->flags & ELEMENT_STANDARD))
			continue;
		if (v)
			json_object_set_new(to, e->key, json_deep_copy(v));
		else
			json_object_del(to, e->key);
	}
}

static void set_text(json_t *o, const char *key, const char *text)
{
	json_object_set_new(o, key, json_string(text));
}

/* GB/T 39554.1: USCC, level, base code; handling items add two figures. */
static void renew_codes(struct arena *a, json_t *item, const char *base)
{
	const char *was = json_get_text(item, "implementation_code");
	size_t i;
	json_t *row;
	if (strlen(was) != IMPLEMENTATION || strlen(base) != BASE)
		return;
	const char *now = arena_printf(a, "%.19s%s", was, base);
	json_array_foreach(json_object_get(item, "handling"), i, row) {
		const char *code = json_get_text(row, "code");
		if (strlen(code) == HANDLING && strncmp(code, was, IMPLEMENTATION) == 0)
			set_text(row, "code", arena_printf(a, "%s%s", now, code + IMPLEMENTATION));
	}
	set_text(item, "implementation_code", now);
}

json_t *standards_aligned(struct arena *a, const json_t *standard, const json_t *item)
{
	json_t *made = owned(a, json_deep_copy(item));
	const char *base = json_get_text(standard, "base_code"), *was = arena_strdup(a, json_get_text(item, "base_code"));
	bool known_by_it = !*json_get_text(item, "local_code") && *json_get_text(item, "implementation_code");
	copy_standard(made, standard);
	set_text(made, "standard_code", json_get_text(standard, "code"));
	if (known_by_it || !*base)
		set_text(made, "base_code", was);
	else
		renew_codes(a, made, base);
	return made;
}

json_t *standards_template(struct arena *a, const json_t *item, const char *code)
{
	json_t *made = owned(a, json_object());
	copy_standard(made, item);
	set_text(made, "code", code);
	return made;
}

enum err standards_from_item(struct tx *t, int64_t item, const char *code, int64_t organisation, const char *by, int64_t *out_id)
{
	struct item is;
	if (!item_by_id(t, item, &is))
		return t->failed ? t->failed : fail(t, ERR_NOT_FOUND, "没有这个事项。");
	const json_t *body = item_body(t, item, is.version)->json;
	return record_put(t, "standard", json_print(t->mem, standards_template(t->mem, body, code)), organisation, by, out_id);
}

/* ---- what is wrong with one ---- */

static bool is_standard(const char *key)
{
	const char *dot = strchr(key, '.');
	for (const struct element *e = elements; e->key; e++)
		if (e->flags & ELEMENT_STANDARD && (dot ? strncmp(e->key, key, (size_t)(dot - key)) == 0 && strlen(e->key) == (size_t)(dot - key) :
							  str_eq(e->key, key)))
			return true;
	return false;
}

size_t standards_check(struct tx *t, const json_t *body, int64_t organisation, struct finding **out)
{
	struct finding *all;
	size_t n = rules_check(t, body, 0, &all), kept = 0;
	(void)organisation;
	for (size_t i = 0; i < n; i++)
		if (is_standard(all[i].key))
			all[kept++] = all[i];
	*out = all;
	return kept;
}
