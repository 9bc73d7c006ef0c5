#include "identity/identity_private.h"
#include "base/str.h"

int64_t staff_add(struct tx *t, const struct staff *s, const char *password_hashed)
{
	int64_t id = store_new_id(t->store);
	if (staff_id_by_login(t, s->login))
		t->failed = fail_field(t, "login", "这个登录名已经有人用了，请换一个");
	staff_put(t, id, s->organisation, s->login, s->name, s->post, password_hashed);
	return t->failed ? 0 : id;
}

void staff_grant(struct tx *t, int64_t staff, unsigned role, int64_t organisation, int64_t granted_by)
{
	grant_put(t, staff, role_by_bit(role)->word, organisation, granted_by);
}

void staff_move(struct tx *t, int64_t from, int64_t to)
{
	staff_move_all(t, from, to);
	grant_copy_all(t, from, to);
	grant_remove_all(t, from);
}

static void load_grants(struct tx *t, struct who *w)
{
	struct grant_row *rows;
	size_t n = grant_effective(t, w->id, &rows);
	struct grant *all = arena_array(t->mem, struct grant, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct role *role = role_by_word(rows[i].role);
		if (!role)
			continue;
		all[w->n_grants++] = (struct grant){ role->bit, rows[i].organisation };
		w->roles |= role->bit;
	}
	w->grants = all;
}

static bool load_staff(struct tx *t, int64_t id, struct who *out)
{
	struct staff_row row;
	if (!staff_find(t, id, &row) || !str_eq(row.state, "active"))
		return false;
	*out = (struct who){ .kind = WHO_STAFF, .id = id, .name = row.name, .organisation = row.organisation,
			     .organisation_name = row.organisation_name };
	load_grants(t, out);
	return true;
}

static bool load_account(struct tx *t, int64_t id, struct who *out)
{
	struct account_row row;
	if (!account_find(t, id, &row))
		return false;
	*out = (struct who){ .kind = WHO_ACCOUNT, .id = id, .name = row.name, .level = (int)row.level,
			     .company = str_eq(row.kind, "company") };
	return true;
}

bool identity_load_who(struct tx *t, enum who_kind kind, int64_t id, struct who *out)
{
	return kind == WHO_STAFF ? load_staff(t, id, out) : kind == WHO_ACCOUNT && load_account(t, id, out);
}
