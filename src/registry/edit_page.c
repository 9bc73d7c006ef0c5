/* The page of one adjustment: what it says, what is wrong with it, what it changes, what has happened, and what may be done. */
#include "registry/edit.h"
#include "registry/adjustment.html.h"
#include "base/str.h"
#include "store/store.sql.h"
#include <string.h>

static const struct { const char *state, *tone, *with; } looks[] = {
	{ "draft", "", "编制单位" }, { "submitted", " soon", "审改办" }, { "returned", " stop", "编制单位" }, { "approved", " good", "等到生效日" },
	{ "in_force", " good", "" }, { "dropped", " held", "" },
};

static const struct choice deeds[] = {
	{ "begin", "开始起草" }, { "save", "修改草稿" }, { "submit", "提交审核" }, { "withdraw", "撤回修改" }, { "return", "退回" },
	{ "approve", "批准" }, { "publish", "生效" }, { "drop", "放弃" }, { "rebase", "对照现行版本核对" }, { 0 },
};

const char *edit_tone(const char *state)
{
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		if (str_eq(looks[i].state, state))
			return looks[i].tone;
	return "";
}

static const char *with_of(const char *state)
{
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		if (str_eq(looks[i].state, state))
			return looks[i].with;
	return "";
}

static bool says(const json_t *v)
{
	return v && !json_is_null(v) && !(json_is_string(v) && !*json_string_value(v)) && !(json_is_array(v) && json_array_size(v) == 0);
}

/* Whether the finding's element stands in the group. */
static bool in_group(const struct registry_kind *kind, const char *key, const char *group)
{
	size_t n = strcspn(key, ".");
	for (const struct element *e = kind->elements; e->key; e++)
		if (strlen(e->key) == n && strncmp(e->key, key, n) == 0)
			return str_eq(e->group, group);
	return false;
}

static void fill_groups(struct req *r, struct page_view *v)
{
	const struct editing *is = v->is;
	const char *const *names;
	v->n_groups = edit_groups(r->mem, is->kind, &names);
	v->groups = arena_array(r->mem, struct page_group, v->n_groups);
	for (size_t i = 0; i < v->n_groups; i++) {
		struct page_group *g = &v->groups[i];
		*g = (struct page_group){ names[i], edit_group_path(r->mem, is->kind, is->a.id, names[i]), 0, 0, 0 };
		const struct element *last = NULL;
		for (const struct element *e = is->kind->elements; e->key; e++)
			if (e->kind != ELEMENT_INNER && str_eq(e->group, names[i])) {
				g->all++;
				g->said += says(json_object_get(is->body, e->key));
				last = e;
			}
		if (g->all == 1 && last->kind == ELEMENT_FORM) /* nothing else to see there: straight to its designer */
			g->href = registry_edit_path(r->mem, is->kind, is->a.id, last->key);
		for (size_t k = 0; k < v->n_findings; k++)
			g->faults += v->findings[k].is->stops && in_group(is->kind, v->findings[k].is->key, names[i]);
	}
}

static void fill_findings(struct req *r, struct page_view *v)
{
	const struct editing *is = v->is;
	struct finding *all;
	size_t n = registry_check(req_tx(r), is->kind, is->body, is->a.organisation, &all);
	v->findings = arena_array(r->mem, struct page_finding, n + 1);
	for (int stops = 1; stops >= 0; stops--)
		for (size_t i = 0; i < n; i++)
			if (all[i].stops == stops)
				v->findings[v->n_findings++] = (struct page_finding){ &all[i], registry_edit_path(r->mem, is->kind, is->a.id, all[i].key) };
	for (size_t i = 0; i < n; i++)
		v->n_stops += all[i].stops;
}

