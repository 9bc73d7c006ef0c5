/* A QR code (ISO/IEC 18004) as an SVG drawing: dark modules as one path on a grid of one unit a module, with the quiet zone of
 * four around it. {{call qr_draw(url, "办事指南二维码")}} */
#pragma once
#include "base/out.h"

/* label: what it opens, for those who cannot see it; "" for a drawing that is a file of its own. False when the text is longer than
 * a code holds; then nothing is drawn. */
bool qr_draw(struct out *o, const char *text, const char *label);
