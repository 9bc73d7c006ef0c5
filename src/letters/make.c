#include "letters/letters_private.h"
#include "base/str.h"
#include "store/files.h"
#include "store/store.sql.h"

enum { FILE_MOST_BYTES = 16 * 1024 * 1024 };

struct made {
	int64_t letter, size_bytes;
	char hash[DIGEST_HEX];
};

static enum err record(struct tx *t, void *arg)
{
	const struct made *m = arg;
	file_add(t, m->hash, m->size_bytes, "application/pdf");
	letter_set_file(t, m->letter, m->hash);
	return t->failed;
}

static enum err keep(struct site *site, struct arena *mem, struct fault *f, int64_t letter, const struct out *pdf)
{
	struct made m = { .letter = letter, .size_bytes = (int64_t)pdf->len };
	enum err e = file_put(site->store, mem, f, pdf->data, pdf->len, m.hash);
	return e ? e : store_write(site->store, mem, f, record, &m);
}

enum err letters_make(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	int64_t id = 0;
	struct letter_row row;
	if (!num_parse(payload, 1, INT64_MAX, &id))
		return fault_set(f, ERR_BAD_INPUT, "", "letter job without an id: '%s'", payload);
	struct tx *t = store_read(site->store, mem, f);
	bool found = letter_by_id(t, id, &row);
	const struct paper *paper = found && !row.file ? letters_paper(t, &row) : NULL;
	enum err e = t->failed;
	store_read_done(t);
	if (e)
		return e;
	if (!found)
		return fault_set(f, ERR_NOT_FOUND, "", "no letter %s", payload);
	if (row.file)
		return OK;
	if (!paper)
		return fault_set(f, ERR_INTERNAL, "", "the facts or the wording of letter %s cannot be read", payload);
	struct out pdf;
	out_init(&pdf, mem, FILE_MOST_BYTES);
	e = paper_render(paper, &pdf, f);
	if (!e)
		e = keep(site, mem, f, id, &pdf);
	out_release(&pdf);
	return e;
}
