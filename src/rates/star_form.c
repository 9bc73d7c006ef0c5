/* The star standard as a form: the rules, what changing them would do, and keeping them. */
#include "rates/rates_private.h"
#include "base/digest.h"
#include "base/str.h"
#include "identity/identity.h"
#include "rates/star_rules.html.h"
#include <stdlib.h>

enum { CHANGES_SHOWN = 50, PRINT_BYTES = 64 * 1024 };

/* A short print of rules, by which two people who change them at the same time notice each other. */
static const char *print_of(struct arena *a, const struct star_rules *rules)
{
	struct out o;
	char hex[DIGEST_HEX];
	out_init(&o, a, PRINT_BYTES);
	for (size_t i = 0; i < rules->n; i++) {
		const struct star_rule *x = &rules->all[i];
		out_printf(&o, "%lld\n%s\n%lld\n%s\n%s\n%lld\n%d\n", (long long)x->star, x->fact, (long long)x->bound, x->words, x->lift,
			   (long long)x->effort, x->in_use);
	}
	digest_hex(o.data, o.len, hex);
	out_release(&o);
	return arena_strdup(a, hex);
}

/* ---- what was typed ---- */

static const char *typed(struct req *r, const char *name, int64_t no)
{
	return str_trim(r->mem, req_field(r, arena_printf(r->mem, "%s-%lld", name, (long long)no)));
}

static int64_t number(const char *text)
{
	int64_t n = -1;
	return num_parse(text, 0, INT32_MAX, &n) ? n : -1;
}

static struct star_row read_row(struct req *r, int64_t no)
{
	struct star_row row = { .bound = typed(r, "bound", no), .effort = typed(r, "effort", no) };
	row.rule = (struct star_rule){
		.star = number(typed(r, "star", no)), .fact = typed(r, "fact", no), .bound = *row.bound ? number(row.bound) : 0,
		.words = typed(r, "words", no), .lift = typed(r, "lift", no), .effort = number(row.effort), .in_use = *typed(r, "use", no),
	};
	return row;
}

static struct star_row row_of(struct arena *a, const struct star_rule *rule)
{
	return (struct star_row){ .rule = *rule, .bound = arena_printf(a, "%lld", (long long)rule->bound),
				  .effort = arena_printf(a, "%lld", (long long)rule->effort) };
}

static size_t rows_of(struct arena *a, const struct star_rules *rules, struct star_row **out)
{
	*out = arena_array(a, struct star_row, STAR_RULES_MAX + 1);
	size_t n = rules->n < STAR_RULES_MAX ? rules->n : STAR_RULES_MAX;
	for (size_t i = 0; i < n; i++)
		(*out)[i] = row_of(a, &rules->all[i]);
	return n;
}

static struct star_row new_row(struct req *r)
{
	const struct star_fact *f = star_facts_find(req_field(r, "new-fact"));
	const struct star_rule rule = {
		.star = number(req_field(r, "new-star")), .fact = f ? f->word : "", .words = f ? f->name : "", .lift = "", .effort = 1,
	};
	return row_of(r->mem, &rule);
}

static size_t read_rows(struct req *r, struct star_row **out)
{
	int64_t rows = number(req_field(r, "rows"));
	size_t n = 0;
	*out = arena_array(r->mem, struct star_row, STAR_RULES_MAX + 1);
	for (int64_t no = 1; no <= rows && n < STAR_RULES_MAX; no++)
		if (!*typed(r, "drop", no))
			(*out)[n++] = read_row(r, no);
	if (str_eq(req_field(r, "do"), "add") && n < STAR_RULES_MAX)
		(*out)[n++] = new_row(r);
	return n;
}

/* By star, those of one star as they stood; numbered anew. */
static void order(struct star_row *rows, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && rows[k - 1].rule.star > rows[k].rule.star; k--) {
			struct star_row moved = rows[k];
			rows[k] = rows[k - 1];
			rows[k - 1] = moved;
		}
	for (size_t i = 0; i < n; i++)
		rows[i].rule.no = i && rows[i - 1].rule.star == rows[i].rule.star ? rows[i - 1].rule.no + 1 : 1;
}

