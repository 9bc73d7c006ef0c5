#include "catalogue/differ.h"
#include "base/str.h"
#include "catalogue/differ_form.h"
#include <string.h>

enum { SHORT_TEXT = 40, FIRST_DIFFERENCES = 16 };

struct walk {
	struct tx *t;
	struct difference *all;
	size_t n, cap;
};

/* Where the walk stands: in keys ("materials.2") and in words (申请材料“营业执照”：); both "" at the top. */
struct place {
	const char *key, *words;
};

static void compare(struct walk *w, struct place at, const struct element *e, const json_t *was, const json_t *now);

static void add(struct walk *w, const char *key, const char *label, const char *was, const char *now, const char *words)
{
	if (w->n == w->cap) {
		size_t cap = w->cap ? w->cap * 2 : FIRST_DIFFERENCES;
		w->all = arena_grow(w->t->mem, w->all, w->cap * sizeof *w->all, cap * sizeof *w->all);
		w->cap = cap;
	}
	w->all[w->n++] = (struct difference){ key, label, was, now, str_trim(w->t->mem, words) };
}

static const char *key_in(struct walk *w, struct place at, const char *key)
{
	return *at.key ? arena_printf(w->t->mem, "%s.%s", at.key, key) : key;
}

static const char *key_at(struct walk *w, const char *key, size_t i)
{
	return arena_printf(w->t->mem, "%s.%zu", key, i);
}

/* ---- words ---- */

static const char *said(struct arena *a, const struct element *e, const char *words)
{
	switch (e->kind) {
	case ELEMENT_TEXT: case ELEMENT_LONG: case ELEMENT_TEXTS: case ELEMENT_URL: case ELEMENT_EXPR: case ELEMENT_FILE:
		return arena_printf(a, "“%s”", words);
	default:
		return words;
	}
}

/* Between Chinese characters: with the space that Latin letters and figures need. */
static const char *spaced(struct arena *a, const char *words)
{
	size_t n = strlen(words);
	return arena_printf(a, "%s%s%s", n && (unsigned char)words[0] < 0x80 ? " " : "", words,
			    n && (unsigned char)words[n - 1] < 0x80 ? " " : "");
}

static const char *sentence(struct arena *a, const struct element *e, const char *was, const char *now)
{
	bool is_long = str_length(was) > SHORT_TEXT || str_length(now) > SHORT_TEXT;
	if (is_long)
		return arena_printf(a, "%s%s", !*was ? "补上了" : !*now ? "删去了" : "改写了", e->label);
	const char *from = said(a, e, was), *to = said(a, e, now);
	if (!*was)
		return arena_printf(a, "补上%s：%s", e->label, to);
	if (!*now)
		return arena_printf(a, "删去%s（原为%s）", e->label, spaced(a, from));
	return arena_printf(a, "%s由%s改为%s", e->label, spaced(a, from), spaced(a, to));
}

/* ---- one value ---- */

static void compare_value(struct walk *w, struct place at, const struct element *e, const json_t *was, const json_t *now)
{
	struct arena *a = w->t->mem;
	const char *from = element_words(w->t, e, was), *to = element_words(w->t, e, now);
	bool file = e->kind == ELEMENT_FILE, other_file = file && !str_eq(json_get_text(was, "hash"), json_get_text(now, "hash"));
	if (str_eq(from, to) && !other_file)
		return;
	const char *words = other_file && str_eq(from, to) ? arena_printf(a, "%s换成了内容不同的同名文件", e->label) : sentence(a, e, from, to);
	add(w, key_in(w, at, e->key), arena_printf(a, "%s%s", at.words, e->label), from, to, arena_printf(a, "%s%s", at.words, words));
}

static bool holds_text(const json_t *list, const char *text)
{
	size_t i;
	json_t *v;
	json_array_foreach(list, i, v)
		if (str_eq(json_string_value(v), text))
			return true;
	return false;
}

