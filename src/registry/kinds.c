/* The kinds of records. A template says what an item says, so it is described by the items' elements. */
#include "registry/kinds.h"
#include "registry/standards.h"
#include "base/str.h"
#include "catalogue/rules.h"

const struct registry_kind registry_kinds[] = {
	{ "item", "政务服务事项", elements, rules_check, "/items/", false },
	{ "standard", "标准模板", elements, standards_check, NULL, true },
	{ "power", "权责事项", power_elements, power_check, "/powers/", false },
	{ "intermediary", "中介服务", intermediary_elements, intermediary_check, "/intermediaries/", false },
	{ "journey", "办事引导", journey_elements, journey_check, "/journeys/", true },
	{ "site", "便民网站", site_elements, site_check, NULL, false },
	{ 0 },
};

const struct registry_kind *registry_kind_by_word(const char *word)
{
	for (const struct registry_kind *k = registry_kinds; k->word; k++)
		if (str_eq(k->word, word))
			return k;
	return NULL;
}

size_t registry_kind_count(void)
{
	size_t n = 0;
	while (registry_kinds[n].word)
		n++;
	return n;
}
