#include "transfer/province_private.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

enum { SHOWN_CHARACTERS = 60, NOTE_CHARACTERS = 16, LAW_CHARACTERS = 190, ARTICLE_CHARACTERS = 90 };

static void put_text(json_t *o, const char *key, const char *text)
{
	if (*text)
		json_object_set_new(o, key, json_string(text));
}

static void put_rows(struct mapping *m, const char *key, json_t *rows)
{
	if (json_array_size(rows))
		province_map_put(m, key, rows);
	else
		json_decref(rows);
}

static void take_basis(struct mapping *m)
{
	struct arena *a = m->t->mem;
	const char *text = province_map_text(m, "According"), *from = strstr(text, "《"), *to = from ? strstr(from, "》") : NULL;
	const char *article = strstr(text, "第"), *end = article ? strstr(article, "条") : NULL;
	if (!*text)
		return;
	const char *law = to ? arena_strndup(a, from + strlen("《"), (size_t)(to - from) - strlen("《")) : "见条款内容";
	const char *which = end ? arena_strndup(a, article, (size_t)(end - article) + strlen("条")) : "见条款内容";
	json_t *row = json_pack("{s:s, s:s, s:s}", "law", str_shorten(a, law, LAW_CHARACTERS), "article",
				str_shorten(a, which, ARTICLE_CHARACTERS), "text", text);
	province_map_put(m, "basis", json_pack("[o]", row));
}

static void take_place(struct mapping *m)
{
	const char *address = province_map_text(m, "AcceptAddress");
	if (!*address)
		return;
	json_t *row = json_pack("{s:s, s:s}", "name", "受理地点", "address", address);
	put_text(row, "windows", province_map_text(m, "WinInfo"));
	put_text(row, "hours", province_map_text(m, "OfficeTime"));
	put_text(row, "phone", province_map_text(m, "ContactPhone"));
	province_map_put(m, "places", json_pack("[o]", row));
}

static json_t *fee_of(struct mapping *m, const char *name, const char *standard)
{
	const char *method = province_map_code(m, "charge_method", NULL, province_map_text(m, "ChargeType"));
	json_t *row = json_pack("{s:s, s:s}", "name", *name ? name : "收费", "standard", *standard ? standard : "见收费依据");
	put_text(row, "basis", province_map_text(m, "ChargeAccord"));
	put_text(row, "method", str_or_empty(method));
	put_text(row, "relief_basis", province_map_text(m, "ChargeDerateAccord"));
	json_object_set_new(row, "online", json_boolean(str_eq(method, "02")));
	return row;
}

static void take_fees(struct mapping *m)
{
	struct arena *a = m->t->mem;
	json_t *rows = json_array(), *details = province_list(a, m->service, "ChargeDetails", "ChargeDetail"), *d;
	size_t i;
	if (!str_eq(province_map_text(m, "ChargeFlag"), "Y")) {
		json_decref(rows);
		return;
	}
	json_array_foreach(details, i, d) {
		const char *unit = province_text(a, d, "Unit"), *standard = province_text(a, d, "Standard");
		if (!*standard)
			standard = arena_printf(a, "%s 元%s%s", province_text(a, d, "Amount"), *unit ? "/" : "", unit);
		json_t *row = fee_of(m, province_text(a, d, "Name"), standard);
		put_text(row, "code", province_text(a, d, "Code"));
		json_array_append_new(rows, row);
	}
	if (!json_array_size(rows))
		json_array_append_new(rows, fee_of(m, province_map_text(m, "ChargeName"), province_map_text(m, "ChargeStandard")));
	put_rows(m, "fees", rows);
}

static const struct pair results[] = {
	{ "证照", "10" }, { "批文", "20" }, { "其他", "30" }, { "无", "40" }, { "1", "10" }, { "2", "20" }, { "3", "30" }, { "4", "40" }, { 0 },
};

static void take_result(struct mapping *m)
{
	const char *kind = province_map_text(m, "FinishType"), *name = province_map_text(m, "ResultName");
	const char *code = *kind ? province_map_code(m, "result_kind", results, kind) : NULL;
	json_t *result = json_object();
	put_text(result, "kind", str_or_empty(code));
	put_text(result, "name", name);
	if (*kind && !code)
		province_map_note(m, "FinishType", arena_printf(m->t->mem, "“%s”不在审批结果类型的代码表里，没有取用", kind));
	if (json_object_size(result))
		province_map_put(m, "result", result);
	else
		json_decref(result);
}

