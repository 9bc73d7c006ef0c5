#include "notices/notices_private.h"
#include "notices/choices.html.h"
#include "notices/list.html.h"
#include "base/str.h"
#include "web/parts.h"

enum { PAGE = 30 };

static bool at_desk(const struct req *r)
{
	return r->who.kind == WHO_STAFF;
}

static const char *base_of(const struct req *r)
{
	return at_desk(r) ? "/desk/notices" : "/my/notices";
}

void notices_begin(struct out *o, struct req *r, const char *title)
{
	if (at_desk(r))
		web_desk_begin(o, r, title, "/desk/notices");
	else
		web_hall_begin(o, r, title, "my");
}

void notices_end(struct out *o, struct req *r)
{
	if (at_desk(r))
		web_desk_end(o, r);
	else
		web_hall_end(o, r);
}

static struct notice_line line_of(struct req *r, const struct notice_row *n)
{
	return (struct notice_line){
		.id = n->id, .title = n->title, .words = n->words, .kind = notices_kind(n->kind)->name,
		.at = day_time_short(r->mem, n->made_at, DAY_ZONE_CHINA), .unread = n->read_at == 0, .leads = *n->path,
	};
}

enum err notices_show(struct req *r)
{
	struct notice_row *rows;
	struct notices_view v = { .base = base_of(r), .at_desk = at_desk(r), .before = req_query_int(r, "before", 1, INT64_MAX, 0) };
	int64_t before = v.before ? v.before : INT64_MAX;
	size_t n = notice_before(req_tx(r), notices_who_word(r->who.kind), r->who.id, before, PAGE + 1, &rows);
	v.n = n > PAGE ? PAGE : n;
	v.next = n > PAGE ? rows[PAGE - 1].id : 0;
	v.unread = v.before ? 0 : notices_unread_of(r);
	struct notice_line *lines = arena_array(r->mem, struct notice_line, n + 1);
	for (size_t i = 0; i < v.n; i++)
		lines[i] = line_of(r, &rows[i]);
	v.lines = lines;
	notices_list(r->out, r, &v);
	return OK;
}

struct reading {
	const struct who *who;
	int64_t id;
	struct notice_row row;
};

static enum err read_until(struct tx *t, void *arg)
{
	const struct reading *x = arg;
	notice_set_read_until(t, notices_who_word(x->who->kind), x->who->id, x->id);
	return t->failed;
}

enum err notices_read_all(struct req *r)
{
	struct reading x = { .who = &r->who };
	if (!num_parse(req_field(r, "until"), 1, INT64_MAX, &x.id))
		return fail(r, ERR_BAD_INPUT, "请从消息页面点「全部标为已读」。");
	enum err e = req_write(r, read_until, &x);
	return e ? e : reply_redirect(r, "%s", base_of(r));
}

static enum err read_one(struct tx *t, void *arg)
{
	struct reading *x = arg;
	if (!notice_find(t, x->id, &x->row) || x->row.who != x->who->id || !str_eq(x->row.who_kind, notices_who_word(x->who->kind)))
		return fail(t, ERR_NOT_FOUND, "没有这条消息。");
	notice_set_read(t, x->id);
	return t->failed;
}

enum err notices_read_one(struct req *r)
{
	struct reading x = { .who = &r->who, .id = req_param_id(r, "id") };
	enum err e = req_write(r, read_one, &x);
	if (e)
		return e;
	if (str_eq(req_field(r, "do"), "open") && *x.row.path)
		return reply_redirect(r, "%s", x.row.path);
	const char *before = req_field(r, "before");
	return str_is_digits(before) ? reply_redirect(r, "%s?before=%s", base_of(r), before) : reply_redirect(r, "%s", base_of(r));
}

/* The kinds that are for this person. */
static size_t kinds_of(const struct req *r, const struct notice_kind **out)
{
	size_t n = 0;
	for (const struct notice_kind *k = notice_kinds; k->word; k++)
		if (k->whose == r->who.kind && n++ == 0)
			*out = k;
	return n;
}

static struct choice_advice advice_of(struct req *r, enum way w, const struct contact *c)
{
	const char *name = notices_ways[w].name, *address = w == WAY_EMAIL ? c->email : c->phone;
	if (!notices_offered(req_tx(r), w))
		return (struct choice_advice){ arena_printf(r->mem, "本大厅还没有开通%s提醒。", name), NULL };
	if (*address)
		return (struct choice_advice){ "", NULL };
	const char *words = arena_printf(r->mem, "您还没有留%s，留好后才能收到%s。", w == WAY_EMAIL ? "邮箱" : "手机号", name);
	return (struct choice_advice){ words, at_desk(r) ? "/desk/password" : "/my/account" };
}

static struct choice_line choice_of(struct req *r, const struct notice_kind *kind)
{
	struct notice_choice_row c = notices_choice(req_tx(r), kind, r->who.id);
	const bool wanted[WAY__MAX] = { [WAY_EMAIL] = c.email, [WAY_SMS] = c.sms };
	struct choice_line line = { .kind = kind };
	for (enum way w = 0; w < WAY__MAX; w++)
		line.ways[w] = (struct choice_way){ notices_ways[w].word, notices_ways[w].name, notices_offered(req_tx(r), w), wanted[w] };
	return line;
}

enum err notices_show_choices(struct req *r)
{
	struct choices_view v = { .base = base_of(r), .at_desk = at_desk(r) };
	struct contact c = contact_of(req_tx(r), r->who.kind, r->who.id);
	const struct notice_kind *kinds = NULL;
	v.n = kinds_of(r, &kinds);
	struct choice_line *lines = arena_array(r->mem, struct choice_line, v.n);
	for (size_t i = 0; i < v.n; i++)
		lines[i] = choice_of(r, &kinds[i]);
	v.lines = lines;
	for (enum way w = 0; w < WAY__MAX; w++) {
		v.advice[w] = advice_of(r, w, &c);
		v.any |= notices_offered(req_tx(r), w);
	}
	notices_choices(r->out, r, &v);
	return OK;
}

static bool ticked(const struct req *r, enum way w, const char *kind)
{
	const char **all;
	size_t n = req_fields(r, notices_ways[w].word, &all);
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i], kind))
			return true;
	return false;
}

/* What the place does not offer stands on no form and stays as it is. */
static enum err put_choices(struct tx *t, void *arg)
{
	const struct req *r = arg;
	const struct notice_kind *kinds = NULL;
	size_t n = kinds_of(r, &kinds);
	for (size_t i = 0; i < n; i++) {
		struct notice_choice_row c = notices_choice(t, &kinds[i], r->who.id);
		if (notices_offered(t, WAY_EMAIL))
			c.email = ticked(r, WAY_EMAIL, kinds[i].word);
		if (notices_offered(t, WAY_SMS))
			c.sms = ticked(r, WAY_SMS, kinds[i].word);
		notice_choose(t, notices_who_word(r->who.kind), r->who.id, kinds[i].word, &c);
	}
	return t->failed;
}

enum err notices_take_choices(struct req *r)
{
	enum err e = req_write(r, put_choices, r);
	if (e)
		return e;
	reply_say(r, "接收方式已保存。");
	return reply_redirect(r, "%s/choices", base_of(r));
}
