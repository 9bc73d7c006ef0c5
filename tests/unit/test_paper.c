/* Letters and licences as PDF: read back with pdftotext, pdfinfo and pdftoppm (poppler), as a citizen's viewer would. */
#include "base/str.h"
#include "letters/paper.h"
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { MAX_PDF = 16 << 20, MAX_TEXT = 4 << 20, MADE_AT_S = 1479778200 }; /* 2016-11-22 01:30 UTC */

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const struct paper_block greeting[] = {
	{ .kind = PAPER_SALUTATION, .text = "王晓岚：" },
	{ .kind = PAPER_PARAGRAPH, .text = "您提交的申请材料齐全，符合法定形式，本局决定予以受理。" },
	{ .kind = PAPER_FIELD, .label = "申请人", .text = "鹭湖区岚记面馆" },
	{ .kind = PAPER_FIELD, .label = "委托代理人", .text = "" },
	{ .kind = PAPER_FIELD, .label = "收费", .text = "不收费" },
	{ .kind = PAPER_ITEM, .text = "请保持电话畅通。" },
	{ .kind = PAPER_ITEM, .text = "现场核查前一天与您约定时间。" },
};

static struct paper letter(const struct paper_block *blocks, size_t n)
{
	return (struct paper){
		.title = "受理通知书", .agency = "鹭湖区市场监督管理局", .number = "鹭市监受〔2016〕第000123号",
		.blocks = blocks, .n_blocks = n, .date = "2016年11月22日",
		.seal_agency = "鹭湖区市场监督管理局", .seal_inner = "行政审批专用章",
		.handler = "陈志远", .consult_phone = "0592-5550123", .complaint_phone = "0592-5550456",
		.subject = "食品经营许可", .case_number = "350205-20161122-00017", .made_at = (int64_t)MADE_AT_S * 1000,
	};
}

static struct out render(const struct paper *p)
{
	struct fault f = { 0 };
	struct out pdf;
	out_init(&pdf, NULL, MAX_PDF);
	enum err e = paper_render(p, &pdf, &f);
	if (e)
		fail_msg("expected a PDF, got %s: %s", err_word(e), f.words);
	assert_true(pdf.len > 1000);
	assert_memory_equal(pdf.data, "%PDF-", 5);
	return pdf;
}

/* What a poppler tool prints about the PDF; %s in the command is the file. The caller frees. */
static char *ask(const struct out *pdf, const char *command, size_t *out_bytes_read)
{
	char path[] = "/tmp/test_paper_XXXXXX", line[200];
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, pdf->data, pdf->len), pdf->len);
	close(fd);
	snprintf(line, sizeof line, command, path);
	FILE *tool = popen(line, "r");
	assert_non_null(tool);
	char *text = calloc(1, MAX_TEXT);
	assert_non_null(text);
	size_t n = fread(text, 1, MAX_TEXT - 1, tool);
	assert_int_equal(pclose(tool), 0);
	unlink(path);
	if (out_bytes_read)
		*out_bytes_read = n;
	return text;
}

/* The words of the pages without white space, so that line breaks do not matter. */
static char *words_of(const struct out *pdf)
{
	char *text = ask(pdf, "pdftotext -enc UTF-8 %s -", NULL), *w = text;
	for (const char *r = text; *r; r++)
		if (!strchr(" \n\f\r", *r))
			*w++ = *r;
	*w = '\0';
	return text;
}

static char *words_of_paper(const struct paper *p)
{
	struct out pdf = render(p);
	char *words = words_of(&pdf);
	out_release(&pdf);
	return words;
}

static size_t occurrences(const char *text, const char *what)
{
	size_t n = 0;
	for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
		n++;
	return n;
}

static void expect(const char *text, const char *what)
{
	if (!strstr(text, what))
		fail_msg("expected the words \"%s\" in: %.600s", what, text);
}

static long pages_of(const struct out *pdf)
{
	char *info = ask(pdf, "pdfinfo %s", NULL), *at = strstr(info, "Pages:");
	assert_non_null(at);
	long n = strtol(at + strlen("Pages:"), NULL, 10);
	free(info);
	return n;
}

static void letter_can_be_read_and_searched(void **state)
{
	(void)state;
	struct paper p = letter(greeting, COUNT(greeting));
	char *words = words_of_paper(&p);
	const char *const expected[] = {
		"鹭湖区市场监督管理局", "受理通知书", "鹭市监受〔2016〕第000123号", "王晓岚：", "予以受理。", "申请人：鹭湖区岚记面馆",
		"收费：不收费", "1.请保持电话畅通。", "2.现场核查前一天", "2016年11月22日", "经办人：陈志远", "咨询电话：0592-5550123",
		"投诉电话：0592-5550456", "第1页共1页",
	};
	for (size_t i = 0; i < COUNT(expected); i++)
		expect(words, expected[i]);
	assert_null(strstr(words, "委托代理人")); /* an empty field is left out with its label */
	assert_int_equal(occurrences(words, "行政审批专用章"), 0); /* the seal is a picture */
	free(words);
}

