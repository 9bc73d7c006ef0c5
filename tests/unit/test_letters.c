/* Letters: numbers without gaps, wordings that letters keep, files that are made once, copies that
 * say so, a page that says what the PDF says. */
#include "letters_facts.h"
#include "letters_world.h"
#include "base/str.h"
#include "letters/words.html.h"
#include "store/files.h"
#include <pthread.h>
#include <sqlite3.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

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

/* The year is that of the event, in China: 23:30 on the last day of 2026 there is 15:30 in Greenwich. */
static void the_year_is_that_of_the_event(void **state)
{
	static const struct { int64_t at; const char *number; } cases[] = {
		{ INT64_C(1798731000000), "鹭市监受〔2026〕第000001号" }, /* 2026-12-31 23:30 */
		{ INT64_C(1798734600000), "鹭市监受〔2027〕第000001号" }, /* 2027-01-01 0:30 */
		{ 0, "鹭市监受〔2026〕第000002号" },
	};
	struct world *w = *state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct order o = order_of(w->market, "鹭市监", LETTER_ACCEPTANCE);
		o.letter.at = cases[i].at;
		must_be_ok(w, store_write(w->site.store, w->mem, &w->fault, issue, &o));
		assert_string_equal(load(w, o.id).number, cases[i].number);
	}
	assert_int_equal(letters_verify(&w->site, w->mem), 0);
}

static enum err merge(struct tx *t, void *arg)
{
	struct world *w = arg;
	return organisation_merge(t, w->health, w->market);
}

/* Its cases go on with the mark of the one it went into, so their numbers must come from that series. */
static void a_merged_organisation_counts_on_where_it_went(void **state)
{
	struct world *w = *state;
	assert_string_equal(load(w, issued(w, LETTER_ACCEPTANCE)).number, "鹭市监受〔2026〕第000001号");
	must_be_ok(w, store_write(w->site.store, w->mem, &w->fault, merge, w));
	struct order o = order_of(w->health, "鹭市监", LETTER_ACCEPTANCE);
	must_be_ok(w, store_write(w->site.store, w->mem, &w->fault, issue, &o));
	assert_string_equal(load(w, o.id).number, "鹭市监受〔2026〕第000002号");
	assert_int_equal(load(w, o.id).organisation, w->market);
	assert_int_equal(letters_verify(&w->site, w->mem), 0);
}

/* ---- wordings ---- */

struct wording {
	int64_t organisation, version;
	const char *body;
};

static enum err word_it(struct tx *t, void *arg)
{
	const struct wording *v = arg;
	template_add(t, v->organisation, letter_kinds[LETTER_ACCEPTANCE].word, v->version, v->body, "陈志远");
	tx_touch(t, TOPIC_SETTINGS);
	return t->failed;
}

static int64_t issued_in(struct world *w, int64_t organisation)
{
	struct order o = order_of(organisation, organisation == w->health ? "鹭卫健" : "鹭市监", LETTER_ACCEPTANCE);
	must_be_ok(w, store_write(w->site.store, w->mem, &w->fault, issue, &o));
	return o.id;
}

static void expect_wording(struct world *w, int64_t id, int64_t version, const char *words)
{
	struct letter_row row;
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	assert_true(letter_by_id(t, id, &row));
	const struct paper *p = letters_paper(t, &row);
	store_read_done(t);
	assert_non_null(p);
	assert_int_equal(row.template, version);
	if (!strstr(p->blocks[1].text, words))
		fail_msg("version %d: expected \"%s\", got \"%s\"", (int)version, words, p->blocks[1].text);
}

