/* Inside transfer/: how a service of the province becomes elements of ours. */
#pragma once
#include "transfer/province.h"

struct pair { const char *theirs, *ours; }; /* lists of them end with theirs NULL */

/* A service on its way; what is said of it goes to out. */
struct mapping {
	struct tx *t;
	const json_t *service;
	struct province_service *out;
	size_t cap; /* of out->notes */
};

/* province_map.c */
const char *province_map_text(struct mapping *m, const char *field);
void province_map_note(struct mapping *m, const char *field, const char *what);
void province_map_put(struct mapping *m, const char *key, json_t *v); /* takes v */
const char *province_map_ours(const struct pair *pairs, const char *theirs); /* NULL when it is not among them; no pairs: NULL */
/* By the pairs, else by name or code in the table; NULL when neither knows it. */
const char *province_map_code(struct mapping *m, const char *table, const struct pair *pairs, const char *theirs);

/* province_lists.c: what is made of several fields, and the lists. */
void province_lists_take(struct mapping *m);
