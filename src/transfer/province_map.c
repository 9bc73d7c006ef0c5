/* What the provincial hall's fields are called here. One table says it of the plain ones; the lists have a function each. */
#include "transfer/columns.h"
#include "transfer/province_private.h"
#include "base/str.h"
#include <string.h>

enum as { AS_VALUE /* by the element's kind */, AS_CODE, AS_LINES, AS_DAYS_NOTE };

/* Their codes where they are not the names of our table. Ends with theirs NULL. */
static const struct pair types[] = {
	{ "XK", "01" }, { "XF", "02" }, { "XZ", "03" }, { "XS", "04" }, { "XG", "05" }, { "XC", "06" }, { "QR", "07" }, { "JL", "08" },
	{ "CJ", "09" }, { "QT", "10" }, { "GF", "20" }, { "公共服务", "20" }, { 0 },
};
static const struct pair levels[] = {
	{ "state", "1" }, { "province", "2" }, { "city", "3" }, { "county", "4" }, { "country", "5" }, { "village", "6" }, { "国家级", "1" },
	{ "省级", "2" }, { "市级", "3" }, { "县级", "4" }, { "区级", "4" }, { "街道", "5" }, { 0 },
};
static const struct pair sources[] = {
	{ "01", "1" }, { "02", "3" }, { "03", "4" }, { "04", "5" }, { "05", "6" }, { "06", "2" }, { "07", "7" }, { "法定本级", "1" },
	{ "上级授权", "3" }, { "同级授权", "4" }, { "上级委托", "5" }, { "同级委托", "6" }, { "上级下放", "2" }, { 0 },
};
static const struct pair subjects[] = { { "01", "1" }, { "02", "2" }, { "03", "3" }, { 0 } };
static const struct pair kinds[] = { { "普通件", "2" }, { "普通件(承诺件)", "2" }, { 0 } };
static const struct pair ways_in[] = { { "win", "1" }, { "post", "4" }, { 0 } };
static const struct pair ways_out[] = { { "01", "window" }, { "02", "post" }, { "03", "electronic" }, { 0 } };

static const struct field_row {
	const char *field, *key;
	enum as as;
	const struct pair *pairs; /* AS_CODE: NULL where their names are those of our table */
} mappings[] = {
	{ "Unid", "provincial_id", AS_VALUE, NULL },
	{ "Infoprojid", "provincial_code", AS_VALUE, NULL },
	{ "SrcCode", "local_code", AS_VALUE, NULL },
	{ "ServiceName", "name", AS_VALUE, NULL },
	{ "AddType", "type", AS_CODE, types },
	{ "LeadDept", "lead_office", AS_VALUE, NULL },
	{ "SecondOffice", "second_office", AS_VALUE, NULL },
	{ "ServiceType", "case_kind", AS_CODE, kinds },
	{ "Inproperty", "presence", AS_CODE, NULL },
	{ "WebapplyUrl", "online_url", AS_VALUE, NULL },
	{ "Applyterm", "conditions", AS_LINES, NULL },
	{ "Proceflow", "flow_note", AS_VALUE, NULL },
	{ "CountLimit", "quantity_limit", AS_VALUE, NULL },
	{ "PromiseDay", "promised", AS_DAYS_NOTE, NULL },
	{ "LawLimit", "statutory", AS_DAYS_NOTE, NULL },
	{ "PreDay", "prereview_days", AS_VALUE, NULL },
	{ "TrafficGuide", "transport", AS_VALUE, NULL },
	{ "LinkMan", "consult_person", AS_VALUE, NULL },
	{ "ContactPhone", "consult_phone", AS_VALUE, NULL },
	{ "MonitorComplain", "complain_phone", AS_VALUE, NULL },
	{ "MediService", "intermediary", AS_VALUE, NULL },
	{ "DeptEntrust", "entrusting_agency", AS_VALUE, NULL },
	{ "EntryCenterIf", "service_centre", AS_VALUE, NULL },
	{ "IsNearby", "nearby", AS_VALUE, NULL },
	{ "IsOrderHandle", "appointment", AS_VALUE, NULL },
	{ "IsServiceTerminals", "self_service", AS_VALUE, NULL },
	{ "SceneReason", "visits_reason", AS_VALUE, NULL },
	{ "EnterMethod", "enter_method", AS_CODE, NULL },
	{ "IsInvestProject", "investment_project", AS_VALUE, NULL },
	{ "EngineeringFlag", "engineering", AS_VALUE, NULL },
	{ "AgentFlag", "agent_service", AS_VALUE, NULL },
	{ "InformFlag", "notice_promise", AS_VALUE, NULL },
	{ "PerformLevel", "level", AS_CODE, levels },
	{ "PowerSource", "power_source", AS_CODE, sources },
	{ "DeptProperty", "subject_kind", AS_CODE, subjects },
	{ "AcceptGetType", "channels", AS_CODE, ways_in },
	{ "FinishGetType", "delivery", AS_CODE, ways_out },
	{ "RightclassGerensx", "personal_topics", AS_LINES, NULL },
	{ "RightclassGerentd", "life_events", AS_LINES, NULL },
	{ "RightclassQiyezt", "company_topics", AS_LINES, NULL },
	{ "RightclassQiyejy", "stages", AS_LINES, NULL },
	{ "BaseCode", "base_code", AS_VALUE, NULL },
};

