/* sql2c ROOM/FILE.sql OUT.c OUT.h: makes a typed C function of every statement.
 *
 * The language is described in tools/README.md, what the functions call in store/sql.h. Parameters are numbered by
 * their first appearance in the text: SQLite takes $2 for a name and numbers names in the order in which it meets
 * them, PostgreSQL goes by the number itself; this way both agree. */
#include "tool.h"

enum { MAX_PARAMS = 24, MAX_COLUMNS = 80, MAX_ROWS = 40, MAX_STATEMENTS = 200, MAX_BINDS = 100, MAX_OWNED = 40 };

enum type { I64, TEXT, TEXT_OR_NULL, SEALED };

static const struct {
	const char *c_type, *bind, *read;
} types[] = {
	[I64] = { "int64_t ", "sql_bind_i64", "sql_col_i64" },
	[TEXT] = { "const char *", "sql_bind_text", "sql_col_text" },
	[TEXT_OR_NULL] = { "const char *", "sql_bind_text", "sql_col_text_or_null" },
	[SEALED] = { "const char *", "sql_bind_sealed", "sql_col_sealed" },
};

struct field {
	const char *name;
	enum type type;
};

struct row {
	const char *name;
	struct field columns[MAX_COLUMNS];
	size_t n;
	bool is_read; /* some statement returns it */
};

struct param {
	struct field field;
	const struct row *row; /* not NULL: a pointer to a row, its members are $name.member */
	bool used;
};

struct bind {
	const char *key, *expression;
	enum type type;
};

enum result { NOTHING, ONE_ROW, MANY_ROWS, NUMBER, ONE_TEXT, CHANGED };

struct statement {
	const char *name, *comment, *text;
	int line;
	struct param params[MAX_PARAMS];
	struct bind binds[MAX_BINDS];
	size_t n_params, n_binds;
	enum result result;
	struct row *row;
	bool writes, returning;
};

struct file {
	struct source src;
	const char *owned[MAX_OWNED];
	struct row rows[MAX_ROWS];
	struct statement *all[MAX_STATEMENTS];
	size_t n_owned, n_rows, n;
	bool has_owner;
};

/* A signature while it is read; mistakes in it are reported at its first line. */
struct scan {
	struct file *f;
	const char *at;
	int line;
};

#define scan_stop(s, ...) tool_stop((s)->f->src.path, (s)->line, __VA_ARGS__)

static bool accept(struct scan *s, const char *token)
{
	s->at += strspn(s->at, " \t");
	if (!str_starts(s->at, token))
		return false;
	s->at += strlen(token);
	return true;
}

static const char *scan_name(struct scan *s, const char *what)
{
	s->at += strspn(s->at, " \t");
	size_t n = name_length(s->at);
	if (!n || isdigit((unsigned char)*s->at))
		scan_stop(s, "%s expected at '%.20s'", what, s->at);
	const char *name = arena_strndup(s->f->src.mem, s->at, n);
	s->at += n;
	return name;
}

static struct row *row_find(struct file *f, const char *name)
{
	for (size_t i = 0; i < f->n_rows; i++)
		if (str_eq(f->rows[i].name, name))
			return &f->rows[i];
	return NULL;
}

static bool scan_type(struct scan *s, const char *name, enum type *out)
{
	if (!str_eq(name, "i64") && !str_eq(name, "text") && !str_eq(name, "sealed"))
		return false;
	*out = str_eq(name, "i64") ? I64 : str_eq(name, "sealed") ? SEALED : accept(s, "?") ? TEXT_OR_NULL : TEXT;
	return true;
}

static void scan_columns(struct scan *s, struct row *r)
{
	do {
		if (r->n == MAX_COLUMNS)
			scan_stop(s, "more than %d columns", MAX_COLUMNS);
		struct field *c = &r->columns[r->n];
		c->name = scan_name(s, "a column's name");
		for (size_t i = 0; i < r->n; i++)
			if (str_eq(r->columns[i].name, c->name))
				scan_stop(s, "column '%s' stands twice in %s", c->name, r->name);
		const char *type = scan_name(s, "a column's type");
		if (!scan_type(s, type, &c->type))
			scan_stop(s, "'%s' is no type of a column: i64, text, text?", type);
		r->n++;
	} while (accept(s, ","));
}

