#include "calendar/working_days.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "calendar/working_days.html.h"
#include <string.h>

enum { API_PAUSES = 50, YEARS_NAMED = 3 };

static const struct choice units[] = {
	{ "wd", "工作日" }, { "nd", "日（自然日）" }, { "mo", "月" }, { "h", "小时" }, { 0 },
};

static const struct field start_field = { .name = "start", .label = "从哪天开始", .kind = FIELD_DATE, .required = true,
					  .hint = "例如受理那天；第二天起算" };
static const struct field time_field = { .name = "time", .label = "几点几分开始", .kind = FIELD_TEXT,
					 .hint = "只有按小时算才填，例如 09:30" };
static const struct field amount_field = { .name = "amount", .label = "多长", .kind = FIELD_TEXT, .required = true,
					   .hint = "例如 20；延期 10 个工作日的写 20+10" };
static const struct field unit_field = { .name = "unit", .label = "按什么算", .kind = FIELD_CHOICE, .required = true, .choices = units,
					 .hint = "行政许可的期限按工作日" };

static const char *query_or(struct req *r, const char *name, const char *otherwise)
{
	const char *typed = req_query(r, name);
	return *typed ? typed : otherwise;
}

/* Of a query, what was typed; the words of an error are looked up by the field's name. */
static struct field_view view_of(struct req *r, const struct field *f, const char *otherwise)
{
	return form_view(r, f, query_or(r, f->name, otherwise));
}

static struct field_view pause_view(struct req *r, const char *name, size_t number, const char *label)
{
	const struct field f = { .name = arena_printf(r->mem, "%s%zu", name, number), .kind = FIELD_DATE,
				 .label = arena_printf(r->mem, "第 %zu 次%s", number, label) };
	return view_of(r, &f, "");
}

static void fill_form(struct req *r, struct working_days_view *v)
{
	v->start = view_of(r, &start_field, day_iso(r->mem, r->today));
	v->time = view_of(r, &time_field, "");
	v->time.width = "w-short";
	v->amount = view_of(r, &amount_field, "");
	v->amount.width = "w-short";
	v->unit = view_of(r, &unit_field, "wd");
	for (size_t i = 0; i < WORKING_DAYS_PAUSES; i++) {
		v->from[i] = pause_view(r, "from", i + 1, "暂停");
		v->to[i] = pause_view(r, "to", i + 1, "恢复");
		v->has_pauses |= *v->from[i].value || *v->to[i].value;
	}
}

/* Lines in which nothing stands are no pauses; where the others come from is kept in `numbers`. */
static size_t typed_pauses(struct req *r, struct ask_pause out[WORKING_DAYS_PAUSES], size_t numbers[WORKING_DAYS_PAUSES])
{
	size_t n = 0;
	for (size_t i = 1; i <= WORKING_DAYS_PAUSES; i++) {
		const char *from = str_trim(r->mem, req_query(r, arena_printf(r->mem, "from%zu", i)));
		const char *to = str_trim(r->mem, req_query(r, arena_printf(r->mem, "to%zu", i)));
		if (!*from && !*to)
			continue;
		numbers[n] = i;
		out[n++] = (struct ask_pause){ from, to };
	}
	return n;
}

static const char *label_of(const char *field)
{
	static const struct field *const all[] = { &start_field, &amount_field, &unit_field };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_eq(all[i]->name, field))
			return all[i]->label;
	return str_starts(field, "from") ? "暂停" : "恢复";
}

/* An error about the n-th pause goes to the line in which that pause stands. */
static void add_errors(struct req *r, const struct ask_error *errors, size_t n, const size_t numbers[WORKING_DAYS_PAUSES])
{
	for (size_t i = 0; i < n; i++) {
		int64_t number;
		const char *field = errors[i].field, *digit = field + strcspn(field, "0123456789");
		if (num_parse(digit, 1, WORKING_DAYS_PAUSES, &number))
			field = arena_printf(r->mem, "%s%zu", str_starts(field, "from") ? "from" : "to", numbers[number - 1]);
		form_add_error(r, field, label_of(field), errors[i].words);
	}
}

