#include "forms/forms_private.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

enum { COUNTY_DIGITS = 6, CODE_MOST = 40 };

struct region {
	const struct choice *is;
	bool divided; /* others lie in it */
};

/* How many digits of a code say something: 350000 is a province, 350200 a city, 350205 a district, 350205001 a street. */
static size_t digits_of(const char *code)
{
	size_t n = strlen(code);
	while (n > 2 && n <= COUNTY_DIGITS && code[n - 1] == '0' && code[n - 2] == '0')
		n -= 2;
	return n;
}

static int by_code(const void *a, const void *b)
{
	return strcmp(((const struct region *)a)->is->word, ((const struct region *)b)->is->word);
}

static struct region *find(struct region *all, size_t n, const char *code)
{
	const struct choice wanted = { code, "" };
	return bsearch(&(struct region){ &wanted, false }, all, n, sizeof *all, by_code);
}

/* Provinces, cities and districts are written with six digits, streets with nine, villages with twelve. */
static struct region *around(struct region *all, size_t n, const char *code, size_t digits)
{
	char outer[CODE_MOST];
	size_t length = digits < COUNTY_DIGITS ? COUNTY_DIGITS : digits;
	memset(outer, '0', sizeof outer);
	memcpy(outer, code, digits);
	outer[length] = '\0';
	return find(all, n, outer);
}

static const char *full_name(struct arena *a, struct region *all, size_t n, const struct choice *c)
{
	static const size_t levels[] = { 2, 4, 6, 9 };
	const char *name = "";
	size_t digits = digits_of(c->word);
	for (size_t i = 0; i < sizeof levels / sizeof *levels && levels[i] < digits && digits < CODE_MOST; i++) {
		struct region *outer = around(all, n, c->word, levels[i]);
		if (!outer)
			continue;
		outer->divided = true;
		name = arena_printf(a, "%s%s", name, outer->is->name);
	}
	return arena_printf(a, "%s%s", name, c->name);
}

const struct choice *forms_regions(struct arena *a, struct tx *t, bool leaves)
{
	static const struct choice none[] = { { NULL, NULL } };
	const struct choice *all = t ? codes_of(t, "division") : none;
	size_t n = choice_count(all), used = 0;
	struct region *sorted = arena_array(a, struct region, n + 1);
	struct choice *out = arena_array(a, struct choice, n + 1);
	for (size_t i = 0; i < n; i++)
		sorted[i].is = &all[i];
	qsort(sorted, n, sizeof *sorted, by_code);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct choice){ all[i].word, full_name(a, sorted, n, &all[i]) };
	for (size_t i = 0; i < n; i++)
		if (!leaves || !find(sorted, n, all[i].word)->divided)
			out[used++] = out[i];
	out[used] = (struct choice){ NULL, NULL };
	return out;
}
