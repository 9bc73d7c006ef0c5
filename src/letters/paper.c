#include "letters/paper_private.h"
#include "base/day.h"
#include "base/str.h"
#include <cairo-pdf.h>
#include <errno.h>
#include <math.h>
#include <qrencode.h>
#include <string.h>

enum { ARENA_BYTES = 512 * 1024 * 1024, CELL_COST = 16 };

void paper_set_ink(cairo_t *cr, enum ink ink)
{
	static const double rgb[INK__MAX][3] = {
		[INK_BLACK] = { 0.06, 0.06, 0.07 }, [INK_GREY] = { 0.36, 0.38, 0.42 }, [INK_RED] = { 0.80, 0.06, 0.08 },
		[INK_BLUE] = { 0.06, 0.20, 0.43 },  [INK_GOLD] = { 0.72, 0.57, 0.25 }, [INK_HAIR] = { 0.45, 0.47, 0.50 },
		[INK_SHADE] = { 0.945, 0.950, 0.960 },
	};
	cairo_set_source_rgb(cr, rgb[ink][0], rgb[ink][1], rgb[ink][2]);
}

/* The array with room for one more element behind n. */
static void *with_room(struct arena *mem, void *array, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return array;
	*cap = *cap ? *cap * 2 : 64;
	return arena_grow(mem, array, n * size, *cap * size);
}

void paper_add(struct sheet *s, struct piece piece)
{
	s->pieces = with_room(s->mem, s->pieces, s->n_pieces, &s->cap_pieces, sizeof piece);
	s->pieces[s->n_pieces++] = piece;
	s->strips[s->n_strips - 1].count++;
}

void paper_add_lines(struct sheet *s, const struct style *style, const struct lines *l, size_t from, size_t to, double x,
		     double y)
{
	y += paper_text_baseline(style);
	for (size_t i = from; i < to; i++, y += style->pitch) {
		struct piece piece = l->line[i];
		piece.x += x;
		piece.y = y;
		paper_add(s, piece);
	}
}

size_t paper_begin_strip(struct sheet *s, double gap, double height)
{
	s->strips = with_room(s->mem, s->strips, s->n_strips, &s->cap_strips, sizeof *s->strips);
	s->strips[s->n_strips] = (struct strip){ .first = s->n_pieces, .gap = gap, .height = height, .head = NO_STRIP };
	return s->n_strips++;
}

void paper_place(struct sheet *s, size_t strip, int page, double y)
{
	s->placed = with_room(s->mem, s->placed, s->n_placed, &s->cap_placed, sizeof *s->placed);
	s->placed[s->n_placed++] = (struct placed){ strip, page, y };
	if (page >= s->pages)
		s->pages = page + 1;
}

/* Runs of dark modules as bars that overlap a little, so that no viewer shows seams between them. */
static void draw_qr(cairo_t *cr, const QRcode *qr, double side)
{
	const double module = side / qr->width, overlap = module * 0.03;
	for (int y = 0; y < qr->width; y++)
		for (int x = 0; x < qr->width; x++) {
			int from = x;
			while (x < qr->width && qr->data[y * qr->width + x] & 1)
				x++;
			if (x > from)
				cairo_rectangle(cr, from * module, y * module, (x - from) * module, module + overlap);
		}
	cairo_fill(cr);
}

static void draw_piece(cairo_t *cr, const struct sheet *s, const QRcode *qr, const struct piece *p)
{
	cairo_save(cr);
	cairo_translate(cr, p->x, p->y);
	paper_set_ink(cr, p->ink);
	cairo_move_to(cr, 0, 0);
	switch (p->kind) {
	case PIECE_LINE: pango_cairo_show_layout_line(cr, p->line); break;
	case PIECE_RULE:
		cairo_set_line_width(cr, p->thick);
		cairo_set_line_cap(cr, CAIRO_LINE_CAP_SQUARE);
		cairo_line_to(cr, p->w, p->h);
		cairo_stroke(cr);
		break;
	case PIECE_FILL:
		cairo_rectangle(cr, 0, 0, p->w, p->h);
		cairo_fill(cr);
		break;
	case PIECE_SEAL:
		paper_seal_draw(cr, s->context, paper_text_clean(s->mem, s->paper->seal_agency),
				paper_text_clean(s->mem, s->paper->seal_inner), p->w);
		break;
	case PIECE_QR: draw_qr(cr, qr, p->w); break;
	case PIECE__MAX: must(p->kind != PIECE__MAX);
	}
	cairo_restore(cr);
}