/* The codes of `list` that the other one lacks, in words. */
static const char *only_in(struct walk *w, const struct element *e, const json_t *list, const json_t *other)
{
	const char *all = "";
	size_t i;
	json_t *v;
	json_array_foreach(list, i, v) {
		const char *code = json_string_value(v);
		if (code && !holds_text(other, code))
			all = arena_printf(w->t->mem, "%s%s%s", all, *all ? "、" : "", codes_words(w->t, e->codes, code));
	}
	return all;
}

/* The order of codes means nothing. */
static void compare_codes(struct walk *w, struct place at, const struct element *e, const json_t *was, const json_t *now)
{
	struct arena *a = w->t->mem;
	const char *gone = only_in(w, e, was, now), *more = only_in(w, e, now, was);
	if (!*gone && !*more)
		return;
	const char *words = arena_printf(a, "%s%s%s%s%s%s%s", at.words, e->label, *more ? "增加" : "", more, *more && *gone ? "，" : "",
					 *gone ? "去掉" : "", gone);
	add(w, key_in(w, at, e->key), arena_printf(a, "%s%s", at.words, e->label), element_words(w->t, e, was), element_words(w->t, e, now), words);
}

/* ---- lists: which row is which ---- */

enum { NONE = -1, ROWS_TO_SEARCH = 400 };

struct pairs {
	const json_t *was, *now;
	size_t n_was, n_now;
	int64_t *was_of, *now_of; /* index on the other side, or NONE */
};

typedef bool same_fn(struct walk *w, const struct element *e, const json_t *was, const json_t *now);

static void pair_up(struct pairs *p, size_t was, size_t now)
{
	p->was_of[now] = (int64_t)was;
	p->now_of[was] = (int64_t)now;
}

/* Pairs what is still alone: at the same place first, then, unless `here` or the lists are absurdly long, anywhere. */
static void pair_same(struct walk *w, struct pairs *p, const struct element *e, same_fn *same, bool here)
{
	for (size_t i = 0; i < p->n_now && i < p->n_was; i++)
		if (p->was_of[i] == NONE && p->now_of[i] == NONE && same(w, e, json_array_get(p->was, i), json_array_get(p->now, i)))
			pair_up(p, i, i);
	if (here || p->n_was > ROWS_TO_SEARCH || p->n_now > ROWS_TO_SEARCH)
		return;
	for (size_t i = 0; i < p->n_now; i++)
		for (size_t k = 0; k < p->n_was && p->was_of[i] == NONE; k++)
			if (p->now_of[k] == NONE && same(w, e, json_array_get(p->was, k), json_array_get(p->now, i)))
				pair_up(p, k, i);
}

static struct pairs pairs_new(struct walk *w, const json_t *was, const json_t *now)
{
	struct pairs p = { .was = was, .now = now, .n_was = json_array_size(was), .n_now = json_array_size(now) };
	p.was_of = arena_array(w->t->mem, int64_t, p.n_now + 1);
	p.now_of = arena_array(w->t->mem, int64_t, p.n_was + 1);
	for (size_t i = 0; i < p.n_now; i++)
		p.was_of[i] = NONE;
	for (size_t i = 0; i < p.n_was; i++)
		p.now_of[i] = NONE;
	return p;
}

static bool in_order(const struct pairs *p)
{
	int64_t last = NONE;
	for (size_t i = 0; i < p->n_now; i++) {
		if (p->was_of[i] == NONE)
			continue;
		if (p->was_of[i] < last)
			return false;
		last = p->was_of[i];
	}
	return true;
}

/* ---- lists of texts ---- */

static bool equal(struct walk *w, const struct element *e, const json_t *was, const json_t *now)
{
	(void)w, (void)e;
	return json_equal(was, now);
}

static bool any(struct walk *w, const struct element *e, const json_t *was, const json_t *now)
{
	(void)w, (void)e, (void)was, (void)now;
	return true;
}

static const char *text_words(struct walk *w, const char *text)
{
	return arena_printf(w->t->mem, "“%s”", str_shorten(w->t->mem, text, SHORT_TEXT));
}

