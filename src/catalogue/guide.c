#include "catalogue/guide.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "catalogue/catalogue.sql.h"
#include "catalogue/guide.html.h"
#include "catalogue/help.html.h"
#include "catalogue/stars.h"
#include "catalogue/words.h"
#include "forms/forms.h"
#include "store/store.sql.h"

static int64_t run_stage(struct arena *a, const struct calendar *cal, struct guide_due *due, const char *name,
			 const struct limit *l, int64_t from, int64_t today)
{
	struct clock_due c = clock_due(cal, &(struct clock_term){ from, l->amount, l->unit, 0 }, NULL, 0);
	due->provisional |= c.provisional;
	due->stages[due->n++] = (struct guide_stage){ name, limit_words(a, l), day_short(a, c.due_day, today) };
	return c.due_day;
}

struct guide_due guide_due(struct arena *a, const struct calendar *cal, const struct body *b, int64_t today,
			   bool accept_from_submission)
{
	const struct mode *online = item_online_mode(b);
	struct limit prereview = { true, b->prereview_days, CLOCK_WORKING_DAY, "" };
	struct limit acceptance = { true, b->acceptance_days, CLOCK_WORKING_DAY, "" };
	struct guide_due due = { .known = b->promised.set && b->promised.unit != CLOCK_HOUR, .day = today };
	if (!due.known)
		return due;
	if (online)
		due.day = run_stage(a, cal, &due, "预审", &prereview, today, today);
	bool at_once = online && accept_from_submission && !str_eq(online->kind, "three");
	int64_t accepted = run_stage(a, cal, &due, "受理", &acceptance, at_once ? today : due.day, today);
	due.day = run_stage(a, cal, &due, "办结", &b->promised, accepted > due.day ? accepted : due.day, today);
	return due;
}

static const char *join(struct arena *a, const char *all, const char *between, const char *more)
{
	return !*more ? all : !*all ? more : arena_printf(a, "%s%s%s", all, between, more);
}

static void fill_materials(struct req *r, struct guide_view *v, const json_t *known)
{
	v->n_materials = guide_materials_of(req_tx(r), v->body, known, r->today, &v->materials);
	for (size_t i = 0; i < v->n_materials; i++)
		v->n_to_hand_in += v->materials[i].must;
}

static const char *days_words(struct arena *a, int64_t days)
{
	return arena_printf(a, "%lld 个工作日内", (long long)days);
}

/* From applying to the result, as a line. */
static void fill_steps(struct arena *a, struct guide_view *v)
{
	enum { AROUND = 5 };
	const struct body *b = v->body;
	const struct mode *online = item_online_mode(b);
	struct guide_step *s = v->steps = arena_array(a, struct guide_step, b->n_steps + AROUND);
	size_t n = 0;
	s[n++] = (struct guide_step){ online ? "网上申请" : "窗口申请", online ? "随时" : "上班时间" };
	if (online)
		s[n++] = (struct guide_step){ "预审", days_words(a, b->prereview_days) };
	if (online && str_eq(online->kind, "three"))
		s[n++] = (struct guide_step){ "到窗口交材料", days_words(a, b->papers_days) };
	s[n++] = (struct guide_step){ "受理", days_words(a, b->acceptance_days) };
	for (size_t i = 0; i < b->n_steps; i++)
		s[n++] = (struct guide_step){ b->steps[i].name,
					      b->steps[i].limit ? days_words(a, b->steps[i].limit) : b->instant ? "当场" : "" };
	s[n++] = (struct guide_step){ str_eq(b->result_kind, "40") ? "告知结果" : "领取结果", v->delivery };
	v->n_steps = n;
}

static const char *visits_words(struct arena *a, int64_t visits)
{
	return visits < 0 ? "没有承诺次数" : visits == 0 ? "不用到现场" : arena_printf(a, "最多 %lld 次", (long long)visits);
}

static void fill_modes(struct tx *t, struct guide_view *v)
{
	struct arena *a = t->mem;
	const struct body *b = v->body;
	v->modes = arena_array(a, struct guide_mode, b->n_modes + 1);
	for (size_t i = 0; i < b->n_modes; i++) {
		const struct mode *m = &b->modes[i];
		v->modes[v->n_modes++] = (struct guide_mode){ mode_name(m->kind), mode_row(m->kind)->how, visits_words(a, m->visits),
							      str_eq(m->kind, "counter") ? "不用账户" : level_name(t, m->level) };
	}
}

static void fill_groups(struct tx *t, struct guide_view *v)
{
	struct element_view *all;
	size_t n = elements_shown(t, elements, v->body->json, &all);
	v->groups = arena_array(t->mem, struct guide_group, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (*all[i].group)
			v->groups[v->n_groups++] = (struct guide_group){ all[i].group, &all[i], 0 };
		v->groups[v->n_groups - 1].n++;
	}
}

static void fill_form(struct arena *a, struct guide_view *v, const struct form *f)
{
	v->form_labels = "";
	for (size_t i = 0; i < f->n_fields; i++) {
		if (f->fields[i].kind->shape == SHAPE_NONE)
			continue;
		v->form_labels = join(a, v->form_labels, "、", f->fields[i].field.label);
		v->n_form++;
	}
}

