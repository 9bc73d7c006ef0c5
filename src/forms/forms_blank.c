/* The blank form on paper: what the page asks, with lines and boxes to be filled in by hand. */
#include "forms/forms_private.h"
#include "base/gate.h"
#include "base/str.h"
#include "letters/paper.h"

enum { HAND_ROWS = 4, LONG_LINES = 4, BLOCKS_MORE = 8 };

/* Drawing takes a core for a tenth of a second, and anybody may ask for it. */
static struct gate gate = GATE(1);

struct blank {
	struct arena *a;
	const struct form *f;
	struct paper_block *blocks;
	size_t n;
};

static void put(struct blank *b, enum paper_block_kind kind, const char *label, const char *text)
{
	b->blocks[b->n++] = (struct paper_block){ .kind = kind, .label = label, .text = text };
}

static const char *boxes(struct arena *a, const struct choice *choices)
{
	const char *all = "";
	for (; choices->word; choices++)
		all = arena_printf(a, "%s□ %s　", all, choices->name);
	return all;
}

static const char *lines(struct arena *a, const char *first)
{
	static const char nothing_visible[] = "\xE2\x81\xA0"; /* U+2060: a line of white space only is dropped */
	const char *all = first;
	for (int i = 0; i < LONG_LINES; i++)
		all = arena_printf(a, "%s\n%s", all, nothing_visible);
	return all;
}

/* What stands where one writes. */
static const char *room(struct arena *a, const struct form_field *f)
{
	enum { BOXES_MOST = 30 };
	static const struct { const char *kind, *words; } made[] = {
		{ "range", "　　　　年　　月　　日　至　　　　年　　月　　日" }, { "date", "　　　　年　　月　　日" }, { "month", "　　　　年　　月" },
		{ "check", "□ 是" }, { "certificate", "证件类型：　　　　　　　　　号码：" }, { "place", "　　　　区　　　　　　街道　　　　　　村（社区）　　　　　　　　　　　　" },
		{ "signature", "签名：　　　　　　　　　　　年　　月　　日" }, { "computed", "（由窗口算出）" },
	};
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		if (str_eq(made[i].kind, f->kind->word))
			return made[i].words;
	size_t n = choice_count(f->field.choices);
	if (n && n <= BOXES_MOST && !str_eq(f->kind->word, "region"))
		return boxes(a, f->field.choices);
	return f->field.kind == FIELD_LONG ? lines(a, str_or_empty(f->field.hint)) : " ";
}

static const char *label_of(const struct blank *b, const struct form_field *f)
{
	const char *when = f->when ? forms_condition_words(b->a, b->f, json_get_text(json_array_get(b->f->json, f->entry), "when")) : "";
	return arena_printf(b->a, "%s%s%s", f->field.label, *when ? arena_printf(b->a, "（%s时填）", when) : "", f->field.required ? "" : "（可不填）");
}

static void put_table(struct blank *b, const struct form_group *g)
{
	size_t rows = (size_t)(g->min > HAND_ROWS ? g->min : g->max < HAND_ROWS ? g->max : HAND_ROWS);
	const char **columns = arena_array(b->a, const char *, g->n), **cells = arena_array(b->a, const char *, g->n * rows);
	for (size_t i = 0; i < g->n; i++)
		columns[i] = b->f->fields[g->first + i].field.label;
	for (size_t i = 0; i < g->n * rows; i++)
		cells[i] = "\n ";
	struct paper_table *t = arena_new_of(b->a, struct paper_table);
	*t = (struct paper_table){ .n_columns = g->n, .n_rows = rows, .columns = columns, .cells = cells };
	b->blocks[b->n++] = (struct paper_block){ .kind = PAPER_TABLE, .table = t };
}

static void put_group(struct blank *b, const struct form_group *g)
{
	if (*g->title)
		put(b, PAPER_HEADING, NULL, g->title);
	if (*g->hint)
		put(b, PAPER_NOTE, NULL, g->hint);
	if (*g->name && g->n && g->n <= PAPER_MAX_COLUMNS) {
		put_table(b, g);
		return;
	}
	for (size_t i = 0; i < g->n; i++) {
		const struct form_field *f = &b->f->fields[g->first + i];
		if (f->kind->shape == SHAPE_NONE)
			put(b, PAPER_NOTE, NULL, arena_printf(b->a, "%s　%s", f->field.label, *f->material ? f->material : str_or_empty(f->field.hint)));
		else
			put(b, PAPER_FIELD, label_of(b, f), room(b->a, f));
	}
}

enum err forms_blank(struct req *r, const struct form *f, const struct form_paper *paper)
{
	struct blank b = { r->mem, f, arena_array(r->mem, struct paper_block, f->n_fields + 2 * f->n_groups + BLOCKS_MORE), 0 };
	for (size_t i = 0; i < f->n_groups; i++)
		put_group(&b, &f->groups[i]);
	put(&b, PAPER_HEADING, NULL, "申请人");
	put(&b, PAPER_FIELD, "姓名或名称", " ");
	put(&b, PAPER_FIELD, "证件号码", " ");
	put(&b, PAPER_FIELD, "电话", " ");
	put(&b, PAPER_FIELD, "签名（盖章）", "　　　　　　　　　　　　　　　　　　　年　　月　　日");
	put(&b, PAPER_NOTE, NULL, "我对以上内容的真实性负责。请用黑色签字笔填写；写不下的另附纸张，并在附页上签名。");
	const struct paper p = {
		.kind = PAPER_RECEIPT, .title = paper->title, .number = arena_printf(r->mem, "受理机关：%s　　%s", paper->agency, paper->version),
		.blocks = b.blocks, .n_blocks = b.n, .qr = paper->url, .qr_caption = "扫码看办事指南，或在网上填写", .subject = paper->version,
		.made_at = r->now,
	};
	gate_enter(&gate);
	enum err e = paper_render(&p, r->out, r->fault);
	gate_leave(&gate);
	return e ? e : reply_text(r, "application/pdf");
}
