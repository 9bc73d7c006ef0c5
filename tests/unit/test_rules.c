/* The publish check: each rule lets a right item pass and finds what is wrong at the element where it is mended. */
#include "small_world.h"
#include "base/str.h"
#include "catalogue/catalogue.sql.h"
#include "catalogue/rules.sql.h"
#include "catalogue/rules_private.h"
#include "catalogue/stars.sql.h"
#include "demo_files.h"
#include "store/files.h"
#include <sqlite3.h>

static const struct room rooms = {
	.name = "test", .statements = { &catalogue_sql, &catalogue_rules_sql, &catalogue_stars_sql },
};

static int64_t agency, empty_agency; /* made by setup: with people in all roles, and with nobody */
static char pdf_hash[DIGEST_HEX];

#define USCC "113502050000000194"
#define BASE "350131001001"
#define IMPLEMENTATION USCC "4" BASE

/* An item of which nothing is wrong. */
static const char right[] =
	"{\"name\":\"食品经营许可\",\"type\":\"01\",\"base_code\":\"" BASE "\",\"implementation_code\":\"" IMPLEMENTATION "\","
	"\"local_code\":\"350205000000019A010000\",\"level\":\"4\",\"power_source\":\"1\",\"subject_kind\":\"1\",\"objects\":[\"2\"],"
	"\"case_kind\":\"2\",\"presence\":\"in04\",\"channels\":[\"1\",\"2\"],\"scope\":\"4\",\"online_depth\":[\"1\",\"3\",\"4\"],"
	"\"quantity_limit\":\"无\",\"conditions\":[\"有固定场所\"],\"basis\":[{\"law\":\"食品安全法\",\"article\":\"第三十五条\"}],"
	"\"statutory\":{\"amount\":20,\"unit\":\"wd\"},\"promised\":{\"amount\":10,\"unit\":\"wd\"},\"instant\":false,"
	"\"circumstances\":[{\"name\":\"kind\",\"label\":\"办哪一种\",\"choices\":[\"新办\",\"延续\"]}],"
	"\"materials\":[{\"name\":\"申请书\",\"type\":\"2\",\"necessity\":\"1\",\"medium\":\"3\",\"source\":\"10\",\"by_form\":true,\"basis\":\"办法\"},"
	"{\"name\":\"原许可证\",\"type\":\"1\",\"necessity\":\"1\",\"medium\":\"3\",\"source\":\"20\",\"issuer\":\"市场监管局\",\"basis\":\"办法\","
	"\"when\":\"kind = \\\"延续\\\"\"}],"
	"\"modes\":[{\"kind\":\"counter\",\"visits\":2,\"level\":\"1\"},{\"kind\":\"four\",\"visits\":1,\"level\":\"2\"}],\"visits_reason\":\"核对原件\","
	"\"steps\":[{\"role\":\"handle\",\"name\":\"承办\",\"limit\":6},{\"role\":\"approve\",\"name\":\"批准\",\"limit\":4}],"
	"\"result\":{\"kind\":\"10\",\"name\":\"许可证\",\"type_no\":\"001\",\"valid\":\"5 年\"},\"delivery\":[\"window\",\"post\"],"
	"\"form\":[{\"name\":\"area\",\"label\":\"面积\",\"kind\":\"number\"}]}";

#define MODES(list) "{\"modes\":[{\"kind\":\"counter\",\"visits\":2,\"level\":\"1\"}," list "]}"
#define MATERIAL(rest) "{\"materials\":[{\"name\":\"甲\",\"type\":\"1\",\"necessity\":\"1\",\"medium\":\"3\",\"source\":\"10\",\"basis\":\"乙\"," rest "}]," \
		       "\"circumstances\":[]}"
#define FEE(rest) "{\"fees\":[{\"name\":\"工本费\",\"standard\":\"10 元\"" rest "}]}"
#define LIMITS(statutory, promised) "{\"statutory\":" statutory ",\"promised\":" promised ",\"steps\":[{\"role\":\"handle\",\"name\":\"承办\",\"limit\":1}]}"
#define WD(n) "{\"amount\":" #n ",\"unit\":\"wd\"}"
#define ND(n) "{\"amount\":" #n ",\"unit\":\"nd\"}"
#define MO(n) "{\"amount\":" #n ",\"unit\":\"mo\"}"
#define INSTANT "\"instant\":true,\"case_kind\":\"1\",\"promised\":{\"amount\":0,\"unit\":\"wd\"},\"steps\":[{\"role\":\"handle\",\"name\":\"承办\",\"limit\":0}]"
#define HANDLING(code, more) "{\"handling\":[{\"code\":\"" code "\",\"name\":\"新办\"}" more "]}"

