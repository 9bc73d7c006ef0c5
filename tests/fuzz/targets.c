/* Fuzz targets: every parser that reads what comes from outside, one function each; -DTARGET=name chooses it. What a parser
 * has let through must hold what its header says, else must() stops the run. */
#include "base/check.h"
#include "base/day.h"
#include "base/json.h"
#include "base/out.h"
#include "base/str.h"
#include "calendar/ask.h"
#include "calendar/calendar_import.h"
#include "catalogue/body.h"
#include "catalogue/stars.h"
#include "letters/fill.h"
#include "search/synonyms.h"
#include "transfer/import_private.h"
#include "transfer/province.h"
#include "web/web_private.h"
#include "web/form.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static inline bool is_utf8(const char *s)
{
	return str_valid_utf8(s, strlen(s));
}

/* Escapers: nothing that ends the place where the text stands gets through, and JSON gives the same text again. */
static inline void escape(struct arena *a, const char *text)
{
	struct out o;
	out_init(&o, a, MB(8));
	out_text_str(&o, text);
	must(!strpbrk(out_str(&o), "<>"));
	out_clear(&o);
	out_attr_str(&o, text);
	must(!strpbrk(out_str(&o), "<>\""));
	out_clear(&o);
	out_part_str(&o, text);
	must(!strpbrk(out_str(&o), "<>\"'&?#/% \n") || strchr(out_str(&o), '%'));
	out_clear(&o);
	out_url_str(&o, text);
	must(!strpbrk(out_str(&o), "<>\""));
	out_clear(&o);
	out_raw(&o, "[");
	out_json_str(&o, text);
	out_raw(&o, "]");
	json_t *v = json_parse(a, out_str(&o));
	must(v && str_eq(json_string_value(json_array_get(v, 0)), text));
	out_release(&o);
}

static inline void fuzz_text(struct arena *a, const char *text, size_t n)
{
	int64_t v, day;
	if (num_parse(text, -1000000, 1000000, &v))
		must(v >= -1000000 && v <= 1000000);
	if (day_parse(text, &day))
		must(str_eq(day_iso(a, day), text));
	size_t characters = 0;
	for (const char *p = text; str_next(&p);)
		must(++characters <= n);
	if (!str_valid_utf8(text, n))
		return;
	must(str_length(text) <= n);
	must(is_utf8(str_trim(a, text)) && is_utf8(str_code(a, text)) && is_utf8(str_shorten(a, text, 7)));
	must(is_utf8(str_masked(a, text, 6, 4)) && str_length(str_shorten(a, text, 7)) <= 8);
	escape(a, text);
}

static inline void fuzz_check(struct arena *a, const char *text, size_t n)
{
	if (!str_valid_utf8(text, n))
		return;
	for (size_t i = 0; check_at(i); i++) {
		const char *wrong = check_value(a, check_at(i), text);
		must(!wrong || *wrong);
		must(!wrong || is_utf8(wrong));
	}
}

static inline void fuzz_calendar(struct arena *a, const char *text, size_t n)
{
	struct fault f = { 0 };
	struct calendar_row *rows;
	size_t n_rows;
	(void)n;
	if (calendar_read(a, text, &f, &rows, &n_rows) != OK) {
		must((f.code == ERR_BAD_INPUT || f.code == ERR_TOO_LARGE) && *f.words);
		return;
	}
	struct calendar *c = calendar_new(rows, n_rows);
	for (size_t i = 0; i < n_rows; i++) {
		must(calendar_is_working(c, rows[i].day) == (rows[i].kind == CALENDAR_WORK) && *rows[i].name && is_utf8(rows[i].name));
		must(i == 0 || rows[i - 1].day < rows[i].day);
	}
	must(strlen(calendar_version(c)) == 16);
	calendar_free(c);
}

