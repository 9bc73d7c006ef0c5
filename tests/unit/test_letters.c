/* Letters: the words of every kind, numbers without gaps, files that are made once, a page that says what the PDF says. */
#include "letters_world.h"
#include "base/str.h"
#include "letters/letters_private.h"
#include "letters/words.html.h"
#include "store/files.h"
#include <pthread.h>
#include <sqlite3.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const char full_facts[] =
	"{\"agency\":\"鹭湖区市场监督管理局\",\"agency_short\":\"区市场监管局\",\"mark\":\"鹭市监\",\"consult_phone\":\"0592-5550123\","
	"\"complain_phone\":\"0592-5550456\",\"review_body\":\"鹭湖区人民政府\",\"court\":\"鹭湖区人民法院\",\"windows\":\"2楼A05窗口\","
	"\"address\":\"湖滨路1号\",\"hours\":\"周一至周五\",\"case_number\":\"HC261122000017K\",\"query_code\":\"482913\","
	"\"item_name\":\"食品经营许可（新办）\",\"item_code\":\"350131001001\",\"applicant\":\"王晓岚\",\"certificate\":\"350205********0017\","
	"\"contact\":\"王晓岚\",\"channel\":\"网上申报\",\"date\":\"2026年11月22日\",\"handler\":\"陈志远\","
	"\"materials\":[{\"name\":\"申请书\",\"originals\":1,\"copies\":2,\"form\":\"纸质\"},{\"name\":\"布局图\",\"originals\":0,\"copies\":0,\"form\":\"电子\"}],"
	"\"gaps\":[{\"name\":\"食品安全制度\",\"reason\":\"缺少自查制度\",\"basis\":\"食品安全法第四十四条\"}],"
	"\"received_on\":\"2026年11月20日\",\"accepted_on\":\"2026年11月21日\",\"answer_by\":\"2026年11月27日\",\"supply_by\":\"2026年12月22日\","
	"\"due_on\":\"2026年12月4日\",\"statutory_due_on\":\"2026年12月18日\",\"promised\":\"10 个工作日\",\"statutory\":\"20 个工作日\","
	"\"fee\":\"不收费\",\"special\":\"现场核查\",\"reason\":\"经营场所与登记不符\",\"facts\":\"经现场核查属实\",\"basis\":\"食品安全法第三十五条\","
	"\"competent_agency\":\"云岭区市场监督管理局\",\"conditions\":\"热食类制售\",\"valid\":\"2026年11月22日至2031年11月21日\","
	"\"licence_name\":\"食品经营许可证\",\"licence_number\":\"鹭市监许证〔2026〕001000045号\",\"identifier\":\"1.2.156.3005.2.X\","
	"\"method\":\"直接送达\",\"recipient\":\"王小云\",\"delivered_on\":\"2026年11月25日\",\"delivered_documents\":\"食品经营许可证正本、副本\","
	"\"remedy\":true,\"qr\":\"https://hall.example/progress\",\"demo\":true,\"title\":\"食品经营许可证（正本）\","
	"\"face\":[{\"label\":\"主体业态\",\"value\":\"餐饮服务经营者\"},{\"label\":\"备注\",\"value\":\"\"}]}";

static struct letter_row row_of(enum letter_kind kind, const char *facts)
{
	return (struct letter_row){ .id = 1, .kind = letter_kinds[kind].word, .number = "鹭市监受〔2026〕第000123号",
				    .facts = facts, .issued_at = NOW_MS };
}

static const struct paper *paper_of(struct arena *a, enum letter_kind kind, const char *facts)
{
	struct letter_row row = row_of(kind, facts);
	const struct paper *p = letters_paper(a, &row);
	assert_non_null(p);
	return p;
}

/* All blocks as one text: "label:text", cells with | behind them. */
static const char *text_of(struct arena *a, const struct paper *p)
{
	const char *text = "";
	for (size_t i = 0; i < p->n_blocks; i++) {
		const struct paper_block *b = &p->blocks[i];
		text = arena_printf(a, "%s%s:%s\n", text, str_or_empty(b->label), str_or_empty(b->text));
		for (size_t k = 0; b->table && k < b->table->n_columns * b->table->n_rows; k++)
			text = arena_printf(a, "%s%s|", text, b->table->cells[k]);
	}
	return text;
}

