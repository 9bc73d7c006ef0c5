#include "catalogue/body.h"
#include "base/str.h"
#include "catalogue/words.h"
#include "forms/expr.h"

enum { LICENCE_DAYS = 20, JOINT_DAYS = 45, EXTENSION_DAYS = 10, JOINT_EXTENSION_DAYS = 15, RENEWAL_DAYS = 30,
	MEMBER_DAYS = 5, ACCEPTANCE_DAYS = 5, PAPERS_DAYS = 15, SUPPLEMENT_DAYS = 30, NO_PROMISE = -1, MOST_VISITS = 9 };

/* An element as text: numbers and null are forgiven. */
static const char *text_of(struct arena *a, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);
	return json_is_integer(v) ? arena_printf(a, "%lld", (long long)json_integer_value(v)) : json_get_text(o, key);
}

bool material_asked(struct arena *a, const struct material *m, const json_t *answers)
{
	return !*m->when || expr_test(a, m->when, answers);
}

static void read_materials(struct arena *a, struct body *b)
{
	json_t *all;
	b->n_materials = json_get_array(b->json, "materials", &all);
	b->materials = arena_array(a, struct material, b->n_materials + 1);
	for (size_t i = 0; i < b->n_materials; i++) {
		const json_t *m = json_array_get(all, i);
		const char *necessity = text_of(a, m, "necessity");
		b->materials[i] = (struct material){
			.no = (int64_t)i + 1, .name = text_of(a, m, "name"), .type = text_of(a, m, "type"),
			.necessity = *necessity ? necessity : "1", .medium = text_of(a, m, "medium"),
			.source = text_of(a, m, "source"),
			.issuer = text_of(a, m, "issuer"), .when = text_of(a, m, "when"), .how = text_of(a, m, "how"), .standard = text_of(a, m, "standard"),
			.basis = text_of(a, m, "basis"), .originals = json_get_int(m, "originals", 1),
			.copies = json_get_int(m, "copies", 0), .licence = text_of(a, m, "licence"),
			.signed_electronic = json_get_bool(m, "signed_electronic"), .by_form = json_get_bool(m, "by_form"),
		};
	}
}

static void read_steps(struct arena *a, struct body *b)
{
	static const struct step usual[] = {
		{ 1, 0, ROLE_HANDLE, "承办", "" }, { 2, 0, ROLE_CHECK, "审核", "" }, { 3, 0, ROLE_APPROVE, "批准", "" },
	};
	enum { USUAL = sizeof usual / sizeof *usual };
	json_t *all;
	b->n_steps = json_get_array(b->json, "steps", &all);
	b->steps = arena_array(a, struct step, b->n_steps + USUAL);
	for (size_t i = 0; i < b->n_steps; i++) {
		const json_t *s = json_array_get(all, i);
		const struct role *role = role_by_word(json_get_text(s, "role"));
		b->steps[i] = (struct step){ (int64_t)i + 1, json_get_int(s, "limit", 0), role ? role->bit : 0, text_of(a, s, "name"),
					     text_of(a, s, "standard") };
	}
	for (size_t i = 0; b->n_steps < USUAL && json_array_size(all) == 0; i++)
		b->steps[b->n_steps++] = usual[i];
}

/* A code like any other, also where it was written as a number. */
static int64_t level_of(struct arena *a, const json_t *mode)
{
	int64_t level = 1;
	return num_parse(text_of(a, mode, "level"), INT64_MIN, INT64_MAX, &level) ? level : 1;
}

static void read_modes(struct arena *a, struct body *b)
{
	json_t *all;
	b->n_modes = json_get_array(b->json, "modes", &all);
	b->modes = arena_array(a, struct mode, b->n_modes + 1);
	for (size_t i = 0; i < b->n_modes; i++) {
		const json_t *m = json_array_get(all, i);
		b->modes[i] = (struct mode){ text_of(a, m, "kind"), json_get_int(m, "visits", NO_PROMISE), level_of(a, m) };
	}
	if (b->n_modes == 0)
		b->modes[b->n_modes++] = (struct mode){ "counter", NO_PROMISE, 1 };
}

static struct limit read_limit(struct arena *a, const json_t *body, const char *key)
{
	const json_t *o = json_object_get(body, key);
	const char *unit = json_get_text(o, "unit");
	struct limit l = { .amount = json_get_int(o, "amount", -1), .unit = CLOCK_WORKING_DAY, .note = text_of(a, o, "note") };
	l.set = l.amount >= 0 && (!*unit || clock_unit_find(unit, &l.unit));
	if (!l.set)
		l.amount = 0;
	return l;
}

static void read_joint(struct arena *a, struct body *b)
{
	const json_t *o = json_object_get(b->json, "joint");
	const char *rule = json_get_text(o, "rule");
	json_t *all;
	b->joint = (struct joint){ json_is_object(o), json_get_bool(o, "silence"), *rule ? rule : "all", NULL, 0 };
	size_t n = json_get_array(o, "members", &all);
	b->joint.members = arena_array(a, struct joint_member, n + 1);
	for (size_t i = 0; i < n; i++) {
		const json_t *m = json_array_get(all, i);
		b->joint.members[b->joint.n_members++] = (struct joint_member){ text_of(a, m, "organisation"), json_get_int(m, "days", MEMBER_DAYS) };
	}
}

