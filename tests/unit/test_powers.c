/* Power list, intermediary services and sites: what their checks say, which addresses are looked at, what is kept about dead
 * ones, and what counts as inside. */
#include "registry_world.h"
#include "base/csv.h"
#include "demo_files.h"
#include "powers/powers_private.h"
#include <arpa/inet.h>
#include <netinet/in.h>

#define USCC "113502050000000194"
#define CODE USCC "4350131001000"

static const char good_power[] =
	"{\"name\":\"食品经营许可\",\"code\":\"" CODE "\",\"type\":\"01\",\"level\":\"4\",\"power_source\":\"1\",\"complain_phone\":\"12345\","
	"\"basis\":[{\"law\":\"食品安全法\",\"article\":\"第三十五条\"}],\"accountability\":[\"不依法办理的\"],\"items\":[\"F1\"],"
	"\"responsibilities\":[{\"stage\":\"受理\",\"duty\":\"收\"},{\"stage\":\"审查\",\"duty\":\"看\"},{\"stage\":\"决定\",\"duty\":\"定\"},"
	"{\"stage\":\"送达\",\"duty\":\"送\"},{\"stage\":\"事后监管\",\"duty\":\"查\"}]}";
static const char good_service[] =
	"{\"name\":\"检测\",\"code\":\"test-1\",\"items\":[\"F1\"],\"basis\":[{\"law\":\"某法\",\"article\":\"第一条\"}],\"charge_standard\":\"面议\","
	"\"limit\":{\"amount\":5,\"unit\":\"wd\"},\"body_kinds\":[\"1\"],\"bodies\":[{\"name\":\"示例公司\",\"uscc\":\"91350205000900017W\","
	"\"kind\":\"1\",\"qualified_until\":\"2027-01-01\"}]}";
static const char good_site[] = "{\"name\":\"查询\",\"code\":\"s-1\",\"url\":\"https://a.example/\",\"actions\":[\"查一查\"]}";

static enum err furnish(struct tx *t, void *arg)
{
	struct world *w = arg;
	organisation_code_add(t, USCC, w->organisation, "");
	return t->failed;
}

struct publish { const char *body, *state; int64_t organisation; };

static enum err publish_item(struct tx *t, void *arg)
{
	const struct publish *p = arg;
	int64_t id;
	enum err e = item_publish(t, p->body, p->organisation, "试验", &id);
	if (!e && p->state)
		item_set_state(t, id, p->state);
	return e;
}

static void item(struct world *w, const char *code, const char *type, const char *state, int64_t organisation, const char *more)
{
	struct publish p = { arena_printf(w->a, "{\"name\":\"事项 %s\",\"code\":\"%s\",\"type\":\"%s\"%s}", code, code, type, more), state, organisation };
	expect(w, code, run(w, publish_item, &p), OK);
}

static void furnished(struct world *w)
{
	expect(w, "giving the department its code", run(w, furnish, w), OK);
	item(w, "F1", "01", NULL, w->organisation, ",\"power_code\":\"" CODE "\"");
	item(w, "F2", "01", NULL, w->organisation, "");
	item(w, "G1", "20", NULL, w->organisation, ",\"power_code\":\"" CODE "\"");
	item(w, "H1", "01", NULL, w->elsewhere, ",\"power_code\":\"" CODE "\"");
	item(w, "OLD", "01", "cancelled", w->organisation, ",\"power_code\":\"" CODE "\"");
}

typedef size_t check_fn(struct tx *t, const json_t *body, int64_t organisation, struct finding **out);

/* The body with the members of `patch` put over it, and what the check says of it. */
static size_t findings(struct world *w, struct tx *t, check_fn *check, const char *good, const char *patch, struct finding **out)
{
	json_t *body = json_parse(w->a, good), *over = json_parse(w->a, patch);
	if (!body || !over)
		fail_msg("the test's own JSON should parse: %s", patch);
	json_object_update(body, over);
	return check(t, body, w->organisation, out);
}

struct mistake { const char *patch, *rule, *key; bool stops; };

static void expect_mistakes(struct world *w, check_fn *check, const char *good, const struct mistake *all)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	struct finding *found;
	size_t n = findings(w, t, check, good, "{}", &found);
	if (n)
		fail_msg("nothing should be wrong, but %s: %s", found[0].rule, found[0].words);
	for (; all->patch; all++) {
		size_t at = 0;
		n = findings(w, t, check, good, all->patch, &found);
		while (at < n && !str_eq(found[at].rule, all->rule))
			at++;
		if (at == n)
			fail_msg("%s: %s should be found; found were %zu: %s", all->patch, all->rule, n, n ? found[0].words : "");
		if (!str_eq(found[at].key, all->key) || found[at].stops != all->stops)
			fail_msg("%s: expected %s%s, got %s%s", all->patch, all->key, all->stops ? ", stopping" : "", found[at].key,
				 found[at].stops ? ", stopping" : "");
		if (str_blank(found[at].words) || str_blank(found[at].why))
			fail_msg("%s: %s should say what and why", all->patch, all->rule);
	}
	store_read_done(t);
}

