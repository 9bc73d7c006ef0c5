/* Small things, each in its own loop.
 *
 *   micro    prints a JSON object: due days of clocks a second, ms for a password, ms for a letter as PDF */
#include "calendar/clock.h"
#include "identity/identity.h"
#include "letters/paper.h"
#include "base/day.h"
#include <stdio.h>
#include <time.h>

enum { CLOCKS = 200000, PASSWORDS = 5, LETTERS = 10, MEMORY = 256 << 20, PDF_MAX = 8 << 20 };

static double now_s(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* Twenty working days from every day of some years, over a calendar with the usual number of exceptions. */
static double clocks_per_second(void)
{
	enum { YEARS_OF_ROWS = 8, ROWS_A_YEAR = 34 };
	struct calendar_row rows[YEARS_OF_ROWS * ROWS_A_YEAR];
	int64_t first, sum = 0;
	must(day_from_ymd(2020, 1, 1, &first));
	for (int i = 0; i < YEARS_OF_ROWS * ROWS_A_YEAR; i++)
		rows[i] = (struct calendar_row){ first + i * 365 / ROWS_A_YEAR, i % 5 ? CALENDAR_OFF : CALENDAR_WORK, "节日", 2020 + i / ROWS_A_YEAR };
	struct calendar *cal = calendar_new(rows, sizeof rows / sizeof *rows);
	double from = now_s();
	for (int i = 0; i < CLOCKS; i++) {
		const struct clock_term term = { first + i % (YEARS_OF_ROWS * 365), 20, CLOCK_WORKING_DAY, 0 };
		sum += clock_due(cal, &term, NULL, 0).due_day;
	}
	double seconds = now_s() - from;
	must(sum > 0);
	calendar_free(cal);
	return CLOCKS / seconds;
}

static double password_ms(struct arena *mem)
{
	double from = now_s();
	for (int i = 0; i < PASSWORDS; i++)
		must(password_hash(mem, "tongban2026"));
	return (now_s() - from) * 1000 / PASSWORDS;
}

static double letter_ms(struct arena *mem)
{
	static const struct paper_block blocks[] = {
		{ .kind = PAPER_PARAGRAPH, .text = "厦门海沧晴川餐饮管理有限公司（演示）：" },
		{ .kind = PAPER_PARAGRAPH, .text = "你单位提出的食品经营许可申请，材料齐全、符合法定形式，根据《中华人民共和国行政许可法》第三十二条的规定，决定予以受理。" },
		{ .kind = PAPER_PARAGRAPH, .text = "自受理之日起二十个工作日内作出决定；依法需要听证、检验、检测、鉴定和专家评审的，所需时间不计算在内。" },
	};
	const struct paper p = { .kind = PAPER_LETTER, .title = "受理通知书", .agency = "演示机关", .blocks = blocks,
				 .n_blocks = sizeof blocks / sizeof *blocks, .date = "2026年11月22日", .copy_mark = "演示" };
	double from = 0;
	for (int i = 0; i <= LETTERS; i++) {
		struct fault f = { 0 };
		struct out pdf;
		out_init(&pdf, mem, PDF_MAX);
		must(paper_render(&p, &pdf, &f) == OK);
		out_release(&pdf);
		if (i == 0)
			from = now_s(); /* the first one loads the fonts */
	}
	return (now_s() - from) * 1000 / LETTERS;
}

int main(void)
{
	struct arena *mem = arena_new(MEMORY);
	printf("{\"clocks\": %.0f, \"password\": %.1f, \"letter\": %.1f}\n", clocks_per_second(), password_ms(mem), letter_ms(mem));
	arena_free(mem);
	return 0;
}
