/* The facts of a case, frozen into letters and events. The keys are those of letters/letters.h. */
#include "cases/act.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "calendar/pauses.h"
#include <string.h>

enum { FACTS_MAX = 512 * 1024 };

static void optional(struct json_out *j, const char *key, const char *value)
{
	if (!str_blank(value))
		json_member_text(j, key, value);
}

static void flag(struct json_out *j, const char *key, bool set)
{
	if (set)
		json_member_bool(j, key, true);
}

static void day(struct json_out *j, struct arena *a, const char *key, int64_t due_day)
{
	if (due_day)
		json_member_text(j, key, day_words(a, due_day));
}

static const char *form_words(const struct material_row *m)
{
	static const struct { const char *source, *words; } forms[] = {
		{ "upload", "电子件" }, { "electronicmaterial", "电子材料" }, { "form", "网上填写" }, { "paper", "纸质" },
		{ "license", "证照共享，免提交" }, { "noneed", "不需要" }, { "none", "未提供" },
	};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (str_eq(forms[i].source, m->source))
			return forms[i].words;
	must(!"a source without words");
	return "";
}

/* A material that only other circumstances ask for. */
static bool is_beside(const struct acting *x, const struct material_row *m)
{
	return str_eq(m->source, "noneed") && (size_t)m->no <= x->body->n_materials && *x->body->materials[m->no - 1].when;
}

