/* A platform of its own with all rooms, and short ways to publish and to take files over. */
#pragma once
#include "store_world.h"
#include "catalogue/item.h"
#include "transfer/import_private.h"

static inline struct tx *reading(struct world *w)
{
	return store_read(w->s, w->a, &w->f);
}

static inline void writing(struct world *w, store_fn *fn, void *arg)
{
	if (store_write(w->s, w->a, &w->f, fn, arg) != OK)
		fail_msg("the write should work: %s", w->f.words);
}

struct publish { const char *json, *name, *uscc; int64_t organisation, id; };

static inline enum err add_agency(struct tx *t, void *arg)
{
	struct publish *p = arg;
	struct organisation o = { .kind = "department", .name = p->name, .short_name = p->name, .uscc = p->uscc, .mark = "海", .address = "",
				  .hours = "", .phone = "", .complain_phone = "", .review_body = "", .court = "", .windows = "" };
	p->organisation = organisation_add(t, &o, p->uscc, "", 1);
	return t->failed;
}

static inline enum err publish(struct tx *t, void *arg)
{
	struct publish *p = arg;
	return item_publish(t, p->json, p->organisation, "测试", &p->id);
}

static inline int64_t agency(struct world *w, const char *name, const char *uscc)
{
	struct publish p = { .name = name, .uscc = uscc };
	writing(w, add_agency, &p);
	return p.organisation;
}

static inline int64_t put(struct world *w, int64_t organisation, const char *json)
{
	struct publish p = { .json = json, .organisation = organisation };
	writing(w, publish, &p);
	return p.id;
}

static inline struct item item_now(struct world *w, const char *code)
{
	struct item item;
	struct tx *t = reading(w);
	if (!item_by_code(t, code, &item))
		fail_msg("there should be an item %s", code);
	store_read_done(t);
	return item;
}

static inline const char *body_now(struct world *w, const char *code)
{
	struct item item = item_now(w, code);
	struct version_row row;
	struct tx *t = reading(w);
	assert_true(version_load(t, item.id, item.version, &row));
	store_read_done(t);
	return row.body;
}

/* What the command line does: departments are made. */
static inline struct import_report import_as(struct world *w, const char *data, size_t n, struct import_options o)
{
	struct import_report report;
	o.departments = true;
	enum err e = import_catalogue(w->s, w->a, &w->f, data, n, &o, &report);
	if (e)
		fail_msg("the import should work: %s", w->f.words);
	return report;
}

static inline struct import_report import_text(struct world *w, const char *data)
{
	return import_as(w, data, strlen(data), (struct import_options){ 0 });
}

static inline void assert_counts(const struct import_report *r, int64_t added, int64_t changed, int64_t unchanged, int64_t refused)
{
	if (r->added != added || r->changed != changed || r->unchanged != unchanged || r->refused != refused)
		fail_msg("expected %lld new, %lld changed, %lld unchanged, %lld refused; got %lld, %lld, %lld, %lld (%s)", (long long)added,
			 (long long)changed, (long long)unchanged, (long long)refused, (long long)r->added, (long long)r->changed,
			 (long long)r->unchanged, (long long)r->refused, r->n_remarks ? r->remarks[0].what : "nothing said");
}

static inline const struct import_remark *remark(const struct import_report *r, int64_t line, const char *column)
{
	for (size_t i = 0; i < r->n_remarks; i++)
		if (r->remarks[i].line == line && str_eq(r->remarks[i].column, column))
			return &r->remarks[i];
	fail_msg("there should be a remark on line %lld about %s", (long long)line, column);
	return NULL;
}

static inline void assert_says(const struct import_report *r, int64_t line, const char *column, const char *words)
{
	const struct import_remark *m = remark(r, line, column);
	if (!strstr(m->what, words))
		fail_msg("line %lld should say '%s', says '%s'", (long long)line, words, m->what);
}
