/* Cases that are led along the lifecycle by words, for tests: "action:actor,key=value". Actors are A (applicant) C P H K V D as
 * in the law's table, M one who is asked, S the system, Z the administrator; the keys change what whole_act() brings. */
#pragma once
#include "flow_world.h"
#include "letters/letters.sql.h"

static const char actor_letters[ACTORS] = { [C] = 'C', [P] = 'P', [H] = 'H', [K] = 'K', [V] = 'V', [D] = 'D', [ADMIN] = 'Z',
					    [OWNER] = 'A', [MEMBER] = 'M', [SYSTEM] = 'S' };

static inline enum actor_kind actor_by_letter(char letter)
{
	int k = 0;
	while (k < ACTORS && actor_letters[k] != letter)
		k++;
	assert_true(k < ACTORS);
	return (enum actor_kind)k;
}

static inline int64_t number_of(const char *value)
{
	int64_t n = 0;
	if (!num_parse(value, 0, 1000, &n))
		fail_msg("'%s' is no number", value);
	return n;
}

static inline void set_key(struct world *w, struct case_act *a, struct ask_member *member, const char *key, const char *value)
{
	const struct { const char *key; const char **to; } texts[] = {
		{ "special", &a->special }, { "answer", &a->answer }, { "rule", &a->rule }, { "method", &a->method }, { "reason", &a->reason },
		{ "hearing", &a->hearing_at }, { "place", &a->place }, { "organiser", &a->organiser }, { "approver", &a->approver },
	};
	const struct { const char *key; int64_t *to; } numbers[] = {
		{ "amount", &a->amount }, { "days", &a->days }, { "step", &a->step }, { "limit", &member->days },
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (str_eq(texts[i].key, key)) {
			*texts[i].to = value;
			return;
		}
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (str_eq(numbers[i].key, key)) {
			*numbers[i].to = number_of(value);
			return;
		}
	if (str_eq(key, "unit"))
		assert_true(clock_unit_find(value, &a->unit));
	else if (str_eq(key, "back"))
		a->straight_back = true;
	else if (str_eq(key, "silence"))
		a->silence_agrees = *value == '1';
	else if (str_eq(key, "to"))
		a->staff = w->who[actor_by_letter(*value)].id;
	else
		fail_msg("'%s' is no key", key);
}

/* "begin-special:H,special=hearing" */
static inline struct case_act act_of_word(struct world *w, int64_t id, const char *word)
{
	enum case_action action;
	char *text = arena_strdup(w->a, word), *save = NULL, *pair, *colon = strchr(text, ':');
	assert_non_null(colon);
	*colon = '\0';
	if (!action_by_word(text, &action))
		fail_msg("'%s' is no action", text);
	struct case_act a = whole_act(w, id, action, actor_by_letter(colon[1]));
	struct ask_member *member = arena_new_of(w->a, struct ask_member);
	*member = a.members[0];
	a.members = member;
	for (strtok_r(colon + 1, ",", &save); (pair = strtok_r(NULL, ",", &save));) {
		char *equals = strchr(pair, '=');
		assert_non_null(equals);
		*equals = '\0';
		set_key(w, &a, member, pair, equals + 1);
	}
	return a;
}

static inline void go(struct world *w, int64_t id, const char *word)
{
	act_as(w, act_of_word(w, id, word));
}

static inline void expect_refusal(struct world *w, int64_t id, const char *word, enum err e)
{
	expect_not(w, act_of_word(w, id, word), e);
}

/* One step on its day, and what has to be there afterwards; NULL is not looked at. */
struct leg {
	const char *day, *step;
	const char *clocks;      /* running ones with their due days */
	const char *letters;     /* of this event */
	const char *tasks;       /* roles that have it now */
};

static inline int64_t travel(struct world *w, enum item_kind item, bool counter, const struct leg *legs, size_t n)
{
	set_day(legs[0].day);
	int64_t id = new_draft(w, item, counter);
	for (size_t i = 0; i < n; i++) {
		set_day(legs[i].day);
		go(w, id, legs[i].step);
		if (legs[i].clocks)
			expect_words(legs[i].step, "clocks", legs[i].clocks, clocks_of(w, id));
		if (legs[i].letters)
			expect_words(legs[i].step, "letters", legs[i].letters, letters_of(w, id, load_case(w, id).events));
		if (legs[i].tasks)
			expect_words(legs[i].step, "to-do lists", legs[i].tasks, tasks_open_of(w, id));
	}
	return id;
}
#define TRAVEL(w, item, counter, legs) travel(w, item, counter, legs, sizeof legs / sizeof *legs)

/* A fact of the newest letter of this kind, as its paper gets it; what is no text comes as JSON. */
static inline const char *fact(struct world *w, int64_t id, const char *kind, const char *key)
{
	struct letter_row *rows;
	struct tx *t = store_read(w->site.store, w->a, &w->f);
	size_t n = letter_of_case(t, id, &rows);
	store_read_done(t);
	while (n > 0 && !str_eq(rows[n - 1].kind, kind))
		n--;
	if (n == 0)
		fail_msg("there should be a letter %s", kind);
	const json_t *v = json_object_get(json_parse(w->a, rows[n - 1].late), key);
	if (!v)
		v = json_object_get(json_parse(w->a, rows[n - 1].facts), key);
	if (!v)
		return "";
	if (json_is_string(v))
		return json_string_value(v);
	char *dump = json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);
	const char *text = arena_strdup(w->a, dump);
	free(dump);
	return text;
}
