#include "forms/forms_private.h"
#include "base/str.h"
#include <string.h>

enum { COUNTY_DIGITS = 6 };

/* How many digits of a code say something: 350000 is a province, 350200 a city, 350205 a district, 350205001 a street. */
static size_t digits_of(const char *code)
{
	size_t n = strlen(code);
	while (n > 2 && n <= COUNTY_DIGITS && code[n - 1] == '0' && code[n - 2] == '0')
		n -= 2;
	return n;
}

static bool lies_in(const char *code, const char *in)
{
	size_t n = digits_of(in);
	return digits_of(code) > n && strncmp(code, in, n) == 0;
}

const struct choice *forms_regions(struct arena *a, struct tx *t, bool leaves)
{
	static const struct choice none[] = { { NULL, NULL } };
	const struct choice *all = t ? codes_of(t, "division") : none;
	size_t n = choice_count(all), used = 0;
	struct choice *out = arena_array(a, struct choice, n + 1);
	for (size_t i = 0; i < n; i++) {
		const char *name = "";
		bool leaf = true;
		for (size_t k = 0; k < n; k++) {
			leaf = leaf && !lies_in(all[k].word, all[i].word);
			if (lies_in(all[i].word, all[k].word))
				name = arena_printf(a, "%s%s", name, all[k].name);
		}
		if (leaf || !leaves)
			out[used++] = (struct choice){ all[i].word, arena_printf(a, "%s%s", name, all[i].name) };
	}
	return out;
}
