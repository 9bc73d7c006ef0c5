/* The dispatcher: finds the route, checks its policy, calls the handler, and is the only place that knows HTTP status
 * numbers. On failure it throws the drawn page away and draws the error page (or a problem document). */
#include "web/web_private.h"
#include "web/parts.h"
#include "base/log.h"
#include "base/str.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct outcome {
	unsigned status;
	const char *title, *advice;
};

static const struct outcome outcomes[ERR__MAX] = {
	[ERR_BAD_INPUT] = { 400, "提交的内容有问题", "请返回上一页检查后再提交；已经保存的内容不会丢。" },
	[ERR_SIGN_IN] = { 401, "请先登录", "登录后会回到刚才的页面。" },
	[ERR_FORBIDDEN] = { 403, "没有权限", "这一页需要别的身份或岗位。可以先退出，再用合适的账户登录；如果您认为应当可以，请联系管理员。" },
	[ERR_NOT_FOUND] = { 404, "没有找到", "地址可能写错了，或者内容已经不在了。" },
	[ERR_CONFLICT] = { 409, "情况有变化", "这一步没有执行，什么也没有改动。请刷新后再看。" },
	[ERR_TOO_LARGE] = { 413, "内容太大", "请压缩或分开提交；已经保存的内容不会丢。" },
	[ERR_TOO_MANY] = { 429, "尝试太频繁", "请过一会儿再试。" },
	[ERR_FULL] = { 507, "暂时存不下新的内容", "这一步没有保存；之前已经确认的内容都在。管理员已收到提示，请稍后再试。" },
	[ERR_BUSY] = { 503, "系统正忙", "请稍后再试；已经保存的内容不会丢。" },
	[ERR_INTERNAL] = { 500, "系统出错了", "问题已经记录；这一步没有保存，已经保存的内容不会丢。" },
};

enum { STATUS_OK = 200, STATUS_SEE_OTHER = 303, STATUS_AGAIN = 422, STATUS_METHOD = 405 };

const char *dispatch_header(struct exchange *x, const char *name)
{
	return MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, name);
}

bool route_matches(const struct route *row, const char *path, struct route_param out[ROUTE_PARAMS], size_t *out_n)
{
	size_t n = 0;
	const char *p = row->path;
	while (*p && *path) {
		if (*p != ':') {
			if (*p++ != *path++)
				return false;
			continue;
		}
		size_t name = strcspn(++p, "/"), value = strcspn(path, "/");
		if (value == 0)
			return false;
		must(n < ROUTE_PARAMS);
		out[n++] = (struct route_param){ p, name, path, value };
		p += name;
		path += value;
	}
	if (*p || *path)
		return false;
	*out_n = n;
	return true;
}

static const struct route *find(struct exchange *x, enum method method, bool *other_method)
{
	for (const struct room *room = x->req.site->rooms; room->name; room++)
		for (const struct route *row = room->routes; row && row->path; row++) {
			if (!route_matches(row, x->req.path, x->params, &x->n_params))
				continue;
			if (row->method == method)
				return row;
			*other_method = true;
		}
	return NULL;
}

static bool admits(const struct route *row, const struct who *who)
{
	if (row->who & ANYONE)
		return true;
	if (who->kind == WHO_ACCOUNT)
		return row->who & APPLICANT;
	return who->kind == WHO_STAFF && (row->who & who->roles);
}

/* Requests that two servers could understand differently are refused (RFC 9112 §6.3, §11.2). */
static enum MHD_Result count_length(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
	(void)kind, (void)value;
	*(int *)cls += strcasecmp(name, "Content-Length") == 0;
	return MHD_YES;
}

static enum err check_framing(struct exchange *x)
{
	struct req *r = &x->req;
	int lengths = 0;
	MHD_get_connection_values(x->connection, MHD_HEADER_KIND, count_length, &lengths);
	const char *length = dispatch_header(x, "Content-Length");
	const char *coding = dispatch_header(x, "Transfer-Encoding");
	int64_t n = 0;
	if (lengths > 1 || (lengths && coding) || (coding && strcasecmp(coding, "chunked") != 0) ||
	    (length && !num_parse(length, 0, INT64_MAX, &n)))
		return fail(r, ERR_BAD_INPUT, "请求的格式不明确。");
	x->expected = (size_t)n;
	return OK;
}