static void file_says_what_it_is(void **state)
{
	(void)state;
	struct paper p = letter(greeting, COUNT(greeting));
	struct out pdf = render(&p);
	char *info = ask(&pdf, "TZ=UTC pdfinfo -isodates %s", NULL);
	const char *const expected[] = { "受理通知书 鹭市监受〔2016〕第000123号", "鹭湖区市场监督管理局", "食品经营许可",
					 "350205-20161122-00017", "A4",
					 "CreationDate:    2016-11-22T01:30:00", "ModDate:         2016-11-22T01:30:00" };
	for (size_t i = 0; i < COUNT(expected); i++)
		expect(info, expected[i]);
	free(info);
	char *fonts = ask(&pdf, "pdffonts %s | tail -n +3 | grep -vc 'yes yes yes' || true", NULL);
	assert_string_equal(fonts, "0\n"); /* every font embedded, subset, with Unicode */
	free(fonts);
	out_release(&pdf);
}

static void long_table_repeats_its_head(void **state)
{
	(void)state;
	enum { ROWS = 100, COLUMNS = 3 };
	static const char *const columns[COLUMNS] = { "序号", "材料名称表头", "份数" };
	static char texts[ROWS][2][64];
	const char *cells[ROWS * COLUMNS];
	for (size_t i = 0; i < ROWS; i++) {
		snprintf(texts[i][0], sizeof texts[i][0], "%zu", i + 1);
		snprintf(texts[i][1], sizeof texts[i][1], "第%zu项材料的名称", i + 1);
		cells[i * COLUMNS] = texts[i][0];
		cells[i * COLUMNS + 1] = texts[i][1];
		cells[i * COLUMNS + 2] = i % 2 ? "1" : NULL;
	}
	const struct paper_table table = { COLUMNS, ROWS, columns, cells };
	const struct paper_block blocks[] = { { .kind = PAPER_TABLE, .table = &table } };
	struct paper p = letter(blocks, 1);
	p.kind = PAPER_RECEIPT;
	struct out pdf = render(&p);
	char *words = words_of(&pdf);
	long pages = pages_of(&pdf);
	assert_in_range(pages, 4, 6);
	assert_int_equal(occurrences(words, "材料名称表头"), pages);
	for (size_t i = 0; i < ROWS; i++)
		expect(words, texts[i][1]);
	expect(words, "第1页共");
	free(words);
	out_release(&pdf);
}

/* Text of n characters. */
static char *repeated(const char *one, size_t n)
{
	char *text = calloc(n, strlen(one) + 1);
	assert_non_null(text);
	for (size_t i = 0; i < n; i++)
		memcpy(text + i * strlen(one), one, strlen(one));
	return text;
}

static void long_texts_lose_nothing(void **state)
{
	(void)state;
	enum { PARAGRAPH = 5000, CELL = 1500, UNBROKEN = 400 };
	char *paragraph = repeated("许", PARAGRAPH), *cell = repeated("材", CELL), *word = repeated("w", UNBROKEN);
	const char *const columns[] = { "项", "内容" };
	const char *const cells[] = { "一", cell };
	const struct paper_table table = { 2, 1, columns, cells };
	const struct paper_block blocks[] = { { .kind = PAPER_PARAGRAPH, .text = paragraph },
					      { .kind = PAPER_TABLE, .table = &table },
					      { .kind = PAPER_HEADING, .text = paragraph },
					      { .kind = PAPER_PARAGRAPH, .text = word } };
	struct paper p = letter(blocks, COUNT(blocks));
	struct out pdf = render(&p);
	char *words = words_of(&pdf);
	assert_int_equal(occurrences(words, "许"), 2 * PARAGRAPH);
	assert_int_equal(occurrences(words, "材"), CELL);
	assert_int_equal(occurrences(words, "w"), UNBROKEN);
	assert_in_range(pages_of(&pdf), 10, 16);
	free(words);
	free(paragraph);
	free(cell);
	free(word);
	out_release(&pdf);
}