/* start,amount,unit[,from/to]…: an answer is not before its start, and its explanation arrives at it. */
static inline void fuzz_clock(struct arena *a, const char *text, size_t n)
{
	enum { CELLS = 12, FIXED = 3, STEPS = 5000 };
	const char *cells[CELLS] = { "", "", "" };
	struct ask_pause pauses[CELLS];
	struct ask_words words = { .pauses = pauses };
	struct ask_error *errors;
	struct ask k;
	size_t n_cells = 0, n_steps;
	char *rest = arena_strndup(a, text, n);
	for (char *cell; n_cells < CELLS && (cell = strsep(&rest, ","));)
		cells[n_cells++] = cell;
	for (size_t i = FIXED; i < n_cells; i++)
		if (!ask_pause_cut(a, cells[i], &pauses[words.n]))
			words.n++;
	words.start = cells[0], words.amount = cells[1], words.unit = cells[2];
	if (ask_read(a, &words, &k, &errors) > 0) {
		must(*errors[0].field && *errors[0].words);
		return;
	}
	struct calendar *cal = calendar_new(NULL, 0);
	struct ask_answer answer = ask_answer(a, cal, &k);
	must(answer.wrong || answer.paused || (answer.due_day >= k.term.start_day && *answer.due));
	if (!answer.wrong && k.term.unit != CLOCK_HOUR) {
		const struct clock_step *s = clock_explain(a, cal, &k.term, k.pauses, k.n, STEPS, &n_steps);
		must(answer.paused || n_steps == STEPS || s[n_steps - 1].day == answer.due_day);
	}
	calendar_free(cal);
}

/* An item's body, and a stored form that is judged by it. */
static inline void fuzz_item(struct arena *a, const char *text, size_t n)
{
	(void)n;
	json_t *json = json_parse(a, text);
	if (!json_is_object(json))
		return;
	struct answer *answers;
	size_t missing;
	struct body *b = body_parse(a, json);
	must(b->n_steps > 0 && b->n_modes > 0 && b->n_delivery > 0);
	(void)body_fault(a, b);
	(void)body_promised(a, b);
	const struct star_rules standard = stars_standard(a);
	struct star_step *steps;
	int64_t star = stars_by(&standard, b);
	must(star >= 1 && star <= 5);
	must((stars_missing_by(&standard, a, b, 5, &steps) == 0) == (star == 5));
	const struct form *f = forms_of_item(a, NULL, b->json);
	const struct form_person nobody = { 0 };
	(void)forms_whole(a, f, &nobody, text, &missing);
	(void)forms_answers(a, f, text, true, &answers);
}

static inline void check_pairs(struct arena *a, const struct pairs *p)
{
	static const struct choice choices[] = { { "a", "甲" }, { "b", "乙" }, { 0 } };
	for (size_t i = 0; i < p->n; i++) {
		must(is_utf8(p->all[i].name) && is_utf8(p->all[i].value));
		for (int k = 0; k < FIELD__MAX; k++) {
			const struct field f = { .kind = (enum field_kind)k, .min = 1, .max = 20, .choices = choices };
			const char *kept = NULL;
			int64_t number;
			const char *wrong = form_check(a, &f, p->all[i].value, &kept, &number);
			must(is_utf8(kept) && (!wrong || is_utf8(wrong)));
		}
	}
}

static inline void fuzz_form(struct arena *a, const char *text, size_t n)
{
	struct exchange x = { .req.mem = a };
	x.req.fault = &x.fault;
	enum err e = form_decode(&x, &x.fields, text, n);
	must(e == OK || ((e == ERR_BAD_INPUT || e == ERR_TOO_LARGE) && *x.fault.words));
	must(x.fields.n <= MAX_FIELDS);
	check_pairs(a, &x.fields);
}

static inline void fuzz_route(struct arena *a, const char *text, size_t n)
{
	static const char *const patterns[] = { "/", "/items/:code", "/items/:code/apply", "/a/:b/:c/:d/:e", "/my/cases/:id/files/:file/remove" };
	(void)a;
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		const struct route row = { .path = patterns[i] };
		struct route_param found[ROUTE_PARAMS];
		size_t used = 0;
		if (!route_matches(&row, text, found, &used))
			continue;
		for (size_t k = 0; k < used; k++) {
			must(found[k].value >= text && found[k].value + found[k].value_bytes <= text + n && found[k].value_bytes > 0);
			must(!memchr(found[k].value, '/', found[k].value_bytes));
		}
	}
}

