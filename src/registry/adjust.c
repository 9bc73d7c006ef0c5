/* Adjustments: the table of what may be done in which state by whom, and the functions that begin, save and move one. */
#include "registry/registry_private.h"
#include "base/day.h"
#include "base/str.h"
#include <string.h>

/* Who may: those of adjustment_may(), of them those whose own it is, the reform office, time. */
enum { DEPARTMENT = 1, OWN = 2, REFORM = 4, SYSTEM = 8 };
enum { WORDS_MAX = 1000, BODY_MAX = 1024 * 1024, AHEAD_DAYS = 731 };

const struct who registry_system = { .kind = WHO_SYSTEM, .name = "系统" };

const struct choice registry_changes[] = {
	{ "new", "新增" }, { "change", "变更" }, { "suspend", "暂停" }, { "resume", "恢复" }, { "cancel", "取消" }, { 0 },
};
const struct choice registry_states[] = {
	{ "draft", "草稿" }, { "submitted", "待审核" }, { "returned", "已退回" }, { "approved", "已批准，待生效" },
	{ "in_force", "已生效" }, { "dropped", "已放弃" }, { 0 },
};
const struct choice registry_sources[] = {
	{ "desk", "网上编制" }, { "province", "省网导入" }, { "align", "同标准对齐" }, { "import", "文件导入" }, { 0 },
};
const struct choice registry_record_states[] = { { "in_use", "在用" }, { "suspended", "暂停" }, { "cancelled", "取消" }, { 0 } };

static enum err submit(struct tx *t, const struct who *who, struct adjustment_row *a);
static enum err approve(struct tx *t, const struct who *who, struct adjustment_row *a);
static enum err rebase(struct tx *t, const struct who *who, struct adjustment_row *a);

const struct adjustment_move adjustment_moves[] = {
	{ "submit", "draft", "submitted", DEPARTMENT, "提交审改办审核", NULL, "已提交，审改办会收到通知。", MOVE_MAIN, submit },
	{ "submit", "returned", "submitted", DEPARTMENT, "改好了，再次提交", NULL, "已再次提交，审改办会收到通知。", MOVE_MAIN, submit },
	{ "approve", "submitted", "approved", REFORM, "批准", NULL, "已批准。", MOVE_MAIN | MOVE_DAY, approve },
	{ "return", "submitted", "returned", REFORM, "退回修改…", "编制单位会看到这段话。", "已退回，编制单位会收到通知。", MOVE_WORDS, NULL },
	{ "return", "approved", "returned", REFORM | SYSTEM, "撤回批准，退回修改…", "还没有生效，可以撤回。编制单位会看到这段话。",
	  "已撤回批准并退回，编制单位会收到通知。", MOVE_WORDS, NULL },
	{ "publish", "approved", "in_force", SYSTEM, NULL, NULL, NULL, 0, force_publish },
	{ "withdraw", "submitted", "draft", OWN, "撤回来再改", NULL, "已撤回，可以继续修改。", 0, NULL },
	{ "rebase", "draft", "draft", DEPARTMENT, NULL, NULL, "已改为在现行版本的基础上调整。", 0, rebase },
	{ "rebase", "returned", "returned", DEPARTMENT, NULL, NULL, "已改为在现行版本的基础上调整。", 0, rebase },
	{ "drop", "draft", "dropped", DEPARTMENT, "放弃这次调整", NULL, "已放弃，现行版本不变。", MOVE_DANGER, NULL },
	{ "drop", "returned", "dropped", DEPARTMENT, "放弃这次调整", NULL, "已放弃，现行版本不变。", MOVE_DANGER, NULL },
	{ 0 },
};

/* Which change a record may see in which state. */
static const struct { const char *change, *state; } possible[] = {
	{ "change", "in_use" }, { "change", "suspended" }, { "suspend", "in_use" }, { "resume", "suspended" }, { "resume", "cancelled" },
	{ "cancel", "in_use" }, { "cancel", "suspended" },
};

bool adjustment_possible(const char *change, const char *state)
{
	for (size_t i = 0; i < sizeof possible / sizeof *possible; i++)
		if (str_eq(possible[i].change, change) && str_eq(possible[i].state, state))
			return true;
	return false;
}

static bool edits(const char *change)
{
	return str_eq(change, "new") || str_eq(change, "change");
}

bool adjustment_may(const struct who *who, int64_t organisation)
{
	return who->kind == WHO_SYSTEM || (who->kind == WHO_STAFF && (who->roles & ROLE_REFORM)) ||
	       who_has(who, ROLE_CATALOGUE | ROLE_ADMIN, organisation);
}

