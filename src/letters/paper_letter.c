#include "letters/paper_private.h"
#include "base/str.h"
#include <math.h>

/* Thirty characters to a line of 156 mm: every full line of plain Chinese ends exactly at the margin. */
#define BODY_SIZE (MM(210 - 28 - 26) / 30)
#define BODY_PITCH (BODY_SIZE * 1.5)
#define SMALL_SIZE 11.0
#define SMALL_PITCH (SMALL_SIZE * 1.5)

static const double SEAL_SIDE = MM(42), QR_SIDE = MM(21), FOOT_WIDTH = MM(98), CELL_PAD = 5, HAIR = 0.6;

enum { CHUNK_LINES = 24, LABEL_MOST = 9, SHORT_CELL = 6, LONG_CELL = 16, NARROW_COLUMN = 3 };

static const struct style body = { .size = BODY_SIZE, .pitch = BODY_PITCH, .justify = true },
			  bold = { .size = BODY_SIZE, .pitch = BODY_PITCH, .face = FACE_SANS, .bold = true },
			  label = { .size = BODY_SIZE, .pitch = BODY_PITCH },
			  small = { .size = SMALL_SIZE, .pitch = SMALL_PITCH, .face = FACE_SANS, .ink = INK_GREY, .justify = true },
			  cell = { .size = 12, .pitch = 18 },
			  cell_head = { .size = 11.5, .pitch = 18, .face = FACE_SANS, .bold = true, .align = PANGO_ALIGN_CENTER };

/* One strip a line. A paragraph leaves or finds at least two lines on a page. */
static void put_text(struct sheet *s, const struct style *style, const char *text, double x, double gap)
{
	if (str_blank(text))
		return;
	struct lines l = paper_text_lines(s, style, text, s->width - x);
	for (size_t i = 0; i < l.n; i++) {
		size_t strip = paper_begin_strip(s, i ? 0 : gap, style->pitch);
		s->strips[strip].keep = l.n > 1 && (i == 0 || i == l.n - 2);
		paper_add_lines(s, style, &l, i, i + 1, x, 0);
	}
}

static void keep_all(struct sheet *s, size_t from)
{
	for (size_t i = from; i < s->n_strips; i++)
		s->strips[i].keep = true;
}

static void put_rule(struct sheet *s, enum ink ink, double x, double y, double w, double h, double thick)
{
	paper_add(s, (struct piece){ .kind = PIECE_RULE, .ink = ink, .x = x, .y = y, .w = w, .h = h, .thick = thick });
}

static void put_head(struct sheet *s)
{
	const struct paper *p = s->paper;
	struct style red = { .size = 27, .pitch = 42, .bold = true, .spread = 3, .align = PANGO_ALIGN_CENTER, .ink = INK_RED };
	const struct style plain = { .size = 16, .pitch = 28, .spread = 1, .align = PANGO_ALIGN_CENTER },
			   title = { .size = 22, .pitch = 34, .bold = true, .align = PANGO_ALIGN_CENTER },
			   number = { .size = 12.5, .pitch = 24, .align = PANGO_ALIGN_RIGHT };
	paper_text_fit(s, &red, p->agency, s->width, 20);
	put_text(s, p->red_head ? &red : &plain, p->agency, 0, 0);
	if (p->red_head) {
		paper_begin_strip(s, 4, 18);
		put_rule(s, INK_RED, 0, 0, s->width, 0, 2);
		put_rule(s, INK_RED, 0, 3.5, s->width, 0, 0.6);
	}
	put_text(s, &title, p->title, 0, 0);
	put_text(s, &number, p->number, 0, 4);
	paper_begin_strip(s, 0, 8);
	keep_all(s, 0);
}

static void put_paragraph(struct sheet *s, const struct paper_block *b, size_t i)
{
	(void)i;
	struct style indented = body;
	indented.indent = 2 * BODY_SIZE;
	put_text(s, &indented, b->text, 0, 0);
}

static void put_salutation(struct sheet *s, const struct paper_block *b, size_t i)
{
	(void)i;
	put_text(s, &body, b->text, 0, 0);
}

static void put_heading(struct sheet *s, const struct paper_block *b, size_t i)
{
	(void)i;
	size_t from = s->n_strips;
	bool form = s->paper->kind == PAPER_RECEIPT;
	put_text(s, &bold, b->text, form ? 0 : 2 * BODY_SIZE, 6);
	keep_all(s, from);
}

static void put_note(struct sheet *s, const struct paper_block *b, size_t i)
{
	(void)i;
	put_text(s, &small, b->text, 0, 6);
}

