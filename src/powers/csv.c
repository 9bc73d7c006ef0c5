#include "powers/powers_private.h"
#include "base/csv.h"
#include "base/day.h"

enum { CHUNK = 200, MOST = 5000, CELL_BYTES = 16 * 1024 };

/* The rows of a list in one cell, a line each; the columns of a row with a colon between them. */
static const char *cell(struct arena *a, const json_t *list, const char *one, const char *two)
{
	struct out o;
	size_t i;
	json_t *row;
	out_init(&o, a, CELL_BYTES);
	json_array_foreach(list, i, row) {
		out_raw(&o, i ? "\n" : "");
		out_raw(&o, json_is_string(row) ? json_string_value(row) : json_get_text(row, one));
		if (two && *json_get_text(row, two))
			out_printf(&o, "：%s", json_get_text(row, two));
	}
	const char *s = arena_strdup(a, out_str(&o));
	out_release(&o);
	return s;
}

static void write_row(struct tx *t, struct csv_out *c, const struct power_body_row *row)
{
	json_t *b = json_loads(row->body, 0, NULL);
	const char *const coded[][2] = { { "type", "power_type" }, { "level", "level" }, { "power_source", "power_source" } };
	const char *const plain[] = { "code", "name", "main_name", "sub_name" };
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		csv_cell(c, json_get_text(b, plain[i]));
	csv_cell(c, row->agency);
	for (size_t i = 0; i < sizeof coded / sizeof *coded; i++)
		csv_cell(c, codes_words(t, coded[i][1], json_get_text(b, coded[i][0])));
	csv_cell(c, cell(t->mem, json_object_get(b, "basis"), "law", "article"));
	csv_cell(c, cell(t->mem, json_object_get(b, "responsibilities"), "stage", "duty"));
	csv_cell(c, cell(t->mem, json_object_get(b, "accountability"), NULL, NULL));
	csv_cell(c, json_get_text(b, "complain_phone"));
	csv_cell(c, cell(t->mem, json_object_get(b, "items"), NULL, NULL));
	csv_int(c, row->version);
	csv_cell(c, day_iso(t->mem, day_of_ms(row->changed_at, DAY_ZONE_CHINA)));
	csv_end(c);
	json_decref(b);
}

static void write_head(struct csv_out *c)
{
	static const char *const heads[] = { "权责编码", "权责事项名称", "目录（主项）", "子目录（子项）", "实施部门", "权责类别", "行使层级",
					     "权力来源", "设定依据", "责任事项", "追责情形", "监督电话", "办事事项编码", "版本", "更新日期" };
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		csv_cell(c, heads[i]);
	csv_end(c);
}

enum err powers_get_csv(struct req *r)
{
	struct tx *t = req_tx(r);
	struct power_query q = powers_query(r);
	const char *pattern = record_pattern(r->mem, q.q);
	struct csv_out c = csv_begin(r->out);
	struct power_body_row *rows;
	size_t all = 0, n = CHUNK;
	write_head(&c);
	for (int64_t organisation = 0, id = 0; n == CHUNK; organisation = rows[n - 1].organisation, id = rows[n - 1].id) {
		n = powers_bodies(t, q.organisation, q.type, q.level, pattern, organisation, id, CHUNK, &rows);
		for (size_t i = 0; i < n; i++)
			write_row(t, &c, &rows[i]);
		if (n == 0)
			break;
		if ((all += n) > MOST || r->out->failed)
			return fail(r, ERR_TOO_LARGE, "一次最多下载 %d 项，请先按部门或类别筛选。", MOST);
	}
	return t->failed ? t->failed : reply_text(r, "text/csv; charset=utf-8");
}
