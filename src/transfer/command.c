#include "transfer/command.h"
#include "transfer/export.h"
#include "transfer/import.h"
#include "transfer/province.h"
#include "transfer/rows.h"
#include "base/day.h"
#include "base/str.h"
#include <stdio.h>
#include <string.h>

static const char *at_line(struct arena *a, int64_t line)
{
	return line ? arena_printf(a, "第 %lld 行 ", (long long)line) : "";
}

static void print_remarks(struct arena *a, const struct import_report *r)
{
	for (size_t i = 0; i < r->n_remarks; i++) {
		const struct import_remark *m = &r->remarks[i];
		printf("%s[%s] %s%s。%s。\n", at_line(a, m->line), m->column, m->refused ? "未导入：" : "", m->what, m->mend);
	}
	if (r->more_remarks)
		printf("还有 %zu 处没有列出。\n", r->more_remarks);
}

static void print_changes(struct arena *a, const struct import_report *r)
{
	for (size_t i = 0; i < r->n_changes; i++) {
		const struct import_change *c = &r->changes[i];
		printf("%s%s %s（%s）%s%s\n", at_line(a, c->line), c->is_new ? "新增" : "变更", c->name, c->code, *c->state ? "，状态改为" : "", c->state);
		for (size_t k = 0; k < c->n; k++)
			printf("    %s。\n", c->words[k]);
	}
	if (r->more_changes)
		printf("还有 %zu 项变化没有列出。\n", r->more_changes);
}

static int print_report(struct call *c, const struct import_options *o, const struct import_report *r)
{
	print_remarks(c->mem, r);
	if (o->dry_run)
		print_changes(c->mem, r);
	puts(import_sum(c->mem, r));
	if (o->dry_run)
		puts("这是试运行，什么也没有写入。");
	else if (!r->written)
		puts(r->refused < r->rows ? "什么也没有写入：请先改好上面的行，或者加 --partial 只导入其余的行。" : "什么也没有写入。");
	return (o->dry_run ? r->refused == 0 : r->written) ? EXIT_OK : EXIT_FAILED;
}

/* 0 when there is no such option; false when it names nobody. */
static bool take_organisation(struct call *c, int64_t *out)
{
	const char *code = call_option(c, "--organisation");
	*out = 0;
	if (!code)
		return true;
	struct tx *t = store_read(c->site->store, c->mem, c->fault);
	*out = organisation_by_code(t, code);
	store_read_done(t);
	return *out != 0;
}

int command_import(struct call *c)
{
	struct import_options o = { .dry_run = call_flag(c, "--dry-run"), .draft = call_flag(c, "--draft"), .partial = call_flag(c, "--partial"),
				    .departments = true };
	struct import_report report;
	const char *data = NULL;
	size_t n = 0;
	if (!take_organisation(c, &o.organisation))
		return call_usage(c, "no organisation has this code");
	if (!call_rest(c, 2))
		return EXIT_USAGE;
	bool province = str_eq(c->argv[0], "province");
	if (!province && !str_eq(c->argv[0], "catalogue"))
		return call_usage(c, "cannot import '%s'", c->argv[0]);
	if (call_file(c, c->argv[1], ROWS_FILE_MAX, &data, &n))
		return call_failed(c);
	struct arena *own = arena_new(IMPORT_MEMORY);
	enum err e = (province ? province_import : import_catalogue)(c->site->store, own, c->fault, data, n, &o, &report);
	int status = e ? call_failed(c) : print_report(c, &o, &report);
	arena_free(own);
	return status;
}

static const char *end_of(const char *path)
{
	const char *point = strrchr(path, '.');
	return point ? point + 1 : "";
}

int command_export(struct call *c)
{
	struct export_options o = { .format = EXPORT_CSV };
	const char *since = call_option(c, "--since");
	int64_t day = 0, n;
	if (!take_organisation(c, &o.organisation))
		return call_usage(c, "no organisation has this code");
	if (since && !day_parse(since, &day))
		return call_usage(c, "--since takes a day such as 2026-11-27");
	if (!call_rest(c, 2))
		return EXIT_USAGE;
	if (!str_eq(c->argv[0], "catalogue") || !export_format_by_word(end_of(c->argv[1]), &o.format))
		return call_usage(c, "export catalogue takes a FILE that ends in .csv, .xlsx or .json");
	o.since_ms = since ? ms_of_day(day, DAY_ZONE_CHINA) : 0;
	if (export_catalogue(c->site->store, c->fault, &o, c->argv[1], &n))
		return call_failed(c);
	printf("%lld 个事项已写入 %s\n", (long long)n, c->argv[1]);
	return EXIT_OK;
}
