/* Rules about the agency, fees, the result, who is asked, telephones, places and files. */
#include "base/digest.h"
#include "base/str.h"
#include "catalogue/rules_private.h"
#include "store/files.h"
#include <string.h>
#include <unistd.h>

enum { HASH = DIGEST_HEX - 1 };

static const json_t *rows_of(struct checks *c, const char *key)
{
	return json_object_get(c->body, key);
}

static void entrusted(struct checks *c)
{
	if (str_eq(checks_text(c, c->body, "subject_kind"), "3") && str_blank(json_get_text(c->body, "entrusting_agency")))
		checks_say(c, NULL, NULL);
}

/* 行政许可法 art. 14, 15 and 17: what a department makes for itself cannot set a licence. */
static void licence_basis(struct checks *c)
{
	static const char *const ends[] = { "法", "条例", "决定" };
	size_t i;
	json_t *row;
	if (!str_eq(json_get_text(c->body, "type"), "01") || json_array_size(rows_of(c, "basis")) == 0)
		return;
	json_array_foreach(rows_of(c, "basis"), i, row)
		for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
			if (strstr(json_get_text(row, "law"), ends[k]) && !strstr(json_get_text(row, "law"), "办法"))
				return;
	checks_say(c, NULL, NULL);
}

/* ---- fees ---- */

static void fee_members(struct checks *c)
{
	static const char *const columns[] = { "basis", "standard", "name" };
	static const char *const names[] = { "收费依据", "收费标准", "收费项目" };
	size_t i;
	json_t *row;
	json_array_foreach(rows_of(c, "fees"), i, row)
		for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
			if (str_blank(json_get_text(row, columns[k])))
				checks_say(c, checks_key(c, "fees", i, columns[k]), "收费第 %zu 项没有写%s", i + 1, names[k]);
}

static void fee_online(struct checks *c)
{
	size_t i;
	json_t *row;
	json_array_foreach(rows_of(c, "fees"), i, row)
		if (!json_is_boolean(json_object_get(row, "online")))
			checks_say(c, checks_key(c, "fees", i, "online"), "收费“%s”要写明能不能网上缴费", json_get_text(row, "name"));
}

static void fee_relief(struct checks *c)
{
	size_t i;
	json_t *row;
	json_array_foreach(rows_of(c, "fees"), i, row)
		if (!str_blank(json_get_text(row, "relief")) && str_blank(json_get_text(row, "relief_basis")))
			checks_say(c, checks_key(c, "fees", i, "relief_basis"), "收费“%s”写了减免，请写减免依据", json_get_text(row, "name"));
}

/* ---- result and delivery ---- */

static void result(struct checks *c)
{
	const json_t *r = json_object_get(c->body, "result");
	const char *kind = checks_text(c, r, "kind");
	if (!json_is_object(r))
		return;
	if (!*kind)
		checks_say(c, "result.kind", "请选择办理结果是证照、批文、其他，还是不制发文件");
	if (*kind && !str_eq(kind, "40") && str_blank(json_get_text(r, "name")))
		checks_say(c, "result.name", "请写办理结果的名称");
	if (str_eq(kind, "10") && !*checks_text(c, r, "type_no"))
		checks_say(c, "result.type_no", "结果是证照的，要写证照类型号");
	if (str_eq(kind, "10") && str_blank(json_get_text(r, "valid")))
		checks_say(c, "result.valid", "结果是证照的，要写有效期；长期有效的写“长期”");
}

static void delivery(struct checks *c)
{
	bool nothing = str_eq(checks_text(c, json_object_get(c->body, "result"), "kind"), "40");
	if (nothing && checks_has(c, "delivery", "post"))
		checks_say(c, NULL, NULL);
}

static void renewal(struct checks *c)
{
	const char *item_code = json_get_text(c->body, "renewal_item");
	struct item item;
	if (*item_code && !str_eq(item_code, json_get_text(c->body, "local_code")) && !item_by_code(c->t, item_code, &item))
		checks_say(c, NULL, "没有编码为“%s”的事项", item_code);
}

/* ---- joint review ---- */

static void joint(struct checks *c)
{
	const struct body *b = rules_body(c);
	for (size_t i = 0; i < b->joint.n_members; i++) {
		const char *member = b->joint.members[i].code, *key = checks_key(c, "joint.members", i, "organisation");
		int64_t organisation = organisation_by_code(c->t, member);
		if (!organisation)
			checks_say(c, key, "没有编码为“%s”的部门", member);
		else if (organisation == c->organisation)
			checks_say(c, key, "联办部门里不用写本单位");
	}
}

/* ---- telephones and places ---- */

static const char *phone(struct checks *c, const char *key, const char *otherwise)
{
	const char *own = str_code(c->t->mem, json_get_text(c->body, key));
	return *own ? own : str_code(c->t->mem, str_or_empty(otherwise));
}

static void phones(struct checks *c)
{
	const char *consult = phone(c, "consult_phone", rules_agency(c)->phone);
	const char *complain = phone(c, "complain_phone", rules_agency(c)->complain_phone);
	if (*consult && str_eq(consult, complain))
		checks_say(c, NULL, NULL);
}