/* An outline like the seal's text, and for the same reason. */
static void draw_copy_mark(cairo_t *cr, const struct sheet *s)
{
	const char *mark = paper_text_clean(s->mem, s->paper->copy_mark);
	struct style style = { .face = FACE_SANS, .bold = true, .size = 100, .spread = 20 };
	PangoLayout *layout = paper_text_layout(s->context, &style, mark);
	PangoRectangle box;
	pango_layout_get_extents(layout, NULL, &box);
	double width = (double)box.width / PANGO_SCALE, height = (double)box.height / PANGO_SCALE;
	double scale = fmin(1.6, s->page_width * 0.8 / width);
	cairo_save(cr);
	cairo_translate(cr, s->page_width / 2, s->page_height / 2);
	cairo_rotate(cr, -M_PI / 6);
	cairo_scale(cr, scale, scale);
	cairo_move_to(cr, -width / 2, -height / 2);
	cairo_set_source_rgba(cr, 0.35, 0.40, 0.50, 0.10);
	pango_cairo_layout_path(cr, layout);
	cairo_fill(cr);
	cairo_restore(cr);
	g_object_unref(layout);
}

static void draw_foot_line(cairo_t *cr, struct sheet *s, const char *words, double y)
{
	const struct style style = { .face = FACE_SANS, .size = 9, .align = PANGO_ALIGN_CENTER, .ink = INK_GREY };
	struct piece p = paper_text_lines(s, &style, words, s->width).line[0];
	p.x += s->left;
	p.y = y;
	draw_piece(cr, s, NULL, &p);
}

/* A licence says nothing below its frame but who printed it. */
static void draw_foot_lines(cairo_t *cr, struct sheet *s, int page)
{
	const bool licence = s->paper->kind == PAPER_LICENCE;
	if (!licence)
		draw_foot_line(cr, s, arena_printf(s->mem, "第 %d 页 共 %d 页", page + 1, s->pages), s->page_height - MM(14));
	if (!str_blank(s->paper->printed))
		draw_foot_line(cr, s, s->paper->printed, s->page_height - (licence ? MM(5) : MM(9)));
}

static void draw_page(cairo_t *cr, struct sheet *s, const QRcode *qr, int page)
{
	if (s->paper->kind == PAPER_LICENCE)
		paper_licence_draw_frame(cr, s);
	if (!str_blank(s->paper->copy_mark))
		draw_copy_mark(cr, s);
	for (size_t i = 0; i < s->n_placed; i++) {
		if (s->placed[i].page != page)
			continue;
		const struct strip *strip = &s->strips[s->placed[i].strip];
		cairo_save(cr);
		cairo_translate(cr, s->left, s->placed[i].y);
		for (size_t k = 0; k < strip->count; k++)
			draw_piece(cr, s, qr, &s->pieces[strip->first + k]);
		cairo_restore(cr);
	}
	draw_foot_lines(cr, s, page);
	cairo_show_page(cr);
}

static void describe_file(cairo_surface_t *pdf, const struct sheet *s)
{
	const struct paper *p = s->paper;
	const char *number = paper_text_clean(s->mem, p->number), *title = paper_text_clean(s->mem, p->title);
	const char *made = day_instant(s->mem, p->made_at);
	const struct {
		cairo_pdf_metadata_t key;
		const char *value;
	} facts[] = {
		{ CAIRO_PDF_METADATA_TITLE, *number ? arena_printf(s->mem, "%s %s", title, number) : title },
		{ CAIRO_PDF_METADATA_AUTHOR, paper_text_clean(s->mem, p->agency) },
		{ CAIRO_PDF_METADATA_SUBJECT, paper_text_clean(s->mem, p->subject) },
		{ CAIRO_PDF_METADATA_KEYWORDS, paper_text_clean(s->mem, p->case_number) },
		{ CAIRO_PDF_METADATA_CREATOR, "Tongban" },
		{ CAIRO_PDF_METADATA_CREATE_DATE, made },
		{ CAIRO_PDF_METADATA_MOD_DATE, made },
	};
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (*facts[i].value)
			cairo_pdf_surface_set_metadata(pdf, facts[i].key, facts[i].value);
}

