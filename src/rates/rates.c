#include "rates/rates_private.h"
#include "base/str.h"
#include "codes/codes.h"
#include "identity/identity.h"
#include <stdlib.h>
#include <string.h>

const struct rates_kind rates_kinds[RATES_KINDS] = {
	{ "department", "部门", { 100, 60 } },
	{ "branch", "分局、派出机构", { 100, 60 } },
	{ "street", "街道", { 90, 60 } },
	{ "office", "其他机构", { 100, 60 } },
};

int64_t rates_online(const struct rates *r)
{
	return r->star[3] + r->star[4] + r->star[5];
}

int64_t rates_full(const struct rates *r)
{
	return r->star[4] + r->star[5];
}

void rates_targets_all(struct tx *t, struct rates_target out[RATES_KINDS])
{
	struct target_row *rows;
	size_t n = targets_all(t, &rows);
	for (size_t i = 0; i < RATES_KINDS; i++) {
		out[i] = rates_kinds[i].plan;
		for (size_t k = 0; k < n; k++)
			if (str_eq(rows[k].kind, rates_kinds[i].word))
				out[i] = (struct rates_target){ rows[k].online, rows[k].full_online };
	}
}

static struct rates_target target_of(const struct rates_target targets[RATES_KINDS], const char *kind)
{
	for (size_t i = 0; i < RATES_KINDS; i++)
		if (str_eq(rates_kinds[i].word, kind))
			return targets[i];
	return targets[0];
}

int64_t rates_needed(int64_t n, int64_t of, int64_t percent)
{
	int64_t wanted = (of * percent + 99) / 100;
	return wanted > n ? wanted - n : 0;
}

const char *rates_percent(struct arena *a, int64_t n, int64_t of)
{
	if (of == 0)
		return "—";
	int64_t tenths = n * 1000 / of;
	return tenths % 10 ? arena_printf(a, "%lld.%lld%%", (long long)tenths / 10, (long long)tenths % 10)
			   : arena_printf(a, "%lld%%", (long long)tenths / 10);
}

static void add(struct rates *sum, const struct count_row *row)
{
	const int64_t stars[] = { 0, row->one, row->two, row->three, row->four, row->five };
	sum->items += row->items;
	for (size_t i = 1; i <= 5; i++)
		sum->star[i] += stars[i];
	sum->no_visit += row->no_visit;
	sum->one_visit += row->one_visit;
}

static void aim(struct rates_line *l, const struct rates_target targets[RATES_KINDS], const char *kind)
{
	l->has_target = true;
	l->target = target_of(targets, kind);
	l->online_needed = rates_needed(rates_online(&l->rates), l->rates.items, l->target.online);
	l->full_needed = rates_needed(rates_full(&l->rates), l->rates.items, l->target.full);
}

static void add_to_level(struct tx *t, struct rates_all *all, const struct count_row *row)
{
	size_t i = 0;
	while (i < all->n_levels && !str_eq(all->levels[i].code, row->level))
		i++;
	if (i == all->n_levels)
		all->levels[all->n_levels++] = (struct rates_line){
			.code = row->level, .name = *row->level ? codes_words(t, "level", row->level) : "没有写层级",
		};
	add(&all->levels[i].rates, row);
}

static int by_code(const void *a, const void *b)
{
	return strcmp(((const struct rates_line *)a)->code, ((const struct rates_line *)b)->code);
}

struct rates_all rates_all_of(struct tx *t)
{
	struct count_row *rows;
	struct rates_target targets[RATES_KINDS];
	size_t n = counts_all(t, &rows);
	struct rates_all all = { .whole = { .name = "全区", .code = "" } };
	all.lines = arena_array(t->mem, struct rates_line, n + 1);
	all.levels = arena_array(t->mem, struct rates_line, n + 1);
	rates_targets_all(t, targets);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || rows[i].organisation != rows[i - 1].organisation)
			all.lines[all.n++] = (struct rates_line){ .organisation = rows[i].organisation, .name = rows[i].short_name, .code = "" };
		struct rates_line *l = &all.lines[all.n - 1];
		add(&l->rates, &rows[i]);
		aim(l, targets, rows[i].kind);
		add(&all.whole.rates, &rows[i]);
		add_to_level(t, &all, &rows[i]);
	}
	for (size_t i = 0; i < all.n; i++) {
		all.whole.online_needed += all.lines[i].online_needed;
		all.whole.full_needed += all.lines[i].full_needed;
	}
	qsort(all.levels, all.n_levels, sizeof *all.levels, by_code);
	return all;
}

bool rates_line_by_id(struct tx *t, int64_t organisation, struct rates_line *out)
{
	struct organisation o;
	struct count_row *rows;
	struct rates_target targets[RATES_KINDS];
	if (!organisation_load(t, organisation, &o) || o.id != organisation)
		return false;
	struct rates_line l = { .organisation = o.id, .name = o.short_name, .code = "" };
	if (counts_of(t, o.id, &rows))
		add(&l.rates, rows);
	rates_targets_all(t, targets);
	aim(&l, targets, o.kind);
	*out = l;
	return true;
}

bool rates_may_see(const struct who *who, int64_t organisation)
{
	return who->roles & (ROLE_REFORM | ROLE_ADMIN | ROLE_HEAD) || who_has(who, ROLE_CATALOGUE, organisation);
}
