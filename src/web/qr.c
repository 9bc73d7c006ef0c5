#include "web/qr.h"
#include <qrencode.h>

enum { QUIET = 4 };

/* A command of a path with one small number: a code has hundreds of them, which is too many for a format string. */
static void step(struct out *o, char command, int n)
{
	char text[] = { command, (char)('0' + n / 100), (char)('0' + n / 10 % 10), (char)('0' + n % 10) };
	int skip = n < 10 ? 2 : n < 100 ? 1 : 0;
	text[skip] = command;
	out_bytes(o, text + skip, sizeof text - (size_t)skip);
}

/* The dark runs of one line, each from the end of the one before it. */
static void draw_line(struct out *o, const QRcode *q, int y)
{
	int at = -1;
	for (int x = 0; x < q->width; x++) {
		int from = x;
		while (x < q->width && q->data[y * q->width + x] & 1)
			x++;
		if (x == from)
			continue;
		step(o, at < 0 ? 'M' : 'm', at < 0 ? from + QUIET : from - at);
		if (at < 0) {
			step(o, ' ', y + QUIET);
			out_raw(o, ".5");
		} else {
			out_raw(o, " 0");
		}
		step(o, 'h', x - from);
		at = x;
	}
}

bool qr_draw(struct out *o, const char *text, const char *label)
{
	QRcode *q = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	if (!q)
		return false;
	int side = q->width + 2 * QUIET;
	out_printf(o, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"code\" viewBox=\"0 0 %d %d\"", side, side);
	if (*label) {
		out_raw(o, " role=\"img\" aria-label=\"");
		out_attr_str(o, label);
		out_raw(o, "\"");
	}
	out_printf(o, "><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path shape-rendering=\"crispEdges\" stroke=\"#000\" d=\"", side, side);
	for (int y = 0; y < q->width; y++)
		draw_line(o, q, y);
	out_raw(o, "\"/></svg>");
	QRcode_free(q);
	return true;
}
