/* What rules may ask of an item, and the provincial standard made of it. */
#include "base/str.h"
#include "catalogue/stars.h"
#include "catalogue/words.h"

static void say(const char **now, const char *words)
{
	if (now)
		*now = words;
}

/* The best way to apply here whose star is at least this. */
static const struct mode *mode_from(const struct body *b, int64_t star)
{
	for (size_t i = 0; i < MODES; i++) {
		const struct mode *m = mode_rows[i].star >= star ? body_mode(b, mode_rows[i].kind) : NULL;
		if (m)
			return m;
	}
	return NULL;
}

static void say_mode(const struct body *b, struct arena *a, const char **now)
{
	const struct mode *m = item_online_mode(b);
	say(now, arena_printf(a, "现在最好的申请方式是“%s”", m ? mode_name(m->kind) : "窗口办理"));
}

static int64_t is_published(const struct body *b, struct arena *a, const char **now)
{
	(void)a, (void)now;
	return json_is_object(b->json);
}

static int64_t has_entrance(const struct body *b, struct arena *a, const char **now)
{
	(void)a;
	say(now, "现在只能到窗口申请");
	return mode_from(b, 3) || *json_get_text(b->json, "online_url");
}

static int64_t applies_online(const struct body *b, struct arena *a, const char **now)
{
	if (now)
		say_mode(b, a, now);
	return mode_from(b, 3) != NULL;
}

static int64_t accepts_online(const struct body *b, struct arena *a, const char **now)
{
	if (now)
		say_mode(b, a, now);
	return mode_from(b, 4) != NULL;
}

static int64_t goes_without_paper(const struct body *b, struct arena *a, const char **now)
{
	if (now)
		say_mode(b, a, now);
	return mode_from(b, 5) != NULL;
}

/* The smallest promise among the modes of at least this star; 0 where there is no such mode: another rule asks for it. */
static int64_t visits_from(const struct body *b, int64_t star, struct arena *a, const char **now)
{
	int64_t least = mode_from(b, star) ? -1 : 0;
	for (size_t i = 0; i < b->n_modes; i++) {
		const struct mode *m = &b->modes[i];
		const struct mode_row *row = mode_row(m->kind);
		if (row && row->star >= star && m->visits >= 0 && (least < 0 || m->visits < least))
			least = m->visits;
	}
	if (now)
		say(now, least < 0 ? "现在没有承诺到现场几次" : arena_printf(a, "现在承诺到现场 %lld 次", (long long)least));
	return least;
}

static int64_t visits_three(const struct body *b, struct arena *a, const char **now)
{
	return visits_from(b, 3, a, now);
}

static int64_t visits_four(const struct body *b, struct arena *a, const char **now)
{
	return visits_from(b, 4, a, now);
}

static int64_t visits_five(const struct body *b, struct arena *a, const char **now)
{
	return visits_from(b, 5, a, now);
}


/* in01 is a guide, in02 a link to elsewhere; an item that says nothing is present as its modes are. */
static int64_t is_present(const struct body *b, struct arena *a, const char **now)
{
	const char *code = json_get_text(b->json, "presence");
	bool guide = str_eq(code, "in01");
	if (now)
		say(now, arena_printf(a, "现在的入驻方式是%s", guide ? "指南式" : "链接式"));
	return !guide && !str_eq(code, "in02");
}

static int64_t paper_materials(const struct body *b, struct arena *a, const char **now)
{
	const char *names = "";
	int64_t n = 0;
	for (size_t i = 0; i < b->n_materials; i++) {
		const struct material *m = &b->materials[i];
		if (!str_eq(m->necessity, "1") || !str_eq(m->medium, "1") || *m->licence)
			continue;
		n++;
		if (now)
			names = arena_printf(a, "%s%s%s", names, *names ? "、" : "", m->name);
	}
	if (now)
		say(now, arena_printf(a, "现在只收纸质的：%s", names));
	return n;
}

static int64_t has_form(const struct body *b, struct arena *a, const char **now)
{
	(void)a;
	say(now, "现在没有网上填写的申请表");
	return json_is_object(json_object_get(b->json, "form")) || json_array_size(json_object_get(b->json, "form")) > 0;
}

static int64_t states_levels(const struct body *b, struct arena *a, const char **now)
{
	const json_t *modes = json_object_get(b->json, "modes");
	size_t i;
	json_t *m;
	(void)a;
	say(now, "现在有的申请方式没有写认证级别");
	json_array_foreach(modes, i, m)
		if (!json_object_get(m, "level"))
			return 0;
	return json_array_size(modes) > 0;
}

/* What somebody who wants to apply must be able to read; each may be said by one of two elements. */
static int64_t guide_gaps(const struct body *b, struct arena *a, const char **now)
{
	static const struct { const char *name, *key, *or_key; } needed[] = {
		{ "设定依据", "basis", NULL }, { "服务对象", "objects", NULL }, { "受理条件", "conditions", NULL },
		{ "申请材料", "materials", NULL }, { "审查环节", "steps", NULL }, { "承诺办结时限", "promised", "instant" },
		{ "办理结果", "result", NULL }, { "送达方式", "delivery", NULL },
	};
	const char *names = "";
	int64_t n = 0;
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
		const json_t *v = json_object_get(b->json, needed[i].key);
		if (json_array_size(v) || json_object_size(v) || (needed[i].or_key && json_get_bool(b->json, needed[i].or_key)))
			continue;
		n++;
		if (now)
			names = arena_printf(a, "%s%s%s", names, *names ? "、" : "", needed[i].name);
	}
	if (now)
		say(now, arena_printf(a, "现在还没有写：%s", names));
	return n;
}

