/* Who hears of an adjustment: the reform office when there is something to review, the department of what came of it. */
#include "registry/registry_private.h"
#include "base/day.h"
#include "base/str.h"
#include "notices/notices.h"

enum { TO_REFORM = 1, TO_DEPARTMENT = 2 };

/* By action and the state that it led to. */
static const struct news { const char *action, *state; unsigned whom; const char *said; } all_news[] = {
	{ "submit", "submitted", TO_REFORM, "请审核" },
	{ "return", "returned", TO_DEPARTMENT, "退回修改" },
	{ "approve", "approved", TO_DEPARTMENT, "已批准" },
	{ "publish", "in_force", TO_DEPARTMENT, "已生效" },
};

static void tell(struct tx *t, const struct adjustment_row *a, int64_t staff, const char *title, const char *words)
{
	const struct notice_new n = {
		.who_kind = WHO_STAFF, .who = staff, .kind = "adjustment", .title = title, .words = words,
		.path = arena_printf(t->mem, "/admin/adjustments/%lld", (long long)a->id),
	};
	notice_add(t, &n);
}

static void tell_reviewers(struct tx *t, const struct adjustment_row *a, const char *title, const char *words)
{
	struct reviewer_row *rows;
	size_t n = reviewers(t, &rows);
	for (size_t i = 0; i < n; i++)
		tell(t, a, rows[i].id, title, words);
}

static void tell_department(struct tx *t, const struct adjustment_row *a, const char *title, const char *words)
{
	struct staff *all;
	size_t n = staff_with_role(t, a->organisation, ROLE_CATALOGUE, &all);
	bool maker = a->made_by == 0;
	for (size_t i = 0; i < n; i++) {
		tell(t, a, all[i].id, title, words);
		maker = maker || all[i].id == a->made_by;
	}
	if (!maker)
		tell(t, a, a->made_by, title, words);
}

void tell_of(struct tx *t, const struct adjustment_row *a, const char *action, const char *words)
{
	const char *name = str_shorten(t->mem, *a->name ? a->name : "（未命名）", 40), *change = choice_name(registry_changes, a->change);
	for (size_t i = 0; i < sizeof all_news / sizeof *all_news; i++) {
		const struct news *n = &all_news[i];
		if (!str_eq(n->action, action) || !str_eq(n->state, a->state))
			continue;
		const char *when = str_eq(a->state, "approved") ? arena_printf(t->mem, "从%s起生效", day_words(t->mem, a->from_day)) : words;
		const char *title = arena_printf(t->mem, "“%s”的%s：%s", name, change, n->said);
		/* What the midnight could not bring into force concerns the reform office as well: it had approved it. */
		bool both = str_eq(action, "return") && a->from_day > 0 && a->from_day <= day_of_ms(t->now, DAY_ZONE_CHINA);
		if ((n->whom & TO_REFORM) || both)
			tell_reviewers(t, a, title, when);
		if (n->whom & TO_DEPARTMENT)
			tell_department(t, a, title, when);
	}
}
