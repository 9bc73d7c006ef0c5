/* Own cases as JSON, for the applicant's own programs and for the mini-program of a place. */
#include "calendar/pauses.h"
#include "cases/act.h"
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

static const struct shape pause_shape = { "CasePause", {
	{ "from", 's', .help = "yyyy-mm-dd; this day has still counted" },
	{ "to", 's', .optional = true, .help = "the day of the resumption; null while it stands still" } } };

static const struct shape clock_shape = { "CaseClock", {
	{ "kind", 's', .help = "PREREVIEW PAPERS ACCEPT SUPPLEMENT PROMISED STATUTORY SPECIAL HEARING DELIVER" },
	{ "name", 's', .help = "Chinese" }, { "run", 'i', .help = "1; counted up when a clock of this kind starts anew" },
	{ "unit", 's', .help = "wd working days, nd natural days, mo months" }, { "amount", 'i' },
	{ "extended", 'i', .help = "working days that an extension has added" },
	{ "start", 's', .help = "yyyy-mm-dd, day 0" },
	{ "due", 's', .optional = true, .help = "the last day; null while it stands still" },
	{ "running", 'b', .help = "has not stopped; true as well while it stands still" }, { "paused", 'b' },
	{ "pauses", 'a', &pause_shape, .help = "days that do not count" },
	{ "calendar", 's', .help = "version of the calendar by which the last day was counted" } } };

#define SUMMARY { "id", 'd' }, { "number", 's', .help = "empty before submission" }, \
	{ "item", 's', .help = "name of the service item" }, \
	{ "agency", 's' }, { "state", 's', .help = "stable word" }, { "state_name", 's', .help = "Chinese" }, \
	{ "due", 's', .optional = true, .help = "last day of the running clock, yyyy-mm-dd" }, \
	{ "next", 's', .help = "what comes next" }, { "submitted_at", 's', .optional = true }, \
	{ "term_over", 'b', .help = "the applicant's own period has ended" }, \
	{ "extension", 'b', .help = "the periods were extended (行政许可法 art. 42)" }, \
	{ "hearing", 's', .help = "empty, or told (an answer is awaited), asked, waived, held" }, \
	{ "withdrawal", 'b', .help = "the applicant has asked to withdraw" }

static const struct shape summary_shape = { "CaseSummary", { SUMMARY } };
const struct shape api_case_shape = { "Case", {
	SUMMARY, { "clocks", 'a', &clock_shape, .help = "oldest first" }, { "timeline", 'a', &moment_shape }, { "letters", 'a', &letter_shape } } };
const struct shape api_cases_shape = { "Cases", {
	{ "cases", 'a', &summary_shape }, { "before", 'd', .optional = true, .help = "for the next page: ?before=" } } };

static void write_summary(struct json_out *j, struct tx *t, const struct case_row *c, const char *agency)
{
	const struct state_row *state = &states[state_by_word(c->state)];
	const struct case_next next = case_next(t, c);
	json_key(j, "id");
	json_id(j, c->id);
	json_member_text(j, "number", c->number);
	json_member_text(j, "item", c->item_name);
	json_member_text(j, "agency", agency);
	json_member_text(j, "state", state->word);
	json_member_text(j, "state_name", state->public_name);
	json_member_text(j, "due", next.day ? day_iso(t->mem, next.day) : NULL);
	json_member_text(j, "next", next.words);
	json_member_text(j, "submitted_at", c->submitted_at ? day_instant(t->mem, c->submitted_at) : NULL);
	json_member_bool(j, "term_over", c->term_over);
	json_member_bool(j, "extension", str_eq(c->extension, "granted")); /* that it was asked for stays inside */
	json_member_text(j, "hearing", c->hearing);
	json_member_bool(j, "withdrawal", str_eq(c->withdrawal, "asked"));
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
		const struct case_row c = hall_case_of(&rows[i]);
		json_open(&j, '{');
		write_summary(&j, req_tx(r), &c, rows[i].agency);
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

static void write_pauses(struct json_out *j, struct arena *a, const char *pauses)
{
	struct pause *all;
	size_t n = pauses_read(a, pauses, &all);
	json_key(j, "pauses");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		json_member_text(j, "from", day_iso(a, all[i].from));
		json_member_text(j, "to", all[i].to == CLOCK_OPEN ? NULL : day_iso(a, all[i].to));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_clocks(struct json_out *j, struct tx *t, int64_t case_id)
{
	struct clock_row *all;
	size_t n = clock_list(t, case_id, &all);
	json_key(j, "clocks");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		const struct clock_row *k = &all[i];
		json_open(j, '{');
		json_member_text(j, "kind", k->kind);
		json_member_text(j, "name", clocks_name(k->kind));
		json_member_int(j, "run", k->run);
		json_member_text(j, "unit", k->unit);
		json_member_int(j, "amount", k->amount);
		json_member_int(j, "extended", k->extended);
		json_member_text(j, "start", day_iso(t->mem, k->start_day));
		json_member_text(j, "due", k->paused ? NULL : day_iso(t->mem, k->due_day));
		json_member_bool(j, "running", !k->stopped_at);
		json_member_bool(j, "paused", k->paused && !k->stopped_at);
		write_pauses(j, t->mem, k->pauses);
		json_member_text(j, "calendar", k->calendar_version);
		json_close(j, '}');
	}
	json_close(j, ']');
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
	size_t n = letters_of_case(req_tx(r), c->id, &r->who, &letters);
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
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	write_summary(&j, req_tx(r), &c.row, c.agency.name);
	write_clocks(&j, req_tx(r), c.row.id);
	write_timeline(&j, r, &c.row);
	write_letters(&j, r, &c.row);
	json_close(&j, '}');
	return reply_json(r);
}
