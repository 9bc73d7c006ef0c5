/* Shared by the files of this room. */
#pragma once
#include "catalogue/stars.h"
#include "rates/rates.h"
#include "rates/rates.sql.h"
#include "web/form.h"
#include "web/req.h"

enum { RATES_KINDS = 4, ONLINE_STAR = 3, FULL_STAR = 4 };

/* Kinds of organisations with the plan's targets. */
struct rates_kind { const char *word, *name; struct rates_target plan; };
extern const struct rates_kind rates_kinds[RATES_KINDS];
void rates_targets_all(struct tx *t, struct rates_target out[RATES_KINDS]); /* as kept, else the plan's */

struct rates_line {
	int64_t organisation;     /* 0: a level, or the whole place */
	const char *name, *code;  /* code: of a level */
	struct rates rates;
	struct rates_target target;
	int64_t online_needed, full_needed;
	bool has_target;
};
/* Departments in order, streets among them; levels; the whole place with the sums of what each needs. One look at the items. */
struct rates_all {
	struct rates_line *lines, *levels, whole;
	size_t n, n_levels;
};
struct rates_all rates_all_of(struct tx *t);
/* One department without any item has a line too; false when there is no such organisation. */
bool rates_line_by_id(struct tx *t, int64_t organisation, struct rates_line *out);

/* ---- days (rate_days.c) ---- */

/* A line of a chart: parts that are drawn through, because days without a row break it. */
struct rates_stroke { const char *points; const char *x, *y; bool dot; /* a day alone */ };
struct rates_history {
	struct day_row *days; size_t n;   /* oldest first */
	int64_t missing;                  /* days between the first and the last that are not known */
	struct rates_stroke *online, *full;
	size_t n_strokes;                 /* of each */
	const char *first, *last;         /* dates at the ends of the axis */
	const char *online_now, *full_now;
};
enum { RATES_CHART_DAYS = 366, RATES_CHART_WIDTH = 720, RATES_CHART_HEIGHT = 200 };
struct rates_history rates_history_of(struct tx *t, int64_t organisation, int64_t today);
enum err rate_days_run(struct site *site, struct arena *mem, struct fault *f, const char *payload);
int64_t rate_days_next(struct tx *t);

/* ---- gaps (gaps.c) ---- */

struct gap { int64_t id, star, effort; const char *name, *code, *todo; };
struct gap_cause { const char *lift; int64_t n; };
struct gaps {
	int64_t star;                /* the one that is wanted */
	struct gap *items; size_t n; /* all that have less, cheapest first */
	int64_t needed;              /* the first so many reach the target; 0: it is reached */
	struct gap_cause *causes; size_t n_causes; /* what is lacking most often */
};
/* Of one organisation, for both targets. */
MUST_CHECK enum err gaps_of(struct tx *t, const struct rates_line *line, struct gaps *out_online, struct gaps *out_full);

/* ---- pages ---- */

struct target_view { const char *name, *online_field, *full_field, *online, *full, *error; };
struct rates_view {
	struct rates_all all;
	int64_t secret;
	struct rates_history history;
	bool may_change;
	struct target_view targets[RATES_KINDS];
};
enum { GAPS_SHOWN = 40, DAYS_SHOWN = 31 };
struct organisation_rates_view {
	struct rates_line line;
	struct rates_history history;
	struct gaps online, full;
	bool sees_all;
};

/* One rule as the form shows it; the names of its fields end in its number. */
struct star_row {
	struct star_rule rule;
	const char *no, *bound, *effort; /* as typed */
	const struct star_fact *fact;
	const char *error;
};
struct stars_view {
	struct star_row *rows;
	size_t n;
	const char *was;             /* what the rules were when the page was drawn */
	bool standard, previewed;
	struct star_plan plan;
	size_t n_shown;
	int64_t up, down;
};

struct star_line { int64_t star, effort; struct star_step *steps; size_t n; };
struct item_star_view {
	struct item item;
	struct star_line lines[5];   /* by star, from 1 */
	const char *adjust;          /* where an adjustment of it begins */
};

enum err rates_page_public(struct req *r);
enum err rates_page_admin(struct req *r);
enum err rates_page_targets(struct req *r);
enum err rates_page_organisation(struct req *r);
enum err rates_csv_days(struct req *r);
enum err rates_csv_gaps(struct req *r);
enum err stars_page_item(struct req *r);
enum err star_form_show(struct req *r);
enum err star_form_take(struct req *r);

/* Reform office, administrators and heads see every organisation, others those whose items they draft. */
bool rates_may_see(const struct who *who, int64_t organisation);
