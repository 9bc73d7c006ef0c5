#include "rates/rates_private.h"
#include "base/str.h"
#include "codes/codes.h"
#include "identity/identity.h"

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

static struct rates rates_of(const struct count_row *row)
{
	return (struct rates){ row->items, { 0, row->one, row->two, row->three, row->four, row->five }, row->no_visit, row->one_visit };
}

static void add(struct rates *sum, const struct rates *r)
{
	sum->items += r->items;
	for (size_t i = 1; i <= 5; i++)
		sum->star[i] += r->star[i];
	sum->no_visit += r->no_visit;
	sum->one_visit += r->one_visit;
}

static struct rates_line line_of(const struct rates_target targets[RATES_KINDS], const struct count_row *row)
{
	struct rates_line l = {
		.organisation = row->organisation, .name = row->short_name, .kind = row->kind, .rates = rates_of(row), .has_target = true,
		.target = target_of(targets, row->kind),
	};
	l.online_needed = rates_needed(rates_online(&l.rates), l.rates.items, l.target.online);
	l.full_needed = rates_needed(rates_full(&l.rates), l.rates.items, l.target.full);
	return l;
}

size_t rates_lines(struct tx *t, struct rates_line **out, struct rates_line *out_whole)
{
	struct count_row *rows;
	size_t n = counts_by_organisation(t, &rows);
	struct rates_line whole = { .name = "全区", .kind = "" };
	struct rates_target targets[RATES_KINDS];
	rates_targets_all(t, targets);
	*out = arena_array(t->mem, struct rates_line, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct rates_line *l = &(*out)[i];
		*l = line_of(targets, &rows[i]);
		add(&whole.rates, &l->rates);
		whole.online_needed += l->online_needed;
		whole.full_needed += l->full_needed;
	}
	*out_whole = whole;
	return n;
}

struct rates rates_whole(struct tx *t)
{
	struct rates_line *lines, whole;
	rates_lines(t, &lines, &whole);
	return whole.rates;
}

size_t rates_levels(struct tx *t, struct rates_line **out)
{
	struct count_row *rows;
	size_t n = counts_by_level(t, &rows);
	*out = arena_array(t->mem, struct rates_line, n + 1);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = (struct rates_line){
			.name = *rows[i].kind ? codes_words(t, "level", rows[i].kind) : "没有写层级", .kind = rows[i].kind, .rates = rates_of(&rows[i]),
		};
	return n;
}

bool rates_line_by_id(struct tx *t, int64_t organisation, struct rates_line *out)
{
	struct organisation o;
	struct count_row *rows;
	if (!organisation_load(t, organisation, &o) || o.id != organisation)
		return false;
	struct count_row mine = { .organisation = o.id, .kind = o.kind, .name = o.name, .short_name = o.short_name };
	size_t n = counts_by_organisation(t, &rows);
	for (size_t i = 0; i < n; i++)
		if (rows[i].organisation == o.id)
			mine = rows[i];
	struct rates_target targets[RATES_KINDS];
	rates_targets_all(t, targets);
	*out = line_of(targets, &mine);
	return true;
}

bool rates_may_see(const struct who *who, int64_t organisation)
{
	return who->roles & (ROLE_REFORM | ROLE_ADMIN | ROLE_HEAD) || who_has(who, ROLE_CATALOGUE, organisation);
}