static bool read_query(struct req *r, struct ask *out)
{
	struct ask_pause pauses[WORKING_DAYS_PAUSES];
	size_t numbers[WORKING_DAYS_PAUSES];
	struct ask_error *errors;
	const char *start = str_trim(r->mem, req_query(r, "start")), *time = str_trim(r->mem, req_query(r, "time"));
	const char *unit = query_or(r, "unit", "wd");
	if (*time && str_eq(unit, "h"))
		start = arena_printf(r->mem, "%sT%s", start, time);
	const struct ask_words words = { start, str_trim(r->mem, req_query(r, "amount")), unit, pauses, typed_pauses(r, pauses, numbers) };
	size_t n = ask_read(r->mem, &words, out, &errors);
	add_errors(r, errors, n, numbers);
	return n == 0;
}

/* The years that make the answer provisional, the first few of them. */
static const char *unpublished_years(struct arena *a, const struct calendar *cal, int64_t from, int64_t to)
{
	const char *words = "";
	int named = 0;
	for (int year = day_to_ymd(from).year, last = day_to_ymd(to).year; year <= last && named <= YEARS_NAMED; year++)
		if (!calendar_is_published(cal, year) && named++ < YEARS_NAMED)
			words = arena_printf(a, "%s%s%d", words, *words ? "、" : "", year);
	return named > YEARS_NAMED ? arena_printf(a, "%s 等", words) : words;
}

static const char *question_of(struct arena *a, const struct ask *k)
{
	const struct clock_term *t = &k->term;
	const char *day = arena_printf(a, "%s（%s）", day_words(a, t->start_day), day_weekday_name(t->start_day));
	const char *extended = t->extended ? arena_printf(a, "，延期 %lld 个工作日", (long long)t->extended) : "";
	return arena_printf(a, "从 %s起 %lld %s%s", day, (long long)t->amount, clock_unit_name(t->unit), extended);
}

static void fill_answer(struct req *r, const struct calendar *cal, const struct ask *k, struct working_days_view *v)
{
	bool hours = k->term.unit == CLOCK_HOUR;
	int64_t due_day = v->answer.due_day;
	v->answered = true;
	v->question = question_of(r->mem, k);
	if (v->answer.paused) {
		const char *unit = k->term.unit == CLOCK_MONTH ? "日" : clock_unit_name(k->term.unit);
		v->left = arena_printf(r->mem, "%s %s", v->answer.left, unit);
	} else {
		const char *time = hours ? strchr(v->answer.due, 'T') + 1 : "";
		v->due = arena_printf(r->mem, "%s%s%s", day_words(r->mem, due_day), hours ? " " : "", time);
		v->weekday = day_weekday_name(due_day);
		v->unpublished = v->answer.provisional ? unpublished_years(r->mem, cal, k->term.start_day, due_day) : "";
	}
	if (hours)
		return;
	v->steps = clock_explain(r->mem, cal, &k->term, k->pauses, k->n, WORKING_DAYS_STEPS, &v->n);
	v->cut = v->n == WORKING_DAYS_STEPS && (v->answer.paused || v->steps[v->n - 1].day < due_day);
}

enum err working_days_page(struct req *r)
{
	struct working_days_view v = { .due = "", .unpublished = "" };
	struct ask k;
	bool asked = *req_query(r, "start") || *req_query(r, "amount");
	if (asked && read_query(r, &k)) {
		const struct calendar *cal = calendar_of(req_tx(r));
		if (!cal)
			return r->fault->code;
		v.answer = ask_answer(r->mem, cal, &k);
		if (v.answer.wrong)
			form_add_error(r, "amount", amount_field.label, v.answer.wrong);
		else
			fill_answer(r, cal, &k, &v);
	}
	fill_form(r, &v);
	calendar_working_days(r->out, r, &v);
	return r->n_errors ? reply_again(r) : OK;
}

