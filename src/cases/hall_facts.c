/* What stands over a case beside its state, in plain words: why a clock stands still and until when, that it was extended or
 * counts as accepted, who is asked, whether there will be a hearing. Offices are named, officials are not. */
#include "cases/hall.h"
#include <string.h>

/* One case while it is told. */
struct telling {
	struct req *r;
	const struct case_row *c;
	const struct clock_view *clocks;
	size_t n_clocks;
	enum case_state state;
};

static const struct clock_view *running(const struct telling *k, const char *kind)
{
	for (size_t i = 0; i < k->n_clocks; i++)
		if (k->clocks[i].running && str_eq(k->clocks[i].kind, kind))
			return &k->clocks[i];
	return NULL;
}

static bool last_event(const struct telling *k, enum case_action action, struct event_row *out)
{
	return event_last(req_tx(k->r), k->c->id, actions[action].word, out);
}

static const char *day_of_event(const struct telling *k, const struct event_row *e)
{
	return day_short(k->r->mem, day_of_ms(e->at, DAY_ZONE_CHINA), k->r->today);
}

/* What is left of the promised time, or of the law's when nothing shorter is promised. */
static const char *left_words(const struct telling *k)
{
	const struct clock_view *clock = running(k, "PROMISED");
	if (!clock)
		clock = running(k, "STATUTORY");
	return clock && *clock->left ? arena_printf(k->r->mem, "，%s", clock->left) : "";
}

/* 行政许可法 art. 45: the time that a special procedure needs is told. */
static bool tell_special(const struct telling *k, struct hall_fact *out)
{
	struct arena *a = k->r->mem;
	struct event_row e;
	if (k->state != STATE_SPECIAL || !last_event(k, ACT_BEGIN_SPECIAL, &e))
		return false;
	const json_t *p = json_parse(a, e.payload);
	const struct clock_view *clock = running(k, "SPECIAL");
	const char *at = json_get_text(p, "hearing_at"), *place = json_get_text(p, "place");
	const char *hearing = *at ? arena_printf(a, "听证时间 %s，地点：%s。", at, place) : "";
	out->tone = "";
	out->title = arena_printf(a, "特别程序：%s", special_name(json_get_text(p, "special")));
	out->words = arena_printf(a, "%s起，由%s组织%s；这段时间不计入办理时限%s。%s%s", day_of_event(k, &e), json_get_text(p, "organiser"),
				  clock ? arena_printf(a, "，预计 %s结束", clock->due) : "", left_words(k), hearing, e.reason);
	return true;
}

static bool tell_standing(const struct telling *k, struct hall_fact *out)
{
	const struct clock_view *promised = running(k, "PROMISED");
	if (k->state != STATE_REVIEW_SUPPLEMENT || !promised || !promised->paused)
		return false;
	*out = (struct hall_fact){ "", "承诺时限停表", arena_printf(k->r->mem, "等您补正的时间不计入承诺时限%s；法定时限照常计算。", left_words(k)) };
	return true;
}

static bool tell_extended(const struct telling *k, struct hall_fact *out)
{
	struct event_row e;
	if (!str_eq(k->c->extension, "granted") || !last_event(k, ACT_EXTEND, &e))
		return false;
	long long days = json_get_int(json_parse(k->r->mem, e.payload), "days", 0);
	out->tone = "soon";
	out->title = arena_printf(k->r->mem, "办理期限延长了 %lld 个工作日", days);
	out->words = arena_printf(k->r->mem, "%s经办理部门负责人批准（行政许可法第四十二条，只能延长一次）。理由：%s", day_of_event(k, &e), e.reason);
	return true;
}

static bool tell_deemed(const struct telling *k, struct hall_fact *out)
{
	struct event_row e;
	if (!last_event(k, ACT_DEEM_ACCEPTED, &e))
		return false;
	const char *day = day_short(k->r->mem, day_of_ms(k->c->accepted_at, DAY_ZONE_CHINA), k->r->today);
	out->tone = "";
	out->title = "视为受理";
	out->words = arena_printf(k->r->mem, "办理部门没有在期限内答复是否受理，依照行政许可法第三十二条，自收到材料之日（%s）起就是受理，"
					     "办理时限从那天算起。您不用做什么。", day);
	return true;
}

