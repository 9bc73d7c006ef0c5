/* Elements as fields of a form: what is drawn for one (entry.html), and what is read back into a body. Names of fields are the
 * keys of elements; a part of one stands behind a point: "promised.amount". */
#pragma once
#include "catalogue/elements.h"
#include "web/form.h"

struct entry {
	const char *name, *label, *hint, *error;
	/* text, long, select, ticks (several of choices), tick, file, parts */
	const char *look;
	const char *value, *type, *inputmode, *width, *unit;
	const struct choice *choices;
	const json_t *json;        /* what there is: ticks, files */
	const struct entry *parts; /* of a limit or a record */
	size_t n_parts;
	bool needed, wide;
	const char *file_path;     /* where files of this draft are read; the hash is put behind it */
};

/* ROWS, FORM and INNER elements are no fields: they have pages of their own. */
bool entry_is_field(const struct element *e);
/* One for each field among the elements (of the group, NULL for all), with the values of the object. An error that the request
 * has for its name stands beside it. */
size_t entry_list(struct req *r, const struct element *table, const char *group, const json_t *object, const char *file_path,
		  struct entry **out);
/* Reads the same fields of the posted form into the object: right and wrong alike, so that they are drawn again; adds what is
 * wrong to r->errors. Files that came are added to *out_uploads. */
struct entry_uploads { const struct upload *all[20]; size_t n; };
void entry_read(struct req *r, const struct element *table, const char *group, json_t *object, struct entry_uploads *out_uploads);
bool entry_ticked(const struct entry *e, const char *code);
