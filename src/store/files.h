/* Files, kept by the SM3 hash of their content under files_dir/ab/abcd….
 *
 * A file is streamed to files_dir/tmp, synced, and renamed to its place *before* the transaction that records it; it is
 * visible only through that record, so a crash leaves at most an orphan, which file_sweep() removes later. */
#pragma once
#include "base/digest.h"
#include "store/store.h"

struct file_draft;

MUST_CHECK enum err file_begin(struct store *s, struct fault *f, struct file_draft **out);
MUST_CHECK enum err file_append(struct file_draft *d, const void *data, size_t n, struct fault *f); /* ERR_FULL */
size_t file_draft_size(const struct file_draft *d);
/* Syncs, finds out the type from the content (libmagic), moves into place. The draft is gone afterwards either way. */
MUST_CHECK enum err file_finish(struct file_draft *d, struct arena *mem, struct fault *f, char out_hash[DIGEST_HEX],
				const char **out_type);
void file_drop(struct file_draft *d); /* NULL is allowed */

/* The whole in one call, for what is made in memory. */
MUST_CHECK enum err file_put(struct store *s, struct arena *mem, struct fault *f, const void *data, size_t n,
			     char out_hash[DIGEST_HEX]);

/* The type of the content, as libmagic sees it ("application/pdf"). */
const char *file_type(struct arena *mem, const char *path);

/* Opens for reading; -1 when it is not there. hash must be 64 hex digits (must). */
int file_open(struct store *s, const char *hash);
/* Reads it again and compares: false when it is missing or has changed. */
bool file_is_whole(struct store *s, const char *hash);
/* Removes contents older than older_than_ms that no record names, and abandoned drafts; returns how many. */
size_t file_sweep(struct store *s, int64_t older_than_ms);
