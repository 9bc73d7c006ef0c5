/* What the provincial hall's fields are called here. One table says it of the plain ones; the lists have a function each. */
#include "transfer/columns.h"
#include "transfer/province.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

enum as { AS_VALUE /* by the element's kind */, AS_CODE, AS_LINES, AS_DAYS_NOTE, AS_ELSEWHERE /* taken by a function below */, AS_NOTHING };

struct pair { const char *theirs, *ours; };

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
static const struct pair results[] = { { "证照", "10" }, { "批文", "20" }, { "其他", "30" }, { "无", "40" }, { "1", "10" }, { "2", "20" }, { "3", "30" }, { "4", "40" }, { 0 } };
static const struct pair none[] = { { 0 } };

static const struct mapping {
	const char *field, *key;
	enum as as;
	const struct pair *pairs;
} mappings[] = {
	{ "Unid", "provincial_id", AS_VALUE, none },
	{ "Infoprojid", "provincial_code", AS_VALUE, none },
	{ "SrcCode", "local_code", AS_VALUE, none },
	{ "ServiceName", "name", AS_VALUE, none },
	{ "AddType", "type", AS_CODE, types },
	{ "LeadDept", "lead_office", AS_VALUE, none },
	{ "SecondOffice", "second_office", AS_VALUE, none },
	{ "ServiceType", "case_kind", AS_CODE, kinds },
	{ "Inproperty", "presence", AS_CODE, none },
	{ "WebapplyUrl", "online_url", AS_VALUE, none },
	{ "Applyterm", "conditions", AS_LINES, none },
	{ "Proceflow", "flow_note", AS_VALUE, none },
	{ "CountLimit", "quantity_limit", AS_VALUE, none },
	{ "PromiseDay", "promised", AS_DAYS_NOTE, none },
	{ "LawLimit", "statutory", AS_DAYS_NOTE, none },
	{ "PreDay", "prereview_days", AS_VALUE, none },
	{ "TrafficGuide", "transport", AS_VALUE, none },
	{ "LinkMan", "consult_person", AS_VALUE, none },
	{ "ContactPhone", "consult_phone", AS_VALUE, none },
	{ "MonitorComplain", "complain_phone", AS_VALUE, none },
	{ "MediService", "intermediary", AS_VALUE, none },
	{ "DeptEntrust", "entrusting_agency", AS_VALUE, none },
	{ "EntryCenterIf", "service_centre", AS_VALUE, none },
	{ "IsNearby", "nearby", AS_VALUE, none },
	{ "IsOrderHandle", "appointment", AS_VALUE, none },
	{ "IsServiceTerminals", "self_service", AS_VALUE, none },
	{ "SceneReason", "visits_reason", AS_VALUE, none },
	{ "EnterMethod", "enter_method", AS_CODE, none },
	{ "IsInvestProject", "investment_project", AS_VALUE, none },
	{ "EngineeringFlag", "engineering", AS_VALUE, none },
	{ "AgentFlag", "agent_service", AS_VALUE, none },
	{ "InformFlag", "notice_promise", AS_VALUE, none },
	{ "PerformLevel", "level", AS_CODE, levels },
	{ "PowerSource", "power_source", AS_CODE, sources },
	{ "DeptProperty", "subject_kind", AS_CODE, subjects },
	{ "AcceptGetType", "channels", AS_CODE, ways_in },
	{ "FinishGetType", "delivery", AS_CODE, ways_out },
	{ "RightclassGerensx", "personal_topics", AS_LINES, none },
	{ "RightclassGerentd", "life_events", AS_LINES, none },
	{ "RightclassQiyezt", "company_topics", AS_LINES, none },
	{ "RightclassQiyejy", "stages", AS_LINES, none },
	{ "BaseCode", "base_code", AS_VALUE, none },
	{ "According", "basis", AS_ELSEWHERE, none }, { "AcceptAddress", "places", AS_ELSEWHERE, none }, { "OfficeTime", "places", AS_ELSEWHERE, none },
	{ "WinInfo", "places", AS_ELSEWHERE, none }, { "ChargeFlag", "fees", AS_ELSEWHERE, none }, { "ChargeName", "fees", AS_ELSEWHERE, none },
	{ "ChargeType", "fees", AS_ELSEWHERE, none }, { "ChargeStandard", "fees", AS_ELSEWHERE, none }, { "ChargeAccord", "fees", AS_ELSEWHERE, none },
	{ "ChargeDetails", "fees", AS_ELSEWHERE, none }, { "ChargeDerateIf", "fees", AS_ELSEWHERE, none },
	{ "ChargeDerateAccord", "fees", AS_ELSEWHERE, none }, { "FinishType", "result", AS_ELSEWHERE, none },
	{ "ResultName", "result", AS_ELSEWHERE, none }, { "ServiceAccepts", "modes", AS_ELSEWHERE, none },
	{ "ServiceSpecials", "special", AS_ELSEWHERE, none }, { "Attrs", "materials", AS_ELSEWHERE, none },
	{ "Notices", "questions", AS_ELSEWHERE, none }, { "DeptName", "", AS_NOTHING, none }, { "DeptCode", "", AS_NOTHING, none },
	{ "CurState", "", AS_NOTHING, none }, { "StarProperty", "", AS_NOTHING, none }, { "PromiseDayInfo", "", AS_NOTHING, none },
	{ "LawLimitInfo", "", AS_NOTHING, none }, { "Version", "", AS_NOTHING, none }, { "ServiceCataRelation", "base_code", AS_ELSEWHERE, none },
};
enum { MAPPINGS = sizeof mappings / sizeof *mappings, SHOWN_CHARACTERS = 60, NOTE_CHARACTERS = 16 };

