#include "store/store_private.h"
#include "store/store.sql.h"
#include "base/digest.h"
#include "base/str.h"

struct step {
	const struct embedded *file;
	char hash[DIGEST_HEX];
	bool applied;
};

static enum err ensure_ledger(struct tx *t, void *arg)
{
	(void)arg;
	return t->conn->engine->script(t->conn,
		"CREATE TABLE IF NOT EXISTS schema_migration (name TEXT NOT NULL PRIMARY KEY, hash TEXT NOT NULL, "
		"at INTEGER NOT NULL) STRICT", t->fault) ? OK : t->fault->code;
}

static enum err apply(struct tx *t, void *arg)
{
	struct step *step = arg;
	const char *before = migration_hash(t, step->file->path);
	if (before && !str_eq(before, step->hash))
		return fail(t, ERR_CONFLICT, "migration %s has changed since it was applied", step->file->path);
	if (before)
		return OK;
	if (!t->conn->engine->script(t->conn, (const char *)step->file->data, t->fault))
		return t->fault->code;
	migration_add(t, step->file->path, step->hash);
	step->applied = true;
	return OK;
}

enum err store_migrate(struct store *s, const struct embedded *schema, struct fault *f, int *out_applied)
{
	struct arena *a = arena_new(1 << 20);
	int applied = 0;
	enum err e = store_write(s, a, f, ensure_ledger, NULL);
	for (; !e && schema->path; schema++) {
		struct step step = { .file = schema };
		digest_hex(schema->data, schema->size, step.hash);
		e = store_write(s, a, f, apply, &step);
		applied += step.applied;
	}
	arena_free(a);
	if (!e)
		*out_applied = applied;
	return e;
}

static enum err check(struct tx *t, const struct embedded *schema)
{
	int64_t known = 0;
	for (; schema->path; schema++, known++) {
		char hash[DIGEST_HEX];
		const char *before = migration_hash(t, schema->path);
		digest_hex(schema->data, schema->size, hash);
		if (t->failed || !before)
			return fail(t, ERR_CONFLICT, "the database lacks migration %s: run `tongban migrate`", schema->path);
		if (!str_eq(before, hash))
			return fail(t, ERR_CONFLICT, "migration %s has changed since it was applied", schema->path);
	}
	return migration_count(t) == known ? OK : fail(t, ERR_CONFLICT, "the database was made by a newer program");
}

enum err store_check_schema(struct store *s, const struct embedded *schema, struct fault *f)
{
	struct arena *a = arena_new(1 << 20);
	struct tx *t = store_read(s, a, f);
	enum err e = check(t, schema);
	store_read_done(t);
	arena_free(a);
	return e;
}