/* Whatever the length of a letter, its last page has words of the body beside the signature. */
static void seal_is_never_alone(void **state)
{
	(void)state;
	for (size_t n = 560; n < 760; n += 20) {
		char *paragraph = repeated("许", n);
		const struct paper_block blocks[] = { { .kind = PAPER_PARAGRAPH, .text = paragraph } };
		struct paper p = letter(blocks, 1);
		struct out pdf = render(&p);
		char command[64];
		snprintf(command, sizeof command, "pdftotext -f %ld %%s -", pages_of(&pdf));
		char *last = ask(&pdf, command, NULL);
		if (!strstr(last, "许") || !strstr(last, "2016年11月22日"))
			fail_msg("expected body and date on the last page of a letter of %zu characters, got: %s", n, last);
		free(last);
		free(paragraph);
		out_release(&pdf);
	}
}

static void same_input_same_bytes(void **state)
{
	(void)state;
	struct paper p = letter(greeting, COUNT(greeting));
	p.qr = "https://hall.example.invalid/q/17";
	p.copy_mark = "副本";
	struct out a = render(&p), b = render(&p);
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.data, b.data, a.len);
	out_release(&a);
	out_release(&b);
}

/* Dark and red pixels of page 1 at 40 dots an inch. */
static void count_pixels(const struct paper *p, size_t *out_dark, size_t *out_red, size_t *out_pale)
{
	struct out pdf = render(p);
	size_t n;
	char *ppm = ask(&pdf, "pdftoppm -r 40 -l 1 %s", &n);
	unsigned width, height;
	int head;
	assert_int_equal(sscanf(ppm, "P6 %u %u 255%n", &width, &height, &head), 2);
	const unsigned char *pixel = (const unsigned char *)ppm + head + 1;
	assert_int_equal(n, (size_t)head + 1 + (size_t)width * height * 3);
	*out_dark = *out_red = *out_pale = 0;
	for (size_t i = 0; i < (size_t)width * height; i++, pixel += 3) {
		*out_dark += pixel[0] < 90 && pixel[2] < 90;
		*out_red += pixel[0] > 150 && pixel[1] < 130 && pixel[2] < 130;
		*out_pale += pixel[0] > 200 && pixel[0] < 245 && pixel[2] > pixel[0];
	}
	free(ppm);
	out_release(&pdf);
}

static void seal_code_and_copy_mark_are_drawn(void **state)
{
	(void)state;
	struct paper p = letter(greeting, COUNT(greeting));
	size_t dark, red, pale, dark_more, red_less, pale_more, unused;
	count_pixels(&p, &dark, &red, &pale);
	struct paper with_qr = p, without_seal = p, copy = p;
	with_qr.qr = "https://hall.example.invalid/q/17";
	without_seal.seal_agency = NULL;
	copy.copy_mark = "演示";
	count_pixels(&with_qr, &dark_more, &unused, &unused);
	count_pixels(&without_seal, &unused, &red_less, &unused);
	count_pixels(&copy, &unused, &unused, &pale_more);
	assert_true(dark_more > dark + 200);
	assert_true(red > 300);
	assert_int_equal(red_less, 0);
	assert_true(pale_more > pale + 1000);
}

static const struct paper_block certificate[] = {
	{ .kind = PAPER_FIELD, .label = "经营者名称", .text = "鹭湖区岚记面馆" },
	{ .kind = PAPER_FIELD, .label = "法定代表人", .text = "王晓岚" },
	{ .kind = PAPER_FIELD, .label = "经营项目", .text = "热食类食品制售；冷食类食品制售；自制饮品制售（不含自酿酒）；散装食品销售" },
	{ .kind = PAPER_FIELD, .label = "仓库地址", .text = NULL },
	{ .kind = PAPER_NOTE, .text = "应当在显著位置悬挂本证。" },
};

static struct paper licence(const struct paper_block *blocks, size_t n)
{
	struct paper p = letter(blocks, n);
	p.kind = PAPER_LICENCE;
	p.title = "食品经营许可证";
	p.number = "许可证编号：JY23502050001236";
	p.valid = "2016年12月2日至2021年12月1日";
	p.qr = "https://hall.example.invalid/l/JY23502050001236";
	p.qr_caption = "扫码核验";
	return p;
}

static void licence_is_one_landscape_page(void **state)
{
	(void)state;
	struct paper p = licence(certificate, COUNT(certificate));
	struct out pdf = render(&p);
	char *words = words_of(&pdf), *info = ask(&pdf, "pdfinfo %s", NULL);
	const char *const expected[] = { "食品经营许可证", "JY23502050001236", "鹭湖区岚记面馆", "王晓岚", "散装食品销售", "显著位置",
					 "有效期限", "2016年12月2日至2021年12月1日", "发证机关", "鹭湖区市场监督管理局", "扫码核验" };
	for (size_t i = 0; i < COUNT(expected); i++)
		expect(words, expected[i]);
	assert_null(strstr(words, "仓库地址"));
	expect(info, "841.89 x 595.276");
	assert_int_equal(pages_of(&pdf), 1);
	free(words);
	free(info);
	out_release(&pdf);
}