/* The facts with other values: `change` is a JSON object, null takes a fact away. */
static const char *changed(struct arena *a, const char *change)
{
	json_t *facts = json_parse(a, full_facts), *wanted = json_parse(a, change), *v;
	const char *key;
	assert_non_null(facts);
	assert_non_null(wanted);
	json_object_foreach(wanted, key, v)
		if (json_is_null(v))
			json_object_del(facts, key);
		else
			json_object_set(facts, key, v);
	return json_print(a, facts);
}

static const struct { enum letter_kind kind; const char *title, *words[14]; } wanted[] = {
	{ LETTER_RECEIPT, "申请材料接收凭证", { "申请人:王晓岚", "证件号码:350205********0017", "办件编号:HC261122000017K", "查询密码:482913",
	  "收到日期:2026年11月20日", "申请书|1|2|纸质|", "布局图|||电子|", "不代表已经受理", "在2026年11月27日前告知您是否受理", "第三十二条" } },
	{ LETTER_RECEIPT_ONLINE, "申请材料接收凭证（网上申报）", { "申报方式:网上申报", "申请书|1|2|纸质|", "不代表已经受理", "2026年11月27日前" } },
	{ LETTER_PREREVIEW, "预审意见", { "王晓岚：", "食品经营许可（新办）", "HC261122000017K", "食品安全制度|缺少自查制度|食品安全法第四十四条|",
	  "修改后重新提交", "不是受理或者不予受理的决定" } },
	{ LETTER_SUPPLEMENT, "补正材料通知书", { "第三十二条第一款第四项", "一次性告知您需要补正的全部内容", "食品安全制度|缺少自查制度|食品安全法第四十四条|",
	  "在2026年12月22日前补正", "现在还没有开始", "到期没有补正的", "2楼A05窗口" } },
	{ LETTER_SUPPLY_RECEIPT, "补正材料接收凭证", { "补正日期:2026年11月20日", "申请书|1|2|纸质|", "在2026年11月27日前告知您是否受理" } },
	{ LETTER_SUPPLY_RECEIPT_ONLINE, "补正材料接收凭证（网上申报）", { "补正日期:2026年11月20日", "重新计算" } },
	{ LETTER_REFUSAL, "不予受理告知书", { "不予受理", "经现场核查属实", "依据：食品安全法第三十五条", "60 日内向鹭湖区人民政府申请行政复议",
	  "6 个月内向鹭湖区人民法院提起行政诉讼" } },
	{ LETTER_ACCEPTANCE, "受理通知书", { "第三十二条第一款第五项", "自2026年11月21日起受理", "法定期限:20 个工作日", "法定最晚:2026年12月18日",
	  "承诺期限:10 个工作日", "最晚办结:2026年12月4日", "特别程序:现场核查", "不计入上述期限", "收费:不收费", "申请书|1|2|纸质|",
	  "查询密码:482913" } },
	{ LETTER_GRANT, "准予行政许可决定书", { "第三十八条第一款", "准予行政许可", "经现场核查属实", "依据：食品安全法第三十五条", "热食类制售",
	  "有效期:2026年11月22日至2031年11月21日", "证照编号:鹭市监许证〔2026〕001000045号", "10 个工作日内", "公众有权查阅" } },
	{ LETTER_DENIAL, "不予行政许可决定书", { "第三十八条第二款", "不予行政许可", "经现场核查属实", "经营场所与登记不符", "依据：食品安全法第三十五条",
	  "60 日内向鹭湖区人民政府申请行政复议", "6 个月内向鹭湖区人民法院提起行政诉讼" } },
	{ LETTER_LICENCE, "食品经营许可证（正本）", { "持证人:王晓岚", "主体业态:餐饮服务经营者", "电子证照标识：1.2.156.3005.2.X" } },
	{ LETTER_DELIVERY, "送达回证", { "送达的文书:食品经营许可证正本、副本", "受送达人:王晓岚", "送达方式:直接送达", "收件人:王小云",
	  "送达日期:2026年11月25日", "送达人:陈志远", "收件人签名: " } },
	{ LETTER_WITHDRAWAL, "终止审查决定书", { "终止审查", "撤回原因:经营场所与登记不符", "60 日内向鹭湖区人民政府申请行政复议" } },
};

