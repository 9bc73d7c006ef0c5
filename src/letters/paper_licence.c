#include "letters/paper_private.h"
#include "base/str.h"
#include <math.h>

static const double FRAME = MM(11), INNER_FRAME = MM(15), SIDE = MM(32), SEAL_SIDE = MM(42), QR_SIDE = MM(25),
		    SIGNATURE_WIDTH = MM(62);
static const double FIELDS_TOP = 178, BAND = MM(58);
static const double SIZES[] = { 16, 15, 14, 13, 12, 11, 10, 9, 8 };

/* ---- frame ---- */

static void frame_path(cairo_t *cr, const struct sheet *s, double inset, double notch)
{
	const double l = inset, t = inset, r = s->page_width - inset, b = s->page_height - inset;
	cairo_new_path(cr);
	cairo_arc_negative(cr, l, t, notch, M_PI / 2, 0);
	cairo_arc_negative(cr, r, t, notch, M_PI, M_PI / 2);
	cairo_arc_negative(cr, r, b, notch, 3 * M_PI / 2, M_PI);
	cairo_arc_negative(cr, l, b, notch, 2 * M_PI, 3 * M_PI / 2);
	cairo_close_path(cr);
}

/* A rosette of turned ellipses: fine lines that a copying machine blurs. */
static void draw_rosette(cairo_t *cr, double x, double y, double r, int petals, double alpha)
{
	cairo_save(cr);
	cairo_translate(cr, x, y);
	for (int i = 0; i < petals; i++) {
		cairo_save(cr);
		cairo_rotate(cr, i * M_PI / petals);
		cairo_scale(cr, 1, 0.42);
		cairo_new_path(cr);
		cairo_arc(cr, 0, 0, r, 0, 2 * M_PI);
		cairo_restore(cr);
		cairo_set_source_rgba(cr, 0.72, 0.57, 0.25, alpha);
		cairo_set_line_width(cr, 0.5);
		cairo_stroke(cr);
	}
	cairo_restore(cr);
}

void paper_licence_draw_frame(cairo_t *cr, const struct sheet *s)
{
	const double w = s->page_width, h = s->page_height;
	draw_rosette(cr, w / 2, h / 2, 150, 30, 0.12);
	frame_path(cr, s, FRAME, MM(7));
	paper_set_ink(cr, INK_BLUE);
	cairo_set_line_width(cr, 3.2);
	cairo_stroke(cr);
	frame_path(cr, s, INNER_FRAME, MM(7));
	paper_set_ink(cr, INK_GOLD);
	cairo_set_line_width(cr, 1);
	cairo_stroke(cr);
	for (int i = 0; i < 4; i++)
		draw_rosette(cr, i % 2 ? w - FRAME : FRAME, i / 2 ? h - FRAME : FRAME, MM(4.6), 8, 1);
}

/* ---- contents: one strip, absolute positions ---- */

static void put_head(struct sheet *s)
{
	struct style title = { .size = 40, .pitch = 56, .spread = 8, .bold = true, .ink = INK_BLUE, .align = PANGO_ALIGN_CENTER };
	const struct style number = { .size = 13, .pitch = 22, .align = PANGO_ALIGN_CENTER };
	paper_text_fit(s, &title, s->paper->title, s->width, 17);
	struct lines l = paper_text_lines(s, &title, s->paper->title, s->width);
	paper_add_lines(s, &title, &l, 0, l.n, 0, MM(27));
	if (!str_blank(s->paper->number)) {
		l = paper_text_lines(s, &number, s->paper->number, s->width);
		paper_add_lines(s, &number, &l, 0, l.n, 0, MM(51));
	}
}

struct cursor {
	double y, row_height;
	bool right; /* the left half of the row is taken */
};

static void end_row(struct cursor *c)
{
	c->y += c->row_height;
	c->row_height = 0;
	c->right = false;
}

static void put_wide(struct sheet *s, const struct style *style, const char *text, struct cursor *c)
{
	end_row(c);
	struct lines l = paper_text_lines(s, style, text, s->width);
	paper_add_lines(s, style, &l, 0, l.n, 0, c->y + style->size / 3);
	c->y += (double)l.n * style->pitch + style->size / 3;
}

/* A value that would take more than two lines in half the width gets the whole width. */
static void put_field(struct sheet *s, const struct paper_block *b, double size, double label_width, struct cursor *c)
{
	const struct style name = { .size = size * 0.9, .pitch = size * 1.5, .face = FACE_SANS, .ink = INK_BLUE },
			   value = { .size = size, .pitch = size * 1.5, .justify = true };
	const double gutter = 24, half = (s->width - gutter) / 2;
	struct lines text = paper_text_lines(s, &value, b->text, half - label_width);
	bool wide = text.n > 2;
	if (wide)
		text = paper_text_lines(s, &value, b->text, s->width - label_width);
	if (wide)
		end_row(c);
	struct lines label = paper_text_lines(s, &name, b->label, label_width - size / 2);
	double x = c->right ? half + gutter : 0;
	size_t n = label.n > text.n ? label.n : text.n;
	paper_add_lines(s, &name, &label, 0, label.n, x, c->y);
	paper_add_lines(s, &value, &text, 0, text.n, x + label_width, c->y);
	c->row_height = fmax(c->row_height, (double)n * value.pitch + size * 0.55);
	bool row_full = wide || c->right;
	c->right = true;
	if (row_full)
		end_row(c);
}

