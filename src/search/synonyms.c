#include "search/synonyms.h"
#include "base/str.h"
#include "search/synonyms.html.h"
#include "search_files.h"
#include "web/form.h"
#include <stdlib.h>
#include <string.h>

enum { OWN_MAX = 5000, CHARACTERS_MAX = 40, LINES_MAX = 20000 };

static const struct field pair_fields[] = {
	{ .name = "word", .label = "群众怎么说", .kind = FIELD_TEXT, .offset = offsetof(struct search_synonym, word), .required = true,
	  .max = CHARACTERS_MAX, .hint = "例如：驾照" },
	{ .name = "means", .label = "事项名称里怎么写", .kind = FIELD_TEXT, .offset = offsetof(struct search_synonym, means),
	  .required = true, .max = CHARACTERS_MAX, .hint = "例如：机动车驾驶证" },
};
enum { PAIR_FIELDS = sizeof pair_fields / sizeof *pair_fields };
static const struct field lines_field = {
	.name = "lines", .label = "一行一组", .kind = FIELD_LONG, .required = true, .max = LINES_MAX, .hint = "说法在前，名称在后，中间用逗号隔开",
};

/* Where the second word of a line begins; 0 when there is no comma. */
static size_t comma(const char *line, size_t *out_bytes)
{
	static const char *const commas[] = { ",", "，", "\t" };
	const char *first = NULL;
	for (size_t i = 0; i < sizeof commas / sizeof *commas; i++) {
		const char *at = strstr(line, commas[i]);
		if (at && (!first || at < first)) {
			first = at;
			*out_bytes = strlen(commas[i]);
		}
	}
	return first ? (size_t)(first - line) : 0;
}

static const char *read_line(struct arena *a, const char *line, struct search_synonym *out)
{
	size_t bytes = 0, at = comma(line, &bytes);
	if (at == 0)
		return "中间没有逗号";
	*out = (struct search_synonym){ str_trim(a, arena_strndup(a, line, at)), str_trim(a, line + at + bytes) };
	if (!*out->word || !*out->means)
		return "少了一半";
	if (str_length(out->word) > CHARACTERS_MAX || str_length(out->means) > CHARACTERS_MAX)
		return arena_printf(a, "超过 %d 个字", CHARACTERS_MAX);
	return NULL;
}

const char *synonyms_read(struct arena *a, const char *text, struct search_synonym **out, size_t *out_n)
{
	size_t lines = 1, no = 0, n = 0;
	for (const char *p = text; *p; p++)
		lines += *p == '\n';
	struct search_synonym *all = arena_array(a, struct search_synonym, lines);
	for (char *rest = arena_strdup(a, text), *line; (line = strsep(&rest, "\n"));) {
		no++;
		if (str_blank(line))
			continue;
		const char *wrong = read_line(a, line, &all[n++]);
		if (wrong)
			return arena_printf(a, "第 %zu 行：%s", no, wrong);
	}
	*out = all;
	*out_n = n;
	return NULL;
}

static size_t start_list(struct arena *a, struct search_synonym **out)
{
	size_t n = 0;
	const char *wrong = synonyms_read(a, (const char *)search_files[0].data, out, &n);
	must(!wrong);
	return n;
}

size_t synonyms_all(struct tx *t, const struct search_synonym **out)
{
	struct search_synonym *start;
	struct synonym_row *own;
	size_t n = start_list(t->mem, &start), n_own = synonyms_own(t, OWN_MAX, &own);
	struct search_synonym *all = arena_array(t->mem, struct search_synonym, n + n_own + 1);
	memcpy(all, start, n * sizeof *all);
	for (size_t i = 0; i < n_own; i++)
		all[n + i] = (struct search_synonym){ own[i].word, own[i].means };
	*out = all;
	return n + n_own;
}

enum err synonyms_page(struct req *r)
{
	static const char *const examples[SYNONYMS_EXAMPLES] = { "我要开一家奶茶店", "spjy", "食品精英许可" };
	struct synonyms_view v = { .examples = examples };
	struct search_synonym *start;
	v.n = synonyms_own(req_tx(r), OWN_MAX, &v.rows);
	v.n_start = start_list(r->mem, &start);
	v.start = start;
	v.word = form_view(r, &pair_fields[0], "");
	v.means = form_view(r, &pair_fields[1], "");
	v.lines = form_view(r, &lines_field, "");
	search_synonyms(r->out, r, &v);
	return req_tx(r)->failed;
}

struct change {
	const struct req *r;
	const struct search_synonym *all;
	size_t n, added;
};

static enum err put(struct tx *t, void *arg)
{
	struct change *c = arg;
	if (synonym_count(t) + (int64_t)c->n > OWN_MAX)
		return fail(t, ERR_TOO_LARGE, "同义词最多 %d 组，请先去掉一些。", OWN_MAX);
	c->added = 0;
	for (size_t i = 0; i < c->n; i++)
		c->added += (size_t)synonym_add(t, c->all[i].word, c->all[i].means);
	c->r->site->audit(t, &c->r->who, arena_printf(t->mem, "增加同义词 %zu 组", c->added), arena_printf(t->mem, "同义词 %s", c->all[0].word), "");
	tx_touch(t, TOPIC_CATALOGUE);
	return t->failed;
}

static enum err take_out(struct tx *t, void *arg)
{
	struct change *c = arg;
	if (synonym_remove(t, c->all->word, c->all->means) == 0)
		return t->failed ? t->failed : fail(t, ERR_NOT_FOUND, "没有这一组同义词，可能已经去掉了。");
	c->r->site->audit(t, &c->r->who, "去掉同义词", arena_printf(t->mem, "同义词 %s，%s", c->all->word, c->all->means), "");
	tx_touch(t, TOPIC_CATALOGUE);
	return t->failed;
}

static enum err again(struct req *r)
{
	enum err e = synonyms_page(r);
	return e ? e : reply_again(r);
}

static enum err write_all(struct req *r, const struct search_synonym *all, size_t n)
{
	struct change c = { r, all, n, 0 };
	enum err e = req_write(r, put, &c);
	if (e)
		return e;
	reply_say(r, "已保存，新增 %zu 组同义词，马上就能搜到。", c.added);
	return reply_redirect(r, "/admin/synonyms");
}

static enum err add(struct req *r)
{
	struct search_synonym one;
	return form_read(r, pair_fields, PAIR_FIELDS, &one) ? write_all(r, &one, 1) : again(r);
}

static enum err import(struct req *r)
{
	struct search_synonym *all;
	size_t n = 0;
	const char *wrong = synonyms_read(r->mem, req_field(r, "lines"), &all, &n);
	if (!wrong && n == 0)
		wrong = "请填写，一行一组";
	if (!wrong)
		return write_all(r, all, n);
	form_add_error(r, "lines", lines_field.label, wrong);
	return again(r);
}

static enum err remove_one(struct req *r)
{
	struct search_synonym one = { req_field(r, "word"), req_field(r, "means") };
	struct change c = { r, &one, 1, 0 };
	enum err e = req_write(r, take_out, &c);
	if (e)
		return e;
	reply_say(r, "已去掉“%s”。", one.word);
	return reply_redirect(r, "/admin/synonyms");
}

enum err synonyms_take(struct req *r)
{
	static const struct { const char *word; enum err (*run)(struct req *r); } deeds[] = {
		{ "add", add }, { "import", import }, { "remove", remove_one },
	};
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		if (str_eq(deeds[i].word, req_field(r, "do")))
			return deeds[i].run(r);
	return fail(r, ERR_BAD_INPUT, "没有说要做什么。");
}