/* What is put over the right item (null takes a member away), and the place of the finding; NULL: the rule finds nothing. */
static const struct { const char *rule, *over, *key; } cases[] = {
	{ "needed", "{}", NULL },
	{ "needed", "{\"conditions\":[]}", "conditions" },
	{ "needed", "{\"presence\":null}", "presence" },
	{ "promise-needed", "{\"promised\":null,\"instant\":true}", NULL },
	{ "promise-needed", "{\"promised\":null}", "promised" },
	{ "basis-needed", "{\"type\":\"20\",\"basis\":null}", NULL },
	{ "basis-needed", "{\"basis\":[]}", "basis" },
	{ "advised", "{}", NULL },
	{ "advised", "{\"scope\":null}", "scope" },
	{ "code-retired", "{\"scope\":\"4\"}", NULL },
	{ "code-retired", "{\"scope\":\"6\"}", "scope" }, /* taken out of use by setup */
	{ "unknown-member", "{\"popularity\":3}", NULL },
	{ "unknown-member", "{\"colour\":\"red\"}", "colour" },

	{ "own-code", "{\"local_code\":null}", NULL },
	{ "own-code", "{\"local_code\":null,\"implementation_code\":null}", "code" },
	{ "own-code", "{\"local_code\":\"a/b\"}", "local_code" },
	{ "own-code", "{\"local_code\":\"TAKEN\"}", "local_code" },
	{ "base", "{\"base_code\":\"000131001001\"}", NULL },
	{ "base", "{\"base_code\":\"35013100100\"}", "base_code" },
	{ "base", "{\"base_code\":\"350131000001\"}", "base_code" },
	{ "base-type", "{}", NULL },
	{ "base-type", "{\"type\":\"07\"}", "base_code" },
	{ "base-container", "{\"base_code\":\"350131001000\"}", NULL },
	{ "base-container", "{\"base_code\":\"35013100100Y\"}", "base_code" },
	{ "base-area", "{\"base_code\":\"000131001001\"}", NULL },
	{ "base-area", "{\"base_code\":\"370131001001\"}", "base_code" },
	{ "implementation", "{}", NULL },
	{ "implementation", "{\"implementation_code\":\"" IMPLEMENTATION "9\"}", "implementation_code" },
	{ "implementation", "{\"implementation_code\":\"1135020500000001949350131001001\"}", "implementation_code" },
	{ "implementation-parts", "{}", NULL },
	{ "implementation-parts", "{\"level\":\"5\"}", "implementation_code" },
	{ "implementation-parts", "{\"base_code\":\"350131001002\"}", "implementation_code" },
	{ "implementation-agency", "{}", NULL },
	{ "implementation-agency", "{\"implementation_code\":\"11350205000000027Y4" BASE "\"}", "implementation_code" },
	{ "government-digit", "{}", NULL },
	{ "government-digit", "{\"implementation_code\":\"11341800A72824253Z4" BASE "\"}", "implementation_code" },
	{ "handling", HANDLING(IMPLEMENTATION "01", ""), NULL },
	{ "handling", HANDLING(IMPLEMENTATION "00", ""), "handling.0.code" },
	{ "handling", HANDLING(IMPLEMENTATION, ""), "handling.0.code" },
	{ "handling", HANDLING("11350205000000027Y4" BASE "01", ""), "handling.0.code" },
	{ "handling-doubles", HANDLING(IMPLEMENTATION "01", ",{\"code\":\"" IMPLEMENTATION "02\",\"name\":\"延续\"}"), NULL },
	{ "handling-doubles", HANDLING(IMPLEMENTATION "01", ",{\"code\":\"" IMPLEMENTATION "01\",\"name\":\"延续\"}"), "handling.1.code" },
	{ "local", "{\"local_code\":\"X1\"}", NULL },
	{ "local", "{\"local_code\":\"3502050000000199010000\"}", "local_code" },
	{ "power", "{\"power_code\":\"P1\"}", NULL },
	{ "power", "{\"power_code\":\"P2\"}", "power_code" },
	{ "standard", "{\"standard_code\":\"S1\"}", NULL },
	{ "standard", "{\"standard_code\":\"S2\"}", "standard_code" },

	{ "promise", LIMITS(WD(20), WD(20)), NULL },
	{ "promise", LIMITS(ND(30), WD(30)), NULL },   /* a working day is at least one natural day: not surely longer */
	{ "promise", LIMITS(WD(20), ND(30)), NULL },
	{ "promise", LIMITS(MO(1), WD(20)), NULL },
	{ "promise", LIMITS(WD(20), WD(21)), "promised" },
	{ "promise", LIMITS(ND(20), WD(21)), "promised" },
	{ "promise", LIMITS(MO(1), ND(32)), "promised" },
	{ "promise", LIMITS(WD(20), ND(60)), "promised" },
	{ "promise", LIMITS(ND(30), "{\"amount\":745,\"unit\":\"h\"}"), "promised" },
	{ "promise-usual", LIMITS(ND(30), WD(20)), NULL },
	{ "promise-usual", LIMITS(ND(30), WD(22)), "promised" },
	{ "licence-limit", LIMITS(WD(45), WD(20)), NULL }, /* 食品安全法 is named */
	{ "licence-limit", "{\"statutory\":" WD(45) ",\"basis\":[{\"law\":\"某某管理办法\",\"article\":\"第一条\"}]}", "statutory" },
	{ "licence-limit", "{\"statutory\":" WD(45) ",\"basis\":[{\"law\":\"某某条例（2019 年修订）\",\"article\":\"第一条\"}]}", NULL },
	{ "licence-limit", "{\"statutory\":" WD(45) ",\"joint\":{\"members\":[]},\"basis\":[{\"law\":\"某某办法\",\"article\":\"第一条\"}]}", NULL },
	{ "acceptance", "{\"acceptance_days\":5}", NULL },
	{ "acceptance", "{\"acceptance_days\":6}", "acceptance_days" },
	{ "prereview", "{\"prereview_days\":1}", NULL },
	{ "prereview", "{\"prereview_days\":3}", "prereview_days" },
	{ "instant-promise", "{" INSTANT "}", NULL },
	{ "instant-promise", "{\"instant\":true,\"promised\":" WD(2) "}", "promised" },
	{ "instant-visits", "{" INSTANT ",\"modes\":[{\"kind\":\"counter\",\"visits\":1,\"level\":1}]}", NULL },
	{ "instant-visits", "{" INSTANT "}", "modes" },
	{ "instant-prereview", "{" INSTANT ",\"prereview_days\":1}", NULL },
	{ "instant-prereview", "{" INSTANT "}", "prereview_days" },
	{ "instant-kind", "{" INSTANT "}", NULL },
	{ "instant-kind", "{\"case_kind\":\"1\"}", "case_kind" },
	{ "steps-sum", "{}", NULL },
	{ "steps-sum", "{\"promised\":" WD(9) "}", "steps" },
	{ "steps-sum", "{\"promised\":" ND(9) "}", "steps" },
	{ "planned", "{\"planned_from\":\"2026-12-01\",\"planned_until\":\"2026-12-02\"}", NULL },
	{ "planned", "{\"planned_from\":\"2026-12-01\",\"planned_until\":\"2026-12-01\"}", "planned_until" },
	{ "periods", "{\"supplement_days\":1}", NULL },
	{ "periods", "{\"supplement_days\":0}", "supplement_days" },

	{ "visits", MODES("{\"kind\":\"three\",\"visits\":2,\"level\":2},{\"kind\":\"five\",\"visits\":0,\"level\":2}"), NULL },
	{ "visits", MODES("{\"kind\":\"three\",\"visits\":3,\"level\":2}"), "modes.1.visits" },
	{ "visits", MODES("{\"kind\":\"four\",\"visits\":2,\"level\":2}"), "modes.1.visits" },
	{ "visits", MODES("{\"kind\":\"five\",\"visits\":2,\"level\":2}"), "modes.1.visits" },
	{ "visits", MODES("{\"kind\":\"five\",\"level\":2}"), "modes.1.visits" },
	{ "visits-counter", "{}", NULL },
	{ "visits-counter", "{\"modes\":[{\"kind\":\"counter\",\"visits\":1,\"level\":1},{\"kind\":\"three\",\"visits\":2,\"level\":2}]}", "modes.1.visits" },
	{ "counter", "{}", NULL },
	{ "counter", "{\"modes\":[{\"kind\":\"four\",\"visits\":1,\"level\":2}]}", "modes" },
	{ "counter", "{\"modes\":[{\"kind\":\"counter\",\"visits\":4,\"level\":1}]}", "modes.0.visits" },
	{ "mode-doubles", "{}", NULL },
	{ "mode-doubles", MODES("{\"kind\":\"counter\",\"visits\":1,\"level\":1}"), "modes.1.kind" },
	{ "visits-reason", MODES("{\"kind\":\"five\",\"visits\":0,\"level\":2}"), NULL },
	{ "visits-reason", "{\"visits_reason\":\"\"}", "visits_reason" },
	{ "depth-missing", "{}", NULL },
	{ "depth-missing", "{\"online_depth\":[\"1\",\"3\"]}", "online_depth" },
	{ "depth-missing", MODES("{\"kind\":\"five\",\"visits\":0,\"level\":2}"), "online_depth" },
	{ "depth-claimed", "{}", NULL },
	{ "depth-claimed", MODES("{\"kind\":\"three\",\"visits\":1,\"level\":2}"), "online_depth" },
	{ "depth-claimed", "{\"online_depth\":[\"3\",\"4\",\"7\"]}", "online_depth" },
	{ "depth-claimed", "{\"online_depth\":[\"3\",\"4\",\"7\"],\"delivery\":[\"electronic\"]}", NULL },
	{ "presence", "{\"presence\":\"in05\"}", NULL },
	{ "presence", "{\"presence\":\"in01\"}", "presence" },
	{ "presence", "{\"presence\":\"in02\",\"modes\":[{\"kind\":\"counter\",\"visits\":2,\"level\":1}]}", "online_url" },
	{ "presence", "{\"presence\":\"in02\",\"online_url\":\"https://a.example.org/\"}", "presence" },
	{ "presence", "{\"modes\":[{\"kind\":\"counter\",\"visits\":2,\"level\":1}]}", "modes" },
	{ "presence", "{\"presence\":\"in05\",\"modes\":[{\"kind\":\"three\",\"visits\":2,\"level\":2}]}", "presence" },
	{ "channels", "{}", NULL },
	{ "channels", "{\"channels\":[\"1\"]}", "channels" },
	{ "secret", "{\"secret\":true,\"modes\":[{\"kind\":\"counter\",\"visits\":2,\"level\":1}]}", NULL },
	{ "secret", "{\"secret\":true}", "secret" },
	{ "matters", "{\"matters\":[\"land\"],\"level_reason\":\"只核对名称\"}", NULL },
	{ "matters", "{\"matters\":[\"land\"],\"modes\":[{\"kind\":\"four\",\"visits\":1,\"level\":\"3\"}]}", NULL },
	{ "matters", "{\"matters\":[\"land\"]}", "modes.1.level" },
	{ "matters-of-name", "{\"name\":\"建设用地审批\",\"matters\":[\"land\"]}", NULL },
	{ "matters-of-name", "{\"name\":\"建设用地审批\"}", "matters" },
	{ "prereviewers", "{}", NULL },
	{ "prereviewers", "{\"organisation\":\"nobody\"}", "presence" },
	{ "step-people", "{}", NULL },
	{ "step-people", "{\"organisation\":\"nobody\"}", "steps.0.role" },

	{ "materials", "{\"materials\":[]}", NULL },
	{ "materials", "{\"materials\":null}", "materials" },
	{ "no-materials", "{}", NULL },
	{ "no-materials", "{\"materials\":[]}", "materials" },
	{ "material-doubles", "{}", NULL },
	{ "material-doubles", "{\"materials\":[{\"name\":\"甲\"},{\"name\":\"甲\"}]}", "materials.1.name" },
	{ "blank-form", "{}", NULL },
	{ "blank-form", "{\"materials\":[{\"name\":\"申请书\",\"type\":\"2\"}]}", "materials.0.blank" },
	{ "blank-form", "{\"materials\":[{\"name\":\"申请书\",\"type\":\"2\",\"blank\":{\"hash\":\"aa\"}}]}", NULL },
	{ "fetched", MATERIAL("\"licence\":\"营业执照\",\"collect\":\"5\""), NULL },
	{ "fetched", MATERIAL("\"licence\":\"营业执照\",\"collect\":\"1\""), "materials.0.collect" },
	{ "fetched", "{\"materials\":[{\"name\":\"执照\",\"medium\":\"1\",\"licence\":\"营业执照\"}]}", "materials.0.medium" },
	{ "three-licences", "{\"objects\":[\"1\"],\"materials\":[{\"name\":\"营业执照\"}]}", NULL },
	{ "three-licences", "{\"materials\":[{\"name\":\"营业执照副本\"}]}", "materials.0.licence" },
	{ "three-licences", "{\"materials\":[{\"name\":\"税务登记证\",\"licence\":\"税务登记证\"}]}", NULL },
	{ "issuer", "{}", NULL },
	{ "issuer", "{\"materials\":[{\"name\":\"甲\",\"source\":\"20\"}]}", "materials.0.issuer" },
	{ "material-basis", "{}", NULL },
	{ "material-basis", "{\"materials\":[{\"name\":\"甲\"}]}", "materials.0.basis" },
	{ "deferred", "{\"deferred_allowed\":true,\"materials\":[{\"name\":\"甲\",\"necessity\":\"3\"}]}", NULL },
	{ "deferred", "{\"materials\":[{\"name\":\"甲\",\"necessity\":\"3\"}]}", "materials.0.necessity" },
	{ "licence-type", MATERIAL("\"licence_type\":\"113502050000000194001\""), NULL },
	{ "licence-type", MATERIAL("\"licence_type\":\"001\""), "materials.0.licence_type" },
	{ "material-counts", "{\"materials\":[{\"name\":\"甲\",\"medium\":\"1\",\"originals\":0,\"copies\":1}]}", NULL },
	{ "material-counts", "{\"materials\":[{\"name\":\"甲\",\"medium\":\"1\",\"originals\":0,\"copies\":0}]}", "materials.0.originals" },

	{ "form", "{}", NULL },
	{ "form", "{\"form\":[{\"name\":\"kind\",\"label\":\"种类\",\"kind\":\"text\"}]}", "form.0.name" },
	{ "form", "{\"circumstances\":[{\"name\":\"kind\",\"label\":\"问\",\"choices\":[\"一\"]}]}", "circumstances.0.choices" },
	{ "form", "{\"circumstances\":[{\"name\":\"kind\",\"label\":\"问\",\"choices\":[\"新办\",\"延续\"],\"when\":\"other = \\\"甲\\\"\"},"
		  "{\"name\":\"other\",\"label\":\"再问\",\"choices\":[\"甲\",\"乙\"],\"when\":\"kind = \\\"新办\\\"\"}]}", "circumstances.0.when" },
	{ "conditions", "{}", NULL },
	{ "conditions", MATERIAL("\"when\":\"kind = \\\"延续\\\"\""), "materials.0.when" }, /* there is no such question any more */
	{ "conditions", "{\"materials\":[{\"name\":\"甲\",\"when\":\"kind = \\\"没有的\\\"\"}]}", "materials.0.when" },
	{ "conditions", "{\"materials\":[{\"name\":\"甲\",\"when\":\"kind = \"}]}", "materials.0.when" },
	{ "circumstance-idle", "{}", NULL },
	{ "circumstance-idle", "{\"materials\":[]}", "circumstances.0" },

	{ "entrusted", "{\"subject_kind\":\"3\",\"entrusting_agency\":\"市局\"}", NULL },
	{ "entrusted", "{\"subject_kind\":\"3\"}", "entrusting_agency" },
	{ "licence-basis", "{}", NULL },
	{ "licence-basis", "{\"basis\":[{\"law\":\"某某管理办法\",\"article\":\"第一条\"}]}", "basis" },
	{ "fee", FEE(",\"basis\":\"价费〔2016〕1 号\",\"online\":true"), NULL },
	{ "fee", FEE(",\"online\":true"), "fees.0.basis" },
	{ "fee-online", FEE(",\"basis\":\"价费〔2016〕1 号\",\"online\":false"), NULL },
	{ "fee-online", FEE(",\"basis\":\"价费〔2016〕1 号\""), "fees.0.online" },
	{ "fee-relief", FEE(",\"relief\":\"小微企业免收\",\"relief_basis\":\"通知\""), NULL },
	{ "fee-relief", FEE(",\"relief\":\"小微企业免收\""), "fees.0.relief_basis" },
	{ "result", "{\"result\":{\"kind\":\"40\"}}", NULL },
	{ "result", "{\"result\":{\"name\":\"证\"}}", "result.kind" },
	{ "result", "{\"result\":{\"kind\":\"10\",\"name\":\"证\",\"valid\":\"长期\"}}", "result.type_no" },
	{ "result", "{\"result\":{\"kind\":\"10\",\"name\":\"证\",\"type_no\":\"001\"}}", "result.valid" },
	{ "delivery", "{\"result\":{\"kind\":\"40\"},\"delivery\":[\"electronic\"]}", NULL },
	{ "delivery", "{\"result\":{\"kind\":\"40\"}}", "delivery" },
	{ "renewal", "{\"renewal_item\":\"TAKEN\"}", NULL },
	{ "renewal", "{\"renewal_item\":\"NONE\"}", "renewal_item" },
	{ "joint", "{\"joint\":{\"members\":[{\"organisation\":\"EMPTY\",\"days\":5}]}}", NULL },
	{ "joint", "{\"joint\":{\"members\":[{\"organisation\":\"NOWHERE\",\"days\":5}]}}", "joint.members.0.organisation" },
	{ "joint", "{\"joint\":{\"members\":[{\"organisation\":\"" USCC "\",\"days\":5}]}}", "joint.members.0.organisation" },
	{ "phones", "{\"consult_phone\":\"0592-6000999\"}", NULL },
	{ "phones", "{\"consult_phone\":\"0592 6000501\"}", "complain_phone" }, /* the department's own for complaints */
	{ "phones-missing", "{}", NULL },
	{ "phones-missing", "{\"organisation\":\"nobody\"}", "consult_phone" },
	{ "place", "{}", NULL },
	{ "place", "{\"organisation\":\"nobody\",\"places\":[{\"name\":\"窗口\",\"address\":\"一号\"}]}", NULL },
	{ "place", "{\"organisation\":\"nobody\"}", "places" },
	{ "files", "{\"flow_chart\":{\"hash\":\"PDF\",\"name\":\"流程图.PDF\",\"bytes\":5}}", NULL },
	{ "files", "{\"flow_chart\":{\"hash\":\"PDF\",\"name\":\"流程图.png\",\"bytes\":5}}", "flow_chart" },
	{ "files", "{\"flow_chart\":{\"hash\":\"../../etc/passwd\",\"name\":\"流程图.pdf\"}}", "flow_chart" },
	{ "files", "{\"materials\":[{\"name\":\"甲\",\"blank\":{\"hash\":\"aa\",\"name\":\"表.pdf\"}}]}", "materials.0.blank" },
};
enum { CASES = sizeof cases / sizeof *cases };