struct mapping_at { struct tx *t; const json_t *service; struct province_service *out; size_t cap; };

static void note(struct mapping_at *m, const char *field, const char *what)
{
	struct province_service *s = m->out;
	if (s->n_notes == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 16;
		s->notes = arena_grow(m->t->mem, s->notes, m->cap * sizeof *s->notes, cap * sizeof *s->notes);
		m->cap = cap;
	}
	s->notes[s->n_notes++] = (struct province_note){ field, what };
}

static const char *text_of(struct mapping_at *m, const char *field)
{
	return province_text(m->t->mem, m->service, field);
}

static void put(struct mapping_at *m, const char *key, json_t *v)
{
	json_object_set_new(m->out->said, key, v);
}

static void put_text(json_t *o, const char *key, const char *text)
{
	if (*text)
		json_object_set_new(o, key, json_string(text));
}

static void put_rows(struct mapping_at *m, const char *key, json_t *rows)
{
	if (json_array_size(rows))
		put(m, key, rows);
	else
		json_decref(rows);
}

/* ---- plain fields ---- */

static const char *translated(const struct pair *pairs, const char *theirs)
{
	for (; pairs->theirs; pairs++)
		if (str_eq(pairs->theirs, theirs))
			return pairs->ours;
	return NULL;
}