static cairo_status_t append(void *pdf, const unsigned char *data, unsigned int n)
{
	struct out *o = pdf;
	out_bytes(o, (const char *)data, n);
	return o->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static enum err draw(struct sheet *s, const QRcode *qr, struct out *pdf)
{
	const size_t before = pdf->len;
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, pdf, s->page_width, s->page_height);
	describe_file(surface, s);
	cairo_t *cr = cairo_create(surface);
	for (int page = 0; page < s->pages; page++)
		draw_page(cr, s, qr, page);
	cairo_status_t status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	if (!status)
		status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (!status)
		return OK;
	pdf->len = before;
	if (pdf->failed)
		return fail(s, ERR_TOO_LARGE, "文书文件过大，无法生成。");
	return fail(s, ERR_INTERNAL, "文书无法生成：%s", cairo_status_to_string(status));
}

static size_t text_cost(const struct paper *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n_blocks; i++) {
		const struct paper_block *b = &p->blocks[i];
		n += CELL_COST + strlen(str_or_empty(b->label)) + strlen(str_or_empty(b->text));
		for (size_t k = 0; b->kind == PAPER_TABLE && b->table && k < b->table->n_rows * b->table->n_columns; k++)
			n += CELL_COST + strlen(str_or_empty(b->table->cells[k]));
	}
	return n;
}

static enum err check(const struct sheet *s)
{
	const struct paper *p = s->paper;
	for (size_t i = 0; i < p->n_blocks; i++) {
		const struct paper_block *b = &p->blocks[i];
		must(b->kind < PAPER_BLOCK__MAX);
		if (b->kind == PAPER_TABLE && (!b->table || !b->table->n_columns || b->table->n_columns > PAPER_MAX_COLUMNS))
			return fail(s, ERR_BAD_INPUT, "文书中的表格应有 1 至 %d 列。", PAPER_MAX_COLUMNS);
	}
	if (text_cost(p) > PAPER_MAX_BYTES)
		return fail(s, ERR_TOO_LARGE, "文书内容过长，请改为附件。");
	return OK;
}

/* Metrics must not depend on a screen: no hinting, one unit is one point. */
static PangoContext *new_context(void)
{
	PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string("zh-cn"));
	return context;
}

static enum err make(struct sheet *s, struct out *pdf)
{
	enum err e = check(s);
	if (!e)
		e = s->paper->kind == PAPER_LICENCE ? paper_licence_lay_out(s) : paper_letter_lay_out(s);
	if (e)
		return e;
	if (s->pages > PAPER_MAX_PAGES)
		return fail(s, ERR_TOO_LARGE, "文书超过 %d 页，请改为附件。", PAPER_MAX_PAGES);
	if (str_blank(s->paper->qr))
		return draw(s, NULL, pdf);

	QRcode *qr = QRcode_encodeString8bit(s->paper->qr, 0, QR_ECLEVEL_M);
	if (!qr)
		return errno == ERANGE ? fail(s, ERR_TOO_LARGE, "二维码内容过长。") : fail(s, ERR_INTERNAL, "二维码无法生成。");
	e = draw(s, qr, pdf);
	QRcode_free(qr);
	return e;
}

enum err paper_render(const struct paper *p, struct out *pdf, struct fault *f)
{
	must(p->kind < PAPER_KIND__MAX && !str_blank(p->title));
	struct sheet s = { .paper = p, .fault = f, .mem = arena_new(ARENA_BYTES), .context = new_context() };
	enum err e = make(&s, pdf);
	arena_free(s.mem);
	g_object_unref(s.context);
	return e;
}
