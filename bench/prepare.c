/* Fills a demonstration with what the measurements need.
 *
 *   prepare drafts DB N LIST    N drafts that are whole, of many applicants who are signed in; LIST gets the requests that
 *                               submit them (bench/load.c)
 *   prepare desk DB N LOGIN LIST  requests of one official: N times the to-do list; LIST.case gets the case pages, LIST.progress
 *                               the public progress query, of cases from all years */
#include "place.h"
#include "cases/cases.h"
#include "identity/staff.sql.h"
#include "base/digest.h"
#include "base/str.h"
#include "web/session.h"
#include <stdio.h>
#include <string.h>

enum { ACCOUNTS = 200, PER_WRITE = 50, BATCH_MEMORY = 64 * 1024 * 1024 };

/* A submitted case of the demonstration: its answers and its file stand for everybody's. */
struct sample {
	struct case_row row;
	struct case_file_row file;
	struct account account;
};

struct filling {
	struct place *place;
	struct sample sample;
	const char *tokens[ACCOUNTS];
	int64_t accounts[ACCOUNTS];
	int64_t at, n;
	FILE *list;
};

static bool fits(struct tx *t, const struct case_row *c, struct case_file_row *file)
{
	struct case_file_row *files;
	if (!str_eq(c->state, "prereview") || !str_eq(c->channel, "web") || !c->account || case_files(t, c->id, &files) == 0)
		return false;
	*file = files[0];
	return true;
}

static void find_sample(struct place *p, struct sample *out)
{
	struct tx *t = store_read(p->site.store, p->mem, &p->fault);
	struct case_row *rows;
	size_t n = cases_after(t, 0, &rows), i = 0;
	while (i < n && !fits(t, &rows[i], &out->file))
		i++;
	if (i == n)
		bench_stop("the demonstration has no submitted case");
	out->row = rows[i];
	if (!account_load(t, p->site.secret, out->row.account, &out->account))
		bench_stop("the submitted case has no account");
	store_read_done(t);
}

static enum err add_accounts(struct tx *t, void *arg)
{
	struct filling *f = arg;
	struct place *p = f->place;
	for (int i = 0; i < ACCOUNTS; i++) {
		struct account a = f->sample.account;
		a.phone = arena_printf(t->mem, "139100%05d", i);
		a.certificate = arena_printf(t->mem, "91350205BENCH%05d", i);
		f->accounts[i] = account_add(t, p->site.secret, &a, "", "bench");
		if (!f->accounts[i])
			return t->failed ? t->failed : t->fault->code;
		f->tokens[i] = arena_strdup(p->mem, session_begin(t, WHO_ACCOUNT, f->accounts[i]));
	}
	return t->failed;
}

static enum err add_files(struct tx *t, struct filling *f, int64_t case_id, int64_t account)
{
	const struct who who = { .kind = WHO_ACCOUNT, .id = account, .name = f->sample.account.name };
	struct material_row *m;
	size_t n = material_list(t, case_id, &m);
	enum err e = OK;
	for (size_t i = 0; i < n && !e; i++) {
		int64_t id;
		const struct case_file_row *file = &f->sample.file;
		const struct case_upload u = { .case_id = case_id, .material = m[i].no, .hash = file->hash, .name = file->name,
					       .type = file->type, .size_bytes = file->size_bytes };
		e = str_eq(m[i].source, "none") ? case_file_put(t, &who, &u, &id) : OK;
	}
	return e;
}

static enum err add_draft(struct tx *t, struct filling *f, int64_t at)
{
	struct site *site = &f->place->site;
	const struct sample *s = &f->sample;
	struct item item;
	must(item_by_id(t, s->row.item, &item));
	struct body *b = item_body(t, item.id, item.version);
	int64_t account = f->accounts[at % ACCOUNTS], id;
	const struct draft_new d = {
		.item = &item, .body = b, .mode = item_online_mode(b), .account = account, .applicant = s->account.name,
		.applicant_kind = s->row.applicant_kind, .certificate = s->account.certificate, .contact = s->account.contact_name,
		.phone = s->account.phone, .channel = "web", .once = random_hex(t->mem, 16),
	};
	enum err e = case_draft(t, site, &d, &id);
	if (e)
		return e;
	case_save_form(t, id, s->row.form);
	case_save_delivery(t, id, s->row.delivery);
	const char *token = f->tokens[at % ACCOUNTS];
	fprintf(f->list, "POST\t/my/cases/%lld/submit\ttb_session=%s\tcsrf=%s&declared=1\n", (long long)id, token,
		secret_key(site->secret, t->mem, "csrf", token));
	return add_files(t, f, id, account);
}