static int64_t add_agency(struct tx *t, const char *name, const char *code, const char *phone, const char *complain_phone)
{
	struct organisation o = { .kind = "department", .name = name, .short_name = name, .uscc = str_eq(code, USCC) ? USCC : "", .mark = "海",
				  .address = *phone ? "演示路一号" : "", .hours = "", .phone = phone, .complain_phone = complain_phone, .review_body = "", .court = "",
				  .windows = "" };
	return organisation_add(t, &o, code, "", 1);
}

static enum err make_place(struct tx *t, void *arg)
{
	int64_t item;
	(void)arg;
	agency = add_agency(t, "区甲局", USCC, "0592-6000101", "0592-6000501");
	empty_agency = add_agency(t, "区乙局", "EMPTY", "", "");
	struct staff s = { .organisation = agency, .login = "one", .name = "陈立", .post = "" };
	int64_t one = staff_add(t, &s, "");
	for (const struct role *r = roles; r->bit; r++)
		staff_grant(t, one, r->bit, agency, one);
	return item_publish(t, "{\"name\":\"别家的\",\"type\":\"20\",\"code\":\"TAKEN\"}", empty_agency, "测试", &item);
}

/* What other rooms write. */
static void run_sql(struct world *w, const char *text)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(arena_printf(w->mem, "%s/t.db", w->folder), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static int setup(void **state)
{
	struct world *w = world_open(&rooms);
	*state = w;
	run_sql(w, "UPDATE code_entry SET in_use = 0 WHERE code_table = 'scope' AND code = '6'");
	world_write(w, make_place, NULL, OK);
	run_sql(w, arena_printf(w->mem,
		"INSERT INTO record VALUES (1, 350205, 'power', 'P1', '权', %lld, 'in_use', 1, '', 0), (2, 350205, 'standard', 'S1', '标', %lld, 'in_use', 1, '', 0)",
		(long long)agency, (long long)agency));
	assert_int_equal(file_put(w->site.store, w->mem, &w->fault, "%PDF-1.4\n%%EOF\n", 15, pdf_hash), OK);
	return 0;
}

static int teardown(void **state)
{
	world_close(*state);
	return 0;
}

static json_t *item_with(struct world *w, const char *over)
{
	json_t *item = json_parse(w->mem, right), *changes = json_parse(w->mem, over);
	if (!item || !changes)
		fail_msg("the test's own JSON should parse: %s", over);
	json_object_update(item, changes);
	json_t *chart = json_object_get(item, "flow_chart");
	if (str_eq(json_get_text(chart, "hash"), "PDF"))
		json_object_set_new(chart, "hash", json_string(pdf_hash));
	return item;
}

static size_t check(struct world *w, const json_t *item, int64_t organisation, struct finding **out)
{
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	size_t n = rules_check(t, item, organisation, out);
	assert_int_equal(t->failed, OK);
	store_read_done(t);
	return n;
}

static const struct finding *found(const struct finding *all, size_t n, const char *rule)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].rule, rule))
			return &all[i];
	return NULL;
}

