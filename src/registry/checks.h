/* What is wrong with a record, found by a table of rules: one for each kind (power_check.c, intermediary_check.c, site_check.c).
 * What its table of elements says by itself (needed, kind of value, code known) is not repeated here. */
#pragma once
#include "catalogue/findings.h"
#include "identity/identity.h"
#include "base/json.h"

struct checks;

struct check_rule {
	const char *word, *key;    /* key: the element to mend, where the rule does not name a part */
	bool stops;
	const char *words;         /* what is asked for, in general; the finding's words where nothing more exact is said */
	const char *why;
	void (*look)(struct checks *c);
};

struct checks {
	struct tx *t;
	const json_t *body;
	int64_t organisation;
	const struct check_rule *rule; /* being looked at */
	struct findings found;
};

/* Runs the rules up to the one with word NULL; those that stop come first. In t->mem. */
size_t checks_run(struct tx *t, const struct check_rule *rules, const json_t *body, int64_t organisation, struct finding **out);
/* Says that the rule is broken; key NULL: at the rule's own element; fmt NULL: in the rule's own words. */
void checks_say(struct checks *c, const char *key, const char *fmt, ...) PRINTF(3, 4);
/* "bodies.2.uscc"; column NULL: the row. */
const char *checks_key(struct checks *c, const char *rows, size_t i, const char *column);

/* Rules that more than one kind has. */
void checks_code_in_path(struct checks *c);  /* "code" stands in addresses: letters, digits and hyphens */
void checks_basis(struct checks *c);         /* at least one */
void checks_items(struct checks *c);         /* "items" names items that exist and are not cancelled, each once */