static enum err add_drafts(struct tx *t, void *arg)
{
	struct filling *f = arg;
	enum err e = OK;
	for (int i = 0; i < PER_WRITE && f->at < f->n && !e; i++)
		e = add_draft(t, f, f->at++);
	return e;
}

static FILE *open_list(const char *path)
{
	FILE *f = fopen(path, "w");
	if (!f)
		bench_stop(path);
	return f;
}

static void prepare_drafts(struct place *p, int64_t n, const char *list)
{
	struct filling f = { .place = p, .n = n, .list = open_list(list) };
	find_sample(p, &f.sample);
	bench_write(p, p->mem, add_accounts, &f);
	struct arena *mem = arena_new(BATCH_MEMORY);
	while (f.at < n) {
		bench_write(p, mem, add_drafts, &f);
		arena_reset(mem);
	}
	arena_free(mem);
	fclose(f.list);
}

struct official {
	const char *login, *token;
};

static enum err sign_in(struct tx *t, void *arg)
{
	struct official *o = arg;
	int64_t id = staff_id_by_login(t, o->login);
	if (!id)
		return fail(t, ERR_NOT_FOUND, "no official %s", o->login);
	o->token = session_begin(t, WHO_STAFF, id);
	return t->failed;
}

/* Cases from all over the years that bench/fill.c fills. */
static size_t spread(struct tx *t, struct arena *mem, const struct case_row **out)
{
	enum { PLACES = 20, PER_PLACE = 500 };
	struct case_row *all = arena_array(mem, struct case_row, PLACES * PER_PLACE), *some;
	int64_t to = store_new_id(t->store), from = to / 2;
	size_t n = 0;
	for (int64_t i = 0; i < PLACES; i++) {
		size_t came = cases_after(t, from + (to - from) / PLACES * i, &some);
		must(came <= PER_PLACE);
		memcpy(all + n, some, came * sizeof *all);
		n += came;
	}
	*out = all;
	return n;
}

static void prepare_desk(struct place *p, int64_t n, const char *login, const char *list)
{
	struct official o = { .login = login };
	bench_write(p, p->mem, sign_in, &o);
	struct tx *t = store_read(p->site.store, p->mem, &p->fault);
	struct who who = { 0 };
	must(identity_load_who(t, WHO_STAFF, staff_id_by_login(t, login), &who));
	FILE *todo = open_list(list), *pages = open_list(arena_printf(p->mem, "%s.case", list));
	FILE *progress = open_list(arena_printf(p->mem, "%s.progress", list));
	const struct case_row *rows;
	size_t n_rows = spread(t, p->mem, &rows);
	for (size_t i = 0; i < n_rows; i++) {
		if (*rows[i].number)
			fprintf(progress, "GET\t/progress?n=%s&c=%s\t-\n", rows[i].number, case_query_code(&p->site, p->mem, rows[i].id));
		if (case_visible(&rows[i], &who))
			fprintf(pages, "GET\t/desk/cases/%lld\ttb_session=%s\n", (long long)rows[i].id, o.token);
	}
	for (int64_t i = 0; i < n; i++)
		fprintf(todo, "GET\t/desk/todo\ttb_session=%s\n", o.token);
	fclose(todo);
	fclose(pages);
	fclose(progress);
	store_read_done(t);
}

int main(int argc, char **argv)
{
	struct place p;
	int64_t n;
	bool drafts = argc == 5 && str_eq(argv[1], "drafts"), desk = argc == 6 && str_eq(argv[1], "desk");
	if ((!drafts && !desk) || !num_parse(argv[3], 1, 10000000, &n))
		bench_stop("usage: prepare drafts DB N LIST | desk DB N LOGIN LIST");
	bench_open(&p, argv[2]);
	if (drafts)
		prepare_drafts(&p, n, argv[4]);
	else
		prepare_desk(&p, n, argv[4], argv[5]);
	bench_close(&p);
	return 0;
}
