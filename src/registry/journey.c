#include "registry/journey.h"
#include "base/str.h"
#include <string.h>

/* ["kind=新办"] as {"kind": "新办"}. */
static json_t *pairs(struct arena *a, const json_t *texts)
{
	json_t *all = json_parse(a, "{}"), *v;
	size_t i;
	json_array_foreach(texts, i, v) {
		const char *text = str_or_empty(json_string_value(v)), *sign = strchr(text, '=');
		if (sign)
			json_object_set_new(all, str_trim(a, arena_strndup(a, text, (size_t)(sign - text))), json_string(str_trim(a, sign + 1)));
	}
	return all;
}

static void read_items(struct arena *a, const json_t *body, struct journey *j)
{
	json_t *rows;
	size_t n = json_get_array(body, "items", &rows);
	j->n_items = n < JOURNEY_ITEMS ? n : JOURNEY_ITEMS;
	j->items = arena_array(a, struct journey_item, j->n_items + 1);
	for (size_t i = 0; i < j->n_items; i++) {
		const json_t *row = json_array_get(rows, i);
		j->items[i] = (struct journey_item){
			.code = json_get_text(row, "code"), .why = json_get_text(row, "why"), .when = json_get_text(row, "when"),
			.after = json_object_get(row, "after"), .circumstances = pairs(a, json_object_get(row, "circumstances")),
		};
	}
}

static bool names(const json_t *texts, const char *code)
{
	size_t i;
	json_t *v;
	json_array_foreach(texts, i, v)
		if (str_eq(json_string_value(v), code))
			return true;
	return false;
}

/* The closure of "after" (Warshall): an item in a circle comes before itself. */
static void order(struct arena *a, struct journey *j)
{
	j->before = arena_alloc(a, sizeof *j->before * (j->n_items + 1));
	for (size_t i = 0; i < j->n_items; i++)
		for (size_t k = 0; k < j->n_items; k++)
			j->before[i][k] = names(j->items[k].after, j->items[i].code);
	for (size_t via = 0; via < j->n_items; via++)
		for (size_t i = 0; i < j->n_items; i++)
			for (size_t k = 0; k < j->n_items; k++)
				j->before[i][k] |= j->before[i][via] && j->before[via][k];
}

struct journey journey_read(struct arena *a, const json_t *body)
{
	struct journey j = {
		.code = json_get_text(body, "code"), .name = json_get_text(body, "name"), .summary = json_get_text(body, "summary"),
		.person = json_get_bool(body, "person"), .company = json_get_bool(body, "company"),
	};
	json_t *rows;
	j.n_questions = questions_read(a, json_object_get(body, "questions"), &j.questions);
	read_items(a, body, &j);
	order(a, &j);
	j.n_notes = json_get_array(body, "notes", &rows);
	j.notes = arena_array(a, struct journey_note, j.n_notes + 1);
	for (size_t i = 0; i < j.n_notes; i++)
		j.notes[i] = (struct journey_note){ json_get_text(json_array_get(rows, i), "words"), json_get_text(json_array_get(rows, i), "when") };
	return j;
}