/* Two columns side by side without rules, one strip a line: a mark or a label, and the text that hangs beside it. */
static void put_hanging(struct sheet *s, const char *mark, const char *text, double mark_width)
{
	const double x = 2 * BODY_SIZE;
	struct lines left = paper_text_lines(s, &label, mark, mark_width);
	struct lines right = paper_text_lines(s, &body, text, s->width - x - mark_width);
	size_t n = left.n > right.n ? left.n : right.n;
	for (size_t i = 0; i < n; i++) {
		size_t strip = paper_begin_strip(s, 0, BODY_PITCH);
		s->strips[strip].keep = n > 1 && (i == 0 || i == n - 2);
		if (i < left.n)
			paper_add_lines(s, &label, &left, i, i + 1, x, 0);
		if (i < right.n)
			paper_add_lines(s, &body, &right, i, i + 1, x + mark_width, 0);
	}
}

static void put_item(struct sheet *s, const struct paper_block *b, size_t i)
{
	if (str_blank(b->text))
		return;
	int number = 1;
	while (i > 0 && s->paper->blocks[i - 1].kind == PAPER_ITEM)
		number += !str_blank(s->paper->blocks[--i].text);
	put_hanging(s, arena_printf(s->mem, "%d.", number), b->text, 1.6 * BODY_SIZE);
}

/* ---- ruled rows: tables, and the fields of a receipt ---- */

struct column {
	struct lines text;
	const struct style *style;
	double width;
	bool shaded;
};

static void put_cells(struct sheet *s, const struct column *c, size_t n, size_t from, size_t lines, double top,
		      double height)
{
	double x = 0;
	for (size_t i = 0; i < n; x += c[i++].width) {
		if (c[i].shaded)
			paper_add(s, (struct piece){ .kind = PIECE_FILL, .ink = INK_SHADE, .x = x, .w = c[i].width, .h = height });
		put_rule(s, INK_HAIR, x, 0, 0, height, HAIR);
		size_t to = from + lines < c[i].text.n ? from + lines : c[i].text.n;
		double rest = from == 0 && to == c[i].text.n ? (height - 2 * CELL_PAD - (double)to * c[i].style->pitch) / 2 : 0;
		if (from < to)
			paper_add_lines(s, c[i].style, &c[i].text, from, to, x + CELL_PAD, top + rest);
	}
	put_rule(s, INK_HAIR, x, 0, 0, height, HAIR);
}

/* A row is one strip, unless it is so tall that it has to go on over the page. */
static void put_row(struct sheet *s, const struct column *c, size_t n, double least, double gap, int head)
{
	size_t most = 1;
	for (size_t i = 0; i < n; i++)
		most = c[i].text.n > most ? c[i].text.n : most;
	for (size_t from = 0; from < most; from += CHUNK_LINES) {
		bool last = from + CHUNK_LINES >= most;
		size_t lines = last ? most - from : CHUNK_LINES;
		double top = from ? 0 : CELL_PAD, height = top + (double)lines * c[n - 1].style->pitch + (last ? CELL_PAD : 0);
		height = fmax(height, least);
		size_t strip = paper_begin_strip(s, from ? 0 : gap, height);
		s->strips[strip].head = head;
		s->strips[strip].open_below = !last;
		put_cells(s, c, n, from, lines, top, height);
		if (!from)
			put_rule(s, INK_HAIR, 0, 0, s->width, 0, HAIR);
		if (last)
			put_rule(s, INK_HAIR, 0, height, s->width, 0, HAIR);
	}
}

/* Width that the contents of column k ask for, in characters of the cell's size. */
static double wanted(const struct paper_table *t, size_t k)
{
	size_t most = str_length(str_or_empty(t->columns[k]));
	for (size_t r = 0; r < t->n_rows; r++) {
		size_t n = str_length(str_or_empty(t->cells[r * t->n_columns + k]));
		most = n > most ? n : most;
	}
	return (double)most;
}

/* What is missing or left over is shared by the squares of the widths, so that wide columns give and take most. */
static void share_width(const struct sheet *s, const struct paper_table *t, struct column *c)
{
	double sum = 0, squares = 0, total = 0;
	for (size_t k = 0; k < t->n_columns; k++) {
		c[k].width = fmin(fmax(wanted(t, k), 2), LONG_CELL) + 1;
		sum += c[k].width;
		squares += c[k].width * c[k].width;
	}
	double rest = s->width / cell.size - sum;
	for (size_t k = 0; k < t->n_columns; k++) {
		c[k].width = fmax(c[k].width + rest * c[k].width * c[k].width / squares, NARROW_COLUMN);
		total += c[k].width;
	}
	for (size_t k = 0; k < t->n_columns; k++)
		c[k].width *= s->width / total;
}

