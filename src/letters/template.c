#include "letters/template.h"
#include "letters/texts.h"
#include "base/str.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MOST_DEPTH = 8, LABEL_MOST = 20 };

struct parsing {
	struct arena *a;
	struct template *t;
	struct template_errors *errors;
	int line;
	bool in_part; /* line stays that of the @ */
	const struct template_condition *open;
	int opened_at[MOST_DEPTH];
	size_t depth;
};

void template_blame(struct arena *a, struct template_errors *e, int line, const char *fmt, ...)
{
	char words[300];
	va_list args;
	if (e->n == TEMPLATE_ERRORS)
		return;
	va_start(args, fmt);
	vsnprintf(words, sizeof words, fmt, args);
	va_end(args);
	e->all[e->n++] = (struct template_error){ line, arena_strdup(a, words) };
}

#define blame(p, ...) template_blame((p)->a, (p)->errors, (p)->line, __VA_ARGS__)

/* What the person typed, short enough to be quoted. */
static const char *quoted(struct parsing *p, const char *s, size_t n)
{
	return str_shorten(p->a, arena_strndup(p->a, s, n), 20);
}

static const struct key *known(struct parsing *p, const char *word, size_t n)
{
	const struct key *k = keys_find(word, n);
	if (!k)
		blame(p, "没有“%s”这项内容，请对照“可以写的内容”", quoted(p, word, n));
	return k;
}

/* ---- words with {key} ---- */

static void check_key(struct parsing *p, const char *word, size_t n)
{
	const struct key *k = known(p, word, n);
	if (k && k->kind == KEY_FLAG)
		blame(p, "“%s”只能写在条件里，例如 ?when %s", k->key, k->key);
	else if (k && k->kind != KEY_TEXT)
		blame(p, "“%s”是清单，请单独写一行 |%s|", k->key, k->key);
}

static void check_words(struct parsing *p, const char *text)
{
	if (strstr(text, "｛") || strstr(text, "｝"))
		blame(p, "大括号要用半角的 { }");
	for (const char *s = text; *s; s++)
		if ((unsigned char)*s < ' ') {
			blame(p, "有看不见的控制字符，请删去");
			return;
		}
	for (const char *s = text; (s = strpbrk(s, "{}")); s++) {
		size_t n = *s == '{' ? strcspn(s + 1, "{}") : 0;
		if (*s == '}' || s[1 + n] != '}') {
			blame(p, "大括号没有成对，要写成 {applicant} 这样");
			return;
		}
		check_key(p, s + 1, n);
		s += n + 1;
	}
}

static void add(struct parsing *p, struct template_line line)
{
	struct template *t = p->t;
	if (t->n == TEMPLATE_MOST_LINES) {
		blame(p, "最多 %d 行", TEMPLATE_MOST_LINES);
		return;
	}
	line.when = p->open;
	t->lines[t->n++] = line;
}

/* ---- the kinds of lines; `s` is what follows the mark ---- */

static void take_paragraph(struct parsing *p, const char *s)
{
	check_words(p, s);
	add(p, (struct template_line){ PAPER_PARAGRAPH, .text = s });
}

static void take_marked(struct parsing *p, const char *s, enum paper_block_kind kind)
{
	const char *text = str_trim(p->a, s);
	if (*s && *s != ' ')
		blame(p, "行首的符号后面要空一格");
	else if (!*text)
		blame(p, "行首的符号后面没有内容");
	check_words(p, text);
	add(p, (struct template_line){ kind, .text = text });
}

static void take_heading(struct parsing *p, const char *s)
{
	take_marked(p, s, PAPER_HEADING);
}

static void take_item(struct parsing *p, const char *s)
{
	take_marked(p, s, PAPER_ITEM);
}

static void take_note(struct parsing *p, const char *s)
{
	take_marked(p, s, PAPER_NOTE);
}

static void take_salutation(struct parsing *p, const char *s)
{
	take_marked(p, s, PAPER_SALUTATION);
}

