#include "catalogue/rules.h"
#include "catalogue/rules_private.h"
#include <string.h>

const struct check_rule *const rules_all[] = {
	rules_elements, rules_codes, rules_limits, rules_online, rules_materials, rules_conditions, rules_service, NULL
};

/* Begins with what every rule is given, so that this can be had from it. */
struct checking {
	struct checks checks;
	const struct body *b;
	struct organisation agency;
};

const struct body *rules_body(const struct checks *c)
{
	return ((const struct checking *)c)->b;
}

const struct organisation *rules_agency(const struct checks *c)
{
	return &((const struct checking *)c)->agency;
}

/* Where the element of a finding stands in the table; parts come with their element. */
static size_t place_of(const struct finding *f)
{
	size_t n = strcspn(f->key, "."), i = 0;
	while (elements[i].key && !(strlen(elements[i].key) == n && strncmp(elements[i].key, f->key, n) == 0))
		i++;
	return i;
}

/* Stopping ones first, then as the elements stand; the rest as found. */
static bool comes_later(const struct finding *a, const struct finding *b)
{
	if (a->stops != b->stops)
		return b->stops;
	return place_of(a) > place_of(b);
}

static void sort(struct finding *all, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct finding f = all[i];
		size_t k = i;
		for (; k > 0 && comes_later(&all[k - 1], &f); k--)
			all[k] = all[k - 1];
		all[k] = f;
	}
}

size_t rules_check(struct tx *t, const json_t *body, int64_t organisation, struct finding **out)
{
	struct checking c = {
		.checks = { .t = t, .body = body, .organisation = organisation }, .b = body_parse(t->mem, (json_t *)body),
		.agency = { .name = "", .short_name = "", .uscc = "", .address = "", .phone = "", .complain_phone = "" },
	};
	size_t n = 0;
	if (!organisation || !organisation_load(t, organisation, &c.agency))
		c.checks.organisation = 0;
	for (size_t i = 0; rules_all[i]; i++)
		n = checks_run(&c.checks, rules_all[i], out);
	sort(*out, n);
	return n;
}