static struct row *scan_row(struct scan *s, const char *name)
{
	struct row *r = row_find(s->f, name);
	if (!accept(s, ":")) {
		if (!r)
			scan_stop(s, "row '%s' has no columns yet: its first statement lists them", name);
		return r;
	}
	if (r)
		scan_stop(s, "row '%s' has its columns already: list them once", name);
	if (s->f->n_rows == MAX_ROWS)
		scan_stop(s, "more than %d kinds of rows", MAX_ROWS);
	r = &s->f->rows[s->f->n_rows];
	r->name = name;
	scan_columns(s, r);
	s->f->n_rows++;
	return r;
}

static void scan_params(struct scan *s, struct statement *st)
{
	/* the function's own parameters, and what is bound without being asked for; its local names end with '_' */
	static const char *const taken[] = { "t", "out", "area", "now" };
	if (accept(s, ")"))
		return;
	do {
		if (st->n_params == MAX_PARAMS)
			scan_stop(s, "more than %d parameters", MAX_PARAMS);
		struct param *p = &st->params[st->n_params];
		p->field.name = scan_name(s, "a parameter's name");
		for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
			if (str_eq(p->field.name, taken[i]))
				scan_stop(s, "a parameter cannot be called '%s'", taken[i]);
		for (size_t i = 0; i < st->n_params; i++)
			if (str_eq(st->params[i].field.name, p->field.name))
				scan_stop(s, "parameter '%s' stands twice", p->field.name);
		const char *type = scan_name(s, "a parameter's type");
		if (!scan_type(s, type, &p->field.type) && !(p->row = row_find(s->f, type)))
			scan_stop(s, "'%s' is no type of a parameter: i64, text, text? or a row of this file", type);
		st->n_params++;
	} while (accept(s, ","));
	if (!accept(s, ")"))
		scan_stop(s, "')' expected at '%.20s'", s->at);
}

static void scan_result(struct scan *s, struct statement *st)
{
	const char *name = scan_name(s, "a result");
	if (str_eq(name, "n")) {
		st->result = CHANGED;
	} else if (str_eq(name, "i64")) {
		st->result = NUMBER;
	} else if (str_eq(name, "text")) {
		st->result = ONE_TEXT;
		if (!accept(s, "?"))
			scan_stop(s, "'-> text' must be 'text?': there may be no row");
	} else {
		st->result = accept(s, "?") ? ONE_ROW : accept(s, "*") ? MANY_ROWS : NOTHING;
		if (st->result == NOTHING)
			scan_stop(s, "say '%s?' for one row or none, '%s*' for many", name, name);
		st->row = scan_row(s, name);
		st->row->is_read = true;
	}
}

static void scan_signature(struct scan *s, struct statement *st)
{
	st->name = scan_name(s, "a signature 'name(parameters) -> result'");
	st->line = s->line;
	for (size_t i = 0; i < s->f->n; i++)
		if (str_eq(s->f->all[i]->name, st->name))
			scan_stop(s, "'%s' stands at line %d already", st->name, s->f->all[i]->line);
	if (!accept(s, "("))
		scan_stop(s, "a signature 'name(parameters) -> result' must stand directly above the statement");
	scan_params(s, st);
	if (accept(s, "->"))
		scan_result(s, st);
	s->at += strspn(s->at, " \t");
	if (*s->at)
		scan_stop(s, "'%.20s' is left over at the signature's end", s->at);
}

static const char *line_end(const char *at)
{
	return at + strcspn(at, "\n");
}

/* Splits the comment above a statement into the words for the header and the signature: the last line that is not a
 * continuation ("--   "), with the continuations that follow it. */
