/* A QR code's drawing has exactly the modules of the code. */
#include "base/arena.h"
#include "base/out.h"
#include "web/qr.h"
#include <qrencode.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { QUIET = 4, MOST = 190, MEMORY = 1 << 20 };

/* Walks the path as a browser would: M and m move, h draws a line of dark modules. */
static void paint(const char *d, bool dark[MOST][MOST])
{
	int x = 0, y = 0, n, half, used;
	while (*d != '"') {
		used = 0;
		if (sscanf(d, "M%d %d.%d%n", &x, &y, &half, &used) == 3)
			assert_int_equal(half, 5);
		else if (sscanf(d, "m%d 0%n", &n, &used) == 1)
			x += n;
		else if (sscanf(d, "h%d%n", &n, &used) == 1)
			while (n-- > 0)
				dark[y][x++] = true;
		if (used == 0)
			fail_msg("what is '%.20s' in a path?", d);
		d += used;
	}
}

static void the_drawing_is_the_code(void **state)
{
	(void)state;
	static const char *const texts[] = { "1", "https://hall.example/items/350205000000019A010000", NULL };
	char long_text[1200];
	memset(long_text, 'k', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *text = texts[i] ? texts[i] : long_text;
		static bool dark[MOST][MOST];
		struct arena *mem = arena_new(MEMORY);
		struct out o;
		out_init(&o, mem, MEMORY);
		memset(dark, 0, sizeof dark);
		assert_true(qr_draw(&o, text, "二维码"));
		paint(strstr(out_str(&o), "stroke=\"#000\" d=\"") + strlen("stroke=\"#000\" d=\""), dark);
		QRcode *q = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
		for (int y = 0; y < q->width + 2 * QUIET; y++)
			for (int x = 0; x < q->width + 2 * QUIET; x++) {
				bool inside = x >= QUIET && y >= QUIET && x < q->width + QUIET && y < q->width + QUIET;
				bool expected = inside && q->data[(y - QUIET) * q->width + x - QUIET] & 1;
				if (dark[y][x] != expected)
					fail_msg("module %d, %d of '%.20s' should be %s", x, y, text, expected ? "dark" : "light");
			}
		QRcode_free(q);
		out_release(&o);
		arena_free(mem);
	}
}

static void too_much_text_draws_nothing(void **state)
{
	(void)state;
	static char text[4000];
	memset(text, 'k', sizeof text - 1);
	struct arena *mem = arena_new(MEMORY);
	struct out o;
	out_init(&o, mem, MEMORY);
	assert_false(qr_draw(&o, text, ""));
	assert_int_equal(o.len, 0);
	out_release(&o);
	arena_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_drawing_is_the_code), cmocka_unit_test(too_much_text_draws_nothing) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
