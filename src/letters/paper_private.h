/* Inside of paper: how a description becomes pages. Used by paper*.c only.
 *
 * Text is cut into lines; lines, rules, boxes and marks are *pieces*; pieces that cannot be parted stand on a *strip*;
 * strips are *placed* on pages, then drawn. Lengths are points (1/72 inch), y grows downwards. */
#pragma once
#include "letters/paper.h"
#include <pango/pangocairo.h>

#define MM(x) ((x) * 72.0 / 25.4)

enum ink { INK_BLACK, INK_GREY, INK_RED, INK_BLUE, INK_GOLD, INK_HAIR, INK_SHADE, INK__MAX };
enum face { FACE_SERIF, FACE_SANS, FACE__MAX };
enum piece_kind { PIECE_LINE, PIECE_RULE, PIECE_FILL, PIECE_SEAL, PIECE_QR, PIECE__MAX };

/* Position is relative to the strip. LINE: x and baseline y. RULE: from (x, y) to (x+w, y+h), `thick` wide.
 * FILL: the rectangle. SEAL and QR: the square of side w at (x, y). */
struct piece {
	enum piece_kind kind;
	enum ink ink;
	double x, y, w, h, thick;
	PangoLayoutLine *line;
};

enum { NO_STRIP = -1 };

struct strip {
	size_t first, count; /* pieces */
	double gap, height;  /* the gap is dropped at the top of a page */
	bool keep;           /* on the same page as the next strip */
	bool open_below;     /* a table row goes on in the next strip */
	int head;            /* strip to repeat on a new page, or NO_STRIP */
};

struct placed {
	size_t strip;
	int page; /* from 0 */
	double y;
};

struct sheet {
	const struct paper *paper;
	struct fault *fault;
	struct arena *mem;
	PangoContext *context;
	double page_width, page_height, left, width, top, bottom;
	struct piece *pieces;
	size_t n_pieces, cap_pieces;
	struct strip *strips;
	size_t n_strips, cap_strips;
	struct placed *placed;
	size_t n_placed, cap_placed;
	int pages;
};

struct style {
	enum face face;
	bool bold;
	double size, pitch; /* pitch: from baseline to baseline */
	double indent;      /* of the first line */
	double spread;      /* added between characters */
	PangoAlignment align;
	enum ink ink;
	bool justify;
};

/* Lines of one text in one column. */
struct lines {
	struct piece *line; /* x relative to the column, y 0 */
	size_t n;
	double widest;
};

/* paper_text.c */
char *paper_text_clean(struct arena *mem, const char *s); /* well-formed UTF-8 without controls; "" for NULL */
struct lines paper_text_lines(struct sheet *s, const struct style *style, const char *text, double width);
/* Makes the style smaller until the text is one line in `width`, but not below the size `least`. */
void paper_text_fit(struct sheet *s, struct style *style, const char *text, double width, double least);
double paper_text_baseline(const struct style *style); /* of a line in the middle of its pitch, from the pitch's top */
PangoLayout *paper_text_layout(PangoContext *context, const struct style *style, const char *clean_text);

/* paper.c */
void paper_add(struct sheet *s, struct piece piece);
void paper_add_lines(struct sheet *s, const struct style *style, const struct lines *l, size_t from, size_t to, double x,
		     double y);
size_t paper_begin_strip(struct sheet *s, double gap, double height); /* pieces added next stand on it */
void paper_place(struct sheet *s, size_t strip, int page, double y);
void paper_set_ink(cairo_t *cr, enum ink ink);

/* paper_letter.c, paper_licence.c: fill the sheet. */
MUST_CHECK enum err paper_letter_lay_out(struct sheet *s);
MUST_CHECK enum err paper_licence_lay_out(struct sheet *s);
void paper_licence_draw_frame(cairo_t *cr, const struct sheet *s);

/* paper_seal.c: inside the square of `side` at the origin. */
void paper_seal_draw(cairo_t *cr, PangoContext *context, const char *agency, const char *inner, double side);