/* The browser says where a form came from: it must be this site. Checked besides the token. */
static bool origin_fits(struct exchange *x)
{
	const char *site = dispatch_header(x, "Sec-Fetch-Site"), *origin = dispatch_header(x, "Origin");
	const char *host = dispatch_header(x, "Host");
	if (site && !str_eq(site, "same-origin") && !str_eq(site, "none"))
		return false;
	if (!origin)
		return true;
	const char *at = strstr(origin, "://");
	return at && host && str_eq(at + 3, host);
}

static enum MHD_Result collect_query(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_n, const char *value,
				     size_t value_n)
{
	(void)kind;
	struct exchange *x = cls;
	return pairs_add(x, &x->query, name, name_n, value ? value : "", value ? value_n : 0) == OK ? MHD_YES : MHD_NO;
}

static enum err check_method(struct exchange *x, const char *method, enum method *out)
{
	bool post = str_eq(method, "POST");
	if (!post && !str_eq(method, "GET") && !str_eq(method, "HEAD")) {
		x->reply.status = STATUS_METHOD;
		x->reply.allow = "GET, HEAD, POST";
		return fail(&x->req, ERR_BAD_INPUT, "不支持这种请求方法。");
	}
	*out = post ? POST : GET;
	return OK;
}

static enum err check_policy(struct exchange *x)
{
	struct req *r = &x->req;
	const struct route *row = r->route;
	if (!admits(row, &r->who))
		return r->who.kind == WHO_NOBODY ? fail(r, ERR_SIGN_IN, "这一页需要先登录。")
						 : fail(r, ERR_FORBIDDEN, "您的身份不能使用这一页。");
	if (r->method == POST && !origin_fits(x))
		return fail(r, ERR_FORBIDDEN, "这个请求不是从本站页面发出的，没有执行。");
	if (x->expected > row->body)
		return fail(r, ERR_TOO_LARGE, row->body ? "提交的内容超过了这一页的上限。" : "这个地址不接受提交的内容。");
	return OK;
}

enum err dispatch_head(struct exchange *x, const char *method, const char *url)
{
	struct req *r = &x->req;
	bool other_method = false;
	r->path = arena_strdup(r->mem, url);
	enum err e = check_method(x, method, &r->method);
	if (!e && !str_valid_utf8(url, strlen(url)))
		e = fail(r, ERR_BAD_INPUT, "地址的编码不正确。");
	if (!e)
		e = check_framing(x);
	if (!e && MHD_get_connection_values_n(x->connection, MHD_GET_ARGUMENT_KIND, collect_query, x) < 0)
		e = r->fault->code ? r->fault->code : fail(r, ERR_BAD_INPUT, "地址里的参数不正确。");
	if (!e && r->fault->code)
		e = r->fault->code;
	if (e)
		return e;
	r->route = find(x, r->method, &other_method);
	look_load(x);
	session_load(x);
	if (r->route)
		return check_policy(x);
	if (other_method) {
		x->reply.status = STATUS_METHOD;
		x->reply.allow = r->method == POST ? "GET, HEAD" : "POST";
	}
	return other_method ? fail(r, ERR_BAD_INPUT, "不支持这种请求方法。") : fail(r, ERR_NOT_FOUND, "没有这个页面。");
}

static bool is_json(const struct exchange *x)
{
	return x->req.route ? x->req.route->flags & ROUTE_JSON : str_starts(str_or_empty(x->req.path), "/api/");
}

static void draw_problem(struct exchange *x, const struct outcome *o)
{
	struct json_out j = json_begin(x->req.out);
	json_open(&j, '{');
	json_member_text(&j, "type", "about:blank");
	json_member_text(&j, "title", o->title);
	json_member_int(&j, "status", x->reply.status);
	json_member_text(&j, "code", err_word(x->fault.code));
	json_member_text(&j, "detail", x->fault.words);
	json_close(&j, '}');
	x->reply.kind = REPLY_PROBLEM;
}