static void every_kind_says_what_it_must(void **state)
{
	struct arena *a = arena_new(64 << 20);
	(void)state;
	assert_int_equal(COUNT(wanted), LETTER__MAX - 1);
	for (size_t i = 0; i < COUNT(wanted); i++) {
		const struct paper *p = paper_of(a, wanted[i].kind, full_facts);
		const char *text = text_of(a, p);
		for (size_t k = 0; k < COUNT(wanted[i].words) && wanted[i].words[k]; k++)
			expect_words(text, wanted[i].words[k]);
		assert_string_equal(p->title, wanted[i].title);
		assert_string_equal(p->agency, "鹭湖区市场监督管理局");
		assert_string_equal(p->seal_agency, "鹭湖区市场监督管理局");
		assert_string_equal(p->seal_inner, "行政审批专用章");
		assert_string_equal(p->date, "2026年11月22日");
		assert_string_equal(p->handler, "陈志远");
		assert_string_equal(p->consult_phone, "0592-5550123");
		assert_string_equal(p->complaint_phone, "0592-5550456");
		assert_string_equal(p->copy_mark, "演示");
		assert_non_null(strstr(p->number, "鹭市监"));
	}
	arena_free(a);
}

/* Whatever fact is missing: no placeholder and no empty brackets are seen, and the paper can still be drawn. */
static void a_missing_fact_leaves_its_line_out(void **state)
{
	(void)state;
	struct arena *a = arena_new(256 << 20);
	const char *key;
	json_t *v, *all = json_parse(a, full_facts);
	for (int kind = LETTER_NONE + 1; kind < LETTER__MAX; kind++)
		json_object_foreach(all, key, v) {
			const char *facts = changed(a, arena_printf(a, "{\"%s\":null}", key));
			const char *text = text_of(a, paper_of(a, (enum letter_kind)kind, facts));
			expect_no_words(text, "{");
			expect_no_words(text, "（）");
			expect_no_words(text, "“”");
			if (json_is_string(v) && !str_eq(key, "applicant") && !str_eq(key, "contact"))
				expect_no_words(text, arena_printf(a, ":%s\n", json_string_value(v)));
		}
	const struct paper *p = paper_of(a, LETTER_SUPPLEMENT, changed(a, "{\"reason\":null,\"gaps\":[],\"windows\":null}"));
	expect_no_words(text_of(a, p), "补充说明");
	expect_no_words(text_of(a, p), "需要补正的内容\n");
	expect_no_words(text_of(a, p), "办理窗口");
	arena_free(a);
}

static void nothing_known_still_makes_a_letter(void **state)
{
	(void)state;
	struct arena *a = arena_new(64 << 20);
	struct fault f = { 0 };
	for (int kind = LETTER_NONE + 1; kind < LETTER__MAX; kind++) {
		struct out pdf;
		out_init(&pdf, a, 16 << 20);
		const struct paper *p = paper_of(a, (enum letter_kind)kind, "{}");
		if (paper_render(p, &pdf, &f))
			fail_msg("%s without facts: expected a PDF, got: %s", p->title, f.words);
		if (p->n_blocks && p->blocks[p->n_blocks - 1].kind == PAPER_HEADING)
			fail_msg("%s without facts ends in a heading: %s", p->title, p->blocks[p->n_blocks - 1].text);
		out_release(&pdf);
	}
	struct letter_row broken = row_of(LETTER_GRANT, "[]");
	assert_null(letters_paper(a, &broken));
	broken.facts = "{\"agency\":";
	assert_null(letters_paper(a, &broken));
	arena_free(a);
}

static void a_column_without_content_is_left_out(void **state)
{
	(void)state;
	struct arena *a = arena_new(64 << 20);
	const char *facts = changed(a, "{\"gaps\":[{\"name\":\"布局图\",\"reason\":\"看不清\",\"basis\":\"\"},{\"name\":\"申请书\",\"reason\":\"未签名\"}]}");
	const struct paper *p = paper_of(a, LETTER_SUPPLEMENT, facts);
	expect_words(text_of(a, p), "布局图|看不清|申请书|未签名|");
	p = paper_of(a, LETTER_RECEIPT_ONLINE, changed(a, "{\"materials\":[{\"name\":\"申请书\",\"originals\":0,\"copies\":0,\"form\":\"电子\"}]}"));
	expect_words(text_of(a, p), "申请书|电子|");
	arena_free(a);
}

