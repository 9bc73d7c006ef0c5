#include "calendar/calendar_import.h"
#include "base/day.h"
#include "base/json.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

enum { CSV_COLUMNS = 4, YEAR_FIRST = 1949, YEAR_LAST = 9999, NAME_CHARACTERS = 40, PROBLEMS_SAID = 4 };

static const char csv_heading[] = "date,kind,name,notice_year";

struct placed_row {
	struct calendar_row row;
	size_t place; /* its line, or which day of the list it is, from 1 */
};

struct reading {
	struct arena *a;
	struct placed_row *rows;
	size_t n, cap, problems;
	const char *unit; /* what places count: 行 or 天 */
	const char *words;
};

static void complain(struct reading *x, size_t place, const char *wrong)
{
	if (x->problems++ < PROBLEMS_SAID)
		x->words = arena_printf(x->a, "%s%s第 %zu %s：%s", x->words, *x->words ? "；" : "", place, x->unit, wrong);
}

static const char *row_fault(struct arena *a, const struct calendar_row *row)
{
	int year = day_to_ymd(row->day).year, away = row->notice_year ? year - row->notice_year : 0;
	if (!*row->name)
		return "名称不能为空";
	if (str_length(row->name) > NAME_CHARACTERS)
		return arena_printf(a, "名称最多 %d 个字", NAME_CHARACTERS);
	return away < -1 || away > 1 ? arena_printf(a, "%s 不会写在 %d 年的通知里", day_iso(a, row->day), row->notice_year) : NULL;
}

static void add_row(struct reading *x, size_t place, const struct calendar_row *row)
{
	const char *wrong = row_fault(x->a, row);
	if (wrong) {
		complain(x, place, wrong);
		return;
	}
	if (x->n == x->cap) {
		size_t cap = x->cap ? x->cap * 2 : 64;
		x->rows = arena_grow(x->a, x->rows, x->cap * sizeof *x->rows, cap * sizeof *x->rows);
		x->cap = cap;
	}
	x->rows[x->n++] = (struct placed_row){ *row, place };
}

/* Cuts a line at its commas, in place; false when there are not as many cells as columns. */
static bool cells_of(char *line, const char *cells[CSV_COLUMNS])
{
	size_t n = 0;
	for (char *cell; (cell = strsep(&line, ","));) {
		if (n == CSV_COLUMNS)
			return false;
		cells[n++] = cell;
	}
	return n == CSV_COLUMNS;
}

/* NULL, or what is wrong with the line. */
static const char *parse_line(struct arena *a, char *line, struct calendar_row *out)
{
	const char *cells[CSV_COLUMNS];
	int64_t year = 0, day;
	if (!cells_of(line, cells))
		return "应为 4 列：日期、类别、名称、通知年份";
	for (size_t i = 0; i < CSV_COLUMNS; i++)
		cells[i] = str_trim(a, cells[i]);
	if (!day_parse(cells[0], &day))
		return "日期应为存在的日子，写作 2026-10-01";
	if (!str_eq(cells[1], "off") && !str_eq(cells[1], "work"))
		return "类别应为 off（放假）或 work（上班）";
	if (*cells[3] && !num_parse(cells[3], YEAR_FIRST, YEAR_LAST, &year))
		return "通知年份应为四位年份，本区自定的日子留空";
	*out = (struct calendar_row){ day, str_eq(cells[1], "off") ? CALENDAR_OFF : CALENDAR_WORK, cells[2], (int)year };
	return NULL;
}

static void read_csv(struct reading *x, const char *text)
{
	char *rest = arena_strdup(x->a, text);
	size_t number = 0;
	for (char *raw; (raw = strsep(&rest, "\n"));) {
		struct calendar_row row;
		char *line = str_trim(x->a, raw);
		number++;
		if (!*line || *line == '#' || str_eq(line, csv_heading))
			continue;
		const char *wrong = parse_line(x->a, line, &row);
		if (wrong)
			complain(x, number, wrong);
		else
			add_row(x, number, &row);
	}
}