/* By the pairs, else by name or code in the table; NULL when neither knows it. */
static const char *code_of(struct mapping_at *m, const char *table, const struct pair *pairs, const char *theirs)
{
	const char *code = translated(pairs, theirs);
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

static void take_codes(struct mapping_at *m, const struct mapping *row, const struct element *e, const char *text)
{
	json_t *list = json_array();
	char *rest = arena_strdup(m->t->mem, text);
	for (char *one; (one = strsep(&rest, ",;|"));) {
		const char *theirs = str_trim(m->t->mem, one), *code = code_of(m, e->codes, row->pairs, theirs);
		if (code)
			json_array_append_new(list, json_string(code));
		else if (*theirs)
			note(m, row->field, arena_printf(m->t->mem, "“%s”不在%s的代码表里，没有取用", theirs, e->label));
	}
	if (json_array_size(list))
		put(m, e->key, e->kind == ELEMENT_CODES ? json_incref(list) : json_incref(json_array_get(list, 0)));
	json_decref(list);
}

/* −1: the law says nothing, or nothing is promised. */
static void take_limit(struct mapping_at *m, const struct mapping *row, const char *text)
{
	int64_t days;
	const char *more = text_of(m, arena_printf(m->t->mem, "%sInfo", row->field));
	if (!num_parse(text, -1, INT32_MAX, &days)) {
		note(m, row->field, arena_printf(m->t->mem, "“%s”不是天数，没有取用", str_shorten(m->t->mem, text, SHOWN_CHARACTERS)));
		return;
	}
	if (days < 0)
		return;
	json_t *limit = json_pack("{s:I, s:s}", "amount", (json_int_t)days, "unit", "wd");
	put_text(limit, "note", more);
	put(m, row->key, limit);
	if (days == 0 && str_eq(row->key, "promised"))
		put(m, "instant", json_true());
}

static void take_value(struct mapping_at *m, const struct mapping *row, const struct element *e, const char *text)
{
	json_t *v = NULL;
	const char *wrong = columns_read(m->t, e, text, &v);
	if (wrong)
		note(m, row->field, arena_printf(m->t->mem, "“%s”%s，没有取用", str_shorten(m->t->mem, text, SHOWN_CHARACTERS), wrong));
	else
		put(m, e->key, v);
}

static void take_field(struct mapping_at *m, const struct mapping *row)
{
	const struct element *e = element_find(row->key);
	const char *text = text_of(m, row->field);
	if (!*text || row->as >= AS_ELSEWHERE)
		return;
	switch (row->as) {
	case AS_CODE: take_codes(m, row, e, text); break;
	case AS_LINES: put(m, e->key, lines_of(m->t->mem, text)); break;
	case AS_DAYS_NOTE: take_limit(m, row, text); break;
	default: take_value(m, row, e, text); break;
	}
}

/* ---- lists ---- */

static void take_basis(struct mapping_at *m)
{
	struct arena *a = m->t->mem;
	const char *text = text_of(m, "According"), *from = strstr(text, "《"), *to = from ? strstr(from, "》") : NULL;
	const char *article = strstr(text, "第"), *end = article ? strstr(article, "条") : NULL;
	if (!*text)
		return;
	const char *law = to ? arena_strndup(a, from + strlen("《"), (size_t)(to - from) - strlen("《")) : "见条款内容";
	const char *which = end ? arena_strndup(a, article, (size_t)(end - article) + strlen("条")) : "见条款内容";
	json_t *row = json_pack("{s:s, s:s, s:s}", "law", str_shorten(a, law, 190), "article", str_shorten(a, which, 90), "text", text);
	put(m, "basis", json_pack("[o]", row));
}

static void take_place(struct mapping_at *m)
{
	const char *address = text_of(m, "AcceptAddress");
	if (!*address)
		return;
	json_t *row = json_pack("{s:s, s:s}", "name", "受理地点", "address", address);
	put_text(row, "windows", text_of(m, "WinInfo"));
	put_text(row, "hours", text_of(m, "OfficeTime"));
	put_text(row, "phone", text_of(m, "ContactPhone"));
	put(m, "places", json_pack("[o]", row));
}

static json_t *fee_of(struct mapping_at *m, const char *name, const char *standard)
{
	const char *method = code_of(m, "charge_method", none, text_of(m, "ChargeType"));
	json_t *row = json_pack("{s:s, s:s}", "name", *name ? name : "收费", "standard", *standard ? standard : "见收费依据");
	put_text(row, "basis", text_of(m, "ChargeAccord"));
	put_text(row, "method", str_or_empty(method));
	put_text(row, "relief_basis", text_of(m, "ChargeDerateAccord"));
	json_object_set_new(row, "online", json_boolean(str_eq(method, "02")));
	return row;
}

static void take_fees(struct mapping_at *m)
{
	struct arena *a = m->t->mem;
	json_t *rows = json_array(), *details = province_list(a, m->service, "ChargeDetails", "ChargeDetail"), *d;
	size_t i;
	if (!str_eq(text_of(m, "ChargeFlag"), "Y")) {
		json_decref(rows);
		return;
	}
	json_array_foreach(details, i, d) {
		const char *unit = province_text(a, d, "Unit"), *standard = province_text(a, d, "Standard"), *amount = province_text(a, d, "Amount");
		json_t *row = fee_of(m, province_text(a, d, "Name"), *standard ? standard : arena_printf(a, "%s 元%s%s", amount, *unit ? "/" : "", unit));
		put_text(row, "code", province_text(a, d, "Code"));
		json_array_append_new(rows, row);
	}
	if (!json_array_size(rows))
		json_array_append_new(rows, fee_of(m, text_of(m, "ChargeName"), text_of(m, "ChargeStandard")));
	put_rows(m, "fees", rows);
}

static void take_result(struct mapping_at *m)
{
	const char *kind = text_of(m, "FinishType"), *name = text_of(m, "ResultName"), *code = *kind ? code_of(m, "result_kind", results, kind) : NULL;
	json_t *result = json_object();
	put_text(result, "kind", str_or_empty(code));
	put_text(result, "name", name);
	if (*kind && !code)
		note(m, "FinishType", arena_printf(m->t->mem, "“%s”不在审批结果类型的代码表里，没有取用", kind));
	if (json_object_size(result))
		put(m, "result", result);
	else
		json_decref(result);
}

/* 1 counter, 2 to 4 the modes of three, four and five stars; visits −1: not promised, so an online one is not offered. */
static void take_modes(struct mapping_at *m)
{
	static const char *const kinds_of[] = { "counter", "three", "four", "five" };
	enum { KINDS = sizeof kinds_of / sizeof *kinds_of, VISITS_MAX = 9 };
	struct arena *a = m->t->mem;
	json_t *rows = json_array(), *list = province_list(a, m->service, "ServiceAccepts", "ServiceAccept"), *each;
	size_t i;
	json_array_foreach(list, i, each) {
		int64_t kind, visits = -1, level = 1;
		bool known = num_parse(province_text(a, each, "AcceptType"), 1, KINDS, &kind);
		if (!num_parse(province_text(a, each, "ToWinMaxNum"), -1, VISITS_MAX, &visits))
			visits = -1;
		if (!num_parse(province_text(a, each, "AccountType"), 1, 3, &level))
			level = known && kind > 1 ? 2 : 1;
		if (!known || (kind > 1 && visits < 0)) {
			note(m, "ServiceAccepts", arena_printf(a, "第 %zu 种申请方式%s，没有取用", i + 1, known ? "没有承诺次数" : "不认识"));
			continue;
		}
		json_t *row = json_pack("{s:s, s:s}", "kind", kinds_of[kind - 1], "level", arena_printf(a, "%lld", (long long)level));
		if (visits >= 0)
			json_object_set_new(row, "visits", json_integer(visits));
		put_text(row, "note", str_shorten(a, province_text(a, each, "ToWinInfo"), NOTE_CHARACTERS - 1));
		json_array_append_new(rows, row);
	}
	put_rows(m, "modes", rows);
}

static void take_special(struct mapping_at *m)
{
	struct arena *a = m->t->mem;
	json_t *rows = json_array(), *list = province_list(a, m->service, "ServiceSpecials", "ServiceSpecial"), *each;
	size_t i;
	json_array_foreach(list, i, each) {
		const char *name = province_text(a, each, "Sname"), *days = province_text(a, each, "Sday"), *content = province_text(a, each, "Sconent");
		json_t *row = json_pack("{s:s, s:s, s:s}", "name", *name ? name : "特别程序", "basis", *content ? content : "见设定依据", "limit",
					*days ? arena_printf(a, "%s 个工作日", days) : "另行告知");
		json_array_append_new(rows, row);
	}
	put_rows(m, "special", rows);
}

static json_t *material_of(struct mapping_at *m, const json_t *each)
{
	static const struct pair collects[] = { { "原件(收)", "1" }, { "原件(验)", "2" }, { "原件（收）", "1" }, { "原件（验）", "2" }, { "复印件", "3" }, { "电子文档", "4" }, { 0 } };
	static const struct pair sources_of[] = { { "申请人自备", "10" }, { "政府部门核发", "20" }, { "其他", "99" }, { "01", "10" }, { "02", "20" }, { 0 } };
	struct arena *a = m->t->mem;
	const char *ways = province_text(a, each, "GetTypeUnids"), *need = province_text(a, each, "NecessityIf");
	const char *collect = translated(collects, province_text(a, each, "Medium")), *when = province_text(a, each, "AttrType");
	bool paper = strstr(ways, "paper") || strstr(ways, "01"), form = strstr(ways, "form") || strstr(ways, "04");
	bool online = form || strstr(ways, "upload") || strstr(ways, "license") || strstr(ways, "02") || strstr(ways, "03");
	bool licence = strstr(ways, "license") || strstr(ways, "03");
	const char *from = code_of(m, "material_source", sources_of, province_text(a, each, "MaterialSource"));
	json_t *row = json_pack("{s:s, s:s, s:s, s:s, s:s}", "name", province_text(a, each, "AttrName"), "type", form ? "2" : licence ? "1" : "3",
				"necessity", str_eq(need, "N") || str_eq(need, "0") || str_eq(need, "否") ? "2" : "1",
				"medium", online && !paper ? "2" : paper && !online ? "1" : "3", "source", from ? from : "10");
	const char *remark = province_text(a, each, "AttrRemark");
	int64_t count;
	put_text(row, "code", province_text(a, each, "AttrCode"));
	put_text(row, "collect", str_or_empty(collect));
	if (form)
		json_object_set_new(row, "by_form", json_true());
	if (num_parse(province_text(a, each, "PageNum"), 0, 99, &count))
		json_object_set_new(row, "originals", json_integer(count));
	if (num_parse(province_text(a, each, "PageCopyNum"), 0, 99, &count))
		json_object_set_new(row, "copies", json_integer(count));
	put_text(row, "note", *when ? arena_printf(a, "情形：%s%s%s", when, *remark ? "；" : "", remark) : remark);
	if (*when)
		note(m, "AttrType", arena_printf(a, "材料“%s”属于情形“%s”，记在备注里，请在“情形”里设好条件", json_get_text(row, "name"), when));
	return row;
}

static int by_sort(const void *a, const void *b)
{
	const json_t *const *x = a, *const *y = b;
	int64_t m = strtol(json_get_text(*x, "AttrSort"), NULL, 10), n = strtol(json_get_text(*y, "AttrSort"), NULL, 10);
	return m < n ? -1 : m > n;
}

static void take_materials(struct mapping_at *m)
{
	json_t *rows = json_array(), *list = province_list(m->t->mem, m->service, "Attrs", "Attr");
	size_t n = json_array_size(list);
	const json_t **all = arena_array(m->t->mem, const json_t *, n + 1);
	for (size_t i = 0; i < n; i++)
		all[i] = json_array_get(list, i);
	qsort(all, n, sizeof *all, by_sort);
	for (size_t i = 0; i < n; i++) {
		if (*province_text(m->t->mem, all[i], "AttrName"))
			json_array_append_new(rows, material_of(m, all[i]));
		if (*province_text(m->t->mem, all[i], "AttrTempleMaterial") || *province_text(m->t->mem, all[i], "AttrSampleMaterial"))
			note(m, "Attrs", arena_printf(m->t->mem, "材料“%s”的空白表格或样表没有随文件来，请上传", json_get_text(all[i], "AttrName")));
	}
	put_rows(m, "materials", rows);
}

static const char *first_text(struct arena *a, const json_t *o, const char *const *fields)
{
	for (; *fields; fields++)
		if (*province_text(a, o, *fields))
			return province_text(a, o, *fields);
	return "";
}

/* 1 what to check oneself, 2 reminders, 3 questions. */
static void take_notices(struct mapping_at *m)
{
	static const char *const titles[] = { "Title", "NoticeTitle", "Question", "NoticeName", NULL };
	static const char *const contents[] = { "Content", "NoticeContent", "Answer", "NoticeInfo", NULL };
	struct arena *a = m->t->mem;
	json_t *lists[] = { json_array(), json_array(), json_array() }, *list = province_list(a, m->service, "Notices", "Notice"), *each;
	size_t i;
	json_array_foreach(list, i, each) {
		const char *title = first_text(a, each, titles), *content = first_text(a, each, contents);
		int64_t kind;
		if (!num_parse(province_text(a, each, "NoticeType"), 1, 3, &kind) || !(*title || *content))
			note(m, "Notices", arena_printf(a, "第 %zu 条不认识，没有取用：%s", i + 1, str_shorten(a, json_print(a, each), SHOWN_CHARACTERS)));
		else if (kind == 3)
			json_array_append_new(lists[2], json_pack("{s:s, s:s}", "q", *title ? title : content, "a", *title ? content : ""));
		else
			json_array_append_new(lists[kind - 1], json_string(*content ? content : title));
	}
	put_rows(m, "self_check", lists[0]);
	put_rows(m, "reminders", lists[1]);
	put_rows(m, "questions", lists[2]);
}

static void take_base_code(struct mapping_at *m)
{
	json_t *list = province_list(m->t->mem, m->service, "ServiceCataRelation", "ServiceCataRelation");
	const char *code = province_text(m->t->mem, json_array_get(list, 0), "BaseCode");
	if (*code)
		put(m, "base_code", json_string(code));
}

/* ---- the whole ---- */

static void take_state(struct mapping_at *m)
{
	static const struct pair changes[] = { { "取消", "cancel" }, { "挂起", "suspend" }, { 0 } };
	const char *state = text_of(m, "CurState"), *change = translated(changes, state);
	m->out->change = change ? change : "change";
	if (str_starts(state, "涉密"))
		put(m, "secret", json_true());
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

static void note_unknown(struct mapping_at *m)
{
	const char *field;
	json_t *v;
	json_object_foreach((json_t *)m->service, field, v) {
		size_t i = 0;
		while (i < MAPPINGS && !str_eq(mappings[i].field, field))
			i++;
		const char *text = json_is_string(v) ? json_string_value(v) : json_print(m->t->mem, v);
		if (i == MAPPINGS && *text && !json_is_null(v))
			note(m, arena_strdup(m->t->mem, field), arena_printf(m->t->mem, "没有对应的栏目：“%s”", str_shorten(m->t->mem, text, SHOWN_CHARACTERS)));
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
	struct mapping_at m = { .t = t, .service = service, .out = out };
	for (size_t i = 0; i < MAPPINGS; i++)
		take_field(&m, &mappings[i]);
	take_basis(&m);
	take_place(&m);
	take_fees(&m);
	take_result(&m);
	take_modes(&m);
	take_special(&m);
	take_materials(&m);
	take_notices(&m);
	take_base_code(&m);
	take_state(&m);
	note_unknown(&m);
	out->name = text_of(&m, "ServiceName");
	out->code = text_of(&m, "Infoprojid");
	out->department = text_of(&m, "DeptName");
	out->department_code = text_of(&m, "DeptCode");
	out->star = star_of(text_of(&m, "StarProperty"));
}
