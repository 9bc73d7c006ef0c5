/* Inside demo/: what the parts of the demonstration share while it is installed. */
#pragma once
#include "cases/cases.h"
#include "demo/demo.h"

enum { DEMO_ORGANISATIONS = 40, DEMO_ITEMS = 64, DEMO_ACCOUNTS = 16 };

struct demo {
	struct site *site;
	struct arena *mem;
	struct fault *fault;
	const char *codes[DEMO_ORGANISATIONS];       /* "01" … as in departments.json */
	int64_t organisations[DEMO_ORGANISATIONS];
	int64_t handlers[DEMO_ORGANISATIONS], checkers[DEMO_ORGANISATIONS], approvers[DEMO_ORGANISATIONS], seconds[DEMO_ORGANISATIONS];
	size_t n_organisations;
	int64_t items[DEMO_ITEMS];                   /* by the item's number, from 1 */
	int64_t accounts[DEMO_ACCOUNTS];
	int64_t window, admin;
	const char *password_hashed;
	const char *file_hash;                       /* one sample document stands for all uploads */
	int64_t file_bytes;
};

/* Accounts by their place in people.c. */
enum { WANG, LIN, CHEN, HUANG, QINGCHUAN, YUELAI, QIMING, CANGJIANG, BAICAO };

/* One case that is played: plays.c tells what the words of a script mean. */
struct demo_case {
	int item, account, days_ago; /* days_ago: working days before today on which it begins */
	const char *script;
};
extern const struct demo_case demo_cases[]; /* ends with item 0 */

/* From now on the store's clock shows this instant; 0: the wall clock again. */
void demo_set_now(int64_t ms);

MUST_CHECK enum err demo_people(struct demo *d);  /* people.c: staff and applicants */
MUST_CHECK enum err demo_play(struct demo *d);    /* play.c: the cases */
size_t demo_organisation_at(const struct demo *d, const char *code);