static int64_t delivers(const struct body *b, struct arena *a, const char **now)
{
	(void)a;
	say(now, "现在只能到窗口领取结果");
	for (size_t i = 0; i < b->n_delivery; i++)
		if (str_eq(b->delivery[i], "post") || str_eq(b->delivery[i], "electronic"))
			return true;
	return str_eq(b->result_kind, "40");
}

static int64_t window_fees(const struct body *b, struct arena *a, const char **now)
{
	const char *names = "";
	int64_t n = 0;
	size_t i;
	json_t *fee;
	json_array_foreach(json_object_get(b->json, "fees"), i, fee) {
		if (json_get_bool(fee, "online"))
			continue;
		n++;
		if (now)
			names = arena_printf(a, "%s%s%s", names, *names ? "、" : "", json_get_text(fee, "name"));
	}
	if (now)
		say(now, arena_printf(a, "现在不能网上缴的：%s", names));
	return n;
}

const struct star_fact star_facts[] = {
	{ "guide", "办事指南已经公开", STAR_IS, "name", is_published },
	{ "entrance", "有网上申请的入口", STAR_IS, "online_url", has_entrance },
	{ "apply_online", "网上申请和预审", STAR_IS, "modes", applies_online },
	{ "presence", "入驻方式能网上申请", STAR_IS, "presence", is_present },
	{ "visits_three", "网上申请时承诺到现场的次数", STAR_MOST, "modes", visits_three },
	{ "accept_online", "网上受理", STAR_IS, "modes", accepts_online },
	{ "visits_four", "网上受理时承诺到现场的次数", STAR_MOST, "modes", visits_four },
	{ "no_paper", "全程网上办理", STAR_IS, "modes", goes_without_paper },
	{ "visits_five", "全程网办时承诺到现场的次数", STAR_MOST, "modes", visits_five },
	{ "paper_materials", "只收纸质的必需材料（份）", STAR_MOST, "materials", paper_materials },
	{ "form", "有网上填写的申请表", STAR_IS, "form", has_form },
	{ "levels", "每种申请方式都写明认证级别", STAR_IS, "modes", states_levels },
	{ "guide_gaps", "办事指南缺少的要素（个）", STAR_MOST, "conditions", guide_gaps },
	{ "delivery", "结果能邮寄或者网上下载", STAR_IS, "delivery", delivers },
	{ "window_fees", "不能网上缴的收费（项）", STAR_MOST, "fees", window_fees },
	{ 0 },
};

size_t star_facts_count(void)
{
	return sizeof star_facts / sizeof *star_facts - 1;
}

const struct star_fact *star_facts_find(const char *word)
{
	for (const struct star_fact *f = star_facts; f->word; f++)
		if (str_eq(f->word, word))
			return f;
	return NULL;
}

const struct star_rule star_standard[] = {
	{ 1, 1, "guide", 0, "办事指南已经公开", "公布办事指南", 1, true },
	{ 2, 1, "entrance", 0, "有网上申请的入口：在本厅申请，或者转到另一个网站", "填写申请所在网站的地址，或者开通网上申请", 1, true },
	{ 3, 1, "apply_online", 0, "在本厅网上申请、网上预审", "增加申请方式“网上申请，窗口交材料”，并配好预审人员", 3, true },
	{ 3, 2, "presence", 0, "入驻方式不是指南式、链接式", "把入驻方式改为收办分离式或者全流程", 1, true },
	{ 3, 3, "visits_three", 2, "承诺到现场最多 2 次，包括领取结果", "承诺到现场的次数，不超过 2 次", 2, true },
	{ 3, 4, "form", 0, "有网上填写的申请表", "在表单设计器里做好申请表", 3, false },
	{ 3, 5, "levels", 0, "每种申请方式都写明认证级别", "给每种申请方式选定认证级别", 1, false },
	{ 3, 6, "guide_gaps", 0, "办事指南的要素齐全", "补齐办事指南缺少的要素", 2, false },
	{ 4, 1, "accept_online", 0, "网上受理，领取结果时才核验纸质材料", "把“网上申请，窗口交材料”改为网上受理：凭电子材料受理，原件在领取结果时核验", 4, true },
	{ 4, 2, "visits_four", 1, "承诺到现场最多 1 次，包括领取结果", "把交材料和领结果并成一次，承诺最多到现场 1 次", 3, true },
	{ 5, 1, "no_paper", 0, "全程网上办理，不用交纸质材料", "改为全程网上办理：材料用电子件或者从证照库调取，不再核验纸质原件", 6, true },
	{ 5, 2, "paper_materials", 0, "必需的材料都能交电子件", "把只收纸质的材料改为也收电子件，或者从证照库调取", 3, true },
	{ 5, 3, "visits_five", 1, "承诺到现场最多 1 次，只为领取结果", "除了领取结果，不再要求到现场", 2, true },
	{ 5, 4, "delivery", 0, "结果能邮寄或者网上下载", "送达方式增加邮寄或者电子件", 2, false },
	{ 5, 5, "window_fees", 0, "收费的都能网上缴", "开通网上缴费", 4, false },
	{ 0 },
};
