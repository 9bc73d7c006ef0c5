/* Coming into force: what an approved adjustment does to its record, at once or at midnight of its day. */
#include "registry/registry_private.h"
#include "base/day.h"
#include "base/log.h"
#include "base/str.h"
#include "catalogue/item.h"
#include "jobs/jobs.h"

enum { PAGE = 200 };

static const struct choice states_after[] = { { "suspend", "suspended" }, { "resume", "in_use" }, { "cancel", "cancelled" }, { 0 } };

/* As people read it in the list of versions. */
static const char *reason_of(struct tx *t, const struct adjustment_row *a)
{
	const char *reason = codes_words(t, "adjustment_reason", a->reason);
	return *a->reason_words ? arena_printf(t->mem, "%s：%s", reason, a->reason_words) : reason;
}

static const char *maker_of(struct tx *t, const struct adjustment_row *a)
{
	struct staff s;
	return a->made_by && staff_load(t, a->made_by, &s) ? s.name : "系统";
}

static enum err put_item(struct tx *t, const struct adjustment_row *a, int64_t *out_id)
{
	bool imported = str_eq(a->source, "province") || str_eq(a->source, "import");
	const struct item_put p = {
		.body = a->body, .by = maker_of(t, a), .source = imported ? "import" : "own", .reason = reason_of(t, a),
		.organisation = a->organisation, .adjustment = a->id, .item = a->subject ? a->subject : ITEM_FRESH,
	};
	enum item_change change;
	return item_put_as(t, &p, out_id, &change);
}

static enum err put_record(struct tx *t, const struct registry_kind *kind, const struct adjustment_row *a, int64_t *out_id)
{
	const struct record_put p = {
		.body = a->body, .by = maker_of(t, a), .reason = reason_of(t, a), .organisation = a->organisation, .adjustment = a->id,
		.record = a->subject ? a->subject : RECORD_FRESH,
	};
	return record_put_as(t, kind, &p, out_id);
}

static enum err set_state(struct tx *t, bool is_item, int64_t id, const char *state)
{
	if (is_item)
		return item_to_state(t, id, state);
	if (record_set_state(t, id, state))
		tx_touch(t, TOPIC_CATALOGUE);
	return t->failed;
}

/* Nothing has happened since the approval that stands against it. A version that came meanwhile does not keep a record from
 * being suspended, resumed or cancelled. */
static enum err check_subject(struct tx *t, const struct registry_kind *kind, const struct adjustment_row *a)
{
	struct subject s = { .state = "cancelled" };
	if (!subject_load(t, kind, a->subject, &s) || !adjustment_possible(a->change, s.state))
		return fail(t, ERR_CONFLICT, "批准以后%s已经%s。", kind->name, choice_name(registry_record_states, s.state));
	if (str_eq(a->change, "change") && s.version != a->base_version)
		return fail(t, ERR_CONFLICT, "批准以后%s又有了新的版本，请核对后重新提交。", kind->name);
	return OK;
}

enum err force_publish(struct tx *t, const struct who *who, struct adjustment_row *a)
{
	const struct registry_kind *kind = registry_kind_by_word(a->kind);
	const char *state = choice_name(states_after, a->change);
	bool is_item = kind == &registry_kinds[0];
	struct subject s;
	(void)who;
	if (a->from_day > day_of_ms(t->now, DAY_ZONE_CHINA))
		return fail(t, ERR_CONFLICT, "还没有到生效的日子。");
	enum err e = a->subject ? check_subject(t, kind, a) : OK;
	if (!e && *state)
		e = set_state(t, is_item, a->subject, state);
	else if (!e)
		e = is_item ? put_item(t, a, &a->subject) : put_record(t, kind, a, &a->subject);
	if (!e && subject_load(t, kind, a->subject, &s))
		a->version = s.version;
	return e ? e : t->failed;
}

/* ---- midnight ---- */

struct acting {
	int64_t id;
	const char *action, *words;
};

static enum err act(struct tx *t, void *arg)
{
	const struct acting *a = arg;
	return adjustment_act(t, &registry_system, a->id, a->action, a->words, 0);
}

/* One that cannot come into force goes back to its department, with what stands against it. */
static enum err publish_one(struct site *site, struct fault *f, int64_t id)
{
	struct arena *mem = arena_new(MB(64));
	enum err e = store_write(site->store, mem, f, act, &(struct acting){ id, "publish", "" });
	if (e == ERR_CONFLICT || e == ERR_BAD_INPUT || e == ERR_NOT_FOUND) {
		const char *words = arena_printf(mem, "到了生效的日子，但是没有能够生效：%s", f->words);
		*f = (struct fault){ 0 };
		e = store_write(site->store, mem, f, act, &(struct acting){ id, "return", words });
	}
	if (e)
		log_line("event=adjustment_failed adjustment=%lld error=%s", (long long)id, err_word(e));
	arena_free(mem);
	return e == ERR_CONFLICT || e == ERR_NOT_FOUND ? OK : e; /* somebody was quicker */
}

static enum err run_due(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	int64_t day = INT64_MIN, id = 0;
	enum err e = OK;
	(void)payload;
	for (size_t n = PAGE; n == PAGE && !e;) {
		struct adjustment_due_row *rows;
		struct tx *t = store_read(site->store, mem, f);
		n = adjustments_due(t, day_of_ms(t->now, DAY_ZONE_CHINA), day, id, PAGE, &rows);
		e = t->failed;
		store_read_done(t);
		for (size_t i = 0; i < n && !e; i++) {
			e = publish_one(site, f, rows[i].id);
			day = rows[i].from_day;
			id = rows[i].id;
		}
	}
	return e;
}

/* ---- the planned end of an item ---- */

/* In force at once and written down as any other adjustment; one that is open beside it will find the item cancelled. */
static enum err end_item(struct tx *t, void *arg)
{
	int64_t planned, item = *(const int64_t *)arg, today = day_of_ms(t->now, DAY_ZONE_CHINA);
	struct subject s;
	if (!subject_load(t, &registry_kinds[0], item, &s) || str_eq(s.state, "cancelled"))
		return t->failed;
	const json_t *body = registry_body(t, &registry_kinds[0], item, s.version);
	if (!body || !day_parse(json_get_text(body, "planned_until"), &planned) || planned > today)
		return t->failed;
	const struct adjustment_row a = {
		.id = store_new_id(t->store), .kind = "item", .subject = item, .change = "cancel", .state = "in_force",
		.organisation = s.organisation, .code = s.code, .name = s.name, .base_version = s.version, .body = json_print(t->mem, body),
		.reason = "cancelled", .reason_words = "到了计划取消日期", .from_day = today, .source = "desk", .version = s.version,
	};
	adjustment_add(t, &a);
	adjustment_note(t, &registry_system, &a, "publish", "", a.reason_words);
	enum err e = item_to_state(t, item, "cancelled");
	tell_of(t, &a, "publish", a.reason_words);
	return e ? e : t->failed;
}

static enum err run_end(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	int64_t item;
	return num_parse(payload, 1, INT64_MAX, &item) ? store_write(site->store, mem, f, end_item, &item) : OK;
}

const struct job_kind force_jobs[] = {
	{ "adjustment-due", run_due, jobs_at_midnight }, { ITEM_END_JOB, run_end, NULL }, { 0 },
};
