#include "catalogue/walk.h"
#include "catalogue/stars.sql.h"

enum { PAGE_ITEMS = 200, PAGE_MEMORY = 512 * 1024 * 1024 };

static enum err walk_rows(struct arena *mem, const struct walk_row *rows, size_t n, walk_fn *each, void *arg)
{
	enum err e = OK;
	for (size_t i = 0; i < n && !e; i++) {
		json_t *json = json_parse(mem, rows[i].body);
		if (!json_is_object(json))
			continue;
		const struct walked w = {
			.id = rows[i].id, .organisation = rows[i].organisation, .version = rows[i].version, .star = rows[i].star,
			.code = rows[i].code, .name = rows[i].name, .state = rows[i].state, .agency_short = rows[i].agency_short,
			.secret = rows[i].secret, .body = body_parse(mem, json),
		};
		e = each(arg, mem, &w);
	}
	return e;
}

enum err walk_items(struct tx *t, int64_t organisation, walk_fn *each, void *arg)
{
	struct tx page = *t; /* the same snapshot, with memory of its own */
	int64_t after_id = 0;
	size_t n = PAGE_ITEMS;
	enum err e = t->failed;
	page.mem = arena_new(PAGE_MEMORY);
	while (n == PAGE_ITEMS && !e) {
		struct walk_row *rows;
		n = organisation ? walk_of(&page, organisation, after_id, PAGE_ITEMS, &rows) : walk_all(&page, after_id, PAGE_ITEMS, &rows);
		if (n)
			after_id = rows[n - 1].id;
		e = page.failed ? page.failed : walk_rows(page.mem, rows, n, each, arg);
		arena_reset(page.mem);
	}
	arena_free(page.mem);
	t->failed = page.failed;
	return e;
}
