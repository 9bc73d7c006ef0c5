#include "transfer/import_private.h"
#include "base/str.h"
#include <string.h>

enum { ITEM_MEMORY = 64 * 1024 * 1024 };

static const struct who program = { .kind = WHO_SYSTEM, .name = "import" };

static const struct who *maker(const struct import *im)
{
	return im->o->who ? im->o->who : &program;
}

/* ERR_CONFLICT when it is no longer the one that was looked at. */
static enum err find_again(struct tx *t, const struct import_item *it, struct item_row *out)
{
	bool known = item_find(t, it->code, out);
	if (t->failed)
		return t->failed;
	if (known == (it->item != 0) && (!known || (out->id == it->item && out->version == it->version)))
		return OK;
	return fail(t, ERR_CONFLICT, "检查文件以后，事项“%s”又有了变化。请重新检查再导入。", it->code);
}

static enum err publish(struct tx *t, struct import *im, const struct import_item *it)
{
	struct item_row was;
	enum item_change change;
	int64_t id = it->item;
	enum err e = find_again(t, it, &was);
	if (!e && it->body) {
		const struct item_put p = { .body = it->body, .by = maker(im)->name, .source = it->item ? was.source : "import", .reason = "",
					    .organisation = it->department ? it->department->organisation : it->organisation };
		e = item_put_as(t, &p, &id, &change);
	}
	return !e && it->state ? item_to_state(t, id, it->state) : e;
}

static enum err draft(struct tx *t, struct import *im, const struct import_item *it)
{
	static const struct { const char *state, *change; } changes[] = {
		{ "in_use", "resume" }, { "suspended", "suspend" }, { "cancelled", "cancel" },
	};
	struct item_row was;
	int64_t id;
	enum err e = find_again(t, it, &was);
	struct adjustment_new n = {
		.kind = "item", .change = it->item ? "change" : "new", .body = it->body, .reason = it->item ? "elements" : "new",
		.reason_words = "从文件导入", .source = "import", .subject = it->item,
		.organisation = it->department ? it->department->organisation : it->organisation,
	};
	for (size_t i = 0; !it->body && i < sizeof changes / sizeof *changes; i++)
		if (str_eq(changes[i].state, it->state))
			n.change = changes[i].change;
	return e ? e : adjustment_begin(t, maker(im), &n, &id);
}

/* What was prepared and is refused after all ends one row where good rows are taken anyway, else everything. */
static enum err failed(struct tx *t, struct import *im, struct import_item *it, enum err e)
{
	const char *words = arena_strdup(im->mem, t->fault->words);
	if (e != ERR_BAD_INPUT || !(im->o->partial || im->report->list) || t->failed)
		return e == ERR_BAD_INPUT ? fail(t, e, "第 %lld 行：%s", (long long)it->line, words) : e;
	import_report_refuse(im->report, it->line, import_row_heading(im, "name"), words, "改正后重新导入，别的行不受影响");
	*t->fault = (struct fault){ 0 };
	it->refused = true;
	return OK;
}

enum err import_write(struct tx *t, void *arg)
{
	struct import *im = arg;
	struct arena *mem = t->mem, *own = arena_new(ITEM_MEMORY);
	enum err e = OK;
	import_departments_settle(im, t);
	t->mem = own; /* an item's memory is given back when it has been written */
	for (size_t i = 0; i < im->n && !e && !t->failed; i++) {
		struct import_item *it = &im->items[i];
		if (it->refused || (!it->body && !it->state))
			continue;
		e = im->o->draft ? draft(t, im, it) : publish(t, im, it);
		if (e)
			e = failed(t, im, it, e);
		arena_reset(own);
	}
	t->mem = mem;
	arena_free(own);
	if (!e && im->o->who)
		audit_add(t, im->o->who, im->o->draft ? "导入到调整草稿" : "导入事项", import_sum(t->mem, im->report), "");
	return e ? e : t->failed;
}
