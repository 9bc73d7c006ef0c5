#include "jobs/jobs_private.h"
#include "jobs/admin.html.h"
#include "base/log.h"
#include "base/str.h"

enum { PAGE = 200, PAYLOAD_CHARACTERS = 80 };

static struct job_line line_of(struct req *r, const struct job_row *j)
{
	bool running = j->lease_until > r->now;
	const char *calm = j->repeats ? "按时重复" : "等待";
	return (struct job_line){
		.id = j->id, .kind = j->kind, .payload = str_shorten(r->mem, j->payload, PAYLOAD_CHARACTERS),
		.state = j->dead ? "已停止" : running ? "正在做" : j->attempts ? "失败，会再试" : calm,
		.tone = j->dead ? "stop" : j->attempts && !running ? "soon" : "", .last_error = j->last_error, .attempts = j->attempts,
		.when = j->dead ? "不再自动做" : day_time_short(r->mem, j->run_at, DAY_ZONE_CHINA),
		.again = running ? NULL : j->dead || j->attempts ? "再试" : j->repeats ? "马上做" : NULL,
	};
}

static enum err list(struct req *r)
{
	struct jobs_view v = { 0 };
	struct job_row *rows;
	struct job_dead_row *dead;
	job_count(req_tx(r), &v.count);
	v.n_dead = job_dead_kinds(req_tx(r), &dead);
	v.dead = dead;
	size_t n = job_list(req_tx(r), PAGE + 1, &rows);
	v.more = n > PAGE;
	v.n = v.more ? PAGE : n;
	struct job_line *lines = arena_array(r->mem, struct job_line, n + 1);
	for (size_t i = 0; i < v.n; i++)
		lines[i] = line_of(r, &rows[i]);
	v.lines = lines;
	jobs_admin(r->out, r, &v);
	return OK;
}

static enum err revive(struct tx *t, void *arg)
{
	const int64_t *id = arg;
	struct job_row row;
	if (!job_find(t, *id, &row))
		return fail(t, ERR_NOT_FOUND, "没有这项任务，可能已经做完了。");
	if (job_revive(t, *id) != 1)
		return fail(t, ERR_CONFLICT, "这项任务正在做，做完后会自己消失。");
	tx_touch(t, TOPIC_JOBS);
	return t->failed;
}

static enum err retry(struct req *r)
{
	int64_t id = req_param_id(r, "id");
	enum err e = req_write(r, revive, &id);
	if (e)
		return e;
	log_line("event=job_retried job=%lld staff=%lld", (long long)id, (long long)r->who.id);
	reply_say(r, "已安排马上做。");
	return reply_redirect(r, "/admin/jobs");
}

struct revival {
	const char *kind;
	int64_t n;
};

static enum err revive_dead(struct tx *t, void *arg)
{
	struct revival *v = arg;
	v->n = job_revive_dead(t, v->kind);
	tx_touch(t, TOPIC_JOBS);
	return t->failed;
}

static enum err retry_kind(struct req *r)
{
	struct revival v = { .kind = req_field(r, "kind") };
	enum err e = req_write(r, revive_dead, &v);
	if (e)
		return e;
	log_line("event=jobs_retried count=%lld staff=%lld", (long long)v.n, (long long)r->who.id);
	reply_say(r, v.n ? "已安排 %lld 项马上再试。" : "没有已停止的任务，可能已经再试过了。", (long long)v.n);
	return reply_redirect(r, "/admin/jobs");
}

static const struct route routes[] = {
	{ GET, "/admin/jobs", list, STAFF(ROLE_ADMIN), .help = "background work that waits, fails or was put aside" },
	{ POST, "/admin/jobs/retry", retry_kind, STAFF(ROLE_ADMIN), .body = KB(4), .help = "tries all of one kind again that were put aside" },
	{ POST, "/admin/jobs/:id/retry", retry, STAFF(ROLE_ADMIN), .body = KB(4), .help = "tries it again, or does it, at once" },
	{ 0 },
};

const struct room jobs_room = { .name = "jobs", .routes = routes, .statements = { &jobs_sql } };