static bool may_do(const struct who *who, unsigned whom, int64_t organisation, int64_t made_by)
{
	if (who->kind != WHO_STAFF)
		return (whom & SYSTEM) && who->kind == WHO_SYSTEM;
	bool own = who->id == made_by || who_has(who, ROLE_CATALOGUE | ROLE_ADMIN, organisation);
	return ((whom & REFORM) && (who->roles & ROLE_REFORM)) || ((whom & OWN) && own) ||
	       ((whom & DEPARTMENT) && adjustment_may(who, organisation));
}

bool adjustment_allows(const struct who *who, const struct adjustment_move *m, const struct adjustment *a)
{
	return str_eq(m->from, a->state) && may_do(who, m->who, a->organisation, a->made_by);
}

bool adjustment_editable(const struct adjustment *a)
{
	return edits(a->change) && (str_eq(a->state, "draft") || str_eq(a->state, "returned"));
}

static struct adjustment adjustment_of(const struct adjustment_row *row)
{
	return (struct adjustment){
		.id = row->id, .subject = row->subject, .organisation = row->organisation, .base_version = row->base_version,
		.from_day = row->from_day, .edition = row->edition, .made_by = row->made_by, .made_at = row->made_at,
		.changed_at = row->changed_at, .version = row->version, .kind = row->kind, .change = row->change, .state = row->state,
		.code = row->code, .name = row->name, .body = row->body, .reason = row->reason, .reason_words = row->reason_words,
		.source = row->source, .agency_short = row->agency_short,
	};
}

bool adjustment_load(struct tx *t, int64_t id, struct adjustment *out)
{
	struct adjustment_row row;
	if (!adjustment_find(t, id, &row))
		return false;
	*out = adjustment_of(&row);
	return true;
}

/* ---- the log ---- */

void adjustment_note(struct tx *t, const struct who *who, const struct adjustment_row *a, const char *action, const char *was,
		     const char *words)
{
	struct adjustment_event_row last = { 0 };
	int64_t staff = who->kind == WHO_STAFF ? who->id : 0;
	bool any = adjustment_last_event(t, a->id, &last);
	if (any && str_eq(action, "save") && str_eq(last.action, "save") && last.staff == staff) {
		adjustment_event_again(t, a->id, last.no);
		return;
	}
	const struct adjustment_event_row e = {
		.no = last.no + 1, .staff = staff, .who = str_or_empty(who->name), .action = action, .from_state = was, .to_state = a->state,
		.words = words,
	};
	adjustment_event_add(t, a->id, &e);
}

static void audit(struct tx *t, const struct who *who, const struct adjustment_row *a, const char *what, const char *words)
{
	if (who->kind != WHO_STAFF)
		return;
	const char *kind = registry_kind_by_word(a->kind)->name, *change = choice_name(registry_changes, a->change);
	audit_add(t, who, arena_printf(t->mem, "动态调整：%s", what), arena_printf(t->mem, "%s %s %s（%s）", kind, a->code, a->name, change), words);
}

/* ---- beginning ---- */

/* Code and name as they stand in the body. */
static enum err read_body(struct tx *t, const struct registry_kind *kind, struct adjustment_row *a, const char *body)
{
	json_t *json = strlen(body) <= BODY_MAX ? json_parse(t->mem, body) : NULL;
	if (!json_is_object(json))
		return fail(t, ERR_BAD_INPUT, "%s的内容不是一个 JSON 对象，或者太大", kind->name);
	a->body = json_print(t->mem, json);
	a->code = registry_code(kind, json);
	a->name = json_get_text(json, "name");
	return OK;
}

static enum err of_subject(struct tx *t, const struct registry_kind *kind, const struct adjustment_new *n, struct adjustment_row *a)
{
	struct subject s;
	if (!subject_load(t, kind, n->subject, &s))
		return t->failed ? t->failed : fail(t, ERR_NOT_FOUND, "没有这项%s。", kind->name);
	if (!adjustment_possible(n->change, s.state))
		return fail(t, ERR_CONFLICT, "“%s”现在是%s，不能%s。", s.name, choice_name(registry_record_states, s.state),
			    choice_name(registry_changes, n->change));
	const json_t *present = registry_body(t, kind, s.id, s.version);
	const char *given = edits(n->change) && n->body && *n->body ? n->body : NULL;
	enum err e = read_body(t, kind, a, given ? given : present ? json_print(t->mem, present) : "{}");
	a->organisation = s.organisation;
	a->base_version = s.version;
	return e;
}

static enum err check_begin(struct tx *t, const struct who *who, const struct registry_kind *kind, const struct adjustment_row *a)
{
	struct organisation agency;
	if (!organisation_load(t, a->organisation, &agency))
		return fail_field(t, "organisation", "请选择实施单位");
	bool central = kind->central && who->kind == WHO_STAFF && !(who->roles & (ROLE_REFORM | ROLE_ADMIN));
	if (central || !adjustment_may(who, a->organisation))
		return fail(t, ERR_FORBIDDEN, "只有本单位的事项管理人员和审改办可以调整%s。", kind->name);
	if (!codes_known(t, "adjustment_reason", a->reason))
		return fail_field(t, "reason", "请选择调整原因");
	if (str_length(a->reason_words) > WORDS_MAX)
		return fail_field(t, "reason_words", "说明最多 %d 个字", WORDS_MAX);
	return *choice_name(registry_sources, a->source) ? OK : fail(t, ERR_BAD_INPUT, "没有“%s”这种来源", a->source);
}