static void take_field(struct parsing *p, const char *s)
{
	size_t n = strcspn(s, "]");
	const char *label = str_trim(p->a, arena_strndup(p->a, s, n)), *text = s[n] ? str_trim(p->a, s + n + 1) : "";
	if (!s[n])
		blame(p, "缺少 ]，要写成 [名称] 内容");
	else if (!*label || str_length(label) > LABEL_MOST)
		blame(p, "方括号里要有名称，最多 %d 个字", LABEL_MOST);
	else if (!*text)
		blame(p, "“%s”后面没有内容；要留空白供手写，请写 ____", label);
	check_words(p, label);
	check_words(p, text);
	bool room = *text && strspn(text, "_") == strlen(text);
	add(p, (struct template_line){ PAPER_FIELD, .label = label, .text = room ? " " : text });
}

static void take_list(struct parsing *p, const char *s)
{
	size_t n = strcspn(s, "|");
	if (!s[n] || s[n + 1]) {
		blame(p, "清单要写成 |materials| 这样，单独一行");
		return;
	}
	const struct key *k = known(p, s, n);
	if (k && k->kind != KEY_TABLE && k->kind != KEY_FIELDS)
		blame(p, "“%s”不是清单，请写成 {%s}", k->key, k->key);
	if (k)
		add(p, (struct template_line){ k->kind == KEY_TABLE ? PAPER_TABLE : PAPER_FIELD, .list = k });
}

static void take_part(struct parsing *p, const char *s);
static void take_option(struct parsing *p, const char *s);

/* ---- conditions ---- */

static void check_condition(struct parsing *p, const struct template_condition *c)
{
	for (const char *s = c->keys; s;) {
		size_t n = strcspn(s, "|");
		const struct key *k = known(p, s, n);
		if (k && c->test == TEMPLATE_IS && k->kind != KEY_TEXT)
			blame(p, "“%s”不是一个值，请用 ?when 或者 ?unless", k->key);
		s = s[n] ? s + n + 1 : NULL;
	}
	if (c->test == TEMPLATE_IS && !*c->value)
		blame(p, "要写成 ?is refusal_kind=a 这样");
}

static void open_condition(struct parsing *p, enum template_test test, const char *s)
{
	struct template_condition *c = arena_new_of(p->a, struct template_condition);
	size_t n = test == TEMPLATE_IS ? strcspn(s, "=") : strlen(s);
	*c = (struct template_condition){ test, str_trim(p->a, arena_strndup(p->a, s, n)), s[n] ? str_trim(p->a, s + n + 1) : "", p->open };
	check_condition(p, c);
	if (p->depth == MOST_DEPTH) {
		blame(p, "条件套得太深，最多 %d 层", MOST_DEPTH);
		return;
	}
	p->opened_at[p->depth++] = p->line;
	p->open = c;
}

static void close_condition(struct parsing *p)
{
	if (!p->depth) {
		blame(p, "这个 ?end 前面没有对应的条件");
		return;
	}
	p->depth--;
	p->open = p->open->outer;
}

static void take_condition(struct parsing *p, const char *s)
{
	static const struct { const char *word; enum template_test test; } tests[] = {
		{ "when", TEMPLATE_WHEN }, { "unless", TEMPLATE_UNLESS }, { "is", TEMPLATE_IS },
	};
	size_t n = strcspn(s, " ");
	const char *word = arena_strndup(p->a, s, n);
	if (str_eq(s, "end")) {
		close_condition(p);
		return;
	}
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		if (str_eq(tests[i].word, word)) {
			open_condition(p, tests[i].test, str_trim(p->a, s + n));
			return;
		}
	blame(p, "没有“?%s”这种条件，可以用 ?when、?unless、?is 和 ?end", quoted(p, word, n));
}

/* ---- lines ---- */

static const struct {
	const char *mark;
	void (*take)(struct parsing *p, const char *s);
} marks[] = {
	{ "#", take_heading }, { "-", take_item }, { ">", take_note }, { "^", take_salutation }, { "[", take_field },
	{ "|", take_list }, { "?", take_condition }, { "@", take_part }, { "!", take_option },
};