/* Rows of a catalogue file, CSV and JSON alike: each with its line, its cells or its object, or words for what is wrong. */
static inline void fuzz_import(struct arena *a, const char *text, size_t n)
{
	struct fault f = { 0 };
	struct rows rows;
	struct row row;
	int64_t line = 0;
	if (rows_open(a, &f, text, n, &rows) != OK) {
		must(f.code == ERR_BAD_INPUT && *f.words);
		return;
	}
	for (size_t i = 0; i < rows.n_heading; i++)
		must(is_utf8(rows.heading[i]));
	while (rows_next(&rows, a, &row)) {
		must(row.line >= line && (!row.what || (is_utf8(row.what) && *row.mend && *row.column)));
		must(rows.json ? row.what || json_is_object(row.object) : row.cells != NULL);
		line = row.line;
		for (size_t i = 0; row.cells && i < rows.n_heading; i++) {
			must(is_utf8(row.cells[i]));
			(void)import_codes_department(a, row.cells[i]);
			(void)import_codes_fit(a, row.cells[i], import_codes_inside(a, row.cells[i]));
		}
	}
	must(!rows_next(&rows, a, &row));
}

/* The provincial hall's message: services out of any XML or JSON, none of it from elsewhere. */
static inline void fuzz_province(struct arena *a, const char *text, size_t n)
{
	static const char *const lists[][2] = { { "Attrs", "Attr" }, { "Notices", "Notice" }, { "ServiceAccepts", "ServiceAccept" } };
	struct fault f = { 0 };
	json_t *services, *service, *each;
	size_t i, k;
	(void)province_is(text, n);
	if (province_read(a, &f, text, n, &services) != OK) {
		must(f.code == ERR_BAD_INPUT && *f.words);
		return;
	}
	must(json_array_size(services) > 0);
	json_array_foreach(services, i, service) {
		must(json_is_object(service) && is_utf8(province_text(a, service, "ServiceName")));
		for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
			json_array_foreach(province_list(a, service, lists[l][0], lists[l][1]), k, each)
				must(json_is_object(each));
	}
}

/* A wording that an administrator types, filled with facts that are all there, and with none. */
static inline void fuzz_template(struct arena *a, const char *text, size_t n)
{
	struct template_errors errors;
	const struct template *t = template_parse(a, text, &errors);
	(void)n;
	must((t == NULL) == (errors.n > 0));
	for (size_t i = 0; i < errors.n; i++)
		must(errors.all[i].line >= 0 && *errors.all[i].words);
	if (!t)
		return;
	json_t *facts = json_object();
	for (const struct key *k = keys_all; k->key; k++)
		json_object_set_new(facts, k->key, k->kind == KEY_FLAG ? json_true() : json_string("{x}"));
	const struct paper_block *blocks;
	for (int round = 0; round < 2; round++) {
		size_t n_blocks = fill_blocks(a, t, facts, &blocks);
		for (size_t i = 0; i < n_blocks; i++)
			must(blocks[i].table || blocks[i].text);
		must(!n_blocks || blocks[n_blocks - 1].kind != PAPER_HEADING);
		json_object_clear(facts);
	}
	json_decref(facts);
}

/* The first line, and what stands behind it. */
static inline const char *second_part(struct arena *a, const char *text, const char **out_rest)
{
	size_t n = strcspn(text, "\n");
	*out_rest = text[n] ? text + n + 1 : "";
	return arena_strndup(a, text, n);
}

static inline const char *no_label(const void *of, const char *name, const char *value)
{
	(void)of;
	(void)name;
	(void)value;
	return NULL;
}

/* A condition in the first line, answers behind it. */
static inline void fuzz_expr(struct arena *a, const char *text, size_t n)
{
	const char *rest, **names;
	if (!str_valid_utf8(text, strlen(text)))
		return;
	(void)n;
	const char *condition = second_part(a, text, &rest);
	struct expr_fault fault;
	const struct expr *e = expr_parse(a, condition, &fault);
	must(e ? !fault.words : fault.words && fault.at <= str_length(condition));
	const struct expr_scope scope = { NULL, json_parse(a, rest), 0 };
	if (!e)
		return;
	must(is_utf8(expr_value(a, e, &scope)) && is_utf8(expr_words(a, e, no_label, NULL)));
	for (size_t i = 0, all = expr_names(a, e, &names); i < all; i++)
		must(*names[i]);
	json_t *tree = expr_json(e);
	must(tree);
	json_decref(tree);
}