static void one_sentence_is_not_said_twice(void **state)
{
	(void)state;
	struct arena *a = arena_new(64 << 20);
	const char *text = text_of(a, paper_of(a, LETTER_DENIAL, changed(a, "{\"facts\":\"消防通道被占。\",\"reason\":\"消防通道被占。\"}")));
	const char *said = strstr(text, "消防通道被占。");
	assert_non_null(said);
	assert_null(strstr(said + 1, "消防通道被占。"));
	arena_free(a);
}

static void each_ground_of_refusal_has_its_sentence(void **state)
{
	static const struct { const char *kind, *said, *not_said; } grounds[] = {
		{ "a", "第三十二条第一款第一项", "云岭区市场监督管理局" },
		{ "b", "第三十二条第一款第二项", "第一款第一项" },
		{ "b", "请向云岭区市场监督管理局提出申请", "第一款第一项" },
		{ "c", "法律、法规规定不予受理的情形", "云岭区市场监督管理局" },
	};
	(void)state;
	struct arena *a = arena_new(64 << 20);
	for (size_t i = 0; i < COUNT(grounds); i++) {
		const char *facts = changed(a, arena_printf(a, "{\"refusal_kind\":\"%s\"}", grounds[i].kind));
		const char *text = text_of(a, paper_of(a, LETTER_REFUSAL, facts));
		expect_words(text, grounds[i].said);
		expect_no_words(text, grounds[i].not_said);
		expect_words(text, "申请行政复议");
	}
	arena_free(a);
}

static void deemed_acceptance_counts_from_receipt(void **state)
{
	(void)state;
	struct arena *a = arena_new(64 << 20);
	const char *text = text_of(a, paper_of(a, LETTER_ACCEPTANCE, changed(a, "{\"deemed\":true}")));
	expect_words(text, "第三十二条第一款第四项");
	expect_words(text, "自收到材料之日（2026年11月20日）起视为受理");
	expect_no_words(text, "第三十二条第一款第五项");
	arena_free(a);
}

/* ---- issuing ---- */

struct order {
	struct letter_new letter;
	bool give_up;
	int64_t id;
};

static enum err issue(struct tx *t, void *arg)
{
	struct order *o = arg;
	o->id = letter_issue(t, &o->letter);
	return o->give_up ? fault_set(t->fault, ERR_CONFLICT, "", "given up") : t->failed;
}

static struct order order_of(int64_t organisation, const char *mark, enum letter_kind kind)
{
	return (struct order){ .letter = { .kind = kind, .case_id = 7, .event = 1, .organisation = organisation, .account = 5,
					   .mark = mark, .facts = full_facts } };
}

static int64_t issued(struct world *w, enum letter_kind kind)
{
	struct order o = order_of(w->market, "鹭市监", kind);
	must_be_ok(w, store_write(w->site.store, w->mem, &w->fault, issue, &o));
	return o.id;
}

static struct letter_row load(struct world *w, int64_t id)
{
	struct letter_row row;
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	assert_true(letter_by_id(t, id, &row));
	store_read_done(t);
	return row;
}