/* Taken from several together (province_lists.c), or for what is not an element. */
static const char *const elsewhere[] = {
	"According", "AcceptAddress", "OfficeTime", "WinInfo", "ChargeFlag", "ChargeName", "ChargeType", "ChargeStandard", "ChargeAccord",
	"ChargeDetails", "ChargeDerateIf", "ChargeDerateAccord", "FinishType", "ResultName", "ServiceAccepts", "ServiceSpecials", "Attrs",
	"Notices", "ServiceCataRelation", "DeptName", "DeptCode", "CurState", "StarProperty", "PromiseDayInfo", "LawLimitInfo", "Version", NULL,
};

enum { MAPPINGS = sizeof mappings / sizeof *mappings, SHOWN_CHARACTERS = 60 };

void province_map_note(struct mapping *m, const char *field, const char *what)
{
	struct province_service *s = m->out;
	if (s->n_notes == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 16;
		s->notes = arena_grow(m->t->mem, s->notes, m->cap * sizeof *s->notes, cap * sizeof *s->notes);
		m->cap = cap;
	}
	s->notes[s->n_notes++] = (struct province_note){ field, what };
}

const char *province_map_text(struct mapping *m, const char *field)
{
	return province_text(m->t->mem, m->service, field);
}

void province_map_put(struct mapping *m, const char *key, json_t *v)
{
	json_object_set_new(m->out->said, key, v);
}

/* ---- plain fields ---- */

const char *province_map_ours(const struct pair *pairs, const char *theirs)
{
	for (; pairs && pairs->theirs; pairs++)
		if (str_eq(pairs->theirs, theirs))
			return pairs->ours;
	return NULL;
}

const char *province_map_code(struct mapping *m, const char *table, const struct pair *pairs, const char *theirs)
{
	const char *code = province_map_ours(pairs, theirs);
	const struct choice *c = codes_of(m->t, table);
	if (code)
		return code;
	while (c->word && !str_eq(c->word, theirs) && !str_eq(c->name, theirs))
		c++;
	return c->word;
}

static json_t *lines_of(struct arena *a, const char *text)
{
	json_t *list = json_array();
	char *rest = arena_strdup(a, text);
	for (char *line; (line = strsep(&rest, "\n"));) {
		const char *one = str_trim(a, line);
		if (*one)
			json_array_append_new(list, json_string(one));
	}
	return list;
}

static void take_codes(struct mapping *m, const struct field_row *row, const struct element *e, const char *text)
{
	json_t *list = json_array();
	char *rest = arena_strdup(m->t->mem, text);
	for (char *one; (one = strsep(&rest, ",;|"));) {
		const char *theirs = str_trim(m->t->mem, one), *code = province_map_code(m, e->codes, row->pairs, theirs);
		if (code)
			json_array_append_new(list, json_string(code));
		else if (*theirs)
			province_map_note(m, row->field, arena_printf(m->t->mem, "“%s”不在%s的代码表里，没有取用", theirs, e->label));
	}
	if (json_array_size(list))
		province_map_put(m, e->key, e->kind == ELEMENT_CODES ? json_incref(list) : json_incref(json_array_get(list, 0)));
	json_decref(list);
}

