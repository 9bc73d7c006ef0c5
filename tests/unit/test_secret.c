/* Personal data at rest: what is sealed can be read with the same key only, and not when it was changed. */
#include "base/digest.h"
#include "base/secret.h"
#include "base/str.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

struct keys {
	char dir[64], path[96], other_path[96];
	struct arena *a;
	struct fault f;
	struct secret *one, *other;
};

static int open_keys(void **state)
{
	struct keys *k = calloc(1, sizeof *k);
	snprintf(k->dir, sizeof k->dir, "/tmp/tongban-test-XXXXXX");
	assert_non_null(mkdtemp(k->dir));
	snprintf(k->path, sizeof k->path, "%s/key", k->dir);
	snprintf(k->other_path, sizeof k->other_path, "%s/other", k->dir);
	k->a = arena_new(64 << 20);
	assert_int_equal(secret_open(k->path, true, &k->f, &k->one), OK);
	assert_int_equal(secret_open(k->other_path, true, &k->f, &k->other), OK);
	*state = k;
	return 0;
}

static int close_keys(void **state)
{
	struct keys *k = *state;
	secret_close(k->one);
	secret_close(k->other);
	unlink(k->path);
	unlink(k->other_path);
	assert_int_equal(rmdir(k->dir), 0);
	arena_free(k->a);
	free(k);
	return 0;
}

static const char *const texts[] = { "1", "350205199003070017", "13900000001", "厦门市海沧区沧虹路 95 号 101 室", "🀄 四字节 \t\n" };
enum { TEXTS = sizeof texts / sizeof *texts };

static void what_is_sealed_can_be_read_again(void **state)
{
	struct keys *k = *state;
	for (size_t i = 0; i < TEXTS; i++)
		assert_string_equal(secret_unseal(k->one, k->a, secret_seal(k->one, k->a, texts[i])), texts[i]);
	for (size_t n = 1; n < 200; n++) {
		char *text = arena_alloc(k->a, n + 1);
		memset(text, 'a', n);
		assert_string_equal(secret_unseal(k->one, k->a, secret_seal(k->one, k->a, text)), text);
	}
}

static void nothing_stays_nothing(void **state)
{
	struct keys *k = *state;
	assert_string_equal(secret_seal(k->one, k->a, ""), "");
	assert_string_equal(secret_unseal(k->one, k->a, ""), "");
}

static void a_seal_shows_nothing_and_never_repeats(void **state)
{
	struct keys *k = *state;
	const char *first = secret_seal(k->one, k->a, texts[1]), *second = secret_seal(k->one, k->a, texts[1]);
	assert_true(str_starts(first, "1:"));
	assert_int_equal(strspn(first + 2, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="), strlen(first) - 2);
	assert_string_not_equal(first, second);
	assert_null(strstr(first, hex_of(k->a, texts[1], strlen(texts[1]))));
}

static void every_changed_character_is_found_out(void **state)
{
	struct keys *k = *state;
	const char *sealed = secret_seal(k->one, k->a, texts[1]);
	for (size_t i = 0; i < strlen(sealed); i++) {
		char *changed = arena_strdup(k->a, sealed);
		changed[i] = changed[i] == '0' ? '1' : '0';
		if (secret_unseal(k->one, k->a, changed))
			fail_msg("a change at character %zu of %s was not seen", i, sealed);
	}
}

static void every_cut_is_found_out(void **state)
{
	struct keys *k = *state;
	const char *sealed = secret_seal(k->one, k->a, texts[3]);
	for (size_t n = 1; n < strlen(sealed); n++) {
		assert_null(secret_unseal(k->one, k->a, arena_strndup(k->a, sealed, n)));
		assert_null(secret_unseal(k->one, k->a, sealed + n));
	}
	assert_null(secret_unseal(k->one, k->a, arena_printf(k->a, "%s00", sealed)));
	assert_null(secret_unseal(k->one, k->a, arena_printf(k->a, "2:%s", sealed + 2)));
	assert_null(secret_unseal(k->one, k->a, "350205199003070017"));
	assert_null(secret_unseal(k->one, k->a, "1:zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"));
}

static void another_key_cannot_read_it(void **state)
{
	struct keys *k = *state;
	assert_null(secret_unseal(k->other, k->a, secret_seal(k->one, k->a, texts[2])));
}

static void keys_for_look_up_are_steady_and_apart(void **state)
{
	struct keys *k = *state;
	const char *phone = secret_key(k->one, k->a, "phone", "13900000001");
	assert_int_equal(strlen(phone), DIGEST_HEX - 1);
	assert_string_equal(secret_key(k->one, k->a, "phone", "13900000001"), phone);
	assert_string_not_equal(secret_key(k->one, k->a, "phone", "13900000002"), phone);
	assert_string_not_equal(secret_key(k->one, k->a, "certificate", "13900000001"), phone);
	assert_string_not_equal(secret_key(k->other, k->a, "phone", "13900000001"), phone);
}

static void the_key_file_is_its_owners_only_and_stays(void **state)
{
	struct keys *k = *state;
	struct stat st;
	struct secret *again = NULL;
	assert_int_equal(stat(k->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	const char *sealed = secret_seal(k->one, k->a, texts[1]);
	assert_int_equal(secret_open(k->path, true, &k->f, &again), OK); /* create makes no new one beside the old */
	assert_string_equal(secret_unseal(again, k->a, sealed), texts[1]);
	secret_close(again);
}

static void a_missing_or_damaged_key_is_said(void **state)
{
	struct keys *k = *state;
	struct secret *s = NULL;
	const char *none = arena_printf(k->a, "%s/none", k->dir), *damaged = arena_printf(k->a, "%s/damaged", k->dir);
	assert_int_equal(secret_open(none, false, &k->f, &s), ERR_NOT_FOUND);
	assert_non_null(strstr(k->f.words, "none"));
	assert_int_equal(access(none, F_OK), -1);
	static const char *const sizes[] = { "", "too short", "this one is a little longer than a key file may be, so it is refused too" };
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		int fd = open(damaged, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		assert_int_equal(write(fd, sizes[i], strlen(sizes[i])), strlen(sizes[i]));
		close(fd);
		assert_int_equal(secret_open(damaged, true, &k->f, &s), ERR_NOT_FOUND);
	}
	unlink(damaged);
	assert_null(s);
}

#define WITH_KEYS(test) cmocka_unit_test_setup_teardown(test, open_keys, close_keys)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_KEYS(what_is_sealed_can_be_read_again),
		WITH_KEYS(nothing_stays_nothing),
		WITH_KEYS(a_seal_shows_nothing_and_never_repeats),
		WITH_KEYS(every_changed_character_is_found_out),
		WITH_KEYS(every_cut_is_found_out),
		WITH_KEYS(another_key_cannot_read_it),
		WITH_KEYS(keys_for_look_up_are_steady_and_apart),
		WITH_KEYS(the_key_file_is_its_owners_only_and_stays),
		WITH_KEYS(a_missing_or_damaged_key_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
