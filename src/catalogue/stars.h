/* Stars (星级): how far an item can be done online, one to five, as the provincial hall's star standard says it (annex 1 of the
 * plan 厦海政办〔2016〕76号). A star is never typed in: it follows from what the item says of itself, by rules that are data. An
 * item has n stars when all rules in use of stars 1 to n hold; a published guide is one star by itself.
 *
 * A rule looks at one fact (star_facts.c) and bounds it: visits including the one to collect the result, for example, are at
 * most 2 with three stars and 1 with four and five. The table star_rule is empty as long as a place keeps to the standard:
 * then star_standard[] holds, and an administrator's first change writes all of them down (/admin/stars). */
#pragma once
#include "catalogue/body.h"

enum star_bound {
	STAR_IS,   /* the fact is true; the rule's bound says nothing */
	STAR_MOST, /* at most `bound`; what is not promised (-1) does not hold */
};

/* One thing about an item that a rule may ask for. */
struct star_fact {
	const char *word, *name;
	enum star_bound kind;
	const char *key;  /* the element by which it is mended (elements.h) */
	/* Its value; with now also what the item says at present, in words, in a; "" where the rule's words say it all. */
	int64_t (*value)(const struct body *b, struct arena *a, const char **now);
};
extern const struct star_fact star_facts[];              /* ends with word NULL */
size_t star_facts_count(void);
const struct star_fact *star_facts_find(const char *word); /* NULL when there is none */

struct star_rule {
	int64_t star, no;   /* no: from 1 within its star */
	const char *fact;
	int64_t bound;      /* for STAR_MOST */
	const char *words;  /* what is asked for */
	const char *lift;   /* what to do where it does not hold */
	int64_t effort;     /* how much work that is: 1 a few words, 9 a system to build */
	bool in_use;
};
struct star_rules { struct star_rule *all; size_t n; bool standard; /* the standard's, unchanged */ };
enum { STAR_RULES_MAX = 60, STAR_EFFORT_MAX = 9 };

extern const struct star_rule star_standard[];           /* ends with fact NULL */
const struct star_rules *stars_rules(struct tx *t);      /* those in force; valid until the store closes */
struct star_rules stars_standard(struct arena *a);
/* Whether the rules can be kept: known facts, words, bounds, and at least one rule in use for each of the stars 2 to 5. NULL,
 * or what is wrong; *out_at then says with which rule (n: with all of them). */
const char *stars_fault(struct arena *a, const struct star_rules *rules, size_t *out_at);

int64_t stars_by(const struct star_rules *rules, const struct body *b); /* 1 to 5 */
int64_t stars_of(struct tx *t, const struct body *b);

/* What keeps an item from the next stars: rules that do not hold, of the stars above the present one up to up_to. */
struct star_step {
	int64_t star, effort;
	const char *key;          /* the element to mend */
	const char *words, *lift; /* the rule's */
	const char *now;          /* what the item says at present; "" */
};
size_t stars_missing_by(const struct star_rules *rules, struct arena *a, const struct body *b, int64_t up_to, struct star_step **out);
size_t stars_missing(struct tx *t, const struct body *b, int64_t up_to, struct star_step **out);
int64_t stars_effort(const struct star_step *steps, size_t n); /* their sum */
const char *stars_effort_name(int64_t effort); /* 小; 中; 大 */

/* New rules, in two steps: what they would change is worked out beside the writer, which then has little to do. */
struct star_change { int64_t id, version, from, to; const char *name, *code, *agency_short; };
struct star_plan {
	struct star_rules rules;
	struct star_change *changes;
	size_t n, items;
	int64_t began_at;   /* ms: what is published later is counted by the writer itself */
};
/* In a reader's snapshot; never inside a write function. */
MUST_CHECK enum err stars_plan(struct tx *t, const struct star_rules *rules, struct star_plan *out);
/* Writes the rules down (none when they are the standard's) and gives every item its new star. */
MUST_CHECK enum err stars_keep(struct tx *t, const struct star_plan *plan);