static void materials(const struct acting *x, struct json_out *j)
{
	json_key(j, "materials");
	json_open(j, '[');
	for (size_t i = 0; i < x->n_materials; i++) {
		const struct material_row *m = &x->materials[i];
		if (is_beside(x, m))
			continue;
		json_open(j, '{');
		json_member_text(j, "name", m->name);
		json_member_int(j, "originals", m->originals);
		json_member_int(j, "copies", m->copies);
		json_member_text(j, "form", form_words(m));
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* Every gap at once, each with its reason and basis (行政许可法 art. 32(4)). */
static void gaps(const struct acting *x, struct json_out *j)
{
	json_key(j, "gaps");
	json_open(j, '[');
	for (size_t i = 0; i < x->n_materials; i++) {
		const struct material_row *m = &x->materials[i];
		if (!str_eq(m->opinion, "bad") || x->a->action == ACT_REJECT)
			continue; /* whoever is rejected is told why, not what to mend */
		json_open(j, '{');
		json_member_text(j, "name", m->name);
		json_member_text(j, "reason", m->opinion_words);
		optional(j, "basis", (size_t)m->no <= x->body->n_materials ? x->body->materials[m->no - 1].basis : "");
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void agency(struct acting *x, struct json_out *j)
{
	const struct organisation *o = &x->organisation;
	json_member_text(j, "agency", o->name);
	json_member_text(j, "agency_short", o->short_name);
	json_member_text(j, "mark", o->mark);
	optional(j, "consult_phone", o->phone);
	optional(j, "complain_phone", o->complain_phone);
	optional(j, "review_body", o->review_body);
	optional(j, "court", o->court);
	optional(j, "windows", o->windows);
	optional(j, "address", o->address);
	optional(j, "hours", o->hours);
}

static void applicant(struct acting *x, struct json_out *j)
{
	struct arena *a = x->t->mem;
	const char *certificate = secret_unseal(x->site->secret, a, x->now.certificate);
	const char *code = case_query_code(x->site, a, x->now.id);
	json_member_text(j, "query_code", code);
	json_member_text(j, "item_name", x->now.item_name);
	json_member_text(j, "item_code", x->item.code);
	json_member_text(j, "applicant", x->now.applicant);
	json_member_text(j, "certificate", certificate_masked(a, str_or_empty(certificate)));
	optional(j, "contact", x->now.contact);
	json_member_text(j, "channel", str_eq(x->now.channel, "counter") ? "窗口登记" : "网上申报");
	json_member_text(j, "qr_start", arena_printf(a, "%s/progress?c=%s&n=", setting_text(x->t, SETTING_PUBLIC_URL), code));
}

/* The due day of a running clock of this case; 0 when it does not run. */
static int64_t due_day(const struct acting *x, const char *kind)
{
	const struct clock_row *c = clocks_find(x, kind);
	return c ? c->due_day : 0;
}

/* The day by which the applicant should have answered, when the clock is over. */
static int64_t ended_day(const struct acting *x)
{
	for (size_t i = x->n_clocks; i-- > 0;)
		if (str_eq(x->clocks[i].kind, "SUPPLEMENT") || str_eq(x->clocks[i].kind, "PAPERS"))
			return x->clocks[i].due_day;
	return 0;
}

/* Day on which what this letter speaks of was received. */
static int64_t received_day(const struct acting *x)
{
	enum case_action action = x->a->action;
	if (action == ACT_DEEM_ACCEPTED)
		return day_of_ms(x->now.accepted_at, DAY_ZONE_CHINA);
	bool today = action == ACT_SUPPLY || action == ACT_RECEIVE || !x->now.submitted_at;
	return today ? x->today : day_of_ms(x->now.submitted_at, DAY_ZONE_CHINA);
}

/* The due day if a special procedure takes exactly as long as was said. */
static int64_t estimated_day(struct acting *x)
{
	const struct clock_row *special = clocks_find(x, "SPECIAL"), *promised = clocks_find(x, "PROMISED");
	const struct clock_row *k = promised ? promised : clocks_find(x, "STATUTORY");
	if (!special || !k || !k->paused)
		return 0;
	struct clock_row as_if = *k;
	struct pause *all;
	size_t n = pauses_read(x->t->mem, k->pauses, &all);
	for (size_t i = 0; i < n; i++)
		if (all[i].to == CLOCK_OPEN)
			all[i].to = special->due_day;
	as_if.pauses = pauses_write(x->t->mem, all, n);
	return clocks_recounted(x->t->mem, x->calendar, &as_if);
}

static void law_days(struct acting *x, struct json_out *j)
{
	struct arena *a = x->t->mem;
	enum case_action action = x->a->action;
	bool moved = action == ACT_EXTEND || action == ACT_END_SPECIAL;
	day(j, a, "started_on", x->special ? day_of_ms(x->special->at, DAY_ZONE_CHINA) : action == ACT_BEGIN_SPECIAL ? x->today : 0);
	day(j, a, "ended_on", action == ACT_END_SPECIAL ? x->today : 0);
	day(j, a, "estimated_on", estimated_day(x));
	day(j, a, "old_due_on", action == ACT_EXTEND ? x->was.due_day : 0);
	day(j, a, "new_due_on", moved ? x->now.due_day : 0);
	day(j, a, "hearing_until", due_day(x, "HEARING"));
	day(j, a, "until_on", x->a->until_day);
}

static const char *agency_name(struct acting *x, const struct member_row *m)
{
	struct organisation o;
	struct staff s;
	if (m->staff && staff_load(x->t, m->staff, &s))
		return s.name;
	return organisation_load(x->t, m->organisation, &o) ? o.short_name : "";
}

/* Who was asked until when, and what they answered: of the last round. */
static void opinions(struct acting *x, struct json_out *j)
{
	struct arena *a = x->t->mem;
	bool asks = x->a->action == ACT_ASK;
	if (!asks && x->a->action != ACT_SETTLE)
		return;
	json_key(j, asks ? "asked" : "opinions");
	json_open(j, '[');
	for (size_t i = 0; i < x->n_members; i++) {
		const struct member_row *m = &x->members[i];
		if (m->round != x->members[x->n_members - 1].round)
			continue;
		json_open(j, '{');
		json_member_text(j, "agency", agency_name(x, m));
		if (asks) {
			json_member_text(j, "until", day_words(a, m->due_day));
		} else {
			json_member_text(j, "answer", ask_answer_name(m->answer));
			json_member_text(j, "words", m->words);
			json_member_text(j, "date", m->answered_at ? day_words(a, day_of_ms(m->answered_at, DAY_ZONE_CHINA)) : "");
		}
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void days(struct acting *x, struct json_out *j)
{
	struct arena *a = x->t->mem;
	int64_t accept = due_day(x, "ACCEPT");
	json_member_text(j, "date", day_words(a, x->today));
	day(j, a, "received_on", received_day(x));
	day(j, a, "accepted_on", x->now.accepted_at ? day_of_ms(x->now.accepted_at, DAY_ZONE_CHINA) : 0);
	day(j, a, "answer_by", accept ? accept : due_day(x, "PREREVIEW"));
	day(j, a, "supply_by", x->a->action == ACT_LAPSE ? ended_day(x) : due_day(x, "SUPPLEMENT"));
	day(j, a, "due_on", due_day(x, "PROMISED"));
	day(j, a, "statutory_due_on", due_day(x, "STATUTORY"));
	day(j, a, "delivered_on", str_blank(x->a->method) ? 0 : x->today);
}

/* What is known in advance about time that will not count (art. 45) and about money. */
static void conditions(struct acting *x, struct json_out *j)
{
	if (x->body->promised.set)
		json_member_text(j, "promised", limit_words(x->t->mem, &x->body->promised));
	if (x->body->statutory.set)
		json_member_text(j, "statutory", limit_words(x->t->mem, &x->body->statutory));
	json_t *list;
	const char *special = "";
	size_t n = json_get_array(x->body->json, "special", &list);
	for (size_t i = 0; i < n; i++)
		special = arena_printf(x->t->mem, "%s%s%s", special, i ? "、" : "", json_get_text(json_array_get(list, i), "name"));
	optional(j, "special", special);
	json_member_text(j, "fee", json_get_array(x->body->json, "fees", &list) ? "按公示的标准收费，见办事指南" : "不收费");
}

static const char *valid_words(struct acting *x)
{
	return x->body->valid_years ? arena_printf(x->t->mem, "%lld 年", (long long)x->body->valid_years) : x->body->valid;
}

static const char *facts_sentence(struct acting *x, enum letter_kind kind)
{
	if (kind == LETTER_GRANT && str_blank(x->a->reason))
		return "申请材料齐全、符合法定形式";
	return str_or_empty(x->a->reason);
}

static const char *basis_words(struct acting *x)
{
	json_t *list;
	const char *words = "";
	if (!str_blank(x->a->basis))
		return x->a->basis;
	size_t n = json_get_array(x->body->json, "basis", &list);
	for (size_t i = 0; i < n; i++) {
		const json_t *law = json_array_get(list, i);
		words = arena_printf(x->t->mem, "%s%s《%s》%s", words, i ? "、" : "", json_get_text(law, "law"), json_get_text(law, "article"));
	}
	return words;
}

static void delivery(struct acting *x, struct json_out *j)
{
	if (str_blank(x->a->method))
		return;
	json_member_text(j, "method", codes_words(x->t, "delivery", x->a->method));
	optional(j, "recipient", x->a->recipient);
	json_member_text(j, "delivered_documents", str_eq(x->was.state, "denied") ? "不予行政许可决定书"
						   : x->body->result_name && *x->body->result_name ? x->body->result_name : "准予行政许可决定书");
}

static void result(struct acting *x, struct json_out *j)
{
	json_member_text(j, "licence_name", str_or_empty(x->body->result_name));
	optional(j, "valid", valid_words(x));
	optional(j, "conditions", x->a->conditions);
}

/* "2026-11-30 09:30" as a letter writes it. */
static const char *moment_words(struct arena *a, const char *typed)
{
	int64_t day_no;
	size_t n = strlen(typed);
	bool fits = n >= 10 && day_parse(arena_strndup(a, typed, 10), &day_no);
	return fits ? arena_printf(a, "%s%s", day_words(a, day_no), typed + 10) : typed;
}

/* What was asked: now, or in the round whose answers are summed up. */
static const char *question(const struct acting *x)
{
	if (x->a->action == ACT_ASK)
		return x->a->reason;
	return x->a->action == ACT_SETTLE && x->n_members ? x->members[x->n_members - 1].question : "";
}

/* Special procedures, extensions, hearings, joint review. */
static void law(struct acting *x, struct json_out *j)
{
	const struct case_act *a = x->a;
	const json_t *begun = x->special ? json_parse(x->t->mem, x->special->payload) : NULL;
	optional(j, "special_result", x->special ? a->reason : "");
	optional(j, "special_name", special_name(begun ? json_get_text(begun, "special") : str_or_empty(a->special)));
	if (a->amount)
		json_member_text(j, "special_time", arena_printf(x->t->mem, "%lld %s", (long long)a->amount, clock_unit_name(a->unit)));
	optional(j, "special_by", begun ? json_get_text(begun, "organiser") : a->organiser);
	optional(j, "approved_by", a->action == ACT_EXTEND ? x->actor.name : a->approver);
	optional(j, "hearing_at", moment_words(x->t->mem, str_or_empty(a->hearing_at)));
	optional(j, "hearing_place", a->place);
	optional(j, "hearing_host", str_blank(a->hearing_at) ? "" : a->organiser);
	if (a->days)
		json_member_text(j, "extension_days", arena_printf(x->t->mem, "%lld", (long long)a->days));
	optional(j, "question", question(x));
	optional(j, "outcome", a->action == ACT_SETTLE ? a->reason : "");
}

/* Numbers of the licence: just made, or made earlier and now delivered. */
static void numbers(struct acting *x, struct json_out *j)
{
	struct licence_view v;
	json_member_text(j, "case_number", x->now.number);
	if (x->licence.number) {
		json_member_text(j, "licence_number", x->licence.number);
		json_member_text(j, "identifier", x->licence.identifier);
	} else if (x->a->action == ACT_DELIVER && licence_of_case(x->t, x->now.id, &v)) {
		json_member_text(j, "licence_number", v.number);
		json_member_text(j, "identifier", v.identifier);
	}
}

static void early(struct acting *x, struct json_out *j, enum letter_kind kind)
{
	bool adverse = kind == LETTER_REFUSAL || kind == LETTER_DENIAL || kind == LETTER_LAPSE;
	agency(x, j);
	applicant(x, j);
	conditions(x, j);
	materials(x, j);
	gaps(x, j);
	delivery(x, j);
	result(x, j);
	law(x, j);
	json_member_text(j, "handler", x->actor.kind == WHO_STAFF ? x->actor.name : "");
	optional(j, "reason", x->a->reason);
	optional(j, "facts", facts_sentence(x, kind));
	optional(j, "basis", basis_words(x));
	optional(j, "refusal_kind", x->a->refusal_kind);
	optional(j, "competent_agency", x->a->competent_agency);
	if (!str_eq(x->item.type, "01") && (kind == LETTER_GRANT || kind == LETTER_DENIAL))
		json_member_text(j, "decision_title", kind == LETTER_GRANT ? "准予办理决定书" : "不予办理决定书");
	flag(j, "not_licence", !str_eq(x->item.type, "01")); /* only type 01 is a licence under 行政许可法 */
	flag(j, "deemed", x->a->action == ACT_DEEM_ACCEPTED); /* art. 32(4) */
	flag(j, "remedy", adverse); /* arts. 38, 7: who is refused is told of review and lawsuit */
	flag(j, "demo", *setting_text(x->t, SETTING_NOTICE) != '\0');
}

static void late(struct acting *x, struct json_out *j)
{
	numbers(x, j);
	days(x, j);
	law_days(x, j);
	opinions(x, j);
}

static const char *object(struct acting *x, bool with_early, enum letter_kind kind, bool with_late)
{
	struct out o;
	out_init(&o, x->t->mem, FACTS_MAX);
	struct json_out j = json_begin(&o);
	json_open(&j, '{');
	if (with_early)
		early(x, &j, kind);
	if (with_late)
		late(x, &j);
	json_close(&j, '}');
	must(!o.failed);
	const char *text = arena_strdup(x->t->mem, out_str(&o));
	out_release(&o);
	return text;
}

const char *facts_early(struct acting *x, enum letter_kind kind)
{
	return object(x, true, kind, false);
}

const char *facts_late(struct acting *x)
{
	return object(x, false, LETTER_NONE, true);
}

const char *facts_whole(struct acting *x, enum letter_kind kind)
{
	return object(x, true, kind, true);
}

const char *facts_face(struct acting *x)
{
	struct arena *a = x->t->mem;
	struct answer *answers;
	struct out o;
	size_t n = forms_answers(a, forms_of_item(a, x->t, x->body->json), x->now.form, true, &answers);
	out_init(&o, a, FACTS_MAX);
	struct json_out j = json_begin(&o);
	enum { MOST = 8, LONGEST = 60 }; /* a face is one page: short answers only */
	size_t shown = 0;
	json_open(&j, '[');
	for (size_t i = 0; i < n && shown < MOST; i++) {
		if (str_blank(answers[i].words) || str_length(answers[i].words) > LONGEST)
			continue;
		json_open(&j, '{');
		json_member_text(&j, "label", answers[i].label);
		json_member_text(&j, "value", answers[i].words);
		json_close(&j, '}');
		shown++;
	}
	json_close(&j, ']');
	const char *text = arena_strdup(a, out_str(&o));
	out_release(&o);
	return text;
}

void facts_evidence(struct acting *x, struct json_out *j)
{
	char form[DIGEST_HEX];
	digest_hex(x->was.form, strlen(x->was.form), form);
	json_member_text(j, "form", form);
	json_key(j, "materials");
	json_open(j, '[');
	for (size_t i = 0; i < x->n_materials; i++) {
		const struct material_row *m = &x->materials[i];
		json_open(j, '{');
		json_member_int(j, "no", m->no);
		json_member_text(j, "source", m->source);
		optional(j, "opinion", m->opinion);
		optional(j, "words", m->opinion_words);
		json_key(j, "files");
		json_open(j, '[');
		for (size_t k = 0; k < x->n_files; k++)
			if (x->files[k].material == m->no)
				json_text(j, x->files[k].hash);
		json_close(j, ']');
		json_close(j, '}');
	}
	json_close(j, ']');
}