static void a_right_item_is_let_pass(void **state)
{
	struct world *w = *state;
	struct finding *all;
	if (check(w, item_with(w, "{}"), agency, &all))
		fail_msg("nothing should be wrong, got %s at %s: %s", all[0].rule, all[0].key, all[0].words);
}

static void each_rule_finds_its_place(void **state)
{
	struct world *w = *state;
	for (size_t i = 0; i < CASES; i++) {
		json_t *item = item_with(w, cases[i].over);
		bool nobody = str_eq(json_get_text(item, "organisation"), "nobody");
		struct finding *all;
		size_t n = check(w, item, nobody ? empty_agency : agency, &all);
		const struct finding *f = found(all, n, cases[i].rule);
		if (!f != !cases[i].key || (f && !str_eq(f->key, cases[i].key)))
			fail_msg("%s with %s: expected %s, got %s %s", cases[i].rule, cases[i].over, cases[i].key ? cases[i].key : "nothing",
				 f ? f->key : "nothing", f ? f->words : "");
	}
}

static void each_rule_is_tested_both_ways(void **state)
{
	(void)state;
	for (size_t k = 0; rules_all[k]; k++)
		for (const struct check_rule *r = rules_all[k]; r->word; r++) {
			bool pass = false, fails = false;
			for (size_t i = 0; i < CASES; i++)
				if (str_eq(cases[i].rule, r->word))
					*(cases[i].key ? &fails : &pass) = true;
			if (!pass || !fails)
				fail_msg("rule '%s' should have a case that passes and one that fails", r->word);
			assert_true(str_length(r->words) > 4 && str_length(r->why) > 3);
		}
}

