/* Paper: letters (文书), receipts and licences (证照) as PDF.
 *
 * A pure function from a description to bytes: no database, no web, no clock. The same description gives the same
 * bytes on the same machine. May run in several threads at once; each call has its own context, each thread keeps its
 * own font cache, so the first call in a thread is slower. Takes tens of milliseconds: work for a background job.
 *
 * What a letter has to carry: 行政许可法 art. 32 (agency's seal and date on acceptance and refusal), 国发〔2015〕6号.
 * How it looks follows GB/T 9704-2012 where a letter to a citizen can: A4, 28 mm left and 26 mm right, title in 22 pt,
 * paragraphs indented by two characters, the seal over signature and date, never alone on a page. The seal: round,
 * red, 4.2 cm at most, five-pointed star (the rules of the State Council on agencies' seals).
 *
 * All text is UTF-8 and borrowed until the call returns. Bytes that are not UTF-8 become U+FFFD, control characters
 * become spaces, a line feed is a new line. Every member except kind and title may be NULL or "" and is then left out. */
#pragma once
#include "base/out.h"

enum paper_kind {
	PAPER_LETTER,  /* portrait; fields are lines "label:value" */
	PAPER_RECEIPT, /* portrait; fields are rows of a ruled form */
	PAPER_LICENCE, /* landscape, one page, framed */
	PAPER_KIND__MAX
};

enum paper_block_kind {
	PAPER_PARAGRAPH,  /* text, first line indented by two characters */
	PAPER_SALUTATION, /* text, flush left: "王晓岚:" */
	PAPER_HEADING,    /* text, stays with what follows */
	PAPER_FIELD,      /* label and text; a text of white space only is room to write by hand, "" leaves the field out */
	PAPER_ITEM,       /* text; neighbouring items are numbered from 1 */
	PAPER_NOTE,       /* text, small */
	PAPER_TABLE,      /* table */
	PAPER_BLOCK__MAX
};

enum { PAPER_MAX_COLUMNS = 10, PAPER_MAX_BYTES = 400 * 1024, PAPER_MAX_PAGES = 300 };

/* Column widths follow the contents; columns with short cells only are centred. The head is repeated on each page. */
struct paper_table {
	size_t n_columns, n_rows;
	const char *const *columns; /* n_columns titles */
	const char *const *cells;   /* n_rows × n_columns, row by row; NULL is an empty cell */
};

struct paper_block {
	enum paper_block_kind kind;
	const char *label;
	const char *text;
	const struct paper_table *table;
};

struct paper {
	enum paper_kind kind;
	const char *title;  /* 准予行政许可决定书; required */
	const char *agency; /* full name: on top of a letter, and as its signature */
	bool red_head;      /* agency on top in red with a red line below: for decisions */
	const char *number; /* 文书编号, or the licence's number with its label */

	const struct paper_block *blocks; /* a licence takes fields, paragraphs and notes only */
	size_t n_blocks;

	const char *valid;       /* licence: "2016年11月22日至2021年11月21日" */
	const char *date;        /* in words: "2016年11月22日" */
	const char *seal_agency; /* round text; NULL: no seal */
	const char *seal_inner;  /* below the star: 行政审批专用章 */

	const char *qr;         /* payload of the QR code */
	const char *qr_caption; /* beside it; below it on a licence */
	const char *handler, *consult_phone, *complaint_phone;
	const char *copy_mark; /* across every page: 副本, 演示 */
	const char *printed;   /* at the foot of every page: 第 2 次打印 · 2026年11月22日 10:31 · 张三 */

	const char *subject, *case_number; /* for the file's own description, with title and agency */
	int64_t made_at;                   /* ms UTC: creation date of the file */
};

/* Appends the file to pdf. ERR_BAD_INPUT: a table without columns or with too many, or a block that a licence cannot
 * take. ERR_TOO_LARGE: more text than PAPER_MAX_BYTES or pages than PAPER_MAX_PAGES, a licence that does not fit its
 * page even in small print, a QR payload that no code can hold, or more bytes than pdf takes. ERR_INTERNAL: cairo.
 * On failure pdf keeps the length it had. */
MUST_CHECK enum err paper_render(const struct paper *p, struct out *pdf, struct fault *f);
