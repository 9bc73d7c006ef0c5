#include "catalogue/findings.h"

enum { ROOM_AT_FIRST = 16 };

void findings_add(struct findings *all, const char *rule, const char *key, bool stops, const char *words, const char *why)
{
	if (all->n == all->room) {
		size_t room = all->room ? all->room * 2 : ROOM_AT_FIRST;
		all->list = arena_grow(all->mem, all->list, all->room * sizeof *all->list, room * sizeof *all->list);
		all->room = room;
	}
	all->list[all->n++] = (struct finding){ rule, key, words, why, stops };
}
