#include "web/openapi.h"
#include "web/parts.h"
#include "assets.h"
#include "schema.h"
#include "web/web.sql.h"
#include "web/web_private.h"
#include "base/str.h"

static const struct embedded *find(const char *name)
{
	for (const struct embedded *e = asset_files; e->path; e++)
		if (str_eq(e->path, name))
			return e;
	return NULL;
}

static const char *version_of(struct arena *a, const struct embedded *e)
{
	uint64_t h = quick_hash(QUICK_HASH, e->data, e->size);
	return arena_printf(a, "%08x", (unsigned)(h ^ h >> 32));
}

/* Computed once: the assets are part of the program. */
static void *build_versions(struct tx *t)
{
	(void)t;
	struct arena *a = arena_new(1 << 20);
	size_t n = 0;
	while (asset_files[n].path)
		n++;
	const char **all = arena_array(a, const char *, n + 2);
	for (size_t i = 0; i < n; i++)
		all[i + 1] = arena_printf(a, "/assets/%s?v=%s", asset_files[i].path, version_of(a, &asset_files[i]));
	all[0] = (const char *)a;
	return all;
}

static void drop_versions(void *value)
{
	arena_free((struct arena *)((const char **)value)[0]);
}

const char *asset_url(struct req *r, const char *name)
{
	const char *const *all = store_cached(req_tx(r), TOPIC__MAX - 1, build_versions, drop_versions);
	const struct embedded *e = find(name);
	must(e);
	return all ? all[1 + (e - asset_files)] : "#";
}

static const char *type_of(const char *name)
{
	static const struct { const char *end, *type; } types[] = {
		{ ".css", "text/css; charset=utf-8" }, { ".js", "text/javascript; charset=utf-8" }, { ".svg", "image/svg+xml" },
	};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_ends(name, types[i].end))
			return types[i].type;
	return "application/octet-stream";
}

enum err asset_get(struct req *r)
{
	const struct embedded *e = find(req_param(r, "name"));
	if (!e)
		return fail(r, ERR_NOT_FOUND, "没有这个文件。");
	out_bytes(r->out, (const char *)e->data, e->size);
	exchange_of(r)->reply.forever = *req_query(r, "v") != '\0';
	return reply_text(r, type_of(e->path));
}

/* For whoever watches the server: the database answers and its schema is the program's. */
static enum err health(struct req *r)
{
	struct store_counts n = store_count(r->site->store);
	enum err e = store_check_schema(r->site->store, schema_files, r->fault);
	if (e)
		return fail(r, ERR_BUSY, "the database does not answer");
	struct json_out j = json_begin(r->out);
	json_open(&j, '{');
	json_member_text(&j, "status", "ok");
	json_member_int(&j, "writes", (int64_t)n.writes);
	json_member_int(&j, "commits", (int64_t)n.commits);
	json_close(&j, '}');
	return reply_json(r);
}

struct frame frame_of(struct req *r, const char *title)
{
	struct tx *t = req_tx(r);
	return (struct frame){
		.place = setting_text(t, SETTING_PLACE), .hall = setting_text(t, SETTING_HALL),
		.phone = setting_text(t, SETTING_PHONE), .notice = setting_text(t, SETTING_NOTICE),
		.title = r->n_errors ? arena_printf(r->mem, "错误：%s", title) : title,
		.signed_in = r->who.kind == WHO_ACCOUNT,
	};
}

void web_hall_begin(struct out *o, struct req *r, const char *title, const char *here)
{
	struct frame f = frame_of(r, title);
	if (f.signed_in && r->site->waiting)
		f.waiting = r->site->waiting(r);
	if (f.signed_in && r->site->unread)
		f.unread = r->site->unread(r);
	web_hall_open(o, r, &f, here);
}

void web_hall_end(struct out *o, struct req *r)
{
	struct frame f = frame_of(r, "");
	web_hall_close(o, &f);
}

void web_desk_begin(struct out *o, struct req *r, const char *title, const char *here)
{
	struct frame f = frame_of(r, title);
	struct desk_nav nav = { 0 };
	r->site->load_nav(r, &nav);
	if (r->site->unread)
		f.unread = r->site->unread(r);
	web_desk_open(o, r, &f, &nav, here);
}

void web_desk_end(struct out *o, struct req *r)
{
	(void)r;
	web_desk_close(o);
}

static const struct shape health_shape = { "Health", { { "status", 's' }, { "writes", 'i' }, { "commits", 'i' } } };

static const struct route routes[] = {
	{ GET, "/assets/:name", asset_get, ANYONE, .help = "style sheet, scripts and icons, compiled into the program" },
	{ GET, "/look", look_set, ANYONE, .help = "keeps type=normal|large|larger and contrast=normal|high in a cookie, leads back to next" },
	{ GET, "/healthz", health, ANYONE, .flags = ROUTE_JSON, .help = "says whether the database answers", .answer = &health_shape },
	{ GET, "/api/v1/openapi.json", openapi_get, ANYONE, .flags = ROUTE_JSON, .help = "this interface as an OpenAPI 3.1 document" },
	{ 0 },
};

const struct room web_room = { .name = "web", .routes = routes, .statements = { &web_sql } };
