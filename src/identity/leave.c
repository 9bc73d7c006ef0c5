#include "identity/identity_private.h"
#include "identity/desk_leave.html.h"
#include "base/str.h"

struct typed {
	const char *reason;
	int64_t from_day, until_day;
};

static const struct field fields[] = {
	{ "from_day", "第一天", FIELD_DATE, offsetof(struct typed, from_day), true },
	{ "until_day", "最后一天", FIELD_DATE, offsetof(struct typed, until_day), true, .hint = "这一天也由对方代办，第二天自动恢复" },
	{ "reason", "事由", FIELD_TEXT, offsetof(struct typed, reason), false, .max = 50, .hint = "例如：年休假、出差" },
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

/* People to choose from; each stands there once. */
struct people {
	struct staff_row *all;
	size_t n;
};

static bool is_among(const struct people *p, int64_t id)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->all[i].id == id)
			return true;
	return false;
}

static void add_people(struct req *r, struct people *p, const struct staff_row *more, size_t n)
{
	p->all = arena_grow(r->mem, p->all, p->n * sizeof *p->all, (p->n + n) * sizeof *p->all);
	for (size_t i = 0; i < n; i++)
		if (!is_among(p, more[i].id))
			p->all[p->n++] = more[i];
}

/* Who could act for this member of staff: whoever holds a role where they hold one. */
static struct people colleagues(struct req *r, int64_t staff)
{
	struct people p = { 0 };
	struct grant_row *grants;
	size_t n_grants = grant_effective(req_tx(r), staff, &grants);
	for (size_t i = 0; i < n_grants; i++) {
		struct staff_row *rows;
		if (i && grants[i].organisation == grants[i - 1].organisation)
			continue; /* they come in the order of organisations */
		size_t n = staff_holding(req_tx(r), grants[i].organisation, "", &rows);
		add_people(r, &p, rows, n);
	}
	return p;
}

/* Organisations that one heads, each once. */
static size_t headed(const struct req *r, const int64_t **out)
{
	int64_t *all = arena_array(r->mem, int64_t, r->who.n_grants + 1);
	size_t n = 0;
	for (size_t i = 0; i < r->who.n_grants; i++) {
		size_t k = 0;
		while (k < n && all[k] != r->who.grants[i].organisation)
			k++;
		if (k == n && r->who.grants[i].role == ROLE_HEAD)
			all[n++] = r->who.grants[i].organisation;
	}
	*out = all;
	return n;
}

/* For whom a head may arrange it: people with a role in the organisation who belong there. Others have their own head, and
 * roles elsewhere that are not this head's to give away. */
static struct people subordinates(struct req *r)
{
	struct people p = { 0 };
	const int64_t *organisations;
	size_t n = headed(r, &organisations);
	for (size_t i = 0; i < n; i++) {
		struct staff_row *rows;
		size_t n_rows = staff_holding(req_tx(r), organisations[i], "", &rows), kept = 0;
		for (size_t k = 0; k < n_rows; k++)
			if (rows[k].organisation == organisations[i] && rows[k].id != r->who.id)
				rows[kept++] = rows[k];
		add_people(r, &p, rows, kept);
	}
	return p;
}

static const struct choice *choices_of(struct req *r, const struct people *p, int64_t but)
{
	struct choice *choices = arena_array(r->mem, struct choice, p->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct staff_row *s = &p->all[i];
		if (s->id != but)
			choices[n++] = (struct choice){ identity_id_words(r->mem, s->id), arena_printf(r->mem, "%s（%s%s%s）", s->name,
							s->organisation_name, *s->post ? "，" : "", s->post) };
	}
	return choices;
}

static struct leave_line line_of(struct req *r, const struct delegation *d, bool may_end)
{
	bool over = d->until_day < r->today, coming = d->from_day > r->today, open = !d->ended_at && !over;
	const char *until = day_short(r->mem, d->until_day, r->today);
	return (struct leave_line){
		.id = d->id, .name = d->name, .to_name = d->to_name, .reason = d->reason, .until = until,
		.days = arena_printf(r->mem, "%s至%s", day_short(r->mem, d->from_day, r->today), until),
		.state = d->ended_at ? "已提前结束" : over ? "已到期" : coming ? "还没开始" : "正在代办",
		.tone = open ? coming ? "" : "good" : "held", .now = open && !coming, .may_end = may_end && open,
	};
}

static void list(struct req *r, const struct delegation *all, size_t n, bool may_end, struct leave_lines *out)
{
	struct leave_line *lines = arena_array(r->mem, struct leave_line, out->n + n + 1);
	for (size_t i = 0; i < out->n; i++)
		lines[i] = out->lines[i];
	for (size_t i = 0; i < n; i++)
		lines[out->n++] = line_of(r, &all[i], may_end);
	out->lines = lines;
}