static const struct shape day_shape = { "CountedDay", {
	{ "date", 's' }, { "counted", 'i', .help = "which one of the days that count; 0: it does not" },
	{ "why", 's', .help = "in Chinese" },
} };
const struct shape working_days_shape = { "WorkingDays", {
	{ "due", 's', .optional = true, .help = "the last day, for hours the minute; null while paused" }, { "paused", 'b' },
	{ "left", 's', .help = "while paused what is left, in the unit (days for months); 5+10: with 10 working days of an extension" },
	{ "provisional", 'b', .help = "a year on the way has no published notice: the day may move" },
	{ "calendar", 's', .help = "version of the calendar" },
	{ "days", 'a', &day_shape, .help = "the first 400; none for hours" },
} };
const struct shape working_days_query = { "WorkingDaysQuery", {
	{ "start", 's', .help = "yyyy-mm-dd; today when nothing is said; for hours yyyy-mm-ddThh:mm" },
	{ "amount", 's', .help = "a number, or 20+10 with an extension; 0 when nothing is said" },
	{ "unit", 's', .help = "wd, nd, mo or h; wd when nothing is said" },
	{ "pauses", 's', .help = "from/to,from/to…; a pause without an end: from/" },
} };

/* from/to,from/to…; NULL, or what is wrong. */
static const char *read_pauses(struct arena *a, const char *text, struct ask_pause out[API_PAUSES], size_t *out_n)
{
	char *rest = *text ? arena_strdup(a, text) : NULL;
	const char *wrong = NULL;
	*out_n = 0;
	for (char *one; !wrong && (one = strsep(&rest, ","));) {
		if (*out_n == API_PAUSES)
			return arena_printf(a, "暂停最多 %d 次", API_PAUSES);
		wrong = ask_pause_cut(a, one, &out[(*out_n)++]);
	}
	return wrong;
}

static void write_answer(struct json_out *j, const struct calendar *cal, const struct ask *k, const struct ask_answer *answer)
{
	size_t n = 0;
	struct arena *a = j->o->mem;
	const struct clock_step *steps = k->term.unit == CLOCK_HOUR ? NULL :
					 clock_explain(a, cal, &k->term, k->pauses, k->n, WORKING_DAYS_STEPS, &n);
	json_open(j, '{');
	json_member_text(j, "due", answer->paused ? NULL : answer->due);
	json_member_bool(j, "paused", answer->paused);
	json_member_text(j, "left", answer->left);
	json_member_bool(j, "provisional", answer->provisional);
	json_member_text(j, "calendar", calendar_version(cal));
	json_key(j, "days");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		json_member_text(j, "date", day_iso(a, steps[i].day));
		json_member_int(j, "counted", steps[i].counted);
		json_member_text(j, "why", steps[i].why);
		json_close(j, '}');
	}
	json_close(j, ']');
	json_close(j, '}');
}

enum err working_days_api(struct req *r)
{
	struct ask_pause pauses[API_PAUSES];
	struct ask_error *errors;
	struct ask k;
	struct ask_words words = { query_or(r, "start", day_iso(r->mem, r->today)), query_or(r, "amount", "0"), query_or(r, "unit", "wd"),
				   pauses, 0 };
	const char *wrong = read_pauses(r->mem, req_query(r, "pauses"), pauses, &words.n);
	if (wrong)
		return fail(r, ERR_BAD_INPUT, "pauses：%s", wrong);
	if (ask_read(r->mem, &words, &k, &errors))
		return fail(r, ERR_BAD_INPUT, "%s：%s", errors[0].field, errors[0].words);
	const struct calendar *cal = calendar_of(req_tx(r));
	if (!cal)
		return r->fault->code;
	struct ask_answer answer = ask_answer(r->mem, cal, &k);
	if (answer.wrong)
		return fail(r, ERR_BAD_INPUT, "%s", answer.wrong);
	struct json_out j = json_begin(r->out);
	write_answer(&j, cal, &k, &answer);
	return reply_json(r);
}