/* A form's definition in the first line, answers behind it: what has no faults comes back from its schema as it went. */
static inline void fuzz_forms(struct arena *a, const char *text, size_t n)
{
	const char *rest, *words;
	struct form_fault *faults;
	struct answer *answers;
	size_t missing;
	const struct form_person nobody = { 0 };
	const json_t *definition = json_parse(a, second_part(a, text, &rest));
	(void)n;
	if (!json_is_array(definition))
		return;
	json_t *body = json_pack("{sO}", "form", definition);
	size_t wrong = forms_faults(a, NULL, body, &faults);
	json_decref(body);
	const struct form *f = forms_parse(a, NULL, definition);
	bool whole = forms_whole(a, f, &nobody, rest, &missing);
	must(whole == !missing);
	for (size_t i = 0, all = forms_answers(a, f, rest, true, &answers); i < all; i++)
		must(is_utf8(answers[i].words) && is_utf8(answers[i].group));
	json_t *back = forms_of_schema(a, forms_schema(a, definition, "", ""), &words);
	must(wrong || !json_array_size(definition) || (back && forms_parse(a, NULL, back)->n_fields == f->n_fields));
}

/* What a visitor types into the search, and what staff paste as synonyms. */
static inline void fuzz_search(struct arena *a, const char *text, size_t n)
{
	static const struct search_text texts[] = { { SEARCH_KEYWORD, "开饭店" }, { SEARCH_CODE, "350205000000019A010000" }, { SEARCH_KEYWORD, "KTV" } };
	static const char *tags[] = { "创业" };
	static const struct search_doc docs[] = {
		{ .id = 1, .weight = 3, .name = "食品经营许可（新办）", .texts = texts, .n_texts = 3, .tags = tags, .n_tags = 1 },
		{ .id = 2, .weight = 2, .name = "长期银行乐行重新登记" }, { .id = 3, .weight = 1, .name = "X 光机 CT 备案" },
	};
	static const struct search_synonym words[] = { { "餐馆", "食品经营" }, { "登记", "备案" } };
	static struct search_segment *segment;
	static struct search_synonyms *synonyms;
	struct search_synonym *read;
	struct search_mark *marks;
	struct search_result r;
	size_t n_read;
	if (!str_valid_utf8(text, n))
		return;
	if (!segment) {
		segment = search_build(docs, sizeof docs / sizeof *docs);
		synonyms = search_synonyms_new(words, sizeof words / sizeof *words);
	}
	const struct search_part part = { segment, NULL };
	struct search_want want = { .words = text, .tag = "", .after = { .rank = -1 }, .most = 2 };
	for (size_t f = 0; f < SEARCH_FACETS; f++)
		want.facets[f] = search_any();
	search_run(a, &part, 1, synonyms, &want, &r);
	must(r.n <= 2 && r.total >= (int64_t)r.n && r.total <= 3 && (!r.corrected || is_utf8(r.corrected)));
	for (size_t i = 0; i < r.n_tried; i++)
		must(is_utf8(r.tried[i]));
	size_t n_marks = search_marks(a, &r, docs[0].name, &marks), at = 0;
	for (size_t i = 0; i < n_marks; at = marks[i++].to)
		must(marks[i].from >= at && marks[i].to > marks[i].from && marks[i].to <= strlen(docs[0].name));
	if (!synonyms_read(a, text, &read, &n_read))
		for (size_t i = 0; i < n_read; i++)
			must(*read[i].word && *read[i].means && is_utf8(read[i].word) && is_utf8(read[i].means));
}

#define NAME_OF(target) fuzz_##target
#define CALL(target) NAME_OF(target)

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct arena *a = arena_new(MB(512));
	const char *text = arena_strndup(a, (const char *)data, n);
	CALL(TARGET)(a, text, n);
	arena_free(a);
	return 0;
}