enum err adjustment_begin(struct tx *t, const struct who *who, const struct adjustment_new *n, int64_t *out_id)
{
	const struct registry_kind *kind = registry_kind_by_word(n->kind);
	if (!kind || !*choice_name(registry_changes, n->change) || str_eq(n->change, "new") != (n->subject == 0))
		return fail(t, ERR_BAD_INPUT, "没有这种记录或这种调整。");
	int64_t open = adjustment_open_of(t, kind->word, n->subject);
	if (open) {
		*out_id = open;
		return fail(t, ERR_CONFLICT, "已经有一次调整正在进行，一项%s同时只能有一次。", kind->name);
	}
	struct adjustment_row a = {
		.id = store_new_id(t->store), .kind = kind->word, .subject = n->subject, .change = n->change, .state = "draft",
		.organisation = n->organisation, .reason = n->reason, .reason_words = n->reason_words, .source = n->source,
		.made_by = who->kind == WHO_STAFF ? who->id : 0,
	};
	enum err e = n->subject ? of_subject(t, kind, n, &a) : read_body(t, kind, &a, n->body && *n->body ? n->body : "{}");
	if (!e)
		e = check_begin(t, who, kind, &a);
	if (e)
		return e;
	adjustment_add(t, &a);
	adjustment_note(t, who, &a, "begin", "", "");
	audit(t, who, &a, "开始", a.reason_words);
	*out_id = a.id;
	return t->failed;
}

/* ---- editing ---- */

static enum err find(struct tx *t, const struct who *who, int64_t id, struct adjustment_row *out)
{
	if (!adjustment_find(t, id, out) || !adjustment_may(who, out->organisation))
		return t->failed ? t->failed : fail(t, ERR_NOT_FOUND, "没有这次调整。");
	return OK;
}

enum err adjustment_save(struct tx *t, const struct who *who, int64_t id, int64_t edition, const char *body)
{
	struct adjustment_row a;
	struct adjustment_event_row last = { .who = "有人" };
	enum err e = find(t, who, id, &a);
	if (e)
		return e;
	const struct adjustment seen = adjustment_of(&a);
	if (!adjustment_editable(&seen))
		return fail(t, ERR_CONFLICT, "这次调整现在是“%s”，不能修改。", choice_name(registry_states, a.state));
	if (a.edition != edition) {
		adjustment_last_event(t, id, &last);
		return fail(t, ERR_CONFLICT, "%s刚才（%s）保存了这份草稿。", last.who, day_time_short(t->mem, last.at, DAY_ZONE_CHINA));
	}
	e = read_body(t, registry_kind_by_word(a.kind), &a, body);
	if (e || str_eq(a.body, seen.body))
		return e;
	adjustment_set_body(t, id, edition, a.body, a.code, a.name);
	adjustment_note(t, who, &a, "save", a.state, "");
	audit(t, who, &a, "修改草稿", "");
	return t->failed;
}

enum err adjustment_say_why(struct tx *t, const struct who *who, int64_t id, const char *reason, const char *words)
{
	struct adjustment_row a;
	enum err e = find(t, who, id, &a);
	if (e)
		return e;
	a.reason = reason;
	a.reason_words = words;
	e = check_begin(t, who, registry_kind_by_word(a.kind), &a);
	if (e)
		return e;
	if (adjustment_set_reason(t, id, reason, words) == 0)
		return t->failed ? t->failed : fail(t, ERR_CONFLICT, "这次调整现在是“%s”，不能修改。", choice_name(registry_states, a.state));
	audit(t, who, &a, "修改调整原因", words);
	return t->failed;
}

/* ---- moving ---- */

/* The record has not got another version since the draft was begun. */
static enum err check_base(struct tx *t, const struct registry_kind *kind, const struct adjustment_row *a)
{
	struct subject s;
	if (!a->subject)
		return OK;
	if (!subject_load(t, kind, a->subject, &s))
		return fail(t, ERR_CONFLICT, "要调整的%s已经没有了。", kind->name);
	if (!adjustment_possible(a->change, s.state))
		return fail(t, ERR_CONFLICT, "“%s”现在是%s，不能%s。", s.name, choice_name(registry_record_states, s.state),
			    choice_name(registry_changes, a->change));
	if (edits(a->change) && s.version != a->base_version)
		return fail(t, ERR_CONFLICT, "起草以后又发布了第 %lld 版，请先对照现行版本核对。", (long long)s.version);
	return OK;
}