/* NULL, or what is wrong with the day. */
static const char *parse_day(struct arena *a, const json_t *o, int year, struct calendar_row *out)
{
	const json_t *off = json_object_get(o, "isOffDay");
	int64_t day;
	if (!json_is_object(o))
		return "应为 {\"name\": …, \"date\": …, \"isOffDay\": …}";
	if (!day_parse(json_get_text(o, "date"), &day))
		return "date 应为存在的日子，写作 2026-10-01";
	if (!json_is_boolean(off))
		return "isOffDay 应为 true（放假）或 false（上班）";
	const char *name = str_trim(a, json_get_text(o, "name"));
	*out = (struct calendar_row){ day, json_is_true(off) ? CALENDAR_OFF : CALENDAR_WORK, name, year };
	return NULL;
}

static void release(void *json)
{
	json_decref(json);
}

static enum err read_json(struct reading *x, const char *text, struct fault *f)
{
	json_error_t where;
	json_t *notice = json_loads(text, JSON_REJECT_DUPLICATES, &where), *days;
	if (!notice)
		return fault_set(f, ERR_BAD_INPUT, "", "第 %d 行：不是完整的 JSON", where.line > 0 ? where.line : 1);
	arena_defer(x->a, release, notice);
	int64_t year = json_get_int(notice, "year", 0);
	size_t n = json_get_array(notice, "days", &days);
	if (year < YEAR_FIRST || year > YEAR_LAST || !days)
		return fault_set(f, ERR_BAD_INPUT, "", "应为 {\"year\": 四位年份, \"days\": [ … ]}");
	for (size_t i = 0; i < n; i++) {
		struct calendar_row row;
		const char *wrong = parse_day(x->a, json_array_get(days, i), (int)year, &row);
		if (wrong)
			complain(x, i + 1, wrong);
		else
			add_row(x, i + 1, &row);
	}
	return OK;
}

static int by_day_then_place(const void *a, const void *b)
{
	const struct placed_row *x = a, *y = b;
	if (x->row.day != y->row.day)
		return x->row.day < y->row.day ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static void find_doubles(struct reading *x)
{
	if (x->n)
		qsort(x->rows, x->n, sizeof *x->rows, by_day_then_place);
	for (size_t i = 1; i < x->n; i++)
		if (x->rows[i].row.day == x->rows[i - 1].row.day)
			complain(x, x->rows[i].place, arena_printf(x->a, "%s 在第 %zu %s已经有了", day_iso(x->a, x->rows[i].row.day),
								   x->rows[i - 1].place, x->unit));
}

/* All problems are found before it gives up; rows come in the order of their days. */
static enum err finish(struct reading *x, struct fault *f, struct calendar_row **out_rows, size_t *out_n)
{
	find_doubles(x);
	if (x->problems > PROBLEMS_SAID)
		return fault_set(f, ERR_BAD_INPUT, "", "%s；另有 %zu 处", x->words, x->problems - PROBLEMS_SAID);
	if (x->problems)
		return fault_set(f, ERR_BAD_INPUT, "", "%s", x->words);
	if (!x->n)
		return fault_set(f, ERR_BAD_INPUT, "", "里面一天也没有");
	if (x->n > CALENDAR_ROWS_MAX)
		return fault_set(f, ERR_TOO_LARGE, "", "一次最多 %d 天，现在是 %zu 天", CALENDAR_ROWS_MAX, x->n);
	struct calendar_row *rows = arena_array(x->a, struct calendar_row, x->n);
	for (size_t i = 0; i < x->n; i++)
		rows[i] = x->rows[i].row;
	*out_rows = rows;
	*out_n = x->n;
	return OK;
}

enum err calendar_read(struct arena *a, const char *text, struct fault *fault, struct calendar_row **out_rows, size_t *out_n)
{
	static const char byte_order_mark[] = "\xEF\xBB\xBF";
	size_t bytes = strlen(text);
	if (bytes > CALENDAR_TEXT_MAX)
		return fault_set(fault, ERR_TOO_LARGE, "", "放假安排超过 1 MB，请检查是不是选错了文件");
	if (!str_valid_utf8(text, bytes))
		return fault_set(fault, ERR_BAD_INPUT, "", "不是 UTF-8 文字，请另存为 UTF-8 再来");
	text += str_starts(text, byte_order_mark) ? strlen(byte_order_mark) : 0;
	char first = text[strspn(text, " \t\r\n")];
	bool is_json = first == '{' || first == '[';
	struct reading x = { .a = a, .unit = is_json ? "天" : "行", .words = "" };
	enum err e = is_json ? read_json(&x, text, fault) : OK;
	if (e)
		return e;
	if (!is_json)
		read_csv(&x, text);
	return finish(&x, fault, out_rows, out_n);
}