static void what_stops_comes_first(void **state)
{
	struct world *w = *state;
	struct finding *all;
	size_t n = check(w, item_with(w, "{\"scope\":null,\"level\":null,\"conditions\":[],\"objects\":[]}"), agency, &all);
	assert_true(n >= 4);
	assert_string_equal(all[0].key, "objects");
	assert_string_equal(all[1].key, "conditions");
	assert_true(all[0].stops && all[1].stops && !all[n - 1].stops);
}

static void hopeless_bodies_are_answered(void **state)
{
	static const char *const bodies[] = {
		"{}", "[]", "{\"materials\":{\"a\":1},\"modes\":3,\"steps\":\"x\",\"form\":{\"b\":[]},\"basis\":[1,null,[]],\"result\":[],\"joint\":7}",
		"{\"circumstances\":[null,3,{\"choices\":{}}],\"handling\":[[]],\"fees\":[{\"online\":\"x\"}],\"promised\":{\"amount\":\"9\"}}",
	};
	struct world *w = *state;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		struct finding *all;
		assert_true(check(w, json_parse(w->mem, bodies[i]), agency, &all) > 0);
		assert_true(all[0].stops);
	}
}

/* However much is wrong, the list ends, and what stops is not crowded out by warnings. */
static void the_list_of_findings_ends(void **state)
{
	struct world *w = *state;
	json_t *item = item_with(w, "{\"conditions\":[]}");
	for (int i = 0; i < 5000; i++)
		json_object_set_new(item, arena_printf(w->mem, "unknown%d", i), json_true());
	struct finding *all;
	size_t n = check(w, item, agency, &all);
	assert_true(n > 100 && n < 500);
	assert_string_equal(all[0].key, "conditions");
}