static void put_table(struct sheet *s, const struct paper_block *b, size_t i)
{
	(void)i;
	const struct paper_table *t = b->table;
	struct style middle = cell;
	middle.align = PANGO_ALIGN_CENTER;
	struct column head[PAPER_MAX_COLUMNS] = { 0 }, row[PAPER_MAX_COLUMNS] = { 0 };
	share_width(s, t, head);
	for (size_t k = 0; k < t->n_columns; k++) {
		head[k].text = paper_text_lines(s, &cell_head, t->columns[k], head[k].width - 2 * CELL_PAD);
		head[k].style = &cell_head;
		head[k].shaded = true;
		row[k].width = head[k].width;
		row[k].style = wanted(t, k) <= SHORT_CELL ? &middle : &cell;
	}
	int first = (int)s->n_strips;
	put_row(s, head, t->n_columns, 0, 6, NO_STRIP);
	keep_all(s, (size_t)first);
	for (size_t r = 0; r < t->n_rows; r++) {
		for (size_t k = 0; k < t->n_columns; k++)
			row[k].text = paper_text_lines(s, row[k].style, t->cells[r * t->n_columns + k],
						       row[k].width - 2 * CELL_PAD);
		put_row(s, row, t->n_columns, 0, 0, first);
	}
	paper_begin_strip(s, 0, 6);
}

/* ---- fields ---- */

static bool is_field(const struct paper *p, size_t i)
{
	return i < p->n_blocks && p->blocks[i].kind == PAPER_FIELD;
}

/* Neighbouring fields share one width of labels. */
static double label_width(const struct sheet *s, size_t i)
{
	size_t most = 0;
	while (i > 0 && is_field(s->paper, i - 1))
		i--;
	for (; is_field(s->paper, i); i++) {
		size_t n = str_length(str_or_empty(s->paper->blocks[i].label));
		most = n > most ? n : most;
	}
	return (double)(most < LABEL_MOST ? most : LABEL_MOST);
}

static void put_form_field(struct sheet *s, const struct paper_block *b, size_t i)
{
	const struct style name = { .size = 12, .pitch = 18, .face = FACE_SANS, .align = PANGO_ALIGN_CENTER };
	double width = (fmax(label_width(s, i), 5) + 1.5) * name.size;
	bool to_write = str_blank(b->text);
	struct column c[2] = { { .width = width, .style = &name, .shaded = true }, { .width = s->width - width, .style = &cell } };
	c[0].text = paper_text_lines(s, &name, b->label, c[0].width - 2 * CELL_PAD);
	c[1].text = paper_text_lines(s, &cell, to_write ? "" : b->text, c[1].width - 2 * CELL_PAD);
	put_row(s, c, 2, to_write ? MM(14) : 0, i && is_field(s->paper, i - 1) ? 0 : 6, NO_STRIP);
}

static void put_field(struct sheet *s, const struct paper_block *b, size_t i)
{
	if (!*str_or_empty(b->text))
		return;
	if (s->paper->kind == PAPER_RECEIPT)
		put_form_field(s, b, i);
	else
		put_hanging(s, arena_printf(s->mem, "%s：", str_or_empty(b->label)), b->text, (label_width(s, i) + 1.2) * BODY_SIZE);
}

/* ---- signature, seal, foot ---- */

/* Signature and date are centred under each other near the right margin, with the seal on both. The foot may stand
 * beside them where the signature is short enough, otherwise room is kept for it below. */
static void put_closing(struct sheet *s, double foot_height)
{
	const struct paper *p = s->paper;
	bool sealed = !str_blank(p->seal_agency);
	struct style signature = body;
	signature.justify = false;
	struct lines agency = paper_text_lines(s, &signature, p->agency, s->width - 2 * BODY_SIZE);
	struct lines date = paper_text_lines(s, &signature, p->date, s->width - 2 * BODY_SIZE);
	double text_height = (double)(agency.n + date.n) * BODY_PITCH;
	double height = sealed ? fmax(SEAL_SIDE, text_height) : text_height;
	double half = fmax(fmax(agency.widest, date.widest), sealed ? SEAL_SIDE : 0) / 2;
	double x = s->width - BODY_SIZE - half, y = (height - text_height) / 2;
	bool beside = x - half > FOOT_WIDTH;
	paper_begin_strip(s, BODY_PITCH / 2, beside ? fmax(height, foot_height) : height + BODY_PITCH / 2 + foot_height);
	paper_add_lines(s, &signature, &agency, 0, agency.n, x - agency.widest / 2, y);
	paper_add_lines(s, &signature, &date, 0, date.n, x - date.widest / 2, y + (double)agency.n * BODY_PITCH);
	if (sealed)
		paper_add(s, (struct piece){ .kind = PIECE_SEAL, .x = x - SEAL_SIDE / 2, .y = (height - SEAL_SIDE) / 2, .w = SEAL_SIDE });
}

