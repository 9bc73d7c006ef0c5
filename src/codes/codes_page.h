/* /admin/codes: the tables of codes, one of them, and what is done to it. */
#pragma once
#include "codes/edit.h"
#include "web/req.h"

/* Where the sources of a table disagree, so that whoever changes it knows. */
struct code_note { const char *table, *words; };
const char *codes_page_note(const char *table); /* "" */

struct code_table_view {
	struct table_row table;
	struct code_entry_row *entries; size_t n, n_all;
	const char *q, *note;
	struct field_view code, name;
	const char *text, *text_error;    /* a whole table, as typed */
	const struct edit_plan *plan;     /* what it would do; NULL */
	/* Somebody wants to take this one out of use or away, and records use it. */
	const char *asked, *asked_do, *asked_name;
	int64_t uses;
	const char **users; size_t n_users;
};
enum { CODES_SHOWN = 200, CODES_USERS = 8 };

enum err codes_page_list(struct req *r);
enum err codes_page_show(struct req *r);
enum err codes_page_take(struct req *r);
enum err codes_page_csv(struct req *r);