/* As somebody with the database in the hand could. */
static void tamper(struct world *w, const char *statement)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(w->db, &db), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(db, 5000), SQLITE_OK);
	if (sqlite3_exec(db, statement, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", statement, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void numbers_say_agency_series_year_and_place(void **state)
{
	struct world *w = *state;
	assert_string_equal(load(w, issued(w, LETTER_ACCEPTANCE)).number, "鹭市监受〔2026〕第000001号");
	assert_string_equal(load(w, issued(w, LETTER_ACCEPTANCE)).number, "鹭市监受〔2026〕第000002号");
	assert_string_equal(load(w, issued(w, LETTER_DENIAL)).number, "鹭市监不许〔2026〕第000001号");
	assert_null(load(w, issued(w, LETTER_LICENCE)).number);
	assert_int_equal(letters_verify(&w->site, w->mem), 0);
}

enum { THREADS = 4, LETTERS_EACH = 50, GIVE_UP_EVERY = 7 };

/* Every seventh write is undone after it took its number. */
static void *write_letters(void *arg)
{
	struct world *w = arg;
	for (int i = 0; i < LETTERS_EACH; i++) {
		struct arena *a = arena_new(1 << 20);
		struct fault f = { 0 };
		struct order o = i % 2 ? order_of(w->market, "鹭市监", LETTER_ACCEPTANCE) : order_of(w->health, "鹭卫健", LETTER_ACCEPTANCE);
		o.give_up = i % GIVE_UP_EVERY == 0;
		enum err e = store_write(w->site.store, a, &f, issue, &o);
		arena_free(a);
		if (e != (o.give_up ? ERR_CONFLICT : OK))
			return "a write ended otherwise than expected";
	}
	return NULL;
}

static void numbers_have_no_gaps_with_many_writers(void **state)
{
	struct world *w = *state;
	pthread_t threads[THREADS];
	struct numbering_row *rows;
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_letters, w), 0);
	for (int i = 0; i < THREADS; i++) {
		void *wrong;
		pthread_join(threads[i], &wrong);
		if (wrong)
			fail_msg("%s", (const char *)wrong);
	}
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	assert_int_equal(numbering_all(t, &rows), 2);
	int64_t given = rows[0].next - 1 + rows[1].next - 1;
	store_read_done(t);
	assert_int_equal(given, THREADS * (LETTERS_EACH - (LETTERS_EACH + GIVE_UP_EVERY - 1) / GIVE_UP_EVERY));
	assert_int_equal(letters_verify(&w->site, w->mem), 0);
}

static void verify_finds_what_was_tampered_with(void **state)
{
	struct world *w = *state;
	int64_t first = issued(w, LETTER_ACCEPTANCE), second = issued(w, LETTER_ACCEPTANCE);
	assert_true(jobs_run_due(&w->site, w->mem) == 2);
	assert_int_equal(letters_verify(&w->site, w->mem), 0);
	assert_int_equal(truncate(world_file_path(w, load(w, second).file), 100), 0);
	assert_int_equal(letters_verify(&w->site, w->mem), 1);
	tamper(w, "UPDATE letter SET file = NULL");
	assert_int_equal(letters_verify(&w->site, w->mem), 0);
	tamper(w, "UPDATE letter SET facts = 'none' WHERE number LIKE '%2号'");
	assert_int_equal(letters_verify(&w->site, w->mem), 1);
	tamper(w, arena_printf(w->mem, "DELETE FROM letter WHERE id = %lld", (long long)first));
	assert_int_equal(letters_verify(&w->site, w->mem), 2);
	tamper(w, "UPDATE letter SET number = '鹭市监受〔2026〕第000009号'");
	assert_int_equal(letters_verify(&w->site, w->mem), 4); /* two gaps, and a number that nobody gave out */
}

/* ---- files and pages ---- */

static void the_file_is_made_once(void **state)
{
	struct world *w = *state;
	int64_t id = issued(w, LETTER_ACCEPTANCE);
	assert_null(load(w, id).file);
	assert_int_equal(jobs_run_due(&w->site, w->mem), 1);
	const char *hash = load(w, id).file;
	assert_non_null(hash);
	assert_true(file_is_whole(w->site.store, hash));
	assert_string_equal(file_type(w->mem, world_file_path(w, hash)), "application/pdf");
	must_be_ok(w, letters_make(&w->site, w->mem, &w->fault, arena_printf(w->mem, "%lld", (long long)id)));
	assert_string_equal(load(w, id).file, hash);
	assert_int_equal(letters_make(&w->site, w->mem, &w->fault, "99"), ERR_NOT_FOUND);
	assert_int_equal(letters_make(&w->site, w->mem, &w->fault, "x"), ERR_BAD_INPUT);
	struct letter_row_view *list;
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	assert_int_equal(letters_of_case(t, 7, &list), 1);
	store_read_done(t);
	assert_true(list[0].ready);
	assert_string_equal(list[0].title, "受理通知书");
}

