#include "registry/checks.h"
#include "base/str.h"
#include "catalogue/catalogue.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { WORDS_BYTES = 600, MOST_FINDINGS = 200, CODE_CHARACTERS = 40 };

void checks_say(struct checks *c, const char *key, const char *fmt, ...)
{
	const struct check_rule *rule = c->rule;
	char words[WORDS_BYTES];
	va_list args;
	if (c->found.n >= MOST_FINDINGS)
		return;
	if (fmt) {
		va_start(args, fmt);
		vsnprintf(words, sizeof words, fmt, args);
		va_end(args);
	}
	findings_add(&c->found, rule->word, key ? key : rule->key, rule->stops, fmt ? arena_strdup(c->t->mem, words) : rule->words, rule->why);
}

const char *checks_key(struct checks *c, const char *rows, size_t i, const char *column)
{
	return arena_printf(c->t->mem, "%s.%zu%s%s", rows, i, column ? "." : "", column ? column : "");
}

size_t checks_run(struct tx *t, const struct check_rule *rules, const json_t *body, int64_t organisation, struct finding **out)
{
	struct checks c = { .t = t, .body = body, .organisation = organisation, .found = { .mem = t->mem } };
	for (int stopping = 1; stopping >= 0; stopping--)
		for (c.rule = rules; c.rule->word; c.rule++)
			if (c.rule->stops == stopping)
				c.rule->look(&c);
	*out = c.found.list;
	return c.found.n;
}

void checks_code_in_path(struct checks *c)
{
	const char *code = json_get_text(c->body, "code");
	size_t n = strlen(code);
	if (*code && (n > CODE_CHARACTERS || strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") != n))
		checks_say(c, NULL, NULL);
}

void checks_basis(struct checks *c)
{
	if (json_get_array(c->body, "basis", &(json_t *){ NULL }) == 0)
		checks_say(c, NULL, NULL);
}

static bool stands_before(const json_t *list, size_t at, const char *text)
{
	for (size_t i = 0; i < at; i++)
		if (str_eq(json_string_value(json_array_get(list, i)), text))
			return true;
	return false;
}

void checks_items(struct checks *c)
{
	json_t *list;
	size_t n = json_get_array(c->body, "items", &list);
	for (size_t i = 0; i < n; i++) {
		const char *code = str_or_empty(json_string_value(json_array_get(list, i))), *key = checks_key(c, "items", i, NULL);
		struct item item;
		if (stands_before(list, i, code))
			checks_say(c, key, "事项“%s”写了两次，请去掉一个", code);
		else if (!item_by_code(c->t, code, &item))
			checks_say(c, key, "没有编码为“%s”的事项，请核对编码", code);
		else if (str_eq(item.state, "cancelled"))
			checks_say(c, key, "事项“%s”已经取消，请去掉它", item.name);
	}
}
