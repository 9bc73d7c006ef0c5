/* Inside of the designer: what its pages share. */
#pragma once
#include "forms/forms.h"
#include "registry/edit.h"

/* Opens the draft of the path, which must be of a kind that has a form; *out_list: the form's entries, in the body; made when
 * there is none. ERR_NOT_FOUND, and for writing ERR_CONFLICT when it cannot be changed now. */
MUST_CHECK enum err designer_open(struct req *r, bool writing, struct editing *out, json_t **out_list);
/* Keeps the body; a conflict is a failure here. */
MUST_CHECK enum err designer_keep(struct req *r, struct editing *e);

struct designer_line {
	size_t no;                 /* from 1 */
	bool is_group;
	const char *title, *kind, *about, *faults;
};
struct designer_view {
	const struct editing *is;
	struct designer_line *lines; size_t n;
	size_t n_circumstances, n_faults;
};

struct designer_entry_view {
	const struct editing *is;
	const struct form *form;   /* what is asked about an entry */
	const char *json, *title, *here, *kept;
	bool is_group;
	struct designer_line *names; size_t n_names; /* what conditions may ask for: title, kind: the name, about: its choices */
};
enum err designer_entry_show(struct req *r);
enum err designer_entry_save(struct req *r);

struct designer_preview_view {
	const struct editing *is;
	const struct form *form;
	const struct form_person *person;
	const char *json;
	bool right;                /* it was sent, and nothing is wrong */
	struct answer *answers; size_t n_answers;
};
enum err designer_preview(struct req *r);
enum err designer_preview_try(struct req *r);
enum err designer_paper(struct req *r);
enum err designer_export(struct req *r);
enum err designer_import(struct req *r);
enum err designer_copy(struct req *r);
