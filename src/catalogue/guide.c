#include "catalogue/guide.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "catalogue/catalogue.sql.h"
#include "catalogue/guide.html.h"
#include "catalogue/help.html.h"
#include "catalogue/words.h"

static struct guide_list list_of(struct arena *a, const json_t *o, const char *key)
{
	json_t *list;
	struct guide_list l = { NULL, json_get_array(o, key, &list) };
	l.all = arena_array(a, json_t *, l.n + 1);
	for (size_t i = 0; i < l.n; i++)
		l.all[i] = json_array_get(list, i);
	return l;
}

static int64_t run_stage(struct arena *a, const struct calendar *cal, struct guide_due *due, const char *name,
			 const struct limit *l, int64_t from, int64_t today)
{
	struct clock_due c = clock_due(cal, &(struct clock_term){ from, l->amount, l->unit, 0 }, NULL, 0);
	due->provisional |= c.provisional;
	due->stages[due->n++] = (struct guide_stage){ name, limit_words(a, l), day_short(a, c.due_day, today) };
	return c.due_day;
}

struct guide_due guide_due(struct arena *a, const struct calendar *cal, const struct body *b, int64_t today,
			   bool accept_from_submission)
{
	const struct mode *online = item_online_mode(b);
	struct limit prereview = { true, ITEM_PREREVIEW_DAYS, CLOCK_WORKING_DAY, "" };
	struct limit acceptance = { true, b->acceptance_days, CLOCK_WORKING_DAY, "" };
	struct guide_due due = { .known = b->promised.set && b->promised.unit != CLOCK_HOUR, .day = today };
	if (!due.known)
		return due;
	if (online)
		due.day = run_stage(a, cal, &due, "预审", &prereview, today, today);
	bool at_once = online && accept_from_submission && !str_eq(online->kind, "three");
	int64_t accepted = run_stage(a, cal, &due, "受理", &acceptance, at_once ? today : due.day, today);
	due.day = run_stage(a, cal, &due, "办结", &b->promised, accepted > due.day ? accepted : due.day, today);
	return due;
}

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

static struct guide_material material_of(struct tx *t, const struct material *m, const json_t *json)
{
	struct arena *a = t->mem;
	bool free = *m->licence != '\0';
	const char *needs = free ? "免提交" : codes_words(t, "necessity", m->necessity);
	needs = join(a, needs, " · ", codes_words(t, "material_type", m->type));
	needs = join(a, needs, " · ", codes_words(t, "medium", m->medium));
	needs = join(a, needs, " · ", copies_words(a, m));
	needs = join(a, needs, " · ", json_get_text(json, "size"));
	needs = join(a, needs, " · ", m->signed_electronic ? "可以用电子签名" : "");
	const char *from = join(a, codes_words(t, "material_source", m->source), "：", m->issuer);
	from = join(a, from, "。", *m->basis ? arena_printf(a, "依据：%s", m->basis) : "");
	return (struct guide_material){
		.name = m->name, .how = m->how, .standard = m->standard, .needs = needs, .from = from,
		.free = free, .by_form = m->by_form,
	};
}

static void fill_materials(struct tx *t, struct guide_view *v)
{
	struct arena *a = t->mem;
	const struct body *b = v->body;
	struct guide_list json = list_of(a, b->json, "materials");
	v->n_materials = b->n_materials;
	v->materials = arena_array(a, struct guide_material, b->n_materials + 1);
	for (size_t i = 0; i < b->n_materials; i++) {
		v->materials[i] = material_of(t, &b->materials[i], json.all[i]);
		v->n_to_hand_in += str_eq(b->materials[i].necessity, "1") && !v->materials[i].free && !v->materials[i].by_form;
	}
}

static const char *days_words(struct arena *a, int64_t days)
{
	return arena_printf(a, "%lld 个工作日内", (long long)days);
}

/* From applying to the result, as a line. */
static void fill_steps(struct arena *a, struct guide_view *v)
{
	enum { AROUND = 5 };
	const struct body *b = v->body;
	const struct mode *online = item_online_mode(b);
	struct guide_step *s = v->steps = arena_array(a, struct guide_step, b->n_steps + AROUND);
	size_t n = 0;
	s[n++] = (struct guide_step){ online ? "网上申请" : "窗口申请", online ? "随时" : "上班时间" };
	if (online)
		s[n++] = (struct guide_step){ "预审", days_words(a, ITEM_PREREVIEW_DAYS) };
	if (online && str_eq(online->kind, "three"))
		s[n++] = (struct guide_step){ "到窗口交材料", days_words(a, b->papers_days) };
	s[n++] = (struct guide_step){ "受理", days_words(a, b->acceptance_days) };
	for (size_t i = 0; i < b->n_steps; i++)
		s[n++] = (struct guide_step){ b->steps[i].name,
					      b->steps[i].limit ? days_words(a, b->steps[i].limit) : b->instant ? "当场" : "" };
	s[n++] = (struct guide_step){ str_eq(b->result_kind, "40") ? "告知结果" : "领取结果", v->delivery };
	v->n_steps = n;
}

static const char *visits_words(struct arena *a, int64_t visits)
{
	return visits < 0 ? "没有承诺次数" : visits == 0 ? "不用到现场" : arena_printf(a, "最多 %lld 次", (long long)visits);
}

