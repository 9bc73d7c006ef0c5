#include "catalogue/checks.h"
#include "base/str.h"
#include <stdarg.h>
#include <stdio.h>

enum { WORDS_BYTES = 600, MOST_FINDINGS = 200 };

size_t checks_run(struct checks *c, const struct check_rule *rules, struct finding **out)
{
	for (int stopping = 1; stopping >= 0; stopping--)
		for (c->rule = rules; c->rule->word; c->rule++)
			if (c->rule->stops == stopping)
				c->rule->look(c);
	*out = c->found.list;
	return c->found.n;
}

void checks_say(struct checks *c, const char *key, const char *fmt, ...)
{
	const struct check_rule *rule = c->rule;
	char words[WORDS_BYTES];
	va_list args;
	if (c->said[rule->stops]++ >= MOST_FINDINGS)
		return;
	if (fmt) {
		va_start(args, fmt);
		vsnprintf(words, sizeof words, fmt, args);
		va_end(args);
	}
	c->found.mem = c->t->mem;
	findings_add(&c->found, rule->word, key ? arena_strdup(c->t->mem, key) : rule->key, rule->stops,
		     fmt ? arena_strdup(c->t->mem, words) : rule->words, rule->why);
}

const char *checks_key(struct checks *c, const char *rows, size_t i, const char *column)
{
	return arena_printf(c->t->mem, "%s.%zu%s%s", rows, i, column ? "." : "", column ? column : "");
}

const char *checks_text(struct checks *c, const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);
	return json_is_integer(v) ? arena_printf(c->t->mem, "%lld", (long long)json_integer_value(v)) : json_get_text(object, key);
}

bool checks_has(struct checks *c, const char *key, const char *text)
{
	size_t i;
	json_t *v;
	json_array_foreach(json_object_get(c->body, key), i, v)
		if (str_eq(json_string_value(v), text))
			return true;
	return false;
}
