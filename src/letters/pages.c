/* Letters as people get them: the file, the same words as a page, and the list on a case. */
#include "letters/letters_private.h"
#include "base/str.h"
#include "jobs/jobs.h"
#include "letters/rows.html.h"
#include "letters/text.html.h"
#include "web/parts.h"

/* The same words for a letter that does not exist and for somebody else's. */
static enum err find(struct req *r, struct letter_row *out)
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

static enum err show_file(struct req *r)
{
	struct letter_row l;
	enum err e = find(r, &l);
	if (e)
		return e;
	const char *title = title_of(r, &l);
	if (l.file)
		return reply_file(r, l.file, "application/pdf", arena_printf(r->mem, "%s%s.pdf", title, str_or_empty(l.number)), false);
	web_wait(r->out, r, arena_printf(r->mem, "正在生成%s", title), r->path);
	reply_wait(r, 2);
	return OK;
}

static enum err show_text(struct req *r)
{
	struct letter_row l;
	enum err e = find(r, &l);
	if (e)
		return e;
	const struct paper *p = letters_paper(r->mem, &l);
	if (!p)
		return fail(r, ERR_INTERNAL, "the facts of letter %lld cannot be read", (long long)l.id);
	struct letters_group *groups;
	size_t n = letters_groups(r->mem, p, &groups);
	letters_text(r->out, r, l.id, p, groups, n);
	return OK;
}

void letters_list(struct out *o, struct req *r, int64_t case_id)
{
	struct letter_row_view *views;
	size_t n = letters_of_case(req_tx(r), case_id, &views);
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
	{ 0 },
};

static const struct job_kind jobs[] = {
	{ "letter", letters_make },
	{ 0 },
};

const struct room letters_room = { .name = "letters", .routes = routes, .statements = { &letters_sql }, .jobs = jobs };
