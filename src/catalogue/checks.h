/* What is wrong with a record, found by tables of rules, one row a rule. Each kind has its own: items in rules.c, the others in
 * registry/ (power_check.c, intermediary_check.c, site_check.c, journey_check.c). A kind whose rules share more than this begins
 * a struct of its own with struct checks. */
#pragma once
#include "catalogue/findings.h"
#include "base/json.h"
#include "store/store.h"

struct checks;

struct check_rule {
	const char *word, *key; /* key: the element to mend, where the rule names no place itself; NULL when it always does */
	bool stops;
	const char *words; /* what is asked for, in general; the finding's words where nothing more exact is said */
	const char *why;
	void (*look)(struct checks *c); /* NULL where the kind finds it on a way of its own, without checks_run() */
};

/* Starts with the first three; body is only read. */
struct checks {
	struct tx *t;
	const json_t *body;
	int64_t organisation;          /* whose record it is; 0: nobody's yet */
	const struct check_rule *rule; /* being looked at */
	struct findings found;
	size_t said[2];                /* warnings, and those that stop: neither keeps the other out when a body is hopeless */
};

/* Runs the rules up to the one with word NULL, those that stop first, and adds to what was found before. *out is all of it, in
 * t->mem; NULL and 0 when nothing is wrong. */
size_t checks_run(struct checks *c, const struct check_rule *rules, struct finding **out);

/* Says that the rule is broken; key NULL: at the rule's own element; fmt NULL: in the rule's own words. */
void checks_say(struct checks *c, const char *key, const char *fmt, ...) PRINTF(3, 4);
/* "materials.2.blank"; column NULL: the row. */
const char *checks_key(struct checks *c, const char *rows, size_t i, const char *column);
/* A member as text, integers too; "" when there is none. */
const char *checks_text(struct checks *c, const json_t *object, const char *key);
/* Whether the body's list of texts or codes has this one. */
bool checks_has(struct checks *c, const char *key, const char *text);