/* To the present version while it is open; what has come into force differs from the version that it began with. */
static void fill_differences(struct req *r, struct page_view *v)
{
	struct tx *t = req_tx(r);
	const struct editing *is = v->is;
	struct subject s = { 0 };
	if (is->a.subject && subject_load(t, is->kind, is->a.subject, &s)) {
		v->present_version = s.version;
		v->outdated = is->editable && s.version != is->a.base_version;
		v->present_path = arena_printf(r->mem, "/admin/records/%s/%s", is->kind->word, s.code);
		v->public_path = is->kind->public_path ? arena_printf(r->mem, "%s%s", is->kind->public_path, s.code) : NULL;
	}
	bool open = !str_eq(is->a.state, "in_force") && !str_eq(is->a.state, "dropped");
	int64_t base = open ? v->present_version : is->a.base_version;
	const json_t *was = is->a.subject && base ? registry_body(t, is->kind, is->a.subject, base) : NULL;
	if (was && (str_eq(is->a.change, "change")))
		v->n_differences = differ(t, is->kind->elements, was, is->body, &v->differences);
}

/* Every file that the value names, wherever it stands. */
static size_t collect_files(const json_t *v, struct page_file *out, size_t n)
{
	size_t i;
	const char *key;
	json_t *member;
	if (json_is_array(v)) {
		json_array_foreach(v, i, member)
			n = collect_files(member, out, n);
	} else if (*json_get_text(v, "hash") && *json_get_text(v, "name") && n < PAGE_FILES) {
		out[n++] = (struct page_file){ json_get_text(v, "hash"), json_get_text(v, "name") };
	} else if (json_is_object(v)) {
		json_object_foreach((json_t *)(uintptr_t)v, key, member)
			n = collect_files(member, out, n);
	}
	return n;
}

static void fill_events(struct req *r, struct page_view *v)
{
	struct adjustment_event_row *rows;
	v->n_events = adjustment_events(req_tx(r), v->is->a.id, &rows);
	v->events = arena_array(r->mem, struct page_event, v->n_events + 1);
	for (size_t i = 0; i < v->n_events; i++)
		v->events[i] = (struct page_event){ day_time_short(r->mem, rows[i].at, DAY_ZONE_CHINA), rows[i].who,
						    choice_name(deeds, rows[i].action), rows[i].words };
}

static void fill_moves(struct req *r, struct page_view *v)
{
	size_t most = 0;
	while (adjustment_moves[most].action)
		most++;
	v->moves = arena_array(r->mem, const struct adjustment_move *, most);
	for (const struct adjustment_move *m = adjustment_moves; m->action; m++)
		if (m->button && adjustment_allows(&r->who, m, &v->is->a))
			v->moves[v->n_moves++] = m;
}

static const char *when_words(struct req *r, const struct adjustment *a)
{
	if (str_eq(a->state, "approved"))
		return arena_printf(r->mem, "从%s起生效", day_words(r->mem, a->from_day));
	return str_eq(a->state, "in_force") ? arena_printf(r->mem, "%s起生效", day_words(r->mem, a->from_day)) : "";
}

static enum err draw(struct req *r, const struct editing *e)
{
	struct tx *t = req_tx(r);
	struct staff maker;
	int64_t planned;
	bool plans = day_parse(json_get_text(e->body, "planned_from"), &planned) && planned > r->today;
	struct page_view v = {
		.is = e, .change = choice_name(registry_changes, e->a.change), .state = choice_name(registry_states, e->a.state),
		.tone = edit_tone(e->a.state), .with = with_of(e->a.state), .reason = codes_words(t, "adjustment_reason", e->a.reason),
		.when = when_words(r, &e->a), .source = choice_name(registry_sources, e->a.source),
		.made = e->a.made_by && staff_load(t, e->a.made_by, &maker) ? maker.name : "系统",
		.reasons = codes_of(t, "adjustment_reason"), .today = day_iso(r->mem, r->today),
		.from_day = day_iso(r->mem, plans ? planned : r->today),
	};
	bool edits = str_eq(e->a.change, "new") || str_eq(e->a.change, "change");
	if (edits && !str_eq(e->a.state, "in_force") && !str_eq(e->a.state, "dropped"))
		fill_findings(r, &v);
	if (edits)
		fill_groups(r, &v);
	v.files = arena_array(r->mem, struct page_file, PAGE_FILES);
	v.n_files = edits ? collect_files(e->body, v.files, 0) : 0;
	fill_differences(r, &v);
	fill_events(r, &v);
	fill_moves(r, &v);
	registry_adjustment(r->out, r, &v);
	return t->failed;
}

