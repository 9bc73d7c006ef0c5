/* Letters as people get them: the file, the same words as a page, and the list on a case. */
#include "letters/letters_private.h"
#include "base/str.h"
#include "jobs/jobs.h"
#include "letters/rows.html.h"
#include "letters/text.html.h"
#include "web/parts.h"

/* The same words for a letter that does not exist and for somebody else's. */
enum err letters_find(struct req *r, struct letter_row *out)
{
	struct letter_row row;
	if (!letter_by_id(req_tx(r), req_param_id(r, "id"), &row) || !letters_visible(&r->who, row.account, row.organisation))
		return fail(r, ERR_NOT_FOUND, "没有这份文书，或者它不是发给您的。");
	*out = row;
	return OK;
}

static const char *title_of(struct req *r, const struct letter_row *l)
{
	return letters_title(r->mem, letters_kind_by_word(l->kind), letters_facts(r->mem, l));
}

const char *letters_file_name(struct req *r, const struct letter_row *l)
{
	return arena_printf(r->mem, "%s%s.pdf", title_of(r, l), str_or_empty(l->number));
}

static enum err show_file(struct req *r)
{
	struct letter_row l;
	enum err e = letters_find(r, &l);
	if (e)
		return e;
	if (l.file)
		return reply_file(r, l.file, "application/pdf", letters_file_name(r, &l), false);
	web_wait(r->out, r, arena_printf(r->mem, "正在生成%s", title_of(r, &l)), r->path);
	reply_wait(r, 2);
	return OK;
}

static enum err show_text(struct req *r)
{
	struct letter_row l;
	enum err e = letters_find(r, &l);
	if (e)
		return e;
	struct text_view v = { .id = l.id, .paper = letters_paper(req_tx(r), &l) };
	if (!v.paper)
		return fail(r, ERR_INTERNAL, "the facts or the wording of letter %lld cannot be read", (long long)l.id);
	struct letters_group *groups;
	struct print_line *prints;
	v.n = letters_groups(r->mem, v.paper, &groups);
	v.groups = groups;
	v.n_prints = r->who.kind == WHO_STAFF ? print_lines(r, l.id, &prints) : 0;
	v.prints = v.n_prints ? prints : NULL;
	letters_text(r->out, r, &v);
	return OK;
}

void letters_list(struct out *o, struct req *r, int64_t case_id)
{
	struct letter_row_view *views;
	size_t n = letters_of_case(req_tx(r), case_id, &r->who, &views);
	struct letters_line *lines = arena_array(r->mem, struct letters_line, n);
	for (size_t i = 0; i < n; i++)
		lines[i] = (struct letters_line){
			views[i].id, views[i].title, views[i].number,
			day_words(r->mem, day_of_ms(views[i].issued_at, DAY_ZONE_CHINA)), views[i].ready,
		};
	letters_rows(o, lines, n);
}

static const struct route routes[] = {
	{ GET, "/letters/:id", show_file, APPLICANT | STAFF(ANY_ROLE), .help = "an official letter as PDF; a waiting page while it is made" },
	{ GET, "/letters/:id/text", show_text, APPLICANT | STAFF(ANY_ROLE), .help = "the same words as a page, for screen readers" },
	{ POST, "/letters/:id/print", print_letter, APPLICANT | STAFF(ANY_ROLE), .body = KB(4),
	  .help = "prints it: the original the first time, marked copies afterwards; every print is recorded" },
	{ GET, "/admin/letters", edit_list, STAFF(ROLE_ADMIN), .help = "which letters an organisation words itself" },
	{ GET, "/admin/letters/:kind", edit_show, STAFF(ROLE_ADMIN), .help = "the wording of one kind of letter" },
	{ POST, "/admin/letters/:kind", edit_take, STAFF(ROLE_ADMIN), .body = KB(256), .help = "previews or saves it" },
	{ 0 },
};

static const struct job_kind jobs[] = {
	{ "letter", letters_make },
	{ 0 },
};

const struct room letters_room = { .name = "letters", .routes = routes, .statements = { &letters_sql }, .jobs = jobs };