static void read_comment(struct file *f, const char *from, const char *to, struct statement *st)
{
	const char *signature = NULL;
	for (const char *at = from; at && at < to; at = line_end(at) + 1)
		if (!str_starts(at, "--   "))
			signature = at;
	if (!signature)
		source_stop(&f->src, to, "a signature 'name(parameters) -> result' must stand directly above the statement");
	struct out words, joined;
	out_init(&words, f->src.mem, 1 << 16);
	out_init(&joined, f->src.mem, 1 << 16);
	for (const char *at = from; at < to; at = line_end(at) + 1) {
		struct out *o = at < signature ? &words : &joined;
		const char *text = at + 2 + (at[2] == ' ');
		if (o->len)
			out_raw(o, o == &words ? "\n * " : " ");
		out_bytes(o, text, (size_t)(line_end(at) - text));
	}
	if (strstr(out_str(&words), "*/"))
		source_stop(&f->src, from, "'*/' would end the comment in the header");
	st->comment = arena_strdup(f->src.mem, out_str(&words));
	struct scan s = { f, arena_strdup(f->src.mem, out_str(&joined)), source_line(&f->src, signature) };
	scan_signature(&s, st);
	out_release(&words);
	out_release(&joined);
}

static struct bind find_parameter(struct file *f, struct statement *st, const char *at, const char *name,
				  const char *member)
{
	struct arena *mem = f->src.mem;
	if (!member && (str_eq(name, "area") || str_eq(name, "now")))
		return (struct bind){ name, arena_printf(mem, "t->%s", name), I64 };
	for (size_t i = 0; i < st->n_params; i++) {
		struct param *p = &st->params[i];
		if (!str_eq(p->field.name, name))
			continue;
		p->used = true;
		if (!member && !p->row)
			return (struct bind){ name, name, p->field.type };
		for (size_t c = 0; member && p->row && c < p->row->n; c++)
			if (str_eq(p->row->columns[c].name, member))
				return (struct bind){ arena_printf(mem, "%s.%s", name, member), arena_printf(mem, "%s->%s", name, member),
						      p->row->columns[c].type };
		if (!member)
			source_stop(&f->src, at, "$%s is a row: say which member, $%s.…", name, name);
		source_stop(&f->src, at, "$%s has no member '%s'", name, member);
	}
	source_stop(&f->src, at, "$%s is not among the parameters of %s", name, st->name);
}

/* At a '$': returns the place behind the name and gives the parameter's number. */
static const char *read_parameter(struct file *f, struct statement *st, const char *at, size_t *out_number)
{
	const char *from = at + 1;
	size_t n = name_length(from);
	if (!n || isdigit((unsigned char)*from))
		source_stop(&f->src, at, "parameters are written by name: $%s", st->n_params ? st->params[0].field.name : "name");
	const char *name = arena_strndup(f->src.mem, from, n), *member = NULL, *end = from + n;
	size_t m = *end == '.' ? name_length(end + 1) : 0;
	if (m) {
		member = arena_strndup(f->src.mem, end + 1, m);
		end += 1 + m;
	}
	struct bind b = find_parameter(f, st, at, name, member);
	size_t i = 0;
	while (i < st->n_binds && !str_eq(st->binds[i].key, b.key))
		i++;
	if (i == MAX_BINDS)
		source_stop(&f->src, at, "more than %d parameters", MAX_BINDS);
	if (i == st->n_binds)
		st->binds[st->n_binds++] = b;
	*out_number = i + 1;
	return end;
}

static bool is_word(const char *word, const char *upper)
{
	return word && strcasecmp(word, upper) == 0;
}

static void check_owner(const struct file *f, const char *at, const char *table)
{
	for (size_t i = 0; i < f->n_owned; i++)
		if (is_word(table, f->owned[i]))
			return;
	source_stop(&f->src, at, "writes '%s', which this file does not own", table);
}

