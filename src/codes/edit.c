#include "codes/edit.h"
#include "base/str.h"
#include <ctype.h>
#include <string.h>

const char *edit_code_fault(const char *code)
{
	if (!*code || strlen(code) > EDIT_CODE_BYTES)
		return "代码应为 1 到 40 个字符";
	for (const char *p = code; *p; p++)
		if (!isalnum((unsigned char)*p) && !strchr(".-_", *p))
			return "代码只能用字母、数字、点、连字符和下划线";
	return NULL;
}

const char *edit_name_fault(const char *name)
{
	if (str_blank(name) || str_length(name) > EDIT_NAME_CHARACTERS)
		return "名称应为 1 到 60 个字";
	return strpbrk(name, "\r\n\t") ? "名称应写在一行里" : NULL;
}

static enum err changed(struct tx *t)
{
	tx_touch(t, TOPIC_CODES);
	tx_touch(t, TOPIC_CATALOGUE);
	return t->failed;
}

static enum err find(struct tx *t, const char *table, const char *code, struct code_entry_row *out)
{
	if (entry_load(t, table, code, out))
		return OK;
	return t->failed ? t->failed : fail(t, ERR_NOT_FOUND, "没有这个代码。");
}

/* Another entry with the same name. */
static enum err check_name(struct tx *t, const char *table, const char *code, const char *name)
{
	const char *why = edit_name_fault(name), *other = why ? NULL : entry_named(t, table, name);
	if (why)
		return fail_field(t, "name", "%s", why);
	if (other && !str_eq(other, code))
		return fail_field(t, "name", "代码 %s 已经叫“%s”", other, name);
	return t->failed;
}

enum err edit_add(struct tx *t, const char *table, const char *code, const char *name)
{
	struct table_row row;
	struct code_entry_row there;
	const char *why = edit_code_fault(code);
	if (!table_load(t, table, &row))
		return t->failed ? t->failed : fail(t, ERR_NOT_FOUND, "没有这张代码表。");
	if (why)
		return fail_field(t, "code", "%s", why);
	if (entry_load(t, table, code, &there))
		return fail_field(t, "code", "代码 %s 已经有了：%s", code, there.name);
	if (row.entries >= EDIT_ENTRIES_MAX)
		return fail_field(t, "code", "一张表最多 %d 个代码", EDIT_ENTRIES_MAX);
	enum err e = check_name(t, table, code, name);
	if (e)
		return e;
	entry_put(t, &(struct code_entry_row){ table, code, name, 1, entry_last(t, table) + 1 });
	return changed(t);
}

enum err edit_rename(struct tx *t, const char *table, const char *code, const char *name)
{
	struct code_entry_row row;
	enum err e = find(t, table, code, &row);
	if (!e)
		e = check_name(t, table, code, name);
	if (e)
		return e;
	row.name = name;
	entry_put(t, &row);
	return changed(t);
}

enum err edit_move(struct tx *t, const char *table, const char *code, bool up)
{
	struct code_entry_row *rows;
	size_t n = entries_in(t, table, &rows), at = 0;
	while (at < n && !str_eq(rows[at].code, code))
		at++;
	if (at == n)
		return t->failed ? t->failed : fail(t, ERR_NOT_FOUND, "没有这个代码。");
	if (up ? at == 0 : at + 1 == n)
		return OK;
	size_t other = up ? at - 1 : at + 1;
	struct code_entry_row moved = rows[at];
	rows[at] = rows[other];
	rows[other] = moved;
	for (size_t i = 0; i < n; i++)
		if (rows[i].ordinal != (int64_t)i + 1) {
			rows[i].ordinal = (int64_t)i + 1;
			entry_put(t, &rows[i]);
		}
	return changed(t);
}

enum err edit_use(struct tx *t, const char *table, const char *code, bool in_use)
{
	struct code_entry_row row;
	enum err e = find(t, table, code, &row);
	if (e)
		return e;
	row.in_use = in_use;
	entry_put(t, &row);
	return changed(t);
}

enum err edit_remove(struct tx *t, const char *table, const char *code)
{
	struct table_row row;
	if (!table_load(t, table, &row))
		return t->failed ? t->failed : fail(t, ERR_NOT_FOUND, "没有这张代码表。");
	if (row.fixed)
		return fail(t, ERR_CONFLICT, "程序的规则认得这张表的代码，不能删去；不用的可以停用。");
	if (entry_remove(t, table, code) == 0)
		return t->failed ? t->failed : fail(t, ERR_NOT_FOUND, "没有这个代码。");
	return changed(t);
}

/* ---- a whole table from text ---- */

static const struct code_entry_row *row_with(const struct code_entry_row *rows, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].code, code))
			return &rows[i];
	return NULL;
}

