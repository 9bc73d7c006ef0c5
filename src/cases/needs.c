/* What an action must bring: checked before anything changes, and named to the person. */
#include "cases/act.h"
#include "base/str.h"

static bool has_opinion_place(const struct material_row *m)
{
	return str_eq(m->source, "upload") || str_eq(m->source, "form") || str_eq(m->source, "paper") ||
	       str_eq(m->source, "electronicmaterial");
}

static enum err need_good_opinions(struct acting *x)
{
	struct material_row *m;
	size_t n = material_list(x->t, x->was.id, &m);
	for (size_t i = 0; i < n; i++)
		if (has_opinion_place(&m[i]) && !str_eq(m[i].opinion, "good"))
			return fail(x->t, ERR_BAD_INPUT, "“%s”还没有“符合”的意见。全部材料都符合才能预审通过。", m[i].name);
	return OK;
}

static enum err need_bad_opinion(struct acting *x)
{
	struct material_row *m;
	size_t n = material_list(x->t, x->was.id, &m);
	for (size_t i = 0; i < n; i++)
		if (str_eq(m[i].opinion, "bad"))
			return OK;
	return fail(x->t, ERR_BAD_INPUT, "请先在材料旁选“不符合”并写明要改什么，申请人才知道怎么改。");
}

/* What was found wrong must have been replaced before it is handed in again. */
static enum err need_mended(struct acting *x)
{
	struct material_row *m;
	size_t n = material_list(x->t, x->was.id, &m);
	for (size_t i = 0; i < n; i++)
		if (str_eq(m[i].opinion, "bad"))
			return fail(x->t, ERR_BAD_INPUT, "“%s”还没有按意见修改。", m[i].name);
	return OK;
}

static enum err need_materials(struct acting *x)
{
	struct draft_check c = case_draft_check(x->t, &x->was, x->body);
	if (!c.form)
		return fail(x->t, ERR_BAD_INPUT, "申请表还有 %zu 处没有填好。", c.form_missing);
	if (!c.materials)
		return fail(x->t, ERR_BAD_INPUT, "还有 %zu 份必需的材料没有提供。", c.materials_missing);
	if (!c.delivery)
		return fail(x->t, ERR_BAD_INPUT, "还没有选领取方式。");
	return need_mended(x);
}

static enum err need_refusal_kind(struct acting *x)
{
	const char *kind = str_or_empty(x->a->refusal_kind);
	if (!str_eq(kind, "a") && !str_eq(kind, "b") && !str_eq(kind, "c"))
		return fail_field(x->t, "refusal_kind", "请选择不予受理的情形");
	if (str_eq(kind, "b") && str_blank(x->a->competent_agency)) /* art. 32(2): tell which agency is competent */
		return fail_field(x->t, "competent_agency", "请写明应当向哪个机关申请");
	return OK;
}

enum err needs_check(struct acting *x)
{
	unsigned needs = x->row->needs;
	enum err e = OK;
	if ((needs & NEED_DECLARATION) && !x->a->declared)
		return fail_field(x->t, "declared", "请确认所填内容和材料真实");
	if ((needs & NEED_REASON) && str_blank(x->a->reason))
		return fail_field(x->t, "reason", "请写明理由");
	if ((needs & NEED_BASIS) && str_blank(x->a->basis)) /* art. 38: a refusal gives its reasons and basis */
		return fail_field(x->t, "basis", "请写明依据");
	if ((needs & NEED_METHOD) && str_blank(x->a->method))
		return fail_field(x->t, "method", "请选择送达方式");
	if ((needs & NEED_METHOD) && str_blank(x->a->recipient))
		return fail_field(x->t, "recipient", "请写明收件人");
	if (needs & NEED_REFUSAL_KIND)
		e = need_refusal_kind(x);
	if (!e && (needs & NEED_OPINION_ALL))
		e = need_good_opinions(x);
	if (!e && (needs & NEED_OPINION_BAD))
		e = need_bad_opinion(x);
	if (!e && (needs & NEED_MATERIALS))
		e = need_materials(x);
	return e;
}