static void text_change(struct walk *w, struct place at, const struct element *e, size_t i, const char *from, const char *to)
{
	struct arena *a = w->t->mem;
	const char *what = *from && *to ? arena_printf(a, "由%s改为%s", text_words(w, from), text_words(w, to)) :
					  arena_printf(a, "%s%s", *to ? "增加" : "删去", text_words(w, *to ? to : from));
	const char *label = arena_printf(a, "%s%s", at.words, e->label);
	add(w, key_at(w, key_in(w, at, e->key), i), label, from, to, arena_printf(a, "%s%s", label, what));
}

static void order_change(struct walk *w, struct place at, const struct element *e, const char *from, const char *to)
{
	const char *label = arena_printf(w->t->mem, "%s%s", at.words, e->label);
	add(w, key_in(w, at, e->key), label, from, to, arena_printf(w->t->mem, "%s的先后顺序有调整", label));
}

static const char *text_at(const json_t *list, int64_t i)
{
	return i == NONE ? "" : str_or_empty(json_string_value(json_array_get(list, (size_t)i)));
}

static void compare_texts(struct walk *w, struct place at, const struct element *e, const json_t *was, const json_t *now)
{
	struct pairs p = pairs_new(w, was, now);
	pair_same(w, &p, e, equal, false);
	pair_same(w, &p, e, any, true);
	for (size_t i = 0; i < p.n_now; i++)
		if (!str_eq(text_at(was, p.was_of[i]), text_at(now, (int64_t)i)))
			text_change(w, at, e, i, text_at(was, p.was_of[i]), text_at(now, (int64_t)i));
	for (size_t i = 0; i < p.n_was; i++)
		if (p.now_of[i] == NONE)
			text_change(w, at, e, i, text_at(was, (int64_t)i), "");
	if (!in_order(&p))
		order_change(w, at, e, element_words(w->t, e, was), element_words(w->t, e, now));
}

/* ---- lists of rows ---- */

/* The column by which a row is known again, and the one by which people call it. */
static const struct element *naming(const struct element *columns)
{
	const struct element *name = element_in(columns, "name");
	return name ? name : columns;
}

static const char *row_name(struct walk *w, const struct element *e, const json_t *row)
{
	const struct element *label = element_in(e->columns, "label"), *name = naming(e->columns);
	const char *words = label ? element_words(w->t, label, json_object_get(row, label->key)) : "";
	return *words ? words : element_words(w->t, name, json_object_get(row, name->key));
}

static bool same_name(struct walk *w, const struct element *e, const json_t *was, const json_t *now)
{
	const struct element *name = naming(e->columns);
	const char *from = element_words(w->t, name, json_object_get(was, name->key));
	return *from && str_eq(from, element_words(w->t, name, json_object_get(now, name->key)));
}

/* Two thirds of what either says stand in both: a row that was given another name. */
static bool alike(struct walk *w, const struct element *e, const json_t *was, const json_t *now)
{
	size_t said_by_either = 0, same = 0;
	for (const struct element *c = e->columns; c->key; c++) {
		const char *from = element_words(w->t, c, json_object_get(was, c->key)), *to = element_words(w->t, c, json_object_get(now, c->key));
		said_by_either += c != naming(e->columns) && (*from || *to);
		same += c != naming(e->columns) && *from && str_eq(from, to);
	}
	return same > 0 && same * 3 >= said_by_either * 2;
}

/* Says nothing: a flag that is not set, a number that is 0. */
static bool is_idle(const struct element *e, const json_t *v)
{
	return (e->kind == ELEMENT_FLAG && !json_is_true(v)) || (e->kind == ELEMENT_NUMBER && json_is_integer(v) && json_integer_value(v) == 0);
}

/* A whole row in a line: 营业执照；材料类型：证件证书证明；必要性：必需. */
static const char *row_words(struct walk *w, const struct element *e, const json_t *row)
{
	const char *all = "";
	for (const struct element *c = e->columns; c->key; c++) {
		const json_t *v = json_object_get(row, c->key);
		const char *words = is_idle(c, v) ? "" : element_words(w->t, c, v);
		if (*words)
			all = c == e->columns ? words : arena_printf(w->t->mem, "%s%s%s：%s", all, *all ? "；" : "", c->label, words);
	}
	return all;
}