/* One word outside quotes, with the two before it: finds out what the statement writes. */
static void see_word(const struct file *f, struct statement *st, const char *at, const char *const last[2],
		     const char *word)
{
	static const char *const verbs[] = { "SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "REPLACE", "VALUES" };
	bool known = last[0];
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		known = known || is_word(word, verbs[i]);
	if (!known)
		source_stop(&f->src, at, "a statement cannot begin with '%s'", word);
	bool updates = is_word(last[0], "UPDATE") && !is_word(last[1], "FOR") && !is_word(word, "SET");
	bool deletes = is_word(last[0], "FROM") && is_word(last[1], "DELETE");
	if (is_word(last[0], "INTO") || updates || deletes) {
		check_owner(f, at, word);
		st->writes = true;
	}
	st->returning = st->returning || is_word(word, "RETURNING");
}

static const char *skip_quoted(const struct file *f, const char *at)
{
	const char *end = at + 1 + strcspn(at + 1, "'\n");
	if (*end != '\'')
		source_stop(&f->src, at, "the string does not end on its line");
	return end + 1;
}

/* Reads the statement's text up to its ';' and rewrites it for the engine: parameters numbered, comments gone, white
 * space single. Returns the place behind the ';'. */
static const char *read_text(struct file *f, struct statement *st, const char *at)
{
	const char *last[2] = { NULL, NULL }, *from = at;
	struct out o;
	out_init(&o, f->src.mem, 1 << 20);
	while (*at != ';') {
		const char *was = at;
		size_t n = name_length(at), number;
		if (!*at)
			source_stop(&f->src, from, "the statement has no ';' at the end of a line");
		if (strchr("\"`[", *at) || str_starts(at, "/*"))
			source_stop(&f->src, at, "neither quoted names nor /* */ in a statement");
		if (isspace((unsigned char)*at) || str_starts(at, "--")) {
			at = *at == '-' ? line_end(at) : at + strspn(at, " \t\r\n");
			if (o.len && o.data[o.len - 1] != ' ')
				out_raw(&o, " ");
			continue;
		} else if (*at == '$') {
			at = read_parameter(f, st, at, &number);
			out_printf(&o, "$%zu", number);
			continue;
		} else if (*at == '\'') {
			at = skip_quoted(f, at);
		} else if (n && !isdigit((unsigned char)*at)) {
			const char *word = arena_strndup(f->src.mem, at, n);
			see_word(f, st, at, last, word);
			last[1] = last[0];
			last[0] = word;
			at += n;
		} else {
			at += n ? n : 1;
		}
		out_bytes(&o, was, (size_t)(at - was));
	}
	const char *rest = at + 1 + strspn(at + 1, " \t\r");
	if (*rest && *rest != '\n')
		source_stop(&f->src, at, "';' must end both the statement and its line");
	st->text = str_trim(f->src.mem, out_str(&o));
	out_release(&o);
	return rest;
}

static void check_statement(const struct file *f, const struct statement *st)
{
	const char *path = f->src.path;
	for (size_t i = 0; i < st->n_params; i++)
		if (!st->params[i].used)
			tool_stop(path, st->line, "parameter '%s' is not used", st->params[i].field.name);
	if (st->result == CHANGED && !st->writes)
		tool_stop(path, st->line, "'-> n' counts changed rows, but nothing is written");
	if (st->result == NOTHING && (!st->writes || st->returning))
		tool_stop(path, st->line, "rows come back, but the signature has no result");
	if (st->result != NOTHING && st->result != CHANGED && st->writes && !st->returning)
		tool_stop(path, st->line, "a result needs RETURNING");
}

static void read_owned(struct file *f, const char *at)
{
	const char *end = line_end(at);
	f->has_owner = true;
	for (at += strlen("-- owns:"); at < end; at += strspn(at, " \t\r,")) {
		size_t n = name_length(at);
		if (n && f->n_owned == MAX_OWNED)
			source_stop(&f->src, at, "more than %d tables", MAX_OWNED);
		if (n)
			f->owned[f->n_owned++] = arena_strndup(f->src.mem, at, n);
		else if (!isspace((unsigned char)*at))
			source_stop(&f->src, at, "a table's name expected at '%.20s'", at);
		at += n;
	}
}

static void read_file(struct file *f)
{
	const char *comment = NULL;
	for (const char *at = f->src.text; *at; at = *line_end(at) ? line_end(at) + 1 : line_end(at)) {
		if (str_starts(at, "-- owns:")) {
			if (f->n)
				source_stop(&f->src, at, "'-- owns:' must stand before the first statement");
			read_owned(f, at);
			comment = NULL;
		} else if (str_starts(at, "--")) {
			comment = comment ? comment : at;
		} else if (strspn(at, " \t\r") == strcspn(at, "\n")) {
			comment = NULL;
		} else {
			if (!f->has_owner)
				source_stop(&f->src, at, "'-- owns: table …' must stand before the first statement");
			if (f->n == MAX_STATEMENTS)
				source_stop(&f->src, at, "more than %d statements", MAX_STATEMENTS);
			struct statement *st = arena_new_of(f->src.mem, struct statement);
			read_comment(f, comment, at, st);
			at = read_text(f, st, at);
			check_statement(f, st);
			f->all[f->n++] = st;
			comment = NULL;
		}
	}
	if (!f->n)
		source_stop(&f->src, f->src.text, "there is no statement");
}

static void write_prototype(struct out *o, const struct statement *st)
{
	static const char *const returns[] = {
		[NOTHING] = "void ", [ONE_ROW] = "bool ", [MANY_ROWS] = "size_t ",
		[NUMBER] = "int64_t ", [ONE_TEXT] = "const char *", [CHANGED] = "int64_t ",
	};
	out_printf(o, "%s%s(struct tx *t", returns[st->result], st->name);
	for (size_t i = 0; i < st->n_params; i++) {
		const struct param *p = &st->params[i];
		if (p->row)
			out_printf(o, ", const struct %s *%s", p->row->name, p->field.name);
		else
			out_printf(o, ", %s%s", types[p->field.type].c_type, p->field.name);
	}
	if (st->row)
		out_printf(o, ", struct %s %sout", st->row->name, st->result == MANY_ROWS ? "**" : "*");
	out_raw(o, ")");
}

static void write_header(struct out *o, const struct file *f, const char *set)
{
	out_printf(o, "/* Made by sql2c from %s/%s.sql. */\n#pragma once\n#include \"store/store.h\"\n", f->src.room, f->src.stem);
	for (size_t i = 0; i < f->n_rows; i++) {
		const struct row *r = &f->rows[i];
		out_printf(o, "\nstruct %s {\n", r->name);
		for (size_t c = 0; c < r->n; c++)
			out_printf(o, "\t%s%s;%s\n", types[r->columns[c].type].c_type, r->columns[c].name,
				   r->columns[c].type == TEXT_OR_NULL ? " /* may be NULL */" : "");
		out_raw(o, "};\n");
	}
	for (size_t i = 0; i < f->n; i++) {
		out_raw(o, "\n");
		if (*f->all[i]->comment)
			out_printf(o, "/* %s */\n", f->all[i]->comment);
		write_prototype(o, f->all[i]);
		out_raw(o, ";\n");
	}
	out_printf(o, "\nextern const struct sql_set %s;\n", set);
}

/* Columns that the generated code reads; the tests compare them with what the engine says. */
static size_t columns_read(const struct statement *st)
{
	return st->row ? st->row->n : st->result == NUMBER || st->result == ONE_TEXT;
}

static void write_table(struct out *o, const struct file *f)
{
	out_raw(o, "\nstatic struct sql all_[] = {\n");
	for (size_t i = 0; i < f->n; i++) {
		const struct statement *st = f->all[i];
		out_printf(o, "\t{ .name = \"%s\", .file = \"%s/%s.sql\", .line = %d, .writes = %s, .columns = %zu, .params = %zu, .id = -1,\n"
			      "\t  .text = ",
			   st->name, f->src.room, f->src.stem, st->line, st->writes ? "true" : "false", columns_read(st), st->n_binds);
		tool_literal(o, st->text, strlen(st->text));
		out_raw(o, " },\n");
	}
	out_raw(o, "};\n");
}

static void write_reader(struct out *o, const struct row *r)
{
	out_printf(o, "\nstatic void read_%s(struct cursor *cursor_, struct %s *out)\n{\n", r->name, r->name);
	for (size_t c = 0; c < r->n; c++)
		out_printf(o, "\tout->%s = %s(cursor_, %zu);\n", r->columns[c].name, types[r->columns[c].type].read, c);
	out_raw(o, "}\n");
}

static void write_many_rows(struct out *o, const char *row)
{
	out_printf(o,
		   "\tstruct %s *rows_ = NULL;\n\tsize_t used_ = 0, room_ = 0;\n"
		   "\twhile (sql_row(&cursor_)) {\n"
		   "\t\tif (used_ == room_) {\n"
		   "\t\t\troom_ = room_ ? room_ * 2 : 16;\n"
		   "\t\t\trows_ = arena_grow(t->mem, rows_, used_ * sizeof *rows_, room_ * sizeof *rows_);\n"
		   "\t\t}\n"
		   "\t\tread_%s(&cursor_, &rows_[used_++]);\n"
		   "\t}\n"
		   "\tsql_end(&cursor_);\n\t*out = rows_;\n\treturn used_;\n",
		   row, row);
}

static void write_result(struct out *o, const struct statement *st)
{
	switch (st->result) {
	case NOTHING:
		out_raw(o, "\tsql_row(&cursor_);\n\tsql_end(&cursor_);\n");
		break;
	case CHANGED:
		out_raw(o, "\twhile (sql_row(&cursor_))\n\t\t;\n\treturn sql_end(&cursor_);\n");
		break;
	case NUMBER:
		out_raw(o, "\tint64_t value_ = sql_row(&cursor_) ? sql_col_i64(&cursor_, 0) : 0;\n\tsql_end(&cursor_);\n\treturn value_;\n");
		break;
	case ONE_TEXT:
		out_raw(o, "\tconst char *value_ = sql_row(&cursor_) ? sql_col_text_or_null(&cursor_, 0) : NULL;\n"
			   "\tsql_end(&cursor_);\n\treturn value_;\n");
		break;
	case ONE_ROW:
		out_printf(o, "\tbool found_ = sql_row(&cursor_);\n\tif (found_)\n\t\tread_%s(&cursor_, out);\n"
			      "\tsql_end(&cursor_);\n\treturn found_;\n", st->row->name);
		break;
	case MANY_ROWS:
		write_many_rows(o, st->row->name);
		break;
	}
}

static void write_code(struct out *o, const struct file *f, const char *header, const char *set)
{
	out_printf(o, "/* Made by sql2c from %s/%s.sql. */\n#include \"%s\"\n", f->src.room, f->src.stem, header);
	write_table(o, f);
	for (size_t i = 0; i < f->n_rows; i++)
		if (f->rows[i].is_read)
			write_reader(o, &f->rows[i]);
	for (size_t i = 0; i < f->n; i++) {
		const struct statement *st = f->all[i];
		out_raw(o, "\n");
		write_prototype(o, st);
		out_printf(o, "\n{\n\tstruct cursor cursor_;\n\tsql_start(t, &all_[%zu], &cursor_);\n", i);
		for (size_t b = 0; b < st->n_binds; b++)
			out_printf(o, "\t%s(&cursor_, %s);\n", types[st->binds[b].type].bind, st->binds[b].expression);
		write_result(o, st);
		out_raw(o, "}\n");
	}
	out_printf(o, "\nconst struct sql_set %s = { \"%s\", all_, sizeof all_ / sizeof *all_ };\n", set, f->src.room);
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fputs("usage: sql2c ROOM/FILE.sql OUT.c OUT.h\n", stderr);
		return 2;
	}
	struct arena *mem = arena_new(TOOL_MAX_BYTES);
	struct file *f = arena_new_of(mem, struct file);
	f->src = source_open(mem, argv[1]);
	read_file(f);
	const char *set = str_eq(f->src.room, f->src.stem) ? arena_printf(mem, "%s_sql", f->src.room)
							   : arena_printf(mem, "%s_%s_sql", f->src.room, f->src.stem);
	struct out code, header;
	out_init(&code, mem, TOOL_MAX_BYTES);
	out_init(&header, mem, TOOL_MAX_BYTES);
	write_code(&code, f, tool_base_name(argv[3]), set);
	write_header(&header, f, set);
	tool_write(argv[2], &code);
	tool_write(argv[3], &header);
	out_release(&code);
	out_release(&header);
	arena_free(mem);
	return 0;
}
