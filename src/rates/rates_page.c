/* The rates as pages: of the whole place for everyone, of one department for those who work on them. */
#include "rates/rates_private.h"
#include "base/str.h"
#include "identity/identity.h"
#include "rates/admin_rates.html.h"
#include "rates/organisation.html.h"
#include "rates/public.html.h"

static struct rates_view view_of(struct req *r)
{
	struct tx *t = req_tx(r);
	return (struct rates_view){ .secret = secret_items(t), .all = rates_all_of(t), .history = rates_history_of(t, 0, r->today) };
}

enum err rates_page_public(struct req *r)
{
	struct rates_view v = view_of(r);
	rates_public(r->out, r, &v);
	return req_tx(r)->failed;
}

/* ---- for officials ---- */

/* Where they draft items; 0 for those who draft none. */
static int64_t own_organisation(const struct who *who)
{
	for (size_t i = 0; i < who->n_grants; i++)
		if (who->grants[i].role == ROLE_CATALOGUE)
			return who->grants[i].organisation;
	return 0;
}

static void fill_targets(struct req *r, struct rates_view *v)
{
	struct rates_target now[RATES_KINDS];
	bool typed = r->method == POST;
	rates_targets_all(req_tx(r), now);
	for (size_t i = 0; i < RATES_KINDS; i++) {
		struct target_view *to = &v->targets[i];
		*to = (struct target_view){
			.name = rates_kinds[i].name, .online_field = arena_printf(r->mem, "online-%s", rates_kinds[i].word),
			.full_field = arena_printf(r->mem, "full-%s", rates_kinds[i].word),
		};
		to->online = typed ? req_field(r, to->online_field) : arena_printf(r->mem, "%lld", (long long)now[i].online);
		to->full = typed ? req_field(r, to->full_field) : arena_printf(r->mem, "%lld", (long long)now[i].full);
		to->error = form_error_of(r, to->online_field);
	}
}

static enum err show(struct req *r)
{
	struct rates_view v = view_of(r);
	v.may_change = r->who.roles & (ROLE_REFORM | ROLE_ADMIN);
	fill_targets(r, &v);
	rates_admin_rates(r->out, r, &v);
	return req_tx(r)->failed;
}

enum err rates_page_admin(struct req *r)
{
	if (!rates_may_see(&r->who, 0))
		return reply_redirect(r, "/admin/rates/%lld", (long long)own_organisation(&r->who));
	return show(r);
}

struct new_targets { const struct who *who; struct rates_target all[RATES_KINDS]; };

static enum err put_targets(struct tx *t, void *arg)
{
	const struct new_targets *n = arg;
	const char *words = "";
	for (size_t i = 0; i < RATES_KINDS; i++) {
		target_put(t, rates_kinds[i].word, n->all[i].online, n->all[i].full);
		words = arena_printf(t->mem, "%s%s%s %lld/%lld", words, *words ? "，" : "", rates_kinds[i].name, (long long)n->all[i].online,
				     (long long)n->all[i].full);
	}
	audit_add(t, n->who, "改网办率目标", words, "");
	tx_touch(t, TOPIC_CATALOGUE);
	return t->failed;
}

static const char *read_target(struct req *r, size_t i, struct rates_target *out)
{
	const char *online = req_field(r, arena_printf(r->mem, "online-%s", rates_kinds[i].word));
	const char *full = req_field(r, arena_printf(r->mem, "full-%s", rates_kinds[i].word));
	if (!num_parse(online, 0, 100, &out->online) || !num_parse(full, 0, 100, &out->full))
		return "两个目标都应为 0 到 100 的整数";
	return out->full > out->online ? "全流程网办率的目标不能高于网上办理率的目标" : NULL;
}

enum err rates_page_targets(struct req *r)
{
	struct new_targets n = { .who = &r->who };
	for (size_t i = 0; i < RATES_KINDS; i++) {
		const char *why = read_target(r, i, &n.all[i]);
		if (why)
			form_add_error(r, arena_printf(r->mem, "online-%s", rates_kinds[i].word), rates_kinds[i].name, why);
	}
	if (r->n_errors) {
		enum err e = show(r);
		return e ? e : reply_again(r);
	}
	enum err e = req_write(r, put_targets, &n);
	if (e)
		return e;
	reply_say(r, "目标已保存。");
	return reply_redirect(r, "/admin/rates");
}

enum err rates_page_organisation(struct req *r)
{
	struct tx *t = req_tx(r);
	struct organisation_rates_view v = { .sees_all = rates_may_see(&r->who, 0) };
	int64_t id = req_param_id(r, "organisation");
	if (!rates_line_by_id(t, id, &v.line) || !rates_may_see(&r->who, id))
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这个机构，或者不是您管的。");
	v.history = rates_history_of(t, id, r->today);
	enum err e = gaps_of(t, &v.line, &v.online, &v.full);
	if (e)
		return e;
	rates_organisation(r->out, r, &v);
	return OK;
}
