/* Agencies' own wordings: what is written is read strictly and must name what the law asks for before it is kept. Every
 * version stays, because letters are read with the one they were issued with. */
#include "letters/letters_private.h"
#include "letters/edit_kind.html.h"
#include "letters/edit_kinds.html.h"
#include "letters/fill.h"
#include "base/str.h"
#include "web/form.h"
#include <string.h>

/* The organisation of the query, else that of the administrator. */
static enum err find_organisation(struct req *r, struct organisation *out)
{
	int64_t id = req_query_int(r, "organisation", 1, INT64_MAX, r->who.organisation);
	return organisation_load(req_tx(r), id, out) ? OK : fail(r, ERR_NOT_FOUND, "没有这个机构。");
}

static enum err find_kind(struct req *r, enum letter_kind *out)
{
	const char *word = req_param(r, "kind");
	for (int kind = LETTER_NONE + 1; kind < LETTER__MAX; kind++)
		if (str_eq(letter_kinds[kind].word, word)) {
			*out = (enum letter_kind)kind;
			return OK;
		}
	return fail(r, ERR_NOT_FOUND, "没有这种文书。");
}

enum err edit_list(struct req *r)
{
	struct organisation o, *all;
	enum err e = find_organisation(r, &o);
	if (e)
		return e;
	struct template_newest_row *rows;
	size_t n = template_newest(req_tx(r), o.id, &rows);
	struct edit_line *lines = arena_array(r->mem, struct edit_line, LETTER__MAX);
	struct edit_list_view v = { .organisation = o.id, .lines = lines };
	for (int kind = LETTER_NONE + 1; kind < LETTER__MAX; kind++) {
		struct edit_line *line = &lines[v.n++];
		*line = (struct edit_line){ letter_kinds[kind].word, letter_kinds[kind].title, letter_kinds[kind].code };
		for (size_t i = 0; i < n; i++)
			if (str_eq(rows[i].kind, line->word)) {
				line->version = rows[i].version;
				line->own = rows[i].is_own;
				line->moment = day_time(r->mem, rows[i].made_at, DAY_ZONE_CHINA);
				line->made_by = rows[i].made_by;
			}
	}
	v.n_organisations = organisation_list(req_tx(r), &all);
	v.organisations = all;
	letters_edit_kinds(r->out, r, &v);
	return OK;
}

/* ---- what stands beside the box ---- */

static const char *written(struct arena *a, const struct key *k)
{
	switch (k->kind) {
	case KEY_TEXT: return arena_printf(a, "{%s}", k->key);
	case KEY_FLAG: return arena_printf(a, "?when %s", k->key);
	default: return arena_printf(a, "|%s|", k->key);
	}
}

static void list_musts(struct arena *a, struct edit_view *v)
{
	size_t most = 0;
	while (letter_musts[most].key)
		most++;
	struct edit_must *list = arena_array(a, struct edit_must, most);
	for (const struct letter_must *m = letter_musts; m->key; m++)
		if (letter_must_be_in(m, v->kind)) {
			const struct key *k = keys_find(m->key, strlen(m->key));
			list[v->n_musts++] = (struct edit_must){ written(a, k), k->name, m->law };
		}
	v->musts = list;
}

static void list_keys(struct arena *a, struct edit_view *v)
{
	size_t most = 0;
	while (keys_all[most].key)
		most++;
	struct edit_key *list = arena_array(a, struct edit_key, most);
	for (const struct key *k = keys_all; k->key; k++)
		list[v->n_keys++] = (struct edit_key){ written(a, k), k->name };
	v->keys = list;
}

static void list_parts(struct arena *a, struct edit_view *v)
{
	struct edit_part *list = arena_array(a, struct edit_part, TEXTS_PARTS);
	for (; v->n_parts < TEXTS_PARTS; v->n_parts++)
		list[v->n_parts] = (struct edit_part){ texts_parts[v->n_parts], texts_part(texts_parts[v->n_parts]) };
	v->parts = list;
}

