#include "identity/identity.h"
#include "identity/identity.sql.h"

/* Behind one address may sit a whole office: a client may fail more often than a subject. */
enum { FREE_FAILURES = 5, FREE_CLIENT_FAILURES = 40, MINUTE_MS = 60 * 1000, LONGEST_MINUTES = 60, REMEMBERED_MS = DAY_MS };

/* Failures on a subject that still count. */
static int64_t failures_of(struct tx *t, const char *subject_key, int64_t *out_last_at)
{
	struct attempt_row row;
	if (!attempt_find(t, subject_key, &row) || t->now - row.last_at >= REMEMBERED_MS)
		return 0;
	*out_last_at = row.last_at;
	return row.failures;
}

static int64_t pause_ms(int64_t over)
{
	int64_t minutes = over < 6 ? (int64_t)1 << over : LONGEST_MINUTES;
	return minutes * MINUTE_MS;
}

static bool allowed(struct tx *t, const char *subject_key, int64_t free)
{
	int64_t last_at = 0, failures = failures_of(t, subject_key, &last_at);
	return failures < free || t->now - last_at >= pause_ms(failures - free);
}

bool attempt_allowed(struct tx *t, const char *subject_key)
{
	return allowed(t, subject_key, FREE_FAILURES);
}

bool attempt_client_allowed(struct tx *t, const char *client_key)
{
	return allowed(t, client_key, FREE_CLIENT_FAILURES);
}

void attempt_failed(struct tx *t, const char *subject_key)
{
	int64_t last_at;
	attempt_put(t, subject_key, failures_of(t, subject_key, &last_at) + 1);
	attempt_remove_old(t, subject_key, t->now - REMEMBERED_MS);
}

void attempt_forget(struct tx *t, const char *subject_key)
{
	attempt_remove(t, subject_key);
}
