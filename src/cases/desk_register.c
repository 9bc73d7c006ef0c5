/* Registering at a window (窗口登记): somebody stands there with papers; one window takes applications for every agency. */
#include "cases/desk.h"
#include "cases/desk_pick.html.h"
#include "cases/desk_receipt.html.h"
#include "cases/desk_register.html.h"
#include "base/check.h"
#include "base/digest.h"
#include "base/str.h"
#include <string.h>

enum { FOUND_MOST = 30, ONCE_BYTES = 16, MOST_CHOICES = 8 };

enum err desk_register_find(struct req *r)
{
	const char *words = str_trim(r->mem, req_query(r, "q"));
	struct desk_item *items;
	size_t n = desk_items(req_tx(r), desk_list_pattern(r->mem, words), FOUND_MOST, &items);
	struct desk_found *found = arena_array(r->mem, struct desk_found, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct organisation o;
		bool known = organisation_load(req_tx(r), items[i].organisation, &o);
		const char *limit = items[i].instant ? "即办件" : items[i].promised;
		found[i] = (struct desk_found){ items[i].code, items[i].name, known ? o.short_name : "", limit,
						who_has(&r->who, ROLE_COUNTER, items[i].organisation) };
	}
	cases_desk_pick(r->out, r, words, found, n);
	return OK;
}

/* What is asked of every applicant at a window. */
struct answers {
	const char *kind, *name, *certificate, *contact, *phone;
	const char *method, *recipient, *address, *delivery_phone;
};

static const struct choice kinds[] = { { "person", "个人" }, { "company", "企业或其他组织" }, { NULL, NULL } };

static const struct field person_fields[] = {
	{ "a-kind", "申请人类型", FIELD_CHOICE, offsetof(struct answers, kind), .required = true, .choices = kinds },
	{ "a-name", "申请人姓名或名称", FIELD_TEXT, offsetof(struct answers, name), .required = true, .min = 2, .max = 100 },
	{ "a-certificate", "证件号码", FIELD_TEXT, offsetof(struct answers, certificate), .required = true,
	  .hint = "个人填公民身份号码，单位填统一社会信用代码。请核对原件。" },
	{ "a-contact", "经办人姓名", FIELD_TEXT, offsetof(struct answers, contact), .max = 50, .hint = "单位申请时必填。" },
	{ "a-phone", "手机号", FIELD_PHONE, offsetof(struct answers, phone), .required = true },
};
enum { N_PERSON = sizeof person_fields / sizeof *person_fields };

static const struct field delivery_fields[] = {
	{ "d-method", "领取方式", FIELD_CHOICE, offsetof(struct answers, method), .required = true },
	{ "d-recipient", "收件人", FIELD_TEXT, offsetof(struct answers, recipient), .max = 50, .hint = "邮寄时必填。" },
	{ "d-address", "邮寄地址", FIELD_ADDRESS, offsetof(struct answers, address), .hint = "邮寄时必填。" },
	{ "d-phone", "收件电话", FIELD_PHONE, offsetof(struct answers, delivery_phone), .hint = "邮寄时必填。" },
};
enum { N_DELIVERY = sizeof delivery_fields / sizeof *delivery_fields };

/* The delivery fields with the ways that this item offers. */
static const struct field *delivery_of(struct req *r, const struct body *b)
{
	struct choice *ways = arena_array(r->mem, struct choice, MOST_CHOICES + 1);
	struct field *fields = arena_array(r->mem, struct field, N_DELIVERY);
	for (size_t i = 0; i < b->n_delivery && i < MOST_CHOICES; i++)
		ways[i] = (struct choice){ b->delivery[i], codes_words(req_tx(r), "delivery", b->delivery[i]) };
	memcpy(fields, delivery_fields, sizeof delivery_fields);
	fields[0].choices = ways;
	return fields;
}

static enum err load(struct req *r, struct item *item, struct desk_register *v)
{
	struct tx *t = req_tx(r);
	if (!item_by_code(t, req_param(r, "code"), item) || !str_eq(item->state, "in_use"))
		return fail(r, ERR_NOT_FOUND, "没有这个事项，或者它现在不办理。");
	if (!who_has(&r->who, ROLE_COUNTER, item->organisation))
		return fail(r, ERR_FORBIDDEN, "您的窗口不收%s的件。", item->agency_short);
	struct body *b = item_body(t, item->id, item->version);
	if (!b)
		return fail(r, ERR_INTERNAL, "item %lld has no body", (long long)item->id);
	*v = (struct desk_register){ .item = item, .body = b, .json = "{}", .n_papers = b->n_materials };
	v->form = forms_of_item(r->mem, t, b->json);
	v->papers = arena_array(r->mem, struct desk_paper, b->n_materials + 1);
	for (size_t i = 0; i < b->n_materials; i++)
		v->papers[i] = desk_papers_of(r->mem, &b->materials[i]);
	return OK;
}

static const struct field_view *views_of(struct req *r, const struct field *fields, size_t n, const char *first)
{
	struct field_view *views = arena_array(r->mem, struct field_view, n);
	for (size_t i = 0; i < n; i++)
		views[i] = form_view(r, &fields[i], i ? "" : first);
	return views;
}

static enum err draw(struct req *r, struct desk_register *v)
{
	v->person = views_of(r, person_fields, N_PERSON, v->item->for_person ? "person" : "company");
	v->n_person = N_PERSON;
	v->delivery = views_of(r, delivery_of(r, v->body), N_DELIVERY, v->body->n_delivery ? v->body->delivery[0] : "");
	v->n_delivery = N_DELIVERY;
	cases_desk_register(r->out, r, v);
	return r->n_errors ? reply_again(r) : OK;
}

