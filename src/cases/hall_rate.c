/* 好差评: one rating a case, five levels with words of one's own. */
#include "cases/hall.h"
#include "cases/hall_rate.html.h"
#include <stddef.h>

struct rating { const char *level, *words; };

/* Codes of the five levels: 1 the best (rating interface, table A.8). Faces of the sprite go the other way. */
static const struct choice levels[] = {
	{ "1", "非常满意" }, { "2", "满意" }, { "3", "基本满意" }, { "4", "不满意" }, { "5", "非常不满意" }, { 0 },
};
enum { LEVEL, WORDS, RATING__MAX };
static const struct field fields[RATING__MAX] = {
	[LEVEL] = { .name = "level", .label = "这次办事，您满意吗？", .kind = FIELD_CHOICE, .offset = offsetof(struct rating, level),
		    .required = true, .choices = levels },
	[WORDS] = { .name = "words", .label = "想对我们说的话", .kind = FIELD_LONG, .offset = offsetof(struct rating, words), .max = 500,
		    .hint = "哪里做得好，哪里要改进，都可以写。" },
};

static enum err load(struct req *r, struct hall_case *out)
{
	struct hall_case c;
	enum err e = hall_load(r, &c);
	if (e)
		return e;
	if (c.row.rating)
		return fail(r, ERR_CONFLICT, "这个办件您已经评价过了，谢谢您。");
	if (!hall_may_rate(c.state, c.row.submitted_at, c.row.rating))
		return fail(r, ERR_CONFLICT, "这个办件现在不能评价：办结后才能评价，您自己撤回的不用评价。");
	*out = c;
	return OK;
}

static void draw(struct req *r, struct hall_case *c)
{
	struct field_view level = form_view(r, &fields[LEVEL], ""), words = form_view(r, &fields[WORDS], "");
	cases_hall_rate(r->out, r, c, &level, &words);
}

enum err hall_rate(struct req *r)
{
	struct hall_case c;
	enum err e = load(r, &c);
	if (!e)
		draw(r, &c);
	return e;
}

struct rate {
	int64_t id, level;
	const char *words;
};

static enum err rate(struct tx *t, void *arg)
{
	const struct rate *a = arg;
	if (case_set_rating(t, a->id, a->level, a->words) == 0 && !t->failed)
		return fail(t, ERR_CONFLICT, "这个办件您已经评价过了，谢谢您。");
	return t->failed;
}

enum err hall_rate_save(struct req *r)
{
	struct hall_case c;
	struct rating form;
	enum err e = load(r, &c);
	if (e)
		return e;
	if (!form_read(r, fields, RATING__MAX, &form)) {
		draw(r, &c);
		return reply_again(r);
	}
	struct rate a = { c.row.id, form.level[0] - '0', form.words };
	e = req_write(r, rate, &a);
	if (e)
		return e;
	reply_say(r, "谢谢您的评价。");
	return reply_redirect(r, "/my/cases/%lld", (long long)c.row.id);
}
