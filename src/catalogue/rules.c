#include "catalogue/rules.h"
#include "base/str.h"
#include "catalogue/rules_private.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 600, MOST_FINDINGS = 200 };

const struct rule *const rules_all[] = {
	rules_elements, rules_codes, rules_limits, rules_online, rules_materials, rules_conditions, rules_service, NULL
};

void rules_say(struct checking *c, const char *key, const char *fmt, ...)
{
	char words[WORDS_MAX];
	va_list args;
	if (c->said[c->rule->stops]++ >= MOST_FINDINGS)
		return;
	if (fmt) {
		va_start(args, fmt);
		vsnprintf(words, sizeof words, fmt, args);
		va_end(args);
	}
	findings_add(&c->found, c->rule->word, arena_strdup(c->mem, key), c->rule->stops, fmt ? arena_strdup(c->mem, words) : c->rule->words,
		     c->rule->why);
}

const char *rules_key(struct checking *c, const char *rows, size_t i, const char *column)
{
	return arena_printf(c->mem, "%s.%zu%s%s", rows, i, column ? "." : "", column ? column : "");
}

const char *rules_text(struct checking *c, const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);
	return json_is_integer(v) ? arena_printf(c->mem, "%lld", (long long)json_integer_value(v)) : json_get_text(object, key);
}

bool rules_has(struct checking *c, const char *key, const char *text)
{
	size_t i;
	json_t *v;
	json_array_foreach(json_object_get(c->json, key), i, v)
		if (str_eq(json_string_value(v), text))
			return true;
	return false;
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
	struct checking c = { .t = t, .mem = t->mem, .json = body, .organisation = organisation, .found = { .mem = t->mem } };
	c.b = body_parse(t->mem, (json_t *)body);
	c.agency = (struct organisation){ .name = "", .short_name = "", .uscc = "", .address = "", .phone = "", .complain_phone = "" };
	if (!organisation || !organisation_load(t, organisation, &c.agency))
		c.organisation = 0;
	for (size_t i = 0; rules_all[i]; i++)
		for (c.rule = rules_all[i]; c.rule->word; c.rule++)
			c.rule->check(&c);
	sort(c.found.list, c.found.n);
	*out = c.found.list;
	return c.found.n;
}
