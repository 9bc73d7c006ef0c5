/* The list of a JSON file is cut into its objects here, and each is parsed by itself: so every fault has its line, and the whole
 * is never in memory as values. */
#include "transfer/rows.h"
#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_blank(struct rows_json *j)
{
	for (; j->at < j->end && is_blank(*j->at); j->at++)
		j->line += *j->at == '\n';
}

/* Behind the text that begins here; false when it does not end. */
static bool skip_text(struct rows_json *j)
{
	for (j->at++; j->at < j->end && *j->at != '"'; j->at++) {
		j->line += *j->at == '\n';
		if (*j->at == '\\' && j->at + 1 < j->end)
			j->at++;
	}
	return j->at++ < j->end;
}

/* Behind the value that begins here: brackets are counted, what is between them is for the parser. */
static bool skip_value(struct rows_json *j)
{
	int64_t depth = 0;
	while (j->at < j->end) {
		char c = *j->at;
		if (c == '"') {
			if (!skip_text(j))
				return false;
			if (!depth)
				return true;
			continue;
		}
		if (!depth && (c == ',' || c == '}' || c == ']' || is_blank(c)))
			return true;
		depth += (c == '{' || c == '[') - (c == '}' || c == ']');
		j->line += c == '\n';
		j->at++;
		if (!depth && (c == '}' || c == ']'))
			return true;
	}
	return false;
}

static bool take_char(struct rows_json *j, char c)
{
	skip_blank(j);
	if (j->at == j->end || *j->at != c)
		return false;
	j->at++;
	return true;
}

/* Into the list of the member "items"; false when there is none. */
static bool find_items(struct rows_json *j)
{
	static const char name[] = "\"items\"";
	do {
		skip_blank(j);
		const char *key = j->at;
		if (j->at == j->end || *j->at != '"' || !skip_text(j))
			return false;
		bool found = (size_t)(j->at - key) == sizeof name - 1 && memcmp(key, name, sizeof name - 1) == 0;
		if (!take_char(j, ':'))
			return false;
		if (found)
			return take_char(j, '[');
		skip_blank(j);
		if (!skip_value(j))
			return false;
	} while (take_char(j, ','));
	return false;
}

enum err rows_json_open(struct fault *f, const char *text, size_t n, struct rows_json *out)
{
	struct rows_json j = { .at = text, .end = text + n, .line = 1, .first = true };
	if (!take_char(&j, '[') && !(take_char(&j, '{') && find_items(&j)))
		return fault_set(f, ERR_BAD_INPUT, "", "JSON 应当是事项的列表 […]，或者 {\"items\": […]}。");
	*out = j;
	return OK;
}

static bool wrong(struct rows_json *j, struct row *out, const char *what, const char *mend, bool last)
{
	out->column = "整项";
	out->what = what;
	out->mend = mend;
	j->over = j->over || last;
	return true;
}

static void release(void *v)
{
	json_decref(v);
}

static void parse(struct rows_json *j, struct arena *mem, const char *from, struct row *out)
{
	static const char check_syntax[] = "请检查引号、逗号和括号";
	size_t n = (size_t)(j->at - from);
	json_error_t e;
	if (n > ROWS_CELL_MAX) {
		wrong(j, out, arena_printf(mem, "这一项超过 %d KB", ROWS_CELL_MAX >> 10), "请缩短内容，或者检查引号是不是少了一个", false);
		return;
	}
	if (*from != '{') {
		wrong(j, out, "列表里的这一项不是一个对象", "每个事项写成 {\"name\": …}", false);
		return;
	}
	out->object = json_loadb(from, n, JSON_REJECT_DUPLICATES, &e);
	if (!out->object) {
		wrong(j, out, arena_printf(mem, "第 %lld 行第 %d 个字附近不合 JSON 的写法", (long long)(out->line + e.line - 1), e.column),
		      check_syntax, false);
		return;
	}
	arena_defer(mem, release, out->object);
}

bool rows_json_next(struct rows_json *j, struct arena *mem, struct row *out)
{
	if (j->over)
		return false;
	skip_blank(j);
	if (j->at < j->end && *j->at == ']') {
		j->over = true;
		return false;
	}
	bool separated = j->first || take_char(j, ',');
	j->first = false;
	skip_blank(j);
	*out = (struct row){ .line = j->line };
	const char *from = j->at;
	if (!separated || from == j->end || *from == ']')
		return wrong(j, out, "列表到这里断了", "两项之间要有一个逗号，最后用 ] 结束；文件可能没有传完整", true);
	if (!skip_value(j) || j->at == from)
		return wrong(j, out, "这一项没有写完，文件到这里断了", "请重新导出，或者补上后面的内容", true);
	parse(j, mem, from, out);
	return true;
}