static void expect_failure(const struct paper *p, size_t max_bytes, enum err expected)
{
	struct fault f = { 0 };
	struct out pdf;
	out_init(&pdf, NULL, max_bytes);
	out_raw(&pdf, "before");
	enum err e = paper_render(p, &pdf, &f);
	if (e != expected)
		fail_msg("expected %s, got %s", err_word(expected), err_word(e));
	assert_int_equal(pdf.len, strlen("before"));
	assert_false(str_blank(f.words));
	out_release(&pdf);
}

static void what_cannot_be_drawn_is_refused(void **state)
{
	(void)state;
	char *huge = repeated("许", PAPER_MAX_BYTES / 3 + 1), *lines = repeated("x\n", 20000), *much = repeated("许", 5000);
	struct paper_block block = { .kind = PAPER_PARAGRAPH, .text = huge };
	struct paper p = letter(&block, 1);
	expect_failure(&p, MAX_PDF, ERR_TOO_LARGE);
	block.text = lines;
	expect_failure(&p, MAX_PDF, ERR_TOO_LARGE);

	struct paper small = letter(greeting, COUNT(greeting));
	expect_failure(&small, 3000, ERR_TOO_LARGE);
	small.qr = much;
	expect_failure(&small, MAX_PDF, ERR_TOO_LARGE);

	block = (struct paper_block){ .kind = PAPER_FIELD, .label = "经营项目", .text = much };
	p = licence(&block, 1);
	expect_failure(&p, MAX_PDF, ERR_TOO_LARGE);
	block = (struct paper_block){ .kind = PAPER_ITEM, .text = "一" };
	expect_failure(&p, MAX_PDF, ERR_BAD_INPUT);
	block = (struct paper_block){ .kind = PAPER_TABLE };
	p = letter(&block, 1);
	expect_failure(&p, MAX_PDF, ERR_BAD_INPUT);
	free(huge);
	free(lines);
	free(much);
}

static void bad_utf8_is_replaced(void **state)
{
	(void)state;
	const struct paper_block blocks[] = {
		{ .kind = PAPER_PARAGRAPH, .text = "好\xFF\xFE的\xE4\xBD" },
		{ .kind = PAPER_FIELD, .label = "\x80", .text = "控\x01制\x7F符\t号" },
		{ .kind = PAPER_PARAGRAPH, .text = "<b>&amp;</b>" },
	};
	struct paper p = letter(blocks, COUNT(blocks));
	p.title = p.seal_agency = "通知\xC0书";
	p.copy_mark = p.subject = p.qr = p.handler = "\xF8\x88";
	char *words = words_of_paper(&p);
	expect(words, "好\xEF\xBF\xBD\xEF\xBF\xBD的");
	expect(words, "控制符号");
	expect(words, "<b>&amp;</b>");
	free(words);
}

static void optional_members_may_be_missing(void **state)
{
	(void)state;
	for (enum paper_kind kind = 0; kind < PAPER_KIND__MAX; kind++) {
		const struct paper p = { .kind = kind, .title = "送达回证" };
		char *words = words_of_paper(&p);
		expect(words, "送达回证");
		free(words);
	}
}

static void *render_in_thread(void *out)
{
	struct paper p = letter(greeting, COUNT(greeting));
	*(struct out *)out = render(&p);
	return NULL;
}

static void threads_do_not_disturb_each_other(void **state)
{
	(void)state;
	enum { THREADS = 4 };
	pthread_t thread[THREADS];
	struct out pdf[THREADS];
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, render_in_thread, &pdf[i]), 0);
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(thread[i], NULL), 0);
	for (size_t i = 1; i < THREADS; i++) {
		assert_int_equal(pdf[i].len, pdf[0].len);
		assert_memory_equal(pdf[i].data, pdf[0].data, pdf[0].len);
	}
	for (size_t i = 0; i < THREADS; i++)
		out_release(&pdf[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letter_can_be_read_and_searched), cmocka_unit_test(file_says_what_it_is),
		cmocka_unit_test(long_table_repeats_its_head),     cmocka_unit_test(long_texts_lose_nothing),
		cmocka_unit_test(seal_is_never_alone),             cmocka_unit_test(same_input_same_bytes),
		cmocka_unit_test(seal_code_and_copy_mark_are_drawn), cmocka_unit_test(licence_is_one_landscape_page),
		cmocka_unit_test(what_cannot_be_drawn_is_refused), cmocka_unit_test(bad_utf8_is_replaced),
		cmocka_unit_test(optional_members_may_be_missing), cmocka_unit_test(threads_do_not_disturb_each_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
