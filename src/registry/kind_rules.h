/* Rules that several kinds of records have (catalogue/checks.h). What a table of elements says by itself (needed, kind of value,
 * code known) is no rule: check.c. */
#pragma once
#include "catalogue/checks.h"

void kind_rules_code(struct checks *c);  /* "code" stands in addresses: letters, digits and hyphens */
void kind_rules_list(struct checks *c);  /* the rule's element is a list with something in it */
void kind_rules_text(struct checks *c);  /* the rule's element is a text with something in it */
void kind_rules_items(struct checks *c); /* "items" names items that exist and are not cancelled, each once */
