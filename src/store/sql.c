#include "store/sql.h"
#include "store/conn.h"
#include "base/secret.h"
#include "base/str.h"

static const struct engine *engine_of(struct cursor *c)
{
	return c->tx->conn->engine;
}

void sql_start(struct tx *t, struct sql *s, struct cursor *c)
{
	*c = (struct cursor){ .tx = t };
	if (!t->failed)
		c->stmt = t->conn->engine->start(t->conn, s, t);
}

void sql_bind_i64(struct cursor *c, int64_t v)
{
	if (c->stmt)
		engine_of(c)->bind_i64(c->stmt, ++c->bound, v);
}

void sql_bind_text(struct cursor *c, const char *v)
{
	if (c->stmt)
		engine_of(c)->bind_text(c->stmt, ++c->bound, v);
}

void sql_bind_sealed(struct cursor *c, const char *v)
{
	if (c->stmt)
		sql_bind_text(c, secret_seal(store_secret(c->tx->store), c->tx->mem, v));
}

bool sql_row(struct cursor *c)
{
	return c->stmt && !c->tx->failed && engine_of(c)->row(c->tx->conn, c->stmt, c->tx);
}

int64_t sql_col_i64(struct cursor *c, int col)
{
	return engine_of(c)->col_i64(c->stmt, col);
}

const char *sql_col_text_or_null(struct cursor *c, int col)
{
	size_t n;
	const char *s = engine_of(c)->col_text(c->stmt, col, &n);
	return s ? arena_strndup(c->tx->mem, s, n) : NULL;
}

const char *sql_col_text(struct cursor *c, int col)
{
	return str_or_empty(sql_col_text_or_null(c, col));
}

const char *sql_col_sealed(struct cursor *c, int col)
{
	const char *text = secret_unseal(store_secret(c->tx->store), c->tx->mem, sql_col_text(c, col));
	if (!text)
		c->tx->failed = fail(c->tx, ERR_INTERNAL, "sealed data cannot be read: the key file is another one");
	return str_or_empty(text);
}

int64_t sql_end(struct cursor *c)
{
	if (!c->stmt)
		return 0;
	int64_t n = engine_of(c)->end(c->tx->conn, c->stmt);
	c->stmt = NULL;
	return c->tx->failed ? 0 : n;
}
