/* Rules about time: what the law allows, what is promised, and whether the steps fit into it. */
#include "base/day.h"
#include "base/str.h"
#include "catalogue/rules_private.h"
#include "catalogue/words.h"

enum {
	ACCEPTANCE_DAYS = 5, LICENCE_DAYS = 20, JOINT_DAYS = 45,
	WEEK = 7, WORKING_WEEK = 5, LONGEST_HOLIDAY = 9, SHORTEST_MONTH = 28, MONTH = 30, LONGEST_MONTH = 31, HOURS_A_DAY = 24,
};

/* How long a limit is in natural days: at the least, as a rule, at the most. A working day is at least one natural day, five of
 * them as a rule are a week, and a holiday may lie in between. Limits of different units are compared by these. */
struct span {
	int64_t least, usual, most;
};

static struct span span_of(const struct limit *l)
{
	int64_t n = l->amount, weeks = (n * WEEK + WORKING_WEEK - 1) / WORKING_WEEK, hours = (n + HOURS_A_DAY - 1) / HOURS_A_DAY;
	switch (l->unit) {
	case CLOCK_WORKING_DAY: return (struct span){ n, weeks, n ? weeks + LONGEST_HOLIDAY : 0 };
	case CLOCK_MONTH: return (struct span){ n * SHORTEST_MONTH, n * MONTH, n * LONGEST_MONTH };
	case CLOCK_HOUR: return (struct span){ n / HOURS_A_DAY, hours, hours };
	default: return (struct span){ n, n, n };
	}
}

static bool surely_longer(const struct limit *a, const struct limit *b)
{
	return a->unit == b->unit ? a->amount > b->amount : span_of(a).least > span_of(b).most;
}

static bool usually_longer(const struct limit *a, const struct limit *b)
{
	return a->unit == b->unit ? a->amount > b->amount : span_of(a).usual > span_of(b).usual;
}

static struct limit working_days(int64_t n)
{
	return (struct limit){ true, n, CLOCK_WORKING_DAY, "" };
}

static void promise(struct checks *c)
{
	const struct body *b = rules_body(c);
	const struct limit *p = &b->promised, *s = &b->statutory;
	if (p->set && s->set && surely_longer(p, s))
		checks_say(c, NULL, "承诺时限（%s）不能长于法定时限（%s）", limit_words(c->t->mem, p), limit_words(c->t->mem, s));
}

static void promise_usual(struct checks *c)
{
	const struct body *b = rules_body(c);
	const struct limit *p = &b->promised, *s = &b->statutory;
	if (p->set && s->set && usually_longer(p, s) && !surely_longer(p, s))
		checks_say(c, NULL, "承诺时限（%s）通常会超过法定时限（%s），请核对", limit_words(c->t->mem, p), limit_words(c->t->mem, s));
}

/* A law or an administrative regulation, as their names end; 办法 and 规定 are rules of departments. */
static bool is_law(struct checks *c, const char *name)
{
	const char *end = str_trim(c->t->mem, name);
	size_t n = 0;
	while (end[n] && !str_starts(end + n, "（") && !str_starts(end + n, "("))
		n++;
	const char *plain = str_trim(c->t->mem, arena_strndup(c->t->mem, end, n));
	return (str_ends(plain, "法") && !str_ends(plain, "办法")) || str_ends(plain, "条例");
}

static bool other_law_named(struct checks *c)
{
	json_t *rows, *row;
	size_t i;
	json_get_array(c->body, "basis", &rows);
	json_array_foreach(rows, i, row)
		if (!str_ends(json_get_text(row, "law"), "行政许可法") && is_law(c, json_get_text(row, "law")))
			return true;
	return false;
}

static void licence_limit(struct checks *c)
{
	const struct body *b = rules_body(c);
	struct limit law = working_days(b->joint.set ? JOINT_DAYS : LICENCE_DAYS);
	const struct limit *s = &b->statutory;
	if (str_eq(json_get_text(c->body, "type"), "01") && s->set && usually_longer(s, &law) && !other_law_named(c))
		checks_say(c, NULL, "法定时限（%s）比行政许可法的 %lld 个工作日长，请在设定依据里写明是哪部法律、法规的规定", limit_words(c->t->mem, s),
			   (long long)law.amount);
}

static void acceptance(struct checks *c)
{
	const struct body *b = rules_body(c);
	if (b->acceptance_days < 0 || b->acceptance_days > ACCEPTANCE_DAYS)
		checks_say(c, NULL, "受理时限是 %lld 个工作日，最多 %d 个", (long long)b->acceptance_days, ACCEPTANCE_DAYS);
}

