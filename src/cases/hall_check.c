/* The last look before submitting, the submitting itself, and the receipt. */
#include "cases/hall.h"
#include "cases/hall_check.html.h"
#include "cases/hall_receipt.html.h"
#include "web/qr.h"

/* How a case is handed in, by its state. */
static const struct sending {
	enum case_state from;
	enum case_action action;
	const char *end, *button;
} sendings[] = {
	{ STATE_DRAFT, ACT_SUBMIT, "submit", "确认并提交" },
	{ STATE_PREREVIEW_FIX, ACT_RESUBMIT, "resubmit", "确认并重新提交" },
	{ STATE_SUPPLEMENT, ACT_SUPPLY, "supply", "确认并提交补正" },
	{ STATE_REVIEW_SUPPLEMENT, ACT_SUPPLY, "supply", "确认并提交补正" },
};

static const struct sending *sending_from(const struct hall_case *c)
{
	for (size_t i = 0; i < sizeof sendings / sizeof *sendings; i++)
		if (&states[sendings[i].from] == c->state)
			return &sendings[i];
	return NULL;
}

struct declaration { int64_t declared; };
static const struct field declared_field = {
	.name = "declared", .label = "我保证填写的内容和提交的材料真实、有效，并知道弄虚作假要承担法律责任", .kind = FIELD_CHECK, .required = true,
};

static const char *limits_words(struct req *r, const struct body *b)
{
	return arena_printf(r->mem, "承诺：%s，法定：%s", limit_words(r->mem, &b->promised), limit_words(r->mem, &b->statutory));
}

/* A group begins at the answer that names it. */
static void fill_groups(struct req *r, const struct hall_case *c, struct hall_check *v)
{
	struct answer *all;
	size_t n = forms_answers(r->mem, forms_of_item(r->mem, req_tx(r), c->body->json), c->row.form, false, &all);
	v->groups = arena_array(r->mem, struct hall_group, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (*all[i].group || i == 0)
			v->groups[v->n_groups++] = (struct hall_group){ *all[i].group ? all[i].group : "申请表", &all[i], 0 };
		v->groups[v->n_groups - 1].n++;
	}
}

static enum err draw(struct req *r, struct hall_case *c)
{
	const struct sending *s = sending_from(c);
	if (!s)
		return fail(r, ERR_CONFLICT, "这个办件现在是「%s」，不能提交。", c->state->public_name);
	struct hall_check v = {
		.c = c, .missing = case_draft_check(req_tx(r), &c->row, c->body), .declared = form_view(r, &declared_field, ""),
		.certificate = certificate_masked(r->mem, case_unsealed(r, c->row.certificate)),
		.phone = phone_masked(r->mem, case_unsealed(r, c->row.phone)),
		.mode = mode_name(c->row.mode), .limits = limits_words(r, c->body), .button = s->button,
		.path = arena_printf(r->mem, "/my/cases/%lld", (long long)c->row.id),
	};
	fill_groups(r, c, &v);
	v.n_materials = hall_materials(r, c, &v.materials);
	v.to_mend = hall_to_mend(v.materials, v.n_materials);
	v.n_delivery = hall_delivery_answers(r, &c->row, &v.delivery);
	cases_hall_check(r->out, r, &v, s->end);
	return OK;
}

enum err hall_check(struct req *r)
{
	struct hall_case c;
	enum err e = hall_load_editable(r, &c);
	return e ? e : draw(r, &c);
}

struct acting_for {
	struct site *site;
	struct case_act act;
};

static enum err act(struct tx *t, void *arg)
{
	struct acting_for *a = arg;
	struct case_row after;
	return case_act(t, a->site, &a->act, &after);
}

enum err hall_act(struct req *r, int64_t case_id, enum case_action action, int64_t seen, const char *reason)
{
	struct acting_for a = { r->site, {
		.case_id = case_id, .action = action, .who = &r->who, .seen = seen, .reason = reason, .refusal_kind = "",
		.competent_agency = "", .basis = "", .conditions = "", .method = "", .recipient = "", .declared = true,
	} };
	struct case_plan *plan;
	enum err e = case_plan(req_tx(r), r->site, &a.act, &plan);
	if (e)
		return e;
	a.act.plan = plan;
	return req_write(r, act, &a);
}

/* Handed in twice (a double click, a second window): the first one counts, and both see where it stands. */
static bool sent_before(struct req *r, enum case_action action, const struct hall_case *c)
{
	struct event_row e;
	return event_last(req_tx(r), c->row.id, actions[action].word, &e) && !c->editable;
}

static enum err sent(struct req *r, const struct hall_case *c, enum case_action action)
{
	if (action != ACT_SUBMIT)
		reply_say(r, "%s", actions[action].say);
	return reply_redirect(r, action == ACT_SUBMIT ? "/my/cases/%lld/receipt" : "/my/cases/%lld", (long long)c->row.id);
}

static enum err hand_in(struct req *r, enum case_action action)
{
	struct hall_case c;
	struct declaration form;
	enum err e = hall_load(r, &c);
	if (e)
		return e;
	if (sent_before(r, action, &c))
		return sent(r, &c, action);
	if (form_read(r, &declared_field, 1, &form)) {
		e = hall_act(r, c.row.id, action, -1, "");
		if (!e)
			return sent(r, &c, action);
		if (e == ERR_CONFLICT) {
			enum err gone = hall_load(r, &c);
			if (!gone && sent_before(r, action, &c)) {
				*r->fault = (struct fault){ 0 };
				return sent(r, &c, action);
			}
			return e;
		}
		if (e != ERR_BAD_INPUT)
			return e;
		/* What is missing is told on the page, above the place where it is linked. */
		form_add_error(r, "missing", "", arena_strdup(r->mem, r->fault->words));
		*r->fault = (struct fault){ 0 };
	}
	reply_again(r);
	return draw(r, &c);
}

enum err hall_submit(struct req *r)
{
	return hand_in(r, ACT_SUBMIT);
}

enum err hall_resubmit(struct req *r)
{
	return hand_in(r, ACT_RESUBMIT);
}

enum err hall_supply(struct req *r)
{
	return hand_in(r, ACT_SUPPLY);
}

static enum err load_submitted(struct req *r, struct hall_case *out)
{
	enum err e = hall_load(r, out);
	if (!e && !*out->number)
		return fail(r, ERR_NOT_FOUND, "这份申请还没有提交，没有回执。");
	return e;
}

enum err hall_receipt(struct req *r)
{
	struct hall_case c;
	enum err e = load_submitted(r, &c);
	if (e)
		return e;
	cases_hall_receipt(r->out, r, &c, case_query_code(r->site, r->mem, c.row.id), hall_time(r->mem, c.row.submitted_at));
	return OK;
}

enum err hall_code(struct req *r)
{
	struct hall_case c;
	enum err e = load_submitted(r, &c);
	if (e)
		return e;
	const char *url = arena_printf(r->mem, "%s/progress?n=%s&c=%s", setting_text(req_tx(r), SETTING_PUBLIC_URL), c.number,
				       case_query_code(r->site, r->mem, c.row.id));
	if (!qr_draw(r->out, url, ""))
		return fail(r, ERR_INTERNAL, "no QR code holds the public URL");
	return reply_text(r, "image/svg+xml");
}