static const char *foot_words(const struct sheet *s)
{
	const struct {
		const char *name, *value;
	} parts[] = {
		{ "经办人", s->paper->handler },
		{ "咨询电话", s->paper->consult_phone },
		{ "投诉电话", s->paper->complaint_phone },
	};
	const char *words = "";
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!str_blank(parts[i].value))
			words = arena_printf(s->mem, "%s%s%s：%s", words, *words ? "\n" : "", parts[i].name, parts[i].value);
	return words;
}

/* At the lower left of the last page: QR code, its caption, whom to ask. NO_STRIP if there is nothing to say. */
static int make_foot(struct sheet *s)
{
	const struct paper *p = s->paper;
	const char *words = foot_words(s);
	bool has_qr = !str_blank(p->qr);
	if (!has_qr && !*words)
		return NO_STRIP;
	const struct style dark = { .size = 10, .pitch = 15, .face = FACE_SANS };
	struct style pale = dark;
	pale.ink = INK_GREY;
	double x = has_qr ? QR_SIDE + 10 : 0;
	struct lines caption = paper_text_lines(s, &pale, p->qr_caption, FOOT_WIDTH - x);
	struct lines contact = paper_text_lines(s, &dark, words, FOOT_WIDTH - x);
	caption.n = has_qr && !str_blank(p->qr_caption) ? caption.n : 0;
	contact.n = *words ? contact.n : 0;
	double text_height = (double)(caption.n + contact.n) * dark.pitch, height = fmax(has_qr ? QR_SIDE : 0, text_height);
	int strip = (int)paper_begin_strip(s, 0, height);
	if (has_qr)
		paper_add(s, (struct piece){ .kind = PIECE_QR, .y = height - QR_SIDE, .w = QR_SIDE });
	double y = height - text_height;
	paper_add_lines(s, &pale, &caption, 0, caption.n, x, y);
	paper_add_lines(s, &dark, &contact, 0, contact.n, x, y + (double)caption.n * pale.pitch);
	return strip;
}

/* ---- pages ---- */

static double group_height(const struct sheet *s, size_t i)
{
	double height = s->strips[i].height;
	while (s->strips[i].keep && i + 1 < s->n_strips) {
		i++;
		height += s->strips[i].gap + s->strips[i].height;
	}
	return height;
}

/* Places the strips from `from` to `to`; returns the last page. `line` closes a row that goes on overleaf. */
static int break_into_pages(struct sheet *s, size_t from, size_t to, size_t line)
{
	int page = 0;
	double y = s->top;
	bool at_top = true;
	for (size_t i = from; i < to; i++) {
		const struct strip *strip = &s->strips[i];
		/* What does not fit even an empty page may be parted anywhere. */
		double group = group_height(s, i), need = group > s->bottom - s->top ? strip->height : group;
		if (!at_top && y + strip->gap + need > s->bottom) {
			if (s->strips[i - 1].open_below)
				paper_place(s, line, page, y);
			page++;
			y = s->top;
			at_top = true;
			if (strip->head != NO_STRIP) {
				paper_place(s, (size_t)strip->head, page, y);
				y += s->strips[strip->head].height;
			}
		}
		y += at_top ? 0 : strip->gap;
		paper_place(s, i, page, y);
		y += strip->height;
		at_top = false;
	}
	return page;
}

enum err paper_letter_lay_out(struct sheet *s)
{
	static void (*const put[PAPER_BLOCK__MAX])(struct sheet *, const struct paper_block *, size_t) = {
		[PAPER_PARAGRAPH] = put_paragraph, [PAPER_SALUTATION] = put_salutation, [PAPER_HEADING] = put_heading,
		[PAPER_FIELD] = put_field, [PAPER_ITEM] = put_item, [PAPER_NOTE] = put_note, [PAPER_TABLE] = put_table,
	};
	s->page_width = MM(210);
	s->page_height = MM(297);
	s->left = MM(28);
	s->width = MM(210 - 28 - 26);
	s->top = MM(25);
	s->bottom = s->page_height - MM(24);
	int foot = make_foot(s);
	size_t flow = s->n_strips;
	put_head(s);
	size_t after_head = s->n_strips;
	for (size_t i = 0; i < s->paper->n_blocks; i++)
		put[s->paper->blocks[i].kind](s, &s->paper->blocks[i], i);
	/* The seal takes the last line along, and that takes its neighbour; a strip without pieces is only space. */
	size_t last_words = s->n_strips;
	while (last_words > after_head && !s->strips[--last_words].count)
		;
	keep_all(s, last_words);
	put_closing(s, foot == NO_STRIP ? 0 : s->strips[foot].height);
	size_t end = s->n_strips, line = paper_begin_strip(s, 0, 0);
	put_rule(s, INK_HAIR, 0, 0, s->width, 0, HAIR);
	int last = break_into_pages(s, flow, end, line);
	if (foot != NO_STRIP)
		paper_place(s, (size_t)foot, last, s->bottom - s->strips[foot].height);
	return OK;
}
