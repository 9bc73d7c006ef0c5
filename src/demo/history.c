/* The past six weeks of the catalogue: some items were not yet online then and have been adjusted since, each by its department
 * and the reform office; some adjustments are under way today. */
#include "demo/demo_private.h"
#include "base/str.h"
#include "rates/rates.h"
#include "registry/registry.h"

enum { BEGAN_DAYS_AGO = 42, MORNING_MS = 9 * 60 * 60 * 1000, LAST_MINUTE_MS = DAY_MS - 30 * 1000 };

/* An item whose best way of applying came later, and how many days ago. */
static const struct { int item; int64_t days_ago; } went_online[] = {
	{ 4, 38 }, { 37, 35 }, { 26, 30 }, { 41, 28 }, { 11, 24 }, { 28, 20 }, { 47, 17 }, { 57, 14 }, { 29, 9 }, { 42, 6 }, { 36, 3 },
};
enum { WENT_ONLINE = sizeof went_online / sizeof *went_online };

/* Adjustments of today, and how far they are. */
static const struct pending {
	int item;
	const char *change, *reason, *words, *key, *text; /* key: an element that becomes this text; NULL for none */
	const char *actions[3];
	const char *said;
	int64_t in_days; /* until it comes into force */
} pending[] = {
	{ 19, "change", "elements", "补充一句话介绍（演示）", "summary", "家庭收入低于当地标准的，申请按月发放生活补助", { NULL }, "", 0 },
	{ 23, "change", "elements", "窗口搬迁后更新说明（演示）", "transport", "公交 811 路海沧行政中心站下车，步行 300 米（演示）", { "submit" }, "", 0 },
	{ 15, "change", "elements", "明确数量限制（演示）", "quantity_limit", "每车一证", { "submit", "return" }, "请同时写明依据的条款（演示）", 0 },
	{ 32, "change", "elements", "压缩审批内容（演示）", "summary", "建设项目划拨用地之前，先确认选址符合规划", { "submit", "approve" }, "", 30 },
	{ 51, "suspend", "other", "重新核定零售网点布局期间暂停受理（演示）", NULL, NULL, { "submit", "approve" }, "", 15 },
};
enum { PENDING = sizeof pending / sizeof *pending };

bool history_is_later(int64_t item)
{
	for (size_t i = 0; i < WENT_ONLINE; i++)
		if (went_online[i].item == item)
			return true;
	return false;
}

/* Without its best way of applying, the last one of its list. */
json_t *history_before(struct arena *a, const json_t *item)
{
	json_t *before = json_parse(a, json_print(a, item)), *modes = json_object_get(before, "modes");
	json_array_remove(modes, json_array_size(modes) - 1);
	return before;
}

struct adjusting {
	struct demo *d;
	const struct pending *p;
	const json_t *body;        /* what it becomes; NULL: as p says */
	int64_t item;
};

static enum err act(struct tx *t, struct demo *d, int64_t handler, int64_t id, const struct pending *p, const char *action)
{
	struct who who = { 0 };
	bool department = str_eq(action, "submit");
	int64_t from_day = day_of_ms(t->now, DAY_ZONE_CHINA) + p->in_days;
	must(identity_load_who(t, WHO_STAFF, department ? handler : d->reform, &who));
	return adjustment_act(t, &who, id, action, str_eq(action, "return") ? p->said : "", from_day);
}

static enum err adjust(struct tx *t, void *arg)
{
	const struct adjusting *x = arg;
	struct demo *d = x->d;
	struct item item;
	struct who who = { 0 };
	size_t at = 0;
	int64_t id;
	must(item_by_id(t, x->item, &item));
	while (d->organisations[at] != item.organisation)
		at++;
	must(identity_load_who(t, WHO_STAFF, d->handlers[at], &who));
	const json_t *body = x->body ? x->body : item_body(t, item.id, item.version)->json;
	json_t *next = json_parse(t->mem, json_print(t->mem, body));
	if (x->p->key)
		json_object_set_new(next, x->p->key, json_string(x->p->text));
	const struct adjustment_new n = {
		.kind = "item", .change = x->p->change, .body = json_print(t->mem, next), .reason = x->p->reason, .reason_words = x->p->words,
		.source = "desk", .subject = item.id,
	};
	enum err e = adjustment_begin(t, &who, &n, &id);
	for (size_t i = 0; i < sizeof x->p->actions / sizeof *x->p->actions && x->p->actions[i] && !e; i++)
		e = act(t, d, d->handlers[at], id, x->p, x->p->actions[i]);
	return e;
}

static enum err freeze(struct tx *t, void *arg)
{
	(void)arg;
	rate_days_freeze(t);
	return t->failed;
}

void history_begin(struct demo *d)
{
	d->began_day = day_of_ms(now_ms(), DAY_ZONE_CHINA) - BEGAN_DAYS_AGO;
	demo_set_now(ms_of_day(d->began_day, DAY_ZONE_CHINA) + MORNING_MS);
}

enum err history_play(struct demo *d)
{
	static const struct pending online = { .change = "change", .reason = "elements", .words = "改为网上受理，群众少跑一趟（演示）", .actions = { "submit", "approve" } };
	int64_t today = d->began_day + BEGAN_DAYS_AGO;
	enum err e = OK;
	for (int64_t day = d->began_day; day < today && !e; day++) {
		demo_set_now(ms_of_day(day, DAY_ZONE_CHINA) + MORNING_MS + 60 * 60 * 1000);
		for (size_t i = 0; i < WENT_ONLINE && !e; i++) {
			struct adjusting x = { d, &online, d->bodies[went_online[i].item], d->items[went_online[i].item] };
			if (today - went_online[i].days_ago == day)
				e = store_write(d->site->store, d->mem, d->fault, adjust, &x);
		}
		demo_set_now(ms_of_day(day, DAY_ZONE_CHINA) + LAST_MINUTE_MS);
		if (!e)
			e = store_write(d->site->store, d->mem, d->fault, freeze, NULL);
	}
	demo_set_now(0);
	for (size_t i = 0; i < PENDING && !e; i++) {
		struct adjusting x = { d, &pending[i], NULL, d->items[pending[i].item] };
		e = store_write(d->site->store, d->mem, d->fault, adjust, &x);
	}
	return e;
}