static void a_letter_keeps_the_wording_it_was_issued_with(void **state)
{
	static const char house[] = "材料齐全，符合法定形式";
	struct world *w = *state;
	struct wording first = { w->market, 1, "^ {applicant}：\n第一版：{item_name}\n" }, second = { w->market, 2, "^ {applicant}：\n第二版：{item_name}\n" },
		       none = { w->market, 3, "" };
	int64_t before = issued_in(w, w->market);
	must_be_ok(w, store_write(w->site.store, w->mem, &w->fault, word_it, &first));
	int64_t with_first = issued_in(w, w->market), elsewhere = issued_in(w, w->health);
	must_be_ok(w, store_write(w->site.store, w->mem, &w->fault, word_it, &second));
	int64_t with_second = issued_in(w, w->market);
	must_be_ok(w, store_write(w->site.store, w->mem, &w->fault, word_it, &none));
	int64_t after = issued_in(w, w->market);
	expect_wording(w, before, 0, house);
	expect_wording(w, with_first, 1, "第一版：食品经营许可（新办）");
	expect_wording(w, with_second, 2, "第二版：");
	expect_wording(w, elsewhere, 0, house);
	expect_wording(w, after, 0, house);
	assert_int_equal(letters_verify(&w->site, w->mem), 0);
	tamper(w, "DELETE FROM letter_template WHERE version = 1");
	assert_int_equal(letters_verify(&w->site, w->mem), 1);
}

/* ---- many at once ---- */

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
	tamper(w, "INSERT INTO letter_print (area, letter, no, at, who_kind, who, who_name) SELECT area, id, 1, 0, 'staff', 1, '甲' FROM letter");
	assert_int_equal(letters_verify(&w->site, w->mem), 4);
	tamper(w, "INSERT INTO letter_print (area, letter, no, at, who_kind, who, who_name) SELECT area, id, 3, 0, 'staff', 1, '甲' FROM letter");
	assert_int_equal(letters_verify(&w->site, w->mem), 5); /* the second print is missing */
	tamper(w, "UPDATE letter_print SET no = 2 WHERE no = 3");
	assert_int_equal(letters_verify(&w->site, w->mem), 4);
	tamper(w, "INSERT INTO letter_print (area, letter, no, at, who_kind, who, who_name) SELECT area, 5, 1, 0, 'staff', 1, '甲' FROM letter");
	assert_int_equal(letters_verify(&w->site, w->mem), 5); /* of a letter that is not there */
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
	assert_int_equal(letters_of_case(t, 7, &(struct who){ .kind = WHO_SYSTEM }, &list), 1);
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
		if (!tag && c > ' ' && c != 0x3000 && c != 0xFF1A)
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

/* What only paper has: page numbers, the numbers of items; and what only the page has, words for an empty room. */
static const char *page_words(struct world *w, const struct paper *p, const char *pdf)
{
	static const char room[] = "（留空，手写）";
	struct letters_group *groups;
	struct out page;
	size_t n = letters_groups(w->mem, p, &groups);
	out_init(&page, w->mem, 1 << 20);
	letters_words(&page, p, groups, n, true);
	for (size_t i = 0, item = 0; i < p->n_blocks; i++) {
		item = p->blocks[i].kind == PAPER_ITEM ? item + 1 : 0;
		if (item)
			out_printf(&page, "%zu.", item);
	}
	int pages = strstr(pdf, "第2页") ? 2 : 1;
	for (int k = 1; k <= pages; k++)
		out_printf(&page, "第%d页共%d页", k, pages);
	char *html = arena_strdup(w->mem, out_str(&page));
	for (char *at; (at = strstr(html, room));)
		memset(at, ' ', strlen(room));
	out_release(&page);
	return html;
}

static struct paper *issued_paper(struct world *w, struct letter_row *row, int64_t id)
{
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	assert_true(letter_by_id(t, id, row));
	struct paper *p = letters_paper(t, row);
	store_read_done(t);
	assert_non_null(p);
	return p;
}