static void fill_facts(struct req *r, struct guide_view *v)
{
	struct arena *a = r->mem;
	const struct body *b = v->body;
	const struct mode *best = item_online_mode(b);
	int64_t level = best ? best->level : 0;
	v->visits = visits_words(a, v->item.visits);
	v->promised = body_promised(a, b);
	v->statutory = b->statutory.set ? arena_printf(a, "法定 %s", limit_words(a, &b->statutory)) : "法律未规定时限";
	v->due_day = v->due.known ? day_short(a, v->due.day, r->today) : "";
	v->fee = v->fees.n ? "收费" : json_object_get(b->json, "fees") ? "不收费" : "请问窗口";
	v->level = best ? level_name(req_tx(r), level) : "";
	bool signed_in = r->who.kind == WHO_ACCOUNT;
	v->level_note = !best || !signed_in ? "" : r->who.level >= level ? "您已满足" : arena_printf(a, "您现在是%s", level_name(req_tx(r), r->who.level));
	v->result = codes_words(req_tx(r), "result_kind", b->result_kind);
	v->delivery = "";
	for (size_t i = 0; i < b->n_delivery; i++)
		v->delivery = join(a, v->delivery, "、", codes_words(req_tx(r), "delivery", b->delivery[i]));
}

/* A guide that its holder opens says that a licence of this item ends soon. */
static void fill_licences(struct req *r, struct guide_view *v)
{
	if (r->who.kind != WHO_ACCOUNT)
		return;
	size_t n = renewal_licences(req_tx(r), r->who.id, r->today, &v->licences);
	for (size_t i = 0; i < n; i++)
		if (v->licences[i].due && (v->licences[i].is.item == v->item.id || v->licences[i].renewal.item.id == v->item.id))
			v->licences[v->n_licences++] = v->licences[i];
}

/* The day that the item names, else the one on which this version was published. */
static const char *updated_words(struct arena *a, const json_t *json, int64_t published_day)
{
	int64_t day;
	return day_words(a, day_parse(json_get_text(json, "updated"), &day) ? day : published_day);
}

/* ---- circumstances ---- */

/* Handling items (业务办理项) that these circumstances do not exclude. */
static void fill_handling(struct req *r, struct guide_view *v, const struct form *form, const json_t *known)
{
	struct json_list rows = json_get_list(r->mem, v->body->json, "handling");
	v->handling = arena_array(r->mem, struct guide_handling, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		const char *when = json_get_text(rows.all[i], "when");
		enum expr_truth fits = expr_truth(r->mem, when, known, r->today);
		if (fits != EXPR_NO)
			v->handling[v->n_handling++] = (struct guide_handling){
				json_get_text(rows.all[i], "code"), json_get_text(rows.all[i], "name"),
				fits == EXPR_PERHAPS ? forms_condition_words(r->mem, form, when) : "",
			};
	}
}

/* What was chosen here need not be chosen again in the application. */
static const char *apply_href(struct req *r, const struct guide_view *v)
{
	enum { URL_MAX = 64 * 1024 };
	struct out o;
	out_init(&o, r->mem, URL_MAX);
	out_printf(&o, "/items/%s/apply", v->item.code);
	char between = '?';
	for (const struct question *q = v->circumstances; q < v->circumstances + v->n_circumstances; q++) {
		if (!*q->answer)
			continue;
		out_printf(&o, "%c%s=", between, q->name);
		out_part_str(&o, q->answer);
		between = '&';
	}
	const char *href = arena_strdup(r->mem, out_str(&o));
	out_release(&o);
	return href;
}

static void fill_circumstances(struct req *r, struct guide_view *v)
{
	const struct form *form = forms_of_item(r->mem, req_tx(r), v->body->json);
	json_t *known;
	v->n_circumstances = questions_read(r->mem, json_object_get(v->body->json, "circumstances"), &v->circumstances);
	questions_settle(r->mem, v->circumstances, v->n_circumstances, questions_given(r, v->circumstances, v->n_circumstances, req_query), r->today, &known);
	for (size_t i = 0; i < v->n_circumstances; i++)
		v->chosen |= *v->circumstances[i].answer != '\0';
	v->apply_href = apply_href(r, v);
	fill_materials(r, v, known);
	fill_handling(r, v, form, known);
	fill_form(r->mem, v, form);
}

/* ---- the page ---- */

/* An earlier version is shown as it was, by what its body says. */
static void as_it_was(struct tx *t, struct guide_view *v)
{
	const json_t *json = v->body->json;
	v->item.name = json_get_text(json, "name");
	v->item.type = json_get_text(json, "type");
	v->item.star = stars_of(t, v->body);
	v->item.visits = body_visits(v->body);
	v->item.instant = v->body->instant;
	v->item.online = false;
}