static const char *row_names(struct walk *w, const struct element *e, const json_t *rows)
{
	const char *all = "";
	size_t i;
	json_t *row;
	json_array_foreach(rows, i, row)
		all = arena_printf(w->t->mem, "%s%s%s", all, *all ? "、" : "", row_name(w, e, row));
	return all;
}

static void row_change(struct walk *w, struct place at, const struct element *e, size_t i, const json_t *from, const json_t *to)
{
	struct arena *a = w->t->mem;
	const char *label = arena_printf(a, "%s%s", at.words, e->label);
	const char *words = arena_printf(a, "%s%s“%s”", label, to ? "增加" : "删去", row_name(w, e, to ? to : from));
	add(w, key_at(w, key_in(w, at, e->key), i), label, from ? row_words(w, e, from) : "", to ? row_words(w, e, to) : "", words);
}

static void compare_columns(struct walk *w, struct place at, const struct element *columns, const json_t *was, const json_t *now)
{
	for (const struct element *c = columns; c->key; c++)
		compare(w, at, c, json_object_get(was, c->key), json_object_get(now, c->key));
}

static void compare_rows(struct walk *w, struct place at, const struct element *e, const json_t *was, const json_t *now)
{
	struct pairs p = pairs_new(w, was, now);
	pair_same(w, &p, e, equal, false);
	pair_same(w, &p, e, same_name, false);
	pair_same(w, &p, e, alike, true);
	const char *key = key_in(w, at, e->key);
	for (size_t i = 0; i < p.n_now; i++) {
		const json_t *row = json_array_get(now, i), *before = p.was_of[i] == NONE ? NULL : json_array_get(was, (size_t)p.was_of[i]);
		struct place in = { key_at(w, key, i), arena_printf(w->t->mem, "%s%s“%s”：", at.words, e->label, row_name(w, e, before ? before : row)) };
		if (before)
			compare_columns(w, in, e->columns, before, row);
		else
			row_change(w, at, e, i, NULL, row);
	}
	for (size_t i = 0; i < p.n_was; i++)
		if (p.now_of[i] == NONE)
			row_change(w, at, e, i, json_array_get(was, i), NULL);
	if (!in_order(&p))
		order_change(w, at, e, row_names(w, e, was), row_names(w, e, now));
}

/* What a form says beyond the columns that people read is named in one sentence. */
static void compare_form(struct walk *w, struct place at, const struct element *e, const json_t *was, const json_t *now)
{
	size_t before = w->n;
	bool same = json_array_size(was) + json_array_size(now) == 0 || json_equal(was, now);
	compare_rows(w, at, &differ_form_fields, differ_form_rows(w->t->mem, was), differ_form_rows(w->t->mem, now));
	if (!same && w->n == before)
		add(w, key_in(w, at, e->key), e->label, "", "", arena_printf(w->t->mem, "%s的设置有改动", e->label));
}

static void compare(struct walk *w, struct place at, const struct element *e, const json_t *was, const json_t *now)
{
	switch (e->kind) {
	case ELEMENT_INNER: return;
	case ELEMENT_CODES: compare_codes(w, at, e, was, now); return;
	case ELEMENT_TEXTS: compare_texts(w, at, e, was, now); return;
	case ELEMENT_ROWS: compare_rows(w, at, e, was, now); return;
	case ELEMENT_RECORD:
		compare_columns(w, (struct place){ key_in(w, at, e->key), arena_printf(w->t->mem, "%s%s：", at.words, e->label) }, e->columns, was, now);
		return;
	case ELEMENT_FORM: compare_form(w, at, e, was, now); return;
	default: compare_value(w, at, e, was, now);
	}
}

size_t differ_in(struct tx *t, const struct element *table, unsigned flag, const json_t *was, const json_t *now, struct difference **out)
{
	struct walk w = { .t = t };
	for (const struct element *e = table; e->key; e++)
		if ((e->flags & flag) == flag)
			compare(&w, (struct place){ "", "" }, e, json_object_get(was, e->key), json_object_get(now, e->key));
	*out = w.all;
	return w.n;
}

size_t differ(struct tx *t, const struct element *table, const json_t *was, const json_t *now, struct difference **out)
{
	return differ_in(t, table, 0, was, now, out);
}
