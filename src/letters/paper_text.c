#include "letters/paper_private.h"
#include "base/str.h"
#include <string.h>

static const char *const families[FACE__MAX] = {
	[FACE_SERIF] = "Noto Serif CJK SC,Noto Serif SC,Source Han Serif SC,SimSun,serif",
	[FACE_SANS] = "Noto Sans CJK SC,Noto Sans SC,Source Han Sans SC,SimHei,sans-serif",
};

char *paper_text_clean(struct arena *mem, const char *s)
{
	static const char replacement[] = "\xEF\xBF\xBD";
	s = str_or_empty(s);
	/* At worst every byte is bad and becomes three. */
	char *clean = arena_alloc(mem, strlen(s) * 3 + 1), *w = clean;
	for (const char *from = s; *s; from = s) {
		uint32_t c = str_next(&s);
		bool control = c != '\n' && (c < ' ' || (c >= 0x7F && c < 0xA0));
		bool bad = c == 0xFFFD;
		const char *text = control ? " " : bad ? replacement : from;
		size_t n = control ? 1 : bad ? 3 : (size_t)(s - from);
		memcpy(w, text, n);
		w += n;
	}
	return clean;
}

double paper_text_baseline(const struct style *style)
{
	/* The middle of a Chinese character is 0.38 em above the baseline. */
	return style->pitch / 2 + style->size * 0.38;
}

PangoLayout *paper_text_layout(PangoContext *context, const struct style *style, const char *clean_text)
{
	PangoLayout *layout = pango_layout_new(context);
	PangoFontDescription *font = pango_font_description_from_string(families[style->face]);
	pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
	pango_font_description_set_weight(font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_text(layout, clean_text, -1);
	pango_layout_set_alignment(layout, style->align);
	pango_layout_set_indent(layout, (int)(style->indent * PANGO_SCALE));
	if (style->spread > 0) {
		PangoAttrList *attributes = pango_attr_list_new();
		pango_attr_list_insert(attributes, pango_attr_letter_spacing_new((int)(style->spread * PANGO_SCALE)));
		pango_layout_set_attributes(layout, attributes);
		pango_attr_list_unref(attributes);
	}
	return layout;
}

enum { FIRST_WIDE = 0x2E80 }; /* Chinese characters and their punctuation start here */

static bool is_wide(const PangoLayoutRun *run, int glyph, const char *text)
{
	const char *at = text + run->item->offset + run->glyphs->log_clusters[glyph];
	return str_next(&at) >= FIRST_WIDE;
}

/* Widens the space behind each Chinese character by `each`; with 0 it only counts them. */
static int widen(PangoLayoutLine *line, const char *text, int each, int most)
{
	int n = 0;
	for (GSList *r = line->runs; r; r = r->next) {
		PangoLayoutRun *run = r->data;
		for (int i = 0; i < run->glyphs->num_glyphs && n < most; i++)
			if (is_wide(run, i, text)) {
				run->glyphs->glyphs[i].geometry.width += each;
				n++;
			}
	}
	return n;
}

/* Pango justifies a line by its blanks only, which tears gaps into Chinese text with a few numbers in it; so the rest
 * of a full line is shared among its Chinese characters. */
static void justify(PangoLayoutLine *line, const char *text, int slack, int limit)
{
	char end = text[line->start_index + line->length];
	int gaps = widen(line, text, 0, INT32_MAX) - 1;
	if (end && end != '\n' && gaps > 0 && slack > 0 && slack < limit)
		widen(line, text, slack / gaps, gaps);
}

struct lines paper_text_lines(struct sheet *s, const struct style *style, const char *text, double width)
{
	const char *clean = paper_text_clean(s->mem, text);
	PangoLayout *layout = paper_text_layout(s->context, style, clean);
	arena_defer(s->mem, g_object_unref, layout);
	int room = (int)(width * PANGO_SCALE);
	pango_layout_set_width(layout, room);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);

	size_t n = (size_t)pango_layout_get_line_count(layout), i = 0;
	struct lines l = { arena_array(s->mem, struct piece, n), n, 0 };
	PangoLayoutIter *it = pango_layout_get_iter(layout);
	do {
		PangoRectangle box;
		PangoLayoutLine *line = pango_layout_iter_get_line(it);
		pango_layout_iter_get_line_extents(it, NULL, &box);
		if (style->justify)
			justify(line, clean, room - box.x - box.width, (int)(style->size * 3 * PANGO_SCALE));
		l.line[i++] = (struct piece){ .kind = PIECE_LINE, .ink = style->ink, .line = line,
					      .x = (double)box.x / PANGO_SCALE, .w = (double)box.width / PANGO_SCALE };
		l.widest = l.line[i - 1].w > l.widest ? l.line[i - 1].w : l.widest;
	} while (i < n && pango_layout_iter_next_line(it));
	pango_layout_iter_free(it);
	must(i == n);
	return l;
}

void paper_text_fit(struct sheet *s, struct style *style, const char *text, double width, double least)
{
	static const double step = 0.96;
	while (style->size * step >= least && paper_text_lines(s, style, text, width).n > 1) {
		style->size *= step;
		style->pitch *= step;
		style->spread *= step;
	}
}
