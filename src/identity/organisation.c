#include "identity/identity_private.h"
#include "base/str.h"

static struct organisation opened(const struct organisation_row *r)
{
	return (struct organisation){
		.id = r->id, .kind = r->kind, .name = r->name, .short_name = r->short_name, .uscc = r->uscc, .mark = r->mark,
		.address = r->address, .hours = r->hours, .phone = r->phone, .complain_phone = r->complain_phone,
		.review_body = r->review_body, .court = r->court, .windows = r->windows,
	};
}

static struct organisation_row closed(const struct organisation *o, int64_t id, int64_t ordinal)
{
	return (struct organisation_row){
		.id = id, .ordinal = ordinal, .kind = o->kind, .name = o->name, .short_name = o->short_name,
		.uscc = str_or_empty(o->uscc), .mark = str_blank(o->mark) ? o->short_name : o->mark /* letters need one of their own */, .address = str_or_empty(o->address),
		.hours = str_or_empty(o->hours), .phone = str_or_empty(o->phone), .complain_phone = str_or_empty(o->complain_phone),
		.review_body = str_or_empty(o->review_body), .court = str_or_empty(o->court), .windows = str_or_empty(o->windows),
	};
}

bool organisation_load(struct tx *t, int64_t id, struct organisation *out)
{
	struct organisation_row row;
	if (!organisation_find(t, id, &row))
		return false;
	*out = opened(&row);
	return true;
}

size_t organisation_list(struct tx *t, struct organisation **out)
{
	struct organisation_row *rows;
	size_t n = organisation_all(t, &rows);
	*out = n ? arena_array(t->mem, struct organisation, n) : NULL;
	for (size_t i = 0; i < n; i++)
		(*out)[i] = opened(&rows[i]);
	return n;
}

int64_t organisation_by_code(struct tx *t, const char *code)
{
	return code_organisation(t, code);
}

int64_t organisation_add(struct tx *t, const struct organisation *o, const char *code, const char *code_warning, int64_t ordinal)
{
	struct organisation_row row = closed(o, store_new_id(t->store), ordinal);
	organisation_put(t, &row);
	if (code)
		organisation_code_add(t, code, row.id, code_warning);
	tx_touch(t, TOPIC_CATALOGUE);
	return t->failed ? 0 : row.id;
}

void organisation_code_add(struct tx *t, const char *code, int64_t organisation, const char *warning)
{
	int64_t other = code_organisation(t, code);
	if (other) {
		t->failed = fail_field(t, "code", "编码 %s 已经属于%s", code, other == organisation ? "本机构" : "别的机构");
		return;
	}
	code_put(t, code, organisation, str_or_empty(warning));
	tx_touch(t, TOPIC_CATALOGUE);
}

enum err organisation_change(struct tx *t, const struct organisation *o, int64_t ordinal)
{
	struct organisation_row row = closed(o, o->id, ordinal);
	if (organisation_set(t, &row) != 1 && !t->failed)
		return t->failed = fail(t, ERR_NOT_FOUND, "没有这个机构。");
	tx_touch(t, TOPIC_CATALOGUE);
	return t->failed;
}

enum err organisation_merge(struct tx *t, int64_t from, int64_t to)
{
	struct organisation_row gone, stays;
	if (!organisation_find(t, from, &gone) || gone.id != from || !organisation_find(t, to, &stays) || stays.id != to)
		return t->failed = fail(t, ERR_NOT_FOUND, "没有这个机构，或者它已经并入别的机构。");
	if (from == to)
		return t->failed = fail_field(t, "to", "机构不能并入它自己");
	organisation_set_merged(t, from, to);
	code_move_all(t, from, to);
	staff_move(t, from, to);
	tx_touch(t, TOPIC_CATALOGUE);
	return t->failed;
}