static void list_subordinates(struct req *r, struct leave_lines *out)
{
	const int64_t *organisations;
	size_t n = headed(r, &organisations);
	for (size_t i = 0; i < n; i++) {
		struct delegation *all;
		size_t n_all = delegation_in(req_tx(r), organisations[i], &all);
		list(r, all, n_all, true, out);
	}
}

enum err leave_show(struct req *r)
{
	struct leave_view v = { .head = r->who.roles & ROLE_HEAD };
	struct delegation *mine, *others;
	struct people could = colleagues(r, r->who.id), under = subordinates(r);
	size_t n_mine = delegation_of(req_tx(r), r->who.id, &mine), n_others = delegation_to(req_tx(r), r->who.id, &others);
	v.staff = identity_choose(r, "staff", "谁不在", choices_of(r, &under, 0), "");
	v.staff.nothing = "我自己";
	add_people(r, &could, under.all, under.n);
	v.to_staff = identity_choose(r, "to_staff", "由谁代办", choices_of(r, &could, v.head ? 0 : r->who.id), "");
	struct field_view *views = identity_fields(r, fields, N_FIELDS, NULL);
	views[0] = form_view(r, &fields[0], day_iso(r->mem, r->today));
	v.fields = views;
	list(r, mine, n_mine, true, &v.mine);
	list(r, others, n_others, false, &v.others);
	list_subordinates(r, &v.people);
	identity_desk_leave(r->out, r, &v);
	return OK;
}

static enum err again(struct req *r)
{
	enum err e = leave_show(r);
	return e ? e : reply_again(r);
}

struct deed {
	const struct req *r;
	struct delegation d;
};

static void note(struct tx *t, const struct deed *deed, const char *what)
{
	const struct delegation *d = &deed->d;
	audit_add(t, &deed->r->who, what, arena_printf(t->mem, "人员 %lld", (long long)d->staff),
		  arena_printf(t->mem, "由人员 %lld 代办，%s至%s", (long long)d->to_staff, day_iso(t->mem, d->from_day),
			       day_iso(t->mem, d->until_day)));
}

static enum err put(struct tx *t, void *arg)
{
	const struct deed *deed = arg;
	enum err e = delegation_add(t, &deed->d);
	if (!e)
		note(t, deed, "请假委托");
	return e ? e : t->failed;
}

/* Who is away: oneself, or one of those whom a head may choose. 0 with an error at the field otherwise. */
static int64_t read_absent(struct req *r)
{
	int64_t id = r->who.id;
	const char *chosen = req_field(r, "staff");
	struct people under = subordinates(r);
	if (!*chosen || (num_parse(chosen, 1, INT64_MAX, &id) && (id == r->who.id || is_among(&under, id))))
		return id;
	form_add_error(r, "staff", "谁不在", "请选择自己或本机构的人员");
	return 0;
}

static int64_t read_deputy(struct req *r, int64_t absent)
{
	int64_t id = 0;
	struct people could = colleagues(r, absent);
	if (num_parse(req_field(r, "to_staff"), 1, INT64_MAX, &id) && is_among(&could, id))
		return id;
	form_add_error(r, "to_staff", "由谁代办", "请选择与不在的人同一机构、有岗位的同事");
	return 0;
}

enum err leave_take(struct req *r)
{
	struct typed f = { 0 };
	int64_t absent = read_absent(r), deputy = absent ? read_deputy(r, absent) : 0;
	if (!form_read(r, fields, N_FIELDS, &f))
		return again(r);
	struct deed deed = { r, { .staff = absent, .to_staff = deputy, .from_day = f.from_day, .until_day = f.until_day,
				  .reason = f.reason, .made_by = r->who.id } };
	enum err e = req_write(r, put, &deed);
	if (e)
		return form_take_fault(r) ? again(r) : e;
	reply_say(r, "委托已登记，到时自动开始和结束。");
	return reply_redirect(r, "/desk/leave");
}

static enum err end(struct tx *t, void *arg)
{
	const struct deed *deed = arg;
	enum err e = delegation_end(t, deed->d.id);
	if (!e)
		note(t, deed, "结束请假委托");
	return e ? e : t->failed;
}

static bool may_end(struct req *r, const struct delegation *d)
{
	struct staff absent;
	return d->staff == r->who.id || (staff_load(req_tx(r), d->staff, &absent) && who_has(&r->who, ROLE_HEAD, absent.organisation));
}

enum err leave_end(struct req *r)
{
	struct deed deed = { .r = r };
	if (!delegation_load(req_tx(r), req_param_id(r, "id"), &deed.d) || !may_end(r, &deed.d))
		return fail(r, ERR_NOT_FOUND, "没有这项委托。");
	enum err e = req_write(r, end, &deed);
	if (e)
		return e;
	reply_say(r, "委托已结束，马上生效。");
	return reply_redirect(r, "/desk/leave");
}