enum err edit_page_show(struct req *r)
{
	struct editing e;
	enum err failed = edit_open(r, &e);
	return failed ? failed : draw(r, &e);
}

struct acting {
	const struct who *who;
	int64_t id, from_day;
	const char *action, *words;
};

static enum err act(struct tx *t, void *arg)
{
	const struct acting *a = arg;
	return adjustment_act(t, a->who, a->id, a->action, a->words, a->from_day);
}

static const char *said_of(struct req *r, int64_t id, const char *action, const char *was)
{
	struct adjustment now;
	if (adjustment_load(req_tx(r), id, &now) && str_eq(now.state, "in_force"))
		return "已批准，从今天起生效。";
	for (const struct adjustment_move *m = adjustment_moves; m->action; m++)
		if (str_eq(m->action, action) && str_eq(m->from, was) && m->said)
			return m->said;
	return "已办理。";
}

/* The page again with what was wrong at its field. */
static enum err again(struct req *r, struct editing *e)
{
	enum err failed = draw(r, e);
	return failed ? failed : reply_again(r);
}

enum err edit_page_act(struct req *r)
{
	struct editing e;
	enum err failed = edit_open(r, &e);
	if (failed)
		return failed;
	const char *day = req_field(r, "from_day");
	struct acting a = { &r->who, e.a.id, 0, req_param(r, "action"), req_field(r, "words") };
	if (*day && !day_parse(day, &a.from_day)) {
		form_add_error(r, "from_day", "生效日期", "请按 2026-11-27 这样的格式填写日期");
		return again(r, &e);
	}
	failed = req_write(r, act, &a);
	if (failed && form_take_fault(r))
		return again(r, &e);
	if (failed == ERR_BAD_INPUT) { /* a finding that stops it */
		form_add_error(r, "findings", "", arena_strdup(r->mem, r->fault->words));
		*r->fault = (struct fault){ 0 };
		return again(r, &e);
	}
	if (failed)
		return failed;
	reply_say(r, "%s", said_of(r, e.a.id, a.action, e.a.state));
	return reply_redirect(r, "/admin/adjustments/%lld", (long long)e.a.id);
}

struct reasoning { const struct who *who; int64_t id; const char *reason, *words; };

static enum err say_why(struct tx *t, void *arg)
{
	const struct reasoning *s = arg;
	return adjustment_say_why(t, s->who, s->id, s->reason, s->words);
}

enum err edit_page_reason(struct req *r)
{
	struct editing e;
	enum err failed = edit_open(r, &e);
	if (failed)
		return failed;
	struct reasoning s = { &r->who, e.a.id, req_field(r, "reason"), str_trim(r->mem, req_field(r, "reason_words")) };
	failed = req_write(r, say_why, &s);
	if (failed && form_take_fault(r))
		return again(r, &e);
	if (failed)
		return failed;
	reply_say(r, "调整原因已保存。");
	return reply_redirect(r, "/admin/adjustments/%lld", (long long)e.a.id);
}

enum err edit_page_file(struct req *r)
{
	struct editing e;
	struct file_row file;
	const char *hash = req_param(r, "hash");
	enum err failed = edit_open(r, &e);
	if (failed)
		return failed;
	struct page_file *all = arena_array(r->mem, struct page_file, PAGE_FILES);
	size_t n = collect_files(e.body, all, 0);
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].hash, hash) && file_find(req_tx(r), hash, &file))
			return reply_file(r, file.hash, file.type, all[i].name, false);
	return fail(r, ERR_NOT_FOUND, "没有这个文件。");
}
