/* Licences (证照): what a granted case ends in, made together with its e-licence, identified by GB/T 36904-2018. */
#pragma once
#include "web/req.h"

struct licence_new {
	int64_t item, organisation, case_id, event, account;
	const char *kind;       /* 食品经营许可证 */
	const char *type_no;    /* 3 digits: the type within the issuing organisation */
	const char *mark, *uscc, *agency; /* of the issuing organisation */
	const char *holder, *holder_certificate;
	const char *face;       /* JSON: [{label, value}]: what stands on it besides holder, number and validity */
	int64_t issued_day;
	int64_t valid_years;    /* 0: no end */
	const char *facts;      /* JSON: the common facts of the case (letters.h), completed here */
};
struct licence_made { int64_t id; const char *number, *identifier; };
/* Number, identifier with its check digit, record and letter in this transaction. false when it has failed: ERR_BAD_INPUT
 * when uscc and type_no cannot make an identifier. The number carries the type, because numbers of two types must differ. */
bool licence_issue(struct tx *t, const struct secret *s, const struct licence_new *l, struct licence_made *out);

struct licence_view {
	int64_t id, letter, item;
	int64_t until_day;      /* 0: no end */
	const char *kind, *number, *identifier, *holder, *agency, *state_name, *valid; /* valid: "2026年11月22日至2031年11月21日" or "长期" */
	bool in_force;
};
size_t licences_of_account(struct tx *t, int64_t account, struct licence_view **out);
bool licence_of_case(struct tx *t, int64_t case_id, struct licence_view *out);

/* Licences in force whose last day lies between two days, in the order of (until_day, id), behind that key. */
struct licence_end { int64_t id, item, account, until_day; const char *kind; };
size_t licences_ending(struct tx *t, int64_t from_day, int64_t to_day, int64_t after_day, int64_t after_id, int64_t most,
		       struct licence_end **out);

extern const struct room licences_room;
