/* Items out into files and in again: nothing is lost on the way, everything wrong is said at its place, all rows count or none. */
#include "transfer_world.h"
#include "demo_files.h"
#include "transfer/export.h"
#include "transfer/province.h"

static const char head[] = "department,item_code,name,type,summary,statutory,objects,keywords,appointment,fees\r\n";
static const char first[] = "区甲局,Z1,甲许可,01,办甲用,20 工作日,\"自然人\n企业法人\",\"甲证\n甲本\",是,\"[{\"\"name\"\":\"\"工本费\"\",\"\"standard\"\":\"\"10 元\"\"}]\"\r\n";

static const char *text_of(struct world *w, const char *a, const char *b)
{
	return arena_printf(w->a, "%s%s", a, b);
}

/* ---- cells ---- */

static void labels_lead_to_one_column(void **state)
{
	(void)state;
	for (const struct element *e = elements; e->key; e++) {
		struct column c;
		assert_true(columns_find(e->key, &c));
		if (!c.element || !str_eq(c.element->key, e->key))
			fail_msg("%s should lead to itself, leads to %s", e->key, c.key);
		if (*e->label && (!columns_find(e->label, &c) || !c.element || !str_eq(c.element->key, e->key)))
			fail_msg("the label %s should lead to %s, leads to %s", e->label, e->key, c.key);
	}
}

