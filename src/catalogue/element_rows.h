/* How rows of a table of elements are written: key, label, group (NULL for columns), flags, the most, a hint. Only for the .c
 * files that hold such tables. */
#pragma once
#include "catalogue/elements.h"

#define OWN ELEMENT_OWN_PLACE
#define STD ELEMENT_STANDARD
#define MUST ELEMENT_NEEDED

#define TEXT(k, l, g, f, m, h) { k, l, g, ELEMENT_TEXT, NULL, NULL, f, m, h }
#define LONG(k, l, g, f, m, h) { k, l, g, ELEMENT_LONG, NULL, NULL, f, m, h }
#define TEXTS(k, l, g, f, h) { k, l, g, ELEMENT_TEXTS, NULL, NULL, f, 500, h }
#define CODE(k, l, g, t, f, h) { k, l, g, ELEMENT_CODE, t, NULL, f, 0, h }
#define CODES(k, l, g, t, f, h) { k, l, g, ELEMENT_CODES, t, NULL, f, 0, h }
#define FLAG(k, l, g, f, h) { k, l, g, ELEMENT_FLAG, NULL, NULL, f, 0, h }
#define NUMBER(k, l, g, f, m, h) { k, l, g, ELEMENT_NUMBER, NULL, NULL, f, m, h }
#define DAYS(k, l, g, f, m, h) { k, l, g, ELEMENT_DAYS, NULL, NULL, f, m, h }
#define DAY(k, l, g, f, h) { k, l, g, ELEMENT_DAY, NULL, NULL, f, 0, h }
#define URL(k, l, g, f, h) { k, l, g, ELEMENT_URL, NULL, NULL, f, 500, h }
#define FILE_OF(k, l, g, f, h) { k, l, g, ELEMENT_FILE, NULL, NULL, f, 0, h }
#define LIMIT(k, l, g, f, h) { k, l, g, ELEMENT_LIMIT, NULL, NULL, f, 0, h }
#define RECORD(k, l, g, c, f, h) { k, l, g, ELEMENT_RECORD, NULL, c, f, 0, h }
#define ROWS(k, l, g, c, f, h) { k, l, g, ELEMENT_ROWS, NULL, c, f, 0, h }
#define INNER(k) { k, "", "", ELEMENT_INNER, NULL, NULL, 0, 0, NULL }
#define END { 0 }
