/* What officials do on the page of a case: the actions of the flow table as forms, opinions, scans, looks at numbers. */
#include "cases/desk.h"
#include "base/str.h"

/* An action and the papers that came with it: one thing, in one transaction. */
struct doing {
	struct site *site;
	struct case_act act;
	const struct desk_paper *papers;
	size_t n_papers;
	struct case_row now;
};

static enum err do_it(struct tx *t, void *arg)
{
	struct doing *d = arg;
	enum err e = desk_papers_write(t, d->act.who, d->act.case_id, d->papers, d->n_papers);
	return e ? e : case_act(t, d->site, &d->act, &d->now);
}

/* What the person did not get right, on the page of the case: named fields belong to the action's form, the rest to the
 * materials. */
static enum err again(struct req *r, int64_t id, const char *where)
{
	bool field = *r->fault->field != '\0';
	form_add_error(r, field ? arena_strdup(r->mem, where) : "materials", "", arena_strdup(r->mem, r->fault->words));
	*r->fault = (struct fault){ 0 };
	return desk_case_again(r, id, "materials");
}

/* Whatever is wrong with the answers is said at once; ERR_BAD_INPUT when something is. A fault that says more than an answer
 * can (stale, not allowed) goes first. */
static enum err check_answers(struct req *r, const struct case_row *c, enum case_action a, enum err e)
{
	struct body *b = item_body(req_tx(r), c->item, c->item_version);
	if (e && e != ERR_BAD_INPUT)
		return e;
	const struct flow_row *row = b ? flow_find(c, b, a, &r->who) : NULL;
	const struct desk_question q = { r, c, b, row };
	if (row)
		desk_fields_check(&q);
	return r->n_errors ? ERR_BAD_INPUT : e;
}

enum err desk_act_do(struct req *r)
{
	struct doing d = { .site = r->site };
	struct case_row c;
	enum case_action a;
	int64_t id = req_param_id(r, "id"), seen = -1;
	enum err e = desk_case_load(r, id, &c);
	if (e)
		return e;
	if (!action_by_word(req_param(r, "action"), &a) || !num_parse(req_field(r, "seen"), 0, INT64_MAX, &seen))
		return fail(r, ERR_BAD_INPUT, "没有这样的操作，请回到办件页面再试。");
	if (*req_field(r, "papers")) {
		struct desk_paper *papers;
		d.n_papers = desk_papers_of_case(r, &c, &papers);
		d.papers = papers;
		if (!desk_papers_read(r, papers, d.n_papers))
			return desk_case_again(r, id, "materials");
	}
	d.act = (struct case_act){ .case_id = id, .action = a, .who = &r->who, .seen = seen };
	desk_fields_read(r, a, &d.act);
	struct case_plan *plan = NULL; /* papers change what it would be prepared on */
	e = d.n_papers ? OK : case_plan(req_tx(r), r->site, &d.act, &plan);
	d.act.plan = plan;
	e = check_answers(r, &c, a, e);
	if (!e)
		e = req_write(r, do_it, &d);
	if (e == ERR_BAD_INPUT && !r->n_errors)
		e = check_answers(r, &c, a, e);
	if (e == ERR_BAD_INPUT)
		return desk_case_again(r, id, "materials");
	if (e)
		return e;
	reply_say(r, "%s", actions[a].say);
	return reply_redirect(r, "/desk/cases/%lld", (long long)id);
}

struct opining {
	const struct who *who;
	int64_t case_id, no;
	const char *opinion, *words;
};

static enum err opine(struct tx *t, void *arg)
{
	const struct opining *o = arg;
	return case_opinion(t, o->who, o->case_id, o->no, o->opinion, o->words);
}

enum err desk_act_opinion(struct req *r)
{
	struct opining o = { &r->who, req_param_id(r, "id"), req_param_id(r, "no"), req_field(r, "opinion"),
			     str_trim(r->mem, req_field(r, "words")) };
	struct case_row c;
	enum err e = desk_case_own(r, o.case_id, &c);
	if (e)
		return e;
	if (!str_eq(o.opinion, "good") && !str_eq(o.opinion, "bad"))
		return fail(r, ERR_BAD_INPUT, "请选择“符合”或“不符合”。");
	e = req_write(r, opine, &o);
	if (e == ERR_BAD_INPUT)
		return again(r, o.case_id, arena_printf(r->mem, "words-%lld", (long long)o.no));
	if (e)
		return e;
	reply_say(r, "意见已保存。");
	return reply_redirect(r, "/desk/cases/%lld#m%lld", (long long)o.case_id, (long long)o.no);
}