/* ---- the demonstration ---- */

struct install { json_t *departments; };

static enum err install_demo(struct tx *t, void *arg)
{
	struct install *in = arg;
	size_t i;
	json_t *o;
	json_array_foreach(in->departments, i, o) {
		struct organisation row = { .kind = "department", .name = json_get_text(o, "name"), .short_name = json_get_text(o, "short"),
					    .uscc = json_get_text(o, "uscc"), .mark = "海",
					    .address = json_get_text(o, "address"), .hours = "",
					    .phone = json_get_text(o, "phone"), .complain_phone = json_get_text(o, "complain_phone"),
					    .review_body = "", .court = "", .windows = "" };
		struct staff s = { .login = arena_printf(t->mem, "demo%zu", i), .name = "演示", .post = "" };
		s.organisation = organisation_add(t, &row, str_eq(row.uscc, USCC) ? json_get_text(o, "code") : row.uscc, "", (int64_t)i);
		int64_t id = staff_add(t, &s, "");
		for (const struct role *r = roles; r->bit; r++)
			staff_grant(t, id, r->bit, s.organisation, id);
		json_object_set_new(o, "id", json_integer(s.organisation));
	}
	return t->failed;
}

static int64_t demo_organisation(const struct install *in, const char *code)
{
	size_t i;
	json_t *o;
	json_array_foreach(in->departments, i, o)
		if (str_eq(json_get_text(o, "code"), code))
			return json_get_int(o, "id", 0);
	fail_msg("the demonstration should have a department %s", code);
	return 0;
}

