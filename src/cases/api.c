/* Own cases as JSON, for the applicant's own programs and for the mini-program of a place. */
#include "cases/hall.h"

enum { CASES_A_PAGE = 50 };

static const struct shape moment_shape = { "Moment", {
	{ "what", 's', .help = "what happened, or what comes next" },
	{ "at", 's', .optional = true, .help = "when; of what comes next the last day, when there is one" },
	{ "by", 's', .help = "the organisation, the applicant or the system" },
	{ "reason", 's', .help = "words for the applicant" },
	{ "tone", 's', .help = "held: a clock stands still; next: has not happened" } } };

static const struct shape letter_shape = { "CaseLetter", {
	{ "id", 'd' }, { "title", 's' }, { "number", 's', .help = "empty when the kind carries none" },
	{ "issued_at", 's' }, { "ready", 'b', .help = "its PDF has been made" } } };

#define SUMMARY { "id", 'd' }, { "number", 's', .help = "empty before submission" }, \
	{ "item", 's', .help = "name of the service item" }, \
	{ "agency", 's' }, { "state", 's', .help = "stable word" }, { "state_name", 's', .help = "Chinese" }, \
	{ "due", 's', .optional = true, .help = "last day of the running clock, yyyy-mm-dd" }, \
	{ "next", 's', .help = "what comes next" }, { "submitted_at", 's', .optional = true }

static const struct shape summary_shape = { "CaseSummary", { SUMMARY } };
const struct shape api_case_shape = { "Case", {
	SUMMARY, { "timeline", 'a', &moment_shape }, { "letters", 'a', &letter_shape } } };
const struct shape api_cases_shape = { "Cases", {
	{ "cases", 'a', &summary_shape }, { "before", 'd', .optional = true, .help = "for the next page: ?before=" } } };

struct summary {
	int64_t id, due_day, submitted_at;
	const char *number, *item, *agency, *state;
};

static void write_summary(struct json_out *j, struct arena *a, const struct summary *s)
{
	const struct state_row *state = &states[state_by_word(s->state)];
	json_key(j, "id");
	json_id(j, s->id);
	json_member_text(j, "number", s->number);
	json_member_text(j, "item", s->item);
	json_member_text(j, "agency", s->agency);
	json_member_text(j, "state", state->word);
	json_member_text(j, "state_name", state->public_name);
	json_member_text(j, "due", s->due_day ? day_iso(a, s->due_day) : NULL);
	json_member_text(j, "next", str_or_empty(state->next));
	json_member_text(j, "submitted_at", s->submitted_at ? day_instant(a, s->submitted_at) : NULL);
}

enum err api_my_cases(struct req *r)
{
	struct my_case_row *rows;
	int64_t before = req_query_int(r, "before", 1, INT64_MAX, INT64_MAX);
	size_t n = my_cases_before(req_tx(r), r->who.id, before, CASES_A_PAGE + 1, &rows);
	bool more = n > CASES_A_PAGE;
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	json_key(&j, "cases");
	json_open(&j, '[');
	for (size_t i = 0; i < n - more; i++) {
		const struct my_case_row *c = &rows[i];
		json_open(&j, '{');
		struct summary s = { c->id, c->due_day, c->submitted_at, c->number, c->item_name, c->agency, c->state };
		write_summary(&j, r->mem, &s);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	if (more) {
		json_key(&j, "before");
		json_id(&j, rows[CASES_A_PAGE - 1].id);
	}
	json_close(&j, '}');
	return reply_json(r);
}

static void write_timeline(struct json_out *j, struct req *r, const struct case_row *c)
{
	struct moment *line;
	size_t n = case_timeline(req_tx(r), c, false, &line);
	json_key(j, "timeline");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		json_member_text(j, "what", line[i].what);
		json_member_text(j, "at", str_blank(line[i].iso) ? NULL : line[i].iso);
		json_member_text(j, "by", str_or_empty(line[i].by));
		json_member_text(j, "reason", str_or_empty(line[i].reason));
		json_member_text(j, "tone", str_or_empty(line[i].tone));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_letters(struct json_out *j, struct req *r, const struct case_row *c)
{
	struct letter_row_view *letters;
	size_t n = letters_of_case(req_tx(r), c->id, &letters);
	json_key(j, "letters");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		json_key(j, "id");
		json_id(j, letters[i].id);
		json_member_text(j, "title", letters[i].title);
		json_member_text(j, "number", letters[i].number);
		json_member_text(j, "issued_at", day_instant(r->mem, letters[i].issued_at));
		json_member_bool(j, "ready", letters[i].ready);
		json_close(j, '}');
	}
	json_close(j, ']');
}

enum err api_my_case(struct req *r)
{
	struct hall_case c;
	enum err e = hall_load(r, &c);
	if (e)
		return e;
	const struct case_row *row = &c.row;
	struct summary s = { row->id, row->due_day, row->submitted_at, c.number, row->item_name, c.agency.name, row->state };
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	write_summary(&j, r->mem, &s);
	write_timeline(&j, r, &c.row);
	write_letters(&j, r, &c.row);
	json_close(&j, '}');
	return reply_json(r);
}