static struct star_rules rules_of(struct arena *a, const struct star_row *rows, size_t n)
{
	const struct star_rules standard = stars_standard(a);
	struct star_rules rules = { .all = arena_array(a, struct star_rule, n + 1), .n = n };
	for (size_t i = 0; i < n; i++)
		rules.all[i] = rows[i].rule;
	rules.standard = str_eq(print_of(a, &rules), print_of(a, &standard));
	return rules;
}

/* ---- the page ---- */

static void show_changes(struct stars_view *v)
{
	v->n_shown = v->plan.n < CHANGES_SHOWN ? v->plan.n : CHANGES_SHOWN;
	for (size_t i = 0; i < v->plan.n; i++)
		*(v->plan.changes[i].to > v->plan.changes[i].from ? &v->up : &v->down) += 1;
}

static void draw(struct req *r, struct stars_view *v)
{
	for (size_t i = 0; i < v->n; i++) {
		struct star_row *row = &v->rows[i];
		row->no = arena_printf(r->mem, "%zu", i + 1);
		row->fact = star_facts_find(row->rule.fact);
		row->error = form_error_of(r, arena_printf(r->mem, "rule-%zu", i + 1));
	}
	show_changes(v);
	rates_star_rules(r->out, r, v);
}

enum err star_form_show(struct req *r)
{
	const struct star_rules *rules = stars_rules(req_tx(r));
	struct stars_view v = { .was = print_of(r->mem, rules), .standard = rules->standard };
	v.n = rows_of(r->mem, rules, &v.rows);
	draw(r, &v);
	return req_tx(r)->failed;
}

static bool check(struct req *r, const struct star_rules *rules)
{
	size_t at;
	const char *why = stars_fault(r->mem, rules, &at);
	if (!why)
		return true;
	const struct star_fact *f = at < rules->n ? star_facts_find(rules->all[at].fact) : NULL;
	form_add_error(r, at < rules->n ? arena_printf(r->mem, "rule-%zu", at + 1) : "rules", f ? f->name : "星级标准", why);
	return false;
}

struct keeping { const struct who *who; const struct star_plan *plan; const char *was; };

static enum err keep(struct tx *t, void *arg)
{
	const struct keeping *k = arg;
	if (!str_eq(print_of(t->mem, stars_rules(t)), k->was))
		return fail(t, ERR_CONFLICT, "星级标准刚被别人改过，请重新打开这一页，看过以后再改。");
	enum err e = stars_keep(t, k->plan);
	if (e)
		return e;
	audit_add(t, k->who, k->plan->rules.standard ? "恢复星级标准" : "改星级标准",
		  arena_printf(t->mem, "%zu 条规则，%zu 个事项的星级随之变化", k->plan->rules.n, k->plan->n), "");
	return t->failed;
}

static enum err save(struct req *r, const struct star_plan *plan)
{
	struct keeping k = { &r->who, plan, req_field(r, "was") };
	enum err e = req_write(r, keep, &k);
	if (e)
		return e;
	reply_say(r, "星级标准已保存，%zu 个事项的星级变了。", plan->n);
	return reply_redirect(r, "/admin/stars");
}

enum err star_form_take(struct req *r)
{
	const char *what = req_field(r, "do");
	const struct star_rules standard = stars_standard(r->mem);
	struct stars_view v = { .was = req_field(r, "was") };
	v.n = str_eq(what, "standard") ? rows_of(r->mem, &standard, &v.rows) : read_rows(r, &v.rows);
	order(v.rows, v.n);
	const struct star_rules rules = rules_of(r->mem, v.rows, v.n);
	v.standard = rules.standard;
	if (str_eq(what, "add") || !check(r, &rules)) {
		draw(r, &v);
		return reply_again(r);
	}
	enum err e = stars_plan(req_tx(r), &rules, &v.plan);
	if (e)
		return e;
	if (str_eq(what, "save"))
		return save(r, &v.plan);
	v.previewed = true;
	draw(r, &v);
	return OK;
}
