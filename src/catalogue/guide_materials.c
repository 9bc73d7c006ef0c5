#include "catalogue/guide_materials.h"
#include "base/str.h"
#include "forms/expr_truth.h"
#include "forms/forms.h"

enum { KB_BYTES = 1024, MB_BYTES = 1024 * 1024 };

static const char *join(struct arena *a, const char *all, const char *between, const char *more)
{
	return !*more ? all : !*all ? more : arena_printf(a, "%s%s%s", all, between, more);
}

static const char *copies_words(struct arena *a, const struct material *m)
{
	const char *originals = m->originals ? arena_printf(a, "原件 %lld 份", (long long)m->originals) : "";
	const char *copies = m->copies ? arena_printf(a, "复印件 %lld 份", (long long)m->copies) : "";
	return join(a, originals, "、", copies);
}

struct guide_file guide_materials_file(struct arena *a, const json_t *row, const char *key)
{
	const json_t *file = json_object_get(row, key);
	int64_t bytes = json_get_int(file, "bytes", 0);
	const char *size = bytes >= MB_BYTES ? arena_printf(a, "%.1f MB", (double)bytes / MB_BYTES)
					     : arena_printf(a, "%lld KB", (long long)((bytes + KB_BYTES - 1) / KB_BYTES));
	return (struct guide_file){ json_get_text(file, "hash"), json_get_text(file, "name"), size };
}

static struct guide_material material_of(struct tx *t, const struct material *m, const json_t *json)
{
	struct arena *a = t->mem;
	bool free = *m->licence != '\0';
	const char *needs = free ? "免提交" : codes_words(t, "necessity", m->necessity);
	needs = join(a, needs, " · ", codes_words(t, "material_type", m->type));
	needs = join(a, needs, " · ", codes_words(t, "medium", m->medium));
	needs = join(a, needs, " · ", copies_words(a, m));
	needs = join(a, needs, " · ", json_get_text(json, "size"));
	needs = join(a, needs, " · ", json_get_text(json, "issued_within"));
	needs = join(a, needs, " · ", m->signed_electronic ? "可以用电子签名" : "");
	const char *from = join(a, codes_words(t, "material_source", m->source), "：", m->issuer);
	from = join(a, from, "，", json_get_text(json, "source_note"));
	from = join(a, from, "。", *m->basis ? arena_printf(a, "依据：%s", m->basis) : "");
	return (struct guide_material){
		.name = m->name, .how = m->how, .standard = m->standard, .needs = needs, .from = from, .only = "", .licence = m->licence,
		.free = free, .by_form = m->by_form, .is = m, .must = str_eq(m->necessity, "1") && !free && !m->by_form,
		.blank = guide_materials_file(a, json, "blank"), .sample = guide_materials_file(a, json, "sample"),
	};
}

size_t guide_materials_of(struct tx *t, const struct body *b, const json_t *known, int64_t today, struct guide_material **out)
{
	const json_t *rows = json_object_get(b->json, "materials");
	const struct form *form = NULL; /* read only where its labels are needed */
	struct guide_material *all = arena_array(t->mem, struct guide_material, b->n_materials + 1);
	size_t n = 0;
	for (size_t i = 0; i < b->n_materials; i++) {
		const struct material *m = &b->materials[i];
		enum expr_truth asked = *m->when ? expr_truth(t->mem, m->when, known, today) : EXPR_YES;
		if (asked == EXPR_NO)
			continue;
		struct guide_material *g = &all[n++];
		*g = material_of(t, m, json_array_get(rows, i));
		if (asked == EXPR_YES)
			continue;
		form = form ? form : forms_of_item(t->mem, t, b->json);
		g->only = forms_condition_words(t->mem, form, m->when);
		g->must = false;
	}
	*out = all;
	return n;
}
