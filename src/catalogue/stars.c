#include "catalogue/stars.h"
#include "base/str.h"
#include "catalogue/stars.sql.h"
#include "catalogue/walk.h"
#include <string.h>

enum { RULES_MEMORY = 1 << 20, RULE_CHARACTERS = 200, STARS = 5, COUNTING_MS = 60 * 1000 };

struct star_rules stars_standard(struct arena *a)
{
	struct star_rules rules = { .standard = true };
	while (star_standard[rules.n].fact)
		rules.n++;
	rules.all = arena_array(a, struct star_rule, rules.n);
	memcpy(rules.all, star_standard, rules.n * sizeof *rules.all);
	return rules;
}

/* ---- the rules in force, kept until somebody changes them ---- */

struct kept {
	struct arena *mem;
	struct star_rules rules;
};

static void *build(struct tx *t)
{
	struct star_rule_row *rows;
	size_t n = star_rules_all(t, &rows);
	if (t->failed)
		return NULL;
	struct arena *mem = arena_new(RULES_MEMORY);
	struct kept *k = arena_new_of(mem, struct kept);
	*k = (struct kept){ mem, n ? (struct star_rules){ arena_array(mem, struct star_rule, n), n, false } : stars_standard(mem) };
	for (size_t i = 0; i < n; i++)
		k->rules.all[i] = (struct star_rule){
			.star = rows[i].star, .no = rows[i].no, .fact = arena_strdup(mem, rows[i].fact), .bound = rows[i].bound,
			.words = arena_strdup(mem, rows[i].words), .lift = arena_strdup(mem, rows[i].lift), .effort = rows[i].effort,
			.in_use = rows[i].in_use,
		};
	return k;
}

static void drop(void *value)
{
	struct kept *k = value;
	arena_free(k->mem);
}

const struct star_rules *stars_rules(struct tx *t)
{
	static const struct star_rules none = { 0 };
	const struct kept *k = store_cached(t, TOPIC_CODES, build, drop);
	return k ? &k->rules : &none;
}

/* ---- what they say of an item ---- */

/* A fact that this program does not know, of a table written by a later one, asks for nothing. */
static bool holds(const struct star_rule *rule, const struct body *b)
{
	const struct star_fact *f = star_facts_find(rule->fact);
	if (!rule->in_use || !f)
		return true;
	int64_t value = f->value(b, NULL, NULL);
	return f->kind == STAR_MOST ? value >= 0 && value <= rule->bound : value != 0;
}

int64_t stars_by(const struct star_rules *rules, const struct body *b)
{
	int64_t lacking = STARS + 1;
	for (size_t i = 0; i < rules->n; i++)
		if (rules->all[i].star < lacking && !holds(&rules->all[i], b))
			lacking = rules->all[i].star;
	return lacking > 1 ? lacking - 1 : 1;
}

int64_t stars_of(struct tx *t, const struct body *b)
{
	return stars_by(stars_rules(t), b);
}

size_t stars_missing_by(const struct star_rules *rules, struct arena *a, const struct body *b, int64_t up_to, struct star_step **out)
{
	struct star_step *steps = arena_array(a, struct star_step, rules->n + 1);
	int64_t star = stars_by(rules, b);
	size_t n = 0;
	for (size_t i = 0; i < rules->n; i++) {
		const struct star_rule *rule = &rules->all[i];
		if (rule->star <= star || rule->star > up_to || holds(rule, b))
			continue;
		const struct star_fact *f = star_facts_find(rule->fact);
		const char *now = "";
		f->value(b, a, &now);
		steps[n++] = (struct star_step){ rule->star, rule->effort, f->key, rule->words, rule->lift, now };
	}
	*out = steps;
	return n;
}

size_t stars_missing(struct tx *t, const struct body *b, int64_t up_to, struct star_step **out)
{
	return stars_missing_by(stars_rules(t), t->mem, b, up_to, out);
}

int64_t stars_effort(const struct star_step *steps, size_t n)
{
	int64_t sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += steps[i].effort;
	return sum;
}

const char *stars_effort_name(int64_t effort)
{
	enum { SMALL = 3, MIDDLE = 7 };
	return effort <= SMALL ? "小" : effort <= MIDDLE ? "中" : "大";
}

/* ---- changing them ---- */

