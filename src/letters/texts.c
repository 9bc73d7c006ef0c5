#include "letters/texts.h"
#include "letters/letters_private.h"
#include "base/str.h"
#include "letter_texts.h"
#include <stdlib.h>
#include <string.h>

enum { HOUSE_BYTES = 4 * 1024 * 1024 };

const char *const texts_parts[TEXTS_PARTS] = { "salutation", "subject", "places", "remedies" };

/* A text of templates/ or parts/: the names differ. */
static const char *text(const char *name)
{
	for (const struct embedded *e = letter_texts; e->path; e++)
		if (str_starts(e->path, name) && str_eq(e->path + strlen(name), ".txt"))
			return (const char *)e->data;
	return NULL;
}

const char *texts_house(enum letter_kind kind)
{
	const char *words = text(letter_kinds[kind].word);
	must(words);
	return words;
}

const char *texts_part(const char *name)
{
	for (size_t i = 0; i < TEXTS_PARTS; i++)
		if (str_eq(texts_parts[i], name))
			return text(name);
	return NULL;
}

const char *texts_sample(void)
{
	for (const struct embedded *e = letter_texts; e->path; e++)
		if (str_eq(e->path, "sample.json"))
			return (const char *)e->data;
	must(!"the sample is compiled in");
	return NULL;
}

/* ---- the house's own, read once ---- */

struct house {
	struct arena *mem;
	const struct template *of[LETTER__MAX];
};

static void *read_house(struct tx *t)
{
	(void)t;
	struct arena *mem = arena_new(HOUSE_BYTES);
	struct house *h = arena_new_of(mem, struct house);
	struct template_errors errors;
	h->mem = mem;
	for (int kind = LETTER_NONE + 1; kind < LETTER__MAX; kind++) {
		h->of[kind] = template_parse(mem, texts_house((enum letter_kind)kind), &errors);
		must(h->of[kind]);
	}
	return h;
}

static void drop_house(void *value)
{
	struct house *h = value;
	arena_free(h->mem);
}

/* ---- agencies' own ---- */

/* Which version of which kind an agency uses; sorted as the statement gives them. */
struct own {
	size_t n;
	struct own_row { int64_t organisation, version; enum letter_kind kind; } rows[];
};

static void *read_own(struct tx *t)
{
	struct template_mark_row *rows;
	size_t n = template_marks(t, &rows);
	if (t->failed)
		return NULL;
	struct own *own = calloc(1, sizeof *own + n * sizeof *own->rows);
	must(own);
	for (size_t i = 0; i < n; i++)
		own->rows[own->n++] = (struct own_row){ rows[i].organisation, rows[i].version, letters_kind_by_word(rows[i].kind) };
	return own;
}

int64_t texts_version(struct tx *t, int64_t organisation, enum letter_kind kind)
{
	const struct own *own = store_cached(t, TOPIC_SETTINGS, read_own, free);
	for (size_t i = 0; own && i < own->n; i++)
		if (own->rows[i].organisation == organisation && own->rows[i].kind == kind)
			return own->rows[i].version;
	return 0;
}

const struct template *texts_of(struct tx *t, int64_t organisation, enum letter_kind kind, int64_t version)
{
	struct template_errors errors;
	if (!version) {
		const struct house *h = store_cached(t, TOPIC_NEVER, read_house, drop_house);
		return h->of[kind];
	}
	const char *body = template_body(t, organisation, letter_kinds[kind].word, version);
	return body ? template_parse(t->mem, body, &errors) : NULL;
}
