/* A posted form becomes answers; answers, posted or stored, are judged by the same rules. */
#include "forms/forms_private.h"
#include "base/str.h"
#include <string.h>

#define TURN "form-row" /* the buttons that add and remove rows: add-staff, remove-staff-2 */

static void release(void *v)
{
	json_decref(v);
}

const char *forms_posted(struct arena *a, const struct form_group *g, int64_t row, const char *name, const char *part)
{
	const char *own = row < 0 ? name : arena_printf(a, "%s-%lld-%s", g->name, (long long)row, name);
	return *part ? arena_printf(a, "%s-%s", own, part) : own;
}

const char *forms_known(const struct form_person *who, const struct form_field *f)
{
	return *f->prefill ? json_get_text(who->known, f->prefill) : "";
}

struct reading {
	struct req *r;
	const struct form *f;
	const struct form_person *who;
};

static json_t *read_text(const struct reading *x, const struct form_field *f, const char *posted)
{
	const char *text, *known = f->fixed ? forms_known(x->who, f) : "";
	int64_t number;
	(void)form_check(x->r->mem, &f->field, *known ? known : req_field(x->r, posted), &text, &number);
	bool code = str_eq(f->kind->word, "bank_card") || str_eq(f->kind->word, "plate");
	return json_string(code ? str_code(x->r->mem, text) : text);
}

static json_t *read_list(struct req *r, const char *posted)
{
	const char **values;
	json_t *list = json_array();
	size_t n = req_fields(r, posted, &values);
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_string(values[i]));
	return list;
}

static json_t *read_parts(struct req *r, const struct form_field *f, const struct form_group *g, int64_t row)
{
	json_t *all = json_object();
	for (const char *const *part = f->kind->parts; *part; part++) {
		const char *typed = str_trim(r->mem, req_field(r, forms_posted(r->mem, g, row, f->field.name, *part)));
		bool code = str_eq(*part, "number");
		json_object_set_new(all, *part, json_string(code ? str_code(r->mem, typed) : typed));
	}
	if (str_eq(f->kind->word, "signature") && str_eq(json_get_text(all, "agree"), "1"))
		json_object_set_new(all, "at", json_string(arena_strndup(r->mem, day_time(r->mem, r->now, DAY_ZONE_CHINA), strlen("2026-11-22 14:03"))));
	return all;
}

static void read_field(const struct reading *x, const struct form_field *f, const struct form_group *g, int64_t row, json_t *into)
{
	const char *posted = forms_posted(x->r->mem, g, row, f->field.name, "");
	if (f->computed || f->kind->shape == SHAPE_NONE)
		return;
	json_object_set_new(into, f->field.name, f->kind->shape == SHAPE_LIST ? read_list(x->r, posted)
						: f->kind->shape == SHAPE_PARTS ? read_parts(x->r, f, g, row) : read_text(x, f, posted));
}

/* Which row the pressed button removes; -1: none of this group. */
static int64_t removed_row(struct req *r, const struct form_group *g)
{
	const char *prefix = arena_printf(r->mem, "remove-%s-", g->name), *pressed = req_field(r, TURN);
	int64_t row;
	return str_starts(pressed, prefix) && num_parse(pressed + strlen(prefix), 0, FORM_ROWS, &row) ? row : -1;
}

/* A row in which nothing was filled in is no row, unless one was asked for just now. */
static json_t *read_rows(const struct reading *x, const struct form_group *g)
{
	json_t *rows = json_array();
	int64_t n = 0, gone = removed_row(x->r, g);
	bool turned = *req_field(x->r, TURN) != '\0';
	if (!num_parse(req_field(x->r, arena_printf(x->r->mem, "%s-rows", g->name)), 0, FORM_ROWS, &n))
		n = 0;
	for (int64_t i = 0; i < n && i < g->max; i++) {
		json_t *row = json_object();
		for (size_t k = 0; k < g->n; k++)
			read_field(x, &x->f->fields[g->first + k], g, i, row);
		if (i == gone || (!turned && forms_empty(row)))
			json_decref(row);
		else
			json_array_append_new(rows, row);
	}
	if (str_eq(req_field(x->r, TURN), arena_printf(x->r->mem, "add-%s", g->name)) && (int64_t)json_array_size(rows) < g->max)
		json_array_append_new(rows, json_object());
	return rows;
}

static json_t *read_all(const struct reading *x)
{
	json_t *all = json_object();
	arena_defer(x->r->mem, release, all);
	for (size_t i = 0; i < x->f->n_groups; i++) {
		const struct form_group *g = &x->f->groups[i];
		if (*g->name)
			json_object_set_new(all, g->name, read_rows(x, g));
		for (size_t k = 0; k < g->n && !*g->name; k++)
			read_field(x, &x->f->fields[g->first + k], g, -1, all);
	}
	return all;
}

