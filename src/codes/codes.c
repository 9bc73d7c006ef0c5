#include "codes/codes.h"
#include "base/str.h"
#include "codes/codes.sql.h"
#include <stdlib.h>

/* All entries, by table and order; per table also the choices in use. */
struct kept_table {
	const char *word;
	struct choice *all, *in_use; /* end with word NULL */
};

struct kept {
	struct arena *mem;
	struct kept_table *tables;
	size_t n;
};

enum { CODES_MEMORY = 64 * 1024 * 1024 };

static struct kept_table *table_of(const struct kept *k, const char *word)
{
	for (size_t i = 0; i < k->n; i++)
		if (str_eq(k->tables[i].word, word))
			return &k->tables[i];
	return NULL;
}

static void add_table(struct kept *k, const struct code_entry_row *rows, size_t n)
{
	struct kept_table *table = &k->tables[k->n++];
	*table = (struct kept_table){ arena_strdup(k->mem, rows->code_table), arena_array(k->mem, struct choice, n + 1),
				      arena_array(k->mem, struct choice, n + 1) };
	size_t used = 0;
	for (size_t i = 0; i < n; i++) {
		table->all[i] = (struct choice){ arena_strdup(k->mem, rows[i].code), arena_strdup(k->mem, rows[i].name) };
		if (rows[i].in_use)
			table->in_use[used++] = table->all[i];
	}
}

static void *build(struct tx *t)
{
	struct code_entry_row *rows;
	size_t n = entries_all(t, &rows);
	if (t->failed)
		return NULL;
	struct arena *mem = arena_new(CODES_MEMORY);
	struct kept *k = arena_new_of(mem, struct kept);
	*k = (struct kept){ mem, arena_array(mem, struct kept_table, n + 1), 0 };
	for (size_t first = 0, i = 1; i <= n; i++)
		if (i == n || !str_eq(rows[i].code_table, rows[first].code_table)) {
			add_table(k, rows + first, i - first);
			first = i;
		}
	return k;
}

static void drop(void *value)
{
	struct kept *k = value;
	arena_free(k->mem);
}

static const struct choice *entries_of(struct tx *t, const char *table, bool in_use)
{
	static const struct choice none[] = { { 0 } };
	const struct kept *k = store_cached(t, TOPIC_CODES, build, drop);
	const struct kept_table *found = k ? table_of(k, table) : NULL;
	return !found ? none : in_use ? found->in_use : found->all;
}

const struct choice *codes_of(struct tx *t, const char *table)
{
	return entries_of(t, table, true);
}

const char *codes_name(struct tx *t, const char *table, const char *code)
{
	return choice_name(entries_of(t, table, false), code);
}

const char *codes_words(struct tx *t, const char *table, const char *code)
{
	const char *name = codes_name(t, table, code);
	return *name ? name : code;
}

bool codes_known(struct tx *t, const char *table, const char *code)
{
	return *choice_name(codes_of(t, table), code) != '\0';
}