static enum err opine_on_rest(struct tx *t, void *arg)
{
	const struct opining *o = arg;
	struct material_row *m;
	size_t n = material_list(t, o->case_id, &m);
	enum err e = OK;
	for (size_t i = 0; i < n && !e; i++)
		if (!*m[i].opinion && !str_eq(m[i].source, "none") && !str_eq(m[i].source, "noneed"))
			e = case_opinion(t, o->who, o->case_id, m[i].no, "good", "");
	return e;
}

enum err desk_act_all_good(struct req *r)
{
	struct opining o = { .who = &r->who, .case_id = req_param_id(r, "id") };
	struct case_row c;
	enum err e = desk_case_own(r, o.case_id, &c);
	if (!e)
		e = req_write(r, opine_on_rest, &o);
	if (e)
		return e;
	reply_say(r, "还没有意见的材料都已记为“符合”。");
	return reply_redirect(r, "/desk/cases/%lld", (long long)o.case_id);
}

struct revealing {
	const struct who *who;
	const char *about, *purpose;
};

static enum err note_reveal(struct tx *t, void *arg)
{
	const struct revealing *x = arg;
	audit_add(t, x->who, "查看证件号码和电话", x->about, x->purpose);
	return t->failed;
}

enum err desk_act_reveal(struct req *r)
{
	static const struct field purpose = { "purpose", "查看用途", FIELD_TEXT, .required = true, .min = 2, .max = 100 };
	struct revealing x = { .who = &r->who };
	struct case_row c;
	enum err e = desk_case_own(r, req_param_id(r, "id"), &c);
	if (e)
		return e;
	if (!form_read(r, &purpose, 1, &x.purpose))
		return desk_case_again(r, c.id, "");
	x.about = arena_printf(r->mem, "办件 %s", c.number);
	e = req_write(r, note_reveal, &x);
	return e ? e : desk_case_revealed(r, c.id);
}

struct putting {
	const struct who *who;
	struct case_upload upload;
};

static enum err put_file(struct tx *t, void *arg)
{
	const struct putting *p = arg;
	int64_t id;
	return case_file_put(t, p->who, &p->upload, &id);
}

static const char *upload_wrong(struct req *r, const struct upload *u)
{
	static const char *const types[] = { "application/pdf", "image/jpeg", "image/png" };
	int64_t most_mb = setting_int(req_tx(r), SETTING_UPLOAD_MB);
	if (!u || !*u->name)
		return "请先选择文件";
	if (!u->size_bytes)
		return "这是一个空文件，请检查后再传";
	if (u->size_bytes > MB((size_t)most_mb))
		return arena_printf(r->mem, "文件超过 %lld MB，请压缩后再传", (long long)most_mb);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_eq(u->type, types[i]))
			return NULL;
	return "扫描件请用 PDF、JPG 或 PNG 格式";
}

enum err desk_act_upload(struct req *r)
{
	struct putting p = { .who = &r->who };
	int64_t id = req_param_id(r, "id"), no = req_param_id(r, "no");
	const char *field = arena_printf(r->mem, "file-%lld", (long long)no);
	struct case_row c;
	enum err e = desk_case_own(r, id, &c);
	if (e)
		return e;
	const struct upload *u = req_upload(r, "file");
	const char *wrong = upload_wrong(r, u);
	if (wrong) {
		form_add_error(r, field, "", wrong);
		return desk_case_again(r, id, "materials");
	}
	p.upload = (struct case_upload){ id, no, u->hash, u->name, u->type, (int64_t)u->size_bytes };
	e = req_write(r, put_file, &p);
	if (e == ERR_BAD_INPUT)
		return again(r, id, field);
	if (e)
		return e;
	reply_say(r, "扫描件已保存。");
	return reply_redirect(r, "/desk/cases/%lld#m%lld", (long long)id, (long long)no);
}

enum err desk_act_file(struct req *r)
{
	struct case_row c;
	struct case_file_row f;
	enum err e = desk_case_load(r, req_param_id(r, "case"), &c);
	if (e)
		return e;
	if (!case_file_by_id(req_tx(r), c.id, req_param_id(r, "file"), &f))
		return fail(r, ERR_NOT_FOUND, "没有找到这个文件。");
	return reply_file(r, f.hash, f.type, f.name, false);
}
