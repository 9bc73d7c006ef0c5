/* What is wrong with a journey: a guided path must be walkable to its end, whatever is answered on the way. */
#include "base/str.h"
#include "catalogue/catalogue.h"
#include "catalogue/checks.h"
#include "registry/journey.h"
#include "registry/kinds.h"
#include <string.h>

enum { PATHS = 5000, NAME_BYTES = 40, SCRATCH = 8 * 1024 * 1024 };

#define WALKABLE "办事引导要能走通：每个问题问得出来，每种回答都有去处"
#define CATALOGUE "办事引导带到的事项，以目录里现行的事项为准"

enum rule {
	CODE, FOR, LONG, NAME, CHOICES, CHOICE, WHEN, CIRCLE, ITEM, ITEM_TWICE, CIRCUMSTANCE, AFTER, DEAD_END, UNUSED, ORDER,
};

/* They are looked at row by row of the journey, and then way by way, not one after the other: none has a look of its own. */
static const struct check_rule rules[] = {
	[CODE] = { "journey_code", "code", true, NULL, WALKABLE, NULL },
	[FOR] = { "journey_for", "person", true, "请选面向个人，或者面向企业和组织，可以都选", WALKABLE, NULL },
	[LONG] = { "journey_long", NULL, true, NULL, WALKABLE, NULL },
	[NAME] = { "journey_name", NULL, true, NULL, WALKABLE, NULL },
	[CHOICES] = { "journey_choices", NULL, true, NULL, WALKABLE, NULL },
	[CHOICE] = { "journey_choice", NULL, true, NULL, WALKABLE, NULL },
	[WHEN] = { "journey_when", NULL, true, NULL, WALKABLE, NULL },
	[CIRCLE] = { "journey_circle", NULL, true, NULL, WALKABLE, NULL },
	[ITEM] = { "journey_item", NULL, true, NULL, CATALOGUE, NULL },
	[ITEM_TWICE] = { "journey_item", NULL, true, NULL, WALKABLE, NULL },
	[CIRCUMSTANCE] = { "journey_circumstance", NULL, true, NULL, CATALOGUE, NULL },
	[AFTER] = { "journey_after", NULL, true, NULL, WALKABLE, NULL },
	[DEAD_END] = { "journey_dead_end", "items", true, NULL, WALKABLE, NULL },
	[UNUSED] = { "journey_unused", NULL, false, NULL, WALKABLE, NULL },
	[ORDER] = { "journey_order", NULL, false, NULL, WALKABLE, NULL },
};

struct check {
	struct checks checks;
	struct journey j;
	struct arena *scratch;  /* of one way; thousands of them would fill the request's */
	size_t paths;
	bool dead;
	bool *asked;                       /* of questions: on some way */
	bool (*together)[JOURNEY_ITEMS];   /* of items: both on one way; of one and itself: on some way */
};

/* To say that this rule is broken. */
static struct checks *by(struct check *c, enum rule rule)
{
	c->checks.rule = &rules[rule];
	return &c->checks;
}

static const char *key_of(struct check *c, const char *rows, size_t i, const char *column)
{
	return checks_key(&c->checks, rows, i, column);
}

static bool shaped(const char *s, const char *signs)
{
	return *s && strlen(s) <= NAME_BYTES && strspn(s, signs) == strlen(s);
}

static size_t question_at(const struct check *c, const char *name)
{
	size_t i = 0;
	while (i < c->j.n_questions && !str_eq(c->j.questions[i].name, name))
		i++;
	return i;
}

static bool has_choice(const struct question *q, const char *text)
{
	for (size_t i = 0; i < q->n_choices; i++)
		if (str_eq(q->choices[i], text))
			return true;
	return false;
}

/* One name in a condition that may look at the first `before` questions. */
static void check_name(struct check *c, const char *key, const struct expr *e, const char *name, size_t before)
{
	size_t at = question_at(c, name), n;
	const char **texts;
	if (at == c->j.n_questions)
		checks_say(by(c, NAME), key, "条件里的“%s”不是这里的问题", name);
	else if (at >= before)
		checks_say(by(c, CIRCLE), key, "条件里的“%s”要到后面才问；条件只能看前面的问题，请调整先后", c->j.questions[at].label);
	else if ((n = expr_compared(c->checks.t->mem, e, name, &texts)) > 0)
		for (size_t i = 0; i < n; i++)
			if (!has_choice(&c->j.questions[at], texts[i]))
				checks_say(by(c, CHOICE), key, "问题“%s”没有“%s”这个选项", c->j.questions[at].label, texts[i]);
}