static void list_versions(struct req *r, struct edit_view *v)
{
	struct template_version_row *rows;
	v->n_versions = template_versions(req_tx(r), v->organisation, letter_kinds[v->kind].word, &rows);
	struct edit_version *list = arena_array(r->mem, struct edit_version, v->n_versions);
	for (size_t i = 0; i < v->n_versions; i++)
		list[i] = (struct edit_version){ rows[i].version, day_time(r->mem, rows[i].made_at, DAY_ZONE_CHINA), rows[i].made_by, rows[i].is_own };
	v->versions = list;
}

/* ---- the page ---- */

struct editing {
	struct organisation organisation;
	enum letter_kind kind;
	const char *body; /* as it would be kept: lines end in one character, nothing around them */
};

static const char *as_kept(struct arena *a, const char *typed)
{
	char *text = arena_strdup(a, typed), *to = text;
	for (const char *from = text; *from; from++)
		if (*from != '\r')
			*to++ = *from;
	*to = '\0';
	return str_trim(a, text);
}

static const char *text_of(struct req *r, const struct editing *e, int64_t version)
{
	const char *body = version ? template_body(req_tx(r), e->organisation.id, letter_kinds[e->kind].word, version) : NULL;
	return as_kept(r->mem, body ? body : texts_house(e->kind));
}

static void draw(struct req *r, const struct editing *e, const char *body, int64_t version, const struct paper *preview)
{
	struct edit_view v = {
		.kind = e->kind, .organisation = e->organisation.id, .organisation_name = e->organisation.short_name, .body = body,
		.version = version, .last = template_last(req_tx(r), e->organisation.id, letter_kinds[e->kind].word), .preview = preview,
	};
	struct letters_group *groups;
	list_musts(r->mem, &v);
	list_keys(r->mem, &v);
	list_parts(r->mem, &v);
	list_versions(r, &v);
	v.n_groups = preview ? letters_groups(r->mem, preview, &groups) : 0;
	v.groups = preview ? groups : NULL;
	letters_edit_kind(r->out, r, &v);
}

static enum err find(struct req *r, struct editing *out)
{
	enum err e = find_kind(r, &out->kind);
	return e ? e : find_organisation(r, &out->organisation);
}

enum err edit_show(struct req *r)
{
	struct editing edit;
	enum err e = find(r, &edit);
	if (e)
		return e;
	int64_t now = texts_version(req_tx(r), edit.organisation.id, edit.kind);
	int64_t version = req_query_int(r, "version", 0, INT64_MAX, now);
	draw(r, &edit, text_of(r, &edit, version), version, NULL);
	return OK;
}

/* ---- trying it out ---- */

/* Facts of a fictional case, in the name of the agency. */
static const json_t *sample_of(struct arena *a, const struct organisation *o)
{
	json_t *facts = json_parse(a, texts_sample());
	const struct { const char *key, *value; } own[] = {
		{ "agency", o->name }, { "agency_short", o->short_name }, { "mark", o->mark }, { "consult_phone", o->phone },
		{ "complain_phone", o->complain_phone }, { "review_body", o->review_body }, { "court", o->court },
		{ "windows", o->windows }, { "address", o->address }, { "hours", o->hours },
	};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (!str_blank(own[i].value))
			json_object_set_new(facts, own[i].key, json_string(own[i].value));
	return facts;
}

static const struct paper *sample_paper(struct req *r, const struct editing *e, const struct template *t)
{
	const char *series = letter_kinds[e->kind].series;
	const char *number = series ? arena_printf(r->mem, "%s%s〔2026〕第000123号", e->organisation.mark, series) : NULL;
	struct paper *p = letters_compose(r->mem, e->kind, t, sample_of(r->mem, &e->organisation), number);
	p->copy_mark = "样张";
	p->made_at = r->now;
	return p;
}

