/* Filling in: the item's own form, and how the result is handed over. */
#include "cases/hall.h"
#include "cases/hall_delivery.html.h"
#include "cases/hall_form.html.h"
#include <stddef.h>

struct saving {
	const struct who *who;
	int64_t id;
	const char *json;
};

/* The answers with the time of saving beside them; no field of a form begins with an underscore. */
static const char *stamped(struct req *r, const char *json)
{
	json_t *v = json_parse(r->mem, json);
	must(v && json_object_set_new(v, "_saved_at", json_integer(r->now)) == 0);
	return json_print(r->mem, v);
}

int64_t hall_saved_at(struct req *r, const struct case_row *c)
{
	struct material_row *rows;
	size_t n = material_list(req_tx(r), c->id, &rows);
	const char *const kept[] = { c->form, c->delivery };
	int64_t newest = c->opened_at;
	for (size_t i = 0; i < n; i++)
		newest = rows[i].changed_at > newest ? rows[i].changed_at : newest;
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		int64_t at = json_get_int(json_parse(r->mem, kept[i]), "_saved_at", 0);
		newest = at > newest ? at : newest;
	}
	return newest;
}

static enum err save_form(struct tx *t, void *arg)
{
	const struct saving *s = arg;
	enum err e = hall_check_editable(t, s->who, s->id);
	if (e)
		return e;
	case_save_form(t, s->id, s->json);
	return t->failed;
}

static enum err save_delivery(struct tx *t, void *arg)
{
	const struct saving *s = arg;
	enum err e = hall_check_editable(t, s->who, s->id);
	if (e)
		return e;
	case_save_delivery(t, s->id, s->json);
	return t->failed;
}

static void draw_form(struct req *r, struct hall_case *c, const char *json, bool kept)
{
	const struct form *f = forms_of_item(r->mem, req_tx(r), c->body->json);
	const struct form_person who = forms_person(req_tx(r), r->site->secret, r->who.id);
	cases_hall_form(r->out, r, c, f, &who, json, kept);
}

enum err hall_form(struct req *r)
{
	struct hall_case c;
	enum err e = hall_load_editable(r, &c);
	if (!e)
		draw_form(r, &c, c.row.form, false);
	return e;
}

enum err hall_form_save(struct req *r)
{
	struct hall_case c;
	enum err e = hall_load_editable(r, &c);
	if (e)
		return e;
	struct saving s = { &r->who, c.row.id, "" };
	const struct form_person who = forms_person(req_tx(r), r->site->secret, r->who.id);
	bool right = forms_read(r, forms_of_item(r->mem, req_tx(r), c.body->json), &who, &s.json);
	s.json = stamped(r, s.json);
	e = req_write(r, save_form, &s);
	if (e)
		return e;
	if (*forms_turned(r))
		return reply_redirect(r, "/my/cases/%lld/form#%s", (long long)c.row.id, forms_turned(r));
	if (!right) {
		draw_form(r, &c, s.json, true);
		return reply_again(r);
	}
	reply_say(r, "申请表已保存（%s）。", hall_time(r->mem, r->now));
	return reply_redirect(r, "/my/cases/%lld", (long long)c.row.id);
}

struct delivery { const char *method, *recipient, *phone, *address; };

enum { METHOD, RECIPIENT, PHONE, ADDRESS, DELIVERY__MAX };
static const struct field delivery_fields[DELIVERY__MAX] = {
	[METHOD] = { .name = "method", .label = "您想怎样拿到办理结果？", .kind = FIELD_CHOICE, .offset = offsetof(struct delivery, method),
		     .required = true },
	[RECIPIENT] = { .name = "recipient", .label = "收件人", .kind = FIELD_TEXT, .offset = offsetof(struct delivery, recipient),
			.max = 30 },
	[PHONE] = { .name = "phone", .label = "收件人手机号", .kind = FIELD_PHONE, .offset = offsetof(struct delivery, phone) },
	[ADDRESS] = { .name = "address", .label = "收件地址", .kind = FIELD_ADDRESS, .offset = offsetof(struct delivery, address),
		      .max = 120, .hint = "写到门牌号。" },
};