static void check_when(struct check *c, const char *key, const char *when, size_t before)
{
	struct expr_fault fault;
	const struct expr *e = expr_parse(c->checks.t->mem, when, &fault);
	const char **names;
	if (!e && *fault.words)
		checks_say(by(c, WHEN), key, "条件读不懂（第 %zu 个字起）：%s", fault.at + 1, fault.words);
	for (size_t i = 0, n = e ? expr_names(c->checks.t->mem, e, &names) : 0; i < n; i++)
		check_name(c, key, e, names[i], before);
}

static void check_question(struct check *c, size_t i)
{
	static const char signs[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
	const struct question *q = &c->j.questions[i];
	const char *name = key_of(c, "questions", i, "name");
	if (!shaped(q->name, signs))
		checks_say(by(c, NAME), name, "问题“%s”的代号只能用小写字母、数字和下划线", q->label);
	if (question_at(c, q->name) < i)
		checks_say(by(c, NAME), name, "有两个问题的代号都是“%s”", q->name);
	if (q->n_choices < 2)
		checks_say(by(c, CHOICES), key_of(c, "questions", i, "choices"), "问题“%s”至少要有两个选项", q->label);
	for (size_t k = 1; k < q->n_choices; k++)
		for (size_t l = 0; l < k; l++)
			if (str_eq(q->choices[k], q->choices[l]))
				checks_say(by(c, CHOICES), key_of(c, "questions", i, "choices"), "问题“%s”的选项“%s”写了两遍", q->label, q->choices[k]);
	check_when(c, key_of(c, "questions", i, "when"), q->when, i);
}

static void check_circumstances(struct check *c, size_t i, const struct item *item)
{
	const struct body *b = item_body(c->checks.t, item->id, item->version);
	struct question *all;
	size_t n = b ? questions_read(c->checks.t->mem, json_object_get(b->json, "circumstances"), &all) : 0;
	const char *name;
	json_t *v;
	json_object_foreach(c->j.items[i].circumstances, name, v) {
		size_t at = 0;
		while (at < n && !(str_eq(all[at].name, name) && has_choice(&all[at], json_string_value(v))))
			at++;
		if (at == n)
			checks_say(by(c, CIRCUMSTANCE), key_of(c, "items", i, "circumstances"), "事项“%s”没有情形“%s=%s”", item->name,
				   name, json_string_value(v));
	}
}

static void check_after(struct check *c, size_t i)
{
	size_t k;
	json_t *v;
	json_array_foreach(c->j.items[i].after, k, v) {
		size_t at = 0;
		while (at < c->j.n_items && !str_eq(c->j.items[at].code, json_string_value(v)))
			at++;
		if (at == c->j.n_items)
			checks_say(by(c, AFTER), key_of(c, "items", i, "after"), "要先办好的“%s”不在这个引导的事项里",
				   str_or_empty(json_string_value(v)));
	}
	if (c->j.before[i][i])
		checks_say(by(c, CIRCLE), key_of(c, "items", i, "after"), "“%s”的先后绕成了圈：顺着“要先办好的事项”又回到它自己",
			   c->j.items[i].code);
}

static void check_item(struct check *c, size_t i)
{
	const struct journey_item *row = &c->j.items[i];
	const char *key = key_of(c, "items", i, "code");
	struct item item;
	if (!item_by_code(c->checks.t, row->code, &item))
		checks_say(by(c, ITEM), key, "目录里没有编码是“%s”的事项", row->code);
	else if (!str_eq(item.state, "in_use"))
		checks_say(by(c, ITEM), key, "事项“%s”已经%s，请换成现行的", item.name, str_eq(item.state, "suspended") ? "暂停" : "取消");
	else
		check_circumstances(c, i, &item);
	for (size_t k = 0; k < i; k++)
		if (str_eq(c->j.items[k].code, row->code))
			checks_say(by(c, ITEM_TWICE), key, "事项“%s”写了两遍，请合成一行", row->code);
	check_after(c, i);
	check_when(c, key_of(c, "items", i, "when"), row->when, c->j.n_questions);
}

/* A material that is what an earlier item produces, while nothing says which of them comes first. */
static void check_produced(struct check *c, size_t i)
{
	struct tx *t = c->checks.t;
	struct item user, maker;
	const struct body *b = item_by_code(t, c->j.items[i].code, &user) ? item_body(t, user.id, user.version) : NULL;
	for (size_t k = 0; b && k < c->j.n_items; k++) {
		bool both = k != i && c->together[i][k] && item_by_code(t, c->j.items[k].code, &maker);
		const struct body *made = both ? item_body(t, maker.id, maker.version) : NULL;
		bool said = c->j.before[k][i] || c->j.before[i][k];
		for (size_t m = 0; made && !said && m < b->n_materials; m++)
			if (str_eq(b->materials[m].name, made->result_name) || str_eq(b->materials[m].licence, made->result_name))
				checks_say(by(c, ORDER), key_of(c, "items", i, "after"), "“%s”要用的“%s”由“%s”产生，请写明先办后者",
					   user.name, made->result_name, maker.name);
	}
}

/* One way through all questions has come to its end. */
static void arrive(struct check *c, json_t *given, const json_t *known)
{
	bool fits[JOURNEY_ITEMS], somewhere = false;
	for (size_t i = 0; i < c->j.n_items; i++) {
		fits[i] = expr_test(c->scratch, c->j.items[i].when, known);
		somewhere |= fits[i];
	}
	for (size_t i = 0; i < c->j.n_items; i++)
		for (size_t k = 0; k < c->j.n_items; k++)
			c->together[i][k] |= fits[i] && fits[k];
	for (size_t i = 0; i < c->j.n_notes && !somewhere; i++)
		somewhere = expr_test(c->scratch, c->j.notes[i].when, known);
	if (somewhere || c->dead)
		return;
	const char *way = "", *name;
	json_t *v;
	json_object_foreach(given, name, v)
		way = arena_printf(c->checks.t->mem, "%s%s%s", way, *way ? "、" : "", json_string_value(v));
	c->dead = true;
	checks_say(by(c, DEAD_END), NULL, "回答“%s”时，既没有要办的事项，也没有提示", way);
}

static void walk(struct check *c, json_t *given)
{
	json_t *known;
	if (c->paths++ >= PATHS)
		return;
	arena_reset(c->scratch);
	size_t open = questions_settle(c->scratch, c->j.questions, c->j.n_questions, given, 0, &known);
	if (open == c->j.n_questions) {
		arrive(c, given, known);
		return;
	}
	const struct question q = c->j.questions[open];
	c->asked[open] = true;
	for (size_t i = 0; i < q.n_choices; i++) {
		json_object_set_new(given, q.name, json_string(q.choices[i]));
		walk(c, given);
	}
	json_object_del(given, q.name);
}

/* Only of a journey that is otherwise sound: else the same mistake would be said twice. */
static void check_ways(struct check *c)
{
	c->together = arena_alloc(c->checks.t->mem, sizeof *c->together * (c->j.n_items + 1));
	c->asked = arena_array(c->checks.t->mem, bool, c->j.n_questions + 1);
	c->scratch = arena_new(SCRATCH);
	walk(c, json_parse(c->checks.t->mem, "{}"));
	arena_free(c->scratch);
	if (c->paths >= PATHS) {
		checks_say(by(c, LONG), "questions", "问题太多，可能的回答超过 %d 种，请拆成几个引导", PATHS);
		return;
	}
	for (size_t i = 0; i < c->j.n_items; i++)
		if (!c->together[i][i])
			checks_say(by(c, UNUSED), key_of(c, "items", i, "when"), "不管怎么回答，都到不了事项“%s”", c->j.items[i].code);
	for (size_t i = 0; i < c->j.n_questions; i++)
		if (!c->asked[i])
			checks_say(by(c, UNUSED), key_of(c, "questions", i, "when"), "不管怎么回答，都不会问“%s”", c->j.questions[i].label);
	for (size_t i = 0; i < c->j.n_items; i++)
		check_produced(c, i);
}

static void check_head(struct check *c)
{
	if (!shaped(c->j.code, "abcdefghijklmnopqrstuvwxyz0123456789-"))
		checks_say(by(c, CODE), NULL, "编码用小写字母、数字和连字符，最多 %d 个", NAME_BYTES);
	if (!c->j.person && !c->j.company)
		checks_say(by(c, FOR), NULL, NULL);
	if (json_array_size(json_object_get(c->checks.body, "items")) > JOURNEY_ITEMS)
		checks_say(by(c, LONG), "items", "一个引导最多 %d 个事项，请拆成几个", JOURNEY_ITEMS);
}

size_t journey_check(struct tx *t, const json_t *body, int64_t organisation, struct finding **out)
{
	(void)organisation; /* a path leads through the items of several departments */
	struct check c = { .checks = { .t = t, .body = body }, .j = journey_read(t->mem, body) };
	check_head(&c);
	for (size_t i = 0; i < c.j.n_questions; i++)
		check_question(&c, i);
	for (size_t i = 0; i < c.j.n_items; i++)
		check_item(&c, i);
	for (size_t i = 0; i < c.j.n_notes; i++)
		check_when(&c, key_of(&c, "notes", i, "when"), c.j.notes[i].when, c.j.n_questions);
	if (c.checks.found.n == 0)
		check_ways(&c);
	*out = c.checks.found.list;
	return c.checks.found.n;
}