static enum err check_code(struct tx *t, const struct registry_kind *kind, const struct adjustment_row *a)
{
	struct subject s;
	if (subject_by_code(t, kind, a->code, &s) && s.id != a->subject)
		return fail(t, ERR_BAD_INPUT, "编码“%s”已经属于%s“%s”", a->code, kind->name, s.name);
	if (!a->subject && adjustment_new_with_code(t, kind->word, a->code, a->id))
		return fail(t, ERR_BAD_INPUT, "编码“%s”正在另一份新增的草稿里使用", a->code);
	return OK;
}

static enum err check_ready(struct tx *t, const struct adjustment_row *a)
{
	const struct registry_kind *kind = registry_kind_by_word(a->kind);
	enum err e = check_base(t, kind, a);
	if (e || !edits(a->change))
		return e;
	json_t *body = json_parse(t->mem, a->body);
	struct finding *all;
	size_t n = registry_check(t, kind, body, a->organisation, &all);
	for (size_t i = 0; i < n; i++)
		if (all[i].stops)
			return fail(t, ERR_BAD_INPUT, "还不能提交：%s", all[i].words);
	if (a->subject && json_equal(body, registry_body(t, kind, a->subject, a->base_version)))
		return fail(t, ERR_BAD_INPUT, "和现行版本没有差别，没有可以提交的。");
	return check_code(t, kind, a);
}

static enum err submit(struct tx *t, const struct who *who, struct adjustment_row *a)
{
	(void)who;
	return check_ready(t, a);
}

static enum err approve(struct tx *t, const struct who *who, struct adjustment_row *a)
{
	int64_t today = day_of_ms(t->now, DAY_ZONE_CHINA);
	if (a->from_day == 0)
		a->from_day = today;
	if (a->from_day < today || a->from_day > today + AHEAD_DAYS)
		return fail_field(t, "from_day", "生效日期应从今天起，最晚在两年以内");
	if (a->made_by == who->id && str_eq(setting_text(t, SETTING_SAME_PERSON), "forbid"))
		return fail(t, ERR_FORBIDDEN, "自己起草的调整要由别人审核。");
	return check_ready(t, a);
}

static enum err rebase(struct tx *t, const struct who *who, struct adjustment_row *a)
{
	struct subject s;
	(void)who;
	if (a->subject && subject_load(t, registry_kind_by_word(a->kind), a->subject, &s))
		a->base_version = s.version;
	return OK;
}

static enum err find_move(struct tx *t, const struct who *who, const struct adjustment_row *a, const char *action,
			  const struct adjustment_move **out)
{
	bool known = false;
	for (const struct adjustment_move *m = adjustment_moves; m->action; m++) {
		if (!str_eq(m->action, action))
			continue;
		known = true;
		if (!str_eq(m->from, a->state))
			continue;
		*out = m;
		return may_do(who, m->who, a->organisation, a->made_by)
		       ? OK : fail(t, ERR_FORBIDDEN, "这一步由%s来做。", m->who & OWN ? "编制单位" : "审改办");
	}
	return known ? fail(t, ERR_CONFLICT, "这次调整现在是“%s”，这一步不能做了，请看最新的情况。", choice_name(registry_states, a->state))
		     : fail(t, ERR_BAD_INPUT, "没有这个操作。");
}

enum err adjustment_act(struct tx *t, const struct who *who, int64_t id, const char *action, const char *words, int64_t from_day)
{
	struct adjustment_row a;
	const struct adjustment_move *m = NULL;
	enum err e = find(t, who, id, &a);
	if (!e)
		e = find_move(t, who, &a, action, &m);
	if (e)
		return e;
	if ((m->flags & MOVE_WORDS) && str_blank(words))
		return fail_field(t, "words", "请写明退回的原因");
	if (str_length(words) > WORDS_MAX)
		return fail_field(t, "words", "最多 %d 个字", WORDS_MAX);
	if (m->flags & MOVE_DAY)
		a.from_day = from_day;
	e = m->effect ? m->effect(t, who, &a) : OK;
	if (e)
		return e;
	const char *was = a.state;
	a.state = m->to;
	if (adjustment_move(t, &a, was) == 0)
		return t->failed ? t->failed : fail(t, ERR_CONFLICT, "这次调整刚才被别人改变了，请看最新的情况。");
	adjustment_note(t, who, &a, action, was, words);
	audit(t, who, &a, m->button ? m->button : action, words);
	bool at_once = str_eq(a.state, "approved") && a.from_day <= day_of_ms(t->now, DAY_ZONE_CHINA);
	if (at_once)
		return adjustment_act(t, &registry_system, id, "publish", "", 0);
	tell_of(t, &a, action, words);
	return t->failed;
}
