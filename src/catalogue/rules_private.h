/* Inside the publish check: a rule, and what its check function works on. Rules are gathered by rules.c from one table a file. */
#pragma once
#include "catalogue/body.h"
#include "catalogue/elements.h"
#include "catalogue/rules.h"

struct checking;

struct rule {
	const char *word;
	bool stops;
	const char *words; /* what is asked for, in general; the finding's words where its check has none of its own */
	const char *why;
	void (*check)(struct checking *c);
};

/* Each ends with word NULL. */
extern const struct rule rules_elements[], rules_codes[], rules_limits[], rules_online[], rules_materials[], rules_conditions[],
	rules_service[];
extern const struct rule *const rules_all[]; /* ends with NULL */

struct checking {
	struct tx *t;
	struct arena *mem;
	const json_t *json;
	const struct body *b;
	int64_t organisation;       /* 0: nobody's yet, then nothing is said about its people and codes */
	struct organisation agency; /* all "" for nobody */
	const struct rule *rule;    /* being checked */
	struct findings found;
	size_t said[2];             /* warnings, and those that stop: neither keeps the other out when a body is hopeless */
};

/* Says that the rule is broken at this place; fmt NULL: in the rule's own words. */
void rules_say(struct checking *c, const char *key, const char *fmt, ...) PRINTF(3, 4);
/* "materials.2.blank"; column NULL: the row. */
const char *rules_key(struct checking *c, const char *rows, size_t i, const char *column);
/* A member as text, integers too; "" when there is none. */
const char *rules_text(struct checking *c, const json_t *object, const char *key);
/* Whether a list of texts or codes has this one. */
bool rules_has(struct checking *c, const char *key, const char *text);