static void the_page_says_what_the_file_says(void **state)
{
	struct world *w = *state;
	for (int kind = LETTER_NONE + 1; kind < LETTER__MAX; kind++) {
		if (kind == LETTER_LICENCE)
			continue; /* its page names the agency at the head as well */
		int64_t id = issued(w, (enum letter_kind)kind);
		jobs_run_due(&w->site, w->mem);
		struct letter_row row;
		const struct paper *p = issued_paper(w, &row, id);
		const char *pdf = world_pdf_words(w->mem, world_file_path(w, row.file));
		const char *html = page_words(w, p, pdf);
		uint32_t *on_page, *in_file;
		size_t n_page = characters(w->mem, html, &on_page), n_file = characters(w->mem, pdf, &in_file);
		for (size_t k = 0; k < n_page && k < n_file; k++)
			if (on_page[k] != in_file[k])
				fail_msg("%s: page and file differ at character %u or %u\n%s\n%s", p->title, on_page[k], in_file[k], html, pdf);
		assert_int_equal(n_page, n_file);
	}
}

/* Every font is inside the file (emb yes), so that it looks the same in ten years. */
static void fonts_are_in_the_file(void **state)
{
	static const enum letter_kind kinds[] = { LETTER_DENIAL, LETTER_LICENCE, LETTER_AUTHORISATION };
	struct world *w = *state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		int64_t id = issued(w, kinds[i]);
		jobs_run_due(&w->site, w->mem);
		FILE *tool = popen(arena_printf(w->mem, "pdffonts %s", world_file_path(w, load(w, id).file)), "r");
		char line[400];
		int n = -2; /* the head */
		assert_non_null(tool);
		while (fgets(line, sizeof line, tool))
			if (++n > 0 && !strstr(line, "Identity-H       yes yes yes"))
				fail_msg("%s: not embedded: %s", letter_kinds[kinds[i]].title, line);
		assert_int_equal(pclose(tool), 0);
		assert_true(n > 0);
	}
}

static void a_copy_says_that_it_is_one(void **state)
{
	struct world *w = *state;
	struct letter_row row;
	struct paper *p = issued_paper(w, &row, issued(w, LETTER_ACCEPTANCE));
	print_mark(w->mem, p, 2, NOW_MS, "张三");
	assert_string_equal(p->copy_mark, "副本 演示");
	struct out pdf;
	const char *path = arena_printf(w->mem, "%s/copy.pdf", w->folder);
	out_init(&pdf, w->mem, 16 << 20);
	must_be_ok(w, paper_render(p, &pdf, &w->fault));
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(pdf.data, 1, pdf.len, file), pdf.len);
	fclose(file);
	out_release(&pdf);
	const char *words = world_pdf_words(w->mem, path), *said = "第2次打印·2026年11月22日14:03·张三";
	int pages = 0, marks = 0;
	for (const char *at = words; (at = strstr(at, "页共")); at++)
		pages++;
	for (const char *at = words; (at = strstr(at, said)); at++)
		marks++;
	assert_true(pages > 0);
	assert_int_equal(marks, pages);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(numbers_say_agency_series_year_and_place, world_open, world_close),
		cmocka_unit_test_setup_teardown(the_year_is_that_of_the_event, world_open, world_close),
		cmocka_unit_test_setup_teardown(a_merged_organisation_counts_on_where_it_went, world_open, world_close),
		cmocka_unit_test_setup_teardown(a_letter_keeps_the_wording_it_was_issued_with, world_open, world_close),
		cmocka_unit_test_setup_teardown(numbers_have_no_gaps_with_many_writers, world_open, world_close),
		cmocka_unit_test_setup_teardown(verify_finds_what_was_tampered_with, world_open, world_close),
		cmocka_unit_test_setup_teardown(the_file_is_made_once, world_open, world_close),
		cmocka_unit_test(only_its_people_may_read_it),
		cmocka_unit_test_setup_teardown(the_page_says_what_the_file_says, world_open, world_close),
		cmocka_unit_test_setup_teardown(fonts_are_in_the_file, world_open, world_close),
		cmocka_unit_test_setup_teardown(a_copy_says_that_it_is_one, world_open, world_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