/* The ways that the item offers; the address is asked for only where something can be posted. */
static size_t offered(struct req *r, const struct body *b, struct field out[DELIVERY__MAX])
{
	struct choice *choices = arena_array(r->mem, struct choice, b->n_delivery + 1);
	bool post = false;
	for (size_t i = 0; i < b->n_delivery; i++) {
		choices[i] = (struct choice){ b->delivery[i], codes_words(req_tx(r), "delivery", b->delivery[i]) };
		post |= str_eq(b->delivery[i], "post");
	}
	for (size_t i = 0; i < DELIVERY__MAX; i++)
		out[i] = delivery_fields[i];
	out[METHOD].choices = choices;
	return post ? DELIVERY__MAX : METHOD + 1;
}

static struct delivery delivery_of(struct req *r, const struct case_row *c)
{
	const json_t *j = *c->delivery ? json_parse(r->mem, c->delivery) : NULL;
	return (struct delivery){ json_get_text(j, "method"), json_get_text(j, "recipient"), json_get_text(j, "phone"),
				  json_get_text(j, "address") };
}

size_t hall_delivery_answers(struct req *r, const struct case_row *c, struct answer **out)
{
	struct delivery d = delivery_of(r, c);
	struct answer *a = arena_array(r->mem, struct answer, DELIVERY__MAX);
	size_t n = 0;
	*out = a;
	if (!*d.method)
		return 0;
	a[n++] = (struct answer){ "", "领取方式", codes_words(req_tx(r), "delivery", d.method) };
	if (!str_eq(d.method, "post"))
		return n;
	a[n++] = (struct answer){ "", "收件人", d.recipient };
	a[n++] = (struct answer){ "", "收件人手机号", phone_masked(r->mem, d.phone) };
	a[n++] = (struct answer){ "", "收件地址", d.address };
	return n;
}

/* What was chosen before; otherwise the account's own data, so that nobody types them twice. */
static void draw_delivery(struct req *r, struct hall_case *c)
{
	struct field fields[DELIVERY__MAX];
	size_t n = offered(r, c->body, fields);
	struct delivery d = delivery_of(r, &c->row);
	struct account a;
	if (!*d.method && account_load(req_tx(r), r->site->secret, r->who.id, &a))
		d = (struct delivery){ n == 1 && c->body->n_delivery == 1 ? c->body->delivery[0] : "",
				       a.company ? a.contact_name : a.name, a.phone, a.address };
	const char *const now[DELIVERY__MAX] = { d.method, d.recipient, d.phone, d.address };
	struct field_view views[DELIVERY__MAX];
	for (size_t i = 0; i < n; i++) {
		views[i] = form_view(r, &fields[i], now[i]);
		views[i].required = true; /* the heading says when they count */
	}
	cases_hall_delivery(r->out, r, c, &views[METHOD], views + 1, n - 1);
}

enum err hall_delivery(struct req *r)
{
	struct hall_case c;
	enum err e = hall_load_editable(r, &c);
	if (!e)
		draw_delivery(r, &c);
	return e;
}

static const char *delivery_json(struct req *r, const struct delivery *d)
{
	struct out o;
	out_init(&o, r->mem, KB(8));
	struct json_out j = json_begin(&o);
	json_open(&j, '{');
	json_member_text(&j, "method", d->method);
	if (str_eq(d->method, "post")) {
		json_member_text(&j, "recipient", d->recipient);
		json_member_text(&j, "phone", d->phone);
		json_member_text(&j, "address", d->address);
	}
	json_close(&j, '}');
	const char *json = arena_strdup(r->mem, out_str(&o));
	out_release(&o);
	return json;
}

enum err hall_delivery_save(struct req *r)
{
	struct hall_case c;
	struct field fields[DELIVERY__MAX];
	struct delivery d = { "", "", "", "" };
	enum err e = hall_load_editable(r, &c);
	if (e)
		return e;
	size_t n = offered(r, c.body, fields);
	bool post = str_eq(req_field(r, "method"), "post");
	for (size_t i = RECIPIENT; i < n; i++)
		fields[i].required = post;
	/* What belongs to the post is not judged when nothing is posted. */
	if (!form_read(r, fields, post ? n : METHOD + 1, &d)) {
		draw_delivery(r, &c);
		return reply_again(r);
	}
	struct saving s = { &r->who, c.row.id, stamped(r, delivery_json(r, &d)) };
	e = req_write(r, save_delivery, &s);
	if (e)
		return e;
	reply_say(r, "领取方式已保存（%s）。", hall_time(r->mem, r->now));
	return reply_redirect(r, "/my/cases/%lld", (long long)c.row.id);
}