static struct guide_stop stop_of(struct tx *t, const struct item *item, const json_t *json)
{
	struct guide_stop s = { .title = "", .since = "", .why = "" };
	struct item_stop said;
	if (str_eq(item->state, "in_use"))
		return s;
	bool cancelled = str_eq(item->state, "cancelled"), known = item_stop_of(t, item->id, &said);
	if (known) {
		s.since = day_words(t->mem, said.from_day);
		s.why = said.words;
	}
	s.title = arena_printf(t->mem, "这个事项%s%s%s", known ? "从 " : "", known ? s.since : "", cancelled ? "起已经取消" : "起暂停办理");
	if (!known)
		s.title = cancelled ? "这个事项已经取消" : "这个事项暂停办理";
	s.has_instead = item_by_code(t, json_get_text(json, "instead_item"), &s.instead) && str_eq(s.instead.state, "in_use");
	return s;
}

static void fill_lists(struct arena *a, struct guide_view *v)
{
	const json_t *json = v->body->json;
	v->conditions = json_get_list(a, json, "conditions");
	v->approval = json_get_list(a, json, "approval_conditions");
	v->refusal = json_get_list(a, json, "refusal");
	v->special = json_get_list(a, json, "special");
	v->fees = json_get_list(a, json, "fees");
	v->basis = json_get_list(a, json, "basis");
	v->places = json_get_list(a, json, "places");
	v->questions = json_get_list(a, json, "questions");
	v->self_check = json_get_list(a, json, "self_check");
	v->reminders = json_get_list(a, json, "reminders");
	v->flow_chart = guide_materials_file(a, json, "flow_chart");
	v->result_sample = guide_materials_file(a, json_object_get(json, "result"), "sample");
}

/* The item as it is now, and the version that was asked for; ERR_NOT_FOUND in words for people. */
static enum err load(struct req *r, struct item *item, int64_t *out_version, struct version_row *row, const struct body **out_body)
{
	struct tx *t = req_tx(r);
	if (!item_by_code(t, req_param(r, "code"), item) || !item_visible(&r->who, item))
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这个事项，可能编码写错了，或者它已经并入别的事项。");
	*out_version = req_query_int(r, "version", 1, item->version, item->version);
	*out_body = item_body(t, item->id, *out_version);
	if (!*out_body || !version_load(t, item->id, *out_version, row))
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这个版本的办事指南。");
	return OK;
}

enum err guide_get(struct req *r)
{
	struct tx *t = req_tx(r);
	struct guide_view v = { 0 };
	struct version_row row;
	int64_t version;
	enum err e = load(r, &v.item, &version, &row, &v.body);
	if (e)
		return e;
	v.change = guide_change_of(t, &v.item, version, &row, v.body->json);
	v.stop = stop_of(t, &v.item, v.body->json);
	v.open = !*v.stop.title && version == v.item.version;
	if (version != v.item.version)
		as_it_was(t, &v);
	organisation_load(t, v.item.organisation, &v.agency);
	v.due = guide_due(r->mem, calendar_of(t), v.body, r->today, setting_bool(t, SETTING_ACCEPT_FROM_SUBMISSION));
	v.updated = updated_words(r->mem, v.body->json, row.from_day);
	v.address = arena_printf(r->mem, "%s/items/%s", setting_text(t, SETTING_PUBLIC_URL), v.item.code);
	fill_lists(r->mem, &v);
	fill_facts(r, &v);
	fill_licences(r, &v);
	fill_circumstances(r, &v);
	fill_steps(r->mem, &v);
	fill_modes(req_tx(r), &v);
	fill_groups(t, &v);
	catalogue_guide(r->out, r, &v);
	return t->failed;
}

/* ---- files ---- */

/* Whether an element of this table, in these values, is this file: then its name. */
static const char *named(const struct element *table, const json_t *values, const char *hash);

static const char *named_in(const struct element *e, const json_t *v, const char *hash)
{
	const char *name = NULL;
	if (e->kind == ELEMENT_FILE)
		return str_eq(json_get_text(v, "hash"), hash) ? json_get_text(v, "name") : NULL;
	if (e->kind == ELEMENT_RECORD)
		return named(e->columns, v, hash);
	for (size_t i = 0; e->kind == ELEMENT_ROWS && !name && i < json_array_size(v); i++)
		name = named(e->columns, json_array_get(v, i), hash);
	return name;
}

static const char *named(const struct element *table, const json_t *values, const char *hash)
{
	const char *name = NULL;
	for (const struct element *e = table; e->key && !name; e++)
		name = named_in(e, json_object_get(values, e->key), hash);
	return name;
}

enum err guide_file(struct req *r)
{
	struct item item;
	struct version_row row;
	struct file_row file;
	const struct body *b;
	int64_t version;
	enum err e = load(r, &item, &version, &row, &b);
	const char *hash = req_param(r, "hash"), *name = e || !*hash ? NULL : named(elements, b->json, hash);
	if (e)
		return e;
	if (!name || !file_find(req_tx(r), hash, &file))
		return fail(r, ERR_NOT_FOUND, "这份指南里没有这个文件，可能已经换了新的。");
	return reply_file(r, hash, file.type, name, true);
}

enum err guide_help(struct req *r)
{
	catalogue_help(r->out, r);
	return OK;
}
