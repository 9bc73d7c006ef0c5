#include "transfer/import_private.h"
#include "base/str.h"

enum { DIFFERENCES = 20, DIFFERENCE_CHARACTERS = 200 }; /* shown of one item */

static bool add(struct import_report *r, int64_t line, const char *column, const char *what, const char *mend, bool refused)
{
	if (r->n_remarks == IMPORT_REMARKS) {
		r->more_remarks++;
		return false;
	}
	if (r->n_remarks == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 64;
		r->remarks = arena_grow(r->mem, r->remarks, r->cap * sizeof *r->remarks, cap * sizeof *r->remarks);
		r->cap = cap;
	}
	r->remarks[r->n_remarks++] = (struct import_remark){
		line, arena_strdup(r->mem, column), arena_strdup(r->mem, what), arena_strdup(r->mem, mend), refused,
	};
	return true;
}

void import_report_remark(struct import_report *r, int64_t line, const char *column, const char *what, const char *mend)
{
	add(r, line, column, what, mend, false);
	r->warnings++;
}

void import_report_refuse(struct import_report *r, int64_t line, const char *column, const char *what, const char *mend)
{
	add(r, line, column, what, mend, true);
}

void import_report_change(struct import_report *r, const struct import_change *c)
{
	if (r->n_changes == IMPORT_CHANGES) {
		r->more_changes++;
		return;
	}
	if (!r->changes)
		r->changes = arena_array(r->mem, struct import_change, IMPORT_CHANGES);
	size_t n = c->n < DIFFERENCES ? c->n : DIFFERENCES;
	const char **words = arena_array(r->mem, const char *, n + 2);
	for (size_t i = 0; i < n; i++)
		words[i] = str_shorten(r->mem, c->all[i].words, DIFFERENCE_CHARACTERS);
	if (c->n > n)
		words[n++] = arena_printf(r->mem, "另外还有 %zu 处不同", c->n - DIFFERENCES);
	struct import_change *kept = &r->changes[r->n_changes++];
	*kept = *c;
	kept->words = words;
	kept->n = n;
	kept->code = arena_strdup(r->mem, c->code);
	kept->name = arena_strdup(r->mem, c->name);
	kept->state = arena_strdup(r->mem, c->state);
	kept->all = NULL;
}

const char *import_sum(struct arena *a, const struct import_report *r)
{
	return arena_printf(a, "共 %lld 行：新增 %lld，变更 %lld，未变 %lld，未导入 %lld；提醒 %lld 处。%lld 个部门，%lld 个部门编码。",
			    (long long)r->rows, (long long)r->added, (long long)r->changed, (long long)r->unchanged, (long long)r->refused,
			    (long long)r->warnings, (long long)r->departments, (long long)r->codes);
}