static void only_its_people_may_read_it(void **state)
{
	(void)state;
	const struct grant handler = { ROLE_HANDLE, 20 };
	const struct who holder = { .kind = WHO_ACCOUNT, .id = 5 }, other = { .kind = WHO_ACCOUNT, .id = 6 }, nobody = { 0 };
	const struct who staff = { .kind = WHO_STAFF, .id = 5, .roles = ROLE_HANDLE, .grants = &handler, .n_grants = 1 };
	const struct who admin = { .kind = WHO_STAFF, .id = 9, .roles = ROLE_ADMIN };
	assert_true(letters_visible(&holder, 5, 20));
	assert_false(letters_visible(&other, 5, 20));
	assert_false(letters_visible(&nobody, 5, 20));
	assert_true(letters_visible(&staff, 5, 20));
	assert_false(letters_visible(&staff, 5, 21));
	assert_true(letters_visible(&admin, 5, 21));
}

/* The characters of a text in order of their codes: without tags, white space and the colons that only the PDF writes. */
static size_t characters(struct arena *a, const char *text, uint32_t **out)
{
	*out = arena_array(a, uint32_t, strlen(text) + 1);
	size_t n = 0;
	bool tag = false;
	for (uint32_t c; (c = str_next(&text));) {
		tag = tag || c == '<';
		if (!tag && c > ' ' && c != 0xFF1A)
			(*out)[n++] = c;
		tag = tag && c != '>';
	}
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && (*out)[k - 1] > (*out)[k]; k--) {
			uint32_t c = (*out)[k];
			(*out)[k] = (*out)[k - 1];
			(*out)[k - 1] = c;
		}
	return n;
}

static void the_page_says_what_the_file_says(void **state)
{
	static const enum letter_kind kinds[] = { LETTER_ACCEPTANCE, LETTER_RECEIPT_ONLINE, LETTER_DENIAL };
	struct world *w = *state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		int64_t id = issued(w, kinds[i]);
		jobs_run_due(&w->site, w->mem);
		struct letter_row row = load(w, id);
		const char *pdf = world_pdf_words(w->mem, world_file_path(w, row.file));
		const struct paper *p = letters_paper(w->mem, &row);
		struct letters_group *groups;
		size_t n = letters_groups(w->mem, p, &groups);
		struct out page;
		out_init(&page, w->mem, 1 << 20);
		letters_words(&page, p, groups, n);
		/* Only the PDF has page numbers. */
		int pages = strstr(pdf, "第2页") ? 2 : 1;
		for (int k = 1; k <= pages; k++)
			out_printf(&page, "第%d页共%d页", k, pages);
		uint32_t *on_page, *in_file;
		const char *html = out_str(&page);
		size_t n_page = characters(w->mem, html, &on_page), n_file = characters(w->mem, pdf, &in_file);
		for (size_t k = 0; k < n_page && k < n_file; k++)
			if (on_page[k] != in_file[k])
				fail_msg("%s: page and file differ at character %u or %u\n%s\n%s", p->title, on_page[k], in_file[k], html, pdf);
		assert_int_equal(n_page, n_file);
		out_release(&page);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_says_what_it_must),
		cmocka_unit_test(a_missing_fact_leaves_its_line_out),
		cmocka_unit_test(nothing_known_still_makes_a_letter),
		cmocka_unit_test(a_column_without_content_is_left_out),
		cmocka_unit_test(one_sentence_is_not_said_twice),
		cmocka_unit_test(each_ground_of_refusal_has_its_sentence),
		cmocka_unit_test(deemed_acceptance_counts_from_receipt),
		cmocka_unit_test_setup_teardown(numbers_say_agency_series_year_and_place, world_open, world_close),
		cmocka_unit_test_setup_teardown(numbers_have_no_gaps_with_many_writers, world_open, world_close),
		cmocka_unit_test_setup_teardown(verify_finds_what_was_tampered_with, world_open, world_close),
		cmocka_unit_test_setup_teardown(the_file_is_made_once, world_open, world_close),
		cmocka_unit_test(only_its_people_may_read_it),
		cmocka_unit_test_setup_teardown(the_page_says_what_the_file_says, world_open, world_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
