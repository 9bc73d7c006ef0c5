#include "letters/fill.h"
#include "base/str.h"
#include <string.h>

enum { MOST_BLOCKS = 400 };

const char *fill_fact(struct arena *a, const json_t *facts, const char *key)
{
	const json_t *v = json_object_get(facts, key);
	if (json_is_integer(v))
		return json_integer_value(v) ? arena_printf(a, "%lld", (long long)json_integer_value(v)) : "";
	const char *s = json_string_value(v);
	return str_blank(s) ? "" : s;
}

static bool has(struct arena *a, const json_t *facts, const char *key)
{
	return *fill_fact(a, facts, key) || json_get_bool(facts, key) || json_array_size(json_object_get(facts, key)) > 0;
}

static bool has_any(struct arena *a, const json_t *facts, const char *keys)
{
	for (const char *p = keys; p; p = strchr(p, '|'), p = p ? p + 1 : NULL)
		if (has(a, facts, arena_strndup(a, p, strcspn(p, "|"))))
			return true;
	return false;
}

static bool holds(struct arena *a, const json_t *facts, const struct template_condition *c)
{
	for (; c; c = c->outer) {
		bool there = c->test == TEMPLATE_IS ? str_eq(fill_fact(a, facts, c->keys), c->value) : has_any(a, facts, c->keys);
		if (there == (c->test == TEMPLATE_UNLESS))
			return false;
	}
	return true;
}

const char *fill_words(struct arena *a, const json_t *facts, const char *text)
{
	const char *done = "";
	for (;;) {
		size_t n = strcspn(text, "{");
		done = arena_printf(a, "%s%.*s", done, (int)n, text);
		text += n;
		if (!*text)
			return done;
		size_t key_bytes = strcspn(text, "}");
		const char *value = fill_fact(a, facts, arena_strndup(a, text + 1, key_bytes - 1));
		if (!*value)
			return NULL;
		done = arena_printf(a, "%s%s", done, value);
		text += key_bytes + 1;
	}
}

/* ---- lists ---- */

static bool has_content(struct arena *a, const json_t *rows, const char *key)
{
	for (size_t i = 0; i < json_array_size(rows); i++)
		if (*fill_fact(a, json_array_get(rows, i), key))
			return true;
	return false;
}

/* Columns without any content are left out. NULL when there are no rows, or nothing in them. */
static const struct paper_table *table_of(struct arena *a, const json_t *facts, const struct key *list)
{
	json_t *rows;
	size_t n_rows = json_get_array(facts, list->key, &rows), n = 0;
	const char **titles = arena_array(a, const char *, KEY_COLUMNS), *shown[KEY_COLUMNS];
	for (size_t i = 0; i < KEY_COLUMNS && list->columns[i].key; i++)
		if (has_content(a, rows, list->columns[i].key)) {
			titles[n] = list->columns[i].title;
			shown[n++] = list->columns[i].key;
		}
	if (n == 0)
		return NULL;
	const char **cells = arena_array(a, const char *, n * n_rows);
	for (size_t i = 0; i < n * n_rows; i++)
		cells[i] = fill_fact(a, json_array_get(rows, i / n), shown[i % n]);
	struct paper_table *table = arena_new_of(a, struct paper_table);
	*table = (struct paper_table){ n, n_rows, titles, cells };
	return table;
}

/* ---- the blocks of one letter ---- */

struct filling {
	struct arena *mem;
	const json_t *facts;
	struct paper_block *blocks;
	size_t n;
};

static void drop_empty_heading(struct filling *f)
{
	if (f->n && f->blocks[f->n - 1].kind == PAPER_HEADING)
		f->n--;
}

/* Officials who decide in one sentence give it as the facts and as the reason. */
static bool is_said(const struct filling *f, const struct paper_block *block)
{
	for (size_t i = 0; i < f->n; i++)
		if (block->kind == PAPER_PARAGRAPH && str_eq(f->blocks[i].text, block->text))
			return true;
	return false;
}

static void add(struct filling *f, struct paper_block block)
{
	if (is_said(f, &block))
		return;
	if (block.kind == PAPER_HEADING)
		drop_empty_heading(f);
	if (f->n < MOST_BLOCKS)
		f->blocks[f->n++] = block;
}

/* What an official typed in several lines becomes as many paragraphs. */
static void add_paragraphs(struct filling *f, const char *text)
{
	for (size_t n; *text; text += n + (text[n] != '\0')) {
		n = strcspn(text, "\n");
		const char *line = str_trim(f->mem, arena_strndup(f->mem, text, n));
		if (*line)
			add(f, (struct paper_block){ PAPER_PARAGRAPH, .text = line });
	}
}

static void add_fields(struct filling *f, const struct key *list)
{
	json_t *rows;
	size_t n = json_get_array(f->facts, list->key, &rows);
	for (size_t i = 0; i < n; i++) {
		const json_t *row = json_array_get(rows, i);
		const char *text = fill_fact(f->mem, row, list->columns[1].key);
		if (*text)
			add(f, (struct paper_block){ PAPER_FIELD, .label = fill_fact(f->mem, row, list->columns[0].key), .text = text });
	}
}

static void add_line(struct filling *f, const struct template_line *l)
{
	if (!holds(f->mem, f->facts, l->when))
		return;
	struct paper_block block = { l->kind, .label = l->label };
	if (l->kind == PAPER_TABLE) {
		block.table = table_of(f->mem, f->facts, l->list);
		if (block.table)
			add(f, block);
	} else if (l->list) {
		add_fields(f, l->list);
	} else {
		block.text = fill_words(f->mem, f->facts, l->text);
		if (block.text && l->kind == PAPER_PARAGRAPH)
			add_paragraphs(f, block.text);
		else if (block.text)
			add(f, block);
	}
}

size_t fill_blocks(struct arena *a, const struct template *t, const json_t *facts, const struct paper_block **out)
{
	struct filling f = { a, facts, arena_array(a, struct paper_block, MOST_BLOCKS), 0 };
	for (size_t i = 0; i < t->n; i++)
		add_line(&f, &t->lines[i]);
	drop_empty_heading(&f);
	*out = f.blocks;
	return f.n;
}