/* Marks as Chinese keyboards write them: nobody means a paragraph that begins so. */
static const char *const wide_marks[] = { "＃", "＞", "＾", "［", "｜", "？", "＠" };

static void take_line(struct parsing *p, const char *line)
{
	if (!*line)
		return;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (*line == *marks[i].mark) {
			marks[i].take(p, line + 1);
			return;
		}
	for (size_t i = 0; i < sizeof wide_marks / sizeof *wide_marks; i++)
		if (str_starts(line, wide_marks[i])) {
			blame(p, "行首的“%s”是全角符号，请改成半角的", wide_marks[i]);
			return;
		}
	take_paragraph(p, line);
}

static void take_lines(struct parsing *p, const char *text)
{
	for (size_t n; *text; text += n + (text[n] != '\0')) {
		n = strcspn(text, "\n");
		p->line += !p->in_part;
		take_line(p, str_trim(p->a, arena_strndup(p->a, text, n)));
	}
}

static void take_part(struct parsing *p, const char *s)
{
	const char *text = texts_part(s);
	if (!text) {
		blame(p, "没有“@%s”这个共用段落，可以用的写在“共用的段落”里", quoted(p, s, strlen(s)));
		return;
	}
	must(!p->in_part); /* parts name no parts */
	p->in_part = true;
	take_lines(p, text);
	p->in_part = false;
}

static void take_option(struct parsing *p, const char *s)
{
	struct template *t = p->t;
	if (t->n || p->depth || p->in_part)
		blame(p, "“!%s”要写在最前面", quoted(p, s, strlen(s)));
	else if (str_eq(s, "red"))
		t->red_head = true;
	else if (str_eq(s, "receipt"))
		t->paper = PAPER_RECEIPT;
	else if (str_eq(s, "licence"))
		t->paper = PAPER_LICENCE;
	else if (str_eq(s, "applicant"))
		t->by_applicant = true;
	else
		blame(p, "没有“!%s”这种版式，可以用 !red、!receipt、!licence 和 !applicant", quoted(p, s, strlen(s)));
}

/* A licence is one page of fields, paragraphs and small print. */
static void check_licence(struct parsing *p)
{
	p->line = 0;
	for (size_t i = 0; p->t->paper == PAPER_LICENCE && i < p->t->n; i++) {
		enum paper_block_kind kind = p->t->lines[i].kind;
		if (kind != PAPER_FIELD && kind != PAPER_PARAGRAPH && kind != PAPER_NOTE) {
			blame(p, "证照上只能有 [名称] 内容、段落和小字，不能有标题、分条、抬头和表格");
			return;
		}
	}
}

const struct template *template_parse(struct arena *a, const char *text, struct template_errors *errors)
{
	struct template *t = arena_new_of(a, struct template);
	struct parsing p = { .a = a, .t = t, .errors = errors };
	errors->n = 0;
	t->lines = arena_array(a, struct template_line, TEMPLATE_MOST_LINES);
	if (strlen(text) > TEMPLATE_MOST_BYTES)
		blame(&p, "全文太长，最多 %d KB", TEMPLATE_MOST_BYTES / 1024);
	else if (!str_valid_utf8(text, strlen(text)))
		blame(&p, "有不能识别的字符");
	else
		take_lines(&p, text);
	while (p.depth) {
		p.line = p.opened_at[--p.depth];
		blame(&p, "这个条件没有用 ?end 结束");
	}
	check_licence(&p);
	return errors->n ? NULL : t;
}

bool template_names(const struct template *t, const char *key)
{
	size_t n = strlen(key);
	for (size_t i = 0; i < t->n; i++) {
		const struct template_line *l = &t->lines[i];
		if (l->list && str_eq(l->list->key, key))
			return true;
		for (const char *s = l->text; s && (s = strchr(s, '{')); s++)
			if (strncmp(s + 1, key, n) == 0 && s[1 + n] == '}')
				return true;
	}
	return false;
}
