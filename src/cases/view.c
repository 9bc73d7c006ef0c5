/* How a case is shown: lamps, the timeline with what comes next, and finding one case for one person. */
#include "cases/flow.h"
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

/* A review step is called by its name: 承办完成. The steps are those of the version the case runs under. */
static const char *what_words(struct tx *t, const struct body *b, enum case_action action, const struct event_row *e)
{
	int64_t at = action == ACT_ADVANCE ? json_get_int(json_parse(t->mem, e->payload), "step", 0) : 0;
	if (!b || at < 1 || (size_t)at > b->n_steps)
		return actions[action].done;
	return arena_printf(t->mem, "%s完成", b->steps[at - 1].name);
}

/* What comes next where the state alone does not say it; the first row that fits. hearing: "" any. */
static const struct {
	enum case_state state;
	unsigned when;
	const char *hearing, *words;
} nexts[] = {
	{ STATE_AWAITING_PAPERS, WHEN_TERM_OVER, "", "交件期限已过；还想办的，请尽快带纸质材料到窗口，没有交来的可能按逾期退回申请" },
	{ STATE_SUPPLEMENT, WHEN_TERM_OVER, "", "补正期限已过；还想办的，请尽快补齐并提交，没有补正的可能按逾期退回申请" },
	{ STATE_REVIEW_SUPPLEMENT, WHEN_WITHDRAWAL_ASKED, "", "等办理部门答复您的撤件申请；还要继续办的，请按通知书补正" },
	{ STATE_REVIEW_SUPPLEMENT, WHEN_TERM_OVER, "", "补正期限已过；请尽快补齐并提交，没有补正的将按现有材料继续审查" },
	{ STATE_IN_REVIEW, WHEN_WITHDRAWAL_ASKED, "", "等办理部门答复您的撤件申请，答复之前照常审查" },
	{ STATE_SPECIAL, WHEN_WITHDRAWAL_ASKED, "", "等办理部门答复您的撤件申请，答复之前照常办理" },
	{ STATE_IN_REVIEW, WHEN_HEARING_TOLD, "", "请决定要不要听证；期限内没有提出的，视为放弃" },
	{ STATE_IN_REVIEW, 0, "asked", "办理部门组织听证，时间和地点至少提前 7 个工作日书面告知" },
	{ STATE_SPECIAL, 0, "asked", "请按通知的时间、地点参加听证；听证结束后恢复计时，再作出决定" },
	{ STATE_IN_REVIEW, WHEN_ASKING, "", "有关方面提出意见后作出决定，办理时限照常计算" },
	{ STATE_IN_REVIEW, WHEN_REFUSED, "", "有关方面有不同意见，协调后作出决定，办理时限照常计算" },
};

/* The applicant decides until then whether to be heard; it is not the office's clock. */
static int64_t hearing_day(struct tx *t, int64_t case_id)
{
	struct clock_row *clocks;
	size_t n = clock_list(t, case_id, &clocks);
	for (size_t i = 0; i < n; i++)
		if (!clocks[i].stopped_at && str_eq(clocks[i].kind, "HEARING"))
			return clocks[i].due_day;
	return 0;
}

struct case_next case_next(struct tx *t, const struct case_row *c)
{
	enum case_state s = state_by_word(c->state);
	size_t i = 0, n = sizeof nexts / sizeof *nexts;
	while (i < n && !(nexts[i].state == s && flow_holds(nexts[i].when, c, NULL) && (!*nexts[i].hearing || str_eq(nexts[i].hearing, c->hearing))))
		i++;
	bool told = s == STATE_IN_REVIEW && str_eq(c->hearing, "told");
	return (struct case_next){ i < n ? nexts[i].words : states[s].next, told ? hearing_day(t, c->id) : c->due_day };
}

static struct moment next_of(struct tx *t, const struct case_row *c, int64_t today)
{
	struct case_next next = case_next(t, c);
	return (struct moment){ .what = next.words, .at = next.day ? arena_printf(t->mem, "最晚 %s", day_short(t->mem, next.day, today)) : "",
				.iso = next.day ? day_iso(t->mem, next.day) : "", .by = "", .reason = "", .tone = "next" };
}

size_t case_timeline(struct tx *t, const struct case_row *c, bool staff, struct moment **out)
{
	struct event_row *events;
	struct arena *a = t->mem;
	size_t n = event_list(t, c->id, &events);
	struct moment *all = arena_array(a, struct moment, n + 1);
	const struct body *b = c->step ? item_body(t, c->item, c->item_version) : NULL;
	size_t shown = 0;
	for (size_t i = 0; i < n; i++) {
		enum case_action action;
		must(action_by_word(events[i].action, &action));
		enum case_eyes eyes = staff ? EYES_ALL : actions[action].eyes;
		if (eyes == EYES_STAFF)
			continue;
		all[shown++] = (struct moment){
			.what = what_words(t, b, action, &events[i]), .at = day_time_short(a, events[i].at, DAY_ZONE_CHINA), .iso = day_instant(a, events[i].at),
			.by = by_words(t, &events[i], c, staff), .reason = eyes == EYES_ALL ? events[i].reason : "", .tone = "",
		};
	}
	n = shown;
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
