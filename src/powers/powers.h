/* What the hall shows beside the items: the power list (权责清单), intermediary services (中介服务) with the directory of those
 * who offer them, and one entrance to the departments' own convenience sites (便民网站). All of them are records of the registry;
 * here they are found and read.
 *
 * Addresses of other sites, those of sites and of items that are applied for elsewhere, are tried in the night (the setting
 * link_check), so that a dead one is known before a citizen meets it. */
#pragma once
#include "web/site.h"

/* How many addresses that the sites and items in use of this organisation name did not answer when they were last tried;
 * 0: of all organisations. */
size_t links_broken(struct tx *t, int64_t organisation);

extern const struct room powers_room;
