#include "registry/kind_rules.h"
#include "base/str.h"
#include "catalogue/catalogue.h"
#include <string.h>

enum { CODE_CHARACTERS = 40 };

void kind_rules_code(struct checks *c)
{
	const char *code = json_get_text(c->body, "code");
	size_t n = strlen(code);
	if (*code && (n > CODE_CHARACTERS || strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") != n))
		checks_say(c, NULL, NULL);
}

void kind_rules_list(struct checks *c)
{
	if (json_get_array(c->body, c->rule->key, &(json_t *){ NULL }) == 0)
		checks_say(c, NULL, NULL);
}

void kind_rules_text(struct checks *c)
{
	if (str_blank(json_get_text(c->body, c->rule->key)))
		checks_say(c, NULL, NULL);
}

static bool stands_before(const json_t *list, size_t at, const char *text)
{
	for (size_t i = 0; i < at; i++)
		if (str_eq(json_string_value(json_array_get(list, i)), text))
			return true;
	return false;
}

void kind_rules_items(struct checks *c)
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