static void phones_missing(struct checks *c)
{
	if (!*phone(c, "consult_phone", rules_agency(c)->phone))
		checks_say(c, "consult_phone", "还没有咨询电话，部门也没有登记");
	if (!*phone(c, "complain_phone", rules_agency(c)->complain_phone))
		checks_say(c, "complain_phone", "还没有监督投诉电话，部门也没有登记");
}

static void place(struct checks *c)
{
	if (c->organisation && json_array_size(rows_of(c, "places")) == 0 && str_blank(rules_agency(c)->address))
		checks_say(c, NULL, NULL);
}

/* ---- files ---- */

/* Types by content that fit what a name ends in. */
static const struct { const char *end, *type; } file_ends[] = {
	{ ".pdf", "application/pdf" }, { ".png", "image/png" }, { ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" },
	{ ".doc", "application/msword" }, { ".doc", "application/x-ole-storage" }, { ".doc", "application/CDFV2" },
	{ ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" }, { ".docx", "application/zip" },
	{ ".xls", "application/vnd.ms-excel" }, { ".xls", "application/x-ole-storage" }, { ".xls", "application/CDFV2" },
	{ ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }, { ".xlsx", "application/zip" },
	{ ".ofd", "application/zip" },
};

static bool type_fits(const char *name, const char *type)
{
	const char *end = strrchr(name, '.');
	for (size_t i = 0; end && i < sizeof file_ends / sizeof *file_ends; i++)
		if (strcasecmp(end, file_ends[i].end) == 0 && str_starts(type, file_ends[i].type))
			return true;
	return false;
}

static bool is_hash(const char *hash)
{
	return strlen(hash) == HASH && strspn(hash, "0123456789abcdef") == HASH;
}

static void check_file(struct checks *c, const char *key, const char *label, const json_t *file)
{
	const char *hash = json_get_text(file, "hash"), *name = json_get_text(file, "name");
	if (!json_is_object(file))
		return;
	int fd = is_hash(hash) ? file_open(c->t->store, hash) : -1;
	if (fd < 0) {
		checks_say(c, key, "%s“%s”的内容不在，请重新上传", label, name);
		return;
	}
	close(fd);
	const char *path = arena_printf(c->t->mem, "%s/%.2s/%s", store_files_dir(c->t->store), hash, hash), *type = file_type(c->t->mem, path);
	if (!type_fits(name, type))
		checks_say(c, key, "%s“%s”的内容是 %s，和文件名说的不一样，或者不是能用的类型", label, name, type);
}

static void check_files(struct checks *c, const char *key, const struct element *table, const json_t *object)
{
	for (const struct element *e = table; e->key; e++) {
		const json_t *v = json_object_get(object, e->key);
		const char *at = *key ? arena_printf(c->t->mem, "%s.%s", key, e->key) : e->key;
		size_t i;
		json_t *row;
		if (e->kind == ELEMENT_FILE)
			check_file(c, at, e->label, v);
		if (e->kind == ELEMENT_RECORD)
			check_files(c, at, e->columns, v);
		if (e->kind == ELEMENT_ROWS)
			json_array_foreach(v, i, row)
				check_files(c, checks_key(c, at, i, NULL), e->columns, row);
	}
}

static void files(struct checks *c)
{
	check_files(c, "", elements, c->body);
}

const struct check_rule rules_service[] = {
	{ "entrusted", "entrusting_agency", true, "受委托组织要写明委托部门", "行政许可法第二十四条；GB/T 39554.2 委托部门", entrusted },
	{ "licence-basis", "basis", false, "行政许可应由法律、法规或国务院决定设定，请核对设定依据", "行政许可法第十四条、第十五条、第十七条", licence_basis },
	{ "fee", "fees", true, "收费要写明项目、标准和依据", "行政许可法第五十八条、第五十九条", fee_members },
	{ "fee-online", "fees", true, "收费要写明能不能网上缴", "《实施方案》二（十）；GB/T 39554.2 是否网上支付", fee_online },
	{ "fee-relief", "fees", false, "减免要有依据", "GB/T 39554.2 减免依据", fee_relief },
	{ "result", "result", true, "办理结果要写清楚", "GB/T 39554.2 审批结果；GB/T 36902", result },
	{ "delivery", "delivery", true, "不制发文件的，没有可以邮寄的东西", "GB/T 39554.2 送达方式", delivery },
	{ "renewal", "renewal_item", true, "用来延续的事项要存在", "行政许可法第五十条", renewal },
	{ "joint", "joint", true, "联办部门要登记过", "行政许可法第二十六条", joint },
	{ "phones", "complain_phone", true, "咨询电话和监督投诉电话不能相同", "GB/T 39554.2 咨询方式、监督投诉方式", phones },
	{ "phones-missing", NULL, false, "要有咨询电话和监督投诉电话", "GB/T 39554.2 咨询方式、监督投诉方式", phones_missing },
	{ "place", "places", true, "要写明到哪里办：请填办理地点，部门登记了地址的可以不填", "行政许可法第三十条；GB/T 39554.2 办理地点", place },
	{ "files", NULL, true, "上传的文件要在，内容要和名称相符", "行政许可法第三十条", files },
	{ 0 }
};
