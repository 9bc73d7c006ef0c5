/* Printing a letter: the first print is the original, every later one is a copy that says so, and when and by whom it was
 * made. The kept file stays the original; a copy is drawn anew on the worker that answers. */
#include "letters/letters_private.h"
#include "base/gate.h"
#include "base/str.h"

/* Drawing takes a core for a tenth of a second: a flood of prints must not take them all. */
static struct gate gate = GATE(2);

enum err print_draw(struct req *r, const struct paper *p)
{
	gate_enter(&gate);
	enum err e = paper_render(p, r->out, r->fault);
	gate_leave(&gate);
	return e ? e : reply_text(r, "application/pdf");
}

/* 2026年11月22日 10:31 */
static const char *moment_words(struct arena *a, int64_t ms)
{
	enum { MINUTE_MS = 60 * 1000, HOUR_MINUTES = 60 };
	int64_t day = day_of_ms(ms, DAY_ZONE_CHINA), minute = (ms - ms_of_day(day, DAY_ZONE_CHINA)) / MINUTE_MS;
	return arena_printf(a, "%s %lld:%02lld", day_words(a, day), (long long)(minute / HOUR_MINUTES), (long long)(minute % HOUR_MINUTES));
}

void print_mark(struct arena *a, struct paper *p, int64_t no, int64_t at, const char *who_name)
{
	p->copy_mark = p->copy_mark ? arena_printf(a, "副本 %s", p->copy_mark) : "副本";
	p->printed = arena_printf(a, "第 %lld 次打印 · %s · %s", (long long)no, moment_words(a, at), who_name);
}

struct printing {
	const struct req *r;
	int64_t letter, no;
};

/* The copy already says which print it is: whoever came in between has taken that number. */
static enum err record(struct tx *t, void *arg)
{
	const struct printing *p = arg;
	const struct who *who = &p->r->who;
	if (print_last(t, p->letter) + 1 != p->no)
		return fail(t, ERR_CONFLICT, "这份文书刚刚打印过一次，请再点一次“打印”。");
	print_add(t, p->letter, p->no, p->r->now, who->kind == WHO_STAFF ? "staff" : "account", who->id, who->name);
	return t->failed;
}

enum err print_letter(struct req *r)
{
	struct letter_row l;
	enum err e = letters_find(r, &l);
	if (e)
		return e;
	struct printing printing = { r, l.id, print_last(req_tx(r), l.id) + 1 };
	struct paper *p = letters_paper(req_tx(r), &l);
	if (!p)
		return fail(r, ERR_INTERNAL, "the facts or the wording of letter %lld cannot be read", (long long)l.id);
	bool original = printing.no == 1;
	if (!original)
		print_mark(r->mem, p, printing.no, r->now, r->who.name);
	if (!original || !l.file)
		e = print_draw(r, p);
	if (!e)
		e = req_write(r, record, &printing);
	return e || !original || !l.file ? e : reply_file(r, l.file, "application/pdf", letters_file_name(r, &l), false);
}

size_t print_lines(struct req *r, int64_t letter, struct print_line **out)
{
	struct print_row *rows;
	size_t n = print_list(req_tx(r), letter, &rows);
	*out = arena_array(r->mem, struct print_line, n);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = (struct print_line){ rows[i].no, moment_words(r->mem, rows[i].at), rows[i].who_name, str_eq(rows[i].who_kind, "account") };
	return n;
}