/* Computed answers are kept beside the others, so that whoever reads stored answers needs no form for them. */
static void keep_computed(const struct form *f, json_t *answers, const json_t *asked)
{
	for (size_t i = 0; i < f->n_fields; i++) {
		const struct form_field *field = &f->fields[i];
		const struct form_group *g = &f->groups[field->group];
		const json_t *from = *g->name ? json_object_get(asked, g->name) : NULL;
		json_t *to = *g->name ? json_object_get(answers, g->name) : NULL;
		if (!field->computed)
			continue;
		if (!*g->name)
			json_object_set(answers, field->field.name, json_object_get(asked, field->field.name));
		for (size_t k = 0; k < json_array_size(to); k++)
			json_object_set(json_array_get(to, k), field->field.name, json_object_get(json_array_get(from, k), field->field.name));
	}
}

/* One thing that is wrong. */
struct wrong { const char *posted, *label, *words; };

static const char *wrong_rows(struct arena *a, const struct form_group *g, size_t n)
{
	if ((int64_t)n < g->min)
		return arena_printf(a, "至少填 %lld 行", (long long)g->min);
	return (int64_t)n > g->max ? arena_printf(a, "最多填 %lld 行", (long long)g->max) : NULL;
}

static bool judge_group(struct arena *a, const struct asked *x, struct wrong *out)
{
	if (!*x->group->name || x->row > 0)
		return true;
	const char *words = wrong_rows(a, x->group, json_array_size(x->answer));
	*out = (struct wrong){ x->group->name, x->group->title, words };
	return !words;
}

static bool judge_field(struct arena *a, const struct form *f, const struct asked *x, const struct form_person *who, const json_t *all, struct wrong *out)
{
	const char *part, *words = arena_strdup(a, forms_wrong(a, x, who, &part)); /* those of check_*() live until the next */
	if (!words && x->field->check && !forms_empty(x->answer) && !forms_check_holds(a, f, x, all))
		words = x->field->check_words;
	const char *label = x->field->field.label;
	if (x->row >= 0)
		label = arena_printf(a, "%s（第 %lld 行）%s", x->group->title, (long long)x->row + 1, label);
	*out = (struct wrong){ forms_posted(a, x->group, x->row, x->field->field.name, part), label, words };
	return !words;
}

static size_t judge(struct arena *a, const struct form *f, const json_t *answers, const struct form_person *who, struct wrong **out, const json_t **out_all)
{
	struct asked *asked;
	size_t n = forms_asked_list(a, f, answers, &asked, out_all), used = 0;
	*out = arena_array(a, struct wrong, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct wrong *w = &(*out)[used];
		bool right = asked[i].field ? judge_field(a, f, &asked[i], who, *out_all, w) : judge_group(a, &asked[i], w);
		used += !right;
	}
	return used;
}

bool forms_read(struct req *r, const struct form *f, const struct form_person *who, const char **out_json)
{
	const struct reading x = { r, f, who };
	struct wrong *wrong;
	const json_t *asked;
	json_t *all = read_all(&x);
	size_t n = judge(r->mem, f, all, who, &wrong, &asked);
	keep_computed(f, all, asked);
	bool turned = *forms_turned(r) != '\0';
	for (size_t i = 0; i < n && !turned; i++)
		form_add_error(r, wrong[i].posted, wrong[i].label, wrong[i].words);
	*out_json = json_print(r->mem, all);
	return r->n_errors == 0 && !turned;
}

const char *forms_turned(struct req *r)
{
	const char *pressed = req_field(r, TURN);
	if (str_starts(pressed, "add-"))
		return pressed + strlen("add-");
	if (!str_starts(pressed, "remove-"))
		return "";
	const char *group = pressed + strlen("remove-"), *row = strrchr(group, '-');
	return row ? arena_strndup(r->mem, group, (size_t)(row - group)) : "";
}

bool forms_whole(struct arena *a, const struct form *f, const struct form_person *who, const char *json, size_t *out_missing)
{
	struct wrong *wrong;
	const json_t *asked;
	*out_missing = judge(a, f, json_parse(a, json), who, &wrong, &asked);
	return *out_missing == 0;
}

size_t forms_answers(struct arena *a, const struct form *f, const char *json, bool masked, struct answer **out)
{
	struct asked *asked;
	const json_t *all;
	size_t n = forms_asked_list(a, f, json_parse(a, json), &asked, &all), used = 0;
	const char *heading = "";
	*out = arena_array(a, struct answer, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct asked *x = &asked[i];
		if (!x->field) {
			heading = x->row < 0 ? x->group->title : arena_printf(a, "%s（第 %lld 行）", x->group->title, (long long)x->row + 1);
			continue;
		}
		if (x->field->kind->shape == SHAPE_NONE)
			continue;
		(*out)[used++] = (struct answer){ heading, x->field->field.label, forms_words(a, x->field, x->answer, masked) };
		heading = "";
	}
	return used;
}

const char *forms_answer(struct arena *a, const char *json, const char *name)
{
	return json_get_text(json_parse(a, json), name);
}
