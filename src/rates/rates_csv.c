/* The same figures as tables to keep: CSV, UTF-8 with a mark so that spreadsheets read it. */
#include "rates/rates_private.h"
#include "base/str.h"
#include <string.h>

static void begin(struct req *r, const char *heading)
{
	out_raw(r->out, "\xEF\xBB\xBF");
	out_raw(r->out, heading);
	out_raw(r->out, "\r\n");
}

/* A cell that a spreadsheet would take for a formula stays text. */
static void cell(struct out *o, const char *text)
{
	out_raw(o, "\"");
	if (*text && strchr("=+-@", *text))
		out_raw(o, "'");
	for (const char *p = text; *p; p++) {
		out_bytes(o, p, 1);
		if (*p == '"')
			out_raw(o, "\"");
	}
	out_raw(o, "\"");
}

enum err rates_csv_days(struct req *r)
{
	struct tx *t = req_tx(r);
	struct rates_line line;
	struct day_row *days;
	bool whole = str_eq(req_param(r, "organisation"), "0");
	int64_t id = whole ? 0 : req_param_id(r, "organisation");
	if ((!whole && !rates_line_by_id(t, id, &line)) || !rates_may_see(&r->who, id))
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这个机构，或者不是您管的。");
	size_t n = days_of(t, id, 0, &days);
	begin(r, "日期,事项数,三星以上,四星以上,五星,一趟不用跑,最多跑一趟,网上办理率,全流程网办率");
	for (const struct day_row *d = days; d < days + n; d++)
		out_printf(r->out, "%s,%lld,%lld,%lld,%lld,%lld,%lld,%s,%s\r\n", day_iso(r->mem, d->day), (long long)d->items,
			   (long long)d->online, (long long)d->full_online, (long long)d->five, (long long)d->no_visit,
			   (long long)d->one_visit, rates_percent(r->mem, d->online, d->items),
			   rates_percent(r->mem, d->full_online, d->items));
	return t->failed ? t->failed : reply_text(r, "text/csv; charset=utf-8");
}

static void write_gaps(struct req *r, const struct gaps *g, const char *target)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct gap *x = &g->items[i];
		out_printf(r->out, "%s,%zu,%s,", target, i + 1, (int64_t)i < g->needed ? "是" : "否");
		cell(r->out, x->code);
		out_raw(r->out, ",");
		cell(r->out, x->name);
		out_printf(r->out, ",%lld,%lld,", (long long)x->star, (long long)x->effort);
		cell(r->out, x->todo);
		out_raw(r->out, "\r\n");
	}
}

enum err rates_csv_gaps(struct req *r)
{
	struct tx *t = req_tx(r);
	struct rates_line line;
	struct gaps online, full;
	int64_t id = req_param_id(r, "organisation");
	if (!rates_line_by_id(t, id, &line) || !rates_may_see(&r->who, id))
		return t->failed ? t->failed : fail(r, ERR_NOT_FOUND, "没有这个机构，或者不是您管的。");
	enum err e = gaps_of(t, &line, &online, &full);
	if (e)
		return e;
	begin(r, "目标,次序,达到目标要做,事项编码,事项名称,星级,工作量,要做的");
	write_gaps(r, &online, "网上办理");
	write_gaps(r, &full, "全流程网办");
	return reply_text(r, "text/csv; charset=utf-8");
}
