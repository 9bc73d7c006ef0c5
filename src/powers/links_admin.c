#include "powers/powers_private.h"
#include "base/day.h"
#include "base/str.h"
#include "powers/links.html.h"
#include <string.h>

enum { MOST_LINES = 300 };

/* A department's own staff see what is theirs. */
static int64_t whose(const struct who *w)
{
	return w->roles & (ROLE_REFORM | ROLE_ADMIN) ? 0 : w->organisation;
}

static void look(struct tx *t, struct links_view *v, const struct link_use *use, bool first)
{
	struct link_row state;
	bool known = link_state(t, use->url, &state);
	v->used += first;
	v->unknown += first && !known;
	if (!known || state.ok)
		return;
	v->broken += first;
	if (v->n < MOST_LINES)
		v->lines[v->n++] = (struct link_line){ *use, day_words(t->mem, day_of_ms(state.failed_since, DAY_ZONE_CHINA)),
						       day_time_short(t->mem, state.checked_at, DAY_ZONE_CHINA), state.words };
}

enum err links_get(struct req *r)
{
	struct tx *t = req_tx(r);
	const char *setting = setting_text(t, SETTING_LINK_CHECK);
	struct links_view v = { .on = !str_eq(setting, "off"), .inside = str_eq(setting, "any"), .checked = "",
				.lines = arena_array(r->mem, struct link_line, MOST_LINES) };
	struct link_use *uses;
	size_t n = links_used(t, whose(&r->who), &uses);
	for (size_t i = 0; i < n; i++)
		look(t, &v, &uses[i], i == 0 || !str_eq(uses[i].url, uses[i - 1].url));
	int64_t last = link_last(t);
	if (last)
		v.checked = day_time_short(r->mem, last, DAY_ZONE_CHINA);
	powers_links(r->out, r, &v);
	return t->failed;
}

static enum err start(struct tx *t, void *arg)
{
	if (str_eq(setting_text(t, SETTING_LINK_CHECK), "off"))
		return fail(t, ERR_CONFLICT, "网址检查没有开启。请先把设置 link_check 改为 public。");
	job_add(t, "links_check", "", t->now);
	audit_add(t, arg, "立即检查网址", "便民网站和事项的网址", "");
	return t->failed;
}

enum err links_check_now(struct req *r)
{
	enum err e = req_write(r, start, &r->who);
	if (e)
		return e;
	reply_say(r, "已经开始检查。网址多的要几分钟，稍后刷新看结果。");
	return reply_redirect(r, "/admin/links");
}
