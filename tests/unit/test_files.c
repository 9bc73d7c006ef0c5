/* Files kept by their content, sweeping, and a full disk. */
#include "store_world.h"
#include "store/files.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static const char pdf[] = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

static enum err record_file(struct tx *t, void *arg)
{
	file_add(t, arg, sizeof pdf, "application/pdf");
	return t->failed;
}

static size_t drafts_left(struct world *w)
{
	const char *command = arena_printf(w->a, "find %s/tmp -type f | wc -l", w->files);
	FILE *f = popen(command, "r");
	size_t n = SIZE_MAX;
	assert_int_equal(fscanf(f, "%zu", &n), 1);
	pclose(f);
	return n;
}

static void a_file_is_kept_by_its_content(void **state)
{
	struct world *w = *state;
	char hash[DIGEST_HEX], again[DIGEST_HEX], expected[DIGEST_HEX], content[sizeof pdf];
	assert_int_equal(file_put(w->s, w->a, &w->f, pdf, sizeof pdf, hash), OK);
	digest_hex(pdf, sizeof pdf, expected);
	assert_string_equal(hash, expected);
	assert_int_equal(file_put(w->s, w->a, &w->f, pdf, sizeof pdf, again), OK);
	assert_string_equal(again, hash);
	int fd = file_open(w->s, hash);
	assert_true(fd >= 0);
	assert_int_equal(read(fd, content, sizeof content), sizeof pdf);
	close(fd);
	assert_memory_equal(content, pdf, sizeof pdf);
	assert_true(file_is_whole(w->s, hash));
	assert_int_equal(drafts_left(w), 0);
}

static void a_changed_or_missing_file_is_found_out(void **state)
{
	struct world *w = *state;
	char hash[DIGEST_HEX];
	assert_int_equal(file_put(w->s, w->a, &w->f, pdf, sizeof pdf, hash), OK);
	const char *path = arena_printf(w->a, "%s/%.2s/%s", w->files, hash, hash);
	FILE *f = fopen(path, "r+b");
	fputc('X', f);
	fclose(f);
	assert_false(file_is_whole(w->s, hash));
	assert_int_equal(unlink(path), 0);
	assert_false(file_is_whole(w->s, hash));
	assert_true(file_open(w->s, hash) < 0);
}

static void a_file_in_pieces_has_its_type_by_content(void **state)
{
	struct world *w = *state;
	struct file_draft *d;
	char hash[DIGEST_HEX];
	const char *type = NULL;
	assert_int_equal(file_begin(w->s, &w->f, &d), OK);
	for (size_t i = 0; i < sizeof pdf; i++)
		assert_int_equal(file_append(d, pdf + i, 1, &w->f), OK);
	assert_int_equal(file_draft_size(d), sizeof pdf);
	assert_int_equal(file_finish(d, w->a, &w->f, hash, &type), OK);
	assert_string_equal(type, "application/pdf");
	assert_true(file_is_whole(w->s, hash));
}

static void a_dropped_draft_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct file_draft *d;
	assert_int_equal(file_begin(w->s, &w->f, &d), OK);
	assert_int_equal(file_append(d, pdf, sizeof pdf, &w->f), OK);
	assert_int_equal(drafts_left(w), 1);
	file_drop(d);
	assert_int_equal(drafts_left(w), 0);
	file_drop(NULL);
}

static void sweeping_takes_only_old_orphans(void **state)
{
	struct world *w = *state;
	enum { HOUR_MS = 3600 * 1000 };
	struct file_draft *d;
	char kept[DIGEST_HEX], orphan[DIGEST_HEX];
	assert_int_equal(file_put(w->s, w->a, &w->f, pdf, sizeof pdf, kept), OK);
	assert_int_equal(store_write(w->s, w->a, &w->f, record_file, kept), OK);
	assert_int_equal(file_put(w->s, w->a, &w->f, "orphan", 6, orphan), OK);
	assert_int_equal(file_begin(w->s, &w->f, &d), OK);
	assert_int_equal(file_sweep(w->s, HOUR_MS), 0); /* somebody may be about to record it */
	assert_true(file_is_whole(w->s, orphan));
	assert_int_equal(file_sweep(w->s, -HOUR_MS), 2); /* as if an hour had gone: the orphan and the draft */
	assert_false(file_is_whole(w->s, orphan));
	assert_true(file_is_whole(w->s, kept));
	assert_int_equal(drafts_left(w), 0);
	file_drop(d);
}

/* --- a full disk --- */

static enum err add_large(struct tx *t, void *arg)
{
	enum { BYTES = 64 * 1024 };
	char *words = arena_alloc(t->mem, BYTES + 1);
	memset(words, 'x', BYTES);
	snprintf(words, 24, "%lld", (long long)*(int64_t *)arg);
	words[strlen(words)] = 'x';
	note_add(t, *(int64_t *)arg, words);
	return t->failed;
}

static void limit_files(rlim_t bytes)
{
	const struct rlimit l = { bytes, RLIM_INFINITY };
	must(setrlimit(RLIMIT_FSIZE, &l) == 0);
}

/* In a process of its own, because limits hold for a whole process. Returns what went wrong, 0 when nothing did. */
static int fill_up(struct world *w)
{
	enum { ROOM = 2 << 20, MOST = 200 };
	int64_t no = 0, kept = 0;
	char hash[DIGEST_HEX];
	enum err e = OK;
	char *large = arena_alloc(w->a, 2 * ROOM);
	signal(SIGXFSZ, SIG_IGN);
	open_store(w, note_sets, notes);
	limit_files(ROOM);
	for (; no < MOST && (e = store_write(w->s, w->a, &w->f, add_large, &no)) == OK; no++)
		kept++;
	if (e != ERR_FULL || w->f.code != ERR_FULL || !*w->f.words)
		return fprintf(stderr, "a full disk gave %s: %s\n", err_word(e), w->f.words);
	if (file_put(w->s, w->a, &w->f, large, 2 * ROOM, hash) != ERR_FULL)
		return fprintf(stderr, "a file that does not fit gave %s\n", err_word(w->f.code));
	if (drafts_left(w) != 0)
		return fprintf(stderr, "a draft that did not fit was left behind\n");
	if (count_notes(w) != kept)
		return fprintf(stderr, "%lld notes were acknowledged, %lld are there\n", (long long)kept, (long long)count_notes(w));
	limit_files(RLIM_INFINITY);
	if (store_write(w->s, w->a, &w->f, add_large, &no) != OK || count_notes(w) != kept + 1)
		return fprintf(stderr, "with room again: %s\n", w->f.words);
	store_close(w->s);
	open_store(w, note_sets, notes);
	if (count_notes(w) != kept + 1)
		return fprintf(stderr, "after opening again notes are missing\n");
	store_close(w->s);
	return 0;
}

static void a_full_disk_loses_nothing_acknowledged(void **state)
{
	(void)state;
	struct world *w = calloc(1, sizeof *w);
	make_folder(w);
	int status = 0;
	pid_t child = fork();
	if (child == 0)
		_exit(fill_up(w) ? 1 : 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(system(arena_printf(w->a, "rm -r %s", w->dir)), 0);
	arena_free(w->a);
	free(w);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_disk_loses_nothing_acknowledged), /* first: it forks, and no thread runs yet */
		ON(open_platform, a_file_is_kept_by_its_content),
		ON(open_platform, a_changed_or_missing_file_is_found_out),
		ON(open_platform, a_file_in_pieces_has_its_type_by_content),
		ON(open_platform, a_dropped_draft_leaves_nothing),
		ON(open_platform, sweeping_takes_only_old_orphans),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
