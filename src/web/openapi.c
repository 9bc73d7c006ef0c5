#include "web/openapi.h"
#include "base/str.h"
#include <string.h>

enum { MAX_SHAPES = 100 };

/* Shapes that the document names, each once. */
struct shapes {
	const struct shape *all[MAX_SHAPES];
	size_t n;
};

static void collect(struct shapes *s, const struct shape *shape)
{
	if (!shape)
		return;
	for (size_t i = 0; i < s->n; i++)
		if (s->all[i] == shape)
			return;
	must(s->n < MAX_SHAPES);
	s->all[s->n++] = shape;
	for (const struct member *m = shape->members; m->name; m++)
		collect(s, m->of);
}

static void write_reference(struct json_out *j, struct arena *a, const char *name)
{
	json_open(j, '{');
	json_member_text(j, "$ref", arena_printf(a, "#/components/schemas/%s", name));
	json_close(j, '}');
}

/* The JSON Schema type of a member; NULL where anything may stand. */
static const char *type_of(char type)
{
	static const struct { char type; const char *name; } names[] = {
		{ 's', "string" }, { 'd', "string" }, { 'i', "integer" }, { 'b', "boolean" }, { 'a', "array" }, { 't', "array" },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].type == type)
			return names[i].name;
	return NULL;
}

static void write_type(struct json_out *j, const struct member *m)
{
	const char *type = type_of(m->type);
	if (!type)
		return;
	json_key(j, "type");
	if (m->optional)
		json_open(j, '[');
	json_text(j, type);
	if (m->optional) {
		json_text(j, "null");
		json_close(j, ']');
	}
}

static void write_member(struct json_out *j, struct arena *a, const struct member *m)
{
	if (m->type == 'o') {
		write_reference(j, a, m->of->name);
		return;
	}
	json_open(j, '{');
	write_type(j, m);
	if (m->type == 'd')
		json_member_text(j, "pattern", "^[0-9]+$");
	if (m->type == 'a' && m->of) {
		json_key(j, "items");
		write_reference(j, a, m->of->name);
	}
	if (m->type == 't') {
		json_key(j, "items");
		json_open(j, '{');
		json_member_text(j, "type", "string");
		json_close(j, '}');
	}
	if (m->help)
		json_member_text(j, "description", m->help);
	json_close(j, '}');
}

static void write_shape(struct json_out *j, struct arena *a, const struct shape *s)
{
	json_key(j, s->name);
	json_open(j, '{');
	json_member_text(j, "type", "object");
	json_key(j, "properties");
	json_open(j, '{');
	for (const struct member *m = s->members; m->name; m++) {
		json_key(j, m->name);
		write_member(j, a, m);
	}
	json_close(j, '}');
	json_key(j, "required");
	json_open(j, '[');
	for (const struct member *m = s->members; m->name; m++)
		if (!m->optional)
			json_text(j, m->name);
	json_close(j, ']');
	json_close(j, '}');
}

static void write_parameter(struct json_out *j, struct arena *a, const char *in, const struct member *m)
{
	json_open(j, '{');
	json_member_text(j, "name", m->name);
	json_member_text(j, "in", in);
	json_member_bool(j, "required", str_eq(in, "path"));
	if (m->help)
		json_member_text(j, "description", m->help);
	json_key(j, "schema");
	struct member bare = *m;
	bare.help = NULL;
	write_member(j, a, &bare);
	json_close(j, '}');
}

static void write_parameters(struct json_out *j, struct arena *a, const struct route *row)
{
	json_key(j, "parameters");
	json_open(j, '[');
	for (const char *p = strchr(row->path, ':'); p; p = strchr(p + 1, ':')) {
		struct member m = { .name = arena_strndup(a, p + 1, strcspn(p + 1, "/")), .type = 's' };
		write_parameter(j, a, "path", &m);
	}
	for (const struct member *m = row->query ? row->query->members : NULL; m && m->name; m++)
		write_parameter(j, a, "query", m);
	json_close(j, ']');
}

