/* Inside demo/: what the parts of the demonstration share while it is installed. */
#pragma once
#include "cases/cases.h"
#include "demo/demo.h"

enum { DEMO_ORGANISATIONS = 40, DEMO_ITEMS = 80, DEMO_ACCOUNTS = 16, DEMO_PAPERS = 12 };

struct demo_file { const char *hash; int64_t bytes; };

struct demo {
	struct site *site;
	struct arena *mem;
	struct fault *fault;
	const char *codes[DEMO_ORGANISATIONS];       /* "01" … as in departments.json */
	int64_t organisations[DEMO_ORGANISATIONS];
	int64_t handlers[DEMO_ORGANISATIONS], checkers[DEMO_ORGANISATIONS], approvers[DEMO_ORGANISATIONS], seconds[DEMO_ORGANISATIONS];
	size_t n_organisations;
	int64_t items[DEMO_ITEMS];                   /* by the item's number, from 1 */
	json_t *bodies[DEMO_ITEMS];                  /* the same, as in demo/items */
	int64_t began_day;                           /* on which the catalogue was published */
	int64_t accounts[DEMO_ACCOUNTS];
	int64_t window, admin, reform;
	const char *password_hashed;
	const char *file_hash;                       /* one sample document stands for all uploads */
	int64_t file_bytes;
	struct demo_file papers[DEMO_PAPERS];        /* papers.c */
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

/* papers.c: makes blank forms and samples; then names them in the body of the item to whose materials they belong. */
MUST_CHECK enum err papers_make(struct demo *d);
void papers_attach(struct tx *t, const struct demo *d, int64_t no, json_t *item);

/* history.c. Sets the clock back to the day on which the catalogue was published. */
void history_begin(struct demo *d);
/* Whether an item got its best way of applying later, and what it was before. */
bool history_is_later(int64_t item);
json_t *history_before(struct arena *a, const json_t *item);
/* Plays the days from then until today: what was adjusted, the rates of each day; then what is under way today. */
MUST_CHECK enum err history_play(struct demo *d);

/* records.c: templates, power list, intermediary services, journeys, sites. */
MUST_CHECK enum err records_install(struct demo *d);
size_t demo_organisation_at(const struct demo *d, const char *code);
