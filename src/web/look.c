/* How large the type is and how strong the contrast, as this visitor chose in the head of a page: kept in a cookie, drawn by the
 * server, so it needs no script and nothing jumps. It is a preference of one browser, changes nothing here and may be set by a
 * plain link. */
#include "web/parts.h"
#include "web/web_private.h"
#include "base/str.h"
#include <string.h>

static const char *const types[] = { "normal", "large", "larger" }, *const contrasts[] = { "normal", "high" };
static const char *const type_words[] = { "大字", "更大字", "正常字号" }, *const contrast_words[] = { "高对比", "正常对比" };
enum { TYPES = sizeof types / sizeof *types, CONTRASTS = sizeof contrasts / sizeof *contrasts };

/* Two digits: the type, the contrast. Anything else is the usual look. */
void look_load(struct exchange *x)
{
	const char *cookie = MHD_lookup_connection_value(x->connection, MHD_COOKIE_KIND, "tb_look");
	if (!cookie || strlen(cookie) != 2 || cookie[0] < '0' || cookie[0] >= '0' + TYPES || cookie[1] < '0' || cookie[1] >= '0' + CONTRASTS)
		return;
	x->req.look = (struct look){ cookie[0] - '0', cookie[1] - '0' };
}

const char *look_type(const struct req *r)
{
	return types[r->look.type];
}

const char *look_contrast(const struct req *r)
{
	return contrasts[r->look.contrast];
}

static struct look_step step(int now, const char *const *values, const char *const *words, int n)
{
	return (struct look_step){ values[(now + 1) % n], words[now] };
}

struct look_step look_next_type(const struct req *r)
{
	return step(r->look.type, types, type_words, TYPES);
}

struct look_step look_next_contrast(const struct req *r)
{
	return step(r->look.contrast, contrasts, contrast_words, CONTRASTS);
}

/* What is not named stays as it is. */
static int chosen(struct req *r, const char *name, const char *const *values, int n, int now)
{
	for (int i = 0; i < n; i++)
		if (str_eq(req_query(r, name), values[i]))
			return i;
	return now;
}

enum err look_set(struct req *r)
{
	struct exchange *x = exchange_of(r);
	const char *next = req_query(r, "next");
	int type = chosen(r, "type", types, TYPES, r->look.type), contrast = chosen(r, "contrast", contrasts, CONTRASTS, r->look.contrast);
	x->look = arena_printf(r->mem, "%d%d", type, contrast);
	return reply_redirect(r, "%s", req_is_own_path(next) ? next : "/");
}