static void the_check_of_a_power_says_what_is_wrong(void **state)
{
	struct world *w = *state;
	static const struct mistake mistakes[] = {
		{ "{\"code\":\"350131001000\"}", "code_shape", "code", true },
		{ "{\"code\":\"" USCC "9350131001000\"}", "code_shape", "code", true },
		{ "{\"code\":\"11350205000000027Y4350131001000\"}", "code_agency", "code", true },
		{ "{\"type\":\"02\"}", "code_type", "type", true },
		{ "{\"level\":\"5\"}", "code_level", "level", true },
		{ "{\"power_source\":\"7\"}", "source_note", "power_source_note", true },
		{ "{\"power_source\":\"5\"}", "entrusted", "entrusting_agency", true },
		{ "{\"basis\":[]}", "basis", "basis", true },
		{ "{\"responsibilities\":[]}", "responsibilities", "responsibilities", true },
		{ "{\"responsibilities\":[{\"stage\":\"受理\",\"duty\":\"收\"}]}", "licence_stages", "responsibilities", false },
		{ "{\"accountability\":null}", "accountability", "accountability", true },
		{ "{\"complain_phone\":\"\"}", "complain_phone", "complain_phone", false },
		{ "{\"items\":[\"F1\",\"NONE\"]}", "items", "items.1", true },
		{ "{\"items\":[\"F1\",\"F1\"]}", "items", "items.1", true },
		{ "{\"items\":[\"OLD\"]}", "items", "items.0", true },
		{ "{\"items\":[\"H1\"]}", "items_agency", "items.0", true },
		{ "{\"items\":[\"F1\",\"G1\"]}", "items_type", "items.1", true },
		{ "{\"items\":[\"F2\"]}", "items_back", "items.0", false },
		{ 0 },
	};
	furnished(w);
	expect_mistakes(w, power_check, good_power, mistakes);
}

static void one_code_is_one_power(void **state)
{
	struct world *w = *state;
	struct finding *found;
	furnished(w);
	put(w, "power", good_power);
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	assert_int_equal(findings(w, t, power_check, good_power, "{}", &found), 0);
	size_t n = findings(w, t, power_check, good_power, "{\"code\":\"" USCC "4350131002000\"}", &found);
	bool doubled = false;
	for (size_t i = 0; i < n; i++)
		doubled |= str_eq(found[i].rule, "name_double");
	assert_true(doubled);
	json_t *body = json_parse(w->a, good_power);
	n = power_check(t, body, w->elsewhere, &found);
	bool taken = false;
	for (size_t i = 0; i < n; i++)
		taken |= str_eq(found[i].rule, "code_taken");
	assert_true(taken);
	store_read_done(t);
}

static void the_check_of_a_service_says_what_is_wrong(void **state)
{
	struct world *w = *state;
#define BODIES(more) "{\"bodies\":[{\"name\":\"甲\",\"kind\":\"1\",\"uscc\":\"91350205000900017W\"}," more "]}"
	static const struct mistake mistakes[] = {
		{ "{\"code\":\"环评\"}", "code", "code", true },
		{ "{\"basis\":[]}", "basis", "basis", true },
		{ "{\"items\":[\"NONE\"]}", "items", "items.0", true },
		{ BODIES("{\"name\":\"乙\",\"kind\":\"1\",\"uscc\":\"91350205000900018W\"}"), "body_numbers", "bodies.1.uscc", true },
		{ BODIES("{\"name\":\"乙\",\"kind\":\"1\",\"uscc\":\"91350205000900017W\"}"), "body_numbers", "bodies.1.uscc", true },
		{ BODIES("{\"name\":\"乙\",\"kind\":\"2\",\"uscc\":\"12350205000900033P\"}"), "body_kinds", "bodies.1.kind", true },
		{ BODIES("{\"name\":\"乙\",\"kind\":\"1\",\"qualified_until\":\"2026-11-22\"}"), "qualified", "bodies.1.qualified_until", false },
		{ "{\"bodies\":[]}", "directory", "bodies", false },
		{ "{\"charge_standard\":\"\"}", "charges", "charge_standard", false },
		{ "{\"limit\":null}", "limits", "limit", false },
		{ 0 },
	};
	furnished(w);
	expect_mistakes(w, intermediary_check, good_service, mistakes);
}

