#include "calendar/pauses.h"
#include "base/json.h"

size_t pauses_read(struct arena *a, const char *json, struct pause **out)
{
	const json_t *list = json_parse(a, json);
	size_t n = 0, most = json_array_size(list);
	struct pause *all = arena_array(a, struct pause, most + 1);
	for (size_t i = 0; i < most; i++) {
		const json_t *from = json_array_get(json_array_get(list, i), 0), *to = json_array_get(json_array_get(list, i), 1);
		if (json_is_integer(from))
			all[n++] = (struct pause){ json_integer_value(from), json_is_integer(to) ? json_integer_value(to) : CLOCK_OPEN };
	}
	*out = all;
	return n;
}

const char *pauses_write(struct arena *a, const struct pause *pauses, size_t n)
{
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++) {
		json_t *one = json_array();
		must(json_array_append_new(one, json_integer(pauses[i].from)) == 0);
		if (pauses[i].to != CLOCK_OPEN)
			must(json_array_append_new(one, json_integer(pauses[i].to)) == 0);
		must(json_array_append_new(list, one) == 0);
	}
	const char *text = json_print(a, list);
	json_decref(list);
	return text;
}