static const char *rule_fault(struct arena *a, const struct star_rule *rule)
{
	if (rule->star < 1 || rule->star > STARS)
		return "星级应为 1 到 5";
	if (!star_facts_find(rule->fact))
		return arena_printf(a, "不认识“%s”", rule->fact);
	if (str_blank(rule->words) || str_length(rule->words) > RULE_CHARACTERS)
		return "“要求”应为 1 到 200 个字";
	if (str_blank(rule->lift) || str_length(rule->lift) > RULE_CHARACTERS)
		return "“达不到怎么办”应为 1 到 200 个字";
	if (rule->bound < 0)
		return "“最多”应为 0 以上的整数";
	if (rule->effort < 1 || rule->effort > STAR_EFFORT_MAX)
		return "工作量应为 1 到 9";
	return NULL;
}

const char *stars_fault(struct arena *a, const struct star_rules *rules, size_t *out_at)
{
	unsigned used = 0;
	for (size_t i = 0; i < rules->n; i++) {
		const char *why = rule_fault(a, &rules->all[i]);
		*out_at = i;
		if (why)
			return why;
		if (rules->all[i].in_use)
			used |= 1u << rules->all[i].star;
	}
	*out_at = rules->n;
	for (int64_t star = 2; star <= STARS; star++)
		if (!(used & 1u << star))
			return arena_printf(a, "%s至少要有一条在用的规则", star_name(star));
	return rules->n > STAR_RULES_MAX ? arena_printf(a, "最多 %d 条规则", STAR_RULES_MAX) : NULL;
}

struct planning {
	struct arena *mem;
	struct star_plan *plan;
	size_t cap;
};

static enum err plan_item(void *arg, struct arena *page, const struct walked *w)
{
	struct planning *p = arg;
	struct star_plan *plan = p->plan;
	(void)page;
	plan->items++;
	int64_t star = stars_by(&plan->rules, w->body);
	if (star == w->star)
		return OK;
	if (plan->n == p->cap) {
		size_t cap = p->cap ? p->cap * 2 : 64;
		plan->changes = arena_grow(p->mem, plan->changes, p->cap * sizeof *plan->changes, cap * sizeof *plan->changes);
		p->cap = cap;
	}
	plan->changes[plan->n++] = (struct star_change){
		.id = w->id, .version = w->version, .from = w->star, .to = star, .name = arena_strdup(p->mem, w->name),
		.code = arena_strdup(p->mem, w->code), .agency_short = arena_strdup(p->mem, w->agency_short),
	};
	return OK;
}

enum err stars_plan(struct tx *t, const struct star_rules *rules, struct star_plan *out)
{
	struct star_plan plan = { .rules = *rules, .began_at = t->now - COUNTING_MS };
	struct planning p = { .mem = t->mem, .plan = &plan };
	enum err e = walk_items(t, 0, plan_item, &p);
	if (!e)
		*out = plan;
	return e;
}

static void put_rules(struct tx *t, const struct star_rules *rules)
{
	star_rules_drop(t);
	for (size_t i = 0; i < rules->n && !rules->standard; i++) {
		const struct star_rule *r = &rules->all[i];
		star_rule_put(t, &(struct star_rule_row){ r->star, r->no, r->fact, r->bound, r->words, r->lift, r->effort, r->in_use });
	}
	tx_touch(t, TOPIC_CODES);
	tx_touch(t, TOPIC_CATALOGUE);
}

/* Items that were published while the plan was made; few, because making it is quick. */
static void catch_up(struct tx *t, const struct star_plan *plan)
{
	struct walk_row *rows;
	size_t n = walk_since(t, plan->began_at, &rows);
	for (size_t i = 0; i < n; i++) {
		json_t *json = json_parse(t->mem, rows[i].body);
		if (json_is_object(json))
			item_set_star(t, rows[i].id, rows[i].version, stars_by(&plan->rules, body_parse(t->mem, json)));
	}
}

enum err stars_keep(struct tx *t, const struct star_plan *plan)
{
	catch_up(t, plan);
	put_rules(t, &plan->rules);
	for (size_t i = 0; i < plan->n; i++)
		item_set_star(t, plan->changes[i].id, plan->changes[i].version, plan->changes[i].to);
	return t->failed;
}