/* Returns where the contents end. */
static double put_blocks(struct sheet *s, double size, size_t longest_label)
{
	const struct style text = { .size = size, .pitch = size * 1.5, .indent = 2 * size, .justify = true },
			   note = { .size = size * 0.8, .pitch = size * 1.2, .face = FACE_SANS, .ink = INK_GREY, .justify = true };
	struct cursor c = { .y = FIELDS_TOP };
	for (size_t i = 0; i < s->paper->n_blocks; i++) {
		const struct paper_block *b = &s->paper->blocks[i];
		if (!*str_or_empty(b->text))
			continue;
		if (b->kind == PAPER_FIELD)
			put_field(s, b, size, (double)longest_label * size * 0.9 + size, &c);
		else
			put_wide(s, b->kind == PAPER_NOTE ? &note : &text, b->text, &c);
	}
	end_row(&c);
	return c.y;
}

static enum err put_fitting(struct sheet *s)
{
	size_t longest = 4;
	for (size_t i = 0; i < s->paper->n_blocks; i++) {
		size_t n = str_length(str_or_empty(s->paper->blocks[i].label));
		longest = n > longest && n <= 8 ? n : longest;
	}
	const size_t pieces = s->n_pieces, count = s->strips[0].count;
	for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
		if (put_blocks(s, SIZES[i], longest) <= s->page_height - INNER_FRAME - BAND)
			return OK;
		s->n_pieces = pieces;
		s->strips[0].count = count;
	}
	return fail(s, ERR_TOO_LARGE, "证照内容过多，一页放不下。请精简后重试。");
}

/* Lines one under the other, centred at x; returns the y below them. */
static double put_centred(struct sheet *s, const struct style *style, const char *text, double x, double width, double y)
{
	if (str_blank(text))
		return y;
	struct style middle = *style;
	middle.align = PANGO_ALIGN_CENTER;
	struct lines l = paper_text_lines(s, &middle, text, width);
	paper_add_lines(s, &middle, &l, 0, l.n, x - width / 2, y);
	return y + (double)l.n * style->pitch;
}

static void put_band(struct sheet *s)
{
	const struct paper *p = s->paper;
	const struct style text = { .size = 14, .pitch = 22 },
			   name = { .size = 12, .pitch = 22, .face = FACE_SANS, .ink = INK_BLUE },
			   caption = { .size = 9.5, .pitch = 14, .face = FACE_SANS, .ink = INK_GREY };
	struct style signature = text;
	const double bottom = s->page_height - INNER_FRAME - MM(7), middle = bottom - SEAL_SIDE / 2;
	if (!str_blank(p->valid)) {
		struct lines l = paper_text_lines(s, &name, "有效期限", 80);
		paper_add_lines(s, &name, &l, 0, 1, 0, middle - 22);
		l = paper_text_lines(s, &text, p->valid, s->width * 0.35);
		paper_add_lines(s, &text, &l, 0, l.n, 0, middle);
	}
	bool has_qr = !str_blank(p->qr);
	double x = s->width - (has_qr ? QR_SIDE + 24 : 0) - SIGNATURE_WIDTH / 2;
	if (!str_blank(p->agency)) {
		struct lines l = paper_text_lines(s, &name, "发证机关", SEAL_SIDE);
		paper_add_lines(s, &name, &l, 0, 1, x - SIGNATURE_WIDTH / 2 - l.widest - name.size, middle - text.pitch);
	}
	paper_text_fit(s, &signature, p->agency, SIGNATURE_WIDTH, 10);
	double y = put_centred(s, &signature, p->agency, x, SIGNATURE_WIDTH, middle - text.pitch);
	put_centred(s, &text, p->date, x, SIGNATURE_WIDTH, y);
	if (!str_blank(p->seal_agency))
		paper_add(s, (struct piece){ .kind = PIECE_SEAL, .x = x - SEAL_SIDE / 2, .y = bottom - SEAL_SIDE, .w = SEAL_SIDE });
	if (has_qr) {
		paper_add(s, (struct piece){ .kind = PIECE_QR, .x = s->width - QR_SIDE, .y = bottom - QR_SIDE - 18, .w = QR_SIDE });
		put_centred(s, &caption, p->qr_caption, s->width - QR_SIDE / 2, QR_SIDE + 40, bottom - 14);
	}
}

enum err paper_licence_lay_out(struct sheet *s)
{
	for (size_t i = 0; i < s->paper->n_blocks; i++) {
		enum paper_block_kind kind = s->paper->blocks[i].kind;
		if (kind != PAPER_FIELD && kind != PAPER_PARAGRAPH && kind != PAPER_NOTE)
			return fail(s, ERR_BAD_INPUT, "证照上只能有字段、段落和附注。");
	}
	s->page_width = MM(297);
	s->page_height = MM(210);
	s->left = SIDE;
	s->width = s->page_width - 2 * SIDE;
	size_t strip = paper_begin_strip(s, 0, s->page_height);
	put_head(s);
	enum err e = put_fitting(s);
	if (e)
		return e;
	put_band(s);
	paper_place(s, strip, 0, 0);
	return OK;
}