static void the_check_of_a_site_says_what_is_wrong(void **state)
{
	static const struct mistake mistakes[] = {
		{ "{\"code\":\"a/b\"}", "code", "code", true },
		{ "{\"url\":\"ftp://a.example/\"}", "address_shape", "url", true },
		{ "{\"url\":\"https:///path\"}", "address_shape", "url", true },
		{ "{\"mobile_url\":\"https://name:secret@a.example/\"}", "address_shape", "mobile_url", true },
		{ "{\"url\":\"http://a.example/\"}", "encrypted", "url", false },
		{ "{\"actions\":[]}", "actions", "actions", true },
		{ 0 },
	};
	expect_mistakes(*state, site_check, good_site, mistakes);
}

/* ---- the demonstration ---- */

enum { DEMO_AGENCIES = 60 };
struct demo_place { const char *codes[DEMO_AGENCIES]; int64_t ids[DEMO_AGENCIES]; size_t n; };

static int64_t demo_agency(const struct demo_place *p, const json_t *o)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->codes[i], json_get_text(o, "organisation")))
			return p->ids[i];
	fail_msg("no organisation %s", json_get_text(o, "organisation"));
	return 0;
}

/* Departments first: their file leads. */
static enum err install_demo(struct tx *t, void *arg)
{
	struct demo_place *p = arg;
	enum err e = OK;
	for (int round = 0; round < 2; round++)
		for (const struct embedded *f = demo_files; f->path && !e; f++) {
			json_t *v = json_parse(t->mem, (const char *)f->data), *list;
			size_t n = json_get_array(v, "organisations", &list);
			for (size_t i = 0; round == 0 && i < n; i++) {
				const json_t *o = json_array_get(list, i);
				struct organisation row = { .kind = "department", .name = json_get_text(o, "name"), .short_name = json_get_text(o, "short"),
							    .uscc = json_get_text(o, "uscc"), .mark = "", .address = "", .hours = "", .phone = "",
							    .complain_phone = "", .review_body = "", .court = "", .windows = "" };
				p->codes[p->n] = json_get_text(o, "code");
				p->ids[p->n] = organisation_add(t, &row, row.uscc, "", (int64_t)i + 1);
				p->n++;
			}
			for (size_t i = 0; round == 1 && json_is_array(v) && i < json_array_size(v) && !e; i++) {
				int64_t id;
				const json_t *body = json_array_get(v, i);
				e = item_publish(t, json_print(t->mem, body), demo_agency(p, body), "试验", &id);
			}
		}
	return e;
}

static void check_demo(struct tx *t, const struct demo_place *p, const char *kind, json_t *body)
{
	struct finding *found;
	int64_t agency = demo_agency(p, body);
	size_t n = registry_check(t, registry_kind_by_word(kind), body, agency, &found);
	for (size_t i = 0; i < n; i++)
		if (found[i].stops)
			fail_msg("%s: %s: %s", json_get_text(body, "name"), found[i].key, found[i].words);
}

static void nothing_in_the_demonstration_is_stopped(void **state)
{
	static const char *const kinds[] = { "power", "intermediary", "site" };
	struct world *w = *state;
	struct demo_place place = { .n = 0 };
	size_t seen = 0;
	expect(w, "installing the demonstration", run(w, install_demo, &place), OK);
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	for (const struct embedded *f = demo_files; f->path; f++) {
		json_t *v = json_parse(w->a, (const char *)f->data), *list;
		size_t n = json_get_array(v, "records", &list);
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
			for (size_t i = 0; str_eq(json_get_text(v, "kind"), kinds[k]) && i < n; i++, seen++)
				check_demo(t, &place, kinds[k], json_array_get(list, i));
	}
	store_read_done(t);
	assert_true(seen > 100);
}

/* ---- addresses ---- */

struct tried { const char *url; bool ok; };

static enum err note(struct tx *t, void *arg)
{
	const struct tried *x = arg;
	link_put(t, x->url, x->ok, x->ok ? "" : "没有回答");
	return t->failed;
}

static void tried(struct world *w, const char *url, bool ok)
{
	expect(w, url, run(w, note, &(struct tried){ url, ok }), OK);
}

static size_t broken(struct world *w, int64_t organisation)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	size_t n = links_broken(t, organisation);
	store_read_done(t);
	return n;
}