/* Departments other than the case's own whose answers are open, each once; the last of their days. */
static const char *open_departments(const struct telling *k, int64_t *out_day, bool *out_silence)
{
	struct tx *t = req_tx(k->r);
	struct member_row *rows;
	size_t n = member_list(t, k->c->id, &rows);
	const char *names = "";
	for (size_t i = 0; i < n; i++) {
		struct organisation o;
		if (rows[i].closed || *rows[i].answer)
			continue;
		*out_day = rows[i].due_day > *out_day ? rows[i].due_day : *out_day;
		*out_silence = rows[i].silence;
		if (rows[i].organisation != k->c->organisation && organisation_load(t, rows[i].organisation, &o) && !strstr(names, o.short_name))
			names = arena_printf(t->mem, "%s%s%s", names, *names ? "、" : "", o.short_name);
	}
	return names;
}

static bool tell_asking(const struct telling *k, struct hall_fact *out)
{
	struct arena *a = k->r->mem;
	int64_t day = 0;
	bool silence = false;
	if (k->state != STATE_IN_REVIEW || !str_eq(k->c->asking, "open"))
		return false;
	const char *names = open_departments(k, &day, &silence);
	bool late = day < k->r->today;
	out->tone = late && !silence ? "soon" : "";
	out->title = *names ? arena_printf(a, "正在征求%s的意见", names) : "办理部门内部正在会签";
	out->words = arena_printf(a, "%s %s前答复%s。办理时限照常计算，您不用做什么。", late ? "原定" : "应在", day_short(a, day, k->r->today),
				  silence ? "，逾期没有答复的视为同意" : late ? "，还没有答复" : "");
	return true;
}

static bool tell_hearing(const struct telling *k, struct hall_fact *out)
{
	static const struct { const char *hearing, *tone, *title, *words; } all[] = {
		{ "asked", "", "您已要求听证", "办理部门会组织听证，时间和地点至少提前 7 个工作日书面告知（行政许可法第四十八条）。" },
		{ "waived", "", "没有要求听证", "办理部门将根据现有材料作出决定。" },
		{ "held", "", "听证已经举行", "办理部门将根据听证笔录作出决定（行政许可法第四十八条）。" },
	};
	struct event_row e;
	if (k->state != STATE_IN_REVIEW)
		return false;
	if (hall_may_be_heard(k->c) && last_event(k, ACT_TELL_HEARING, &e)) {
		*out = (struct hall_fact){ "soon", "您可以要求听证", arena_printf(k->r->mem, "办理部门拟作出不予许可的决定：%s", e.reason),
					     "hearing", "决定要不要听证" };
		return true;
	}
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_eq(all[i].hearing, k->c->hearing)) {
			*out = (struct hall_fact){ all[i].tone, all[i].title, all[i].words };
			return true;
		}
	return false;
}

static bool tell_withdrawal(const struct telling *k, struct hall_fact *out)
{
	if (!str_eq(k->c->withdrawal, "asked"))
		return false;
	*out = (struct hall_fact){ "soon", "已申请撤件", "等办理部门同意；同意之前仍按原来的时限办理。" };
	return true;
}

size_t hall_facts(struct req *r, const struct case_row *c, const struct clock_view *clocks, size_t n_clocks, struct hall_fact **out)
{
	static bool (*const tellers[])(const struct telling *, struct hall_fact *) = {
		tell_withdrawal, tell_hearing, tell_special, tell_standing, tell_asking, tell_extended, tell_deemed,
	};
	enum { TELLERS = sizeof tellers / sizeof *tellers };
	const struct telling k = { r, c, clocks, n_clocks, state_by_word(c->state) };
	bool reviewed = k.state == STATE_IN_REVIEW || k.state == STATE_SPECIAL || k.state == STATE_REVIEW_SUPPLEMENT;
	struct hall_fact *all = arena_array(r->mem, struct hall_fact, TELLERS);
	size_t n = 0;
	for (size_t i = 0; i < TELLERS && reviewed; i++)
		n += tellers[i](&k, &all[n]);
	*out = all;
	return n;
}