enum err edit_replace(struct tx *t, const struct edit_plan *plan)
{
	struct code_entry_row *rows;
	size_t n = entries_in(t, plan->table, &rows);
	int64_t ordinal = (int64_t)plan->n;
	for (size_t i = 0; i < n; i++) { /* first all of them out of use, behind the others */
		rows[i].in_use = 0;
		rows[i].ordinal = ++ordinal;
		entry_put(t, &rows[i]);
	}
	for (size_t i = 0; i < plan->n; i++)
		entry_put(t, &(struct code_entry_row){ plan->table, plan->rows[i].code, plan->rows[i].name, plan->rows[i].in_use, (int64_t)i + 1 });
	return changed(t);
}

/* What the plan would do, counted against the table as it is. */
static void count(const struct code_entry_row *rows, size_t n, struct edit_plan *plan)
{
	int64_t kept = 0;
	for (size_t i = 0; i < plan->n; i++) {
		const struct edit_row *now = &plan->rows[i];
		const struct code_entry_row *was = row_with(rows, n, now->code);
		plan->added += !was;
		plan->renamed += was && !str_eq(was->name, now->name);
		plan->used += was && now->in_use && !was->in_use;
		kept += was && was->in_use && now->in_use;
	}
	for (size_t i = 0; i < n; i++)
		plan->dropped += rows[i].in_use != 0;
	plan->dropped -= kept;
}

/* What stands in quotes may hold separators, and a quote twice (RFC 4180). */
static const char *quoted_cell(struct arena *a, const char **at)
{
	char *text = arena_strdup(a, *at + 1), *to = text;
	for (++*at; **at && (**at != '"' || (*at)[1] == '"'); ++*at) {
		*to++ = **at;
		*at += **at == '"';
	}
	*at += **at == '"';
	*to = '\0';
	return text;
}

static const char *cell(struct arena *a, const char **at, char between)
{
	const char ends[] = { between, '\n', '\0' };
	const char *text = NULL;
	if (**at == '"')
		text = quoted_cell(a, at);
	size_t n = strcspn(*at, ends);
	if (!text)
		text = arena_strndup(a, *at, n);
	*at += n;
	return str_trim(a, text);
}

static const char *row_fault(struct arena *a, const struct edit_plan *plan, const struct edit_row *row, const char *use)
{
	static const char *const uses[] = { "", "1", "0", "是", "否" };
	bool known = false;
	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
		known |= str_eq(use, uses[i]);
	const char *why = edit_code_fault(row->code);
	if (!why)
		why = edit_name_fault(row->name);
	if (!why && !known)
		why = "第三列写 1 或者 0（是或者否）";
	for (size_t i = 0; i < plan->n && !why; i++)
		if (str_eq(plan->rows[i].code, row->code) || str_eq(plan->rows[i].name, row->name))
			why = arena_printf(a, "代码或者名称和第 %lld 行重复", (long long)plan->rows[i].line);
	return why;
}

static enum err read_line(struct tx *t, const char **at, int64_t line, char between, struct edit_plan *plan)
{
	struct edit_row row = { .line = line };
	const char *cells[3] = { "", "", "" };
	for (size_t i = 0; i < 3; i++) {
		cells[i] = cell(t->mem, at, between);
		if (**at != between)
			break;
		++*at;
	}
	if (**at && **at != '\n')
		return fail(t, ERR_BAD_INPUT, "第 %lld 行：多于三列", (long long)line);
	row.code = cells[0];
	row.name = cells[1];
	row.in_use = !str_eq(cells[2], "0") && !str_eq(cells[2], "否");
	if ((!*row.code && !*row.name) || (line == 1 && str_eq(row.code, "代码")))
		return OK;
	const char *why = row_fault(t->mem, plan, &row, cells[2]);
	if (!why && plan->n == EDIT_ENTRIES_MAX)
		why = arena_printf(t->mem, "一张表最多 %d 个代码", EDIT_ENTRIES_MAX);
	if (why)
		return fail(t, ERR_BAD_INPUT, "第 %lld 行：%s", (long long)line, why);
	plan->rows[plan->n++] = row;
	return OK;
}

enum err edit_read(struct tx *t, const char *table, const char *text, struct edit_plan *out)
{
	struct edit_plan plan = { .table = table };
	struct table_row row;
	struct code_entry_row *rows;
	int64_t line = 1;
	size_t most = 1;
	char between = strcspn(text, "\t") < strcspn(text, "\n") ? '\t' : ',';
	if (!table_load(t, table, &row))
		return t->failed ? t->failed : fail(t, ERR_NOT_FOUND, "没有这张代码表。");
	for (const char *p = text; *p; p++)
		most += *p == '\n';
	plan.rows = arena_array(t->mem, struct edit_row, most);
	for (const char *at = text; *at; line++) {
		enum err e = read_line(t, &at, line, between, &plan);
		if (e)
			return e;
		at += *at == '\n';
	}
	if (plan.n == 0)
		return fail(t, ERR_BAD_INPUT, "没有一行代码：每行写代码、名称，用逗号隔开");
	size_t n = entries_in(t, table, &rows);
	count(rows, n, &plan);
	*out = plan;
	return t->failed;
}
