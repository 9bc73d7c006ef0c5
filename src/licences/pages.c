/* Licences as people meet them: anybody who holds one in the hand checks it. Holders find their own in the
 * catalogue's pages, which know how one is renewed. */
#include "licences/licences_private.h"
#include "base/check.h"
#include "base/str.h"
#include "letters/letters.h"
#include "licences/verify.html.h"
#include "web/parts.h"
#include <string.h>

enum { TYPED_MOST = 200 };

/* People write the brackets of a number in many ways. */
static const char *with_brackets(struct arena *a, const char *code)
{
	static const struct { char typed; const char *meant; } brackets[] = {
		{ '(', "〔" }, { '[', "〔" }, { ')', "〕" }, { ']', "〕" },
	};
	const char *done = "";
	for (; *code; code++) {
		const char *meant = NULL;
		for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
			meant = brackets[i].typed == *code ? brackets[i].meant : meant;
		done = meant ? arena_printf(a, "%s%s", done, meant) : arena_printf(a, "%s%c", done, *code);
	}
	return done;
}

/* A number or an identifier, with or without its root; 0 also for what can be neither. */
static int64_t id_of(struct req *r, const char *typed)
{
	if (str_length(typed) > TYPED_MOST)
		return 0;
	const char *code = with_brackets(r->mem, str_code(r->mem, typed));
	if (!str_starts(code, CHECK_LICENCE_ROOT) && !check_licence(code))
		code = arena_printf(r->mem, CHECK_LICENCE_ROOT "%s", code);
	return licence_id_by_code(req_tx(r), code);
}

/* An enterprise's name is public, a person's is not: 王*岚. */
static const char *holder_shown(struct req *r, const struct licence_row *l)
{
	const char *certificate = secret_unseal(r->site->secret, r->mem, l->holder_certificate);
	if (certificate && !check_uscc(certificate))
		return l->holder;
	return str_masked(r->mem, l->holder, 1, str_length(l->holder) > 2);
}

static enum err verify(struct req *r)
{
	const char *typed = req_query(r, "number");
	struct licence_row row;
	struct licences_found found;
	bool asked = !str_blank(typed), is_found = asked && licence_by_id(req_tx(r), id_of(r, typed), &row);
	if (is_found) {
		found.view = licences_view(r->mem, &row, r->today);
		found.view.holder = holder_shown(r, &row);
		found.issued = day_words(r->mem, row.issued_day);
		found.tone = found.view.in_force ? "good" : "stop";
		found.icon = found.view.in_force ? "check" : "warning";
	}
	licences_verify(r->out, r, str_shorten(r->mem, typed, TYPED_MOST), asked, is_found ? &found : NULL);
	return OK;
}

static enum err open_licence(struct req *r)
{
	struct licence_row l;
	if (!licence_by_id(req_tx(r), req_param_id(r, "id"), &l) || !letters_visible(&r->who, l.account, l.organisation))
		return fail(r, ERR_NOT_FOUND, "没有这份证照，或者它不是发给您的。");
	return reply_redirect(r, "/letters/%lld", (long long)l.letter);
}

static const struct route routes[] = {
	{ GET, "/verify", verify, ANYONE, .help = "whether a licence is genuine and in force, by its number or identifier" },
	{ GET, "/licences/:id", open_licence, APPLICANT | STAFF(ANY_ROLE), .help = "leads to the licence's letter" },
	{ 0 },
};

const struct room licences_room = { .name = "licences", .routes = routes, .statements = { &licences_sql } };
