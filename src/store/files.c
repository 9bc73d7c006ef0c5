#include "store/files.h"
#include "store/store.sql.h"
#include "base/log.h"
#include "base/str.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <magic.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct file_draft {
	struct store *store;
	struct digest *digest;
	size_t size;
	int fd;
	char path[PATH_MAX];
};

static enum err io_fault(struct fault *f, const char *what)
{
	int n = errno;
	log_line("event=file_failed what=%s errno=%d", what, n);
	if (n == ENOSPC || n == EDQUOT || n == EFBIG)
		return fault_set(f, ERR_FULL, "", "存储空间已满，这个文件没有存下。");
	return fault_set(f, ERR_INTERNAL, "", "文件没有存下(%s)。", what);
}

static void place_of(const struct store *s, const char *hash, char out[PATH_MAX])
{
	must(strlen(hash) == DIGEST_HEX - 1 && strspn(hash, "0123456789abcdef") == DIGEST_HEX - 1);
	snprintf(out, PATH_MAX, "%s/%.2s/%s", store_files_dir(s), hash, hash);
}

enum err file_begin(struct store *s, struct fault *f, struct file_draft **out)
{
	struct file_draft *d = calloc(1, sizeof *d);
	must(d);
	d->store = s;
	snprintf(d->path, sizeof d->path, "%s/tmp/%llx", store_files_dir(s), (unsigned long long)store_new_id(s));
	d->fd = open(d->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (d->fd < 0) {
		free(d);
		return io_fault(f, "open");
	}
	d->digest = digest_new();
	*out = d;
	return OK;
}

enum err file_append(struct file_draft *d, const void *data, size_t n, struct fault *f)
{
	for (const char *p = data, *end = p + n; p < end;) {
		ssize_t w = write(d->fd, p, (size_t)(end - p));
		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return io_fault(f, "write");
		p += w;
	}
	digest_add(d->digest, data, n);
	d->size += n;
	return OK;
}

size_t file_draft_size(const struct file_draft *d)
{
	return d->size;
}

/* One libmagic cookie for the process: loading its database costs more than a look. */
const char *file_type(struct arena *mem, const char *path)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static magic_t cookie;
	pthread_mutex_lock(&lock);
	if (!cookie) {
		cookie = magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR);
		must(cookie && magic_load(cookie, NULL) == 0);
	}
	const char *type = magic_file(cookie, path);
	const char *copy = arena_strdup(mem, type ? type : "application/octet-stream");
	pthread_mutex_unlock(&lock);
	return copy;
}

static bool sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return ok;
}

static bool move_into_place(struct file_draft *d, const char *hash)
{
	char to[PATH_MAX], folder[PATH_MAX];
	place_of(d->store, hash, to);
	snprintf(folder, sizeof folder, "%s/%.2s", store_files_dir(d->store), hash);
	if (mkdir(folder, 0700) == 0)
		sync_folder(store_files_dir(d->store));
	return rename(d->path, to) == 0 && sync_folder(folder);
}

enum err file_finish(struct file_draft *d, struct arena *mem, struct fault *f, char out_hash[DIGEST_HEX],
		     const char **out_type)
{
	char hash[DIGEST_HEX];
	digest_end(d->digest, hash);
	d->digest = NULL;
	const char *type = file_type(mem, d->path);
	enum err e = fsync(d->fd) == 0 && move_into_place(d, hash) ? OK : io_fault(f, "sync");
	if (!e) {
		memcpy(out_hash, hash, DIGEST_HEX);
		*out_type = type;
	}
	file_drop(d);
	return e;
}

void file_drop(struct file_draft *d)
{
	if (!d)
		return;
	char hash[DIGEST_HEX];
	if (d->digest)
		digest_end(d->digest, hash);
	close(d->fd);
	unlink(d->path); /* gone already when it was moved into place */
	free(d);
}

enum err file_put(struct store *s, struct arena *mem, struct fault *f, const void *data, size_t n,
		  char out_hash[DIGEST_HEX])
{
	struct file_draft *d;
	const char *type;
	enum err e = file_begin(s, f, &d);
	if (e)
		return e;
	e = file_append(d, data, n, f);
	if (e) {
		file_drop(d);
		return e;
	}
	return file_finish(d, mem, f, out_hash, &type);
}

int file_open(struct store *s, const char *hash)
{
	char path[PATH_MAX];
	place_of(s, hash, path);
	return open(path, O_RDONLY | O_CLOEXEC);
}

bool file_is_whole(struct store *s, const char *hash)
{
	char found[DIGEST_HEX];
	static _Thread_local char chunk[64 * 1024];
	int fd = file_open(s, hash);
	if (fd < 0)
		return false;
	struct digest *d = digest_new();
	ssize_t n;
	while ((n = read(fd, chunk, sizeof chunk)) > 0)
		digest_add(d, chunk, (size_t)n);
	close(fd);
	digest_end(d, found);
	return n == 0 && str_eq(found, hash);
}

struct orphan {
	const char *hash, *path;
	bool removed;
};

/* On the writer, so that no record of this content can be made between the look and the removal. */
static enum err remove_orphan(struct tx *t, void *arg)
{
	struct orphan *o = arg;
	struct file_row row;
	if (!file_find(t, o->hash, &row) && !t->failed)
		o->removed = unlink(o->path) == 0;
	return OK;
}

static bool old_enough(const char *path, int64_t before_ms)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && (int64_t)st.st_mtime * 1000 < before_ms;
}

static size_t sweep_folder(struct store *s, const char *folder, bool drafts, int64_t before_ms)
{
	size_t n = 0;
	DIR *dir = opendir(folder);
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		struct arena *a = arena_new(1 << 20);
		struct fault f = { 0 };
		struct orphan o = { .hash = entry->d_name, .path = arena_printf(a, "%s/%s", folder, entry->d_name) };
		if (!old_enough(o.path, before_ms))
			;
		else if (drafts)
			n += unlink(o.path) == 0;
		else if (store_write(s, a, &f, remove_orphan, &o) == OK)
			n += o.removed;
		arena_free(a);
	}
	if (dir)
		closedir(dir);
	return n;
}

size_t file_sweep(struct store *s, int64_t older_than_ms)
{
	char folder[PATH_MAX];
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now); /* file times are the machine's, never the injected clock's */
	int64_t before_ms = (int64_t)now.tv_sec * 1000 - older_than_ms;
	snprintf(folder, sizeof folder, "%s/tmp", store_files_dir(s));
	size_t n = sweep_folder(s, folder, true, before_ms);
	for (int i = 0; i < 256; i++) {
		snprintf(folder, sizeof folder, "%s/%02x", store_files_dir(s), i);
		n += sweep_folder(s, folder, false, before_ms);
	}
	return n;
}
