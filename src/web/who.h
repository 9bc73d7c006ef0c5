/* Who is on the other side of a request, as the session says it; looked up anew for each request, so that a role taken
 * away or a person who left counts at once. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bits of a route's `who`. Zero admits nobody. */
enum {
	ANYONE = 1u << 0,
	APPLICANT = 1u << 1, /* a signed-in account */
	ROLE_COUNTER = 1u << 8,   /* 综合窗口 C: registers, receives, makes, delivers */
	ROLE_PREREVIEW = 1u << 9, /* 预审 P */
	ROLE_HANDLE = 1u << 10,   /* 承办 H */
	ROLE_CHECK = 1u << 11,    /* 审核 K */
	ROLE_APPROVE = 1u << 12,  /* 批准 V */
	ROLE_HEAD = 1u << 13,     /* 部门负责人 D */
	ROLE_ADMIN = 1u << 14,    /* 系统管理员 */
	ROLE_CATALOGUE = 1u << 15, /* 事项管理: drafts what a department's items say */
	ROLE_REFORM = 1u << 16,    /* 审改办: reviews adjustments and publishes them */
	ANY_ROLE = 0x1FFu << 8,
};
#define STAFF(roles) (roles)

struct role {
	unsigned bit;
	const char *word; /* as stored and in URLs: "counter" */
	const char *name; /* 综合窗口 */
};
extern const struct role roles[]; /* ends with bit 0 */
const struct role *role_by_word(const char *word); /* NULL when there is none */
const struct role *role_by_bit(unsigned bit);      /* must exist */

enum who_kind { WHO_NOBODY, WHO_ACCOUNT, WHO_STAFF, WHO_SYSTEM /* the program itself, when time has done something; no session is one */ };

struct grant {
	unsigned role;
	int64_t organisation;
	int64_t instead_of; /* the member of staff whose role it is, while they are away (delegation); 0: one's own */
};

struct who {
	enum who_kind kind;
	int64_t id;
	const char *name;
	int level;             /* accounts: assurance level 1–3 */
	bool company;          /* accounts: acts for an enterprise */
	int64_t organisation;  /* staff: where they belong */
	const char *organisation_name;
	unsigned roles;        /* staff: all roles held anywhere */
	const struct grant *grants;
	size_t n_grants;
};

/* Holds one of these roles in that organisation; administrators hold theirs everywhere. */
bool who_has(const struct who *w, unsigned roles_wanted, int64_t organisation);
/* Whom they stand in for when they use one of these roles there; 0 when a role of their own suffices. */
int64_t who_instead_of(const struct who *w, unsigned roles_wanted, int64_t organisation);