/* What was typed as a template; NULL when something is wrong, which then stands in the request's errors. */
static const struct template *read_typed(struct req *r, const struct editing *e)
{
	struct template_errors errors;
	const struct template *t = template_parse(r->mem, e->body, &errors);
	if (t)
		letters_check_musts(r->mem, e->kind, t, &errors);
	for (size_t i = 0; i < errors.n; i++) {
		const struct template_error *x = &errors.all[i];
		const char *words = x->line ? arena_printf(r->mem, "第 %d 行：%s", x->line, x->words) : x->words;
		form_add_error(r, "body", "", words);
	}
	return errors.n ? NULL : t;
}

static enum err again(struct req *r, const struct editing *e, int64_t base)
{
	draw(r, e, e->body, base, NULL);
	return reply_again(r);
}

/* ---- keeping it ---- */

struct saving {
	const struct req *r;
	const struct editing *edit;
	int64_t base; /* the newest version that the person had seen */
};

static enum err save(struct tx *t, void *arg)
{
	const struct saving *s = arg;
	const struct editing *e = s->edit;
	const char *kind = letter_kinds[e->kind].word;
	if (template_last(t, e->organisation.id, kind) != s->base)
		return fail_field(t, "body", "刚才有人保存了新的一版，您的修改还在下面，没有保存。请对照版本记录后再保存");
	template_add(t, e->organisation.id, kind, s->base + 1, e->body, s->r->who.name);
	audit_add(t, &s->r->who, *e->body ? "改文书模板" : "文书改回通用文本",
		  arena_printf(t->mem, "机构 %lld %s 文书 %s", (long long)e->organisation.id, e->organisation.name, letter_kinds[e->kind].title),
		  arena_printf(t->mem, "第 %lld 版", (long long)s->base + 1));
	tx_touch(t, TOPIC_SETTINGS);
	return t->failed;
}

static enum err keep(struct req *r, const struct editing *edit, int64_t base)
{
	struct saving s = { r, edit, base };
	int64_t now = texts_version(req_tx(r), edit->organisation.id, edit->kind);
	const char *title = letter_kinds[edit->kind].title, *own_of = edit->organisation.short_name;
	bool same = *edit->body ? str_eq(edit->body, text_of(r, edit, now)) : !now;
	enum err e = same ? OK : req_write(r, save, &s);
	if (e && form_take_fault(r))
		return again(r, edit, base);
	if (e)
		return e;
	if (same)
		reply_say(r, "没有改动，%s用的还是原来的文字。", title);
	else if (*edit->body)
		reply_say(r, "已保存。%s从现在起用新的文字发出%s，以前发出的不变。", own_of, title);
	else
		reply_say(r, "%s的%s改回了通用文本，以前发出的不变。", own_of, title);
	return reply_redirect(r, "/admin/letters/%s?organisation=%lld", letter_kinds[edit->kind].word, (long long)edit->organisation.id);
}

enum err edit_take(struct req *r)
{
	struct editing edit;
	int64_t base = 0;
	enum err e = find(r, &edit);
	if (e)
		return e;
	if (!num_parse(req_field(r, "last"), 0, INT64_MAX, &base))
		return fail(r, ERR_BAD_INPUT, "页面已经过期，请重新打开。");
	const char *deed = req_field(r, "do");
	edit.body = as_kept(r->mem, req_field(r, "body"));
	if (!*edit.body && str_eq(deed, "save"))
		return keep(r, &edit, base);
	const struct template *t = read_typed(r, &edit);
	if (!t)
		return again(r, &edit, base);
	if (str_eq(deed, "save"))
		return keep(r, &edit, base);
	if (str_eq(deed, "pdf"))
		return print_draw(r, sample_paper(r, &edit, t));
	draw(r, &edit, edit.body, base, sample_paper(r, &edit, t));
	return OK;
}
