/* When an item last changed, why, and what is different: at the foot of its guide. */
#pragma once
#include "catalogue/catalogue.h"
#include "catalogue/differ.h"

struct guide_change {
	int64_t version, current;    /* of this page; that in force */
	const char *from, *reason;   /* reason "": nobody has said */
	const struct difference *differences; size_t n_differences, n_more; /* to the version before: the first few */
};

struct version_row;
/* version: which one is shown. */
struct guide_change guide_change_of(struct tx *t, const struct item *item, int64_t version, const struct version_row *row, const json_t *body);