/* The items of one file of the demonstration; NULL when it holds something else. */
static json_t *items_of(struct arena *a, const struct embedded *e)
{
	json_t *list = json_parse(a, (const char *)e->data);
	return *json_get_text(json_array_get(list, 0), "implementation_code") ? list : NULL;
}

static enum err publish_demo(struct tx *t, void *arg)
{
	const struct install *in = arg;
	for (const struct embedded *e = demo_files; e->path; e++) {
		json_t *list = items_of(t->mem, e), *item;
		size_t i;
		int64_t id;
		json_array_foreach(list, i, item) {
			enum err failed = item_publish(t, json_print(t->mem, item), demo_organisation(in, json_get_text(item, "organisation")), "演示", &id);
			if (failed)
				return failed;
		}
	}
	return t->failed;
}

/* Templates and powers that the demonstration's items name, as the registry would keep them. */
static void put_records(struct world *w)
{
	static const struct { const char *list, *kind; } lists[] = { { "standards", "standard" }, { "records", "power" } };
	long long id = 10;
	for (const struct embedded *e = demo_files; e->path; e++)
		for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
			json_t *list, *file = json_parse(w->mem, (const char *)e->data);
			size_t n = json_get_array(file, lists[k].list, &list);
			const char *kind = *json_get_text(file, "kind") ? json_get_text(file, "kind") : lists[k].kind;
			for (size_t i = 0; i < n; i++)
				run_sql(w, arena_printf(w->mem, "INSERT INTO record VALUES (%lld, 350205, '%s', '%s', '名', %lld, 'in_use', 1, '', 0)", id++,
							kind, json_get_text(json_array_get(list, i), "code"), (long long)agency));
		}
}