static void write_content(struct json_out *j, struct arena *a, const char *words, const char *type, const char *shape)
{
	json_open(j, '{');
	json_member_text(j, "description", words);
	json_key(j, "content");
	json_open(j, '{');
	json_key(j, type);
	json_open(j, '{');
	json_key(j, "schema");
	write_reference(j, a, shape);
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, '}');
}

/* "/items/:code" is "/items/{code}" there. */
static const char *braced(struct arena *a, const char *path)
{
	struct out o;
	out_init(&o, a, KB(1));
	for (const char *p = path; *p; ) {
		size_t n = *p == ':' ? strcspn(p, "/") : strcspn(p, ":");
		if (*p == ':')
			out_printf(&o, "{%.*s}", (int)n - 1, p + 1);
		else
			out_bytes(&o, p, n);
		p += n;
	}
	const char *s = arena_strdup(a, out_str(&o));
	out_release(&o);
	return s;
}

static void write_operation(struct json_out *j, struct arena *a, const struct route *row)
{
	json_key(j, row->method == POST ? "post" : "get");
	json_open(j, '{');
	if (row->help)
		json_member_text(j, "summary", row->help);
	write_parameters(j, a, row);
	json_key(j, "responses");
	json_open(j, '{');
	json_key(j, "200");
	write_content(j, a, "the answer", "application/json", row->answer->name);
	json_key(j, "default");
	write_content(j, a, "what went wrong", "application/problem+json", "Problem");
	json_close(j, '}');
	json_close(j, '}');
}

static const struct shape problem_shape = { "Problem", {
	{ "type", 's' }, { "title", 's' }, { "status", 'i' }, { "code", 's', .help = "stable word for programs" },
	{ "detail", 's', .help = "words for people" },
} };

static bool is_described(const struct route *row)
{
	return (row->flags & ROUTE_JSON) && row->answer;
}

/* Rows that share a path share one entry; the first of them writes it. */
static const struct route *first_of_path(const struct room *rooms, const char *path)
{
	for (; rooms->name; rooms++)
		for (const struct route *row = rooms->routes; row && row->path; row++)
			if (is_described(row) && str_eq(row->path, path))
				return row;
	return NULL;
}

static void write_path(struct json_out *j, struct arena *a, const struct room *rooms, const char *path)
{
	json_key(j, braced(a, path));
	json_open(j, '{');
	for (; rooms->name; rooms++)
		for (const struct route *row = rooms->routes; row && row->path; row++)
			if (is_described(row) && str_eq(row->path, path))
				write_operation(j, a, row);
	json_close(j, '}');
}

static void write_info(struct json_out *j, struct req *r)
{
	json_member_text(j, "openapi", "3.1.0");
	json_key(j, "info");
	json_open(j, '{');
	json_member_text(j, "title", setting_text(req_tx(r), SETTING_HALL));
	json_member_text(j, "version", "1");
	json_close(j, '}');
}

enum err openapi_get(struct req *r)
{
	struct shapes *shapes = arena_new_of(r->mem, struct shapes);
	collect(shapes, &problem_shape);
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	write_info(&j, r);
	json_key(&j, "paths");
	json_open(&j, '{');
	for (const struct room *room = r->site->rooms; room->name; room++)
		for (const struct route *row = room->routes; row && row->path; row++) {
			if (!is_described(row) || first_of_path(r->site->rooms, row->path) != row)
				continue;
			write_path(&j, r->mem, r->site->rooms, row->path);
			collect(shapes, row->answer);
		}
	json_close(&j, '}');
	json_key(&j, "components");
	json_open(&j, '{');
	json_key(&j, "schemas");
	json_open(&j, '{');
	for (size_t i = 0; i < shapes->n; i++)
		write_shape(&j, r->mem, shapes->all[i]);
	json_close(&j, '}');
	json_close(&j, '}');
	json_close(&j, '}');
	return reply_json(r);
}