/* Somebody who must sign in is led to the right door and back again afterwards. */
static bool led_to_sign_in(struct exchange *x)
{
	struct req *r = &x->req;
	if (x->fault.code != ERR_SIGN_IN || r->method != GET || is_json(x))
		return false;
	bool desk = str_starts(r->path, "/desk") || str_starts(r->path, "/admin");
	struct out o;
	out_init(&o, r->mem, KB(32));
	out_part_str(&o, req_here(r));
	reply_redirect(r, "%s?next=%s", desk ? "/desk/sign-in" : "/sign-in", out_str(&o));
	out_release(&o);
	x->reply.status = STATUS_SEE_OTHER;
	return true;
}

void dispatch_fail(struct exchange *x)
{
	struct req *r = &x->req;
	if (x->fault.code == OK || x->fault.code >= ERR__MAX)
		fault_set(&x->fault, ERR_INTERNAL, "", "没有说明的错误。");
	enum err code = x->fault.code;
	if (code == ERR_INTERNAL || code == ERR_FULL)
		log_line("event=failed route=\"%s\" error=%s words=\"%s\"", r->route ? r->route->path : "-", err_word(code), x->fault.words);
	const struct outcome *o = &outcomes[code];
	unsigned status = x->reply.status == STATUS_METHOD ? STATUS_METHOD : o->status;
	struct fault kept = x->fault;
	out_clear(r->out);
	x->reply = (struct reply){ .fd = -1, .status = status, .allow = x->reply.allow };
	if (led_to_sign_in(x))
		return;
	/* The page frame reads settings: a failed snapshot must not stop it. */
	store_read_done(x->tx);
	x->tx = NULL;
	if (is_json(x)) {
		draw_problem(x, o);
		return;
	}
	/* The engine's own words (English) are for the log. */
	web_error(r->out, r, o->title, code == ERR_INTERNAL ? "" : kept.words, o->advice);
	x->reply.kind = REPLY_PAGE;
}

void dispatch_run(struct exchange *x)
{
	struct req *r = &x->req;
	enum err e = r->fault->code;
	session_touch(x);
	if (!e && r->method == POST) {
		e = body_end(x);
		if (!e && !session_csrf_fits(x))
			e = fail(r, ERR_FORBIDDEN, "页面已经过期或不是从本站打开的，请返回刷新后再提交。");
	}
	if (!e)
		e = r->route->handle(r);
	if (!e && x->tx && x->tx->failed && x->tx->conn)
		e = x->tx->failed;
	if (!e && r->out->failed)
		e = fail(r, ERR_INTERNAL, "page larger than its buffer");
	if (e) {
		if (r->fault->code != e)
			r->fault->code = e;
		dispatch_fail(x);
	}
	store_read_done(x->tx);
	x->tx = NULL;
	if (!x->reply.status)
		x->reply.status = STATUS_OK;
}

/* Headers are ASCII: what is beyond travels percent-encoded (RFC 3986 §2.1). */
static const char *as_ascii(struct arena *a, const char *url)
{
	struct out o;
	out_init(&o, a, KB(16));
	for (const char *p = url; *p; p++)
		if ((unsigned char)*p < 0x80)
			out_bytes(&o, p, 1);
		else
			out_printf(&o, "%%%02X", (unsigned char)*p);
	const char *ascii = arena_strdup(a, out_str(&o));
	out_release(&o);
	return ascii;
}

enum err reply_redirect(struct req *r, const char *fmt, ...)
{
	struct reply *p = &exchange_of(r)->reply;
	char url[4096];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(url, sizeof url, fmt, ap);
	va_end(ap);
	must(url[0] == '/' && url[1] != '/');
	out_clear(r->out);
	*p = (struct reply){ .kind = REPLY_REDIRECT, .status = STATUS_SEE_OTHER, .location = as_ascii(r->mem, url), .fd = -1 };
	return OK;
}

enum err reply_json(struct req *r)
{
	exchange_of(r)->reply.kind = REPLY_JSON;
	return OK;
}

enum err reply_text(struct req *r, const char *type)
{
	exchange_of(r)->reply.kind = REPLY_TEXT;
	exchange_of(r)->reply.type = type;
	return OK;
}

enum err reply_again(struct req *r)
{
	exchange_of(r)->reply.status = STATUS_AGAIN;
	return OK;
}

void reply_wait(struct req *r, int seconds)
{
	exchange_of(r)->reply.wait_seconds = seconds;
}
