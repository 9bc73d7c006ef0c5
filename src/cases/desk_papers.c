/* Papers at a window: which of an item's materials came, as what, and how many originals and copies. */
#include "cases/desk.h"
#include "base/str.h"

enum { SHEETS_MOST = 99 };

const struct choice desk_paper_sources[] = {
	{ "paper", "纸质" }, { "license", "证照共享" }, { "noneed", "本次不需要" }, { NULL, NULL },
};

static const char *need_words(struct arena *mem, const struct material *m)
{
	const char *must_come = str_eq(m->necessity, "1") ? "必需" : str_eq(m->necessity, "3") ? "可后补" : "按情况提供";
	return arena_printf(mem, "%s · 原件 %lld 份，复印件 %lld 份", must_come, (long long)m->originals, (long long)m->copies);
}

struct desk_paper desk_papers_of(struct arena *mem, const struct material *m)
{
	bool shared = *str_or_empty(m->licence) != '\0';
	return (struct desk_paper){
		.no = m->no, .name = m->name, .need = need_words(mem, m), .by_form = m->by_form,
		.originals = m->originals, .copies = m->copies, .source = shared ? "license" : "paper",
		.came = str_eq(m->necessity, "1"),
	};
}

size_t desk_papers_of_case(struct req *r, const struct case_row *c, struct desk_paper **out)
{
	struct material_row *m;
	struct body *b = item_body(req_tx(r), c->item, c->item_version);
	size_t n = material_list(req_tx(r), c->id, &m);
	bool mending = str_eq(c->state, states[STATE_SUPPLEMENT].word);
	size_t n_out = 0;
	*out = arena_array(r->mem, struct desk_paper, n + 1);
	for (size_t i = 0; b && i < n; i++) {
		if (m[i].no < 1 || (size_t)m[i].no > b->n_materials)
			continue;
		struct desk_paper *p = &(*out)[n_out++];
		*p = desk_papers_of(r->mem, &b->materials[m[i].no - 1]);
		bool asked = !str_eq(m[i].source, "noneed");
		p->came = mending ? str_eq(m[i].opinion, "bad") : p->came && asked && !str_eq(p->source, "license");
	}
	return n_out;
}

static const char *posted(struct req *r, int64_t no, const char *what)
{
	return req_field(r, arena_printf(r->mem, "p%lld-%s", (long long)no, what));
}

static bool is_source(const char *word)
{
	for (const struct choice *c = desk_paper_sources; c->word; c++)
		if (str_eq(c->word, word))
			return true;
	return false;
}

static bool read_count(struct req *r, int64_t no, const char *what, int64_t *out)
{
	const char *typed = str_code(r->mem, posted(r, no, what));
	if (!*typed)
		*out = 0;
	return !*typed || num_parse(typed, 0, SHEETS_MOST, out);
}

static const char *read_one(struct req *r, struct desk_paper *p)
{
	p->came = *posted(r, p->no, "came") != '\0';
	p->source = is_source(posted(r, p->no, "source")) ? posted(r, p->no, "source") : "paper";
	bool originals = read_count(r, p->no, "originals", &p->originals), copies = read_count(r, p->no, "copies", &p->copies);
	if (!originals || !copies)
		return "份数请填 0 到 99 的整数";
	return p->came && str_eq(p->source, "paper") && !p->originals && !p->copies ? "请填写收到的份数" : NULL;
}

void desk_papers_keep(struct req *r, struct desk_paper *papers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!papers[i].by_form)
			papers[i].error = read_one(r, &papers[i]);
}

bool desk_papers_read(struct req *r, struct desk_paper *papers, size_t n)
{
	bool right = true;
	desk_papers_keep(r, papers, n);
	for (size_t i = 0; i < n; i++) {
		const struct desk_paper *p = &papers[i];
		if (p->error)
			form_add_error(r, arena_printf(r->mem, "p%lld-originals", (long long)p->no), p->name, p->error);
		right &= !p->error;
	}
	return right;
}

enum err desk_papers_write(struct tx *t, const struct who *who, int64_t case_id, const struct desk_paper *papers, size_t n)
{
	enum err e = OK;
	for (size_t i = 0; i < n && !e; i++) {
		const struct desk_paper *p = &papers[i];
		bool paper = str_eq(p->source, "paper");
		if (p->came && !p->by_form)
			e = case_material_paper(t, who, case_id, p->no, p->source, paper ? p->originals : 0, paper ? p->copies : 0);
	}
	return e;
}