static void addresses_of_sites_and_items_are_used(void **state)
{
	struct world *w = *state;
	struct link_use *uses;
	put(w, "site", good_site);
	item(w, "F1", "01", NULL, w->organisation, ",\"online_url\":\"https://b.example/apply\",\"mobile_url\":\"https://a.example/\"");
	item(w, "F2", "01", NULL, w->elsewhere, ",\"online_url\":\"\"");
	item(w, "F3", "01", "suspended", w->elsewhere, ",\"online_url\":\"https://c.example/\"");
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	assert_int_equal(links_used(t, 0, &uses), 3);
	assert_string_equal(uses[0].url, "https://a.example/");
	assert_string_equal(uses[1].url, "https://a.example/");
	assert_string_equal(uses[2].url, "https://b.example/apply");
	assert_int_equal(links_used(t, w->elsewhere, &uses), 0);
	store_read_done(t);
}

static void a_dead_address_counts_once_for_whom_it_concerns(void **state)
{
	struct world *w = *state;
	put(w, "site", good_site);
	item(w, "F1", "01", NULL, w->organisation, ",\"mobile_url\":\"https://a.example/\"");
	item(w, "F2", "01", NULL, w->elsewhere, ",\"online_url\":\"https://b.example/\"");
	assert_int_equal(broken(w, 0), 0);
	tried(w, "https://a.example/", false);
	tried(w, "https://b.example/", true);
	tried(w, "https://nobody-names.example/", false);
	assert_int_equal(broken(w, 0), 1);
	assert_int_equal(broken(w, w->organisation), 1);
	assert_int_equal(broken(w, w->elsewhere), 0);
	tried(w, "https://a.example/", true);
	assert_int_equal(broken(w, 0), 0);
}

static const char *words_about(struct world *w, const char *url)
{
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	const char *words = links_words(t, url);
	store_read_done(t);
	return words;
}

static void it_is_dead_since_the_first_failure(void **state)
{
	struct world *w = *state;
	const char *url = "https://a.example/";
	assert_string_equal(words_about(w, url), "");
	tried(w, url, false);
	set_day("2026-11-25");
	tried(w, url, false);
	assert_string_equal(words_about(w, url), "现在打不开（11 月 23 日起）");
	tried(w, url, true);
	assert_string_equal(words_about(w, url), "");
	tried(w, url, false);
	assert_string_equal(words_about(w, url), "现在打不开（11 月 25 日起）");
}

static bool is_inside(const char *text)
{
	struct sockaddr_in four = { .sin_family = AF_INET };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
	if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
		return links_try_is_inside((const struct sockaddr *)(const void *)&four);
	if (inet_pton(AF_INET6, text, &six.sin6_addr) != 1)
		fail_msg("%s should be an address", text);
	return links_try_is_inside((const struct sockaddr *)(const void *)&six);
}

static void what_is_not_on_the_public_network_is_inside(void **state)
{
	static const char *const inside[] = { "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.9.9.9", "169.254.169.254",
					      "172.16.0.1", "172.31.255.255", "192.168.1.1", "198.18.0.1", "198.19.255.255", "224.0.0.1",
					      "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "fc00::1", "fdff::1", "fe80::1",
					      "febf::1", "fec0::1", "ff02::1", "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1" };
	static const char *const outside[] = { "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
					       "128.0.0.1", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
					       "198.20.0.0", "223.255.255.255", "2400:3200::1", "2606:4700::1111" };
	(void)state;
	for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
		if (!is_inside(inside[i]))
			fail_msg("%s should be inside", inside[i]);
	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
		if (is_inside(outside[i]))
			fail_msg("%s should be on the public network", outside[i]);
}

static void cells_are_quoted_and_are_no_formulas(void **state)
{
	struct world *w = *state;
	struct out o;
	out_init(&o, w->a, 1 << 16);
	struct csv_out c = csv_begin(&o);
	static const char *const cells[] = { "一", "a,b", "说“好”", "a\"b\"", "=1+1", "-2", "两\n行", "", NULL };
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		csv_cell(&c, cells[i]);
	csv_end(&c);
	csv_int(&c, -7);
	csv_end(&c);
	assert_string_equal(out_str(&o), "\xEF\xBB\xBF一,\"a,b\",说“好”,\"a\"\"b\"\"\",'=1+1,'-2,\"两\n行\",,\r\n-7\r\n");
	out_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_check_of_a_power_says_what_is_wrong),
		TEST(one_code_is_one_power),
		TEST(the_check_of_a_service_says_what_is_wrong),
		TEST(the_check_of_a_site_says_what_is_wrong),
		TEST(nothing_in_the_demonstration_is_stopped),
		TEST(addresses_of_sites_and_items_are_used),
		TEST(a_dead_address_counts_once_for_whom_it_concerns),
		TEST(it_is_dead_since_the_first_failure),
		TEST(what_is_not_on_the_public_network_is_inside),
		TEST(cells_are_quoted_and_are_no_formulas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