static void the_demonstration_could_be_published(void **state)
{
	struct world *w = *state;
	struct install in = { NULL };
	const struct embedded *e = demo_files;
	while (!str_ends(e->path, "departments.json"))
		e++;
	json_get_array(json_parse(w->mem, (const char *)e->data), "organisations", &in.departments);
	world_write(w, install_demo, &in, OK);
	world_write(w, publish_demo, &in, OK);
	put_records(w);
	size_t warnings = 0, stops = 0;
	for (e = demo_files; e->path; e++) {
		json_t *list = items_of(w->mem, e), *item;
		size_t i;
		json_array_foreach(list, i, item) {
			struct finding *all;
			size_t n = check(w, item, demo_organisation(&in, json_get_text(item, "organisation")), &all);
			for (size_t k = 0; k < n; k++) {
				*(all[k].stops ? &stops : &warnings) += 1;
				print_message("%s %lld %s: %s %s: %s\n", all[k].stops ? "STOP" : "warning", (long long)json_get_int(item, "id", 0),
					      json_get_text(item, "name"), all[k].rule, all[k].key, all[k].words);
			}
		}
	}
	if (stops || warnings > 20)
		fail_msg("expected no stops and at most 20 warnings, got %zu and %zu", stops, warnings);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_right_item_is_let_pass), TEST(each_rule_finds_its_place), TEST(each_rule_is_tested_both_ways), TEST(what_stops_comes_first),
		TEST(hopeless_bodies_are_answered), TEST(the_list_of_findings_ends), TEST(the_demonstration_could_be_published),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
