#include "identity/identity_private.h"

enum { LONGEST_DAYS = 180, SHOWN = 50 };

static struct delegation opened(const struct delegation_row *r)
{
	return (struct delegation){
		.id = r->id, .staff = r->staff, .to_staff = r->to_staff, .from_day = r->from_day, .until_day = r->until_day,
		.reason = r->reason, .made_by = r->made_by, .made_at = r->made_at, .ended_at = r->ended_at, .name = r->name,
		.to_name = r->to_name,
	};
}

static size_t opened_all(struct tx *t, const struct delegation_row *rows, size_t n, struct delegation **out)
{
	*out = n ? arena_array(t->mem, struct delegation, n) : NULL;
	for (size_t i = 0; i < n; i++)
		(*out)[i] = opened(&rows[i]);
	return n;
}

bool delegation_load(struct tx *t, int64_t id, struct delegation *out)
{
	struct delegation_row row;
	if (!delegation_find(t, id, &row))
		return false;
	*out = opened(&row);
	return true;
}

size_t delegation_of(struct tx *t, int64_t staff, struct delegation **out)
{
	struct delegation_row *rows;
	size_t n = delegation_newest(t, staff, SHOWN, &rows);
	return opened_all(t, rows, n, out);
}

size_t delegation_to(struct tx *t, int64_t staff, struct delegation **out)
{
	struct delegation_row *rows;
	size_t n = delegation_coming(t, staff, day_of_ms(t->now, DAY_ZONE_CHINA), &rows);
	return opened_all(t, rows, n, out);
}

size_t delegation_in(struct tx *t, int64_t organisation, struct delegation **out)
{
	struct delegation_row *rows;
	size_t n = delegation_around(t, organisation, day_of_ms(t->now, DAY_ZONE_CHINA), &rows);
	return opened_all(t, rows, n, out);
}

static enum err check_days(struct tx *t, const struct delegation *d)
{
	if (d->until_day < d->from_day)
		return fail_field(t, "until_day", "最后一天不能早于第一天");
	if (d->until_day < day_of_ms(t->now, DAY_ZONE_CHINA))
		return fail_field(t, "until_day", "最后一天已经过去了");
	if (d->until_day - d->from_day >= LONGEST_DAYS)
		return fail_field(t, "until_day", "一次最多 %d 天；更久的，请管理员调整岗位", LONGEST_DAYS);
	return OK;
}

static const char *days_words(struct tx *t, const struct delegation_row *r)
{
	return arena_printf(t->mem, "%s至%s", day_words(t->mem, r->from_day), day_words(t->mem, r->until_day));
}

static enum err check_people(struct tx *t, const struct delegation *d)
{
	struct staff absent, deputy;
	struct delegation_row row;
	if (!staff_load(t, d->staff, &absent) || !absent.active)
		return fail_field(t, "staff", "请选择在岗的人员");
	if (d->to_staff == d->staff)
		return fail_field(t, "to_staff", "不能委托给不在的人自己，请换一位同事");
	if (!staff_load(t, d->to_staff, &deputy) || !deputy.active)
		return fail_field(t, "to_staff", "请选择在岗的同事");
	if (delegation_while_away(t, d->to_staff, d->from_day, d->until_day, &row))
		return fail_field(t, "to_staff", "%s这段时间自己也不在（%s），请换一位同事", deputy.name, days_words(t, &row));
	return OK;
}

static enum err check_others(struct tx *t, const struct delegation *d)
{
	struct delegation_row row;
	if (delegation_while_away(t, d->staff, d->from_day, d->until_day, &row))
		return fail_field(t, "from_day", "%s已经委托给%s，时间不能重叠", days_words(t, &row), row.to_name);
	if (delegation_while_deputy(t, d->staff, d->from_day, d->until_day, &row))
		return fail_field(t, "from_day", "%s正替%s办理，请先为%s换一位代办人", days_words(t, &row), row.name, row.name);
	return OK;
}

enum err delegation_add(struct tx *t, const struct delegation *d)
{
	enum err e = check_days(t, d);
	if (!e)
		e = check_people(t, d);
	if (!e)
		e = check_others(t, d);
	if (e)
		return t->failed = e;
	delegation_put(t, &(struct delegation_row){
		.id = store_new_id(t->store), .staff = d->staff, .to_staff = d->to_staff, .from_day = d->from_day,
		.until_day = d->until_day, .reason = d->reason, .made_by = d->made_by,
	});
	return t->failed;
}

enum err delegation_end(struct tx *t, int64_t id)
{
	if (delegation_set_ended(t, id) != 1 && !t->failed)
		return fail(t, ERR_NOT_FOUND, "没有这项委托，或者已经结束了。");
	return t->failed;
}