/* 1 counter, 2 to 4 the modes of three, four and five stars; visits −1: not promised, so an online one is not offered. */
static void take_modes(struct mapping *m)
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
			province_map_note(m, "ServiceAccepts",
					  arena_printf(a, "第 %zu 种申请方式%s，没有取用", i + 1, known ? "没有承诺次数" : "不认识"));
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

static void take_special(struct mapping *m)
{
	struct arena *a = m->t->mem;
	json_t *rows = json_array(), *list = province_list(a, m->service, "ServiceSpecials", "ServiceSpecial"), *each;
	size_t i;
	json_array_foreach(list, i, each) {
		const char *name = province_text(a, each, "Sname"), *days = province_text(a, each, "Sday");
		const char *content = province_text(a, each, "Sconent"); /* so spelt there */
		json_t *row = json_pack("{s:s, s:s, s:s}", "name", *name ? name : "特别程序", "basis", *content ? content : "见设定依据", "limit",
					*days ? arena_printf(a, "%s 个工作日", days) : "另行告知");
		json_array_append_new(rows, row);
	}
	put_rows(m, "special", rows);
}

static const struct pair collects[] = {
	{ "原件(收)", "1" }, { "原件（收）", "1" }, { "原件(验)", "2" }, { "原件（验）", "2" },
	{ "复印件", "3" }, { "电子文档", "4" }, { 0 },
};
static const struct pair sources_of[] = {
	{ "申请人自备", "10" }, { "政府部门核发", "20" }, { "其他", "99" }, { "01", "10" }, { "02", "20" }, { 0 },
};

static json_t *material_of(struct mapping *m, const json_t *each)
{
	struct arena *a = m->t->mem;
	const char *ways = province_text(a, each, "GetTypeUnids"), *need = province_text(a, each, "NecessityIf");
	const char *collect = province_map_ours(collects, province_text(a, each, "Medium")), *when = province_text(a, each, "AttrType");
	bool paper = strstr(ways, "paper") || strstr(ways, "01"), form = strstr(ways, "form") || strstr(ways, "04");
	bool online = form || strstr(ways, "upload") || strstr(ways, "license") || strstr(ways, "02") || strstr(ways, "03");
	bool licence = strstr(ways, "license") || strstr(ways, "03");
	const char *from = province_map_code(m, "material_source", sources_of, province_text(a, each, "MaterialSource"));
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
		province_map_note(m, "AttrType", arena_printf(a, "材料“%s”属于情形“%s”，记在备注里，请在“情形”里设好条件",
							      json_get_text(row, "name"), when));
	return row;
}

static int by_sort(const void *a, const void *b)
{
	const json_t *const *x = a, *const *y = b;
	int64_t m = strtol(json_get_text(*x, "AttrSort"), NULL, 10), n = strtol(json_get_text(*y, "AttrSort"), NULL, 10);
	return m < n ? -1 : m > n;
}

static void take_materials(struct mapping *m)
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
			province_map_note(m, "Attrs", arena_printf(m->t->mem, "材料“%s”的空白表格或样表没有随文件来，请上传",
								   json_get_text(all[i], "AttrName")));
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
static void take_notices(struct mapping *m)
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
			province_map_note(m, "Notices", arena_printf(a, "第 %zu 条不认识，没有取用：%s", i + 1,
								     str_shorten(a, json_print(a, each), SHOWN_CHARACTERS)));
		else if (kind == 3)
			json_array_append_new(lists[2], json_pack("{s:s, s:s}", "q", *title ? title : content, "a", *title ? content : ""));
		else
			json_array_append_new(lists[kind - 1], json_string(*content ? content : title));
	}
	put_rows(m, "self_check", lists[0]);
	put_rows(m, "reminders", lists[1]);
	put_rows(m, "questions", lists[2]);
}

static void take_base_code(struct mapping *m)
{
	json_t *list = province_list(m->t->mem, m->service, "ServiceCataRelation", "ServiceCataRelation");
	const char *code = province_text(m->t->mem, json_array_get(list, 0), "BaseCode");
	if (*code)
		province_map_put(m, "base_code", json_string(code));
}

void province_lists_take(struct mapping *m)
{
	static void (*const all[])(struct mapping *m) = {
		take_basis, take_place, take_fees, take_result, take_modes, take_special, take_materials, take_notices, take_base_code,
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		all[i](m);
}
