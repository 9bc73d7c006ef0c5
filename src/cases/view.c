/* How a case is shown: lamps, the timeline with what comes next, and finding one case for one person. */
#include "cases/cases.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "cases/timeline.html.h"
#include "base/digest.h"
#include "web/parts.h"

enum err case_for(struct req *r, int64_t id, struct case_row *out)
{
	struct case_row c;
	if (!case_by_id(req_tx(r), id, &c) || !case_visible(&c, &r->who))
		return fail(r, ERR_NOT_FOUND, "没有找到这个办件。");
	*out = c;
	return OK;
}

const char *case_unsealed(struct req *r, const char *sealed)
{
	return str_or_empty(secret_unseal(r->site->secret, r->mem, sealed));
}

struct attempt {
	const char *subject, *client;
};

static enum err note_failure(struct tx *t, void *arg)
{
	const struct attempt *a = arg;
	attempt_failed(t, a->subject);
	attempt_failed(t, a->client);
	return t->failed;
}

/* Guessing is slowed down by case number and by client; the answer is the same whatever was wrong. */
enum err case_by_query(struct req *r, const char *number, const char *code, struct case_row *out)
{
	struct arena *a = r->mem;
	struct case_row c;
	number = str_code(a, number);
	struct attempt at = { secret_key(r->site->secret, a, "progress", number),
			      secret_key(r->site->secret, a, "progress-client", req_client_key(r)) };
	struct tx *t = req_tx(r);
	if (!attempt_allowed(t, at.subject) || !attempt_client_allowed(t, at.client))
		return fail(r, ERR_TOO_MANY, "查询次数太多，请过几分钟再试。");
	bool found = case_by_number(t, number, &c);
	/* compared even when there is no such case, so that time does not tell */
	bool fits = digest_same(case_query_code(r->site, a, found ? c.id : 0), str_code(a, code));
	if (found && fits) {
		*out = c;
		return OK;
	}
	enum err e = req_write(r, note_failure, &at);
	return e ? e : fail(r, ERR_NOT_FOUND, "办件编号和查询密码对不上，请核对后再查。");
}

void case_lamp_draw(struct out *o, const struct lamp *l)
{
	out_raw(o, "<span class=\"lamp ");
	out_attr_str(o, l->tone);
	out_raw(o, "\">");
	web_icon(o, arena_printf(o->mem, "lamp-%s", l->tone));
	out_text_str(o, l->words);
	out_raw(o, "</span>");
}

static const char *by_words(struct tx *t, const struct event_row *e, const struct case_row *c, bool staff)
{
	struct organisation o;
	if (str_eq(e->actor_kind, "system"))
		return "系统";
	if (str_eq(e->actor_kind, "account"))
		return "申请人";
	const char *where = organisation_load(t, e->organisation ? e->organisation : c->organisation, &o) ? o.short_name : "";
	return staff ? arena_printf(t->mem, "%s · %s", where, e->actor_name) : where;
}

/* What an official writes while a case is reviewed is for officials; what is decided is for everyone. */
static bool for_applicant(enum case_action a)
{
	return a != ACT_ADVANCE && a != ACT_RETURN_STEP && a != ACT_AGREE_WITHDRAWAL;
}

/* A review step is called by its name: 承办完成. The steps are those of the version the case runs under. */
static const char *what_words(struct tx *t, const struct body *b, enum case_action action, int64_t *step)
{
	int64_t at = *step;
	if (action == ACT_ACCEPT)
		*step = 1;
	*step += action == ACT_ADVANCE ? 1 : action == ACT_RETURN_STEP ? -1 : 0;
	if (action != ACT_ADVANCE || !b || at < 1 || (size_t)at > b->n_steps)
		return actions[action].done;
	return arena_printf(t->mem, "%s完成", b->steps[at - 1].name);
}

static struct moment next_of(struct tx *t, const struct case_row *c, int64_t today)
{
	enum case_state s = state_by_word(c->state);
	return (struct moment){ .what = states[s].next, .at = c->due_day ? arena_printf(t->mem, "最晚 %s", day_short(t->mem, c->due_day, today)) : "",
				.iso = c->due_day ? day_iso(t->mem, c->due_day) : "", .by = "", .reason = "", .tone = "next" };
}

size_t case_timeline(struct tx *t, const struct case_row *c, bool staff, struct moment **out)
{
	struct event_row *events;
	struct arena *a = t->mem;
	size_t n = event_list(t, c->id, &events);
	struct moment *all = arena_array(a, struct moment, n + 1);
	const struct body *b = c->step ? item_body(t, c->item, c->item_version) : NULL;
	int64_t step = 0;
	for (size_t i = 0; i < n; i++) {
		enum case_action action;
		must(action_by_word(events[i].action, &action));
		all[i] = (struct moment){
			.what = what_words(t, b, action, &step), .at = day_time_short(a, events[i].at, DAY_ZONE_CHINA), .iso = day_instant(a, events[i].at),
			.by = by_words(t, &events[i], c, staff), .reason = staff || for_applicant(action) ? events[i].reason : "", .tone = "",
		};
	}
	if (!states[state_by_word(c->state)].end && n)
		all[n++] = next_of(t, c, day_of_ms(t->now, DAY_ZONE_CHINA));
	*out = all;
	return n;
}

void case_timeline_draw(struct out *o, const struct moment *m, size_t n, bool compact)
{
	cases_timeline(o, m, n, compact);
}

int64_t cases_waiting(struct req *r)
{
	return case_count_waiting(req_tx(r), r->who.id);
}
