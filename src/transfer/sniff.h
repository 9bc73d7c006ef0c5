/* What an uploaded file is before anybody reads it as a table: text in UTF-8 or GB18030, or something else that is said by name
 * with what to do about it. The name of the file is never asked: people rename workbooks to .csv. */
#pragma once
#include "base/arena.h"

/* The text in UTF-8 without a byte order mark, in mem or in data itself. ERR_BAD_INPUT: a workbook, an archive, UTF-16, bytes
 * that are no text, with the line where the first one stands. */
MUST_CHECK enum err sniff_text(struct arena *mem, struct fault *f, const char *data, size_t n, const char **out, size_t *out_n);