static void read_limits(struct arena *a, struct body *b)
{
	b->statutory = read_limit(a, b->json, "statutory");
	if (!b->statutory.set && str_eq(json_get_text(b->json, "type"), "01"))
		b->statutory = (struct limit){ true, b->joint.set ? JOINT_DAYS : LICENCE_DAYS, CLOCK_WORKING_DAY, "行政许可法第四十二条" };
	b->extension_days = b->joint.set ? JOINT_EXTENSION_DAYS : EXTENSION_DAYS;
	b->renewal_days = json_get_int(b->json, "renewal_days", RENEWAL_DAYS);
	b->renewal_item = text_of(a, b->json, "renewal_item");
	b->supplement_pauses = json_get_bool(b->json, "supplement_pauses");
	b->hearing = json_get_bool(b->json, "hearing");
	b->promised = read_limit(a, b->json, "promised");
	if (!b->promised.set)
		b->promised = b->statutory;
	b->prereview_days = json_get_int(b->json, "prereview_days", ITEM_PREREVIEW_DAYS);
	b->acceptance_days = json_get_int(b->json, "acceptance_days", ACCEPTANCE_DAYS);
	b->papers_days = json_get_int(b->json, "papers_days", PAPERS_DAYS);
	b->supplement_days = json_get_int(b->json, "supplement_days", SUPPLEMENT_DAYS);
}

static void read_result(struct arena *a, struct body *b)
{
	const json_t *r = json_object_get(b->json, "result");
	const char *kind = text_of(a, r, "kind"), *name = text_of(a, r, "name");
	b->result_kind = *kind ? kind : "30";
	b->result_name = *name ? name : "办理结果";
	b->type_no = text_of(a, r, "type_no");
	b->valid = text_of(a, r, "valid");
	b->valid_years = json_get_int(r, "valid_years", 0);
}

static void read_delivery(struct arena *a, struct body *b)
{
	json_t *all;
	size_t n = json_get_array(b->json, "delivery", &all);
	b->delivery = arena_array(a, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		if (json_is_string(json_array_get(all, i)))
			b->delivery[b->n_delivery++] = json_string_value(json_array_get(all, i));
	if (b->n_delivery == 0)
		b->delivery[b->n_delivery++] = "window";
}

struct body *body_parse(struct arena *a, json_t *json)
{
	struct body *b = arena_new_of(a, struct body);
	b->json = json;
	b->instant = json_get_bool(json, "instant");
	read_materials(a, b);
	read_steps(a, b);
	read_modes(a, b);
	read_joint(a, b);
	read_limits(a, b);
	read_result(a, b);
	read_delivery(a, b);
	return b;
}

const struct mode *body_mode(const struct body *b, const char *kind)
{
	for (size_t i = 0; i < b->n_modes; i++)
		if (str_eq(b->modes[i].kind, kind))
			return &b->modes[i];
	return NULL;
}

const struct mode *item_online_mode(const struct body *b)
{
	for (size_t i = 0; i < MODES; i++) {
		const struct mode *m = mode_rows[i].star >= 3 ? body_mode(b, mode_rows[i].kind) : NULL;
		if (m)
			return m;
	}
	return NULL;
}

int64_t body_visits(const struct body *b)
{
	const struct mode *m = item_online_mode(b);
	if (!m)
		m = body_mode(b, "counter");
	return m ? m->visits : NO_PROMISE;
}

const char *body_promised(struct arena *a, const struct body *b)
{
	if (b->instant && b->promised.amount == 0)
		return "当场办结";
	return b->promised.set ? limit_words(a, &b->promised) : "未作承诺";
}

static const char *mode_fault(struct arena *a, const struct mode *m)
{
	const struct mode_row *row = mode_row(m->kind);
	if (!row)
		return arena_printf(a, "申请方式“%s”不认识，只有 counter、three、four、five", m->kind);
	if (m->level < 1 || m->level > 3)
		return arena_printf(a, "“%s”的认证级别应为 1 到 3", row->name);
	bool counter = str_eq(m->kind, "counter");
	if (m->visits < (counter ? NO_PROMISE : 0) || m->visits > MOST_VISITS)
		return arena_printf(a, "“%s”到现场的次数应为 0 到 %d", row->name, MOST_VISITS);
	return NULL;
}

static const char *joint_fault(const struct body *b)
{
	const struct joint *j = &b->joint;
	if (!str_eq(j->rule, "all") && !str_eq(j->rule, "any") && !str_eq(j->rule, "veto"))
		return "会签规则只能是 all（全部同意）、any（一家同意即可）或 veto（一票否决）";
	for (size_t i = 0; i < j->n_members; i++)
		if (!*j->members[i].code || j->members[i].days < 1)
			return "联办部门要有部门编码，答复期限至少 1 个工作日";
	return NULL;
}

static const char *limits_fault(const struct body *b)
{
	if (b->acceptance_days < 0 || b->prereview_days < 0)
		return "受理时限和预审时限不能小于 0";
	if (b->papers_days < 1 || b->supplement_days < 1)
		return "交件期限和补正期限至少 1 个工作日";
	return NULL;
}

const char *body_fault(struct arena *a, const struct body *b)
{
	for (size_t i = 0; i < b->n_modes; i++) {
		const char *why = mode_fault(a, &b->modes[i]);
		if (why)
			return why;
	}
	for (size_t i = 0; i < b->n_steps; i++)
		if (!b->steps[i].role || !*b->steps[i].name || b->steps[i].limit < 0)
			return arena_printf(a, "第 %zu 个审查环节缺少岗位、名称，或时限不对", i + 1);
	for (size_t i = 0; i < b->n_materials; i++)
		if (!*b->materials[i].name)
			return arena_printf(a, "第 %zu 份材料没有名称", i + 1);
	const char *why = joint_fault(b);
	return why ? why : limits_fault(b);
}
