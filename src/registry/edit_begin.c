/* Beginning an adjustment, and the lists of records of one kind from which one begins. */
#include "registry/edit.h"
#include "registry/begin.html.h"
#include "registry/records.html.h"
#include "base/str.h"
#include <string.h>

enum { PAGE = 50, MOST_TEMPLATES = 200 };

/* Of the changes those that the record's state allows; the table is adjust.c's. */
static const struct choice *possible_changes(struct arena *a, const char *state)
{
	struct choice *all = arena_array(a, struct choice, choice_count(registry_changes) + 1);
	size_t n = 0;
	for (const struct choice *c = registry_changes; c->word; c++)
		if (adjustment_possible(c->word, state))
			all[n++] = *c;
	return all;
}

static const struct choice *own_organisations(struct req *r)
{
	struct organisation *all;
	size_t n = organisation_list(req_tx(r), &all), k = 0;
	struct choice *own = arena_array(r->mem, struct choice, n + 1);
	for (size_t i = 0; i < n; i++)
		if (adjustment_may(&r->who, all[i].id))
			own[k++] = (struct choice){ arena_printf(r->mem, "%lld", (long long)all[i].id), all[i].name };
	return own;
}

static const struct choice *templates(struct req *r)
{
	struct record *all;
	int64_t total;
	size_t n = record_list(req_tx(r), "standard", 0, "", 0, MOST_TEMPLATES, &all, &total);
	struct choice *list = arena_array(r->mem, struct choice, n + 1);
	for (size_t i = 0; i < n; i++)
		list[i] = (struct choice){ all[i].code, all[i].name };
	return list;
}

/* What is to be adjusted: kind and subject from the query or the form. */
static enum err find(struct req *r, const char *kind, const char *subject, struct begin_view *v)
{
	struct tx *t = req_tx(r);
	int64_t id = 0;
	v->kind = registry_kind_by_word(kind);
	if (!v->kind || (*subject && !num_parse(subject, 1, INT64_MAX, &id)))
		return fail(r, ERR_NOT_FOUND, "没有这种记录。");
	if (id && !subject_load(t, v->kind, id, &v->subject))
		return fail(r, ERR_NOT_FOUND, "没有这项%s。", v->kind->name);
	if (id && !adjustment_may(&r->who, v->subject.organisation))
		return fail(r, ERR_FORBIDDEN, "只有本单位的事项管理人员和审改办可以调整这项%s。", v->kind->name);
	if (v->kind->central && !(r->who.roles & (ROLE_REFORM | ROLE_ADMIN)))
		return fail(r, ERR_FORBIDDEN, "%s由审改办编制。", v->kind->name);
	v->changes = id ? possible_changes(r->mem, v->subject.state) : NULL;
	v->reasons = codes_of(t, "adjustment_reason");
	v->organisations = id ? NULL : own_organisations(r);
	v->templates = !id && v->kind == &registry_kinds[0] ? templates(r) : NULL;
	return OK;
}

static enum err lead_to(struct req *r, const struct registry_kind *kind, int64_t id, const char *key)
{
	return reply_redirect(r, "%s", registry_edit_path(r->mem, kind, id, key));
}

enum err edit_begin_show(struct req *r)
{
	struct begin_view v = { .key = req_query(r, "key") };
	enum err e = find(r, req_query(r, "kind"), req_query(r, "subject"), &v);
	if (e)
		return e;
	int64_t open = adjustment_open_of(req_tx(r), v.kind->word, v.subject.id);
	if (open)
		return lead_to(r, v.kind, open, v.key);
	registry_begin(r->out, r, &v);
	return OK;
}

struct beginning {
	const struct who *who;
	struct adjustment_new new;
	int64_t id;
};

static enum err begin(struct tx *t, void *arg)
{
	struct beginning *b = arg;
	return adjustment_begin(t, b->who, &b->new, &b->id);
}

/* What the template says, without what is the template's own; NULL when there is none. */
static const char *body_of_template(struct req *r, const char *code)
{
	struct record template;
	if (!*code || !record_by_code(req_tx(r), "standard", code, &template))
		return NULL;
	json_t *body = record_body(req_tx(r), template.id, template.version);
	if (!body)
		return NULL;
	json_object_del(body, "code");
	json_object_set_new(body, "standard_code", json_string(code));
	return json_print(r->mem, body);
}

enum err edit_begin_do(struct req *r)
{
	struct begin_view v = { .key = req_field(r, "key") };
	enum err e = find(r, req_field(r, "kind"), req_field(r, "subject"), &v);
	if (e)
		return e;
	int64_t organisation = 0;
	(void)!num_parse(req_field(r, "organisation"), 1, INT64_MAX, &organisation);
	struct beginning b = { .who = &r->who, .new = {
		.kind = v.kind->word, .change = v.subject.id ? req_field(r, "change") : "new", .body = body_of_template(r, req_field(r, "template")),
		.reason = req_field(r, "reason"), .reason_words = str_trim(r->mem, req_field(r, "reason_words")), .source = "desk",
		.subject = v.subject.id, .organisation = organisation,
	} };
	if (v.subject.id && !*choice_name(v.changes, b.new.change))
		form_add_error(r, "change", "怎么调整", "请选择其中一项");
	e = r->n_errors ? ERR_BAD_INPUT : req_write(r, begin, &b);
	if (e == ERR_CONFLICT && b.id) {
		*r->fault = (struct fault){ 0 };
		reply_say(r, "已经有一次调整正在进行，就是这一次。");
		return lead_to(r, v.kind, b.id, v.key);
	}
	if (r->n_errors || (e && form_take_fault(r))) {
		registry_begin(r->out, r, &v);
		return reply_again(r);
	}
	return e ? e : lead_to(r, v.kind, b.id, v.key);
}

/* ---- records of one kind ---- */

static const char *href(struct arena *a, const struct records_view *v, int64_t after)
{
	struct out o;
	out_init(&o, a, KB(4));
	out_printf(&o, "/admin/records/%s?q=", v->kind->word);
	out_part_str(&o, v->q);
	out_printf(&o, "&org=%lld&state=%s&after=%lld", (long long)v->organisation, v->state, (long long)after);
	const char *s = arena_strdup(a, out_str(&o));
	out_release(&o);
	return s;
}

enum err edit_records_show(struct req *r)
{
	struct tx *t = req_tx(r);
	const char *state = req_query(r, "state");
	struct records_view v = {
		.kind = registry_kind_by_word(req_param(r, "kind")), .q = req_query(r, "q"),
		.state = *choice_name(registry_record_states, state) ? state : "", .organisation = req_query_int(r, "org", 1, INT64_MAX, 0),
	};
	if (!v.kind)
		return fail(r, ERR_NOT_FOUND, "没有这种记录。");
	if (v.kind == &registry_kinds[0])
		return reply_redirect(r, "/admin/items");
	v.may_add = !v.kind->central || (r->who.roles & (ROLE_REFORM | ROLE_ADMIN));
	v.n_agencies = organisation_list(t, &v.agencies);
	int64_t after = req_query_int(r, "after", 0, INT64_MAX, 0);
	v.n = record_kept(t, v.kind->word, v.organisation, v.state, v.q, after, PAGE + 1, &v.rows);
	v.total = v.n ? v.rows[0].total : 0;
	if (v.n > PAGE) {
		v.n = PAGE;
		v.next_href = href(r->mem, &v, v.rows[PAGE - 1].id);
	}
	registry_records(r->out, r, &v);
	return t->failed;
}
