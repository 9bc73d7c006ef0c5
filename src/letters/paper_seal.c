#include "letters/paper_private.h"
#include "base/str.h"
#include <math.h>

/* Proportions of the seal, as parts of its radius. */
static const double RING_WIDTH = 0.055, STAR = 0.33, TEXT_RADIUS = 0.735, TALLEST = 0.30, INNER_BASE = 0.60,
		    INNER_WIDTH = 0.98, INNER_TALLEST = 0.185;
/* The round text leaves the lower part of the ring free. */
static const double WIDEST_ARC = 256 * M_PI / 180, ARC_EACH = 29 * M_PI / 180;

/* Printing ink lets the signature below show through. */
static void set_seal_ink(cairo_t *cr)
{
	cairo_set_source_rgba(cr, 0.83, 0.05, 0.07, 0.80);
}

static void draw_star(cairo_t *cr, double r)
{
	/* The inner corners of a pentagram whose sides are straight through. */
	const double inner = r * 0.381966;
	for (int i = 0; i < 10; i++) {
		double a = i * M_PI / 5 - M_PI / 2, d = i % 2 ? inner : r;
		cairo_line_to(cr, d * cos(a), d * sin(a));
	}
	cairo_close_path(cr);
	cairo_fill(cr);
}

/* One text as an outline, centred at the origin, no wider than `widest`. As an outline, so that the letters of the seal
 * are not strewn among the words when the letter's text is searched or copied. */
static void draw_outline(cairo_t *cr, PangoContext *context, const char *text, double size, double widest)
{
	struct style style = { .face = FACE_SERIF, .bold = true, .size = size };
	PangoLayout *layout = paper_text_layout(context, &style, text);
	PangoRectangle box;
	pango_layout_get_extents(layout, NULL, &box);
	double width = (double)box.width / PANGO_SCALE;
	double baseline = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
	cairo_save(cr);
	cairo_scale(cr, width > widest ? widest / width : 1, 1);
	cairo_move_to(cr, -width / 2, size * 0.38 - baseline);
	pango_cairo_layout_path(cr, layout);
	cairo_fill(cr);
	cairo_restore(cr);
	g_object_unref(layout);
}

static void draw_arc_text(cairo_t *cr, PangoContext *context, const char *text, double r)
{
	size_t n = str_length(text);
	if (!n)
		return;
	double each = fmin(ARC_EACH, WIDEST_ARC / (double)n), room = each * r * TEXT_RADIUS;
	double size = fmin(r * TALLEST, room * 1.45), angle = -each * (double)(n - 1) / 2;
	for (const char *from = text; str_next(&text); from = text, angle += each) {
		char one[8] = { 0 };
		for (size_t i = 0; from + i < text && i < sizeof one - 1; i++)
			one[i] = from[i];
		cairo_save(cr);
		cairo_rotate(cr, angle);
		cairo_translate(cr, 0, -r * TEXT_RADIUS);
		draw_outline(cr, context, one, size, room * 0.94);
		cairo_restore(cr);
	}
}

void paper_seal_draw(cairo_t *cr, PangoContext *context, const char *agency, const char *inner, double side)
{
	double r = side / 2, ring = r * RING_WIDTH;
	cairo_save(cr);
	cairo_translate(cr, r, r);
	set_seal_ink(cr);
	cairo_set_line_width(cr, ring);
	cairo_new_path(cr);
	cairo_arc(cr, 0, 0, r - ring / 2, 0, 2 * M_PI);
	cairo_stroke(cr);
	draw_star(cr, r * STAR);
	draw_arc_text(cr, context, agency, r);
	cairo_translate(cr, 0, r * INNER_BASE);
	draw_outline(cr, context, inner, r * INNER_TALLEST, r * INNER_WIDTH);
	cairo_restore(cr);
}
