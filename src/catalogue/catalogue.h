/* The catalogue: which services exist, described to one standard (GB/T 39554), and how they are found.
 *
 * item_version.body is one JSON object, the item's elements as in demo/items; struct body holds the parts that rules
 * depend on, and elements.c lists all others as the guide shows them. */
#pragma once
#include "calendar/clock.h"
#include "forms/forms.h"
#include "identity/identity.h"
#include "web/form.h"

struct item {
	int64_t id, organisation, version, star, visits, popularity;
	const char *code, *name, *type, *state, *promised;
	const char *agency, *agency_short; /* of the organisation */
	bool for_person, for_company, instant, online;
	bool secret;             /* 涉密: see item_visible() */
};

struct material {
	int64_t no;                /* from 1 */
	const char *name, *type, *necessity; /* necessity: 1 required, 2 optional, 3 may follow later (容缺后补) */
	const char *medium, *source, *issuer, *how, *standard, *basis;
	int64_t originals, copies;
	const char *when;          /* the circumstances that ask for it (forms/expr.h); "": all */
	const char *licence;       /* fetched from this licence; "" when it must be handed in */
	bool signed_electronic, by_form;
};

/* Whether these answers to the circumstances and the form ask for it. */
bool material_asked(struct arena *a, const struct material *m, const json_t *answers);

struct step { int64_t no, limit; unsigned role; const char *name, *standard; };

/* One way to apply: counter (窗口), three, four or five stars (reference: application modes with promised visits). */
struct mode { const char *kind; int64_t visits, level; };

enum { ITEM_PREREVIEW_DAYS = 2 }; /* working days at the most, and where an item does not say: the plan, 二(三)4 */

struct limit { bool set; int64_t amount; enum clock_unit unit; const char *note; };

/* Departments that review together (联办): who is asked, with working days of their own; rule as countersigning: all, any, veto;
 * silence: who does not answer in time has agreed. Without members of its own the lead chooses. */
struct joint_member { const char *code; int64_t days; };
struct joint { bool set, silence; const char *rule; struct joint_member *members; size_t n_members; };

struct body {
	json_t *json;              /* all elements; lives as long as the body */
	struct material *materials; size_t n_materials;
	struct step *steps;         size_t n_steps;   /* at least one; the last one decides */
	struct mode *modes;         size_t n_modes;
	struct limit statutory, promised;
	int64_t prereview_days, papers_days, supplement_days, acceptance_days;
	int64_t extension_days;    /* how much may be added once: 10, joint 15 (行政许可法 art. 42) */
	int64_t renewal_days;      /* how long before its end a licence's renewal is to be asked for (art. 50: 30 days) */
	const char *renewal_item;  /* local code of the item by which it is renewed; "": this one */
	bool supplement_pauses;    /* the promised clock stands still during a review supplement */
	bool hearing;              /* the applicant is heard before a refusal */
	struct joint joint;
	const char *result_kind;   /* 10 licence, 20 approval, 30 other, 40 nothing is made */
	const char *result_name, *type_no, *valid;
	int64_t valid_years;
	bool instant;
	const char **delivery; size_t n_delivery; /* window, post, electronic */
};

bool item_by_code(struct tx *t, const char *code, struct item *out);
bool item_by_id(struct tx *t, int64_t id, struct item *out);
/* A secret item is there for those who keep the catalogue; for everybody else there is none. */
bool item_visible(const struct who *who, const struct item *item);
/* Since when and why it was suspended or cancelled the last time; false when nobody has said. */
struct item_stop { int64_t from_day; const char *words; };
bool item_stop_of(struct tx *t, int64_t item, struct item_stop *out);
/* The elements of one version, valid as long as t->mem and shared: not to be changed. NULL when there is none. */
struct body *item_body(struct tx *t, int64_t item, int64_t version);
/* The best online mode: "five", "four", "three", or NULL when it can be applied for at a counter only. */
const struct mode *item_online_mode(const struct body *b);
/* Renewing a licence of this item that is in force until until_day (0: no end): true from two weeks before the last day for
 * asking (行政许可法 art. 50) until its end. */
struct renewal {
	int64_t ask_by_day;
	bool late;        /* that day is over */
	struct item item; /* what to apply for */
};
bool renewal_of(struct tx *t, int64_t item, int64_t until_day, int64_t today, struct renewal *out);
const char *star_name(int64_t star);     /* 四星 */
const char *star_sentence(int64_t star); /* 网上申请、预审和受理，领取结果时核验纸质材料 */
const char *mode_name(const char *kind);
const char *limit_words(struct arena *a, const struct limit *l); /* 20 个工作日; 法律未规定 */

/* Makes or renews an item with its body (JSON text) as a published version, from today on. ERR_BAD_INPUT with words.
 * An unchanged body of the same organisation makes no new version. */
MUST_CHECK enum err item_publish(struct tx *t, const char *body, int64_t organisation, const char *by, int64_t *out_id);

extern const struct room catalogue_room;