enum err desk_register_form(struct req *r)
{
	struct item item;
	struct desk_register v;
	enum err e = load(r, &item, &v);
	if (e)
		return e;
	v.once = random_hex(r->mem, ONCE_BYTES);
	return draw(r, &v);
}

static void require(struct req *r, const char *value, const struct field *f, const char *words)
{
	if (str_blank(value))
		form_add_error(r, f->name, f->label, words);
}

static void check_person(struct req *r, const struct item *item, struct answers *a)
{
	bool company = str_eq(a->kind, "company");
	a->certificate = str_code(r->mem, a->certificate);
	const char *wrong = !*a->certificate ? NULL : company ? check_uscc(a->certificate) : check_id(a->certificate);
	if (wrong)
		form_add_error(r, "a-certificate", "证件号码", wrong);
	if (company)
		require(r, a->contact, &person_fields[3], "单位申请，请填写经办人姓名");
	if (company ? !item->for_company : !item->for_person)
		form_add_error(r, "a-kind", "申请人类型", company ? "这个事项只对个人" : "这个事项只对企业和其他组织");
}

static void check_delivery(struct req *r, const struct answers *a)
{
	if (!str_eq(a->method, "post"))
		return;
	require(r, a->recipient, &delivery_fields[1], "邮寄请填写收件人");
	require(r, a->address, &delivery_fields[2], "邮寄请填写地址");
	require(r, a->delivery_phone, &delivery_fields[3], "邮寄请填写收件电话");
}

static const char *delivery_json(struct req *r, const struct answers *a)
{
	struct out o;
	out_init(&o, r->mem, KB(16));
	struct json_out j = json_begin(&o);
	json_open(&j, '{');
	json_member_text(&j, "method", a->method);
	if (str_eq(a->method, "post")) {
		json_member_text(&j, "recipient", a->recipient);
		json_member_text(&j, "address", a->address);
		json_member_text(&j, "phone", a->delivery_phone);
	}
	json_close(&j, '}');
	const char *text = arena_strdup(r->mem, out_str(&o));
	out_release(&o);
	return text;
}

struct registering {
	struct site *site;
	const struct who *who;
	const struct desk_register *form;
	const struct answers *a;
	const char *delivery;
	int64_t case_id;
};

/* One transaction from the draft to the receipt: what is registered is registered whole. A form that is sent twice finds
 * the case that it made the first time. */
static enum err register_case(struct tx *t, void *arg)
{
	struct registering *x = arg;
	const struct answers *a = x->a;
	struct draft_new d = {
		.item = x->form->item, .body = x->form->body, .account = account_by_certificate(t, x->site->secret, a->certificate),
		.applicant = a->name, .applicant_kind = a->kind, .certificate = a->certificate, .contact = a->contact, .phone = a->phone,
		.channel = "counter", .once = x->form->once,
	};
	struct case_row c;
	enum err e = case_draft(t, x->site, &d, &x->case_id);
	if (e)
		return e;
	if (case_by_id(t, x->case_id, &c) && !str_eq(c.state, states[STATE_DRAFT].word))
		return t->failed;
	case_save_form(t, x->case_id, x->form->json);
	case_save_delivery(t, x->case_id, x->delivery);
	e = desk_papers_write(t, x->who, x->case_id, x->form->papers, x->form->n_papers);
	if (e)
		return e;
	struct case_act act = { .case_id = x->case_id, .action = ACT_REGISTER, .who = x->who, .seen = -1, .reason = "", .declared = true };
	return case_act(t, x->site, &act, &c);
}

static bool read_all(struct req *r, const struct item *item, struct desk_register *v, struct answers *a)
{
	form_read(r, person_fields, N_PERSON, a);
	check_person(r, item, a);
	forms_read(r, v->form, &v->nobody, &v->json);
	desk_papers_read(r, v->papers, v->n_papers);
	form_read(r, delivery_of(r, v->body), N_DELIVERY, a);
	check_delivery(r, a);
	if (*forms_turned(r)) {
		r->n_errors = 0; /* another row was asked for: nothing is handed in yet */
		return false;
	}
	return r->n_errors == 0;
}

enum err desk_register_save(struct req *r)
{
	struct item item;
	struct desk_register v;
	struct answers a = { 0 };
	enum err e = load(r, &item, &v);
	if (e)
		return e;
	v.once = req_field(r, "once");
	if (!*v.once)
		return fail(r, ERR_BAD_INPUT, "请从登记页面重新开始。");
	if (!read_all(r, &item, &v, &a))
		return draw(r, &v);
	struct registering x = { r->site, &r->who, &v, &a, delivery_json(r, &a), 0 };
	e = req_write(r, register_case, &x);
	if (e && form_take_fault(r))
		return draw(r, &v);
	if (e)
		return e;
	reply_say(r, "%s", actions[ACT_REGISTER].say);
	return reply_redirect(r, "/desk/cases/%lld/receipt", (long long)x.case_id);
}

enum err desk_register_receipt(struct req *r)
{
	struct desk_receipt v = { 0 };
	enum err e = desk_case_own(r, req_param_id(r, "id"), &v.c);
	if (e)
		return e;
	enum case_state s = state_by_word(v.c.state);
	v.query_code = case_query_code(r->site, r->mem, v.c.id);
	v.next = states[s].next;
	v.due = v.c.due_day && !states[s].end ? day_short(r->mem, v.c.due_day, r->today) : "";
	cases_desk_receipt(r->out, r, &v);
	return OK;
}
