/* A hearing before a refusal (行政许可法 art. 47): the applicant says within five working days whether they want one. */
#include "cases/hall.h"
#include "cases/hall_hearing.html.h"

/* What can be answered; do: word of the form. */
static const struct answer_kind {
	const char *word, *state;
	enum case_action action;
} answers[] = {
	{ "ask", "asked", ACT_ASK_HEARING }, { "waive", "waived", ACT_WAIVE_HEARING },
};

static const struct answer_kind *answer_by_word(const char *word)
{
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (str_eq(answers[i].word, word))
			return &answers[i];
	return NULL;
}

enum err hall_hearing(struct req *r)
{
	struct hall_case c;
	struct event_row told;
	enum err e = hall_load(r, &c);
	if (e)
		return e;
	if (!hall_may_be_heard(&c.row) || !event_last(req_tx(r), c.row.id, actions[ACT_TELL_HEARING].word, &told))
		return fail(r, ERR_CONFLICT, "这个办件现在不需要您决定是否听证。");
	const struct answer_kind *chosen = answer_by_word(req_query(r, "do"));
	const char *basis = json_get_text(json_parse(r->mem, told.payload), "basis");
	cases_hall_hearing(r->out, r, &c, told.reason, basis, chosen ? chosen->word : "", chosen && chosen->action == ACT_ASK_HEARING);
	return OK;
}

enum err hall_hearing_answer(struct req *r)
{
	struct hall_case c;
	int64_t seen = -1;
	enum err e = hall_load(r, &c);
	if (e)
		return e;
	const struct answer_kind *chosen = answer_by_word(req_field(r, "do"));
	if (!chosen || !num_parse(req_field(r, "seen"), 0, INT64_MAX, &seen))
		return fail(r, ERR_BAD_INPUT, "页面不完整，请返回刷新后再提交。");
	if (!str_eq(c.row.hearing, chosen->state)) /* else pressed twice: it is done, as was wanted */
		e = hall_act(r, c.row.id, chosen->action, seen, "");
	if (e)
		return e;
	reply_say(r, "%s", actions[chosen->action].say);
	return reply_redirect(r, "/my/cases/%lld", (long long)c.row.id);
}