/* −1: the law says nothing, or nothing is promised. */
static void take_limit(struct mapping *m, const struct field_row *row, const char *text)
{
	int64_t days;
	const char *more = province_map_text(m, arena_printf(m->t->mem, "%sInfo", row->field));
	if (!num_parse(text, -1, INT32_MAX, &days)) {
		province_map_note(m, row->field, arena_printf(m->t->mem, "“%s”不是天数，没有取用", str_shorten(m->t->mem, text, SHOWN_CHARACTERS)));
		return;
	}
	if (days < 0)
		return;
	json_t *limit = json_pack("{s:I, s:s}", "amount", (json_int_t)days, "unit", "wd");
	if (*more)
		json_object_set_new(limit, "note", json_string(more));
	province_map_put(m, row->key, limit);
	if (days == 0 && str_eq(row->key, "promised"))
		province_map_put(m, "instant", json_true());
}

static void take_value(struct mapping *m, const struct field_row *row, const struct element *e, const char *text)
{
	json_t *v = NULL;
	const char *wrong = columns_read(m->t, e, text, &v);
	if (wrong)
		province_map_note(m, row->field, arena_printf(m->t->mem, "“%s”%s，没有取用", str_shorten(m->t->mem, text, SHOWN_CHARACTERS), wrong));
	else
		province_map_put(m, e->key, v);
}

static void take_field(struct mapping *m, const struct field_row *row)
{
	const struct element *e = element_find(row->key);
	const char *text = province_map_text(m, row->field);
	if (!*text)
		return;
	switch (row->as) {
	case AS_CODE: take_codes(m, row, e, text); break;
	case AS_LINES: province_map_put(m, e->key, lines_of(m->t->mem, text)); break;
	case AS_DAYS_NOTE: take_limit(m, row, text); break;
	default: take_value(m, row, e, text); break;
	}
}

/* ---- the whole ---- */

static void take_state(struct mapping *m)
{
	static const struct pair changes[] = { { "取消", "cancel" }, { "挂起", "suspend" }, { 0 } };
	const char *state = province_map_text(m, "CurState"), *change = province_map_ours(changes, state);
	m->out->change = change ? change : "change";
	if (str_starts(state, "涉密"))
		province_map_put(m, "secret", json_true());
}

static int64_t star_of(const char *text)
{
	static const char *const names[] = { "一", "二", "三", "四", "五" };
	int64_t star = 0;
	for (int i = 0; i < 5; i++)
		if (str_starts(text, names[i]))
			return i + 1;
	return num_parse(text, 1, 5, &star) ? star : 0;
}

static bool is_known(const char *field)
{
	for (size_t i = 0; i < MAPPINGS; i++)
		if (str_eq(mappings[i].field, field))
			return true;
	for (const char *const *one = elsewhere; *one; one++)
		if (str_eq(*one, field))
			return true;
	return false;
}

static void note_unknown(struct mapping *m)
{
	struct arena *a = m->t->mem;
	const char *field;
	json_t *v;
	json_object_foreach((json_t *)m->service, field, v) {
		const char *text = json_is_string(v) ? json_string_value(v) : json_is_null(v) ? "" : json_print(a, v);
		if (*text && !is_known(field))
			province_map_note(m, arena_strdup(a, field), arena_printf(a, "没有对应的栏目：“%s”", str_shorten(a, text, SHOWN_CHARACTERS)));
	}
}

static void release(void *v)
{
	json_decref(v);
}

void province_map(struct tx *t, const json_t *service, struct province_service *out)
{
	*out = (struct province_service){ .said = json_object() };
	arena_defer(t->mem, release, out->said);
	struct mapping m = { .t = t, .service = service, .out = out };
	for (size_t i = 0; i < MAPPINGS; i++)
		take_field(&m, &mappings[i]);
	province_lists_take(&m);
	take_state(&m);
	note_unknown(&m);
	out->name = province_map_text(&m, "ServiceName");
	out->code = province_map_text(&m, "Infoprojid");
	out->department = province_map_text(&m, "DeptName");
	out->department_code = province_map_text(&m, "DeptCode");
	out->star = star_of(province_map_text(&m, "StarProperty"));
}