static void fill_modes(struct arena *a, struct guide_view *v)
{
	const struct body *b = v->body;
	v->modes = arena_array(a, struct guide_mode, b->n_modes + 1);
	for (size_t i = 0; i < b->n_modes; i++) {
		const struct mode *m = &b->modes[i];
		v->modes[v->n_modes++] = (struct guide_mode){ mode_name(m->kind), mode_row(m->kind)->how, visits_words(a, m->visits),
							      str_eq(m->kind, "counter") ? "不用账户" : level_name(m->level) };
	}
}

static void fill_groups(struct tx *t, struct guide_view *v)
{
	struct element_view *all;
	size_t n = elements_shown(t, elements, v->body->json, &all);
	v->groups = arena_array(t->mem, struct guide_group, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (*all[i].group)
			v->groups[v->n_groups++] = (struct guide_group){ all[i].group, &all[i], 0 };
		v->groups[v->n_groups - 1].n++;
	}
}

static void fill_form(struct arena *a, struct guide_view *v)
{
	struct item_field *fields;
	size_t n = item_form(a, v->body, &fields);
	v->n_form = (int64_t)n;
	v->form_labels = "";
	for (size_t i = 0; i < n; i++)
		v->form_labels = join(a, v->form_labels, "、", fields[i].field.label);
}

static void fill_facts(struct req *r, struct guide_view *v)
{
	struct arena *a = r->mem;
	const struct body *b = v->body;
	const struct mode *best = item_online_mode(b);
	int64_t level = best ? best->level : 0;
	v->visits = visits_words(a, v->item.visits);
	v->promised = body_promised(a, b);
	v->statutory = b->statutory.set ? arena_printf(a, "法定 %s", limit_words(a, &b->statutory)) : "法律未规定时限";
	v->due_day = v->due.known ? day_short(a, v->due.day, r->today) : "";
	v->fee = v->fees.n ? "收费" : json_object_get(b->json, "fees") ? "不收费" : "请问窗口";
	v->level = best ? level_name(level) : "";
	bool signed_in = r->who.kind == WHO_ACCOUNT;
	v->level_note = !best || !signed_in ? "" : r->who.level >= level ? "您已满足" : arena_printf(a, "您现在是%s", level_name(r->who.level));
	v->result = codes_words(req_tx(r), "result_kind", b->result_kind);
	v->delivery = "";
	for (size_t i = 0; i < b->n_delivery; i++)
		v->delivery = join(a, v->delivery, "、", delivery_name(b->delivery[i]));
	v->state = str_eq(v->item.state, "suspended") ? "这个事项暂停办理" : str_eq(v->item.state, "cancelled") ? "这个事项已经取消" : "";
}

/* A guide that its holder opens says that a licence of this item ends soon. */
static void fill_licences(struct req *r, struct guide_view *v)
{
	if (r->who.kind != WHO_ACCOUNT)
		return;
	size_t n = renewal_licences(req_tx(r), r->who.id, r->today, &v->licences);
	for (size_t i = 0; i < n; i++)
		if (v->licences[i].due && (v->licences[i].is.item == v->item.id || v->licences[i].renewal.item.id == v->item.id))
			v->licences[v->n_licences++] = v->licences[i];
}

/* The day that the item names, else the one on which this version was published. */
static const char *updated_words(struct arena *a, const json_t *json, int64_t published_day)
{
	int64_t day;
	return day_words(a, day_parse(json_get_text(json, "updated"), &day) ? day : published_day);
}

static struct body *body_of(struct tx *t, const struct item *item, struct version_row *version)
{
	json_t *json = version_load(t, item->id, item->version, version) ? json_parse(t->mem, version->body) : NULL;
	return json ? body_parse(t->mem, json) : NULL;
}

enum err guide_get(struct req *r)
{
	struct tx *t = req_tx(r);
	struct guide_view v = { 0 };
	struct version_row version;
	if (!item_by_code(t, req_param(r, "code"), &v.item) || !(v.body = body_of(t, &v.item, &version)))
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这个事项，可能编码写错了，或者它已经并入别的事项。");
	organisation_load(t, v.item.organisation, &v.agency);
	v.due = guide_due(r->mem, calendar_of(t), v.body, r->today, setting_bool(t, SETTING_ACCEPT_FROM_SUBMISSION));
	const json_t *json = v.body->json;
	v.conditions = list_of(r->mem, json, "conditions");
	v.refusal = list_of(r->mem, json, "refusal");
	v.special = list_of(r->mem, json, "special");
	v.fees = list_of(r->mem, json, "fees");
	v.basis = list_of(r->mem, json, "basis");
	v.places = list_of(r->mem, json, "places");
	v.questions = list_of(r->mem, json, "questions");
	v.updated = updated_words(r->mem, json, version.from_day);
	fill_facts(r, &v);
	fill_licences(r, &v);
	fill_materials(t, &v);
	fill_steps(r->mem, &v);
	fill_modes(r->mem, &v);
	fill_groups(t, &v);
	fill_form(r->mem, &v);
	catalogue_guide(r->out, r, &v);
	return t->failed;
}

enum err guide_help(struct req *r)
{
	catalogue_help(r->out, r);
	return OK;
}