static void every_value_comes_back_from_its_cell(void **state)
{
	struct world *w = *state;
	struct tx *t = reading(w);
	static const struct { const char *key, *json, *cell; } cases[] = {
		{ "name", "\"食品经营许可\"", "食品经营许可" }, { "name", "\"\"", NULL }, { "name", "null", NULL }, { "name", "\" 前后有空格 \"", NULL },
		{ "name", "\"json:1\"", NULL }, { "name", "12", NULL }, { "type", "\"01\"", "行政许可" }, { "type", "\"88\"", "88" },
		{ "objects", "[\"1\",\"2\"]", "自然人\n企业法人" }, { "objects", "[]", NULL }, { "objects", "[\"1\",null]", NULL },
		{ "keywords", "[\"一\",\"二\"]", "一\n二" }, { "keywords", "[\"有\\n换行\"]", NULL }, { "keywords", "[\"[\"]", NULL },
		{ "instant", "true", "是" }, { "instant", "false", "否" }, { "receive_days", "3", "3" }, { "receive_days", "3.5", NULL },
		{ "statutory", "{\"amount\":20,\"unit\":\"wd\"}", "20 工作日" }, { "statutory", "{\"amount\":20,\"unit\":\"wd\",\"note\":\"可延长\"}", NULL },
		{ "statutory", "{\"amount\":3,\"unit\":\"mo\"}", "3 个月" }, { "statutory", "null", NULL },
		{ "fees", "[{\"name\":\"工本费\",\"standard\":null}]", "[{\"name\":\"工本费\",\"standard\":null}]" }, { "joint", "{\"rule\":\"all\"}", "{\"rule\":\"all\"}" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct element *e = element_find(cases[i].key);
		json_t *v = json_loads(cases[i].json, JSON_DECODE_ANY, NULL), *again = NULL;
		const char *cell = columns_write(t, e, v), *wrong = columns_read(t, e, cell, &again);
		if (wrong || !json_equal(v, again))
			fail_msg("%s %s: the cell '%s' should lead back (%s)", cases[i].key, cases[i].json, cell, str_or_empty(wrong));
		if (cases[i].cell && !str_eq(cell, cases[i].cell))
			fail_msg("%s %s: the cell should be '%s', is '%s'", cases[i].key, cases[i].json, cases[i].cell, cell);
		json_decref(v);
		json_decref(again);
	}
	store_read_done(t);
}

/* ---- what cannot be read ---- */

static void a_file_that_is_something_else_is_named(void **state)
{
	struct world *w = *state;
	static const struct { const char *data; size_t n; const char *words; } cases[] = {
		{ "PK\x03\x04rest", 8, "XLSX" }, { "\xD0\xCF\x11\xE0rest", 8, "XLS" }, { "%PDF-1.7", 8, "PDF" }, { "\x1F\x8Brest", 6, "gzip" },
		{ "\xFF\xFE\x61\x00", 4, "UTF-16" }, { "item_code,name\nA,\0\n", 18, "第 2 行有空字节" }, { "item_code,name\nA,\xff\xff\n", 19, "编码（第 2 行起）" },
		{ "<?xml version=\"1.0\"?><a/>", 25, "XML" }, { "name,name,item_code\n", 20, "有两次" }, { "name,type\n甲,01\n", 16, "item_code" },
		{ "\"item_code,name\nA,b\n", 20, "引号没有结束" }, { "{\"rows\":[]}", 11, "items" }, { "{\"items\":{}}", 12, "items" }, { "", 0, "表头" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct import_report r;
		const struct import_options o = { .departments = true };
		enum err e = import_catalogue(w->s, w->a, &w->f, cases[i].data, cases[i].n, &o, &r);
		if (e != ERR_BAD_INPUT || !strstr(w->f.words, cases[i].words))
			fail_msg("case %zu should speak of %s, says (%s) %s", i, cases[i].words, err_word(e), w->f.words);
	}
}

static void rows_that_break_say_where(void **state)
{
	struct world *w = *state;
	char *huge = arena_alloc(w->a, ROWS_CELL_MAX + 100);
	memset(huge, 'x', ROWS_CELL_MAX + 50);
	const struct { const char *data; int64_t line; const char *column, *words; } cases[] = {
		{ "区甲局,Z2,\"甲", 3, "name", "引号到文件末尾都没有结束" },
		{ "区甲局,Z2,甲\n", 3, "type", "只有 3 格" },
		{ "区甲局,Z2,甲,01,,,,,,,多出来\n", 3, "整行", "有 11 格" },
		{ "区甲局,Z2,甲,01,,二十天,,,,\n", 3, "statutory", "20 工作日" },
		{ "区甲局,Z2,甲,01,,,太阳人,,,\n", 3, "objects", "太阳人" },
		{ "区甲局,Z2,甲,01,,,,,也许,\n", 3, "appointment", "是" },
		{ "区甲局,Z2,甲,01,,,,,,[{\n", 3, "fees", "JSON" },
		{ "区甲局,Z 2,甲,01,,,,,,\n", 3, "item_code", "空格" },
		{ ",Z2,甲,01,,,,,,\n", 3, "department", "部门" },
		{ "区甲局,Z1,甲,01,,,,,,\n", 3, "item_code", "和第 2 行重复" },
		{ arena_printf(w->a, "区甲局,Z2,%s,01,,,,,,\n", huge), 3, "name", "KB" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		static const char good[] = "区甲局,Z1,甲许可,01,,,,,,\r\n";
		struct import_report r = import_text(w, text_of(w, text_of(w, head, good), cases[i].data));
		assert_says(&r, cases[i].line, cases[i].column, cases[i].words);
		assert_true(remark(&r, cases[i].line, cases[i].column)->refused);
		assert_counts(&r, 1, 0, 0, 1);
		assert_false(r.written);
	}
	struct tx *t = reading(w);
	struct item item;
	assert_false(item_by_code(t, "Z1", &item));
	store_read_done(t);
	struct import_report r = import_text(w, "item_code,,name\nZ1,\"x\n");
	assert_says(&r, 2, "第 2 列", "引号");
}

static void broken_json_says_where(void **state)
{
	struct world *w = *state;
	static const char good[] = "[{\"item_code\":\"Z1\",\"name\":\"甲\",\"type\":\"01\",\"department\":\"区甲局\"}";
	static const struct { const char *rest; int64_t line; const char *words; } cases[] = {
		{ "", 1, "断了" }, { ",\n{\"item_code\":\"Z2\"", 2, "没有写完" }, { ",\n{\"item_code\":\"Z2\",}]", 2, "第 2 行" },
		{ ",\n7]", 2, "不是一个对象" }, { "\n{\"item_code\":\"Z2\"}]", 2, "断了" }, { ",\n{\"name\":\"\\u0000\"}]", 2, "JSON" },
		{ ",\n{\"name\":\"乙\",\"name\":\"丙\"}]", 2, "JSON" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct import_report r = import_text(w, text_of(w, good, cases[i].rest));
		assert_says(&r, cases[i].line, "整项", cases[i].words);
		assert_int_equal(r.refused, 1);
		assert_false(r.written);
	}
}

/* ---- all or none ---- */

static void good_rows_wait_for_the_others(void **state)
{
	struct world *w = *state;
	const char *file = text_of(w, text_of(w, head, "区甲局,Z1,甲许可,01,,,,,,\n"), "区甲局,Z2,,01,,,,,,\n");
	struct import_report r = import_text(w, file);
	assert_counts(&r, 1, 0, 0, 1);
	assert_false(r.written);
	r = import_as(w, file, strlen(file), (struct import_options){ .partial = true });
	assert_counts(&r, 1, 0, 0, 1);
	assert_true(r.written);
	assert_string_equal(item_now(w, "Z1").name, "甲许可");
}

static void what_a_dry_run_says_is_what_happens(void **state)
{
	struct world *w = *state;
	struct import_report r = import_text(w, text_of(w, head, first));
	assert_counts(&r, 1, 0, 0, 0);
	assert_string_equal(body_now(w, "Z1"),
			    "{\"appointment\":true,\"code\":\"Z1\",\"fees\":[{\"name\":\"工本费\",\"standard\":\"10 元\"}],\"keywords\":[\"甲证\",\"甲本\"],"
			    "\"name\":\"甲许可\",\"objects\":[\"1\",\"2\"],\"statutory\":{\"amount\":20,\"unit\":\"wd\"},\"summary\":\"办甲用\",\"type\":\"01\"}");
	static const char change[] = "item_code,法定办结时限,一句话介绍,事项状态\nZ1,10 个工作日,,暂停\n";
	r = import_as(w, change, sizeof change - 1, (struct import_options){ .dry_run = true });
	assert_counts(&r, 0, 1, 0, 0);
	assert_int_equal(item_now(w, "Z1").version, 1);
	assert_int_equal(r.n_changes, 1);
	assert_string_equal(r.changes[0].state, "暂停");
	assert_int_equal(r.changes[0].n, 2);
	assert_string_equal(r.changes[0].words[1], "法定办结时限由 20 个工作日改为 10 个工作日");
	r = import_text(w, change);
	assert_counts(&r, 0, 1, 0, 0);
	assert_int_equal(item_now(w, "Z1").version, 2);
	assert_string_equal(item_now(w, "Z1").state, "suspended");
	assert_null(strstr(body_now(w, "Z1"), "summary"));
	assert_non_null(strstr(body_now(w, "Z1"), "工本费"));
	r = import_text(w, change);
	assert_counts(&r, 0, 0, 1, 0);
}

static void somebody_elses_items_are_refused(void **state)
{
	struct world *w = *state;
	int64_t own = agency(w, "区甲局", "113502050000000194"), other = agency(w, "区乙局", "11350205000000027Y");
	put(w, other, "{\"name\":\"乙许可\",\"type\":\"01\",\"code\":\"Y1\"}");
	const struct grant grants[] = { { ROLE_CATALOGUE, own, 0 } };
	const struct who who = { .kind = WHO_STAFF, .id = 1, .name = "甲", .organisation = own, .roles = ROLE_CATALOGUE, .grants = grants, .n_grants = 1 };
	const struct import_options o = { .who = &who, .dry_run = true };
	static const char file[] = "department,item_code,name,type\n区乙局,X1,新的,01\n区甲局,Y1,拿过来,01\n区丙局,X2,没有的部门,01\n区甲局,X3,自己的,01\n";
	struct import_report r;
	assert_int_equal(import_catalogue(w->s, w->a, &w->f, file, sizeof file - 1, &o, &r), OK);
	assert_counts(&r, 1, 0, 0, 3);
	assert_says(&r, 2, "department", "不是您部门");
	assert_says(&r, 3, "department", "区乙局");
	assert_says(&r, 4, "department", "没有部门");
}

static void a_draft_changes_nothing_until_it_is_reviewed(void **state)
{
	struct world *w = *state;
	int64_t own = agency(w, "区甲局", "113502050000000194");
	put(w, own, "{\"name\":\"甲许可\",\"type\":\"01\",\"code\":\"Z1\"}");
	static const char file[] = "item_code,name,type,department\nZ1,甲许可（新）,01,区甲局\nZ2,乙许可,01,区甲局\n";
	struct import_report r = import_as(w, file, sizeof file - 1, (struct import_options){ .draft = true });
	assert_counts(&r, 1, 1, 0, 0);
	assert_true(r.written);
	assert_string_equal(item_now(w, "Z1").name, "甲许可");
	r = import_as(w, file, sizeof file - 1, (struct import_options){ .draft = true });
	assert_counts(&r, 0, 0, 0, 2);
	assert_says(&r, 2, "item_code", "没办完的调整");
}

/* ---- out and in again ---- */

static enum err publish_demo(struct tx *t, void *arg)
{
	const int64_t *organisation = arg;
	int64_t id;
	enum err e = OK;
	for (const struct embedded *f = demo_files; f->path && !e; f++) {
		json_t *list = json_parse(t->mem, (const char *)f->data);
		for (size_t i = 0; i < json_array_size(list) && !e; i++)
			if (json_object_get(json_array_get(list, i), "steps"))
				e = item_publish(t, json_print(t->mem, json_array_get(list, i)), organisation[i % 2], "测试", &id);
	}
	return e;
}

static const char *exported(struct world *w, enum export_format format, size_t *out_n)
{
	const struct export_options o = { .format = format };
	const char *path = arena_printf(w->a, "%s/export", w->dir);
	int64_t n;
	if (export_catalogue(w->s, &w->f, &o, path, &n))
		fail_msg("the export should work: %s", w->f.words);
	FILE *file = fopen(path, "rb");
	fseek(file, 0, SEEK_END);
	*out_n = (size_t)ftell(file);
	rewind(file);
	char *data = arena_alloc(w->a, *out_n + 1);
	assert_int_equal(fread(data, 1, *out_n, file), *out_n);
	fclose(file);
	assert_true(n > 50);
	return data;
}

static void what_goes_out_comes_back_byte_for_byte(void **state)
{
	struct world *w = *state;
	int64_t organisations[] = { agency(w, "区甲局", "113502050000000194"), agency(w, "区,乙\"局", "11350205000000027Y") };
	writing(w, publish_demo, organisations);
	put(w, organisations[0], "{\"name\":\"=危险\",\"type\":\"20\",\"code\":\"odd-1\",\"summary\":\"'-1\",\"keywords\":[],\"quantity_limit\":null}");
	for (int format = 0; format < EXPORT__MAX; format += 2) {
		size_t n, n_again;
		const char *data = exported(w, (enum export_format)format, &n);
		struct import_report r = import_as(w, data, n, (struct import_options){ 0 });
		if (r.added || r.changed || r.refused)
			fail_msg("%s: nothing should change, %lld new, %lld changed, %lld refused: %s", export_kinds[format].word, (long long)r.added,
				 (long long)r.changed, (long long)r.refused, r.n_remarks ? r.remarks[0].what : "");
		void *fresh;
		assert_int_equal(open_platform(&fresh), 0);
		struct world *other = fresh;
		r = import_as(other, data, n, (struct import_options){ 0 });
		if (r.refused || !r.written)
			fail_msg("%s: an empty place should take all, refused %lld: %s", export_kinds[format].word, (long long)r.refused,
				 r.n_remarks ? r.remarks[0].what : "");
		assert_string_equal(body_now(other, "odd-1"), body_now(w, "odd-1"));
		assert_string_equal(body_now(other, "350205000000019A010000"), body_now(w, "350205000000019A010000"));
		const char *again = exported(other, (enum export_format)format, &n_again);
		assert_int_equal(n_again, n);
		assert_memory_equal(again, data, n);
		close_world(&fresh);
	}
}

static void a_workbook_is_one(void **state)
{
	struct world *w = *state;
	int64_t organisations[] = { agency(w, "区甲局", "113502050000000194"), agency(w, "区乙局", "11350205000000027Y") };
	size_t n;
	writing(w, publish_demo, organisations);
	const char *data = exported(w, EXPORT_XLSX, &n);
	assert_memory_equal(data, "PK\x03\x04", 4);
}

/* ---- the province's form ---- */

static const char sent[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Case applyFrom=\"10\" type=\"100\" unid=\"1\" xsd=\"1.0\"><Body>"
	"<ServiceInfo><Unid>U1</Unid><Infoprojid>FJ0001</Infoprojid><ServiceName>甲许可</ServiceName><AddType>XK</AddType><DeptName>区甲局</DeptName>"
	"<CurState>正常</CurState><StarProperty>五星</StarProperty><ServiceType>普通件</ServiceType><Inproperty>in04</Inproperty>"
	"<PromiseDay>10</PromiseDay><LawLimit>-1</LawLimit><PowerSource>06</PowerSource><ChargeFlag>Y</ChargeFlag><ChargeStandard>10 元</ChargeStandard>"
	"<Applyterm>一\n二</Applyterm><According>《行政许可法》第四十二条</According><Gpsxzt>3</Gpsxzt><PerformLevel>county</PerformLevel>"
	"<ServiceAccepts><ServiceAccept><AcceptType>1</AcceptType><ToWinMaxNum>2</ToWinMaxNum></ServiceAccept>"
	"<ServiceAccept><AcceptType>3</AcceptType><AccountType>2</AccountType><ToWinMaxNum>1</ToWinMaxNum></ServiceAccept>"
	"<ServiceAccept><AcceptType>4</AcceptType><ToWinMaxNum>-1</ToWinMaxNum></ServiceAccept></ServiceAccepts>"
	"<Attrs><Attr><AttrName>申请书</AttrName><AttrSort>2</AttrSort><GetTypeUnids>form</GetTypeUnids><NecessityIf>Y</NecessityIf></Attr>"
	"<Attr><AttrName>原证</AttrName><AttrSort>1</AttrSort><GetTypeUnids>paper</GetTypeUnids><Medium>原件(验)</Medium><PageNum>1</PageNum></Attr></Attrs>"
	"<Notices><Notice><NoticeType>2</NoticeType><Content>带上原件</Content></Notice></Notices></ServiceInfo></Body></Case>";

static struct import_report province(struct world *w, const char *data, enum err expected)
{
	const struct import_options o = { .partial = false };
	struct import_report r = { .rows = 0 };
	enum err e = province_import(w->s, w->a, &w->f, data, strlen(data), &o, &r);
	if (e != expected)
		fail_msg("expected %s, got %s: %s", err_word(expected), err_word(e), w->f.words);
	return r;
}

static void the_provinces_form_becomes_a_draft(void **state)
{
	struct world *w = *state;
	agency(w, "区甲局", "113502050000000194");
	struct import_report r = province(w, sent, OK);
	assert_counts(&r, 1, 0, 0, 0);
	assert_true(r.written);
	assert_says(&r, 1, "Gpsxzt", "“3”");
	assert_says(&r, 1, "StarProperty", "四星");
	assert_says(&r, 1, "ServiceAccepts", "第 3 种");
	json_t *list;
	assert_int_equal(province_read(w->a, &w->f, sent, sizeof sent - 1, &list), OK);
	struct tx *t = reading(w);
	struct province_service s;
	province_map(t, json_array_get(list, 0), &s);
	assert_string_equal(json_print(w->a, s.said),
			    "{\"basis\":[{\"article\":\"第四十二条\",\"law\":\"行政许可法\",\"text\":\"《行政许可法》第四十二条\"}],\"case_kind\":\"2\","
			    "\"conditions\":[\"一\",\"二\"],\"fees\":[{\"name\":\"收费\",\"online\":false,\"standard\":\"10 元\"}],\"level\":\"4\","
			    "\"materials\":[{\"collect\":\"2\",\"medium\":\"1\",\"name\":\"原证\",\"necessity\":\"1\",\"originals\":1,\"source\":\"10\",\"type\":\"3\"},"
			    "{\"by_form\":true,\"medium\":\"2\",\"name\":\"申请书\",\"necessity\":\"1\",\"source\":\"10\",\"type\":\"2\"}],"
			    "\"modes\":[{\"kind\":\"counter\",\"level\":\"1\",\"visits\":2},{\"kind\":\"four\",\"level\":\"2\",\"visits\":1}],\"name\":\"甲许可\","
			    "\"power_source\":\"2\",\"presence\":\"in04\",\"promised\":{\"amount\":10,\"unit\":\"wd\"},\"provincial_code\":\"FJ0001\","
			    "\"provincial_id\":\"U1\",\"reminders\":[\"带上原件\"],\"type\":\"01\"}");
	struct item item;
	assert_false(item_by_code(t, "FJ0001", &item));
	store_read_done(t);
	r = province(w, sent, OK);
	assert_says(&r, 1, "ServiceName", "没办完的调整");
	assert_false(r.written);
}

static void the_province_may_cancel(void **state)
{
	struct world *w = *state;
	int64_t own = agency(w, "区甲局", "113502050000000194");
	put(w, own, "{\"name\":\"甲许可\",\"type\":\"01\",\"code\":\"Z1\",\"provincial_code\":\"FJ0001\"}");
	struct import_report r = province(w, "{\"ServiceInfo\":{\"Infoprojid\":\"FJ0001\",\"ServiceName\":\"甲许可\",\"CurState\":\"取消\"}}", OK);
	assert_counts(&r, 0, 1, 0, 0);
	assert_string_equal(r.changes[0].state, "取消");
	assert_string_equal(item_now(w, "Z1").state, "in_use");
}

static void dangerous_xml_is_refused(void **state)
{
	struct world *w = *state;
	struct out deep;
	out_init(&deep, w->a, 1 << 16);
	for (int i = 0; i < PROVINCE_DEPTH + 5; i++)
		out_raw(&deep, "<a>");
	const char *const cases[] = {
		"<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>",
		"<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "<Case><Body>", "<Case><Body></Case>", "<Case/>", "<Case></Case>rest", out_str(&deep), "{\"ServiceName\":", "[]",
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		province(w, cases[i], ERR_BAD_INPUT);
	out_release(&deep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON(open_platform, labels_lead_to_one_column),
		ON(open_platform, every_value_comes_back_from_its_cell),
		ON(open_platform, a_file_that_is_something_else_is_named),
		ON(open_platform, rows_that_break_say_where),
		ON(open_platform, broken_json_says_where),
		ON(open_platform, good_rows_wait_for_the_others),
		ON(open_platform, what_a_dry_run_says_is_what_happens),
		ON(open_platform, somebody_elses_items_are_refused),
		ON(open_platform, a_draft_changes_nothing_until_it_is_reviewed),
		ON(open_platform, what_goes_out_comes_back_byte_for_byte),
		ON(open_platform, a_workbook_is_one),
		ON(open_platform, the_provinces_form_becomes_a_draft),
		ON(open_platform, the_province_may_cancel),
		ON(open_platform, dangerous_xml_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