static void prereview(struct checks *c)
{
	const struct body *b = rules_body(c);
	if (b->prereview_days < 0 || b->prereview_days > ITEM_PREREVIEW_DAYS)
		checks_say(c, NULL, "预审时限是 %lld 个工作日，最多 %d 个", (long long)b->prereview_days, ITEM_PREREVIEW_DAYS);
}

static void instant_promise(struct checks *c)
{
	const struct body *b = rules_body(c);
	struct limit one = working_days(1);
	if (b->instant && b->promised.set && surely_longer(&b->promised, &one))
		checks_say(c, NULL, NULL);
}

static void instant_visits(struct checks *c)
{
	const struct body *b = rules_body(c);
	const struct mode *counter = body_mode(b, "counter");
	if (b->instant && counter && counter->visits >= 0 && counter->visits != 1)
		checks_say(c, NULL, NULL);
}

static void instant_prereview(struct checks *c)
{
	const struct body *b = rules_body(c);
	if (b->instant && item_online_mode(b) && b->prereview_days != 1)
		checks_say(c, NULL, NULL);
}

static void instant_kind(struct checks *c)
{
	const struct body *b = rules_body(c);
	const char *kind = checks_text(c, c->body, "case_kind");
	if (*kind && str_eq(kind, "1") != b->instant)
		checks_say(c, NULL, "办件类型是“%s”，而“即办件”填的是“%s”，应当一致", codes_words(c->t, "case_kind", kind), b->instant ? "是" : "否");
}

static void steps_sum(struct checks *c)
{
	const struct body *b = rules_body(c);
	int64_t sum = 0;
	for (size_t i = 0; i < b->n_steps; i++)
		sum += b->steps[i].limit;
	struct limit all = working_days(sum);
	if (b->promised.set && surely_longer(&all, &b->promised))
		checks_say(c, NULL, "各环节的时限加起来是 %lld 个工作日，超过了承诺时限（%s）", (long long)sum, limit_words(c->t->mem, &b->promised));
}

static void planned(struct checks *c)
{
	int64_t from, until;
	if (day_parse(json_get_text(c->body, "planned_from"), &from) && day_parse(json_get_text(c->body, "planned_until"), &until) && until <= from)
		checks_say(c, NULL, NULL);
}

static void periods(struct checks *c)
{
	const struct body *b = rules_body(c);
	if (b->papers_days < 1)
		checks_say(c, "papers_days", "预审通过后交材料的期限至少 1 个工作日");
	if (b->supplement_days < 1)
		checks_say(c, "supplement_days", "补正期限至少 1 天");
}

const struct check_rule rules_limits[] = {
	{ "promise", "promised", true, "承诺时限不能长于法定时限", "行政许可法第四十二条；GB/T 39554.2 承诺办结时限", promise },
	{ "promise-usual", "promised", false, "承诺时限按一般情况折算也不应长于法定时限", "GB/T 39554.2 承诺办结时限", promise_usual },
	{ "licence-limit", "statutory", false, "行政许可的法定时限一般不超过 20 个工作日", "行政许可法第四十二条", licence_limit },
	{ "acceptance", "acceptance_days", true, "受理时限最多 5 个工作日", "行政许可法第三十二条", acceptance },
	{ "prereview", "prereview_days", true, "预审时限最多 2 个工作日", "《实施方案》二（三）4", prereview },
	{ "instant-promise", "promised", true, "即办件的承诺时限应为 0 或 1 个工作日", "GB/T 39554.2 办件类型", instant_promise },
	{ "instant-visits", "modes", true, "即办件到窗口办理应承诺只跑 1 次", "省网上办事大厅星级标准", instant_visits },
	{ "instant-prereview", "prereview_days", true, "即办件的预审时限应为 1 个工作日", "省网上办事大厅发布要求", instant_prereview },
	{ "instant-kind", "case_kind", true, "办件类型要和即办件一致", "GB/T 39046 办件类型", instant_kind },
	{ "steps-sum", "steps", true, "各环节时限之和不能超过承诺时限", "GB/T 39554.2 办理流程", steps_sum },
	{ "planned", "planned_until", true, "计划取消日期应晚于计划生效日期", "GB/T 39554.1 计划生效日期、计划取消日期", planned },
	{ "periods", NULL, true, "给申请人的期限至少 1 天", "行政许可法第三十二条", periods },
	{ 0 }
};
